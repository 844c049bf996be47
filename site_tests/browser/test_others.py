"""The main paths in Firefox and WebKit: what they cannot do, or do otherwise than Chromium, is found here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from site_tests.support.kinds import CODE
from site_tests.support.nightly import nightly
from tools.drivers import ENTER, Driver, NoDriver, firefox, webkit

pytestmark = nightly
NAME = "kLiveRoomAddUserError"


@pytest.fixture(scope="module", params=[firefox, webkit], ids=lambda start: start.__name__)
def driver(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Driver]:
    try:
        with request.param(tmp_path_factory.mktemp("profile")) as started:
            yield started
    except NoDriver as error:
        pytest.skip(str(error))


def arrives(driver: Driver, path: str) -> None:
    driver.wait(f"location.href.endsWith({path!r}) && document.readyState === 'complete'")


@pytest.mark.parametrize("address", [CODE, NAME])
def test_a_permalink_leads_to_its_code_in_the_readers_language(
    address: object, driver: Driver, server: str
) -> None:
    driver.open(f"{server}{address}/#publish")
    arrives(driver, f"/en/codes/{CODE}/#publish")


def test_a_found_code_is_opened_with_enter(driver: Driver, server: str) -> None:
    driver.open(f"{server}zh/")
    driver.type("#search-input", NAME)
    driver.wait("document.querySelector('#search-results a')")
    driver.type("#search-input", ENTER)
    arrives(driver, f"/zh/codes/{CODE}/")


def test_the_list_is_filtered_and_keeps_that_in_the_other_language(
    driver: Driver, server: str
) -> None:
    driver.open(f"{server}zh/codes/")
    driver.wait("!document.querySelector('form.filters').hidden")
    driver.click("[name=stage][value=publish]")
    count = "return document.querySelectorAll('tr[data-code]:not(.out)').length"
    shown = driver.run(count)
    assert 0 < shown < driver.run("return document.querySelectorAll('tr[data-code]').length")
    driver.click("a.switch")
    arrives(driver, "/en/codes/?stage=publish")
    driver.wait("document.querySelector('tr.out')")
    assert driver.run(count) == shown


def test_a_log_is_scanned(driver: Driver, server: str) -> None:
    driver.open(f"{server}en/lookup/")
    driver.type("#reader-text", f"onPublishStateUpdate stateCode={CODE}\n")
    driver.wait(f"document.querySelector('article a[href*=\"codes/{CODE}/\"]')")


def test_the_chosen_scheme_stays_on_the_next_page(driver: Driver, server: str) -> None:
    driver.open(f"{server}en/")
    before = driver.run("return document.body.dataset.mdColorScheme")
    driver.click(".md-header .palette")
    driver.open(f"{server}en/codes/{CODE}/")
    assert driver.run("return document.body.dataset.mdColorScheme") != before


def test_a_code_is_copied(driver: Driver, server: str) -> None:
    driver.open(f"{server}en/codes/{CODE}/")
    driver.wait("document.querySelector('.copy-code')")
    driver.click(".copy[data-what=code]")
    driver.wait("document.querySelector('.copy[data-what=code].done')")
