"""Slides in a browser: clicked through, offline, from a folder and from one file."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from gdlesson.deliver.to import To
from tests.browser import Opened, chromium, needs_chromium, opened
from tests.gdlesson.decks import deck, film, give_sound, slides, tones
from tests.gdlesson.fake_lesson import FRAMES, PICTURE

pytestmark = needs_chromium
HOSTILE = "</script><script>document.title = 'x'</script><!-- & \"'"
SLIDES = 1 + 3 * len(FRAMES)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """As a folder and as one file; the second beat of each scene loops, and one scene has sound."""
    folder = tmp_path_factory.mktemp("slides")
    lesson, film_folder = film(folder)
    specs = tuple(replace(spec, loops=("move",)) for spec in lesson.scenes)
    lesson = replace(lesson, title=f"Fakes {HOSTILE}", scenes=specs)
    give_sound(film_folder / "scenes" / "green.mp4", tones(sum(FRAMES.values()) / PICTURE.fps))
    of = deck(lesson, film_folder)
    return {
        kind: slides(To.HTML, of, folder / kind, single=kind == "file").opened
        for kind in ("folder", "file")
    }


@pytest.fixture(params=["folder", "file"])
def each(
    request: pytest.FixtureRequest, pages: dict[str, Path], browser: Browser
) -> Iterator[Opened]:
    with opened(pages[request.param], browser) as found:
        yield found


@pytest.fixture
def found(pages: dict[str, Path], browser: Browser) -> Iterator[Opened]:
    with opened(pages["folder"], browser) as found:
        yield found


SEEN = re.compile("playing|held")
"""The states of a video that is seen; how soon it is over depends on the machine's hurry."""


def at(page: Page, number: int, state: str | re.Pattern[str]) -> None:
    """See that a slide is there, in a state, before long."""
    stage = page.locator("#stage")
    expect(stage).to_have_attribute("data-slide", str(number))
    expect(stage).to_have_attribute("data-state", state)


def video(page: Page) -> dict[str, float]:
    """The video that is seen."""
    found: dict[str, float] = page.evaluate(
        "() => { const v = document.querySelector('video.shown');"
        " return { time: v.currentTime, length: v.duration, ended: v.ended, width: v.videoWidth } }"
    )
    return found


def test_each_slide_plays_once_and_holds_its_last_frame_there_and_back(each: Opened) -> None:
    page = each.page
    at(page, 0, "still")
    page.keyboard.press("ArrowRight")
    at(page, 1, "held")
    seen = video(page)
    assert seen["ended"]
    assert seen["time"] == seen["length"] == pytest.approx(FRAMES["open"] / PICTURE.fps)
    assert seen["width"] == PICTURE.width
    page.keyboard.press("PageDown")
    at(page, 2, "playing")
    page.wait_for_timeout(1000 * FRAMES["move"] / PICTURE.fps + 300)
    at(page, 2, "playing")  # it loops
    page.keyboard.press("ArrowLeft")
    at(page, 1, "held")
    page.evaluate("addEventListener('play', () => { document.title = 'again' }, true)")
    page.keyboard.press("r")
    expect(page).to_have_title("again")
    at(page, 1, "held")
    page.keyboard.press("End")
    at(page, SLIDES - 1, "held")
    page.keyboard.press("ArrowRight")
    at(page, SLIDES - 1, "held")
    page.keyboard.press("Home")
    at(page, 0, "still")
    each.quiet()


HAND = 100
"""Milliseconds from one key to another that no hand is faster than: a robot's two keys in one would
ask for a page before the browser has written down what the page before has kept."""


@pytest.mark.parametrize("forth", [2, 8])
def test_a_page_that_is_loaded_again_in_a_hurry_stays_where_it_is(each: Opened, forth: int) -> None:
    page = each.page
    at(page, 0, "still")
    for key in ["ArrowRight"] * forth + ["ArrowLeft"]:
        page.keyboard.press(key)
    page.wait_for_timeout(HAND)
    page.reload()
    at(page, forth - 1, SEEN)
    page.keyboard.press("Home")
    page.wait_for_timeout(HAND)
    page.reload()
    at(page, 0, "still")
    each.quiet()


def test_an_address_leads_to_its_slide_wherever_the_window_was(found: Opened) -> None:
    page = found.page
    page.keyboard.press("End")
    at(page, SLIDES - 1, SEEN)
    address = page.url.partition("#")[0]
    page.goto("about:blank")
    page.goto(f"{address}#/1/1")
    at(page, 2, "playing")
    page.goto("about:blank")
    page.goto(address)
    at(page, 0, "still")


WATCH = """() => {
  window.frames_seen = 0; window.empty = 0;
  const look = () => {
    const shown = [...document.querySelectorAll("video.shown")];
    if (!shown.some((video) => video.readyState >= 2 && video.checkVisibility())) window.empty += 1;
    window.frames_seen += 1;
    requestAnimationFrame(look);
  };
  look();
}"""
"""Counts the frames that a page shows, and those with no picture of a video in them."""


def test_no_slide_flashes(each: Opened) -> None:
    page = each.page
    page.keyboard.press("ArrowRight")
    at(page, 1, "held")
    page.evaluate(WATCH)
    for number, key in [(2, "ArrowRight"), (3, "ArrowRight"), (2, "ArrowLeft"), (1, "ArrowLeft")]:
        page.keyboard.press(key)
        at(page, number, SEEN)
        page.wait_for_timeout(100)
    assert page.evaluate("window.frames_seen") > len(FRAMES)
    assert page.evaluate("window.empty") == 0
    at(page, 1, "held")
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    colour = picture.getpixel((picture.width // 2, picture.height - 20))
    assert max(abs(a - b) for a, b in zip(colour, b"red", strict=True)) <= 4


def test_text_is_text_and_words_are_notes(found: Opened) -> None:
    page = found.page
    expect(page.locator("h1")).to_have_text(f"Fakes {HOSTILE}")
    assert page.title() == f"Fakes {HOSTILE}"
    notes = page.locator("aside.notes").all_text_contents()
    assert notes[1:4] == ["Still.", "", "<b>& on"]
    pictures = page.locator("section section > img")
    assert pictures.count() == SLIDES - 1
    assert pictures.nth(0).get_attribute("alt") == "The red scene (1/3): A square."
    assert page.locator("html").get_attribute("lang") == "en"
    found.quiet()


def test_the_presenter_sees_stills_and_words(each: Opened) -> None:
    page = each.page
    with page.expect_popup() as window:
        page.keyboard.press("s")
    presenter = window.value
    presenter.keyboard.press("ArrowRight")
    at(page, 1, SEEN)
    expect(presenter.locator("#notes")).to_have_text("Still.")
    expect(presenter.locator("#title")).to_have_text("The red scene (1/3)")
    expect(presenter.locator("#place")).to_have_text(f"2 / {SLIDES}")
    for name in ("this", "next"):
        presenter.wait_for_function(f"document.getElementById('{name}').naturalWidth > 0")
    assert presenter.locator("video").count() == 0
    presenter.keyboard.press("b")
    expect(page.locator(".reveal.paused")).to_have_count(1)
    presenter.keyboard.press("b")
    expect(page.locator(".reveal.paused")).to_have_count(0)
    presenter.keyboard.press("ArrowLeft")
    at(page, 0, "still")
    each.quiet()


HURRY = """addEventListener("ready", () => {
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "s", keyCode: 83, bubbles: true }));
}, true)"""
"""Asks for the presenter's window at the first moment that keys are heard."""


def test_a_presenter_in_a_hurry_sees_the_first_slide(
    pages: dict[str, Path], browser: Browser
) -> None:
    context = browser.new_context()
    context.add_init_script(HURRY)
    found = Opened(context.new_page())
    context.on("weberror", lambda error: found.said.append(str(error.error)))
    with context.expect_page(lambda page: page != found.page) as window:
        found.page.goto(pages["folder"].as_uri())
    expect(window.value.locator("#place")).to_have_text(f"1 / {SLIDES}")
    at(found.page, 0, "still")
    found.quiet()
    context.close()


def test_a_presenters_window_that_was_loaded_again_can_be_filled(each: Opened) -> None:
    page = each.page
    with page.expect_popup() as window:
        page.keyboard.press("s")
    presenter = window.value
    presenter.evaluate("document.body.innerHTML = ''")  # what loading again leaves
    page.keyboard.press("ArrowRight")
    at(page, 1, SEEN)
    page.wait_for_timeout(600)  # the clock has ticked meanwhile
    page.keyboard.press("s")
    expect(presenter.locator("#notes")).to_have_text("Still.")
    each.quiet()


def test_what_has_sound_is_heard(found: Opened) -> None:
    page = found.page
    for number in range(1, 5):
        page.keyboard.press("ArrowRight")
        at(page, number, SEEN)
    assert page.evaluate("document.querySelector('video.shown').muted") is False
    heard = "document.querySelector('video.shown').webkitAudioDecodedByteCount > 0"
    page.wait_for_function(heard)
    page.keyboard.press("ArrowLeft")
    at(page, 3, SEEN)
    assert page.evaluate("document.querySelector('video.shown').muted") is True


@pytest.mark.parametrize("key", ["Escape", "b"])
def test_what_cannot_be_seen_rests_and_then_goes_on(found: Opened, key: str) -> None:
    page = found.page
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    at(page, 2, "playing")  # it loops
    page.keyboard.press(key)
    at(page, 2, "paused")
    time = video(page)["time"]
    page.wait_for_timeout(300)
    assert video(page)["time"] == time
    page.keyboard.press(key)
    at(page, 2, "playing")


def test_no_video_plays_while_all_slides_are_seen(found: Opened) -> None:
    page = found.page
    page.keyboard.press("ArrowRight")
    at(page, 1, SEEN)
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowRight")
    at(page, 1 + len(FRAMES), "paused")
    assert video(page)["time"] == 0
    page.keyboard.press("Enter")
    at(page, 1 + len(FRAMES), SEEN)
    found.quiet()


def test_all_slides_can_be_seen_at_once(found: Opened) -> None:
    page = found.page
    page.keyboard.press("Escape")
    expect(page.locator("section section > img").first).to_be_visible()
    expect(page.locator("#stage")).to_be_hidden()
    found.quiet()
