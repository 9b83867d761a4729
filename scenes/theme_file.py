"""Theme files: a look of one's own in a small TOML file beside the lesson, read and checked."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from scenes import theme_check
from scenes.colour import from_hex
from scenes.lesson_report import LessonError, Report, no_such, shown, shown_path
from scenes.lesson_source import SourceError, read_source
from scenes.theme import ROLES, THEMES, Theme, names

SUFFIX = ".toml"
FONTS = (".otf", ".ttf")
LOGOS = (".png",)
FEWEST_HEIGHTS, MOST_HEIGHTS = 3, 16


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def _check_colour(code: str) -> str:
    try:
        from_hex(code)
    except ValueError as error:
        raise ValueError(f"{shown(code)} is not a colour: {error}") from None
    return code.upper()


def _check_extends(name: str) -> str:
    if name not in THEMES:
        raise ValueError(no_such("theme", name, names()))
    return name


_Colour = Annotated[str, AfterValidator(_check_colour)]
_SEVERAL: dict[str, Any] = {
    "rates": tuple[_Colour, _Colour, _Colour, _Colour],
    "heights": Annotated[
        tuple[_Colour, ...], Field(min_length=FEWEST_HEIGHTS, max_length=MOST_HEIGHTS)
    ],
}
_ROLES: dict[str, Any] = {role: (_SEVERAL.get(role, _Colour), ...) for role in ROLES}
_Colours = create_model("_Colours", __base__=_Strict, **_ROLES)


class _ThemeText(_Strict):
    extends: Annotated[str, AfterValidator(_check_extends)] | None = None
    font: str | None = None
    logo: str | None = None
    shading: Annotated[float, Field(ge=0, le=1)] | None = None
    colours: dict[str, Any] = {}


def named_theme(name: str, folder: Path) -> Theme:
    """The theme that a lesson file in ``folder`` names: a built-in one, or a file of its own.

    Raises:
        ValueError: there is no such theme.
        LessonError: its file has mistakes, or its colours, font or logo break a rule.
    """
    if name in THEMES:
        return THEMES[name]
    if not name.lower().endswith(SUFFIX):
        choices = [*names(), 'a file of your own, as in "my_theme.toml"']
        raise ValueError(no_such("theme", name, choices))
    return read_theme(beside(folder, name, (SUFFIX,)), name)


def read_theme(file: Path, name: str) -> Theme:
    """Read and check a theme file.

    Raises:
        LessonError: every mistake found, each with file, line, key and figures.
    """
    try:
        report = Report(file, read_source(file))
    except SourceError as error:
        place = f"{shown_path(file)}, line {error.line}" if error.line else shown_path(file)
        raise LessonError([f"{place}: {error}."]) from None
    theme = _theme(report, name)
    if theme is None or report.problems:
        raise report.error()
    return theme


def beside(folder: Path, name: str, suffixes: tuple[str, ...]) -> Path:
    """The file of that plain relative name in ``folder`` or below it.

    Raises:
        ValueError: another ending, a name that leaves the folder, or no such file.
    """
    if not name.lower().endswith(suffixes):
        raise ValueError(f"{shown(name)} must end in {' or '.join(suffixes)}")
    plain, windows = PurePosixPath(name), PureWindowsPath(name)
    leaves = windows.anchor or plain.is_absolute() or ".." in (*plain.parts, *windows.parts)
    path = folder / name
    try:
        inside = path.resolve().is_relative_to(folder.resolve())
        regular = stat.S_ISREG(path.stat().st_mode) if inside and not leaves else False
    except (OSError, ValueError):
        inside, regular = True, False
    if leaves or not inside:
        raise ValueError(
            f"{shown(name)} must lie beside the file that names it, or in a folder there"
        )
    if not regular or not os.access(path, os.R_OK):
        raise ValueError(f"there is no file {shown(name)} that can be read; check the path")
    return path


def _theme(report: Report, name: str) -> Theme | None:
    """The theme of a file, its mistakes noted; None where there is too little to go on."""
    head = report.validated(_ThemeText, ())
    if head is None:
        return None
    base = THEMES.get(head.extends or "")
    if base is not None:
        report.source.values["colours"] = base.colours | head.colours
    elif "colours" not in report.source.values:
        report.add(("colours",), "this table is missing; give every colour, or extend a theme")
        return None
    colours = report.validated(_Colours, ("colours",))
    if colours is None:
        return None
    shading = head.shading
    if shading is None:
        shading = base.shading if base is not None else 1.0
    theme = Theme(name, path=report.file.absolute(), shading=shading, **colours.model_dump())
    for role, why in theme_check.problems(theme):
        report.add(("colours", role), why)
    return _with_files(report, theme, head)


def _with_files(report: Report, theme: Theme, head: _ThemeText) -> Theme:
    """The theme with its font and its logo, what is wrong with these noted."""
    folder = report.file.parent.absolute()  # those who draw may work elsewhere
    if head.font is not None:
        family = _checked(report, "font", head.font, FONTS, theme_check.font_family)
        theme = replace(theme, font=folder / head.font, family=family or "")
    if head.logo is not None:
        see = partial(theme_check.check_logo, background=theme.background)
        _checked(report, "logo", head.logo, LOGOS, see)
        theme = replace(theme, logo=folder / head.logo)
    return theme


_Found = TypeVar("_Found")


def _checked(
    report: Report, key: str, name: str, suffixes: tuple[str, ...], look: Callable[[Path], _Found]
) -> _Found | None:
    """What ``look`` finds in the file of that name, None where something is wrong with it."""
    try:
        return look(beside(report.file.parent, name, suffixes))
    except ValueError as error:
        report.add((key,), str(error))
        return None
