"""A tab has the address of the heading that its text begins with."""

from __future__ import annotations

from generator.build.tabs import addressed
from site_tests.support.html import has_class, markdown_converter, parse

TABS = """\
=== "One"

    ### One { #first }

    a

=== "Two"

    b

=== "Three"

    ### Three { #third }

    c
"""


def test_a_tab_takes_the_id_of_its_heading() -> None:
    tree = parse(f"<div>{addressed(markdown_converter()(TABS))}</div>")
    tabs = [(e.get("id"), e.get("name")) for e in tree.iter("input")]
    assert [id_ for id_, _ in tabs] == ["first", "__tabbed_1_2", "third"]
    assert len({name for _, name in tabs}) == 1
    assert [e.get("for") for e in tree.iter("label")] == [id_ for id_, _ in tabs]
    assert [e.get("id") for e in tree.iter("h3")] == [None, None]
    assert len([e for e in tree.iter("div") if has_class(e, "tabbed-block")]) == len(tabs)
