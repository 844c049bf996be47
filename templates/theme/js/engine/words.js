/** Split texts into words, and tell those that distinguish a code from those that do not. Pure: no DOM. */

import { camelCaseParts, normalize } from "./recognize.js";

/** The most words of a query that are looked at. */
export const MOST_WORDS = 32;

// Words of questions, which say nothing of a code or a page.
const FILLING = (
  "a an the i my me in on of at to for from is are was were be been it its this that these those and or with what why " +
  "how when while where which who can do does did doing done please you your we our us they there here some any if then " +
  "than so but by as should would could have has had get gets got will just ever also very tell know want need use using " +
  "used way few several again sometimes suddenly often happen happens happened after during into seem seems mean means meaning help"
).split(" ");
// Words around a pasted code, which tell nothing of it.
const LABELS = (
  "no not cannot cant fix solve k code codes number zego sdk liveroom e err errno exception platformexception nserror " +
  "domain failed failure null nil hex decimal legacy old value"
).split(" ");
const NOISE = new Set([...FILLING, ...LABELS]);
const FILLERS = new Set(FILLING);
const NOISE_TAIL = /(?:code|error|errors|err|state|status|reason|result|ret)$/;
const FILLING_HAN =
  "什么意思|什么原因|是什么|什么|怎么办|怎么样|怎么|怎样|如何|为何|为什么|为啥|请问|哪里|哪些|有没有|能不能|可不可以|是不是|" +
  "是否|的时候|时候|以后|之后|的话|一下|一直|总是|老是|经常|突然|应该|需要|可以|这个|那个|我们|[的了吗呢啊呀吧么我]";
const LABELS_HAN =
  "错误代码|错误[码号值]?|状态[码值]?|返回[码值]?|代码|编号|报错|出错|出现|提示|查询|旧版|解决|处理|[是为和与在码]";
const NOISE_HAN = new RegExp(`${FILLING_HAN}|${LABELS_HAN}`, "g");
const FILLERS_HAN = new RegExp(FILLING_HAN, "g");

export const HAN = /\p{Script=Han}/u;

/** Split into runs of Han, and runs of other letters and digits. @param {string} text @returns {string[]} */
export const wordsOf = (text) => text.match(/\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}_])+/gu) ?? [];

/** Remove apostrophes within words: "couldn't" is one word. @param {string} text */
const withoutApostrophes = (text) => text.replace(/(\p{L})['’](?=\p{L})/gu, "$1");

/** Make texts comparable: normalized, lower case, without apostrophes and backticks. @param {string} text */
export const plain = (text) => withoutApostrophes(normalize(text).toLowerCase().replaceAll("`", ""));

export const isNoise = (/** @type {string} */ word) =>
  HAN.test(word) ? !word.replace(NOISE_HAN, "") : NOISE.has(word.toLowerCase()) || NOISE_TAIL.test(word.toLowerCase());

// Endings of English word forms, longest first, so that "publishing", "published" and "publish" are one word.
const ENDING = /(?:i[sz]ation|i[sz]ing|i[sz]ed|i[sz]es?|ications?|ations?|ions?|ures?|ings?|ers?|ed|es|e|s)$/;
const DOUBLED = /([bdglmnprt])\1$/;

/** Return the stem of a word in lower case. @param {string} word */
export function stem(word) {
  if (word.length < 4 || !/^[a-z]+$/.test(word)) return word;
  const singular = word.replace(/ie[sd]$/, "y");
  const short = singular.replace(ENDING, "");
  return short.length < 3 ? singular.replace(/s$/, "") : short.replace(DOUBLED, "$1");
}

/** @typedef {{token: string, part: boolean}} Token */

/**
 * Split a text into the tokens that are compared: pairs of Han, stems of other words, and parts of names.
 * @param {string} text @returns {Token[]}
 */
export function tokensOf(text) {
  const tokens = /** @type {Token[]} */ ([]);
  for (const word of wordsOf(withoutApostrophes(normalize(text)))) {
    if (HAN.test(word)) {
      if (word.length === 1) tokens.push({ token: word, part: false });
      for (let i = 0; i + 2 <= word.length; i++) tokens.push({ token: word.slice(i, i + 2), part: false });
      continue;
    }
    tokens.push({ token: stem(word.toLowerCase()), part: false });
    const parts = /_|[a-z][A-Z]|[A-Z]{2}[a-z]/.test(word) ? camelCaseParts(word) : [];
    if (parts.length > 1) tokens.push(...parts.map((part) => ({ token: stem(part.toLowerCase()), part: true })));
  }
  return tokens;
}

/** Return a text such that one that stands in another as whole words is part of it. @param {string} text */
export const phraseOf = (text) =>
  wordsOf(plain(text))
    .map((word) => (HAN.test(word) ? word : ` ${stem(word)} `))
    .join("")
    .replaceAll("  ", " ");

/** Drop the words that only fill, unless no other is left. @param {string} text */
export function meaningful(text) {
  const words = wordsOf(withoutApostrophes(text)).flatMap((word) =>
    HAN.test(word) ? word.replace(FILLERS_HAN, " ").split(" ") : FILLERS.has(word.toLowerCase()) ? [] : word,
  );
  return words.filter(Boolean).join(" ") || text;
}
