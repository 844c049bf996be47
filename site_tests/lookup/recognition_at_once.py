"""The tables of recognition as two tests, for `nox -s mutate`.

mutmut asks for tests by id, many hundreds at a time and again in one process, where pytest does not
find all of those whose ids are made of texts.
"""

from __future__ import annotations

from generator.lookup.recognise import distance, known_from, nearest, normalise, recognise
from generator.lookup.scan import Scanner, learn
from generator.lookup.search import Searchable, search
from generator.outputs.search_index import build
from site_tests.support.dataset import catalogs
from site_tests.support.project import LANGS
from site_tests.support.queries import QUERIES, Row, unmet, words_of
from site_tests.support.recognition import CASES, FOUND, found

INDEXES = {lang: build(catalogs()[lang]) for lang in LANGS}


def test_every_text_is_read_as_the_table_says() -> None:
    knowledge = learn(INDEXES["en"])
    for case in CASES:
        scanner = Scanner(knowledge)
        scanner.read("a.log", [case["text"]])
        for kind in FOUND:
            assert list(found(scanner, kind).items()) == list(case.get(kind, {}).items())


def test_every_query_finds_what_the_table_says() -> None:
    searchable = {lang: Searchable(index) for lang, index in INDEXES.items()}
    for query in QUERIES:
        lang = query["lang"]
        [other] = set(LANGS) - {lang}
        answer = search(searchable[lang], query["q"])
        if not answer.identified:
            answer = search(searchable[lang], query["q"], searchable[other])
        rows = [Row(r.kind, r.thing["c"], r.why, r.certain, "") for r in answer.results]
        texts = words_of(catalogs()[lang]) if "words" in query else {}
        assert list(unmet(query, rows, texts)) == []


def test_likeness_is_measured() -> None:
    assert [distance("abc", "abc"), distance("abc", "acb"), distance("ab", "xaby", True)] == [
        0,
        1,
        0,
    ]
    assert nearest(5, [1, 4, 9, 6], 2) == [4, 6]


def test_findings_stand_where_they_say() -> None:
    known = known_from(INDEXES["en"])
    text = normalise("kNotLoginError, -21200007 和 0x1437C87")
    assert [text[f.start : f.end].lstrip("-") for f in recognise(text, known)] == [
        "kNotLoginError",
        "21200007",
        "0x1437C87",
    ]
