// Redirects a page without a language to the reader's: the one chosen before, else the first supported one
// of the browser, else the fallback. A classic script in the head, so that it runs before the page is drawn.
// It follows only links in the page itself.
(() => {
  const fallback = document.documentElement.lang.split("-")[0];
  const links = [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-lang]"))];

  /** Return what the reader chose before, or null. @param {string} what */
  function stored(what) {
    try {
      return localStorage.getItem(`liveroom-error-codes:${what}`);
    } catch {
      return null; // storage may be blocked
    }
  }

  /** @template {HTMLElement} E @param {E[]} offered  elements with a language @returns {E} */
  function choose(offered) {
    const wanted = [stored("language"), ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
    const found = [...wanted, fallback].map((lang) => offered.find((one) => one.dataset.lang === lang)).find(Boolean);
    return /** @type {E} */ (found);
  }

  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.scheme = stored("scheme") || (dark ? "slate" : "default");
  if (links.length) {
    location.replace(choose(links).href + location.search + location.hash);
    return;
  }
  // Hide the sections until they are in order, so that the page does not jump.
  document.documentElement.classList.add("arranging");
  document.addEventListener("DOMContentLoaded", () => {
    const sections = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("section[data-lang]"));
    const mine = choose([...sections]);
    mine.parentElement?.prepend(mine);
    document.documentElement.classList.remove("arranging");
  });
})();
