// The language that a reader chose by the switch, remembered on their device only.

const KEY = "liveroom-error-codes:language";

/** Remembers `lang`; a browser that keeps nothing is no error. */
export function remember(lang) {
  try {
    localStorage.setItem(KEY, lang);
  } catch {
    // Storage may be denied; the switch still is a link.
  }
}

for (const link of document.querySelectorAll("a.switch[data-lang]")) {
  link.addEventListener("click", () => remember(link.dataset.lang));
}
