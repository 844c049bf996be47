"""Puts into a wheel what `explain` and `scan` read: the engine, and the dataset as it is published."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Pack(BuildHookInterface):  # type: ignore[type-arg]
    """Run the generator on the data."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files that are no Python, where `lookup` looks for them."""
        sys.path.insert(0, self.root)
        from generator.commands import pack

        self.folder = TemporaryDirectory()
        for name, text in pack(Path(self.root, "data")).items():
            path = Path(self.folder.name, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
        build_data["force_include"] |= {
            self.folder.name: "liveroom_errors/packed",
            "templates/theme/js/engine": "liveroom_errors/engine",
        }

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Clean up behind the build."""
        self.folder.cleanup()
