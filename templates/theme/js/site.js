/**
 * Run on every page: copy buttons, the choice of language and color scheme, the search box.
 *
 * The search is loaded on first use of the box (focus, pointer, "/" or ?q=).
 */

import "./copy.js";

// --- the reader's choices, stored only on their device

function remember(/** @type {string} */ name, /** @type {string} */ value) {
  try {
    localStorage.setItem(`liveroom-error-codes:${name}`, value);
  } catch {
    // Storage may be blocked; then the choice applies to this page only.
  }
}

for (const link of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("a.switch[data-lang]"))) {
  link.addEventListener("click", () => remember("language", link.dataset.lang ?? ""));
}

const palette = /** @type {Element} */ (document.querySelector("button.palette"));
palette.addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
  document.body.dataset.mdColorScheme = scheme;
  document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : "light";
  remember("scheme", scheme);
});

// --- the search box

const box = /** @type {HTMLElement} */ (document.querySelector("[data-search]"));
const input = /** @type {HTMLInputElement} */ (box.querySelector("input"));
const status = /** @type {Element} */ (box.querySelector("[role=status]"));
const toggle = /** @type {HTMLInputElement} */ (document.getElementById("__search"));

async function loadSearch() {
  try {
    return await import("./search-box.js");
  } catch {
    status.textContent = box.dataset.failed ?? "";
    return null; // retry on the next call
  }
}

// Enter, before search-box.js is loaded and handles it.
input.form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  (await loadSearch())?.follow();
});
input.addEventListener("focus", loadSearch);
box.addEventListener("pointerenter", loadSearch, { once: true });
toggle.addEventListener("change", () => toggle.checked && input.focus());
document.addEventListener("keydown", (event) => {
  const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
  input.select();
});
// Replace line breaks in pasted logs by spaces: browsers differ in how a text field handles them.
input.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  const { selectionStart, selectionEnd } = input;
  input.setRangeText(text.replace(/\s*[\r\n]+\s*/g, " "), selectionStart ?? 0, selectionEnd ?? 0, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  input.value = asked.replace(/\s*[\r\n]+\s*/g, " ");
  input.focus();
}
