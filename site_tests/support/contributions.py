"""Right changes, made on a copy of the project as CONTRIBUTING.md says: the paths of those who keep the data."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from generator.dataset.yaml_reader import load

Values = dict[Any, Any]
NAMES = {"headers": {"cpp": 1}, "first": "2022-06-13", "last": "2022-06-13"}
HEADER = "cpp:1\t2022-06-13\t2022-06-13\t"


@contextmanager
def changed(path: Path) -> Iterator[Values]:
    """Yield the values of a data file, and write them back below its comment."""
    file, problems = load(path, path.name)
    assert file and not problems
    yield file.value
    dumper = type("Dumper", (yaml.SafeDumper,), {"ignore_aliases": lambda *_: True})
    body = yaml.dump(file.value, Dumper=dumper, allow_unicode=True, sort_keys=False, width=10_000)
    head, _, _ = path.read_text("utf-8").partition("\n")
    path.write_text(f"{head}\n{body}", "utf-8")


def _add(folder: Path, table: str, *values: str) -> None:
    """Add a line to a table of the sources."""
    with (folder / "site_tests/source" / f"{table}.tsv").open("a", encoding="utf-8") as file:
        file.write("\t".join(values) + "\n")


def _mend(folder: Path, table: str, old: str, new: str) -> None:
    """Replace a part of a table's lines."""
    path = folder / "site_tests/source" / f"{table}.tsv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def _decide(folder: Path, part: str, record: Values) -> None:
    """Move a code, or `code@stage`, to a line of its own in the table of what was decided."""
    path = folder / "site_tests/source/guidance.tsv"
    retry = record["retry"]
    said = [(retry["rule"], retry["source"]), *record["steps"].items()]
    rule, *steps = (id_ if source == "ours" else f"{id_}:{source}" for id_, source in said)
    rows = []
    for line in path.read_text("utf-8").splitlines():
        *advice, codes = line.split("\t")
        kept = " ".join(code for code in codes.split() if code != part)
        rows += ["\t".join((*advice, kept))] if kept else []
    rows.append("\t".join((rule, " ".join(steps), part)))
    path.write_text("\n".join(rows) + "\n", "utf-8")


def _insert(values: Values, code: int, record: Values) -> None:
    """Insert a record in ascending order."""
    codes = values["codes"]
    assert code not in codes
    values["codes"] = dict(sorted({**codes, code: record}.items()))


def _record(folder: Path, wanted: Callable[[Values], bool]) -> tuple[Path, int, Values]:
    """Return the first record that is as wanted, with its file and code."""
    for path in sorted((folder / "data/codes").glob("*.yaml")):
        file, _ = load(path, path.name)
        assert file
        for code, record in file.value["codes"].items():
            if wanted(record):
                return path, code, record
    raise AssertionError("no such record")


def reword(folder: Path) -> None:
    with changed(folder / "data/remedies.yaml") as remedies:
        remedy = next(iter(remedies.values()))
        remedy |= {"zh": f"首先，{remedy['zh']}", "en": f"First of all: {remedy['en']}"}


def add_a_common_code(folder: Path) -> None:
    """Add one with a libcurl error that no name has yet."""
    with changed(folder / "data/anatomy.yaml") as anatomy:
        names = anatomy["curl"]["names"]
        result = next(r for r in anatomy["curl"]["results"] if r not in names)
        anatomy["curl"]["names"] = dict(sorted({**names, result: ["Unheard"]}.items()))
    code, name = 21200000 + result, "kConfigServerUnheardError"
    with changed(folder / "data/codes/config.yaml") as config:
        record = {
            "tier": "common",
            "stages": {"init": "common-codes", "login": "common-codes"},
            "names": [{"name": name, **NAMES}],
            "cause": {
                "zh": "没有听到配置服务器的响应。",
                "en": "The response of the configuration server was not heard.",
                "source": "common-codes",
            },
            "steps": {"check-network": "common-codes"},
            "retry": {"rule": "network", "source": "common-codes"},
            "overrides": {
                "init": {
                    "steps": {"check-network": "common-codes", "release-before-init": "topics"},
                    "retry": {"rule": "initialise-again", "source": "ours"},
                }
            },
        }
        _insert(config, code, record)
    _add(folder, "sdk-enum", str(code), name, HEADER)
    for stage in ("init", "login"):
        _add(folder, "common-codes", stage, str(code), name, "check-network", "yes")


def add_a_code_of_a_header(folder: Path) -> None:
    name = "kUnheardOfError"
    with changed(folder / "data/codes/sdk.yaml") as sdk:
        code = next(n for n in range(10000101, 10009999) if n not in sdk["codes"])
        record = {
            "tier": "complete",
            "names": [{"name": name, **NAMES}],
            "cause": {
                "zh": "调用的内容闻所未闻。",
                "en": "The call is for something unheard of.",
                "source": "ours",
            },
        }
        _insert(sdk, code, record)
    _add(folder, "sdk-enum", str(code), name, HEADER)


def _plain(record: Values) -> bool:
    return record.get("kind") != "status" and not {"overrides", "retired", "aliases"} & {*record}


def retire(folder: Path) -> None:
    path, code, _ = _record(folder, lambda r: _plain(r) and r["tier"] == "common")
    with changed(path) as values:
        values["codes"][code]["retired"] = {
            "reason": {
                "zh": "SDK 不再返回它。",
                "en": "The SDK no longer gives it.",
                "source": "error-headers",
            }
        }
    _add(folder, "retired", str(code), "error-headers", "")


def rename(folder: Path) -> None:
    path, code, record = _record(folder, lambda r: _plain(r) and r["tier"] == "common")
    old = record["names"][0]["name"]
    new = old.replace("Error", "RenamedError")
    with changed(path) as values:
        record = values["codes"][code]
        record["names"][0]["name"] = new
        values["codes"][code] = {"aliases": [old], **record}
    _mend(folder, "sdk-enum", f"{code}\t{old}\t", f"{code}\t{new}\t")


def override(folder: Path) -> None:
    """Change the advice of a known code at one of its stages."""
    path, code, _ = _record(folder, lambda r: _plain(r) and len(r.get("stages", ())) > 1)
    with changed(path) as values:
        record = values["codes"][code]
        stage = list(record["stages"])[-1]
        steps = {**record["steps"], "send-log-files": "ours"}
        record["overrides"] = {stage: {"steps": steps}}
    _decide(folder, f"{code}@{stage}", {**record, "steps": steps})


def platform(folder: Path) -> None:
    """Add one with a header, which has one of the names, and with a callback."""
    with changed(folder / "data/platforms.yaml") as platforms:
        platforms["unity"] = {"title": "Unity", "language": "C#"}
    with changed(folder / "data/stages.yaml") as stages:
        next(iter(stages.values()))["callbacks"]["unity"] = {
            "names": ["OnInitUnity"],
            "source": "error-headers",
        }
    header = {"file": "ZegoErrors.cs", "seen": "2022-06-13", "constants": 1}
    with changed(folder / "data/sources.yaml") as sources:
        sources["headers"].append(
            {"platform": "unity", **header, "repositories": ["zegodev/unity"]}
        )
    path, code, record = _record(folder, _plain)
    with changed(path) as values:
        values["codes"][code]["names"][0]["headers"]["unity"] = 1
    counts = {**record["names"][0]["headers"], "unity": 1}
    old, new = (
        " ".join(f"{id_}:{count}" for id_, count in sorted(each.items()))
        for each in (record["names"][0]["headers"], counts)
    )
    name = record["names"][0]["name"]
    _mend(folder, "sdk-enum", f"{code}\t{name}\t{old}\t", f"{code}\t{name}\t{new}\t")
    _add(folder, "headers", "unity", "ZegoErrors.cs", "2022-06-13", "1", "zegodev/unity")


def stage(folder: Path) -> None:
    """Add one after all others, at which a code of a header appears, too."""
    with changed(folder / "data/stages.yaml") as stages:
        last = max(entry["step"] for entry in stages.values())
        stages["relay"] = {
            "step": last + 1,
            "title": {"zh": "转推", "en": "Relaying"},
            "log_keywords": ["relay"],
            "summary": {
                "zh": "转推回调返回的错误码。",
                "en": "Codes that the relay callback returns.",
            },
            "introduction": [
                {
                    "zh": "转推回调返回错误码时，在下表中查找。",
                    "en": "Look up a code that the relay callback returns in the table below.",
                    "source": "ours",
                }
            ],
            "callbacks": {"cpp": {"names": ["OnRelay"], "source": "error-headers"}},
            "retry": {
                "source": "ours",
                "rule": [
                    {
                        "zh": "转推没有重试规则。",
                        "en": "There is no rule for a retry of relaying.",
                    }
                ],
            },
        }
    path, code, _ = _record(folder, lambda r: _plain(r) and "stages" not in r and "steps" in r)
    with changed(path) as values:
        values["codes"][code]["stages"] = {"relay": "ours"}
    _mend(folder, "codes", f"codes/{code}/stages\t\n", f"codes/{code}/stages\trelay=ours\n")


def remedy(folder: Path) -> None:
    """Add one that a known code has before support is asked."""
    with changed(folder / "data/remedies.yaml") as remedies:
        remedies["listen-again"] = {
            "side": "app",
            "zh": "再听一遍应用的提示音。",
            "en": "Listen to the app's sounds once more.",
        }
    support = {"contact-support": "ours"}
    path, code, _ = _record(
        folder, lambda r: _plain(r) and support.items() <= r.get("steps", {}).items()
    )
    with changed(path) as values:
        steps = values["codes"][code]["steps"]
        del steps["contact-support"]
        steps |= {"listen-again": "ours", **support}
        _decide(folder, str(code), values["codes"][code])


def legacy_value(folder: Path) -> None:
    with changed(folder / "data/legacy.yaml") as legacy:
        family, *_ = legacy["families"]
        taken = {value["code"] for value in legacy["values"]}
        code = next(number for number in range(2, 999) if number not in taken)
        value = {
            "family": family,
            "code": code,
            "name": "UnheardOf",
            "meaning": {"zh": "闻所未闻的状态。", "en": "A state that is unheard of."},
            "source": "old-headers",
            "first": "2018-09-03",
            "last": "2019-05-10",
        }
        legacy["values"].append(value)
    _add(folder, "legacy-codes", family, str(code), "UnheardOf", "2018-09-03", "2019-05-10", "", "old-headers")  # fmt: skip


def article(folder: Path) -> None:
    for lang, text in (
        ("zh", "# 常见问题\n\n先查[错误码](codes/index.md)。\n"),
        ("en", "# Questions\n\nLook up [the code](codes/index.md).\n"),
    ):
        page = folder / "docs" / lang / "questions.md"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, "utf-8")


PATHS: dict[str, Callable[[Path], None]] = {
    "a reworded text": reword,
    "a common code": add_a_common_code,
    "a code of a header": add_a_code_of_a_header,
    "a retired code": retire,
    "a renamed code": rename,
    "an override": override,
    "a platform": platform,
    "a stage": stage,
    "a remedy": remedy,
    "a legacy value": legacy_value,
    "a handwritten page": article,
}
