/** The engine's own functions, as the tests call them. */

import { prepare } from "../../templates/theme/js/engine/documents.js";
import { explain } from "../../templates/theme/js/engine/numbering.js";
import { distance, knownFrom, nearest, normalize, recognize } from "../../templates/theme/js/engine/recognize.js";
import { buildScanIndex, newScanner, scan } from "../../templates/theme/js/engine/scan.js";
import { search, speaksOther } from "../../templates/theme/js/engine/search.js";

const indexes = {};
const prepared = {};
const functions = { distance, nearest, normalize };

export function give(index) {
  indexes[index.lang] = index;
  prepared[index.lang] = prepare(index);
}

/** Call a function with each list of arguments. */
export const call = ([name, calls]) => calls.map((values) => functions[name](...values));

/** The codes that an unknown number is likest to. */
export const nearestKnown = (value) => nearest(value, prepared.en.known.codes);

/** What is recognized in each normalized text. */
export const recognized = (texts) =>
  texts
    .map(normalize)
    .map((text) => [
      text,
      recognize(text, prepared.en.known).map(({ kind, start, end, text: found, candidates, owners }) => [
        kind,
        start,
        end,
        found,
        (candidates ?? owners).map(({ code }) => code),
      ]),
    ]);

/** The answer of the box, where it asks the other language too if that helps. */
const answerTo = (lang, query) => {
  const answer = search(prepared[lang], query);
  if (answer.identified || !speaksOther(lang, query)) return answer;
  return search(prepared[lang], query, prepared[lang === "zh" ? "en" : "zh"]);
};

/** The rows that each query of a language has in the box. */
export const asked = ([lang, queries]) =>
  queries.map((query) =>
    answerTo(lang, query).results.map(({ kind, record, legacy, place, why, certain }) => [
      kind,
      (record ?? legacy)?.c ?? 0,
      why,
      certain,
      place?.u ?? "",
    ]),
  );

/** The owners of each name that is known by an index of its own. */
export const owners = (index) =>
  [...knownFrom(index).names].map(([key, found]) => [key, found.map(({ code, kind }) => [code, kind])]);

/** Whose each query is, by the ids of the families, with the codes that it stands for, and its results of other families. */
export const told = ([lang, queries]) =>
  queries.map((query) => {
    const answer = search(prepared[lang], query);
    const families = answer.told.map(({ id, codes }) => [id, codes.map(({ code }) => code)]);
    const others = answer.results.filter(({ legacy }) => !families.some(([id]) => legacy?.h.startsWith(`${id}-`)));
    return [families, others.map(({ record, legacy, why }) => [(record ?? legacy).c, why])];
  });

/** The digits of each value, taken apart. */
export const digits = ([lang, values]) =>
  values.map((value) => explain(value, indexes[lang]).segments.map(({ digits, text }) => [digits, text]));

/** What every line of a text says, each looked at by itself; with `careful`, whatever it looks like. */
export const scanned = ([text, careful]) => {
  const knowledge = buildScanIndex(indexes.en);
  if (careful) knowledge.mayContainCode = () => true;
  const scanner = newScanner(knowledge, ({ hits }, { number }) => hits.push(number + 1));
  for (const [number, line] of text.split("\n").entries()) scanner.look(line.replace(/\r$/, ""), number);
  return [...scanner.entries.values()].map(({ kind, code, certain, legacy, count, hits }) => [
    kind !== "known" ? kind : certain ? "certain" : "possible",
    code,
    [...legacy],
    count,
    [...new Set(hits)],
  ]);
};

/** The id of the stage that each line names for its only code, if it matters for the code, else null. */
export const stagesIn = (lines) => {
  const knowledge = buildScanIndex(indexes.en);
  return lines.map((line) => {
    const scanner = newScanner(knowledge, () => {});
    scanner.look(line, 0);
    const [{ stage }] = scanner.entries.values();
    return indexes.en.stages[stage]?.id ?? null;
  });
};

/**
 * Count in `handled` the characters that scripts look at from now on, in regular expressions and in the functions of
 * strings that go through a text. (The tests of pages run this function's text.)
 */
export function meter() {
  globalThis.handled = 0;
  const wrap = (owner, name, cost) => {
    const plain = owner[name];
    owner[name] = function (...given) {
      const from = this.global || this.sticky ? this.lastIndex : 0;
      const result = plain.apply(this, given);
      globalThis.handled += cost(this, result, from, ...given);
      return result;
    };
  };
  wrap(RegExp.prototype, "exec", ({ sticky }, match, from, text) => {
    if (!match) return sticky ? 1 : Math.max(0, String(text).length - from);
    return match.index + match[0].length - from;
  });
  for (const name of ["normalize", "toLowerCase", "trim", "split"]) wrap(String.prototype, name, (text) => text.length);
  wrap(String.prototype, "indexOf", (text, at, _, __, start = 0) => (at < 0 ? text.length : at) - start);
  wrap(String.prototype, "lastIndexOf", (text, at, _, __, start = text.length) => start - at);
}

/** The characters that a scan of a text and of its finding's places looks at. */
export function work(text) {
  const steps = scan(text, buildScanIndex(indexes.en), 100);
  const before = globalThis.handled;
  let most = 0;
  let last = before;
  for (let step = steps.next(); !step.done; step = steps.next()) {
    most = Math.max(most, globalThis.handled - last);
    last = globalThis.handled;
  }
  return { all: globalThis.handled - before, most: Math.max(most, globalThis.handled - last) };
}
