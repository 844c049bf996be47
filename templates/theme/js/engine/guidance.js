/** Tell what holds for a code at a stage: what `Code.at` of the catalog says, for the scripts. Pure: no DOM. */

/**
 * Return a stage if it matters for what a code means, else null.
 * @param {CodeRecord} record @param {number | null} stage
 */
export const mattering = ({ s, g }, stage) => (stage === null || !s.length || (!g && s.includes(stage)) ? null : stage);

/**
 * Return the guidance at a stage; at another stage than the code's, or at none, all guidance, each with the stages it is
 * for. Without a stage, `place` is empty if the code's guidance is the same at all of them.
 * @param {CodeRecord} record @param {number | null} stage @param {SearchIndex} index @returns {Held[]}
 */
export function guidanceAt(record, stage, { stages, remedies, retries, verdicts, strings, marks }) {
  const groups = record.g ?? [record];
  const own = groups.filter(({ s }) => stage !== null && s.includes(stage));
  const isPlain = own.length > 0 || (groups.length === 1 && mattering(record, stage) === null);
  return (own.length ? own : groups).map(({ s, x, w, r, v }) => ({
    place: isPlain ? "" : titlesOf(s, stages, strings.separator),
    cause: x,
    mark: marks[w],
    steps: r.map((remedy) => remedies[remedy]),
    retry: v === undefined ? null : retries[v],
    verdict: v === undefined ? null : verdicts[v],
  }));
}

/** @param {number[]} positions @param {Titled[]} stages @param {string} separator */
const titlesOf = (positions, stages, separator) => positions.map((stage) => stages[stage].title).join(separator);

/**
 * Return what a code means, in one part if it is the same at all stages; what it means at the named stage is first.
 * @param {CodeRecord} record @param {number | null} stage @param {SearchIndex} index @returns {Meaning[]}
 */
export function meaningsAt(record, stage, { stages, strings, marks }) {
  const groups = record.g ?? [record];
  const own = groups.filter(({ s }) => stage !== null && s.includes(stage));
  const found = /** @type {Map<string, StageGuidance>} */ (new Map());
  for (const group of [...own, ...groups]) {
    const key = `${group.w} ${group.x}`;
    found.set(key, { ...group, s: [...new Set([...(found.get(key)?.s ?? []), ...group.s])] });
  }
  return Array.from(found.values(), ({ s, x, w }) => ({
    place: found.size > 1 ? titlesOf(s, stages, strings.separator) : "",
    cause: x,
    mark: marks[w],
  }));
}

/**
 * Return the known verdicts on a retry at a stage, or without one at all of them.
 * @param {CodeRecord} record @param {number | null} stage @param {SearchIndex} index
 */
export function verdictsAt({ s, v, g }, stage, { verdicts }) {
  const groups = g ?? [{ s, v }];
  const own = groups.filter((group) => stage !== null && group.s.includes(stage));
  const found = (own.length ? own : groups).flatMap(({ v: answer }) => (answer === undefined ? [] : verdicts[answer]));
  return [...new Set(found)].filter((verdict) => verdict !== "unknown");
}

/** Return what a legacy value means. @param {LegacyValue} value @param {SearchIndex} index @returns {Meaning} */
export const legacyMeaning = ({ x, w }, { marks }) => ({ place: "", cause: x, mark: marks[w] });

/** Say a meaning in one line, with its mark in brackets. @param {Meaning} meaning @param {SearchIndex} index */
export const said = ({ place, cause, mark }, { strings }) =>
  `${place && place + strings.colon}${cause}${strings.open}${mark}${strings.close}`;
