/**
 * Ranks what the index knows against a query. Pure: no DOM.
 *
 * Exact code or name, then what could be meant (hexadecimal without letters), then beginnings of codes, parts of
 * names, words; only when all that finds nothing: nearest codes, spelling, part of the words.
 *
 * The short keys are the index's: c code, t tier, n names, a misprinted names, x cause, o further texts, m module,
 * s stages, r remedies; of a legacy value f family, h its slug, x meaning, to successors.
 * @typedef {{c: number, t: 0|1, n: string[], a?: string[], x: string, o?: string[], m: number, s: number[],
 *   r: number[], k?: "status"}} Record
 * @typedef {{c: number, f: string, h: string, n: string|null, x: string, to: number[]}} Legacy
 * @typedef {"exact"|"possible"|"prefix"|"part"|"words"|"near"|"similar"|"partial"} Why
 * @typedef {{kind: "record"|"legacy", record?: Record, legacy?: Legacy, why: Why, certain: boolean}} Result
 * @typedef {{kind: "unknown", value: number}|{kind: "similar"|"partial"}} Note
 * @typedef {{results: Result[], note: Note|null, terms: string[], identified: boolean}} Answer
 */
import { neighbours, SMALL } from "./numbering.js";
import {
  distance, humps, knownFrom, normalise, ownersOf, recognise, squash, tolerance,
} from "./recognise.js";

const LOOKED_AT = 1 << 17;
const WORDS = { plain: 32, similar: 6 };
const LOOSE = [undefined, "similar", "partial"];
const ASTRAY = 0.5;
const WEIGHT = { cause: 8, names: 5, more: 4, place: 3, remedies: 2 };

// What surrounds a pasted code or asks about it, and says nothing of which.
const NOISE = new Set(
  (
    "a an the i my in on of at to for from is are was be it this that and or not no with what why how when where can " +
    "cannot cant do does did mean means meaning fix solve help please k code codes number zego sdk liveroom e err " +
    "errno exception platformexception nserror domain failed failure null nil hex decimal legacy old value"
  ).split(" "),
);
const NOISE_TAIL = /(?:code|error|errors|err|state|status|reason|result|ret)$/;
const NOISE_HAN = new RegExp(
  "错误代码|错误[码号值]?|状态[码值]?|返回[码值]?|代码|编号|报错|出错|出现|提示|查询|旧版|什么意思|什么原因|是什么|什么|" +
    "怎么办|怎么|怎样|如何|为何|为什么|请问|解决|处理|[的了吗呢啊呀吧是为和与在我码]",
  "g",
);

const HAN = /\p{Script=Han}/u;

/** Runs of Han, and runs of other letters and digits. @param {string} text @returns {string[]} */
const wordsOf = (text) => text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? [];

/** "couldn't" is one word. @param {string} text */
const withoutApostrophes = (text) => text.replace(/(\p{L})['’](?=\p{L})/gu, "$1");

/** As text is compared: normalised, lower case, without the apostrophe of "couldn't" and the marks of code. */
const plain = (text) => withoutApostrophes(normalise(text).toLowerCase().replaceAll("`", ""));

const isNoise = (word) =>
  HAN.test(word) ? !word.replace(NOISE_HAN, "") : NOISE.has(word.toLowerCase()) || NOISE_TAIL.test(word.toLowerCase());

/**
 * The index, made ready for `search`.
 * @param {object} index  /search/<lang>.json
 */
export function prepare(index) {
  const named = ({ title, text }) => plain(`${title} ${text}`);
  const modules = index.modules.map(named);
  const stages = index.stages.map(named);
  const remedies = index.remedies.map(plain);
  const documents = index.records.map((record) => ({
    record,
    code: String(record.c),
    hex: "0x" + record.c.toString(16),
    names: record.n.map((name) => name.toLowerCase()),
    common: record.t === 0,
    fields: {
      cause: plain(record.x),
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
  const byCode = new Map(documents.map((document) => [document.record.c, document]));
  let words;
  const vocabulary = () => (words ??= vocabularyOf(documents));
  return { index, lang: index.lang, known: knownFrom(index), documents, byCode, legacy, vocabulary };
}

function vocabularyOf(documents) {
  const vocabulary = new Set();
  for (const { record, fields } of documents) {
    for (const name of record.n) for (const part of humps(name)) vocabulary.add(part.toLowerCase());
    for (const field of Object.values(fields)) for (const word of field.match(/[a-z]{4,}/g) ?? []) vocabulary.add(word);
  }
  return vocabulary;
}

/**
 * Whether the words of a query are of the other language, whose index then helps.
 * @param {string} lang @param {string} query
 */
export function speaksOther(lang, query) {
  return lang === "zh" ? !HAN.test(query) && /[a-z]{3}/i.test(query) : HAN.test(query);
}

// --- what is identified

function found(prepared, text) {
  const findings = recognise(text, prepared.known);
  let rest = "";
  let at = 0;
  for (const { kind, start, end, lone, readings } of findings) {
    if (kind !== "number" || start < at || !(lone || readings.some(({ code }) => code >= SMALL))) continue;
    rest += text.slice(at, start) + " ";
    at = end;
  }
  const words = wordsOf(rest + text.slice(at));
  const alone = words.every((word) => isNoise(word) || /^(?:0x|u?l{0,2}|h)$/i.test(word));
  return { findings, alone };
}

/** What is left to look for when a query is nothing but numbers. */
function justNumbers({ findings, alone }, identified) {
  if (!alone || !findings.length || findings.some(({ kind }) => kind === "name")) return {};
  const [{ text }] = findings;
  return { identified, digits: findings.length === 1 && /^\d+$/.test(text) ? text : null };
}

const isSmall = (finding) => Math.abs(finding.value) < SMALL;

function identify(prepared, text, { findings, alone }) {
  const results = [];
  const added = new Set();
  const add = (result) => {
    const thing = result.record ?? result.legacy;
    if (!added.has(thing)) results.push({ certain: true, why: "exact", ...result });
    added.add(thing);
  };
  const words = wordsOf(plain(text)).slice(0, WORDS.plain);
  const nearness = ({ text }) => words.filter((word) => !isNoise(word) && text.includes(word)).length;
  const addRecord = (code, more) => {
    const document = prepared.byCode.get(code);
    if (document) add({ kind: "record", record: document.record, ...more });
  };
  const addLegacy = (code, more, name) => {
    const same = prepared.legacy.filter(({ value }) => value.c === code && (!name || value.n === name));
    same.sort((a, b) => nearness(b) - nearness(a));
    for (const { value } of same) add({ kind: "legacy", legacy: value, ...more });
  };

  const whole = squash(text);
  let telling = findings.filter((finding) => {
    if (finding.kind === "name") return finding.telling || squash(finding.text) === whole;
    return finding.readings.length && (!isSmall(finding) || (finding.lone && (alone || finding.keyed)));
  });
  // In a line of a log, the long code is meant, whatever small numbers stand around it.
  const long = telling.filter((finding) => finding.kind === "name" || !isSmall(finding));
  if (!alone && long.length) telling = long;
  const numbered = new Set(telling.flatMap(({ readings = [] }) => readings.map(({ code }) => code)));

  const looked = new Set();
  const addOwners = (owners) => {
    const shared = owners.filter(({ code }) => numbered.has(code));
    for (const { code, name, kind } of shared.length ? shared : owners) {
      if (kind === "legacy") addLegacy(code, {}, name);
      else addRecord(code);
    }
  };
  if (words.length > 1 && words.length < 12 && /[a-z]/.test(whole)) addOwners(ownersOf(whole, prepared.known));
  for (const finding of telling) {
    if (finding.kind === "name") {
      addOwners(finding.owners);
      continue;
    }
    for (const { code, certain } of finding.readings) {
      if (looked.has(`${code} ${certain}`)) continue;
      looked.add(`${code} ${certain}`);
      const more = certain ? {} : { certain, why: "possible" };
      addRecord(code, more);
      addLegacy(code, more);
    }
  }
  return results.sort((a, b) => Number(b.certain) - Number(a.certain));
}

// --- what matches plainly

/** How often a word occurs as the beginning of a word, and how often elsewhere. */
function occurrences(field, word) {
  const counts = { begin: 0, inside: 0 };
  for (let at = field.indexOf(word), n = 0; at >= 0 && n < 4; at = field.indexOf(word, at + word.length), n++) {
    counts[/[a-z0-9]/.test(field[at - 1] ?? " ") && /[a-z0-9]/.test(word[0]) ? "inside" : "begin"]++;
  }
  return counts;
}

/** How well one word fits a document; 0 if it is nowhere. */
function fit({ code, hex, fields }, word) {
  let best = 0;
  if (/^\d+$/.test(word) && (code.startsWith(word) || (word.length > 3 && code.includes(word)))) best = WEIGHT.names;
  if (word.length > 3 && hex.includes(word)) best = WEIGHT.names;
  const joined = word.replaceAll("_", "");
  for (const [name, field] of Object.entries(fields)) {
    let { begin, inside } = occurrences(field, word);
    if (name === "names" && joined && !begin && !inside) ({ begin, inside } = occurrences(field, joined));
    // "rtp" in "startPublishing" is a match, if one for the end of the list.
    if (begin || (inside && name === "names")) best = Math.max(best, WEIGHT[name] + 0.3 * begin + 0.1 * inside);
    else if (inside) best = Math.max(best, ASTRAY);
  }
  return best;
}

/** Every document in which all words occur, wherever. Each word may be a list of spellings. */
function allWords(prepared, words, whole) {
  const hits = [];
  for (const document of prepared.documents) {
    let score = 0;
    let astray = false;
    const each = words.every((spellings) => {
      const best = Math.max(...spellings.map((word) => fit(document, word)));
      score += best;
      astray ||= best === ASTRAY;
      return best > 0;
    });
    if (!each) continue;
    const { cause } = document.fields;
    if (words.length > 1 && cause.includes(whole)) score += WEIGHT.cause;
    hits.push({ document, astray, score: score / words.length + 10 / (10 + cause.length) });
  }
  const group = ({ document, astray }) => (astray ? 2 : document.common ? 0 : 1);
  return hits.sort((a, b) => group(a) - group(b) || b.score - a.score);
}

const asResults = (hits, why) =>
  hits.map(({ document }) => ({ kind: "record", record: document.record, why, certain: false }));

/** `digits` is the one number that the query consists of. */
function matchPlainly(prepared, text, { digits = null, identified = false } = {}) {
  const lower = plain(text);
  const words = wordsOf(lower).slice(0, WORDS.plain);
  if (!words.length) return [];
  const { documents } = prepared;
  const ranks = [[], [], [], [], []];

  if (digits) {
    const starting = documents.filter(({ code }) => code.startsWith(digits)).map((document) => ({ document }));
    ranks[digits.length > 3 ? 0 : 2].push(...asResults(starting, "prefix"));
  }
  // Whoever asks for 105 does not ask for every text with a 105 in it.
  if (identified) return ranks.flat();
  const joined = squash(/^k[A-Z]/.test(text) ? lower.slice(1) : lower);
  const isPart = () => words.length > 1 || humps(text.trim()).length > 1 || !prepared.vocabulary().has(words[0]);
  if (joined.length > 3 && !HAN.test(joined) && /[a-z]/.test(joined) && isPart()) {
    const holding = documents.filter(({ names }) => names.some((name) => name.includes(joined)));
    const spare = ({ names }) => Math.min(...names.filter((name) => name.includes(joined)).map(({ length }) => length));
    holding.sort((a, b) => Number(b.common) - Number(a.common) || spare(a) - spare(b));
    ranks[1].push(...asResults(holding.map((document) => ({ document })), "part"));
  }
  const whole = lower.trim();
  ranks[3].push(...asResults(allWords(prepared, words.map((word) => [word]), whole), "words"));
  for (const { value, text } of prepared.legacy) {
    const begins = digits?.length > 3 && String(value.c).startsWith(digits);
    if (digits ? begins : words.every((word) => text.includes(word))) {
      ranks[4].push({ kind: "legacy", legacy: value, why: "words", certain: false });
    }
  }
  return ranks.flat();
}

// --- when nothing matches so

/** Words, with names taken apart. */
const apart = (text) =>
  wordsOf(withoutApostrophes(text))
    .flatMap((word) => (/_|[a-z][A-Z]/.test(word) ? humps(word) : [word]))
    .slice(0, WORDS.plain)
    .map((word) => word.toLowerCase());

/** Without questions and fillers. */
const meaningful = (text) =>
  apart(text)
    .flatMap((word) => (HAN.test(word) ? word.replace(NOISE_HAN, " ").split(" ") : [word]))
    .filter((word) => word && (HAN.test(word) || !isNoise(word)));

/** Names spelt like a word, or like all. */
function similarNames(prepared, text) {
  const words = wordsOf(withoutApostrophes(text)).filter((word) => /^[a-z_]\w*$/i.test(word));
  const occurs = (word) => prepared.documents.some(({ names }) => names.some((name) => name.includes(word)));
  const strange = words.map(squash).filter((word) => word.length > 5 && !occurs(word));
  const tries = new Set(strange.sort((a, b) => b.length - a.length).slice(0, WORDS.similar));
  if (strange.length < words.length && words.length <= WORDS.similar) tries.add(squash(words.join("")));
  const hits = [];
  for (const word of tries) {
    const bare = word.replace(/^k|error$/g, "");
    if (word.length > 60 || bare.length < 4) continue;
    const allowed = tolerance(word.length);
    for (const document of prepared.documents) {
      for (const name of document.names) {
        const far = Math.abs(name.length - word.length) > 8;
        const whole = far ? Infinity : Math.min(distance(word, name), distance(bare, name.replace(/^k|error$/g, "")));
        const part = bare.length > 7 && whole > 1 && name.length + 2 > bare.length ? distance(bare, name, true) : Infinity;
        if (Math.min(whole, part) > allowed) continue;
        const off = Math.min(whole, part + 1);
        hits.push({ document, off, rank: (whole === off ? 0 : 1) + name.length / 1000 });
      }
    }
  }
  const least = Math.min(...hits.map(({ off }) => off));
  const seen = new Set();
  return hits
    .filter(({ off }) => off === least)
    .sort((a, b) => a.rank - b.rank)
    .filter(({ document }) => !seen.has(document) && seen.add(document));
}

/** Known words spelt like this one. */
function spellings(prepared, word) {
  if (!/^[a-z]{4,40}$/.test(word) || prepared.documents.some((document) => fit(document, word))) return [word];
  let least = tolerance(word.length);
  let alike = [];
  for (const other of prepared.vocabulary()) {
    if (Math.abs(other.length - word.length) > least) continue;
    const off = distance(word, other);
    if (off < least) alike = [];
    if (off <= least) {
      least = off;
      alike.push(other);
    }
  }
  return alike.length ? alike : [word];
}

/** The share of a Han run that a document's texts cover with pieces of two characters or more. */
function covered(text, run) {
  if (run.length < 2 || text.includes(run)) return text.includes(run) ? 1 : 0;
  const hit = new Set();
  for (let i = 0; i + 2 <= run.length; i++) if (text.includes(run.slice(i, i + 2))) hit.add(i).add(i + 1);
  return hit.size / run.length;
}

/** Documents with most of what was asked. */
function someWords(prepared, words) {
  const weight = (word) => (HAN.test(word) ? word.length : Math.min(word.length, 3));
  const total = words.reduce((sum, word) => sum + weight(word), 0);
  const hits = [];
  for (const document of prepared.documents) {
    const text = Object.values(document.fields).join("\n");
    const { cause } = document.fields;
    let share = 0;
    let score = 0;
    for (const word of words) {
      const han = HAN.test(word);
      const part = han ? covered(text, word) : Number(fit(document, word) > 0);
      const inCause = han ? covered(cause, word) : Number(cause.includes(word));
      // Two characters of five are worth showing when nothing else was asked.
      if (part >= 0.4) share += weight(word) * Math.max(part, words.length === 1 ? 0.6 : 0);
      score += weight(word) * (part + 0.3 * inCause);
    }
    if (share / total > 0.5) hits.push({ document, score });
  }
  hits.sort((a, b) => b.score - a.score || Number(b.document.common) - Number(a.document.common));
  return hits.filter(({ score }) => score >= hits[0].score * 0.6).slice(0, 30);
}

function matchLoosely(prepared, text) {
  const words = meaningful(text);
  const every = (spelt) => (spelt.length ? allWords(prepared, spelt, words.join(" ")) : []);
  const exactly = (list) => every(list.map((word) => [word]));
  const respelt = () => {
    const spelt = words.slice(0, WORDS.similar).map((word) => spellings(prepared, word));
    const changed = words.length <= WORDS.similar && spelt.some(([first], i) => first !== words[i]);
    return changed ? every(spelt) : [];
  };
  const named = () => similarNames(prepared, text);
  const steps = [
    ["words", () => exactly(apart(text))],
    ["words", () => exactly(words)],
    ["similar", respelt],
    ["similar", named],
    ["partial", () => someWords(prepared, words)],
  ];
  // One word is rather a misspelt name than parts of several; of several words, each must count.
  if (/^\w+$/.test(text)) steps.unshift(["similar", named]);
  for (const [why, find] of steps) {
    const hits = find();
    if (hits.length) return { note: why === "words" ? null : { kind: why }, results: asResults(hits, why) };
  }
  return null;
}

/** The known codes that an unknown number is likest to, as results. */
function near(prepared, value) {
  return neighbours(value, prepared.index).map((code) => ({
    ...(prepared.byCode.has(code)
      ? { kind: "record", record: prepared.byCode.get(code).record }
      : { kind: "legacy", legacy: prepared.legacy.find((other) => other.value.c === code).value }),
    why: "near",
    certain: false,
  }));
}

// --- together

/**
 * @param {ReturnType<typeof prepare>} prepared  the index of the reader's language
 * @param {string} query
 * @param {ReturnType<typeof prepare>} [other]  that of the other language, to be searched as well
 * @returns {Answer}
 */
export function search(prepared, query, other) {
  const text = normalise(query.slice(0, LOOKED_AT)).trim();
  const terms = [...new Set([squash(text.slice(0, 100)), ...wordsOf(plain(text)).slice(0, WORDS.plain)])];
  const seen = new Set();
  const unseen = (result) => {
    const own = result.record ? prepared.byCode.get(result.record.c).record : result.legacy;
    const key = result.record ? "r" + own.c : `l${own.h} ${own.c}`;
    return seen.has(key) || !seen.add(key) ? [] : [result.record ? { ...result, record: own } : result];
  };
  if (!text) return { results: [], note: null, terms, identified: false };

  const context = found(prepared, text);
  const exact = identify(prepared, text, context);
  const identified = exact.some(({ certain }) => certain);
  const numbers = justNumbers(context, identified);
  const results = [...exact, ...matchPlainly(prepared, text, numbers)].flatMap(unseen);
  if (other && !identified) {
    const records = matchPlainly(other, text).filter(({ kind }) => kind === "record");
    results.push(...records.flatMap(unseen));
  }
  if (results.length) return { results, note: null, terms: numbers.identified ? [] : terms, identified };

  const unknown = context.findings.find(
    ({ kind, lone, keyed, value }) => kind === "number" && lone && (context.alone || keyed) && Number.isFinite(value),
  );
  if (unknown) {
    const { value } = unknown;
    const note = { kind: "unknown", value: unknown.text, number: value };
    return { results: near(prepared, value), note, terms: [], identified: false };
  }
  const loose = [prepared, other].flatMap((index) => (index && matchLoosely(index, text)) || []);
  const closest = Math.min(...loose.map(({ note }) => LOOSE.indexOf(note?.kind)));
  const taken = loose.filter(({ note }) => LOOSE.indexOf(note?.kind) === closest);
  return {
    results: taken.flatMap((part) => part.results.flatMap(unseen)),
    note: taken[0]?.note ?? null,
    terms: [...terms, ...meaningful(text)],
    identified: false,
  };
}
