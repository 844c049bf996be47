/**
 * Tell whose a number or a text is that is no code of the SDK. Pure: the families come from the index, which has them
 * from data/families.yaml; its head says how they are recognized.
 */

import { fill } from "./fill.js";
import { literal } from "./stages.js";

const NEAR = 120; // characters on each side of a number
const BEHIND = /[^0-9A-Za-z\u4e00-\u9fff]{0,6}$/; // may stand between a key and its number

/** Compile words; letters may not join a word that begins or ends with one. @param {string[]} words @param {string} end */
function anyOf(words, end) {
  const escaped = words.map(
    (word) =>
      `${/^[A-Za-z]/.test(word) ? "(?:^|[^A-Za-z])" : ""}${literal(word)}${/[A-Za-z]$/.test(word) ? "(?![A-Za-z])" : ""}`,
  );
  return new RegExp(`(?:${escaped.join("|")})${end}`);
}

/** @param {Family} family @returns {FamilyRule} */
function compile(family) {
  const { near, keys, t } = family;
  return {
    family,
    near: near ? anyOf(near, "") : null,
    keyed: near ? anyOf([...near, ...(keys ?? [])], "$") : null,
    texts: t ? new RegExp(`${anyOf(t, "").source}(?:\\.\\w+)*`, "g") : null,
  };
}

const compiled = /** @type {WeakMap<SearchIndex, FamilyRule[]>} */ (new WeakMap());

/** @param {SearchIndex} index */
function rulesOf(index) {
  const rules = compiled.get(index) ?? index.families.map(compile);
  compiled.set(index, rules);
  return rules;
}

/** Return an expression for the words and texts that make a line worth a look. @param {SearchIndex} index */
export const familyWords = ({ families }) =>
  anyOf(["(?!)", ...families.flatMap(({ near = [], t = [] }) => [...near, ...t])], "");

/** @param {[number, number, ...unknown[]][] | undefined} ranges @param {number} value */
const within = (ranges, value) => (ranges ?? []).filter(([first, last]) => value >= first && value <= last);

/**
 * Return the families that have a number. Wrappers of SDKs negate codes, so a negative number may be a positive one.
 * @param {Family} family @param {number} value
 */
const meant = ({ n }, value) => [value, -value].find((each) => (each > 0 || each === value) && within(n, each).length);

/**
 * Tell whose a number is, wherever it stands.
 * @param {number} value @param {SearchIndex} index @param {string} [written] @returns {Told[]}
 */
export const ofNumber = (value, index, written = String(value)) =>
  rulesOf(index)
    .filter(({ near, family }) => !near && meant(family, value) !== undefined)
    .map(({ family }) => tell(family, index, written, meant(family, value)));

/**
 * Tell whose a number is by the words near it, such as a callback's name.
 * @param {string} line @param {NumberFinding} finding @param {SearchIndex} index
 * @param {boolean} [alone]  the line has no other number, so that none of its words belongs to another one
 * @returns {Told[]}
 */
export function ofNumberNear(line, { start, end, value, text, labeled, standalone }, index, alone = false) {
  if (!standalone) return [];
  const begin = text[0] === "-" ? start - 1 : start;
  const before = line.slice(Math.max(0, begin - NEAR), begin);
  const near = before + line.slice(begin, end + NEAR);
  const key = before.replace(BEHIND, "");
  const fits = (/** @type {FamilyRule} */ rule) =>
    rule.near?.test(near) && (alone || labeled || rule.keyed?.test(key)) && meant(rule.family, value) !== undefined;
  return rulesOf(index)
    .filter(fits)
    .map(({ family }) => tell(family, index, text, meant(family, value)));
}

/** Find the texts that other products print for their errors. @param {string} line @param {SearchIndex} index */
export function textsIn(line, index) {
  const found = /** @type {{start: number, end: number, told: Told}[]} */ ([]);
  for (const { family, texts } of rulesOf(index)) {
    for (const { 0: match, index: at } of texts ? line.matchAll(texts) : []) {
      const text = match.replace(/^[^A-Za-z]/, "");
      const end = at + match.length;
      found.push({ start: end - text.length, end, told: tell(family, index, text) });
    }
  }
  return found;
}

/**
 * Tell whose the query's numbers and texts are that are no codes of the SDK; `elsewhere` are numbers that mean something else by
 * the words near them.
 * @param {SearchIndex} index @param {string} text @param {{findings: Finding[], alone: boolean}} context
 */
export function tellApart(index, text, { findings, alone }) {
  const told = textsIn(text, index).map((found) => found.told);
  const elsewhere = new Set();
  const numbers = findings.filter((finding) => finding.kind === "number");
  const hasCode = numbers.some(({ candidates }) => candidates.some(({ certain }) => certain));
  for (const finding of numbers) {
    const { value, standalone, labeled, text: written } = finding;
    const byWords = ofNumberNear(text, finding, index, numbers.length === 1);
    const isMeant = standalone && (alone || labeled || !hasCode);
    told.push(...(byWords.length || !isMeant ? byWords : ofNumber(value, index, written)));
    if (byWords.length) elsewhere.add(value);
  }
  return { told, elsewhere };
}

/**
 * Say what a family has to say of a number or a text.
 * @param {Family} family @param {SearchIndex} index @param {string} written @param {number} [value]
 * @returns {Told}
 */
function tell(family, index, written, value) {
  const { id, k, w, x, b, s, e, o } = family;
  const { strings, records } = index;
  const number = value ?? Number.NaN;
  const meaning = b === undefined ? x : fill(x, { n: number - b });
  const values = within(family.v, number).map(([, , title]) => String(title));
  const codes = within(family.c, number).map(([first, , code, when]) => {
    const stands = Number(code) + number - first;
    return { code: stands, name: records.find(({ c }) => c === stands)?.n[0] ?? null, when: String(when ?? "") };
  });
  codes.sort((a, b) => Number(a.name === null) - Number(b.name === null));
  return {
    id,
    written,
    isError: k !== "event" && k !== "status" && value !== 0,
    isOwn: k === "liveroom",
    head: `${strings[`family_kind_${k.replace("-", "_")}`]}${strings.colon}${w}`,
    texts: [...values, meaning],
    codes,
    source: { title: s[0], url: s[1], mark: strings[`family_${e}`] },
    ours: o ?? null,
  };
}

/** Return the codes that a number stands for and the index has. @param {Told[]} told */
export const codesOf = (told) => [
  ...new Set(told.flatMap(({ codes }) => codes.flatMap(({ code, name }) => (name === null ? [] : code)))),
];

/** Describe the codes that a number stands for, each in a text. @param {Told} told @param {SearchIndex} index */
const standsFor = ({ codes }, { strings }) =>
  codes.map(({ code, name, when }) => [`${code} ${name ?? strings.family_unlisted}`, when].filter(Boolean).join(" · "));

/** Say it all in lines. @param {Told} told @param {SearchIndex} index */
export function linesOf(told, index) {
  const { head, texts, codes, source, ours } = told;
  const { strings } = index;
  const listed = standsFor(told, index).join(strings.separator);
  const stands = codes.length ? [`${strings.family_stands}${strings.colon}${listed}`] : [];
  const from = `${strings.family_source}${strings.colon}${source.title} ${source.url} · ${source.mark}`;
  return [head, ...texts, ...(ours ? [ours] : []), ...stands, from];
}
