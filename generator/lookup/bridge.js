/** What Python calls of the engine: every function takes and gives JSON, so that no string passes as C has it. */

import { explain } from "./numbering.js";
import { namesIn, normalise } from "./recognise.js";
import { groupsOf, markdown, meaningsOf, placeOf, prepareReport } from "./report.js";
import { buildScanIndex, LABELLED_DIGIT, LABELLED_NUMBER, newScanner } from "./scan.js";
import { prepare, search, speaksOther } from "./search.js";

const EXCERPT = 240; // characters of a line that are kept
const indexes = {};
const prepared = {};

/** Take the index of a language. */
export const give = (index) => void (indexes[index.lang] = index);

const searchable = (lang) => (prepared[lang] ??= prepare(indexes[lang]));

/** Whether words of the query are of the other language, whose index then helps. */
export const needsOther = ({ lang, query }) =>
  speaksOther(lang, query) && !search(searchable(lang), query).identified;

/** The answer to a query; records and legacy values by what tells them apart. */
export function ask({ lang, query, other }) {
  const answer = search(searchable(lang), query, other && searchable(other));
  const results = answer.results.map(({ kind, record, legacy, why, certain }) => ({
    kind,
    why,
    certain,
    code: (record ?? legacy).c,
    anchor: legacy?.h ?? null,
    name: record ? record.n[0] : legacy.n,
    family: legacy?.f ?? null,
    meaning: (record ?? legacy).x,
  }));
  return { results, note: answer.note };
}

/** What the digits of a number say. */
export const digits = ({ lang, value }) => explain(value, indexes[lang]);

// --- scanning

let scanner;
let knowledge;
let context;
let source;
let piece;

/** Begin to scan, keeping so many lines of each finding, and so many unknown numbers. */
export function scan({ lang, lines, unknown }) {
  context = prepareReport(indexes[lang]);
  knowledge = buildScanIndex(indexes[lang]);
  const keep = ({ hits }, { number, start, line }) => {
    const last = hits.at(-1);
    if (hits.length === lines || (last?.source === source && last.number === number)) return;
    hits.push({ source, number, text: excerpt(piece, line, start) });
  };
  scanner = newScanner(knowledge, keep, unknown);
  const { codes } = knowledge.known;
  return { labelled: LABELLED_NUMBER, labelledDigit: LABELLED_DIGIT, codes: [...codes], legacy: [...knowledge.legacy.keys()] };
}

/** A line as it was written; of a long one, as it was read, what surrounds the finding. */
function excerpt(text, line, at) {
  if (text.length <= EXCERPT) return text;
  const start = Math.max(0, at - EXCERPT / 3);
  const end = start + EXCERPT;
  return (start > 0 ? "…" : "") + line.slice(start, end) + (end < line.length ? "…" : "");
}

/** Which of some words are names of codes, whatever stands around them. */
export const named = (words) => words.filter((word) => namesIn(word, knowledge.known).some(({ distinctive }) => distinctive));

export const normalised = (text) => normalise(text);

/** A new log. */
export function open(name) {
  source = name;
  scanner.begin();
}

/** Lines, or pieces of long ones, with their numbers. */
export function look(lines) {
  for (const [number, text] of lines) {
    piece = text;
    scanner.look(text, number);
  }
}

/** What was found, by how sure it is; the texts are of the language. */
export function findings() {
  const entries = [...scanner.entries.values()];
  const described = (entry) => {
    const { names, meanings, remedies, record } = meaningsOf(entry, context);
    const { kind, code, certain, legacy, count, hits } = entry;
    const isStatus = record?.k === "status";
    const place = placeOf(entry, context);
    const order = entries.indexOf(entry);
    return { kind, code, certain, legacy: [...legacy], count, hits, order, names, meanings, remedies, isStatus, place };
  };
  const groups = Object.entries(groupsOf(entries));
  return { groups: groups.map(([kind, entries]) => [kind, entries.map(described)]), unlisted: scanner.unlisted };
}

/** The findings as tables for an issue. */
export const tables = (url) => markdown([...scanner.entries.values()], context, (code) => `${url}${code}/`);
