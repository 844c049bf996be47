"""Puts into a wheel what `explain` and `scan` read, and the templates that `build` needs."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

TEMPLATES = ("examples", "offline", "pages")  # the theme is MkDocs', and stays in the checkout


class Prepare(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the generator on the data; an editable install reads them itself."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the files that are no Python, where `generator.places` looks for them."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from generator.prepared import read_data

        self.folder = TemporaryDirectory()
        prepared = Path(self.folder.name, "prepared.json")
        files = read_data(Path(self.root, "data"))
        prepared.write_text(json.dumps(files, sort_keys=True), "utf-8")
        build_data["force_include"] |= {
            str(prepared): "generator/packaged/prepared.json",
            **{f"templates/{name}": f"generator/packaged/templates/{name}" for name in TEMPLATES},
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Cleans up behind the build."""
        if version != "editable":
            self.folder.cleanup()
