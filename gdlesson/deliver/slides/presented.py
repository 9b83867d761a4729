"""Slides for manim-slides, a program that presents videos, forwards and backwards.

It finds ``slides/NAME.json`` from the folder that it is called in: ``manim-slides NAME``.  What the
file says is what its version 5 reads.
"""

from __future__ import annotations

import json

from gdlesson.deliver.excerpts import backwards, copied
from gdlesson.deliver.made import NewFile
from gdlesson.deliver.slides.deck import Deck, Scratch, Slide, Step

FOLDER = "slides"


def files(deck: Deck) -> list[str]:
    """The names of the files that the slides consist of."""
    videos = [name for slide in deck.slides for name in _videos(slide)]
    return [*videos, f"{FOLDER}/{deck.lesson.slug}.json"]


def save(deck: Deck, scratch: Scratch, step: Step) -> dict[str, NewFile]:
    """Make the slides; return what has been made by the name that it is to have, the list last."""
    made: dict[str, NewFile] = {}
    for slide in deck.slides:
        step(slide.name)
        forth, back = (scratch(name) for name in _videos(slide))
        copied(slide.excerpt, forth)
        backwards(slide.excerpt, back)
        for name, path in zip(_videos(slide), (forth, back), strict=True):
            made[name] = NewFile(scratch=path, scene=slide.scene, beat=slide.beat)
    told = {
        "slides": [_told(slide) for slide in deck.slides],
        "resolution": [deck.width, deck.height],
        "background_color": deck.lesson.theme.background,
    }
    *_, name = files(deck)
    scratch(name).write_text(json.dumps(told, indent=2, ensure_ascii=False), encoding="utf-8")
    return {**made, name: NewFile(scratch=scratch(name))}


def _told(slide: Slide) -> dict[str, object]:
    forth, back = _videos(slide)
    return {"file": forth, "rev_file": back, "loop": slide.loops, "notes": slide.say}


def _videos(slide: Slide) -> tuple[str, str]:
    base = f"{FOLDER}/{slide.name}"
    return f"{base}.mp4", f"{base}_reversed.mp4"
