/**
 * What every page needs at once: the copy buttons, what was chosen (language, light or dark), and a search
 * box that wakes.
 *
 * Nothing of the search is loaded until the reader turns to the box (focus, pointer, "/" or ?q=).
 */

import "./copy.js";

// --- what a reader chose, remembered on their device only

function remember(what, value) {
  try {
    localStorage.setItem(`liveroom-error-codes:${what}`, value);
  } catch {
    // Storage may be denied; what was chosen holds for this page.
  }
}

for (const link of document.querySelectorAll("a.switch[data-lang]")) {
  link.addEventListener("click", () => remember("language", link.dataset.lang));
}

document.querySelector("button.palette").addEventListener("click", () => {
  const scheme = document.body.dataset.mdColorScheme === "slate" ? "default" : "slate";
  document.body.dataset.mdColorScheme = scheme;
  document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : "light";
  remember("scheme", scheme);
});

// --- the search box

const box = document.querySelector("[data-search]");
const input = box.querySelector("input");
const toggle = document.getElementById("__search");

async function wake() {
  try {
    return await import("./search-box.js");
  } catch {
    box.querySelector("[role=status]").textContent = box.dataset.failed;
    return null; // the next attempt may be luckier
  }
}

// Enter, while there is nothing yet that could follow it.
input.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  (await wake())?.follow();
});
input.addEventListener("focus", wake);
box.addEventListener("pointerenter", wake, { once: true });
toggle.addEventListener("change", () => toggle.checked && input.focus());
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  input.focus();
  input.select();
});
// A pasted log has several lines; browsers differ in what a text field makes of the breaks.
input.addEventListener("paste", (event) => {
  const text = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\r\n]/.test(text)) return;
  event.preventDefault();
  input.setRangeText(text.replace(/\s*[\r\n]+\s*/g, " "), input.selectionStart, input.selectionEnd, "end");
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
const asked = new URLSearchParams(location.search).get("q");
if (asked) {
  input.value = asked.replace(/\s*[\r\n]+\s*/g, " ");
  input.focus();
}
