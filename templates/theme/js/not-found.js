/**
 * The 404 page: what could be meant by an address that leads nowhere.
 *
 * The address is material to search with and nothing else: wherever the reader is sent, the path is one of the index
 * or of a link in the page.
 */

import { legacyPath, loadIndex, recordPath, siteRoot } from "./addresses.js";
import { element, link } from "./dom.js";
import { fill } from "./engine/fill.js";
import { unknownIn } from "./engine/numbering.js";
import { normalise, recognise } from "./engine/recognise.js";
import { prepare, search } from "./engine/search.js";
import { drawExplanation } from "./unknown-number.js";

const MOST = 8;
const LANGUAGE = /^(zh|en)(?:[-_][a-z]+)*$/i;
const ENDING = /(?:^index)?\.(?:html?|md|json|php|aspx?)$/i;
const AROUND = /^[\s"'`([{<+=:#]+|[\s"'`)\]}>.,;:!?。，、；：！？）】」]+$/g;
const SECTIONS = ["code", "codes", "error", "errors", "errorcode", "errorcodes", "legacy"];

const root = siteRoot();
const sections = [...document.querySelectorAll("section[data-lang]")];

// --- what is asked for

/** The words of the address below the root, decoded, and the language if it names one. */
function readAddress() {
  const parts = location.pathname.slice(root.pathname.length).split("/");
  const words = parts.map((part) => {
    let text = part;
    try {
      text = decodeURIComponent(part);
    } catch {
      // A percent sign that begins nothing is one of the text.
    }
    return normalise(text).replace(ENDING, "").replace(AROUND, "");
  });
  const [first, ...others] = words.filter(Boolean);
  const asked = LANGUAGE.exec(first ?? "")?.[1].toLowerCase();
  return { asked, words: asked || !first ? others : [first, ...others] };
}

/** The language of the address, else the reader's, chosen as permalink.js does. */
function languageOf(asked) {
  let chosen = null;
  try {
    chosen = localStorage.getItem("liveroom-error-codes:language");
  } catch {
    // Storage may be denied: then nothing was chosen.
  }
  const offered = sections.map(({ dataset }) => dataset.lang);
  const wanted = [asked, chosen, ...navigator.languages].map((tag) => tag?.split("-")[0].toLowerCase());
  return wanted.find((lang) => offered.includes(lang)) ?? "en";
}

/** The pages that the navigation leads to, in lower case and without the language. */
function knownPages() {
  const pages = new Map();
  for (const { href, textContent } of document.querySelectorAll(".md-nav--primary a.md-nav__link")) {
    const path = new URL(href).pathname.slice(root.pathname.length).replace(/^[^/]+\//, "");
    if (path) pages.set(path.slice(0, -1).toLowerCase(), { path, title: textContent.trim() });
  }
  return pages;
}

// --- what it can mean

/** The path of the one code that a word as a whole can be, or null. */
function readWord(word, { known }, lang) {
  const [finding, ...more] = recognise(word, known);
  if (!finding || more.length || finding.end < word.length) return null;
  const start = finding.text[0] === "-" ? finding.start - 1 : finding.start;
  if (finding.kind === "number") {
    if (start > 0) return null;
    const [code, ...others] = finding.readings.filter(({ certain }) => certain).map((reading) => reading.code);
    if (code === undefined || others.length) return null;
    return known.legacy.has(code) ? `${code}/` : recordPath(lang, code);
  }
  if (/[^\w.:]/.test(word.slice(0, start))) return null; // a name may be qualified
  const codes = new Set(finding.owners.map(({ code }) => code));
  const [{ code, kind }] = finding.owners;
  return finding.telling && codes.size === 1 ? (kind === "legacy" ? `${code}/` : recordPath(lang, code)) : null;
}

/** @returns {{path: string|null, results: object[], unknown: object|null}} */
function resolve(words, prepared, lang, pages) {
  const page = pages.get(words.join("/").toLowerCase());
  if (page || !words.length) return { path: `${lang}/${page?.path ?? ""}`, results: [], unknown: null };
  const last = words.at(-1);
  const places = new Set([...SECTIONS, ...[...pages.keys()].flatMap((key) => key.split("/"))]);
  const isPlain = words.slice(0, -1).every((word) => places.has(word.toLowerCase()));
  const path = isPlain ? readWord(last, prepared, lang) : null;
  const unknown = unknownIn(last, prepared.known);
  const queries = isPlain ? [last] : [words.join(" "), ...[...words].reverse()];
  const answers = unknown || path ? [] : queries.map((query) => search(prepared, query));
  const { results } = answers.find(({ identified }) => identified) ?? answers[0] ?? { results: [] };
  return { path, results: results.slice(0, MOST), unknown };
}

// --- what is shown

function drawResult({ record, legacy }, { root, lang }) {
  const name = record ? record.n[0] : legacy.n;
  const title = element("code", "", [(record ?? legacy).c, name].filter((part) => part !== null).join(" "));
  const path = record ? recordPath(lang, record.c) : legacyPath(lang, legacy);
  return element("li", "", link(new URL(path, root), title), ` ${(record ?? legacy).x}`);
}

async function show() {
  const { asked, words } = readAddress();
  const lang = languageOf(asked);
  const mine = sections.find(({ dataset }) => dataset.lang === lang);
  sections[0].before(mine); // the reader's language first
  const index = await loadIndex(lang).catch(() => null);
  if (!index) return; // the page as it is says where to begin
  const { strings } = index;
  const { path, results, unknown } = resolve(words, prepare(index), lang, knownPages());

  const site = { index, root, lang };
  const meant = element("div", "meant");
  meant.setAttribute("role", "status");
  const target = path === null ? null : new URL(path, root);
  if (target && target.pathname !== location.pathname) {
    meant.append(element("p", "", strings.moved, " ", link(target, decodeURI(target.pathname))));
    location.replace(target);
  } else if (unknown) {
    meant.append(element("p", "", fill(strings.missing, { value: unknown.text })), drawExplanation(unknown, site));
  } else if (results.length) {
    meant.append(element("p", "", strings.meant), element("ul", "", ...results.map((result) => drawResult(result, site))));
  }
  mine.querySelector("h2").after(meant);
}

show();
