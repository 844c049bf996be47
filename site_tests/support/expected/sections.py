"""Expect of the pages that tell of other things than codes, section by section, letters and links."""

from __future__ import annotations

from collections.abc import Iterator

from generator.catalog.families import Family
from generator.catalog.model import Catalog, Code, Release
from generator.outputs.escape import plain
from site_tests.support.expected.guidance import listed
from site_tests.support.expected.said import Row, cited
from site_tests.support.readers.twin import letters

Said = tuple[str, str | None]
"""A text, and where it leads, if it is a link."""


def families(catalog: Catalog) -> list[Row]:
    """Return the families of numbers that are no codes."""
    return [_section(f.id, f.title, _family(catalog, f)) for f in catalog.families]


def releases(catalog: Catalog) -> list[Row]:
    """Return the changes of each release."""
    return [_section(r.date, r.date, _release(catalog, r)) for r in catalog.releases]


def _section(id_: str, title: str, said: Iterator[Said]) -> Row:
    told = list(said)
    return {
        "id": id_,
        "title": title,
        "said": letters("".join(plain(text) for text, _ in told)),
        "links": [address for _, address in told if address],
    }


def _family(catalog: Catalog, family: Family) -> Iterator[Said]:
    t = catalog.labels
    yield t[f"family-kind-{family.kind}"] + family.general, None
    lists = {
        "numbers": [_span(catalog, span) for span in family.numbers],
        "texts": family.texts,
        "near": family.near,
    }
    for label, items in lists.items():
        if items:
            yield t[f"families-{label}"] + "".join(items), None
    yield from ((value.title, None) for value in family.values)
    for stands in family.codes:
        first, last = stands.span
        label = t["families-codes-one" if first == last else "families-codes-span"]
        told = label.format(**{"from": first, "to": last}, first=stands.first, last=stands.last)
        yield t["families-codes"] + told + (stands.when or ""), None
    yield t["source"], None
    for source in family.sources:
        yield source.title, source.url
        yield str(source.date or ""), None
    yield t[f"family-{family.certainty}"], None
    if family.ours:
        yield family.ours, None
        yield cited(catalog.sources["ours"])


def _span(catalog: Catalog, span: tuple[int, int]) -> str:
    first, last = span
    if first == last:
        return str(first)
    return catalog.labels["families-span"].format(**{"from": first, "to": last})


def _release(catalog: Catalog, release: Release) -> Iterator[Said]:
    t, lang = catalog.labels, catalog.language.id

    def named(code: Code) -> Said:
        return f"{code.code} {code.name}", f"{lang}/codes/{code.code}/"

    if release.first:
        yield t["changes-first"].format(n=len(release.added)), None
    elif release.added:
        yield t["changes-added"], None
        for code in release.added:
            yield named(code)
            yield listed(catalog, code), None
    for kind, changes in release.changes.items():
        yield f"{t[f'changes-{kind}']}{len(changes)}", None
        for change in changes:
            page, sign, section = change.page.partition("#")
            yield change.head, change.page and f"{lang}/{page}{'/' if page else ''}{sign}{section}"
            yield from map(named, change.codes)
            for label, lines in (("before", change.before), ("after", change.after)):
                yield from ((t[f"changes-{label}"] + line, None) for line in lines)
