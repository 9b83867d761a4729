"""A film to read: its words and, between them, what is seen; as Markdown, as a page, as a track."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from string import Template

from babel import Locale, UnknownLocaleError

from gdcore.typing import FrameRate
from gdlesson.narration.captions import as_vtt, clock
from scenes.lesson.file import Lesson
from scenes.lesson.seeing import descriptions, told_in
from scenes.timing.captions import Caption
from scenes.timing.phrases import tied
from scenes.timing.score import Score
from scenes.wording import Wording, delivered

PAGE = Path(__file__).with_name("reading.html")
_MARKED = re.compile(r"([\\`*_\[\]<>#|~])")
"""What would be a sign of Markdown's."""
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)")
"""What would begin a list."""


@dataclass(frozen=True)
class Passage:
    """A beat: what is said, what is seen, and its frames in the film."""

    said: str
    seen: str
    start: int
    stop: int


@dataclass(frozen=True)
class ToldScene:
    """A scene: its title, where it begins in the film, and its beats; ``part`` begins with it."""

    name: str
    title: str
    part: str
    start: int
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Transcript:
    """All of a film that there is to read."""

    title: str
    language: str
    seen_in: str
    """The language of what is seen, which the lesson's own may be too rare for."""
    fps: FrameRate
    sections: tuple[ToldScene, ...]

    @property
    def say(self) -> Wording:
        """What the software says by itself."""
        return delivered(self.language)

    def time(self, section: ToldScene) -> str:
        """When it begins, as chapters have it."""
        return clock(section.start / self.fps)


def transcript(lesson: Lesson, scores: Sequence[Score]) -> Transcript:
    """What there is to read of a lesson whose scenes follow one another."""
    sections, offset = [], 0
    for spec, score in zip(lesson.scenes, scores, strict=True):
        seen = descriptions(lesson, spec)
        passages = tuple(
            Passage(beat.say, seen[beat.name], offset + beat.start, offset + beat.stop)
            for beat in score.beats
        )
        sections.append(ToldScene(spec.name, spec.title, spec.begins, offset, passages))
        offset += score.frames
    fps = scores[0].fps
    return Transcript(lesson.title, lesson.language, told_in(lesson.language), fps, tuple(sections))


def as_markdown(of: Transcript) -> str:
    """The transcript in Markdown: a heading a scene, what is seen as quotations."""
    level = "###" if any(section.part for section in of.sections) else "##"
    lines = [f"# {_plain(of.title)}", _plain(of.say("transcript.how_quoted"))]
    for section in of.sections:
        lines += [f"## {_plain(section.part)}"] if section.part else []
        lines.append(f"{level} {of.time(section)} {_plain(section.title)}")
        for passage in section.passages:
            lines += [tied(_plain(passage.said))] if passage.said else []
            lines.append(f"> {tied(_plain(passage.seen))}")
    return "\n\n".join(lines) + "\n"


def as_html(of: Transcript) -> str:
    """The transcript as a page that needs nothing beside it."""
    say = of.say
    return Template(PAGE.read_text(encoding="utf-8")).substitute(
        language=escape(of.language),
        direction=_direction(of.language),
        title=escape(of.title),
        name=escape(say("transcript.name")),
        how=escape(say("transcript.how")),
        chapters=escape(say("transcript.chapters")),
        contents="\n".join(_contents(of)),
        sections="\n".join(_sections(of)),
    )


def as_descriptions(of: Transcript) -> str:
    """What is seen, as a WebVTT track of the kind "descriptions": a cue a beat."""
    passages = (passage for section in of.sections for passage in section.passages)
    return as_vtt([Caption(each.seen, each.start, each.stop) for each in passages], of.fps)


def _contents(of: Transcript) -> Iterator[str]:
    for section in of.sections:
        link = f'<a href="#{escape(section.name)}">{escape(section.title)}</a>'
        yield f"<li><time>{of.time(section)}</time> {link}</li>"


def _sections(of: Transcript) -> Iterator[str]:
    level = 3 if any(section.part for section in of.sections) else 2
    for section in of.sections:
        if section.part:
            yield f"<h2>{escape(section.part)}</h2>"
        name = escape(section.name)
        yield f'<section id="{name}" aria-labelledby="{name}-title">'
        heading = f"{escape(section.title)} <time>{of.time(section)}</time>"
        yield f'<h{level} id="{name}-title">{heading}</h{level}>'
        yield from _paragraphs(of, section.passages)
        yield "</section>"


def _paragraphs(of: Transcript, passages: Iterable[Passage]) -> Iterator[str]:
    """What is seen has a word before it that is read aloud, and shows by its look alone."""
    foreign = "" if of.seen_in == of.language.partition("-")[0] else f' lang="{of.seen_in}"'
    word = escape(delivered(of.seen_in)("transcript.seen"))
    for passage in passages:
        if passage.said:
            yield f"<p>{escape(tied(passage.said))}</p>"
        label = f'<span class="label">{word}</span>'
        yield f'<p class="seen"{foreign}>{label} {escape(tied(passage.seen))}</p>'


def _plain(text: str) -> str:
    """Words that Markdown shows as they are, in one line."""
    line = _MARKED.sub(r"\\\1", " ".join(text.split()))
    return _LIST.sub(r"\1\\\2", line)


def _direction(language: str) -> str:
    try:
        direction: str = Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "auto"
    return direction
