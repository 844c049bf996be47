/**
 * Tell which stage of a session a line or a query names at a place: by a callback, or else by words. Pure: no DOM.
 *
 * Of several callbacks the last one before the place counts, or else the first one after it; so do words beside a word of
 * failure (推流失败, failed to publish). Without these, words count only if all of them name the same stage.
 */

const NEAR = 120; // characters before and after the place

const NO_BREAK = "[^0-9,;:.，。；：、()\\[\\]{}]{0,12}";
const FAILED = "fail|error|(?<![a-z])err(?![a-z])|denied|time[d ]{0,2}out|失败|错误|异常|报错|出错|超时";
const FAILS_AFTER = new RegExp(`^${NO_BREAK}(?:${FAILED})`, "i");
const FAILS_BEFORE = new RegExp(`(?:${FAILED}|unable|cannot|can't|could not|couldn't|无法|不能|未能)${NO_BREAK}$`, "i");

/** Return an expression that matches a word as it is. @param {string} word */
export const literal = (word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

/** Return an expression for any of some words; a space in one matches a space, "_", "-" or nothing. @param {string[]} words */
export const anyOf = (words) => words.map((word) => literal(word).replaceAll(" ", "[ _-]?")).join("|") || "(?!)";

const keyOf = (/** @type {string} */ word) => word.toLowerCase().replace(/[ _-]/g, "");

/** @param {string[][]} words  of each stage @returns {StageWords} */
function prepare(words) {
  const stages = new Map(words.flatMap((own, stage) => own.map((word) => [keyOf(word), stage])));
  const longest = words.flat().sort((a, b) => b.length - a.length);
  return { any: new RegExp(anyOf(longest), "gi"), stages };
}

/** Prepare the callbacks and words of an index for `stageAt`. @param {SearchIndex} index @returns {StageNames} */
export const stageNamesOf = ({ stages }) => ({
  callbacks: prepare(stages.map(({ callbacks }) => callbacks)),
  keywords: prepare(stages.map(({ keywords }) => keywords)),
});

/** @typedef {{stage: number, start: number, end: number}} Mention */

/** @param {string} text @param {StageWords} words */
function mentionsIn(text, { any, stages }) {
  const found = Array.from(text.matchAll(any), ({ 0: word, index }) => ({
    stage: stages.get(keyOf(word)) ?? -1,
    start: index,
    end: index + word.length,
  }));
  return found.filter(({ stage }) => stage >= 0);
}

/** Return whether a mention is a word of its own, or one in a camelCase name. @param {string} text @param {Mention} mention */
function isWord(text, { start, end }) {
  const [before, first, last, after] = [text[start - 1] ?? "", text[start], text[end - 1], text[end] ?? ""];
  const begins = !/[a-z]/i.test(before) || !/[a-z]/i.test(first) || (/[a-z]/.test(before) && /[A-Z]/.test(first));
  return begins && !(/[a-z]/.test(after) || (/[A-Z]/.test(last) && /[A-Z]/.test(after)));
}

/** @param {string} text @param {Mention} mention */
const fails = (text, { start, end }) =>
  FAILS_AFTER.test(text.slice(end, end + 24)) || FAILS_BEFORE.test(text.slice(Math.max(0, start - 24), start));

/** @param {Mention[]} mentions @param {number} at */
const closest = (mentions, at) => mentions.filter(({ start }) => start < at).at(-1) ?? mentions[0];

/**
 * Return the position of the stage that a text names at a place, or null; names of codes name no stage.
 * @param {string} text  normalized @param {{start: number, end: number}} place
 * @param {{start: number, end: number}[]} names  of codes in the text @param {StageNames} known
 */
export function stageAt(text, { start, end }, names, { callbacks, keywords }) {
  const before = text.slice(Math.max(0, start - NEAR), start);
  const from = start - before.length + before.lastIndexOf("\n") + 1;
  let near = text.slice(from, end + NEAR).split("\n", 1)[0];
  for (const name of names) {
    const [first, last] = [name.start - from, name.end - from].map((at) => Math.min(Math.max(at, 0), near.length));
    near = near.slice(0, first) + " ".repeat(last - first) + near.slice(last);
  }
  const callback = closest(mentionsIn(near, callbacks), start - from);
  if (callback) return callback.stage;
  const mentions = mentionsIn(near, keywords).filter((mention) => isWord(near, mention));
  const failing = mentions.filter((mention) => fails(near, mention));
  if (failing.length) return closest(failing, start - from).stage;
  const stages = new Set(mentions.map(({ stage }) => stage));
  return stages.size === 1 ? mentions[0].stage : null;
}
