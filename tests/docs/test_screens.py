"""Each thing that the README shows is seen at once: as a browser lays it out, it fits on a screen.

markdown-it-py, which comes with rich, renders the README in the sizes that GitHub gives text.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from tests.browser import chromium, needs_chromium
from tests.docs.pages import README, ROOT

COLUMN, SCREEN = 948, 900
"""How wide a README is on GitHub, and how much of it a 1080p screen shows at once, in pixels."""
SCREENS = ("gdlesson", "Two commands", "What comes out", "Change a thing")
STYLE = f"""
* {{ box-sizing: border-box; }}
body {{ margin: 0; width: {COLUMN}px; font: 16px/1.5 "Liberation Sans", Arial, sans-serif; }}
h1, h2 {{ margin: 24px 0 16px; padding-bottom: .3em; border-bottom: 1px solid; line-height: 1.25; }}
h1 {{ font-size: 2em; }}
p, pre, table {{ margin: 0 0 16px; }}
code, pre {{ font: 85%/1.45 "Liberation Mono", monospace; }}
code {{ padding: .2em .4em; }}
pre {{ padding: 16px; }}
pre code {{ padding: 0; font-size: 100%; }}
table {{ border-collapse: collapse; }}
th, td {{ padding: 6px 13px; border: 1px solid; }}
img {{ max-width: 100%; }}
"""
TOPS = "[...document.querySelectorAll('h1, h2')].map(h => [h.textContent, h.offsetTop])"


@pytest.fixture(scope="module")
def heights(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    """How high each section is, from its heading to the next."""
    body = MarkdownIt("commonmark").enable("table").render(README.text)
    head = f'<!doctype html><meta charset="utf-8"><base href="{ROOT.as_uri()}/">'
    path: Path = tmp_path_factory.mktemp("screens") / "readme.html"
    path.write_text(f"{head}<style>{STYLE}</style><body>{body}", encoding="utf-8")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": COLUMN, "height": SCREEN})
        page.goto(path.as_uri())
        assert page.evaluate("[...document.images].every(image => image.naturalWidth > 0)")
        tops: list[tuple[str, float]] = page.evaluate(TOPS)
    return {heading: below - top for (heading, top), (_, below) in pairwise(tops)}


@needs_chromium
@pytest.mark.parametrize("heading", SCREENS)
def test_the_readme_shows_a_thing_on_one_screen(heading: str, heights: dict[str, float]) -> None:
    assert heights[heading] <= SCREEN
