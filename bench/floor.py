"""The minimum of any builder: insert rendered content into a Jinja frame, and write.

`prepare` saves the content of a built site's pages; `python floor.py FILE DOCS OUT`, which is measured,
builds the same pages from it and copies all other files.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

from jinja2 import Template

FRAME = Template("{{ before }}{{ content }}{{ after }}")


def prepare(site: Path, file: Path) -> None:
    """Save each page as the parts before, in and after its content."""
    with file.open("w", encoding="utf-8") as kept:
        for path in sorted(site.glob("[ez][nh]/**/index.html")):
            before, _, rest = path.read_text("utf-8").partition("<article")
            content, _, after = rest.partition("</article>")
            page = {
                "name": path.relative_to(site).as_posix(),
                "before": before,
                "content": f"<article{content}</article>",
                "after": after,
            }
            kept.write(json.dumps(page) + "\n")


def build(file: Path, docs: Path, out: Path) -> None:
    """Render and write each page, and copy files that are not Markdown."""
    with file.open(encoding="utf-8") as kept:
        for page in map(json.loads, kept):
            target = out / page["name"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(FRAME.render(page), "utf-8")
    shutil.copytree(docs, out, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md", ".*"))


if __name__ == "__main__":
    build(*map(Path, sys.argv[1:]))
