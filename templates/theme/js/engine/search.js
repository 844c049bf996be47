/**
 * Search the index for a query, and rank the results. Pure: no DOM.
 *
 * The order is: exact codes and names, possible codes (hexadecimal without letters), prefixes of codes, parts of names,
 * words. Only if these find nothing: nearest codes, similar spellings, some of the words. Numbers and texts that are no
 * LiveRoom codes are told apart first, and then only the codes that they stand for are results.
 */

import { codesOf, tellApart } from "./families.js";
import { FIRST_CURRENT_CODE, neighbours } from "./numbering.js";
import {
  alphanumeric,
  camelCaseParts,
  distance,
  knownFrom,
  normalise,
  ownersOf,
  recognise,
  tolerance,
} from "./recognise.js";

const MAX_QUERY_LENGTH = 1 << 17;
const WORDS = { plain: 32, similar: 6 };
const LOOSE = [undefined, "similar", "partial"];
const INFIX_SCORE = 0.5;
const WEIGHT = { cause: 8, names: 5, more: 4, place: 3, remedies: 2 };
const WEIGHTS = /** @type {[FieldName, number][]} */ (Object.entries(WEIGHT));

// Words around a pasted code or in a question, which distinguish no code.
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

/** Split into runs of Han, and runs of other letters and digits. @param {string} text @returns {string[]} */
const wordsOf = (text) => text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? [];

/** Remove apostrophes within words: "couldn't" is one word. @param {string} text */
const withoutApostrophes = (text) => text.replace(/(\p{L})['’](?=\p{L})/gu, "$1");

/** Make texts comparable: normalized, lower case, without apostrophes and backticks. @param {string} text */
const plain = (text) => withoutApostrophes(normalise(text).toLowerCase().replaceAll("`", ""));

const isNoise = (/** @type {string} */ word) =>
  HAN.test(word) ? !word.replace(NOISE_HAN, "") : NOISE.has(word.toLowerCase()) || NOISE_TAIL.test(word.toLowerCase());

/** @param {CodeRecord} record @param {Why} why @returns {Result} */
const ofRecord = (record, why, certain = false) => ({ kind: "record", record, why, certain });

/** @param {LegacyValue} legacy @param {Why} why @returns {Result} */
const ofLegacy = (legacy, why, certain = false) => ({ kind: "legacy", legacy, why, certain });

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
  let words = /** @type {Set<string> | undefined} */ (undefined);
  const vocabulary = () => (words ??= vocabularyOf(documents));
  return { index, known: knownFrom(index), documents, byCode, legacy, vocabulary };
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

/** Return whether the other language's index may answer a query. @param {string} lang @param {string} query */
export function speaksOther(lang, query) {
  return lang === "zh" ? !HAN.test(query) && /[a-z]{3}/i.test(query) : HAN.test(query);
}

// --- codes and names in the query

/**
 * Find codes and names; `alone` means that the query has nothing else.
 * @param {Prepared} prepared @param {string} text
 */
function findIn(prepared, text) {
  const findings = recognise(text, prepared.known);
  let rest = "";
  let at = 0;
  for (const finding of findings) {
    if (finding.kind !== "number" || finding.start < at) continue;
    if (!finding.standalone && !finding.candidates.some(({ code }) => code >= FIRST_CURRENT_CODE)) continue;
    rest += `${text.slice(at, finding.start)} `;
    at = finding.end;
  }
  const words = wordsOf(rest + text.slice(at));
  const alone = words.every((word) => isNoise(word) || /^(?:0x|u?l{0,2}|h)$/i.test(word));
  return { findings, alone };
}

/** @typedef {ReturnType<typeof findIn>} Context */

/**
 * Return the options of `matchPlainly` for a query of numbers only.
 * @param {Context} context @param {boolean} identified
 */
function justNumbers({ findings, alone }, identified) {
  if (!alone || !findings.length || findings.some(({ kind }) => kind === "name")) return {};
  const [{ text }] = findings;
  return { identified, digits: findings.length === 1 && /^\d+$/.test(text) ? text : null };
}

const isBelowCurrent = (/** @type {NumberFinding} */ { value }) => Math.abs(value) < FIRST_CURRENT_CODE;

/** @param {Prepared} prepared @param {string} text @param {Context} context */
function identify(prepared, text, { findings, alone }) {
  const results = /** @type {Map<CodeRecord | LegacyValue, Result>} */ (new Map());
  const add = (/** @type {CodeRecord | LegacyValue} */ item, /** @type {Result} */ result) => {
    if (!results.has(item)) results.set(item, result);
  };
  const words = wordsOf(plain(text)).slice(0, WORDS.plain);
  const nearness = (/** @type {{text: string}} */ { text }) =>
    words.filter((word) => !isNoise(word) && text.includes(word)).length;
  const addRecord = (/** @type {number} */ code, certain = true) => {
    const record = prepared.byCode.get(code)?.record;
    if (record) add(record, ofRecord(record, certain ? "exact" : "possible", certain));
  };
  const addLegacy = (/** @type {number} */ code, certain = true, name = "") => {
    const same = prepared.legacy.filter(({ value }) => value.c === code && (!name || value.n === name));
    same.sort((a, b) => nearness(b) - nearness(a));
    for (const { value } of same) add(value, ofLegacy(value, certain ? "exact" : "possible", certain));
  };

  const whole = alphanumeric(text);
  let distinctive = findings.filter((finding) => {
    if (finding.kind === "name") return finding.distinctive || alphanumeric(finding.text) === whole;
    const isMeant = finding.standalone && (alone || finding.labelled);
    return finding.candidates.length > 0 && (isMeant || !isBelowCurrent(finding));
  });
  // A line of a log is about its long code; the small numbers around it are something else.
  const long = distinctive.filter((finding) => finding.kind === "name" || !isBelowCurrent(finding));
  if (!alone && long.length) distinctive = long;
  const candidates = distinctive.flatMap((finding) => (finding.kind === "number" ? finding.candidates : []));
  const numbered = new Set(candidates.map(({ code }) => code));

  const addOwners = (/** @type {Owner[]} */ owners) => {
    const shared = owners.filter(({ code }) => numbered.has(code));
    for (const { code, name, kind } of shared.length ? shared : owners) {
      if (kind === "legacy") addLegacy(code, true, name);
      else addRecord(code);
    }
  };
  if (words.length > 1 && words.length < 12 && /[a-z]/.test(whole)) addOwners(ownersOf(whole, prepared.known));
  for (const finding of distinctive) {
    if (finding.kind === "name") addOwners(finding.owners);
    for (const { code, certain } of finding.kind === "number" ? finding.candidates : []) {
      addRecord(code, certain);
      addLegacy(code, certain);
    }
  }
  return [...results.values()].sort((a, b) => Number(b.certain) - Number(a.certain));
}

// --- plain matches

/**
 * Count a word's occurrences at starts of words and inside words, up to four.
 * @param {string} field @param {string} word
 */
function occurrences(field, word) {
  const counts = { begin: 0, inside: 0 };
  for (let at = field.indexOf(word), n = 0; at >= 0 && n < 4; at = field.indexOf(word, at + word.length), n++) {
    counts[/[a-z0-9]/.test(field[at - 1] ?? " ") && /[a-z0-9]/.test(word[0]) ? "inside" : "begin"]++;
  }
  return counts;
}

/**
 * Score a word's best match in a document; 0 if there is none.
 * @param {SearchDocument} document @param {string} word
 */
function fit({ code, hex, fields }, word) {
  let best = 0;
  if (/^\d+$/.test(word) && (code.startsWith(word) || (word.length > 3 && code.includes(word)))) best = WEIGHT.names;
  if (word.length > 3 && hex.includes(word)) best = WEIGHT.names;
  const joined = word.replaceAll("_", "");
  for (const [name, weight] of WEIGHTS) {
    let { begin, inside } = occurrences(fields[name], word);
    if (name === "names" && joined && !begin && !inside) ({ begin, inside } = occurrences(fields.names, joined));
    // "rtp" in "startPublishing" is a match, but one for the end of the list.
    if (begin || (inside && name === "names")) best = Math.max(best, weight + 0.3 * begin + 0.1 * inside);
    else if (inside) best = Math.max(best, INFIX_SCORE);
  }
  return best;
}

/**
 * Find the documents that contain all words, in any field, the best first.
 * @param {Prepared} prepared @param {string[][]} words  the spellings of each @param {string} whole  the query
 */
function allWords(prepared, words, whole) {
  const hits = [];
  for (const document of prepared.documents) {
    const scores = words.map(() => 0);
    const isIn = words.every((spellings, i) => {
      scores[i] = Math.max(...spellings.map((word) => fit(document, word)));
      return scores[i] > 0;
    });
    if (!isIn) continue;
    const { cause } = document.fields;
    let score = scores.reduce((sum, each) => sum + each, 0);
    if (words.length > 1 && cause.includes(whole)) score += WEIGHT.cause;
    const group = scores.includes(INFIX_SCORE) ? 2 : Number(!document.common);
    hits.push({ document, group, score: score / words.length + 10 / (10 + cause.length) });
  }
  hits.sort((a, b) => a.group - b.group || b.score - a.score);
  return hits.map(({ document }) => document);
}

const asResults = (/** @type {SearchDocument[]} */ documents, /** @type {Why} */ why) =>
  documents.map(({ record }) => ofRecord(record, why));

/** Find the codes that begin with digits. @param {Prepared} prepared @param {string} digits */
const ofPrefix = ({ documents }, digits) =>
  asResults(
    documents.filter(({ code }) => code.startsWith(digits)),
    "prefix",
  );

/**
 * Find prefixes of codes, parts of names, and words.
 * @param {Prepared} prepared @param {string} text
 * @param {{digits?: string | null, identified?: boolean}} [numbers]  `digits` is the whole query, if it is a number
 */
function matchPlainly(prepared, text, { digits = null, identified = false } = {}) {
  const lower = plain(text);
  const words = wordsOf(lower).slice(0, WORDS.plain);
  if (!words.length) return [];
  const { documents } = prepared;
  const isLong = digits !== null && digits.length > 3;
  const beginnings = digits ? ofPrefix(prepared, digits) : [];
  // A query for 105 is not one for every text that contains 105.
  if (identified) return beginnings;

  const joined = alphanumeric(/^k[A-Z]/.test(text) ? lower.slice(1) : lower);
  const isCompound = words.length > 1 || camelCaseParts(text.trim()).length > 1;
  const isPart = () => isCompound || !prepared.vocabulary().has(words[0]);
  let holding = /** @type {SearchDocument[]} */ ([]);
  if (joined.length > 3 && !HAN.test(joined) && /[a-z]/.test(joined) && isPart()) {
    holding = documents.filter(({ names }) => names.some((name) => name.includes(joined)));
    const spare = (/** @type {SearchDocument} */ { names }) =>
      Math.min(...names.filter((name) => name.includes(joined)).map(({ length }) => length));
    holding.sort((a, b) => Number(b.common) - Number(a.common) || spare(a) - spare(b));
  }
  const spelt = words.map((word) => [word]);
  const legacy = prepared.legacy.filter(({ value, text }) =>
    digits ? isLong && String(value.c).startsWith(digits) : words.every((word) => text.includes(word)),
  );
  return [
    ...(isLong ? beginnings : []),
    ...asResults(holding, "part"),
    ...(isLong ? [] : beginnings),
    ...asResults(allWords(prepared, spelt, lower.trim()), "words"),
    ...legacy.map(({ value }) => ofLegacy(value, "words")),
  ];
}

// --- loose matches

/** Split into words, and names into their parts; in lower case. @param {string} text */
const apart = (text) =>
  wordsOf(withoutApostrophes(text))
    .flatMap((word) => (/_|[a-z][A-Z]/.test(word) ? camelCaseParts(word) : [word]))
    .slice(0, WORDS.plain)
    .map((word) => word.toLowerCase());

/** Return the words without questions and fillers. @param {string} text */
const meaningful = (text) =>
  apart(text)
    .flatMap((word) => (HAN.test(word) ? word.replace(NOISE_HAN, " ").split(" ") : [word]))
    .filter((word) => word && (HAN.test(word) || !isNoise(word)));

const bareOf = (/** @type {string} */ name) => name.replace(/^k|error$/g, "");

/**
 * Find names spelled like one of the words, or like all of them together.
 * @param {Prepared} prepared @param {string} text
 */
function similarNames({ documents }, text) {
  const words = wordsOf(withoutApostrophes(text)).filter((word) => /^[a-z_]\w*$/i.test(word));
  const names = documents.flatMap((document) => document.names.map((name) => ({ document, name })));
  const occurs = (/** @type {string} */ word) => names.some(({ name }) => name.includes(word));
  const strange = words.map(alphanumeric).filter((word) => word.length > 5 && !occurs(word));
  const tries = new Set(strange.sort((a, b) => b.length - a.length).slice(0, WORDS.similar));
  if (strange.length < words.length && words.length <= WORDS.similar) tries.add(alphanumeric(words.join("")));
  const hits = [];
  for (const word of tries) {
    const bare = bareOf(word);
    if (word.length > 60 || bare.length < 4) continue;
    for (const { document, name } of names) {
      const isFar = Math.abs(name.length - word.length) > 8;
      const whole = isFar ? Infinity : Math.min(distance(word, name), distance(bare, bareOf(name)));
      const mayHold = bare.length > 7 && whole > 1 && name.length + 2 > bare.length;
      const part = mayHold ? distance(bare, name, true) : Infinity;
      if (Math.min(whole, part) > tolerance(word.length)) continue;
      const off = Math.min(whole, part + 1);
      hits.push({ document, off, rank: (whole === off ? 0 : 1) + name.length / 1000 });
    }
  }
  const least = Math.min(...hits.map(({ off }) => off));
  const best = hits.filter(({ off }) => off === least).sort((a, b) => a.rank - b.rank);
  return [...new Set(best.map(({ document }) => document))];
}

/**
 * Return the known words spelled like an unknown one, or else the word itself.
 * @param {Prepared} prepared @param {string} word
 */
function spellings(prepared, word) {
  if (!/^[a-z]{4,40}$/.test(word) || prepared.documents.some((document) => fit(document, word))) return [word];
  let least = tolerance(word.length);
  let alike = [];
  for (const other of prepared.vocabulary()) {
    if (Math.abs(other.length - word.length) > least) continue;
    const off = distance(word, other);
    if (off < least) alike = [];
    if (off > least) continue;
    least = off;
    alike.push(other);
  }
  return alike.length ? alike : [word];
}

/** Return the share of a Han run that a text contains in pairs or longer. @param {string} text @param {string} run */
function covered(text, run) {
  if (run.length < 2 || text.includes(run)) return text.includes(run) ? 1 : 0;
  const hit = new Set();
  for (let i = 0; i + 2 <= run.length; i++) if (text.includes(run.slice(i, i + 2))) hit.add(i).add(i + 1);
  return hit.size / run.length;
}

/** Find the documents with more than half of the words. @param {Prepared} prepared @param {string[]} words */
function someWords(prepared, words) {
  const weight = (/** @type {string} */ word) => (HAN.test(word) ? word.length : Math.min(word.length, 3));
  const total = words.reduce((sum, word) => sum + weight(word), 0);
  const hits = /** @type {{document: SearchDocument, score: number}[]} */ ([]);
  for (const document of prepared.documents) {
    const text = Object.values(document.fields).join("\n");
    const { cause } = document.fields;
    let share = 0;
    let score = 0;
    for (const word of words) {
      const han = HAN.test(word);
      const part = han ? covered(text, word) : Number(fit(document, word) > 0);
      const inCause = han ? covered(cause, word) : Number(cause.includes(word));
      // If the query is one word, two of its five characters are worth a result.
      if (part >= 0.4) share += weight(word) * Math.max(part, words.length === 1 ? 0.6 : 0);
      score += weight(word) * (part + 0.3 * inCause);
    }
    if (share / total > 0.5) hits.push({ document, score });
  }
  hits.sort((a, b) => b.score - a.score || Number(b.document.common) - Number(a.document.common));
  const best = hits.filter(({ score }) => score >= hits[0].score * 0.6).slice(0, 30);
  return best.map(({ document }) => document);
}

/**
 * Find similar spellings and partial matches, if nothing matches plainly.
 * @param {Prepared} prepared @param {string} text @returns {{note: Note | null, results: Result[]} | null}
 */
function matchLoosely(prepared, text) {
  const words = meaningful(text);
  const every = (/** @type {string[][]} */ spelt) => (spelt.length ? allWords(prepared, spelt, words.join(" ")) : []);
  const exactly = (/** @type {string[]} */ list) => every(list.map((word) => [word]));
  const respelt = () => {
    const spelt = words.slice(0, WORDS.similar).map((word) => spellings(prepared, word));
    const changed = words.length <= WORDS.similar && spelt.some(([first], i) => first !== words[i]);
    return changed ? every(spelt) : [];
  };
  const named = () => similarNames(prepared, text);
  /** @type {["words" | "similar" | "partial", () => SearchDocument[]][]} */
  const steps = [
    ["words", () => exactly(apart(text))],
    ["words", () => exactly(words)],
    ["similar", respelt],
    ["similar", named],
    ["partial", () => someWords(prepared, words)],
  ];
  // A single word is more likely a misspelled name than a combination of several words.
  if (/^\w+$/.test(text)) steps.unshift(["similar", named]);
  for (const [why, find] of steps) {
    const hits = find();
    if (hits.length) return { note: why === "words" ? null : { kind: why }, results: asResults(hits, why) };
  }
  return null;
}

/** Return the results for codes. @param {Prepared} prepared @param {number[]} codes @param {Why} why */
const ofCodes = ({ byCode }, codes, why) =>
  codes.flatMap((code) => {
    const record = byCode.get(code)?.record;
    return record ? ofRecord(record, why, why === "stands") : [];
  });

// --- all steps

/**
 * Search for a query.
 * @param {Prepared} prepared  the index of the reader's language
 * @param {string} query
 * @param {Prepared} [other]  the index of the other language, if it is searched too
 * @returns {Answer}
 */
export function search(prepared, query, other) {
  const text = normalise(query.slice(0, MAX_QUERY_LENGTH)).trim();
  const terms = [...new Set([alphanumeric(text.slice(0, 100)), ...wordsOf(plain(text)).slice(0, WORDS.plain)])];
  if (!text) return { results: [], note: null, terms, identified: false, told: [] };
  const seen = new Set();
  const unseen = (/** @type {Result} */ result) => {
    const { record, legacy, why, certain } = result;
    const key = record ? record.c : `${legacy.h} ${legacy.c}`;
    if (seen.has(key)) return [];
    seen.add(key);
    const own = record && prepared.byCode.get(record.c);
    return [own ? ofRecord(own.record, why, certain) : result];
  };

  const context = findIn(prepared, text);
  const { told, elsewhere } = tellApart(prepared.index, text, context);
  const exact = identify(prepared, text, context).filter(({ record, legacy }) => !elsewhere.has((record ?? legacy).c));
  const identified = exact.some(({ certain }) => certain);
  const just = justNumbers(context, identified);
  if (told.length) {
    const begun = just.digits ? ofPrefix(prepared, just.digits) : [];
    const results = [...ofCodes(prepared, codesOf(told), "stands"), ...exact, ...begun].flatMap(unseen);
    // A LiveRoom code without a name is unknown, although something is known of it.
    const [{ written, isOwn }] = told;
    const own = isOwn && !results.length ? { kind: /** @type {const} */ ("unknown"), value: written } : null;
    return { results, note: own && { ...own, number: Number(written) }, terms: [], identified, told };
  }
  const results = [...exact, ...matchPlainly(prepared, text, just)].flatMap(unseen);
  if (other && !identified) {
    const records = matchPlainly(other, text).filter(({ kind }) => kind === "record");
    results.push(...records.flatMap(unseen));
  }
  if (results.length) {
    // A longer number that contains this one is only a guess.
    const isGuess = !identified && (just.digits?.length ?? 0) > 4 && results[0].why === "words";
    const note = isGuess ? { kind: /** @type {const} */ ("unlisted"), value: just.digits ?? "" } : null;
    return { results, note, terms: just.identified ? [] : terms, identified, told };
  }

  const numbers = context.findings.filter((finding) => finding.kind === "number");
  const unknown = numbers.find(
    ({ standalone, labelled, value }) => standalone && (context.alone || labelled) && Number.isFinite(value),
  );
  if (unknown) {
    const note = { kind: /** @type {const} */ ("unknown"), value: unknown.text, number: unknown.value };
    const codes = neighbours(unknown.value, prepared.index);
    return { results: ofCodes(prepared, codes, "near"), note, terms: [], identified: false, told };
  }
  const loose = [prepared, other].flatMap((index) => (index && matchLoosely(index, text)) || []);
  const closest = Math.min(...loose.map(({ note }) => LOOSE.indexOf(note?.kind)));
  const taken = loose.filter(({ note }) => LOOSE.indexOf(note?.kind) === closest);
  return {
    results: taken.flatMap((part) => part.results.flatMap(unseen)),
    note: taken[0]?.note ?? null,
    terms: [...terms, ...meaningful(text)],
    identified: false,
    told,
  };
}
