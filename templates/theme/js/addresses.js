/**
 * Where the pages are: the one place in the scripts that knows.
 */

/** The site's root, from what Material writes into every page. */
export function siteRoot() {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  return new URL(`${base}/`, location.href);
}

/** @param {string} lang @param {number} code */
export const recordPath = (lang, code) => `${lang}/codes/${code}/`;

/** A legacy value's row; its anchor is made of family and number. @param {string} lang @param {{h: string}} legacy */
export const legacyPath = (lang, { h }) => `${lang}/legacy/#${h}`;

/** @param {string} lang */
export const indexPath = (lang) => `search/${lang}.json`;
