"""For the tests of gdcore: when two paths are the same."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gdcore import Descent

ARRAYS = ("theta", "loss", "gradient", "learning_rate", "batches", "gradient_evaluations")
PLAIN = ("status", "message", "steps", "steps_asked", "batch_size", "seed", "problem")


@pytest.fixture(scope="session")
def assert_same() -> Callable[[Descent, Descent], None]:
    """Holds every array of one path to that of another, to the last bit, and how they ended."""

    def hold(path: Descent, other: Descent) -> None:
        for name in ARRAYS:
            here, there = getattr(path, name), getattr(other, name)
            assert (here.shape, here.dtype) == (there.shape, there.dtype), name
            assert here.tobytes() == there.tobytes(), name
        for name in PLAIN:
            assert getattr(path, name) == getattr(other, name), name
        assert path.describe() == other.describe()
        assert [*path.state] == [*other.state]
        for name, values in other.state.items():
            assert path.state[name].tobytes() == values.tobytes(), name

    return hold
