// Chooses the reader's language on the pages that have none: the one chosen before, else the first supported one of the
// browser, else the fallback. A permalink leads there, as the page of modules leads to the list; other pages begin with that
// language, and the 404 page, whose address may name another one, is only in it. A classic script in the head, so that it
// runs before the page is drawn. It follows only links in the page itself.
(() => {
  const { documentElement } = document;
  const fallback = documentElement.lang.split("-")[0];
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
    const asked = location.pathname.split("/");
    const wanted = [...(links.length ? [] : asked), stored("language"), ...navigator.languages, fallback];
    const found = wanted.map((tag) =>
      offered.find(({ dataset }) => tag?.split(/[-_]/)[0].toLowerCase() === dataset.lang),
    );
    return /** @type {E} */ (found.find(Boolean));
  }

  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  documentElement.dataset.scheme = stored("scheme") || (dark ? "slate" : "default");
  if (links.length) {
    location.replace(choose(links).href + location.search + location.hash);
    return;
  }
  // Hide the sections until they are in order, so that the page does not jump.
  documentElement.classList.add("arranging");
  const arrange = () => {
    const sections = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("section[data-lang]")]);
    const mine = choose(sections);
    const frames = /** @type {HTMLTemplateElement[]} */ ([...document.querySelectorAll("template[data-lang]")]);
    for (const section of frames.length ? sections : []) if (section !== mine) section.remove();
    for (const { lang, dataset, content } of frames) {
      if (dataset.lang !== mine.dataset.lang) continue;
      documentElement.lang = lang;
      for (const part of content.children) {
        document.querySelector(part.id ? `#${part.id}` : part.localName)?.replaceWith(part.cloneNode(true));
      }
    }
    mine.parentElement?.prepend(mine);
    documentElement.classList.remove("arranging");
  };
  document.addEventListener("readystatechange", arrange, { once: true }); // before deferred scripts run
})();
