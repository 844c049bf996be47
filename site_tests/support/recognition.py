"""The table of recognition, which any implementation of it must agree with."""

from __future__ import annotations

from typing import Any

import yaml

from site_tests.support.project import TESTS

Case = dict[str, Any]
CASES: list[Case] = yaml.safe_load((TESTS / "tables" / "recognition.yaml").read_text("utf-8"))[
    "cases"
]
FOUND = ("certain", "possible", "unknown", "other")
