// Takes the reader of a page that belongs to no language on to theirs: the one chosen before, else
// the first that the browser asks for, else the fallback. A classic script in the head, so that it
// acts before anything is drawn. It follows only links that stand in the page.
(() => {
  const fallback = document.documentElement.lang.split("-")[0];
  const links = [.../** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[data-lang]"))];

  /** @template {HTMLElement} E @param {E[]} offered  elements with a language @returns {E} */
  function choose(offered) {
    let chosen = /** @type {string | null} */ (null);
    try {
      chosen = localStorage.getItem("liveroom-error-codes:language");
    } catch {
      // Storage may be denied: then nothing was chosen.
    }
    const wanted = [chosen, ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
    const found = [...wanted, fallback].map((lang) => offered.find((one) => one.dataset.lang === lang)).find(Boolean);
    return /** @type {E} */ (found);
  }

  if (links.length) {
    location.replace(choose(links).href + location.search + location.hash);
    return;
  }
  // Nothing is shown that would then jump.
  document.documentElement.classList.add("arranging");
  document.addEventListener("DOMContentLoaded", () => {
    const sections = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("section[data-lang]"));
    // The reader's language first; the others stay below it.
    const mine = choose([...sections]);
    mine.parentElement?.prepend(mine);
    document.documentElement.classList.remove("arranging");
  });
})();
