"""Find the pages that people wrote below `docs/`, and check that each is there in every language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from generator.build.write import foreign
from generator.catalog.model import Catalog
from generator.dataset.diagnostics import Diagnostic, RuleId
from generator.dataset.rules.declarations import FILE_ENCODING, PAGE_LANGUAGE, PAGE_TITLE
from generator.outputs import addresses
from generator.outputs.articles import Article, parse


class Found(NamedTuple):
    """The pages written by hand, by language and in the order of their names, and their problems."""

    articles: dict[str, tuple[Article, ...]]
    problems: list[Diagnostic]


def find(docs: Path, catalogs: Mapping[str, Catalog]) -> Found:
    """Read the pages below `docs`, without those at a path of the generator's."""
    generated = {
        addresses.page(language, path)
        for language, catalog in catalogs.items()
        for path in (
            *(overview.path for overview in addresses.OVERVIEWS),
            *(f"stages/{stage.id}" for stage in catalog.stages),
            *(f"codes/{code.code}" for code in catalog.codes),
        )
    }
    paths = sorted(p for p in foreign(docs) - generated if p.endswith(".md"))
    articles: dict[str, list[Article]] = {language: [] for language in catalogs}
    problems: list[Diagnostic] = []
    for path in paths:
        problems += _places(docs, path, paths, catalogs)
        try:
            article = parse(path, (docs / path).read_text("utf-8-sig"))
        except UnicodeDecodeError:
            problems.append(_problem(docs, path, "is not UTF-8", "save it as UTF-8", FILE_ENCODING))
            continue
        if article is None:
            hint = "begin with `# ` and the title"
            problems.append(_problem(docs, path, "does not begin with its title", hint, PAGE_TITLE))
        elif article.language in articles:
            articles[article.language].append(article)
    return Found({language: tuple(all_) for language, all_ in articles.items()}, problems)


def _places(
    docs: Path, path: str, paths: list[str], languages: Collection[str]
) -> Iterator[Diagnostic]:
    """Report the languages that the page at `path` lacks."""
    own, _, name = path.partition("/")
    if own not in languages:
        folders = " and ".join(f"{docs.as_posix()}/{language}/" for language in languages)
        hint = f"move it to {folders}"
        yield _problem(docs, path, "isn't in the folder of a language", hint, PAGE_LANGUAGE)
        return
    for other in languages:
        if f"{other}/{name}" not in paths:
            hint = f"write {docs.as_posix()}/{other}/{name}"
            yield _problem(docs, path, f"has no page in {other}", hint, PAGE_LANGUAGE)


def _problem(docs: Path, path: str, message: str, hint: str, rule: RuleId) -> Diagnostic:
    return Diagnostic(f"{docs.as_posix()}/{path}", 1, 1, "the page", message, hint, rule)
