"""Theme files: a look of one's own in a small TOML file beside the lesson, read and checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, create_model

from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError, Report, no_such, shown, shown_path
from scenes.reading.source import MOST_BYTES, SourceError, read_source
from scenes.theme import ROLES, THEMES, Font, Theme, names
from scenes.themes import check as theme_check
from scenes.themes.colour import from_hex

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
    "rules": tuple[_Colour, _Colour, _Colour, _Colour],
    "kinds": tuple[_Colour, _Colour],
    "heights": Annotated[
        tuple[_Colour, ...], Field(min_length=FEWEST_HEIGHTS, max_length=MOST_HEIGHTS)
    ],
}
_ROLES: dict[str, Any] = {role: (_SEVERAL.get(role, _Colour), ...) for role in ROLES}
_Colours = create_model("_Colours", __base__=_Strict, **_ROLES)


class _ThemeText(_Strict):
    extends: Annotated[str, AfterValidator(_check_extends)] | None = None
    font: str | None = None
    bold: str | None = None
    logo: str | None = None
    shading: Annotated[float, Field(ge=0, le=1)] | None = None
    colours: dict[str, Any] = {}


def named_theme(name: str, folder: Path, inputs: Inputs) -> Theme:
    """The theme that a lesson file in ``folder`` names: a built-in one, or a file beside it.

    Raises:
        ValueError: there is no such theme.
        LessonError: its file has mistakes, or its colours, font or logo break a rule.
    """
    if name in THEMES:
        return THEMES[name]
    if not name.lower().endswith(SUFFIX):
        choices = [*names(), 'a file of your own, as in "my_theme.toml"']
        raise ValueError(no_such("theme", name, choices))
    _read(inputs, name, MOST_BYTES, folder.absolute())
    return read_theme(folder / name, name, inputs)


def _read(inputs: Inputs, name: str, most: int, folder: Path | None = None) -> bytes:
    try:
        return inputs.read_beside(name, most, folder)
    except ValueError as error:
        raise ValueError(f"{shown(name)}: {error}") from None


def read_theme(file: Path, name: str, inputs: Inputs) -> Theme:
    """Read and check a theme file.

    Raises:
        LessonError: the mistakes found, each with file, line and key, and figures if any.
    """
    try:
        report = Report(file, read_source(file, inputs))
    except SourceError as error:
        place = f"{shown_path(file)}, line {error.line}" if error.line else shown_path(file)
        raise LessonError([f"{place}: {error}."]) from None
    theme = _theme(report, name, inputs)
    if theme is None or report.problems:
        raise report.error()
    return theme


def _theme(report: Report, name: str, inputs: Inputs) -> Theme | None:
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
    theme = Theme(name, shading=shading, **colours.model_dump())
    for role, why in theme_check.problems(theme):
        report.add(("colours", role), why)
    return _with_files(report, theme, head, inputs)


def _with_files(report: Report, theme: Theme, head: _ThemeText, inputs: Inputs) -> Theme:
    """The theme with its font and its logo, what is wrong with these noted."""
    look = partial(_look, report, inputs)
    if head.font is not None:
        regular = look("font", head.font, FONTS, theme_check.font_family)
        bold = look("bold", head.bold, FONTS, theme_check.font_family) if head.bold else None
        if regular is not None:
            theme = replace(theme, font=_font(report, head, regular, bold))
    elif head.bold is not None:
        report.add(("bold",), "it is the bold of no font; name the font, too")
    if head.logo is not None:
        see = partial(theme_check.check_logo, background=theme.background)
        logo = look("logo", head.logo, LOGOS, see)
        theme = replace(theme, logo=logo.data if logo is not None else None)
    return theme


def _font(report: Report, head: _ThemeText, regular: _Looked, bold: _Looked | None) -> Font:
    """A font of the files that a theme names, noted where they are of two faces."""
    if bold is not None and bold.found != regular.found:
        names = f"{shown(bold.found)}, and font is {shown(regular.found)}"
        report.add(("bold",), f"its face is {names}; give another weight of the same face")
    name = Path(str(head.font)).name
    return Font(str(regular.found), name, regular.data, bold.data if bold is not None else None)


class _Looked(NamedTuple):
    """What a file holds, and what was found in it."""

    data: bytes
    found: object


def _look(
    report: Report,
    inputs: Inputs,
    key: str,
    name: str,
    suffixes: tuple[str, ...],
    see: Callable[[bytes], object],
) -> _Looked | None:
    """The file of that name beside the theme file, None where something is wrong with it."""
    most = theme_check.MOST_LOGO_BYTES if suffixes is LOGOS else theme_check.MOST_FONT_BYTES
    try:
        if not name.lower().endswith(suffixes):
            raise ValueError(f"{shown(name)} must end in {' or '.join(suffixes)}")  # noqa: TRY301
        data = _read(inputs, name, most, report.file.parent.absolute())
        return _Looked(data, see(data))
    except ValueError as error:
        report.add((key,), str(error))
        return None
