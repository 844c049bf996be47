"""Reproducible synthetic datasets of any size.

A dataset has the project's codes, and synthetic ones with unused numbers.
"""

from __future__ import annotations

import gzip
import random
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.reader import read
from generator.dataset.schema import Dataset
from generator.releases import snapshot

ROOT = Path(__file__).resolve().parent.parent
PHRASES = Path(__file__).with_name("phrases.yaml")
SPANS = {
    "sdk": (10_100_000, 10_999_999),
    "media": (12_100_000, 12_199_999),
    "log-upload": (14_100_000, 14_999_999),
    "config": (22_100_000, 22_999_999),
    "dispatch": (32_100_000, 32_999_999),
    "logic": (42_100_000, 42_999_999),
    "liveroom": (52_100_000, 52_999_999),
    "room": (62_100_000, 62_999_999),
    "mix": (82_100_000, 82_999_999),
}
"""The numbers of each module's synthetic codes, which match the numbering rules."""

EDITED = "60001004"
"""The record that `edit` changes, which every dataset has."""

OWN = sum(
    len(re.findall(r"(?m)^  \d+:$", path.read_text("utf-8")))
    for path in (ROOT / "data" / "codes").glob("*.yaml")
)
"""The project's own number of codes."""

_FIRST, _LAST = date(2019, 5, 20), date(2022, 6, 13)


def write(data: Path, count: int) -> None:
    """Write a valid dataset of `count` codes to the new folder `data`; `count` must be at least `OWN`."""
    if count < OWN:
        raise ValueError(f"{count} is too small: the project has {OWN} codes; use that or more")
    shutil.copytree(ROOT / "data", data)
    if count == OWN:
        return
    added: dict[str, dict[int, str]] = defaultdict(dict)
    real = read(ROOT / "data")
    for module, code, text in _synthetic(real, count - OWN):
        added[module][code] = text
    for module, records in added.items():
        path = data / "codes" / f"{module}.yaml"
        head, *blocks = re.split(r"(?m)^(?=  \d+:$)", path.read_text("utf-8"))
        records |= {int(block.split(":", 1)[0]): block for block in blocks}
        text = head + "".join(records[code] for code in sorted(records))
        path.write_text(text, "utf-8", newline="\n")
    for path in (data / "releases").iterdir():
        path.unlink()
    release = snapshot.difference({}, snapshot.take(read(data)))
    path = data / "releases" / f"{real.date}.yaml"
    path.write_text(snapshot.to_yaml(release), "utf-8", newline="\n")


def edit(data: Path, words: str) -> None:
    """Change the cause of one record: its English text ends in `words`."""
    path = data / "codes" / "room.yaml"
    before, after = path.read_text("utf-8").split(f"  {EDITED}:\n", 1)
    after = re.sub(r"( en: .*?)( \(.*\))?\.\n", rf"\1 ({words}).\n", after, count=1)
    path.write_text(f"{before}  {EDITED}:\n{after}", "utf-8", newline="\n")


def density(data: Path) -> float:
    """Return the gzipped bytes per record."""
    texts = [path.read_bytes() for path in sorted((data / "codes").glob("*.yaml"))]
    count = sum(len(re.findall(rb"(?m)^  \d+:$", text)) for text in texts)
    return len(gzip.compress(b"".join(texts), mtime=0)) / count


def _synthetic(real: Dataset, count: int) -> Iterator[tuple[str, int, str]]:
    """Yield module, code and text of `count` synthetic records."""
    dice = random.Random(count)
    phrases = yaml.safe_load(PHRASES.read_text("utf-8"))
    taken = {code for file in real.codes.values() for code in file.codes}
    names = {
        entry.name.lower()
        for file in real.codes.values()
        for record in file.codes.values()
        for entry in record.names
    }
    said: set[str] = set()
    modules = list(SPANS)
    for index in range(count):
        module = modules[index % len(modules)]
        code = _fresh(taken, lambda: dice.randint(*SPANS[module]))  # noqa: B023
        prefix = real.modules.root[module].prefixes[0]
        prefix = {"media": "kEngine"}.get(module, prefix)
        name = _fresh(names, lambda: _name(dice, phrases["names"], prefix), str.lower)  # noqa: B023
        cause = _fresh(said, lambda: _cause(dice, phrases))
        yield module, code, "".join(_record(dice, real, phrases, code, name, cause))


def _fresh(taken: set[Any], throw: Any, key: Any = lambda value: value) -> Any:
    """Call `throw` until its result is not `taken`."""
    while key(value := throw()) in taken:
        pass
    taken.add(key(value))
    return value


def _name(dice: random.Random, parts: dict[str, list[str]], prefix: str) -> str:
    words = [dice.choice(parts[part]) for part in ("subject", "object", "fault")]
    return f"{prefix}{''.join(words)}Error"


def _cause(dice: random.Random, phrases: dict[str, Any]) -> tuple[str, str]:
    """Return a cause in both languages."""
    when, actor, fault, reason = (
        dice.choice(phrases[part]) for part in ("when", "actor", "fault", "reason")
    )
    other, event = dice.choice(phrases["actor"]), dice.choice(phrases["fault"])
    one, two, three = (dice.randint(100, 99_999) for _ in range(3))
    trace = f"{_name(dice, phrases['names'], '')}.{dice.randrange(16**10):010x}"
    zh = f"{when['zh']}，{actor['zh']}{fault['zh']}。{reason['zh']}（内部结果 {one}、{two} 或 {three}）。"
    zh += f"{other['zh']}{event['zh']}，见日志中的 `{trace}`。"
    en = f"{when['en']}, {actor['en']} {fault['en']}. It is {reason['en']} (internal result {one}, {two} or {three}). "
    en += f"{_capital(other['en'])} {event['en']}; see `{trace}` in the log."
    return zh, en


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _record(
    dice: random.Random,
    real: Dataset,
    phrases: dict[str, Any],
    code: int,
    name: str,
    cause: tuple[str, str],
) -> Iterator[str]:
    """Yield a record in pieces; tiers, stages and remedies have realistic frequencies."""
    common = dice.random() < 0.25
    free = [id_ for id_, stage in real.stages.root.items() if not stage.events]
    stages = sorted(dice.sample(free, dice.choice((1, 1, 1, 2, 3))))
    yield f"  {code}:\n    tier: {'common' if common else 'complete'}\n"
    if common:
        yield f"    stages: {{{_sourced(stages)}}}\n"
    yield f"    names:\n      - {_names(dice, real, name)}\n"
    source = "common-codes" if common else "ours"
    if common or dice.random() < 0.8:
        yield f"    cause:\n      zh: {cause[0]}\n      en: {cause[1]}\n      source: {source}\n"
    else:  # the header's comment is the meaning
        yield f"    comment:\n      zh: {cause[0]}\n      en: {cause[1]}\n"
        yield "      source: error-headers\n"
    if common:
        rule, case = dice.choice(list(real.retries.root.items()))
        steps = [case.step] if case.step else []
        steps += dice.sample(list(real.remedies.root), dice.choice((1, 1, 2)))
        steps.append("contact-support")
        yield f"    steps: {{{_sourced(dict.fromkeys(steps))}}}\n"
        yield f"    retry: {{rule: {rule}, source: ours}}\n"
        if len(stages) > 1 and dice.random() < 0.1:
            zh, en = _cause(dice, phrases)
            yield f"    overrides:\n      {stages[-1]}:\n        cause:\n"
            yield f"          zh: {zh}\n          en: {en}\n          source: ours\n"


def _names(dice: random.Random, real: Dataset, name: str) -> str:
    platforms = list(real.platforms.root)
    chosen = sorted(dice.sample(platforms, dice.randint(1, len(platforms))), key=platforms.index)
    headers = ", ".join(f"{platform}: {dice.randint(1, 12)}" for platform in chosen)
    days = sorted(_FIRST + timedelta(days=dice.randint(0, (_LAST - _FIRST).days)) for _ in range(2))
    return f"{{name: {name}, headers: {{{headers}}}, first: {days[0]}, last: {days[1]}}}"


def _sourced(ids: Iterable[str]) -> str:
    return ", ".join(f"{id_}: ours" for id_ in ids)
