"""The page to hang on the wall: one page, whole, over any data, in each language."""

from __future__ import annotations

import io
import re
import zlib
from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from gdlesson.deliver import poster
from gdlesson.errors import InputError
from scenes.lesson.file import load_lesson
from scenes.plans import hook, learning_rate, mini_batch, scaling
from scenes.plans.summary_pictures import Computed, pictures
from scenes.reading.inputs import Inputs
from scenes.wording import languages
from tests.ordinary_data import SETS, write_csv

ORDINARY = ("two_rows", "exact_line", "decreasing", "many_rows", "parabola", "outlier")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built-in lesson's page."""
    folder = tmp_path_factory.mktemp("poster")
    poster.save(load_lesson(), folder)
    return folder


def pages(pdf: bytes) -> int:
    """How many a PDF has; its objects may be in compressed streams."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL)
    plain = [pdf]
    for stream in streams:
        try:
            plain.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", b"\n".join(plain)))


def sides(pdf: bytes) -> tuple[float, float]:
    """Of its page, in mm."""
    found = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    assert found
    width, height = (float(each) / 72 * 25.4 for each in found.groups())
    return width, height


@pytest.mark.parametrize(("size", "expected"), [("a3", (420, 297)), ("a4", (297, 210))])
def test_the_pdf_is_one_tagged_page(made: Path, size: str, expected: tuple[int, int]) -> None:
    pdf = (made / f"poster-{size}.pdf").read_bytes()
    assert pages(pdf) == 1
    assert sides(pdf) == pytest.approx(expected, abs=0.5)
    assert b"/StructTreeRoot" in pdf
    assert b"<pdfuaid:part>1<" in pdf or b"pdfuaid" in pdf
    assert pdf.count(b"/FontFile") >= 3  # every font is within


def test_the_picture_is_the_same_page(made: Path) -> None:
    picture = np.asarray(Image.open(made / "poster.png").convert("L")).astype(int)
    assert picture.shape[1] == poster.PIXELS
    ground = picture[0, 0]
    margin = picture.shape[1] // 60
    assert (picture[-margin:] == ground).all()  # nothing runs off the page
    assert (picture[:, -margin:] == ground).all()


def test_paths_are_those_of_the_runs() -> None:
    lesson = load_lesson()
    page, kinds = poster.page_of(lesson), poster.computed(lesson).shown.kinds
    for name, run in kinds.runs.items():
        lines = [p for p in page["pictures"][name]["pieces"] if p.get("colour") == name]
        path = np.array(next(p["points"] for p in lines if p["kind"] == "line"))
        steps, drawn = np.diff(run.theta, axis=0), np.diff(path, axis=0)
        scale = float(np.abs(drawn).max(axis=0)[0] / np.abs(steps).max(axis=0)[0])
        np.testing.assert_allclose(drawn[:, 0], scale * steps[:, 0], atol=2e-4)


@pytest.mark.parametrize("language", languages())
def test_in_each_language(tmp_path: Path, language: str) -> None:
    first, *_ = poster.save(load_lesson(language=language), tmp_path)
    assert pages(first.read_bytes()) == 1


@pytest.mark.parametrize("name", [name for name in SETS if name in ORDINARY])
def test_over_data_of_ones_own(tmp_path: Path, name: str) -> None:
    x, y = write_csv(name, tmp_path / "a.csv")
    (tmp_path / "mine.toml").write_text(
        f'extends = "gradient-descent"\nslug = "mine"\nscenes = ["hook"]\n'
        f'data = {{ file = "a.csv", x = "{x}", y = "{y}" }}\n',
        encoding="utf-8",
    )
    lesson = load_lesson(tmp_path / "mine.toml")
    first, *_, png = poster.save(lesson, tmp_path)
    assert pages(first.read_bytes()) == 1
    assert Image.open(io.BytesIO(png.read_bytes())).size[0] == poster.PIXELS


def test_what_has_more_words_than_room_is_set_smaller(tmp_path: Path) -> None:
    page = poster.page_of(load_lesson())
    page["program"] = "\n".join([page["program"]] * 2)
    for key in ("kinds_told", "wall_told", "scaling_told", "cost_what"):
        page["words"][key] *= 4
    *_, png = poster.save_page(page, tmp_path)
    assert strays(png) == 0


def test_each_card_holds_what_it_has(made: Path) -> None:
    assert strays(made / "poster.png") == 0


def strays(png: Path) -> int:
    """How many pixels have ink below what a card holds, but for its upright edges, or between."""
    picture = np.asarray(Image.open(png).convert("RGB")).astype(int)
    inked = np.abs(picture - picture[0, 0]).max(axis=-1) > 24
    unit = picture.shape[1] / 420
    columns = [
        slice(int(left * unit), int(right * unit)) for left, right in ((30, 130), (180, 260))
    ]
    across = np.all([inked[:, each].all(axis=1) for each in columns], axis=0)
    edges = np.flatnonzero(across[1:] & ~across[:-1]) + 1
    assert len(edges) == 6  # three rows of cards
    lower, upper = edges[1::2], edges[2::2]
    bands = [slice(low - int(5 * unit), low - int(3.5 * unit)) for low in lower]
    bands += [
        slice(low + int(unit), high - int(unit / 2))
        for low, high in zip(lower, upper, strict=False)
    ]
    return sum(int((inked[band] & ~inked[band].all(axis=0)).sum()) for band in bands)


def test_what_is_no_regular_file_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "poster-a3.pdf").mkdir()
    with pytest.raises(InputError, match="poster-a3"):
        poster.save(load_lesson(), tmp_path)


def test_the_wall_is_the_cost_after_the_last_step_by_its_closed_form() -> None:
    """On a bowl, each step multiplies the distance along an axis by 1 - rate times curvature."""
    plan = learning_rate.Plan.computed(learning_rate.Params(), 7, Inputs(Path()))
    bends, axes = np.linalg.eigh(plan.problem.hessian())
    away = axes.T @ (plan.runs["first"].theta[0] - plan.minimum)
    rates = plan.swept[:, None] / bends.max()
    factors = (1.0 - rates * bends) ** (2 * plan.asked.steps)
    costs = (bends * away**2 * factors).sum(axis=1) / 2
    shown = Computed(
        hook.Plan.computed(hook.Params(), 7, Inputs(Path())),
        mini_batch.Plan.computed(mini_batch.Params(), 7, Inputs(Path())),
        plan,
        scaling.Plan.computed(scaling.Params(), 7, Inputs(Path())),
    )
    lines = [
        piece for piece in pictures(shown, defaultdict(str))["wall"] if piece["kind"] == "line"
    ]
    drawn = np.array(max(lines, key=lambda line: len(line["points"]))["points"])[:-1]
    lower = drawn[:, 1] - drawn[0, 1]
    expected = -np.log10(costs / costs[0])[: len(drawn)]
    unit = lower @ expected / (expected @ expected)
    np.testing.assert_allclose(lower, unit * expected, atol=2e-3)
    assert lower.max() > 0.6
