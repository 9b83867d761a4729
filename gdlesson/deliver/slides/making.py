"""Making slides of each kind into their folder, unless they are there already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from gdlesson.deliver.made import MadeFolder, NewFile
from gdlesson.deliver.slides.deck import Deck, Scratch, Step
from gdlesson.deliver.to import To
from gdlesson.render.program import code

Save = Callable[[Scratch, Step], dict[str, NewFile]]


@dataclass(frozen=True)
class _Kind:
    """How slides of a kind are made."""

    files: list[str]
    """Their names; one opens the last of them."""
    save: Save
    options: tuple[object, ...] = ()
    """What decides them beside the deck."""


@dataclass(frozen=True)
class Made:
    """Slides that are in their folder."""

    opened: Path
    """The file that one opens."""
    bytes: int
    """Of all files."""


def make(
    to: To, deck: Deck, folder: MadeFolder, step: Step, *, single: bool = False, full: bool = False
) -> Made:
    """Make slides of one kind, unless they are there just as they would be made now.

    Args:
        to: the kind.
        deck: what they are made of.
        folder: where they go.
        step: is called for each slide that is made.
        single: whether HTML is to be one file.
        full: whether PPTX is to have videos as large as the film, however large that is.

    Raises:
        InputError: a file is in the way.
        RenderError: the film is not as it should be.
    """
    kind = _kind(to, deck, single=single, full=full)
    made_from = deck.digest(code(("gdlesson", "scenes")), kind.options)
    if not folder.has(to.value, made_from):
        folder.refuse_foreign(kind.files)
        folder.put(to.value, made_from, kind.save(folder.scratch, step))
    paths = folder.paths(to.value)
    return Made(paths[-1], sum(path.stat().st_size for path in paths))


def _kind(to: To, deck: Deck, *, single: bool, full: bool) -> _Kind:
    match to:
        case To.HTML:
            from gdlesson.deliver.slides import html

            names, save = html.files(deck, single=single), partial(html.save, deck, single=single)
            return _Kind(names, save, (single,))
        case To.PPTX:
            from gdlesson.deliver.slides import pptx

            return _Kind(pptx.files(deck), partial(pptx.save, deck, full=full), (full,))
        case To.PDF:
            from gdlesson.deliver.slides import handout

            return _Kind(handout.files(deck), partial(handout.save, deck))
        case To.MANIM_SLIDES:
            from gdlesson.deliver.slides import presented

            return _Kind(presented.files(deck), partial(presented.save, deck))
