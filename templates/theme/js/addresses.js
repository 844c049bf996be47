/**
 * Define the addresses of pages and of the search index for all scripts.
 *
 * In the offline copy (generator/build/offline.py), `offline` replaces the server, which would serve a folder's page and
 * the index.
 */

import { find } from "./dom.js";

const { offline } = globalThis;
const page = (/** @type {string} */ path) => (offline ? `${path}index.html` : path);

/** Return the site's root, which the head of each page names; only that of the 404 page ends in a slash. */
export function siteRoot(from = location.href) {
  const { content } = find("meta[name=root]", HTMLMetaElement);
  return new URL(content.replace(/\/?$/, "/"), from);
}

/** Return the root for addresses that readers share: others cannot open a copy on the reader's disk. */
export const publishedRoot = () => siteRoot(offline && find("link[rel=canonical]", HTMLLinkElement).href);

/** @param {number} code */
export const permalinkPath = (code) => page(`${code}/`);

/** Return the language of the page: zh or en. */
export const pageLanguage = () => (document.documentElement.lang.startsWith("zh") ? "zh" : "en");

/** @param {string} lang @param {number} code */
export const recordPath = (lang, code) => page(`${lang}/codes/${code}/`);

/** Return the path of a legacy value's row. @param {string} lang @param {{h: string}} legacy */
export const legacyPath = (lang, { h }) => `${page(`${lang}/legacy/`)}#${h}`;

/** Return the path of a page or a section of one. @param {string} lang @param {string} place  below the language */
export function placePath(lang, place) {
  const [path, section] = place.split("#");
  return `${page(`${lang}/${path}`)}${section ? `#${section}` : ""}`;
}

/** Return the path that a result leads to. @param {string} lang @param {Item} item */
export const itemPath = (lang, { record, legacy, place }) =>
  record ? recordPath(lang, record.c) : legacy ? legacyPath(lang, legacy) : placePath(lang, place.u);

/** Load a language's search index; reject if that fails. @param {string} lang @returns {Promise<SearchIndex>} */
export async function loadIndex(lang) {
  if (offline) return offline.index(lang);
  const response = await fetch(new URL(`search/${lang}.json`, siteRoot()));
  if (!response.ok) throw new Error(`${response.status} for the search index`);
  return response.json();
}

/** Return the URL of a new issue about a missing code. @param {string} code @param {string} title */
export function missingCodeIssue(code, title) {
  const { report } = find("[data-report]", HTMLElement).dataset;
  return `${report}?${new URLSearchParams({ template: "code.yml", title, code })}`;
}
