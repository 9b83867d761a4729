"""What is seen in each beat, in words for those who cannot see it.

The sentences are in the files of `scenes/words/seen`, by scene and beat; what stands between braces
is filled in from what was computed. A beat has one sentence, or several of which the plan chooses.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from scenes.lesson.file import Lesson, SceneSpec
from scenes.lesson.saying import filled
from scenes.numerals import numerals
from scenes.plans.base import AnyBeat, ScenePlan, Value
from scenes.plans.claims import chosen
from scenes.plans.data_plan import DataPlan
from scenes.theme import Theme
from scenes.themes.hue import hue
from scenes.wording import FALLBACK, FOLDER, spoken, wording

SEEN = FOLDER / "seen"
COLOURS = "colours"
"""The table of the names of colours."""
ELSE = "else"
"""The sentence for whatever has none of its own."""

Sentences = str | Mapping[str, str]
"""What may be told of a beat: always the same, or by what the plan chooses."""


@cache
def sentences(language: str) -> Mapping[str, Mapping[str, Sentences]]:
    """All there is to tell, by scene and beat; the names of colours under ``colours``."""
    path = SEEN / f"{language}.toml"
    told: dict[str, Mapping[str, Sentences]] = tomllib.loads(path.read_text(encoding="utf-8"))
    return told


def told_in(language: str) -> str:
    """The language in which a lesson of a language is described."""
    return spoken(language) or FALLBACK


def descriptions(lesson: Lesson, spec: SceneSpec) -> dict[str, str]:
    """What is seen in each beat of a scene, by the beat's name."""
    language = told_in(lesson.language)
    plan = spec.plan.computed(spec.params, lesson.seed, lesson.inputs)
    every, of_scene = values(plan, lesson, spec), sentences(language).get(spec.name, {})
    told = {beat: of_scene.get(beat.name, _shown(beat)) for beat in plan.in_order()}
    return {
        beat.name: filled(sentence_for(told[beat], beat, plan), every, numerals(language))
        for beat in told
    }


def _shown(beat: AnyBeat) -> str:
    """What the plan of a scene that nobody has described says of a beat."""
    text = beat.shows[:1].upper() + beat.shows[1:] + "."
    return text.replace("{", "{{").replace("}", "}}")


def sentence_for(told: Sentences, beat: AnyBeat, plan: ScenePlan[Any]) -> str:
    """The sentence of a beat that is true of what was computed."""
    if isinstance(told, str):
        return told
    sight = chosen(beat.sights, plan)
    return told[sight] if sight in told else told[ELSE]


def values(plan: ScenePlan[Any], lesson: Lesson, spec: SceneSpec) -> dict[str, Value]:
    """What the sentences of a scene may name."""
    language = told_in(lesson.language)
    about = {"lesson.title": lesson.title, "lesson.file": lesson.path.name}
    colours = colour_names(lesson.theme, language)
    return {**plan.values, **plan.pictured, **_axes(plan, spec, language), **about, **colours}


def colour_names(theme: Theme, language: str) -> dict[str, Value]:
    """What the colour of each role is called, as ``colour.batch`` and ``colour.rates.1``."""
    names, found = sentences(language)[COLOURS], dict[str, Value]()
    for role, colour in theme.colours.items():
        if isinstance(colour, str):
            found[f"colour.{role}"] = str(names[hue(colour)])
        else:
            found |= {f"colour.{role}.{k}": str(names[hue(one)]) for k, one in enumerate(colour)}
    return found


def _axes(plan: ScenePlan[Any], spec: SceneSpec, language: str) -> dict[str, Value]:
    """What the data measure; of our own data, in the language of the words."""
    if not isinstance(plan, DataPlan):
        return {}
    say, own = wording(language), not spec.params.files()
    told = dict[str, Value]()
    for axis, name in (("x_name", plan.data.x_name), ("y_name", plan.data.y_name)):
        key = f"data.{name.lower().replace(' ', '_')}"
        told[axis] = say(key) if own and key in say else name
    return told
