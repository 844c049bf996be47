/** Explain the digits of a number, even of one that is not listed. Pure: the rules come from the index. */

import { ofNumber } from "./families.js";
import { fill } from "./fill.js";
import { nearest, normalize, recognize } from "./recognize.js";

/** The mask on the room server's return codes before 2019, and the number to which current codes add them. */
const ROOM_SERVER = { mask: 0x100000, results: 52000000 };

/** Smaller numbers are legacy values (or statuses). */
export const FIRST_CURRENT_CODE = 10000;

/**
 * Compile a rule such as `M|12000|CC` into an expression with a group for each segment.
 * @param {string} match @param {Object<string, number>} modules
 */
function pattern(match, modules) {
  const digits = `[${Object.keys(modules).join("")}]`;
  return new RegExp(`^(${match.replaceAll("M", digits).replace(/[CRN]/g, "[0-9]").replaceAll("|", ")(")})$`);
}

/** Explain the digits of one segment. @param {string} part @param {string} digits @param {SearchIndex} index */
function explainSegment(part, digits, { numbering, modules, strings }) {
  const n = Number(digits);
  const meaning = numbering.curl[n];
  if (part === "@module") return modules[numbering.modules[digits]].title;
  if (part === "@curl") return fill(meaning ? strings.anatomy_curl : strings.anatomy_curl_other, { n, meaning });
  return part[0] === "@" ? fill(strings[`anatomy_${part.slice(1)}`], { n }) : part;
}

const patterns = /** @type {WeakMap<SearchIndex, RegExp[]>} */ (new WeakMap());

/** Explain a number, without its minus sign. @param {number} value @param {SearchIndex} index @returns {Explanation} */
export function explain(value, index) {
  const { numbering } = index;
  const size = Math.abs(value);
  const digits = String(size);
  const rules = patterns.get(index) ?? numbering.rules.map(([match]) => pattern(match, numbering.modules));
  patterns.set(index, rules);
  const position = rules.findIndex((rule) => rule.test(digits));
  const found = rules[position]?.exec(digits)?.slice(1) ?? [];
  const parts = numbering.rules[position]?.[1] ?? [];
  const segments = found.map((part, i) => ({ digits: part, text: explainSegment(parts[i], part, index) }));

  const result = size - ROOM_SERVER.mask;
  const isMasked = result > 0 && result < FIRST_CURRENT_CODE;
  const today = ROOM_SERVER.results + result;
  const exists = index.records.some(({ c }) => c === today);
  const masked = isMasked ? { result, code: exists ? today : null } : null;
  return { segments, masked, told: ofNumber(value, index) };
}

/**
 * Say what a number with the room server's mask means; the current code for it, if there is one, ends the sentence.
 * @param {number} value @param {Explanation} explanation @param {SearchIndex} index
 */
export const maskText = (value, { masked }, { strings }) =>
  masked && fill(strings[masked.code ? "masked" : "masked_unknown"], { value, ...masked });

/**
 * Return the codes most similar to an unlisted number, if it has as many digits as a code and nobody else has it.
 * @param {number} value @param {SearchIndex} index
 */
export function neighbors(value, index) {
  const isLikeACode = /^-?[0-9]{8,9}$/.test(String(value)) && !ofNumber(value, index).length;
  return isLikeACode ? nearest(value, new Set(index.records.map(({ c }) => c))) : [];
}

/**
 * Return the unknown number in a text; null if there is none, if it is known, or if the text has other findings.
 * @param {string} text @param {Known} known @returns {UnknownNumber | null}
 */
export function unknownIn(text, known) {
  const [finding, ...more] = recognize(normalize(text), known);
  if (more.length || finding?.kind !== "number" || finding.candidates.length) return null;
  return Number.isFinite(finding.value) ? { value: finding.value, text: finding.text } : null;
}
