/** Rank the documents by the share of a query's words that they have. Pure: no DOM. */

import { alphanumeric } from "./recognize.js";
import { find, put, spell } from "./vocabulary.js";
import { HAN, phraseOf, tokensOf, wordsOf } from "./words.js";

const MOST_TOKENS = 48;
const TYPED = 1.3; // the weight of words that stand together as a name, a title or a phrase that readers type
const WHOLE = 0.5; // more if they are the whole query, or the name of a callback
const FEWEST = 3; // results, even if they have little of the query
const LEAST = { share: 0.499, shareOfTyped: 0.2, shareOfGuess: 0.25, ofBest: 0.4 };
// What weighs less than a word of the documents: one that none has, or a single character, which must be in few of them; an
// unknown pair of Han, which is mostly the end of a word and the beginning of the next; a word for a failure.
const UNKNOWN = 0.5;
const RARE = 0.05;
const CROSSING = 0.3;
const SYMPTOM = 0.6;

/** Return the tokens of a query, without those of names that are there whole. @param {string} text */
const queried = (text) => [...new Set(tokensOf(text).flatMap(({ token, part }) => (part ? [] : token)))];

/**
 * Return the glossary's term for each synonym in the query.
 * @param {SearchIndex} index @param {string} phrase
 */
function termsFor({ synonyms }, phrase) {
  return Object.entries(synonyms).flatMap(([term, words]) =>
    words
      .filter((word) => phrase.includes(phraseOf(word)))
      .map((word) => ({ term: queried(term), for: queried(word) })),
  );
}

/** A token, and the documents that have it. @typedef {{token: string, found: Map<number, number>, weight: number}} Concept */

/**
 * Find the documents with the characters of an unknown pair that no known pair beside it has.
 * @param {Vocabulary} vocabulary @param {Concept[]} concepts @param {number} i
 */
function ofSingles(vocabulary, concepts, i) {
  const found = /** @type {Map<number, number>} */ (new Map());
  for (const [j, sign] of [...concepts[i].token].entries()) {
    const beside = concepts[j ? i + 1 : i - 1];
    const isCovered = beside?.weight && beside.token.includes(sign);
    const own = isCovered ? new Map() : find(vocabulary, sign);
    if (own.size <= vocabulary.documents.length * RARE) put(found, own, 1);
  }
  return found;
}

/**
 * Find the documents with each token of a query or with its synonyms, and weigh the tokens.
 * @param {Prepared} prepared @param {Vocabulary} vocabulary @param {string} text
 */
function conceptsOf({ index }, vocabulary, text) {
  const terms = termsFor(index, phraseOf(text));
  const weigh = (/** @type {Map<number, number>} */ found) => {
    let size = 0;
    for (const weight of found.values()) size += weight;
    return size && Math.log(1 + vocabulary.documents.length / size);
  };
  const concepts = queried(text)
    .slice(0, MOST_TOKENS)
    .map((token) => {
      const found = find(vocabulary, token);
      const others = terms.filter((each) => each.for.includes(token)).flatMap(({ term }) => term);
      for (const other of others) put(found, find(vocabulary, other), 0.9);
      return { token, found, weight: weigh(found) };
    });
  const known = concepts.filter(({ weight }) => weight);
  const mean = known.reduce((sum, { weight }) => sum + weight, 0) / (known.length || 1);
  return concepts.map((concept, i) => {
    const { token, found, weight } = concept;
    if (weight) return concept;
    if (!HAN.test(token) || !mean) return { token, found, weight: mean * UNKNOWN };
    const singles = ofSingles(vocabulary, concepts, i);
    return { token, found: singles, weight: UNKNOWN * weigh(singles) || mean * CROSSING };
  });
}

/**
 * Rank the documents; the query is returned also as they spell it.
 * @param {Prepared} prepared @param {string} query
 */
export function rank(prepared, query) {
  const vocabulary = prepared.vocabulary();
  const { text, read } = spell(vocabulary, query, prepared.fillers);
  const { documents, phrases, names } = vocabulary;
  const [phrase, full] = [phraseOf(text), phraseOf(query)];
  const symptoms = new Set(prepared.index.symptoms.filter((each) => phrase.includes(phraseOf(each))).flatMap(queried));
  const concepts = conceptsOf(prepared, vocabulary, text);
  for (const concept of concepts) if (symptoms.has(concept.token)) concept.weight *= SYMPTOM;
  const total = concepts.reduce((sum, { weight }) => sum + weight, 0);

  const typed = /** @type {Map<number, Set<string>>} */ (new Map());
  const whole = new Set();
  for (const { phrase: part, document } of phrases) {
    if (!phrase.includes(part) && !full.includes(part)) continue;
    const had = typed.get(document) ?? new Set();
    typed.set(document, had);
    for (const token of queried(part)) had.add(token);
    const kind = documents[document].item.place?.k;
    if (part === phrase || part === full || kind === "callback" || kind === "call") whole.add(document);
  }

  const joined = alphanumeric(text);
  const isName = joined.length > 3 && /^\w+$/.test(joined);
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
    const bonus = isWhole ? WHOLE : 0;
    return {
      document,
      share,
      isTyped: typed.has(i),
      score: share ? (score / total + bonus) * (0.5 + share) * document.rank : 0,
    };
  });
  const hits = scores.filter(({ score }) => score > 0).sort((a, b) => b.score - a.score);
  const isKept = (/** @type {(typeof hits)[number]} */ { score, share, isTyped }, /** @type {number} */ i) =>
    share > 0.99 ||
    (share >= (isTyped ? LEAST.shareOfTyped : LEAST.share) && score >= LEAST.ofBest * hits[0].score) ||
    (i < FEWEST && (isTyped || share >= LEAST.shareOfGuess));
  const unknown = new Set(concepts.filter(({ found }) => !found.size).map(({ token }) => token));
  const left = wordsOf(text).filter((word) => queried(word).every((token) => unknown.has(token)));
  return { hits: hits.filter(isKept), left, read, text };
}
