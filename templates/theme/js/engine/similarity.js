/** Find the names of codes that are spelled like a query. Pure: no DOM. */

import { alphanumeric, distance, tolerance } from "./recognize.js";

const bareOf = (/** @type {string} */ name) => name.replace(/^k|error$/g, "");

/**
 * Find the codes with names spelled like one of the words, or like all of them together, or that have a part spelled so.
 * @param {Prepared} prepared @param {string[]} words @param {string[]} strange  those that no document has
 */
export function similarNames({ codes }, words, strange) {
  const names = codes.flatMap(({ record, names }) => names.map((name) => ({ record, name })));
  const isName = (/** @type {string} */ word) => /^[a-z_]\w*$/i.test(word);
  const tries = new Set(strange.filter((word) => isName(word) && word.length > 5).map(alphanumeric));
  if (words.length > 1 && words.length < 4 && words.every(isName)) tries.add(alphanumeric(words.join("")));
  const hits = [];
  for (const word of tries) {
    const bare = bareOf(word);
    if (word.length > 60 || bare.length < 4) continue;
    for (const { record, name } of names) {
      const isFar = Math.abs(name.length - word.length) > 8;
      const whole = isFar ? Infinity : Math.min(distance(word, name), distance(bare, bareOf(name)));
      const mayHold = bare.length > 7 && whole > 1 && name.length + 2 > bare.length;
      const part = mayHold ? distance(bare, name, true) : Infinity;
      if (Math.min(whole, part) > tolerance(word.length)) continue;
      const off = Math.min(whole, part + 1);
      hits.push({ record, off, rank: (whole === off ? 0 : 1) + name.length / 1000 });
    }
  }
  const least = Math.min(...hits.map(({ off }) => off));
  const best = hits.filter(({ off }) => off === least).sort((a, b) => a.rank - b.rank);
  return { isWhole: best[0]?.rank < 1, records: [...new Set(best.map(({ record }) => record))] };
}
