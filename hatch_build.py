"""Complete the package: what `explain` and `scan` read, and a readme whose links work anywhere."""

import os
import re
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[([^]]*)\]\((?![a-z]+:)([^)]*)\)")


class Addresses(MetadataHookInterface):
    """The metadata hook that leads links to the repository, or removes them if its address is an example."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the readme and the addresses of the project."""
        # Only the generator, which is not installed yet, needs a parser of YAML.
        data = Path(self.root, "data", "dataset.yaml").read_text("utf-8")
        site, self.repository = (
            (os.environ.get(name) or re.search(rf"^{field}: (\S+)", data, re.MULTILINE)[1]).rstrip(
                "/"
            )  # type: ignore[index]
            for name, field in (("SITE_URL", "url"), ("REPO_URL", "repository"))
        )
        readme = _LINK.sub(self.link, Path(self.root, "README.md").read_text("utf-8"))
        metadata["readme"] = {"content-type": "text/markdown", "text": readme}
        blob = f"{self.repository}/blob/main"
        urls = {
            "Documentation": site,
            "Repository": self.repository,
            "Issues": f"{self.repository}/issues",
            "Changelog": f"{blob}/CHANGELOG.md",
        }
        metadata["urls"] = {name: url for name, url in urls.items() if not _is_example(url)}

    def link(self, found: re.Match[str]) -> str:
        """Return a link to a file of the repository, such as `[MIT](LICENSE)`, with its address."""
        image, text, path = found.groups()
        if _is_example(self.repository):
            return "" if image else text
        return f"{image}[{text}]({self.repository}/{'raw' if image else 'blob'}/main/{path})"


def _is_example(url: str) -> bool:
    return (urlsplit(url).hostname or "").endswith(".example")


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
