"""The command line, by running it: what it prints, its exit codes, and what it must not import."""

from __future__ import annotations

import io
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageColor

from gdlesson import cli
from gdlesson.deliver.manifest import scene_record
from gdlesson.deliver.stills import save_strip, strip_frames
from gdlesson.render.cache import Cache
from gdlesson.starting import new_copy
from scenes import theme
from scenes.lesson.extending import read_extended
from scenes.lesson.file import inputs_of, load_lesson
from scenes.lessons import BUILT_IN
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.timing.score import TimedBeat
from tests.gdlesson.fake_lesson import PICTURE, FakeStage, make_lesson

ROOT = Path(__file__).parents[2]
HEAVY = ("manim", "numpy", "av", "pydantic", "PIL", "moderngl", "rich.progress", "fontTools")


def gdlesson(
    *arguments: str | Path, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command in this process: a new one has to import all that it needs."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(cwd)
        for name, value in environment.items():
            patch.setenv(name, value)
        code = cli.run([*map(str, arguments)])
    return subprocess.CompletedProcess(arguments, code, out.getvalue(), err.getvalue())


def by_a_new_python(
    *arguments: str | Path, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A command as a user calls it."""
    return subprocess.run(
        [sys.executable, "-m", "gdlesson", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def lesson(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    shutil.copy(BUILT_IN, path)
    return path


# arguments, what stderr must hold; all are wrong input: exit code 2, nothing on stdout
WRONG = {
    "no such command": (["rendr"], ["rendr"]),
    "no such option": (["render", "--qality", "high"], ["--qality"]),
    "no such quality": (["render", "--quality", "best"], ["--quality", "preview", "medium", "4k"]),
    "no such aspect": (["render", "--aspect", "4:3"], ["--aspect", "16:9", "9:16"]),
    "a still of no such aspect": (
        ["still", "--scene", "mountain", "--aspect", "tall"],
        ["--aspect", "tall", "9:16", "1:1"],
    ),
    "a check of no such aspect": (
        ["check", "lesson.toml", "--aspect", "9x16"],
        ["--aspect", "9x16", "9:16"],
    ),
    "no such scene": (["render", "--scene", "montain"], ["montain", "mountain", "batch_vs_sgd"]),
    "no jobs": (["render", "--jobs", "0"], ["--jobs"]),
    "jobs in words": (["render", "--jobs", "two"], ["--jobs"]),
    "no such progress": (["render", "--progress", "song"], ["--progress", "json", "lines"]),
    "a still of no scene": (["still"], ["--scene"]),
    "a still of an unknown scene": (["still", "--scene", "hill"], ["hill", "mountain"]),
    "a still past the end": (
        ["still", "--scene", "mountain", "--at", "1e6"],
        ["lasts", "--at", "not within"],
    ),
    "a still before the start": (["still", "--scene", "mountain", "--at", "-1"], ["not within"]),
    "a still at no time": (["still", "--scene", "mountain", "--at", "nan"], ["not within"]),
    "stills of no beat": (["stills", "--beat", "fig"], ["'fig'", "fog", "which"]),
    "stills of no scene": (["stills", "--scene", "hill"], ["hill", "mountain"]),
    "a still of no beat": (["still", "--scene", "mountain", "--beat", "fig"], ["'fig'", "fog"]),
    "no such lesson": (["render", "none.toml"], ["none.toml", "cannot be read"]),
    "lesson is a folder": (["render", "."], ["not a file"]),
    "lesson is a device": (["render", "/dev/zero"], ["/dev/zero", "not a file"]),
    "check without a word": (["check"], ["LESSON|FOLDER"]),
    "check nothing": (["check", "none"], ["none", "cannot be read"]),
    "new without a name": (["new"], ["name"]),
    "new in capitals": (["new", "Mine"], ["Mine", "lowercase"]),
    "new that climbs": (["new", "../mine"], ["../mine", "lowercase"]),
    "new with a suffix": (["new", "mine.toml"], ["mine.toml", "lowercase"]),
    "new as Windows has it": (["new", "nul"], ["nul", "Windows"]),
    "new in no language": (["new", "mine", "--language", "xx"], ["de, en, es"]),
    "new from nothing": (["new", "mine", "--from", "hill"], ["hill", "gradient-descent.es"]),
    "new from elsewhere": (["new", "mine", "--from", "../hill.toml"], ["outside", "copy it"]),
    "new from no file": (["new", "mine", "--from", "hill.toml"], ["hill.toml", "cannot be read"]),
    "new in no tag": (
        ["new", "mine", "--from", "gradient-descent", "--language", "../x"],
        ["../x", "pt-BR"],
    ),
    "a language there is not": (["render", "--language", "xx"], ['"xx"', "de, en, es"]),
    "a folder in a language": (["render", ".", "--language", "es"], ["not a file"]),
    "too long a name in a language": (
        ["render", f"{'a' * 300}.toml", "--language", "es"],
        ["cannot be read"],
    ),
    "no language at all": (["still", "--scene", "mountain", "--language", "Ü"], ["Ü", "pt-BR"]),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_input_is_exit_2_and_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    case: str,
) -> None:
    arguments, fragments = WRONG[case]
    monkeypatch.chdir(tmp_path)
    assert cli.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    for fragment in fragments:
        assert fragment in err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_lesson_renders_nothing(lesson: Path) -> None:
    before, after = lesson.read_text().split('name = "mountain"')
    lesson.write_text(f'{before}name = "montain"{after}')
    line = before.count("\n") + 1
    done = gdlesson("render", "mine.toml", cwd=lesson.parent)
    assert done.returncode == 2
    assert f'mine.toml, line {line}: scene "montain"' in done.stderr
    assert list(lesson.parent.iterdir()) == [lesson]


def test_debug_shows_the_traceback_wherever_it_stands(tmp_path: Path) -> None:
    for arguments in (["--debug", "check", "none"], ["check", "none", "--debug"]):
        done = by_a_new_python(*arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "Traceback" in done.stderr
        assert done.stderr.rstrip().endswith("(No such file or directory).")


def test_help_names_every_command() -> None:
    done = by_a_new_python("--help")
    assert done.returncode == 0
    for command in ("render", "list", "check", "new", "doctor", "--debug"):
        assert command in done.stdout


def test_help_says_in_a_line_what_each_command_is_for() -> None:
    for group in ([], ["voices"], ["bench"]):
        lines = by_a_new_python(*group, "--help").stdout.partition("Commands:\n")[2].splitlines()
        assert lines
        for line in lines:
            assert re.fullmatch(r"  \S+ +[A-Z].*[^.]\.", line)


def test_a_choice_that_there_is_not_is_told_with_those_that_there_are() -> None:
    done = by_a_new_python("slides", "--to", "docx")
    assert done.returncode == 2
    assert done.stderr == (
        "Invalid value for '--to': 'docx' is not one of 'html', 'pptx', 'pdf', 'manim-slides'; "
        "see gdlesson --help.\n"
    )


def test_version() -> None:
    done = by_a_new_python("--version")
    assert (done.returncode, done.stdout) == (0, "gdlesson 0.1.0\n")


def test_the_command_line_imports_nothing_heavy() -> None:
    """This is what lets --help answer at once."""
    code = f"import gdlesson.cli, sys; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    "module", ["scenes.lesson.file", "gdlesson.making.lesson", "gdlesson.listing"]
)
def test_only_a_process_that_draws_imports_manim(module: str) -> None:
    code = f"import {module}, sys; print('manim' in sys.modules, 'moderngl' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout == "False False\n"


def test_checking_the_built_in_lesson() -> None:
    done, lesson = by_a_new_python("check", BUILT_IN), load_lesson()
    scores = [spec.score(60) for spec in lesson.scenes]
    beats = sum(len(score.beats) for score in scores)
    minutes, seconds = divmod(round(sum(score.seconds for score in scores)), 60)
    assert done.returncode == 0
    lasts = f"{minutes} min {seconds} s"
    *told, well = done.stdout.splitlines()
    assert well == f"ok: {len(scores)} scenes, {beats} beats, {lasts}"
    outcomes = [(spec.name, each) for spec in lesson.scenes for each in spec.outcomes]
    assert told == [f"{scene}, {each.beat}: {each.means}." for scene, each in outcomes]


def test_listing_for_programs() -> None:
    done = by_a_new_python("list", "--json")
    found = json.loads(done.stdout)
    assert done.returncode == 0
    assert [scene["name"] for scene in found["scenes"]] == list(PLANS)
    assert found["themes"] == ["night", "paper"]
    assert found["languages"] == ["de", "en", "es"]
    assert {"bowl", "ravine", "rosenbrock", "two_valleys"} <= set(found["surfaces"])
    assert {"gradient_descent", "momentum", "adam"} <= set(found["optimizers"])
    assert "stopping-distance" in found["data"]
    mountain = next(scene for scene in found["scenes"] if scene["name"] == "mountain")
    declared = PLANS["mountain"].in_order()
    assert [beat["name"] for beat in mountain["beats"]] == [beat.name for beat in declared]
    assert {"name": "surface", "type": "text or table", "default": "mountain"} in mountain["params"]
    steps = next(param for param in mountain["params"] if param["name"] == "steps")
    assert steps["type"] == "whole number"
    start = next(param for param in mountain["params"] if param["name"] == "start")
    assert start["type"] == "list of 2 numbers"
    assert start["default"] is None


def test_listing_for_people() -> None:
    done = gdlesson("list", COLUMNS="120")
    for word in ("mountain", "learning_rate", "A mountain of error", "whole number", "rosenbrock"):
        assert word in done.stdout


def test_a_reader_that_has_enough_is_no_error() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "gdlesson", "list", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as done:  # fmt: skip
        assert done.stdout is not None
        assert done.stderr is not None
        done.stdout.close()
        assert done.stderr.read() == ""


def test_a_new_lesson_is_right_and_its_own(tmp_path: Path) -> None:
    done = gdlesson("new", "my-lesson", cwd=tmp_path)
    assert done.returncode == 0
    assert "gdlesson render my-lesson.toml" in done.stdout
    mine, built_in = load_lesson(tmp_path / "my-lesson.toml"), load_lesson()
    assert mine.slug == "my-lesson"
    assert mine.scenes == built_in.scenes
    text = (tmp_path / "my-lesson.toml").read_text()
    assert text.startswith("# ")
    assert "gdlesson render my-lesson.toml" in text


def test_a_new_lesson_may_be_in_another_language(tmp_path: Path) -> None:
    assert gdlesson("new", "mia", "--language", "es", cwd=tmp_path).returncode == 0
    mine, built_in = load_lesson(tmp_path / "mia.toml"), load_lesson(language="es")
    assert (mine.slug, mine.title, mine.language) == ("mia", built_in.title, "es")
    assert mine.scenes == built_in.scenes
    assert mine.translation == ""
    text = tomllib.loads((tmp_path / "mia.toml").read_text("utf-8"))
    said = read_extended(built_in.path, inputs_of()).source.values
    assert text["scene"] == said["scene"], "also what it would say of other runs"


def test_what_the_runs_do_is_told_by_check_and_manifest(tmp_path: Path) -> None:
    lesson = tmp_path / "walk.toml"
    lesson.write_text(
        'title = "W"\nslug = "walk"\n[[scene]]\nname = "mountain"\n'
        '[scene.params]\nsurface = "bowl"\nstart = [1, 1]\nsteps = 1\n'
        '[[scene.beat]]\nname = "lift"\nsay = "It found the lowest point."\n'
    )
    said = "mountain, lift: this walk does not end at a minimum."
    assert said in gdlesson("check", lesson).stdout.splitlines()
    told = json.loads(gdlesson("check", lesson, "--json").stdout)["outcomes"]
    assert {"scene": "mountain", "beat": "lift", "outcome": "nowhere"}.items() <= next(
        each for each in told if each["beat"] == "lift"
    ).items()
    spec = load_lesson(lesson).scene("mountain")
    beats = {beat.name: beat for beat in scene_record(spec, spec.score(30), "made from").beats}
    assert (beats["lift"].say, beats["lift"].outcome) == ("It found the lowest point.", "nowhere")
    assert beats["height"].outcome is None


def test_a_new_lesson_may_extend_another(tmp_path: Path) -> None:
    assert gdlesson("new", "mine", cwd=tmp_path).returncode == 0
    assert gdlesson("new", "short", "--from", "mine.toml", cwd=tmp_path).returncode == 0
    short, mine = load_lesson(tmp_path / "short.toml"), load_lesson(tmp_path / "mine.toml")
    assert (short.slug, short.scenes) == ("short", mine.scenes)
    text = (tmp_path / "short.toml").read_text("utf-8")
    said = text[text.index("# title") :].replace("# ", "").replace("#", "")
    (tmp_path / "said.toml").write_text(text[: text.index("# title")] + said, "utf-8")
    assert load_lesson(tmp_path / "said.toml").scenes == mine.scenes


def test_a_new_translation_is_found_by_its_language(tmp_path: Path) -> None:
    assert gdlesson("new", "mine", cwd=tmp_path).returncode == 0
    done = gdlesson("new", "mine", "--from", "mine.toml", "--language", "fr", cwd=tmp_path)
    assert done.stdout.startswith("mine.fr.toml is yours to change")
    french = load_lesson(tmp_path / "mine.toml", language="fr")
    assert (french.path.name, french.slug, french.translation) == ("mine.fr.toml", "mine", "fr")
    done = gdlesson("check", "mine.toml", "--language", "fr", cwd=tmp_path)
    assert done.returncode == 0
    assert 'is in English, not in "fr"; it has words in: de, en, es.' in done.stderr
    assert gdlesson("check", "mine.toml", cwd=tmp_path).stderr == ""


def test_a_built_in_lesson_is_extended_in_the_language_that_it_is_in(tmp_path: Path) -> None:
    call = ("new", "meine", "--from", "gradient-descent", "--language", "de")
    assert gdlesson(*call, cwd=tmp_path).returncode == 0
    mine = load_lesson(tmp_path / "meine.toml")
    assert (mine.slug, mine.language, mine.translation) == ("meine", "de", "")


def test_a_new_lesson_is_whole_or_not_there(tmp_path: Path) -> None:
    """A disk that is full is one on which files may not grow."""
    done = subprocess.run(
        [sys.executable, "-m", "gdlesson", "new", "mine"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("mine.toml cannot be written: ")
    assert [*tmp_path.iterdir()] == []
    assert gdlesson("new", "mine", cwd=tmp_path).returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["mine.toml"]


def test_a_new_lesson_is_not_written_over_an_old_one(tmp_path: Path) -> None:
    new_copy("mine", tmp_path)
    (tmp_path / "mine.toml").write_text("precious")
    done = gdlesson("new", "mine", cwd=tmp_path)
    assert done.returncode == 2
    assert "not overwritten" in done.stderr
    assert (tmp_path / "mine.toml").read_text() == "precious"


def test_the_doctor_looks_at_everything(tmp_path: Path) -> None:
    done = by_a_new_python("doctor", cwd=tmp_path)
    lines = done.stdout.splitlines()
    for what in ("Python", "packages", "font", "Typst", "EGL", "libx264", "writing"):
        assert any(what in line for line in lines), what
    assert done.returncode == (1 if "MISSING" in done.stdout else 0)
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_tells_what_mends_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from gdlesson import doctor

    monkeypatch.setattr(doctor, "NEEDED", ("numpy", "no-such-package"))
    monkeypatch.setattr("scenes.themes.characters.FONT_PACKAGE", "no_such_font")
    found = {finding.what: finding for finding in doctor.examine(tmp_path)}
    assert "no-such-package" in found["packages"].found
    assert "requirements.lock" in found["packages"].mend
    assert "no_such_font" in found["font"].found
    assert not found["font"].well


def test_checking_a_finished_folder(finished: Path) -> None:
    done = gdlesson("check", finished)
    assert done.returncode == 1
    assert re.match(r"\d+ places, 2 rules broken\.\nfakes\.toml, as it was", done.stderr)
    assert len(re.findall(r"^red +\w+ +beat-length .*1\.5 s", done.stdout, re.MULTILINE)) == 3
    (finished / "lesson.mp4").write_bytes(b"")
    done = gdlesson("check", finished)
    assert done.returncode == 1
    assert done.stderr.startswith("lesson.mp4 has 0 bytes")


def test_a_check_for_programs(finished: Path) -> None:
    done = gdlesson("check", finished, "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["ok"], told["faults"]) == (1, False, [])
    assert {finding["rule"] for finding in told["findings"]} == {"beat-length", "flashes"}
    first = told["findings"][0]
    assert (first["scene"], first["beat"], first["measured"]) == ("red", "open", "0.70 s")
    assert told["notes"]


def test_a_lesson_without_offences_is_ok_for_programs() -> None:
    done = gdlesson("check", BUILT_IN, "--json")
    assert (done.returncode, json.loads(done.stdout)["ok"]) == (0, True)


def test_rows_that_are_left_out_are_told_by_check_and_kept_in_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "gaps.data").write_text("a b\n1 2\n2 NA\n3 5\n4 8\n", "utf-8")
    lesson = tmp_path / "gaps.toml"
    lesson.write_text(
        'title = "Gaps"\nslug = "gaps"\n[[scene]]\nname = "batch_vs_sgd"\n[scene.params]\n'
        'data = "gaps.data"\nx = "a"\ny = "b"\nmissing = "drop"\nsteps = 4\n'
    )
    said = "1 row of gaps.data is left out, because a value is missing: row 3."
    done = gdlesson("check", lesson)
    assert (done.returncode, done.stderr.strip()) == (0, f"batch_vs_sgd: {said}")
    assert json.loads(gdlesson("check", lesson, "--json").stdout)["notes"] == [
        f"batch_vs_sgd: {said}"
    ]
    spec = load_lesson(lesson).scene("batch_vs_sgd")
    assert scene_record(spec, spec.score(30), "made from").remarks == (said,)


def test_an_out_that_is_a_file_is_wrong_input(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    done = gdlesson("render", "--out", "out", cwd=tmp_path)
    assert done.returncode == 2
    assert "is a file, not a folder" in done.stderr
    assert (tmp_path / "out").read_text() == "mine"


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """A lesson of one real scene, its shortest, rendered by the command from another folder."""
    place = tmp_path_factory.mktemp("real")
    (place / "short.toml").write_text(
        'title = "Short"\nslug = "short"\n[[scene]]\nname = "hook"\n'
        "[scene.params]\nsteps = 4\n"
        '[[scene.beat]]\nname = "guess"\nsay = "Cars."\n'
    )
    (place / "manim.cfg").write_text("[CLI]\nbackground_color = RED\nrenderer = opengl\n")
    done = by_a_new_python("render", "short.toml", "--quality", "preview", cwd=place)
    return place, done


@pytest.mark.slow
def test_one_command_renders_a_real_lesson(
    real: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    place, done = real
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("renders/short/lesson.mp4 (")
    assert "854x480 at 15 fps" in done.stdout
    assert done.stderr.startswith("Done: hook")
    assert len(done.stderr.splitlines()) == 1
    assert sorted(path.name for path in place.iterdir()) == ["manim.cfg", "renders", "short.toml"]
    done = gdlesson("check", place / "renders/short", "--no-pictures")
    assert done.stdout.splitlines()[-1].startswith("ok: 14 files, 1 scene"), done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    "call",
    [
        ["still", "short.toml", "--scene", "hook", "--quality", "preview"],
        ["check", "short.toml", "--pictures"],
    ],
    ids=["still", "check"],
)
def test_no_settings_for_manim_are_opened_for_a_lesson(
    real: tuple[Path, subprocess.CompletedProcess[str]], tmp_path: Path, call: list[str]
) -> None:
    """A pipe in the folder would be waited for; of the user's, OpenGL would be obeyed."""
    (tmp_path / "short.toml").write_bytes((real[0] / "short.toml").read_bytes())
    os.mkfifo(tmp_path / "manim.cfg")
    user = tmp_path / "home" / ".config" / "manim"
    user.mkdir(parents=True)
    (user / "manim.cfg").write_text("[CLI]\nrenderer = opengl\n")
    done = by_a_new_python(*call, cwd=tmp_path, HOME=str(tmp_path / "home"))
    assert "OpenGL" not in done.stderr
    drawn = {"still": "short--hook", "check": "ok: 1 scene"}[call[0]]
    assert drawn in done.stdout + done.stderr


@pytest.mark.slow
def test_the_folder_a_user_stands_in_does_not_change_the_picture(
    real: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    place, _ = real
    with Image.open(place / "renders/short/stills/hook--guess.png") as still:
        assert still.getpixel((2, 2)) == ImageColor.getrgb(theme.THEMES["night"].background)


@pytest.mark.slow
def test_the_trace_of_a_real_lesson_loads(
    real: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    from gdcore import FrameTable

    place, _ = real
    lesson = load_lesson(place / "short.toml")
    spec = lesson.scene("hook")
    plan = PLANS["hook"].compute(spec.params, 7, Inputs(place))
    computed = plan.timed(spec.score(15))
    table = FrameTable.load(place / "renders/short/trace/hook.npz")
    for name in table.names:
        assert (table[name].theta == computed[name].theta).all()


def test_a_still_is_the_frame_that_was_asked_for(lesson: Path, tmp_path: Path) -> None:
    asked = ["still", lesson, "--scene", "learning_rate", "--quality", "preview"]
    done = gdlesson(*asked, "--at", "6.5", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    path = tmp_path / done.stdout.strip()
    assert path.name == "gradient-descent--learning_rate--97.png"
    with Image.open(path) as image:
        assert image.size == (854, 480)
        first = image.tobytes()
    again = gdlesson(*asked, "--beat", "which", "--out", "walk.png", cwd=tmp_path)
    assert again.stdout == "walk.png\n"
    with Image.open(tmp_path / "walk.png") as image:
        assert image.tobytes() != first
    assert {p.name for p in tmp_path.iterdir()} == {"mine.toml", path.name, "walk.png"}


def test_stills_and_filmstrips_of_beats(lesson: Path, tmp_path: Path) -> None:
    asked = ["stills", lesson, "--quality", "preview", "--scene", "learning_rate", "--beat", "bowl"]
    done = gdlesson(*asked, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    path = tmp_path / "gradient-descent-stills/learning_rate--bowl.png"
    assert tmp_path / done.stdout.strip() == path
    with Image.open(path) as image:
        assert image.size == (854, 480)
    done = gdlesson(*asked, "--strip", "--out", "strips", cwd=tmp_path)
    (strip,) = (tmp_path / "strips").iterdir()
    assert tmp_path / done.stdout.strip() == strip
    assert strip.name == "learning_rate--bowl--strip.png"
    assert {p.name for p in tmp_path.iterdir()} == {"mine.toml", path.parent.name, "strips"}


def test_a_filmstrip_has_ten_pictures_a_second(tmp_path: Path) -> None:
    beat = TimedBeat("move", "", 30, 120, ())
    assert strip_frames(beat, 60) == [30 + 6 * k for k in range(15)]
    assert strip_frames(beat, 15) == [30 + 15 * k // 10 for k in range(60)]
    assert strip_frames(TimedBeat("blink", "", 5, 6, ()), 60) == [5]
    stage = FakeStage(make_lesson(tmp_path / "f.toml"), "red", PICTURE, tmp_path)
    save_strip(
        stage, "red", stage.score.named("move"), theme.THEMES["night"], tmp_path / "strip.png"
    )
    with Image.open(tmp_path / "strip.png") as image:
        red = np.asarray(image.convert("RGB")).astype(int) - [255, 0, 0]
    square = 20 * 20 * (320 / PICTURE.width) ** 2
    assert (abs(red).sum(axis=2) < 12).sum() == pytest.approx(12 * square, rel=0.1)


def test_the_cache_is_shown_and_cleared(tmp_path: Path) -> None:
    here = {"XDG_CACHE_HOME": str(tmp_path)}
    empty = gdlesson("cache", **here)
    assert "0 stretches, 0 of 4096 MiB" in empty.stdout
    (tmp_path / "video").write_bytes(bytes(3 * 2**20))
    cache = Cache(tmp_path / "gdlesson/segments")
    cache.store("ab" + 62 * "0", {"video": tmp_path / "video"})
    told = gdlesson("cache", **here).stdout
    assert told.splitlines()[0] == f"{cache.folder}: 1 stretch, 3 of 4096 MiB"
    assert told.splitlines()[1].endswith("speech: 0 sounds, 0 of 1024 MiB")
    cleared = gdlesson("cache", "--clear", **here).stdout
    assert cleared == "removed 1 stretch, 3 MiB\nremoved 0 sounds, 0 MiB\n"
    assert not [*cache.entries()]


def test_progress_for_programs(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gdlesson.fake_lesson", str(tmp_path / "out"), "style=json"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    kinds = [event["event"] for event in events]
    assert (kinds[0], kinds[-1]) == ("begin", "lesson")
    assert kinds.count("frame") == events[0]["frames"] == 75
    assert kinds.count("scene") == 3
    assert {event["scene"] for event in events if event["event"] == "frame"} == {
        "red", "odd", "blue",
    }  # fmt: skip
    assert events[-1]["path"] == str(tmp_path / "out/lesson.mp4")


def test_what_each_worker_does_is_told_when_asked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.gdlesson.fake_lesson", str(tmp_path / "out"), "verbose=yes"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    lines = done.stderr.splitlines()
    told = [line for line in lines if line.startswith("Worker 0: red, open, frames 0 to 2, ")]
    assert re.fullmatch(r"[1-9][0-9]+ MiB", told[0].rpartition(", ")[2])
    assert len([line for line in lines if line.startswith("Worker")]) >= 12 + 3


def test_a_built_in_lesson_is_known_by_its_name(tmp_path: Path) -> None:
    done = gdlesson("check", "why-the-learning-rate", cwd=tmp_path)
    assert done.returncode == 0
    assert "learning_rate, bowl: the samples are cars." in done.stdout
