"""What README.md says, tried: code and its outputs, commands, options, links, pictures, tables.

`./run python tests/test_readme.py` writes the outputs of its examples anew; look at the difference.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from typer.main import get_command

from gdlesson import cli
from gdlesson.render.picture import Quality
from scenes.catalog import SCENES
from scenes.lesson.file import load_lesson
from scenes.lesson.inputs import Inputs
from scenes.plans.registry import PLANS

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GALLERY = "renders/gallery"
MOST_GALLERY_BYTES = 3_000_000

COMMANDS = get_command(cli.app).commands  # type: ignore[attr-defined]
OF_RUN = ("lesson", "test", "python")
"""The words that ./run knows itself; all others it hands to gdlesson."""
MISTAKE = ("learning_rate =", "learning_rat =")
"""What the README does to a new lesson, once, to show an error."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and where in the README these are."""

    language: str
    text: str
    start: int
    stop: int


def blocks(readme: str) -> list[Block]:
    found = re.finditer(r"^```(\w+)\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    return [Block(m[1], m[2], *m.span(2)) for m in found]


def code(language: str) -> list[str]:
    return [block.text for block in blocks(TEXT) if block.language == language]


def examples(readme: str) -> list[tuple[Block, Block]]:
    """Each Python or shell block that its output follows, with that output."""
    return [
        (block, after)
        for block, after in pairwise(blocks(readme))
        if block.language in {"python", "sh"} and after.language == "text"
        if readme[block.stop : after.start] == "```\n\n```text\n"
    ]


def prepare(folder: Path) -> None:
    """Put there what the examples work on: a trace, a lesson with a mistake, the tea."""
    lesson = load_lesson()
    spec = lesson.scene("batch_vs_sgd")
    plan = PLANS[spec.name].precompute(spec.params, spec.score(60), lesson.seed, lesson.inputs)
    trace = folder / "renders" / lesson.slug / "trace"
    trace.mkdir(parents=True)
    plan.table.save(trace / f"{spec.name}.npz")
    with contextlib.chdir(folder):
        assert "my-lesson.toml" in run("new my-lesson")
    copy = folder / "my-lesson.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace(*MISTAKE, 1), encoding="utf-8")
    (folder / "tea.csv").write_text(code("csv")[0], encoding="utf-8")
    (folder / "tea.toml").write_text(tea(), encoding="utf-8")


def tea() -> str:
    return next(text for text in code("toml") if 'slug = "tea"' in text)


def run(command: str) -> str:
    """What gdlesson says, on either stream."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        cli._run(shlex.split(command))
    return said.getvalue()


def output(block: Block) -> str:
    """What a block's code says in the current folder."""
    if block.language == "sh":
        return "".join(run(line.removeprefix("./run ")) for line in block.text.splitlines())
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(block.text, str(README), "exec"), {})  # noqa: S102 - that is the test
    return said.getvalue()


TEXT = README.read_text(encoding="utf-8")
EXAMPLES = examples(TEXT)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("readme")
    prepare(place)
    return place


@pytest.mark.parametrize(
    ("block", "after"), EXAMPLES, ids=[block.text.splitlines()[0] for block, _ in EXAMPLES]
)
def test_an_example_says_what_the_readme_shows(
    block: Block, after: Block, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert output(block) == after.text


def test_every_python_block_is_such_an_example() -> None:
    assert [block.text for block, _ in EXAMPLES if block.language == "python"] == code("python")
    assert len(code("python")) >= 3


def test_the_two_commands_are_the_first_code() -> None:
    assert blocks(TEXT)[0].text == "./run lesson\n./run test\n"


def lines_of_commands() -> list[str]:
    """Every command the README names, in a block or within a sentence."""
    lines = [line for text in code("sh") for line in text.splitlines()]
    prose = re.sub(r"^```.*?^```$", "", TEXT, flags=re.MULTILINE | re.DOTALL)
    spans = [
        span for span in re.findall(r"`([^`]+)`", prose) if re.match(r"(./run|gdlesson) ", span)
    ]
    return lines + spans


@pytest.mark.parametrize("line", dict.fromkeys(lines_of_commands()))
def test_a_command_exists_with_its_options(line: str) -> None:
    program, name, *arguments = shlex.split(line)
    if program == ".venv/bin/manim":
        program, name, arguments = "./run", "python", ["-m", "manim", name, *arguments]
    if name == "python":
        assert arguments[:2] == ["-m", "manim"]
        file, scene = arguments[-2:]
        assert SCENES[Path(file).stem].__name__ == scene
        assert (ROOT / file).is_file()
        return
    assert program in {"./run", "gdlesson"}
    assert name in {*COMMANDS, *OF_RUN}
    command = COMMANDS["render" if name == "lesson" else name] if name != "test" else None
    options = [word for word in arguments if word.startswith("-")]
    assert {*options} <= options_of(command)
    for option, value in pairwise(arguments):
        if option == "--scene":
            assert value in PLANS
        if option == "--quality":
            assert value in {*Quality}


def options_of(command: object) -> set[str]:
    return {option for parameter in getattr(command, "params", ()) for option in parameter.opts}


def test_the_options_table_has_all_of_render() -> None:
    section = TEXT.split("## Size and speed")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `(--\w+)` \|(.*)\|$", section, re.MULTILINE)
    every = {option for option in options_of(COMMANDS["render"]) if option.startswith("--")}
    assert {name for name, _ in rows} == every - {"--help"}
    assert all(f"`{quality}`" in dict(rows)["--quality"] for quality in Quality)


@pytest.mark.parametrize("name", PLANS)
def test_the_table_of_a_scene_has_its_keys_and_defaults(name: str) -> None:
    section = TEXT.split(f"### {name}\n")[1].split("\n##")[0]
    rows = re.findall(r"^\| `(\w+)` \| (?:`(.*?)`)? ?\| \S.*\|$", section, re.MULTILINE)
    told = {key: json.loads(default) if default else None for key, default in rows}
    assert told == PLANS[name].params().model_dump(mode="json")


def test_the_scenes_are_told_of_in_the_order_they_are_taught() -> None:
    assert tuple(re.findall(r"^### (\w+)$", TEXT, re.MULTILINE)) == tuple(PLANS)


def test_the_change_that_is_shown_makes_a_lesson(tmp_path: Path) -> None:
    change = next(text for text in code("toml") if text.startswith("[[scene]]"))
    path = tmp_path / "changed.toml"
    path.write_text('title = "Changed"\nslug = "changed"\n' + change, encoding="utf-8")
    spec = load_lesson(path).scene("mountain")
    built_in = load_lesson().scene("mountain")
    assert spec.params != built_in.params
    assert dict(spec.beats)["lift"] != dict(built_in.beats)["lift"]
    # What its words claim: the walk ends in the shallow valley.
    plan = PLANS["mountain"].precompute(spec.params, spec.score(15), 7, Inputs(tmp_path))
    shallow = plan.surface.minima[plan.surface.minimum_values.argmax()]
    assert plan.runs["gradient_descent"].theta[-1] == pytest.approx(shallow, abs=0.05)


def links() -> Iterator[str]:
    for target in re.findall(r"\]\(([^)\s]+)\)", TEXT):
        if not re.match(r"https://", target):
            yield target


@pytest.mark.parametrize("target", dict.fromkeys(links()))
def test_a_link_leads_somewhere(target: str) -> None:
    if target.startswith("#"):
        headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
        assert target[1:] in {
            re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings
        }
    else:
        assert (ROOT / target).exists()


def test_the_gallery_is_small_and_all_of_it_is_shown() -> None:
    pictures = [path for path in (ROOT / GALLERY).iterdir() if path.is_file()]
    shown = {target for target in links() if target.startswith(GALLERY)}
    assert {f"{GALLERY}/{path.name}" for path in pictures} == shown
    assert sum(path.stat().st_size for path in pictures) < MOST_GALLERY_BYTES


def test_pictures_are_of_beats_there_are_and_are_described() -> None:
    beats = {f"{name}--{beat.name}" for name in PLANS for beat in PLANS[name].in_order()}
    pictures = re.findall(rf"!\[(.*)\]\({GALLERY}/(.*)\.png\)", TEXT)
    on_paper = {f"{beat}--paper" for beat in beats}
    assert {name for _, name in pictures} <= beats | on_paper | {"contact_sheet"}
    assert all(len(description.split()) >= 5 for description, _ in pictures)


def rewritten() -> str:
    """The README with the outputs that its examples have now."""
    text = TEXT
    with TemporaryDirectory() as place, contextlib.chdir(place):
        prepare(Path(place))
        for block, after in reversed(EXAMPLES):
            text = text[: after.start] + output(block) + text[after.stop :]
    return text


if __name__ == "__main__":
    README.write_text(rewritten(), encoding="utf-8")
    sys.exit(os.EX_OK)
