/**
 * Run on every page: copy buttons, the choice of language and color scheme, the search boxes.
 *
 * The search is loaded on first use of a box (focus, pointer, "/" or ?q=).
 */

import "./copy.js";
import { remember } from "./frame.js";

// --- the choice of language and scheme

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.switch"))) {
  link.addEventListener("click", () => remember("language", link.dataset.lang ?? ""));
}

const { body, documentElement } = document;
const dark = matchMedia("(prefers-color-scheme: dark)");
let isChosen = documentElement.dataset.scheme === "chosen"; // by frame/scheme.html

function paint(/** @type {boolean} */ isDark) {
  body.dataset.mdColorScheme = isDark ? "slate" : "default";
  documentElement.style.colorScheme = isDark ? "dark" : "light";
}

for (const palette of document.querySelectorAll("button.palette")) {
  palette.addEventListener("click", () => {
    isChosen = true;
    paint(body.dataset.mdColorScheme !== "slate");
    remember("scheme", body.dataset.mdColorScheme ?? "");
  });
}
dark.addEventListener("change", () => isChosen || paint(dark.matches));

// --- the search boxes: the header's, and on the home page one that comes first

const boxes = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-search]"))];
const inputs = boxes.map((box) => /** @type {HTMLInputElement} */ (box.querySelector("input")));
const main = inputs[inputs.length - 1];
const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__search"));

/** Start a box; null if that fails. @param {HTMLElement} box */
async function start(box) {
  try {
    return (await import("./search-box.js")).attach(box);
  } catch {
    /** @type {Element} */ (box.querySelector("[role=status]")).textContent = box.dataset.failed ?? "";
    return null;
  }
}

/** Hand several lines to the log scanner; return whether the browser keeps them. @param {string} text */
async function scan(text) {
  const [{ keep, LOG }, { pageLanguage, placePath, siteRoot }] = await Promise.all([
    import("./kept.js"),
    import("./addresses.js"),
  ]);
  const isKept = keep(LOG, text);
  if (isKept) location.assign(new URL(placePath(pageLanguage(), "lookup/"), siteRoot()));
  return isKept;
}

const inOneLine = (/** @type {string} */ text) => text.replace(/\s*[\r\n]+\s*/g, " ");

for (const [i, box] of boxes.entries()) {
  const input = inputs[i];
  let started = /** @type {ReturnType<typeof start> | undefined} */ (undefined);
  const use = () => {
    started ??= start(box).then((running) => {
      if (!running) started = undefined; // retry on the next call
      return running;
    });
    return started;
  };
  // Enter, before search-box.js is loaded and handles it.
  input.form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    (await use())?.follow();
  });
  // The Enter that ends an input method's word is none; Safari does not say that it composes.
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault();
  });
  input.addEventListener("focus", use);
  box.addEventListener("pointerenter", use, { once: true });
  input.addEventListener("paste", async (event) => {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/[\r\n]/.test(text)) return;
    event.preventDefault();
    const { selectionStart, selectionEnd } = input;
    if (/\S\s*[\r\n]\s*\S/.test(text) && (await scan(text))) return;
    input.setRangeText(inOneLine(text), selectionStart ?? 0, selectionEnd ?? 0, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

function open() {
  if (!toggle.checked) toggle.click();
  inputs[0].focus();
}

const wake = () => (main === inputs[0] ? open() : main.focus());

document.querySelector(".search-button")?.addEventListener("click", open);
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  wake();
  main.select();
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  main.value = inOneLine(asked);
  wake();
}
