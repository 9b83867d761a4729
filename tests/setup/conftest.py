"""What the tests of the set-up share: a machine of fake tools."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.setup.machine import Machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


@pytest.fixture
def ready(machine: Machine) -> Machine:
    """A machine on which everything is set up."""
    result = machine.run("list", HAVE_LIBRARIES="yes")
    assert result.returncode == 0, result.stderr
    machine.told()
    return machine
