"""Voices by the names that a lesson file and ``--voice`` give them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gdlesson.errors import InputError
from gdlesson.narration.voices.base import Voice
from gdlesson.narration.voices.recorded import MOST_FILE, RECORDED, Recorded
from scenes.lesson.file import Lesson
from scenes.reading.inputs import Inputs
from scenes.timing.reading import NOBODY

FORMS = (NOBODY, "kokoro", "kokoro:NAME", "espeak", "recorded:FOLDER")


KOKORO = {
    "af_heart": "voice of a woman, American English, which speaks where none is named",
    "am_michael": "voice of a man, American English",
    "ef_dora": "voice of a woman, Spanish, which speaks where none is named",
    "em_alex": "voice of a man, Spanish",
}


def described() -> Iterator[tuple[str, str]]:
    """The voices by name, each with what it is and needs."""
    from gdlesson.narration.voices import espeak, installing

    yield NOBODY, "nobody speaks; captions last as long as people read"
    how = "" if installing.is_installed() else "; not installed: gdlesson voices install kokoro"
    yield "kokoro", f"Kokoro-82M, natural, English and Spanish{how}"
    for name, whose in KOKORO.items():
        yield f"kokoro:{name}", f"its {whose}"
    how = "" if espeak.is_installed() else f"; not installed: {espeak.INSTALL}"
    yield "espeak", f"eSpeak NG, plain, a hundred languages; for German the best there is{how}"
    yield (
        f"{RECORDED}:FOLDER",
        "your own recordings, a sound file a beat; gdlesson script prints what to read",
    )


def check_voice(name: str) -> None:
    """See that there is a voice of that name.

    Raises:
        InputError: there is none; the text lists those there are.
    """
    kind, colon, which = name.partition(":")
    if kind not in {NOBODY, "espeak", "kokoro", RECORDED} or (colon and kind in {NOBODY, "espeak"}):
        raise InputError(f'There is no voice "{name}"; choose from: {", ".join(FORMS)}.')
    if kind == "kokoro" and colon and which not in KOKORO:
        raise InputError(f'Kokoro has no voice "{which}"; choose from: {", ".join(KOKORO)}.')
    if kind == RECORDED and not which:
        raise InputError('The voice "recorded" needs a folder, as in recorded:my-takes.')


def voice_of(lesson: Lesson, name: str | None) -> Voice | None:
    """Who says a lesson; None if it is read.

    Args:
        lesson: says who it is, if it is not said here.
        name: as given on the command line, where a folder is called as from the current one.

    Raises:
        InputError: there is no such voice, or it is not installed.
    """
    chosen = lesson.voice if name is None else name
    check_voice(chosen)
    kind, _, which = chosen.partition(":")
    match kind:
        case "espeak":
            from gdlesson.narration.voices.espeak import Espeak

            return Espeak()
        case "kokoro":
            from gdlesson.narration.voices.kokoro import Kokoro

            return Kokoro(chosen)
        case "recorded":
            return _recordings(lesson, which, from_here=name is not None)
        case _:
            return None


def _recordings(lesson: Lesson, which: str, *, from_here: bool) -> Recorded:
    """A folder of recordings; one in the lesson's own folder is an input of the lesson."""
    own = lesson.inputs.folder
    folder = Path(os.path.abspath(which)) if from_here else own / which  # noqa: PTH100 - links stay
    if from_here and not folder.is_relative_to(own):
        elsewhere = Inputs(folder)
        return Recorded(
            f"{RECORDED}:(elsewhere)/{folder.name}",
            Path(which),
            _names(folder),
            lambda name: elsewhere.read_beside(name, MOST_FILE),
        )
    called = folder.relative_to(own).as_posix()
    return Recorded(
        f"{RECORDED}:{called}",
        Path(which),
        _names(folder),
        lambda name: lesson.inputs.read_beside(f"{called}/{name}", MOST_FILE),
    )


def _names(folder: Path) -> list[str]:
    """The files of a folder.

    Raises:
        InputError: it is none.
    """
    try:
        return sorted(entry.name for entry in os.scandir(folder))
    except OSError as error:
        raise InputError(
            f"There are no recordings in {folder.name} ({error.strerror}); gdlesson script says "
            "what belongs there."
        ) from error
