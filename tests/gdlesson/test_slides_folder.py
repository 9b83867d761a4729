"""The folder that slides go into: listed, made once, and nothing of anybody else is touched."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import pytest

from gdlesson.deliver.made import MadeFolder
from gdlesson.deliver.slides.deck import Deck
from gdlesson.deliver.slides.html import REVEAL
from gdlesson.deliver.slides.making import make
from gdlesson.deliver.to import To
from gdlesson.errors import InputError, RenderError
from tests.gdlesson.decks import deck, film, slides

TO = [*To]


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    return deck(*film(tmp_path_factory.mktemp("film")))


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("to", TO)
def test_the_list_names_each_file_with_its_checksum(of: Deck, to: To, tmp_path: Path) -> None:
    made = slides(to, of, tmp_path / "out")
    there = files(tmp_path / "out")
    told = json.loads(there.pop("manifest.json"))
    assert {file["path"]: file["sha256"] for file in told["files"]} == {
        name: sha256(data).hexdigest() for name, data in there.items()
    }
    assert made.opened.is_file()
    assert made.bytes == sum(map(len, there.values()))
    assert (told["title"], told["language"]) == (of.lesson.title, of.lesson.language)


def test_one_file_leaves_no_folder_of_videos_behind(of: Deck, tmp_path: Path) -> None:
    slides(To.HTML, of, tmp_path)
    assert (tmp_path / "media").is_dir()
    made = slides(To.HTML, of, tmp_path, single=True)
    assert {path.name for path in tmp_path.iterdir()} == {made.opened.name, "manifest.json"}


@pytest.mark.parametrize("to", TO)
def test_slides_that_are_there_are_not_made_again(of: Deck, to: To, tmp_path: Path) -> None:
    slides(to, of, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    steps: list[str] = []
    with MadeFolder(tmp_path, "slides", of.lesson) as folder:
        make(to, of, folder, steps.append)
    assert not steps
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before


def test_other_words_make_other_slides_and_leave_none_behind(of: Deck, tmp_path: Path) -> None:
    slides(To.HTML, of, tmp_path)
    fewer = replace(of, slides=of.slides[:2])
    slides(To.HTML, fewer, tmp_path)
    assert sorted(path.name for path in tmp_path.glob("media/*.mp4")) == [
        "red--move.mp4", "red--open.mp4",
    ]  # fmt: skip
    slides(To.HTML, fewer, tmp_path, single=True)
    assert sorted(files(tmp_path)) == ["fakes.html", "manifest.json"]


def test_a_file_of_somebody_else_is_not_replaced(of: Deck, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"index\.html"):
        slides(To.HTML, of, tmp_path)
    assert files(tmp_path) == {"index.html": b"mine"}


def test_the_manifest_of_a_film_is_not_replaced(of: Deck, tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text('{"format": 1}', encoding="utf-8")
    with pytest.raises(InputError, match=r"manifest\.json"):
        slides(To.HTML, of, tmp_path)
    assert files(tmp_path) == {"manifest.json": b'{"format": 1}'}


def test_a_page_that_was_edited_is_kept(of: Deck, tmp_path: Path) -> None:
    slides(To.HTML, of, tmp_path)
    (tmp_path / "index.html").write_text("mine", encoding="utf-8")
    slides(To.HTML, of, tmp_path)
    assert (tmp_path / "index.changed.html").read_text(encoding="utf-8") == "mine"
    assert "reveal" in (tmp_path / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("to", TO)
def test_what_fails_leaves_nothing(of: Deck, to: To, tmp_path: Path) -> None:
    last = of.slides[-1]
    excerpt, still = replace(last.excerpt, stop=last.excerpt.stop + 9), tmp_path / "none.png"
    wrong = replace(last, excerpt=excerpt, still=last.still if to is not To.PDF else still)
    with pytest.raises((RenderError, FileNotFoundError), match=r"render it again|none\.png"):
        slides(to, replace(of, slides=(*of.slides[:-1], wrong)), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_others_wrote_is_as_they_published_it() -> None:
    told = (REVEAL / "SOURCE").read_text(encoding="utf-8").splitlines()[1:]
    listed = {name: digest for digest, name in (line.split() for line in told)}
    there = {path.name: path.read_bytes() for path in REVEAL.iterdir() if path.name != "SOURCE"}
    assert listed == {name: sha256(data).hexdigest() for name, data in there.items()}


@pytest.mark.parametrize("to", TO)
def test_a_kill_leaves_no_half_file_and_the_next_call_makes_all(
    of: Deck, to: To, tmp_path: Path
) -> None:
    def killed() -> None:
        with MadeFolder(tmp_path, "slides", of.lesson) as folder:
            steps: list[str] = []

            def step(name: str) -> None:
                steps.append(name)
                if len(steps) == len(of.slides):
                    os.kill(os.getpid(), signal.SIGKILL)

            make(to, of, folder, step)

    process = get_context("fork").Process(target=killed)
    process.start()
    process.join()
    assert process.exitcode == -signal.SIGKILL
    assert all(path.name.startswith(".gdlesson") for path in tmp_path.iterdir())
    made = slides(to, of, tmp_path)
    assert made.opened.is_file()
    assert not [*tmp_path.glob(".gdlesson*")]
