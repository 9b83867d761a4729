"""Which landscape a scene is about: one of ours by its name, or a formula and its view."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, GetPydanticSchema
from pydantic_core import core_schema

from gdcore import surfaces
from gdcore.checks import check_gradient
from gdcore.errors import ExpressionError, GDError, HyperparameterError, shown
from gdcore.surfaces import Surface, from_expression
from gdcore.typing import Array, Problem
from scenes.plans.common import KeyedError
from scenes.plans.hills import Disc

NAME = "this formula"
"""What errors call a surface of one's own."""
HALF = 3.0
"""How far from zero a view goes, in each direction, where none is given."""
CHECKED = 7
"""Places along each side of a view at which the gradient is held against finite differences."""
RINGS, ROUND = 41, 120
"""How many circles, of how many places, of what is drawn are looked at for losses that are none."""
LEAST, MOST, ALIKE = 1e-9, 1e12, 1e-6
"""By how much losses must differ in the view at least, how large they may be, and what share of
that they must differ by, so that their numbers can be told apart."""
NARROW, UNLIKE = 1e-4, 4.0
"""How wide a view is, in its largest number, at least, and how many times as long at most."""
FINE, SPIKY = {1: 20001, 2: 1201}, 3.0
"""Places along a side at which losses are looked at, by the number of parameters; and how many
times as far they may differ as at each tenth of these, which is as fine as a surface is drawn."""
PLAIN, FLAT = 0.5, 0.02
"""Where so much of the ground lies in so small a share of all heights, there is little to see."""

FORMULA, VIEW = ("surface", "formula"), ("surface", "view")
"""Where a lesson file has these, in a scene's parameters."""

Number = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]
Interval = Annotated[tuple[Number, Number], Field(strict=False)]


class OwnSurface(BaseModel):
    """A formula of x and y, or of x alone, and the intervals of them that are drawn."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    formula: str
    view: (
        Annotated[tuple[Interval, ...], Field(strict=False, min_length=1, max_length=2)] | None
    ) = None


def _chosen(value: object, handler: core_schema.ValidatorFunctionWrapHandler) -> str | OwnSurface:
    if isinstance(value, str):
        return value
    if not isinstance(value, dict | OwnSurface):
        why = f'it must be a name, or {{ formula = "x**2 + y**2" }}, not {shown(value)}'
        raise ValueError(why)  # noqa: TRY004 - which pydantic tells with the key
    own: OwnSurface = handler(value)
    return own


def _written(value: str | OwnSurface) -> object:
    return value if isinstance(value, str) else value.model_dump(mode="json")


SurfaceChoice = Annotated[
    str | OwnSurface,
    GetPydanticSchema(
        lambda _, handler: core_schema.no_info_wrap_validator_function(
            _chosen,
            handler(OwnSurface),
            serialization=core_schema.plain_serializer_function_ser_schema(_written),
        ),
        lambda _, __: {"type": "string"},
    ),
]
"""What a lesson file gives: the name of a surface, or a table with a formula and its view."""


def chosen_surface(choice: str | OwnSurface, dimension: int = 2) -> Surface:
    """The surface, its gradient held against finite differences if it is a formula.

    Raises:
        GDError: there is none of that name, or the formula cannot be descended; the error of a
            formula knows its key.
    """
    if isinstance(choice, str):
        return surfaces.get(choice, dimension=dimension)
    return _own(choice, dimension)


@lru_cache(maxsize=8)
def _own(choice: OwnSurface, dimension: int) -> Surface:
    view = choice.view if choice.view is not None else ((-HALF, HALF),) * dimension
    if len(view) != dimension:
        asked = "[[x0, x1], [y0, y1]], for the formula is one of x and y" if dimension == 2 else (
            "[[x0, x1]], for the formula is one of x alone"
        )  # fmt: skip
        raise KeyedError(
            f"the view is {shown([*map(list, view)], 80)}; here it must be {asked}", VIEW
        )
    try:
        _refuse_view(view)
        surface = from_expression(choice.formula, bounds=view, name=NAME, flat=True)
        points = _grid(view)
        with np.errstate(all="ignore"):
            finite = np.isfinite(surface.loss(points)) & np.isfinite(surface.gradient(points)).all(
                axis=-1
            )
        check_gradient(surface, points[finite])
    except HyperparameterError as error:
        raise KeyedError(str(error).replace("bounds", "view"), VIEW) from None
    except ExpressionError as error:
        raise KeyedError(
            str(error).replace("other bounds", "another view").replace("bounds", "view"), FORMULA
        ) from None
    _refuse_extremes(surface)
    return surface


def _refuse_view(view: tuple[tuple[float, float], ...]) -> None:
    """Raise GDError for sides that are too unlike, or too narrow for their numbers to differ."""
    sides = [high - low for low, high in view]
    far = max(abs(each) for side in view for each in side)
    if min(sides) <= 0.0:
        return  # which is told where they are used
    if min(sides) < NARROW * far:
        why = (
            f"a side is {min(sides):.3g} wide at {far:.6g}; put the formula's middle nearer to zero"
        )
    elif max(sides) > UNLIKE * min(sides):
        why = (
            f"one side is {max(sides) / min(sides):.3g} times as long as the other, and {UNLIKE:g} "
            "times is the most that is drawn to one scale; put a factor to x or y in the formula"
        )
    else:
        return
    raise KeyedError(why, VIEW)


def _refuse_extremes(surface: Surface) -> None:
    """Raise GDError for losses that are too large, too alike or too steep to be drawn."""
    many = FINE[surface.dimension]
    sides = [np.linspace(*side, many) for side in surface.view]
    places = np.stack(np.meshgrid(*sides, indexing="ij"), axis=-1)
    with np.errstate(all="ignore"):
        losses = surface.loss(places)
    coarse = losses[(slice(None, None, 10),) * surface.dimension]
    ranges = [float(np.ptp(each[np.isfinite(each)])) for each in (losses, coarse)]
    largest = float(np.abs(losses[np.isfinite(losses)]).max())
    if ranges[0] > SPIKY * ranges[1]:
        far = np.where(np.isfinite(losses), np.abs(losses), -np.inf)
        where = _told(places[np.unravel_index(int(far.argmax()), far.shape)])
        why = (
            f"it changes too steeply near {where} to be drawn; choose a view without that place, "
            "or a smoother formula"
        )
    elif largest > MOST:
        why = f"its values reach {largest:.3g} in the view, and {MOST:g} is the most; divide it"
    elif ranges[0] < max(LEAST, ALIKE * largest):
        why = (
            f"its values vary by only {ranges[0]:.3g} in the view, up to {largest:.3g}; "
            "multiply it, or take off what is constant in it"
        )
    else:
        return
    raise KeyedError(why, FORMULA)


def _told(place: Array) -> str:
    return ", ".join(f"{name} = {v:.3g}" for name, v in zip("xy", place, strict=False))


def _grid(view: tuple[tuple[float, float], ...]) -> Array:
    sides = [low + (high - low) * (np.arange(CHECKED) + 0.37) / CHECKED for low, high in view]
    return np.stack(np.meshgrid(*sides), axis=-1).reshape(-1, len(view))


def refuse_gaps(surface: Surface, disc: Disc) -> None:
    """Raise GDError for a formula that is no number, or too large a one, where it is drawn."""
    if not surface.searched:
        return
    angles = np.linspace(0.0, 2.0 * np.pi, ROUND, endpoint=False)
    radii = disc.radius * np.linspace(0.0, 1.0, RINGS)[:, None]
    places = disc.centre + np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=-1)
    refuse_no_numbers(surface, places.reshape(-1, 2))


def refuse_no_numbers(surface: Problem, places: Array) -> None:
    """Raise GDError where the loss or its gradient is no number at some places (n, d)."""
    with np.errstate(all="ignore"):
        losses, slopes = surface.loss(places), surface.gradient(places)
        squares = (slopes * slopes).sum(axis=-1)
    bad = ~(np.isfinite(losses) & np.isfinite(squares))
    if bad.any():
        raise KeyedError(
            f"the formula or its slope is not finite at {_told(places[bad][0])}, which is drawn; "
            "choose another view (a surface is drawn as a disc about the middle of its view, as "
            "wide as its longer side or wider)",
            FORMULA,
        )


def told_of(surface: Surface) -> tuple[str, ...]:
    """What whoever gave a formula should know of it, a sentence each."""
    if not surface.searched or surface.dimension != 2:
        return ()
    (x, y) = (np.linspace(*side, 61) for side in surface.view)
    with np.errstate(all="ignore"):
        losses = surface.loss(np.stack(np.meshgrid(x, y), axis=-1))
    losses = losses[np.isfinite(losses)]
    low, middle, high = np.quantile(losses, [0.0, PLAIN, 1.0])
    if middle - low > FLAT * (high - low):
        return ()
    told = (
        f"Half of the ground lies in the lowest {FLAT:.0%} of all heights, so that it looks flat; "
    )
    return (told + "a smaller view, or log(1 + ...) of the formula, shows more of it.",)


def refuse_one_valley(surface: Surface) -> None:
    """Raise GDError for a surface without several valleys."""
    if len(surface.minima) > 1:
        return
    if surface.searched:
        found = ["no valley", "one valley"][len(surface.minima)]
        raise KeyedError(
            f"{found} was found in its view, and this scene is about several: choose a wider view, "
            "or another formula",
            FORMULA,
        )
    several = [name for name in surfaces.names() if len(surfaces.get(name).minima) > 1]
    raise GDError(
        f"{surface.name} does not have several valleys, which this scene is about; choose one of: "
        f"{', '.join(several)}."
    )
