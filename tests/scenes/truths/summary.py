"""What the samples of the summary are called."""

from __future__ import annotations

from tests.scenes.settings import Setting, ordinary
from tests.scenes.truths.cost import are_cars

TRUE = {
    ("kinds", "cars"): are_cars,
    ("kinds", "samples"): lambda plan: not are_cars(plan),
}

SETTINGS = [
    Setting("summary", tuple(params.items()))
    for params in ({}, ordinary("decreasing"), ordinary("two_rows"), ordinary("many_rows"))
]
