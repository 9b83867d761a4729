"""Files that Manim makes of texts and formulas, when several processes want the same at once."""

from __future__ import annotations

import fcntl
import shutil
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from gdlesson.whole import whole


def share_files(lock: Path) -> None:
    """Let several processes make and read the same texts, each of which is a file in one folder.

    Pango's get their names when they are whole, so that a kill leaves none that would be taken for
    good; what else makes files is done by one process at a time.

    Args:
        lock: a file for that alone, the same for all these processes.
    """
    from manim import SVGMobject
    from manim.mobject.text import tex_mobject, text_mobject, typst_mobject

    pango = text_mobject.manimpango
    pango.text2svg = _whole(pango.text2svg, 4)
    for utilities, name, place in (
        (pango.MarkupUtils, "text2svg", 7),
        (pango.PangoUtils, "remove_last_M", 0),
    ):
        setattr(utilities, name, staticmethod(_whole(getattr(utilities, name), place)))
    for owner, name in (
        (SVGMobject, "generate_mobject"),
        (tex_mobject, "tex_to_svg_file"),
        (typst_mobject, "typst_to_svg_file"),
    ):
        setattr(owner, name, _in_turn(getattr(owner, name), lock))


def _whole(write: Callable[..., Any], place: int) -> Callable[..., str]:
    """What writes a file, or changes it, and is told its name at that place of its arguments."""

    @wraps(write)
    def written(*args: Any, **options: Any) -> str:
        file = Path(args[place])
        with whole(file) as part:
            if file.exists():
                shutil.copyfile(file, part)
            write(*args[:place], str(part), *args[place + 1 :], **options)
        return str(file)

    return written


def _in_turn(make: Callable[..., Any], lock: Path) -> Callable[..., Any]:
    @wraps(make)
    def in_turn(*args: Any, **options: Any) -> Any:  # noqa: ANN401 - as the function has it
        with lock.open("w") as file:
            fcntl.lockf(file, fcntl.LOCK_EX)
            return make(*args, **options)

    return in_turn
