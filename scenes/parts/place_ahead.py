"""Where Nesterov measures the slope: ahead of its ball, by what is kept of the last step."""

from __future__ import annotations

from collections.abc import Hashable

import numpy as np
from manim import Group

from scenes.components.path.dashes import Dashes
from scenes.components.path.mark import SIZE, Mark
from scenes.parts.ravine_view import RavineView
from scenes.plans.optimizers import ALONE, Plan
from scenes.plans.rule_runs import NESTEROV, ahead
from scenes.stage.scene import AnyScene, Layer, Part
from scenes.theme import STROKES


def add_place_ahead(scene: AnyScene, view: RavineView) -> Part:
    """A ring there, and a line to it from where the ball last landed."""
    plan: Plan = scene.plan
    runner, theme = view.race.runners[NESTEROV], scene.theme
    places = ahead(runner.run)[: ALONE + 1]
    ring = Mark(view.basin, places[0], plan.lowest, theme.text, theme, ring=True)
    line = Dashes(theme.text, STROKES.thin, dash=0, casing=theme.casing)

    def follow(frame: int) -> Hashable:
        landed = min(runner.landed(frame), ALONE)
        ring.theta = places[landed]
        ends = view.basin.at(np.stack([runner.theta(frame), places[landed]]), np.zeros(2))[:, :2]
        way = ends[1] - ends[0]
        far = float(np.hypot(*way))
        line.show(*([np.stack([ends[0], ends[1] - SIZE / far * way])] if far > SIZE else []))
        return landed, view.basin.view

    return scene.add_part(Group(line, ring), follow, layer=Layer.GROUND)
