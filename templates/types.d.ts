// The shapes that the scripts of theme/js/ hand each other, for the type checker alone: nothing here reaches the site.

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
    /** An expression such as `M|12000|CC`, and a text for each of its segments. */
    rules: [match: string, parts: string[]][];
    /** A digit, and the position of its module. */
    modules: Record<string, number>;
    curl: Record<string, string>;
    foreign: [first: number, last: number, text: string][];
  };
  callbacks: string[];
  /** By the family of legacy values. */
  signs: Record<string, string[]>;
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
  /** Codes that took its place. */
  to: number[];
}

// --- engine/recognise.js

/** All that exists; names by their key. */
type Known = { codes: Set<number>; legacy: Set<number>; names: Map<string, Named[]> };

type Named = { code: number; name: string; kind: "record" | "alias" | "legacy" };

/** `full` where the name is written in full, with its k and Error. */
type Owner = Named & { full: boolean };

/** `certain` is false for a code that could merely be meant. */
type Candidate = { code: number; certain: boolean };

/** Positions are those in the normalised text. */
interface NumberFinding {
  kind: "number";
  start: number;
  end: number;
  text: string;
  /** Known codes, the likeliest first; empty for a number nobody knows. */
  candidates: Candidate[];
  /** The number as written, sign and two's complement resolved; NaN where no code is that long. */
  value: number;
  /** No letter, digit, dot or hyphen ties it to its neighbours. */
  standalone: boolean;
  /** A word such as "code=" or 错误码 stands directly before it. */
  labelled: boolean;
}

interface NameFinding {
  kind: "name";
  start: number;
  end: number;
  text: string;
  /** True owners first, then misprints, then legacy values. */
  owners: Owner[];
  /** Nothing but a name can be meant, even in the middle of other text. */
  distinctive: boolean;
}

type Finding = NumberFinding | NameFinding;

// --- engine/numbering.js

interface Explanation {
  /** Empty where no rule fits. */
  segments: { digits: string; text: string }[];
  /** The room server's own result, and the code that it is today. */
  masked: { result: number; code: number | null } | null;
  /** A sentence on another product's number. */
  foreign: string | null;
}

/** `text` is the number as it was written. */
type UnknownNumber = { value: number; text: string };

// --- engine/search.js

type Why = "exact" | "possible" | "prefix" | "part" | "words" | "near" | "similar" | "partial";

type Result = { why: Why; certain: boolean } & (
  | { kind: "record"; record: CodeRecord; legacy?: undefined }
  | { kind: "legacy"; legacy: LegacyValue; record?: undefined }
);

/** `value` is the unknown number as it was written. */
type Note = { kind: "unknown"; value: string } | { kind: "similar" | "partial" };

/** `terms` are to be marked in the results. */
type Answer = { results: Result[]; note: Note | null; terms: string[]; identified: boolean };

type FieldName = "cause" | "names" | "more" | "place" | "remedies";

/** A record with the texts that it is searched by. */
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

/** Signs of a family of legacy values, anywhere in a text and at its end. */
type Signs = { near: RegExp; behind: RegExp };

interface ScanIndex {
  index: SearchIndex;
  known: Known;
  /** By value. */
  legacy: Map<number, { anchor: string; name: string | null; family: Signs }[]>;
  families: Map<string, Signs>;
  callbacks: RegExp;
  /** The signs of all families, and the callbacks. */
  any: Signs;
  /** Tells cheaply that the rules find nothing in a line. */
  mayContainCode: (line: string) => boolean;
}

/** `counts` is false for a name beside its own number. */
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
  /** Anchors of the legacy values that it can be. */
  legacy: Set<string>;
  /** A name beside its own number counts once. */
  count: number;
  /** The first line that it is on, from 0. */
  line: number;
  /** Line (from 0), start, end; line, start, end; … in the normalised line. */
  hits: number[];
}

/** Entries in order of appearance, and the position at which each line starts. */
type Scan = { entries: Entry[]; lines: number[] };

// --- pages

/** Every link needs the root of the site and the language. */
type Site = { index: SearchIndex; root: URL; lang: string };

/** The index as a report of a scan needs it: records by code, legacy values by anchor. */
type ReportIndex = {
  index: SearchIndex;
  strings: Record<string, string>;
  records: Map<number, CodeRecord>;
  legacy: Map<string, LegacyValue>;
};

type LogKnowledge = ReportIndex & { scan: ScanIndex };

type LogSource = Scan & { text: string; isCut: boolean };

/** Stands in for the server in a copy of the site that is read from a folder: templates/offline/offline.js.jinja. */
declare var offline: undefined | { index(lang: string): Promise<SearchIndex> };
