// Takes the reader of a page that belongs to no language on to theirs: the one chosen before, else
// the first that the browser asks for, else the fallback. A classic script in the head, so that it
// acts before anything is drawn. It follows only links that stand in the page.
(() => {
  const links = [...document.querySelectorAll("link[data-lang]")];
  const known = links.length ? links.map((link) => link.dataset.lang) : null;

  function language(offered, fallback) {
    let chosen = null;
    try {
      chosen = localStorage.getItem("liveroom-error-codes:language");
    } catch {
      // Storage may be denied: then nothing was chosen.
    }
    const wanted = [chosen, ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
    return wanted.find((lang) => offered.includes(lang)) ?? fallback;
  }

  if (known) {
    const fallback = document.documentElement.lang.split("-")[0];
    const lang = language(known, fallback);
    location.replace(links.find((link) => link.dataset.lang === lang).href + location.search + location.hash);
    return;
  }
  // Nothing is shown that would then jump.
  document.documentElement.classList.add("arranging");
  document.addEventListener("DOMContentLoaded", () => {
    const sections = [...document.querySelectorAll("section[data-lang]")];
    const offered = sections.map((section) => section.dataset.lang);
    const lang = language(offered, document.documentElement.lang.split("-")[0]);
    // The reader's language first; the others stay below it.
    const mine = sections.find((section) => section.dataset.lang === lang);
    mine.parentNode.prepend(mine);
    document.documentElement.classList.remove("arranging");
  });
})();
