"""Text stays text in every output, whatever it is; only the backtick span is markup."""

from __future__ import annotations

import pytest

from generator.outputs.escape import Markdown, code, html, markdown, plain
from site_tests.support.each import each
from site_tests.support.html import markdown_converter, parse, text_of

HOSTILE = [
    *("</script><script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "<b>bold</b>"),
    *("<!-- comment -->", "<?php ?>", "{{ config }}", "{% raw %}", "{# no #}", "a | b || c"),
    *("[x](javascript:alert(1))", "![x](javascript:alert(1))", "[x][y]"),
    *("[x]: javascript:alert(1)", "<https://example.org>", "https://example.org"),
    *("{: onclick=x }", "x {: onclick=x }", "{ .class #id onclick=x }", "x { #id }", "x{ #id }"),
    *("{0}", "&amp;", "&lt;b&gt;", "&#60;b&#62;", "a && b &copy; c", "!!! note"),
    *('!!! note "title"', "??? note", "# heading", "## heading {#x}", "1. item", "2019. year"),
    *("1) item", "- item", "+ item", "* item", "> quote", "---", "***", "===", "~~~", "```"),
    *("    indented", ": definition", "*[abbr]: text", "[^1]: footnote", "[TOC]"),
    *("**bold** __bold__ *em* _em_", "a*b*c a_b_c", "a\\*b", "back\\slash \\| \\` \\\\", "`"),
    *("a ` b", "``a`` b", "a ``` b", "|", "| a | b |\n| --- | --- |", "line\nbreak"),
    *("two\n\nparagraphs", "trailing  ", "]]>", "%3Cscript%3E", "%s {0} {name}", "\\", "x\\"),
    *("klzzwxh:0000", "wzxhzdk:0", "\x02amp\x03", "-1", "0123", "*", "_", "~", "=", "中文 `"),
    *("http://a.b/c_d_e*f*", "a&b;c", "a &b c", "&nbsp"),
]
SPANS = [
    ("`code`", "code"),
    ("call `a_b*c*`", "a_b*c*"),
    ("`<b>`", "<b>"),
    ("`&amp;`", "&amp;"),
    ("`{{ x }}`", "{{ x }}"),
    ("`[x](y)`", "[x](y)"),
    ("`a\\b`", "a\\b"),
    ("`onKickOut:roomID:`", "onKickOut:roomID:"),
    ("`0x100000 | 104`", "0x100000 | 104"),
]


def shown(text: str) -> str:
    """Return `text` as a browser shows it: single spaces, and control characters that HTML forbids gone."""
    return " ".join(text.translate({2: None, 3: None}).split())


PLACES = {
    "paragraph": ("{}", "p"),
    "item": ("- {}", "ul/li"),
    "step": ("1. {}", "ol/li"),
    "heading": ("## {} {{ #place }}", "h2"),
    "cell": ("| a | b |\n| --- | --- |\n| x | {} |", "table/tbody/tr/td[2]"),
    "emphasis after": ("{} *source*{{ .source }}", "p"),
}


@each("place", PLACES)
@each("text", HOSTILE)
def test_hostile_text_is_shown_verbatim(text: str, place: str) -> None:
    frame, path = PLACES[place]
    tree = parse(f"<div>{markdown_converter()(frame.format(markdown(text)))}</div>")
    element = tree.find(path)
    assert element is not None
    expected = shown(text) + (" source" if place == "emphasis after" else "")
    assert text_of(element) == expected
    assert [child.tag for child in element.iter()][1:] == (
        ["em"] if place == "emphasis after" else []
    )
    assert {name for e in tree.iter() for name in e.attrib} <= {"id", "class"}
    assert tree.tag == "div" and len(tree) == 1


@each("place", PLACES)
@each("text, code", SPANS)
def test_a_backtick_span_is_code_and_shows_its_content_verbatim(
    text: str, code: str, place: str
) -> None:
    frame, path = PLACES[place]
    element = parse(f"<div>{markdown_converter()(frame.format(markdown(text)))}</div>").find(path)
    assert element is not None
    assert [text_of(span) for span in element.iter("code")] == [code]


@each("place", PLACES)
@each("text", [text for text in HOSTILE if shown(text)])
def test_a_hostile_name_is_code_and_shown_verbatim(text: str, place: str) -> None:
    frame, path = PLACES[place]
    element = parse(f"<div>{markdown_converter()(frame.format(code(text)))}</div>").find(path)
    assert element is not None
    assert [text_of(span) for span in element.iter("code")] == [shown(text)]
    assert {name for e in element.iter() for name in e.attrib} <= {"id", "class"}


@each("text", [text for text in HOSTILE if "`" not in text])
def test_hostile_text_is_text_in_html_and_in_an_attribute(text: str) -> None:
    tree = parse(f"<p title='{html(text)}'>{html(text)}</p>")
    assert len(tree) == 0
    assert "".join(tree.itertext()) == text
    assert tree.attrib == {"title": text}


@pytest.mark.parametrize("text, code", SPANS)
def test_a_backtick_span_is_code_in_html(text: str, code: str) -> None:
    (span,) = parse(f"<p>{html(text)}</p>")
    assert (span.tag, text_of(span)) == ("code", code)


def test_plain_text_has_no_backticks_of_spans() -> None:
    assert plain("call `a` and `b`") == "call a and b"
    assert plain("a ` b") == "a ` b"


def test_markdown_is_not_escaped_twice() -> None:
    once = markdown("a*b")
    assert markdown(once) is once
    assert isinstance(once, Markdown)


@pytest.mark.parametrize("number", [0, 1, -1, 20000001])
def test_a_number_stands_as_it_is(number: int) -> None:
    assert markdown(number) == str(number)
