"""The examples of README.md and docs/: code with its output, lesson files, theme files.

`./run python tests/docs/test_examples.py` writes their outputs anew, and how long the built-in
lesson is; look at the difference.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PIL import Image

from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.reading.inputs import Inputs
from scenes.themes.characters import font_file
from scenes.themes.file import read_theme
from tests.docs.pages import DOCS, FOR_USERS, README, ROOT, Block, Page
from tests.saved_runs import write_run

MISTAKE = ("learning_rate =", "learning_rat =")
"""What is done to a new lesson, once, to show an error."""
OTHER_HEADER = ("temperature (°C)", "temperature")
"""What is done to the lesson about tea, to show another."""
HEAD = 'title = "A part of a lesson"\nslug = "part"\n'

ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
LENGTH = re.compile(r"\d+ minutes(?: and \d+ seconds)?")

EXAMPLES = [(page, *pair) for page in FOR_USERS for pair in page.examples()]
TOML = [(page, block.text) for page in FOR_USERS for block in page.blocks("toml")]


def prepare(folder: Path) -> None:
    """Put there what the examples work on: a trace, a lesson with a mistake, the tea, a theme."""
    lesson = load_lesson()
    spec = lesson.scene("batch_vs_sgd")
    plan = PLANS[spec.name].computed(spec.params, lesson.seed, lesson.inputs)
    trace = folder / "renders" / lesson.slug / "trace"
    trace.mkdir(parents=True)
    plan.timed(spec.score(60)).save(trace / f"{spec.name}.npz")
    with contextlib.chdir(folder):
        assert "my-lesson.toml" in run("new my-lesson")
    copy = folder / "my-lesson.toml"
    copy.write_text(copy.read_text(encoding="utf-8").replace(*MISTAKE, 1), encoding="utf-8")
    (folder / "tea.csv").write_text(DOCS["data"].blocks("csv")[0].text, encoding="utf-8")
    tea = next(text for _, text in TOML if 'slug = "tea"' in text)
    (folder / "tea.toml").write_text(tea, encoding="utf-8")
    shallow = next(text for _, text in TOML if 'slug = "shallow"' in text)
    (folder / "shallow.toml").write_text(shallow, encoding="utf-8")
    own = next(text for _, text in TOML if 'slug = "my-loss"' in text)
    (folder / "my-loss.toml").write_text(own, encoding="utf-8")
    write_run("falls", folder / "run.npz")
    wrong = tea.replace(f'y = "{OTHER_HEADER[0]}"', f'y = "{OTHER_HEADER[1]}"')
    (folder / "wrong-header.toml").write_text(wrong, encoding="utf-8")
    for name, style in (("OurFont.otf", "Regular"), ("OurFont-Bold.otf", "Bold")):
        shutil.copy(font_file(style), folder / name)
    Image.new("RGB", (200, 100), "black").save(folder / "logo.png")
    (folder / "school.toml").write_text(theme_file(), encoding="utf-8")


def is_theme(text: str) -> bool:
    return "[colours]" in text


def theme_file() -> str:
    return next(text for _, text in TOML if is_theme(text))


def run(command: str) -> str:
    """What gdlesson says, on either stream."""
    call = [sys.executable, "-P", "-m", "gdlesson", *shlex.split(command)]
    told = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return subprocess.run(call, env=ENVIRONMENT, check=False, text=True, **told).stdout


def output(block: Block) -> str:
    """What a block's code says in the current folder."""
    if block.language == "sh":
        return "".join(run(line.removeprefix("./run ")) for line in block.text.splitlines())
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(block.text, "example", "exec"), {})  # noqa: S102 - that is the test
    return said.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("docs")
    prepare(place)
    return place


@pytest.mark.parametrize(
    ("page", "block", "after"), EXAMPLES, ids=[each[1].text.splitlines()[0] for each in EXAMPLES]
)
def test_an_example_says_what_is_shown(
    page: Page, block: Block, after: Block, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    assert output(block) == after.text, page


def test_every_python_block_is_such_an_example() -> None:
    blocks = [block.text for page in FOR_USERS for block in page.blocks("python")]
    assert [block.text for _, block, _ in EXAMPLES if block.language == "python"] == blocks
    assert len(blocks) >= 3


def whole_lesson(text: str) -> str:
    """A lesson file of which this is a part, or all: a line, a beat, a scene."""
    if text.startswith("[[scene.beat]]"):
        beat = re.search(r'^name = "(\w+)"$', text, re.MULTILINE)
        assert beat
        scene = next(n for n, plan in PLANS.items() if beat[1] in {b.name for b in plan.in_order()})
        return f'{HEAD}[[scene]]\nname = "{scene}"\n{text}'
    if text.startswith("[[scene]]"):
        return HEAD + text
    if text.startswith("data = "):
        return f'{HEAD}{text}[[scene]]\nname = "hook"\n'
    return text


@pytest.mark.parametrize(
    ("page", "text"), TOML, ids=[f"{page}-{k}" for k, (page, _) in enumerate(TOML)]
)
def test_a_lesson_or_theme_file_is_read(page: Page, text: str, folder: Path) -> None:
    path = folder / "shown.toml"
    path.write_text(text if is_theme(text) else whole_lesson(text), encoding="utf-8")
    if is_theme(text):
        assert read_theme(path, path.name, Inputs(folder)).logo, page
    else:
        assert load_lesson(path).scenes, page


@pytest.mark.parametrize(
    "line", [span for page in FOR_USERS for span in page.spans() if " = " in span]
)
def test_a_line_of_a_lesson_file_is_read(line: str, folder: Path) -> None:
    path = folder / "line.toml"
    tea = (folder / "tea.toml").read_text(encoding="utf-8")
    at_top = line.startswith(("theme", "language", "seed", "aspect", "extends", "data = {"))
    of_scene = "[scene.params]" if not line.startswith("part") else "[[scene]]"
    text = f"{line}\n{tea}" if at_top else tea.replace(of_scene, f"{of_scene}\n{line}")
    path.write_text(text, encoding="utf-8")
    assert load_lesson(path).scenes


def length() -> str:
    """How long the built-in lesson is."""
    seconds = round(sum(spec.score(60).seconds for spec in load_lesson().scenes))
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} minutes" + (f" and {rest} seconds" if rest else "")


def test_the_readme_says_how_long_the_lesson_is() -> None:
    assert LENGTH.findall(README.text) == [length()]


def test_the_change_of_the_readme_is_one() -> None:
    text = next(block.text for block in README.blocks("toml") if '"mountain"' in block.text)
    rate = re.search(r"^learning_rate = (.*)$", text, re.MULTILINE)
    assert rate
    assert float(rate[1]) != load_lesson().scene("mountain").params.learning_rate
    built_in = (ROOT / "scenes" / "lessons" / "gradient_descent.toml").read_text(encoding="utf-8")
    others = [line for line in text.splitlines() if line and not line.startswith("learning_rate")]
    assert [line for line in others if line not in built_in.splitlines()] == []


def test_the_words_of_the_shallow_walk_are_true(tmp_path: Path) -> None:
    text = next(text for _, text in TOML if 'slug = "shallow"' in text)
    path = tmp_path / "shallow.toml"
    path.write_text(text, encoding="utf-8")
    spec = load_lesson(path).scene("mountain")
    plan = PLANS["mountain"].compute(spec.params, 7, Inputs(tmp_path))
    shallow = plan.surface.minima[plan.surface.minimum_values.argmax()]
    assert "shallow valley" in dict(spec.beats)["lift"]
    assert plan.runs["gradient_descent"].theta[-1] == pytest.approx(shallow, abs=0.05)


def write_anew() -> None:
    """Write into each page the outputs that its examples have now."""
    with TemporaryDirectory() as place, contextlib.chdir(place):
        prepare(Path(place))
        for page in FOR_USERS:
            text = page.text
            for block, after in reversed(page.examples()):
                text = text[: after.start] + output(block) + text[after.stop :]
            text = LENGTH.sub(length(), text) if page is README else text
            page.path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_anew()
    sys.exit(os.EX_OK)
