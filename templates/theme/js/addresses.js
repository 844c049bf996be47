/**
 * Where the pages and the search index are: the one place in the scripts that knows.
 *
 * The copy of the site that is read from a folder (generator/offline.py) puts `offline` in place: no server is there
 * to turn a folder into its page, or to be asked for the index.
 */

const { offline } = globalThis;
const page = (path) => (offline ? `${path}index.html` : path);

/** The site's root, from what Material writes into every page; the 404 page's alone ends in a slash. */
export function siteRoot(from = location.href) {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  return new URL(base.replace(/\/?$/, "/"), from);
}

/** The root for what is handed on: nobody else reaches a copy on somebody's disk. */
export const publishedRoot = () => siteRoot(offline ? document.querySelector("link[rel=canonical]").href : location.href);

/** @param {number} code */
export const permalinkPath = (code) => page(`${code}/`);

/** The language of the page, as its address has it. */
export const pageLanguage = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

/** @param {string} lang @param {number} code */
export const recordPath = (lang, code) => page(`${lang}/codes/${code}/`);

/** A legacy value's row; its anchor is made of family and number. @param {string} lang @param {{h: string}} legacy */
export const legacyPath = (lang, { h }) => `${page(`${lang}/legacy/`)}#${h}`;

/** The search index of a language; fails where it cannot be had. @param {string} lang @returns {Promise<object>} */
export async function loadIndex(lang) {
  if (offline) return offline.index(lang);
  const response = await fetch(new URL(`search/${lang}.json`, siteRoot()));
  if (!response.ok) throw new Error(`${response.status} for the search index`);
  return response.json();
}

/** The form for a code that is missing, filled in. @param {string} code @param {string} title */
export function missingCodeIssue(code, title) {
  const { report } = document.querySelector("[data-report]").dataset;
  return `${report}?${new URLSearchParams({ template: "code.yml", title, code })}`;
}
