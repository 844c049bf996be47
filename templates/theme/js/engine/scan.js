/**
 * Find the codes and names in a log or a source file, and separate certain findings from possible ones.
 *
 * Pure: no DOM. recognize.js defines numbers, their candidates, names, and the terms "standalone" and "labeled"; the
 * command `scan` runs the same files. The rules for logs are:
 *
 * L1  Lines end at "\n" or "\r\n"; each is normalized and examined separately. "Near" means on the same line, at most
 *     120 characters before or after. A line of more than 65,536 characters is cut after the last space or comma
 *     within that length, or else at that length, and so is the rest; each piece is examined as a line with the same
 *     number. (A character of two UTF-16 code units may count as two.)
 * L2  A number is plain in decimal, as 0x…, or in scientific notation. Other forms (pieces, hexadecimal without 0x, a
 *     candidate in the other radix) count only if labeled.
 * L3  Other quantity: the word directly before a number names something else (userId, phone number, versionCode, 订单号).
 * L4  A current code of 8 or 9 digits is certain if the candidate is certain, standalone, not another quantity, and
 *     either labeled or supported by evidence: a word such as error or 失败 near it, a callback's name near it, or its
 *     own name on the line. Otherwise it is possible, or ignored if its form is not plain.
 * L5  A legacy value requires a keyword of its family near it or on one of the three lines before, or its own name on
 *     the line; it must be plain, standalone, not another quantity, and either labeled or directly after a keyword (with
 *     at most 3 symbols between). From 10000 on it needs neither label nor keyword before it: it is then certain with
 *     evidence, else possible. 0 and 1, which are current codes too, count as legacy values with the keywords of all
 *     families and the callbacks.
 * L6  A name of a current code is certain. But kOK, kEnd, and a name of two parts with neither k nor Error require
 *     evidence near them (an Error within the name is not evidence), else they are possible. If several codes share the
 *     name, those whose number is on the line are meant, else all true owners; a misprint beside a true owner is possible.
 * L7  A name of legacy values only is certain with a keyword of the family as in L5, or with its number on the line,
 *     else possible.
 * L8  Unknown: a number without a candidate that is plain, standalone, labeled and not another quantity, and is either
 *     written in 8 or 9 digits that match a numbering rule, or has an explicit key (code=) and 5 to 10 digits, or has
 *     evidence near it and has 8 or 9 digits or the room-server mask.
 * L9  Not a code of the SDK: a number that is plain, standalone and not another quantity, and has another owner (families.js)
 *     by the words near it, whatever else it may mean below 10000; or by itself, if it is not listed and is labeled,
 *     directly after a word such as failed, or alone on its line. And a text that another product prints for an error.
 * L10 A number below 10000 with an explicit key of which nothing else tells the meaning is counted as short. A legacy value
 *     from 10000 on with an explicit key, but without a keyword, is possible.
 * L11 Stage: the line names it (stages.js). A code has an entry for each stage at which something else holds.
 */

import { familyWords, ofNumber, ofNumberNear, textsIn } from "./families.js";
import { mattering } from "./guidance.js";
import { explain, FIRST_CURRENT_CODE } from "./numbering.js";
import { EXPLICIT_KEY, prefilter } from "./prefilter.js";
import { alphanumeric, camelCaseParts, knownFrom, namesIn, normalize, numbersIn, withoutAffixes } from "./recognize.js";
import { anyOf, stageAt, stageNamesOf } from "./stages.js";

const NEAR = 120;
const LINES_BEFORE = 3;
const SLICE = 1 << 16;
const LONGEST = 1 << 16;

const EVIDENCE = /error|exception|fail|(?:^|[^a-z])err(?:no)?(?![a-z])|错误|失败|异常|报错|出错/i;
const EXPLICIT = new RegExp(`${EXPLICIT_KEY}$`, "i");
const FAILED = /(?:fail(?:ed|ure)?|exception|失败|异常)[^0-9A-Za-z]{0,6}$/i;
const PLAIN = /^-?(?:[0-9]+(?:\.0+)?|[0-9]+(?:\.[0-9]+)?e\+?[0-9]{1,2}|0x[0-9a-f_]+?_?u?l{0,2})$/i;

const OTHER_QUANTITY = new Set(
  (
    "id ids uid pid tid guid uuid phone telephone tel mobile fax port seq sequence ts time timestamp date size len " +
    "length bytes count total offset version ver build order user customer room stream session amount price ip " +
    "address handle ptr pointer hash encode decode hashcode zipcode postcode barcode qrcode keycode charcode"
  ).split(" "),
);
// After these, as in "phone number" and "versionCode", the word before decides.
const VAGUE = new Set(["number", "no", "nr", "code"]);
const BEFORE_CODE = new Set(
  "zip post postal bar qr area country invite invitation verification verify promo key char request product".split(" "),
);
const OTHER_QUANTITY_HAN =
  /(?:电话|手机|号码|验证码|编码|密码|二维码|邀请码|订单编号|[单账帐户学工机间水序证]号|时间|版本|端口|大小|长度|金额|价格|用户)[是为]?$/;
const BETWEEN = /[^0-9A-Za-z\u4e00-\u9fff)\]}]{0,6}$/;

/** @param {string[]} words @returns {Keywords} */
function keywordsOf(words) {
  const any = anyOf(words);
  return { near: new RegExp(any, "i"), behind: new RegExp(`(?:${any})[^\\p{L}\\p{N}]{0,3}$`, "iu") };
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
  const callbacks = keywordsOf(called).near;
  const records = new Map(index.records.map((record) => [record.c, record]));
  const names = { legacy, families, callbacks, any, words: familyWords(index), stageNames: stageNamesOf(index) };
  return { index, known, records, ...names, mayContainCode: prefilter(known, index) };
}

// --- one line

/**
 * Return whether the word directly before a number names another quantity.
 * @param {string} line @param {number} start
 */
function isOtherQuantity(line, start) {
  const before = line.slice(Math.max(0, start - 32), start).replace(BETWEEN, "");
  if (OTHER_QUANTITY_HAN.test(before)) return true;
  const words = camelCaseParts(/[A-Za-z][A-Za-z _-]*$/.exec(before)?.[0] ?? "");
  const [last, other] = words.map((word) => word.toLowerCase()).reverse();
  if (VAGUE.has(last)) return OTHER_QUANTITY.has(other) || BEFORE_CODE.has(other);
  return OTHER_QUANTITY.has(last);
}

/** Return whether a number is plain (L2), which excludes 7270E03 read as hexadecimal. @param {NumberFinding} finding */
const isPlainly = ({ text, value }) => PLAIN.test(text) && (!/^[^x]*e/i.test(text) || Number(text) === value);

const around = (/** @type {string} */ line, /** @type {Finding} */ { start, end }) =>
  line.slice(Math.max(0, start - NEAR), end + NEAR);

/**
 * Classify the findings of a line, in order of appearance.
 * @param {string} line @param {ScanIndex} knowledge
 * @param {(keywords: Keywords) => boolean} isRecent  whether one of the lines before has a keyword
 * @param {Set<number>} short  gets the short numbers of which nothing tells the meaning
 */
function classifyLine(line, knowledge, isRecent, short) {
  const { index, known, records, legacy, callbacks, any, words, stageNames } = knowledge;
  const hasWords = words.test(line);
  const numbers = numbersIn(line, known);
  const names = namesIn(line, known).filter(({ distinctive }) => distinctive);
  const named = new Set(names.flatMap(({ owners }) => owners.map(({ code }) => code)));
  const classified = /** @type {Classified[]} */ ([]);
  const stated = /** @type {Map<number, number | null>} */ (new Map()); // stages of certain codes
  const stageOf = (/** @type {Finding} */ finding, /** @type {number} */ code) => {
    const record = records.get(code);
    return record?.s.length ? mattering(record, stageAt(line, finding, names, stageNames)) : null;
  };

  for (const finding of numbers) {
    const { start, end, standalone, labeled, candidates } = finding;
    const byWords = hasWords ? ofNumberNear(line, finding, index) : [];
    // For speed: true of most numbers.
    if (!candidates.length && !byWords.length && !(standalone && (labeled || finding.text.length > 6))) continue;
    const from = finding.text[0] === "-" ? start - 1 : start;
    const near = around(line, finding);
    const state = (
      /** @type {number} */ code,
      /** @type {boolean} */ certain,
      /** @type {string[]} */ anchors = [],
    ) => {
      const stage = stageOf(finding, code);
      if (certain) stated.set(code, stage);
      classified.push({ kind: "known", code, certain, stage, anchors, start, end, counts: true });
    };
    const hasEvidence = () => EVIDENCE.test(near) || callbacks.test(near);
    const isPlain = isPlainly(finding);
    const isItself = standalone && !isOtherQuantity(line, from);
    const isLabeled = labeled && isItself;
    const enter = (/** @type {Classified["kind"]} */ kind, /** @type {Told[]} */ told) =>
      classified.push({
        kind,
        code: finding.value,
        certain: true,
        stage: null,
        anchors: [],
        told,
        start,
        end,
        counts: true,
      });
    if (byWords.length && isPlain && isItself) {
      enter("other", byWords);
      continue;
    }
    const label = line.slice(Math.max(0, from - NEAR), from);
    const isExplicit = isLabeled && EXPLICIT.test(label);
    const isListed = candidates.some(({ code }) => Math.abs(code) === Math.abs(finding.value));
    if (!isListed && isPlain && isItself) {
      const told = ofNumber(finding.value, index, finding.text);
      const isLong = /^[0-9]{7,10}$/.test(finding.text);
      const isSaid = isLong && (FAILED.test(label) || line.trim() === finding.text);
      if (told.length && (isLabeled || isSaid)) enter(told[0].isOwn ? "unknown" : "other", told);
      else if (!candidates.length && isLabeled && isUnknown(finding, index, isExplicit, hasEvidence))
        enter("unknown", []);
    }
    const before = classified.length;
    for (const { code, certain } of candidates) {
      const usual = isPlain && (certain || Math.abs(finding.value) === Math.abs(code));
      if (Math.abs(code) >= FIRST_CURRENT_CODE && known.codes.has(code)) {
        if (!usual && !isLabeled) continue;
        state(code, certain && isItself && (isLabeled || named.has(code) || hasEvidence()));
      } else if (usual && certain && isItself) {
        const isNear = (/** @type {Keywords} */ keywords) => keywords.near.test(near) || isRecent(keywords);
        const isNamed = (/** @type {string | null} */ name) =>
          name && names.some(({ text }) => alphanumeric(text) === alphanumeric(name));
        const meant = (legacy.get(code) ?? []).filter(({ family, name }) => isNear(family) || isNamed(name));
        const isPresent = known.codes.has(code) && isNear(any);
        if (!meant.length && !isPresent) {
          const values = (legacy.get(code) ?? []).map(({ anchor }) => anchor);
          if (isExplicit && Math.abs(code) >= FIRST_CURRENT_CODE) state(code, false, values);
          continue;
        }
        const keywords = isPresent ? [any] : meant.map(({ family }) => family);
        const isBehind = keywords.some(({ behind }) => behind.test(label));
        if (!isLabeled && !isBehind && Math.abs(code) < FIRST_CURRENT_CODE) continue;
        const anchors = meant.map(({ anchor }) => anchor);
        state(code, isLabeled || isBehind || hasEvidence(), anchors);
      }
    }
    const isShort = finding.value !== 0 && Math.abs(finding.value) < FIRST_CURRENT_CODE;
    if (isShort && isExplicit && isPlain && classified.length === before) short.add(finding.value);
  }
  for (const { start, end, told } of hasWords ? textsIn(line, index) : []) {
    const found = {
      code: told.written,
      certain: true,
      stage: null,
      anchors: [],
      told: [told],
      start,
      end,
      counts: true,
    };
    classified.push({ kind: "other", ...found });
  }

  for (const finding of names) {
    const { start, end, text, owners } = finding;
    const beside = owners.filter(({ code }) => stated.has(code));
    const present = owners.filter(({ kind }) => kind !== "legacy");
    const counts = !beside.length;
    const hasTrueOwner = present.some(({ kind }) => kind === "record");
    const near = around(line, finding);
    for (const { code, kind, name } of counts ? (present.length ? present : owners) : beside) {
      const values = kind === "legacy" ? (legacy.get(code) ?? []).filter((value) => value.name === name) : [];
      let certain = !counts;
      if (counts && kind === "legacy") {
        certain = values.some(({ family }) => family.near.test(near) || isRecent(family));
      } else if (counts && (kind === "record" || !hasTrueOwner)) {
        certain = !(code < FIRST_CURRENT_CODE || isOrdinary(text, name)) || EVIDENCE.test(near) || callbacks.test(near);
      }
      const anchors = values.map(({ anchor }) => anchor);
      const stage = counts ? stageOf(finding, code) : (stated.get(code) ?? null);
      classified.push({ kind: "known", code, certain, stage, anchors, start, end, counts });
    }
  }
  return classified.sort((a, b) => a.start - b.start);
}

/**
 * Return whether a name, like startThread, may be an app's own identifier.
 * @param {string} text @param {string} name
 */
function isOrdinary(text, name) {
  const isBare = !/^k[A-Z]/.test(text) && !/error$/i.test(text);
  return isBare && camelCaseParts(withoutAffixes(name)).length < 3;
}

/**
 * Return whether a number without a candidate counts as unknown (L8).
 * @param {NumberFinding} finding @param {SearchIndex} index @param {boolean} isExplicit @param {() => boolean} evidence
 */
function isUnknown({ text, value }, index, isExplicit, evidence) {
  const { length } = String(Math.abs(value));
  if (isExplicit && length > 4 && length < 11) return true;
  if (length < 7 || length > 9) return false;
  const { segments, masked } = explain(value, index);
  if (length > 7 && segments.length && /^-?[0-9]+$/.test(text)) return true;
  return (length > 7 || masked !== null) && evidence();
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
   * Scan a line, or a piece of a long one; return the length of its normalized text.
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
    return line.length;
  }
  return scanner;
}

/**
 * Scan a text in slices: each step yields the number of scanned characters, the last one returns the result.
 * @param {string} text
 * @param {ScanIndex} knowledge
 * @returns {Generator<number, Scan>}
 */
export function* scan(text, knowledge) {
  const lines = /** @type {number[]} */ ([]);
  let before = 0; // the length of the line's pieces so far
  const scanner = newScanner(knowledge, (entry, { number, start, end }) => {
    entry.hits.push(number, before + start, before + end);
  });
  for (let start = 0, slice = 0; start <= text.length; ) {
    lines.push(start);
    let end = text.indexOf("\n", start);
    if (end < 0) end = text.length;
    before = 0;
    for (const piece of pieces(text.slice(start, text[end - 1] === "\r" ? end - 1 : end))) {
      before += scanner.look(piece, lines.length - 1);
    }
    start = end + 1;
    if (start - slice >= SLICE) {
      slice = start;
      yield start;
    }
  }
  return { entries: [...scanner.entries.values()], lines, short: [...scanner.short] };
}
