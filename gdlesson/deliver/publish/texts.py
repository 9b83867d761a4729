"""Title, description and tags of a film, its sources and its licence, in its language."""

from __future__ import annotations

import re

from gdlesson.deliver.poster import SOURCES
from gdlesson.deliver.publish.films import Film
from gdlesson.deliver.publish.platforms import Platform, Tags
from gdlesson.narration.lasting import lasting
from scenes.lesson.file import Lesson
from scenes.plans.common import DataParams
from scenes.plans.samples import MOST_SAMPLES
from scenes.wording import delivered

ELLIPSIS = "…"


def title(lesson: Lesson, platform: Platform) -> str:
    """The lesson's title, or as much of it as the platform takes: up to its colon, or a word."""
    text, most = _without(lesson.title, platform.title.without), platform.title.most
    head = text.partition(":")[0].strip()
    return text if len(text) <= most else shortened(head or text, most)


def shortened(text: str, most: int) -> str:
    """A text of no more characters than these: it ends with a word, and with an ellipsis.

    >>> shortened("down we go", 10), shortened("down we go", 9), shortened("downwards", 5)
    ('down we go', 'down we…', 'down…')
    """
    if len(text) <= most:
        return text
    room = text[: most - len(ELLIPSIS) + 1]
    kept = room.rpartition(" ")[0].strip() or room[:-1]
    return kept.rstrip(" ,;:.–—-") + ELLIPSIS


def description(film: Film, platform: Platform, seconds: float, chapters: str, licence: str) -> str:
    """What it is, its chapters, its sources and its licence."""
    say = delivered(film.language)
    lines = [say("publish.what", title=film.lesson.title, length=lasting(seconds, say))]
    lines.append(say("publish.true"))
    if chapters:
        lines.append(f"{say('transcript.chapters')}\n{chapters.rstrip()}")
    told = [
        *lines,
        f"{say('publish.sources')}\n" + "\n".join(f"– {each}" for each in sources(film.lesson)),
        f"{say('publish.licence')} {licence or say('publish.no_licence')}",
        say("publish.made"),
    ]
    while len(text := _without("\n\n".join(told), platform.description.without)) > (
        platform.description.most
    ):
        del told[-2 if len(told) > len(lines) else -1]  # what can be read elsewhere in the folder
    return text + "\n"


def tags(film: Film, asked: Tags) -> list[str]:
    """Words to find it by: what it is about as a whole, then what its scenes are about."""
    say, found = delivered(film.language), list[str]()
    keys = ["tags.general", *(f"tags.{spec.name}" for spec in film.lesson.scenes)]
    for key in keys:
        for tag in say(key).split(",") if key in say else ():
            text = tag.strip()
            fits = asked.least_each <= len(text) <= (asked.most_each or len(text))
            whole = ", ".join([*found, text])
            if text in found or not fits or len(whole) > (asked.letters or len(whole)):
                continue
            if asked.most is None or len(found) < asked.most:
                found.append(text)
    return found


def sources(lesson: Lesson) -> list[str]:
    """Where the data come from, and where to read more."""
    data = [
        spec.params.dataset(lesson.inputs, MOST_SAMPLES).source
        for spec in lesson.scenes
        if isinstance(spec.params, DataParams)
    ]
    return [*dict.fromkeys(each for each in data if each), *SOURCES.strip().splitlines()]


def licence(lesson: Lesson, asked: str) -> str:
    """What may be done with the film, with the program, and with the letters in it."""
    say = delivered(lesson.language)
    film = asked or say("publish.no_licence")
    return f"{say('publish.licence')} {film}\n\n{say('publish.licence_of_the_rest')}\n"


def words(lesson: Lesson, asked: str | None) -> str:
    """Words for the thumbnail: those that were asked for, or the title up to its colon."""
    if asked:
        return " ".join(asked.split())
    say = delivered(lesson.language)
    if {"mountain", "landscape"} & {spec.name for spec in lesson.scenes}:
        return say("publish.thumbnail")
    head = lesson.title.partition(":")[0].strip()
    return " ".join((head or lesson.title).split())


def _without(text: str, letters: str) -> str:
    """The text without characters that a platform refuses."""
    return re.sub(f"[{re.escape(letters)}]", "", text) if letters else text
