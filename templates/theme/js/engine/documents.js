/** Prepare the search index: what identifies a code, and its documents for `rank`, which are made when needed. Pure: no DOM. */

import { knownFrom } from "./recognize.js";
import { stageNamesOf } from "./stages.js";
import { vocabularyOf } from "./vocabulary.js";
import { fillersOf } from "./words.js";

/** Prepare an index for `search`. @param {SearchIndex} index */
export function prepare(index) {
  const codes = index.records.map((record) => ({
    record,
    code: String(record.c),
    names: record.n.map((name) => name.toLowerCase()),
  }));
  const byCode = new Map(index.records.map((record) => [record.c, record]));
  let words = /** @type {Vocabulary | undefined} */ (undefined);
  const vocabulary = () => (words ??= vocabularyOf(documentsOf(index), index));
  return {
    index,
    known: knownFrom(index),
    stageNames: stageNamesOf(index),
    fillers: fillersOf(index),
    codes,
    byCode,
    vocabulary,
  };
}

// A document may weigh more or less than others: a page leads further than a code, one that is only known from headers
// is rarely what is meant.
const RANK = { page: 1.3, other: 1, rare: 0.74 };

// Sentences on what something is not, which are no reason to find it.
const NEGATED =
  /[^。.；;]*(?:不是|并非|而非|不同于|无关|\b(?:isn't|aren't|is not|are not|rather than|unlike)\b)[^。.；;]*/gi;

const affirmed = (/** @type {string[]} */ texts) => texts.join("\n").replace(NEGATED, "");

/** @param {SearchIndex} index @returns {SearchDocument[]} */
function documentsOf(index) {
  const { records, legacy, places, families, typed } = index;
  const named = (/** @type {Titled} */ { title, text }) => `${title} ${text}`;
  const modules = index.modules.map(named);
  const stages = index.stages.map(named);
  const stageAt = (/** @type {string} */ u) => {
    const stage = index.stages.find(({ id }) => u.startsWith(`stages/${id}/#`));
    return stage ? [stage.title, ...stage.keywords].join("\n") : "";
  };
  return [
    ...places.map((place) => ({
      item: { kind: /** @type {const} */ ("place"), place },
      page: place.u.split("#")[0],
      rank: place.k === "page" || place.k === "stage" ? RANK.page : RANK.other,
      names: [place.t],
      phrases: place.w ?? [],
      texts: {
        body: place.k === "callback" || place.k === "call" ? "" : `${place.x}\n${place.o ?? ""}`,
        more: affirmed([place.x]),
        place: stageAt(place.u),
      },
    })),
    ...families.map(({ id, w, x }) => ({
      item: {
        kind: /** @type {const} */ ("place"),
        place: { u: `other-products/#${id}`, k: /** @type {const} */ ("other"), t: w, x },
      },
      page: "other-products/",
      rank: RANK.other,
      names: [],
      phrases: [],
      texts: { body: w, more: affirmed([x]), place: "" },
    })),
    ...records.map((record) => ({
      item: { kind: /** @type {const} */ ("record"), record },
      page: `codes/${record.c}/`,
      rank: record.t ? RANK.rare : RANK.other,
      names: [...record.n, ...(record.a ?? []), String(record.c), `0x${record.c.toString(16)}`],
      phrases: typed[record.c] ?? [],
      texts: {
        body: record.g ? [...new Set(record.g.map(({ x }) => x))].join("\n") : record.x,
        more: affirmed([...(record.o ?? []), ...record.r.map((step) => index.remedies[step])]),
        place: [modules[record.m], ...record.s.map((stage) => stages[stage])].join("\n"),
      },
    })),
    ...legacy.map((value) => ({
      item: { kind: /** @type {const} */ ("legacy"), legacy: value },
      page: `legacy/#${value.h}`,
      rank: RANK.rare,
      names: [String(value.c), value.n ?? ""],
      phrases: [],
      texts: { body: affirmed([value.x]), more: "", place: value.f },
    })),
  ];
}
