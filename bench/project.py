"""A copy of the project with a dataset of a chosen size."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from bench import generation_hook, synthetic
from bench.measure import TIMEOUT, Cost, run

ROOT = synthetic.ROOT
GENERATE = (sys.executable, "-m", "generator", "build")
SETTINGS = "bench.yml"
BUILD = (sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", SETTINGS)


class Project:
    """A project in the new folder `folder`."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder, self.data, self.docs = folder, folder / "data", folder / "docs"
        self.site = folder / "site"
        """This project's own site; other builders write to `other`."""
        self.other = folder / "other"
        self._edits = 0
        for name in ("generator", "templates"):
            shutil.copytree(ROOT / name, folder / name)
        shutil.copy(ROOT / "mkdocs.yml", folder)
        synthetic.write(self.data, size)
        hooks = [generation_hook.__file__, "generator/build/mkdocs_hooks.py"]
        settings = f"INHERIT: mkdocs.yml\nhooks: {json.dumps(hooks)}\n"
        (folder / SETTINGS).write_text(settings, "utf-8")
        self.generate()  # to compile the modules

    def edit(self) -> None:
        """Change one record to a new text."""
        self._edits += 1
        synthetic.edit(self.data, " ".join(["again"] * self._edits))

    def forget(self) -> None:
        """Remove everything that is generated or built."""
        for name in ("docs", "site", "other", ".cache"):
            shutil.rmtree(self.folder / name, ignore_errors=True)
        self.docs.mkdir()  # MkDocs requires it before it runs hooks

    def generate(self, timeout: float = TIMEOUT) -> Cost:
        """Generate `docs`; raise `Failed` if that fails."""
        return run(GENERATE, self.folder, timeout)

    def build(self, *options: str, timeout: float = TIMEOUT) -> tuple[Cost, Cost, Cost]:
        """Build `site`; return the total cost, and those of generating and packing, or raise `Failed`."""
        note = self.folder / "generation.json"
        whole = run((*BUILD, *options), self.folder, timeout, **{generation_hook.NOTE: str(note)})
        generating, packing = (Cost(*times) for times in json.loads(note.read_text("ascii")))
        return whole, generating, packing
