/**
 * The log reader: what is pasted, dropped or chosen is read on this device, in slices so that the page stays alive.
 */

import {
  legacyPath, loadIndex, pageLanguage, permalinkPath, publishedRoot, recordPath, siteRoot,
} from "./addresses.js";
import { copyText } from "./copy.js";
import { element, link } from "./dom.js";
import { fill } from "./engine/fill.js";
import { groupsOf, markdown, meaningsOf, placeOf, prepareReport } from "./engine/report.js";
import { learn, scan } from "./engine/scan.js";
import { drawExcerpt } from "./excerpt.js";
import { drawExplanation } from "./unknown-number.js";

const LIMIT = 10 * 1024 * 1024; // bytes of a file, characters of a text
const LARGE = 200_000; // characters from which on a text field would be slow
const PAUSE = 300; // milliseconds after the last key
const SLICE = 24; // milliseconds of work before the page has its turn
const MOST_UNKNOWN = 100;

const reader = document.querySelector(".reader");
const input = reader.querySelector("textarea");
const picker = reader.querySelector("input[type=file]");
const held = reader.querySelector(".reader-file");
const progress = reader.querySelector("progress");
const status = reader.querySelector("[role=status]");
const actions = reader.querySelector(".reader-actions");
const results = reader.querySelector(".reader-result");
const button = (action) => reader.querySelector(`[data-action=${action}]`);

const root = siteRoot();
const lang = pageLanguage();
const number = new Intl.NumberFormat(lang);

let knowledge; // the promise of the index and what the scan needs of it
let latest = 0; // what is read; older readings give up

function load() {
  knowledge ??= (async () => {
    const index = await loadIndex(lang);
    return { ...prepareReport(index), scan: learn(index) };
  })();
  knowledge.catch(() => (knowledge = undefined)); // the next attempt may be luckier
  return knowledge;
}

// --- what comes in

const ENCODINGS = [
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** A file's text: UTF-8 or what its first bytes say, else the encoding of Chinese Windows. */
function decode(bytes) {
  const [marked] = ENCODINGS.find(([, mark]) => mark.every((byte, i) => bytes[i] === byte)) ?? [];
  // The end may be cut in the middle of a character, which only a stream may be.
  if (marked) return new TextDecoder(marked).decode(bytes, { stream: true });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder("gb18030").decode(bytes, { stream: true });
  }
}

async function readFile(file) {
  const mine = ++latest;
  const { strings } = await load().catch(() => ({}));
  if (!strings) return fail();
  let text;
  try {
    text = decode(new Uint8Array(await file.slice(0, LIMIT).arrayBuffer()));
  } catch {
    return tell(fill(strings.lookup_unreadable, { name: file.name }));
  }
  if (mine !== latest) return;
  hold(file.name, file.size);
  read(text, file.size > LIMIT);
}

/** A text that is too large for the field is kept beside it. */
async function readLarge(text) {
  const { strings } = await load().catch(() => ({}));
  if (!strings) return fail();
  hold(strings.lookup_pasted, text.length);
  read(text.slice(0, LIMIT), text.length > LIMIT);
}

function hold(name, size) {
  input.value = "";
  const unit = size < 1024 * 1024 ? ["kilobyte", 1024] : ["megabyte", 1024 * 1024];
  const amount = new Intl.NumberFormat(lang, { style: "unit", unit: unit[0], maximumFractionDigits: 1 });
  held.querySelector("span").textContent = `${name} · ${amount.format(size / unit[1])}`;
  held.hidden = false;
}

function clear() {
  latest++;
  input.value = "";
  picker.value = "";
  held.hidden = progress.hidden = actions.hidden = button("clear").hidden = true;
  results.replaceChildren();
  tell("");
  delete reader.dataset.done;
}

const tell = (text) => (status.textContent = text);

function fail() {
  progress.hidden = true;
  tell(status.dataset.failed);
}

// --- reading

/** Lets the page do what is waiting; unlike a timer it is not slowed down in a tab that nobody looks at. */
const pause = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

async function read(text, isCut = false) {
  const mine = ++latest;
  delete reader.dataset.done;
  if (!text.trim()) return clear();
  button("clear").hidden = false;
  let learnt;
  try {
    learnt = await load();
  } catch {
    return mine === latest && fail();
  }
  if (mine !== latest) return;
  if (text.length > LARGE) {
    results.replaceChildren();
    actions.hidden = true;
    tell(status.dataset.reading);
    progress.value = 0;
    progress.hidden = false;
    await pause();
  }
  const begin = performance.now();
  const steps = scan(text, learnt.scan);
  let step = steps.next();
  for (let turn = performance.now(); !step.done; step = steps.next()) {
    if (performance.now() - turn < SLICE) continue;
    progress.value = step.value / text.length;
    await pause();
    if (mine !== latest) return;
    turn = performance.now();
  }
  reader.dataset.milliseconds = Math.round(performance.now() - begin); // what the benchmark reads
  progress.hidden = true;
  draw({ text, isCut, ...step.value }, learnt);
  reader.dataset.done = "";
}

// --- what is found

function draw(source, learnt) {
  const { strings } = learnt;
  const groups = groupsOf(source.entries);
  const lines = number.format(source.lines.length);
  const counts = Object.entries(groups)
    .filter(([, entries]) => entries.length)
    .map(([kind, entries]) => fill(strings[`lookup_count_${kind}`], { n: number.format(entries.length) }));
  const said = counts.length
    ? fill(strings.lookup_summary, { lines, found: counts.join(strings.separator) })
    : fill(strings.lookup_none, { lines });
  tell(source.isCut ? `${said} ${strings.lookup_cut}` : said);
  actions.hidden = !counts.length;
  button("copy").onclick = async () => {
    const copied = await copyText(markdown(source.entries, learnt, (code) => new URL(`${code}/`, publishedRoot())));
    tell(copied ? strings.lookup_copied : strings.lookup_copy_failed);
  };

  results.replaceChildren();
  for (const [kind, entries] of Object.entries(groups)) {
    if (!entries.length) continue;
    const section = element("section", `findings ${kind}`, element("h2", "", strings[`lookup_${kind}`]));
    if (kind === "possible") section.append(element("p", "", strings.lookup_possible_why));
    const most = kind === "unknown" ? MOST_UNKNOWN : Infinity;
    const list = element("ol", "", ...entries.slice(0, most).map((entry) => drawEntry(entry, source, learnt)));
    list.setAttribute("role", "list"); // without its numbers, Safari would not call it one
    section.append(list);
    const more = number.format(entries.length - most);
    if (entries.length > most) section.append(element("p", "", fill(strings.lookup_more, { n: more })));
    results.append(section);
  }
}

function drawEntry(entry, source, learnt) {
  const { strings, index } = learnt;
  const { code, hits, count, kind, certain, line } = entry;
  const { record, values, names } = meaningsOf(entry, learnt);
  const item = element("li", "finding");
  Object.assign(item.dataset, { code, kind, certain, count, line: line + 1, legacy: [...entry.legacy].join(" ") });

  const path = record && !values.length ? recordPath(lang, code) : permalinkPath(code);
  const shown = element("code", "", String(code));
  const title = element("h3", "", kind === "known" ? link(new URL(path, root), shown) : shown);
  for (const name of names) title.append(" ", element("code", "name", name));
  item.append(title, element("p", "finding-place", placeOf(entry, learnt, (n) => number.format(n))));

  if (record) item.append(element("p", "", record.x));
  for (const value of values) {
    const family = link(new URL(legacyPath(lang, value), root), value.f);
    const said = element("p", "", family, strings.colon, value.x);
    if (value.to.length) said.append(" ", fill(strings.successors, { codes: value.to.join(strings.separator) }));
    item.append(said);
  }
  if (record?.r.length) {
    const steps = record.r.map((remedy) => element("li", "", index.remedies[remedy]));
    item.append(element("p", "", strings.lookup_do), element("ul", "", ...steps));
  }
  if (kind === "unknown") item.append(drawExplanation({ value: code, text: String(code) }, { index, root, lang }));
  item.append(drawExcerpt(hits, source, fill(strings.lookup_lines, { code })));
  return item;
}

// --- behaviour

let typing;
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
  if (picker.files[0]) readFile(picker.files[0]);
  picker.value = ""; // the same file may be chosen again
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
  const [file] = event.dataTransfer.files;
  const text = event.dataTransfer.getData("text/plain");
  if (file) readFile(file);
  else if (text.length < LARGE) {
    input.value = text;
    held.hidden = true;
    read(text);
  } else readLarge(text);
});

// A browser may bring back what stood in the field.
if (input.value) read(input.value);
