"""The base of every scene: lesson file, plan, parts on a timeline, the picture at any frame."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import IntEnum
from functools import partial
from inspect import getmembers_static
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

import numpy as np
from manim import Group, Mobject, Scene, ValueTracker, VMobject, config, linear
from manim.utils.color import ManimColor
from numpy.typing import NDArray

from gdcore import FrameTable
from gdcore.typing import FrameRate
from scenes.aspect import Aspect
from scenes.components.logo import Logo
from scenes.components.text.label import Label, words
from scenes.components.text.lines import fitted
from scenes.components.text.setting import use_fonts
from scenes.frame_rate import exact_rate
from scenes.layout import LAYOUTS, Layout, frame_size, layout_of
from scenes.lesson.file import Lesson, SceneSpec, load_lesson
from scenes.painting.camera import LessonCamera
from scenes.painting.cel import Box, Cel
from scenes.painting.kept import KeptPicture, PlacedCel, unmoved
from scenes.painting.painted import Painted
from scenes.plans.base import Beat, ScenePlan
from scenes.plans.common import SceneParams
from scenes.stage.timeline import Animated, Cue, HasOpacity
from scenes.theme import TIMES, Theme
from scenes.timing.captions import LINES_A_CAPTION, Caption
from scenes.timing.score import Score
from scenes.wording import Wording, wording

TITLE_ABOVE, TITLE_LEADING = 0.12, 1.15
"""Of a title's last baseline above its slot's lower edge, and of its lines, in em."""
Update = Callable[[int], Hashable]
_COLOURS = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas")


class Layer(IntEnum):
    """How far in front a part lies; within a layer, parts lie in the order they were added."""

    FURNITURE = 0
    """Words beside the picture, axes, plots: what stands still."""
    GROUND = 1
    """The ground, and what moves on it or with it."""
    NAMES = 2
    """Words on the ground, which nothing that passes may hide."""


class Part(HasOpacity):
    """A mobject of the picture with its opacity over time and the function that sets its state.

    ``update`` takes a frame, sets the mobject's state for it and returns something that is equal
    for two frames in which the mobject looks the same.  ``presence``, which is not the beats', has
    it come and go with what the table says.
    """

    def __init__(
        self, mobject: Mobject, update: Update | None, opacity: float, layer: Layer
    ) -> None:
        self.mobject, self.update, self.opacity = mobject, update, Animated(opacity)
        self.layer = layer
        self.presence = Animated(1.0)
        self._faded = 1.0
        self._placed: tuple[Hashable, list[PlacedCel]] = (None, [])
        self._cels: dict[Hashable, Cel] = {}
        family = mobject.get_family()
        self._painted = [m for m in family if isinstance(m, Painted)]
        outlines = [m for m in family if isinstance(m, VMobject) and not isinstance(m, Painted)]
        self._colours = [(m, [getattr(m, name).copy() for name in _COLOURS]) for m in outlines]

    def shown(self, frame: int) -> float:
        """How much of it is to be seen at ``frame``, from 0 to 1."""
        return round(self.opacity.at(frame) * self.presence.at(frame), 4)

    def set(self, frame: int) -> Hashable | None:
        """Bring the mobject to ``frame``; None where it is not to be seen."""
        opacity = self.shown(frame)
        if opacity <= 0.0:
            return None
        self._fade(opacity)
        state = self.update(frame) if self.update is not None else None
        return id(self), opacity, state

    def cels(self, state: Hashable, camera: LessonCamera) -> list[PlacedCel]:
        """What the mobject is made of in the state that :meth:`set` has returned."""
        if state != self._placed[0]:
            before, self._cels, found = self._cels, {}, []
            for k, (piece, opacity) in enumerate(camera.pieces(self.mobject)):
                look = (state, k) if piece.state is None else (id(self), piece.state)
                own = look, piece.shift
                cel = self._cels[own] = before.get(own) or camera.cel(look, piece)
                found.append(PlacedCel((own, opacity), cel.box, cel, opacity))
            self._placed = state, found
        return self._placed[1]

    def _fade(self, opacity: float) -> None:
        if opacity == self._faded:
            return
        self._faded = opacity
        for mobject in self._painted:
            mobject.opacity = opacity
        for outline, colours in self._colours:
            for name, rgbas in zip(_COLOURS, colours, strict=True):
                setattr(outline, name, rgbas * np.array([1.0, 1.0, 1.0, opacity]))


P = TypeVar("P", bound=SceneParams)
PlanT = TypeVar("PlanT", bound=ScenePlan[Any])
Scenic = TypeVar("Scenic", bound="LessonScene[Any, Any]")
Play = Callable[[Scenic, Cue], None]


def beat(*declared: Beat[Any]) -> Callable[[Play[Scenic]], Play[Scenic]]:
    """Marks the method of a scene that plays a beat, or several alike: it writes the timeline."""

    def mark(play: Play[Scenic]) -> Play[Scenic]:
        play.plays = declared  # type: ignore[attr-defined]
        return play

    return mark


class LessonScene(Scene, Generic[P, PlanT]):
    """A scene of a lesson: the picture at every frame is a function of the frame alone.

    A subclass names its plan, builds its parts in :meth:`build`, and has a method for each beat,
    under :func:`beat`.  ``LessonScene()`` draws what the built-in lesson says, at the frame rate of
    Manim's settings and in the shape of their size.
    """

    plan_class: ClassVar[type[ScenePlan[Any]]]
    name: ClassVar[str]
    """As lesson files call it."""
    plays: ClassVar[dict[str, Callable[[Any, Cue], None]]]
    """By the name of each beat, what plays it."""

    plan: PlanT
    """The runs and what is drawn of them, computed beforehand; there when parts are built."""
    table: FrameTable
    """The runs' parameters at every frame, which the pictures are drawn from; there as well."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Know the scene by its plan, and hold it to play each of the plan's beats."""
        super().__init_subclass__(**kwargs)
        cls.name = cls.plan_class.name
        marked = [each for _, each in getmembers_static(cls) if hasattr(each, "plays")]
        played = [(each, one) for each in marked for one in each.plays]
        cls.plays = {one.name: each for each, one in played}
        declared = cls.plan_class.in_order()
        if sorted(id(one) for _, one in played) != sorted(map(id, declared)):
            names = ", ".join(each.name for each in declared)
            raise TypeError(f"{cls.__name__} must play each of these beats once: {names}")

    def __init__(
        self,
        lesson: Lesson | None = None,
        fps: FrameRate | None = None,
        fonts: Path | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(camera_class=LessonCamera, **kwargs)
        self.fonts = fonts
        """The folder of the fonts of a theme that has its own."""
        size = config.pixel_width, config.pixel_height
        self.lesson = lesson or load_lesson().shaped(Aspect.nearest(*size))
        self.spec: SceneSpec = self.lesson.scene(self.name)
        self.params: P = self.spec.params  # type: ignore[assignment]  # as the lesson was checked
        self.theme: Theme = self.lesson.theme
        self.say: Wording = wording(self.lesson.language)
        self.layout: Layout = LAYOUTS[self.lesson.aspect]
        self.camera.frame_width, self.camera.frame_height = frame_size(self.layout, *size)
        self.score: Score = self.spec.score(fps or exact_rate(config.frame_rate))
        self.parts: list[Part] = []
        self.runs_shown: list[Any] = []
        """The runners of the scene, as each makes itself known: `gdlesson check` looks at them."""
        self.captions: list[Part] = []
        """The words of the beats, a part for each caption, in order."""
        self.joining: list[Part] = []
        """Second lines that come while the first of their captions is there."""
        self.built: list[Part] = []
        """What beats may show: all but title, logo and captions."""
        self.is_clear = False
        """Whether nothing lies behind it, so that its pictures can be laid over others."""
        self.is_bare = False
        """Whether it goes without title, logo and captions."""
        self.heading: Part
        """The title, seen from the first frame on, until a beat hides it."""
        self._prepared = False
        self._unmoved: KeptPicture
        self._shown: KeptPicture
        self.changed: tuple[Box, ...] = ()
        """Where the last picture may differ from the one before it, in pixels: left, top, right and
        bottom, the last two exclusive."""

    # What a subclass writes

    def build(self) -> None:
        """Make the parts, in drawing order."""
        raise NotImplementedError

    # What a subclass uses

    def add_part(
        self,
        mobject: Mobject,
        update: Update | None = None,
        opacity: float = 0.0,
        layer: Layer = Layer.FURNITURE,
    ) -> Part:
        """Put a mobject into the picture; hidden until a beat shows it."""
        part = Part(mobject, update, opacity, layer)
        self.parts.append(part)
        return part

    def bring_forward(self, part: Part) -> None:
        """Have a part lie in front of all others of its layer that have been added so far."""
        self.parts.append(self.parts.pop(self.parts.index(part)))

    # What the rest of the program uses

    @property
    def frames(self) -> int:
        """How many frames the scene has."""
        return self.score.frames

    def prepare(self) -> None:
        """Compute the plan and build every part; done once."""
        if self._prepared:
            return
        self._prepared = True
        self.camera.background_color = ManimColor(self.theme.background)
        self.camera.init_background()
        if self.is_clear:
            self.camera.background[...] = 0
        self._unmoved, self._shown = (KeptPicture(self.camera.background) for _ in range(2))
        self.plan = self.plan_class.computed(  # type: ignore[assignment]  # as it is named
            self.params, self.lesson.seed, self.lesson.inputs
        )
        self.table = self.plan.timed(self.score)
        use_fonts(self.fonts)
        self._add_title(self.spec.title)
        before = len(self.parts)
        self.build()
        self.built = self.parts[before:]
        if self.lesson.burned:
            self._add_captions()
        if self.is_bare:
            self.parts = list(self.built)
        self.parts.sort(key=lambda part: part.layer)
        for timed in self.score.beats:
            self.write(timed.name, Cue(timed, self.score.fps, self.built))

    def write(self, beat: str, cue: Cue) -> None:
        """Have the beat of a name write the timeline."""
        self.plays[beat](self, cue)

    def picture(self, frame: int) -> NDArray[np.uint8]:
        """RGBA pixels (height, width, 4) of ``frame``; the array is reused by the next call.

        Only where a piece of it has changed since the last picture is anything drawn, and of that
        only what moves and what lies above it: the rest is kept in a picture of its own.
        """
        camera = self.camera
        cels = [
            cel
            for part in self.parts
            if (state := part.set(frame)) is not None
            for cel in part.cels(state, camera)
        ]
        below = unmoved(cels, self._shown)
        self._unmoved.update(below, camera.background, below)
        above = [cel for cel in cels if cel.state not in self._unmoved.cels]
        self.changed = self._shown.update(cels, self._unmoved.pixels, above)
        return self._shown.pixels

    def construct(self) -> None:
        """Play the scene as plain Manim does: one clock, from the first frame to the last."""
        self.prepare()
        clock = ValueTracker(0.0)
        picture = Group()

        def redraw(group: Group) -> None:
            frame = min(int(clock.get_value() + 0.5), self.frames - 1)
            group.submobjects = [mobject for _, mobject in self.mobjects_at(frame)]

        picture.add_updater(redraw, call_updater=True)
        self.add(clock, picture)
        for beat in self.score.beats:
            seconds = beat.frames / config.frame_rate  # as Manim steps, which may round a rate
            self.play(clock.animate(run_time=seconds, rate_func=linear).set_value(float(beat.stop)))

    def mobjects_at(self, frame: int) -> list[tuple[Hashable, Mobject]]:
        """What is seen at ``frame``, brought to it, with what tells its state, from the back."""
        states = [(part.set(frame), part.mobject) for part in self.parts]
        return [(state, mobject) for state, mobject in states if state is not None]

    def _add_title(self, text: str) -> None:
        layout, theme = self.layout, self.theme
        slot = layout.title
        if theme.logo is not None:
            self.add_part(Logo(theme.logo, layout.logo), opacity=1.0)
            slot = slot.left_of(layout.logo, layout.gap)
        lines = fitted(
            text, slot.width, layout.title_lines, layout.title_size,
            partial(words, colour=theme.text, weight="semibold"),
        )  # fmt: skip
        self.layout = layout_of(self.lesson.aspect, len(lines))
        slot = self.layout.title
        for row, line in enumerate(reversed(lines)):
            line.put(slot.left, slot.bottom + TITLE_ABOVE + TITLE_LEADING * line.size * row)
        self.heading = self.add_part(Group(*lines), opacity=1.0)

    def _add_captions(self) -> None:
        """Each takes the place of the one before it at once; beside silence they fade.

        So do second lines that join the first.
        """
        fade = round(TIMES.caption_fade * self.score.fps)
        captions = [caption for beat in self.score.beats for caption in beat.captions]
        stops = {0, *(caption.stop for caption in captions)}
        starts = {self.frames, *(caption.start for caption in captions)}
        for caption in captions:
            lines, both = self._caption(caption), []
            if caption.second is not None:
                both = [self.add_part(Group(lines.pop()))]
                both[0].opacity.to(1.0, caption.second, caption.second + fade)
            part = self.add_part(Group(*lines))
            come = 0 if caption.start in stops else fade
            go = 0 if caption.stop in starts else fade
            part.opacity.to(1.0, caption.start - (not come), caption.start + come)
            for each in (part, *both):
                each.opacity.to(0.0, caption.stop - max(go, 1), caption.stop)
            self.captions.append(part)
            self.joining += both

    def _caption(self, caption: Caption) -> list[Label]:
        """The lines; the first one stands where it always does, however many there are.

        One that is wider than the frame, as of capitals, is set smaller.
        """
        slot, size = self.layout.caption, self.layout.caption_size
        lines = []
        for text, baseline in zip(caption.lines, slot.lines(LINES_A_CAPTION, size), strict=False):
            (line,) = fitted(text, slot.width, 1, size, partial(words, colour=self.theme.text))
            lines.append(line.put(float(slot.centre[0]), baseline, "centre"))
        return lines


AnyScene = LessonScene[Any, Any]
"""A scene, whatever it is about."""
