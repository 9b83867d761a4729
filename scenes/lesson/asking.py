"""Questions that a viewer may answer before the film does, in a lesson's language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from scenes.lesson.file import SceneSpec
from scenes.lesson.saying import filled
from scenes.numerals import numerals
from scenes.plans.base import ScenePlan, Value
from scenes.plans.common import DataParams
from scenes.plans.questions import Question
from scenes.plans.samples import noun
from scenes.wording import FALLBACK, FOLDER, spoken

QUESTIONS = FOLDER / "questions"

Text = str | Mapping[str, str]
"""What is said, or a sentence for cars and one for other samples."""


@dataclass(frozen=True)
class Asked:
    """A question in words."""

    name: str
    """Of its scene and beat, as in ``loop.run``."""
    question: Question
    ask: str
    answers: tuple[str, ...]
    why: str
    """A sentence for when it has been answered."""


def asked(spec: SceneSpec, plan: ScenePlan[Any]) -> tuple[Asked, ...]:
    """What a viewer may predict in a scene, in the words of its language."""
    texts = words(spoken(spec.language) or FALLBACK)
    return tuple(_in_words(spec, plan, each, texts) for each in plan.questions)


@cache
def words(language: str) -> Mapping[str, Any]:
    """The tables of a language, by scene and beat."""
    path = QUESTIONS / f"{language}.toml"
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


def _in_words(
    spec: SceneSpec, plan: ScenePlan[Any], question: Question, texts: Mapping[str, Any]
) -> Asked:
    said, params = texts[spec.name][question.beat], spec.params
    told = noun(params.data if isinstance(params, DataParams) else "")
    marks = numerals(spoken(spec.language) or FALLBACK)

    def write(text: Text, values: Mapping[str, Value] = plan.values) -> str:
        return filled(text if isinstance(text, str) else text[told], values, marks)

    return Asked(
        name=f"{spec.name}.{question.beat}",
        question=question,
        ask=write(said["ask"]),
        answers=tuple(
            write(said["answers"][answer.name], {**plan.values, **answer.values})
            for answer in question.answers
        ),
        why=write(said["why"][question.because]),
    )
