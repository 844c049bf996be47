"""Puts into a wheel what `explain` and `scan` read."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Pack(BuildHookInterface):  # type: ignore[type-arg]
    """Runs the generator on the data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the file that is no Python, where `lookup.store` looks for it."""
        sys.path.insert(0, self.root)
        from generator.commands import pack

        self.folder = TemporaryDirectory()
        packed = Path(self.folder.name, "packed.json")
        packed.write_text(json.dumps(pack(Path(self.root, "data")), sort_keys=True), "utf-8")
        build_data["force_include"][str(packed)] = "liveroom_errors/packed.json"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Cleans up behind the build."""
        self.folder.cleanup()
