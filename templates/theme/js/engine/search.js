/**
 * Search the index for a query, and rank the results. Pure: no DOM.
 *
 * The order is: exact codes and names, possible codes (hexadecimal without letters), prefixes of codes, parts of names,
 * words. Only if these find nothing: nearest codes, similar spellings, some of the words. Numbers and texts that are no
 * codes of the SDK are told apart first, and then only the codes that they stand for are results.
 */

import { articlesOf } from "./articles.js";
import { codesOf, tellApart } from "./families.js";
import { mattering } from "./guidance.js";
import { matchPlainly, ofCodes, ofLegacy, ofPrefix, ofRecord } from "./matches.js";
import { FIRST_CURRENT_CODE, neighbors } from "./numbering.js";
import { alphanumeric, normalize, ownersOf, recognize } from "./recognize.js";
import { matchLoosely } from "./similarity.js";
import { stageAt } from "./stages.js";
import { HAN, isNoise, MOST_WORDS, meaningful, plain, wordsOf } from "./words.js";

const MAX_QUERY_LENGTH = 1 << 17;
const LOOSE = [undefined, "similar", "partial"];

/** Return whether the other language's index may answer a query. @param {string} lang @param {string} query */
export function speaksOther(lang, query) {
  return lang === "zh" ? !HAN.test(query) && /[a-z]{3}/i.test(query) : HAN.test(query);
}

// --- codes and names in the query

/**
 * Find codes and names; `alone` means that the query has nothing else.
 * @param {Prepared} prepared @param {string} text
 */
function findIn(prepared, text) {
  const findings = recognize(text, prepared.known);
  let rest = "";
  let at = 0;
  for (const finding of findings) {
    if (finding.kind !== "number" || finding.start < at) continue;
    if (!finding.standalone && !finding.candidates.some(({ code }) => code >= FIRST_CURRENT_CODE)) continue;
    rest += `${text.slice(at, finding.start)} `;
    at = finding.end;
  }
  const words = wordsOf(rest + text.slice(at));
  const alone = words.every((word) => isNoise(word) || /^(?:0x|u?l{0,2}|h)$/i.test(word));
  const names = findings.filter((finding) => finding.kind === "name" && finding.distinctive);
  const end = { start: text.length, end: text.length };
  /** Return the stage that the query names at a place, if it matters for the record. */
  const stageOf = (/** @type {CodeRecord} */ record, /** @type {Place} */ place = end) =>
    record.g ? mattering(record, stageAt(text, place, names, prepared.stageNames)) : null;
  return { findings, alone, stageOf };
}

/** @typedef {ReturnType<typeof findIn>} Context */
/** @typedef {{start: number, end: number}} Place */

/**
 * Return the options of `matchPlainly` for a query of numbers only.
 * @param {Context} context @param {boolean} identified
 */
function justNumbers({ findings, alone }, identified) {
  if (!alone || !findings.length || findings.some(({ kind }) => kind === "name")) return {};
  const [{ text }] = findings;
  return { identified, digits: findings.length === 1 && /^\d+$/.test(text) ? text : null };
}

const isBelowCurrent = (/** @type {NumberFinding} */ { value }) => Math.abs(value) < FIRST_CURRENT_CODE;

/** @param {Prepared} prepared @param {string} text @param {Context} context */
function identify(prepared, text, { findings, alone, stageOf }) {
  const results = /** @type {Map<CodeRecord | LegacyValue, Result>} */ (new Map());
  const add = (/** @type {CodeRecord | LegacyValue} */ item, /** @type {Result} */ result) => {
    if (!results.has(item)) results.set(item, result);
  };
  const words = wordsOf(plain(text)).slice(0, MOST_WORDS.plain);
  const nearness = (/** @type {{text: string}} */ { text }) =>
    words.filter((word) => !isNoise(word) && text.includes(word)).length;
  const addRecord = (
    /** @type {number} */ code,
    certain = true,
    /** @type {Place | undefined} */ place = undefined,
  ) => {
    const record = prepared.byCode.get(code)?.record;
    if (record)
      add(record, { ...ofRecord(record, certain ? "exact" : "possible", certain), stage: stageOf(record, place) });
  };
  const addLegacy = (/** @type {number} */ code, certain = true, name = "") => {
    const same = prepared.legacy.filter(({ value }) => value.c === code && (!name || value.n === name));
    same.sort((a, b) => nearness(b) - nearness(a));
    for (const { value } of same) add(value, ofLegacy(value, certain ? "exact" : "possible", certain));
  };

  const whole = alphanumeric(text);
  let distinctive = findings.filter((finding) => {
    if (finding.kind === "name") return finding.distinctive || alphanumeric(finding.text) === whole;
    const isMeant = finding.standalone && (alone || finding.labeled);
    return finding.candidates.length > 0 && (isMeant || !isBelowCurrent(finding));
  });
  // A line of a log is about its long code; the small numbers around it are something else.
  const long = distinctive.filter((finding) => finding.kind === "name" || !isBelowCurrent(finding));
  if (!alone && long.length) distinctive = long;
  const candidates = distinctive.flatMap((finding) => (finding.kind === "number" ? finding.candidates : []));
  const numbered = new Set(candidates.map(({ code }) => code));

  const addOwners = (/** @type {Owner[]} */ owners, /** @type {Place | undefined} */ place = undefined) => {
    const shared = owners.filter(({ code }) => numbered.has(code));
    for (const { code, name, kind } of shared.length ? shared : owners) {
      if (kind === "legacy") addLegacy(code, true, name);
      else addRecord(code, true, place);
    }
  };
  if (words.length > 1 && words.length < 12 && /[a-z]/.test(whole)) addOwners(ownersOf(whole, prepared.known));
  for (const finding of distinctive) {
    if (finding.kind === "name") addOwners(finding.owners, finding);
    for (const { code, certain } of finding.kind === "number" ? finding.candidates : []) {
      addRecord(code, certain, finding);
      addLegacy(code, certain);
    }
  }
  return [...results.values()].sort((a, b) => Number(b.certain) - Number(a.certain));
}

// --- all steps

/**
 * Search for a query.
 * @param {Prepared} prepared  the index of the reader's language
 * @param {string} query
 * @param {Prepared} [other]  the index of the other language, if it is searched too
 * @returns {Answer}
 */
export function search(prepared, query, other) {
  const answer = searchCodes(prepared, query, other);
  const found = [prepared, other].flatMap((index) => (index ? articlesOf(index, query) : [])).map(({ u }) => u);
  const articles = prepared.index.articles.filter(({ u }) => found.includes(u));
  // Words that a page has are not misspelled.
  const isLoose = articles.length > 0 && answer.note !== null && LOOSE.includes(answer.note.kind);
  return isLoose ? { ...answer, results: [], note: null, articles } : { ...answer, articles };
}

/**
 * Search the codes and legacy values.
 * @param {Prepared} prepared @param {string} query @param {Prepared} [other]
 * @returns {Omit<Answer, "articles">}
 */
function searchCodes(prepared, query, other) {
  const text = normalize(query.slice(0, MAX_QUERY_LENGTH)).trim();
  const terms = [...new Set([alphanumeric(text.slice(0, 100)), ...wordsOf(plain(text)).slice(0, MOST_WORDS.plain)])];
  if (!text) return { results: [], note: null, terms, identified: false, told: [] };
  const context = findIn(prepared, text);
  const seen = new Set();
  const unseen = (/** @type {Result} */ result) => {
    const { record, legacy, why, certain } = result;
    const key = record ? record.c : `${legacy.h} ${legacy.c}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const own = record && prepared.byCode.get(record.c);
    return [
      own ? { ...ofRecord(own.record, why, certain), stage: result.stage ?? context.stageOf(own.record) } : result,
    ];
  };
  const { told, elsewhere } = tellApart(prepared.index, text, context);
  const exact = identify(prepared, text, context).filter(({ record, legacy }) => !elsewhere.has((record ?? legacy).c));
  const identified = exact.some(({ certain }) => certain);
  const just = justNumbers(context, identified);
  if (told.length) {
    const begun = just.digits ? ofPrefix(prepared, just.digits) : [];
    const results = [...ofCodes(prepared, codesOf(told), "stands"), ...exact, ...begun].flatMap(unseen);
    // A code without a name is unknown, although something is known of it.
    const [{ written, isOwn }] = told;
    const own = isOwn && !results.length ? { kind: /** @type {const} */ ("unknown"), value: written } : null;
    return { results, note: own && { ...own, number: Number(written) }, terms: [], identified, told };
  }
  const results = [...exact, ...matchPlainly(prepared, text, just)].flatMap(unseen);
  if (other && !identified) {
    const records = matchPlainly(other, text).filter(({ kind }) => kind === "record");
    results.push(...records.flatMap(unseen));
  }
  if (results.length) {
    // A longer number that contains this one is only a guess.
    const isGuess = !identified && (just.digits?.length ?? 0) > 4 && results[0].why === "words";
    const note = isGuess ? { kind: /** @type {const} */ ("unlisted"), value: just.digits ?? "" } : null;
    return { results, note, terms: just.identified ? [] : terms, identified, told };
  }

  const numbers = context.findings.filter((finding) => finding.kind === "number");
  const unknown = numbers.find(
    ({ standalone, labeled, value }) => standalone && (context.alone || labeled) && Number.isFinite(value),
  );
  if (unknown) {
    const note = { kind: /** @type {const} */ ("unknown"), value: unknown.text, number: unknown.value };
    const codes = neighbors(unknown.value, prepared.index);
    return { results: ofCodes(prepared, codes, "near"), note, terms: [], identified: false, told };
  }
  const loose = [prepared, other].flatMap((index) => (index && matchLoosely(index, text)) || []);
  const closest = Math.min(...loose.map(({ note }) => LOOSE.indexOf(note?.kind)));
  const taken = loose.filter(({ note }) => LOOSE.indexOf(note?.kind) === closest);
  return {
    results: taken.flatMap((part) => part.results.flatMap(unseen)),
    note: taken[0]?.note ?? null,
    terms: [...terms, ...meaningful(text)],
    identified: false,
    told,
  };
}
