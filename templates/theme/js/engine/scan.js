/**
 * Finds the codes and names in a log or a source file, and tells what is certain from what is merely possible.
 *
 * Pure: no DOM. Built on recognise.js, whose rules say what is a number, a reading of it, lone, keyed, a name; a
 * command line implements the same rules and runs the same examples. What is added here:
 *
 * L1  Lines end at "\n" or "\r\n"; each is normalised and looked at by itself. "Near" is on the same line, at most
 *     120 characters before or after. A line of more than 65,536 characters is cut behind the last space or comma
 *     among the first so many, or else after them, and so is what remains; each piece is looked at as a line of the
 *     same number. (A character that takes two units of UTF-16 may count as two.)
 * L2  A number is plain in decimal, as 0x…, or in scientific notation. Other forms (pieces, hexadecimal without 0x, a
 *     reading in the other radix) count only where keyed.
 * L3  Foreign: the word directly before a number tells another thing (userId, phone number, versionCode, 订单号).
 * L4  A present code of 8 or 9 digits is certain if it is read with certainty, lone, not foreign, and keyed or has
 *     evidence: a word such as error or 失败 near, a callback's name near, or its own name on the line. Otherwise it
 *     is possible; in a form that is not plain it is then nothing.
 * L5  A legacy value needs a sign of its family near or on one of the three lines before, or its own name on the
 *     line; it must be plain, lone, not foreign, and keyed or directly behind a sign (at most 3 other signs between).
 *     From 10000 on it may lack these two: then it is certain with evidence, else possible. 0 and 1, which are
 *     present codes too, are treated as legacy values with the signs of all families and callbacks.
 * L6  A name of a present code is certain. But kOK, kEnd, and a name of two humps with neither k nor Error need
 *     evidence near (their own Error counts not), else they are possible. Of several owners those whose number stands
 *     on the line are meant, else all true ones; a misprint beside a true owner is possible.
 * L7  A name of legacy values alone is certain with a sign of the family as in L5 or with its number on the line,
 *     else possible.
 * L8  Unknown: a number without a reading that is plain, lone, keyed and not foreign, and either is written in 8 or 9
 *     digits that a rule of the numbering reads, or has evidence near and is 8 or 9 digits long, another product's
 *     or one with the room-server mask.
 *
 * @typedef {object} Entry
 * @property {"known"|"unknown"} kind
 * @property {number} code
 * @property {boolean} certain
 * @property {Set<string>} legacy  anchors of the legacy values that it can be
 * @property {number} count  a name beside its own number counts once
 * @property {number} line  the first it is on, from 0
 * @property {number[]} hits  line (from 0), start, end; line, start, end; … in the normalised line
 *
 * @typedef {{entries: Entry[], lines: number[]}} Scan  entries in order of appearance; where each line starts
 */

import { explain, SMALL } from "./numbering.js";
import { humps, KEY, knownFrom, namesIn, normalise, numbersIn, squash } from "./recognise.js";

const NEAR = 120;
const LINES_BEFORE = 3;
const SLICE = 1 << 16;
const LONGEST = 1 << 16;

const EVIDENCE = /error|exception|fail|(?:^|[^a-z])err(?:no)?(?![a-z])|错误|失败|异常|报错|出错/i;
const PLAIN = /^-?(?:[0-9]+(?:\.0+)?|[0-9]+(?:\.[0-9]+)?e\+?[0-9]{1,2}|0x[0-9a-f_]+?_?u?l{0,2})$/i;

const FOREIGN = new Set(
  (
    "id ids uid pid tid guid uuid phone telephone tel mobile fax port seq sequence ts time timestamp date size len " +
    "length bytes count total offset version ver build order user customer room stream session amount price ip " +
    "address handle ptr pointer hash encode decode hashcode zipcode postcode barcode qrcode keycode charcode"
  ).split(" "),
);
// Of "phone number" and "versionCode", the word before tells.
const VAGUE = new Set(["number", "no", "nr", "code"]);
const FOREIGN_BEFORE = new Set(
  "zip post postal bar qr area country invite invitation verification verify promo key char request product".split(" "),
);
const FOREIGN_HAN =
  /(?:电话|手机|号码|验证码|编码|密码|二维码|邀请码|订单编号|[单账帐户学工机间水序证]号|时间|版本|端口|大小|长度|金额|价格|用户)[是为]?$/;
const BETWEEN = /[^0-9A-Za-z\u4e00-\u9fff)\]}]{0,6}$/;

/** A sign as an expression: its words may be joined by a space, "_", "-" or nothing. */
const joined = (sign) => sign.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replaceAll(" ", "[ _-]?");
const anyOf = (signs) => (signs.length ? new RegExp(signs.map(joined).join("|"), "i") : /(?!)/);
const behind = (signs) => (signs.length ? new RegExp(`(?:${signs.map(joined).join("|")})[^\\p{L}\\p{N}]{0,3}$`, "iu") : /(?!)/);

/**
 * What a scan needs to know.
 * @param {object} index  /search/<lang>.json
 */
export function learn(index) {
  const known = knownFrom(index);
  const families = new Map();
  for (const [id, signs] of Object.entries(index.signs)) families.set(id, { near: anyOf(signs), behind: behind(signs) });
  const every = [...new Set([...index.callbacks, ...Object.values(index.signs).flat()])];
  const legacy = new Map();
  for (const { c, n, h } of index.legacy) {
    const family = families.get(h.replace(/-(?:minus-)?\d+$/, ""));
    legacy.set(c, [...(legacy.get(c) ?? []), { anchor: h, name: n, family }]);
  }
  return {
    index,
    known,
    legacy,
    families,
    callbacks: anyOf(index.callbacks),
    any: { near: anyOf(every), behind: behind(every) },
    hurried: hurriedly(known),
  };
}

// --- haste

/** Before a number, and where one begins. */
export const KEYED_DIGIT = `${KEY.source.slice(0, -1)}-?[0-9]`;

/** A key and hexadecimal, a long number, a number in pieces or with an exponent; "status=200" is none of these. */
export const KEYED =
  KEY.source.slice(0, -1) +
  "-?(?:0x|h[0-9a-f]|[0-9]{7}|(?=[0-9]{0,7}[a-f])[0-9a-f]{5}|[0-9]{1,7}(?:h|e|[ ,_'’.x*×-]{1,3}[0-9]))";

/**
 * Which lines need a close look. Most of a log has nothing in it, and looking closely costs ten times as much: this
 * lets through whatever the rules could find, and little else.
 */
function hurriedly(known) {
  const keyed = new RegExp(KEYED, "i");
  const scientific = /(?:^|[^0-9a-z_.])[0-9][0-9.]*e\+?[0-9]{1,2}(?![0-9a-z_])/i;
  const values = new Set([...known.codes].filter((code) => code >= SMALL));
  for (const bits of [32, 64]) for (const code of [...values]) values.add(2 ** bits - code);
  const hasNumber = (text) => {
    for (const run of text.match(/[0-9]{8,}/g) ?? []) {
      // The last digits of a long run are lost to floating point, in both alike.
      if (run.length < 25 && values.has(Number(run))) return true;
    }
    for (const piece of text.split(/0x/i).slice(1)) {
      const digits = /^[0-9a-f_]{6,}/i.exec(piece)?.[0].replaceAll("_", "");
      if (digits && values.has(Number(`0x${digits}`))) return true;
    }
    return scientific.test(text);
  };
  let words = new Map();
  const hasName = (text) => {
    for (const word of text.match(/[A-Za-z_][A-Za-z0-9_]{2,79}/g) ?? []) {
      let named = words.get(word);
      if (named === undefined) {
        if (words.size > 100_000) words = new Map();
        named = namesIn(word, known).some(({ telling }) => telling);
        words.set(word, named);
      }
      if (named) return true;
    }
    return false;
  };
  const maybe = /[0-9]{8}|0x|[0-9]e\+?[0-9]/i;
  return (text) => (maybe.test(text) && hasNumber(text)) || keyed.test(text) || hasName(text);
}

// --- one line

/** Whether the word directly before tells that the number is something else. */
function isForeign(line, start) {
  const before = line.slice(Math.max(0, start - 32), start).replace(BETWEEN, "");
  if (FOREIGN_HAN.test(before)) return true;
  const [last, other] = humps(/[A-Za-z][A-Za-z _-]*$/.exec(before)?.[0] ?? "").map((part) => part.toLowerCase()).reverse();
  if (VAGUE.has(last)) return FOREIGN.has(other) || FOREIGN_BEFORE.has(other);
  return FOREIGN.has(last);
}

/** Whether it is written as L2 says; 7270E03 may be hexadecimal, and is then not in scientific notation. */
const isPlainly = ({ text, value }) => PLAIN.test(text) && (!/^[^x]*e/i.test(text) || Number(text) === value);

const around = (line, { start, end }) => line.slice(Math.max(0, start - NEAR), end + NEAR);

/** What the findings of a line mean: `{kind, code, certain, legacy, start, end, counts}`. */
function judge(line, knowledge, isRecent) {
  const { index, known, legacy, callbacks, any } = knowledge;
  const numbers = numbersIn(line, known);
  const names = namesIn(line, known).filter(({ telling }) => telling);
  const named = new Set(names.flatMap(({ owners }) => owners.map(({ code }) => code)));
  const judged = [];
  const stated = new Set();

  const state = (finding, code, certain, anchors = []) => {
    const { start, end } = finding;
    if (certain) stated.add(code);
    judged.push({ kind: "known", code, certain, anchors, start, end, counts: true });
  };

  for (const finding of numbers) {
    const { start, end, lone, keyed, readings } = finding;
    if (!readings.length && !(keyed && lone)) continue; // most of them
    const from = finding.text[0] === "-" ? start - 1 : start;
    const near = around(line, finding);
    const hasEvidence = () => EVIDENCE.test(near) || callbacks.test(near);
    const isPlain = isPlainly(finding);
    const foreign = isForeign(line, from);
    const isKeyed = keyed && lone && !foreign;
    if (!readings.length && isPlain && isKeyed && isUnknown(finding, index, hasEvidence)) {
      judged.push({ kind: "unknown", code: finding.value, certain: true, anchors: [], start, end, counts: true });
    }
    for (const { code, certain } of readings) {
      const usual = isPlain && (certain || Math.abs(finding.value) === Math.abs(code));
      if (Math.abs(code) >= SMALL && known.codes.has(code)) {
        if (!usual && !isKeyed) continue;
        state(finding, code, certain && lone && !foreign && (isKeyed || named.has(code) || hasEvidence()));
      } else if (usual && certain && lone && !foreign) {
        const before = line.slice(Math.max(0, from - NEAR), from);
        const isNear = (signs) => signs.near.test(near) || isRecent(signs);
        const isCalled = ({ name }) => name && names.some(({ text }) => squash(text) === squash(name));
        const meant = (legacy.get(code) ?? []).filter((value) => isNear(value.family) || isCalled(value));
        const isPresent = known.codes.has(code) && isNear(any);
        if (!meant.length && !isPresent) continue;
        const isBehind = (isPresent ? [any] : meant.map(({ family }) => family)).some(({ behind }) => behind.test(before));
        if (!isKeyed && !isBehind && Math.abs(code) < SMALL) continue;
        state(finding, code, isKeyed || isBehind || hasEvidence(), meant.map(({ anchor }) => anchor));
      }
    }
  }

  for (const finding of names) {
    const { start, end, text, owners } = finding;
    const beside = owners.filter(({ code }) => stated.has(code));
    const present = owners.filter(({ kind }) => kind !== "legacy");
    const counts = !beside.length;
    const hasTrueOwner = present.some(({ kind }) => kind === "record");
    const near = around(line, finding);
    for (const { code, kind, name } of counts ? (present.length ? present : owners) : beside) {
      const values = kind === "legacy" ? legacy.get(code).filter((value) => value.name === name) : [];
      let certain = !counts;
      if (counts && kind === "legacy") {
        certain = values.some(({ family }) => family.near.test(near) || isRecent(family));
      } else if (counts && (kind === "record" || !hasTrueOwner)) {
        certain = !(code < SMALL || isOrdinary(text, name)) || EVIDENCE.test(near) || callbacks.test(near);
      }
      judged.push({ kind: "known", code, certain, anchors: values.map(({ anchor }) => anchor), start, end, counts });
    }
  }
  return judged.sort((a, b) => a.start - b.start);
}

/** Two humps with neither k nor Error, such as startThread: a programmer's word as well. */
function isOrdinary(text, name) {
  const isBare = !/^k[A-Z]/.test(text) && !/error$/i.test(text);
  return isBare && humps(name.replace(/^k|Error$/g, "")).length < 3;
}

/** Whether a number without a reading is worth a report. */
function isUnknown({ text, value }, index, evidence) {
  const { length } = String(Math.abs(value));
  if (length < 7 || length > 9) return false;
  const { segments, masked, foreign } = explain(value, index);
  if (length > 7 && segments.length && /^-?[0-9]+$/.test(text)) return true;
  return (length > 7 || masked !== null || foreign !== null) && evidence();
}

// --- all lines

/** A line in the pieces that are looked at by themselves; most lines are one. */
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
 * Look at lines one after another, and keep what is in them.
 * @param {ReturnType<typeof learn>} knowledge
 * @param {(entry: Entry, hit: {number: number, start: number, end: number, line: string}) => void} enter  keeps a hit
 * @param {number} [mostUnknown]  so many unknown numbers are kept
 */
export function newScanner(knowledge, enter, mostUnknown = Infinity) {
  const { families, any, hurried } = knowledge;
  const seen = new Map(); // a family, or any: the line of its last sign
  const scanner = {
    /** @type {Map<string, Entry>} in order of appearance */
    entries: new Map(),
    /** Findings of unknown numbers that are not kept. */
    unlisted: 0,
    /** Forget the signs of the log before. */
    begin: () => seen.clear(),
    look,
  };
  let unknown = 0;

  /** The entry of a finding, made if need be; null for an unknown number too many. */
  function entryOf({ kind, code, certain }, number) {
    const key = `${kind} ${code} ${certain}`;
    const known = scanner.entries.get(key);
    if (known) return known;
    if (kind === "unknown" && ++unknown > mostUnknown) {
      scanner.unlisted++;
      return null;
    }
    const entry = { kind, code, certain, legacy: new Set(), count: 0, line: number, hits: [] };
    scanner.entries.set(key, entry);
    return entry;
  }

  /**
   * Look at a line, or a piece of a long one.
   * @param {string} text @param {number} number  of the line @returns {number} the length of the normalised text
   */
  function look(text, number) {
    const line = normalise(text);
    const isRecent = (family) => number - (seen.get(family) ?? -Infinity) <= LINES_BEFORE;
    const hasSign = any.near.test(line);
    if ((/[0-9]/.test(line) && (hasSign || isRecent(any))) || hurried(line)) {
      for (const finding of judge(line, knowledge, isRecent)) {
        const entry = entryOf(finding, number);
        if (!entry) continue;
        for (const anchor of finding.anchors) entry.legacy.add(anchor);
        if (finding.counts) entry.count++;
        enter(entry, { number, start: finding.start, end: finding.end, line });
      }
    }
    if (hasSign) {
      seen.set(any, number);
      for (const family of families.values()) if (family.near.test(line)) seen.set(family, number);
    }
    return line.length;
  }
  return scanner;
}

/**
 * Look through a text a slice at a time: each step yields how many characters are done, the end returns the result.
 * @param {string} text
 * @param {ReturnType<typeof learn>} knowledge
 * @returns {Generator<number, Scan>}
 */
export function* scan(text, knowledge) {
  const lines = [];
  let before = 0; // the length of the line's pieces so far
  const scanner = newScanner(knowledge, (entry, { number, start, end }) =>
    entry.hits.push(number, before + start, before + end),
  );
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
  return { entries: [...scanner.entries.values()], lines };
}
