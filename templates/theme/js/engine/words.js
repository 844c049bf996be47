/** Split texts into words, and tell those that distinguish a code from those that do not. Pure: no DOM. */

import { camelCaseParts, normalize } from "./recognize.js";
import { literal } from "./stages.js";

const NOISE_TAIL = /(?:code|error|errors|err|state|status|reason|result|ret)$/;
export const HAN = /\p{Script=Han}/u;

/** Split into runs of Han, and runs of other letters and digits. @param {string} text @returns {string[]} */
export const wordsOf = (text) => text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? [];

/** Remove apostrophes within words: "couldn't" is one word. @param {string} text */
const withoutApostrophes = (text) => text.replace(/(\p{L})['’](?=\p{L})/gu, "$1");

/** Make texts comparable: normalized, lower case, without apostrophes and backticks. @param {string} text */
export const plain = (text) => withoutApostrophes(normalize(text).toLowerCase().replaceAll("`", ""));

/** Prepare the words that only fill a query, and those that do beside a code. @param {SearchIndex} index */
export function fillersOf({ fillers, labels }) {
  const hanOf = (/** @type {string[]} */ words) => words.filter((word) => HAN.test(word)).map(literal);
  const anyOf = (/** @type {string[]} */ words) => new RegExp(hanOf(words).join("|"), "g");
  const noise = [...fillers, ...labels];
  return { words: new Set(fillers), han: anyOf(fillers), noise: new Set(noise), noiseHan: anyOf(noise) };
}

/** Return whether a word tells nothing of a code. @param {string} word @param {Fillers} fillers */
export function isNoise(word, { noise, noiseHan }) {
  if (HAN.test(word)) return !word.replace(noiseHan, "");
  return noise.has(word.toLowerCase()) || NOISE_TAIL.test(word.toLowerCase());
}

// Endings of English word forms, longest first, so that "publishing", "published" and "publish" are one word.
const ENDING = /(?:i[sz]ation|i[sz]ing|i[sz]ed|i[sz]es?|ications?|ations?|ions?|ures?|ings?|ers?|ed|es|e|s)$/;
const DOUBLED = /([bdglmnprt])\1$/;

const CANNOT = /^(?:cant|couldnt|unable)$/;

/** Return the stem of a word in lower case. @param {string} word */
export function stem(word) {
  if (CANNOT.test(word)) return "cannot";
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const singular = word.replace(/ie[sd]$/, "y").replace(/([a-z]{3})our/, "$1or");
  const short = singular.replace(ENDING, "");
  return short.length < 3 ? singular.replace(/s$/, "") : short.replace(DOUBLED, "$1");
}

/** @typedef {{token: string, part: boolean}} Token */

/**
 * Split a text into the tokens that are compared: pairs of Han, stems of other words, and parts of names.
 * @param {string} text @returns {Token[]}
 */
export function tokensOf(text) {
  const tokens = /** @type {Token[]} */ ([]);
  for (const word of wordsOf(withoutApostrophes(normalize(text)))) {
    if (HAN.test(word)) {
      if (word.length === 1) tokens.push({ token: word, part: false });
      for (let i = 0; i + 2 <= word.length; i++) tokens.push({ token: word.slice(i, i + 2), part: false });
      continue;
    }
    tokens.push({ token: stem(word.toLowerCase()), part: false });
    const parts = /_|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(word) ? camelCaseParts(word) : [];
    if (parts.length > 1) tokens.push(...parts.map((part) => ({ token: stem(part.toLowerCase()), part: true })));
  }
  return tokens;
}

/** Return a text such that one that stands in another as whole words is part of it. @param {string} text */
export const phraseOf = (text) =>
  wordsOf(plain(text))
    .map((word) => (HAN.test(word) ? word : ` ${stem(word)} `))
    .join("")
    .replaceAll("  ", " ");

/** Drop the words that only fill, unless no other is left. @param {string} text @param {Fillers} fillers */
export function meaningful(text, { words, han }) {
  const left = wordsOf(withoutApostrophes(text)).flatMap((word) =>
    HAN.test(word) ? word.replace(han, " ").split(" ") : words.has(word.toLowerCase()) ? [] : word,
  );
  return left.filter(Boolean).join(" ") || text;
}
