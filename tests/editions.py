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
    """Each scene once: the first ones in as many different looks, and these together in all.

    A look is a shape with a language and a theme.  Shapes take turns from scene to scene, and then
    languages and themes.  Looks that are left over when each scene has one, the first scene has.
    """
    spoken, dressed = languages(), names()
    once = lcm(len(spoken), len(dressed))
    looks = [
        (shape, spoken[k % len(spoken)], dressed[(k + k // once) % len(dressed)])
        for k in range(len(spoken) * len(dressed))
        for shape in Aspect
    ]
    scenes = [*PLANS]
    taken = [Edition(scene, *looks[k % len(looks)]) for k, scene in enumerate(scenes)]
    return taken + [Edition(scenes[0], *look) for look in looks[len(scenes) :]]
