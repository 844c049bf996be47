/** Elements and texts, for whatever draws. Nothing here takes HTML: data always end as text. */

/**
 * Find an element that the page must have. (site.js and copy.js, which every page loads, do without this module.)
 * @template {Element} E
 * @param {string} selector @param {new () => E} type @param {ParentNode} [within] @returns {E}
 */
export function find(selector, type, within = document) {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new TypeError(`no ${selector}`);
}

/** @typedef {Node | string} Child */

/** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} className @param {...Child} children */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {URL | string} href @param {...Child} children */
export function link(href, ...children) {
  const made = element("a", "", ...children);
  made.href = String(href);
  return made;
}
