/**
 * Elements and texts, for whatever draws. Nothing here takes HTML: data always end as text.
 */

/** @param {string} name @param {string} className @param {...(Node|string)} children @returns {HTMLElement} */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** @param {URL|string} href @param {...(Node|string)} children */
export function link(href, ...children) {
  const made = element("a", "", ...children);
  made.href = href;
  return made;
}
