/**
 * Replace each `{key}` of a text by its value; a key without one stays.
 * @param {string} text @param {Object<string, string|number>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
