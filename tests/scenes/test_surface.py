"""The surface that is drawn off screen: its mesh, its pixels, its depths and its extent."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from gdcore import surfaces
from scenes.components.surface import body, light
from scenes.components.surface.clouds import STEEPEST, billows
from scenes.components.surface.fog import CLEARED, NO_FOG, Fog
from scenes.components.surface.light import grid, sunlit
from scenes.components.surface.mesh import MOST, nodes
from scenes.components.surface.relief import REACH, SAG, Relief, fineness, relief
from scenes.components.surface.surface3d import AIR, FADE, Surface3D
from scenes.components.surface.view import View
from scenes.components.triad import ASIDE, Triad
from scenes.layout import LAYOUTS
from scenes.painting.colour import rgb
from scenes.painting.extent import NOTHING
from scenes.plans.ground import AWRY, NARROWEST, Domain, fit_domain, level_domain
from scenes.theme import THEMES, Theme

PIXELS = 60.0
SUN = 130.0
FOG = Fog((0.1, -0.2), 0.34, seconds=2.0)
SLOT = LAYOUTS["16:9"].stage


def made(
    name: str = "two_valleys",
    azimuth: float = -150.0,
    elevation: float = 48.0,
    theme: Theme = THEMES["night"],
) -> Surface3D:
    loss = surfaces.get(name)
    middle = np.mean(loss.view, axis=1)
    domain = fit_domain(loss.loss, middle, float(np.ptp(loss.view, axis=1).min()) / 2, 0.58)
    surface = Surface3D(loss.loss, loss.gradient, domain, SLOT, theme, sun=SUN)
    surface.look(surface.fitted(azimuth, elevation))
    return surface


def whole(surface: Surface3D) -> np.ndarray:
    """The picture in its slot, (h, w, 4)."""
    surface.render(PIXELS)
    width, height = surface.size
    left, top, across, down = surface.viewport
    picture = np.zeros((height, width, 4), np.uint8)
    picture[top : top + down, left : left + across] = surface.image
    return picture


@pytest.mark.parametrize("name", ["bowl", "two_valleys", "rastrigin"])
def test_the_curves_are_the_loss_at_corners_and_middles_of_sides(name: str) -> None:
    surface = made(name)
    domain, drawn = surface.domain, surface.relief
    at = nodes(drawn.positions[:, :2], drawn.triangles)
    loss = surfaces.get(name).loss(np.asarray(domain.centre) + domain.radius * at)
    x, y = at[..., 0], at[..., 1]
    powers = np.stack([np.ones_like(x), x, y, x * x, x * y, y * y], axis=-1)
    share = np.einsum("mnk,mk->mn", powers, drawn.curves)
    assert share == pytest.approx((loss - domain.low) / (domain.high - domain.low), abs=1e-9)


@pytest.mark.parametrize("scale", [2.0, 4.0, 6.0])
@pytest.mark.parametrize("name", ["bowl", "mountain", "beale", "rastrigin"])
def test_a_mesh_is_as_fine_as_its_surface_needs(name: str, scale: float) -> None:
    """The middle of a side is within SAG of the surface, unless that takes too many triangles."""
    domain, loss = made(name).domain, surfaces.get(name).loss
    finer = fineness(scale)
    drawn = relief(loss, domain, finer)
    at = nodes(drawn.positions[:, :2], drawn.triangles)
    theta = np.asarray(domain.centre) + domain.radius * at
    height = domain.world(theta, loss(theta))[..., 2]
    ends = (height[:, :3] + np.roll(height[:, :3], -1, axis=1)) / 2
    assert len(drawn.triangles) <= MOST
    if name != "rastrigin" and finer < 2:
        off = np.abs(ends - height[:, 3:])
        assert np.quantile(off, 0.995) <= SAG / finer**2
        assert off.max() <= 1.5 * SAG / finer**2  # along the edge, which is round


def areas(drawn: Relief) -> np.ndarray:
    """Of the triangles, seen from above, (m,): below zero where one turns the other way."""
    a, b, c = (drawn.positions[drawn.triangles[:, k], :2] for k in range(3))
    (x, y), (u, v) = (b - a).T, (c - a).T
    return np.asarray((x * v - y * u) / 2)


@pytest.mark.parametrize("name", ["bowl", "mountain", "rastrigin"])
def test_the_triangles_of_a_mesh_cover_the_disc_once(name: str) -> None:
    """They all turn the same way, share sides with their neighbours, and none is a splinter."""
    drawn = made(name).relief
    a, b, c = (drawn.positions[drawn.triangles[:, k], :2] for k in range(3))
    area = areas(drawn)
    assert (area > 0).all()
    assert area.sum() == pytest.approx(np.pi * REACH**2, rel=2e-3)
    longest = np.max(
        [np.hypot(*(one - other).T) for one, other in ((a, b), (b, c), (c, a))], axis=0
    )
    assert (4 * area / longest**2).min() > 0.4
    sides = np.concatenate([drawn.triangles[:, [k, (k + 1) % 3]] for k in range(3)])
    found, counts = np.unique(np.sort(sides, axis=1), axis=0, return_counts=True)
    assert set(counts.tolist()) == {1, 2}
    away = np.hypot(*np.moveaxis(drawn.positions[found[counts == 1], :2], -1, 0))
    assert away == pytest.approx(REACH)


def test_a_mesh_has_its_small_triangles_where_the_surface_bends() -> None:
    drawn = made("mountain").relief
    middles = drawn.positions[drawn.triangles].mean(axis=1)[:, :2]
    area = areas(drawn)
    peak = np.hypot(*(middles - np.array([1.5, 0.18]) / 3).T) < 0.1
    rim = np.hypot(*middles.T) > 0.9
    assert area[peak].mean() < 0.5 * area[rim].mean()


@pytest.mark.parametrize("elevation", [20.0, 48.0, 89.0])
def test_all_that_is_drawn_lies_in_the_extent_and_fills_it(elevation: float) -> None:
    surface = made(elevation=elevation)
    surface.look(surface.fitted(-150.0, elevation, slot=SLOT.inset(*[0.5] * 4)))
    width, height = round(SLOT.width * PIXELS), round(SLOT.height * PIXELS)
    surface.render(PIXELS)
    complete = surface.renderer.draw(
        surface.view, SLOT, (width, height), (0, 0, width, height), surface.fog
    )
    assert np.array_equal(whole(surface), complete)
    left, bottom, right, top = surface.extent()
    rows, columns = np.nonzero(complete[..., 3])
    edges = [
        SLOT.left + columns.min() / PIXELS - left,
        top - (SLOT.top - rows.min() / PIXELS),
        right - (SLOT.left + (columns.max() + 1) / PIXELS),
        SLOT.top - (rows.max() + 1) / PIXELS - bottom,
    ]
    assert min(edges) > -1e-9
    assert max(edges) < 0.15


@pytest.mark.parametrize("name", ["bowl", "mountain"])
@pytest.mark.parametrize("elevation", [20.0, 36.0, 60.0, 90.0])
def test_a_surface_fills_its_slot_and_its_wall_fades_out(name: str, elevation: float) -> None:
    """Ground, and as much of the wall as is plain to see, reach two opposite sides, but for AIR."""
    surface = made(name, elevation=elevation)
    plain = whole(surface)[..., 3] > 170
    rows, columns = np.nonzero(plain)
    height, width = plain.shape
    left, right, top, bottom = (
        float(edge) / PIXELS
        for edge in (columns.min(), width - columns.max(), rows.min(), height - rows.max())
    )
    assert min(left, right, top, bottom) > AIR - 3.0 / PIXELS
    across, down = max(left, right), max(top, bottom)
    assert min(across, down) < AIR + 0.03 * SLOT.height


def test_a_surface_on_its_floor_leaves_room_for_it() -> None:
    surface = made("bowl", elevation=30.0)
    turn = np.linspace(0.0, 2.0 * np.pi, 50)
    theta = surface.domain.radius * np.stack([np.cos(turn), np.sin(turn)], axis=-1)
    low = np.full(len(theta), surface.domain.low)
    assert not SLOT.holds(surface.at(theta, low)).all()
    surface.stand_on_floor()
    surface.look(surface.fitted(-150.0, 30.0))
    assert SLOT.holds(surface.at(theta, low)).all()


def test_a_surface_outside_its_slot_has_no_extent() -> None:
    surface = made()
    surface.look(replace(surface.view, shift=(50.0, 0.0)))
    assert surface.extent() == NOTHING
    assert not whole(surface).any()


def test_points_above_and_below_the_surface_are_seen_and_hidden() -> None:
    surface = made()
    loss = surfaces.get("two_valleys")
    angle = np.linspace(0.0, 2 * np.pi, 200)
    ring = 0.8 * surface.domain.radius * np.stack([np.cos(angle), np.sin(angle)], axis=-1)
    theta = np.asarray(surface.domain.centre) + ring
    points = surface.at(theta, loss.loss(theta))
    assert not surface.hidden(points).any()  # nothing is drawn yet
    surface.render(PIXELS)
    width, height = surface.size
    depths = surface.renderer.depths((width, height), (0, 0, width, height))
    column = ((points[:, 0] - SLOT.left) / SLOT.width * width).astype(int)
    row = ((SLOT.top - points[:, 1]) / SLOT.height * height).astype(int)
    for nearer in (-0.05, 0.0, 0.013, 0.05):
        moved = points + np.array([0.0, 0.0, nearer])
        expected = depths[row, column] < moved[:, 2] - 0.012
        assert np.array_equal(surface.hidden(moved), expected)
        one_by_one = [bool(surface.hidden(point[None])[0]) for point in moved]
        assert one_by_one == expected.tolist()
    assert surface.hidden(points + np.array([0.0, 0.0, 0.05])).all()
    assert not surface.hidden(points + np.array([50.0, 0.0, 0.05])).any()


def lit_domain(name: str) -> Domain:
    return fit_domain(surfaces.get(name).loss, np.zeros(2), 3.0, 0.8)


def light_on(name: str, sun: float = SUN) -> np.ndarray:
    loss = surfaces.get(name)
    return sunlit(loss.loss, loss.gradient, lit_domain(name), sun)


def test_a_peak_shades_the_ground_behind_it() -> None:
    """On the side away from the sun, level ground is darker near the peak than far from it."""
    peak, places = np.array([1.5, 0.18]) / 3, grid(lit_domain("mountain"))
    away = -np.array([np.cos(np.radians(SUN)), np.sin(np.radians(SUN))])
    bright = light_on("mountain").mean(axis=-1)

    def at(place: np.ndarray) -> float:
        return float(bright.ravel()[np.argmin(((places - place) ** 2).sum(axis=-1))])

    assert at(peak + 0.27 * away) < 0.5 * at(peak - 0.27 * away)
    assert at(peak + 0.27 * away) < 0.8 * at(peak + 0.45 * away)


def test_a_shadow_turns_with_the_sun() -> None:
    """From the other side of a round bowl, the light is the same turned by half."""
    one, other = light_on("bowl", 40.0), light_on("bowl", 220.0)
    assert np.abs(one - other[::-1, ::-1]).max() < 0.02
    assert np.abs(one - other).max() > 0.3


def test_less_of_the_sky_reaches_the_bottom_of_a_valley() -> None:
    """Whatever side the sun is on, on average a hollow is darker than the ground around it."""
    suns = np.arange(0.0, 360.0, 45.0)
    places = grid(lit_domain("mountain"))
    bright = np.mean([light_on("mountain", sun) for sun in suns], axis=0)
    shares = np.hypot(*np.moveaxis(places - np.array([-0.97, 0.3]) / 3, -1, 0))
    rim = np.hypot(*np.moveaxis(places, -1, 0))
    assert bright[shares < 0.02].mean() < 0.8 * bright[(rim > 0.9) & (rim < 1.0)].mean()


def test_light_is_computed_once_whatever_the_eye_sees(monkeypatch: pytest.MonkeyPatch) -> None:
    counted: list[float] = []

    def count(*given: Any) -> np.ndarray:
        counted.append(given[-1])
        return sunlit(*given)

    monkeypatch.setattr(light, "sunlit", count)
    surface = made("mountain")
    for azimuth in (-150.0, -60.0, 30.0):
        surface.look(surface.fitted(azimuth, 40.0))
        surface.render(PIXELS)
    surface.look(surface.view, FOG)
    surface.render(2 * PIXELS)
    assert counted == [SUN]


def test_ground_has_its_colour_from_every_side() -> None:
    """What is lit stays lit: a place on the surface looks alike wherever the eye is."""
    surface, loss = made("mountain"), surfaces.get("mountain")
    theta = np.array([[0.6, 0.9], [2.1, -0.9], [-1.8, -1.2], [-2.0, 1.6]])
    seen = []
    for azimuth in (-150.0, -120.0, -180.0):
        surface.look(surface.fitted(azimuth, 62.0))
        picture = whole(surface)
        points = surface.at(theta, loss.loss(theta))
        assert not surface.hidden(points).any()
        columns = ((points[:, 0] - SLOT.left) * PIXELS).astype(int)
        rows = ((SLOT.top - points[:, 1]) * PIXELS).astype(int)
        about = [
            picture[r - 4 : r + 5, c - 4 : c + 5, :3] for r, c in zip(rows, columns, strict=True)
        ]
        seen.append([np.median(pixels.reshape(-1, 3), axis=0) for pixels in about])
    assert np.ptp(np.array(seen), axis=0).max() < 14


def pixel(surface: Surface3D, theta: tuple[float, float]) -> tuple[int, int]:
    """Row and column of a place on the mountain."""
    loss = surfaces.get("mountain").loss(np.array(theta))
    x, y = surface.at(np.array(theta), loss)[:2]
    return int((SLOT.top - y) * PIXELS), int((x - SLOT.left) * PIXELS)


def changed(surface: Surface3D, fog: Fog) -> np.ndarray:
    """By how much each pixel (h, w) is another one than without any fog."""
    surface.look(surface.view)
    clear = whole(surface).astype(int)
    surface.look(surface.view, fog)
    return np.abs(whole(surface).astype(int) - clear).max(axis=-1)


PEAK = (1.5, 0.18)
VALLEYS = [tuple(theta) for theta in surfaces.get("mountain").minima.tolist()]


def left_of_ground(view: View, fogs: list[Fog]) -> np.ndarray:
    """Which share of the ground each pixel shows in some fogs, (n, h, w).

    It is told from another ground, whose heights have other colours.
    """
    night, pale = THEMES["night"], "#D0FFD0"
    apart = []
    for heights in (night.heights, (pale, night.heights[1], pale)):
        surface = made("mountain", theme=replace(night, heights=heights))
        pictures = []
        for fog in (NO_FOG, *fogs):
            surface.look(view, fog)
            pictures.append(whole(surface)[..., 1].astype(float))
        apart.append(np.array(pictures))
    off = np.abs(apart[0] - apart[1])
    return off[1:] / np.maximum(off[0], 1.0)


def test_fog_lies_in_the_valleys_and_moves_with_the_wind() -> None:
    surface = made("mountain")
    thin = Fog((9.0, 9.0), 0.1, level=0.6, seconds=2.0)
    first, later = changed(surface, thin), changed(surface, replace(thin, seconds=4.0))
    assert min(first[pixel(surface, theta)] for theta in VALLEYS[:2]) > 20
    assert first[pixel(surface, PEAK)] == 0
    assert np.abs(first - later).max() > 5


def test_fog_rises_from_the_valleys_and_closes() -> None:
    """What is lower is hidden first, and nothing comes out again; peaks stand out of it."""
    surface = made("mountain")
    levels = np.linspace(0.0, 1.0, 17)
    left = left_of_ground(surface.view, [Fog((9.0, 9.0), level=level) for level in levels])
    assert not changed(surface, Fog((9.0, 9.0), level=0.0)).any()
    deep, shallow, slope = (
        np.argmax(left[:, *pixel(surface, theta)] < 0.5) for theta in (*VALLEYS[:2], (0.5, 0.9))
    )
    assert 0 < deep < shallow < slope
    assert np.diff(left[:, *pixel(surface, VALLEYS[0])]).max() <= 0.05
    assert not changed(surface, Fog((9.0, 9.0)))[pixel(surface, PEAK)].any()
    assert max(left[-1][pixel(surface, theta)] for theta in VALLEYS[:2]) < 0.01


def test_no_line_of_a_valley_is_seen_through_fog() -> None:
    surface = made("mountain", theme=replace(THEMES["night"], contour="#00ff00"))
    row, column = pixel(surface, VALLEYS[0])
    near = np.s_[row - 25 : row + 26, column - 40 : column + 41]
    assert (inked(whole(surface))[near] > 20).mean() > 0.05
    surface.look(surface.view, Fog((9.0, 9.0), seconds=2.0))
    assert inked(whole(surface))[near].max() <= 0


@pytest.mark.parametrize("name", ["mountain", "rastrigin"])
@pytest.mark.parametrize(
    "nearly", [Fog((0.0, 0.0), density=1e-3), Fog((0.0, 0.0), density=0.0, dark=1e-3)]
)
def test_ground_and_lines_seen_through_next_to_nothing_are_as_without_it(
    name: str, nearly: Fog
) -> None:
    """They are looked up in a picture from above, as fine as the light on the ground."""
    surface = made(name, elevation=40.0)
    clear = whole(surface).astype(int)
    surface.look(surface.view, nearly)
    off = np.abs(whole(surface) - clear).max(axis=-1)
    assert (off > 2).mean() < 1e-4  # a level decides at an edge which way it is smoothed
    assert off.max() <= 20


def test_a_line_in_half_the_light_stands_off_half_as_much() -> None:
    surface, plain = made("mountain"), made("mountain")
    plain.levels = 0.0
    row, column = pixel(surface, VALLEYS[0])
    near = np.s_[row - 25 : row + 26, column - 40 : column + 41]
    off = []
    for dark in (0.0, 0.5):
        fog = Fog((9.0, 9.0), density=0.0, dark=dark)
        for each in (surface, plain):
            each.look(each.view, fog)
        off.append(np.abs(whole(surface)[near].astype(int) - whole(plain)[near]).mean())
    assert off[1] == pytest.approx(0.5 * off[0], rel=0.1)


@pytest.mark.parametrize("elevation", [20.0, 40.0])
def test_a_bank_of_fog_stands_above_the_rim_and_spills_over_it(elevation: float) -> None:
    """Beyond the rim there is fog before the sky, thinner further up; on this side on the wall."""
    surface = made("mountain", elevation=elevation)
    clear = whole(surface)[..., 3].astype(int)
    rim = surface.edge()
    x, y = rim[np.argmin(rim[:, 1])]
    row, column = int((SLOT.top - y) * PIXELS), int((x - SLOT.left) * PIXELS)
    spilt = changed(surface, Fog((9.0, 9.0)))[row + 3 : row + 40, column]
    foggy = whole(surface)[..., 3].astype(int)
    assert np.quantile(foggy - clear, 0.001) >= -2  # edges are smoothed
    assert (foggy - clear > 20).sum() > 600
    sky = foggy[: np.argmax(clear.max(axis=1) > 0)]
    assert np.abs(np.diff(sky, axis=0)).max(initial=0) < 40
    assert spilt[:3].min() > 10
    assert spilt[-1] < spilt[:3].min() / 2


def test_fog_of_half_the_density_hides_half_as_much() -> None:
    surface = made("mountain")
    thick = changed(surface, FOG).astype(float)
    thin = changed(surface, replace(FOG, density=0.5))
    off = np.abs(thin - thick / 2)
    assert np.quantile(off, 0.98) < 4  # some is seen through two sides of the bank
    assert off.max() < 30
    assert not changed(surface, replace(FOG, density=0.0)).any()


def test_fog_is_cleared_about_the_ball() -> None:
    surface = made("mountain")
    row, column = pixel(surface, (0.3, 0.0))
    near = np.s_[row - 5 : row + 6, column - 5 : column + 6]
    assert changed(surface, Fog((0.1, 0.0), 0.5))[near].max() <= 2


@pytest.mark.parametrize("centre", [(0.0, 0.0), (0.5, -0.4), (-0.7, 0.7)])
def test_fog_clears_outward_until_none_is_left(centre: tuple[float, float]) -> None:
    """A clearing that widens takes the fog away for good, here sooner, there later."""
    surface = made("mountain")
    radii = np.linspace(0.2, CLEARED, 12)
    hidden = np.array([changed(surface, Fog(centre, radius, seconds=2.0)) for radius in radii])
    more = np.diff(hidden, axis=0)
    assert np.quantile(more, 0.9999) <= 3  # edges are smoothed
    assert more.max() < 25
    assert not hidden[-1].any()
    assert changed(surface, Fog(centre, 0.999 * CLEARED)).max() <= 2
    x, y = surface.domain.radius * np.array(centre)
    assert changed(surface, Fog(centre, 0.34))[pixel(surface, (x, y))] == 0


def test_in_the_dark_only_the_ground_about_the_ball_is_seen() -> None:
    """What is lit looks as in the light; all else, the wall too, is all but the background."""
    surface = made("mountain")
    surface.look(surface.view)
    light = whole(surface).astype(float)
    surface.look(surface.view, replace(NO_FOG, centre=(0.1, 0.0), radius=0.34, dark=1.0))
    dark = whole(surface).astype(float)
    row, column = pixel(surface, (0.3, 0.0))
    near = np.s_[row - 5 : row + 6, column - 5 : column + 6]
    assert np.abs(dark - light)[near].max() <= 2
    background = np.array(rgb(THEMES["night"].background)) * 255

    def contrast(picture: np.ndarray) -> np.ndarray:
        seen = picture[..., :3] + background * (1 - picture[..., 3:] / 255)
        return np.abs(seen - background).max(axis=-1)

    left, lit = contrast(dark), contrast(light) > 40
    share = (left[lit] > 20).mean()
    assert 0.02 < share < 0.2
    seen = np.argwhere(left > 20)
    assert np.hypot(*(seen - [row, column]).T).max() < 0.5 * surface.view.scale * PIXELS
    half = replace(NO_FOG, centre=(0.1, 0.0), radius=0.34, dark=0.5)
    surface.look(surface.view, half)
    between = contrast(whole(surface).astype(float))
    assert (between <= contrast(light) + 2).all()
    assert (between >= left - 2).all()


def test_the_edge_of_a_peak_is_smooth() -> None:
    """Along the sky line, there are pixels between the colours of the peak and of what it hides."""
    surface = made("mountain", elevation=25.0)
    alpha = whole(surface)[..., 3]
    top = int(np.flatnonzero(alpha.max(axis=1) > 128)[0])
    columns = np.flatnonzero(alpha[top] > 0)
    between = alpha[top : top + 12, columns.min() - 12 : columns.max() + 13]
    partly = ((between > 30) & (between < 225)).sum(axis=0)
    assert (partly > 0).mean() > 0.5


@pytest.mark.parametrize("times", [1.0, 1.7, 4.0])
def test_from_nearer_all_is_as_many_times_as_large(times: float) -> None:
    """What is looked at comes to the middle; the rest keeps its distances to it."""
    surface, middle = made(), SLOT.centre
    theta = np.array([[0.5, 0.3], [-1.0, 0.2], [1.4, -0.6]])
    places = surface.domain.world(theta, surfaces.get("two_valleys").loss(theta))
    before = surface.view.project(places)[:, :2]
    after = surface.view.closer(places[0], middle, times).project(places)[:, :2]
    assert after[0] == pytest.approx(middle + (before[0] - middle) / times**2)
    assert after[1:] - after[0] == pytest.approx(times * (before[1:] - before[0]))


def test_what_goes_on_beyond_its_slot_fades_out_towards_its_sides() -> None:
    surface = made("bowl", elevation=60.0)
    all_of_it = whole(surface)
    surface.look(surface.view.closer(np.zeros(3), SLOT.centre, 5.0))
    near = whole(surface)[..., 3].astype(int)
    height, width = near.shape
    side = round(FADE * PIXELS)
    assert (near[side:-side, side:-side] == 255).all()
    for edge in (near[height // 2], near[height // 2, ::-1], near[:, width // 2]):
        assert edge[0] <= 2
        assert (np.diff(edge[:side]) >= 0).all()
        assert np.diff(edge[:side]).max() <= 2 * 255 / side
    surface.look(surface.fitted(-150.0, 60.0))
    assert np.array_equal(whole(surface), all_of_it)
    assert (all_of_it[..., 3] == 255).any(axis=0).sum() > 0.5 * width


def test_a_finer_mesh_is_seen_from_near() -> None:
    """The sky line of a peak has no corners: it is nowhere off by more than a pixel and a half."""
    surface = made("mountain", elevation=20.0)
    domain, loss = surface.domain, surfaces.get("mountain").loss
    peak = np.array([1.5, 0.18])
    surface.look(surface.view.closer(domain.world(peak, loss(peak)), SLOT.centre, 4.0))
    drawn = whole(surface)[..., 3]
    grid = np.stack(np.meshgrid(*[np.linspace(-0.9, 0.9, 700)] * 2), axis=-1).reshape(-1, 2)
    theta = peak + grid
    seen = surface.at(theta, loss(theta))
    for column in range(drawn.shape[1] // 2 - 100, drawn.shape[1] // 2 + 100, 10):
        x = SLOT.left + (column + 0.5) / PIXELS
        expected = (SLOT.top - seen[np.abs(seen[:, 0] - x) < 0.5 / PIXELS, 1].max()) * PIXELS
        assert np.argmax(drawn[:, column] > 127) == pytest.approx(expected, abs=1.5)


def inked(picture: np.ndarray) -> np.ndarray:
    """How far each pixel is green, from 0 to 255: lines are, where contours are green."""
    return picture[..., 1].astype(int) - picture[..., [0, 2]].max(axis=-1)


@pytest.mark.parametrize("name", ["mountain", "bowl"])
@pytest.mark.parametrize("elevation", [20.0, 34.0, 50.0])
def test_the_rim_is_one_line_and_no_ridge_has_specks_of_it(name: str, elevation: float) -> None:
    """The rim is stronger than any contour, whole towards the eye, and nowhere but at the edge.

    A bowl is seen over its rim, behind which its ground falls.
    """
    surface = made(name, elevation=elevation, theme=replace(THEMES["night"], contour="#00ff00"))
    green = inked(whole(surface))
    edge = (surface.edge() - [SLOT.left, SLOT.top]) * [PIXELS, -PIXELS]
    rows, columns = np.nonzero(green > 145)
    away = np.hypot(rows[:, None] + 0.5 - edge[:, 1], columns[:, None] + 0.5 - edge[:, 0])
    assert away.min(axis=1).max() < 4.0
    low = edge[edge[:, 1] > np.median(edge[:, 1])]
    for column in range(int(low[:, 0].min()) + 40, int(low[:, 0].max()) - 40):
        row = int(low[np.argmin(np.abs(low[:, 0] - column - 0.5)), 1])
        assert green[row - 2 : row + 3, column].max() > 80, column


def test_surfaces_drawn_by_turns_do_not_draw_into_each_other() -> None:
    first, second = made(), made("bowl", azimuth=30.0)
    alone = whole(made()), whole(made("bowl", azimuth=30.0))
    for surface, expected in zip((first, second), alone, strict=True):
        assert np.array_equal(whole(surface), expected)
    for fog in (FOG, replace(FOG, dark=0.5), NO_FOG):
        for surface in (first, second):
            surface.look(surface.view, fog)
            surface.render(PIXELS)
    for surface, expected in zip((first, second), alone, strict=True):
        assert np.array_equal(whole(surface), expected)


CUT = (float(np.cos(np.radians(-165.0))), float(np.sin(np.radians(-165.0))), -0.4)


def test_where_it_is_cut_open_a_wall_rises_to_the_surface() -> None:
    """What lies before the cut is gone, what lies behind it stays, and the brink is the cost."""
    surface, loss = made("mountain"), surfaces.get("mountain")
    surface.look(surface.fitted(-165.0, 25.0))
    before = whole(surface).astype(int)
    surface.cut = CUT
    after = whole(surface).astype(int)
    assert np.abs(after - before)[pixel(surface, VALLEYS[0])].max() > 20
    assert after[pixel(surface, (1.7, 2.1))].tolist() == before[pixel(surface, (1.7, 2.1))].tolist()
    theta, height = at_cut(loss, 0.0)
    assert not surface.hidden(surface.at(theta, height + 0.06)).any()
    x, y = surface.at(theta, height - 0.3)[:, :2].T
    wall = after[((SLOT.top - y) * PIXELS).astype(int), ((x - SLOT.left) * PIXELS).astype(int)]
    assert (wall[:, 3] == 255).all()
    assert np.ptp(wall[:, :3], axis=0).max() < 90  # one stone, with lines


def at_cut(loss: Any, beneath: float) -> tuple[np.ndarray, np.ndarray]:
    """Parameters (n, 2) on the cut near the peak, and their losses less something."""
    along = np.linspace(-0.12, 0.12, 7)[:, None] * [-CUT[1], CUT[0]]
    theta = 3.0 * (CUT[2] * np.array(CUT[:2]) + along)
    return theta, loss.loss(theta) - beneath


def test_billows_go_on_beyond_the_sides_of_their_tile() -> None:
    """Where one tile meets the next, heights change no faster than within it."""
    height = billows()[..., 0]
    for tile in (height, height.T):
        within = np.abs(np.diff(tile, axis=0)).max()
        assert np.abs(tile[0] - tile[-1]).max() <= within
    told = (billows()[..., 1] - 0.5) * 2 * STEEPEST
    found = (height[:, 2:] - height[:, :-2]) / 2
    assert told[:, 1:-1] == pytest.approx(found, abs=1e-3)


def test_what_stands_out_of_fog_shades_it() -> None:
    """Behind a hill, what is lower than the line from its top to the sun is in the shade."""
    domain = Domain((0.0, 0.0), 1.0, 0.0, 1.0, 0.5)
    places = grid(domain)
    hill = np.exp(-((np.hypot(places[..., 0] + 0.2, places[..., 1]) / 0.15) ** 2))
    shade = light.shaded_below(hill, domain, 180.0)
    row = int(np.argmin(np.abs(places[:, 0, 1])))
    for away in (0.3, 0.45, 0.6):
        column = int(np.argmin(np.abs(places[row, :, 0] - (away - 0.2))))
        ground = np.linspace(-1.0, away - 0.2, 4000)
        over = np.exp(-(((ground + 0.2) / 0.15) ** 2))
        rise = np.tan(np.radians(light.ALTITUDE)) / 0.5
        expected = (over - rise * (away - 0.2 - ground))[ground < away - 0.22].max()
        assert shade[row, column] == pytest.approx(expected, abs=0.02)


LONG = np.array([[1.4, -0.6], [-0.6, 1.0]])
"""Of a bowl that is longer than wide, and askew."""


def bowl(hessian: np.ndarray, reached: np.ndarray, room: float = 1.4) -> Surface3D:
    """The ground of a bowl about (0.3, -0.2), up to one level."""
    minimum = np.array([0.3, -0.2])

    def loss(theta: np.ndarray) -> np.ndarray:
        away = theta - minimum
        return np.asarray(np.einsum("...i,ij,...j->...", away, hessian, away) / 2 + 0.1)

    def gradient(theta: np.ndarray) -> np.ndarray:
        return np.asarray((theta - minimum) @ hessian)

    domain = level_domain(loss, hessian, minimum, minimum + reached, room, 0.5)
    surface = Surface3D(loss, gradient, domain, SLOT, THEMES["night"], sun=SUN)
    surface.look(surface.fitted(-70.0, 50.0))
    return surface


def test_the_rim_of_a_bowl_is_level() -> None:
    """As high all around, and as many times above the lowest as the square of its room."""
    reached = np.array([[-0.9, 0.4], [0.2, 0.1]])
    surface = bowl(LONG, reached)
    rim = body.rim(surface.loss, surface.domain)
    assert rim[:, 2] == pytest.approx(np.full(len(rim), 0.5), abs=1e-9)
    highest = max(float(each @ LONG @ each) / 2 for each in reached)
    assert surface.domain.high - surface.domain.low == pytest.approx(1.4**2 * highest)
    assert surface.domain.contains(np.array([0.3, -0.2]) + reached).all()


@pytest.mark.parametrize("place", [(1.0, 0.0), (0.0, 1.0), (0.8, -0.1), (0.5, 0.5)])
def test_the_ground_of_a_trench_is_no_hair_and_holds_what_is_to_be_seen(
    place: tuple[float, float],
) -> None:
    surface = bowl(np.diag([0.01, 1.0]), np.array([place]))
    long, wide = np.linalg.svd(np.array(surface.domain.shape))[1]
    assert (long, wide) == pytest.approx((1.0, max(wide, NARROWEST)))
    assert surface.domain.contains(np.array([0.3, -0.2]) + np.array(place))


def test_a_long_bowl_fills_its_slot_and_is_lit_to_its_rim() -> None:
    """All of it is in the slot, and ground at the rim is no darker than right below it."""
    surface = bowl(LONG, np.array([[-0.9, 0.4]]))
    low, high = surface.view.bounds(body.rim(surface.loss, surface.domain).T)
    assert (low >= SLOT.corners[0]).all()
    assert (high <= SLOT.corners[2]).all()
    colours = light.coloured(surface.loss, surface.gradient, surface.domain, surface.theme, SUN)
    places, cell = grid(surface.domain), light.cell(surface.domain)
    edge = surface.domain.within(places) & ~surface.domain.within(places * (1.0 + 2.0 * cell))
    inner = surface.domain.within(places * (1.0 + 2.0 * cell))
    inner &= ~surface.domain.within(places * (1.0 + 6.0 * cell))
    assert colours[edge, :3].mean() > 0.97 * colours[inner, :3].mean()
    assert colours[edge, :3].min() > 0.8 * colours[inner, :3].min()


@pytest.mark.parametrize("azimuth", [-170.0, -62.0, 10.0, 95.0])
def test_a_long_bowl_is_seen_nearly_across(azimuth: float) -> None:
    """The eye is by no more than AWRY aside of where it is narrowest; a round one, as it was."""
    surface = bowl(LONG, np.array([[-0.9, 0.4]]))
    narrow = np.linalg.eigh(LONG)[1][:, -1]
    aside = surface.domain.facing(azimuth) - np.degrees(np.arctan2(narrow[1], narrow[0]))
    assert abs((aside + 90.0) % 180.0 - 90.0) <= AWRY + 1e-9
    assert abs(surface.domain.facing(azimuth) - azimuth) <= 90.0
    assert bowl(np.eye(2), np.array([[1.0, 0.0]])).domain.facing(azimuth) == azimuth


def test_wider_ground_lies_where_it_lay() -> None:
    """It goes on beyond, and what was seen before is at the same place of the picture."""
    domain = bowl(LONG, np.array([[-0.9, 0.4]])).domain
    theta, loss = np.array([0.5, 0.1]), np.asarray(0.3)
    wide = domain.widened(1.8)
    assert wide.world(theta, loss) == pytest.approx(domain.world(theta, loss))
    assert wide.reach == pytest.approx(1.8 * domain.reach)


@pytest.mark.parametrize("away", [-0.4, 0.0, 0.3, 2.0])
def test_both_ends_of_a_line_across_the_ground_are_on_its_rim(away: float) -> None:
    domain = bowl(LONG, np.array([[-0.9, 0.4]])).domain
    normal = np.array([0.6, 0.8])
    ends = np.stack(domain.chord(normal, away))
    unit = np.linalg.solve(np.array(domain.shape), ends.T)
    assert np.hypot(*unit) == pytest.approx(np.ones(2))
    if away < 1.0:
        assert ends @ normal == pytest.approx(np.full(2, away))
    else:
        assert ends[0] == pytest.approx(ends[1])


def test_the_flanks_of_a_long_wall_are_where_it_turns_away() -> None:
    """Beside either, the rim lies on one side of the line of sight."""
    surface = bowl(LONG, np.array([[-0.9, 0.4]]))
    eye, domain = surface.view.eye, surface.domain
    rim = body.rim(surface.loss, domain)[:, :2]
    for place in body.flanks(eye, domain)[0, :, :2]:
        sight = place - eye[:2]
        side = sight[0] * (rim - eye[:2])[:, 1] - sight[1] * (rim - eye[:2])[:, 0]
        assert (side < 1e-3).all() or (side > -1e-3).all()


@pytest.mark.parametrize(
    ("azimuth", "elevation", "aside"), [(-30.0, 30.0, False), (-90.0, 56.0, True)]
)
def test_what_points_up_stands_beside_what_recedes(
    azimuth: float, elevation: float, *, aside: bool
) -> None:
    """The arrow of the loss is none of another one's picture; else all begin at one place."""
    surface = made(azimuth=azimuth, elevation=elevation)
    triad = Triad(surface, SLOT, THEMES["night"])
    apart = triad.starts - triad.origin
    assert apart[:2] == pytest.approx(0.0)
    assert apart[2] == pytest.approx(np.array([-ASIDE if aside else 0.0, 0.0]))


def test_names_of_directions_may_stand_low() -> None:
    """In the lower corner they are within the slot, as they are in the upper one."""
    triad = Triad(made(), SLOT, THEMES["night"])
    high = triad.origin[1]
    triad.stand(low=True)
    assert SLOT.bottom < triad.origin[1] < high < SLOT.top
