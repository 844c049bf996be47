"""Where the files are that are no Python: in a checkout beside the package, in a wheel inside it."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent
PACKAGED = PACKAGE / "packaged"
"""The folder that a wheel has, and a checkout has not."""
TEMPLATES = (PACKAGED if PACKAGED.is_dir() else CHECKOUT) / "templates"
