/** Find the pages that people wrote, beside the codes. Pure: no DOM. */

import { isNoise, MOST_WORDS, plain, wordsOf } from "./words.js";

/** Return the pages with all words of a query, in the reader's language. @param {Prepared} prepared @param {string} query */
export function articlesOf({ articles }, query) {
  const words = wordsOf(plain(query)).slice(0, MOST_WORDS.plain);
  if (words.every((word) => word.length < 2 || isNoise(word))) return [];
  return articles.filter(({ text }) => words.every((word) => text.includes(word))).map(({ article }) => article);
}
