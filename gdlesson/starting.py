"""A lesson file to start from."""

from __future__ import annotations

import os
import re
from pathlib import Path

from gdlesson.errors import InputError, sentence
from gdlesson.whole import unfinished
from scenes.lesson.file import check_slug
from scenes.lessons import BUILT_IN

_HEADER = """\
# A lesson file. Change what you like, then:
#
#   gdlesson check {name}.toml      is it right?
#   gdlesson render {name}.toml     into renders/{name}/
#   gdlesson list                   scenes, their beats and parameters, surfaces, data sets
#
# Scenes play in the order in which they stand here; leave out any. In [scene.params], what is left
# out has its default. data = "my.csv" with x = "a column" and y = "another" brings your own data;
# the file lies in this file's folder or below. A beat without words is shown without a caption.

"""


def new_lesson(name: str, folder: Path) -> Path:
    """Write ``NAME.toml``, a copy of the built-in lesson under its own slug; never over a file.

    Raises:
        InputError: the name is not a plain one, or the file is there already.
    """
    try:
        check_slug(name)
    except ValueError as error:
        raise InputError(f"{error}.") from None
    body = BUILT_IN.read_text(encoding="utf-8")
    body = body[body.index("title =") :]
    body = re.sub(r'(?m)^slug = ".*"', f'slug = "{name}"', body, count=1)
    path = folder / f"{name}.toml"
    try:
        _write_new(path, _HEADER.format(name=name) + body)
    except FileExistsError:
        why = f"{path} is there already and is not overwritten"
        raise InputError(f"{why}; choose another name or remove it.") from None
    except OSError as error:
        raise InputError(f"{path} cannot be written: {sentence(error)}.") from error
    return path


def _write_new(path: Path, text: str) -> None:
    """Write a file that has its name only when it is whole, and never over one that is there."""
    with unfinished(path) as part:
        part.write_text(text, encoding="utf-8", newline="\n")
        try:
            os.link(part, path)  # unlike a rename, it refuses to take another's place
        except FileExistsError:
            raise
        except OSError:  # not every file system has links
            with path.open("x"):
                part.replace(path)
