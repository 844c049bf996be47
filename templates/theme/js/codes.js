/**
 * Filter the rows of the list of codes, and keep the filters in the page's address.
 *
 * Rows are read once, and each change writes them in one pass, so that it causes only one layout.
 */

import { find } from "./dom.js";
import { fill } from "./engine/fill.js";

const list = find(".code-list", HTMLElement);
const fieldset = find("fieldset", HTMLFieldSetElement, list);
const text = find("[name=text]", HTMLInputElement, fieldset);
const selects = [...fieldset.querySelectorAll("select")];
const status = find("[role=status]", HTMLElement, fieldset);
const clear = find("button", HTMLButtonElement, fieldset);
const switches = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.switch"));

/** Make texts comparable: ASCII instead of full-width forms, lower case. @param {string} words */
const plain = (words) => words.normalize("NFKC").toLowerCase();

const facets = selects.map((select) => ({
  select,
  options: [...select.options].map((option) => ({ option, title: option.text, count: 0 })),
}));

const rows = [.../** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("tbody > tr"))].map((row) => ({
  row,
  shown: true,
  text: plain(row.textContent),
  // The first option of each filter matches every row.
  options: facets.map(({ select, options }) => {
    const values = row.dataset[select.dataset.attribute ?? ""]?.split(" ") ?? [];
    return options.filter(({ option }) => !option.value || values.includes(option.value));
  }),
}));

/** Show the rows that match all filters; count for each option the rows that choosing it would show. */
function apply() {
  const words = plain(text.value).split(/\s+/).filter(Boolean);
  const chosen = facets.map(({ select, options }) => options[select.selectedIndex]);
  for (const { options } of facets) for (const option of options) option.count = 0;
  let total = 0;
  for (const entry of rows) {
    const missed = chosen.flatMap((option, facet) => (entry.options[facet].includes(option) ? [] : [facet]));
    const said = words.every((word) => entry.text.includes(word));
    if (said && missed.length < 2) {
      entry.options.forEach((options, facet) => {
        if (!missed.length || missed[0] === facet) for (const option of options) option.count++;
      });
    }
    const shown = said && !missed.length;
    if (shown) total++;
    // Not `hidden`: the theme's sibling selectors for it are slow with 10,000 rows.
    if (shown !== entry.shown) entry.row.classList.toggle("out", !shown);
    entry.shown = shown;
  }
  for (const { select, options } of facets) {
    for (const { option, title, count } of options) {
      option.textContent = fill(fieldset.dataset.option ?? "", { title, n: count });
      option.disabled = !count && option.value !== "" && option !== select.selectedOptions[0];
    }
  }
  const { count = "", none = "" } = fieldset.dataset;
  status.textContent = total ? fill(count, { n: total, total: rows.length }) : none;
  clear.hidden = !text.value && selects.every((select) => !select.value);
}

// --- the page's address

function read() {
  const asked = new URLSearchParams(location.search);
  text.value = asked.get("text") ?? "";
  for (const select of selects) {
    select.value = asked.get(select.name) ?? "";
    if (select.selectedIndex < 0) select.selectedIndex = 0; // an unknown value
  }
}

function write(/** @type {boolean} */ push) {
  const url = new URL(location.href);
  for (const { name, value } of [text, ...selects]) {
    if (value.trim()) url.searchParams.set(name, value.trim());
    else url.searchParams.delete(name);
  }
  try {
    history[push ? "pushState" : "replaceState"](null, "", url);
  } catch {
    // Browsers limit the rate of changes; the next change includes this one.
  }
}

/** Keep the filters in the links to the list in the other language. */
function syncLanguageLinks() {
  for (const link of switches) link.search = location.search;
}

// --- behavior

let typing = false; // continuous typing is one entry in the history

function refresh() {
  syncLanguageLinks();
  apply();
}

function changed(wasTyped = false) {
  write(!(wasTyped && typing));
  typing = wasTyped;
  refresh();
}

function typed(/** @type {Event} */ event) {
  if (event instanceof InputEvent && event.isComposing) return; // unfinished text of an input method
  changed(true);
}

text.addEventListener("input", typed);
text.addEventListener("compositionend", typed);
text.addEventListener("change", () => {
  typing = false;
});
for (const select of selects) select.addEventListener("change", () => changed());
clear.addEventListener("click", () => {
  text.value = "";
  for (const select of selects) select.value = "";
  changed();
  text.focus();
});
addEventListener("popstate", () => {
  typing = false;
  read();
  refresh();
});

fieldset.hidden = false;
read();
refresh();
