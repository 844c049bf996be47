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
export function guidanceAt(record, stage, { stages, remedies, retries, strings }) {
  const groups = record.g ?? [record];
  const own = groups.filter(({ s }) => stage !== null && s.includes(stage));
  const isPlain = own.length > 0 || (groups.length === 1 && mattering(record, stage) === null);
  return (own.length ? own : groups).map(({ s, x, r, v }) => ({
    place: isPlain ? "" : titlesOf(s, stages, strings.separator),
    cause: x,
    steps: r.map((remedy) => remedies[remedy]),
    retry: v === undefined ? null : retries[v],
  }));
}

/** @param {number[]} positions @param {Titled[]} stages @param {string} separator */
const titlesOf = (positions, stages, separator) => positions.map((stage) => stages[stage].title).join(separator);

/**
 * Return the meaning of a code in one line: what it means at the named stage first, if its stages differ.
 * @param {CodeRecord} record @param {number | null} stage @param {SearchIndex} index
 */
export function meaningAt({ g = [], x }, stage, { stages, strings }) {
  const own = g.find(({ s }) => stage !== null && s.includes(stage));
  if (!own || g.every((group) => group.x === own.x)) return x;
  const causes = /** @type {Map<string, number[]>} */ (new Map());
  for (const group of [own, ...g]) {
    if (group !== own || !causes.size) causes.set(group.x, [...(causes.get(group.x) ?? []), ...group.s]);
  }
  const said = Array.from(causes, ([cause, at]) => titlesOf(at, stages, strings.separator) + strings.colon + cause);
  return said.join(strings.space);
}
