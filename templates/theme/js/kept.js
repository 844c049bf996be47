/** Keep texts for this tab: the search box hands a log to the scanner, which keeps it from page to page. */

/** The name of the log that is scanned. */
export const LOG = "log";

const key = (/** @type {string} */ name) => `liveroom-error-codes:${name}`;

/** Keep a text, or forget an empty one; return whether that succeeded. @param {string} name @param {string} text */
export function keep(name, text) {
  try {
    if (text) sessionStorage.setItem(key(name), text);
    else sessionStorage.removeItem(key(name));
    return true;
  } catch {
    return false; // storage may be blocked or full
  }
}

/** Return a kept text, or an empty one. @param {string} name */
export function kept(name) {
  try {
    return sessionStorage.getItem(key(name)) ?? "";
  } catch {
    return "";
  }
}
