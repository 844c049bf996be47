/**
 * Find the codes and names in a line of a log, and separate certain findings from possible ones.
 *
 * Pure: no DOM. recognize.js defines numbers, their candidates, names, and the terms "standalone" and "labeled". The rules:
 *
 * L1  "Near" means on the same line, at most 120 characters before or after; scan.js says how long a line is. A name
 *     with what qualifies it (RoomError.SessionError) is no word near it.
 * L2  A number is plain in decimal, as 0x…, or in scientific notation. Other forms (pieces, hexadecimal without 0x, a
 *     candidate in the other radix) count only if labeled.
 * L3  Other quantity: what is next to a number names something else (userId, phone number, versionCode, 订单号, ms);
 *     quantity.js.
 * L4  A current code of 8 or 9 digits is certain if the candidate is certain, standalone, not another quantity, and
 *     labeled, on the line of its own name, or supported by evidence: a word such as error or 失败 near it, or a
 *     callback's name. Evidence does not support the value of another key (gold=), nor a number near a labeled one,
 *     unless it is directly before. Otherwise it is possible, or ignored if its form is not plain.
 * L5  A legacy value requires a keyword of its family near it or on one of the three lines before, or its own name on
 *     the line; it must be plain, standalone, not another quantity, and either labeled or directly after a keyword (with
 *     at most 3 symbols between). From 10000 on it needs neither label nor keyword before it: it is then certain with
 *     evidence, else possible. With its name alone it is certain with evidence, else possible. 0 and 1, which are current
 *     codes too, count as legacy values with the keywords of all families and the callbacks.
 * L6  A name of a current code is certain. But kOK, kEnd, and a name of two parts with neither k nor Error require
 *     evidence near them, else they are possible. If several codes share the name, those whose number is on the line are
 *     meant, else all true owners; a misprint beside a true owner is possible.
 * L7  A name of legacy values only is certain with a keyword of the family as in L5, else possible.
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

import { ofNumber, ofNumberNear, textsIn } from "./families.js";
import { mattering } from "./guidance.js";
import { explain, FIRST_CURRENT_CODE } from "./numbering.js";
import { EXPLICIT_KEY } from "./prefilter.js";
import { isOtherQuantity, keyOf } from "./quantity.js";
import { alphanumeric, camelCaseParts, KEY, namesIn, numbersIn, withoutAffixes } from "./recognize.js";
import { stageAt } from "./stages.js";

const NEAR = 120;
const BEHIND = 48; // characters before a number that may belong to a label or a callback
const EVIDENCE = /error|exception|fail|(?<![a-z])err(?:no)?(?![a-z])|错误|失败|异常|报错|出错/i;
const EVERY_EVIDENCE = new RegExp(EVIDENCE.source, "gi");
const EXPLICIT = new RegExp(`${EXPLICIT_KEY}$`, "i");
const FAILED = /(?:fail(?:ed|ure)?|exception|失败|异常)[^0-9A-Za-z]{0,6}$/i;
const PLAIN = /^-?(?:[0-9]+(?:\.0+)?|[0-9]+(?:\.[0-9]+)?e\+?[0-9]{1,2}|0x[0-9a-f_]+?_?u?l{0,2})$/i;
const QUALIFIED = 80; // characters
const QUALIFIER = /(?:\w+(?:\.|::|->))*\w*$/; // before a name

/** Return whether a number is plain (L2), which excludes 7270E03 read as hexadecimal. @param {NumberFinding} finding */
const isPlainly = ({ text, value }) => PLAIN.test(text) && (!/^[^x]*e/i.test(text) || Number(text) === value);

const signedStart = (/** @type {NumberFinding} */ { start, text }) => (text[0] === "-" ? start - 1 : start);

/**
 * Return the findings that are near a place; all are in order of their starts.
 * @template {{start: number, end: number}} T @param {T[]} findings @param {{start: number, end: number}} place @returns {T[]}
 */
function nearTo(findings, { start, end }) {
  let [low, high] = [0, findings.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (findings[middle].end < start - NEAR) low = middle + 1;
    else high = middle;
  }
  for (high = low; high < findings.length && findings[high].start <= end + NEAR; high++);
  return findings.slice(low, high);
}

/** One line, its findings, and what is near each. */
class Line {
  /** @param {string} text  normalized @param {ScanIndex} knowledge */
  constructor(text, { known, callbacks, stageNames }) {
    this.text = text;
    this.callbacks = callbacks;
    this.hasStage = [stageNames.callbacks, stageNames.keywords].some(({ any }) => text.search(any) >= 0);
    this.alone = text.trim();
    this.numbers = numbersIn(text, known);
    this.names = namesIn(text, known).filter(({ distinctive }) => distinctive);
    this.named = new Set(this.names.flatMap(({ owners }) => owners.map(({ code }) => code)));
    this.words = new Set(this.names.map(({ text: name }) => alphanumeric(name)));
    this.plain = this.withoutNames();
    this.evidence = /** @type {{start: number, end: number}[] | undefined} */ (undefined);
    this.labeled = this.numbers.filter(
      (finding) =>
        finding.labeled &&
        finding.standalone &&
        finding.candidates.some(({ code, certain }) => certain && Math.abs(code) >= FIRST_CURRENT_CODE) &&
        !this.isOther(finding),
    );
  }

  /** Return whether a number is another quantity; a callback's name, such as onLoginRoom, makes none. @param {NumberFinding} finding */
  isOther(finding) {
    const start = signedStart(finding);
    const isCalled = this.callbacks.behind.test(this.text.slice(Math.max(0, start - BEHIND), start));
    return !isCalled && isOtherQuantity(this.text, start, finding.end);
  }

  /** Return the line with spaces instead of names and their qualifiers. */
  withoutNames() {
    let [plain, from] = ["", 0];
    for (const { start, end } of this.names) {
      const before = this.text.slice(from, start);
      const { length } = QUALIFIER.exec(before.slice(-QUALIFIED))?.[0] ?? "";
      plain += before.slice(0, before.length - length) + " ".repeat(length + end - start);
      from = end;
    }
    return plain + this.text.slice(from);
  }

  /** Return what is near a finding, without names. @param {Finding} finding */
  around = ({ start, end }) => this.plain.slice(Math.max(0, start - NEAR), end + NEAR);

  /** Return whether evidence is near a finding. @param {Finding} finding */
  hasEvidence(finding) {
    // The whole line is searched once, as it may have very many numbers.
    this.evidence ??= [EVERY_EVIDENCE, this.callbacks.every].flatMap((words) =>
      Array.from(this.plain.matchAll(words), ({ 0: word, index }) => ({ start: index, end: index + word.length })),
    );
    this.evidence.sort((a, b) => a.start - b.start);
    return nearTo(this.evidence, finding).length > 0;
  }

  /** Return whether another number near a finding has the line's label. @param {NumberFinding} finding */
  isBesideLabeled = (finding) => nearTo(this.labeled, finding).some((other) => other !== finding);
}

/**
 * Classify the findings of a line, in order of appearance.
 * @param {string} text  normalized
 * @param {ScanIndex} knowledge
 * @param {(keywords: Keywords) => boolean} isRecent  whether one of the lines before has a keyword
 * @param {Set<number>} short  gets the short numbers of which nothing tells the meaning
 */
export function classifyLine(text, knowledge, isRecent, short) {
  const { index, known, records, legacy, any, words, tag, stageNames } = knowledge;
  const line = new Line(text, knowledge);
  const hasWords = words.test(text);
  const classified = /** @type {Classified[]} */ ([]);
  const stated = /** @type {Map<number, {stage: number | null, certain: boolean}>} */ (new Map());
  const stageOf = (/** @type {Finding} */ finding, /** @type {number} */ code) => {
    const record = records.get(code);
    if (!record?.s.length || !line.hasStage) return null;
    return mattering(record, stageAt(text, finding, nearTo(line.names, finding), stageNames));
  };
  const enter = (
    /** @type {"unknown" | "other"} */ kind,
    /** @type {Told[]} */ told,
    /** @type {number | string} */ code,
    /** @type {{start: number, end: number}} */ { start, end },
  ) => classified.push({ kind, code, certain: true, stage: null, anchors: [], told, start, end, counts: true });

  for (const finding of line.numbers) {
    const { start, end, standalone, labeled, candidates, value } = finding;
    const byWords = hasWords ? ofNumberNear(text, finding, index) : [];
    // For speed: true of most numbers.
    if (!candidates.length && !byWords.length && !(standalone && (labeled || finding.text.length > 6))) continue;
    const from = signedStart(finding);
    const isPlain = isPlainly(finding);
    const isItself = standalone && !line.isOther(finding);
    const isLabeled = labeled && isItself;
    if (byWords.length && isPlain && isItself) {
      enter("other", byWords, value, finding);
      continue;
    }
    const near = line.around(finding);
    const bare = near.slice(0, from - Math.max(0, start - NEAR)); // what is before, without names
    const label = text.slice(Math.max(0, from - BEHIND), from);
    const isBehindEvidence = FAILED.test(label) || any.behind.test(label);
    const hasEvidence = () => line.hasEvidence(finding);
    // Evidence may belong to another number.
    const isSupported = () => {
      if (isBehindEvidence) return true;
      const key = keyOf(text, from, tag);
      const isForeign = key !== null && !EVIDENCE.test(key) && key.search(stageNames.keywords.any) < 0;
      return !isForeign && hasEvidence() && !line.isBesideLabeled(finding);
    };
    const state = (
      /** @type {number} */ code,
      /** @type {boolean} */ certain,
      /** @type {string[]} */ anchors = [],
      binds = certain,
    ) => {
      const stage = stageOf(finding, code);
      if (binds) stated.set(code, { stage, certain });
      classified.push({ kind: "known", code, certain, stage, anchors, start, end, counts: true });
    };
    const isExplicit = isLabeled && EXPLICIT.test(label);
    const isListed = candidates.some(({ code }) => Math.abs(code) === Math.abs(value));
    if (!isListed && isPlain && isItself) {
      const told = ofNumber(value, index, finding.text);
      const isLong = /^[0-9]{7,10}$/.test(finding.text);
      const isSaid = isLong && (FAILED.test(label) || line.alone === finding.text);
      if (told.length && (isLabeled || isSaid)) enter(told[0].isOwn ? "unknown" : "other", told, value, finding);
      else if (!candidates.length && isLabeled && isUnknown(finding, index, isExplicit, hasEvidence))
        enter("unknown", [], value, finding);
    }
    const before = classified.length;
    for (const { code, certain } of candidates) {
      const usual = isPlain && (certain || Math.abs(value) === Math.abs(code));
      if (Math.abs(code) >= FIRST_CURRENT_CODE && known.codes.has(code)) {
        if (!usual && !isLabeled) continue;
        const isSaid = () => isLabeled || line.named.has(code) || stated.get(code)?.certain || isSupported();
        state(code, certain && isItself && isSaid());
      } else if (usual && certain && isItself) {
        const isNear = (/** @type {Keywords} */ keywords) => keywords.near.test(near) || isRecent(keywords);
        const isNamed = (/** @type {string | null} */ name) => name !== null && line.words.has(alphanumeric(name));
        const values = legacy.get(code) ?? [];
        const meant = values.filter(({ family, name }) => isNear(family) || isNamed(name));
        const isPresent = known.codes.has(code) && isNear(any);
        if (!meant.length && !isPresent) {
          const anchors = values.map(({ anchor }) => anchor);
          if (isExplicit && Math.abs(code) >= FIRST_CURRENT_CODE) state(code, false, anchors);
          continue;
        }
        const hasName = values.some(({ name }) => isNamed(name));
        const keywords = isPresent ? [any] : meant.map(({ family }) => family);
        const isBehind = keywords.some(({ behind }) => behind.test(label));
        if (!isLabeled && !isBehind && !hasName && Math.abs(code) < FIRST_CURRENT_CODE) continue;
        const isKeyed = isLabeled && KEY.test(bare.toLowerCase());
        const anchors = meant.map(({ anchor }) => anchor);
        state(code, isKeyed || isBehind || hasEvidence(), anchors, true);
      }
    }
    const isShort = value !== 0 && Math.abs(value) < FIRST_CURRENT_CODE;
    if (isShort && isExplicit && isPlain && classified.length === before) short.add(value);
  }
  for (const { told, ...place } of hasWords ? textsIn(text, index) : []) enter("other", [told], told.written, place);

  for (const finding of line.names) {
    const { start, end, owners } = finding;
    const beside = owners.filter(({ code }) => stated.has(code));
    const present = owners.filter(({ kind }) => kind !== "legacy");
    const counts = !beside.length;
    const hasTrueOwner = present.some(({ kind }) => kind === "record");
    const near = line.around(finding);
    for (const { code, kind, name } of counts ? (present.length ? present : owners) : beside) {
      const values = kind === "legacy" ? (legacy.get(code) ?? []).filter((value) => value.name === name) : [];
      let certain = stated.get(code)?.certain ?? false;
      if (counts && kind === "legacy") {
        certain = values.some(({ family }) => family.near.test(near) || isRecent(family));
      } else if (counts && (kind === "record" || !hasTrueOwner)) {
        const isOdd = code < FIRST_CURRENT_CODE || isOrdinary(finding.text, name);
        certain = !isOdd || line.hasEvidence(finding);
      }
      const anchors = values.map(({ anchor }) => anchor);
      const stage = counts ? stageOf(finding, code) : (stated.get(code)?.stage ?? null);
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
