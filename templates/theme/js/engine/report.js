/** Describe the findings of a scan, also as Markdown tables for an issue. Pure: no DOM. */

import { codesOf, linesOf } from "./families.js";
import { fill } from "./fill.js";
import { guidanceAt, legacyMeaning, said } from "./guidance.js";
import { explain, maskText } from "./numbering.js";

/** Prepare an index for reports. @param {SearchIndex} index @returns {ReportIndex} */
export const prepareReport = (index) => ({
  index,
  strings: index.strings,
  records: new Map(index.records.map((record) => [record.c, record])),
  legacy: new Map(index.legacy.map((value) => [value.h, value])),
});

/**
 * Return whether an entry is a status or an event, and no error.
 * @param {Entry} entry @param {ReportIndex} context
 */
export const isStatus = ({ kind, code, told }, { records }) =>
  kind === "other" ? !told.some(({ isError }) => isError) : records.get(Number(code))?.k === "status";

/**
 * Return the group of an entry: by certainty, and apart what is a success or nobody's or another product's.
 * @param {Entry} entry
 */
export function groupOf({ kind, code, certain }) {
  if (kind !== "known") return kind;
  if (code === 0) return "success";
  return certain ? "certain" : "possible";
}

/**
 * Group the entries of a scan, errors before what is none; of successes only those that are certain count.
 * @param {Entry[]} entries @param {ReportIndex} context
 */
export function groupsOf(entries, context) {
  const rank = (/** @type {Entry} */ entry) => Number(isStatus(entry, context));
  const sorted = [...entries].sort((a, b) => rank(a) - rank(b));
  const of = (/** @type {string} */ group) => sorted.filter((entry) => groupOf(entry) === group);
  const success = of("success").filter(({ certain }) => certain);
  return { certain: of("certain"), possible: of("possible"), unknown: of("unknown"), other: of("other"), success };
}

/**
 * Say how many entries each group has, and how often a success occurs.
 * @param {ReturnType<typeof groupsOf>} groups @param {ReportIndex} context @param {(n: number) => string} [format]
 */
export const countsOf = (groups, { strings }, format = String) =>
  Object.entries(groups)
    .map(([kind, entries]) => [
      kind,
      kind === "success" ? entries.reduce((sum, { count }) => sum + count, 0) : entries.length,
    ])
    .filter(([, n]) => n)
    .map(([kind, n]) => fill(strings[`lookup_count_${kind}`], { n: format(Number(n)) }));

/**
 * Look up the current code and the legacy values of an entry: names, guidance at its stage, and what else it may mean.
 * @param {Entry} entry @param {ReportIndex} context
 */
export function meaningsOf({ kind, code, stage, legacy, told }, { index, strings, records, legacy: all }) {
  // A code that a number stands for without a condition tells what to do.
  const [stands] = codesOf(told.filter(({ codes }) => codes.every(({ when }) => !when)));
  const record = records.get(kind === "known" ? Number(code) : stands);
  const values = [...legacy].flatMap((anchor) => all.get(anchor) ?? []);
  const names = [...((kind === "known" && record?.n) || []), ...new Set(values.flatMap(({ n }) => n || []))];
  const guidance = record ? guidanceAt(record, stage, index) : [];
  const whose = told.flatMap((each) => linesOf(each, index));
  const others = values.map((value) => said({ ...legacyMeaning(value, index), place: value.f }, index));
  if (kind === "unknown") {
    const explanation = explain(Number(code), index);
    const digits = explanation.segments.map((segment) => `${segment.digits}${strings.colon}${segment.text}`);
    const mask = [maskText(Number(code), explanation, index), explanation.masked?.code].filter(Boolean).join(" ");
    others.push(...[digits.join(strings.separator), mask].filter(Boolean));
  }
  return { record, values, names, whose, guidance, others };
}

/**
 * Flatten what is said of an entry; each text is after the stages it is for, if there are several.
 * @param {{whose: string[], guidance: Held[], others: string[]}} said @param {ReportIndex} context
 */
export function textsOf({ whose, guidance, others }, { index, strings }) {
  const after = (/** @type {string} */ place, /** @type {string} */ text) =>
    place ? `${place}${strings.colon}${text}` : text;
  return {
    meanings: [...whose, ...guidance.map((held) => said(held, index)), ...others],
    remedies: guidance.flatMap(({ place, steps }) => steps.map((step) => after(place, step))),
    retries: guidance.flatMap(({ place, retry }) => (retry === null ? [] : after(place, retry))),
    verdicts: guidance.flatMap(({ verdict }) => verdict ?? []),
  };
}

/**
 * Describe how often an entry occurs in a log, its first line, and the stage if it matters.
 * @param {Entry} entry @param {ReportIndex} context @param {(n: number) => string} [format]
 */
export function placeOf({ count, line, stage }, { index, strings }, format = String) {
  const label = strings[count === 1 ? "lookup_found_once" : "lookup_found_times"];
  const found = fill(label, { n: format(count), line: format(line + 1) });
  return stage === null ? found : `${index.stages[stage].title} · ${found}`;
}

const cell = (/** @type {string} */ text) => text.replace(/[\\`*_{}[\]<>|~#]/g, "\\$&").replace(/\s+/g, " ");

/**
 * Format entries as Markdown tables, without any text of the log.
 * @param {Entry[]} entries @param {ReportIndex} context
 * @param {((code: number) => string) | null} permalink  null if the site has no address
 */
export function markdown(entries, context, permalink) {
  const { strings } = context;
  const columns = ["code", "name", "count", "line", "meaning", "remedies", "retry", "stage"].map(
    (column) => strings[`lookup_column_${column}`],
  );
  const parts = [];
  for (const [kind, group] of Object.entries(groupsOf(entries, context))) {
    if (!group.length || kind === "success") continue;
    parts.push(
      `### ${strings[`lookup_${kind}`]}`,
      "",
      `| ${columns.join(" | ")} |`,
      "| --- | --- | ---: | ---: | --- | --- | --- | --- |",
    );
    for (const entry of group) {
      const { record, names, ...said } = meaningsOf(entry, context);
      const { meanings, remedies, retries } = textsOf(said, context);
      const stages = entry.stage === null ? (record?.s ?? []) : [entry.stage];
      const cells = [
        permalink && entry.kind === "known"
          ? `[${entry.code}](${permalink(Number(entry.code))})`
          : cell(String(entry.code)),
        names.map((name) => `\`${name}\``).join(" "),
        String(entry.count),
        String(entry.line + 1),
        cell(meanings.join(" ")),
        cell(remedies.join(" ")),
        cell(retries.join(" ")),
        cell(stages.map((stage) => context.index.stages[stage].title).join(strings.separator)),
      ];
      parts.push(`| ${cells.join(" | ")} |`);
    }
    parts.push("");
  }
  return parts.join("\n");
}
