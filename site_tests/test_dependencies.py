"""The packages of the project: locked, listed with their licenses, and pinned where they run."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from site_tests.support.project import ROOT
from tools import dependencies
from tools.dependencies import LISTED, LOCKS, NEEDED_FOR, PARTS

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in LISTED.read_text("utf-8").splitlines()
    if line.startswith("| ")
]


# --- locks


@pytest.mark.parametrize("lock", sorted(LOCKS.glob("*.txt")), ids=lambda path: path.stem)
def test_every_locked_package_has_hashes(lock: Any) -> None:
    assert lock.stem in NEEDED_FOR
    text = lock.read_text("utf-8")
    pinned = re.findall(r"(?m)^[a-z0-9].*$", text)
    assert pinned
    assert len(re.findall(r"(?m)^[a-z0-9].*==.* \\\n    --hash=sha256:[0-9a-f]{64}", text)) == len(
        pinned
    )


def test_every_locked_package_is_listed_with_an_allowed_license() -> None:
    """Write the list by `nox -s audit`."""
    licenses = {row[0]: row[1] for row in ROWS if row[-1] in NEEDED_FOR.values()}
    assert licenses.keys() == dependencies.locked().keys()
    assert list(dependencies.forbidden(licenses)) == []


@pytest.mark.parametrize(
    "expression, allowed",
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR Apache-2.0", True),
        ("unknown", False),
    ],
)
def test_a_license_is_allowed_if_one_choice_is(expression: str, allowed: bool) -> None:
    assert dependencies.is_allowed(expression) is allowed
    found = list(dependencies.forbidden({"x": expression, "text-unidecode": "GPL-2.0-only"}))
    assert found == ([] if allowed else [f"x: {expression} is not allowed"])


def test_an_exemption_that_is_not_needed_is_reported() -> None:
    assert list(dependencies.forbidden({"text-unidecode": "MIT"})) == [
        "text-unidecode: does not need an exemption; delete it"
    ]


# --- parts of other packages


def test_parts_drawn_into_the_pages_are_listed() -> None:
    assert all(list(part) in ROWS and dependencies.is_allowed(part.license) for part in PARTS)


def test_the_axe_core_that_is_loaded_is_listed() -> None:
    assert ["axe-core", dependencies.axe_version(), "MPL-2.0", "axe-playwright-python"] in ROWS


# --- the audit

CLEAN = {"name": "a", "version": "1", "vulns": []}
UNSAFE = {"name": "b", "version": "2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["3"]}]}
SKIPPED = {"name": "c", "skip_reason": "not found"}


@pytest.mark.parametrize(
    "packages, status, words",
    [
        ([CLEAN], 0, "1 packages, no known vulnerability"),
        ([CLEAN, UNSAFE], 1, "b 2: PYSEC-1, fixed in 3"),
        ([CLEAN, SKIPPED], 1, "c: not audited: not found"),
        ([SKIPPED], 0, "NOT AUDITED: the list of known vulnerabilities could not be reached."),
    ],
    ids=["clean", "unsafe", "one-unknown", "unreachable"],
)
def test_the_audit_tells_safe_from_not_asked(packages: list[Any], status: int, words: str) -> None:
    assert dependencies.verdict(json.dumps({"dependencies": packages})) == (status, words)


def test_an_audit_that_gave_up_is_no_audit() -> None:
    status, words = dependencies.verdict("")
    assert status == 0 and words.startswith("NOT AUDITED")


# --- workflows


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_runs_what_is_pinned_and_may_do_little(path: Any) -> None:
    text = path.read_text("utf-8")
    used = re.findall(r"uses: (.*)", text)
    assert used
    assert [u for u in used if not re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", u)] == []
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {"contents": "read"}
    for name, job in workflow["jobs"].items():
        assert job["timeout-minutes"] <= 60
        granted = {
            scope for scope, access in job.get("permissions", {}).items() if access == "write"
        }
        assert granted == ({"pages", "id-token"} if name == "deploy" else set())
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", "")  # an expression there is a way in
