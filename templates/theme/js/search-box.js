/**
 * The search box in the page's head, once somebody turned to it (site.js): an ARIA combobox over engine/search.js.
 */

import { legacyPath, loadIndex, pageLanguage, recordPath, siteRoot } from "./addresses.js";
import { element } from "./dom.js";
import { fill } from "./engine/fill.js";

const box = document.querySelector("[data-search]");
const input = box.querySelector("input");
const form = box.querySelector("form");
const list = box.querySelector("[role=listbox]");
const meta = box.querySelector("[role=status]");
const scroller = box.querySelector(".md-search__scrollwrap");
const toggle = document.getElementById("__search");

const AT_ONCE = 100;

const root = siteRoot();
const lang = pageLanguage();

// Where the digits of a number that is in no table are explained; its links are reached by Tab.
const aside = element("div", "md-search-result__article md-typeset");
aside.hidden = true;
list.before(aside);

let engine; // the promise of engine/search.js and the index, once somebody wants it
let active = -1;
let shown = ""; // the query whose results are in the list
let drawn = 0; // how often the list was drawn
let enterWaits = false;

// --- loading

async function prepareIndex(searching, language) {
  const index = await loadIndex(language);
  return { index, prepared: searching.prepare(index) };
}

function load() {
  engine ??= (async () => {
    const [searching, numbering, { drawExplanation }] = await Promise.all([
      import("./engine/search.js"),
      import("./engine/numbering.js"),
      import("./unknown-number.js"),
    ]);
    const { index, prepared } = await prepareIndex(searching, lang);
    let other;
    const loadOther = () => (other ??= prepareIndex(searching, index.other).catch(() => (other = undefined)));
    return { searching, numbering, drawExplanation, index, prepared, loadOther };
  })();
  engine.catch(() => {
    engine = undefined; // the next attempt may be luckier
    meta.textContent = box.dataset.failed;
  });
  return engine;
}

// --- drawing

/** The text with every occurrence of a term marked, in any case. */
function marked(text, terms) {
  const lower = text.toLowerCase();
  const inside = new Array(text.length).fill(false);
  for (const term of terms) {
    for (let at = lower.indexOf(term); term && at >= 0; at = lower.indexOf(term, at + 1)) {
      inside.fill(true, at, at + term.length);
    }
  }
  const pieces = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    while (to < text.length && inside[to] === inside[from]) to++;
    const piece = text.slice(from, to);
    pieces.push(inside[from] ? element("mark", "", piece) : piece);
  }
  return pieces;
}

const badge = (kind, text) => element("span", `search-hit__badge search-hit__badge--${kind}`, text);

function drawHit(result, position, { terms, index }) {
  const { strings, stages } = index;
  const { record, legacy } = result;
  const code = String((record ?? legacy).c);
  const head = element("div", "search-hit__head", element("code", "", ...marked(code, result.certain ? [code] : terms)));
  const name = record ? record.n[0] : legacy.n;
  const aliases = record ? [...record.n.slice(1), ...(record.a ?? [])] : [];
  // A name on another platform is shown when that is what was asked for.
  const asked = aliases.filter((alias) => terms.some((term) => term.length > 3 && alias.toLowerCase().includes(term)));
  for (const shownName of [name, ...asked].filter(Boolean)) {
    head.append(" ", element("code", "search-hit__name", ...marked(shownName, terms)));
  }
  const tier = legacy ? "legacy" : record.t === 0 ? "common" : "complete";
  head.append(" ", badge(tier, strings[`tier_${tier}`]));
  if (record?.k) head.append(" ", badge("status", strings[record.k]));
  if (result.why === "possible" || result.why === "near") head.append(" ", badge(result.why, strings[result.why]));

  const text = element("p", "", ...marked((record ?? legacy).x, terms));
  const body = element("div", "md-search-result__article md-typeset", head, text);
  const codes = legacy?.to.join(strings.separator);
  const successors = codes ? ` · ${fill(strings.successors, { codes })}` : "";
  const place = record ? record.s.map((i) => stages[i].title).join(strings.separator) : legacy.f + successors;
  if (place) body.append(element("p", "search-hit__place", ...marked(place, terms)));

  const link = element("a", "md-search-result__link", body);
  link.href = new URL(record ? recordPath(lang, record.c) : legacyPath(lang, legacy), root);
  link.id = `search-result-${position}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  Object.assign(link.dataset, { kind: result.kind, code, why: result.why, certain: result.certain });
  const item = element("li", "md-search-result__item", link);
  item.setAttribute("role", "none");
  return item;
}

/** First what a screen holds, then the others, unless another query came. */
async function drawHits(results, context) {
  const turn = ++drawn;
  list.replaceChildren();
  for (let from = 0; turn === drawn; from += AT_ONCE) {
    list.append(...results.slice(from, from + AT_ONCE).map((result, i) => drawHit(result, from + i, context)));
    const more = from + AT_ONCE < results.length;
    list.setAttribute("aria-busy", String(more));
    if (!more) return;
    await new Promise(requestAnimationFrame);
  }
}

function summary({ results, note }, strings) {
  if (note?.kind === "unknown") {
    const value = note.value.length > 24 ? `${note.value.slice(0, 24)}…` : note.value;
    return fill(strings.unknown, { value });
  }
  if (!results.length) return strings.none;
  if (note) return strings[note.kind];
  return results.length === 1 ? strings.one : fill(strings.many, { count: results.length });
}

/** What there is to say of a number that nobody knows, beside the rows that are like it. */
function explain(query, { identified, note }, { numbering, drawExplanation, index, prepared }) {
  aside.replaceChildren();
  const unknown = identified ? null : numbering.unknownIn(note?.kind === "unknown" ? note.value : query, prepared.known);
  if (!unknown) return;
  // The beginning of a code is not worth more than its rows, unless it is a number of its own.
  const { masked, foreign } = numbering.explain(unknown.value, index);
  if (note || masked || foreign) aside.append(drawExplanation(unknown, { index, root, lang }, { near: false }));
}

async function draw() {
  const query = input.value;
  let loaded;
  try {
    loaded = await load();
  } catch {
    return;
  }
  const { searching, index, prepared, loadOther } = loaded;
  if (input.value !== query) return; // a later call draws
  let answer = searching.search(prepared, query);
  if (!answer.identified && searching.speaksOther(lang, query)) {
    const other = await loadOther();
    if (input.value !== query) return;
    if (other) answer = searching.search(prepared, query, other.prepared);
  }
  activate(-1);
  const context = { terms: answer.terms, index };
  drawHits(answer.results, context);
  explain(query, answer, loaded);
  const text = query.trim() ? summary(answer, index.strings) : index.strings.hint;
  if (meta.textContent !== text) meta.textContent = text;
  shown = query;
  box.dataset.shown = query;
  scroller.scrollTop = 0;
  expand();
  if (enterWaits) follow();
}

// --- behaviour

const options = () => list.querySelectorAll("[role=option]");

function expand() {
  input.setAttribute("aria-expanded", String(toggle.checked && list.childElementCount > 0));
  aside.hidden = !toggle.checked || !aside.childElementCount;
}

function activate(position) {
  const all = options();
  all[active]?.setAttribute("aria-selected", "false");
  active = position;
  const option = all[position];
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function open() {
  if (!toggle.checked) toggle.click();
  expand();
}

function close() {
  if (toggle.checked) toggle.click();
  activate(-1);
  expand();
  enterWaits = false;
}

/** To the chosen result, or else to the first, unless that is but a neighbour of what was asked for. */
export function follow(event) {
  enterWaits = shown !== input.value;
  if (enterWaits) return;
  const all = options();
  const option = all[active] ?? (all[0]?.dataset.why === "near" ? null : all[0]);
  const { ctrlKey = false, metaKey = false, shiftKey = false } = event ?? {};
  option?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
}

function enter() {
  open();
  if (shown !== input.value || !meta.textContent) draw();
}

input.addEventListener("focus", enter);
input.addEventListener("input", () => {
  open();
  draw();
});
input.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  const last = options().length - 1;
  if (event.key === "Escape") {
    close();
    input.blur();
  } else if (event.key === "Enter") {
    follow(event);
  } else if (event.key === "ArrowDown" && last >= 0) {
    activate(active >= last ? 0 : active + 1);
  } else if (event.key === "ArrowUp" && last >= 0) {
    activate(active <= 0 ? last : active - 1);
  } else return;
  event.preventDefault();
});
form.addEventListener("reset", () => {
  // The field is empty only after this event.
  setTimeout(() => {
    input.focus();
    draw();
  });
});
box.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !box.contains(relatedTarget)) close();
});
toggle.addEventListener("change", expand);

// What the reader did while this file came.
if (document.activeElement === input) enter();
else load().catch(() => {});
