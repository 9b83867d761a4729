"""Slides as files for other programs: PPTX, the handout, and what manim-slides presents."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import av
import numpy as np
import pytest
from PIL import Image
from pptx import Presentation
from pydantic import BaseModel, FilePath, PositiveInt

from gdlesson.deliver.slides.deck import Deck
from gdlesson.deliver.slides.handout import FORMULAS
from gdlesson.deliver.to import To
from scenes.plans.registry import PLANS
from scenes.wording import languages
from tests.gdlesson.decks import deck, decoded, film, give_sound, slides, tones
from tests.gdlesson.fake_lesson import FRAMES, PICTURE

OFFICE = shutil.which("soffice"), shutil.which("pdftoppm")
BEATS = [(scene, beat) for scene in ("red", "green", "blue") for beat in FRAMES]


@pytest.fixture(scope="module")
def of(tmp_path_factory: pytest.TempPathFactory) -> Deck:
    """A deck whose second beats loop, and whose scene called green has sound."""
    lesson, folder = film(tmp_path_factory.mktemp("film"))
    give_sound(folder / "scenes" / "green.mp4", tones(sum(FRAMES.values()) / PICTURE.fps))
    specs = tuple(replace(spec, loops=("move",), begins="A part") for spec in lesson.scenes)
    return deck(replace(lesson, scenes=specs, title="Fakes & <co>"), folder)


@pytest.fixture(scope="module")
def show(of: Deck, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return slides(To.PPTX, of, tmp_path_factory.mktemp("pptx")).opened


def test_a_show_has_a_slide_a_beat_with_title_words_video_and_alternative(show: Path) -> None:
    pages = Presentation(str(show)).slides
    assert pages[0].shapes.title.text == "Fakes & <co>"
    assert len(pages) == 1 + len(BEATS)
    seen = {"open": "A square.", "move": "It moves.", "close": "It stands <still>."}
    words = {"open": "Still.", "move": "", "close": "<b>& on"}
    for (scene, beat), page in zip(BEATS, list(pages)[1:], strict=True):
        number = [*FRAMES].index(beat) + 1
        heading = f"The {scene} scene ({number}/3)"
        assert page.shapes.title.text == heading
        assert page.notes_slide.notes_text_frame.text == words[beat]
        (movie,) = [shape for shape in page.shapes if shape.shape_type == 16]
        told = movie.element.nvPicPr.cNvPr.get("descr")
        assert told == f"{heading}: {seen[beat]}"
        assert movie.poster_frame.content_type == "image/jpeg"


def test_a_video_plays_by_itself_once_or_over_and_over(show: Path) -> None:
    with ZipFile(show) as parts:
        for number, (_, beat) in enumerate(BEATS, start=2):
            page = parts.read(f"ppt/slides/slide{number}.xml").decode()
            (shape,) = re.findall(r'cNvPr id="(\d+)" name="\w+--\w+"', page)
            assert re.search(rf'playFrom\(0\.0\).*?<p:spTgt spid="{shape}"/>', page, re.DOTALL)
            assert 'nodeType="afterEffect"' in page
            assert ('repeatCount="indefinite"' in page) == (beat == "move")
            assert page.count("<p:timing") == 1
            length = round(1000 * FRAMES[beat] / PICTURE.fps)
            assert f'dur="{length}"' in page


def test_the_videos_of_a_show_are_the_excerpts_of_the_film(of: Deck, show: Path) -> None:
    with ZipFile(show) as parts:
        videos = [parts.read(name) for name in parts.namelist() if name.endswith(".mp4")]
    found = {}
    for video in videos:
        with av.open(io.BytesIO(video)) as source:
            frames = tuple(frame.to_ndarray().tobytes() for frame in source.decode(video=0))
            found[frames] = bool(source.streams.audio)
    for slide in of.slides:
        excerpt = slide.excerpt
        assert found[tuple(decoded(excerpt.clip)[excerpt.start : excerpt.stop])] == (
            slide.scene == "green"
        )


def test_a_large_film_is_shown_in_720_lines_unless_all_are_asked_for(
    of: Deck, tmp_path: Path
) -> None:
    large = replace(of, width=1920, height=1080, slides=of.slides[:1])
    show = slides(To.PPTX, large, tmp_path).opened
    with ZipFile(show) as parts, av.open(io.BytesIO(parts.read("ppt/media/media1.mp4"))) as video:
        assert (video.streams.video[0].width, video.streams.video[0].height) == (1280, 720)


@pytest.mark.skipif(not all(OFFICE), reason="LibreOffice or Poppler is not installed")
def test_an_office_program_shows_each_beat(show: Path, tmp_path: Path) -> None:
    office, painter = map(str, OFFICE)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    to_pdf = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, show]
    subprocess.run(to_pdf, check=True, capture_output=True, timeout=120)
    pdf = tmp_path / show.with_suffix(".pdf").name
    subprocess.run([painter, "-png", "-r", "20", pdf, tmp_path / "page"], check=True)
    pages = sorted(tmp_path.glob("page-*.png"))
    assert len(pages) == 1 + len(BEATS)
    for (scene, _), page in zip(BEATS, pages[1:], strict=True):
        with Image.open(page) as picture:
            colour = picture.convert("RGB").getpixel((picture.width // 2, picture.height - 8))
        meant = scene.encode().ljust(3, b"x")[:3]
        assert max(abs(a - b) for a, b in zip(colour, meant, strict=True)) <= 6


# The handout


@pytest.mark.parametrize("language", languages())
def test_a_handout_is_tagged_and_holds_its_fonts(of: Deck, language: str, tmp_path: Path) -> None:
    real = tuple(replace(slide, scene="cost") for slide in of.slides[:3])
    for slide in real:
        assert slide.still.is_file()
    lesson = replace(of.lesson, language=language)
    pdf = slides(To.PDF, replace(of, lesson=lesson, slides=real), tmp_path).opened.read_bytes()
    assert b"/StructTreeRoot" in pdf
    assert b"pdfuaid" in pdf
    assert re.search(rf"/Lang ?\({language}\)".encode(), pdf)
    assert pdf.count(b"/FontFile") >= 2
    assert pdf.count(b"/Subtype/Image") + pdf.count(b"/Subtype /Image") == 3


def test_a_number_in_a_handout_is_not_parted_from_its_unit(
    of: Deck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages: list[dict[str, str]] = []
    compile_page = lambda *_, sys_inputs, **__: pages.append(sys_inputs) or b""  # noqa: E731
    monkeypatch.setattr("gdlesson.deliver.slides.handout.typst.compile", compile_page)
    told = replace(of.slides[0], say="It guesses 104 ft.")
    slides(To.PDF, replace(of, slides=(told,)), tmp_path)
    (scene,) = json.loads(pages[0]["page"])["scenes"]
    assert scene["beats"][0]["say"] == "It guesses 104\u00a0ft."


def test_each_formula_of_a_handout_is_some_scenes() -> None:
    assert {key for plan in PLANS.values() for key in plan.formulas} == FORMULAS.keys()


# manim-slides: its own model (manim_slides/config.py of version 5.7.0), as far as it is about files


class PresentedSlide(BaseModel):
    loop: bool = False
    auto_next: bool = False
    playback_rate: float = 1.0
    reversed_playback_rate: float = 1.0
    notes: str = ""
    file: FilePath
    rev_file: FilePath


class Presented(BaseModel):
    slides: list[PresentedSlide]
    resolution: tuple[PositiveInt, PositiveInt] = (1920, 1080)
    background_color: str = "black"


def test_manim_slides_finds_each_video_forwards_and_backwards(of: Deck, tmp_path: Path) -> None:
    told = slides(To.MANIM_SLIDES, of, tmp_path).opened
    assert told == tmp_path / "slides" / "fakes.json"
    values = json.loads(told.read_text(encoding="utf-8"))
    for slide in values["slides"]:  # as it does: from the folder that the list's folder is in
        slide["file"] = told.parent.parent / slide["file"]
        slide["rev_file"] = told.parent.parent / slide["rev_file"]
    show = Presented.model_validate(values)
    assert show.resolution == (PICTURE.width, PICTURE.height)
    assert [slide.loop for slide in show.slides] == [beat == "move" for _, beat in BEATS]
    assert show.slides[0].notes == "Still."
    forth, back = (decoded(path) for path in (show.slides[1].file, show.slides[1].rev_file))
    last, first = (np.frombuffer(each, np.uint8).astype(int) for each in (forth[-1], back[0]))
    assert np.abs(last - first).mean() < 2
