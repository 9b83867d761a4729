"""Where a landscape and its words stand, and from where it is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.view import View
from scenes.layout import Layout, Slot
from scenes.plans.ground import Domain, fit_domain
from scenes.plans.landscape import Plan

AZIMUTH, ELEVATIONS = -62.0, (46.0, 50.0, 55.0, 60.0, 70.0, 90.0)
"""Whence the landscape is seen: as low as shows the bottoms of all valleys."""
HEIGHT = 0.8
"""How high the landscape is, in its radius."""
HIGHER = 1.25
"""How far up its colours go, in how high it is: what is level and high is not pale."""
SUN = -182.0
"""Azimuth of the sun above it, in degrees: beyond it to the left, so that the hill has shade."""
BELOW = 2.6, 1.0
"""Of the body's height in a square: the landscape, and the figures below it."""
READOUT, PLOT = 0.4, 3.9
"""Shares of the panel's height: a line of figures, and the plot."""
FIGURES = 0.34
"""What figures have of a band's width."""


class LandscapeSlots(NamedTuple):
    """The slots, and the layout whose stage has the landscape."""

    layout: Layout
    figures: Slot
    plot: Slot
    alone: bool
    """Whether the first rain has the picture to itself, where there is little room."""


def landscape_slots(layout: Layout, ends: float, *, logo: bool) -> LandscapeSlots:
    """In a square, figures stand below the landscape, and a plot beside both.

    In a column, figures go up to the top of the title, which ends at ``ends``, if they may.
    """
    if layout.words_share is None:
        layout = layout.with_wide_panel()
        upper, lower = _panels(layout)
        if not layout.beside:
            upper = layout.raised(upper, ends, logo=logo)
        return LandscapeSlots(layout, upper, lower, alone=False)
    left, plot = layout.body.columns(2, layout.gap)
    stage, figures = left.rows(*BELOW, gap=layout.gap)
    return LandscapeSlots(replace(layout, stage=stage, headroom=0.0), figures, plot, alone=True)


def _panels(layout: Layout) -> tuple[Slot, Slot]:
    """For figures, and for a plot below them, or beside them where the panel is a band."""
    panel, gap = layout.panel, layout.gap
    if not layout.beside:
        upper, lower = panel.rows(READOUT, PLOT, gap=gap)
        return upper, lower
    width = FIGURES * (panel.width - gap)
    return panel.inset(right=panel.width - width), panel.inset(left=width + gap)


def landscape_domain(plan: Plan) -> Domain:
    """The ground that is drawn: the palest colours are beyond its highest."""
    domain = fit_domain(plan.surface.loss, plan.disc.centre, plan.disc.radius, HEIGHT)
    high = domain.low + HIGHER * (domain.high - domain.low)
    return replace(domain, high=high, height=HIGHER * HEIGHT)


def eye_on_valleys(plan: Plan, domain: Domain) -> tuple[float, float]:
    """Whence no bottom of a valley is behind a ridge."""
    bottoms = plan.surface.minima[list(plan.ranked)]
    for elevation in ELEVATIONS:
        view = View(AZIMUTH, elevation)
        if not behind_ridge(plan.surface.loss, domain, view, bottoms).any():
            break
    return AZIMUTH, elevation
