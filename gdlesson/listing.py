"""What there is to choose from: scenes, lessons, surfaces, data sets, themes and so on."""

from __future__ import annotations

import builtins
import types
import typing
from types import NoneType
from typing import Any, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined
from rich.console import Console
from rich.table import Table

from gdcore import datasets, optimizers, surfaces
from scenes import theme
from scenes.lessons import BUILT_INS
from scenes.plans.registry import PLANS
from scenes.wording import FALLBACK, languages, wording


def everything() -> dict[str, Any]:
    """What ``gdlesson list`` tells of, as plain values."""
    return {
        "scenes": [_scene(name) for name in PLANS],
        "lessons": [*BUILT_INS],
        "surfaces": [*surfaces.names()],
        "optimizers": [*optimizers.names()],
        "data": [*datasets.names()],
        "themes": [*theme.names()],
        "languages": [*languages()],
    }


def print_everything(console: Console) -> None:
    """The same, as tables."""
    found = everything()
    for scene in found["scenes"]:
        console.rule(f"{scene['name']}: {scene['title']}", align="left")
        console.print(_table("beat", "what it shows", rows=scene["beats"]))
        if scene["outcomes"]:
            console.print(_table("beat", "outcome", "what the runs do", rows=scene["outcomes"]))
        console.print(_table("parameter", "type", "default", rows=scene["params"]))
    console.rule("Also", align="left")
    for kind in ("lessons", "surfaces", "optimizers", "data", "themes", "languages"):
        console.print(f"{kind}: {', '.join(found[kind])}", markup=False, highlight=False)


def _scene(name: str) -> dict[str, Any]:
    plan = PLANS[name]
    return {
        "name": name,
        "title": wording(FALLBACK)(f"titles.{name}"),
        "beats": [{"name": beat.name, "shows": beat.shows} for beat in plan.in_order()],
        "outcomes": [
            {"beat": beat.name, "name": name, "means": claim.means}
            for beat in plan.in_order()
            for name, claim in beat.outcomes.items()
        ],
        "params": _params(plan.params),
    }


def _params(model: type[BaseModel]) -> list[dict[str, Any]]:
    return [
        {"name": name, "type": _type_name(field.annotation), "default": _default(field)}
        for name, field in model.model_fields.items()
    ]


def _default(field: FieldInfo) -> Any:  # noqa: ANN401 - a parameter's default is any plain value
    default = field.get_default(call_default_factory=True, validated_data={})
    if default is PydanticUndefined:
        return None
    return list(default) if isinstance(default, tuple) else default


def _type_name(annotation: Any) -> str:  # noqa: ANN401 - any annotation there is
    """A type in a lesson writer's words."""
    plain = {str: "text", int: "whole number", float: "number", bool: "true or false"}
    if annotation in plain:
        return plain[annotation]
    inner = [part for part in get_args(annotation) if part not in {NoneType, Ellipsis}]
    match get_origin(annotation):
        case typing.Annotated:
            return _type_name(inner[0])
        case typing.Literal:
            return " or ".join(f'"{choice}"' for choice in inner)
        case builtins.list | builtins.tuple:
            names = [*dict.fromkeys(_type_name(part) for part in inner)]
            count = f"{len(inner)} " if len(inner) > 1 else ""
            return f"list of {count}{' or '.join(names)}{'s' if len(names) == 1 else ''}"
        case typing.Union | types.UnionType:
            return " or ".join(dict.fromkeys(_type_name(part) for part in inner))
    is_table = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return "table" if is_table else str(getattr(annotation, "__name__", annotation))


def _table(*columns: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(*columns, box=None, pad_edge=False, padding=(0, 3, 0, 0))
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    return table
