// Types shared by the scripts in theme/js/; only the type checker reads this file, and the site does not contain it.

/** /search/<lang>.json, written by generator/outputs/search_index.py. */
interface SearchIndex {
  lang: string;
  other: string;
  strings: Record<string, string>;
  stages: Titled[];
  modules: Titled[];
  remedies: string[];
  records: CodeRecord[];
  numbering: {
    /** An expression such as `M|12000|CC`, and for each segment a text, or `@` and the name of a table. */
    rules: [match: string, parts: string[]][];
    /** The position of a module, by its leading digit. */
    modules: Record<string, number>;
    curl: Record<string, string>;
    foreign: [first: number, last: number, text: string][];
  };
  callbacks: string[];
  /** By the family of legacy values. */
  log_keywords: Record<string, string[]>;
  legacy: LegacyValue[];
}

type Titled = { id: string; title: string; text: string };

interface CodeRecord {
  /** The code. */
  c: number;
  /** Its tier: 0 documented by the vendor, 1 known from headers. */
  t: 0 | 1;
  /** Its names. */
  n: string[];
  /** Misprinted and former names. */
  a?: string[];
  /** The cause. */
  x: string;
  /** Further texts. */
  o?: string[];
  /** The position of its module. */
  m: number;
  /** Positions of its stages. */
  s: number[];
  /** Positions of its remedies. */
  r: number[];
  k?: "status";
}

interface LegacyValue {
  /** The value. */
  c: number;
  /** The title of its family. */
  f: string;
  /** Its anchor: the family's id and the value. */
  h: string;
  n: string | null;
  /** The meaning. */
  x: string;
  /** Successors: current codes. */
  to: number[];
}

// --- engine/recognise.js

/** All known codes, legacy values and names; names by key. */
type Known = { codes: Set<number>; legacy: Set<number>; names: Map<string, Named[]> };

type Named = { code: number; name: string; kind: "record" | "alias" | "legacy" };

/** `full` is true if the name is written in full, with its k and Error. */
type Owner = Named & { full: boolean };

/** `certain` is false for a possible code. */
type Candidate = { code: number; certain: boolean };

/** Positions are in the normalized text. */
interface NumberFinding {
  kind: "number";
  start: number;
  end: number;
  text: string;
  /** Known codes, the likeliest first; empty for an unknown number. */
  candidates: Candidate[];
  /** The number as written, with sign and two's complement resolved; NaN if it is too long for a code. */
  value: number;
  /** No letter, digit, dot or hyphen joins it to the text around it. */
  standalone: boolean;
  /** A label such as "code=" or 错误码 is directly before it. */
  labelled: boolean;
}

interface NameFinding {
  kind: "name";
  start: number;
  end: number;
  text: string;
  /** True owners first, then misprints, then legacy values. */
  owners: Owner[];
  /** It cannot be an ordinary word, even in running text. */
  distinctive: boolean;
}

type Finding = NumberFinding | NameFinding;

// --- engine/numbering.js

interface Explanation {
  /** Empty if no rule matches. */
  segments: { digits: string; text: string }[];
  /** The server return code, and the current code for it. */
  masked: { result: number; code: number | null } | null;
  /** A sentence on another product's number. */
  foreign: string | null;
}

/** `text` is the number as written. */
type UnknownNumber = { value: number; text: string };

// --- engine/search.js

type Why = "exact" | "possible" | "prefix" | "part" | "words" | "near" | "similar" | "partial";

type Result = { why: Why; certain: boolean } & (
  | { kind: "record"; record: CodeRecord; legacy?: undefined }
  | { kind: "legacy"; legacy: LegacyValue; record?: undefined }
);

/** `value` is the unknown number as written. */
type Note = { kind: "unknown"; value: string } | { kind: "similar" | "partial" };

/** The results should mark `terms`. */
type Answer = { results: Result[]; note: Note | null; terms: string[]; identified: boolean };

type FieldName = "cause" | "names" | "more" | "place" | "remedies";

/** A record with its searchable texts. */
type SearchDocument = {
  record: CodeRecord;
  code: string;
  hex: string;
  names: string[];
  common: boolean;
  fields: Record<FieldName, string>;
};

type Prepared = ReturnType<typeof import("./theme/js/engine/search.js").prepare>;

// --- engine/scan.js

/** Match a keyword anywhere in a text, or at its end. */
type Keywords = { near: RegExp; behind: RegExp };

interface ScanIndex {
  index: SearchIndex;
  known: Known;
  /** By value. */
  legacy: Map<number, { anchor: string; name: string | null; family: Keywords }[]>;
  families: Map<string, Keywords>;
  callbacks: RegExp;
  /** The keywords of all families, and the callbacks. */
  any: Keywords;
  /** A fast test; if false, the rules find nothing in a line without a keyword near. */
  mayContainCode: (line: string) => boolean;
}

/** `counts` is false for a name on the line of its own number. */
type Classified = {
  kind: "known" | "unknown";
  code: number;
  certain: boolean;
  anchors: string[];
  start: number;
  end: number;
  counts: boolean;
};

interface Entry {
  kind: "known" | "unknown";
  code: number;
  certain: boolean;
  /** Anchors of its possible legacy values. */
  legacy: Set<string>;
  /** The number of occurrences; a name and its own number on a line are one. */
  count: number;
  /** The first line that contains it, counted from 0. */
  line: number;
  /** Line (from 0), start, end; line, start, end; …: positions in the normalized line. */
  hits: number[];
}

/** Entries in order of appearance, and the start of each line. */
type Scan = { entries: Entry[]; lines: number[] };

// --- pages

/** The index, and for links the root of the site and the language. */
type Site = { index: SearchIndex; root: URL; lang: string };

/** The index for reports of a scan: records by code, legacy values by anchor. */
type ReportIndex = {
  index: SearchIndex;
  strings: Record<string, string>;
  records: Map<number, CodeRecord>;
  legacy: Map<string, LegacyValue>;
};

type LogKnowledge = ReportIndex & { scan: ScanIndex };

type LogSource = Scan & { text: string; isCut: boolean };

/** Replaces the server in the offline copy of the site (templates/offline/offline.js.jinja). */
declare var offline: undefined | { index(lang: string): Promise<SearchIndex> };
