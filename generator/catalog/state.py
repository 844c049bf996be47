"""Say a state of the dataset in the words of one language."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from generator.catalog.labels import Labels
from generator.catalog.language import Language

State = Mapping[str, Any]
"""Texts and values by their paths, such as `codes/20000001/cause`."""
Lines = tuple[str, ...]
REFERENCES = {
    **dict.fromkeys(("stages", "stage", "calls"), "stages"),
    **dict.fromkeys(("source", "sources"), "sources"),
    "platform": "platforms",
    "family": "legacy-families",
    "step": "remedies",
}
"""The fields with ids, and the kinds of records of these."""
WORDINGS = {"remedy": "remedies", "rule": "retries", "meaning": "meanings"}
"""The fields with ids of wordings that codes share."""
VALUES = {
    "verdict": "chip-retry-",
    "side": "chip-side-",
    "tier": "tier-",
    "kind": "family-kind-",
    "action": "action-",
    "certainty": "family-",
    "mark": "source-",
}
"""The fields with fixed values, and the beginnings of their labels, where others than `said-` have them."""
LITERAL = {
    "title": "{}",
    **dict.fromkeys(("before", "after", "signature", "near", "log_keywords", "keys"), "`{}`"),
}
"""The fields whose values are words of neither language, lines of code, or words of logs in any language."""
_CODE = re.compile(r"[A-Za-z_][\w.:]*[\w:]")


class Owner(NamedTuple):
    """A record: its kind and id."""

    kind: str
    id: str

    def __str__(self) -> str:
        return "/".join(self)


@dataclass(frozen=True, slots=True)
class Words:
    """A language, its labels, and the titles of stages for states that lack them."""

    language: Language
    labels: Labels
    stages: Mapping[str, str]

    def maybe(self, *ids: str) -> str | None:
        """Return the first of some labels that exists."""
        return next((self.labels[id_] for id_ in ids if id_ in self.labels.texts), None)

    def field(self, name: str) -> str:
        """Return a field in words; other names remain as they are."""
        id_ = name.replace("_", "-")
        return self.maybe(f"said-{id_}", f"stage-{id_}") or name


class Said:
    """The texts and values of a state, in words."""

    def __init__(self, state: State, words: Words) -> None:
        self.state = state
        self.words = words
        self.fields: dict[Owner, list[str]] = defaultdict(list)
        """The paths below each record."""
        self._users: dict[Owner, dict[int, None]] = defaultdict(dict)
        for path, value in state.items():
            kind, id_, *rest = path.split("/")
            self.fields[Owner(kind, id_)].append("/".join(rest))
            if kind == "codes":
                for owner in _wordings(value):
                    self._users[owner][int(id_)] = None

    def users(self, owner: Owner) -> list[int]:
        """Return the codes that use a wording, also as advice for codes without their own, ascending."""
        codes = {*self._users.get(owner, ())}
        for field in ("steps", "retry"):
            general = self.state.get(f"undocumented/all/{field}")
            if owner.kind == "undocumented" or owner in _wordings(general):
                codes |= {
                    int(code.id)
                    for code, fields in self.fields.items()
                    if code.kind == "codes" and self._is_error(code) and field not in fields
                }
        return sorted(codes)

    def _is_error(self, code: Owner) -> bool:
        return bool(self.state.get(f"{code}/kind") == "error")

    def title(self, owner: Owner) -> str:
        """Return a record's title, or its text; single records have none."""
        if owner.id in ("", "all"):
            return self.words.maybe(f"said-{owner.kind}") or ""
        if owner.kind == "legacy":
            family = Owner("legacy-families", self.state.get(f"{owner}/family", ""))
            of, language = self.title(family), self.words.language
            gap = language.space if of.endswith(language.close) else " "
            return f"{of}{gap}{self.state.get(f'{owner}/code')}"
        if owner.kind == "curl":
            return self.words.labels["anatomy-curl-other"].format(n=owner.id)
        for name in ("title", "term", "name", "match", "file", "path", "pattern"):
            if title := self.state.get(f"{owner}/{name}"):
                return self._words(name, title)
        if owner.kind == "stages":
            return self.words.stages.get(owner.id, owner.id)
        return self._answer(owner) if owner.kind == "retries" else self._text(owner)

    def lines(self, owner: Owner, field: str) -> Lines:
        """Return what is said of a record in one of its fields, or in its text."""
        if not owner.id:
            prefix = f"{owner.kind}/"
            return tuple(
                f"`{path.removeprefix(prefix)}`{self.words.language.colon}{self._words('', value)}"
                for path, value in self.state.items()
                if path.startswith(prefix)
            )
        if owner.kind == "codes" and field == "stages":
            stages = self._stages(owner).items()
            return tuple(self._marked(self._words(field, id_), source) for id_, source in stages)
        if owner.kind == "codes" and field in ("cause", "steps", "retry"):
            return self._at_stages(owner, field)
        if owner.kind == "retries" and not field:
            return (self._answer(owner),) if owner in self.fields else ()
        return tuple(self._below(owner, field))

    def _below(self, owner: Owner, field: str) -> Iterator[str]:
        """Yield the lines of a field, each after the names of the places that lead to it."""
        for path in self.fields.get(owner, ()):
            name, *places = path.split("/")
            if name == field:
                where = self.words.language.comma.join(
                    self._place(p) for p in places if p != "names"
                )
                for line in self._lines(
                    [field, *places][-1], self.state[f"{owner}/{path}".rstrip("/")]
                ):
                    yield f"{where}{self.words.language.colon}{line}" if where else line

    def _place(self, name: str) -> str:
        for kind in ("platforms", "stages"):
            if f"{kind}/{name}/title" in self.state:
                return self.title(Owner(kind, name))
        return _code(self.words.field(name), name)

    def _stages(self, code: Owner) -> dict[str, str]:
        """Return the stages of a code in the order of a session, each with its source."""
        written, order = self.state.get(f"{code}/stages", ()), list(self.words.stages)
        ids = sorted(written, key=lambda id_: order.index(id_) if id_ in order else len(order))
        return {id_: written[id_] if isinstance(written, dict) else "" for id_ in ids}

    def _at_stages(self, code: Owner, field: str) -> Lines:
        """Return the lines of all stages, after their titles if stages differ."""
        general = None
        if field != "cause" and self._is_error(code):
            general = self.state.get(f"undocumented/all/{field}")
        own = self.state.get(f"{code}/{field}", general)
        groups: dict[Lines, list[str]] = {}
        for stage in self._stages(code):
            value = self.state.get(f"{code}/overrides/{stage}/{field}", own)
            groups.setdefault(self._lines(field, value), []).append(stage)
        if len(groups) < 2:
            return next(iter(groups), self._lines(field, own))
        language = self.words.language
        titles = {
            lines: language.comma.join(self.title(Owner("stages", id_)) for id_ in ids)
            for lines, ids in groups.items()
        }
        return tuple(
            f"{title}{language.colon}{line}" for lines, title in titles.items() for line in lines
        )

    def _lines(self, name: str, value: Any) -> Lines:
        if isinstance(value, list):
            return tuple(self._words(name, item) for item in value)
        return () if value is None else (self._words(name, value),)

    def _words(self, name: str, value: Any) -> str:
        """Return a value in one line."""
        language = self.words.language
        if isinstance(value, list):
            return language.comma.join(self._words(name, item) for item in value)
        if not isinstance(value, dict):
            return self._scalar(name, value)
        if wording := next(_wordings(value), None):
            text = self._wording(wording, value.get("server"))
        elif "zh" in value:
            text = str(value[language.id])
        else:
            rest = ((key, item) for key, item in value.items() if key != "source")
            text = language.comma.join(
                f"{self._place(key)}{language.colon}{self._words(key, item)}" for key, item in rest
            )
        is_advice = bool({"remedy", "rule"} & value.keys())
        return self._marked(text, value.get("source"), is_advice=is_advice)

    def _scalar(self, name: str, value: object) -> str:
        if name in LITERAL:
            return LITERAL[name].format(value)
        if kind := REFERENCES.get(name):
            return self.title(Owner(kind, str(value)))
        id_ = str(value).replace("_", "-")
        label = self.words.maybe(f"said-{name}-{id_}", f"{VALUES.get(name, 'said-value-')}{id_}")
        return label or _code(str(value), str(value))

    def _text(self, owner: Owner) -> str:
        """Return the text of a record that has one, else its id."""
        text = self.state.get(str(owner))
        return str(text[self.words.language.id]) if text else owner.id

    def _wording(self, owner: Owner, server: str | None) -> str:
        if owner.kind == "retries":
            return self._answer(owner)
        text = self._text(owner)
        return text.replace("{server}", self._text(Owner("servers", server))) if server else text

    def _answer(self, case: Owner) -> str:
        """Return an answer on retries: the verdict with its condition, the limit and the text."""

        def of(name: str, default: Any = "") -> Any:
            return self.state.get(f"{case}/{name}", default)

        lang = self.words.language.id
        parts = []
        if verdict := of("verdict"):
            words = self._text(Owner("words", f"retry-{verdict}"))
            parts.append(words.replace("{condition}", of("condition", {}).get(lang, "")))
        if attempts := of("limit/attempts"):
            numbers = {"interval": of("limit/interval"), **attempts}
            parts.append(self._text(Owner("words", "retry-limit")).format(**numbers))
        text = of("text", {}).get(lang, case.id)
        return self.words.language.space.join([*parts, text])

    def _marked(self, text: str, source: str | None, *, is_advice: bool = False) -> str:
        if not source:
            return text
        mark = self.state.get(f"sources/{source}/mark")
        title = self.words.labels["source-advice" if is_advice else "source-ours"]
        if mark != "ours":
            title = self.title(Owner("sources", source))
        return f"{text}{self.words.language.open}{title}{self.words.language.close}"


def _wordings(value: Any) -> Iterator[Owner]:
    """Yield the wordings, and the servers in them, that a value of a code refers to."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            for field, kind in (*WORDINGS.items(), ("server", "servers")):
                if isinstance(id_ := item.get(field), str):
                    yield Owner(kind, id_)


def _code(words: str, name: str) -> str:
    """Return a name of the SDK as code, and other words as they are."""
    return f"`{name}`" if words == name and _CODE.fullmatch(name) else words
