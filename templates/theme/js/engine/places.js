/** Tell where the characters of a normalized line stand in the line as it was written. Pure: no DOM. */

import { ANSI, normalize } from "./recognize.js";

// Printable ASCII stays as it is, unless a mark joins its last character.
const PARTS = /[\x20-\x7e]+(?!\p{M})|.[^\x20-\x7e]*/gsu;
const CLUSTERS = /.[\p{M}\p{Cf}]*/gsu;

/** @typedef {{at: number, raw: number, length: number, rawLength: number}} Part  of the line, and of the raw one */

/**
 * Divide a raw line into parts, each of which is normalized to as many characters, or is a short one.
 * @param {string} raw
 */
function partsOf(raw) {
  const parts = /** @type {Part[]} */ ([]);
  let at = 0;
  const enter = (/** @type {number} */ start, /** @type {number} */ rawLength, /** @type {number} */ length) => {
    if (length) parts.push({ at, raw: start, length, rawLength });
    at += length;
  };
  const divide = (/** @type {number} */ start, /** @type {number} */ end) => {
    for (const { 0: part, index } of raw.slice(start, end).matchAll(PARTS)) {
      const { length } = normalize(part);
      const clusters = length === part.length ? [] : [...part.matchAll(CLUSTERS)];
      const lengths = clusters.map(([cluster]) => normalize(cluster).length);
      if (clusters.length && lengths.reduce((sum, each) => sum + each) === length) {
        for (const [i, { 0: cluster, index: within }] of clusters.entries())
          enter(start + index + within, cluster.length, lengths[i]);
      } else enter(start + index, part.length, length);
    }
  };
  let start = 0;
  for (const { 0: command, index } of raw.matchAll(ANSI)) {
    divide(start, index);
    start = index + command.length;
  }
  divide(start, raw.length);
  return { parts, length: at };
}

/**
 * Return a function that finds in a raw line what is between two places of the normalized one.
 * @param {string} raw @param {string} line  normalized @returns {(start: number, end: number) => [number, number]}
 */
export function placesIn(raw, line) {
  if (raw === line) return (start, end) => [start, end];
  const { parts, length } = partsOf(raw);
  // Normalized in parts, a line may have another length; then a place is approximate.
  const limit = (/** @type {number} */ at) => Math.min(at, raw.length);
  if (length !== line.length) return (start, end) => [limit(start), limit(end)];
  const partAt = (/** @type {number} */ at) => {
    let [low, high] = [0, parts.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (parts[middle].at <= at) low = middle;
      else high = middle - 1;
    }
    return parts[low];
  };
  return (start, end) => {
    const [first, last] = [partAt(start), partAt(end - 1)];
    const isSame = (/** @type {Part} */ part) => part.length === part.rawLength;
    const begin = isSame(first) ? first.raw + start - first.at : first.raw;
    return [begin, isSame(last) ? last.raw + end - last.at : last.raw + last.rawLength];
  };
}
