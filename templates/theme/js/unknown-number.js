/** Draw the explanation of an unlisted number, for the search box, the log scanner and the 404 page. */

import { missingCodeIssue, recordPath } from "./addresses.js";
import { element, link } from "./dom.js";
import { fill } from "./engine/fill.js";
import { explain, neighbours } from "./engine/numbering.js";

/** Draw links to the most similar codes. @param {number} value @param {Site} site */
function drawNeighbours(value, { index, root, lang }) {
  const rows = neighbours(value, index).map((code) => {
    const record = index.records.find(({ c }) => c === code);
    const text = (record ?? index.legacy.find(({ c }) => c === code))?.x;
    const path = record ? recordPath(lang, code) : `${code}/`;
    const name = element("code", "", record ? `${code} ${record.n[0]}` : String(code));
    return element("li", "", link(new URL(path, root), name), ` ${text}`);
  });
  return element("ul", "", ...rows);
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
  const { segments, masked, foreign } = explain(value, index);
  const drawn = element("div", "explanation md-typeset");
  drawn.dataset.code = String(value);
  if (segments.length) {
    const parts = segments.map((part) => element("li", "", element("code", "", part.digits), ` ${part.text}`));
    drawn.append(element("p", "", strings.digits), element("ul", "", ...parts));
  }
  if (masked) {
    const said = element("p", "", fill(strings[masked.code ? "masked" : "masked_unknown"], { value, ...masked }));
    if (masked.code) said.append(" ", link(new URL(recordPath(lang, masked.code), root), String(masked.code)));
    drawn.append(said);
  }
  if (foreign) drawn.append(element("p", "", foreign));
  if (!segments.length && !masked && !foreign) drawn.append(element("p", "", strings.digits_none));
  if (near) drawn.append(element("p", "", strings.nearest), drawNeighbours(value, site));
  const title = fill(strings.report_title, { value: text });
  const further = element("p", "", link(missingCodeIssue(text, title), strings.report));
  if (segments.length) further.append(" · ", link(new URL(`${lang}/anatomy/`, root), strings.scheme));
  drawn.append(further);
  return drawn;
}
