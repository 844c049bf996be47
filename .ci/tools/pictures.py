"""Draw the pictures that the site has beside its icon: `python -m tools.pictures` writes them to the theme.

They are the picture of a link's preview in each language, from `card.html` and the site's own words, and the icon in
the formats of those who show no SVG. Draw them again when the words or the icon change.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from string import Template

from playwright.sync_api import Browser, sync_playwright

from generator.catalog.resolve import resolve
from generator.dataset.reader import examine
from tools import browser
from tools.paths import ROOT

IMAGES = ROOT / "templates" / "theme" / "images"
CARD = Path(__file__).with_name("card.html")
CARD_SIZE = (1200, 630)  # pixels, as those who show previews ask for
ICON_SIZES = (32, 180)


def main() -> None:
    """Draw all pictures."""
    dataset, problems = examine(ROOT / "data")
    if dataset is None:
        raise SystemExit("\n".join(map(str, problems)))
    icon = (IMAGES / "favicon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.get())
        for size in ICON_SIZES:
            _draw(chromium, _sized(icon, size), (size, size), f"icon-{size}.png")
        for language, catalog in resolve(dataset).items():
            labels = catalog.labels
            words = {
                "tag": catalog.language.tag,
                "name": labels["site-name"],
                "description": labels["site-description"],
                "notice": labels["home-unofficial"],
            }
            texts = {name: escape(str(text)) for name, text in words.items()}
            card = Template(CARD.read_text("utf-8")).substitute(texts, icon=icon)
            _draw(chromium, card, CARD_SIZE, f"card-{language}.png")


def _sized(icon: str, size: int) -> str:
    return f"<style>body {{margin: 0}} svg {{display: block; width: {size}px}}</style>{icon}"


def _draw(chromium: Browser, html: str, size: tuple[int, int], name: str) -> None:
    width, height = size
    page = chromium.new_page(viewport={"width": width, "height": height})
    page.set_content(html)
    page.screenshot(path=IMAGES / name, omit_background=True)
    page.close()


if __name__ == "__main__":
    main()
