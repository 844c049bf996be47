/**
 * Recognises error codes and names in whatever was pasted.
 *
 * Pure: no DOM, no dependency. What exists comes from `known`, made of the search index. Search box, log reader and
 * 404 page use it; a command line implements the same rules and runs the same examples.
 *
 * @typedef {{code: number, certain: boolean}} Reading  `certain` is false for what could merely be meant
 * @typedef {object} NumberFinding
 * @property {"number"} kind
 * @property {number} start  where it stands in the normalised text
 * @property {number} end
 * @property {string} text
 * @property {Reading[]} readings  known codes, the likeliest first; empty for a number nobody knows
 * @property {number} value  the number as written, sign and two's complement resolved
 * @property {boolean} lone  no letter, digit, dot or hyphen ties it to its neighbours
 * @property {boolean} keyed  a word such as "code=" or 错误码 stands directly before it
 *
 * @typedef {{code: number, name: string, kind: "record"|"alias"|"legacy", full: boolean}} Owner
 * @typedef {object} NameFinding
 * @property {"name"} kind
 * @property {number} start
 * @property {number} end
 * @property {string} text
 * @property {Owner[]} owners  true owners first, then misprints, then legacy values
 * @property {boolean} telling  nothing but a name can be meant, even in the middle of other text
 *
 * @typedef {{codes: Set<number>, legacy: Set<number>, names: Map<string, Owner[]>}} Known
 */

// Format characters (zero width, direction marks, soft hyphen, byte order mark) and variation selectors.
const INVISIBLE = /[\p{Cf}\u034f\ufe00-\ufe0f]/gu;
const MINUS = /[\u02d7\u2010-\u2015\u2043\u2212\u2796]|负(?=\s?\d)/g;

/**
 * Full width to half width, odd spaces to a space, every kind of minus to "-", invisible characters away.
 * @param {string} text
 */
export function normalise(text) {
  if (!/[^\n\x20-\x7e]/.test(text)) return text;
  return text.normalize("NFKC").replace(INVISIBLE, "").replace(MINUS, "-").replace(/İ/g, "I").replace(/[^\S\n]/g, " ");
}

/** Lower case, letters and digits only. @param {string} text */
export const squash = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");

/** The parts of a camelCase or snake_case name. @param {string} name @returns {string[]} */
export const humps = (name) => name.match(/[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+/g) ?? [];

/** What all spellings of a name share: no case, no leading k, no trailing Error. @param {string} name */
const nameKey = (name) => squash(name).replace(/^k/, "").replace(/error$/, "");

/**
 * @param {{records: {c: number, n: string[], a?: string[]}[], legacy: {c: number, n?: string|null}[]}} index
 * @returns {Known}
 */
export function knownFrom(index) {
  const names = new Map();
  const enter = (name, code, kind) => {
    const key = nameKey(name);
    const owners = names.get(key) ?? names.set(key, []).get(key);
    if (!owners.some((owner) => owner.code === code && owner.kind === kind)) owners.push({ code, name, kind });
  };
  for (const { c, n } of index.records) for (const name of n) enter(name, c, "record");
  for (const { c, a } of index.records) for (const name of a ?? []) enter(name, c, "alias");
  for (const { c, n } of index.legacy) if (/^\w+$/.test(n ?? "")) enter(n, c, "legacy");
  return {
    codes: new Set(index.records.map(({ c }) => c)),
    legacy: new Set(index.legacy.map(({ c }) => c)),
    names,
  };
}

// --- numbers

/** What stands before a code; matched in lower case. */
export const KEY = new RegExp(
  "(?:code|error|err|errno|exception|state|status|reason|result|ret|(?:^|[^0-9a-z])e" +
    "|错误|状态|返回|错误[码号值]|状态[码值]|返回[码值]|代码|编号|报错?|码)" +
    "[^0-9a-z\\u4e00-\\u9fff]{0,6}(?:is|was|of|为|是|等于)?[^0-9a-z\\u4e00-\\u9fff]{0,6}$",
);
const KEY_REACH = 32;

// A present code is this long; only such a number is put together from loose groups of digits.
const CODE_LENGTH = { least: 8, most: 9 };

/** The signed value of digits that may be a negative number's two's complement; NaN when no code is that long. */
function signed(digits, radix) {
  if (digits.length < 8) return parseInt(digits, radix);
  const value = BigInt((radix === 16 ? "0x" : "") + digits);
  for (const bits of [32, 64]) {
    if (value < 1n << BigInt(bits)) return Number(BigInt.asIntN(bits, value));
  }
  return NaN;
}

/** @param {Known} known @param {string} digits @returns {{value: number, readings: Reading[]}} */
function read(known, digits, { radix = 10, negative = false, doubtful = false } = {}) {
  const readings = [];
  const exists = (code) => known.codes.has(code) || known.legacy.has(code);
  const offer = (code, certain) => {
    if (!exists(code) || readings.some((reading) => reading.code === code)) return;
    readings.push({ code, certain: certain && !doubtful });
  };
  if (digits.length > 24) return { value: NaN, readings };
  let value = signed(digits, radix);
  if (negative) value = -value;
  offer(value, true);
  // SDK wrappers negate codes; but -1 and -2 are values of their own.
  if (value < 0) offer(-value, !exists(value));
  const bare = !negative && /^[1-9]\d{4,7}$/.test(digits);
  if (bare) offer(parseInt(digits, radix === 16 ? 10 : 16), false);
  return { value, readings };
}

/** @returns {{start: number, end: number, digits: string, radix: number}[]} */
function numberTokens(text, known) {
  const tokens = [];
  const words = /[0-9a-z_]+/g;
  const scientific = /([0-9]{1,9})(?:\.([0-9]{1,9}))?(?:e\+?|(?: ?[x*×] ?)10\^)0?([0-9]{1,2})(?![0-9a-z_]|\.[0-9])/y;
  for (let match; (match = words.exec(text)); ) {
    const word = match[0];
    const start = match.index;
    if (!/[0-9]|^f{8}$/.test(word)) continue;

    const end = start + word.length;
    const prefixed = /(?:^|[^0-9])(0x([0-9a-f_]{1,20}?)_?u?l{0,2})$/.exec(word);
    const marked = (text[start - 1] === "&" ? /^h([0-9a-f]{4,16})$/ : /^([0-9a-f]{4,16})h$/).exec(word);
    const bare = /^(?:[0-9a-f]{5,8}|f{8}[0-9a-f]{8})$/.test(word) && /[a-f]/.test(word) ? word : null;
    const hex = prefixed ? prefixed[2].replaceAll("_", "") : marked?.[1] ?? bare;
    // Without 0x it is hexadecimal only when that leads somewhere: "e21200007" must not hide its digits.
    const leads = hex && (prefixed || read(known, hex, { radix: 16 }).readings.some(({ certain }) => certain));

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
    const runs = /[0-9]+/g;
    for (let run; (run = runs.exec(word)); ) {
      const from = start + run.index;
      tokens.push({ start: from, end: from + run[0].length, digits: run[0], radix: 10 });
    }
  }
  return tokens;
}

const GROUPED = /^(?: {1,3}|, ?|[_'’.-])$/;

/** How many tokens from `first` on make one number: 21,200,007 and 2120 0007, but not two codes side by side. */
function groupLength(text, tokens, first, known) {
  const gap = (i) => text.slice(tokens[i - 1].end, tokens[i].start);
  const isKnown = (digits) => known.codes.has(Number(digits)) || known.legacy.has(Number(digits));
  const joins = (i) => tokens[i]?.radix === 10 && tokens[i].start - tokens[i - 1].end < 4 && GROUPED.test(gap(i));

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

/**
 * Every number of a text, with the codes that it can mean.
 * @param {string} text  normalised
 * @param {Known} known
 * @returns {NumberFinding[]}
 */
export function numbersIn(text, known) {
  const lower = text.toLowerCase();
  const tokens = numberTokens(lower, known);
  const findings = [];
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
    const followed = /^(?!u?l{0,2}(?![0-9a-z_]))(?:[0-9a-z_]|[.-][0-9a-z])/.test(lower.slice(end, end + 4));
    findings.push({
      kind: "number",
      start,
      end,
      text: text.slice(negative ? start - 1 : start, end),
      ...read(known, digits, { radix, negative, doubtful }),
      lone: !doubtful && (radix === 16 || !(tied || followed)),
      keyed: KEY.test(negative ? before.slice(0, -1) : before),
    });
  }
  return findings;
}

// --- names

/**
 * Who is called that, in any spelling.
 * @param {string} name @param {Known} known @returns {Owner[]}
 */
export function ownersOf(name, known) {
  const plain = squash(name);
  const key = nameKey(name);
  const owners = key ? known.names.get(key) ?? [] : [];
  return owners
    .map((owner) => ({ ...owner, full: plain === squash(owner.name) }))
    .filter((owner) => owner.kind !== "legacy" || owner.full)
    .sort((a, b) => (a.kind === b.kind ? Number(b.full) - Number(a.full) : 0));
}

/**
 * Every identifier of a text that is a known name; what qualifies it (`ZegoError.`, `BASE::`, `ZegoCode_`) falls off.
 * @param {string} text  normalised
 * @param {Known} known
 * @returns {NameFinding[]}
 */
export function namesIn(text, known) {
  const findings = [];
  for (const { 0: word, index } of text.matchAll(/[A-Za-z_][A-Za-z0-9_]*/g)) {
    if (word.length < 2 || word.length > 80) continue;
    for (const { index: from } of word.matchAll(/^|(?=_.|k[A-Z])/g)) {
      const name = word.slice(from);
      const owners = ownersOf(name, known);
      if (!owners.length) continue;
      const telling = owners.some(({ full }) => full) || humps(owners[0].name.replace(/^k|Error$/g, "")).length > 1;
      findings.push({ kind: "name", start: index + from, end: index + word.length, text: name, owners, telling });
      break;
    }
  }
  return findings;
}

/**
 * Numbers and names, in order of appearance.
 * @param {string} text  normalised
 * @param {Known} known
 * @returns {(NumberFinding|NameFinding)[]}
 */
export function recognise(text, known) {
  return [...numbersIn(text, known), ...namesIn(text, known)].sort((a, b) => a.start - b.start);
}

// --- likeness

/**
 * Edit distance in which two swapped letters count once. With `inside`, of `word` to the likest piece of `text`.
 * @param {string} word @param {string} text @param {boolean} [inside]
 */
export function distance(word, text, inside = false) {
  let before = [];
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

/** How many wrong letters a word of that length may have. @param {number} length */
export const tolerance = (length) => (length < 4 ? 0 : length < 8 ? 1 : 2);

/**
 * The codes that a number nobody knows is likest to: a slip of the finger first, then the nearest neighbours.
 * @param {number} value @param {Iterable<number>} codes @param {number} [count]
 * @returns {number[]}
 */
export function nearest(value, codes, count = 5) {
  const digits = String(Math.abs(value));
  const shared = (text) => {
    let i = 0;
    while (i < text.length && text[i] === digits[i]) i++;
    return i;
  };
  const ranked = Array.from(codes, (code) => {
    const text = String(Math.abs(code));
    const slips = Math.min(distance(digits, text), 3);
    return { code, rank: [digits.length > 4 ? slips : 3, -shared(text), Math.abs(Math.abs(value) - Math.abs(code))] };
  });
  const order = (a, b) => a[0] - b[0] || (digits.length > 4 ? a[1] - b[1] : 0) || a[2] - b[2];
  return ranked.sort((a, b) => order(a.rank, b.rank)).slice(0, count).map(({ code }) => code);
}
