"""Where a landscape and its words stand, and from where it is seen."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from scenes.components.surface.ridge import behind_ridge
from scenes.components.surface.view import View
from scenes.layout import Layout, Slot
from scenes.plans.ground import Domain, fit_domain
from scenes.plans.landscape import Plan
from scenes.theme import SIZES

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
READOUT = 1.6 * SIZES.formula
"""Height of a line of figures above a plot."""
NOTE = 0.5 * SIZES.formula
"""How far above the foot of that line a note of the plot stands."""
SQUARE = 1.0, 0.9
"""Of the body's width in a square: the landscape with its figures, and the plot."""


class LandscapeSlots(NamedTuple):
    """The slots, and the layout whose stage has the landscape."""

    layout: Layout
    figures: Slot
    note: Slot
    """Of what the plot's dots are: at its foot."""
    plot: Slot
    alone: bool
    """Whether the first rain has the picture to itself, where there is little room."""


def landscape_slots(layout: Layout, ends: float, *, logo: bool) -> LandscapeSlots:
    """In a square, figures stand below the landscape, and a plot beside both.

    In a column, they go up to the top of the title, which ends at ``ends``, if they may.
    """
    if layout.words_share is None:
        layout = _with_high_band(layout) if layout.beside else layout.with_wide_panel()
        panel = layout.panel
        if not layout.beside:
            panel = layout.raised(panel, ends, logo=logo)
        figures, plot = panel.inset(bottom=panel.height - READOUT), panel.inset(top=READOUT)
        note = figures.inset(bottom=NOTE)
        return LandscapeSlots(layout, figures, note, plot, alone=False)
    left, plot = layout.body.shares(*SQUARE, gap=layout.gap)
    stage, figures = left.rows(*BELOW, gap=layout.gap)
    layout = replace(layout, stage=stage, headroom=0.0)
    return LandscapeSlots(layout, figures, figures, plot, alone=True)


def _with_high_band(layout: Layout) -> Layout:
    """A band that is higher by a line of figures, and by what names of directions would need."""
    more = layout.headroom + READOUT - layout.gap
    panel, stage = layout.panel.inset(top=-more), layout.stage.inset(bottom=more)
    return replace(layout, panel=panel, stage=stage, headroom=0.0)


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
