"""Finished folders that were forged, then rendered into or checked: nothing foreign is touched."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from gdlesson.names import MANIFEST
from tests.attack import forgeries, material, told
from tests.attack.cases import Attack, Case, Result
from tests.attack.films import OUT, RENDER, Films
from tests.attack.nursery import COMMAND
from tests.attack.sketch import ENTRY
from tests.attack.snapshot import Snapshot, Thing, digests, snapshot, touched

SCENE = """\
from manim import Circle, Create, Scene

class Round(Scene):
    def construct(self):
        self.play(Create(Circle()), run_time=0.2)
"""
OWN = ("home", "cache", "tmp", "stdout.txt", "stderr.txt")
"""Of the case's folder, what is the command's."""
HIDDEN = (".gdlesson.lock", ".gdlesson.unfinished")
"""Names in a lesson's folder that are the program's, whatever is there."""
DRAWING_SECONDS = 40.0


def lay_out(folder: Path, state: str) -> None:
    """A lesson that is to be rendered, as it was and as it was changed."""
    words = {"before": "Cars.", "after": "Cars, again."}[state]
    path = material.lay_out(folder, material.SHORT.replace("Cars.", words))
    (path.parent / "round.py").write_text(SCENE)


FILMS = Films(lay_out)


DRAWS = [*RENDER]
ORDERS: dict[str, tuple[list[str], str, str]] = {
    "render": (DRAWS, ENTRY, "here"),
    "scene": ([*DRAWS, "--scene", "batch_vs_sgd"], ENTRY, "here"),
    "check": (["check", "--no-pictures", OUT], COMMAND, "here"),
    "here": (["render", "../lesson.toml", *RENDER[2:-1], "."], ENTRY, f"here/{OUT}"),
    "pictures": (["check", OUT], COMMAND, "here"),
    "look": (["check", "--pictures", "lesson.toml"], COMMAND, "here"),
    "still": (
        ["still", "lesson.toml", "--scene", "batch_vs_sgd", "--at", "0", "--quality", "preview",
         "--out", "target.png"], COMMAND, "here",
    ),
    "render-scene": (
        ["render-scene", "round.py", "--quality", "preview", "--output", "target.mp4"],
        COMMAND, "here",
    ),
}  # fmt: skip
"""Commands, what draws, and the folder that they are called in."""
OFTEN = {"render": 24, "scene": 4, "check": 10, "here": 4}


def order(case: Case) -> tuple[list[str], str, str, set[str]]:
    """A command, its entry, the folder it is called in, and the files that it was told to write."""
    kind = case.chance.choices([*ORDERS], [OFTEN.get(kind, 1) for kind in ORDERS])[0]
    arguments, entry, within = ORDERS[kind]
    told_to = set()
    if arguments[-1].startswith("target"):
        thing = case.chance.choice([*forgeries.THINGS])
        forgeries.THINGS[thing](case.folder / "here" / arguments[-1])
        # A file is to be written anew, and so is what a link leads to, by who names it here.
        meant = {"file": f"here/{arguments[-1]}", "link out": "outside/thesis.txt"}
        told_to = {meant[thing]} if thing in meant else set()
    if not (case.folder / within).is_dir():
        arguments, entry, within = ORDERS["render"]
    return arguments, entry, within, told_to


def foreign(case: Case, template: Snapshot, ours: set[str]) -> dict[str, Thing]:
    """What is in the case's folder and is not the program's."""
    found = {}
    for name, thing in snapshot(case.folder).items():
        path = os.path.relpath(name, f"here/{OUT}")
        own = name.split("/")[0] in OWN or any(part in HIDDEN for part in name.split("/"))
        was = template.get(name)
        same = was is not None and (was.kind, was.held) == (thing.kind, thing.held)
        made = name.startswith(f"here/{OUT}/") and same
        if not (own or made or path in ours):
            found[name] = thing
    return found


def attempt(case: Case) -> Result:
    """Forge a finished folder, run a command on it, and see what of others' is as it was."""
    FILMS.copy("before", case.nursery, case.folder)
    template = snapshot(case.folder)
    _outside(case.folder)
    made, ours = forgeries.forge(case.folder / "here" / OUT, case.chance)
    state = "before"
    if case.chance.randrange(3) == 0:
        state = "after"
        text = (case.folder / "here/lesson.toml").read_text().replace("Cars.", "Cars, again.")
        (case.folder / "here/lesson.toml").write_text(text)
    arguments, entry, within, told_to = order(case)
    before = foreign(case, template, ours)
    ended = case.nursery.run(
        arguments, case.folder, entry=entry, within=within, seconds=_limit(entry, arguments)
    )
    after = snapshot(case.folder)
    found = [*told.faults(ended), *told.litter(case.folder)]
    found += touched({k: v for k, v in before.items() if k not in told_to}, after)
    found += _strays(before, after)
    if ended.code == 0 and arguments[0] == "render" and forgeries.BELIEVED not in made:
        found += _stale(case, state)
    came = f"{arguments[0]} {ended.code}"
    done = f"{made}; {state}; {' '.join(arguments)} in {within}"
    return Result(came, tuple(found), ended.seconds, ended.bytes, done)


def _limit(entry: str, arguments: list[str]) -> float:
    """Ten seconds, and more for what draws with Manim."""
    draws = entry == COMMAND and "--no-pictures" not in arguments
    return DRAWING_SECONDS if draws else 10.0


def _outside(folder: Path) -> None:
    """Somebody's files, beside the lesson's folder."""
    there = folder / "outside"
    (there / "deep").mkdir(parents=True)
    for name in ("thesis.txt", "photo.png", "deep/thesis.txt", "batch_vs_sgd.mp4",
                 "batch_vs_sgd--takeaway.png", "a--b--c.png", "batch_vs_sgd.npz"):  # fmt: skip
        (there / name).write_text(f"{name} of somebody's")


def _strays(before: Snapshot, after: Snapshot) -> Iterator[str]:
    """What was written outside the lesson's folder and the command's own."""
    for name, thing in after.items():
        there = name.startswith((f"here/{OUT}/", "here/elsewhere/", "here/check/", "here/target"))
        if name not in before and not there and name.split("/")[0] not in OWN:
            if name in {f"here/{OUT}", "here/check", "here/elsewhere", "here/nowhere"}:
                continue
            yield f"{name}, a {thing.kind}, was written where nothing is the program's"


def _stale(case: Case, state: str) -> Iterator[str]:
    """What of a film that is said to be done is not what is made in peace."""
    wanted = FILMS.digests(state, case.nursery)
    there = digests((case.folder / "here" / OUT).resolve())
    for name, digest in wanted.items():
        if name != MANIFEST and there.get(name) != digest:
            yield f"{name} is not what the lesson says, though the render ended well"


ATTACK = Attack("folders", 300, 30, attempt)
