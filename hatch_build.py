"""Add to a wheel the files that `explain` and `scan` read: the engine and the packed dataset."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Pack(BuildHookInterface):  # type: ignore[type-arg]
    """The build hook that packs the dataset."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files that are not Python at the paths where `lookup` expects them."""
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
        """Delete the temporary folder of the packed dataset."""
        self.folder.cleanup()
