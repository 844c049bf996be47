// Types shared by the scripts in theme/js/; only the type checker reads this file, and the site does not contain it.

/** /search/<lang>.json, written by generator/outputs/search_index.py. */
interface SearchIndex {
  lang: string;
  product: string;
  other: string;
  strings: Record<string, string>;
  stages: StageEntry[];
  modules: Titled[];
  remedies: string[];
  /** How to do a remedy. */
  checks: Record<string, string[]>;
  /** Answers on retries. */
  retries: string[];
  /** The verdict of each answer. */
  verdicts: string[];
  /** Marks of meanings: whose word they are. */
  marks: string[];
  records: CodeRecord[];
  numbering: {
    /** An expression such as `M|12000|CC`, and for each segment a text, or `@` and the name of a table. */
    rules: [match: string, parts: string[]][];
    /** The position of a module, by its leading digit. */
    modules: Record<string, number>;
    curl: Record<string, string>;
  };
  families: Family[];
  /** By the family of legacy values. */
  log_keywords: Record<string, string[]>;
  legacy: LegacyValue[];
  places: Place[];
  /** Words for a failure, which lead to the page of the stage that they are typed with. */
  symptoms: string[];
  /** What readers type, by code. */
  typed: Record<string, string[]>;
  /** Other words for the things of the glossary. */
  synonyms: Record<string, string[]>;
  /** Words that say nothing of a place, the longest first. */
  fillers: string[];
  /** Words around a pasted code, the longest first. */
  labels: string[];
  /** Chinese characters that sound alike. */
  homophones: string[];
}

type Titled = { id: string; title: string; text: string };

/** A stage, the names of its callbacks, and other words that name it. */
type StageEntry = Titled & { callbacks: string[]; keywords: string[] };

/** What holds for a code at some stages. */
interface StageGuidance {
  /** Positions of the stages. */
  s: number[];
  /** The cause. */
  x: string;
  /** The position of the cause's mark. */
  w: number;
  /** Positions of the remedies, in order. */
  r: number[];
  /** The position of the answer on retries; a status has none. */
  v?: number;
}

interface CodeRecord extends StageGuidance {
  /** The code. */
  c: number;
  /** Its tier: 0 documented by the vendor, 1 known from headers. */
  t: 0 | 1;
  /** Its names. */
  n: string[];
  /** Misprinted and former names. */
  a?: string[];
  /** Further texts. */
  o?: string[];
  /** The position of its module. */
  m: number;
  /** If stages differ: the guidance of each group of stages; `r` of the record are those of all, and `x` has all with marks. */
  g?: StageGuidance[];
  k?: "status";
}

/** Numbers or texts that are no codes of the SDK. */
interface Family {
  id: string;
  /** Its kind. */
  k: "other" | "status" | "event" | "kick-out" | "liveroom";
  /** Whose it is. */
  w: string;
  /** The meaning; `{n}` is the number less `b`. */
  x: string;
  /** Ranges of numbers. */
  n?: [first: number, last: number][];
  /** Texts. */
  t?: string[];
  near?: string[];
  keys?: string[];
  b?: number;
  /** What some numbers say. */
  v?: [first: number, last: number, title: string][];
  /** The first of the codes that a range of numbers stands for, and when it does. */
  c?: [first: number, last: number, code: number, when: string | null][];
  /** The title and address of the source. */
  s: [title: string, url: string];
  /** Its certainty. */
  e: "proved" | "document" | "inferred";
  /** What of it is our inference. */
  o?: string;
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
  /** The position of its mark. */
  w: number;
  /** Successors: current codes. */
  to: number[];
}

/** A page, a section of one, or a callback or call there. */
interface Place {
  /** Its address below the language's. */
  u: string;
  k: "stage" | "page" | "section" | "callback" | "call" | "other";
  t: string;
  x: string;
  /** Further texts. */
  o?: string;
  /** Names, and what readers type. */
  w?: string[];
}

// --- engine/recognize.js

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
  labeled: boolean;
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

// --- engine/families.js

/** A family and its expressions; `keyed` matches a word that may stand directly before the number. */
type FamilyRule = { family: Family; near: RegExp | null; keyed: RegExp | null; texts: RegExp | null };

/** What a family says of a number or a text, `written` so. */
interface Told {
  id: string;
  written: string;
  /** It reports a failure: it is no event, status or success. */
  isError: boolean;
  /** It is a code of the SDK, which has no name. */
  isOwn: boolean;
  /** What it is, and whose. */
  head: string;
  texts: string[];
  /** The codes that it stands for, those in the index first; `name` is null if the index lacks the code. */
  codes: { code: number; name: string | null; when: string }[];
  source: { title: string; url: string; mark: string };
  /** What of it is our inference. */
  ours: string | null;
}

// --- engine/numbering.js

interface Explanation {
  /** Empty if no rule matches. */
  segments: { digits: string; text: string }[];
  /** The server return code, and the current code for it. */
  masked: { result: number; code: number | null } | null;
  /** Whose it is, if it is no code of the SDK. */
  told: Told[];
}

/** `text` is the number as written. */
type UnknownNumber = { value: number; text: string };

// --- engine/stages.js

/** Match words of stages; the stages' positions by word, in lower case and without spaces. */
type StageWords = { any: RegExp; stages: Map<string, number> };

type StageNames = { callbacks: StageWords; keywords: StageWords };

// --- engine/guidance.js

/** `place` are the titles of the stages it is for, or empty; `mark` tells whose word it is. */
type Meaning = { place: string; cause: string; mark: string };

type Held = Meaning & { steps: string[]; retry: string | null; verdict: string | null };

// --- engine/matches.js

type Why = "exact" | "stands" | "possible" | "prefix" | "part" | "words" | "near" | "similar" | "partial";

/** `stage` is the position of the stage that the query names, and at which what the record means differs. */
type Result = { why: Why; certain: boolean; stage?: number | null } & Item;

type Item =
  | { kind: "record"; record: CodeRecord; legacy?: undefined; place?: undefined }
  | { kind: "legacy"; legacy: LegacyValue; record?: undefined; place?: undefined }
  | { kind: "place"; place: Place; record?: undefined; legacy?: undefined };

// --- engine/search.js

/** `value` is the unknown number as written. */
type Note = { kind: "unknown"; value: string; number: number } | { kind: "similar" };

/**
 * The results should mark `terms`; `told` says whose numbers and texts are that are no codes of the SDK, and `left` are
 * words that no document has.
 */
type Answer = {
  results: Result[];
  left: string[];
  note: Note | null;
  terms: string[];
  identified: boolean;
  told: Told[];
};

// --- engine/documents.js

/** Something to find; results have one document of a `page`. */
type SearchDocument = {
  item: Item;
  page: string;
  rank: number;
  names: string[];
  /** What readers type. */
  phrases: string[];
  texts: { body: string; more: string; place: string };
};

type Vocabulary = ReturnType<typeof import("./theme/js/engine/vocabulary.js").vocabularyOf>;

type Fillers = ReturnType<typeof import("./theme/js/engine/words.js").fillersOf>;

type Prepared = ReturnType<typeof import("./theme/js/engine/documents.js").prepare>;

// --- engine/scan.js

/** Match a keyword anywhere in a text, each of them, or one at the text's end. */
type Keywords = { near: RegExp; every: RegExp; behind: RegExp };

interface ScanIndex {
  index: SearchIndex;
  known: Known;
  records: Map<number, CodeRecord>;
  stageNames: StageNames;
  /** By value. */
  legacy: Map<number, { anchor: string; name: string | null; family: Keywords }[]>;
  families: Map<string, Keywords>;
  callbacks: Keywords;
  /** The keywords of all families, and the callbacks. */
  any: Keywords;
  /** Words and texts of other products' numbers, events and reasons. */
  words: RegExp;
  /** The key of a number that may be the tag of a log instead. */
  tag: RegExp;
  /** A fast test; if false, the rules find nothing in a line without a keyword near. */
  mayContainCode: (line: string) => boolean;
}

/** `counts` is false for a name on the line of its own number. */
type Classified = {
  kind: "known" | "unknown" | "other";
  code: number | string;
  certain: boolean;
  /** The position of the stage, if it matters. */
  stage: number | null;
  anchors: string[];
  told?: Told[];
  start: number;
  end: number;
  counts: boolean;
};

interface Entry {
  kind: "known" | "unknown" | "other";
  /** A number, or of the kind "other" a text. */
  code: number | string;
  certain: boolean;
  /** Whose it is, if it is no code of the SDK. */
  told: Told[];
  /** The position of the stage at which it occurred, if it matters. */
  stage: number | null;
  /** Anchors of its possible legacy values. */
  legacy: Set<string>;
  /** The number of occurrences; a name and its own number on a line are one. */
  count: number;
  /** The first line that contains it, counted from 0. */
  line: number;
  /** Line (from 0), start, end; line, start, end; …: positions in the line as it is written. */
  hits: number[];
}

/**
 * Entries in order of appearance, the start of each line, short numbers of which nothing tells the meaning, and the number
 * of findings that were not kept.
 */
type Scan = { entries: Entry[]; lines: number[]; short: number[]; unlisted: number };

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
