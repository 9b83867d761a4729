"""The data of a whole lesson: named once, at the top of its file, for each scene about data."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict

from gdcore.csvfile import Missing
from gdcore.numerals import DecimalMark
from scenes.plans.common import DataParams
from scenes.plans.registry import PLANS
from scenes.reading.source import Key, Source

DATA: Key = ("data",)
"""Where a lesson file names them."""


class DataTable(BaseModel):
    """A file and two of its columns, or a data set of ours."""

    model_config = ConfigDict(extra="forbid", strict=True)

    file: str
    x: str | None = None
    y: str | None = None
    decimal: DecimalMark | None = None
    missing: Missing | None = None

    @property
    def params(self) -> DataParams:
        """The same as a scene's parameters."""
        return DataParams(data=self.file, **self.model_dump(exclude={"file"}))


def _as_table(value: object) -> object:
    return {"file": value} if isinstance(value, str) else value


DataText = Annotated[DataTable | None, BeforeValidator(_as_table)]
"""What stands there: the name of a data set, or a table of a file and its columns; or nothing."""


def shared_values(source: Source) -> Mapping[str, Any]:
    """What stands there as a table, empty where there is none."""
    found = _as_table(source.values.get("data"))
    return found if isinstance(found, Mapping) else {}


def spread(source: Source) -> Source:
    """A lesson with its data among the parameters of each scene about data that names none.

    They keep their place, at the top, so that errors name it.
    """
    shared = shared_values(source)
    values, places = copy.deepcopy(source.values), dict(source.places)
    scenes = values.get("scene")
    for index, scene in enumerate(scenes if isinstance(scenes, list) else ()):
        own = scene.setdefault("params", {}) if _is_about_data(scene) else None
        if not isinstance(own, dict) or "data" in own:
            continue
        for name, value in shared.items():
            param = "data" if name == "file" else name
            if param not in own:
                own[param] = value
                places["scene", index, "params", param] = source.place((*DATA, name))
    return replace(source, values=values, places=places)


def _is_about_data(scene: object) -> bool:
    name = scene.get("name") if isinstance(scene, Mapping) else None
    plan = PLANS.get(name) if isinstance(name, str) else None
    return plan is not None and issubclass(plan.params, DataParams)
