"""A film to read: each beat's words and what is seen, with times and chapters, as text and page."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from gdlesson.deliver.manifest import read_manifest
from gdlesson.narration.transcript import (
    Passage,
    ToldScene,
    Transcript,
    as_descriptions,
    as_html,
    as_markdown,
    transcript,
)
from scenes.lesson.file import load_lesson

WORDS = "Is <b>this</b> *lower* & [deeper](x)?\n1. No"
READ = Transcript(
    "A & <B>", "de", "de", 10,
    (
        ToldScene("hook", "Wie?", "Erster Teil", 0, (Passage(WORDS, "Ein Ball.", 0, 40),)),
        ToldScene("cost", "Was?", "", 40, (Passage("", "Eine Linie --> hier.", 40, 700),)),
        ToldScene("slope", "Wo?", "Zweiter Teil", 700, (Passage("Da.", "Nichts.", 700, 760),)),
    ),
)  # fmt: skip


class Page(HTMLParser):
    """What a browser makes of a page, as far as it matters here."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open and self.open[-1] not in {"style", "title"}:
            self.texts.append((self.open[-1], data.strip()))

    def of(self, tag: str) -> list[str]:
        return [text for at, text in self.texts if at == tag]


def test_a_number_is_not_parted_from_what_it_counts() -> None:
    told = Passage("Nach 104 ft.", "Ein Ball nach 18 Schritten.", 0, 40)
    read = replace(READ, sections=(ToldScene("hook", "Wie?", "", 0, (told,)),))
    for text in (as_html(read), as_markdown(read)):
        assert "Nach 104\u00a0ft." in text
        assert "nach 18\u00a0Schritten." in text


def test_the_page_tells_language_and_has_a_heading_a_scene_below_that_of_its_part() -> None:
    page = Page(as_html(READ))
    assert page.tags[0] == ("html", {"lang": "de", "dir": "ltr"})
    assert page.of("h1") == ["A & <B>"]
    assert page.of("h2") == ["Kapitel", "Erster Teil", "Zweiter Teil"]
    assert page.of("h3") == ["Wie?", "Was?", "Wo?"]
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3"}]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_page_without_parts_skips_no_level() -> None:
    whole = replace(READ, sections=tuple(replace(each, part="") for each in READ.sections))
    assert not Page(as_html(whole)).of("h3")


def test_chapters_lead_to_their_scenes_and_tell_the_time() -> None:
    page = Page(as_html(READ))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    ids = [attributes["id"] for tag, attributes in page.tags if "id" in attributes]
    assert len(ids) == len({*ids})
    assert [f"#{name}" for name in ("hook", "cost", "slope")] == links
    assert {link[1:] for link in links if link} <= {*ids}
    assert page.of("time") == ["0:00", "0:04", "1:10"] * 2 or sorted(page.of("time")) == sorted(
        ["0:00", "0:04", "1:10"] * 2
    )
    assert {each["aria-labelledby"] for tag, each in page.tags if tag == "section"} <= {*ids}


def test_words_are_text_in_a_page_and_in_markdown() -> None:
    page = Page(as_html(READ))
    assert WORDS in page.of("p")
    assert not {tag for tag, _ in page.tags} & {"b", "script", "img", "link"}
    lines = as_markdown(READ).split("\n\n")
    assert lines[4] == r"Is \<b\>this\</b\> \*lower\* & \[deeper\](x)? 1. No"


def test_what_is_seen_is_told_apart_for_eyes_and_ears() -> None:
    page = Page(as_html(READ))
    seen = [each for tag, each in page.tags if tag == "p" and each.get("class") == "seen"]
    assert len(seen) == 3
    assert page.of("span") == ["Zu sehen:"] * 3
    assert as_markdown(READ).count("\n> ") == 3


def test_what_is_seen_in_another_language_says_so() -> None:
    text = as_html(replace(READ, language="fr", seen_in="en"))
    assert text.count('<p class="seen" lang="en">') == 3


def test_a_beat_without_words_is_told_by_what_is_seen() -> None:
    assert "Eine Linie --\\> hier." in as_markdown(READ)


def test_descriptions_are_a_cue_a_beat_with_its_times() -> None:
    blocks = as_descriptions(READ).rstrip("\n").split("\n\n")
    assert blocks[0] == "WEBVTT"
    assert blocks[1] == "00:00:00.000 --> 00:00:04.000\nEin Ball."
    assert blocks[2] == "00:00:04.000 --> 00:01:10.000\nEine Linie --&gt; hier."
    assert len(blocks) == 4


def test_a_transcript_holds_all_words_of_a_lesson_in_their_order() -> None:
    lesson = load_lesson()
    read = transcript(lesson, [spec.score(15) for spec in lesson.scenes])
    said = [passage.said for section in read.sections for passage in section.passages]
    assert [each for each in said if each] == [
        words for spec in lesson.scenes for _, words in spec.beats if words
    ]
    stops = [passage.stop for section in read.sections for passage in section.passages]
    starts = [passage.start for section in read.sections for passage in section.passages]
    assert starts == [0, *stops[:-1]]


@pytest.mark.parametrize("kind", ["transcript", "descriptions"])
def test_a_rendered_folder_has_them_and_its_manifest_lists_them(rendered: Path, kind: str) -> None:
    listed = [file.path for file in read_manifest(rendered).files if file.kind == kind]
    names = {"transcript": ["md", "html"], "descriptions": ["vtt"]}[kind]
    assert listed == [f"{kind}.en.{suffix}" for suffix in names]
    text = "".join((rendered / name).read_text(encoding="utf-8") for name in listed)
    assert text.count("It moves.") == 3 * len(names)
