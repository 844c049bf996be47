/** The words of the documents, and which documents have each. Pure: no DOM. */

import { alphanumeric, distance, tolerance } from "./recognize.js";
import { phraseOf, tokensOf } from "./words.js";

const WEIGHT = { names: 1, phrases: 0.9, body: 0.8, more: 0.25, place: 0.4 };
const PART = 0.85; // of a name, beside the whole
const LIKE = { prefix: 0.7, inside: 0.3, insideLong: 0.6, misspelled: 0.6 };

/** @param {SearchDocument[]} documents */
export function vocabularyOf(documents) {
  const words = /** @type {Map<string, Map<number, number>>} */ (new Map());
  const phrases = /** @type {{phrase: string, document: number}[]} */ ([]);
  for (const [document, { names, phrases: typed, texts }] of documents.entries()) {
    const enter = (/** @type {string} */ text, /** @type {number} */ weight) => {
      for (const { token, part } of tokensOf(text)) {
        const found = words.get(token) ?? new Map();
        words.set(token, found);
        found.set(document, Math.max(found.get(document) ?? 0, part ? weight * PART : weight));
      }
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
  const bodies = documents.map(({ texts }) => phraseOf(texts.body));
  const names = documents.map(({ names: own }) => own.map(alphanumeric).join(" "));
  return { documents, words, phrases, bodies, names };
}

/**
 * Find the documents with a token, or with one that begins with it, contains it, or is spelled like it.
 * @param {Vocabulary} vocabulary @param {string} token
 */
export function find({ words }, token) {
  const found = new Map(words.get(token));
  const isWord = /^\w+$/.test(token);
  const add = (/** @type {string} */ other, /** @type {number} */ quality) => {
    for (const [document, weight] of words.get(other) ?? []) {
      found.set(document, Math.max(found.get(document) ?? 0, weight * quality));
    }
  };
  if (isWord || token.length === 1) {
    for (const other of words.keys()) {
      if (other.startsWith(token)) add(other, LIKE.prefix);
      else if (other.includes(token)) add(other, token.length > 5 ? LIKE.insideLong : LIKE.inside);
    }
  }
  if (found.size || !isWord || token.length < 5) return { found, read: null };

  let least = tolerance(token.length);
  let alike = /** @type {string[]} */ ([]);
  for (const other of words.keys()) {
    if (Math.abs(other.length - token.length) > least || /[^a-z]/.test(other)) continue;
    const off = distance(token, other);
    if (off > least || (token.length < 6 && other.length !== token.length)) continue;
    if (off < least) alike = [];
    least = off;
    alike.push(other);
  }
  if (least > 0) for (const other of alike) add(other, LIKE.misspelled);
  return { found, read: least > 0 && alike.length ? alike[0] : null };
}
