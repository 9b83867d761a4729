"""The names that this program gives to files in folders of its own, and no others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

MANIFEST = "manifest.json"
PICTURE_LIST = ".gdlesson.pictures"
"""Lists the pictures that a check has made, in their folder."""
WORD = r"[A-Za-z0-9_]+(?:-[A-Za-z0-9_]+)*"
"""A pattern for the names of scenes and beats and for language tags."""
NAMES = {
    "lesson": r"lesson\.mp4",
    "captions": rf"lesson\.{WORD}\.(?:srt|vtt)",
    "chapters": r"chapters\.txt",
    "transcript": rf"transcript\.{WORD}\.(?:md|html)",
    "descriptions": rf"descriptions\.{WORD}\.vtt",
    "contact_sheet": r"contact_sheet\.png",
    "part": r"parts/[1-9][0-9]{0,3}-[a-z0-9]+(?:-[a-z0-9]+)*\.mp4",
    "clip": rf"scenes/{WORD}\.mp4",
    "trace": rf"trace/{WORD}\.npz",
    "still": rf"stills/{WORD}--{WORD}\.png",
}
"""By the kind of a file, the pattern of its name in the folder of a lesson."""
_SLUG = r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?"
_BEAT = rf"{WORD}--{WORD}"
MADE = {
    "html": rf"index\.html|{_SLUG}\.html|media/{_BEAT}\.(?:mp4|webp)|media/{_BEAT}--first\.webp",
    "pptx": rf"{_SLUG}\.pptx",
    "pdf": rf"{_SLUG}-handout\.pdf",
    "manim-slides": rf"slides/{_SLUG}\.json|slides/{_BEAT}(?:_reversed)?\.mp4",
    "clips": rf"{WORD}(?:--{WORD})?\.(?:mp4|webm|gif|webp|mov)",
}
"""By what is made from a film, the pattern of the names that its files have in their folder."""
FOLDERS = ("parts", "scenes", "trace", "stills", "media", "slides", "web")
"""The folders that some of these are in."""
_TAG = r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,4})*"
_MEDIA = "(?:film|poster|captions)"
PACKED = {
    "film": rf"film(?:\.{_TAG})?\.mp4",
    "captions": rf"captions\.{_TAG}\.(?:srt|vtt)",
    "text": rf"(?:title|description|tags|chapters|transcript|post)\.{_TAG}\.(?:txt|md|html)",
    "descriptions": rf"descriptions\.{_TAG}\.vtt",
    "thumbnail": rf"thumbnail\.{_TAG}\.(?:png|jpg)",
    "about": r"(?:licence|sources|checklist)\.(?:txt|md)",
    "web": rf"web/(?:index(?:\.{_TAG})?\.html|[a-z]+\.(?:css|js)|{_MEDIA}\.{_TAG}\.\w+)",
    "scorm": rf"{_SLUG}-{_TAG}-scorm-1\.2\.zip",
}
"""By what they are, patterns of the names in a folder that is to be uploaded."""
_OTHERS = (re.escape(MANIFEST), re.escape(PICTURE_LIST), rf"{WORD}--{WORD}--{WORD}\.png")
_WRITTEN = re.compile("|".join((*NAMES.values(), *MADE.values(), *PACKED.values(), *_OTHERS)))
_PACKED = re.compile("|".join(PACKED.values()))


def is_written(name: str) -> bool:
    """Whether this program gives such a name to a file in one of its folders."""
    return _WRITTEN.fullmatch(name) is not None


def is_packed(name: str) -> bool:
    """Whether this program gives such a name to a file that is to be uploaded."""
    return _PACKED.fullmatch(name) is not None


def folder(slug: str, *marks: str) -> str:
    """The folder of a lesson; marks tell its other shapes and languages, empty ones tell nothing.

    >>> folder("gradient-descent", "9x16", "", "preview")
    'gradient-descent-9x16-preview'
    """
    return "-".join([slug, *filter(None, marks)])


def of_lesson(language: str) -> list[str]:
    """The files of a whole lesson, but for its manifest."""
    captions = [f"lesson.{language}.{suffix}" for suffix in ("srt", "vtt")]
    read = [f"transcript.{language}.{suffix}" for suffix in ("md", "html")]
    told = [*captions, "chapters.txt", *read, f"descriptions.{language}.vtt"]
    return ["lesson.mp4", *told, "contact_sheet.png"]


def of_scene(scene: str, beats: Iterable[str]) -> list[str]:
    """The files of a scene."""
    return [clip(scene), trace(scene), *(still(scene, beat) for beat in beats)]


def of_all(
    language: str, beats: Mapping[str, Iterable[str]], parts: Iterable[tuple[int, str]]
) -> set[str]:
    """The files of a whole lesson, of its parts by number and title, and of its scenes."""
    each = (name for scene in beats for name in of_scene(scene, beats[scene]))
    return {*of_lesson(language), *(part(*one) for one in parts), *each}


def part(number: int, title: str) -> str:
    """The film of a part.

    >>> part(2, "How long a step?")
    'parts/2-how-long-a-step.mp4'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return f"parts/{number}-{'-'.join(re.findall('[a-z0-9]+', plain)) or 'part'}.mp4"


def clip(scene: str) -> str:
    """A scene's video."""
    return f"scenes/{scene}.mp4"


def trace(scene: str) -> str:
    """The numbers that a scene was drawn from."""
    return f"trace/{scene}.npz"


def still(scene: str, beat: str) -> str:
    """A picture of a beat."""
    return f"stills/{scene}--{beat}.png"
