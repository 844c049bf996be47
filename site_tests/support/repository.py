"""A repository with a dataset, and a loss in it that only git can tell."""

from __future__ import annotations

import subprocess
from pathlib import Path

from generator.catalog.changes import newest
from generator.dataset.reader import read
from generator.dataset.schema import PUBLISHED
from generator.releases import snapshot
from site_tests.support.edits import edit


class Repository:
    """A repository with a dataset."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.folder, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def commit(self) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message=x", "--allow-empty")
        return self.git("rev-parse", "HEAD")

    def lose(self) -> None:
        """Remove a former name and its line, as if it had never been published: only git has it."""
        edit(self.data / "codes/liveroom.yaml", "    aliases: [kLiveRoomAuthError]\n", "")
        edit(self.data / PUBLISHED, "/kLiveRoomAuthError/ codes/52000123/\n", "")
        self.record("2020-01-03-1-00000000")

    def record(self, name: str) -> None:
        """Write what is new as a release, whatever it loses."""
        dataset = read(self.data)
        new = snapshot.difference(newest(dataset.releases), snapshot.take(dataset))
        (self.data / "releases" / f"{name}.yaml").write_text(snapshot.to_yaml(new), "utf-8")

    def clone(self, folder: Path, *options: str) -> Path:
        self.git("clone", "--quiet", *options, self.folder.as_uri(), str(folder))
        return folder / "data"
