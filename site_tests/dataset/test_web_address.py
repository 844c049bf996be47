"""Addresses of the web, in the data and in the environment."""

from __future__ import annotations

import pytest

from generator.commands import main
from generator.dataset.web_address import AddressError, web_address
from generator.outputs.addresses import Site


@pytest.mark.parametrize(
    "text",
    [
        "https://example.com/",
        "http://127.0.0.1:8000/a/",
        "https://[::1]:80/",
        "https://a-b.example/x_(y)?z=%E4%B8%AD&v=1;w#~t",
        "https://localhost",
    ],
)
def test_an_address_is_returned_as_it_is(text: str) -> None:
    assert web_address(text) == text


@pytest.mark.parametrize(
    "text",
    [
        *("", "/", "x y", "https:///", "https://", "https://[::1/", "https://x.example:port/"),
        *(
            "https://x.example:99999/",
            "https://x.example:/",
            "javascript:alert(1)/",
            "ftp://x.example/",
        ),
        *("https://zego.im@evil.example/", "https://u:p@x.example/", "https://-x.example/"),
        *("https://x..example/", "https://x_y.example/", "//x.example/", "https://%41.example/"),
        *(
            'https://x.example/"><script>alert(1)</script>/',
            "https://x.example/){onclick=alert(1)}",
        ),
        *(
            "https://x.example/ ",
            "https://x.example/\n",
            "https://x.example/\\",
            "https://中.example/",
        ),
        *("https://x.example/%", "https://x.example/%zz", f"https://{'a' * 64}.example/"),
    ],
)
def test_an_invalid_address_is_refused(text: str) -> None:
    with pytest.raises(AddressError):
        web_address(text)


def test_characters_that_end_a_link_are_encoded() -> None:
    site = Site.at("https://x.example/a(b)", "https://x.example/c)(d/")
    assert site == Site("https://x.example/a%28b%29/", "https://x.example/c%29%28d")


@pytest.mark.parametrize("name", ["SITE_URL", "REPO_URL"])
def test_an_address_of_the_environment_is_checked(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(name, 'https://x.example/"onclick="alert(1)')
    assert main(["explain", "21200007"]) == 2
    assert "has '\"' in it; percent-encode it" in capsys.readouterr().err
