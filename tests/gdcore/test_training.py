"""Files of training runs: what they say is kept, and what is wrong with one is said."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pytest

from gdcore import training
from gdcore.errors import ArchiveError
from tests.saved_runs import MOMENTS, RUNS, SIZE, Arrays


def packed(arrays: dict[str, Any]) -> bytes:
    """An .npz file."""
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize("name", RUNS)
def test_what_a_file_says_is_kept(name: str) -> None:
    arrays = RUNS[name]()
    run = training.parse(packed(arrays), "mine.npz")
    np.testing.assert_array_equal(run.parameters, arrays["parameters"])
    np.testing.assert_array_equal(run.losses, arrays["losses"])
    np.testing.assert_array_equal(run.steps, arrays["steps"])
    assert (run.fresh is None) == ("fresh_losses" not in arrays)
    assert (run.ground is None) == ("grid_losses" not in arrays)


@pytest.mark.parametrize("name", ["falls", "ground"])
def test_shares_are_those_of_the_movement_about_the_last_moment(name: str) -> None:
    """Each is what a direction, of length 1, holds of all squared distances."""
    arrays = RUNS[name]()
    run = training.parse(packed(arrays), "mine.npz")
    away = arrays["parameters"] - arrays["parameters"][-1]
    ways = run.plane.axes / np.linalg.norm(run.plane.axes, axis=1)[:, None]
    held = ((away @ ways.T) ** 2).sum(axis=0) / (away**2).sum()
    np.testing.assert_allclose(run.plane.shares, held, rtol=1e-9)
    assert run.plane.shares is not None
    assert 0.9 < run.plane.shares.sum() <= 1.0 + 1e-12


def test_numbers_of_any_kind_are_read() -> None:
    arrays: Arrays = RUNS["falls"]()
    small = {
        "parameters": arrays["parameters"].astype(np.float16),
        "losses": arrays["losses"].astype(np.float32),
        "steps": arrays["steps"].astype(np.int32),
    }
    assert training.parse(packed(small), "mine.npz").parameters.dtype == np.float64


GOOD = RUNS["falls"]()
GROUND = RUNS["ground"]()
NAN = GOOD["losses"].copy()
NAN[3] = np.nan
# what is another in a file: what is said
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no parameters": ({"parameters": None}, "it has no array 'parameters'; it needs"),
    "no steps": ({"steps": None}, "it has no array 'steps'"),
    "one row": ({"parameters": GOOD["parameters"][0]}, "(40,); it must be (moments, numbers)"),
    "too few": (
        {key: each[:7] for key, each in GOOD.items()}, "it has 7 moments, and 8 to 500",
    ),
    "other lengths": ({"losses": np.ones(5)}, "losses has the shape (5,); it must be (20,)"),
    "not a number": ({"losses": NAN}, "losses[3] is nan; all numbers must be finite"),
    "objects": ({"parameters": np.array([{}], dtype=object)}, "it holds Python objects"),
    "texts": ({"losses": np.array(["a"] * MOMENTS)}, "losses is an array of <U1; it must be"),
    "steps that stay": ({"steps": np.zeros(MOMENTS)}, "steps must be whole numbers from 0 on"),
    "halves of steps": ({"steps": np.arange(MOMENTS) / 2}, "steps must be whole numbers"),
    "no movement": ({"parameters": np.ones((MOMENTS, SIZE))}, "its parameters do not change"),
    "half a grid": ({"grid_u": np.arange(9.0)}, "it has grid_u, but no grid_losses"),
    "a grid of another shape": (
        GROUND | {"grid_losses": np.ones((3, 3))}, "has the shape (3, 3); it must be (21",
    ),
    "a level grid": (GROUND | {"grid_losses": np.ones((21, 21))}, "is the same everywhere"),
    "an uneven grid": (GROUND | {"grid_u": np.arange(21.0) ** 2}, "must ascend in even steps"),
    "a small grid": (
        GROUND | {"grid_u": 0.01 * GROUND["grid_u"]}, "its grid does not hold the path: row 0",
    ),
    "a grid of another cost": (
        GROUND | {"grid_losses": GROUND["grid_losses"] + 1.0}, "its grid has the cost 2 where",
    ),
    "axes that are aslant": (
        GROUND | {"grid_axes": GROUND["grid_axes"][[0, 0]]}, "must be at right angles",
    ),
    "axes of another network": (
        GROUND | {"grid_axes": np.eye(2)}, "they must be (40,) and (2, 40), as wide as parameters",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_with_a_file_is_said(what: str) -> None:
    changes, why = WRONG[what]
    arrays = {key: each for key, each in (GOOD | changes).items() if each is not None}
    with pytest.raises(ArchiveError) as caught:
        training.parse(packed(arrays), "mine.npz")
    told = str(caught.value)
    assert told.startswith("'mine.npz': ")
    assert told.count("\n") == 0
    assert why in told


@pytest.mark.parametrize("content", [b"", b"junk", b"PK\x03\x04junk", packed(dict(GOOD))[:-40]])
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(ArchiveError, match="it is not an"):
        training.parse(content, "mine.npz")


def test_a_file_that_unpacks_to_very_much_is_refused_before_it_is_unpacked() -> None:
    file = io.BytesIO()
    np.savez_compressed(file, parameters=np.zeros((300, 120_000)))
    with pytest.raises(ArchiveError, match="its arrays take 275 MiB, and 256 MiB are the most"):
        training.parse(file.getvalue(), "mine.npz")
