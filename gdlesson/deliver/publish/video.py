"""A folder for a video platform: the film as it is asked for, and all that goes with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gdlesson.deliver.publish import cutting, texts, thumbnail
from gdlesson.deliver.publish.cutting import Cut
from gdlesson.deliver.publish.encoding import encode
from gdlesson.deliver.publish.films import Film
from gdlesson.deliver.publish.pack import PackFolder
from gdlesson.deliver.publish.platforms import Platform, platform
from gdlesson.deliver.publish.rules import checklist, rulings_on
from gdlesson.errors import InputError, RenderError
from gdlesson.narration.captions import as_srt, as_vtt
from gdlesson.narration.transcript import as_descriptions, as_html, as_markdown
from gdlesson.render.keys import joined
from gdlesson.render.program import code
from gdlesson.render.stage import StageMaker, manim_stage
from scenes.aspect import Aspect

CODE = ("gdlesson.deliver.publish",)
"""What encodes a film, and says how."""


@dataclass(frozen=True)
class Wish:
    """What whoever publishes has asked for."""

    scenes: tuple[str, ...] = ()
    licence: str = ""
    words: str | None = None
    """On the thumbnail."""
    make_stage: StageMaker = manim_stage


def publish(films: list[Film], into: PackFolder, key: str, wish: Wish) -> None:
    """Put the film of the first language into the folder, with what goes with it in all of them.

    Raises:
        InputError: the film has another shape than the platform takes, or is too long for it.
        RenderError: a rule of the platform would be broken.
    """
    asked, main = platform(key), films[0]
    of = _cut(main, asked, key, wish)
    _refuse(main, asked, of)
    record = main.path(main.record)
    films = [film.showing(of.scenes) for film in films]

    def make(film: Path) -> None:
        def tell(share: float) -> None:
            into.note(f"encoding for {asked.name}", share)

        encode(record, film, asked, of.spans, tell)

    made_from = joined([main.record.sha256, key, str(of.spans), code(CODE)])
    into.add_film(f"film.{main.language}.mp4", main.language, made_from, make)
    changed = list[str]()
    for each in films:
        into.note(f"writing what goes with it ({each.language})", None)
        changed += _texts(each, main, into, asked, of, wish)
    sources = "".join(f"{line}\n" for line in texts.sources(films[0].lesson))
    into.add_text(sources, "sources.txt", "sources")
    into.add_text(texts.licence(main.lesson, wish.licence), "licence.txt", "licence")
    told = rulings_on(into.making, into.listed())
    if broken := [str(ruling) for ruling in told if not ruling.holds]:
        raise RenderError("\n".join([f"The folder would break rules of {asked.name}:", *broken]))
    into.add_text(checklist(told, asked.name, changed), "checklist.md", "checklist")


def _cut(main: Film, asked: Platform, key: str, wish: Wish) -> Cut:
    if key == "shorts" and asked.length.most is not None:
        return cutting.short(main.manifest, wish.scenes, asked.length.most)
    return cutting.cut(main.manifest, wish.scenes) if wish.scenes else cutting.whole(main.manifest)


def _refuse(main: Film, asked: Platform, of: Cut) -> None:
    shape = Aspect.nearest(main.manifest.width, main.manifest.height)
    if shape not in asked.aspects:
        ratio = asked.aspects[0]
        raise InputError(
            f"{asked.name} takes {' or '.join(asked.aspects)}, and the film in {main.folder} is "
            f"{shape}; render it first with gdlesson render --aspect {ratio}."
        )
    most = asked.length.most
    if most is not None and of.seconds > most:
        raise InputError(
            f"The film lasts {of.seconds:.0f} s, and {asked.name} takes at most {most:.0f}; choose "
            "scenes with --scene, or a part with --part."
        )


def _texts(
    film: Film, main: Film, into: PackFolder, asked: Platform, of: Cut, wish: Wish
) -> Iterator[str]:
    """What goes with it in one language; what was shortened or changed to fit is told."""
    language, lesson = film.language, film.lesson
    shown = cutting.captions(film.folder, film.manifest, main.manifest, of)
    write = as_srt if asked.captions.format == "srt" else as_vtt
    into.add_text(
        write(shown, main.manifest.fps),
        f"captions.{language}.{asked.captions.format}", "captions", language,
    )  # fmt: skip
    lines = ""
    if asked.chapters is not None:
        found = cutting.chapters_in(film.manifest, main.manifest, of, asked.chapters.seconds)
        lines = cutting.as_lines(found) if len(found) >= asked.chapters.least else ""
    if lines:
        into.add_text(lines, f"chapters.{language}.txt", "chapters", language)
    title = texts.title(lesson, asked)
    told = texts.description(film, asked, of.seconds, lines, wish.licence)
    if title != lesson.title:
        yield f"title ({language}): {title}"
    for name, text in (
        ("title", title + "\n"),
        ("description", told),
        ("tags", ", ".join(texts.tags(film, asked.tags)) + "\n"),
    ):
        into.add_text(text, f"{name}.{language}.txt", name, language)
    read = cutting.transcript(lesson, film.manifest, main.manifest, of)
    into.add_text(as_markdown(read), f"transcript.{language}.md", "transcript", language)
    into.add_text(as_html(read), f"transcript.{language}.html", "transcript", language)
    into.add_text(as_descriptions(read), f"descriptions.{language}.vtt", "descriptions", language)
    if asked.thumbnail is not None:
        name, words = f"thumbnail.{language}.png", texts.words(lesson, wish.words)
        drawn = thumbnail.save(into.scratch(name), lesson, words, asked.thumbnail, wish.make_stage)
        into.add(name, "thumbnail", language)
        if drawn != words:
            yield f"words on the thumbnail ({language}): {drawn} (--words gives it others)"
