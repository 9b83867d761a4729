"""Inputs saved at any moment of a render: each film is of one state, and the next of the new one.

Two states of each input are known, and what is made of them in peace. The lesson is rendered in its
first state; meanwhile one of its files is brought into the second, in one of the ways in which
programs save.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.attack import material, told
from tests.attack.cases import Attack, Case, Result
from tests.attack.films import OUT, RENDER, Films
from tests.attack.nursery import COMMAND, Ended
from tests.attack.sketch import ENTRY
from tests.attack.snapshot import digests

FIRST = "first"
REAL = 25
"""One case in so many is drawn with Manim."""
TOLD_BEFORE = 0.5
"""Seconds before the end of a render up to which a change must be told."""
LIMIT = 30.0


@dataclass(frozen=True)
class Input:
    """A file of the lesson, and its bytes in the two states."""

    path: str
    first: bytes
    second: bytes
    named: tuple[str, ...]
    """What a message about it may name."""


INPUTS = {
    "lesson": Input(
        "lesson.toml",
        material.SHORT.encode(),
        material.SHORT.replace("Cars.", "Dogs.").encode(),
        ("lesson.toml",),
    ),
    "longer lesson": Input(
        "lesson.toml",
        material.SHORT.encode(),
        material.SHORT.replace("steps = 3", "steps = 5").replace("Cars.", "Cars again.").encode(),
        ("lesson.toml",),
    ),
    "data": Input(
        "d.csv", material.table().encode(), material.table(slope=3.0).encode(), ("d.csv",)
    ),
    "more data": Input("d.csv", material.table().encode(), material.table(30).encode(), ("d.csv",)),
    "theme": Input(
        "look.toml",
        material.THEME.encode(),
        material.THEME.replace("0.9", "0.8").encode(),
        ("look.toml",),
    ),
    "font": Input("fonts/face.otf", material.face(), material.face("ñ"), ("face.otf", "look.toml")),
    "logo": Input("logo.png", material.picture(), material.picture(250), ("logo.png", "look.toml")),
}


def lay_out(folder: Path, state: str) -> None:
    """The lesson in its first state, or with one input in its second."""
    material.lay_out(folder, material.SHORT)
    if state != FIRST:
        (folder / "here" / INPUTS[state].path).write_bytes(INPUTS[state].second)


SKETCHED = Films(lay_out)
DRAWN = Films(lay_out, COMMAND)

Save = Callable[[Path, bytes], None]


def _over(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _renamed(path: Path, data: bytes) -> None:
    beside = path.with_name(".saving")
    beside.write_bytes(data)
    beside.replace(path)


def _in_steps(path: Path, data: bytes) -> None:
    """Cut to nothing, then written piece by piece."""
    with path.open("wb", buffering=0) as file:
        for start in range(0, len(data), len(data) // 4 + 1):
            time.sleep(0.01)
            file.write(data[start : start + len(data) // 4 + 1])


def _removed_first(path: Path, data: bytes) -> None:
    path.unlink()
    time.sleep(0.03)
    path.write_bytes(data)


def _same_time(path: Path, data: bytes) -> None:
    """As a program that keeps the times of what it copies."""
    status = path.stat()
    path.write_bytes(data)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _same_time_renamed(path: Path, data: bytes) -> None:
    status = path.stat()
    beside = path.with_name(".saving")
    beside.write_bytes(data)
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.replace(path)


def _linked(path: Path, data: bytes) -> None:
    """A link to the new one in its place."""
    beside = path.with_name(f"new-{path.name}")
    beside.write_bytes(data)
    path.unlink()
    path.symlink_to(beside.name)


def _gone(path: Path, _: bytes) -> None:
    path.unlink()


def _there_and_back(path: Path, data: bytes) -> None:
    """The second state for a moment, then the first again."""
    first = path.read_bytes()
    path.write_bytes(data)
    time.sleep(0.2)
    path.write_bytes(first)


SAVES: dict[str, Save] = {
    "over": _over, "renamed": _renamed, "in steps": _in_steps, "removed first": _removed_first,
    "same time": _same_time, "same time, renamed": _same_time_renamed, "linked": _linked,
    "gone": _gone, "there and back": _there_and_back,
}  # fmt: skip
SILENT = ("same time", "same time, renamed", "there and back")
"""Ways of which a render need not tell that anything has changed."""


@dataclass(frozen=True)
class Edit:
    """What is saved, how and when."""

    name: str
    save: str
    after: float
    """Of the time that a render takes in peace, from 0 to a little more than 1."""

    @property
    def input(self) -> Input:
        """The file that is saved."""
        return INPUTS[self.name]

    def __str__(self) -> str:
        return f"{self.name} {self.save} after {self.after:.2f} of the render"


def edit(case: Case) -> Edit:
    """The edit of a case."""
    chance = case.chance
    name, save = chance.choice([*INPUTS]), chance.choice([*SAVES])
    return Edit(name, save, chance.choice([chance.uniform(0, 0.4), chance.uniform(0, 1.1)]))


def attempt(case: Case) -> Result:
    """Render while a file is saved anew, then render again."""
    made = edit(case)
    films, entry = (DRAWN, COMMAND) if case.number % REAL == REAL - 1 else (SKETCHED, ENTRY)
    wanted = {state: films.digests(state, case.nursery) for state in (FIRST, made.name)}
    lay_out(case.folder, FIRST)
    path, out = case.folder / "here" / made.input.path, case.folder / "here" / OUT
    usual = films.seconds(FIRST, case.nursery)

    case.nursery.start(RENDER, case.folder, entry=entry, within="here")
    begun = time.monotonic()
    time.sleep(made.after * usual)
    SAVES[made.save](path, made.input.second)
    saved = time.monotonic()
    first = case.nursery.wait(LIMIT)
    late = first.seconds - (saved - begun) < TOLD_BEFORE
    found = [*told.faults(first), *during(first, digests(out), wanted, made, late=late)]

    again = case.nursery.run(RENDER, case.folder, entry=entry, within="here", seconds=LIMIT)
    found += [*told.faults(again), *after(again, digests(out), wanted, made)]
    found += told.litter(case.folder)
    took, most = max(first.seconds, again.seconds), max(first.bytes, again.bytes)
    return Result(_came(first), tuple(found), took, most, str(made))


def _came(first: Ended) -> str:
    if first.code:
        return f"refused ({first.code})"
    return "told" if _tells(first) else "untold"


def _tells(ended: Ended) -> bool:
    """Whether a render says that an input was changed meanwhile."""
    return "changed while" in ended.stderr.lower()


def during(
    ended: Ended,
    there: dict[str, str],
    wanted: dict[str, dict[str, str]],
    made: Edit,
    *,
    late: bool,
) -> Iterator[str]:
    """What is wrong with the render during which a file was saved."""
    if ended.code:
        if not any(name in ended.stderr for name in made.input.named):
            yield f"it failed for another reason: {ended.stderr[-300:]!r}"
        return
    if there == wanted[made.name]:
        return
    told_of = _tells(ended)
    if made.save == "in steps" and told_of:
        return  # what was there half way may be a whole lesson or table, too
    if there != wanted[FIRST]:
        yield f"it made a film of neither state: {_differing(there, wanted[FIRST])}"
    elif not late and made.save not in SILENT and not told_of:
        yield f"it does not say that its input was changed: {ended.stderr[-200:]!r}"


def after(
    ended: Ended, there: dict[str, str], wanted: dict[str, dict[str, str]], made: Edit
) -> Iterator[str]:
    """What is wrong with the render after that."""
    if made.save == "gone":
        if ended.code != 2 or not any(name in ended.stderr for name in made.input.named):
            yield f"the next render does not miss what is gone: {ended.code} {ended.stderr!r:.300}"
        return
    now = FIRST if made.save == "there and back" else made.name
    if ended.code:
        yield f"the next render failed: {ended.stderr[-300:]!r}"
    elif there != wanted[now]:
        yield f"the next render is not of the new state: {_differing(there, wanted[now])}"


def _differing(there: dict[str, str], wanted: dict[str, str]) -> str:
    names = sorted(name for name in {*there, *wanted} if there.get(name) != wanted.get(name))
    return ", ".join(names)[:300]


ATTACK = Attack("edits", 1000, 3, attempt)
