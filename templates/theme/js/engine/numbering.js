/**
 * What the digits of a number say, also of one that is in no table. Pure: the rules come from the index.
 *
 * @typedef {object} Explanation
 * @property {{digits: string, text: string}[]} segments  empty where no rule fits
 * @property {{result: number, code: number|null}|null} masked  the room server's own result and what it is today
 * @property {string|null} foreign  what is said of another product's number
 */

import { fill } from "./fill.js";
import { nearest, normalise, recognise } from "./recognise.js";

/** Before 2019 the room server's own results carried this bit; today they follow this number. */
const ROOM_SERVER = { mask: 0x100000, results: 52000000 };

/** Below this, numbers are the older SDKs'. */
export const SMALL = 10000;

/** A rule such as `M|12000|CC` as an expression with a group for each segment. */
function pattern(match, modules) {
  const digits = `[${Object.keys(modules).join("")}]`;
  const segment = (part) => part.replaceAll("M", digits).replace(/[CRN]/g, "[0-9]");
  return new RegExp(`^${match.split("|").map((part) => `(${segment(part)})`).join("")}$`);
}

/** What one segment's digits say. */
function say(part, digits, { numbering, modules, strings }) {
  const n = Number(digits);
  const meaning = numbering.curl[n];
  if (part === "@module") return modules[numbering.modules[digits]].title;
  if (part === "@curl") return fill(meaning ? strings.anatomy_curl : strings.anatomy_curl_other, { n, meaning });
  return part[0] === "@" ? fill(strings[`anatomy_${part.slice(1)}`], { n }) : part;
}

const patterns = new WeakMap();

/**
 * @param {number} value  a negative one is read without its sign
 * @param {object} index  /search/<lang>.json
 * @returns {Explanation}
 */
export function explain(value, index) {
  const { numbering } = index;
  const size = Math.abs(value);
  const digits = String(size);
  if (!patterns.has(index)) patterns.set(index, numbering.rules.map(([match]) => pattern(match, numbering.modules)));
  const position = patterns.get(index).findIndex((rule) => rule.test(digits));
  const found = position < 0 ? [] : patterns.get(index)[position].exec(digits).slice(1);
  const segments = found.map((part, i) => ({ digits: part, text: say(numbering.rules[position][1][i], part, index) }));

  const result = size - ROOM_SERVER.mask;
  const isMasked = result > 0 && result < SMALL;
  const today = ROOM_SERVER.results + result;
  const exists = index.records.some(({ c }) => c === today);
  const masked = isMasked ? { result, code: exists ? today : null } : null;
  const foreign = numbering.foreign.find(([first, last]) => size >= first && size <= last)?.[2] ?? null;
  return { segments, masked, foreign };
}

/**
 * The known codes that a number is likest to; short ones were older SDKs'.
 * @param {number} value @param {object} index @returns {number[]}
 */
export function neighbours(value, { records, legacy }) {
  return nearest(value, new Set((Math.abs(value) < SMALL ? legacy : records).map(({ c }) => c)));
}

/**
 * The number nobody knows that a text is, or null where it is something else.
 * @param {string} text @param {import("./recognise.js").Known} known
 * @returns {{value: number, text: string}|null}
 */
export function unknownIn(text, known) {
  const findings = recognise(normalise(text), known);
  const [{ kind, readings, value, text: written } = {}] = findings;
  const isUnknown = findings.length === 1 && kind === "number" && !readings.length && Number.isFinite(value);
  return isUnknown ? { value, text: written } : null;
}
