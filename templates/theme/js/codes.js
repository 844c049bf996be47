/** Filter and group the rows of the list of codes, and keep both in the page's address. */

import { element, find } from "./dom.js";
import { fill } from "./engine/fill.js";

const form = find("form.filters", HTMLFormElement);
const table = find("table.rows", HTMLTableElement);
const text = find("[name=text]", HTMLInputElement, form);
const inputs = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("label > [name]"))];
const options = inputs.filter(({ type }) => type === "checkbox").map((input) => ({ input, count: 0 }));

/** Make texts comparable: ASCII instead of full-width forms, lower case. @param {string} words */
const plain = (words) => words.normalize("NFKC").toLowerCase();

const rows = [.../** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("[data-code]"))].map((row) => ({
  row,
  text: plain(row.textContent),
  has: options.map(({ input }) => row.dataset[input.name]?.split(" ").includes(input.value)),
}));

/** Show the rows that match all filters; count for each option the rows that choosing it would show. */
function apply() {
  const words = plain(text.value).split(/\s+/).filter(Boolean);
  const facets = [...new Set(options.flatMap(({ input }) => (input.checked ? input.name : [])))];
  for (const option of options) option.count = 0;
  let total = 0;
  for (const { row, text, has } of rows) {
    const missed = facets.filter(
      (name) => !options.some(({ input }, i) => has[i] && input.checked && input.name === name),
    );
    const said = words.every((word) => text.includes(word));
    if (said && missed.length < 2) {
      options.forEach((option, i) => {
        if (has[i] && (!missed.length || missed.includes(option.input.name))) option.count++;
      });
    }
    const shown = said && !missed.length;
    if (shown) total++;
    // Not `hidden`: the theme's sibling selectors for it are slow with 10,000 rows.
    row.classList.toggle("out", !shown);
  }
  for (const { input, count } of options) {
    find("i", HTMLElement, input.labels?.[0]).textContent = String(count);
  }
  const { count = "", none = "" } = form.dataset;
  find("[role=status]", HTMLElement, form).textContent = total ? fill(count, { n: total, total: rows.length }) : none;
}

let grouped = "tier"; // as the page groups them

/** Put each row into the group of its first value, or into the last group. */
function arrange() {
  const name = String(new FormData(form).get("group"));
  if (name === grouped) return;
  grouped = name;
  const bodies = [...inputs.filter((input) => input.name === name), null].map((input) => {
    const title = input ? find("span", HTMLElement, input.labels?.[0]).textContent : "—";
    const head = element("th", "", title);
    head.colSpan = 5;
    const body = element("tbody", "", element("tr", "", head));
    body.id = input?.value ?? "";
    return body;
  });
  for (const { row } of rows) bodies.find(({ id }) => id === row.dataset[name]?.split(" ")[0])?.append(row);
  table.replaceChildren(find("thead", HTMLElement, table), ...bodies);
}

// --- the page's address

function write() {
  const url = new URL(location.href);
  const chosen = new FormData(form);
  for (const { name } of [text, ...inputs]) url.searchParams.delete(name);
  if (grouped === "tier") chosen.delete("group");
  for (const [name, value] of chosen) if (value) url.searchParams.append(name, String(value).trim());
  try {
    history.replaceState(null, "", url);
  } catch {
    // Browsers limit the rate of changes; the next change includes this one.
  }
}

function changed() {
  arrange();
  apply();
  write();
}

form.addEventListener("input", (event) => {
  // Not the unfinished text of an input method.
  if (!(event instanceof InputEvent && event.isComposing)) changed();
});
form.addEventListener("compositionend", changed);
form.addEventListener("submit", (event) => event.preventDefault());

form.hidden = false;
form.reset(); // browsers may restore what was chosen
for (const [name, value] of new URLSearchParams(location.search)) {
  if (name === text.name) text.value = value;
  for (const input of inputs) if (input.name === name && input.value === value) input.checked = true;
}
arrange();
apply();
form.addEventListener("reset", () => setTimeout(changed));
if (grouped !== "tier") document.getElementById(location.hash.slice(1))?.scrollIntoView();
