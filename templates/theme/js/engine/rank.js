/** Rank the documents by the share of a query's words that they have. Pure: no DOM. */

import { alphanumeric } from "./recognize.js";
import { find } from "./vocabulary.js";
import { HAN, phraseOf, tokensOf, wordsOf } from "./words.js";

const MOST_TOKENS = 48;
const MOST_GUESSES = 5;
const TYPED = 1.3; // the weight of words that stand together as a name, a title or a phrase that readers type
const WHOLE = 0.5; // more if they are the whole query
const LEAST = { best: 0.25, share: 0.499, shareOfTyped: 0.2, ofBest: 0.4 };
const CROSSING = 0.3; // the weight of a pair of Han that is mostly the end of a word and the beginning of the next

/** Return the tokens of a query, without those of names that are there whole. @param {string} text */
const queried = (text) => [...new Set(tokensOf(text).flatMap(({ token, part }) => (part ? [] : token)))];

/**
 * Add the glossary's term for each synonym in the query.
 * @param {SearchIndex} index @param {string} phrase
 */
function termsFor({ synonyms }, phrase) {
  return Object.entries(synonyms).flatMap(([term, words]) =>
    words
      .filter((word) => phrase.includes(phraseOf(word)))
      .map((word) => ({ term: queried(term), for: queried(word) })),
  );
}

/** @typedef {{token: string, found: Map<number, number>}} Found */

/** Return whether a pair is much rarer than those that it overlaps. @param {Found | undefined} before @param {Found} pair @param {Found | undefined} after */
const isCrossing = (before, pair, after) =>
  HAN.test(pair.token) &&
  before?.token[1] === pair.token[0] &&
  after?.token[0] === pair.token[1] &&
  pair.found.size * 4 < Math.min(before.found.size, after.found.size);

/**
 * Rank the documents.
 * @param {Prepared} prepared @param {string} text  the words of a query that mean something
 */
export function rank(prepared, text) {
  const vocabulary = prepared.vocabulary();
  const { documents, phrases, bodies, names } = vocabulary;
  const phrase = phraseOf(text);
  const tokens = queried(text).slice(0, MOST_TOKENS);
  const terms = termsFor(prepared.index, phrase);
  const read = /** @type {Map<string, string>} */ (new Map());
  const concepts = tokens.map((token) => {
    const { found, read: like } = find(vocabulary, token);
    if (like) read.set(token, like);
    for (const { term } of terms.filter((each) => each.for.includes(token))) {
      for (const other of term) {
        for (const [document, weight] of find(vocabulary, other).found) {
          found.set(document, Math.max(found.get(document) ?? 0, weight * 0.9));
        }
      }
    }
    return { token, found, weight: found.size && Math.log(1 + documents.length / found.size) };
  });
  const known = concepts.filter(({ found }) => found.size);
  const mean = known.reduce((sum, { weight }) => sum + weight, 0) / known.length;
  for (const [i, concept] of concepts.entries()) {
    const { token, found } = concept;
    if (!found.size) concept.weight = mean * (HAN.test(token) ? CROSSING : 1);
    else if (isCrossing(concepts[i - 1], concept, concepts[i + 1])) concept.weight *= CROSSING;
  }
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);

  const typed = /** @type {Map<number, Set<string>>} */ (new Map());
  const whole = new Set();
  for (const { phrase: part, document } of phrases) {
    if (!phrase.includes(part)) continue;
    const had = typed.get(document) ?? new Set();
    typed.set(document, had);
    for (const token of queried(part)) had.add(token);
    if (part === phrase) whole.add(document);
  }

  const joined = alphanumeric(text);
  const isName = joined.length > 3 && /^\w+$/.test(joined);
  const symptoms = new Set(prepared.index.symptoms.filter((each) => phrase.includes(phraseOf(each))).flatMap(queried));
  const scores = documents.map((document, i) => {
    let score = 0;
    let share = 0;
    const { place } = document.item;
    const isStage = place?.k === "stage" && concepts.some(({ token, found }) => found.has(i) && !symptoms.has(token));
    for (const { token, found, weight } of concepts) {
      const isTyped = typed.get(i)?.has(token) || (isStage && symptoms.has(token));
      const fit = isTyped ? TYPED : (found.get(i) ?? 0);
      score += weight * fit;
      if (fit) share += weight;
    }
    share /= total;
    const isWhole = whole.has(i) || (isName && names[i].includes(joined));
    const bonus = isWhole ? WHOLE : bodies[i].includes(phrase) ? WHOLE / 2 : 0;
    return {
      document,
      share,
      isTyped: typed.has(i),
      score: share ? (score / total + bonus) * (0.25 + share) * document.rank : 0,
    };
  });
  const hits = scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const best = hits[0]?.score ?? 0;
  const unknown = new Set(concepts.filter(({ found }) => !found.size).map(({ token }) => token));
  const left = wordsOf(text).filter((word) => queried(word).every((token) => unknown.has(token)));
  const isKept = (/** @type {(typeof hits)[number]} */ { score, share, isTyped }) =>
    share > 0.99 || (share >= (isTyped ? LEAST.shareOfTyped : LEAST.share) && score >= LEAST.ofBest * best);
  const kept = best < LEAST.best ? [] : hits.filter(isKept);
  // Of a long question often one thing is known: what readers type for a place.
  if (!kept.length) kept.push(...hits.filter(({ isTyped }) => isTyped).slice(0, MOST_GUESSES));
  return { hits: kept, left, read };
}
