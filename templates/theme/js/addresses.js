/**
 * Where the pages are: the one place in the scripts that knows.
 */

/** The site's root, from what Material writes into every page; the 404 page's alone ends in a slash. */
export function siteRoot() {
  const { base } = JSON.parse(document.getElementById("__config").textContent);
  return new URL(base.replace(/\/?$/, "/"), location.href);
}

/** @param {string} lang @param {number} code */
export const recordPath = (lang, code) => `${lang}/codes/${code}/`;

/** A legacy value's row; its anchor is made of family and number. @param {string} lang @param {{h: string}} legacy */
export const legacyPath = (lang, { h }) => `${lang}/legacy/#${h}`;

/** @param {string} lang */
export const indexPath = (lang) => `search/${lang}.json`;

/** The form for a code that is missing, filled in. @param {string} code @param {string} title */
export function missingCodeIssue(code, title) {
  const { report } = document.querySelector("[data-report]").dataset;
  return `${report}?${new URLSearchParams({ template: "code.yml", title, code })}`;
}
