"""Audit the dependencies: licenses and known vulnerabilities.

`python -m tools.dependencies` writes THIRD-PARTY.md, and reports licenses that are not allowed and
known vulnerabilities. Every locked package must be installed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from importlib.metadata import metadata
from importlib.resources import files
from typing import NamedTuple

from tools.paths import ROOT

LOCKS = ROOT / ".ci" / "requirements"
LISTED = ROOT / "THIRD-PARTY.md"
NEEDED_FOR = {  # a package is listed under the first of these whose lock contains it
    "site": "building the site",
    "nox": "running the tasks",
    "tests": "tests",
    "bench": "benchmarks",
    "mutate": "mutation tests",
    "lint": "checks of style and types",
    "lock": "locking",
    "audit": "this list",
}
ALLOWED = frozenset(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause ISC MIT MPL-2.0 PSF-2.0 W3C-20150513".split()
)
"""Licenses (SPDX) that require no more than attribution, or apply to their own files only (MPL)."""

READ = {
    "axe-playwright-python": "MIT AND MPL-2.0",  # MPL: axe-core
    "colorama": "BSD-3-Clause",
    "grimp": "BSD-2-Clause",
    "import-linter": "BSD-2-Clause",
    "jinja2": "BSD-3-Clause",
    "pyyaml-ft": "MIT",  # only for some Pythons
    "quickjs-ng": "MIT",
    "text-unidecode": "Artistic-1.0-Perl OR GPL-2.0-or-later",
}
"""Licenses from the package's license file, as its metadata are not exact."""

EXEMPT = {"text-unidecode": "a tool of a tool (of moz.l10n, which a test reads a file with)"}
"""Packages that may have another license, with the reason."""

_SPDX = {
    "Apache License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "APL 2": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
}
_PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==", re.MULTILINE)


class Part(NamedTuple):
    """Third-party code within a package, without metadata of its own."""

    name: str
    version: str
    license: str
    where: str


PARTS = (Part("Material Design Icons", "of Material", "Apache-2.0", "drawn into the pages"),)


def locked() -> dict[str, str]:
    """Return the purpose of each locked package."""
    packages: dict[str, str] = {}
    for lock, purpose in NEEDED_FOR.items():
        for name in _PINNED.findall((LOCKS / f"{lock}.txt").read_text("utf-8")):
            packages.setdefault(name, purpose)
    return packages


def license(package: str) -> str:
    """Return the license of an installed package, in SPDX form if known."""
    if package in READ:
        return READ[package]
    said = metadata(package)
    if expression := said["License-Expression"]:
        return str(expression)
    classified = [
        c.split(" :: ")[-1] for c in said.get_all("Classifier") or [] if "License ::" in c
    ]
    for name in (str(said["License"]), *classified):
        if (known := str(_SPDX.get(name, name))) in ALLOWED:
            return known
    return " AND ".join(classified) or "unknown"


def is_allowed(expression: str) -> bool:
    """Return whether an SPDX expression without brackets permits only allowed licenses."""
    return any(
        all(name in ALLOWED for name in choice.split(" AND "))
        for choice in expression.split(" OR ")
    )


def forbidden(licenses: dict[str, str]) -> Iterator[str]:
    """Report each package whose license is not allowed, and needless exemptions."""
    for package, expression in licenses.items():
        if not is_allowed(expression) and package not in EXEMPT:
            yield f"{package}: {expression} is not allowed"
    for package in EXEMPT:
        if is_allowed(licenses.get(package, "MIT")):
            yield f"{package}: does not need an exemption; delete it"


def document(licenses: dict[str, str], axe: str) -> str:
    """Return the text of THIRD-PARTY.md; `axe` is the version of axe-core."""
    purposes = locked()
    lines = [
        "# Third-party software",
        "",
        "Written by `nox -s audit`. Versions and hashes of the packages are in `.ci/requirements/`.",
        "",
        "## What readers get",
        "",
        "The pages are made with the theme Material for MkDocs (`mkdocs-material`, MIT, copyright 2016-2025",
        "Martin Donath), from whose styles `css/base.css` is taken, and with:",
        "",
        *_table(("Part", "Version", "License", "Where"), PARTS),
        "",
        "## What only the tests load",
        "",
        *_table(
            ("Part", "Version", "License", "Where"),
            [Part("axe-core", axe, "MPL-2.0", "axe-playwright-python")],
        ),
        "",
        "## Packages",
        "",
        *_table(
            ("Package", "License", "Needed for"),
            [(name, licenses[name], purposes[name]) for name in sorted(purposes)],
        ),
        "",
        *(f"`{name}` is exempt: {reason}." for name, reason in EXEMPT.items()),
        "",
    ]
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield f"| {' | '.join(row)} |"


def axe_version() -> str:
    """Return the version of the installed axe-core."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    found = re.match(r"/\*! axe v([\d.]+)", script)
    assert found
    return found[1]


def verdict(answer: str) -> tuple[int, str]:
    """Return exit code and report for pip-audit's JSON `answer`, which is empty if it failed."""
    try:
        packages = json.loads(answer)["dependencies"]
    except ValueError:
        packages = []
    asked = [package for package in packages if "skip_reason" not in package]
    if not asked:
        return 0, "NOT AUDITED: the list of known vulnerabilities could not be reached."
    lines = [
        f"{package['name']} {package['version']}: {found['id']}, "
        f"fixed in {', '.join(found['fix_versions']) or 'no version'}"
        for package in asked
        for found in package["vulns"]
    ]
    lines += [f"{p['name']}: not audited: {p['skip_reason']}" for p in packages if p not in asked]
    return bool(lines), "\n".join(lines) or f"{len(asked)} packages, no known vulnerability"


def audit() -> tuple[int, str]:
    """Run pip-audit on every lock; return exit code and report."""
    locks = [word for name in NEEDED_FOR for word in ("--requirement", str(LOCKS / f"{name}.txt"))]
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--require-hashes", "--disable-pip", "--format=json"]
        + ["--progress-spinner=off", "--timeout=30", *locks],
        capture_output=True,
        text=True,
        check=False,
    )
    status, words = verdict(done.stdout)
    return status, words if done.stdout else f"{done.stderr}{words}"


def main() -> int:
    """Write THIRD-PARTY.md; report licenses that are not allowed and known vulnerabilities."""
    licenses = {name: license(name) for name in locked()}
    LISTED.write_text(document(licenses, axe_version()), "utf-8", newline="\n")
    wrong = list(forbidden(licenses))
    print("\n".join(wrong) or f"{len(licenses)} packages, their licenses are allowed")
    status, words = audit()
    print(words)
    return 1 if wrong or status else 0


if __name__ == "__main__":
    sys.exit(main())
