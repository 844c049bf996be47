/**
 * Search the index for a query, and rank the results. Pure: no DOM.
 *
 * What identifies a code or a legacy value comes first: numbers, names, possible codes (hexadecimal without letters), and
 * beginnings of codes. Only if nothing does, the documents are ranked by the words of the query. Numbers and texts that
 * are no codes of the SDK are told apart first, and then only the codes that they stand for are results.
 */

import { codesOf, tellApart } from "./families.js";
import { mattering } from "./guidance.js";
import { ofCodes, ofLegacy, ofPart, ofPlace, ofPrefix, ofRecord } from "./matches.js";
import { FIRST_CURRENT_CODE, neighbors } from "./numbering.js";
import { rank } from "./rank.js";
import { alphanumeric, normalize, ownersOf, recognize } from "./recognize.js";
import { anyOf, stageAt } from "./stages.js";
import { HAN, isNoise, plain, wordsOf } from "./words.js";

const MAX_QUERY_LENGTH = 1 << 17;
const MOST_WORDS = 32; // of a query, which are looked at

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
  const alone = words.every((word) => isNoise(word, prepared.fillers) || /^(?:0x|u?l{0,2}|h)$/i.test(word));
  const names = findings.filter((finding) => finding.kind === "name" && finding.distinctive);
  const end = { start: text.length, end: text.length };
  /** Return the stage that the query names at a place, if it matters for the record. */
  const stageOf = (/** @type {CodeRecord} */ record, /** @type {Span} */ place = end) =>
    record.g ? mattering(record, stageAt(text, place, names, prepared.stageNames)) : null;
  return { findings, alone, stageOf, stage: stageAt(text, end, names, prepared.stageNames) };
}

/**
 * Return the legacy values, each with how well its family fits the words of a query: 2 if they name it, such as by a
 * callback, 1 if they name a stage with such a callback, 0 otherwise.
 * @param {Prepared} prepared @param {string} text @param {number | null} stage
 */
function legacyAt({ index }, text, stage) {
  const callbacks = stage === null ? [] : index.stages[stage].callbacks.map((name) => name.toLowerCase());
  const fits = new Map(
    Object.entries(index.log_keywords).map(([family, words]) => {
      const isNamed = new RegExp(anyOf(words), "i").test(text);
      return [family, isNamed ? 2 : Number(words.some((word) => callbacks.includes(word.toLowerCase())))];
    }),
  );
  return index.legacy.map((value) => ({ value, fit: fits.get(value.h.replace(/-(?:minus-)?\d+$/, "")) ?? 0 }));
}

/** @typedef {ReturnType<typeof findIn>} Context */
/** @typedef {{start: number, end: number}} Span */

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
function identify(prepared, text, { findings, alone, stageOf, stage }) {
  const results = /** @type {Map<CodeRecord | LegacyValue, Result>} */ (new Map());
  const add = (/** @type {CodeRecord | LegacyValue} */ item, /** @type {Result} */ result) => {
    if (!results.has(item)) results.set(item, result);
  };
  const words = wordsOf(plain(text)).slice(0, MOST_WORDS);
  const addRecord = (/** @type {number} */ code, certain = true, /** @type {Span | undefined} */ place = undefined) => {
    const record = prepared.byCode.get(code);
    if (record)
      add(record, { ...ofRecord(record, certain ? "exact" : "possible", certain), stage: stageOf(record, place) });
  };
  const addLegacy = (/** @type {number} */ code, certain = true, name = "") => {
    const same = legacyAt(prepared, text, stage).filter(({ value }) => value.c === code && (!name || value.n === name));
    const best = Math.max(...same.map(({ fit }) => fit));
    // The words choose: `onPlayStateUpdate 1` is no room error.
    for (const { value, fit } of same) {
      if (fit === best) add(value, ofLegacy(value, certain ? "exact" : "possible", certain));
    }
  };

  const whole = alphanumeric(text);
  // A small number is meant if it is the only one, and the words beside it name a callback or a stage that has it.
  const numbers = findings.filter(({ kind }) => kind === "number");
  const isNamed = (/** @type {NumberFinding} */ { value }) =>
    numbers.length === 1 && legacyAt(prepared, text, stage).some(({ value: { c }, fit }) => c === value && fit > 0);
  let distinctive = findings.filter((finding) => {
    if (finding.kind === "name") return finding.distinctive || alphanumeric(finding.text) === whole;
    const isMeant = finding.standalone && (alone || finding.labeled || isNamed(finding));
    return finding.candidates.length > 0 && (isMeant || !isBelowCurrent(finding));
  });
  // A line of a log is about its long code; the small numbers around it are something else.
  const long = distinctive.filter((finding) => finding.kind === "name" || !isBelowCurrent(finding));
  if (!alone && long.length) distinctive = long;
  const candidates = distinctive.flatMap((finding) => (finding.kind === "number" ? finding.candidates : []));
  const numbered = new Set(candidates.map(({ code }) => code));

  const addOwners = (/** @type {Owner[]} */ owners, /** @type {Span | undefined} */ place = undefined) => {
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
      const isLegacy = finding.kind === "number" && isBelowCurrent(finding) && isNamed(finding);
      if (isLegacy) addLegacy(code, certain);
      addRecord(code, certain, finding);
      addLegacy(code, certain);
    }
  }
  return [...results.values()].sort((a, b) => Number(b.certain) - Number(a.certain));
}

// --- all steps

/**
 * Find what the words of a query lead to, one result a page.
 * @param {Prepared[]} indexes  the reader's first @param {string} text
 * @returns {Pick<Answer, "results" | "note" | "left">}
 */
function byWords([prepared, ...others], text) {
  const found = [prepared, ...others].map((index) => rank(index, text));
  const best = (/** @type {typeof found[number]} */ { hits: [hit] }) => hit?.score ?? 0;
  const [{ left, read, text: spelled }] = found.sort((a, b) => best(b) - best(a));
  const hits = found.flatMap(({ hits: own }) => own).sort((a, b) => b.score - a.score);
  const results = /** @type {Map<string, Result>} */ (new Map());
  for (const { document, share } of hits) {
    const why = share < 0.99 ? "partial" : read.size ? "similar" : "words";
    if (!results.has(document.page)) results.set(document.page, { ...document.item, why, certain: false });
  }
  const note = read.size && results.size ? { kind: /** @type {const} */ ("similar") } : null;
  return { results: withStage(prepared, results, spelled), note, left: results.size ? left : [] };
}

/**
 * Put the page of the stage that a query names among the first three results.
 * @param {Prepared} prepared @param {Map<string, Result>} results  by page @param {string} text
 */
function withStage({ index, stageNames }, results, text) {
  const list = [...results.values()];
  const stage = stageAt(text, { start: text.length, end: text.length }, [], stageNames);
  const page = `stages/${index.stages[stage ?? -1]?.id}/`;
  const place = index.places.find(({ u }) => u === page);
  if (!place || !list.length) return list;
  const own = results.get(page) ?? ofPlace(place);
  if (list.slice(0, 3).includes(own)) return list;
  const others = list.filter((result) => result !== own);
  return [...others.slice(0, 2), own, ...others.slice(2)];
}

/**
 * Search for a query.
 * @param {Prepared} prepared  the index of the reader's language
 * @param {string} query
 * @param {Prepared} [other]  the index of the other language, if it is searched too
 * @returns {Answer}
 */
export function search(prepared, query, other) {
  const text = normalize(query.slice(0, MAX_QUERY_LENGTH)).trim();
  const words = wordsOf(plain(text)).slice(0, MOST_WORDS);
  const terms = [...new Set([alphanumeric(text.slice(0, 100)), ...words])];
  const none = { results: [], note: null, terms, identified: false, told: [], left: [] };
  if (!text) return none;
  const context = findIn(prepared, text);
  const seen = new Set();
  const unseen = (/** @type {Result} */ result) => {
    const { record, legacy, place, why, certain } = result;
    const key = record ? record.c : legacy ? `${legacy.h} ${legacy.c}` : place.u;
    if (seen.has(key)) return [];
    seen.add(key);
    const own = record && prepared.byCode.get(record.c);
    return [own ? { ...ofRecord(own, why, certain), stage: result.stage ?? context.stageOf(own) } : result];
  };
  const { told, elsewhere } = tellApart(prepared.index, text, context);
  const exact = identify(prepared, text, context).filter(({ record, legacy }) => {
    const code = record?.c ?? legacy?.c;
    return !elsewhere.has(code) || told.some(({ id }) => legacy?.h === `${id}-${code}`);
  });
  const identified = exact.some(({ certain }) => certain);
  const just = justNumbers(context, identified);
  if (told.length) {
    const begun = just.digits ? ofPrefix(prepared, just.digits) : [];
    const results = [...ofCodes(prepared, codesOf(told), "stands"), ...exact, ...begun].flatMap(unseen);
    // A code without a name is unknown, although something is known of it.
    const [{ written, isOwn }] = told;
    const own = isOwn && !results.length ? { kind: /** @type {const} */ ("unknown"), value: written } : null;
    return { ...none, results, note: own && { ...own, number: Number(written) }, terms: [], identified, told };
  }
  const begun = just.digits ? ofPrefix(prepared, just.digits) : [];
  const isName = identified && words.length === 1 && /[a-z]{3}/i.test(text);
  const holding = isName ? ofPart(prepared, alphanumeric(text)) : [];
  const results = [...exact, ...begun, ...holding].flatMap(unseen);
  if (results.length) return { ...none, results, terms: just.identified ? [] : terms, identified };

  const indexes = other ? [prepared, other] : [prepared];
  const numbers = context.findings.filter((finding) => finding.kind === "number");
  const unknown = numbers.find(
    ({ standalone, labeled, value }) =>
      standalone && Number.isFinite(value) && (context.alone || labeled || Math.abs(value) >= FIRST_CURRENT_CODE),
  );
  if (unknown) {
    const note = { kind: /** @type {const} */ ("unknown"), value: unknown.text, number: unknown.value };
    const near = ofCodes(prepared, neighbors(unknown.value, prepared.index), "near");
    const longer = just.digits && just.digits.length > 4 ? ofPart(prepared, just.digits) : [];
    const rest = context.alone ? [] : byWords(indexes, text.replace(unknown.text, " ")).results;
    return { ...none, results: [...longer, ...rest, ...near].flatMap(unseen), note, terms };
  }
  const answer = byWords(indexes, text);
  return { ...none, ...answer, results: answer.results.flatMap(unseen) };
}
