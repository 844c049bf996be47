/** Scan a log that is pasted, dropped or chosen on this device, in slices so that the page stays responsive. */

import {
  legacyPath,
  loadIndex,
  pageLanguage,
  permalinkPath,
  publishedRoot,
  recordPath,
  siteRoot,
} from "./addresses.js";
import { copyText } from "./copy.js";
import { drawMeanings, element, find, link } from "./dom.js";
import { fill } from "./engine/fill.js";
import { legacyMeaning } from "./engine/guidance.js";
import { groupsOf, markdown, meaningsOf, placeOf, prepareReport } from "./engine/report.js";
import { buildScanIndex, scan } from "./engine/scan.js";
import { drawExcerpt } from "./excerpt.js";
import { drawExplanation, drawTold } from "./unknown-number.js";

const LIMIT = 10 * 1024 * 1024; // bytes of a file, characters of a text
const LARGE = 200_000; // characters; a text field is slow with more
const PAUSE = 300; // milliseconds from the last key to the scan
const SLICE = 24; // milliseconds of scanning before other tasks run
const MOST_UNKNOWN = 100;

const reader = find(".reader", HTMLElement);
const input = find("textarea", HTMLTextAreaElement, reader);
const picker = find("input[type=file]", HTMLInputElement, reader);
const held = find(".reader-file", HTMLElement, reader);
const progress = find("progress", HTMLProgressElement, reader);
const status = find("[role=status]", HTMLElement, reader);
const actions = find(".reader-actions", HTMLElement, reader);
const results = find(".reader-result", HTMLElement, reader);
const button = (/** @type {string} */ action) => find(`[data-action=${action}]`, HTMLButtonElement, reader);

const root = siteRoot();
const lang = pageLanguage();
const number = new Intl.NumberFormat(lang);

let knowledge = /** @type {Promise<LogKnowledge> | undefined} */ (undefined);
let latest = 0; // counts texts; the scan of an earlier one stops

function load() {
  knowledge ??= loadIndex(lang).then((index) => ({ ...prepareReport(index), scan: buildScanIndex(index) }));
  knowledge.catch(() => (knowledge = undefined)); // retry on the next call
  return knowledge;
}

// --- input

const ENCODINGS = { "utf-16le": [0xff, 0xfe], "utf-16be": [0xfe, 0xff] };

/**
 * Decode UTF-16 with a byte order mark, UTF-8, or else GB18030, the encoding of Chinese Windows.
 * @param {Uint8Array} bytes
 */
function decode(bytes) {
  const marks = Object.entries(ENCODINGS);
  const marked = marks.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte))?.[0];
  // A stream, as the last character of a cut file may be incomplete.
  if (marked) return new TextDecoder(marked).decode(bytes, { stream: true });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("gb18030").decode(bytes, { stream: true });
  }
}

async function readFile(/** @type {File} */ file) {
  const mine = ++latest;
  const context = await load().catch(fail);
  if (!context) return;
  let text;
  try {
    text = decode(new Uint8Array(await file.slice(0, LIMIT).arrayBuffer()));
  } catch {
    return announce(fill(context.strings.lookup_unreadable, { name: file.name }));
  }
  if (mine !== latest) return;
  showSource(file.name, file.size);
  read(text, file.size > LIMIT);
}

/** Scan a text that is too large for the field. @param {string} text */
async function readLarge(text) {
  const context = await load().catch(fail);
  if (!context) return;
  showSource(context.strings.lookup_pasted, text.length);
  read(text.slice(0, LIMIT), text.length > LIMIT);
}

/** Show name and size of a text that is not in the field. */
function showSource(/** @type {string} */ name, /** @type {number} */ size) {
  input.value = "";
  const [unit, bytes] = size < 1024 * 1024 ? ["kilobyte", 1024] : ["megabyte", 1024 * 1024];
  const amount = new Intl.NumberFormat(lang, { style: "unit", unit, maximumFractionDigits: 1 });
  find("span", HTMLElement, held).textContent = `${name} · ${amount.format(size / bytes)}`;
  held.hidden = false;
}

function clear() {
  latest++;
  input.value = "";
  picker.value = "";
  held.hidden = progress.hidden = actions.hidden = button("clear").hidden = true;
  results.replaceChildren();
  announce("");
  delete reader.dataset.done;
}

function announce(/** @type {string | undefined} */ text = "") {
  status.textContent = text;
}

function fail() {
  progress.hidden = true;
  announce(status.dataset.failed);
}

// --- reading

/** Let other tasks run; unlike timers, this is not throttled in background tabs. */
const pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve(undefined);
    };
    port2.postMessage(null);
  });

async function read(/** @type {string} */ text, isCut = false) {
  const mine = ++latest;
  delete reader.dataset.done;
  if (!text.trim()) return clear();
  button("clear").hidden = false;
  const context = await load().catch(() => null);
  if (mine !== latest) return;
  if (!context) return fail();
  if (text.length > LARGE) {
    results.replaceChildren();
    actions.hidden = true;
    announce(status.dataset.reading);
    progress.value = 0;
    progress.hidden = false;
    await pause();
  }
  const begin = performance.now();
  const steps = scan(text, context.scan);
  let step = steps.next();
  for (let turn = performance.now(); !step.done; step = steps.next()) {
    if (performance.now() - turn < SLICE) continue;
    progress.value = step.value / text.length;
    await pause();
    if (mine !== latest) return;
    turn = performance.now();
  }
  reader.dataset.milliseconds = String(Math.round(performance.now() - begin)); // for the benchmark
  progress.hidden = true;
  draw({ text, isCut, ...step.value }, context);
  reader.dataset.done = "";
}

// --- findings

/** @param {LogSource} source @param {LogKnowledge} context */
function draw(source, context) {
  const { strings } = context;
  const groups = groupsOf(source.entries);
  const lines = number.format(source.lines.length);
  const counts = Object.entries(groups)
    .filter(([, entries]) => entries.length)
    .map(([kind, entries]) => fill(strings[`lookup_count_${kind}`], { n: number.format(entries.length) }));
  const said = counts.length
    ? fill(strings.lookup_summary, { lines, found: counts.join(strings.separator) })
    : fill(strings.lookup_none, { lines });
  const numbers = source.short.join(strings.separator);
  const short = numbers ? fill(strings.lookup_short, { numbers }) : "";
  announce([said, short, source.isCut ? strings.lookup_truncated : ""].filter(Boolean).join(" "));
  actions.hidden = !counts.length;
  button("copy").onclick = async () => {
    const permalink = (/** @type {number} */ code) => String(new URL(`${code}/`, publishedRoot()));
    const copied = await copyText(markdown(source.entries, context, permalink));
    announce(copied ? strings.lookup_copied : strings.lookup_copy_failed);
  };

  results.replaceChildren();
  for (const [kind, entries] of Object.entries(groups)) {
    if (!entries.length) continue;
    const section = element("section", `findings ${kind}`, element("h2", "", strings[`lookup_${kind}`]));
    if (kind === "possible") section.append(element("p", "", strings.lookup_possible_note));
    const most = kind === "unknown" || kind === "other" ? MOST_UNKNOWN : Infinity;
    const list = element("ol", "", ...entries.slice(0, most).map((entry) => drawEntry(entry, source, context)));
    list.setAttribute("role", "list"); // Safari announces no list if its numbers are hidden
    section.append(list);
    const more = number.format(entries.length - most);
    if (entries.length > most) section.append(element("p", "", fill(strings.lookup_more, { n: more })));
    results.append(section);
  }
}

/** @param {Held} held @param {SearchIndex} index @param {boolean} hasCause  false if it is drawn already */
function drawGuidance({ place, cause, mark, steps, retry }, index, hasCause) {
  const { strings } = index;
  const drawn = /** @type {HTMLElement[]} */ ([]);
  const label = place ? [element("strong", "", place), strings.colon] : [];
  const said = hasCause ? drawMeanings([{ place: "", cause, mark }], index) : [];
  if (label.length || hasCause) drawn.push(element("p", "", ...label, ...said));
  const list = steps.map((step) => element("li", "", step));
  if (steps.length) drawn.push(element("p", "", strings.lookup_remedies), element("ol", "", ...list));
  if (retry) drawn.push(element("p", "", strings.lookup_retry, strings.space, retry));
  return drawn;
}

/** @param {Entry} entry @param {LogSource} source @param {LogKnowledge} context */
function drawEntry(entry, source, context) {
  const { strings, index } = context;
  const { code, hits, count, kind, certain, line, stage } = entry;
  const { record, values, names, guidance } = meaningsOf(entry, context);
  const item = element("li", "finding");
  Object.assign(item.dataset, { code, kind, certain, count, line: line + 1, legacy: [...entry.legacy].join(" ") });
  if (stage !== null) item.dataset.stage = index.stages[stage].id;

  const path = record && !values.length ? recordPath(lang, Number(code)) : permalinkPath(Number(code));
  const shown = element("code", "", String(code));
  const title = element("h3", "", kind === "known" ? link(new URL(path, root), shown) : shown);
  for (const name of names) title.append(" ", element("code", "name", name));
  item.append(
    title,
    element(
      "p",
      "finding-place",
      placeOf(entry, context, (n) => number.format(n)),
    ),
  );

  if (kind === "other") item.append(...entry.told.map((told) => drawTold(told, { index, root, lang })));
  for (const held of guidance) item.append(...drawGuidance(held, index, kind !== "other"));
  for (const value of values) {
    const family = link(new URL(legacyPath(lang, value), root), value.f);
    const said = element("p", "", family, strings.colon, ...drawMeanings([legacyMeaning(value, index)], index));
    if (value.to.length) said.append(" ", fill(strings.successors, { codes: value.to.join(strings.separator) }));
    item.append(said);
  }
  if (kind === "unknown") {
    const unknown = { value: Number(code), text: String(code) };
    item.append(drawExplanation(unknown, { index, root, lang }));
  }
  item.append(drawExcerpt(hits, source, fill(strings.lookup_lines, { code })));
  return item;
}

// --- behavior

let typing = 0;
input.addEventListener("focus", () => load().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(typing);
  held.hidden = true;
  typing = setTimeout(() => read(input.value), PAUSE);
});
input.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (input.value.length + text.length < LARGE) return;
  event.preventDefault();
  readLarge(input.value.slice(0, input.selectionStart) + text + input.value.slice(input.selectionEnd));
});
button("choose").addEventListener("click", () => picker.click());
button("clear").addEventListener("click", () => {
  clear();
  input.focus();
});
picker.addEventListener("change", () => {
  if (picker.files?.[0]) readFile(picker.files[0]);
  picker.value = ""; // so that choosing the same file again is a change
});
document.addEventListener("dragover", (event) => {
  event.preventDefault();
  reader.classList.add("dropping");
});
document.addEventListener("dragleave", ({ relatedTarget }) => {
  if (!relatedTarget) reader.classList.remove("dropping");
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  reader.classList.remove("dropping");
  const file = event.dataTransfer?.files[0];
  const text = event.dataTransfer?.getData("text/plain") ?? "";
  if (file) readFile(file);
  else if (text.length < LARGE) {
    input.value = text;
    held.hidden = true;
    read(text);
  } else readLarge(text);
});

// Browsers may restore the text of the field.
if (input.value) read(input.value);
