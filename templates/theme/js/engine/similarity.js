/**
 * Find what a query may mean that matches nothing plainly: similar spellings, and some of the words.
 *
 * Pure: no DOM.
 */

import { allWords, asResults, fit } from "./matches.js";
import { alphanumeric, distance, tolerance } from "./recognize.js";
import { apart, HAN, MOST_WORDS, meaningful, withoutApostrophes, wordsOf } from "./words.js";

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
  const tries = new Set(strange.sort((a, b) => b.length - a.length).slice(0, MOST_WORDS.similar));
  if (strange.length < words.length && words.length <= MOST_WORDS.similar) tries.add(alphanumeric(words.join("")));
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
export function matchLoosely(prepared, text) {
  const words = meaningful(text);
  const every = (/** @type {string[][]} */ spelt) => (spelt.length ? allWords(prepared, spelt, words.join(" ")) : []);
  const exactly = (/** @type {string[]} */ list) => every(list.map((word) => [word]));
  const respelt = () => {
    const spelt = words.slice(0, MOST_WORDS.similar).map((word) => spellings(prepared, word));
    const changed = words.length <= MOST_WORDS.similar && spelt.some(([first], i) => first !== words[i]);
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
