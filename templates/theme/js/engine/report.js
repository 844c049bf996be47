/** Describe the findings of a scan, also as Markdown tables for an issue. Pure: no DOM. */

import { codesOf, linesOf } from "./families.js";
import { fill } from "./fill.js";
import { explain } from "./numbering.js";

/** Prepare an index for reports. @param {SearchIndex} index @returns {ReportIndex} */
export const prepareReport = (index) => ({
  index,
  strings: index.strings,
  records: new Map(index.records.map((record) => [record.c, record])),
  legacy: new Map(index.legacy.map((value) => [value.h, value])),
});

/** Group the entries of a scan by certainty. @param {Entry[]} entries */
export const groupsOf = (entries) => ({
  certain: entries.filter(({ kind, certain }) => kind === "known" && certain),
  possible: entries.filter(({ kind, certain }) => kind === "known" && !certain),
  unknown: entries.filter(({ kind }) => kind === "unknown"),
  other: entries.filter(({ kind }) => kind === "other"),
});

/**
 * Look up the current code and the legacy values of an entry, with names, meanings and remedies.
 * @param {Entry} entry @param {ReportIndex} context
 */
export function meaningsOf({ kind, code, legacy, told }, { index, strings, records, legacy: all }) {
  // A code that a number stands for without a condition tells what to do.
  const [stands] = codesOf(told.filter(({ codes }) => codes.every(({ when }) => !when)));
  const record = records.get(kind === "known" ? Number(code) : stands);
  const values = [...legacy].flatMap((anchor) => all.get(anchor) ?? []);
  const names = [...((kind === "known" && record?.n) || []), ...new Set(values.flatMap(({ n }) => n || []))];
  const { segments } = kind === "unknown" ? explain(Number(code), index) : { segments: [] };
  const digits = segments.map((segment) => `${segment.digits}${strings.colon}${segment.text}`).join(strings.separator);
  const old = values.map(({ f, x }) => `${f}${strings.colon}${x}`);
  const whose = told.flatMap((each) => linesOf(each, index));
  const meanings = [...whose, record?.x, ...old, digits].filter(Boolean);
  const remedies = record?.r.map((remedy) => index.remedies[remedy]) ?? [];
  return { record, values, names, meanings, remedies };
}

/**
 * Describe how often an entry occurs in a log, and its first line.
 * @param {Entry} entry @param {ReportIndex} context @param {(n: number) => string} [format]
 */
export const placeOf = ({ count, line }, { strings }, format = String) =>
  fill(strings[count === 1 ? "lookup_found_once" : "lookup_found_times"], { n: format(count), line: format(line + 1) });

const cell = (/** @type {string} */ text) => text.replace(/[\\`*_{}[\]<>|~#]/g, "\\$&").replace(/\s+/g, " ");

/**
 * Format entries as Markdown tables, without any text of the log.
 * @param {Entry[]} entries @param {ReportIndex} context
 * @param {(code: number) => string} permalink
 */
export function markdown(entries, context, permalink) {
  const { strings } = context;
  const columns = ["code", "name", "count", "line", "meaning", "remedies"].map(
    (column) => strings[`lookup_column_${column}`],
  );
  const parts = [];
  for (const [kind, group] of Object.entries(groupsOf(entries))) {
    if (!group.length) continue;
    parts.push(
      `### ${strings[`lookup_${kind}`]}`,
      "",
      `| ${columns.join(" | ")} |`,
      "| --- | --- | ---: | ---: | --- | --- |",
    );
    for (const entry of group) {
      const { names, meanings, remedies } = meaningsOf(entry, context);
      const cells = [
        entry.kind === "known" ? `[${entry.code}](${permalink(Number(entry.code))})` : cell(String(entry.code)),
        names.map((name) => `\`${name}\``).join(" "),
        String(entry.count),
        String(entry.line + 1),
        cell(meanings.join(" ")),
        cell(remedies.join(" ")),
      ];
      parts.push(`| ${cells.join(" | ")} |`);
    }
    parts.push("");
  }
  return parts.join("\n");
}
