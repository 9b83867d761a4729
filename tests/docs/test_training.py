"""The lines of docs/training.md, run: what they write is what the scene reads."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest
from numpy.typing import NDArray

from gdcore import training
from tests.docs.pages import DOCS, names, table

Array = NDArray[np.float64]
LOOP = "...  # the loop's own lines: loss, backward, optimizer.step()"


class Numbers:
    """A parameter, of which the lines ask what they ask of PyTorch's."""

    def __init__(self, values: Array) -> None:
        self.values = values

    def detach(self) -> Numbers:
        return self

    def cpu(self) -> Numbers:
        return self

    def numpy(self) -> Array:
        return self.values.copy()


class Model:
    """Two parameters of several numbers each, that learn to be 1, 2, 3 and so on."""

    def __init__(self) -> None:
        rng = np.random.default_rng(5)
        self.both = [Numbers(rng.normal(size=(3, 4))), Numbers(rng.normal(size=4))]

    def parameters(self) -> list[Numbers]:
        return self.both

    @property
    def misses(self) -> Array:
        flat = np.concatenate([each.values.ravel() for each in self.both])
        return flat - np.arange(1.0, 1.0 + flat.size)

    def step(self) -> None:
        rates = np.linspace(0.001, 0.02, self.misses.size)
        self.load(self.misses * (1.0 - rates) + np.arange(1.0, 1.0 + self.misses.size))

    def load(self, flat: Array) -> None:
        first = self.both[0].values.size
        self.both[0].values = flat[:first].reshape(self.both[0].values.shape)
        self.both[1].values = flat[first:]


def cost(model: Model) -> float:
    return float((model.misses**2).mean())


def torch() -> ModuleType:
    """As much of it as the lines use."""
    made = ModuleType("torch")
    made.float32 = np.float32  # type: ignore[attr-defined]
    made.tensor = lambda values, dtype: np.asarray(values, dtype).astype(float)  # type: ignore[attr-defined]

    def load(flat: Array, parameters: list[Numbers]) -> None:
        model = Model()
        model.both = parameters
        model.load(flat)

    made.nn = SimpleNamespace(utils=SimpleNamespace(vector_to_parameters=load))  # type: ignore[attr-defined]
    return made


def test_the_lines_write_what_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loop, grid = (block.text for block in DOCS["training"].blocks("py"))
    assert LOOP in loop
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "torch", torch())
    known = {"model": Model(), "cost": cost, "torch": torch()}
    exec(loop.replace(LOOP, "model.step()"), known)  # noqa: S102 - that is the test
    bare = training.parse((tmp_path / "run.npz").read_bytes(), "run.npz")
    assert (bare.parameters.shape, bare.ground) == ((51, 16), None)
    assert (np.diff(bare.losses) < 0).all()
    exec(grid, known)  # noqa: S102 - that is the test
    whole = training.parse((tmp_path / "run.npz").read_bytes(), "run.npz")
    assert whole.ground is not None
    np.testing.assert_allclose(whole.plane.shares, bare.plane.shares, rtol=1e-6)


def test_every_array_is_documented() -> None:
    told = [names(cells[0])[0] for cells in table(DOCS["training"].text, "array")]
    assert told == [*training.KNOWN]
