"""Ranks what the search index knows against a query.

Exact code or name, then what could be meant (hexadecimal without letters), then beginnings of codes,
parts of names, words; only when all that finds nothing: nearest codes, spelling, part of the words.
The browser's twin is `templates/theme/js/engine/search.js`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from .recognise import (
    Index,
    Name,
    Number,
    Owner,
    distance,
    humps,
    known_from,
    normalise,
    owners_of,
    recognise,
    squash,
    tolerance,
)
from .unknown import SMALL, neighbours

Thing = Mapping[str, Any]
"""A record or a legacy value of the index."""

_LOOKED_AT = 1 << 17
_WORDS, _SIMILAR_WORDS = 32, 6
_LOOSE = (None, "similar", "partial")
_ASTRAY = 0.5
_WEIGHT = {"cause": 8, "names": 5, "more": 4, "place": 3, "remedies": 2}

# What surrounds a pasted code or asks about it, and says nothing of which.
_NOISE = frozenset(
    (
        "an the i my in on of at to for from is are was be it this that and or not no with what "
        "why how when where can cannot cant do does did mean means meaning fix solve help please k "
        "code codes number zego sdk liveroom e err errno exception platformexception nserror "
        "domain failed failure null nil hex decimal legacy old value a"
    ).split()
)
_NOISE_TAIL = re.compile(r"(?:code|error|errors|err|state|status|reason|result|ret)\Z")
_NOISE_HAN = re.compile(
    "错误代码|错误[码号值]?|状态[码值]?|返回[码值]?|代码|编号|报错|出错|出现|提示|查询|旧版"
    "|什么意思|什么原因|是什么|什么|怎么办|怎么|怎样|如何|为何|为什么|请问|解决|处理"
    "|[的了吗呢啊呀吧是为和与在我码]"
)
_HAN_CHARACTERS = (
    "\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufa6d\ufa70-\ufad9\U00016fe2\U00016fe3\U00016ff0\U00016ff1"
    "\U00020000-\U0003fffd"
)
_HAN = re.compile(f"[{_HAN_CHARACTERS}]")
_WORD = re.compile(rf"[{_HAN_CHARACTERS}]+|(?:(?![{_HAN_CHARACTERS}])\w)+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])['’](?=[^\W\d_])")


class Result(NamedTuple):
    """What may be meant.

    `kind` is record or legacy, `why` one of exact, possible, prefix, part, words, near, similar
    and partial.
    """

    kind: str
    thing: Thing
    why: str
    certain: bool = False


class Answer(NamedTuple):
    """What a search gives; `note` is similar, partial or unknown where nothing fits as asked."""

    results: list[Result]
    note: str | None = None
    unknown: Number | None = None
    identified: bool = False


def _words_of(text: str) -> list[str]:
    """Runs of Han, and runs of other letters and digits."""
    return _WORD.findall(text)


def _plain(text: str) -> str:
    """As text is compared: normalised, lower case, without the marks of code.

    "couldn't" is one word.
    """
    return _APOSTROPHE.sub("", normalise(text).lower().replace("`", ""))


def _is_noise(word: str) -> bool:
    if _HAN.search(word):
        return not _NOISE_HAN.sub("", word)
    word = word.lower()
    return word in _NOISE or _NOISE_TAIL.search(word) is not None


class Document(NamedTuple):
    """A record as it is searched; each of `fields` is plain text."""

    record: Thing
    code: str
    hexadecimal: str
    names: list[str]
    is_common: bool
    fields: dict[str, str]


class Searchable:
    """The index of a language, made ready for `search`."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.language: str = index["lang"]
        self.known = known_from(index)
        self.records: dict[int, Thing] = {record["c"]: record for record in index["records"]}

    @cached_property
    def documents(self) -> list[Document]:
        return [self._document(record) for record in self.index["records"]]

    def _document(self, record: Thing) -> Document:
        def texts(key: str, ids: Iterable[int]) -> str:
            entries = [self.index[key][i] for i in ids]
            return "\n".join(f"{entry['title']} {entry['text']}" for entry in entries)

        place = f"{texts('modules', [record['m']])}\n{texts('stages', record['s'])}"
        return Document(
            record,
            str(record["c"]),
            f"{record['c']:#x}",
            [name.lower() for name in record["n"]],
            record["t"] == 0,
            {
                "cause": _plain(record["x"]),
                "names": "\n".join([*record["n"], *record.get("a", ())]).lower(),
                "more": _plain("\n".join(record.get("o", ()))),
                "place": _plain(place),
                "remedies": _plain("\n".join(self.index["remedies"][i] for i in record["r"])),
            },
        )

    @cached_property
    def legacy(self) -> list[tuple[Thing, str]]:
        """The legacy values, each with its text."""
        return [(value, self._legacy_text(value)) for value in self.index["legacy"]]

    def _legacy_text(self, value: Thing) -> str:
        family = value["h"].replace("-", " ")
        return _plain(f"{value['c']}\n{value['n'] or ''}\n{value['f']}\n{family}\n{value['x']}")

    @cached_property
    def vocabulary(self) -> set[str]:
        names = (name for document in self.documents for name in document.record["n"])
        words = {part.lower() for name in names for part in humps(name)}
        for document in self.documents:
            for text in document.fields.values():
                words.update(re.findall("[a-z]{4,}", text))
        return words


def speaks_other(language: str, query: str) -> bool:
    """Whether the words of a query are of the other language, whose index then helps."""
    has_han = _HAN.search(query) is not None
    if language == "zh":
        return not has_han and re.search("[a-z]{3}", query, re.IGNORECASE | re.ASCII) is not None
    return has_han


# --- what is identified


class _Context(NamedTuple):
    """What is recognised in a query, and whether it says nothing else."""

    findings: list[Number | Name]
    is_alone: bool


_SUFFIX = re.compile("0x|u?l{0,2}|h", re.IGNORECASE | re.ASCII)


def _found(searchable: Searchable, text: str) -> _Context:
    findings = recognise(text, searchable.known)
    rest = ""
    at = 0
    for finding in findings:
        if not isinstance(finding, Number) or finding.start < at:
            continue
        if finding.lone or any(code >= SMALL for code, _ in finding.readings):
            rest += text[at : finding.start] + " "
            at = finding.end
    words = _words_of(rest + text[at:])
    return _Context(findings, all(_is_noise(word) or _SUFFIX.fullmatch(word) for word in words))


class _Identify:
    """Gathers what a query names for certain, or could mean."""

    def __init__(self, searchable: Searchable, text: str, context: _Context) -> None:
        self.searchable = searchable
        self.context = context
        self.words = _words_of(_plain(text))[:_WORDS]
        self.whole = squash(text)
        self.results: dict[int, Result] = {}  # by the identity of the thing

    def run(self) -> list[Result]:
        telling = self.telling()
        numbers = [finding for finding in telling if isinstance(finding, Number)]
        numbered = {code for number in numbers for code, _ in number.readings}
        if 1 < len(self.words) < 12 and re.search("[a-z]", self.whole):
            self.add_owners(owners_of(self.whole, self.searchable.known), numbered)
        looked: set[tuple[int, bool]] = set()
        for finding in telling:
            if isinstance(finding, Name):
                self.add_owners(finding.owners, numbered)
                continue
            for reading in finding.readings:
                if reading not in looked:
                    looked.add(reading)
                    self.add_record(*reading)
                    self.add_legacy(*reading)
        return sorted(self.results.values(), key=lambda result: not result.certain)

    def telling(self) -> list[Number | Name]:
        """The findings that can be what is asked for."""
        telling = [finding for finding in self.context.findings if self.is_telling(finding)]
        # In a line of a log, the long code is meant, whatever small numbers stand around it.
        long = [f for f in telling if isinstance(f, Name) or not _is_small(f)]
        return long if long and not self.context.is_alone else telling

    def is_telling(self, finding: Number | Name) -> bool:
        if isinstance(finding, Name):
            return finding.telling or squash(finding.text) == self.whole
        is_meant = finding.lone and (self.context.is_alone or finding.keyed)
        return bool(finding.readings) and (not _is_small(finding) or is_meant)

    def add_owners(self, owners: Sequence[Owner], numbered: set[int]) -> None:
        shared = [owner for owner in owners if owner.code in numbered]
        for owner in shared or owners:
            if owner.kind == "legacy":
                self.add_legacy(owner.code, True, owner.name)
            else:
                self.add_record(owner.code, True)

    def add_record(self, code: int, certain: bool) -> None:
        if record := self.searchable.records.get(code):
            self.add("record", record, certain)

    def add_legacy(self, code: int, certain: bool, name: str | None = None) -> None:
        values = [
            value
            for value in self.searchable.index["legacy"]
            if value["c"] == code and name in (None, value["n"])
        ]
        for value in sorted(values, key=self.nearness, reverse=True):
            self.add("legacy", value, certain)

    def nearness(self, value: Thing) -> int:
        """How many words of the query the texts of a legacy value have."""
        text = self.searchable._legacy_text(value)
        return sum(word in text for word in self.words if not _is_noise(word))

    def add(self, kind: str, thing: Thing, certain: bool) -> None:
        result = Result(kind, thing, "exact" if certain else "possible", certain)
        self.results.setdefault(id(thing), result)


def _is_small(number: Number) -> bool:
    return number.value is not None and abs(number.value) < SMALL


# --- what matches plainly

_LETTER_OR_DIGIT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def _occurrences(field: str, word: str) -> tuple[int, int]:
    """How often a word occurs as the beginning of a word, and how often elsewhere."""
    begin = inside = 0
    at = field.find(word)
    while at >= 0 and begin + inside < 4:
        if word[0] in _LETTER_OR_DIGIT and field[at - 1 : at] in _LETTER_OR_DIGIT:
            inside += 1
        else:
            begin += 1
        at = field.find(word, at + len(word))
    return begin, inside


def _fit(document: Document, word: str) -> float:
    """How well one word fits a document; 0 if it is nowhere."""
    best = 0.0
    if word.isascii() and word.isdigit():
        is_part = len(word) > 3 and word in document.code
        if document.code.startswith(word) or is_part:
            best = _WEIGHT["names"]
    if len(word) > 3 and word in document.hexadecimal:
        best = _WEIGHT["names"]
    joined = word.replace("_", "")
    for name, field in document.fields.items():
        begin, inside = _occurrences(field, word)
        if name == "names" and joined and not begin and not inside:
            begin, inside = _occurrences(field, joined)
        # "rtp" in "startPublishing" is a match, if one for the end of the list.
        if begin or (inside and name == "names"):
            best = max(best, _WEIGHT[name] + 0.3 * begin + 0.1 * inside)
        elif inside:
            best = max(best, _ASTRAY)
    return best


def _all_words(searchable: Searchable, words: list[list[str]], whole: str) -> list[Document]:
    """Every document in which all words occur, wherever; each word may be a list of spellings."""
    hits = []
    for document in searchable.documents:
        score = 0.0
        is_astray = False
        for spellings in words:
            best = max(_fit(document, word) for word in spellings)
            if not best:
                break
            score += best
            is_astray |= best == _ASTRAY
        else:
            cause = document.fields["cause"]
            if len(words) > 1 and whole in cause:
                score += _WEIGHT["cause"]
            group = 2 if is_astray else 0 if document.is_common else 1
            hits.append((group, -(score / len(words) + 10 / (10 + len(cause))), document))
    return [document for _, _, document in sorted(hits, key=lambda hit: hit[:2])]


def _results(documents: Iterable[Document], why: str) -> list[Result]:
    return [Result("record", document.record, why) for document in documents]


def _match_plainly(
    searchable: Searchable, text: str, digits: str = "", identified: bool = False
) -> list[Result]:
    """`digits` is the one number that the query consists of."""
    lower = _plain(text)
    words = _words_of(lower)[:_WORDS]
    if not words:
        return []
    documents = searchable.documents
    beginnings: list[Result] = []
    if digits:
        starting = (document for document in documents if document.code.startswith(digits))
        beginnings = _results(starting, "prefix")
    # Whoever asks for 105 does not ask for every text with a 105 in it.
    if identified:
        return beginnings
    parts = _results(_with_part(searchable, text, lower, words), "part")
    matching = _results(_all_words(searchable, [[word] for word in words], lower.strip()), "words")
    legacy = [
        Result("legacy", value, "words")
        for value, said in searchable.legacy
        if (
            len(digits) > 3 and str(value["c"]).startswith(digits)
            if digits
            else all(word in said for word in words)
        )
    ]
    if len(digits) > 3:
        return [*beginnings, *parts, *matching, *legacy]
    return [*parts, *beginnings, *matching, *legacy]


def _with_part(searchable: Searchable, text: str, lower: str, words: list[str]) -> list[Document]:
    """The documents of whose names the query is a part."""
    joined = squash(lower[1:] if re.match("k[A-Z]", text) else lower)
    if len(joined) < 4 or _HAN.search(joined) or not re.search("[a-z]", joined):
        return []
    if len(words) == 1 and len(humps(text.strip())) < 2 and words[0] in searchable.vocabulary:
        return []

    def spare(document: Document) -> int:
        return min(len(name) for name in document.names if joined in name)

    holding = (d for d in searchable.documents if any(joined in name for name in d.names))
    return sorted(holding, key=lambda document: (not document.is_common, spare(document)))


# --- when nothing matches so

_COMPOUND = re.compile("_|[a-z][A-Z]")


def _apart(text: str) -> list[str]:
    """Words, with names taken apart."""
    words: list[str] = []
    for word in _words_of(_APOSTROPHE.sub("", text)):
        words += humps(word) if _COMPOUND.search(word) else [word]
    return [word.lower() for word in words[:_WORDS]]


def _meaningful(text: str) -> list[str]:
    """Without questions and fillers."""
    words: list[str] = []
    for word in _apart(text):
        words += _NOISE_HAN.sub(" ", word).split(" ") if _HAN.search(word) else [word]
    return [word for word in words if word and (_HAN.search(word) or not _is_noise(word))]


def _similar_names(searchable: Searchable, text: str) -> list[Document]:
    """Names spelt like a word, or like all."""
    words = _words_of(_APOSTROPHE.sub("", text))
    words = [word for word in words if re.fullmatch(r"(?ai:[a-z_]\w*)", word)]

    def occurs(word: str) -> bool:
        return any(word in name for document in searchable.documents for name in document.names)

    squashed = map(squash, words)
    strange = [word for word in squashed if len(word) > 5 and not occurs(word)]
    tries = dict.fromkeys(sorted(strange, key=len, reverse=True)[:_SIMILAR_WORDS])
    if len(strange) < len(words) <= _SIMILAR_WORDS:
        tries[squash("".join(words))] = None
    hits = []
    for word in tries:
        bare = word.removeprefix("k").removesuffix("error")
        if len(word) > 60 or len(bare) < 4:
            continue
        for document in searchable.documents:
            for name in document.names:
                whole, part = _differences(word, bare, name)
                if min(whole, part) <= tolerance(len(word)):
                    is_part = part + 1 < whole
                    off = part + 1 if is_part else whole
                    hits.append((off, is_part + len(name) / 1000, document))
    least = min((off for off, _, _ in hits), default=0)
    nearest = sorted((hit for hit in hits if hit[0] == least), key=lambda hit: hit[1])
    return list({document.code: document for _, _, document in nearest}.values())


def _differences(word: str, bare: str, name: str) -> tuple[float, float]:
    """How far a word is from a whole name, and from the likest part of it."""
    whole = part = float("inf")
    if abs(len(name) - len(word)) <= 8:
        name_bare = name.removeprefix("k").removesuffix("error")
        whole = min(distance(word, name), distance(bare, name_bare))
    if len(bare) > 7 and whole > 1 and len(name) + 2 > len(bare):
        part = distance(bare, name, inside=True)
    return whole, part


def _spellings(searchable: Searchable, word: str) -> list[str]:
    """Known words spelt like this one."""
    if not re.fullmatch("[a-z]{4,40}", word) or any(
        _fit(document, word) for document in searchable.documents
    ):
        return [word]
    least = tolerance(len(word))
    alike: list[str] = []
    for other in searchable.vocabulary:
        if abs(len(other) - len(word)) > least:
            continue
        off = distance(word, other)
        if off < least:
            alike = []
        if off <= least:
            least = off
            alike.append(other)
    return alike or [word]


def _covered(text: str, run: str) -> float:
    """The share of a Han run that a text covers with pieces of two characters or more."""
    if len(run) < 2 or run in text:
        return float(run in text)
    pairs = (i for i in range(len(run) - 1) if run[i : i + 2] in text)
    return len({at for i in pairs for at in (i, i + 1)}) / len(run)


def _some_words(searchable: Searchable, words: list[str]) -> list[Document]:
    """Documents with most of what was asked."""

    def weight(word: str) -> int:
        return len(word) if _HAN.search(word) else min(len(word), 3)

    total = sum(map(weight, words))
    least = 0.6 if len(words) == 1 else 0
    hits = []
    for document in searchable.documents:
        text = "\n".join(document.fields.values())
        cause = document.fields["cause"]
        share = score = 0.0
        for word in words:
            is_han = _HAN.search(word) is not None
            part = _covered(text, word) if is_han else float(_fit(document, word) > 0)
            in_cause = _covered(cause, word) if is_han else float(word in cause)
            # Two characters of five are worth showing when nothing else was asked.
            if part >= 0.4:
                share += weight(word) * max(part, least)
            score += weight(word) * (part + 0.3 * in_cause)
        if share > 0 and share / total > 0.5:
            hits.append((score, document))
    hits.sort(key=lambda hit: (-hit[0], not hit[1].is_common))
    return [document for score, document in hits if score >= hits[0][0] * 0.6][:30]


def _match_loosely(searchable: Searchable, text: str) -> tuple[str | None, list[Result]]:
    """What fits best where nothing matches plainly, and in which way: similar, partial or None."""
    words = _meaningful(text)

    def every(spelt: list[list[str]]) -> list[Document]:
        return _all_words(searchable, spelt, " ".join(words)) if spelt else []

    def respelt() -> list[Document]:
        spelt = [_spellings(searchable, word) for word in words[:_SIMILAR_WORDS]]
        has_changed = any(first != word for (first, *_), word in zip(spelt, words, strict=False))
        return every(spelt) if has_changed and len(words) <= _SIMILAR_WORDS else []

    def named() -> list[Document]:
        return _similar_names(searchable, text)

    steps: list[tuple[str, Callable[[], list[Document]]]] = [
        ("words", lambda: every([[word] for word in _apart(text)])),
        ("words", lambda: every([[word] for word in words])),
        ("similar", respelt),
        ("similar", named),
        ("partial", lambda: _some_words(searchable, words)),
    ]
    # One word is rather a misspelt name than parts of several; of several words, each must count.
    if re.fullmatch(r"(?a:\w+)", text):
        steps.insert(0, ("similar", named))
    for why, find in steps:
        if documents := find():
            return None if why == "words" else why, _results(documents, why)
    return None, []


def _neighbours(searchable: Searchable, value: int) -> list[Result]:
    """What is nearest to an unknown number."""
    legacy = {value["c"]: value for value in reversed(searchable.index["legacy"])}
    return [
        Result("record", searchable.records[code], "near")
        if code in searchable.records
        else Result("legacy", legacy[code], "near")
        for code in neighbours(value, searchable.index)
    ]


# --- together


def search(searchable: Searchable, query: str, other: Searchable | None = None) -> Answer:
    """Searches the index of the reader's language, and that of the `other` one as well."""
    text = normalise(query[:_LOOKED_AT]).strip(" \n")
    if not text:
        return Answer([])
    seen: set[tuple[str, Any]] = set()

    def unseen(results: Iterable[Result]) -> list[Result]:
        """Results that are new, in the reader's language."""
        new = []
        for result in results:
            thing = result.thing
            key = (result.kind, thing["c"] if result.kind == "record" else thing["h"])
            if key not in seen:
                seen.add(key)
                own = searchable.records[thing["c"]] if result.kind == "record" else thing
                new.append(result._replace(thing=own))
        return new

    context = _found(searchable, text)
    exact = _Identify(searchable, text, context).run()
    identified = any(result.certain for result in exact)
    is_number = (
        context.is_alone
        and bool(context.findings)
        and all(isinstance(finding, Number) for finding in context.findings)
    )
    written = context.findings[0].text if is_number and len(context.findings) == 1 else ""
    digits = written if written.isdigit() and written.isascii() else ""
    results = unseen([*exact, *_match_plainly(searchable, text, digits, identified and is_number)])
    if other and not identified:
        matching = _match_plainly(other, text)
        results += unseen(result for result in matching if result.kind == "record")
    if results:
        return Answer(results, identified=identified)

    for finding in context.findings:
        if not isinstance(finding, Number) or finding.value is None:
            continue
        if finding.lone and (context.is_alone or finding.keyed):
            near = _neighbours(searchable, finding.value)
            return Answer(near, "unknown", finding)
    loose = [_match_loosely(index, text) for index in (searchable, other) if index]
    loose = [found for found in loose if found[1]]
    closest = min((_LOOSE.index(note) for note, _ in loose), default=0)
    taken = [found for note, found in loose if _LOOSE.index(note) == closest]
    return Answer(unseen(result for found in taken for result in found), _LOOSE[closest])
