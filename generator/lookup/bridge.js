/** Functions for Python. Arguments and results are JSON, as U+0000 would end a string that is passed through C. */

import { prepare } from "../../templates/theme/js/engine/documents.js";
import { linesOf } from "../../templates/theme/js/engine/families.js";
import { legacyMeaning, meaningsAt, said } from "../../templates/theme/js/engine/guidance.js";
import { explain, maskText } from "../../templates/theme/js/engine/numbering.js";
import { LABELED_DIGIT, LABELED_NUMBER, otherRanges } from "../../templates/theme/js/engine/prefilter.js";
import { namesIn, normalize } from "../../templates/theme/js/engine/recognize.js";
import {
  countsOf,
  groupOf,
  groupsOf,
  isStatus,
  markdown,
  meaningsOf,
  placeOf,
  prepareReport,
  textsOf,
} from "../../templates/theme/js/engine/report.js";
import { buildScanIndex, newScanner } from "../../templates/theme/js/engine/scan.js";
import { search, speaksOther } from "../../templates/theme/js/engine/search.js";

/** @typedef {{source: string, number: number, text: string}} Hit  a line of a log, counted from 0, verbatim */

const EXCERPT = 240; // characters of a line that are kept
const indexes = /** @type {Record<string, SearchIndex>} */ ({});
const prepared = /** @type {Record<string, ReturnType<typeof prepare>>} */ ({});

/** Store a language's search index. @param {SearchIndex} index */
export function give(index) {
  indexes[index.lang] = index;
}

/** @param {string} lang */
const searchable = (lang) => {
  prepared[lang] ??= prepare(indexes[lang]);
  return prepared[lang];
};

/** Return whether a query needs the other language's index. @param {{lang: string, query: string}} asked */
export const needsOther = ({ lang, query }) => speaksOther(lang, query) && !search(searchable(lang), query).identified;

/** Search for a query; `other` is searched too. @param {{lang: string, query: string, other?: string}} asked */
export function ask({ lang, query, other }) {
  const answer = search(searchable(lang), query, other ? searchable(other) : undefined);
  const index = indexes[lang];
  const results = answer.results.map(({ kind, record, legacy, place, why, certain, stage = null }) => {
    const meanings = record ? meaningsAt(record, stage, index) : legacy ? [legacyMeaning(legacy, index)] : [];
    return {
      kind,
      why,
      certain,
      code: (record ?? legacy)?.c ?? null,
      anchor: legacy?.h ?? null,
      name: record ? record.n[0] : (legacy?.n ?? null),
      family: legacy?.f ?? null,
      place: place?.u ?? null,
      title: place ? `${place.t} [${index.strings[`kind_${place.k}`]}]` : null,
      meaning: place?.x ?? meanings.map((meaning) => said(meaning, index)).join(index.strings.space),
      stage: stage === null ? null : index.stages[stage].id,
    };
  });
  const told = answer.told.map((each) => ({ ...each, lines: linesOf(each, indexes[lang]) }));
  return { results, note: answer.note, told, left: answer.left };
}

/** Explain a number's digits, and its mask in words. @param {{lang: string, value: number}} asked */
export function digits({ lang, value }) {
  const explanation = explain(value, indexes[lang]);
  return { ...explanation, mask: maskText(value, explanation, indexes[lang]) };
}

// --- scanning

let scanner = /** @type {ReturnType<typeof newScanner> | undefined} */ (undefined);
let knowledge = /** @type {ScanIndex | undefined} */ (undefined);
let context = /** @type {ReportIndex | undefined} */ (undefined);
let source = "";
let piece = "";
const hits = /** @type {Map<Entry, Hit[]>} */ (new Map());

/**
 * Start a scan that keeps `lines` lines of each finding and `unknown` unknown numbers; return the prefilter's rules.
 * @param {{lang: string, lines: number, unknown: number}} options
 */
export function scan({ lang, lines, unknown }) {
  context = prepareReport(indexes[lang]);
  knowledge = buildScanIndex(indexes[lang]);
  const keep = (/** @type {Entry} */ entry, /** @type {{number: number, start: number, line: string}} */ hit) => {
    const kept = hits.get(entry) ?? [];
    hits.set(entry, kept);
    const last = kept.at(-1);
    if (kept.length === lines || (last?.source === source && last.number === hit.number)) return;
    kept.push({ source, number: hit.number, text: excerpt(piece, hit.line, hit.start) });
  };
  hits.clear();
  scanner = newScanner(knowledge, keep, unknown);
  const codes = [...knowledge.known.codes];
  const legacy = [...knowledge.legacy.keys()];
  const others = otherRanges(indexes[lang]);
  return { labeled: LABELED_NUMBER, labeledDigit: LABELED_DIGIT, codes, legacy, others };
}

/**
 * Return a short line verbatim; of a long one return the part around a finding, normalized.
 * @param {string} text @param {string} line @param {number} at
 */
function excerpt(text, line, at) {
  if (text.length <= EXCERPT) return text;
  const start = Math.max(0, at - EXCERPT / 3);
  const end = start + EXCERPT;
  return (start > 0 ? "…" : "") + line.slice(start, end) + (end < line.length ? "…" : "");
}

/** Return the words that are distinctive names of codes. @param {string[]} words */
export const named = (words) => {
  const { known } = /** @type {ScanIndex} */ (knowledge);
  return words.filter((word) => namesIn(word, known).some(({ distinctive }) => distinctive));
};

export const normalized = (/** @type {string} */ text) => normalize(text);

/** Start a log. @param {string} name */
export function open(name) {
  source = name;
  scanner?.begin();
}

/** Scan lines, or pieces of long ones, with their numbers. @param {[number, string][]} lines */
export function look(lines) {
  for (const [number, text] of lines) {
    piece = text;
    scanner?.look(text, number);
  }
}

const entries = () => [...(scanner?.entries.values() ?? [])];

/** @param {Entry} entry @param {string} group @param {number} order */
function described(entry, group, order) {
  const about = /** @type {ReportIndex} */ (context);
  const { names, record, ...texts } = meaningsOf(entry, about);
  const { kind, code, certain, legacy, count } = entry;
  const { id = null, title: stageTitle = "" } = entry.stage === null ? {} : about.index.stages[entry.stage];
  const said = { names, stage: id, stageTitle, ...texts, ...textsOf(texts, about), place: placeOf(entry, about) };
  const where = { count, hits: hits.get(entry), order };
  return { group, kind, code, certain, legacy: [...legacy], ...where, ...said, isStatus: isStatus(entry, about) };
}

/** Return the findings after the first `told` ones. @param {number} told */
export const fresh = (told) =>
  (scanner?.entries.size ?? 0) === told
    ? []
    : entries()
        .slice(told)
        .map((entry, i) => described(entry, groupOf(entry), told + i));

/** Return the findings in groups, how many each has, the number of those that were not kept, and the short numbers. */
export function findings() {
  const found = entries();
  const groups = groupsOf(found, /** @type {ReportIndex} */ (context));
  const all = Object.entries(groups).map(([group, members]) => [
    group,
    members.map((entry) => described(entry, group, found.indexOf(entry))),
  ]);
  const counts = countsOf(groups, /** @type {ReportIndex} */ (context));
  return { groups: all, counts, unlisted: scanner?.unlisted, short: [...(scanner?.short ?? [])] };
}

/** Return the findings as Markdown tables. @param {string | null} url  the site's, with a final slash, if it has one */
export const tables = (url) =>
  markdown(entries(), /** @type {ReportIndex} */ (context), url === null ? null : (code) => `${url}${code}/`);
