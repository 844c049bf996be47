/** Find and create elements. No function takes HTML, so that data is always shown as text. */

/**
 * Return an element; throw `TypeError` if the page lacks it. (site.js and copy.js, which every page loads, do not import
 * this module, to save a request.)
 * @template {Element} E
 * @param {string} selector @param {new () => E} type @param {ParentNode} [within] @returns {E}
 */
export function find(selector, type, within = document) {
  const found = within.querySelector(selector);
  if (found instanceof type) return found;
  throw new TypeError(`no ${selector}`);
}

/** @typedef {Node | string} Child */

/**
 * Create an element.
 * @template {keyof HTMLElementTagNameMap} K @param {K} name @param {string} className @param {...Child} children
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/**
 * Draw what a code means, each part with its mark; `draw` draws the words.
 * @param {Meaning[]} meanings @param {SearchIndex} index @param {(text: string) => Child[]} [draw] @returns {Child[]}
 */
export const drawMeanings = (meanings, { strings }, draw = (text) => [text]) =>
  meanings.flatMap(({ place, cause, mark }, i) => [
    ...draw(`${i ? " " : ""}${place && place + strings.colon}${cause}`),
    " ",
    element("em", "source", mark),
  ]);

/** Create a link. @param {URL | string} href @param {...Child} children */
export function link(href, ...children) {
  const made = element("a", "", ...children);
  made.href = String(href);
  return made;
}
