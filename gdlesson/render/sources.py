"""The code that a scene is drawn by: what draws any, and of the rest what the scene's file reaches.

Of components, parts, plans and scenes those files count that are reached by imports, from the
scene's own two or from what draws any scene.  The lists of scenes reach all of them and decide no
picture: they are not followed.  All imports of `scenes` are written out, which a test holds it to.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from gdlesson.render.program import CODE_OF_PICTURES, WORDS, files
from scenes.plans.registry import PLANS

LISTS = frozenset({"scenes.catalog", "scenes.plans.registry"})
"""The modules that list the scenes."""
APART = ("scenes.components.", "scenes.parts.", "scenes.plans.")
"""The packages of which what is reached counts."""
_IMPORTS = re.compile(r"^[ \t]*(?:from ([\w.]+) import (\([^)]*\)|.*)|import (.+))", re.MULTILINE)
_QUOTED = re.compile(r"""["'](\w+)(?=["'.])""")


@dataclass(frozen=True)
class SourceFile:
    """A file of the program as it is when this is first asked.

    What it imports may hold names that are no modules, and its words some that are never said.
    """

    digest: str
    imports: frozenset[str]
    """The modules that it names, and the names that it takes from them, as if modules as well."""
    words: frozenset[str]
    """What stands in quotes, alone or before a point, as sections of `scenes/words` do."""


@cache
def read() -> Mapping[str, SourceFile]:
    """All files that may decide a picture but words, by their names as modules or else as files."""
    found = {}
    for package in CODE_OF_PICTURES:
        for folder, path in files((package,)):
            where = path.relative_to(folder)
            if WORDS in where.parts:
                continue
            name = ".".join((package, *where.with_suffix("").parts))
            data = path.read_bytes()
            if path.suffix != ".py":
                name, text = f"{package}/{where.as_posix()}", ""
            else:
                name, text = name.removesuffix(".__init__"), data.decode()
            found[name] = SourceFile(
                sha256(data).hexdigest(), imported(text), frozenset(_QUOTED.findall(text))
            )
    return found


def imported(text: str) -> frozenset[str]:
    """What a module imports: modules with the packages that they are in, and names that may be."""
    found = set[str]()
    for module, names, plain in _IMPORTS.findall(text):
        found |= {f"{module}.{name}" for name in re.findall(r"\w+", names)}
        found |= {*re.findall(r"[\w.]+", plain)}
    return frozenset(each[: dot.start()] for each in found for dot in re.finditer(r"\.|$", each))


def sources(scene: str) -> dict[str, SourceFile]:
    """The files that decide pictures of a scene, by name; all there are where it has no file."""
    every = {name: source for name, source in read().items() if name not in LISTS}
    own = {f"scenes.{scene}", f"scenes.plans.{scene}"}
    if not own <= every.keys():
        return every
    reached = _reached(own | {name for name in every if not _is_apart(name)}, every)
    return {name: source for name, source in every.items() if name in reached}


def _is_apart(name: str) -> bool:
    """Whether a module counts where it is reached, and nowhere else."""
    return name.startswith(APART) or name in {f"scenes.{scene}" for scene in PLANS}


def _reached(begin: Iterable[str], every: Mapping[str, SourceFile]) -> set[str]:
    """Those of the files that some of them import, directly or by others, and these."""
    reached, left = set[str](), {*begin}
    while left:
        reached |= left
        left = {name for each in left for name in every[each].imports} & every.keys() - reached
    return reached
