/** The words of the documents, which documents have each, and how words are spelled. Pure: no DOM. */

import { alphanumeric, distance, tolerance } from "./recognize.js";
import { HAN, meaningful, phraseOf, stem, tokensOf, wordsOf } from "./words.js";

const WEIGHT = { names: 1, phrases: 0.9, body: 0.8, more: 0.25, place: 0.4 };
const PART = 0.85; // of a name, beside the whole
const LIKE = { prefix: 0.7, inside: 0.4 };
const BEFORE = /^(?:un|re|non)(?=[a-z]{3})/; // of a word that is known without it

/**
 * Add documents to those found, each with its higher weight.
 * @param {Map<number, number>} found @param {Map<number, number>} documents @param {number} quality
 */
export function put(found, documents, quality) {
  for (const [document, weight] of documents) found.set(document, Math.max(found.get(document) ?? 0, weight * quality));
}

/**
 * @param {SearchDocument[]} documents @param {SearchIndex} index
 */
export function vocabularyOf(documents, { homophones, symptoms }) {
  const words = /** @type {Map<string, Map<number, number>>} */ (new Map());
  const phrases = /** @type {{phrase: string, document: number}[]} */ ([]);
  const spelled = /** @type {Map<string, number>} */ (new Map());
  const sounding = new Map(homophones.flatMap((group) => [...group].map((sign) => [sign, group])));
  const soundOf = (/** @type {string} */ pair) => [...pair].map((sign) => sounding.get(sign) ?? sign).join("");
  const heard = /** @type {Map<string, string>} */ (new Map());
  for (const [document, { names, phrases: typed, texts }] of documents.entries()) {
    const enter = (/** @type {string} */ text, /** @type {number} */ weight) => {
      for (const { token, part } of tokensOf(text)) {
        const found = words.get(token) ?? new Map();
        if (!found.size && HAN.test(token)) heard.set(soundOf(token), token);
        words.set(token, found);
        found.set(document, Math.max(found.get(document) ?? 0, part ? weight * PART : weight));
      }
      for (const word of text.toLowerCase().match(/[a-z]\w{3,}/g) ?? [])
        spelled.set(word, (spelled.get(word) ?? 0) + 1);
    };
    for (const name of names) enter(name, WEIGHT.names);
    for (const phrase of typed) enter(phrase, WEIGHT.phrases);
    enter(texts.body, WEIGHT.body);
    enter(texts.more, WEIGHT.more);
    enter(texts.place, WEIGHT.place);
    for (const phrase of new Set([...names, ...typed].map(phraseOf))) {
      if (phrase.trim().length > 1) phrases.push({ phrase, document });
    }
  }
  // Also these are no mistakes.
  for (const { token } of tokensOf(symptoms.join("\n"))) words.set(token, words.get(token) ?? new Map());
  const names = documents.map(({ names: own }) => own.map(alphanumeric).join(" "));
  const hear = (/** @type {string} */ pair) => heard.get(soundOf(pair));
  return { documents, words, phrases, names, spelled, hear };
}

/**
 * Find the documents with a token, or with one that begins with it or contains it.
 * @param {Vocabulary} vocabulary @param {string} token
 */
export function find({ words }, token) {
  const found = new Map(words.get(token));
  if (!/^\w+$/.test(token) && token.length > 1) return found;
  for (const [other, documents] of words) {
    const quality = other.startsWith(token) ? LIKE.prefix : LIKE.inside;
    if (other !== token && other.includes(token)) put(found, documents, quality);
  }
  return found;
}

/**
 * Return the word of the documents that a word is a misspelling of, the name of which it is a misspelled part, the words
 * that it joins, or an empty text.
 * @param {Vocabulary} vocabulary @param {string} word
 */
function likeWord({ spelled }, word) {
  const bare = word.replace(BEFORE, "");
  if (spelled.has(bare)) return bare;
  const most = tolerance(word.length);
  let [best, least] = ["", most + 1];
  const compare = (/** @type {string} */ other, /** @type {boolean} */ isPart, /** @type {number} */ count) => {
    const off = distance(word, other, isPart);
    // Of short words, only two letters are swapped.
    if (off > most || (word.length < 5 && [...word].sort().join() !== [...other].sort().join())) return;
    const rank = off + (isPart ? other.length / 1000 : -count / 10000);
    if (rank < least) [best, least] = [other, rank];
  };
  for (const [other, count] of spelled) {
    if (other[0] === word[0] && Math.abs(other.length - word.length) <= most) compare(other, false, count);
  }
  if (!best && word.length > 7) for (const [other] of spelled) if (other.length > word.length) compare(other, true, 0);
  for (let at = 3; !best && at < word.length - 2; at++) {
    const [head, tail] = [word.slice(0, at), word.slice(at)];
    if (spelled.has(head) && spelled.has(tail)) best = `${head} ${tail}`;
  }
  return best;
}

/**
 * Put a verb and its object together, as in 推不了流, which is 推流 with what happens to it.
 * @param {Vocabulary} vocabulary @param {string} text
 */
const joined = ({ words }, text) =>
  text.replace(/(\p{Script=Han})([不没得]\p{Script=Han})(\p{Script=Han})/gu, (all, verb, how, object) =>
    words.has(verb + object) && !words.has(how[1] + object) ? ` ${verb}${object} ${how} ` : all,
  );

/**
 * Drop the words of a query that only fill, and spell the others as the documents do, where none has a word or a pair of Han.
 * @param {Vocabulary} vocabulary @param {string} text @param {Fillers} fillers
 */
export function spell(vocabulary, text, fillers) {
  const { words, hear } = vocabulary;
  const read = /** @type {Map<string, string>} */ (new Map());
  const right = wordsOf(meaningful(joined(vocabulary, text), fillers)).map((word) => {
    if (!HAN.test(word)) {
      const lower = word.toLowerCase();
      const isKnown = !/^[a-z]\w{3}/.test(lower) || words.has(stem(lower)) || find(vocabulary, stem(lower)).size;
      const other = (!isKnown && likeWord(vocabulary, lower)) || word;
      if (other !== word) read.set(word, other);
      return other;
    }
    let said = word;
    for (let i = 0; i + 2 <= said.length; i++) {
      const other = words.has(said.slice(i, i + 2)) ? null : hear(said.slice(i, i + 2));
      const next = other && said.slice(0, i) + other + said.slice(i + 2);
      // A pair that is known stays.
      if (!next || [i - 1, i + 1].some((at) => words.has(said.slice(at, at + 2)) && !words.has(next.slice(at, at + 2))))
        continue;
      read.set(word, next);
      said = next;
    }
    return said;
  });
  return { text: right.join(" "), read };
}
