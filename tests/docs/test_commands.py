"""Commands and options: what pages show is taken by the command line, and all it takes is shown."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from enum import Enum
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import pytest
from typer.main import get_command

from gdlesson import cli, errors
from gdlesson.progress import JsonReporter
from scenes.catalog import SCENES
from scenes.plans.registry import PLANS
from tests.docs.pages import (
    CONTRIBUTING,
    DOCS,
    FOR_USERS,
    README,
    ROOT,
    lines_of_commands,
    names,
    table,
)

APP: Any = get_command(cli.app)
OF_RUN = ("lesson", "test", "python")
"""The words that ./run knows itself; all others it hands to gdlesson."""
COMMANDS = DOCS["commands"]


def leaves(group: Any = APP, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The commands by the words that call them."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from leaves(command, (*above, name))
        else:
            yield (*above, name), command


LEAVES = dict(leaves())


def shown() -> dict[str, bool]:
    """The commands of all pages, and whether they are meant to be typed as they stand."""
    every = [line for page in (*FOR_USERS, CONTRIBUTING) for line in lines_of_commands(page)]
    ours = [
        (line, typed) for line, typed in every if line.startswith(("./run", "gdlesson", ".venv"))
    ]
    return dict(sorted(ours, key=lambda each: each[1]))


@pytest.mark.parametrize(("line", "typed"), shown().items())
def test_a_command_is_one_that_there_is(line: str, typed: bool) -> None:
    program, name, *arguments = shlex.split(line, comments=True)
    if program == ".venv/bin/manim":
        program, name, arguments = "./run", "python", ["-m", "manim", name, *arguments]
    assert program in {"./run", "gdlesson", ".venv/bin/gdlesson"}
    if name == "python":
        check_python(arguments)
    elif name == "test":
        assert all((ROOT / word).exists() for word in arguments if word.startswith("tests/"))
    else:
        check_ours("render" if name == "lesson" else name, arguments, typed=typed)


def check_python(arguments: list[str]) -> None:
    if arguments[:2] == ["-m", "manim"]:
        file, scene = arguments[-2:]
        assert SCENES[file.removeprefix("scenes/").removesuffix(".py")].__name__ == scene
        assert (ROOT / file).is_file()
    elif arguments[:1] == ["-m"]:
        assert find_spec(arguments[1])
    elif arguments:
        assert (ROOT / arguments[0]).is_file()


def check_ours(name: str, arguments: list[str], *, typed: bool) -> None:
    """See that the parser takes it; a sentence may name a command without what it needs."""
    words: tuple[str, ...] = (name,)
    if (name, *arguments[:1]) in LEAVES:
        words, arguments = (name, *arguments[:1]), arguments[1:]
    command = LEAVES[words]
    arguments = [word for word in arguments if word != "--debug"]
    try:
        command.make_context(name, [*arguments])
    except Exception as error:
        missing = type(error).__name__ == "MissingParameter"
        if typed or not missing:
            raise
    known = {beat.name for plan in PLANS.values() for beat in plan.in_order()}
    for option, value in pairwise(arguments):
        assert option != "--scene" or value in PLANS
        assert option != "--beat" or value in known


def options(command: Any) -> dict[str, Any]:
    """The long options of a command, those that switch something off among them."""
    return {
        option: parameter
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
        if option.startswith("--")
    }


def documented(words: tuple[str, ...]) -> dict[str, str]:
    """What is said of each option of a command."""
    section = COMMANDS.section(words[0])
    if len(words) > 1:
        section = section[section.index(f"`./run {' '.join(words)}`") :]
    if not options(LEAVES[words]):
        return {}
    return {names(cells[0])[0]: cells[1] for cells in table(section, "option")}


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_option_of_a_command_is_documented(words: tuple[str, ...]) -> None:
    assert f"`./run {' '.join(words)}" in COMMANDS.section(words[0])
    assert documented(words).keys() == options(LEAVES[words]).keys()


@pytest.mark.parametrize("words", LEAVES, ids=" ".join)
def test_every_choice_and_default_of_an_option_is_documented(words: tuple[str, ...]) -> None:
    of_render, told = options(LEAVES["render",]), documented(words)
    for option, parameter in options(LEAVES[words]).items():
        text, default = told[option], parameter.default
        as_there = "as for `render`" in text
        if as_there and "the default" not in text:
            assert default == of_render[option].default
        elif default not in {None, False}:
            value = getattr(default, "value", default)
            assert f"`{value}`" in text or f"the default is {value}" in text, option
        if isinstance(default, Enum) and not as_there:
            assert {each.value for each in type(default)} <= {*names(text)}, option
        if parameter.min is not None and parameter.max is not None and not as_there:
            assert f"from {parameter.min} to {parameter.max}" in text, option


def test_the_options_of_all_commands_are_documented() -> None:
    told = {
        word for cells in table(COMMANDS.section("Commands"), "option") for word in names(cells[0])
    }
    assert told == {*options(APP), "--help", "-h"}


def test_the_words_of_run_are_documented() -> None:
    told = [names(cells[0])[0] for cells in table(COMMANDS.section("Commands"), "call")]
    assert told == [*(f"./run {word}" for word in OF_RUN), "./run"]
    script = (ROOT / "run").read_text(encoding="utf-8")
    assert all(f"\n    {word}) " in script for word in OF_RUN)


def test_the_exit_codes_are_documented() -> None:
    told = {int(code) for code, _ in table(COMMANDS.section("Exit codes"))}
    assert told == {0, errors.FAILED, errors.WRONG_INPUT, errors.INTERRUPTED}


def test_the_events_of_a_render_are_documented() -> None:
    told = {names(cells[0])[0] for cells in table(COMMANDS.section("Progress for other programs"))}
    source = (ROOT / "gdlesson" / "progress.py").read_text(encoding="utf-8")
    assert JsonReporter.__name__ in source
    assert told == {word.split('"')[0] for word in source.split('self._tell("')[1:]}


def test_the_two_commands_are_the_first_code() -> None:
    assert README.blocks()[0].text == "./run lesson\n./run test\n"
