"""Lesson files: what a right one becomes, and the sentence that each wrong one gets."""

from __future__ import annotations

import os
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenes.lesson.file import load_lesson
from scenes.lessons import BUILT_IN
from scenes.plans.common import DataParams
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError
from scenes.reading.source import MOST_BYTES, SourceError, key_lines, read_source
from scenes.stage.scene import LessonScene
from scenes.themes.characters import plain_line, plain_words

GOOD = """\
title = "Walks"
slug = "walks"
language = "en"
theme = "night"
seed = 3

[[scene]]
name = "mountain"
[scene.params]
surface = "two_valleys"
learning_rate = 0.1
[[scene.beat]]
name = "fog"
say = "A ball in the fog."
[[scene.beat]]
name = "slope"
say = "It feels the slope."

[[scene]]
name = "batch_vs_sgd"
[scene.params]
data = "stopping-distance"
start = [-0.9, 0.35]
[[scene.beat]]
name = "same_start"
say = "Both start here."
"""

CSV = "speed,far\n" + "".join(f"{k},{2 * k + k % 3}\n" for k in range(1, 30))

# (what is written in place of what, fragments that the one sentence must hold)
MISTAKES = {
    "unknown key at the top": ('title = "Walks"', 'titel = "Walks"\ntitle = "W"',
        ["line 1:", '"titel"', 'did you mean "title"', "slug"]),
    "unknown key in a scene": ('name = "mountain"', 'name = "mountain"\nparms = 1',
        ["line 9:", 'scene "mountain"', '"parms"', 'did you mean "params"']),
    "unknown key in a beat": ('say = "It feels', 'sya = "It feels',
        ["line 17:", 'scene "mountain", beat "slope"', '"sya"', 'did you mean "say"']),
    "unknown key in a waiver": ('say = "It feels',
        'waive = [{ rule = "casing", reason = ".", resaon = "" }]\nsay = "It feels',
        ["line 17:", 'beat "slope", waive.0', '"resaon"', 'did you mean "reason"', "rule, reason"]),
    "a waiver that is no table": ('say = "It feels', 'waive = ["casing"]\nsay = "It feels',
        ["line 17:", "waive.0: it must be a table", '"casing"']),
    "unknown rule in a waiver": ('say = "It feels',
        'waive = [{ rule = "casin", reason = "." }]\nsay = "It feels',
        ["line 17:", "waive.0.rule", '"casin"', 'did you mean "casing"', "text-contrast"]),
    "unknown parameter": ("learning_rate = 0.1", "lerning_rate = 0.1",
        ["line 11:", "lerning_rate", 'did you mean "learning_rate"', "steps"]),
    "parameter of the wrong type": ("learning_rate = 0.1", 'learning_rate = "fast"',
        ["line 11:", "params.learning_rate", "must be a number", '"fast"']),
    "parameter below its range": ("learning_rate = 0.1", "learning_rate = -1",
        ["line 11:", "params.learning_rate", "greater than", "-1"]),
    "a rate whose steps are none": ("learning_rate = 0.1", "learning_rate = 5e-324",
        ["line 11:", "params.learning_rate", "greater than or equal to 0.0", "5e-324"]),
    "parameter that is not finite": ("learning_rate = 0.1", "learning_rate = inf",
        ["line 11:", "params.learning_rate", "finite"]),
    "parameter that is not a number": ("learning_rate = 0.1", "learning_rate = nan",
        ["line 11:", "params.learning_rate", "finite"]),
    "parameter beyond all numbers": ("learning_rate = 0.1", "learning_rate = 1e999",
        ["line 11:", "params.learning_rate", "finite"]),
    "a whole number wanted": ("learning_rate = 0.1", "steps = 2.5",
        ["line 11:", "params.steps", "whole number", "2.5"]),
    "a huge number of steps": ("learning_rate = 0.1", "steps = 1000000000",
        ["line 11:", "params.steps", "less than or equal to", "1000000000"]),
    "a huge duration": ("learning_rate = 0.1", "seconds = 1e9",
        ["line 11:", "params.seconds", "less than or equal to 120"]),
    "a negative duration": ("learning_rate = 0.1", "seconds = -3",
        ["line 11:", "params.seconds", "greater than or equal to 1"]),
    "a list that is too short": ("start = [-0.9, 0.35]", "start = [-0.9]",
        ["line 23:", 'scene "batch_vs_sgd", params.start', "too few values: [-0.9]"]),
    "a text within a list": ("start = [-0.9, 0.35]", 'start = [-0.9, "b"]',
        ["line 23:", "params.start.1", "must be a number", '"b"']),
    "a date for a text": ('title = "Walks"', "title = 2024-02-30T00:00:00Z",
        ["line 1"]),
    "a real date for a text": ('title = "Walks"', "title = 2024-02-28",
        ["line 1:", "title", "text in quotes", "2024-02-28"]),
    "params is no table": ('[scene.params]\nsurface = "two_valleys"\nlearning_rate = 0.1',
        "params = 3", ["line 9:", 'scene "mountain"', "params", "must be a table"]),
    "unknown scene": ('name = "mountain"', 'name = "mountian"',
        ["line 8:", '"mountian"', 'did you mean "mountain"', "batch_vs_sgd", "learning_rate"]),
    "scene twice": ('name = "batch_vs_sgd"', 'name = "mountain"',
        ["line 20:", '"mountain"', "already"]),
    "scene without a name": ('name = "batch_vs_sgd"', "",
        ["line 19:", "scene 2, name", "missing"]),
    "unknown beat": ('name = "slope"', 'name = "slop"',
        ["line 16:", 'scene "mountain"', '"slop"', 'did you mean "slope"', "descent"]),
    "beat of another scene": ('name = "same_start"', 'name = "fog"',
        ["line 25:", 'scene "batch_vs_sgd"', '"fog"', "noise_floor"]),
    "beat twice": ('name = "slope"', 'name = "fog"', ["line 16:", '"fog"', "already"]),
    "beats out of order": ('name = "fog"', 'name = "lift"',
        ["line 16:", 'beat "slope"', "out of order", "fog, parameters, cost, slope"]),
    "captions nowhere": ("seed = 3", 'seed = 3\ncaptions = "brned"',
        ["line 6:", "captions", '"brned"', 'did you mean "burned"', "track"]),
    "unknown surface": ('surface = "two_valleys"', 'surface = "two_valley"',
        ["line 10:", "params.surface", "two_valley", "rosenbrock"]),
    "unknown data set": ('data = "stopping-distance"', 'data = "cars"',
        ["line 22:", "params.data", "cars", "stopping-distance"]),
    "CSV that is not there": ('data = "stopping-distance"', 'data = "no.csv"',
        ["line 22:", "params.data", "no.csv"]),
    "CSV without the column": ('data = "stopping-distance"',
        'data = "far.csv"\nx = "speed"\ny = "distance"',
        ["line 24:", "params.y", "distance", "far"]),
    "CSV that is a folder": ('data = "stopping-distance"', 'data = "folder.csv"',
        ["line 22:", "params.data", "folder.csv"]),
    "CSV that is a device": ('data = "stopping-distance"', 'data = "/dev/zero.csv/../zero"',
        ["line 22:", "params.data"]),
    "unknown theme": ('theme = "night"', 'theme = "nigth"',
        ["line 4:", "theme", '"nigth"', 'did you mean "night"']),
    "slug that climbs": ('slug = "walks"', 'slug = "../walks"', ["line 2:", "slug", "lowercase"]),
    "slug that is absolute": ('slug = "walks"', 'slug = "/etc"', ["line 2:", "slug", "lowercase"]),
    "slug like an option": ('slug = "walks"', 'slug = "-rf"', ["line 2:", "slug", "hyphen"]),
    "slug in capitals": ('slug = "walks"', 'slug = "Walks"', ["line 2:", "slug", "lowercase"]),
    "slug too long": ('slug = "walks"', f'slug = "{"a" * 65}"', ["line 2:", "slug", "64"]),
    "slug kept by Windows": ('slug = "walks"', 'slug = "com1"', ["line 2:", "slug", "Windows"]),
    "slug in look-alike letters": ('slug = "walks"', 'slug = "w\u0430lks"',
        ["line 2:", "lowercase"]),
    "slug with a line break": ('slug = "walks"', 'slug = "walks\\n"', ["line 2:", "lowercase"]),
    "empty title": ('title = "Walks"', 'title = "  "', ["line 1:", "title", "empty"]),
    "long title": ('title = "Walks"', f'title = "{"a" * 121}"', ["line 1:", "title", "120"]),
    "missing title": ('title = "Walks"\n', "", ["line 1:", "title", "missing"]),
    "language": ('language = "en"', 'language = "../en"',
        ["line 3:", "language", '"../en"', '"pt-BR"']),
    "seed too large": ("seed = 3", "seed = 4294967296", ["line 5:", "seed", "4294967295"]),
    "negative seed": ("seed = 3", "seed = -1", ["line 5:", "seed", "equal to 0"]),
    "seed true": ("seed = 3", "seed = true", ["line 5:", "seed", "whole number"]),
    "too many words": ("It feels the slope.", "word " * 201, ["line 17:", "say", "1000"]),
    "a megabyte of words": ("It feels the slope.", "word " * 60_000, ["larger than 256 kB"]),
    "NUL": ("It feels", "It\\u0000feels", ["line 17:", "say", "U+0000", "control"]),
    "escape character": ("It feels", "It\\u001bfeels", ["line 17:", "say", "U+001B", "control"]),
    "bidirectional mark": ("It feels", "It \\u202E feels", ["line 17:", "U+202E", "remove it"]),
    "zero-width space": ("It feels", "It\\u200Bfeels", ["line 17:", "U+200B", "remove it"]),
    "lone surrogate": ("It feels", "It\\uD800feels", ["line 17"]),
    "noncharacter": ("It feels", "It\\uFFFEfeels", ["line 17:", "U+FFFE"]),
    "emoji": ("It feels", "It 🙂 feels", ["line 17:", "say", "🙂", "SLIGHTLY SMILING", "font"]),
    "right to left": ("It feels", "שלום", ["line 17:", "HEBREW", "font"]),
    "title without glyphs": ('title = "Walks"', 'title = "坂"', ["line 1:", "title", "font"]),
    "control character in a path": ('data = "stopping-distance"', 'data = "a\\u0007.csv"',
        ["line 22:", "params.data", "U+0007"]),
    "one bracket too few": ('[[scene]]\nname = "batch', '[scene]\nname = "batch',
        ["line 19", "[[scene]], with two brackets"]),
    "no TOML": ("seed = 3", "seed = = 3", ["line 5", "not valid TOML"]),
    "key twice": ("seed = 3", "seed = 3\nseed = 4", ["line 6", "not valid TOML"]),
    "text without an end": ('say = "It feels the slope."', 'say = "It feels',
        ["line 17", "no closing quote"]),
    "a dotted key of many parts": ("seed = 3", "a" + ".a" * 40_000 + " = 1", ["line 5", "parts"]),
    "nested arrays": ("seed = 3", "seed = " + "[" * 500 + "]" * 500, ["line 5", "nested"]),
    "nested inline tables": ("seed = 3", "seed = " + "{a=" * 500 + "1" + "}" * 500,
        ["line 5", "nested"]),
    "an integer of 5000 digits": ("seed = 3", "seed = " + "9" * 5000, ["line 5", "100"]),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a right lesson, a CSV, and a folder that is called like a CSV."""
    (tmp_path / "lesson.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "far.csv").write_text(CSV, encoding="utf-8")
    (tmp_path / "folder.csv").mkdir()
    return tmp_path


def write(folder: Path, text: str | bytes) -> Path:
    path = folder / "lesson.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def problems(path: Path) -> tuple[str, ...]:
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    return caught.value.problems


def test_a_right_file_becomes_a_lesson(folder: Path) -> None:
    lesson = load_lesson(folder / "lesson.toml")
    assert (lesson.title, lesson.slug, lesson.language) == ("Walks", "walks", "en")
    assert (lesson.theme.name, lesson.seed, lesson.inputs.folder) == ("night", 3, folder)
    assert [spec.name for spec in lesson.scenes] == ["mountain", "batch_vs_sgd"]
    mountain = lesson.scene("mountain")
    assert mountain.params.model_dump()["learning_rate"] == 0.1
    assert mountain.beats == (("fog", "A ball in the fog."), ("slope", "It feels the slope."))


def test_the_score_has_all_the_beats_of_the_scene(folder: Path) -> None:
    score = load_lesson(folder / "lesson.toml").scene("mountain").score(30)
    assert [beat.name for beat in score.beats] == [
        beat.name for beat in PLANS["mountain"].in_order()
    ]
    assert score.named("fog").say == "A ball in the fog."
    assert score.named("lift").say == ""
    assert score.named("lift").frames > 0


def test_the_built_in_lesson_is_right() -> None:
    lesson = load_lesson()
    assert lesson.path == BUILT_IN
    assert [spec.name for spec in lesson.scenes] == list(PLANS)


@pytest.mark.parametrize(
    ("head", "burned"),
    [("", True), ('voice = "espeak"', False), ('voice = "espeak"\ncaptions = "burned"', True),
     ('captions = "track"', True)],
)  # fmt: skip
def test_words_are_drawn_where_no_voice_says_them_or_a_lesson_wants_both(
    folder: Path, head: str, burned: bool, drawn: Callable[..., LessonScene]
) -> None:
    path = write(folder, GOOD.replace("seed = 3", f"seed = 3\n{head}"))
    assert load_lesson(path).burned is burned
    assert bool(drawn("mountain", path).captions) is burned


def test_a_scene_that_the_lesson_lacks(folder: Path) -> None:
    with pytest.raises(LessonError, match=r'"nope".*choose one of: mountain, batch_vs_sgd'):
        load_lesson(folder / "lesson.toml").scene("nope")


@pytest.mark.parametrize("case", MISTAKES)
def test_each_mistake_gets_a_sentence(folder: Path, case: str) -> None:
    right, wrong, fragments = MISTAKES[case]
    assert GOOD.count(right) >= 1
    (told,) = problems(write(folder, GOOD.replace(right, wrong, 1)))
    for fragment in ["lesson.toml", *fragments]:
        assert fragment in told
    assert told.endswith(".")
    assert len(told) < 1000
    assert told.isprintable()


def test_all_mistakes_are_told_in_the_order_of_their_lines(folder: Path) -> None:
    text = GOOD.replace('"walks"', '"../w"').replace('"fog"', '"frog"').replace("0.35", "true")
    told = problems(write(folder, text))
    assert [problem.split(": ")[0].split(", ")[-1] for problem in told] == [
        "line 2", "line 13", "line 23",
    ]  # fmt: skip


def test_of_a_great_many_mistakes_the_first_are_told(folder: Path) -> None:
    told = problems(write(folder, GOOD + '[[scene]]\nname = "x"\n' * 500))
    assert len(told) == 21
    assert told[-1] == "There are 480 more mistakes."


def test_inline_tables_have_their_lines_too(folder: Path) -> None:
    text = GOOD.split("[[scene]]", maxsplit=1)[0] + (
        'scene = [\n  { name = "mountain", beat = [\n    { name = "fog" },\n'
        '    { name = "fogg" },\n  ] },\n]\n'
    )
    (told,) = problems(write(folder, text))
    assert "line 10:" in told
    assert "fogg" in told


@pytest.mark.parametrize("text", [GOOD.encode("utf-8-sig"), GOOD.replace("\n", "\r\n").encode()])
def test_byte_order_mark_and_windows_line_ends_are_fine(folder: Path, text: bytes) -> None:
    assert load_lesson(write(folder, text)) == load_lesson(write(folder, GOOD))


def test_latin_1_is_told_with_its_line(folder: Path) -> None:
    (told,) = problems(write(folder, GOOD.replace("It feels", "Über").encode("latin-1")))
    assert "line 17: byte 0xDC is not UTF-8" in told


def test_utf_16_is_told(folder: Path) -> None:
    (told,) = problems(write(folder, GOOD.encode("utf-16")))
    assert "UTF-8" in told


@pytest.mark.parametrize("name", ["folder.csv", "none.toml", "pipe", "loop", "device"])
def test_only_a_regular_file_is_read(folder: Path, name: str) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "loop").symlink_to("loop")
    (folder / "device").symlink_to("/dev/zero")
    (told,) = problems(folder / name)
    assert name in told
    assert "cannot be read" in told or "not a file" in told


def test_a_symlink_to_a_file_is_read(folder: Path) -> None:
    (folder / "link.toml").symlink_to("lesson.toml")
    assert load_lesson(folder / "link.toml").slug == "walks"


def test_a_pipe_for_data_is_refused_at_once(folder: Path) -> None:
    os.mkfifo(folder / "pipe.csv")
    (told,) = problems(write(folder, GOOD.replace('"stopping-distance"', '"pipe.csv"')))
    assert "line 22" in told
    assert "params.data" in told


def test_own_data_is_found_beside_the_lesson_file(folder: Path) -> None:
    text = GOOD.replace('"stopping-distance"', '"far.csv"\nx = "speed"\ny = "far"')
    assert load_lesson(write(folder, text)).scene("batch_vs_sgd").params.data == "far.csv"  # type: ignore[attr-defined]


# what a lesson calls its data, and the file's name
FILE_NAMES = {
    "far.data": "far.data",
    "far.DAT": "far.DAT",
    "far": "far",
    "./noisy-line": "noisy-line",
    "far v1.2 (final)": "far v1.2 (final)",
}


@pytest.mark.parametrize(("data", "name"), FILE_NAMES.items(), ids=FILE_NAMES)
def test_a_data_file_may_have_any_name(folder: Path, data: str, name: str) -> None:
    (folder / name).write_text(CSV, encoding="utf-8")
    text = GOOD.replace('"stopping-distance"', f'"{data}"\nx = "speed"\ny = "far"')
    params = load_lesson(write(folder, text)).scene("batch_vs_sgd").params
    assert isinstance(params, DataParams)
    assert params.dataset(Inputs(folder)).source == name


def test_a_built_in_name_is_never_a_file(folder: Path) -> None:
    (folder / "stopping-distance").write_text(CSV, encoding="utf-8")
    params = load_lesson(folder / "lesson.toml").scene("batch_vs_sgd").params
    assert isinstance(params, DataParams)
    assert len(params.dataset(Inputs(folder))) == 50


@pytest.mark.parametrize("header", ["身長 (cm)", "🍦 sales", "שלום"])
def test_a_header_without_glyphs_is_refused_as_words_are(folder: Path, header: str) -> None:
    (folder / "far.csv").write_text(CSV.replace("speed", header), encoding="utf-8")
    text = GOOD.replace('"stopping-distance"', f'"far.csv"\nx = "{header}"\ny = "far"')
    (told,) = problems(write(folder, text))
    assert 'line 23: scene "batch_vs_sgd", params.x: it names an axis, and the font has no' in told
    assert f'glyph for "{header[0]}" U+{ord(header[0]):04X}' in told
    assert told.endswith("; use another in the file's header, too.")


@pytest.mark.parametrize("header", ["Größe (m²)", "flux (W m⁻²)", "προς (Å)", "скорость"])
def test_a_header_with_glyphs_is_taken(folder: Path, header: str) -> None:
    (folder / "far.csv").write_text(CSV.replace("speed", header), encoding="utf-8")
    text = GOOD.replace('"stopping-distance"', f'"far.csv"\nx = "{header}"\ny = "far"')
    assert load_lesson(write(folder, text)).scene("batch_vs_sgd").params.drawn()["x"] == header


@pytest.mark.parametrize("size", [101, 307, -101, -310, -323])
@pytest.mark.parametrize("column", ["speed", "far"])
def test_numbers_whose_slopes_are_no_floats_are_refused(
    folder: Path, size: int, column: str
) -> None:
    rows = [f"{k}e{size},{k}" if column == "speed" else f"{k},{k}e{size}" for k in (1, 3, 2)]
    (folder / "far.csv").write_text("\n".join(["speed,far", *rows]), encoding="utf-8")
    asked = GOOD.replace('"stopping-distance"', '"far.csv"\nx = "speed"\ny = "far"')
    (told,) = problems(write(folder, asked))
    assert f"line {23 if column == 'speed' else 24}:" in told
    assert f"column '{column}': its largest number is " in told
    (folder / "far.csv").write_text(
        "\n".join(["speed,far", *rows]).replace(f"e{size}", f"e{np.sign(size) * 99}")
    )
    assert load_lesson(write(folder, asked)).scene("batch_vs_sgd")


def test_rows_that_are_left_out_are_told(folder: Path) -> None:
    (folder / "gaps.csv").write_text("speed,far\n1,2\n2,NA\n3,5\n-,1\n5,\n6,9\n", encoding="utf-8")
    asked = GOOD.replace('"stopping-distance"', '"gaps.csv"\nx = "speed"\ny = "far"')
    (told,) = problems(write(folder, asked))
    assert "line 24:" in told
    assert "row 3, column 'far': the value is missing ('NA')" in told
    lesson = load_lesson(write(folder, asked.replace('"far"', '"far"\nmissing = "drop"')))
    spec = lesson.scene("batch_vs_sgd")
    said = "3 rows of gaps.csv are left out, because a value is missing: rows 3, 5, 6."
    assert spec.remarks == (said,)
    assert lesson.scene("mountain").remarks == ()


def test_a_file_of_many_rows_is_refused_by_its_first(folder: Path) -> None:
    rows = "".join(f"{i},{i % 7}\n" for i in range(2001))
    (folder / "many.csv").write_text(f"speed,far\n{rows}not read\n", encoding="utf-8")
    asked = GOOD.replace('"stopping-distance"', '"many.csv"\nx = "speed"\ny = "far"')
    (told,) = problems(write(folder, asked))
    assert "line 22:" in told
    assert "has more than 2,000 rows, and at most 2,000 can be used; keep only the rows" in told


MARKUP = [
    '#read("x")', "<script>alert(1)</script>", "</script>", "-->", "javascript:void(0)", "$x$",
    "{\\an8}", "<b>bold</b>", "&lt;", "%s %n", "\\input{x}",
]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
def test_text_that_looks_like_code_stays_text(folder: Path, text: str) -> None:
    lesson = load_lesson(write(folder, GOOD.replace('"It feels the slope."', _toml(text))))
    assert lesson.scene("mountain").beats[1][1] == text


def test_words_are_composed_and_on_one_line(folder: Path) -> None:
    text = GOOD.replace('"It feels the slope."', '"""\nCafe\u0301   and\n\tmore."""')
    assert load_lesson(write(folder, text)).scene("mountain").beats[1][1] == "Café and more."


def test_a_long_lesson_is_refused(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenes.lesson.file.MOST_SECONDS", 20)
    (told,) = problems(folder / "lesson.toml")
    assert "minutes" in told
    assert "take out words" in told


def test_nothing_of_a_deep_file_reaches_the_parser(folder: Path) -> None:
    """Each of these took seconds to minutes, or gigabytes, in the parser."""
    bombs = [
        "a." * (MOST_BYTES // 2 - 3) + "a = 1",
        "[" + "a." * 100_000 + "a]",
        "a = " + "[" * 200_000,
        'x = """' + '\\"""\n' * 50_000,
        "x = '''" + "''\n" * 80_000,
        "\n".join(f'"""\\"{k}' for k in range(20_000)),
        "[[a]]\n" * 40_000,
        "'" * 260_000,
    ]
    for bomb in bombs:
        began = time.process_time()
        problems(write(folder, bomb))
        assert time.process_time() - began < 5


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=12)
VALUES = st.recursive(
    st.integers(-999, 999) | st.booleans() | PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(PLAIN, VALUES, max_size=4))
def test_every_key_of_a_file_has_its_line(values: dict[str, object]) -> None:
    """Files written with each top key on its own line, in all ways of quoting."""
    text = "".join(f"{_toml(key)} = {_toml(value)}\n" for key, value in values.items())
    lines = key_lines(text)
    parsed = tomllib.loads(text)
    assert {key[0]: line for key, line in lines.items() if len(key) == 1} == {
        key: number for number, key in enumerate(parsed, start=1)
    }
    assert set(lines) == set(_keys(parsed, ()))


def _toml(value: object) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\U{ord(character):08X}" for character in value) + '"'
        case list():
            return "[" + ", ".join(map(_toml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{_toml(k)} = {_toml(v)}" for k, v in value.items()) + "}"
    return str(value)


def _keys(value: object, base: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    pairs = (
        value.items() if isinstance(value, dict)
        else enumerate(value) if isinstance(value, list)
        else ()
    )  # fmt: skip
    found = []
    for key, inner in pairs:
        found += [(*base, key), *_keys(inner, (*base, key))]
    return found


@given(st.binary(max_size=300) | PLAIN.map(str.encode))
def test_any_bytes_give_a_sentence_or_values(data: bytes) -> None:
    with NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        try:
            values = tomllib.loads(data.decode("utf-8-sig"))
        except ValueError:
            with pytest.raises(SourceError) as caught:
                read_source(Path(file.name), Inputs(Path()))
            assert 1 <= (caught.value.line or 0) <= data.count(b"\n") + 1
        else:
            assert read_source(Path(file.name), Inputs(Path())).values == values


@pytest.mark.parametrize(
    ("text", "words"), [("a  b\n\tc ", "a b c"), ("re\u0301sume\u0301", "résumé"), ("", "")]
)
def test_plain_words(text: str, words: str) -> None:
    assert plain_words(text) == words


def test_a_line_has_no_line_break() -> None:
    with pytest.raises(ValueError, match=r"U\+000A"):
        plain_line("a\nb")


def test_a_lesson_whose_name_cannot_be_written_is_told_before_it_is_drawn(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.toml")
    (tmp_path / name).write_bytes(BUILT_IN.read_bytes())
    with pytest.raises(LessonError, match=r"caf\\udce9\.toml: its name is not UTF-8; give"):
        load_lesson(tmp_path / name)


def test_a_lesson_may_lie_in_a_folder_whose_name_cannot_be_written(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"caf\xe9")
    folder.mkdir()
    (folder / "mine.toml").write_bytes(BUILT_IN.read_bytes())
    assert load_lesson(folder / "mine.toml").inputs.digests().keys() == {"mine.toml"}
