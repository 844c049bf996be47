"""What holds for any text; `nox -s fuzz` asks longer and in new places."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.lookup.recognise import Number, normalise, recognise
from generator.lookup.scan import Scanner
from generator.lookup.search import Searchable, search
from generator.outputs import search_index
from site_tests.support.dataset import catalogs
from site_tests.support.pasted import KNOWLEDGE, PASTED, is_in
from site_tests.support.project import LANGS

many = settings(max_examples=10 * settings().max_examples)  # of what takes no time


SEARCHABLE = {lang: Searchable(search_index.build(c)) for lang, c in catalogs().items()}


@many
@given(text=PASTED)
def test_a_scan_reports_only_what_is_in_the_text(text: str) -> None:
    scanner = Scanner(KNOWLEDGE)
    scanner.read("log", [text])
    for entry in scanner.entries:
        assert is_in(entry.code, text), entry
        known = KNOWLEDGE.known.codes | KNOWLEDGE.known.legacy
        assert entry.code in known or entry.kind == "unknown"


@many
@given(text=PASTED)
def test_what_is_recognised_stands_where_it_says(text: str) -> None:
    text = normalise(text)
    assert normalise(text) == text
    ends: dict[type, int] = {}
    for found in recognise(text, KNOWLEDGE.known):
        assert ends.get(type(found), 0) <= found.start < found.end <= len(text)
        assert isinstance(found, Number) or found.text == text[found.start : found.end]
        ends[type(found)] = found.end


@many
@given(text=PASTED, lang=st.sampled_from(LANGS))
def test_a_search_answers_whatever_is_asked(text: str, lang: str) -> None:
    search(SEARCHABLE[lang], text)
