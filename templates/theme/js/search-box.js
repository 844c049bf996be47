/** Run the search box in the header, an ARIA combobox over engine/search.js; site.js loads it on first use. */

import { articlePath, legacyPath, loadIndex, pageLanguage, recordPath, siteRoot } from "./addresses.js";
import { drawMeanings, element, find } from "./dom.js";
import { fill } from "./engine/fill.js";
import { legacyMeaning, meaningsAt } from "./engine/guidance.js";

const box = find("[data-search]", HTMLElement);
const input = find("input", HTMLInputElement, box);
const form = find("form", HTMLFormElement, box);
const list = find("[role=listbox]", HTMLElement, box);
const meta = find("[role=status]", HTMLElement, box);
const scroller = find(".md-search__scrollwrap", HTMLElement, box);
const toggle = find("#__search", HTMLInputElement);

const BATCH = 100; // results that are drawn per frame

const root = siteRoot();
const lang = pageLanguage();

// Explains the digits of an unlisted number; its links are reached by Tab, as they are not options of the list.
const aside = element("div", "md-search-result__article md-typeset");
aside.hidden = true;
list.before(aside);

let engine = /** @type {ReturnType<typeof loadEngine> | undefined} */ (undefined);
let active = -1;
let shown = ""; // the query whose results are in the list
let drawn = 0; // the number of drawings of the list; an earlier one stops
let enterWaits = false;

// --- loading

async function loadEngine() {
  const [searching, { prepare }, numbering, { drawExplanation, drawTold }] = await Promise.all([
    import("./engine/search.js"),
    import("./engine/documents.js"),
    import("./engine/numbering.js"),
    import("./unknown-number.js"),
  ]);
  const index = await loadIndex(lang);
  const prepared = prepare(index);
  let other = /** @type {Promise<Prepared | undefined> | undefined} */ (undefined);
  const forget = () => (other = undefined);
  const loadOther = () => (other ??= loadIndex(index.other).then(prepare).catch(forget));
  return { searching, numbering, drawExplanation, drawTold, index, prepared, loadOther };
}

function load() {
  engine ??= loadEngine();
  engine.catch(() => {
    engine = undefined; // retry on the next call
    meta.textContent = box.dataset.failed ?? "";
  });
  return engine;
}

// --- drawing

/** Mark every occurrence of a term, in any case. @param {string} text @param {string[]} terms */
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

const badge = (/** @type {string} */ kind, /** @type {string} */ text) =>
  element("span", `search-hit__badge search-hit__badge--${kind}`, text);

/** @param {Result} result @param {number} position @param {string[]} terms @param {SearchIndex} index */
function drawHit(result, position, terms, index) {
  const { strings, stages } = index;
  const { record, legacy, why, certain, stage = null } = result;
  const { c } = record ?? legacy;
  const meanings = record ? meaningsAt(record, stage, index) : [legacyMeaning(legacy, index)];
  const code = String(c);
  const head = element("div", "search-hit__head", element("code", "", ...marked(code, certain ? [code] : terms)));
  const name = record ? record.n[0] : legacy.n;
  const aliases = record ? [...record.n.slice(1), ...(record.a ?? [])] : [];
  // Other names of the code are shown only if they match the query.
  const asked = aliases.filter((alias) => terms.some((term) => term.length > 3 && alias.toLowerCase().includes(term)));
  for (const one of [name, ...asked]) {
    if (one) head.append(" ", element("code", "search-hit__name", ...marked(one, terms)));
  }
  const tier = legacy ? "legacy" : record.t === 0 ? "common" : "complete";
  head.append(" ", badge(tier, strings[`tier_${tier}`]));
  if (record?.k) head.append(" ", badge("status", strings[record.k]));
  if (why === "possible" || why === "near") head.append(" ", badge(why, strings[why]));

  const said = element("p", "", ...drawMeanings(meanings, index, (text) => marked(text, terms)));
  const body = element("div", "md-search-result__article md-typeset", head, said);
  const codes = legacy?.to.join(strings.separator);
  const successors = codes ? ` · ${fill(strings.successors, { codes })}` : "";
  const place = record ? record.s.map((i) => stages[i].title).join(strings.separator) : legacy.f + successors;
  if (place) body.append(element("p", "search-hit__place", ...marked(place, terms)));

  const path = record ? recordPath(lang, c) : legacyPath(lang, legacy);
  return drawOption(body, path, position, { kind: result.kind, code, why, certain: String(certain) });
}

/** @param {Article} article @param {number} position @param {string[]} terms */
function drawArticle(article, position, terms) {
  const head = element("div", "search-hit__head", ...marked(article.t, terms));
  const said = element("p", "", ...marked(article.x, terms));
  const body = element("div", "md-search-result__article md-typeset", head, said);
  return drawOption(body, articlePath(lang, article), position, { kind: "article" });
}

/** @param {HTMLElement} body @param {string} path @param {number} position @param {Record<string, string>} data */
function drawOption(body, path, position, data) {
  const link = element("a", "md-search-result__link", body);
  link.href = new URL(path, root).href;
  link.id = `search-result-${position}`;
  link.tabIndex = -1;
  link.setAttribute("role", "option");
  link.setAttribute("aria-selected", "false");
  Object.assign(link.dataset, data);
  const item = element("li", "md-search-result__item", link);
  item.setAttribute("role", "none");
  return item;
}

/**
 * Draw the results in batches, until there is a newer query; articles come first unless a number or name was asked for.
 * @param {Answer} answer @param {SearchIndex} index
 */
async function drawHits({ results, articles, terms }, index) {
  const turn = ++drawn;
  list.replaceChildren();
  const isOfWords = !results.length || ["words", "part"].includes(results[0].why);
  const hits = isOfWords ? [...articles, ...results] : [...results, ...articles];
  const drawOne = (/** @type {Result | Article} */ hit, /** @type {number} */ position) =>
    "u" in hit ? drawArticle(hit, position, terms) : drawHit(hit, position, terms, index);
  for (let from = 0; turn === drawn; from += BATCH) {
    list.append(...hits.slice(from, from + BATCH).map((hit, i) => drawOne(hit, from + i)));
    const more = from + BATCH < hits.length;
    list.setAttribute("aria-busy", String(more));
    if (!more) return;
    await new Promise(requestAnimationFrame);
  }
}

/** @param {Answer} answer @param {SearchIndex} index */
function summary({ results, articles, note, told }, { strings }) {
  const count = results.length + articles.length;
  if (note?.kind === "unknown" || note?.kind === "unlisted") {
    const value = note.value.length > 24 ? `${note.value.slice(0, 24)}…` : note.value;
    return fill(strings[results.length ? note.kind : "not_listed"], { value });
  }
  if (told.length && !count) return told[0].head;
  if (!count) return strings.none;
  if (note) return strings[note.kind];
  return count === 1 ? strings.one_result : fill(strings.many_results, { count });
}

/**
 * Explain an unknown number beside the results.
 * @param {string} query @param {Answer} answer @param {Awaited<ReturnType<typeof loadEngine>>} engine
 */
function explain(query, { identified, note, told }, { numbering, drawExplanation, drawTold, index, prepared }) {
  const site = { index, root, lang };
  aside.replaceChildren(...told.filter(({ isOwn }) => !isOwn).map((each) => drawTold(each, site)));
  const unknown =
    identified || aside.childElementCount
      ? null
      : numbering.unknownIn(note?.kind === "unknown" ? note.value : query, prepared.known);
  if (!unknown) return;
  // A prefix of codes needs no explanation beside them, unless it also means something by itself.
  const { masked } = numbering.explain(unknown.value, index);
  if (note || masked || told.length) aside.append(drawExplanation(unknown, site, { near: false }));
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
    if (other) answer = searching.search(prepared, query, other);
  }
  activate(-1);
  drawHits(answer, index);
  explain(query, answer, loaded);
  const text = query.trim() ? summary(answer, index) : index.strings.hint;
  if (meta.textContent !== text) meta.textContent = text;
  shown = query;
  box.dataset.shown = query;
  scroller.scrollTop = 0;
  expand();
  if (enterWaits) follow();
}

// --- behavior

const options = () => /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[role=option]"));

function expand() {
  input.setAttribute("aria-expanded", String(toggle.checked && list.childElementCount > 0));
  aside.hidden = !toggle.checked || !aside.childElementCount;
}

function activate(/** @type {number} */ position) {
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

/** Open the active result, or else the first, unless it is only a similar number. @param {KeyboardEvent} [event] */
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
  // The field is still filled during this event.
  setTimeout(() => {
    input.focus();
    draw();
  });
});
box.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
});
toggle.addEventListener("change", expand);

// Handle the focus and the text that the field got while this file was loading.
if (document.activeElement === input) enter();
else load().catch(() => {});
