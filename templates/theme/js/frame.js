/** The frame around a text: the menu, the title in the header, the section that is read, and the folds on paper. */

// --- the reader's choices, stored only on their device

const STORED = "liveroom-error-codes:";

export function remember(/** @type {string} */ name, /** @type {string} */ value) {
  try {
    localStorage.setItem(`${STORED}${name}`, value);
  } catch {
    // Storage may be blocked; then the choice applies to this page only.
  }
}

const article = /** @type {HTMLElement} */ (document.querySelector("article"));

// --- the menu, which a link to a section of the same page would leave open

const menu = /** @type {HTMLElement} */ (document.getElementById("menu"));
menu.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
});

// --- the title in the header, once the heading is scrolled away

const here = /** @type {HTMLElement | null} */ (document.querySelector(".site-here"));
const heading = article.querySelector("h1");
if (here && heading) {
  const watch = new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    here.hidden = isIntersecting || boundingClientRect.top > 0;
  });
  watch.observe(heading);
}

// --- the section that is read

const EDGE = 120; // pixels from the top of the window; a heading above is read

const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll(".contents a"));
const sections = [...links].map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));

function mark() {
  const next = sections.findIndex((section) => section && section.getBoundingClientRect().top >= EDGE);
  const read = (next < 0 ? links.length : next) - 1;
  for (const [i, link] of links.entries()) {
    if (i === read) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

addEventListener("scroll", mark, { passive: true });
mark();

// --- the same place in the other language

const PLACE = `${STORED}place`;

const HEADER = 48; // pixels

/** Return the id that is nearest to the header, and its distance from the top of the window. */
function place() {
  const all = [...article.querySelectorAll("[id]")].filter((element) => element.checkVisibility());
  const places = all.map((element) => ({ id: element.id, top: Math.round(element.getBoundingClientRect().top) }));
  return places.reduce((best, one) => (Math.abs(one.top - HEADER) < Math.abs(best.top - HEADER) ? one : best));
}

for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.switch"))) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
    try {
      if (scrollY) sessionStorage.setItem(PLACE, JSON.stringify({ path: link.pathname, ...place() }));
    } catch {
      // Storage may be blocked: then the other page begins at its top or section.
    }
  });
}

/** Scroll to where the reader was in the other language. */
function arrive() {
  /** @type {{path: string, id: string, top: number}} */
  const { path, id, top } = JSON.parse(sessionStorage.getItem(PLACE) ?? "{}");
  sessionStorage.removeItem(PLACE);
  const found = path === location.pathname && document.getElementById(id);
  if (!found) return;
  // Twice, as the rows in between are laid out only when they come near the view.
  const scroll = () => scrollBy({ top: found.getBoundingClientRect().top - top, behavior: "instant" });
  scroll();
  requestAnimationFrame(scroll);
}

try {
  arrive();
} catch {
  // Storage may be blocked.
}

// --- tabs: those of the platform that the reader chose, on all pages

const tabs = [.../** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(".tabbed-set > input"))];
const nameOf = (/** @type {HTMLInputElement} */ { labels }) => labels?.[0].textContent ?? "";

function turnTo(/** @type {string | null} */ name) {
  for (const tab of tabs) if (nameOf(tab) === name) tab.checked = true;
}

for (const tab of tabs) {
  tab.addEventListener("change", () => {
    turnTo(nameOf(tab));
    remember("platform", nameOf(tab));
  });
}
// The page's own script opens the tab that the address names, but only when the page is loaded.
addEventListener("hashchange", () => {
  const tab = tabs.find(({ id }) => id === location.hash.slice(1));
  if (tab) tab.checked = true;
});
try {
  if (!tabs.some(({ id }) => id === location.hash.slice(1))) turnTo(localStorage.getItem(`${STORED}platform`));
} catch {
  // Storage may be blocked.
}

// --- paper shows what is folded

addEventListener("beforeprint", () => {
  for (const fold of document.querySelectorAll("details")) fold.open = true;
});
