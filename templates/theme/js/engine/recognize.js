/**
 * Recognize error codes and names in any text.
 *
 * Pure: no DOM, no dependency. `known`, built from the search index, has the codes and names that exist. The search box,
 * the log scanner, the 404 page and the commands `explain` and `scan` all use it.
 */

// Format characters (zero width, direction marks, soft hyphen, byte order mark) and variation selectors.
const INVISIBLE = /\p{Cf}|\u034f|[\ufe00-\ufe0f]/gu;
// Colors and other commands to a terminal.
export const ANSI = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-9;]*[A-Za-z]`, "g");
// A longer run of combining marks takes quadratic time in NFKC; Unicode's stream-safe texts have none.
const MARKS = /(\p{M}{30})\p{M}+/gu;
const MINUS = /[\u02d7\u2010-\u2015\u2043\u2212\u2796]|负(?=\s?\d)/g;

/**
 * Convert full-width characters, spaces and minus signs to ASCII; drop invisible characters, the commands of colored
 * logs, and combining marks after the 30th of a run.
 * @param {string} text
 */
export function normalize(text) {
  if (!/[^\n\x20-\x7e]/.test(text)) return text;
  const visible = text.replace(ANSI, "").replace(MARKS, "$1").normalize("NFKC").replace(INVISIBLE, "");
  return visible
    .replace(MINUS, "-")
    .replaceAll("İ", "I")
    .replace(/[^\S\n]/g, " ");
}

/** Keep letters and digits only, in lower case. @param {string} text */
export const alphanumeric = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** Split a camelCase or snake_case name. @param {string} name @returns {string[]} */
export const camelCaseParts = (name) => name.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g) ?? [];

/** Remove the prefix k and the suffix Error, which readers often omit. @param {string} name */
export const withoutAffixes = (name) => name.replace(/^k|Error$/g, "");

/** Return the key that all spellings of a name share: no case, no leading k, no trailing Error. @param {string} name */
const nameKey = (name) => alphanumeric(name).replace(/^k|error$/g, "");

/** @param {SearchIndex} index @returns {Known} */
export function knownFrom(index) {
  const names = /** @type {Known["names"]} */ (new Map());
  const enter = (/** @type {string} */ name, /** @type {number} */ code, /** @type {Named["kind"]} */ kind) => {
    const key = nameKey(name);
    const owners = names.get(key) ?? [];
    names.set(key, owners);
    if (!owners.some((owner) => owner.code === code && owner.kind === kind)) owners.push({ code, name, kind });
  };
  for (const { c, n } of index.records) for (const name of n) enter(name, c, "record");
  for (const { c, a } of index.records) for (const name of a ?? []) enter(name, c, "alias");
  for (const { c, n } of index.legacy) if (n && /^\w+$/.test(n)) enter(n, c, "legacy");
  const [codes, legacy] = [index.records, index.legacy].map((list) => new Set(list.map(({ c }) => c)));
  return { codes, legacy, names };
}

// --- numbers

/** A label before a code; matched in lower case. */
export const KEY = new RegExp(
  "(?:code|error|err|errno|exception|state|status|reason|result|ret|(?:^|[^0-9a-z])e" +
    "|错误|状态|返回|错误[码号值]|状态[码值]|返回[码值]|代码|编号|报错?|码)" +
    "[^0-9a-z\\u4e00-\\u9fff]{0,6}(?:is|was|of|为|是|等于)?[^0-9a-z\\u4e00-\\u9fff]{0,6}$",
);
const KEY_REACH = 32;

// Digits of a current code; only numbers of this length are joined from groups of digits.
const CODE_LENGTH = { least: 8, most: 9 };

/** Resolve two's complement; return NaN for more than 64 bits. @param {string} digits @param {number} radix */
function signed(digits, radix) {
  if (digits.length < 8) return parseInt(digits, radix);
  const value = BigInt((radix === 16 ? "0x" : "") + digits);
  for (const bits of [32, 64]) {
    if (value < 1n << BigInt(bits)) return Number(BigInt.asIntN(bits, value));
  }
  return NaN;
}

/** Return the value of digits, and the known codes that they can mean. @param {Known} known @param {string} digits */
function read(known, digits, { radix = 10, negative = false, doubtful = false } = {}) {
  const candidates = /** @type {Candidate[]} */ ([]);
  const exists = (/** @type {number} */ code) => known.codes.has(code) || known.legacy.has(code);
  const offer = (/** @type {number} */ code, /** @type {boolean} */ certain) => {
    if (!exists(code) || candidates.some((candidate) => candidate.code === code)) return;
    candidates.push({ code, certain: certain && !doubtful });
  };
  if (digits.length > 24) return { value: NaN, candidates };
  let value = signed(digits, radix);
  if (negative) value = -value;
  offer(value, true);
  // SDK wrappers negate codes; but -1 and -2 are legacy values.
  if (value < 0) offer(-value, !exists(value));
  const bare = !negative && /^[1-9]\d{4,7}$/.test(digits);
  if (bare) offer(parseInt(digits, radix === 16 ? 10 : 16), false);
  return { value, candidates };
}

/** @typedef {{start: number, end: number, digits: string, radix: number}} Token */

/** @param {string} text  in lower case @param {Known} known */
function numberTokens(text, known) {
  const tokens = /** @type {Token[]} */ ([]);
  const words = /[0-9a-z_]+/g;
  const scientific = /([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:e\+?|(?: ?[x*×] ?)10\^)0?([0-9]{1,2})(?![0-9a-z_]|\.[0-9])/y;
  for (let match = words.exec(text); match; match = words.exec(text)) {
    const word = match[0];
    const start = match.index;
    if (!/[0-9]|^f{8}$/.test(word)) continue;

    const end = start + word.length;
    const prefixed = /(?:^|[^0-9])(0x([0-9a-f_]{1,20}?)_?u?l{0,2})$/.exec(word);
    const marked = (text[start - 1] === "&" ? /^h([0-9a-f]{4,16})$/ : /^([0-9a-f]{4,16})h$/).exec(word);
    const bare = /^(?:[0-9a-f]{5,8}|f{8}[0-9a-f]{8})$/.test(word) && /[a-f]/.test(word) ? word : null;
    const hex = prefixed ? prefixed[2].replaceAll("_", "") : (marked?.[1] ?? bare);
    // Without 0x it is hexadecimal only if that is a known code: "e21200007" must not hide its digits.
    const leads = hex && (prefixed || read(known, hex, { radix: 16 }).candidates.some(({ certain }) => certain));

    scientific.lastIndex = start;
    const parts = text[start - 1] === "." ? null : scientific.exec(text);
    if (parts) {
      const [all, whole, fraction = "", exponent] = parts;
      const length = whole.length + Number(exponent);
      const digits = (whole + fraction).padEnd(length, "0");
      const isLong = length >= CODE_LENGTH.least && length <= CODE_LENGTH.most && digits.length === length;
      if (isLong && (!leads || known.codes.has(Number(digits)))) {
        tokens.push({ start, end: start + all.length, digits, radix: 10 });
        words.lastIndex = start + all.length;
        continue;
      }
    }
    if (leads) {
      tokens.push({ start: prefixed ? end - prefixed[1].length : start, end, digits: hex, radix: 16 });
      continue;
    }
    for (const { 0: digits, index } of word.matchAll(/[0-9]+/g)) {
      tokens.push({ start: start + index, end: start + index + digits.length, digits, radix: 10 });
    }
  }
  return tokens;
}

const GROUPED = /^(?: {1,3}|, ?|[_'’.-])$/;

/**
 * Return the number of tokens from `first` on that form one number, such as 21,200,007 or 2120 0007; two codes side by
 * side are two numbers.
 * @param {string} text @param {Token[]} tokens @param {number} first @param {Known} known
 */
function groupLength(text, tokens, first, known) {
  const gap = (/** @type {number} */ i) => text.slice(tokens[i - 1].end, tokens[i].start);
  const isKnown = (/** @type {string} */ digits) => known.codes.has(Number(digits)) || known.legacy.has(Number(digits));
  const joins = (/** @type {number} */ i) =>
    tokens[i]?.radix === 10 && tokens[i].start - tokens[i - 1].end < 4 && GROUPED.test(gap(i));

  let digits = tokens[first].digits;
  if (tokens[first].radix !== 10 || digits.length >= CODE_LENGTH.least) return 1;
  for (let i = first + 1; joins(i) && gap(i) !== "."; i++) {
    digits += tokens[i].digits;
    if (digits.length > CODE_LENGTH.most) break;
    if (digits.length >= CODE_LENGTH.least && known.codes.has(Number(digits))) return i - first + 1;
  }

  digits = tokens[first].digits;
  if (digits.length > 3) return 1;
  let next = first + 1;
  while (next < first + 9 && joins(next) && tokens[next].digits.length === 3 && gap(next) === gap(first + 1)) {
    digits += tokens[next++].digits;
  }
  const apart = tokens.slice(first, next);
  const dotted = next > first + 1 && gap(first + 1) === ".";
  if (next === first + 1 || (dotted && (next < first + 3 || (joins(next) && gap(next) === ".")))) return 1;
  return !isKnown(digits) && apart.every((token) => isKnown(token.digits)) ? 1 : next - first;
}

/** Find numbers and the codes that they can mean. @param {string} text  normalized @param {Known} known */
export function numbersIn(text, known) {
  const lower = text.toLowerCase();
  const tokens = numberTokens(lower, known);
  const findings = /** @type {NumberFinding[]} */ ([]);
  for (let i = 0; i < tokens.length; ) {
    const { start, radix } = tokens[i];
    const count = groupLength(lower, tokens, i, known);
    const group = tokens.slice(i, i + count);
    let end = group[count - 1].end;
    const digits = group.map((token) => token.digits).join("");
    i += count;

    let doubtful = /[0-9]\.$/.test(lower.slice(Math.max(0, start - 2), start));
    if (/^\.[0-9]/.test(lower.slice(end, end + 2))) {
      const fraction = tokens[i];
      if (/^0+$/.test(fraction.digits) && lower[fraction.end] !== ".") {
        end = fraction.end;
        i++;
      } else doubtful = true;
    }
    const before = lower.slice(Math.max(0, start - KEY_REACH), start);
    const negative = /(?:^|[^0-9a-z_)\]])-$/.test(before);
    const tied = /[0-9a-z_][.-]?$/.test(before) && !/(?:^|[^0-9a-z])(?:e|err|error|code)[_-]?$/.test(before);
    const after = lower.slice(end, end + 4).replace(/^(?:ul{0,2}|l{1,2})(?![0-9a-z_])/, "");
    const followed = /^(?:[0-9a-z_]|[.-][0-9a-z])/.test(after);
    findings.push({
      kind: "number",
      start,
      end,
      text: text.slice(negative ? start - 1 : start, end),
      ...read(known, digits, { radix, negative, doubtful }),
      standalone: !doubtful && (radix === 16 || !(tied || followed)),
      labeled: KEY.test(negative ? before.slice(0, -1) : before),
    });
  }
  return findings;
}

// --- names

/**
 * Return the codes and values with a name, in any spelling.
 * @param {string} name @param {Known} known @returns {Owner[]}
 */
export function ownersOf(name, known) {
  const plain = alphanumeric(name);
  const key = nameKey(name);
  const owners = (key && known.names.get(key)) || [];
  return owners
    .map((owner) => ({ ...owner, full: plain === alphanumeric(owner.name) }))
    .filter((owner) => owner.kind !== "legacy" || owner.full)
    .sort((a, b) => (a.kind === b.kind ? Number(b.full) - Number(a.full) : 0));
}

/**
 * Find every identifier that is a known name, without a qualifier (`ZegoError.`, `BASE::`, `ZegoCode_`).
 * @param {string} text  normalized
 * @param {Known} known
 */
export function namesIn(text, known) {
  const findings = /** @type {NameFinding[]} */ ([]);
  for (const { 0: word, index } of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (word.length < 2 || word.length > 80) continue;
    for (const { index: from } of word.matchAll(/^|(?=_.|k[A-Z])/g)) {
      const name = word.slice(from);
      const owners = ownersOf(name, known);
      if (!owners.length) continue;
      const distinctive = owners.some(({ full }) => full) || camelCaseParts(withoutAffixes(owners[0].name)).length > 1;
      findings.push({ kind: "name", start: index + from, end: index + word.length, text: name, owners, distinctive });
      break;
    }
  }
  return findings;
}

/** Find numbers and names, in order of appearance. @param {string} text  normalized @param {Known} known */
export function recognize(text, known) {
  return [...numbersIn(text, known), ...namesIn(text, known)].sort((a, b) => a.start - b.start);
}

// --- similarity

/**
 * Return the edit distance; two swapped letters count once. With `inside`, return that to the most similar part of `text`.
 * @param {string} word @param {string} text @param {boolean} [inside]
 */
export function distance(word, text, inside = false) {
  let before = /** @type {number[]} */ ([]);
  let row = Array.from({ length: text.length + 1 }, (_, j) => (inside ? 0 : j));
  for (let i = 1; i <= word.length; i++) {
    const next = [i];
    for (let j = 1; j <= text.length; j++) {
      const same = word[i - 1] === text[j - 1] ? 0 : 1;
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
      const swapped = i > 1 && j > 1 && word[i - 1] === text[j - 2] && word[i - 2] === text[j - 1];
      if (swapped) next[j] = Math.min(next[j], before[j - 2] + 1);
    }
    before = row;
    row = next;
  }
  return inside ? Math.min(...row) : row[text.length];
}

/** Return the number of wrong letters that a word may have. @param {number} length */
export const tolerance = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * Return the codes most similar to an unknown number: typing mistakes first, then shared digits, then the nearest.
 * @param {number} value @param {Iterable<number>} codes @param {number} [count]
 */
export function nearest(value, codes, count = 5) {
  const digits = String(Math.abs(value));
  const isLong = digits.length > 4;
  const shared = (/** @type {string} */ text) => {
    let i = 0;
    while (i < text.length && text[i] === digits[i]) i++;
    return i;
  };
  const ranked = Array.from(codes, (code) => {
    const size = Math.abs(code);
    const text = String(size);
    const slips = isLong ? Math.min(distance(digits, text), 3) : 3;
    return { code, rank: [slips, isLong ? -shared(text) : 0, Math.abs(Math.abs(value) - size)] };
  });
  ranked.sort(({ rank: a }, { rank: b }) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]);
  return ranked.slice(0, count).map(({ code }) => code);
}
