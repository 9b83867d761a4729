"""The slides on paper: each beat's picture with its words, each scene with its formulas.

`handout.typ` is the page.
"""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import typst
from PIL import Image

from gdlesson.deliver.made import NewFile
from gdlesson.deliver.slides.deck import Deck, Scratch, Slide, Step
from scenes.components.text.setting import PINNED
from scenes.plans.registry import PLANS
from scenes.theme import THEMES
from scenes.themes.characters import font_file
from scenes.timing.phrases import tied
from scenes.wording import wording

TEMPLATE = Path(__file__).with_name("handout.typ")
PIXELS = 1280
"""The most that a picture's longer side has."""
JPEG = {"quality": 90, "subsampling": 0}
FORMULAS = {
    "line": "hat(y) = w x + b",
    "cost": "J(w, b) = 1/n sum_(i=1)^n (w x_i + b - y_i)^2",
    "slope": "w arrow.l w - alpha (dif J) / (dif w)",
    "gradient": "nabla J = ((partial J) / (partial w), (partial J) / (partial b))",
    "step": "theta arrow.l theta - alpha nabla J(theta)",
    "limit": "0 < alpha < 2 \\/ L",
    "scaled": "tilde(x) = (x - m) / h",
    "momentum": "v arrow.l beta v + nabla J(theta), quad theta arrow.l theta - alpha v",
    "mean": "nabla J = 1/n sum_(i=1)^n nabla J_i",
    "stochastic": "theta arrow.l theta - alpha nabla J_i (theta)",
    "mini_batch": "theta arrow.l theta - alpha 1/(|B|) sum_(i in B) nabla J_i (theta)",
}
"""As Typst has them, by the key of how they are read out."""


def files(deck: Deck) -> list[str]:
    """The names of the files that the handout consists of."""
    return [f"{deck.lesson.slug}-handout.pdf"]


def save(deck: Deck, scratch: Scratch, step: Step) -> dict[str, NewFile]:
    """Make the handout; return it by the name that it is to have."""
    for slide in deck.slides:
        step(slide.name)
        with Image.open(slide.still) as still:
            picture = still.convert("RGB")
            picture.thumbnail((PIXELS, PIXELS), Image.Resampling.LANCZOS)
            picture.save(scratch(f"paper/{slide.name}.jpg"), "JPEG", **JPEG)
    page = scratch("paper/page.typ")
    page.write_bytes(TEMPLATE.read_bytes())
    (name,) = files(deck)
    pdf: bytes = typst.compile(
        str(page),
        root=str(page.parent),  # with nothing in it but page and pictures
        font_paths=[str(font_file().parent)],
        ignore_system_fonts=True,
        sys_inputs={"page": json.dumps(_page(deck))},
        format="pdf",
        pdf_standards=["ua-1"],
    )
    scratch(name).write_bytes(pdf)
    return {name: NewFile(scratch=scratch(name))}


def _page(deck: Deck) -> dict[str, Any]:
    """All that is on paper, as plain values."""
    theme, say = THEMES["paper"], wording(deck.lesson.language)
    scenes = groupby(deck.slides, key=lambda slide: slide.scene)
    return {
        "title": deck.lesson.title,
        "language": deck.lesson.language.partition("-")[0],
        "family": PINNED,
        "length": deck.length,
        "colours": {name: getattr(theme, name) for name in ("text", "quiet", "rule")},
        "shape": deck.width / deck.height,
        "scenes": [_scene(deck, [*slides]) for _, slides in scenes],
        "made": say("poster.fill_made", lesson=deck.lesson.path.name, seed=str(deck.lesson.seed)),
    }


def _scene(deck: Deck, slides: list[Slide]) -> dict[str, Any]:
    say, first = deck.say, slides[0]
    plan = PLANS.get(first.scene)
    keys = plan.formulas if plan is not None else ()
    return {
        "title": first.title,
        "part": first.part,
        "formulas": [{"code": FORMULAS[key], "spoken": say(f"formulas.{key}")} for key in keys],
        "beats": [
            {
                "picture": f"{slide.name}.jpg",
                "alt": f"{slide.heading}: {slide.seen}",
                "number": f"{slide.number}/{slide.of}",
                "say": tied(slide.say),
            }
            for slide in slides
        ],
    }
