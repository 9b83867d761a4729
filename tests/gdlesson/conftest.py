"""A finished folder of a fake lesson, made once and copied for each test that wants to spoil it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gdlesson.making.lesson import render
from gdlesson.making.order import Result
from tests.gdlesson.fake_lesson import Silent, make_lesson, make_order


@pytest.fixture
def silent() -> Silent:
    return Silent()


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of three fake scenes, rendered by two workers."""
    place = tmp_path_factory.mktemp("fakes")
    order = make_order(place / "out", make_lesson(place / "fakes.toml"), jobs=2)
    render(order, Silent(), Result())
    return place / "out"


@pytest.fixture
def finished(rendered: Path, tmp_path: Path) -> Path:
    """A copy of the rendered folder, with its lesson file beside it."""
    shutil.copytree(rendered, tmp_path / "out")
    shutil.copy(rendered.parent / "fakes.toml", tmp_path)
    return tmp_path / "out"
