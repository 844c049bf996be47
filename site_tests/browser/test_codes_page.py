"""The list of codes as a tool: filters, counts, the address, and what is left without scripts.

What a filter must show is worked out here from the catalogs.
"""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from playwright.sync_api import Locator, Page, Route, ViewportSize, expect

from generator.catalog.model import Catalog, Code
from site_tests.support.browser import OpenPage
from site_tests.support.dataset import catalogs
from site_tests.support.kinds import DESKTOP, PHONE
from site_tests.support.nightly import nightly, some
from site_tests.support.project import LANGS
from site_tests.support.stages import shown_causes

FACETS = ("stage", "module", "tier", "retry", "remedy")
MANY = 10_000


def values(code: Code, facet: str) -> set[str]:
    """Return a code's values of a facet, as ids."""
    return {
        "stage": {stage.id for stage in code.stages},
        "module": {code.module.id},
        "tier": {code.tier},
        "retry": {g.retry.verdict for g in code.guidance} if code.kind == "error" else set(),
        "remedy": {step.id for guidance in code.guidance for step in guidance.steps},
    }[facet]


def said(catalog: Catalog, code: Code) -> str:
    """All that the row of a code says."""
    chips = [f"chip-retry-{id_}" for id_ in values(code, "retry")] or ["chip-status"]
    words = [str(code.code), shown_causes(catalog, code), code.module.title]
    words += [name.name for name in code.names] + [stage.title for stage in code.stages]
    return " ".join(words + [catalog.labels[chip] for chip in chips])


def meeting(catalog: Catalog, text: str = "", **wanted: str) -> list[int]:
    """The codes that meet all filters; `text` is looked for in all that a row says."""
    return [
        code.code
        for code in catalog.codes
        if all(value in values(code, facet) for facet, value in wanted.items())
        and all(word in said(catalog, code).lower() for word in text.lower().split())
    ]


def select(page: Page, facet: str) -> Locator:
    return page.locator(f"fieldset.filters select[name={facet}]")


def shown(page: Page) -> list[int]:
    """The codes of the rows that are visible, once the filters are there."""
    page.locator("fieldset.filters:not([hidden])").wait_for()
    return [
        int(code)
        for code in page.locator("tr[data-code]").evaluate_all(
            "rows => rows.filter(row => getComputedStyle(row).display != 'none')"
            ".map(row => row.dataset.code)"
        )
    ]


def count(page: Page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def says(catalog: Catalog, n: int) -> str:
    """Return the live region's text for `n` rows."""
    words = catalog.labels["filter-count"] if n else catalog.labels["filter-none"]
    return words.format(n=n, total=len(catalog.codes))


def query(page: Page) -> dict[str, str]:
    """Return the current address; Playwright's own `url` lags behind `history`."""
    return dict(parse_qsl(page.evaluate("location.search.slice(1)")))


@pytest.fixture(params=some(LANGS, 2))
def lang(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def catalog(lang: str) -> Catalog:
    return catalogs()[lang]


@pytest.fixture
def opened(open_page: OpenPage, lang: str) -> OpenPage:
    """Open the list with the filters in the address."""

    def open_(viewport: ViewportSize = DESKTOP, **asked: str) -> Page:
        page = open_page(f"{lang}/codes/?{urlencode(asked)}", viewport=viewport)
        page.locator("fieldset.filters:not([hidden])").wait_for()
        return page

    return open_


def test_without_scripts_it_is_a_plain_complete_table(
    open_page: OpenPage, lang: str, catalog: Catalog
) -> None:
    page = open_page(f"{lang}/codes/", viewport=PHONE, java_script_enabled=False)
    rows = page.locator("tr[data-code]")
    expect(rows).to_have_count(len(catalog.codes))
    assert all(rows.nth(i).is_visible() for i in (0, 100, len(catalog.codes) - 1))
    controls = page.locator("article :is(input, select, button, fieldset)")
    assert not any(control.is_visible() for control in controls.all())
    whole, table = (page.locator(at).bounding_box() for at in (".code-list", "table.rows"))
    assert whole and table and table["y"] - whole["y"] < 24  # nor a gap where they would be


# --- filters -------------------------------------------------------------------------------------


def test_an_option_shows_its_codes_and_says_how_many(opened: OpenPage, catalog: Catalog) -> None:
    page = opened()
    for facet in FACETS:
        options = select(page, facet).locator("option")
        offered = options.evaluate_all("all => all.map(option => option.value)")
        assert set(offered) == {""}.union(*(values(code, facet) for code in catalog.codes))
        for value in [*some(offered[1:], 40), ""]:
            select(page, facet).select_option(value)
            expected = meeting(catalog, **({facet: value} if value else {}))
            assert shown(page) == expected != []
            assert count(page) == says(catalog, len(expected))
            chosen = select(page, facet).locator("option:checked")
            assert str(len(expected)) in str(chosen.text_content())
    # Filters work together, and counts follow.
    select(page, "stage").select_option("login")
    select(page, "retry").select_option("yes")
    assert shown(page) == meeting(catalog, stage="login", retry="yes")
    for facet in FACETS:
        others = {k: v for k, v in {"stage": "login", "retry": "yes"}.items() if k != facet}
        for value, title, disabled in (
            select(page, facet)
            .locator("option:not([value=''])")
            .evaluate_all("all => all.map(o => [o.value, o.textContent, o.disabled])")
        ):
            n = len(meeting(catalog, **others, **{facet: value}))
            assert catalog.labels["filter-option"].format(title="", n=n) in title
            assert disabled == (n == 0)


def test_text_narrows_the_list_and_clearing_shows_everything_again(
    opened: OpenPage, catalog: Catalog
) -> None:
    page = opened(stage="login")
    _are_labeled_and_reached_by_keyboard(page, catalog)
    for text in ("21200007", "２１２００００７", "kconfig TIMEOUT", "63", "no such code"):
        page.get_by_role("searchbox", name=catalog.labels["filter-text"]).fill(text)
        expected = meeting(catalog, text.replace("２１２００００７", "21200007"), stage="login")
        assert shown(page) == expected
        assert count(page) == says(catalog, len(expected))
    clear = page.get_by_role("button", name=catalog.labels["filter-clear"])
    clear.click()
    assert shown(page) == meeting(catalog)
    assert query(page) == {}
    expect(clear).to_be_hidden()
    expect(page.get_by_role("searchbox", name=catalog.labels["filter-text"])).to_be_focused()


# --- the address ---------------------------------------------------------------------------------


def test_the_address_holds_the_filters_and_unknown_values_are_ignored(
    opened: OpenPage, catalog: Catalog
) -> None:
    page = opened(stage="nowhere", module="room", tier="common", retry="<b>", text="k", remedy="")
    expected = meeting(catalog, "k", module="room", tier="common")
    assert shown(page) == expected != []
    assert select(page, "stage").input_value() == ""
    assert select(page, "module").input_value() == "room"
    assert page.locator(".filters [name=text]").input_value() == "k"


def test_what_is_chosen_is_written_into_the_address_and_kept_in_the_other_language(
    opened: OpenPage, lang: str
) -> None:
    page = opened(other="kept")
    select(page, "stage").select_option("publish")
    page.locator(".filters [name=text]").fill("stream")
    assert query(page) == {"stage": "publish", "text": "stream", "other": "kept"}
    page.locator("a.switch").click()
    other = next(id_ for id_ in LANGS if id_ != lang)
    page.wait_for_url(f"**/{other}/codes/**")
    assert shown(page) == meeting(catalogs()[other], "stream", stage="publish")
    assert select(page, "stage").input_value() == "publish"


def test_back_and_forward_go_through_the_filters(opened: OpenPage, catalog: Catalog) -> None:
    page = opened()
    select(page, "stage").select_option("login")
    page.locator(".filters [name=text]").press_sequentially("room")
    select(page, "tier").select_option("common")
    assert back(page) == meeting(catalog, "room", stage="login")
    assert query(page) == {"stage": "login", "text": "room"}
    assert back(page) == meeting(catalog, stage="login")  # what is typed in one go is one step
    assert query(page) == {"stage": "login"}
    assert back(page) == meeting(catalog)
    page.go_forward()
    assert shown(page) == meeting(catalog, stage="login")
    assert select(page, "stage").input_value() == "login"


def back(page: Page) -> list[int]:
    """One step back, and what is shown there."""
    page.go_back()
    return shown(page)


# --- readers and devices -------------------------------------------------------------------------


def _are_labeled_and_reached_by_keyboard(page: Page, catalog: Catalog) -> None:
    """Check every control."""
    labels = catalog.labels
    group = page.get_by_role("group", name=labels["filter-title"])
    controls = [group.get_by_role("searchbox", name=labels["filter-text"], exact=True)]
    controls += [
        group.get_by_role("combobox", name=labels[f"filter-{facet}"], exact=True)
        for facet in FACETS
    ]
    controls.append(group.get_by_role("button", name=labels["filter-clear"]))
    controls[0].focus()
    for control in controls:
        expect(control).to_be_focused()
        page.keyboard.press("Tab")


@nightly
def test_on_a_phone_rows_are_cards_and_nothing_is_wider_than_the_screen(
    opened: OpenPage,
) -> None:
    page = opened(viewport=PHONE, stage="login")
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    cells = page.locator("tr[data-stages~=login]").first.locator("td")
    boxes = [box for cell in cells.all() if (box := cell.bounding_box())]
    assert [box["y"] for box in boxes] == sorted({box["y"] for box in boxes})
    for control in page.locator(".filters :is(input, select, button)").all():
        box = control.bounding_box()
        assert box and box["height"] >= 24 and box["x"] + box["width"] <= PHONE["width"]


@pytest.mark.parametrize("viewport", some([PHONE, DESKTOP], 2))
def test_the_filters_move_nothing(viewport: ViewportSize, opened: OpenPage) -> None:
    """The table is where it is without them, so that nothing jumps when the script is there."""
    page = opened(viewport=viewport)
    table = page.locator("table.rows")
    after = table.bounding_box()
    page.route(
        "**/js/codes.js", lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page.reload()
    expect(page.locator("fieldset.filters")).to_be_hidden()
    assert table.bounding_box() == after


@nightly
def test_ten_thousand_rows_are_laid_out_once_a_change(open_page: OpenPage) -> None:
    page = open_page("en/about/")
    catalog = catalogs()["en"]
    times = -(-MANY // len(catalog.codes))

    def many(route: Route) -> None:
        response = route.fetch()
        body = response.text()
        start, end = body.index("<tbody>") + len("<tbody>"), body.index("</tbody>")
        route.fulfill(response=response, body=body[:start] + body[start:end] * times + body[end:])

    page.route("**/en/codes/", many)
    page.goto("en/codes/")
    page.locator("fieldset.filters:not([hidden])").wait_for()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable")

    def layouts() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return next(float(m["value"]) for m in metrics if m["name"] == "LayoutCount")

    before = layouts()
    select(page, "stage").evaluate(
        "select => { select.value = 'login'; select.dispatchEvent(new Event('change')); }"
    )
    assert layouts() - before <= 3
    assert len(shown(page)) == times * len(meeting(catalog, stage="login"))
