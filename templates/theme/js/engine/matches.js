/**
 * Find the documents that a query matches plainly: prefixes of codes, parts of names, and words. Pure: no DOM.
 */

import { alphanumeric, camelCaseParts } from "./recognize.js";
import { HAN, MOST_WORDS, plain, wordsOf } from "./words.js";

const INFIX_SCORE = 0.5;
const WEIGHT = { cause: 8, names: 5, more: 4, place: 3, remedies: 2 };
const WEIGHTS = /** @type {[FieldName, number][]} */ (Object.entries(WEIGHT));

/** @param {CodeRecord} record @param {Why} why @returns {Result} */
export const ofRecord = (record, why, certain = false) => ({ kind: "record", record, why, certain });

/** @param {LegacyValue} legacy @param {Why} why @returns {Result} */
export const ofLegacy = (legacy, why, certain = false) => ({ kind: "legacy", legacy, why, certain });

/**
 * Count a word's occurrences at starts of words and inside words, up to four.
 * @param {string} field @param {string} word
 */
function occurrences(field, word) {
  const counts = { begin: 0, inside: 0 };
  for (let at = field.indexOf(word), n = 0; at >= 0 && n < 4; at = field.indexOf(word, at + word.length), n++) {
    counts[/[a-z0-9]/.test(field[at - 1] ?? " ") && /[a-z0-9]/.test(word[0]) ? "inside" : "begin"]++;
  }
  return counts;
}

/**
 * Score a word's best match in a document; 0 if there is none.
 * @param {SearchDocument} document @param {string} word
 */
export function fit({ code, hex, fields }, word) {
  let best = 0;
  if (/^\d+$/.test(word) && (code.startsWith(word) || (word.length > 3 && code.includes(word)))) best = WEIGHT.names;
  if (word.length > 3 && hex.includes(word)) best = WEIGHT.names;
  const joined = word.replaceAll("_", "");
  for (const [name, weight] of WEIGHTS) {
    let { begin, inside } = occurrences(fields[name], word);
    if (name === "names" && joined && !begin && !inside) ({ begin, inside } = occurrences(fields.names, joined));
    // "rtp" in "startPublishing" is a match, but one for the end of the list.
    if (begin || (inside && name === "names")) best = Math.max(best, weight + 0.3 * begin + 0.1 * inside);
    else if (inside) best = Math.max(best, INFIX_SCORE);
  }
  return best;
}

/**
 * Find the documents that contain all words, in any field, the best first.
 * @param {Prepared} prepared @param {string[][]} words  the spellings of each @param {string} whole  the query
 */
export function allWords(prepared, words, whole) {
  const hits = [];
  for (const document of prepared.documents) {
    const scores = words.map(() => 0);
    const isIn = words.every((spellings, i) => {
      scores[i] = Math.max(...spellings.map((word) => fit(document, word)));
      return scores[i] > 0;
    });
    if (!isIn) continue;
    const { cause } = document.fields;
    let score = scores.reduce((sum, each) => sum + each, 0);
    if (words.length > 1 && cause.includes(whole)) score += WEIGHT.cause;
    const group = scores.includes(INFIX_SCORE) ? 2 : Number(!document.common);
    hits.push({ document, group, score: score / words.length + 10 / (10 + cause.length) });
  }
  hits.sort((a, b) => a.group - b.group || b.score - a.score);
  return hits.map(({ document }) => document);
}

export const asResults = (/** @type {SearchDocument[]} */ documents, /** @type {Why} */ why) =>
  documents.map(({ record }) => ofRecord(record, why));

/** Find the codes that begin with digits. @param {Prepared} prepared @param {string} digits */
export const ofPrefix = ({ documents }, digits) =>
  asResults(
    documents.filter(({ code }) => code.startsWith(digits)),
    "prefix",
  );

/** Return the results for codes. @param {Prepared} prepared @param {number[]} codes @param {Why} why */
export const ofCodes = ({ byCode }, codes, why) =>
  codes.flatMap((code) => {
    const record = byCode.get(code)?.record;
    return record ? ofRecord(record, why, why === "stands") : [];
  });

/**
 * Find prefixes of codes, parts of names, and words.
 * @param {Prepared} prepared @param {string} text
 * @param {{digits?: string | null, identified?: boolean}} [numbers]  `digits` is the whole query, if it is a number
 */
export function matchPlainly(prepared, text, { digits = null, identified = false } = {}) {
  const lower = plain(text);
  const words = wordsOf(lower).slice(0, MOST_WORDS.plain);
  if (!words.length) return [];
  const { documents } = prepared;
  const isLong = digits !== null && digits.length > 3;
  const beginnings = digits ? ofPrefix(prepared, digits) : [];
  // A query for 105 is not one for every text that contains 105.
  if (identified) return beginnings;

  const joined = alphanumeric(/^k[A-Z]/.test(text) ? lower.slice(1) : lower);
  const isCompound = words.length > 1 || camelCaseParts(text.trim()).length > 1;
  const isPart = () => isCompound || !prepared.vocabulary().has(words[0]);
  let holding = /** @type {SearchDocument[]} */ ([]);
  if (joined.length > 3 && !HAN.test(joined) && /[a-z]/.test(joined) && isPart()) {
    holding = documents.filter(({ names }) => names.some((name) => name.includes(joined)));
    const spare = (/** @type {SearchDocument} */ { names }) =>
      Math.min(...names.filter((name) => name.includes(joined)).map(({ length }) => length));
    holding.sort((a, b) => Number(b.common) - Number(a.common) || spare(a) - spare(b));
  }
  const spelt = words.map((word) => [word]);
  const legacy = prepared.legacy.filter(({ value, text }) =>
    digits ? isLong && String(value.c).startsWith(digits) : words.every((word) => text.includes(word)),
  );
  return [
    ...(isLong ? beginnings : []),
    ...asResults(holding, "part"),
    ...(isLong ? [] : beginnings),
    ...asResults(allWords(prepared, spelt, lower.trim()), "words"),
    ...legacy.map(({ value }) => ofLegacy(value, "words")),
  ];
}
