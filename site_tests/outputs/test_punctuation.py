"""Punctuation and spaces beside Chinese, in every Chinese page, as the linter `autocorrect` has them."""

from __future__ import annotations

import json
import re

import autocorrect_py

from site_tests.support.nightly import some

RULES = (
    "space-word space-punctuation space-bracket space-backticks fullwidth no-space-fullwidth"
    " no-space-fullwidth-quote halfwidth-word halfwidth-punctuation"
)
HAN = re.compile("[\u4e00-\u9fff]")
SECTION = re.compile("^(?=## )", re.MULTILINE)  # it takes no whole llms-full.txt at once


def flaws(text: str) -> list[str]:
    """Return each line with Chinese that the linter would change."""
    autocorrect_py.load_config(  # type: ignore[attr-defined]  # its stub file lacks it
        json.dumps({"rules": dict.fromkeys(RULES.split(), 1) | {"spellcheck": 0}})
    )
    lines = [
        line for part in SECTION.split(text) for line in autocorrect_py.lint_for(part, "md").lines
    ]
    return [f"{line.old} -> {line.new}" for line in lines if HAN.search(line.old)]


def test_a_flaw_is_found() -> None:
    assert flaws("# 标题\n\n流ID 重复 （2 个）。") and not flaws("# 标题\n\n流 ID 重复（2 个）。")


def test_every_chinese_page_is_punctuated(docs: dict[str, str]) -> None:
    texts = [
        (path, text)
        for path, text in docs.items()
        if path.startswith("zh/") and path.endswith((".md", ".md.txt", "full.txt"))
    ]
    assert texts
    assert {path: found for path, text in some(texts, 3) if (found := flaws(text))} == {}
