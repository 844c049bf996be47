/**
 * Draw the lines with findings, and their context, in a scrolling box. Only the lines in view are in the document, as a
 * log may have very many.
 */

import { element } from "./dom.js";
import { ANSI } from "./engine/recognize.js";

const CONTEXT = 2; // lines before and after
const LONG = 400; // characters of a line that one row shows
const BEFORE = 120; // of them before the first mark
const SPARE = 6; // rows that are drawn above and below the view
const HEIGHT = 20; // pixels of a row, as in the style sheet
const PRINTED = 200; // rows on paper
const MOST = 800_000; // rows; browsers cannot scroll a taller box

/** @typedef {{line: number, hit: number}} Row  the line, and the position of its first hit in `hits`, or -1 */
/** @typedef {{text: string, lines: number[]}} Source */

/**
 * Return the rows for the hits, with context, and a gap between lines that do not adjoin.
 * @param {number[]} hits @param {number[]} lines
 */
function rowsOf(hits, lines) {
  const rows = /** @type {Row[]} */ ([]);
  let last = -1;
  let gap = false;
  const add = (/** @type {number} */ line, /** @type {number} */ hit) => {
    if (last >= 0 && line > last + 1 && !gap) rows.push({ line: -1, hit: -1 });
    gap = false;
    rows.push({ line, hit });
    last = line;
  };
  for (let i = 0; i < hits.length && rows.length < MOST; i += 3) {
    const line = hits[i];
    const isLong = (lines[line + 1] ?? Infinity) - lines[line] > LONG;
    // A long line has another row for each hit that the previous row does not show.
    const shown = rows.at(-1)?.hit ?? -1;
    if (line === last && shown >= 0) {
      if (isLong && hits[i + 1] - hits[shown + 1] > LONG - BEFORE) rows.push({ line, hit: i });
      continue;
    }
    for (let before = Math.max(last + 1, line - CONTEXT); before < line; before++) add(before, -1);
    add(line, i);
    let next = i + 3;
    while (hits[next] === line) next += 3;
    const end = Math.min(line + CONTEXT, lines.length - 1, (hits[next] ?? Infinity) - 1);
    if (!isLong) for (let after = line + 1; after <= end; after++) add(after, -1);
  }
  return rows;
}

/**
 * Draw a line and its number, with its hits marked; look only at the part of the line that is shown.
 * @param {Row} row @param {Source & {hits: number[]}} source
 */
function drawRow({ line, hit }, { text, lines, hits }) {
  if (line < 0) return element("div", "row gap", "⋯");
  const from = lines[line];
  const next = lines[line + 1] ?? (text.endsWith("\n") ? text.length : text.length + 1);
  const length = next - 1 - from - (text[next - 2] === "\r" ? 1 : 0);
  const start = hit < 0 || length <= LONG ? 0 : Math.max(0, hits[hit + 1] - BEFORE);
  const end = Math.min(length, start + LONG);
  const part = (/** @type {number} */ first, /** @type {number} */ last) =>
    text.slice(from + first, from + last).replace(ANSI, "");

  const row = element("div", hit < 0 ? "row" : "row hit", element("span", "number", String(line + 1)));
  if (start > 0) row.append("…");
  let at = start;
  for (let i = hit; hit >= 0 && hits[i] === line && hits[i + 1] < end; i += 3) {
    const [first, last] = [hits[i + 1], hits[i + 2]];
    if (first < at || last > end) continue;
    row.append(part(at, first), element("mark", "", part(first, last)));
    at = last;
  }
  row.append(part(at, end));
  if (end < length) row.append("…");
  return row;
}

/**
 * Draw the box.
 * @param {number[]} hits  of engine/scan.js @param {Source} source @param {string} label  for screen readers
 */
export function drawExcerpt(hits, { text, lines }, label) {
  const rows = rowsOf(hits, lines);
  const view = element("div", "rows");
  const whole = element("div", "whole", view);
  const box = element("div", "excerpt", whole);
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", label);
  whole.style.height = `${rows.length * HEIGHT}px`;
  whole.style.setProperty("--digits", String(String(lines.length).length));

  let drawn = "";
  const draw = () => {
    const first = Math.max(0, Math.floor(box.scrollTop / HEIGHT) - SPARE);
    const last = Math.min(rows.length, Math.ceil((box.scrollTop + box.clientHeight) / HEIGHT) + SPARE);
    show(first, last);
  };
  const show = (/** @type {number} */ first, /** @type {number} */ last) => {
    if (drawn === `${first} ${last}`) return;
    drawn = `${first} ${last}`;
    view.style.transform = `translateY(${first * HEIGHT}px)`;
    view.replaceChildren(...rows.slice(first, last).map((row) => drawRow(row, { text, lines, hits })));
  };
  box.addEventListener("scroll", () => requestAnimationFrame(draw), { passive: true });
  addEventListener("beforeprint", () => show(0, Math.min(rows.length, PRINTED)));
  // Draw only when the box comes into view, and then scroll to the first mark.
  const observer = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    observer.disconnect();
    draw();
    const mark = view.querySelector("mark")?.getBoundingClientRect();
    const edge = box.getBoundingClientRect();
    if (mark && mark.right > edge.right) box.scrollLeft = mark.left - edge.left - edge.width / 2;
  });
  observer.observe(box);
  return box;
}
