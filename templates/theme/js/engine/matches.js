/** Make results of what is found. Pure: no DOM. */

/** @param {CodeRecord} record @param {Why} why @returns {Result} */
export const ofRecord = (record, why, certain = false) => ({ kind: "record", record, why, certain });

/** @param {LegacyValue} legacy @param {Why} why @returns {Result} */
export const ofLegacy = (legacy, why, certain = false) => ({ kind: "legacy", legacy, why, certain });

/** @param {Place} place @returns {Result} */
export const ofPlace = (place) => ({ kind: "place", place, why: "partial", certain: false });

/** Find the codes that begin with digits. @param {Prepared} prepared @param {string} digits */
export const ofPrefix = ({ codes }, digits) =>
  codes.filter(({ code }) => code.startsWith(digits)).map(({ record }) => ofRecord(record, "prefix"));

/** Find the codes that contain digits, or whose names contain a text. @param {Prepared} prepared @param {string} part */
export const ofPart = ({ codes }, part) =>
  codes
    .filter(({ code, names }) => code.includes(part) || names.some((name) => name.includes(part)))
    .map(({ record }) => ofRecord(record, "part"));

/** Return the results for codes. @param {Prepared} prepared @param {number[]} codes @param {Why} why */
export const ofCodes = ({ byCode }, codes, why) =>
  codes.flatMap((code) => {
    const record = byCode.get(code);
    return record ? ofRecord(record, why, why === "stands") : [];
  });
