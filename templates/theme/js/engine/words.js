/** Split texts into words, and tell those that distinguish a code from those that do not. Pure: no DOM. */

import { camelCaseParts, normalize } from "./recognize.js";

/** The words of a query that are compared: as they are, and with other spellings. */
export const MOST_WORDS = { plain: 32, similar: 6 };

// Words around a pasted code or in a question, which distinguish no code.
const NOISE = new Set(
  (
    "a an the i my in on of at to for from is are was be it this that and or not no with what why how when where can " +
    "cannot cant do does did mean means meaning fix solve help please k code codes number zego sdk liveroom e err " +
    "errno exception platformexception nserror domain failed failure null nil hex decimal legacy old value"
  ).split(" "),
);
const NOISE_TAIL = /(?:code|error|errors|err|state|status|reason|result|ret)$/;
const NOISE_HAN = new RegExp(
  "错误代码|错误[码号值]?|状态[码值]?|返回[码值]?|代码|编号|报错|出错|出现|提示|查询|旧版|什么意思|什么原因|是什么|什么|" +
    "怎么办|怎么|怎样|如何|为何|为什么|请问|解决|处理|[的了吗呢啊呀吧是为和与在我码]",
  "g",
);

export const HAN = /\p{Script=Han}/u;

/** Split into runs of Han, and runs of other letters and digits. @param {string} text @returns {string[]} */
export const wordsOf = (text) => text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? [];

/** Remove apostrophes within words: "couldn't" is one word. @param {string} text */
export const withoutApostrophes = (text) => text.replace(/(\p{L})['’](?=\p{L})/gu, "$1");

/** Make texts comparable: normalized, lower case, without apostrophes and backticks. @param {string} text */
export const plain = (text) => withoutApostrophes(normalize(text).toLowerCase().replaceAll("`", ""));

export const isNoise = (/** @type {string} */ word) =>
  HAN.test(word) ? !word.replace(NOISE_HAN, "") : NOISE.has(word.toLowerCase()) || NOISE_TAIL.test(word.toLowerCase());

/** Split into words, and names into their parts; in lower case. @param {string} text */
export const apart = (text) =>
  wordsOf(withoutApostrophes(text))
    .flatMap((word) => (/_|[a-z][A-Z]/.test(word) ? camelCaseParts(word) : [word]))
    .slice(0, MOST_WORDS.plain)
    .map((word) => word.toLowerCase());

/** Return the words without questions and fillers. @param {string} text */
export const meaningful = (text) =>
  apart(text)
    .flatMap((word) => (HAN.test(word) ? word.replace(NOISE_HAN, " ").split(" ") : [word]))
    .filter((word) => word && (HAN.test(word) || !isNoise(word)));
