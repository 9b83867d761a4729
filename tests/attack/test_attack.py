"""The attacks, a few cases of each kind; that they are always the same; and that they can find."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console

from tests.attack import edits, folders, kills, lessons, material, tables, themes, told
from tests.attack.cases import SEED, Attack, Case, Result, chance
from tests.attack.nursery import Ended, Nursery
from tests.attack.run import tally
from tests.attack.snapshot import snapshot, touched

# attack, what must have come of some of its cases
SHORT = [
    (lessons.ATTACK, {"accepted", "refused"}),
    (tables.ATTACK, {"accepted", "refused"}),
    (themes.ATTACK, {"accepted", "refused"}),
    (folders.ATTACK, {"render 0", "render 2"}),
    (edits.ATTACK, {"told"}),
    (kills.ATTACK, {"ended"}),
]


@pytest.fixture(scope="module")
def nursery() -> Iterator[Nursery]:
    with Nursery() as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize(("attack", "comes"), SHORT, ids=[attack.name for attack, _ in SHORT])
def test_a_short_attack_finds_nothing(attack: Attack, comes: set[str]) -> None:
    found = tally(attack, range(attack.few), SEED, 2, Console())
    assert not found.faults
    assert comes <= {*found.came}
    assert found.came.total() == attack.few


def test_an_attack_that_fails_itself_is_a_fault_and_ends_no_other() -> None:
    def attempt(case: Case) -> Result:
        if case.number == 1:
            raise ZeroDivisionError
        return Result("fine")

    found = tally(Attack("odd", 3, 3, attempt), range(3), SEED, 1, Console())
    assert found.came == {"fine": 2, "failed itself": 1}
    assert [number for number, _ in found.faults] == [1]


def test_processes_are_looked_up_whatever_they_are_called(tmp_path: Path, nursery: Nursery) -> None:
    odd = [b"sh", b"-c", b"read line; : \xff"]
    with subprocess.Popen(odd, stdin=subprocess.PIPE) as called:
        ended = nursery.run([], tmp_path, entry="tests.attack.misbehaving:leave_a_process")
        called.kill()
    assert len(ended.left) == 1


@pytest.mark.parametrize("text", lessons.BASES, ids=range(len(lessons.BASES)))
def test_what_is_spoiled_was_whole(tmp_path: Path, nursery: Nursery, text: str) -> None:
    material.lay_out(tmp_path, text)
    material.set_traps(tmp_path)
    ended = nursery.run(["check", "lesson.toml"], tmp_path, within="here")
    assert (ended.code, ended.stderr, [*told.faults(ended)]) == (0, "", [])


def _theme(number: int, folder: Path) -> object:
    material.lay_out(folder, material.SHORT)
    own = chance("themes", SEED, number)
    done = own.choice(themes.KINDS)(folder / "here", own)
    names = {name: (one.kind, one.held) for name, one in snapshot(folder).items()}
    return done, names


MAKERS: dict[str, Callable[[int, Path], object]] = {
    "lessons": lambda number, _: lessons.spoiled(chance("lessons", SEED, number)),
    "tables": lambda number, _: tables.made(chance("tables", SEED, number)),
    "themes": _theme,
}


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_case_is_the_same_each_time_and_unlike_the_next(
    tmp_path: Path, make: Callable[[int, Path], object]
) -> None:
    made = [make(number, tmp_path / f"{k}") for k, number in enumerate([3, 4, 6, 3, 4, 6])]
    assert made[:3] == made[3:]
    assert made[0] != made[1] != made[2]


# what a command does, what is said of it
MISBEHAVIOUR = {
    "hang": "when it was ended",
    "raise_it": "Traceback",
    "warn": "RuntimeWarning",
    "eat": "MiB",
    "leave_a_process": "it left processes",
    "leave_a_file": "it left tmp/",
    "die": "it ended with -6",
    "fail_silently": "without a word",
    "whisper": "cannot be shown",
    "talk_in_halves": "no sentence",
}


@pytest.mark.parametrize("name", MISBEHAVIOUR)
def test_what_no_command_may_do_is_noticed(tmp_path: Path, nursery: Nursery, name: str) -> None:
    entry = f"tests.attack.misbehaving:{name}"
    seconds = 0.3 if name == "hang" else 10.0
    ended = nursery.run([], tmp_path, entry=entry, seconds=seconds)
    found = [*told.faults(ended), *told.litter(tmp_path)]
    assert any(MISBEHAVIOUR[name] in fault for fault in found), found


def test_a_proper_refusal_is_no_fault(tmp_path: Path, nursery: Nursery) -> None:
    ended = nursery.run([], tmp_path, entry="tests.attack.misbehaving:behave")
    assert [*told.faults(ended), *told.litter(tmp_path)] == []
    assert [*told.unnamed(ended, ["'x'"])] == []
    assert [*told.unnamed(ended, ["'y'"])]


def test_a_told_secret_is_noticed() -> None:
    ended = Ended(2, "", f"It holds {material.SECRET}.\n", 1.0, 0, ())
    assert [*told.faults(ended)] == []
    assert [*told.faults(ended, [material.SECRET])]


def _same_size_and_time(path: Path) -> None:
    status = path.stat()
    path.write_text("other")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def _instead(path: Path, make: Callable[[Path], object]) -> None:
    path.unlink()
    make(path)


TOUCHES: dict[str, Callable[[Path], object]] = {
    "gone": lambda folder: (folder / "file").unlink(),
    "other bytes": lambda folder: _same_size_and_time(folder / "file"),
    "written again": lambda folder: os.utime(folder / "file", ns=(1, 1)),
    "a pipe became a file": lambda folder: _instead(folder / "pipe", Path.touch),
    "a link became a file": lambda folder: _instead(folder / "link", Path.touch),
    "a link leads elsewhere": lambda folder: _instead(
        folder / "link", lambda link: link.symlink_to("pipe")
    ),
    "its mode": lambda folder: (folder / "file").chmod(0o400),
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=TOUCHES)
def test_what_is_touched_is_seen(tmp_path: Path, touch: Callable[[Path], object]) -> None:
    (tmp_path / "file").write_text("bytes")
    (tmp_path / "link").symlink_to("file")
    os.mkfifo(tmp_path / "pipe")
    before = snapshot(tmp_path)
    assert [*touched(before, snapshot(tmp_path))] == []
    touch(tmp_path)
    assert [*touched(before, snapshot(tmp_path))]


A, B, MIXED = (
    {"lesson.mp4": "a", "m": "a"},
    {"lesson.mp4": "b", "m": "b"},
    {"lesson.mp4": "a", "m": "b"},
)
CHANGED = "Changed while this was made: d.csv."
# exit code, words, what is there, whether the edit came late, what is found
DURING = [
    (0, CHANGED, A, False, ""),
    (0, "", A, True, ""),
    (0, "", B, False, ""),
    (0, "", A, False, "does not say"),
    (0, CHANGED, MIXED, False, "neither state"),
    (2, "d.csv: no.", {}, False, ""),
    (1, "The disk is full.", {}, False, "another reason"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "words", "there", "late", "found"), DURING)
def test_a_film_of_two_states_or_of_an_unsaid_one_is_noticed(
    code: int, words: str, there: dict[str, str], late: bool, found: str
) -> None:
    made, wanted = edits.Edit("data", "over", 0.5), {edits.FIRST: A, "data": B}
    ended = Ended(code, "", words, 1.0, 0, ())
    faults = [*edits.during(ended, there, wanted, made, late=late)]
    assert (found in faults[0]) if found else not faults


# way, exit code, what is there, what is found
AFTER = [
    ("over", 0, B, ""),
    ("over", 0, A, "not of the new state"),
    ("over", 1, A, "failed"),
    ("gone", 2, A, ""),
    ("gone", 0, A, "does not miss"),
    ("there and back", 0, A, ""),
    ("there and back", 0, B, "not of the new state"),
]


@pytest.mark.parametrize(("way", "code", "there", "found"), AFTER)
def test_a_next_film_that_is_not_new_is_noticed(
    way: str, code: int, there: dict[str, str], found: str
) -> None:
    made, wanted = edits.Edit("data", way, 0.5), {edits.FIRST: A, "data": B}
    faults = [*edits.after(Ended(code, "", "d.csv: no.", 1.0, 0, ()), there, wanted, made)]
    assert (found in faults[0]) if found else not faults


def test_each_way_of_saving_leaves_what_it_is_to_leave(tmp_path: Path) -> None:
    for way, save in edits.SAVES.items():
        path = tmp_path / way
        path.write_bytes(b"first")
        save(path, b"second, and longer")
        kept = {"gone": None, "there and back": b"first"}.get(way, b"second, and longer")
        assert (path.read_bytes() if path.exists() else None) == kept


def test_what_is_foreign_in_a_folder_is_all_that_was_not_made(
    tmp_path: Path, nursery: Nursery
) -> None:
    folders.FILMS.copy("before", nursery, tmp_path)
    template = snapshot(tmp_path)
    case = Case(0, chance("folders", SEED, 0), tmp_path, nursery)
    inside = {name for name in folders.foreign(case, template, set()) if "/out/" in name}
    assert inside == set()
    (tmp_path / "here/out/notes.txt").write_text("mine")
    (tmp_path / "here/out/chapters.txt").write_text("mine")
    found = folders.foreign(case, template, set())
    assert {"here/out/notes.txt", "here/out/chapters.txt", "here/lesson.toml"} <= {*found}
    assert "here/out/lesson.mp4" not in found
