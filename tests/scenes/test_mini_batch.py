"""What the scene of mini-batches draws: arrows, their width, the variance, and where walks end."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from gdcore.errors import GDError
from scenes.mini_batch import MiniBatch
from scenes.plans.mini_batch import ALL, FEW, HOP, KINDS, SINGLE, Beats, Params, Plan
from scenes.reading.inputs import Inputs
from scenes.stage.scene import LessonScene
from tests.ordinary_data import write_csv

Drawn = Callable[..., LessonScene]
WAITED = {SINGLE: 200, FEW: 25, ALL: 28}
"""200 steps over one; 25 over eight; 4 over fifty, six times eight and two."""


def plan_of(folder: Path, **params: object) -> Plan:
    return Plan.compute(Params(**params), 7, Inputs(folder))


@pytest.fixture
def scene(drawn: Drawn) -> MiniBatch:
    made = drawn("mini_batch")
    assert isinstance(made, MiniBatch)
    return made


def gradients(plan: Plan) -> np.ndarray:
    """Of each sample's squared miss at the start, (n, 2), written out anew."""
    w, b = plan.start
    miss = w * plan.scaled.x + b - plan.scaled.y
    return 2.0 * np.stack([miss * plan.scaled.x, miss], axis=-1)


def test_the_variance_is_that_of_all_batches_there_are(tmp_path: Path) -> None:
    """Every batch of five rows, of each size, counted out: not a formula."""
    write_csv("five_rows", tmp_path / "five.csv")
    plan = plan_of(tmp_path, data="five.csv", x="shoe size", y="height (cm)")
    each = gradients(plan)
    whole = each.mean(axis=0)
    for size in range(1, 6):
        means = np.array([each[[*batch]].mean(axis=0) for batch in combinations(range(5), size)])
        variance = ((means - whole) ** 2).sum(axis=1).mean()
        expected = plan.spread**2 * plan.left(size)
        assert variance == pytest.approx(expected, rel=1e-10, abs=1e-14)


def test_every_arrow_is_the_mean_over_its_batch_whatever_its_size(scene: MiniBatch) -> None:
    """From afar and from near, where all of it is larger by one factor."""
    plan, far, near = scene.plan, scene.cloud, scene.near
    each = gradients(plan)
    seen = set()
    for beat, view, shown in (
        (Beats.one, far, 0.5),
        (Beats.few, near, 0.1),
    ):
        timed = scene.score[beat]
        for frame in range(timed.start + round(shown * timed.frames), timed.stop):
            size = far.size(frame)
            if (beat, size) in seen:
                continue
            seen.add((beat, size))
            scene.mobjects_at(frame)
            drawn = view.cloud.mobject.tips - view.cloud.mobject.start
            expected = -np.array([each[order[:size]].mean(axis=0) for order in plan.grown.order])
            np.testing.assert_allclose(drawn, view.scale * expected, atol=1e-9)
            assert (far.batch(frame) == plan.grown.order[plan.lead, :size]).all()
    assert {1, 2, 3, 4, 5, 6, 7, 8} <= {size for _, size in seen}
    assert near.scale / far.scale == pytest.approx(near.map.unit / far.map.unit)
    assert near.scale > 1.3 * far.scale


def test_as_many_arrows_point_beyond_the_border_as_are_said_to(scene: MiniBatch) -> None:
    plan, cloud = scene.plan, scene.cloud
    line = cloud.border[0].mobject.lines[0]
    along = line[1] - line[0]
    beat = scene.score[Beats.one]
    scene.mobjects_at(beat.stop - 1)
    way = cloud.cloud.mobject.tips - cloud.cloud.mobject.start
    mean = cloud.mean.mobject.ends[1] - cloud.mean.mobject.ends[0]
    side = along[0] * way[:, 1] - along[1] * way[:, 0]
    downhill = along[0] * mean[1] - along[1] * mean[0]
    assert abs(along @ mean) < 1e-9 * np.hypot(*along) * np.hypot(*mean)
    assert int((side * downhill < 0).sum()) == plan.values["uphill"] == 12


def test_the_ring_is_as_wide_as_is_said(scene: MiniBatch) -> None:
    widths = []
    for beat, share in ((Beats.few, 0.1), (Beats.few, 0.99)):
        scene.mobjects_at(scene.score[beat].start + round(share * scene.score[beat].frames))
        (circle,) = scene.near.ring.mobject.lines
        widths.append(np.ptp(circle[:, 0]))
    assert round(100 * widths[1] / widths[0]) == scene.plan.values["width"]


def test_waits_and_looks_are_counted_below_each_map(scene: MiniBatch) -> None:
    """At each moment all have had as many looks, and have waited as often as these make."""
    plan, beat, seen = scene.plan, scene.score[Beats.walk], set()
    for frame in range(beat.start + beat.frames // 8, beat.stop):
        scene.mobjects_at(frame)
        told = []
        for kind, asked in {SINGLE: 1, FEW: 8, ALL: 50}.items():
            waits, looks = (int(each.number.text) for each in scene.kinds.maps[kind].count.mobject)
            ends = {k for k in range(1, plan.looks + 1) if k % asked == 0 or k % asked % 8 == 0}
            assert waits == sum(end <= looks for end in ends)
            step = int(scene.table[kind].step[frame])
            assert step * asked <= looks <= (step + 1) * asked
            told.append(looks)
        assert len({*told}) == 1
        seen |= {*told}
    last = {k: int(m.count.mobject[0].number.text) for k, m in scene.kinds.maps.items()}
    assert last == WAITED
    assert (min(seen), max(seen)) == (0, plan.looks) == (0, 200)
    assert len(seen) > 20


def test_the_dots_of_few_batches_are_measured_over_all_of_them(scene: MiniBatch) -> None:
    """Of one, of two and of all samples, exactly; of others within the error of the draws."""
    plan, each = scene.plan, gradients(scene.plan)
    away = each - each.mean(axis=0)
    for size, most in {1: 1e-12, 2: 1e-12, 50: 1e-12, 4: 0.1, 8: 0.1, 16: 0.1, 32: 0.1}.items():
        factor = (1 / size - 1 / 50) / (1 - 1 / 50)
        assert plan.measured[size] == pytest.approx(factor, rel=most, abs=1e-12)
    pairs = np.array([away[[*pair]].mean(axis=0) for pair in combinations(range(50), 2)])
    share = (pairs**2).sum(axis=1).mean() / (away**2).sum(axis=1).mean()
    assert plan.measured[2] == pytest.approx(share, rel=1e-12)
    assert plan.measured[1] == 1.0


def test_looks_in_boxes_are_those_of_a_step_and_wait_alike(scene: MiniBatch) -> None:
    """One time for all kinds: at each moment as many boxes are done as fit into it, or all."""
    waits, beat, taken = scene.waits, scene.score[Beats.waits], []
    for frame in range(beat.start + beat.frames // 8, beat.stop, 5):
        scene.mobjects_at(frame)
        taken.append({kind: waits.looks[kind].taken for kind in KINDS})
        if waits.counted.opacity.at(frame):
            told = {kind: int(count.number.text) for kind, count in waits.counts.items()}
            assert told == taken[-1]
    assert taken[0] == dict.fromkeys(KINDS, 0)
    assert taken[-1] == {SINGLE: 1, FEW: 1, ALL: 7}
    assert all(now == {k: min(now[ALL], taken[-1][k]) for k in KINDS} for now in taken)
    held = {SINGLE: [1], FEW: [8], ALL: [8, 8, 8, 8, 8, 8, 2]}
    for kind, each in held.items():
        boxes = waits.looks[kind].boxes
        assert [boxes.looks(box) for box in range(boxes.count)] == each
        one, other = boxes.place(0), waits.looks[ALL].boxes.place(6)
        assert (one.width, one.height) == pytest.approx((other.width, other.height))


def test_batch_stands_until_its_samples_are_looked_at(scene: MiniBatch) -> None:
    """It is on its way for the last moments before it lands, however long it waited."""
    track, walk = scene.table[ALL], scene.score[Beats.walk]
    for step in range(scene.plan.steps(ALL)):
        waited = [f for f in range(walk.start, walk.stop) if track.step[f] == step]
        flown = [f for f in waited if track.phase[f] > 0.0]
        assert len(flown) <= HOP / 2 * scene.score.fps + 1
        assert not flown or flown[-1] == waited[-1]


def test_the_table_tells_what_was_computed_and_marks_the_least(scene: MiniBatch) -> None:
    """The noise of the law, and the mean costs by looks and by waits; one mark a column."""
    table = scene.compared
    told = {
        "noise": ["100%", "33%", "0%"],
        "looks": ["0.18%", "0.28%", "1.8%"],
        "waits": ["28%", "0.28%", "4.9%"],
    }
    for (topic, expected), best, mark in zip(
        told.items(), (ALL, SINGLE, FEW), table.best, strict=True
    ):
        assert [figure.text for figure in table.figures[topic].values()] == expected
        (plate,) = mark.mobject
        figure = table.figures[topic][best]
        assert plate.filled.holds(figure.get_center()[None, :2]).all()


def test_columns_are_as_high_as_the_cloud_is_wide_that_was_measured(scene: MiniBatch) -> None:
    """At each doubling and at the size of each kind; that of all is a line on the axis."""
    plan, axes = scene.plan, scene.widths.axes
    slots, sizes = scene.widths.measured.mobject.slots, (1, 2, 4, 8, 16, 32, 50)
    assert len(slots) == len(sizes)
    for size, slot in zip(sizes[:-1], slots, strict=False):
        x, y = axes.at(np.log2(size), 100.0 * plan.measured[size] ** 0.5).tolist()
        assert (slot.centre[0], slot.top) == pytest.approx((x, y))
        assert slot.bottom == axes.slot.bottom


def test_all_kinds_have_had_the_same_looks_at_every_frame(scene: MiniBatch) -> None:
    """But for those of the step in hand, of which none is landed before its looks are taken."""
    plan, track = scene.plan, scene.table
    beat = scene.score[Beats.walk]
    for frame in range(beat.start, beat.stop):
        single = int(track[SINGLE].step[frame])
        for kind in (FEW, ALL):
            looks = int(track[kind].step[frame]) * plan.sizes[kind]
            assert single - plan.sizes[kind] - 1 <= looks <= single + 1


def test_walks_in_other_orders_end_where_dots_are_at_the_mean_cost_that_is_told(
    scene: MiniBatch,
) -> None:
    """All dots are on maps of one scale, and have the mean cost that stands there."""
    plan, frame = scene.plan, scene.score[Beats.ends].stop - 1
    scene.mobjects_at(frame)
    for kind, shown in scene.kinds.ends.items():
        dots = shown.drops.theta
        assert len(dots) == (1 if kind == ALL else 200)
        assert shown.map.contains(dots).all()
        costs = [np.mean((w * plan.scaled.x + b - plan.scaled.y) ** 2) for w, b in dots]
        mean, (w, b) = float(np.mean(costs)) - plan.least, plan.start
        first = np.mean((w * plan.scaled.x + b - plan.scaled.y) ** 2) - plan.least
        share = scene.say.numerals.significant(100 * mean / first, 2)
        assert shown.mean.text == f"{share}%"
    (end,) = plan.ends[ALL].places
    np.testing.assert_allclose(end, plan.runs[ALL].theta[-1])
    assert len({each.map.unit for each in scene.kinds.ends.values()}) == 1


def test_batches_of_all_samples_are_refused(tmp_path: Path) -> None:
    for size in (50, 51):
        with pytest.raises(GDError, match=f"batch_size is {size}, and there are 50 samples"):
            plan_of(tmp_path, batch_size=size)


def test_half_of_few_samples_is_a_mini_batch(tmp_path: Path) -> None:
    sizes = {}
    for name, x, y in (
        ("two_rows", "x", "y"),
        ("three_rows", "x", "y"),
        ("five_rows", "shoe size", "height (cm)"),
    ):
        write_csv(name, tmp_path / f"{name}.csv")
        sizes[name] = plan_of(tmp_path, data=f"{name}.csv", x=x, y=y).size
    assert sizes == {"two_rows": 2, "three_rows": 2, "five_rows": 2}
