/**
 * Replace each `{key}` in a text by its value; keep keys without a value.
 * @param {string} text @param {Object<string, string | number | null | undefined>} values
 */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => String(values[key] ?? all));
