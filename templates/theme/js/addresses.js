/**
 * Addresses of the pages and of the search index: no other script knows them.
 *
 * The copy of the site that is read from a folder (generator/build/offline.py) puts `offline` in place: no server is
 * there to turn a folder into its page, or to be asked for the index.
 */

import { find } from "./dom.js";

const { offline } = globalThis;
const page = (/** @type {string} */ path) => (offline ? `${path}index.html` : path);

/** The site's root, from the settings that Material writes into every page; the 404 page's alone ends in a slash. */
export function siteRoot(from = location.href) {
  /** @type {{base: string}} */
  const { base } = JSON.parse(find("#__config", HTMLElement).textContent);
  return new URL(base.replace(/\/?$/, "/"), from);
}

/** The root of addresses that are handed on: nobody else reaches a copy on somebody's disk. */
export const publishedRoot = () => siteRoot(offline && find("link[rel=canonical]", HTMLLinkElement).href);

/** @param {number} code */
export const permalinkPath = (code) => page(`${code}/`);

/** The language of the page, as its address has it. */
export const pageLanguage = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

/** @param {string} lang @param {number} code */
export const recordPath = (lang, code) => page(`${lang}/codes/${code}/`);

/** A legacy value's row; its anchor is made of family and number. @param {string} lang @param {{h: string}} legacy */
export const legacyPath = (lang, { h }) => `${page(`${lang}/legacy/`)}#${h}`;

/** Load the search index of a language, or fail. @param {string} lang @returns {Promise<SearchIndex>} */
export async function loadIndex(lang) {
  if (offline) return offline.index(lang);
  const response = await fetch(new URL(`search/${lang}.json`, siteRoot()));
  if (!response.ok) throw new Error(`${response.status} for the search index`);
  return response.json();
}

/** Fill in the form for a code that is missing. @param {string} code @param {string} title */
export function missingCodeIssue(code, title) {
  const { report } = find("[data-report]", HTMLElement).dataset;
  return `${report}?${new URLSearchParams({ template: "code.yml", title, code })}`;
}
