"""Only what the program made is replaced or removed: files of others, links, pipes, forged lists.

Each row of the tables says what is there before. What is foreign must be as it was, byte for byte.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from gdlesson import cli, written
from gdlesson.check.findings import Finding, Offence, Sight
from gdlesson.check.report import save_pictures
from gdlesson.check.verdict import look_at_folder
from gdlesson.commands import rendering
from gdlesson.deliver.manifest import read_manifest
from gdlesson.errors import CommandError, InputError
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.making.unchanged import unchanged
from gdlesson.names import PICTURE_LIST
from gdlesson.whole import own_name, whole
from gdlesson.workplace import JOURNAL, LOCK, UNFINISHED, Workplace
from tests.gdlesson.fake_lesson import PICTURE, Silent, make_lesson, make_order

ROOT = Path(__file__).parents[2]
MINE = b"a thesis"
LESSONS = ("manifest.json", "lesson.mp4", "lesson.en.srt", "chapters.txt", "contact_sheet.png")
SCENES = ("scenes/red.mp4", "trace/green.npz", "stills/blue--open.png")
Change = Callable[[Path], object]
"""What is done to a finished folder, beside which there is a folder ``outside``."""


def tree(folder: Path) -> dict[str, object]:
    """All that is in a folder: of a file what it holds, of a link where it leads."""
    found: dict[str, object] = {}
    for path in folder.rglob("*"):
        status = path.lstat()
        kind: object = status.st_mode
        if path.is_symlink():
            kind = path.readlink()
        elif path.is_file():
            kind = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = kind
    return found


def put(name: str, data: bytes = MINE) -> Change:
    def act(folder: Path) -> None:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)

    return act


def exchange(name: str, make: Callable[[Path], object]) -> Change:
    """Put something else where a file or a folder was, which goes outside."""

    def act(folder: Path) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path):
            path.rename(folder.parent / "outside" / path.name)
        make(path)

    return act


def link_outside(path: Path) -> None:
    path.symlink_to(outside(path) / path.name)


def outside(path: Path) -> Path:
    return next(above / "outside" for above in path.parents if (above / "outside").is_dir())


def dangling(path: Path) -> None:
    path.symlink_to("nowhere")


def edit(**values: object) -> Change:
    """Change the manifest, whose list of files is handed on by that name where it is a function."""

    def act(folder: Path) -> None:
        path = folder / "manifest.json"
        told = json.loads(path.read_text())
        for key, value in values.items():
            told[key] = value(told[key]) if callable(value) else value
        path.write_text(json.dumps(told))

    return act


def first_file(**values: object) -> Change:
    return edit(files=lambda files: [files[0] | values, *files[1:]])


def renders(folder: Path) -> Result:
    result = Result()
    lesson = make_lesson(folder.parent / "fakes.toml")
    render(make_order(folder, lesson), Silent(), result)
    return result


@pytest.fixture
def place(finished: Path) -> Path:
    (finished.parent / "outside").mkdir()
    return finished


# what is in a folder in which nothing was rendered, and what the message must name
FOREIGN: dict[str, tuple[Change, str]] = {
    **{f"a file {name}": (put(name), name) for name in (*LESSONS, *SCENES)},
    "an empty file": (put("lesson.mp4", b""), "lesson.mp4"),
    "a folder": (lambda folder: (folder / "chapters.txt").mkdir(), "chapters.txt"),
    "a pipe": (lambda folder: os.mkfifo(folder / "manifest.json"), "manifest.json"),
    "a pipe for a video": (lambda folder: os.mkfifo(folder / "lesson.mp4"), "lesson.mp4"),
    "a link to a file": (exchange("lesson.mp4", link_outside), "lesson.mp4"),
    "a link to nothing": (exchange("manifest.json", dangling), "manifest.json"),
    "a link to zeros": (exchange("manifest.json", lambda p: p.symlink_to("/dev/zero")), "manifest"),
    "a folder that is a file": (put("scenes"), "scenes"),
    "a folder that is a link": (exchange("stills", link_outside), "stills"),
    "a manifest of another program": (put("manifest.json", b'{"name": "an app"}'), "manifest.json"),
    "a manifest that is too long": (put("manifest.json", b" " * 2**23), "manifest.json"),
    "a manifest of many brackets": (put("manifest.json", b"[" * 10**5), "manifest.json"),
    "a lock of another program": (put(LOCK, b"held by 7"), LOCK),
    "a lock that is a pipe": (lambda folder: os.mkfifo(folder / LOCK), LOCK),
    "a lock that is a link": (exchange(LOCK, link_outside), LOCK),
    "a hidden folder of files": (put(f"{UNFINISHED}/thesis.txt"), UNFINISHED),
    "a hidden folder that is a file": (put(UNFINISHED), UNFINISHED),
    "a hidden folder that is a link": (exchange(UNFINISHED, link_outside), UNFINISHED),
    "a journal of another program": (put(f"{UNFINISHED}/{JOURNAL}"), JOURNAL),
    "a journal that is a pipe": (
        lambda folder: [(folder / UNFINISHED).mkdir(), os.mkfifo(folder / UNFINISHED / JOURNAL)],
        JOURNAL,
    ),
}


@pytest.mark.parametrize("case", FOREIGN)
def test_a_folder_with_foreign_files_of_these_names_is_refused_and_stays(
    tmp_path: Path, case: str
) -> None:
    change, named = FOREIGN[case]
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/lesson.mp4").write_bytes(MINE)
    (tmp_path / "out").mkdir()
    lesson = make_lesson(tmp_path / "fakes.toml")
    change(tmp_path / "out")
    before = tree(tmp_path)
    with pytest.raises(InputError, match=re.escape(named)) as error:
        render(make_order(tmp_path / "out", lesson), Silent(), Result())
    assert "\n" not in str(error.value)
    assert tree(tmp_path) == before


def test_the_message_names_a_few_foreign_files_and_counts_the_others(tmp_path: Path) -> None:
    for name in (*LESSONS, *SCENES):
        put(name)(tmp_path / "out")
    told = r"has not made: manifest\.json, lesson\.mp4, lesson\.en\.srt and 5 more; move it away"
    with pytest.raises(InputError, match=told):
        renders(tmp_path / "out")


# what becomes of a finished folder, and what of it is foreign: a render must leave that alone
FORGED: dict[str, tuple[Change, str]] = {
    "a path outside": (first_file(path="../outside/thesis.txt"), "outside/thesis.txt"),
    "a path through a link": (first_file(path="linked/thesis.txt"), "outside/thesis.txt"),
    "a file of another name": (first_file(path="thesis.txt"), "out/thesis.txt"),
    "a kind with another's name": (first_file(path="chapters.txt"), "out/thesis.txt"),
    "a file that is listed twice": (edit(files=lambda f: [*f, f[0]]), "out/thesis.txt"),
    "a size without end": (first_file(bytes=10**400), "out/thesis.txt"),
    "a length that is no number": (first_file(seconds=float("nan")), "out/thesis.txt"),
    "no versions": (edit(versions={}), "out/thesis.txt"),
    "a key of its own": (edit(author="me"), "out/thesis.txt"),
}


@pytest.mark.parametrize("case", FORGED)
def test_a_forged_manifest_is_no_manifest(place: Path, case: str) -> None:
    change, thesis = FORGED[case]
    (place / "linked").symlink_to(place.parent / "outside")
    (place.parent / thesis).write_bytes(MINE)
    change(place)
    before = tree(place)
    with pytest.raises(InputError, match=r"manifest\.json"):
        renders(place)
    assert tree(place) == before
    assert (place.parent / thesis).read_bytes() == MINE
    with pytest.raises(CommandError, match="is damaged"):
        look_at_folder(place, 1, pictures=False)


def test_a_manifest_is_trusted_no_further_than_its_checksums(place: Path) -> None:
    """It names a user's file in place of a still of a scene that the lesson has no more."""
    thesis = {"path": "stills/old--open.png", "kind": "still", "scene": "old", "beat": "open"}
    edit(files=lambda files: [*files, thesis | {"bytes": 8, "sha256": "0" * 64}])(place)
    (place / "stills/old--open.png").write_bytes(MINE)
    renders(place)
    assert (place / "stills/old--open.png").read_bytes() == MINE


# what was done to a file that the program made, and where the user's own is found afterwards
CHANGED = {
    "captions": ("lesson.en.srt", "lesson.en.changed.srt"),
    "a still": ("stills/red--open.png", "stills/red--open.changed.png"),
    "a clip": ("scenes/green.mp4", "scenes/green.changed.mp4"),
    "the video": ("lesson.mp4", "lesson.changed.mp4"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_what_was_changed_is_set_aside_and_made_again(place: Path, case: str) -> None:
    name, aside = CHANGED[case]
    original = (place / name).read_bytes()
    (place / name).write_bytes(MINE)
    assert renders(place).set_aside == {name: aside}
    assert (place / aside).read_bytes() == MINE
    assert (place / name).read_bytes() == original
    (place / name).write_bytes(b"again")
    renders(place)
    assert (place / aside).read_bytes() == MINE
    assert (place / aside).with_stem(Path(aside).stem + "-2").read_bytes() == b"again"


def test_what_was_emptied_is_made_again_and_not_kept(place: Path) -> None:
    (place / "lesson.en.srt").write_bytes(b"")
    before = set(tree(place))
    assert renders(place).set_aside == {}
    assert (place / "lesson.en.srt").stat().st_size
    assert set(tree(place)) == before


def test_what_is_set_aside_is_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "chapters.txt").write_bytes(MINE)
    rendering.render_order(make_order(place, make_lesson(place.parent / "fakes.toml")))
    told = "chapters.txt was not as it had been rendered, and is kept as chapters.changed.txt"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("make", [link_outside, dangling, os.mkfifo, os.mkdir])
def test_what_takes_a_name_while_it_is_rendered_is_set_aside(
    tmp_path: Path, make: Callable[[Path], object]
) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/chapters.txt").write_bytes(MINE)
    with Workplace(tmp_path / "out") as work:
        make(tmp_path / "out/chapters.txt")
        work.publish_text("x", "chapters.txt")
        assert work.set_aside == {"chapters.txt": "chapters.changed.txt"}
    assert (tmp_path / "outside/chapters.txt").read_bytes() == MINE
    assert (tmp_path / "out/chapters.txt").read_text() == "x"


def test_nothing_is_published_through_a_link_put_there_meanwhile(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    with Workplace(tmp_path / "out") as work:
        (tmp_path / "out/scenes").symlink_to(tmp_path / "outside")
        with pytest.raises(NotADirectoryError):
            work.publish_text("x", "scenes/red.mp4")
    assert not [*(tmp_path / "outside").iterdir()]


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "out").symlink_to("there")
    assert renders(tmp_path / "out").lesson
    assert (tmp_path / "there/lesson.mp4").is_file()
    (tmp_path / "gone").symlink_to("nowhere")
    with pytest.raises(InputError, match="a link that leads nowhere"):
        renders(tmp_path / "gone")


INCOMPLETE = ("scenes/red.mp4", "trace/red.npz", "stills/red--move.png", "lesson.en.vtt")


@pytest.mark.parametrize("name", INCOMPLETE)
def test_a_list_that_lacks_a_file_is_made_complete(place: Path, name: str) -> None:
    lesson = place.parent / "fakes.toml"
    assert unchanged(lesson, PICTURE, place)
    edit(files=lambda files: [file for file in files if file["path"] != name])(place)
    assert not unchanged(lesson, PICTURE, place)
    put(name)(place)  # not listed, so not the program's
    with pytest.raises(InputError, match=re.escape(name)):
        renders(place)
    (place / name).unlink()
    renders(place)
    assert (place / name).is_file()
    assert name in {file.path for file in read_manifest(place).files}


PROGRAM = """
import os, sys
from pathlib import Path
from gdlesson import ending
from gdlesson.workplace import Workplace
from tests.gdlesson import test_foreign_files as here
number, count, put = int(sys.argv[2]), int(sys.argv[3]), Workplace.publish
def publish(self, scratch, name):
    global count
    count -= 1
    done = put(self, scratch, name)
    if count == 0:
        os.kill(os.getpid(), number)
    return done
Workplace.publish = publish
ending.listen()
here.renders(Path(sys.argv[1]))
"""


def told_after(files: int, number: signal.Signals, folder: Path) -> int:
    """Render into a folder and be sent a signal after so many files; the exit code."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder), str(int(number)), str(files)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    return done.returncode


@pytest.mark.parametrize("files", [3, 20])
def test_a_kill_between_a_file_and_the_manifest_is_no_hindrance(
    tmp_path: Path, rendered: Path, files: int
) -> None:
    assert told_after(files, signal.SIGKILL, tmp_path / "out") == -signal.SIGKILL
    with (tmp_path / "out" / UNFINISHED / JOURNAL).open("a") as journal:
        journal.write('["lesson.mp4", "0f')  # and the power went
    assert renders(tmp_path / "out").set_aside == {}
    assert set(tree(tmp_path / "out")) == set(tree(rendered))


@pytest.mark.parametrize("files", [3, 20])
def test_a_signal_while_files_get_their_names_comes_after_the_last(
    tmp_path: Path, files: int
) -> None:
    assert told_after(files, signal.SIGTERM, tmp_path / "out") == 130
    listed = {file.path for file in read_manifest(tmp_path / "out").files}
    there = {name for name in tree(tmp_path / "out") if (tmp_path / "out" / name).is_file()}
    assert there == listed | {"manifest.json"}
    assert ("lesson.mp4" in there) == (files == 20)


class Full(Workplace):
    """A folder whose disk is full as soon as one file has its name."""

    def publish(self, scratch: Path, name: str) -> Path:
        super().publish(scratch, name)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("name", SCENES)
def test_a_folder_that_an_unfinished_render_made_goes_with_what_was_in_it(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(OSError, match="No space"), Full(tmp_path / "out") as work:
        work.publish_text("new", name)
    assert tree(tmp_path / "out") == {}


@pytest.mark.parametrize("inside", [[], ["thesis.txt"]])
def test_a_folder_that_was_there_before_an_unfinished_render_stays(
    tmp_path: Path, inside: list[str]
) -> None:
    (tmp_path / "out/scenes").mkdir(parents=True)
    for name in inside:
        put(f"out/scenes/{name}")(tmp_path)
    before = tree(tmp_path)
    with pytest.raises(OSError, match="No space"), Full(tmp_path / "out") as work:
        work.publish_text("new", "scenes/red.mp4")
    assert tree(tmp_path) == before


def test_the_folders_of_a_killed_render_go_when_the_next_one_ends(
    tmp_path: Path, rendered: Path
) -> None:
    assert told_after(1, signal.SIGKILL, tmp_path / "out") == -signal.SIGKILL
    assert (tmp_path / "out/scenes").is_dir()
    with Workplace(tmp_path / "out"):
        pass
    assert tree(tmp_path / "out") == {}
    assert told_after(1, signal.SIGKILL, tmp_path / "out") == -signal.SIGKILL
    renders(tmp_path / "out")
    assert set(tree(tmp_path / "out")) == set(tree(rendered))


def test_what_a_forged_journal_names_stays(tmp_path: Path) -> None:
    thesis = hashlib.sha256(MINE).hexdigest()
    names = ("out/thesis.txt", "outside/thesis.txt")
    for name in names:
        put(name)(tmp_path)
    with Workplace(tmp_path / "out") as work:
        journal = (work.folder / UNFINISHED / JOURNAL).read_text()
    (tmp_path / "outside/scenes").mkdir()
    (tmp_path / "out/mine").mkdir()
    for name in ("thesis.txt", "../outside/thesis.txt", str(tmp_path / names[1])):
        journal += json.dumps([name, thesis]) + "\n"
    for name in ("mine", "../outside/scenes"):
        journal += json.dumps([name, "folder"]) + "\n"
    put(f"out/{UNFINISHED}/{JOURNAL}", journal.encode())(tmp_path)
    renders(tmp_path / "out")
    assert [(tmp_path / name).read_bytes() for name in names] == [MINE, MINE]
    assert (tmp_path / "outside/scenes").is_dir()
    assert (tmp_path / "out/mine").is_dir()


# what becomes of a finished folder, and what `check` must say; none may take long
UNTRUE: dict[str, tuple[Change, str]] = {
    "a video that is a pipe": (exchange("lesson.mp4", os.mkfifo), "lesson.mp4 is not a regular"),
    "a still that is a link": (exchange("stills/red--open.png", link_outside), "red--open.png is"),
    "a link to zeros": (exchange("lesson.mp4", lambda p: p.symlink_to("/dev/zero")), "lesson.mp4"),
    "scenes that are elsewhere": (exchange("scenes", link_outside), "scenes/red.mp4 is not a"),
    "a file that is a folder": (exchange("trace/red.npz", os.mkdir), "trace/red.npz is not a"),
}


@pytest.mark.parametrize("case", UNTRUE)
def test_checking_opens_only_regular_files_inside(place: Path, case: str) -> None:
    change, told = UNTRUE[case]
    change(place)
    began = time.monotonic()
    _, verdict = look_at_folder(place, 1, pictures=False)
    assert any(told in fault for fault in verdict.faults)
    assert time.monotonic() - began < 10


# what a manifest says that no lesson has; read at the start of every render, and by `check`
ENDLESS: dict[str, Change] = {
    "zeros for an input": edit(inputs={"/dev/zero": "00"}),
    "an input above": edit(inputs={"../" * 9 + "dev/zero": "00"}),
    "seconds without end": edit(scenes=lambda s: [s[0] | {"seconds": 1e308}, *s[1:]]),
    "seconds that are no number": edit(scenes=lambda s: [s[0] | {"seconds": float("nan")}, *s[1:]]),
    "a rate without end": edit(fps="1/0"),
    "a file of many bytes": first_file(bytes=10**30),
    "files of no kind": edit(files=[[]]),
    "a pipe": exchange("manifest.json", os.mkfifo),
}


@pytest.mark.parametrize("case", ENDLESS)
def test_a_manifest_that_makes_no_sense_is_soon_done_with(place: Path, case: str) -> None:
    ENDLESS[case](place)
    began = time.monotonic()
    assert unchanged(place.parent / "fakes.toml", PICTURE, place) is None
    assert time.monotonic() - began < 1


TARGETS: dict[str, Callable[[Path], object]] = {
    "a folder": os.mkdir,
    "a pipe": os.mkfifo,
    "a link to nothing": dangling,
    "a link to a device": lambda path: path.symlink_to("/dev/null"),
    "a link to a pipe": lambda path: [os.mkfifo(f"{path}.pipe"), path.symlink_to(f"{path}.pipe")],
    "a link to itself": lambda path: path.symlink_to(path),
}
COMMANDS = {
    "still": ["still", "--scene", "mountain", "--out", "target.mp4"],
    "stills": ["stills", "--out", "target.mp4"],
    "render-scene": ["render-scene", "scene.py", "--output", "target.mp4"],
    "bench gdcore": ["bench", "gdcore", "--out", "target.mp4"],
    "bench render": ["bench", "render", "--out", "target.mp4"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("target", TARGETS)
def test_what_is_no_regular_file_is_not_written_over(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: str,
    target: str,
) -> None:
    if command == "stills" and target == "a folder":
        pytest.skip("that is where they go")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "scene.py").write_text("")
    TARGETS[target](tmp_path / "target.mp4")
    before = tree(tmp_path)
    assert cli.run(COMMANDS[command]) == 2
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert "target.mp4 is" in err
    assert tree(tmp_path) == before


def test_a_new_lesson_is_written_over_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for make in TARGETS.values():
        path = tmp_path / "mine.toml"
        make(path)
        before = tree(tmp_path)
        assert cli.run(["new", "mine"]) == 2
        assert tree(tmp_path) == before
        path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


def test_a_link_to_a_file_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/old.png").write_bytes(MINE)
    (tmp_path / "new.png").symlink_to("there/old.png")
    with whole(tmp_path / "new.png") as part:
        part.write_bytes(b"new")
    assert (tmp_path / "new.png").is_symlink()
    assert (tmp_path / "there/old.png").read_bytes() == b"new"
    assert [path.name for path in (tmp_path / "there").iterdir()] == ["old.png"]


def test_a_name_that_nobody_asked_for_is_used_again_only_for_what_was_made_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path, second = tmp_path / "Intro.mp4", tmp_path / "Intro-2.mp4"
    path.write_bytes(MINE)
    assert own_name(path) == second
    with whole(own_name(path), remember=True) as part:
        part.write_bytes(b"film")
    assert own_name(path) == second
    second.write_bytes(b"edited")
    assert own_name(path) == tmp_path / "Intro-3.mp4"
    os.mkfifo(tmp_path / "Intro-3.mp4")
    assert own_name(path) == tmp_path / "Intro-4.mp4"
    assert path.read_bytes() == MINE


def write_one(path: Path) -> None:
    with whole(path, remember=True) as part:
        part.write_bytes(path.name.encode())


def test_of_the_files_known_again_those_made_longest_ago_are_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(written, "MOST", 3)
    paths = [tmp_path / f"{number}.png" for number in range(5)]
    for path in paths:
        write_one(path)
    write_one(paths[2])
    write_one(tmp_path / "last.png")
    known = {path.name for path in (*paths, tmp_path / "last.png") if own_name(path) == path}
    assert known == {"2.png", "4.png", "last.png"}
    assert len([*(tmp_path / "cache/gdlesson/written").iterdir()]) == 3


# what is in the place of the notes in the user's cache
NOTES: dict[str, Callable[[Path], object]] = {
    "notes": lambda path: write_one(path.parents[2] / "a.png"),
    "a file": lambda path: put(path.name)(path.parent),
    "a link": lambda path: path.symlink_to(path.parents[2] / "outside"),
    "a link to nothing": dangling,
    "a folder in a note's place": lambda path: (path / ("0" * 64) / "more").mkdir(parents=True),
}


@pytest.mark.parametrize("case", NOTES)
def test_with_the_cache_it_is_forgotten_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "cache/gdlesson").mkdir(parents=True)
    put("outside/thesis.txt")(tmp_path)
    notes = tmp_path / "cache/gdlesson/written"
    NOTES[case](notes)
    assert os.path.lexists(notes)
    assert cli.run(["cache", "--clear"]) == 0
    assert not os.path.lexists(notes)
    assert (tmp_path / "outside/thesis.txt").read_bytes() == MINE
    write_one(tmp_path / "b.png")
    assert own_name(tmp_path / "b.png") == tmp_path / "b.png"


def ended_process() -> int:
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


# a name with the number of a process, whether that has ended, and what is there
LEFT: dict[str, tuple[str, bool, Change]] = {
    "of a still": (".gdlesson.a.png.{}.part", True, lambda path: path.write_bytes(MINE)),
    "of another file": (".gdlesson.b c.mp4.{}.part", True, lambda path: path.write_bytes(MINE)),
}
STAYS: dict[str, tuple[str, bool, Change]] = {
    "of a process that runs": (".gdlesson.a.png.{}.part", False, lambda p: p.write_bytes(MINE)),
    "a folder": (".gdlesson.a.png.{}.part", True, lambda path: path.mkdir()),
    "a pipe": (".gdlesson.a.png.{}.part", True, os.mkfifo),
    "a link": (".gdlesson.a.png.{}.part", True, lambda path: path.symlink_to("outside")),
    "without our mark": (".a.png.{}.part", True, lambda path: path.write_bytes(MINE)),
    "of no process": (".gdlesson.a.png.part", True, lambda path: path.write_bytes(MINE)),
    "of no possible process": (".gdlesson.a.{}0000000000.part", True, lambda p: p.write_bytes(b"")),
    "with more behind it": (".gdlesson.a.png.{}.part.txt", True, lambda p: p.write_bytes(MINE)),
}


@pytest.mark.parametrize("case", [*LEFT, *STAYS])
def test_of_what_is_left_unfinished_in_a_folder_only_ours_goes_with_the_next_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    name, ended, make = (LEFT | STAYS)[case]
    left = tmp_path / name.format(ended_process() if ended else os.getppid())
    make(left)
    write_one(tmp_path / "new.png")
    assert os.path.lexists(left) == (case in STAYS)
    assert (tmp_path / "new.png").is_file()


KILLED = """
import os, sys
from pathlib import Path
from gdlesson.whole import whole
with whole(Path(sys.argv[1]), remember=True) as part:
    part.write_bytes(b"half")
    os.kill(os.getpid(), 9)
"""


def test_what_a_killed_command_left_beside_its_file_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    target = tmp_path / "out/a.png"
    target.parent.mkdir()
    subprocess.run(
        [sys.executable, "-c", KILLED, str(target)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert [path.suffix for path in target.parent.iterdir()] == [".part"]
    write_one(tmp_path / "out/b.png")
    assert set(tree(target.parent)) == {"b.png"}


SIGHT = Sight(
    [Finding(Offence("small-text", "w", "1", "2", "larger", None, 1.1), "mountain", "fog", 3)],
    {("mountain", 3): bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c636060"
        "600000000400012734270a0000000049454e44ae426082"
    )},
)  # fmt: skip
# what the folder for pictures is, which is to be refused
PLACES: dict[str, Callable[[Path], object]] = {
    "a file": lambda path: path.write_bytes(MINE),
    "a pipe": os.mkfifo,
    "a link to a folder": link_outside,
    "a link to nothing": dangling,
}
# what the list of pictures is, which is to be refused
LISTS: dict[str, Change] = {
    "another's": put(f"check/{PICTURE_LIST}"),
    "many brackets": put(f"check/{PICTURE_LIST}", b"[" * 10**5),
    "a list": put(f"check/{PICTURE_LIST}", b"[]"),
    "a pipe": lambda folder: [
        (folder / "check").mkdir(),
        os.mkfifo(folder / "check" / PICTURE_LIST),
    ],
}


@pytest.mark.parametrize("case", PLACES)
def test_pictures_go_only_into_a_folder(tmp_path: Path, case: str) -> None:
    (tmp_path / "outside/check").mkdir(parents=True)
    PLACES[case](tmp_path / "check")
    before = tree(tmp_path)
    with pytest.raises(InputError, match="is not a folder"):
        save_pictures(SIGHT, tmp_path / "check")
    assert tree(tmp_path) == before


@pytest.mark.parametrize("case", LISTS)
def test_a_list_of_pictures_that_is_none_is_refused(tmp_path: Path, case: str) -> None:
    LISTS[case](tmp_path)
    before = tree(tmp_path)
    with pytest.raises(InputError, match="is not, or no longer, the list of pictures"):
        save_pictures(SIGHT, tmp_path / "check")
    assert tree(tmp_path) == before


def test_a_check_removes_its_own_pictures_and_no_others(tmp_path: Path) -> None:
    mine = {"mountain--fog--cut-off.png": MINE, "mountain--lift--casing.png": b"drawn over"}
    (first,) = save_pictures(SIGHT, tmp_path)
    (tmp_path / "mountain--fog--cut-off.png").write_bytes(MINE)
    (tmp_path / "mountain--lift--casing.png").write_bytes(b"")
    told = json.loads((tmp_path / PICTURE_LIST).read_text())
    (made,) = told.values()
    made["mountain--lift--casing.png"] = hashlib.sha256(b"").hexdigest()
    made["../thesis.txt"] = made["thesis.txt"] = hashlib.sha256(MINE).hexdigest()
    (tmp_path / PICTURE_LIST).write_text(json.dumps(told))
    (tmp_path / "mountain--lift--casing.png").write_bytes(b"drawn over")
    (tmp_path / "thesis.txt").write_bytes(MINE)
    assert save_pictures(Sight([], {}), tmp_path) == []
    assert tree(tmp_path) == mine | {"thesis.txt": MINE}
    assert Path(first.picture).name == "mountain--fog--small-text.png"
