"""Links and pictures lead somewhere, pages are found from the README, and it fits on screens."""

from __future__ import annotations

import re

import pytest

from scenes.plans.registry import PLANS
from tests.docs.pages import CONTRIBUTING, DOCS, FOR_USERS, PAGES, README, ROOT, Page

GALLERY = "renders/gallery"
MADE_UP = "saddle_point"
"""The scene that CONTRIBUTING.md invents."""
MOST_GALLERY_BYTES = 3_000_000
SCREEN_LINES, SCREEN_CHARACTERS = 40, 2000
"""Of a section of the README, so that it is seen at once, where no browser can measure it."""

LINKS = [(page, target) for page in PAGES for target in dict.fromkeys(page.links())]


@pytest.mark.parametrize(("page", "target"), LINKS, ids=[f"{page}-{to}" for page, to in LINKS])
def test_a_link_leads_somewhere(page: Page, target: str) -> None:
    name, _, anchor = target.partition("#")
    path = (page.path.parent / name).resolve() if name else page.path
    assert path.exists()
    assert path.is_relative_to(ROOT)
    assert not anchor or anchor in Page(path).anchors()


def named() -> list[str]:
    """The files of the project that pages name in passing."""
    ours = re.compile(
        r"(?:gdcore|gdlesson|scenes|tests|docs)/[\w./-]*(?:\.py|\.toml|\.json|\.md|/)"
    )
    spans = {span for page in PAGES for span in page.spans() if ours.fullmatch(span)}
    return sorted(span for span in spans if MADE_UP not in span)


@pytest.mark.parametrize("name", named())
def test_a_file_that_is_named_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_the_contents_of_contributing_are_complete() -> None:
    before, _, text = CONTRIBUTING.text.partition("\n## ")
    contents = re.findall(r"^- \[(.*)\]\(#", before, re.MULTILINE)
    assert contents == re.findall(r"^## (.*)$", f"## {text}", re.MULTILINE)


def test_every_page_is_found_from_the_readme() -> None:
    linked = {target.partition("#")[0] for target in README.links()}
    assert {str(page) for page in PAGES} - {"README.md"} <= linked


def test_the_gallery_is_small_and_all_of_it_is_shown() -> None:
    pictures = [path for path in (ROOT / GALLERY).iterdir() if path.is_file()]
    shown = {target.removeprefix("../") for page in FOR_USERS for target in page.links()}
    assert {f"{GALLERY}/{path.name}" for path in pictures} <= shown
    assert sum(path.stat().st_size for path in pictures) < MOST_GALLERY_BYTES


def test_pictures_are_of_beats_there_are_and_are_described() -> None:
    beats = {f"{name}--{beat.name}" for name in PLANS for beat in PLANS[name].in_order()}
    pictures = [
        found
        for page in FOR_USERS
        for found in re.findall(rf"!\[([^\]]*)\]\((?:\.\./)?{GALLERY}/([^)]*)\.webp\)", page.text)
    ]
    on_paper = {f"{beat}--paper" for beat in beats}
    assert {name for _, name in pictures} <= beats | on_paper | {"contact_sheet", "hero"}
    assert all(len(description.split()) >= 5 for description, _ in pictures)


@pytest.mark.parametrize("heading", ["Two commands", "What comes out", "Change a thing"])
def test_the_readme_says_a_thing_on_one_screen(heading: str) -> None:
    section = README.section(heading)
    assert len(section.splitlines()) <= SCREEN_LINES
    assert len(section) <= SCREEN_CHARACTERS


@pytest.mark.parametrize("name", PLANS)
def test_a_scene_is_shown_where_it_is_documented(name: str) -> None:
    assert f"/{GALLERY}/{name}--" in DOCS["scenes"].section(name)


def test_pictures_come_first() -> None:
    before, *_ = README.text.split("\n## ")
    assert before.count(f"]({GALLERY}/") >= 3


@pytest.mark.parametrize("page", DOCS.values(), ids=DOCS)
def test_a_page_begins_with_its_title(page: Page) -> None:
    assert re.match(r"# \w", page.text)
    assert len(re.findall(r"^# ", page.prose, re.MULTILINE)) == 1
