"""The summary on one page, over a lesson's data and in its language: PDF for printing, and PNG.

All that is drawn comes from the plans of the scenes, as in the film; `poster.typ` is the page.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import typst

from gdlesson.whole import whole
from scenes.components.text.setting import PINNED
from scenes.lesson.file import Lesson
from scenes.plans import hook, learning_rate, loop, mini_batch, scaling
from scenes.plans.base import ScenePlan
from scenes.plans.common import DataParams
from scenes.plans.race import RATES
from scenes.plans.summary_pictures import Computed, landed, pictures
from scenes.theme import THEMES, Theme
from scenes.themes.characters import font_file
from scenes.wording import wording

TEMPLATE = Path(__file__).with_name("poster.typ")
PAGES = {"a3": 420, "a4": 297}
"""Widths in mm; heights are in proportion, 1 to the root of 2."""
PIXELS = 3840
"""Width of the PNG."""
SOURCES = """\
A.-L. Cauchy: Méthode générale pour la résolution des systèmes d'équations simultanées. Comptes \
rendus 25, 1847.
H. Robbins, S. Monro: A stochastic approximation method. Annals of Mathematical Statistics 22, 1951.
I. Goodfellow, Y. Bengio, A. Courville: Deep Learning, chapter 8. MIT Press, 2016.
G. Goh: Why momentum really works. Distill, 2017.
L. Bottou, F. Curtis, J. Nocedal: Optimization methods for large-scale machine learning. SIAM \
Review 60, 2018.
"""
"""Where to read more, the oldest first."""

Plan = TypeVar("Plan", bound=ScenePlan[Any])


class Page(NamedTuple):
    """What the page is made of."""

    shown: Computed
    loop: loop.Plan


def computed(lesson: Lesson) -> Page:
    """The plans of a lesson's scenes; of those that it does not play, with its data.

    Raises:
        GDError: there is nothing to show of these data.
    """
    shown = Computed(
        _plan(lesson, hook.Plan),
        _plan(lesson, mini_batch.Plan),
        _plan(lesson, learning_rate.Plan),
        _plan(lesson, scaling.Plan),
    )
    return Page(shown, _plan(lesson, loop.Plan))


def _plan(lesson: Lesson, kind: type[Plan]) -> Plan:
    own = next((spec.params for spec in lesson.scenes if spec.name == kind.name), None)
    params = own if own is not None else kind.params(**_data(lesson))
    return kind.computed(params, lesson.seed, lesson.inputs)


def _data(lesson: Lesson) -> dict[str, Any]:
    """The data of the lesson's first scene that is about data."""
    found = (spec.params for spec in lesson.scenes if isinstance(spec.params, DataParams))
    first = next(found, DataParams())
    return {key: getattr(first, key) for key in DataParams.model_fields}


def save(lesson: Lesson, folder: Path) -> list[Path]:
    """Write a lesson's page into a folder, which is there: a PDF a size, and a PNG.

    Raises:
        GDError: there is nothing to show of the lesson's data.
        InputError: a name belongs to something that is no regular file.
    """
    return save_page(page_of(lesson), folder)


def save_page(page: dict[str, Any], folder: Path) -> list[Path]:
    """Write what `page_of` returns.

    Raises:
        InputError: a name belongs to something that is no regular file.
    """
    made = []
    for size, width in PAGES.items():
        pdf = _compiled({**page, "width": width}, format="pdf", pdf_standards=["ua-1"])
        made.append(_written(folder / f"poster-{size}.pdf", pdf))
    ppi = PIXELS / (PAGES["a3"] / 25.4)
    png = _compiled({**page, "width": PAGES["a3"]}, format="png", ppi=ppi)
    return [*made, _written(folder / "poster.png", png)]


def _compiled(page: dict[str, Any], **how: Any) -> bytes:
    made: bytes = typst.compile(
        TEMPLATE.read_bytes(),
        font_paths=[str(font_file().parent)],
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(page)},
        **how,
    )
    return made


def _written(path: Path, data: bytes) -> Path:
    with whole(path, remember=True) as part:
        part.write_bytes(data)
    return path


# What is on the page


def page_of(lesson: Lesson) -> dict[str, Any]:
    """The page as plain values: words, colours, and pictures."""
    made, theme = computed(lesson), THEMES["paper"]
    say = wording(lesson.language)
    numerals = say.numerals
    kinds = made.shown.kinds
    words = {
        key.removeprefix("poster."): say(key)
        for key in sorted(say.keys())
        if key.startswith("poster.") and not key.startswith("poster.fill_")
    }
    words |= _told(lesson, made)
    return {
        "title": lesson.title,
        "language": lesson.language.partition("-")[0],
        "family": PINNED,
        "words": words,
        "colours": _colours(theme),
        "program": made.loop.program.source.rstrip(),
        "sources": [*SOURCES.splitlines(), f"{say('poster.fill_data')}: {kinds.data.source}"],
        "kinds": [
            {
                "kind": kind,
                "data": numerals.count(kinds.sizes[kind]),
                "steps": numerals.count(kinds.steps(kind)),
            }
            for kind in mini_batch.KINDS
        ],
        "pictures": {
            name: {
                "pieces": [p for p in pieces if landed(p, hook.FIRST)],
                "alt": words[f"alt_{name}"],
            }
            for name, pieces in pictures(made.shown, words).items()
        },
    }


def _told(lesson: Lesson, made: Page) -> dict[str, str]:
    """The sentences with numbers in them."""
    say = wording(lesson.language)
    numerals, kinds, bowls = say.numerals, made.shown.kinds, made.shown.bowls
    count = len(kinds.data)
    noise = {
        f"noise_{kind}": f"{numerals.significant(100.0 * math.sqrt(kinds.left(size)), 2)}\u202f%"
        for kind, size in kinds.sizes.items()
    }
    steps = {
        name: numerals.count(arrived)
        if arrived is not None
        else say("poster.fill_more", count=bowls.asked.steps)
        for name, arrived in bowls.arrived.items()
    }
    return {
        **noise,
        "subtitle": say("poster.fill_subtitle", count=count),
        "cost_what": say("poster.fill_cost_what", count=count),
        "kinds_told": say("poster.fill_kinds_told", looks=kinds.looks, rates=RATES),
        "wall_told": say("poster.fill_wall_told", count=made.shown.rates.asked.steps),
        "scaling_told": say(
            "poster.fill_scaling_told", own=steps[scaling.OWN], scaled=steps[scaling.SCALED],
            percent=numerals.significant(100.0 * (1.0 - bowls.asked.left)),
        ),
        "made": say("poster.fill_made", lesson=lesson.path.name, seed=str(lesson.seed)),
    }  # fmt: skip


def _colours(theme: Theme) -> dict[str, Any]:
    """By role; with the ground of maps, and of frames."""
    plain = {role: value for role, value in theme.colours.items() if isinstance(value, str)}
    return {**plain, "heights": theme.heights, "ground": theme.heights[1], "hair": theme.heights[0]}
