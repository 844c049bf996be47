/** Prepare the search index: a document with searchable texts for each record. Pure: no DOM. */

import { camelCaseParts, knownFrom } from "./recognize.js";
import { stageNamesOf } from "./stages.js";
import { plain } from "./words.js";

/** Prepare an index for `search`. @param {SearchIndex} index */
export function prepare(index) {
  const named = (/** @type {Titled} */ { title, text }) => plain(`${title} ${text}`);
  const modules = index.modules.map(named);
  const stages = index.stages.map(named);
  const remedies = index.remedies.map(plain);
  const documents = index.records.map((record) => ({
    record,
    code: String(record.c),
    hex: `0x${record.c.toString(16)}`,
    names: record.n.map((name) => name.toLowerCase()),
    common: record.t === 0,
    fields: {
      cause: plain(record.g ? [...new Set(record.g.map(({ x }) => x))].join("\n") : record.x),
      names: [...record.n, ...(record.a ?? [])].join("\n").toLowerCase(),
      more: plain((record.o ?? []).join("\n")),
      place: [modules[record.m], ...record.s.map((i) => stages[i])].join("\n"),
      remedies: record.r.map((i) => remedies[i]).join("\n"),
    },
  }));
  const legacy = index.legacy.map((value) => ({
    value,
    text: plain([value.c, value.n ?? "", value.f, value.h.replaceAll("-", " "), value.x].join("\n")),
  }));
  const articles = index.articles.map((article) => ({
    article,
    text: plain([article.t, ...article.h, article.x].join("\n")),
  }));
  const byCode = new Map(documents.map((document) => [document.record.c, document]));
  let words = /** @type {Set<string> | undefined} */ (undefined);
  const vocabulary = () => (words ??= vocabularyOf(documents));
  const names = { known: knownFrom(index), stageNames: stageNamesOf(index) };
  return { index, ...names, documents, byCode, legacy, articles, vocabulary };
}

/** @param {SearchDocument[]} documents */
function vocabularyOf(documents) {
  const vocabulary = /** @type {Set<string>} */ (new Set());
  for (const { record, fields } of documents) {
    for (const name of record.n) for (const part of camelCaseParts(name)) vocabulary.add(part.toLowerCase());
    for (const field of Object.values(fields)) for (const word of field.match(/[a-z]{4,}/g) ?? []) vocabulary.add(word);
  }
  return vocabulary;
}
