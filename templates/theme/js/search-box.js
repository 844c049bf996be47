/**
 * Run a search box, an ARIA combobox over engine/search.js: that of the header, which the checkbox `__search` opens, or that of
 * the home page. site.js loads it on first use.
 */

import { itemPath, loadIndex, missingCodeIssue, pageLanguage, placePath, siteRoot } from "./addresses.js";
import { drawMeanings, element, find, link } from "./dom.js";
import { fill } from "./engine/fill.js";
import { legacyMeaning, meaningsAt, verdictsAt } from "./engine/guidance.js";

const BATCH = 100; // results that are drawn per frame

const root = siteRoot();
const lang = pageLanguage();

// --- loading

let engine = /** @type {ReturnType<typeof loadEngine> | undefined} */ (undefined);

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
  engine.catch(() => (engine = undefined)); // retry on the next call
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

/** @param {Result} result @param {string} id @param {string[]} terms @param {SearchIndex} index */
function drawHit(result, id, terms, index) {
  const { record, legacy, place, why, certain } = result;
  const body = place ? drawPlace(place, terms, index) : drawCode(result, terms, index);
  const code = String((record ?? legacy)?.c ?? "");
  return drawOption(body, itemPath(lang, result), id, { kind: result.kind, code, why, certain: String(certain) });
}

/** @param {Place} place @param {string[]} terms @param {SearchIndex} index */
function drawPlace({ k, t, x, u }, terms, { strings, places }) {
  const head = element("div", "search-hit__head", ...marked(t, terms), " ", badge(k, strings[`kind_${k}`]));
  const page = places.find((each) => each.u === u.split("#")[0]);
  const body = element("div", "md-search-result__article md-typeset", head);
  if (x) body.append(element("p", "", ...marked(x, terms)));
  if (page && page.u !== u) body.append(element("p", "search-hit__place", page.t));
  return body;
}

/** @param {Result} result @param {string[]} terms @param {SearchIndex} index */
function drawCode({ record, legacy, why, certain, stage = null }, terms, index) {
  const { strings, stages } = index;
  const { c } = /** @type {CodeRecord | LegacyValue} */ (record ?? legacy);
  const meanings = record ? meaningsAt(record, stage, index) : legacy ? [legacyMeaning(legacy, index)] : [];
  const code = String(c);
  const head = element("div", "search-hit__head", element("code", "", ...marked(code, certain ? [code] : terms)));
  const name = record ? record.n[0] : legacy?.n;
  const aliases = record ? [...record.n.slice(1), ...(record.a ?? [])] : [];
  // Other names of the code are shown only if they match the query.
  const asked = aliases.filter((alias) => terms.some((term) => term.length > 3 && alias.toLowerCase().includes(term)));
  for (const one of [name, ...asked]) {
    if (one) head.append(" ", element("code", "search-hit__name", ...marked(one, terms)));
  }
  const tier = legacy ? "legacy" : record?.t === 0 ? "common" : "complete";
  head.append(" ", badge(tier, strings[`tier_${tier}`]));
  if (record?.k) head.append(" ", badge("status", strings[record.k]));
  else if (record) {
    const verdicts = verdictsAt(record, null, index);
    head.append(...verdicts.flatMap((id) => [" ", badge(`retry-${id}`, strings[`chip_retry_${id}`])]));
  }
  if (why === "possible" || why === "near") head.append(" ", badge(why, strings[why]));

  const said = element("p", "", ...drawMeanings(meanings, index, (text) => marked(text, terms)));
  const body = element("div", "md-search-result__article md-typeset", head, said);
  const codes = legacy?.to.join(strings.separator);
  const successors = codes ? ` · ${fill(strings.successors, { codes })}` : "";
  const where = record ? record.s.map((i) => stages[i].title).join(strings.separator) : `${legacy?.f}${successors}`;
  if (where) body.append(element("p", "search-hit__place", ...marked(where, terms)));
  return body;
}

/** @param {HTMLElement} body @param {string} path @param {string} id @param {Record<string, string>} data */
function drawOption(body, path, id, data) {
  const option = link(new URL(path, root), body);
  option.className = "md-search-result__link";
  option.id = id;
  option.tabIndex = -1;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  Object.assign(option.dataset, data);
  const item = element("li", "md-search-result__item", option);
  item.setAttribute("role", "none");
  return item;
}

/** Say what was understood, and what was left out. @param {Answer} answer @param {SearchIndex} index */
function summary({ results, note, told, left }, { strings }) {
  const count = results.length;
  const out = left.length ? ` ${fill(strings.left, { words: left.join(strings.separator) })}` : "";
  if (note?.kind === "unknown") {
    const value = note.value.length > 24 ? `${note.value.slice(0, 24)}…` : note.value;
    const why = results[0]?.why;
    return fill(strings[why === "near" ? "unknown" : why === "part" ? "unlisted" : "not_listed"], { value });
  }
  if (told.length && !count) return told[0].head;
  if (!count) return strings.none;
  if (note) return strings[note.kind] + out;
  return (count === 1 ? strings.one_result : fill(strings.many_results, { count })) + out;
}

/** Draw links for who found nothing. @param {string} query @param {SearchIndex} index */
function drawOnward(query, { strings, stages }) {
  const pages = [
    ...stages.map(({ id, title }) => ({ u: `stages/${id}/`, t: title })),
    { u: "codes/", t: strings.nav_codes },
    { u: "lookup/", t: strings.nav_lookup },
  ];
  const links = pages.map(({ u, t }) => link(new URL(placePath(lang, u), root), t));
  const report = link(missingCodeIssue(query, fill(strings.report_title, { value: query })), strings.report);
  const onward = element("p", "", strings.onward);
  for (const each of [...links, report]) onward.append(" ", each, " ·");
  onward.lastChild?.remove();
  return onward;
}

/**
 * Run a box. @param {HTMLElement} box
 */
export function attach(box) {
  const input = find("input", HTMLInputElement, box);
  const form = find("form", HTMLFormElement, box);
  const list = find("[role=listbox]", HTMLElement, box);
  const meta = find("[role=status]", HTMLElement, box);
  const scroller = find(".md-search__scrollwrap", HTMLElement, box);
  const toggle = box.dataset.search === "front" ? null : find("#__search", HTMLInputElement);

  // Explains an unlisted number, or leads on; its links are reached by Tab, as they are not options of the list.
  const aside = element("div", "md-search-result__article md-typeset");
  aside.hidden = true;
  list.before(aside);

  let active = -1;
  let shown = ""; // the query whose results are in the list
  let drawn = 0; // the number of drawings of the list; an earlier one stops
  let enterWaits = false;

  const isOpen = () => (toggle ? toggle.checked : input.value.trim() !== "");
  const options = () => /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[role=option]"));

  /** Draw the results in batches, until there is a newer query. @param {Answer} answer @param {SearchIndex} index */
  async function drawHits({ results, terms }, index) {
    const turn = ++drawn;
    list.replaceChildren();
    for (let from = 0; turn === drawn; from += BATCH) {
      const batch = results.slice(from, from + BATCH);
      list.append(...batch.map((hit, i) => drawHit(hit, `${list.id.slice(0, -1)}-${from + i}`, terms, index)));
      const more = from + BATCH < results.length;
      list.setAttribute("aria-busy", String(more));
      if (!more) return;
      await new Promise(requestAnimationFrame);
    }
  }

  /**
   * Explain an unknown number beside the results, or lead on if there are none.
   * @param {string} query @param {Answer} answer @param {Awaited<ReturnType<typeof loadEngine>>} engine
   */
  function explain(
    query,
    { identified, note, told, results },
    { numbering, drawExplanation, drawTold, index, prepared },
  ) {
    const site = { index, root, lang };
    aside.replaceChildren(...told.filter(({ isOwn }) => !isOwn).map((each) => drawTold(each, site)));
    const unknown =
      identified || aside.childElementCount
        ? null
        : numbering.unknownIn(note?.kind === "unknown" ? note.value : query, prepared.known);
    // A prefix of codes needs no explanation beside them, unless it also means something by itself.
    if (unknown && (note || numbering.explain(unknown.value, index).masked || told.length)) {
      aside.append(drawExplanation(unknown, site, { near: false }));
    }
    if (query.trim() && !results.length && !aside.childElementCount) aside.append(drawOnward(query.trim(), index));
  }

  async function draw() {
    const query = input.value;
    let loaded;
    try {
      loaded = await load();
    } catch {
      meta.textContent = box.dataset.failed ?? "";
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

  function expand() {
    input.setAttribute("aria-expanded", String(isOpen() && list.childElementCount > 0));
    aside.hidden = !isOpen() || !aside.childElementCount;
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
    if (toggle && !toggle.checked) toggle.click();
    expand();
  }

  function close() {
    if (toggle?.checked) toggle.click();
    activate(-1);
    expand();
    enterWaits = false;
  }

  /** Open the active result, or else the first, unless it is only a similar number. @param {KeyboardEvent} [event] */
  function follow(event) {
    enterWaits = shown !== input.value;
    if (enterWaits) return;
    const all = options();
    const option = all[active] ?? (all[0]?.dataset.why === "near" ? null : all[0]);
    const { ctrlKey = false, metaKey = false, shiftKey = false } = event ?? {};
    option?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey, metaKey, shiftKey }));
  }

  /** Keep the query in the address, for Back, reload and the other language. */
  function keep() {
    const url = new URL(location.href);
    if (input.value.trim()) url.searchParams.set("q", input.value);
    else url.searchParams.delete("q");
    history.replaceState(history.state, "", url);
  }

  function enter() {
    open();
    if (shown !== input.value || !meta.textContent) draw();
  }

  input.addEventListener("focus", enter);
  input.addEventListener("input", () => {
    open();
    keep();
    draw();
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
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
      keep();
      draw();
    });
  });
  if (toggle) {
    document.addEventListener("pointerdown", ({ target }) => {
      if (target instanceof Node && !box.contains(target)) close();
    });
    box.addEventListener("focusout", ({ relatedTarget }) => {
      if (relatedTarget instanceof Node && !box.contains(relatedTarget)) close();
    });
    toggle.addEventListener("change", expand);
  }

  // Handle the focus and the text that the field got while this file was loading.
  if (input.value) keep();
  if (document.activeElement === input) enter();
  else load().catch(() => {});
  return { follow };
}
