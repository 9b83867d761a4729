"""Rules about what comes, goes and stays: one small scene breaks each, another just keeps it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from gdlesson.check.changes import change_findings
from scenes.components.plot.axes import Axes
from scenes.components.plot.curve import Curve
from scenes.components.text.digits import Digits
from scenes.components.text.label import Label, words
from scenes.parts.runner import Runner
from scenes.plans.learning_rate import Plan
from scenes.stage.scene import Layer, LessonScene, Part, beat
from scenes.stage.timeline import Cue, linear
from scenes.theme import SIZES, TIMES
from tests.gdlesson.small_scene import FPS, SmallScene, small_scene

BEAT = "mirror"
LEFT = 1.0
"""Where the words begin that are added: no other words are there."""
AGAIN = 1.2
"""Seconds from the coming of a word to its coming again."""
Change = Callable[[LessonScene, Cue], None]


def word(
    scene: LessonScene, text: str = "a minimum", opacity: float = 1.0, at: float = 0.0
) -> Part:
    """A word beside the title, ``at`` above it."""
    return scene.add_part(placed(scene, text, at), opacity=opacity)


def placed(scene: LessonScene, text: str, at: float = 0.0) -> Label:
    x, y = LEFT, scene.layout.title.bottom + at
    return words(text, SIZES.label, scene.theme.text).put(x, y)


def away(seconds: float) -> Change:
    """A word goes at once, and comes back."""

    def change(scene: LessonScene, cue: Cue) -> None:
        opacity = word(scene).opacity
        opacity.to(0.0, cue.frame(0.2) - 1, cue.frame(0.2))
        back = cue.frame(0.2) + round(seconds * FPS)
        opacity.to(1.0, back - 1, back)

    return change


def there(seconds: float, times: int = 1) -> Change:
    """A word comes at once, and goes, so many times."""

    def change(scene: LessonScene, cue: Cue) -> None:
        opacity = word(scene, opacity=0.0).opacity
        for k in range(times):
            come = cue.frame(0.1) + round(k * AGAIN * FPS)
            opacity.to(1.0, come - 1, come)
            opacity.to(0.0, come + round(seconds * FPS) - 1, come + round(seconds * FPS))

    return change


def said_frame_by_frame(every: int) -> Change:
    """A word is moved out of the frame and back by its update, every so many frames."""

    def change(scene: LessonScene, cue: Cue) -> None:
        label = placed(scene, "off the map")

        def update(frame: int) -> bool:
            out = bool(frame // every % 2) and frame >= cue.beat.start
            label.put(LEFT + 40.0 * out, scene.layout.title.bottom)
            return out

        scene.add_part(label, update, opacity=1.0, layer=Layer.GROUND)

    return change


def captions_fade(scene: LessonScene, cue: Cue) -> None:
    """As they did: out within 0.15 s, nothing for 0.2 s, and the next one in."""
    fade, lead = round(TIMES.caption_fade * FPS), round(0.2 * FPS)
    caption = cue.beat.captions[0]
    captions = [each for beat in scene.score.beats for each in beat.captions]
    before = scene.captions[captions.index(caption) - 1].opacity
    before.moves[-1] = (caption.start - fade, caption.start, 0.0, linear)
    own = scene.captions[captions.index(caption)].opacity
    own.moves[0] = (caption.start + lead, caption.start + lead + fade, 1.0, linear)


def kept(scene: LessonScene, cue: Cue) -> None:
    """Nothing is changed."""


def counting(seconds: float) -> Change:
    """A number is away twice, and is another each time that it comes back."""

    def change(scene: LessonScene, cue: Cue) -> None:
        number = Digits(SIZES.label, scene.theme.text)

        def update(frame: int) -> int:
            number.show(str(frame), LEFT, scene.layout.title.bottom)
            return frame

        opacity = scene.add_part(number, update, opacity=1.0, layer=Layer.GROUND).opacity
        for share in (0.1, 0.5):
            go = cue.frame(share)
            back = go + round(seconds * FPS)
            opacity.to(0.0, go - 1, go)
            opacity.to(1.0, back - 1, back)

    return change


def shown_from(frame: int, until: float | None = None) -> Change:
    """A word that beats may show is there from a frame, to the end or for so many seconds."""

    def change(scene: LessonScene, _: Cue) -> None:
        part = word(scene, opacity=0.0 if frame else 1.0)
        scene.built.append(part)
        if frame:
            part.opacity.to(1.0, 0, frame)
        if until is not None:
            part.opacity.to(0.0, round(until * FPS) - 1, round(until * FPS))

    return change


def waiting(seconds: float) -> Change:
    """A word is seen before the beat that shows it in full, by so many seconds."""

    def change(scene: LessonScene, cue: Cue) -> None:
        part = word(scene, opacity=0.0)
        scene.built.append(part)
        early = cue.beat.start - round(seconds * FPS)
        part.opacity.to(0.85, early, early + 1)
        part.opacity.to(1.0, cue.beat.start, cue.beat.start + 1)

    return change


def plot_there(*, empty: bool) -> Change:
    """A plot comes with a beat, and nothing is drawn in it before the next one; or a curve is."""

    def change(scene: LessonScene, cue: Cue) -> None:
        beside_title = scene.layout.title.inset(left=scene.layout.title.width / 2)
        axes = Axes(beside_title, (0, 1), (0, 1), scene.theme)
        parts = [scene.add_part(axes)]
        if not empty:
            curve = Curve(axes, np.array([0.9, 0.1]), scene.theme.batch, scene.theme)
            parts.append(scene.add_part(curve))
        scene.built += parts
        for part in parts:
            part.opacity.to(1.0, cue.beat.start - 1, cue.beat.start)
            part.opacity.to(0.0, cue.beat.stop, cue.beat.stop + 1)

    return change


def caption_raised(pixels: float) -> Change:
    """The words of the beat stand higher than others do."""

    def change(scene: LessonScene, cue: Cue) -> None:
        captions = [each for beat in scene.score.beats for each in beat.captions]
        caption = scene.captions[captions.index(cue.beat.captions[-1])].mobject
        unit = scene.camera.pixel_height / scene.camera.frame_height
        caption.shift(np.array([0.0, pixels / unit, 0.0]))

    return change


def swapped(*, staged: bool) -> Change:
    """One word takes another's place."""

    def change(scene: LessonScene, cue: Cue) -> None:
        old, new = word(scene), word(scene, "a saddle", opacity=0.0)
        cue.hide(old, at=0.3)
        if staged:
            cue.show(new, at=0.3)
        else:
            cue.move(new.opacity, 1.0, at=0.3, seconds=TIMES.leave)

    return change


def laid(*, apart: bool) -> Change:
    """A word comes on one that stays until it has come, or beside it."""

    def change(scene: LessonScene, cue: Cue) -> None:
        old = word(scene)
        new = word(scene, "a saddle", opacity=0.0, at=SIZES.label if apart else 0.0)
        cue.show(new, at=0.3)
        gone = cue.frame(0.3) + round(TIMES.change * FPS)
        old.opacity.to(0.0, gone - 1, gone)

    return change


def small_axes(scene: LessonScene) -> Axes:
    """Axes upon the map."""
    slot = scene.layout.stage.inset(left=2.0, bottom=3.0, right=2.0)
    return Axes(slot, (0, 1), (0, 1), scene.theme)


def plot_for_words(*, staged: bool) -> Change:
    """A plot comes where words were."""

    def change(scene: LessonScene, cue: Cue) -> None:
        axes = small_axes(scene)
        said = words("a minimum", SIZES.label, scene.theme.text).put(*axes.slot.centre, "centre")
        old, new = scene.add_part(said, opacity=1.0), scene.add_part(axes)
        cue.hide(old, at=0.3)
        if staged:
            cue.show(new, at=0.3)
        else:
            cue.move(new.opacity, 1.0, at=0.3, seconds=TIMES.leave)

    return change


def plot_on_plot(*, staged: bool) -> Change:
    """A plot comes upon one that stays until it has come, or when that has gone."""

    def change(scene: LessonScene, cue: Cue) -> None:
        old, new = (scene.add_part(small_axes(scene), opacity=opacity) for opacity in (1.0, 0.0))
        gone = cue.frame(0.3) + (0 if staged else round(TIMES.change * FPS))
        old.opacity.to(0.0, gone - 1, gone)
        cue.show(new, at=0.3)

    return change


def plots_swapped(*, staged: bool) -> Change:
    """One plot takes another's place; a curve in it steps back meanwhile, as curves do."""

    def change(scene: LessonScene, cue: Cue) -> None:
        old, new = (scene.add_part(small_axes(scene), opacity=opacity) for opacity in (1.0, 0.0))
        curve = Curve(new.mobject, np.array([0.9, 0.1]), scene.theme.batch, scene.theme)
        third = scene.add_part(curve, opacity=1.0)
        cue.hide(old, at=0.3)
        cue.dim(third, to=0.3, at=0.3)
        if staged:
            cue.show(new, at=0.3)
        else:
            cue.move(new.opacity, 1.0, at=0.3, seconds=TIMES.leave)

    return change


def passing(distance: float) -> Change:
    """A word moves over another one, or past it, between two of the three moments of its beat."""

    def change(scene: LessonScene, cue: Cue) -> None:
        word(scene).mobject.shift(np.array([2.0, 0.0, 0.0]))
        mover = placed(scene, "a saddle", distance)
        start, stop = cue.frame(0.6), cue.frame(0.8)

        def update(frame: int) -> float:
            share = float(np.clip((frame - start) / (stop - start), 0.0, 1.0))
            mover.put(LEFT + 4.0 * share, scene.layout.title.bottom + distance)
            return share

        scene.add_part(mover, update, opacity=1.0, layer=Layer.GROUND)

    return change


def leaps(*, flashing: bool) -> Change:
    """A path that diverges leaps across the map; its ball is drawn on the way, or is not."""

    def change(scene: LessonScene, cue: Cue) -> None:
        assert isinstance(scene, SmallScene)
        ground = scene.runner.ground
        runner = Runner(scene, "fourth", scene.plan.runs["fourth"], ground, 1.0, scene.colour)
        runner.add_ball()
        cue.show(runner.ball_part)

        def leap(frame: int) -> float:
            theta, run = runner.theta(frame), runner.run
            if (before := runner.landed(frame)) < runner.run.steps and frame % 2:
                theta = (run.theta[before] + run.theta[before + 1]) / 2
            runner.ball.show(theta, float(run.problem.loss(theta)))
            return float(theta[0])

        if flashing:
            runner.ball_part.update = leap

    return change


CASES: dict[str, tuple[str, Change, Change]] = {
    "a word is away for a moment": ("blinking", away(0.4), away(0.6)),
    "a word is there for a moment": ("blinking", there(0.4), there(0.6)),
    "a word comes again and again": ("blinking", there(0.2, 3), there(0.6, 3)),
    "a word is moved out and back": ("blinking", said_frame_by_frame(4), said_frame_by_frame(10)),
    "a number that counts comes and goes": ("blinking", counting(0.4), counting(0.6)),
    "captions make way for nothing": ("blinking", captions_fade, kept),
    "a ball leaps across": ("blinking", leaps(flashing=True), leaps(flashing=False)),
    "words cross": ("crossing", swapped(staged=False), swapped(staged=True)),
    "words come on others": ("crossing", laid(apart=False), laid(apart=True)),
    "a plot crosses words": ("crossing", plot_for_words(staged=False), plot_for_words(staged=True)),
    "a plot comes on another": ("crossing", plot_on_plot(staged=False), plot_on_plot(staged=True)),
    "plots cross": ("crossing", plots_swapped(staged=False), plots_swapped(staged=True)),
    "a word runs over another": ("crossing", passing(0.05), passing(SIZES.label)),
    "a word that no beat has shown": ("furniture", shown_from(0), shown_from(1)),
    "a word of the last scene stays": ("furniture", shown_from(0, 3.0), shown_from(0, 1.5)),
    "a word waits for its beat": ("furniture", waiting(2.0), waiting(0.5)),
    "a plot with nothing in it": ("furniture", plot_there(empty=True), plot_there(empty=False)),
    "a caption stands higher": ("caption-baseline", caption_raised(3.0), caption_raised(0.5)),
}
"""What is wrong: the rule, a change that breaks it and no other, one that just keeps it."""


def broken(change: Change, media: Path) -> set[tuple[str, str]]:
    """The rules that a change in one beat of the small scene breaks, and the beat of each."""

    class Changed(SmallScene):
        @beat(*Plan.in_order())
        def nothing(self, cue: Cue) -> None:
            if cue.beat.name == Plan.beats.mirror.name:
                change(self, cue)

    with small_scene(media, Changed) as scene:
        return {(found.offence.rule, found.beat) for found in change_findings(scene)}


@pytest.mark.parametrize("case", CASES)
def test_a_change_that_breaks_one_rule(case: str, tmp_path: Path) -> None:
    rule, breaking, _ = CASES[case]
    assert {found for found, _ in broken(breaking, tmp_path)} == {rule}


@pytest.mark.parametrize("case", CASES)
def test_a_change_that_just_keeps_it(case: str, tmp_path: Path) -> None:
    _, _, keeping = CASES[case]
    assert broken(keeping, tmp_path) == set()


def test_it_is_told_in_which_beat(tmp_path: Path) -> None:
    assert broken(away(0.4), tmp_path) == {("blinking", BEAT)}


def captions_in_the_track(scene: LessonScene, _: Cue) -> None:
    """As beside a voice, no words are drawn."""
    scene.parts[:] = [part for part in scene.parts if part not in scene.captions]
    scene.captions.clear()


def test_beside_a_voice_there_may_be_no_captions(tmp_path: Path) -> None:
    assert broken(captions_in_the_track, tmp_path) == set()
