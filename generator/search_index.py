"""The search index of one language, loaded by the site when a reader turns to the search.

Short keys keep it small. Of a record: `c` code, `t` tier (0 documented by the vendor, 1 known from
headers), `n` names, `a` misprinted names, `x` cause, `m` module, `s` stages, `r` remedies, `k` kind
where it is no error; `m`, `s` and `r` are positions in the lists of the same file. `numbering` reads
codes that are in no table: a part of a rule is a text, or `@` and what explains the segment.
"""

from __future__ import annotations

from typing import Any

from generator.model import Catalog, Code, LegacyValue


def build(catalog: Catalog) -> dict[str, Any]:
    """The index as plain values; records ascend by code."""
    remedies = list(
        dict.fromkeys(r.text for code in catalog.codes for g in code.guidance for r in g.remedies)
    )
    stages = [stage.id for stage in catalog.stages]
    modules = [module.id for module in catalog.modules]

    def record(code: Code) -> dict[str, Any]:
        texts = [g.cause.text for g in code.guidance] + [code.comment or ""]
        steps = [r.text for g in code.guidance for r in g.remedies]
        entry: dict[str, Any] = {
            "c": code.code,
            "t": int(code.tier != "common"),
            "n": [name.name for name in code.names],
            "x": " ".join(dict.fromkeys(filter(None, texts))),
            "m": modules.index(code.module.id),
            "s": [stages.index(stage.id) for stage in code.stages],
            "r": [remedies.index(step) for step in dict.fromkeys(steps)],
        }
        if code.erratum:
            entry["a"] = [code.erratum.printed]
        if code.kind != "error":
            entry["k"] = code.kind
        return entry

    def legacy(value: LegacyValue) -> dict[str, Any]:
        return {
            "c": value.code,
            "f": value.family_title,
            "h": value.anchor,
            "n": value.name,
            "x": value.meaning,
            "to": list(value.successors),
        }

    numbering = catalog.numbering
    return {
        "lang": catalog.language.id,
        "strings": {
            key.removeprefix("search-"): text  # and the words for segments
            for key, text in catalog.labels.items()
            if key.startswith(("search-", "anatomy-curl", "anatomy-result", "anatomy-number"))
        },
        "stages": [{"id": stage.id, "title": stage.title} for stage in catalog.stages],
        "modules": [{"id": module.id, "title": module.title} for module in catalog.modules],
        "remedies": remedies,
        "records": [record(code) for code in catalog.codes],
        "numbering": {
            "rules": [
                [rule.match, [p.text if p.kind == "text" else f"@{p.kind}" for p in rule.parts]]
                for rule in numbering.rules
            ],
            "modules": {d: modules.index(m.id) for d, m in numbering.modules.items()},
            "curl": {str(result): text for result, text in numbering.curl.items()},
            "foreign": [[f.first, f.last, f.text] for f in numbering.foreign],
        },
        "legacy": [legacy(value) for family in catalog.legacy for value in family.values],
    }
