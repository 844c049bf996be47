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
import { textOf } from "./decode.js";
import { drawMeanings, element, find, link } from "./dom.js";
import { fill } from "./engine/fill.js";
import { legacyMeaning, verdictsAt } from "./engine/guidance.js";
import {
  countsOf,
  groupOf,
  groupsOf,
  isStatus,
  markdown,
  meaningsOf,
  placeOf,
  prepareReport,
} from "./engine/report.js";
import { buildScanIndex, scan } from "./engine/scan.js";
import { drawExcerpt } from "./excerpt.js";
import { keep, kept, LOG } from "./kept.js";
import { drawExplanation, drawTold } from "./unknown-number.js";

const LIMIT = 10 * 1024 * 1024; // bytes of a file, characters of a text
const LARGE = 200_000; // characters; a text field is slow with more
const PAUSE = 300; // milliseconds from the last key to the scan
const SLICE = 24; // milliseconds of scanning before other tasks run
const MOST_UNKNOWN = 100;
const MOST_IN_SUMMARY = 100;
const LOG_NAME = "log-name"; // of the file

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

async function readFile(/** @type {File} */ file) {
  const mine = ++latest;
  const context = await load().catch(fail);
  if (!context) return;
  const { strings } = context;
  const given = await textOf(file, LIMIT).catch(() => undefined);
  if (mine !== latest) return;
  if (!given || given.text === null) {
    clear();
    button("clear").hidden = false;
    return announce(fill(given ? strings.lookup_no_text : strings.lookup_unreadable, { name: file.name }));
  }
  showSource(file.name, file.size);
  read(given.text, { isCut: given.isCut, name: file.name });
}

/** Scan a text that is too large for the field. @param {string} text @param {string} [name] */
async function readLarge(text, name) {
  const context = await load().catch(fail);
  if (!context) return;
  showSource(name ?? context.strings.lookup_pasted, text.length);
  read(text.slice(0, LIMIT), { isCut: text.length > LIMIT, name });
}

/** Scan a text: show it in the field, if that can hold it. @param {string} text @param {string} [name]  of its file */
function take(text, name) {
  if (name || text.length >= LARGE) return readLarge(text, name);
  input.value = text;
  held.hidden = true;
  return read(text);
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
  for (const name of [LOG, LOG_NAME]) keep(name, "");
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

/** @param {string} text @param {{isCut?: boolean, name?: string}} [source] */
async function read(text, { isCut = false, name = "" } = {}) {
  const mine = ++latest;
  delete reader.dataset.done;
  const isKept = keep(LOG, text) && keep(LOG_NAME, name && `${text.length} ${name}`);
  if (!isKept) keep(LOG, "");
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
  const steps = scan(text, context.scan, MOST_UNKNOWN);
  let step = steps.next();
  for (let turn = performance.now(); !step.done; step = steps.next()) {
    if (performance.now() - turn < SLICE) continue;
    progress.value = step.value / text.length;
    await pause();
    if (mine !== latest) return;
    turn = performance.now();
  }
  progress.hidden = true;
  await draw({ text, isCut, ...step.value }, context, () => mine === latest);
  if (mine === latest) reader.dataset.done = "";
}

// --- findings

/** @param {LogSource} source @param {LogKnowledge} context @param {() => boolean} isLatest */
async function draw(source, context, isLatest) {
  const { strings } = context;
  const groups = groupsOf(source.entries, context);
  const lines = number.format(source.lines.length);
  const counts = countsOf(groups, context, (n) => number.format(n)).join(strings.separator);
  const said = fill(counts ? strings.lookup_summary : strings.lookup_none, { lines, found: counts });
  const numbers = source.short.join(strings.separator);
  const short = numbers ? fill(strings.lookup_short, { numbers }) : "";
  announce([said, short, source.isCut ? strings.lookup_truncated : ""].filter(Boolean).join(" "));
  const { success, possible, ...sure } = groups; // successes are only counted
  const shown = Object.entries({ ...sure, possible }).filter(([, entries]) => entries.length);
  actions.hidden = !shown.length;
  button("copy").onclick = async () => {
    const permalink = (/** @type {number} */ code) => String(new URL(`${code}/`, publishedRoot()));
    const copied = await copyText(markdown(source.entries, context, permalink));
    announce(copied ? strings.lookup_copied : strings.lookup_copy_failed);
  };

  const sorted = shown.flatMap(([, entries]) => entries);
  results.replaceChildren(...(sorted.length > 1 ? [drawSummary(sorted, context)] : []));
  let turn = performance.now();
  for (const [kind, entries] of shown) {
    const section = element("section", `findings ${kind}`, element("h2", "", strings[`lookup_${kind}`]));
    if (kind === "possible") section.append(element("p", "", strings.lookup_possible_note));
    const list = element("ol", "");
    list.setAttribute("role", "list"); // Safari announces no list if its numbers are hidden
    section.append(list);
    results.append(section);
    for (const entry of entries) {
      list.append(drawEntry(entry, source, context));
      if (performance.now() - turn < SLICE) continue;
      await pause();
      if (!isLatest()) return;
      turn = performance.now();
    }
  }
  const more = fill(strings.lookup_more, { n: number.format(source.unlisted) });
  if (source.unlisted) results.append(element("p", "", more));
}

/** @param {Held} held @param {SearchIndex} index @param {boolean} hasCause  false if it is drawn already */
function drawGuidance({ place, cause, mark, steps, retry }, index, hasCause) {
  const { strings, checks: checksOf } = index;
  const drawn = /** @type {HTMLElement[]} */ ([]);
  const label = place ? [element("strong", "", place), strings.colon] : [];
  const said = hasCause ? drawMeanings([{ place: "", cause, mark }], index) : [];
  if (label.length || hasCause) drawn.push(element("p", "", ...label, ...said));
  const list = steps.map((step) => {
    const item = element("li", "", step);
    const checks = checksOf[step]?.map((check) => element("li", "", check));
    if (checks)
      item.append(element("details", "", element("summary", "", strings.lookup_checks), element("ol", "", ...checks)));
    return item;
  });
  if (steps.length) drawn.push(element("p", "", strings.lookup_remedies), element("ol", "", ...list));
  if (retry) drawn.push(element("p", "", strings.lookup_retry, strings.space, retry));
  return drawn;
}

const idOf = (/** @type {Entry} */ { code }) => `found-${String(code).replace(/\W+/g, "-")}`;

/** Say of what is no certain error what it is. @param {Entry} entry @param {LogKnowledge} context @param {CodeRecord} [record] */
function whatOf(entry, { strings }, record) {
  const group = groupOf(entry);
  if (group !== "certain") return strings[`lookup_${group}`];
  return record?.k ? strings[record.k] : entry.legacy.size ? strings.tier_legacy : "";
}

/** Draw what was found in one table: each code, its stage, its count, and the verdict on a retry. */
function drawSummary(/** @type {Entry[]} */ entries, /** @type {LogKnowledge} */ context) {
  const { strings, index } = context;
  const columns = ["code", "stage", "count", "retry"].map((name) => strings[`lookup_column_${name}`]);
  const rows = entries.slice(0, MOST_IN_SUMMARY).map((entry) => {
    const { record, names } = meaningsOf(entry, context);
    const stages = entry.stage === null ? (record?.s ?? []) : [entry.stage];
    const jump = link(`#${idOf(entry)}`, element("code", "", [entry.code, names[0]].filter(Boolean).join(" ")));
    const isError = record && entry.kind === "known" && !isStatus(entry, context);
    const verdicts = isError ? verdictsAt(record, entry.stage, index) : [];
    const chips = verdicts.map((id) => element("span", `chip retry-${id}`, strings[`chip_retry_${id}`]));
    const cells = [
      [jump],
      [stages.map((stage) => index.stages[stage].title).join(strings.separator) || "–"],
      [number.format(entry.count)],
      [...chips, element("span", "what", whatOf(entry, context, record))],
    ];
    const drawn = cells.map((cell) => element("td", "", ...cell));
    for (const [i, cell] of drawn.entries()) cell.dataset.label = columns[i];
    return element("tr", "", ...drawn);
  });
  const head = element("tr", "", ...columns.map((column) => element("th", "", column)));
  return element("table", "summary", element("thead", "", head), element("tbody", "", ...rows));
}

/** @param {Entry} entry @param {LogSource} source @param {LogKnowledge} context */
function drawEntry(entry, source, context) {
  const { strings, index } = context;
  const { code, hits, count, kind, certain, line, stage } = entry;
  const { record, values, names, guidance } = meaningsOf(entry, context);
  const item = element("li", "finding");
  Object.assign(item.dataset, { code, kind, certain, count, line: line + 1, legacy: [...entry.legacy].join(" ") });
  if (stage !== null) item.dataset.stage = index.stages[stage].id;

  const title = element("h3", "", element("code", "", String(code)));
  for (const name of names) title.append(" ", element("code", "name", name));
  const place = placeOf(entry, context, (n) => number.format(n));
  const fold = element("details", "", element("summary", "", title, element("span", "finding-place", place)));
  fold.id = idOf(entry);
  fold.open = certain && !isStatus(entry, context);
  item.append(fold);

  if (kind === "other") fold.append(...entry.told.map((told) => drawTold(told, { index, root, lang })));
  for (const held of guidance) fold.append(...drawGuidance(held, index, kind !== "other"));
  for (const value of values) {
    const family = link(new URL(legacyPath(lang, value), root), value.f);
    const said = element("p", "", family, strings.colon, ...drawMeanings([legacyMeaning(value, index)], index));
    if (value.to.length) said.append(" ", fill(strings.successors, { codes: value.to.join(strings.separator) }));
    fold.append(said);
  }
  if (kind === "unknown") {
    const unknown = { value: Number(code), text: String(code) };
    fold.append(drawExplanation(unknown, { index, root, lang }));
  }
  if (kind === "known") {
    const path = record && !values.length ? recordPath(lang, Number(code)) : permalinkPath(Number(code));
    const page = link(new URL(path, root), fill(strings.open_code, { code }));
    page.dataset.permalink = String(new URL(`${code}/`, publishedRoot())); // for paper
    fold.append(element("p", "finding-page", page));
  }
  fold.append(drawExcerpt(hits, source, fill(strings.lookup_lines, { code })));
  return item;
}

// --- behavior

let typing = 0;
input.addEventListener("focus", () => load().catch(() => {}), { once: true });
input.addEventListener("input", () => {
  clearTimeout(typing);
  held.hidden = true;
  typing = setTimeout(() => (input.value ? read(input.value) : clear()), PAUSE);
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
  else if (text) take(text);
});

results.addEventListener("click", ({ target }) => {
  const { hash = "" } = (target instanceof Element && target.closest("a")) || {};
  const fold = hash && document.getElementById(hash.slice(1));
  if (fold instanceof HTMLDetailsElement) fold.open = true;
});

// Browsers may restore the text of the field; the search box may hand over a log, and another page of this tab keep one.
const before = kept(LOG) || input.value;
const [, length, name] = /^(\d+) (.*)$/s.exec(kept(LOG_NAME)) ?? [];
if (before) take(before, Number(length) === before.length ? name : undefined);
