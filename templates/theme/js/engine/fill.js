/** `{key}` in the text replaced. @param {string} text @param {Object<string, string|number>} values */
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
