"""Tables: the keys of lesson and theme files, scenes, rules, files, as the program has them."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from gdcore import datasets, surfaces
from gdlesson.deliver.manifest import Manifest
from gdlesson.names import MANIFEST, NAMES
from scenes.lesson.file import load_lesson
from scenes.plans.registry import PLANS
from scenes.reading.report import LessonError
from scenes.rules import RULES
from scenes.theme import ROLES, THEMES
from scenes.wording import languages
from tests.docs.pages import DOCS, README, ROOT, Page, names, table

LESSON, SCENE = 'title = "A"\nslug = "a"\n', '[[scene]]\nname = "mountain"\n'
BEAT = '[[scene.beat]]\nname = "fog"\n'

# a heading of lesson-files.md: a lesson that has a key too many there
PLACES = {
    "Keys at the top": f"no_such = 1\n{LESSON}{SCENE}",
    "Keys of a scene": f"{LESSON}{SCENE}no_such = 1\n",
    "Keys of a beat": f"{LESSON}{SCENE}{BEAT}no_such = 1\n",
}


@pytest.mark.parametrize(("heading", "text"), PLACES.items())
def test_every_key_of_a_lesson_file_is_documented(heading: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    choices = re.search(r'no key "no_such".*; choose one of: (.*)\.', str(caught.value))
    assert choices
    told = [names(cells[0])[0] for cells in table(DOCS["lesson-files"].section(heading), "key")]
    assert told == choices[1].split(", ")


def test_every_key_of_a_waiver_is_documented(tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text(f"{LESSON}{SCENE}{BEAT}waive = [{{}}]\n", encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    rows = table(DOCS["lesson-files"].section("Keys of a waiver"), "key")
    missing = re.findall(r"waive\.0\.(\w+): this key is missing", str(caught.value))
    assert sorted(names(cells[0])[0] for cells in rows) == sorted(missing)


def test_the_defaults_of_a_lesson_file_are_documented(tmp_path: Path) -> None:
    path = tmp_path / "lesson.toml"
    path.write_text(LESSON + SCENE, encoding="utf-8")
    lesson = load_lesson(path)
    has = {"language": lesson.language, "theme": lesson.theme.name, "seed": lesson.seed}
    rows = table(DOCS["lesson-files"].section("Keys at the top"), "key")
    told = {names(cells[0])[0]: names(cells[1]) for cells in rows}
    assert {key: json.loads(default[0]) for key, default in told.items() if key in has} == has


def allowed(schema: dict[str, Any]) -> str:
    """What a parameter may be, as the tables say it, from its JSON schema."""
    kinds = [kind for kind in schema.get("anyOf", [schema]) if kind.get("type") != "null"]
    return ", or ".join(filter(None, map(one_kind, kinds)))


def one_kind(kind: dict[str, Any]) -> str:
    """The same of one of the kinds of value that it may be."""
    if "prefixItems" in kind:
        (kind,) = {json.dumps(item): item for item in kind["prefixItems"]}.values()
    if "enum" in kind or "const" in kind:
        choices = kind.get("enum", [kind.get("const")])
        return " or ".join(f'`"{choice}"`' for choice in choices)
    if "maximum" not in kind:
        return ""
    if "exclusiveMinimum" in kind:
        return f"above {number(kind['exclusiveMinimum'])}, up to {number(kind['maximum'])}"
    return f"{number(kind['minimum'])} to {number(kind['maximum'])}"


def number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:g}"


@pytest.mark.parametrize("name", PLANS)
def test_every_parameter_of_a_scene_is_documented(name: str) -> None:
    rows = table(DOCS["scenes"].section(name), "key")
    told = {names(key)[0]: (names(default), range_) for key, default, range_, _ in rows}
    params = PLANS[name].params
    schemas = params.model_json_schema()["properties"]
    values = params().model_dump(mode="json")
    assert told.keys() == values.keys()
    for key, (default, range_) in told.items():
        assert (json.loads(default[0]) if default else None) == values[key], key
        assert range_ == allowed(schemas[key]), key


@pytest.mark.parametrize("name", PLANS)
def test_every_beat_of_a_scene_is_documented(name: str) -> None:
    beats = re.search(r"^Beats: (.*)\.$", DOCS["scenes"].section(name), re.MULTILINE)
    assert beats
    assert names(beats[1]) == [beat.name for beat in PLANS[name].in_order()]


def test_every_scene_is_documented_in_the_order_in_which_they_are_taught() -> None:
    headings = re.findall(r"^## (\w+)$", DOCS["scenes"].text, re.MULTILINE)
    assert [name for name in headings if name.islower()] == [*PLANS]


def test_every_surface_and_data_set_is_documented() -> None:
    assert names(DOCS["scenes"].section("Surfaces"))[1:] == [*surfaces.names()]
    rows = re.findall(r"^- `(.*?)`", DOCS["scenes"].section("Data sets"), re.MULTILINE)
    assert rows == [*datasets.names()]


def test_every_language_of_the_program_is_documented() -> None:
    sentence = DOCS["lesson-files"].section("Other languages").partition(". ")[0]
    assert sorted(set(names(sentence)) - {"language"}) == sorted(languages())


def test_every_rule_is_documented() -> None:
    assert [names(cells[0])[0] for cells in table(DOCS["checks"].text, "rule")] == [*RULES]


def test_every_theme_is_documented() -> None:
    told = re.findall(r'^- `theme = "(\w+)"`', DOCS["themes"].text, re.MULTILINE)
    assert told == [*THEMES]


def test_every_colour_of_a_theme_is_documented() -> None:
    told = [name for cells in table(DOCS["themes"].text, "role") for name in names(cells[0])]
    assert sorted(told) == sorted(ROLES)


def test_every_key_of_a_theme_file_is_documented(tmp_path: Path) -> None:
    (tmp_path / "theme.toml").write_text('extends = "night"\nno_such = 1\n', encoding="utf-8")
    path = tmp_path / "lesson.toml"
    path.write_text(f'theme = "theme.toml"\n{LESSON}{SCENE}', encoding="utf-8")
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    choices = re.search(r'no key "no_such".*; choose one of: (.*)\.', str(caught.value))
    assert choices
    told = [names(cells[0])[0] for cells in table(DOCS["themes"].text, "key")]
    assert told == choices[1].split(", ")


@pytest.mark.parametrize("text", [README.section("What comes out"), DOCS["output"].text])
def test_every_file_of_a_lesson_is_documented(text: str) -> None:
    block = re.search(r"```text\n.*\n((?:    .*\n)+)```", text)
    assert block
    told = [line.split()[0] for line in block[1].splitlines()]
    kinds = [kind for name in told for kind in NAMES if matches(kind, name)]
    assert {*kinds} == {*NAMES}
    assert [name for name in told if not any(matches(kind, name) for kind in NAMES)] == [MANIFEST]


def matches(kind: str, name: str) -> bool:
    return re.fullmatch(NAMES[kind], re.sub(r"<(\w+)>", r"\1", name)) is not None


def test_every_file_is_explained() -> None:
    told = [names(cells[0])[0] for cells in table(DOCS["output"].text, "file")]
    block = DOCS["output"].blocks("text")[0].text
    assert told == [line.strip() for line in block.splitlines()[1:]]


def test_every_key_of_a_manifest_is_documented() -> None:
    rows = table(DOCS["output"].section("The manifest"))
    told = [name for cells in rows for name in names(cells[0])]
    assert sorted(told) == sorted(Manifest.model_fields)


@pytest.mark.parametrize("page", [README, DOCS["troubleshooting"]], ids=str)
def test_the_size_of_the_environment_is_told(page: Page) -> None:
    (told,) = re.findall(r"about ([\d.]+) GB", page.text)
    size = sum(path.lstat().st_size for path in Path(sys.prefix).rglob("*"))
    assert float(told) == pytest.approx(size / 1e9, rel=0.1)


def test_the_messages_that_are_explained_are_said() -> None:
    source = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "gdlesson").rglob("*.py"))
    quoted = re.findall(r'^\*\*"(.*?)"\.\*\*', DOCS["troubleshooting"].text, re.MULTILINE)
    pieces = [piece.strip() for text in quoted for piece in text.split("...") if piece.strip()]
    assert len(pieces) >= 3
    assert [piece for piece in pieces if piece not in source] == []


def test_every_path_of_a_trace_is_documented() -> None:
    lesson = load_lesson()
    rows = table(DOCS["numbers"].text, "trace")
    told = {names(cells[0])[0]: names(cells[1]) for cells in rows}
    tables = {
        spec.name: spec.plan.computed(spec.params, lesson.seed, lesson.inputs).timed(spec.score(15))
        for spec in lesson.scenes
    }
    assert told == {name: [*table_.names] for name, table_ in tables.items()}
