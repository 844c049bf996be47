"""The list of codes as a tool: filters, counts, the address, and the list without scripts.

The rows that a filter must show are computed here from the catalogs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from generator.catalog.model import Catalog, Code
from site_tests.support.browser import OpenPage
from site_tests.support.dataset import catalogs
from site_tests.support.expected.guidance import first_steps
from site_tests.support.kinds import DESKTOP, PHONE
from site_tests.support.nightly import nightly, some
from site_tests.support.project import LANGS
from site_tests.support.stages import shown_causes

FACETS = ("retry", "who", "stage", "module", "tier")
MANY = 10_000


def values(code: Code, facet: str) -> set[str]:
    """Return a code's values of a facet, as ids."""
    return {
        "retry": {g.retry.verdict for g in code.guidance} if code.kind == "error" else set(),
        "who": {step.side for guidance in code.guidance for step in guidance.steps},
        "stage": {*stage_ids(code)},
        "module": {code.module.id},
        "tier": {code.tier},
    }[facet]


def stage_ids(code: Code) -> list[str]:
    return [stage.id for stage in code.stages]


def said(catalog: Catalog, code: Code) -> str:
    """Return all that the row of a code says."""
    verdicts = values(code, "retry") - {"unknown"}
    words = [str(code.code), shown_causes(catalog, code), first_steps(catalog, code)]
    words.append(code.module.title)
    words += [name.name for name in code.names] + [stage.title for stage in code.stages]
    return " ".join(words + [catalog.labels[f"chip-retry-{id_}"] for id_ in verdicts])


def meeting(catalog: Catalog, text: str = "", /, **wanted: Iterable[str]) -> list[int]:
    """Return the codes that have one of the values of each facet, the common ones first."""
    return [
        code.code
        for code in sorted(catalog.codes, key=lambda code: code.tier != "common")
        if all({*of} & values(code, facet) for facet, of in wanted.items())
        and all(word in said(catalog, code).lower() for word in text.lower().split())
    ]


def choice(page: Page, facet: str, value: str) -> Locator:
    return page.locator(f"form.filters input[name={facet}][value='{value}']")


def chosen(page: Page) -> list[tuple[str, str]]:
    """Return the facets and values that are checked."""
    boxes = page.locator("form.filters [type=checkbox][name]:checked")
    return [(n, v) for n, v in boxes.evaluate_all("all => all.map(b => [b.name, b.value])")]


def shown(page: Page) -> list[int]:
    """Return the codes of the rows that are visible, once the filters are there."""
    page.locator("form.filters:not([hidden])").wait_for(state="attached")
    return [
        int(code)
        for code in page.locator("tr[data-code]").evaluate_all(
            "rows => rows.filter(row => row.checkVisibility()).map(row => row.dataset.code)"
        )
    ]


def count(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def says(catalog: Catalog, n: int) -> str:
    """Return the live region's text for `n` rows."""
    words = catalog.labels["filter-count"] if n else catalog.labels["filter-none"]
    return words.format(n=n, total=len(catalog.codes))


def query(page: Page) -> list[tuple[str, str]]:
    """Return the current address; Playwright's own `url` lags behind `history`."""
    return parse_qsl(page.evaluate("location.search.slice(1)"))


@pytest.fixture
def catalog(lang: str) -> Catalog:
    return catalogs()[lang]


@pytest.fixture
def opened(open_page: OpenPage, lang: str) -> OpenPage:
    """Open the list with the filters in the address."""

    def open_(viewport: ViewportSize = DESKTOP, **asked: str | list[str]) -> Page:
        address = f"{lang}/codes/?{urlencode(asked, doseq=True)}"
        page = open_page(address, viewport=viewport)
        page.locator("form.filters:not([hidden])").wait_for(state="attached")
        return page

    return open_


def test_without_scripts_it_is_a_plain_complete_table(
    open_page: OpenPage, lang: str, catalog: Catalog
) -> None:
    page = open_page(f"{lang}/codes/", viewport=PHONE, java_script_enabled=False)
    rows = page.locator("tr[data-code]")
    expect(rows).to_have_count(len(catalog.codes))
    assert all(rows.nth(i).is_visible() for i in (0, 100, len(catalog.codes) - 1))
    controls = page.locator("article :is(input, select, button, form)")
    assert not any(control.is_visible() for control in controls.all())
    whole, table = (page.locator(at).bounding_box() for at in (".code-list", "table.rows"))
    assert whole and table and table["y"] - whole["y"] < 24  # nor a gap where they would be


# --- filters -------------------------------------------------------------------------------------


def test_a_choice_shows_its_codes_and_says_how_many(opened: OpenPage, catalog: Catalog) -> None:
    page = opened()
    assert shown(page) == meeting(catalog)
    for facet in FACETS:
        boxes = page.locator(f"form.filters input[name={facet}]")
        offered = boxes.evaluate_all("all => all.map(box => box.value)")
        assert set(offered) == set().union(*(values(code, facet) for code in catalog.codes))
        for value in some(offered, 40):
            choice(page, facet, value).check()
            expected = meeting(catalog, **{facet: [value]})
            assert shown(page) == expected != []
            assert count(page) == says(catalog, len(expected))
            choice(page, facet, value).uncheck()
    # Several values of a filter widen the list, several filters narrow it, and counts follow.
    for facet, value in (("stage", "login"), ("retry", "yes"), ("retry", "once")):
        choice(page, facet, value).check()
    wanted = {"stage": ["login"], "retry": ["yes", "once"]}
    assert shown(page) == meeting(catalog, **wanted)
    for facet in FACETS:
        others = {name: of for name, of in wanted.items() if name != facet}
        for value, n in page.locator(f"form.filters label:has([name={facet}])").evaluate_all(
            "all => all.map(l => [l.querySelector('input').value, l.querySelector('i').textContent])"
        ):
            assert int(n) == len(meeting(catalog, **others, **{facet: [value]})), value


def test_text_narrows_the_list_and_clearing_shows_everything_again(
    opened: OpenPage, catalog: Catalog
) -> None:
    page = opened(stage="login")
    _are_labeled_and_reached_by_keyboard(page, catalog)
    field = page.get_by_role("searchbox", name=catalog.labels["filter-text"])
    for text in ("21200007", "２１２００００７", "kconfig TIMEOUT", "63", "no such code"):
        field.fill(text)
        expected = meeting(catalog, text.replace("２１２００００７", "21200007"), stage=["login"])
        assert shown(page) == expected
        assert count(page) == says(catalog, len(expected))
    page.get_by_role("button", name=catalog.labels["filter-clear"]).click()
    expect(field).to_have_value("")
    expect(page).not_to_have_url(re.compile(r"\?"))
    assert shown(page) == meeting(catalog)


@pytest.mark.parametrize("group", ["stage", "module"])
def test_rows_are_grouped_by_their_first_value(
    group: str, opened: OpenPage, catalog: Catalog
) -> None:
    page = opened(group=group)
    found = page.locator("table.rows tbody").evaluate_all(
        "all => all.map(body => [body.id, body.querySelector('th').textContent,"
        " ...[...body.rows].slice(1).map(row => Number(row.dataset.code))])"
    )
    titles = {s.id: s.title for s in catalog.stages if catalog.of_stage(s)}
    if group == "module":
        titles = {m.id: m.title for m in catalog.modules if catalog.of_module(m)}
    assert [(id_, title) for id_, title, *_ in found] == [*titles.items(), ("", "—")]
    for id_, _, *codes in found:
        all_codes = (catalog.by_code[code] for code in meeting(catalog))
        assert codes == [
            code.code
            for code in all_codes
            if (code.module.id if group == "module" else next(iter(stage_ids(code)), "")) == id_
        ]
    choice(page, "group", "tier").check()
    assert shown(page) == meeting(catalog)
    assert query(page) == []


# --- the address ---------------------------------------------------------------------------------


def test_the_address_holds_the_filters_and_unknown_values_are_ignored(
    opened: OpenPage, catalog: Catalog
) -> None:
    page = opened(
        stage="nowhere", module=["room", "config"], tier="common", retry="<b>", text="k", group="x"
    )
    expected = meeting(catalog, "k", module=["room", "config"], tier=["common"])
    assert shown(page) == expected != []
    assert chosen(page) == [("module", "config"), ("module", "room"), ("tier", "common")]
    assert page.locator(".filters [name=text]").input_value() == "k"


def test_filters_are_kept_in_the_address_in_the_other_language_and_on_the_way_back(
    opened: OpenPage, lang: str
) -> None:
    page = opened(other="kept")
    for stage in ("publish", "play"):
        choice(page, "stage", stage).check()
    page.locator(".filters [name=text]").fill("stream")
    wanted = [("stage", "publish"), ("stage", "play")]
    assert sorted(query(page)) == sorted([("other", "kept"), ("text", "stream"), *wanted])
    page.locator("a.switch").click()
    other = next(id_ for id_ in LANGS if id_ != lang)
    page.wait_for_url(f"**/{other}/codes/**")
    expected = meeting(catalogs()[other], "stream", stage=["publish", "play"])
    assert shown(page) == expected
    assert chosen(page) == wanted
    page.locator("tr[data-code] a").locator("visible=true").first.click()
    page.wait_for_url(f"**/codes/{expected[0]}/")
    page.go_back()
    assert shown(page) == expected


@pytest.mark.parametrize("anchor", ["", "#room"])
def test_the_page_of_modules_leads_to_the_list_by_module(
    anchor: str, open_page: OpenPage, lang: str
) -> None:
    page = open_page(f"{lang}/complete/{anchor}")
    page.wait_for_url(f"**/{lang}/codes/?group=module{anchor}")
    if anchor:
        expect(page.locator(f"tbody{anchor} th")).to_be_in_viewport()


# --- readers and devices -------------------------------------------------------------------------


def _are_labeled_and_reached_by_keyboard(page: Page, catalog: Catalog) -> None:
    """Check every control."""
    labels = catalog.labels
    form = page.locator("form.filters")
    form.get_by_role("searchbox", name=labels["filter-text"], exact=True).focus()
    page.keyboard.press("Tab")
    expect(form.get_by_role("button", name=labels["filter-clear"])).to_be_focused()
    for facet in FACETS:
        group = form.get_by_role("group", name=labels[f"filter-{facet}"], exact=True)
        for box in group.get_by_role("checkbox").all():
            page.keyboard.press("Tab")
            expect(box).to_be_focused()


@nightly
def test_on_a_phone_rows_are_cards_and_nothing_is_wider_than_the_screen(
    opened: OpenPage, catalog: Catalog
) -> None:
    page = opened(viewport=PHONE, stage="login")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    box = choice(page, "retry", "yes")
    expect(box).to_be_hidden()
    page.get_by_role("checkbox", name=catalog.labels["filter-title"]).check()
    expect(box).to_be_visible()
    for control in page.locator(".filters :is([type=search], label, button)").all():
        place = control.bounding_box()
        assert place and place["height"] >= 24 and place["x"] + place["width"] <= PHONE["width"]
    # The whole card is the link.
    card = page.locator("tr[data-stage~=login]").first
    code = card.get_attribute("data-code")
    card.locator("[data-says=cause]").click(force=True)  # the link lies over it
    page.wait_for_url(f"**/codes/{code}/")


@pytest.mark.parametrize("viewport", some([PHONE, DESKTOP], 2))
def test_the_filters_move_nothing(viewport: ViewportSize, opened: OpenPage) -> None:
    """Compare the table's place with and without them, so that nothing jumps when the script is there."""
    page = opened(viewport=viewport)
    table = page.locator("table.rows")
    after = table.bounding_box()
    page.route(
        "**/js/codes.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.reload()
    expect(page.locator("form.filters .bar")).to_be_hidden()
    assert table.bounding_box() == after


@nightly
def test_ten_thousand_rows_are_laid_out_once_a_change(open_page: OpenPage) -> None:
    page = open_page("en/about/")
    catalog = catalogs()["en"]
    times = -(-MANY // len(catalog.codes))

    def many(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        start, end = body.index("<tbody>") + len("<tbody>"), body.rindex("</tbody>")
        route.fulfill(response=response, body=body[:start] + body[start:end] * times + body[end:])

    page.route("**/en/codes/", many)
    page.goto("en/codes/")
    page.locator("form.filters:not([hidden])").wait_for(state="attached")
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def layouts() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) for m in metrics if m["name"] == "LayoutCount")

    before = layouts()
    choice(page, "stage", "login").evaluate("box => box.click()")
    assert layouts() - before <= 3
    assert len(shown(page)) == times * len(meeting(catalog, stage=["login"]))
