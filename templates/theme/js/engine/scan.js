/**
 * Scan a log: all its lines, one after another. Pure: no DOM; classify.js has the rules for one line, and the command
 * `scan` runs the same files.
 *
 * Lines end at "\n" or "\r\n"; each is normalized and examined separately. A line of more than 16,384 characters is cut
 * after the last space or comma within that length, or else at that length, and so is the rest; each piece is examined
 * as a line with the same number. (A character of two UTF-16 code units may count as two.)
 */

import { classifyLine } from "./classify.js";
import { familyWords } from "./families.js";
import { placesIn } from "./places.js";
import { prefilter } from "./prefilter.js";
import { tagOf } from "./quantity.js";
import { knownFrom, normalize } from "./recognize.js";
import { anyOf, stageNamesOf } from "./stages.js";

const LINES_BEFORE = 3;
const SLICE = 1 << 13;
const LONGEST = 1 << 14;

/** @param {string[]} words @returns {Keywords} */
function keywordsOf(words) {
  const any = anyOf(words);
  return {
    near: new RegExp(any, "i"),
    every: new RegExp(any, "gi"),
    behind: new RegExp(`(?:${any})[^\\p{L}\\p{N}]{0,3}$`, "iu"),
  };
}

/** Prepare an index for scans. @param {SearchIndex} index @returns {ScanIndex} */
export function buildScanIndex(index) {
  const known = knownFrom(index);
  const families = new Map(Object.entries(index.log_keywords).map(([id, words]) => [id, keywordsOf(words)]));
  const called = index.stages.flatMap(({ callbacks }) => callbacks);
  const any = keywordsOf([...new Set([...called, ...Object.values(index.log_keywords).flat()])]);
  const legacy = /** @type {ScanIndex["legacy"]} */ (new Map());
  for (const { c, n, h } of index.legacy) {
    const family = /** @type {Keywords} */ (families.get(h.replace(/-(?:minus-)?\d+$/, "")));
    legacy.set(c, [...(legacy.get(c) ?? []), { anchor: h, name: n, family }]);
  }
  const callbacks = keywordsOf(called);
  const records = new Map(index.records.map((record) => [record.c, record]));
  const names = {
    tag: tagOf(index),
    legacy,
    families,
    callbacks,
    any,
    words: familyWords(index),
    stageNames: stageNamesOf(index),
  };
  return { index, known, records, ...names, mayContainCode: prefilter(known, index) };
}

// --- all lines

/** Yield the pieces of a line that are examined separately (L1). @param {string} line */
function* pieces(line) {
  let start = 0;
  while (line.length - start > LONGEST) {
    const most = line.slice(start, start + LONGEST);
    const end = start + (Math.max(most.lastIndexOf(" "), most.lastIndexOf(",")) + 1 || LONGEST);
    yield line.slice(start, end);
    start = end;
  }
  yield line.slice(start);
}

/**
 * Return a scanner, which is given lines one after another and collects the entries.
 * @param {ScanIndex} knowledge
 * @param {(entry: Entry, hit: {number: number, start: number, end: number, line: string}) => void} enter  keeps a hit
 * @param {number} [mostUnknown]  the maximum number of unknown numbers that are kept
 */
export function newScanner(knowledge, enter, mostUnknown = Infinity) {
  const { families, any, words, mayContainCode } = knowledge;
  const seen = /** @type {Map<Keywords, number>} */ (new Map()); // the last line with a keyword, per family and for any
  const scanner = {
    entries: /** @type {Map<string, Entry>} */ (new Map()),
    /** The number of findings of unknown numbers that were not kept. */
    unlisted: 0,
    /** Short numbers with an explicit key, of which nothing tells the meaning. */
    short: /** @type {Set<number>} */ (new Set()),
    /** Start a new log: forget the keywords of the previous one. */
    begin: () => seen.clear(),
    look,
  };
  let unknown = 0;

  /** @param {Classified} finding @param {number} line */
  function entryOf({ kind, code, certain, stage, told = [] }, line) {
    const key = [kind, code, certain, stage, ...told.map(({ id }) => id)].join(" ");
    const known = scanner.entries.get(key);
    if (known) return known;
    if (kind !== "known" && ++unknown > mostUnknown) {
      scanner.unlisted++;
      return null;
    }
    const entry = {
      kind,
      code,
      certain,
      told,
      stage,
      legacy: /** @type {Set<string>} */ (new Set()),
      count: 0,
      line,
      hits: [],
    };
    scanner.entries.set(key, entry);
    return entry;
  }

  /**
   * Scan a line, or a piece of a long one.
   * @param {string} text @param {number} number  of the line
   */
  function look(text, number) {
    const line = normalize(text);
    const isRecent = (/** @type {Keywords} */ words) => number - (seen.get(words) ?? -Infinity) <= LINES_BEFORE;
    const hasKeyword = any.near.test(line);
    if ((/[0-9]/.test(line) && (hasKeyword || isRecent(any))) || words.test(line) || mayContainCode(line)) {
      for (const classified of classifyLine(line, knowledge, isRecent, scanner.short)) {
        const entry = entryOf(classified, number);
        if (!entry) continue;
        for (const anchor of classified.anchors) entry.legacy.add(anchor);
        if (classified.counts) entry.count++;
        enter(entry, { number, start: classified.start, end: classified.end, line });
      }
    }
    if (hasKeyword) {
      seen.set(any, number);
      for (const family of families.values()) if (family.near.test(line)) seen.set(family, number);
    }
  }
  return scanner;
}

/**
 * Scan a text in slices: each step yields the number of scanned characters, the last one returns the result.
 * @param {string} text
 * @param {ScanIndex} knowledge
 * @param {number} [mostUnknown]  the maximum number of unknown numbers that are kept
 * @returns {Generator<number, Scan>}
 */
export function* scan(text, knowledge, mostUnknown) {
  const lines = /** @type {number[]} */ ([]);
  let before = 0; // the length of the line's pieces so far
  let piece = "";
  let places = /** @type {ReturnType<typeof placesIn> | null} */ (null); // in the piece
  const scanner = newScanner(
    knowledge,
    (entry, { number, start, end, line }) => {
      places ??= placesIn(piece, line);
      const [first, last] = places(start, end);
      entry.hits.push(number, before + first, before + last);
    },
    mostUnknown,
  );
  for (let start = 0, slice = 0; start < text.length; ) {
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    lines.push(start);
    before = 0;
    for (piece of pieces(text.slice(start, text[end - 1] === "\r" ? end - 1 : end))) {
      places = null;
      scanner.look(piece, lines.length - 1);
      before += piece.length;
      if (start + before - slice < SLICE) continue;
      slice = start + before;
      yield slice;
    }
    start = end + 1;
  }
  const { entries, short, unlisted } = scanner;
  return { entries: [...entries.values()], lines, short: [...short], unlisted };
}
