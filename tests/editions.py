"""The editions of each scene, a shape with a language and a theme: all there are, and a sample.

`./run test` takes the sample and `./run test --whole` all of them. A new scene, shape, language or
theme is in both by being there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from math import lcm

from scenes.aspect import Aspect
from scenes.lesson.file import Lesson, load_lesson
from scenes.lessons import BUILT_INS
from scenes.plans.registry import PLANS
from scenes.theme import THEMES, names
from scenes.wording import FALLBACK, languages


@dataclass(frozen=True)
class Edition:
    """A scene of the built-in lesson as somebody may want it."""

    scene: str
    aspect: Aspect
    language: str
    theme: str

    def __str__(self) -> str:
        return f"{self.scene} {self.aspect} {self.language} {self.theme}"

    def lesson(self) -> Lesson:
        """The lesson that has it."""
        name = "gradient-descent" + f".{self.language}" * (self.language != FALLBACK)
        lesson = load_lesson(BUILT_INS[name]).shaped(self.aspect)
        return replace(lesson, theme=THEMES[self.theme])


def every() -> list[Edition]:
    """Each scene in each shape, language and theme."""
    return [Edition(*each) for each in product(PLANS, Aspect, languages(), names())]


def sample() -> list[Edition]:
    """Each scene in the wide shape and in one other; in each shape each language with each theme.

    These pairs take turns from shape to shape. With which one a scene begins, and which its other
    shape is, follows from its name and does not change when others come. A pair that no scene has
    in a shape, the first one has.
    """
    spoken, dressed = languages(), names()
    once = lcm(len(spoken), len(dressed))
    pairs = [
        (spoken[k % len(spoken)], dressed[(k + k // once) % len(dressed)])
        for k in range(len(spoken) * len(dressed))
    ]
    others = [aspect for aspect in Aspect if aspect is not Aspect.WIDE]
    taken = []
    for scene in PLANS:
        number = sum(scene.encode())
        for k, aspect in enumerate((Aspect.WIDE, others[number % len(others)])):
            taken.append(Edition(scene, aspect, *pairs[(number + k) % len(pairs)]))
    had = {(each.aspect, each.language, each.theme) for each in taken}
    first, shapes = next(iter(PLANS)), product(Aspect, pairs)
    return taken + [Edition(first, a, *pair) for a, pair in shapes if (a, *pair) not in had]
