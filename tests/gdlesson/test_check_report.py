"""What a check tells: the worst of a beat, what a lesson file lets pass, framed pictures, JSON."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image
from rich.console import Console

from gdlesson.check.findings import Finding, Offence, Sight, waived, worst
from gdlesson.check.report import FRAME, ROOM, as_json, print_findings, save_pictures
from gdlesson.check.verdict import find_lesson, look_at_folder
from gdlesson.deliver.manifest import read_manifest
from scenes.lesson.file import LessonError, Waiver, load_lesson
from scenes.rules import REMEDIES, RULES

BOX = (20, 10, 60, 30)
SMALL = Offence("small-text", '"steps"', "1/40 of the height", "1/36", "set it larger", BOX, 1.1)
SMALLER = replace(SMALL, measured="1/50 of the height", excess=1.4)
FINDING = Finding(SMALL, "mountain", "fog", 3)

LESSON = """
title = "Waived"
slug = "waived"
[[scene]]
name = "mountain"
[[scene.beat]]
name = "fog"
waive = [{ rule = "RULE", reason = "REASON" }]
[[scene.beat]]
name = "cost"
waive = [{ rule = "text-contrast", reason = "a quote" }]
"""


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (96, 54), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def lesson_file(folder: Path, rule: str = "small-text", reason: str = "it is a footnote") -> Path:
    path = folder / "waived.toml"
    path.write_text(LESSON.replace("RULE", rule).replace("REASON", reason), encoding="utf-8")
    return path


def test_the_worst_of_a_beat_is_told_once() -> None:
    later = replace(FINDING, beat="cost")
    assert worst([FINDING, replace(FINDING, offence=SMALLER), later]) == [
        replace(FINDING, offence=SMALLER),
        later,
    ]


def test_a_waiver_lets_one_beat_pass_and_idle_ones_are_told(tmp_path: Path) -> None:
    lesson = load_lesson(lesson_file(tmp_path))
    elsewhere = replace(FINDING, beat="cost")
    told, idle = waived([FINDING, elsewhere], lesson, ["mountain"])
    assert [finding.waived for finding in told] == ["it is a footnote", ""]
    assert idle == [("mountain", Waiver("cost", "text-contrast", "a quote"))]
    assert waived([], lesson, []) == ([], [])


@pytest.mark.parametrize(
    ("rule", "reason", "told"),
    [
        ("text-contrst", "why", ['"text-contrst"', 'did you mean "text-contrast"', "dead-space"]),
        ("small-text", " ", ["waive.0.reason", "it is empty"]),
    ],
)
def test_a_waiver_that_is_wrong(tmp_path: Path, rule: str, reason: str, told: list[str]) -> None:
    with pytest.raises(LessonError) as error:
        load_lesson(lesson_file(tmp_path, rule, reason))
    (problem,) = error.value.problems
    assert "waived.toml, line 8:" in problem
    for words in told:
        assert words in problem


def test_an_offence_is_framed_and_old_pictures_go(tmp_path: Path) -> None:
    (tmp_path / "mountain--fog--small-text-2.png").write_bytes(b"mine")
    save_pictures(Sight([replace(FINDING, beat="lift")], {("mountain", 3): png()}), tmp_path)
    assert (tmp_path / "mountain--lift--small-text.png").exists()
    sight = Sight([FINDING, FINDING], {("mountain", 3): png()})
    paths = [Path(finding.picture) for finding in save_pictures(sight, tmp_path)]
    names = ["mountain--fog--small-text.png", "mountain--fog--small-text-3.png"]
    assert [path.name for path in paths] == names
    assert sorted(path.name for path in tmp_path.glob("[!.]*")) == sorted(
        [*names, "mountain--fog--small-text-2.png"]
    )
    assert (tmp_path / "mountain--fog--small-text-2.png").read_bytes() == b"mine"
    with Image.open(paths[0]) as picture:
        assert picture.getpixel((20 - ROOM, 20)) == FRAME
        assert picture.getpixel((40, 20)) != FRAME
        assert picture.height > 54


def test_the_table_has_a_line_a_finding() -> None:
    console = Console(file=io.StringIO(), width=200)
    let_pass = replace(FINDING, beat="cost", waived="it is a footnote")
    print_findings(console, [FINDING, let_pass], [("mountain", Waiver("lift", "future", "x"))])
    lines = console.file.getvalue().splitlines()
    assert [line.split()[:3] for line in lines if line.startswith("mountain ")] == [
        ["mountain", "fog", "small-text"],
        ["mountain", "cost", "small-text"],
    ]
    told = "\n".join(lines)
    for words in ("1/40 of the height", "1/36", REMEDIES["small-text"], "it is a footnote"):
        assert words in told
    assert "mountain, lift: nothing breaks future; take its waiver out." in told


def test_json_has_the_same() -> None:
    told = json.loads(json.dumps(as_json([FINDING], [], ["a fault"], ["a note"])))
    assert not told["ok"]
    assert told["findings"][0]["box"] == [20, 10, 60, 30]
    assert as_json([replace(FINDING, waived="why")], [], [], [])["ok"]


def test_the_lesson_of_a_folder_is_found_only_unchanged(finished: Path) -> None:
    manifest = read_manifest(finished)
    assert find_lesson(finished, manifest).lesson is None
    path = lesson_file(finished.parent)
    from gdlesson.render.program import sha256

    named = manifest.model_copy(update={"lesson_file": path.name, "lesson_sha256": sha256(path)})
    found = find_lesson(finished, named).lesson
    assert found is not None
    assert found.slug == "waived"
    path.write_text(path.read_text() + "\n", encoding="utf-8")
    assert find_lesson(finished, named).lesson is None


DATA = """
title = "Data"
slug = "data"
theme = "t.toml"
[[scene]]
name = "batch_vs_sgd"
[scene.params]
data = "d.csv"
x = "x"
y = "y"
"""
ROWS = "x,y\n" + "".join(f"{n},{2 * n + n % 3}\n" for n in range(30))


# what is done to a lesson's files after it was rendered, and how the note begins
CHANGED: dict[str, tuple[dict[str, str | None], str]] = {
    "other data": ({"d.csv": ROWS + "40,81\n"}, "d.csv is not as it was when this was rendered"),
    "no data": ({"d.csv": None}, "d.csv is not as it was"),
    "data that cannot be used": ({"d.csv": "x,y\na,b\n"}, "d.csv is not as it was"),
    "another theme": ({"t.toml": 'extends = "paper"\n'}, "t.toml is not as it was"),
    "both": ({"t.toml": "#", "d.csv": "#"}, "t.toml, d.csv are not as they were when this was"),
    "another lesson file": ({"data.toml": DATA + "\n"}, "data.toml, as it was rendered, is not in"),
    "all of it": (
        {"data.toml": "", "d.csv": "", "t.toml": ""}, "data.toml, as it was rendered, is not in"
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CHANGED)
def test_what_of_a_lesson_has_changed_since_it_was_rendered_is_told(
    finished: Path, case: str
) -> None:
    files = {"data.toml": DATA, "d.csv": ROWS, "t.toml": 'extends = "night"\n'}
    for name, text in files.items():
        (finished.parent / name).write_text(text, encoding="utf-8")
    inputs = load_lesson(finished.parent / "data.toml").inputs.digests()
    told = json.loads((finished / "manifest.json").read_text())
    told |= {"lesson_file": "data.toml", "lesson_sha256": inputs.pop("data.toml"), "inputs": inputs}
    (finished / "manifest.json").write_text(json.dumps(told))
    assert find_lesson(finished, read_manifest(finished)).lesson is not None
    changes, begins = CHANGED[case]
    for name, text in changes.items():
        path = finished.parent / name
        path.unlink() if text is None else path.write_text(text, encoding="utf-8")
    (note,) = look_at_folder(finished, 1, pictures=True)[1].notes
    assert note.startswith(begins)
    assert note.endswith("so only files, stills and video were checked.")


@pytest.mark.parametrize(("seconds", "found"), [(9.0, {"open"}), (7.0, set())])
def test_stills_with_dead_space_are_found_without_the_lesson_file(
    seconds: float, found: set[str], finished: Path
) -> None:
    (finished.parent / "fakes.toml").unlink()
    slow = json.loads((finished / "manifest.json").read_text())
    names = [file for file in slow["files"] if file["path"].startswith("stills/red--")]
    for file, moment in zip(names, (0.0, seconds / 2, seconds), strict=True):
        half = Image.new("RGB", (96, 54), "#0B0F1A")
        half.paste((255, 255, 255), (48, 0, 96, 54))
        half.save(finished / file["path"])
        file["frame"] = round(moment * 10)
    (finished / "manifest.json").write_text(json.dumps(slow))
    _, verdict = look_at_folder(finished, 1, pictures=True)
    empty = [f for f in verdict.findings if (f.scene, f.offence.rule) == ("red", "dead-space")]
    assert {finding.beat for finding in empty} == found
    assert all(f.offence.measured.startswith("29.9% of the frame") for f in empty), empty


def test_every_rule_says_what_it_asks() -> None:
    assert all(words and not words.endswith(".") for words in RULES.values())


def test_every_rule_has_a_remedy_for_the_author_of_a_lesson() -> None:
    """One that names what a lesson file holds, or says that nothing there mends it."""
    assert REMEDIES.keys() == RULES.keys()
    for remedy in REMEDIES.values():
        assert any(word in remedy for word in ("start", "theme", "words", "seconds", "report"))


@pytest.mark.parametrize(("scene", "own"), [("mountain", True), ("example", False)])
def test_advice_is_for_those_who_can_follow_it(scene: str, *, own: bool) -> None:
    told = as_json([replace(FINDING, scene=scene)], [], [], [])["findings"][0]
    assert told["in_code"] == SMALL.advice
    assert told["advice"] == (REMEDIES["small-text"] if own else SMALL.advice)
