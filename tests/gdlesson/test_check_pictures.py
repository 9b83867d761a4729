"""Each rule of readability is broken by one picture, which breaks no other, and kept by another."""

from __future__ import annotations

import pytest

from tests.gdlesson.checked import (
    CASES,
    broken,
    filling,
)  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_picture_that_breaks_one_rule(case: str) -> None:
    rule, breaking, _ = CASES[case]
    assert set(broken(*filling(), *breaking())) == {rule}


@pytest.mark.parametrize("case", CASES)
def test_a_picture_that_just_keeps_it(case: str) -> None:
    _, _, keeping = CASES[case]
    assert broken(*filling(), *keeping()) == {}
