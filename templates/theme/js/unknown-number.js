/** Draw the explanation of a number that is no listed code, for the search box, the log scanner and the 404 page. */

import { missingCodeIssue, recordPath } from "./addresses.js";
import { drawMeanings, element, link } from "./dom.js";
import { linesOf } from "./engine/families.js";
import { fill } from "./engine/fill.js";
import { legacyMeaning, meaningsAt } from "./engine/guidance.js";
import { explain, maskText, neighbors } from "./engine/numbering.js";

/** Draw links to the most similar codes. @param {number} value @param {Site} site */
function drawNeighbors(value, { index, root, lang }) {
  const rows = neighbors(value, index).map((code) => {
    const record = index.records.find(({ c }) => c === code);
    const values = index.legacy.filter(({ c }) => c === code).slice(0, 1);
    const meanings = record ? meaningsAt(record, null, index) : values.map((value) => legacyMeaning(value, index));
    const path = record ? recordPath(lang, code) : `${code}/`;
    const name = element("code", "", record ? `${code} ${record.n[0]}` : String(code));
    return element("li", "", link(new URL(path, root), name), " ", ...drawMeanings(meanings, index));
  });
  return element("ul", "", ...rows);
}

/** Draw whose a number or a text is that is no code of the SDK. @param {Told} told @param {Site} site */
export function drawTold(told, { index, root, lang }) {
  const { strings, records } = index;
  const { written, head, codes, source, id } = told;
  const drawn = element("div", "explanation told md-typeset");
  Object.assign(drawn.dataset, { code: written, family: id });
  const page = link(new URL(`${lang}/other-products/#${id}`, root), head);
  drawn.append(element("p", "", element("code", "", written), " ", page));
  const stated = linesOf({ ...told, codes: [] }, index).slice(1, -1);
  drawn.append(...stated.map((line) => element("p", "", line)));
  if (codes.length) {
    const title = `${strings.family_stands}${strings.colon}`;
    const rows = codes.map(({ code, name, when }) => {
      const shown = element("code", "", name === null ? String(code) : `${code} ${name}`);
      const record = records.find(({ c }) => c === code);
      const cause = record ? drawMeanings(meaningsAt(record, null, index), index) : [strings.family_unlisted];
      const linked = record ? link(new URL(recordPath(lang, code), root), shown) : shown;
      return element("li", "", linked, ` ${when && when + strings.colon}`, ...cause);
    });
    drawn.append(element("p", "", title), element("ul", "", ...rows));
  }
  const from = link(new URL(source.url), source.title);
  drawn.append(element("p", "", strings.family_source, strings.colon, from, ` · ${source.mark}`));
  return drawn;
}

/**
 * Draw the explanation.
 * @param {UnknownNumber} number
 * @param {Site} site
 * @param {{near?: boolean}} [options]  false for `near` omits similar codes, if the page shows them elsewhere
 */
export function drawExplanation({ value, text }, site, { near = true } = {}) {
  const { index, root, lang } = site;
  const { strings } = index;
  const explanation = explain(value, index);
  const { segments, masked, told } = explanation;
  const drawn = element("div", "explanation md-typeset");
  drawn.dataset.code = String(value);
  if (segments.length) {
    const parts = segments.map((part) => element("li", "", element("code", "", part.digits), ` ${part.text}`));
    drawn.append(element("p", "", strings.digits), element("ul", "", ...parts));
  }
  if (masked) {
    const said = element("p", "", maskText(value, explanation, index) ?? "");
    if (masked.code) said.append(" ", link(new URL(recordPath(lang, masked.code), root), String(masked.code)));
    drawn.append(said);
  }
  drawn.append(...told.map((each) => drawTold(each, site)));
  if (!segments.length && !masked && !told.length) drawn.append(element("p", "", strings.digits_none));
  const list = near ? drawNeighbors(value, site) : null;
  if (list?.childElementCount) drawn.append(element("p", "", strings.nearest), list);
  const title = fill(strings.report_title, { value: text });
  const further = element("p", "", link(missingCodeIssue(text, title), strings.report));
  if (segments.length) further.append(" · ", link(new URL(`${lang}/anatomy/`, root), strings.scheme));
  drawn.append(further);
  return drawn;
}
