/**
 * Tell quickly in which lines of a log the rules of scan.js may find something without a keyword near. Pure: no DOM; the
 * prefilter in Python takes the same expressions.
 */

import { FIRST_CURRENT_CODE } from "./numbering.js";
import { KEY, namesIn } from "./recognize.js";

/** A key that names an error code, and what may stand between it and its number. */
export const EXPLICIT_KEY = "(?:code|errno|错误码|错误代码|返回码)[^0-9a-z\\u4e00-\\u9fff]{0,6}";

/** A label, and the first digit of a number after it. */
export const LABELED_DIGIT = `${KEY.source.slice(0, -1)}-?[0-9]`;

/** A label, and after it hexadecimal, a long number, or one in pieces or with an exponent; not "status=200". */
export const LABELED_NUMBER =
  KEY.source.slice(0, -1) +
  "-?(?:0x|h[0-9a-f]|[0-9]{5}|(?=[0-9]{0,7}[a-f])[0-9a-f]{5}|[0-9]{1,7}(?:h|e|[ ,_'’.x*×-]{1,3}[0-9]))" +
  `|${EXPLICIT_KEY}-?[1-9]`;

/** Return the ranges of numbers that belong to others, whatever stands near them. @param {SearchIndex} index */
export const otherRanges = ({ families }) => families.flatMap(({ n, near }) => (near ? [] : (n ?? [])));

/**
 * Return a fast test for lines in which the rules may find something without a keyword near; classifying a line takes
 * ten times as long, and most lines of a log contain nothing.
 * @param {Known} known @param {SearchIndex} index @returns {ScanIndex["mayContainCode"]}
 */
export function prefilter(known, index) {
  const others = otherRanges(index);
  const labeled = new RegExp(LABELED_NUMBER, "i");
  const scientific = /(?:^|[^0-9a-z_.])[0-9][0-9.]*e\+?[0-9]{1,2}(?![0-9a-z_])/i;
  const values = new Set([...known.codes].filter((code) => code >= FIRST_CURRENT_CODE));
  for (const bits of [32, 64]) for (const code of [...values]) values.add(2 ** bits - code);
  const hasNumber = (/** @type {string} */ text) => {
    for (const run of text.match(/[0-9]{7,}/g) ?? []) {
      // Floating point drops the last digits of a long run, and the same ones of the values.
      if (run.length < 25 && values.has(Number(run))) return true;
      if (run.length < 11 && others.some(([first, last]) => first <= Number(run) && Number(run) <= last)) return true;
    }
    for (const piece of text.split(/0x/i).slice(1)) {
      const digits = /^[0-9a-f_]{6,}/i.exec(piece)?.[0].replaceAll("_", "");
      if (digits && values.has(Number(`0x${digits}`))) return true;
    }
    return scientific.test(text);
  };
  let words = /** @type {Map<string, boolean>} */ (new Map());
  const hasName = (/** @type {string} */ text) => {
    for (const word of text.match(/[A-Za-z_][A-Za-z0-9_]{2,79}/g) ?? []) {
      let named = words.get(word);
      if (named === undefined) {
        if (words.size > 100_000) words = new Map();
        named = namesIn(word, known).some(({ distinctive }) => distinctive);
        words.set(word, named);
      }
      if (named) return true;
    }
    return false;
  };
  const maybe = /[0-9]{7}|0x|[0-9]e\+?[0-9]/i;
  return (text) => (maybe.test(text) && hasNumber(text)) || labeled.test(text) || hasName(text);
}
