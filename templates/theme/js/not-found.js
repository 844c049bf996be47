/**
 * On the 404 page, find the page that a wrong address may mean.
 *
 * The address is only a query: redirects go to paths made from the index or from the page's own links.
 */

import { itemPath, loadIndex, pageLanguage, recordPath, siteRoot } from "./addresses.js";
import { drawMeanings, element, find, link } from "./dom.js";
import { prepare } from "./engine/documents.js";
import { fill } from "./engine/fill.js";
import { legacyMeaning, meaningsAt } from "./engine/guidance.js";
import { unknownIn } from "./engine/numbering.js";
import { normalize, recognize } from "./engine/recognize.js";
import { search } from "./engine/search.js";
import { drawExplanation, drawTold } from "./unknown-number.js";

const MOST = 8;
const LANGUAGE = /^(?:zh|en)(?:[-_][a-z]+)*$/i;
const ENDING = /(?:^index)?\.(?:html?|md|json|php|aspx?)$/i;
const AROUND = /^[\s"'`([{<+=:#]+|[\s"'`)\]}>.,;:!?。，、；：！？）】」]+$/g;
const SECTIONS = ["code", "codes", "error", "errors", "errorcode", "errorcodes", "legacy"];

const root = siteRoot();
const lang = pageLanguage();
const title = find("article h1", HTMLElement);

// --- the address

/** Split the address below the root into decoded words, without a language. */
function readAddress() {
  const parts = location.pathname.slice(root.pathname.length).split("/");
  const words = parts.map((part) => {
    let text = part;
    try {
      text = decodeURIComponent(part);
    } catch {
      // Keep a percent sign that starts no escape.
    }
    return normalize(text).replace(ENDING, "").replace(AROUND, "");
  });
  const [first = "", ...others] = words.filter(Boolean);
  return LANGUAGE.test(first) || !first ? others : [first, ...others];
}

/** Return the paths in the navigation, without the language, by lower-case path. */
function knownPages() {
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("#menu a");
  const paths = [...links].map(({ href }) => new URL(href).pathname.slice(root.pathname.length));
  const below = paths.map((path) => path.replace(/^[^/]+\//, "")).filter(Boolean);
  return new Map(below.map((path) => [path.slice(0, -1).toLowerCase(), path]));
}

// --- its meaning

/** Return the path of the code or value that a word names, or null if it is not exactly one. */
function readWord(/** @type {string} */ word, /** @type {Known} */ known) {
  const [finding, ...more] = recognize(word, known);
  if (!finding || more.length || finding.end < word.length) return null;
  const start = finding.text[0] === "-" ? finding.start - 1 : finding.start;
  if (finding.kind === "number") {
    if (start > 0) return null;
    const [code, ...others] = finding.candidates.filter(({ certain }) => certain).map((candidate) => candidate.code);
    if (code === undefined || others.length) return null;
    return known.legacy.has(code) ? `${code}/` : recordPath(lang, code);
  }
  if (/[^\w.:]/.test(word.slice(0, start))) return null; // a name may be qualified
  const codes = new Set(finding.owners.map(({ code }) => code));
  const [{ code, kind }] = finding.owners;
  if (!finding.distinctive || codes.size > 1) return null;
  return kind === "legacy" ? `${code}/` : recordPath(lang, code);
}

/** Return the path to redirect to, or results, or an unknown number, or whose the address is. */
function resolve(/** @type {string[]} */ words, /** @type {Prepared} */ prepared) {
  const pages = knownPages();
  const page = pages.get(words.join("/").toLowerCase());
  const last = words.at(-1);
  if (page || !last) return { path: `${lang}/${page ?? ""}`, results: [], unknown: null, told: [] };
  const places = new Set([...SECTIONS, ...[...pages.keys()].flatMap((key) => key.split("/"))]);
  const isPlain = words.slice(0, -1).every((word) => places.has(word.toLowerCase()));
  const path = isPlain ? readWord(last, prepared.known) : null;
  const queries = isPlain ? [last] : [words.join(" "), ...[...words].reverse()];
  const answers = path ? [] : queries.map((query) => search(prepared, query));
  const answer = answers.find(({ identified, told }) => identified || told.length) ?? answers[0];
  const told = answer?.told.filter(({ isOwn }) => !isOwn) ?? [];
  const unknown = told.length ? null : unknownIn(last, prepared.known);
  return { path, results: answer?.results.slice(0, MOST) ?? [], unknown, told };
}

// --- the page

/** @param {Result} result @param {SearchIndex} index */
function drawResult(result, index) {
  const { record, legacy, place, stage = null } = result;
  const to = new URL(itemPath(lang, result), root);
  if (place) return element("li", "", link(to, place.t), ` ${place.x}`);
  const meanings = record ? meaningsAt(record, stage, index) : [legacyMeaning(legacy, index)];
  const name = record ? record.n[0] : legacy.n;
  const { c } = record ?? legacy;
  const title = element("code", "", name === null ? String(c) : `${c} ${name}`);
  return element("li", "", link(to, title), " ", ...drawMeanings(meanings, index));
}

async function show() {
  const words = readAddress();
  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.switch"))) {
    link.href = String(new URL(`${link.dataset.lang}/${words.map(encodeURIComponent).join("/")}`, root));
  }
  const index = await loadIndex(lang).catch(() => null);
  if (!index) return; // the static page remains
  const { strings } = index;
  const { path, results, unknown, told } = resolve(words, prepare(index));
  const site = { index, root, lang };

  const meant = element("div", "meant");
  meant.setAttribute("role", "status");
  const target = path === null ? null : new URL(path, root);
  if (target && target.pathname !== location.pathname) {
    meant.append(element("p", "", strings.redirect, " ", link(target, decodeURI(target.pathname))));
    location.replace(target.href);
  } else if (unknown) {
    title.textContent = fill(strings.not_listed, { value: unknown.text }).replace(/[.。]$/, "");
    meant.append(drawExplanation(unknown, site));
  } else if (told.length) {
    meant.append(...told.map((each) => drawTold(each, site)));
  } else if (results.length) {
    const list = element("ul", "", ...results.map((result) => drawResult(result, index)));
    meant.append(element("p", "", strings.suggestions), list);
  }
  document.title = `${title.textContent} - ${find(".site-name .whole", HTMLElement).textContent}`;
  title.after(meant);
}

show().finally(() => title.parentElement?.classList.add("done"));
