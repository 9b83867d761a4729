"""The cache: whole entries or none, by what decides them; renders that go on where they were."""

from __future__ import annotations

import ast
import errno
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache as once
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from gdlesson.making import drawing
from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from gdlesson.render import keys as keys_module
from gdlesson.render import program, sources
from gdlesson.render.cache import ABANDONED_SECONDS, Cache
from gdlesson.render.keys import Keys
from gdlesson.render.picture import Picture
from scenes import wording
from scenes.catalog import SCENES
from scenes.lesson.file import Lesson, load_lesson
from scenes.plans import batch_vs_sgd
from scenes.plans.registry import PLANS
from tests.gdlesson.fake_lesson import FRAMES, FakeParams, Silent, make_lesson, make_order
from tests.gdlesson.kill_often import digests, kill_often
from tests.scenes.conftest import small

ROOT = Path(__file__).parents[2]
PACKAGES = tuple(package.replace(".", "/") for package in program.CODE_OF_PICTURES)
KEY, OTHER = "ab" + 62 * "0", "cd" + 62 * "1"
ALL_FRAMES = 3 * sum(FRAMES.values())
SPOILERS: dict[str, Callable[[bytes], bytes]] = {
    "a byte flipped": lambda data: bytes([data[0] ^ 1]) + data[1:],
    "cut to zero": lambda _: b"",
    "cut to half": lambda data: data[: len(data) // 2],
    "zeros of the same size": lambda data: bytes(len(data)),
}


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


@pytest.fixture
def source(tmp_path: Path) -> dict[str, Path]:
    video, still = tmp_path / "v.mp4", tmp_path / "s.png"
    video.write_bytes(np.random.default_rng(1).bytes(1000))
    still.write_bytes(b"a picture")
    return {"video": video, "still": still}


def targets(folder: Path, *names: str) -> dict[str, Path]:
    folder.mkdir(exist_ok=True)
    return {name: folder / name for name in names or ("video", "still")}


def test_what_was_stored_is_fetched(cache: Cache, source: dict[str, Path], tmp_path: Path) -> None:
    to = targets(tmp_path / "to")
    assert not cache.fetch(KEY, to)
    cache.store(KEY, source)
    assert cache.fetch(KEY, to)
    assert {n: p.read_bytes() for n, p in to.items()} == {
        n: p.read_bytes() for n, p in source.items()
    }
    assert not cache.fetch(OTHER, to)
    (entry,) = cache.entries()
    assert entry.bytes > 1000


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
@pytest.mark.parametrize("name", ["video", "still", "entry.json"])
def test_a_spoiled_entry_is_missing_and_heals(
    cache: Cache, source: dict[str, Path], tmp_path: Path, name: str, spoil
) -> None:
    cache.store(KEY, source)
    (entry,) = cache.entries()
    file = entry.folder / name
    file.write_bytes(spoil(file.read_bytes()))
    to = targets(tmp_path / "to")
    assert not cache.fetch(KEY, to)
    assert not to["video"].exists()
    cache.store(KEY, source)
    assert cache.fetch(KEY, to)


def test_entries_that_have_changed_places_are_missing(cache: Cache, tmp_path: Path) -> None:
    """Each is whole, and of the same size as the other."""
    for key, content in ((KEY, b"one"), (OTHER, b"two")):
        (tmp_path / "file").write_bytes(content)
        cache.store(key, {"video": tmp_path / "file"})
    one, two = sorted(entry.folder for entry in cache.entries())
    one.rename(tmp_path / "aside")
    two.rename(one)
    (tmp_path / "aside").rename(two)
    for key in (KEY, OTHER):
        assert not cache.fetch(key, targets(tmp_path / "to", "video"))


def replaced(path: Path, make: Callable[[Path], object]) -> None:
    """Put something else in a file's or folder's place."""
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()
    make(path)


OTHER_THINGS: dict[str, Callable[[Path], object]] = {
    "a file": lambda path: path.write_bytes(b"something"),
    "a folder": lambda path: (path / "in it").mkdir(parents=True),
    "a pipe": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path.name),
    "a link to a folder": lambda path: path.symlink_to("/usr"),
    "a link to a device": lambda path: path.symlink_to("/dev/zero"),
    "deep brackets": lambda path: path.write_bytes(b"[" * 100_000),
    "a few deep brackets": lambda path: path.write_bytes(b"[" * 4000),
    "a huge file": lambda path: (path.touch(), os.truncate(path, 2**40)),
}
PLACES = ("entry.json", "video", ".", "..")
"""A file of an entry, the entry, and what it is in."""


@pytest.mark.parametrize("make", OTHER_THINGS.values(), ids=OTHER_THINGS)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("then", ["store", "clear"])
def test_whatever_is_in_its_place_counts_as_missing_and_goes(
    cache: Cache, source: dict[str, Path], tmp_path: Path, make, place: str, then: str
) -> None:
    cache.store(KEY, source)
    path = Path(os.path.normpath(cache.folder / KEY[:2] / KEY / place))
    replaced(path, make)
    to = targets(tmp_path / "to")
    if then == "clear":
        cache.clear()
        assert list(cache.folder.glob("[0-9a-f][0-9a-f]/*")) == []
    assert not cache.fetch(KEY, to)
    cache.store(KEY, source)
    assert cache.fetch(KEY, to)
    assert to["video"].read_bytes() == source["video"].read_bytes()
    assert list((cache.folder / "making").iterdir()) == []


@pytest.mark.parametrize("make", [OTHER_THINGS["a file"], OTHER_THINGS["a link to nothing"]])
def test_a_cache_that_is_no_folder_becomes_one(
    cache: Cache, source: dict[str, Path], tmp_path: Path, make
) -> None:
    make(cache.folder)
    assert not cache.fetch(KEY, source)
    cache.store(KEY, source)
    assert cache.fetch(KEY, targets(tmp_path / "to"))


def test_a_cache_may_lie_behind_a_link(
    source: dict[str, Path], tmp_path: Path, cache: Cache
) -> None:
    (tmp_path / "elsewhere").mkdir()
    cache.folder.symlink_to("elsewhere")
    cache.store(KEY, source)
    assert cache.fetch(KEY, targets(tmp_path / "to"))
    assert cache.folder.is_symlink()
    assert (tmp_path / "elsewhere" / KEY[:2] / KEY).is_dir()


def test_an_entry_of_other_files_is_missing(
    cache: Cache, source: dict[str, Path], tmp_path: Path
) -> None:
    cache.store(KEY, source)
    assert not cache.fetch(KEY, targets(tmp_path / "to", "video"))
    cache.store(KEY, {"video": source["video"]})
    assert not cache.fetch(KEY, targets(tmp_path / "to"))


@pytest.mark.parametrize("operation", ["fsync", "rename", "write_bytes", "mkdir"])
@pytest.mark.parametrize("number", [1, 2, 3])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
def test_a_disk_that_fails_leaves_no_entry(
    cache: Cache,
    source: dict[str, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    operation: str,
    number: int,
    code: int,
) -> None:
    owner = os if operation == "fsync" else Path
    true, calls = getattr(owner, operation), []

    def failing(*arguments: object, **others: object) -> object:
        calls.append(arguments)
        if len(calls) == number:
            raise OSError(code, os.strerror(code))
        return true(*arguments, **others)

    with monkeypatch.context() as patch:
        patch.setattr(owner, operation, failing)
        try:
            cache.store(KEY, source)
            failed = len(calls) >= number
        except OSError as error:
            failed = error.errno == code
    fetched = cache.fetch(KEY, targets(tmp_path / "to"))
    assert fetched != failed or operation == "fsync"  # flushing the parent comes after the rename
    assert not [*(tmp_path / "cache/making").glob("*")]


KILLED = """
import os, sys
from pathlib import Path
from gdlesson.render.cache import Cache
operation, number = sys.argv[2], int(sys.argv[3])
owner = os if operation == "fsync" else Path
true, calls = getattr(owner, operation), []
def dying(*a, **b):
    calls.append(a)
    if len(calls) == number:
        os.kill(os.getpid(), 9)
    return true(*a, **b)
setattr(owner, operation, dying)
folder = Path(sys.argv[1])
Cache(folder / "cache").store(sys.argv[4], {"video": folder / "v.mp4", "still": folder / "s.png"})
"""


@pytest.mark.parametrize(
    ("operation", "number"),
    [(o, n) for o in ("fsync", "rename", "write_bytes") for n in (1, 2, 3, 4)],
)
def test_a_kill_at_any_write_leaves_a_whole_entry_or_none(
    cache: Cache, source: dict[str, Path], tmp_path: Path, operation: str, number: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), operation, str(number), KEY],
        cwd=ROOT,
        check=False,
    )
    assert done.returncode in (-9, 0)
    to = targets(tmp_path / "to")
    if cache.fetch(KEY, to):
        assert to["video"].read_bytes() == source["video"].read_bytes()
    else:
        assert not any(path.exists() for path in to.values())
    cache.store(KEY, source)
    assert cache.fetch(KEY, to)


CROWD = """
import sys
from pathlib import Path
from gdlesson.render.cache import Cache
folder, me = Path(sys.argv[1]), sys.argv[2]
cache = Cache(folder / "cache", most_bytes=3000)
mine = folder / me
mine.mkdir()
to = {"video": mine / "video", "still": mine / "still"}
source = {"video": folder / "v.mp4", "still": folder / "s.png"}
for turn in range(60):
    key = f"{turn % 7:02x}" + 62 * "0"
    if cache.fetch(key, to):
        assert to["video"].read_bytes() == source["video"].read_bytes(), "spoiled"
    else:
        cache.store(key, source)
    if turn % 13 == 5:
        cache.trim()
    if turn % 29 == 7:
        cache.clear()
"""


def test_eight_processes_share_a_cache_that_is_trimmed_and_cleared(
    cache: Cache, source: dict[str, Path], tmp_path: Path
) -> None:
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", CROWD, str(tmp_path), f"p{k}"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for k in range(8)
    ]
    told = [process.communicate(timeout=120)[1] for process in crowd]
    assert [process.returncode for process in crowd] == [0] * 8, "".join(told)
    cache.store(KEY, source)
    assert cache.fetch(KEY, targets(tmp_path / "to"))


def test_what_was_used_longest_ago_goes_first(source: dict[str, Path], tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", most_bytes=2500)
    names = [f"{k:02x}" + 62 * "0" for k in range(4)]
    for age, name in enumerate(names):
        cache.store(name, source)
        stamp = time.time() - 1000 + age
        os.utime(tmp_path / "cache" / name[:2] / name / "entry.json", (stamp, stamp))
    assert cache.fetch(names[0], targets(tmp_path / "to"))  # used again, so the newest
    cache.trim(keep=[names[1]])
    assert {entry.folder.name for entry in cache.entries()} == {names[0], names[1]}
    cache.clear()
    assert not [*cache.entries()]


def test_half_made_entries_of_the_dead_are_swept(cache: Cache, tmp_path: Path) -> None:
    old, new = tmp_path / "cache/making/old", tmp_path / "cache/making/new"
    for half in (old, new):
        half.mkdir(parents=True)
    stamp = time.time() - ABANDONED_SECONDS - 10
    os.utime(old, (stamp, stamp))
    cache.trim()
    assert (old.exists(), new.exists()) == (False, True)


# Keys

PICTURE = Picture(96, 54, 10)
LESSON = """
title = "T"
slug = "t"
seed = 3
[[scene]]
name = "batch_vs_sgd"
[scene.params]
data = "d.csv"
x = "x"
y = "y"
steps = 7
[[scene.beat]]
name = "same_start"
say = "One start."
[[scene.beat]]
name = "batch_step"
say = "One step."
"""
DATA = "x,y\n1,2\n2,3\n3,5\n"
WRITTEN_OUT = f"steps = 7\nseconds = {batch_vs_sgd.Params().seconds}"
# what is replaced, by what, and whether the keys of the two beats must change
CHANGES = {
    "nothing": ("", "", (False, False)),
    "a comment": ("seed = 3", "seed = 3  # three", (False, False)),
    "the order of keys": ('slug = "t"\nseed = 3', 'seed = 3\nslug = "t"', (False, False)),
    "the title, which is not drawn": ('title = "T"', 'title = "U"', (False, False)),
    "the seed": ("seed = 3", "seed = 4", (True, True)),
    "a parameter": ("steps = 7", "steps = 8", (True, True)),
    "a default written out": ("steps = 7", WRITTEN_OUT, (False, False)),
    "words of as long a beat": ("One start.", "Our start.", (True, False)),
    "a voice, beside which no words are drawn": (
        "seed = 3",
        'seed = 3\nvoice = "espeak"',
        (True, True),
    ),
    "a voice, beside words": (
        "seed = 3",
        'seed = 3\nvoice = "espeak"\ncaptions = "burned"',
        (False, False),
    ),
    "words that make a beat longer": ("One start.", 12 * "One start. ", (True, True)),
    "the language": ("seed = 3", 'seed = 3\nlanguage = "de"', (True, True)),
}


def first_two(lesson: Lesson, picture: Picture = PICTURE) -> tuple[str, str]:
    spec = lesson.scenes[0]
    score, keys = spec.score(picture.fps), Keys(lesson, picture)
    scene = keys.scene(spec, score)
    one, two = (
        keys.stretch(scene, beat, beat.start, beat.stop, ["video"]) for beat in score.beats[:2]
    )
    return one, two


@pytest.fixture
def lesson_file(tmp_path: Path) -> Path:
    (tmp_path / "d.csv").write_text(DATA)
    path = tmp_path / "t.toml"
    path.write_text(LESSON)
    return path


@pytest.mark.parametrize(("old", "new", "changed"), CHANGES.values(), ids=CHANGES)
def test_a_key_changes_with_what_decides_the_pictures(
    lesson_file: Path, old: str, new: str, changed: tuple[bool, bool]
) -> None:
    before = first_two(load_lesson(lesson_file))
    assert old in LESSON
    lesson_file.write_text(LESSON.replace(old, new) if old else LESSON)
    after = first_two(load_lesson(lesson_file))
    assert tuple(a != b for a, b in zip(before, after, strict=True)) == changed


def test_other_words_change_only_the_frames_that_show_them(lesson_file: Path) -> None:
    said = "The first of two captions is rather long, longer than a line. The second is not short."
    found = []
    for words in (said, said.replace("not short", "no shorter")):
        lesson_file.write_text(LESSON.replace("One start.", words))
        lesson = load_lesson(lesson_file)
        spec = lesson.scenes[0]
        score, keys = spec.score(PICTURE.fps), Keys(lesson, PICTURE)
        beat, scene = score.beats[0], keys.scene(spec, score)
        (_, end), second = ((each.start, each.stop) for each in beat.captions)
        assert second[0] == end
        parts = [(beat.start, end), (beat.start, end + 1), (end, beat.stop)]
        found.append([keys.stretch(scene, beat, *part, ["video"]) for part in parts])
    assert [a == b for a, b in zip(*found, strict=True)] == [True, False, False]


def test_a_key_changes_with_data_size_versions_and_code(
    lesson_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = load_lesson(lesson_file)
    seen = {first_two(lesson)}
    seen.add(first_two(lesson, replace(PICTURE, width=98)))
    seen.add(first_two(lesson, replace(PICTURE, fps=15)))
    (lesson_file.parent / "d.csv").write_text(DATA.replace("5", "6"))
    assert first_two(lesson) in seen  # for it is made of what was read
    seen.add(first_two(load_lesson(lesson_file)))
    for package in program.PACKAGES:
        with monkeypatch.context() as patch:
            patch.setattr(keys_module, "versions", lambda package=package: {package: "9"})
            seen.add(first_two(lesson))
    with monkeypatch.context() as patch:
        patch.setattr(keys_module, "sources", lambda _: {})
        seen.add(first_two(lesson))
    with monkeypatch.context() as patch:
        patch.setattr(keys_module, "driver", lambda: (("libgallium-1.so", 1, 2),))
        seen.add(first_two(lesson))
    assert len(seen) == 6 + len(program.PACKAGES)


def test_the_driver_is_known_by_its_libraries(tmp_path: Path) -> None:
    """Wherever they are, and whatever links to them; other libraries do not count."""
    one, other = tmp_path / "one", tmp_path / "other"
    (one / "dri").mkdir(parents=True)
    for name in ("libEGL_mesa.so.0", "dri/swrast_dri.so", "dri/iris_dri.so", "libm.so"):
        (one / name).write_bytes(b"12345")
    found = program.driver((one, other))
    assert [(name, size) for name, _, size in found] == [
        ("libEGL_mesa.so.0", 5), ("swrast_dri.so", 5),
    ]  # fmt: skip
    other.mkdir()
    (other / "libgallium-25.0.so").write_bytes(b"1")
    program.driver.cache_clear()
    assert len(program.driver((one, other))) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system has its own driver")
def test_here_the_driver_is_found() -> None:
    assert program.driver()


@pytest.mark.parametrize("package", program.CODE_OF_PICTURES)
def test_the_digest_of_the_code_sees_every_package(
    package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / package.replace(".", "/"), tmp_path / "copy")
    true = program.find_spec

    def found(name: str) -> object:
        if name == package:
            return SimpleNamespace(submodule_search_locations=[str(tmp_path / "copy")])
        return true(name)

    monkeypatch.setattr(program, "find_spec", found)
    before = program.code.__wrapped__()
    module = next((tmp_path / "copy").rglob("*.py"))
    module.write_text(module.read_text() + "\n")
    assert program.code.__wrapped__() != before


# The file that is changed, and the scenes whose keys change with it
FILES_OF_SCENES = {
    "scenes/mountain.py": {"mountain"},
    "scenes/plans/mountain.py": {"mountain"},
    "scenes/plans/slope.py": {"gradient", "slope"},
    "scenes/plans/registry.py": set(),
    "scenes/catalog.py": set(),
    "scenes/plans/common.py": set(PLANS),
    "scenes/themes/night.toml": set(PLANS),
    "scenes/words/en.toml": set(),  # of which what is said counts
    "scenes/words/seen/en.toml": set(),
    "scenes/stage/scene.py": set(PLANS),
    "scenes/components/plot/axes.py": set(PLANS),
    "scenes/components/network.py": {"neural_network"},
    "scenes/components/surface/shaders/surface.frag.glsl": set(PLANS),
    "scenes/parts/__init__.py": set(PLANS),
    "scenes/parts/runner.py": set(PLANS),
    "scenes/parts/rain_view.py": {"landscape", "summary"},
    "scenes/parts/size_map.py": {"batch_vs_sgd", "gradient", "mini_batch", "pulls", "summary"},
    "gdcore/descent.py": set(PLANS),
    "gdlesson/render/yuv.py": set(PLANS),
}


@pytest.mark.parametrize("name", FILES_OF_SCENES)
def test_a_scene_is_drawn_again_only_when_a_file_changes_that_it_is_drawn_by(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = max((p for p in PACKAGES if name.startswith(f"{p}/")), key=len)
    shutil.copytree(ROOT / package, tmp_path / package)
    true, dotted = program.find_spec, package.replace("/", ".")
    here = SimpleNamespace(submodule_search_locations=[str(tmp_path / package)])
    monkeypatch.setattr(program, "find_spec", lambda n: here if n == dotted else true(n))
    read, lesson = once(sources.read.__wrapped__), load_lesson()
    monkeypatch.setattr(sources, "read", read)

    def keys() -> dict[str, str]:
        read.cache_clear()
        made = Keys(lesson, PICTURE)
        return {spec.name: made.scene(spec, spec.score(10)) for spec in lesson.scenes}

    before, file = keys(), tmp_path / name
    file.write_text(file.read_text() + "\n")
    after = keys()
    assert {scene for scene in before if before[scene] != after[scene]} == FILES_OF_SCENES[name]


BEHIND = {"import_module", "__import__", "__subclasses__"}
"""What reaches modules that no import names; of `gdlesson.render` all counts anyway."""


def test_all_that_a_file_imports_is_found_and_nothing_is_imported_otherwise() -> None:
    for package in ("scenes", "gdlesson/render"):
        for path in (ROOT / package).rglob("*.py"):
            text = path.read_text(encoding="utf-8")
            nodes = [*ast.walk(ast.parse(text))]
            asked = {
                each.name for node in nodes if isinstance(node, ast.Import) for each in node.names
            }
            taken = [node for node in nodes if isinstance(node, ast.ImportFrom)]
            asked |= {f"{node.module}.{each.name}" for node in taken for each in node.names}
            asked |= {str(node.module) for node in taken}
            assert asked <= sources.imported(text), path
            assert not any(node.level for node in taken), path
            called = {node.id for node in nodes if isinstance(node, ast.Name)}
            called |= {node.attr for node in nodes if isinstance(node, ast.Attribute)}
            assert package != "scenes" or not called & BEHIND, path


def test_what_a_scene_loads_beside_the_lists_is_among_its_sources() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import sys, scenes.mountain; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    loaded = {name for name in told.stdout.split() if name.startswith("scenes.")}
    of_lists = {name for name in loaded if name.startswith("scenes.plans.")}
    assert loaded - of_lists <= sources.sources("mountain").keys() | {"scenes.words"}
    assert "scenes.parts.landscape_walks" in loaded


@pytest.mark.parametrize("name", PLANS)
def test_all_that_a_scene_says_is_in_its_key(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, true = set[str](), (wording.Wording.__call__, wording.Wording.forms)

    def say(self: wording.Wording, key: str, **values: str | int) -> str:
        said.add(key)
        return true[0](self, key, **values)

    def forms(self: wording.Wording, key: str) -> wording.Forms:
        said.add(key)
        return true[1](self, key)

    with monkeypatch.context() as patch, small(tmp_path):
        patch.setattr(wording.Wording, "__call__", say)
        patch.setattr(wording.Wording, "forms", forms)
        lesson = load_lesson()
        scene = SCENES[name](lesson)
        scene.prepare()
        for frame in range(0, scene.frames, 40):
            scene.mobjects_at(frame)
    may = keys_module.words_of(lesson.scene(name), sources.sources(name).values())
    assert said
    assert said <= may.keys()


# The file of words, what is changed in it, and the scenes whose keys change with it
WORDS_OF_SCENES = {
    "a title": ("en", 'mountain = "', 'mountain = "On ', {"mountain"}),
    "what any may say": ("en", 'speed = "', 'speed = "The ', set(PLANS)),
    "what two may say": ("en", 'none = "not', 'none = "it has not', {"landscape", "summary"}),
    "another language": ("es", 'steps = "', 'steps = "Los ', set()),
}


@pytest.mark.parametrize(
    ("language", "old", "new", "scenes"), WORDS_OF_SCENES.values(), ids=WORDS_OF_SCENES
)
def test_a_scene_is_drawn_again_only_when_words_change_that_it_may_say(
    language: str, old: str, new: str, scenes: set[str], tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    lesson = load_lesson()
    shutil.copytree(wording.FOLDER, tmp_path / "words")

    def keys() -> dict[str, str]:
        made = Keys(lesson, PICTURE)
        return {spec.name: made.scene(spec, spec.score(10)) for spec in lesson.scenes}

    before, file = keys(), tmp_path / "words" / f"{language}.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(wording, "FOLDER", tmp_path / "words")
        after = keys()
    assert {scene for scene in before if before[scene] != after[scene]} == scenes


# Renders


def run(folder: Path, **scenes: FakeParams) -> tuple[Silent, Result]:
    silent, result = Silent(), Result()
    lesson = make_lesson(folder / "fakes.toml", **scenes)
    render(make_order(folder / "out", lesson, jobs=2), silent, result)
    return silent, result


def test_nothing_is_drawn_twice(tmp_path: Path) -> None:
    first, _ = run(tmp_path)
    made = digests(tmp_path / "out")
    stamps = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*.mp4")}
    again, result = run(tmp_path)
    assert (first.frames, again.frames) == (ALL_FRAMES, 0)
    assert result.lesson == tmp_path / "out/lesson.mp4"
    assert sorted(result.done) == ["blue", "green", "red"]
    assert digests(tmp_path / "out") == made
    assert {path: path.stat().st_mtime_ns for path in stamps} == stamps
    shutil.rmtree(tmp_path / "out")
    from_cache, _ = run(tmp_path)
    assert from_cache.frames == 0
    assert digests(tmp_path / "out") == made


def test_only_what_changed_is_drawn_again(tmp_path: Path) -> None:
    run(tmp_path)
    changed, _ = run(tmp_path, red=FakeParams(), green=FakeParams(sleep=0.001), blue=FakeParams())
    assert changed.frames == sum(FRAMES.values())


@pytest.mark.parametrize("spoil", SPOILERS.values(), ids=SPOILERS)
def test_a_spoiled_stretch_is_drawn_again(tmp_path: Path, spoil) -> None:
    run(tmp_path)
    made = digests(tmp_path / "out")
    shutil.rmtree(tmp_path / "out")
    video = next((tmp_path / "cache").glob("*/*/video"))
    video.write_bytes(spoil(video.read_bytes()))
    silent, _ = run(tmp_path)
    assert silent.frames in {
        3,
        4,
        6,
    }  # a stretch: beats of 7, 12 and 6 frames have two, two and one
    assert digests(tmp_path / "out") == made


def test_what_changed_while_it_was_drawn_is_not_cached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_was = dict.fromkeys(program.loaded(), (0, 0))
    monkeypatch.setattr(drawing, "loaded", lambda: as_it_was)
    _, result = run(tmp_path)
    assert result.lesson is not None
    kept = [entry.folder for entry in Cache(tmp_path / "cache").entries()]
    assert kept  # the small stills of the contact sheet, by what is in them
    assert not [folder for folder in kept if (folder / "video").exists()]


def test_a_cache_that_cannot_be_written_to_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    _, result = run(tmp_path)
    assert result.lesson is not None


def test_a_render_killed_at_random_goes_on_and_ends_the_same(tmp_path: Path) -> None:
    """Six kills; ``python -m tests.gdlesson.kill_often`` does it 200 times."""
    kill_often(tmp_path, 6, seed=5)
