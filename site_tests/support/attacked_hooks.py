"""MkDocs' hooks for pages in which every text is an attack: validation lets no data make them."""

from __future__ import annotations

import re
from pathlib import Path

from generator.build import mkdocs_hooks
from generator.build.generate import Generated
from generator.build.mkdocs_hooks import *
from generator.build.write import write
from generator.catalog.resolve import resolve
from generator.dataset.schema import Dataset, DatasetFile
from generator.outputs import frame, render
from generator.outputs.addresses import Site
from site_tests.support import attacks


def _generate(dataset: Dataset, data: Path, docs: Path, site: Site) -> Generated:
    """Generate all pages except those of names: an attack cannot be the name of a folder."""
    catalogs = resolve(attacks.everywhere(dataset))
    made = render(catalogs, site)
    done = write(docs, ((p, made[p]) for p in made if re.fullmatch(r"[\w./-]+", p)))
    return Generated(str(done), frame.words(catalogs), dict.fromkeys(catalogs, ()))


def _site_at(facts: DatasetFile, *_: object) -> Site:
    return attacks.site(facts)


mkdocs_hooks.generate = _generate  # type: ignore[attr-defined]
mkdocs_hooks.site_at = _site_at  # type: ignore[attr-defined,assignment]
