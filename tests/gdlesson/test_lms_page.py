"""The page of a film in a browser: by keys, without scripts, and in a learning platform."""

from __future__ import annotations

import io
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copyfile
from typing import Any

import numpy as np
import pytest

pytest.importorskip("playwright")
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, Frame, Page, expect

from gdlesson.deliver.lms.page import DARK, LIGHT
from scenes.theme import THEMES
from tests.browser import Opened, chromium, needs_chromium, opened
from tests.gdlesson.school_films import BRIGHT, PICTURE, lesson, school, unpacked

pytestmark = needs_chromium
VENDORED = Path(__file__).parents[1] / "vendored" / "scorm-again" / "scorm12.min.js"
HOSTILE = "</script><script>document.title = 'x'</script> <b>"
SOON = 0.4
"""Seconds before a question at which the film is set going."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("school")
    return school(lesson(folder, title=HOSTILE), folder=folder)


@pytest.fixture
def found(made: Path, browser: Browser) -> Iterator[Opened]:
    with opened(made / "web" / "index.html", browser) as each:
        yield each
        each.quiet()


def told(page: Page | Frame) -> dict[str, Any]:
    """What the page was given to read."""
    return dict(json.loads(str(page.locator("#lesson").text_content())))


def play_up_to(page: Page | Frame, number: int) -> dict[str, Any]:
    """Play until the film waits for a question; return it."""
    question = told(page)["questions"][number]
    page.wait_for_function("() => document.querySelector('video').seekable.length > 0")
    page.wait_for_function("() => document.querySelector('video').seekable.end(0) > 0")
    page.evaluate(
        """at => { const v = document.querySelector('video'); v.muted = true;
        v.currentTime = at; v.addEventListener('seeked', () => v.play(), {once: true}); }""",
        question["at"] - SOON,
    )
    expect(page.locator(".question")).to_be_visible()
    expect(page.locator("#ask")).to_have_text(question["ask"])
    return dict(question)


def video(page: Page | Frame) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(
        """() => { const v = document.querySelector('video');
        return {at: v.currentTime, paused: v.paused, seeking: v.seeking, controls: v.controls}; }"""
    )
    return found


def brightness(page: Page) -> float:
    """Of the middle of the picture."""
    page.wait_for_function("() => !document.querySelector('video').seeking")
    page.wait_for_timeout(100)
    picture = Image.open(io.BytesIO(page.locator("video").screenshot())).convert("L")
    width, height = picture.size
    return float(np.asarray(picture)[height // 3, width // 3])


def test_the_film_waits_for_an_answer_by_keys_and_goes_on(found: Opened) -> None:
    page = found.page
    question = play_up_to(page, 0)
    right, wrong = question["right"], (question["right"] + 1) % len(question["answers"])
    held = video(page)
    assert held["paused"]
    assert held["at"] == pytest.approx(question["at"], abs=0.001)
    assert brightness(page) < BRIGHT / 2, "the answer is seen already"
    assert page.evaluate(
        "() => document.querySelector('.question').contains(document.activeElement)"
    )
    page.keyboard.press(str(wrong + 1))
    expect(page.locator(".verdict")).to_contain_text("Not quite.")
    page.keyboard.press(" ")
    assert video(page)["paused"], "a key of the film is not for a question"
    page.keyboard.press(str(right + 1))
    expect(page.locator(".verdict")).to_have_text(f"That is right. {question['why']}")
    page.keyboard.press("Enter")
    expect(page.locator(".question")).to_be_hidden()
    page.wait_for_function(
        f"() => document.querySelector('video').currentTime > {question['at']} + 0.3"
    )
    assert brightness(page) > BRIGHT / 2


def test_what_was_answered_and_where_the_film_stood_is_known_when_the_page_is_opened_again(
    found: Opened,
) -> None:
    page = found.page
    first = play_up_to(page, 0)
    page.keyboard.press(str(first["right"] + 1))
    page.keyboard.press("Enter")
    play_up_to(page, 1)  # is left open
    page.reload()
    page.wait_for_function("() => document.querySelector('video').currentTime > 0")
    assert (
        told(page)["questions"][1]["at"] - 2 < video(page)["at"] < told(page)["questions"][1]["at"]
    )
    expect(page.locator(".marks .asked.right")).to_have_count(1)
    expect(page.locator(".big")).to_contain_text("Go on at")
    page.locator(".big").click()
    expect(page.locator("#ask")).to_have_text(told(page)["questions"][1]["ask"])


def test_keys_chapters_and_transcript_move_the_film(found: Opened) -> None:
    page = found.page
    chapters = told(page)["chapters"]
    page.keyboard.press("n")
    assert video(page)["at"] == pytest.approx(chapters[1]["at"], abs=0.01)
    here = page.locator(".chapters [aria-current]")
    expect(here).to_contain_text(chapters[1]["title"])
    page.keyboard.press("ArrowLeft")
    assert video(page)["at"] == pytest.approx(chapters[1]["at"] - 5, abs=0.01)
    expect(here).to_contain_text(chapters[0]["title"])
    words = page.locator(".said [data-at]").nth(3)
    words.click()
    assert video(page)["at"] == pytest.approx(float(str(words.get_attribute("data-at"))), abs=0.01)
    expect(words).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    page.wait_for_function("() => !document.querySelector('video').paused")
    page.keyboard.press("c")
    page.set_viewport_size({"width": 360, "height": 700})
    page.locator(".control.captions").click()
    expect(page.locator("h1")).to_have_text(HOSTILE)


def test_captions_below_the_picture_follow_it(found: Opened) -> None:
    page = found.page
    caption, shown = told(page)["captions"][2], page.locator(".caption")
    if not shown.is_visible():
        page.keyboard.press("c")
    page.evaluate(
        "at => { document.querySelector('video').currentTime = at; }", caption["at"] + 0.5
    )
    expect(shown).to_have_text(caption["text"].replace("\n", " "), use_inner_text=True)
    page.keyboard.press("c")
    expect(shown).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(made: Path, browser: Browser, width: int) -> None:
    with opened(made / "web" / "index.html", browser) as each:
        each.page.set_viewport_size({"width": width, "height": 640})
        play_up_to(each.page, 0)
        assert each.page.evaluate("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(("scheme", "theme"), [("dark", DARK), ("light", LIGHT)])
def test_axe_finds_nothing(made: Path, browser: Browser, scheme: Any, theme: str) -> None:
    """At the start, with a question, an answer, the keys and the transcript, and at the end."""
    with opened(made / "web" / "index.html", browser) as each:
        page = each.page
        page.emulate_media(color_scheme=scheme)
        ground = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
        told_ = THEMES[theme].background
        assert ground == f"rgb({', '.join(str(int(told_[k : k + 2], 16)) for k in (1, 3, 5))})"
        faults = {"start": violations(page)}
        question = play_up_to(page, 0)
        faults["question"] = violations(page)
        page.keyboard.press(str((question["right"] + 1) % len(question["answers"]) + 1))
        page.keyboard.press(str(question["right"] + 1))
        faults["answer"] = violations(page)
        page.keyboard.press("Enter")
        page.keyboard.press("?")
        page.locator(".said [data-at]").last.click()
        faults["transcript"] = violations(page)
        end(page)
        faults["end"] = violations(page)
        assert [found for found in faults.items() if found[1]] == []


def violations(page: Page) -> list[str]:
    return [f"{each['id']}: {each['help']}" for each in Axe().run(page).response["violations"]]


def end(page: Page | Frame) -> None:
    """Play the last moment of the film."""
    page.evaluate(
        """() => { const v = document.querySelector('video'); v.muted = true;
        v.currentTime = v.duration - 0.4;
        v.addEventListener('seeked', () => v.play(), {once: true}); }"""
    )
    expect(page.locator("#ask")).to_contain_text("at first try")


def test_without_scripts_it_is_a_film_with_captions_chapters_and_transcript(
    made: Path, browser: Browser
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((made / "web" / "index.html").as_uri())
    film = page.locator("video")
    expect(film).to_have_attribute("controls", "")
    expect(page.locator(".chapters a")).to_have_count(2)
    second = lesson(made.parent).scene("hook").score(PICTURE.fps).seconds
    leads = ("href", f"film.en.mp4#t={second:g}")
    expect(page.locator(".chapters a").last).to_have_attribute(*leads)
    assert page.locator(".said").count() > 10
    film.focus()
    page.keyboard.press(" ")
    page.wait_for_timeout(600)
    before = film.screenshot()
    assert page.locator(".question").count() == 0
    context.close()
    with opened(made / "web" / "index.html", browser) as each:  # the track, which scripts can ask
        cues = each.page.evaluate(
            """async () => { const t = document.querySelector('video').textTracks[0];
            t.mode = 'hidden';
            for (let k = 0; k < 50 && !(t.cues && t.cues.length); k += 1)
              await new Promise(done => setTimeout(done, 20));
            return t.cues ? t.cues.length : 0; }"""
        )
        assert cues == len(told(each.page)["captions"])
    assert before


# In a learning platform

PLATFORM = """<!DOCTYPE html><title>Platform</title><script src="scorm12.min.js"></script><script>
const settings = {autocommit: false, lmsCommitUrl: false, logLevel: 4};
window.API = new Scorm12API(settings);
const kept = localStorage.getItem('kept');
if (kept) window.API.loadFromJSON(JSON.parse(kept), '');
window.API.on('LMSCommit', () => localStorage.setItem('kept', JSON.stringify(told())));
function told() {
  const all = JSON.parse(JSON.stringify(window.API.cmi)); delete all.core.session_time; return all;
}
</script><iframe id="sco" src="lesson/index.html" width="900" height="700"></iframe>"""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder from a web server, and from one that gives no parts of a file."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_learning_platform_gets_score_and_place_and_gives_them_back(
    made: Path, browser: Browser, tmp_path: Path
) -> None:
    (tmp_path / "platform.html").write_text(PLATFORM, encoding="utf-8")
    copyfile(VENDORED, tmp_path / "scorm12.min.js")
    unpacked(made).rename(tmp_path / "lesson")
    with served(tmp_path) as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/platform.html")
        first, second = told(sco(page))["questions"]
        assert cmi(page, "core.lesson_status") == "incomplete"

        play_up_to(sco(page), 0)
        page.keyboard.press(str(first["right"] + 1))
        assert cmi(page, "core.score.raw") == "50"
        page.keyboard.press("Enter")
        play_up_to(sco(page), 1)
        page.reload()  # in the midst of a question
        page.wait_for_function("() => window.API.cmi.core.lesson_location !== ''")
        assert float(cmi(page, "core.lesson_location")) == pytest.approx(second["at"] - 1, abs=0.06)
        assert cmi(page, "core.score.raw") == "50"
        frame = sco(page)
        expect(frame.locator(".marks .asked.right")).to_have_count(1)
        expect(frame.locator(".big")).to_contain_text("Go on at")

        play_up_to(frame, 1)
        page.keyboard.press(str((second["right"] + 1) % len(second["answers"]) + 1))
        page.keyboard.press(str(second["right"] + 1))
        page.keyboard.press("Enter")
        end(frame)
        expect(frame.locator("#ask")).to_have_text("You predicted 1 of 2 at first try.")
        told_ = {
            key: cmi(page, f"core.{key}") for key in ("lesson_status", "score.raw", "score.max")
        }
        assert told_ == {"lesson_status": "completed", "score.raw": "50", "score.max": "100"}
        answers = page.evaluate("() => window.API.cmi.interactions.childArray.map(i => i.toJSON())")
        assert [(each["id"], each["result"]) for each in answers[-1:]] == [("slope-curve", "wrong")]
        assert len(cmi(page, "suspend_data")) < 4096
        context.close()


def sco(page: Page) -> Frame:
    """The page of the lesson within the platform's."""
    page.frame_locator("#sco").locator(".controls").wait_for()
    (frame,) = (each for each in page.frames if each.url.endswith("index.html"))
    return frame


def cmi(page: Page, name: str) -> str:
    """What the platform knows."""
    return str(page.evaluate("name => window.API.LMSGetValue('cmi.' + name)", name))
