"""What a scene is planned by: parameters, beats, and all that is computed before it is drawn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar

from gdcore import FrameTable
from gdcore.typing import Array
from scenes.plans.claims import Claims, chosen
from scenes.plans.common import SceneParams
from scenes.plans.questions import Questions
from scenes.reading.inputs import Inputs
from scenes.timing.score import Score

KEPT = 32
"""Plans that a process keeps, those asked for last: choosing words and drawing ask for the same."""

Value = int | float | str | None
"""A number, or a word of the data; None where these runs have none."""

P = TypeVar("P", bound=SceneParams)


class FourDigits(float):
    """A value among others that all have four digits, as years do: nothing parts its thousands."""

    @staticmethod
    def all_of(values: Array) -> bool:
        """Whether they are such."""
        return bool(((abs(values) >= 1000) & (abs(values) < 10_000)).all())


class Beat(Generic[P]):
    """One beat of a scene, declared once, by an attribute of its plan's ``Beats``.

    Args:
        shows: what is seen in it.
        least: the seconds that its pictures need; words may make it longer.
        words: that movements are tied to, where a lesson says them: keys under ``said`` in the
            files of `scenes/words`, which have the word of each language.
        outcomes: what the runs may do in it, of which a lesson can say each in other words; claims
            about the plan.
        sights: what a description of it tells apart, where that is not its outcomes.
    """

    name: str
    """That of the attribute, and in a lesson file."""

    def __init__(
        self,
        shows: str,
        least: float | Callable[[P], float],
        words: tuple[str, ...] = (),
        outcomes: Claims[Any] = MappingProxyType({}),
        sights: Claims[Any] | None = None,
    ) -> None:
        self.shows, self.words, self.outcomes = shows, words, outcomes
        self.sights = outcomes if sights is None else sights
        self._least = least

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def least_seconds(self, params: P) -> float:
        """The seconds that its pictures need under these parameters."""
        return self._least(params) if callable(self._least) else self._least


AnyBeat = Beat[Any]
"""A beat, whatever scene it is of."""


@dataclass(frozen=True)
class Sign:
    """What a scene writes by itself: claims, and the part of a plan that one of them is true of.

    The claims are called as in the files of `scenes/words`, or "" for nothing that is written.
    """

    claims: Claims[Any]
    of: object

    @property
    def said(self) -> str:
        """The key of the words that are true."""
        return chosen(self.claims, self.of)


class ScenePlan(ABC, Generic[P]):
    """What a scene is about and, in an instance, its runs with what it draws of them, computed.

    A subclass is a frozen dataclass of what its ``compute`` returns.
    """

    name: ClassVar[str]
    """What a lesson file calls the scene; its title is in the files of `scenes/words`."""
    params: ClassVar[type[SceneParams]]
    """What a lesson file may set: the class that stands in the brackets of ``ScenePlan``."""
    beats: ClassVar[type[Any]]
    """The class whose attributes are the beats, in order."""
    formulas: ClassVar[tuple[str, ...]] = ()
    """What a handout writes above its pictures, by the keys of how they are read out."""

    @property
    def signs(self) -> Mapping[str, Sign]:
        """What the scene writes by itself, by what it is about."""
        return {}

    def sign(self, about: str) -> str:
        """The key of the words that are true of it, "" where nothing is written."""
        return self.signs[about].said

    @property
    def outcomes(self) -> dict[str, str]:
        """What the runs do in each beat that has outcomes, by the beat's name."""
        return {b.name: chosen(b.outcomes, self) for b in self.in_order() if b.outcomes}

    @property
    def values(self) -> Mapping[str, Value]:
        """What a lesson's sentences may name in braces; always the same names."""
        return {}

    @property
    def pictured(self) -> Mapping[str, Value]:
        """What descriptions of its pictures may name besides; always the same names."""
        return {}

    @property
    def questions(self) -> Questions:
        """What a viewer may predict, in order."""
        return ()

    @classmethod
    def in_order(cls) -> tuple[Beat[P], ...]:
        """The beats, as they are played."""
        return tuple(beat for beat in vars(cls.beats).values() if isinstance(beat, Beat))

    @classmethod
    @abstractmethod
    def check(cls, params: P, inputs: Inputs) -> object:
        """Load the surface or the data, with nothing computed yet.

        Raises:
            GDError: there is nothing to walk on; the sentence names the parameter.
        """

    @classmethod
    @abstractmethod
    def compute(cls, params: P, seed: int, inputs: Inputs) -> Self:
        """Run the optimizers, and compute all that is drawn and said of them."""

    @abstractmethod
    def timed(self, score: Score) -> FrameTable:
        """Each run's parameters at every frame."""

    @classmethod
    def computed(cls, params: P, seed: int, inputs: Inputs) -> Self:
        """What :meth:`compute` returns; the last KEPT plans are not computed again."""
        cls.check(params, inputs)  # which reads the data
        data = tuple(inputs.digest(Path(name)) for name in params.files())
        plan: Self = _computed(_Asked(cls, params, seed, data, inputs))
        return plan


@dataclass(frozen=True)
class _Asked:
    """What decides a plan, and the files that its data are in."""

    plan: type[ScenePlan[Any]]
    params: SceneParams
    seed: int
    data: tuple[str, ...]
    inputs: Inputs = field(compare=False)


@lru_cache(maxsize=KEPT)
def _computed(asked: _Asked) -> Any:  # noqa: ANN401 - an instance of the plan that is asked for
    return asked.plan.compute(asked.params, asked.seed, asked.inputs)
