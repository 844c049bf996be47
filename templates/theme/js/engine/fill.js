/**
 * Replace each `{key}` of a text by its value; a key without one stays.
 * @param {string} text @param {Object<string, string | number | null | undefined>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => String(values[key] ?? all));
