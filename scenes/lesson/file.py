"""The lesson file: a TOML file, validated, with errors that name file, line, key and choices.

Texts of the file are text wherever they go: never markup, never code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, NamedTuple, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo

from gdcore.errors import GDError
from gdcore.typing import FrameRate
from scenes.aspect import Aspect
from scenes.layout import LAYOUTS
from scenes.lesson.captions import Captions
from scenes.lesson.extending import DEFAULT_LANGUAGE, TAG, Extended, read_extended
from scenes.lesson.saying import ALWAYS, Saying, filled, said, wrong_braces, wrong_names
from scenes.lesson.shared_data import DATA, DataText, shared_values, spread
from scenes.lessons import BUILT_IN
from scenes.plans.base import ScenePlan
from scenes.plans.common import DataParams, KeyedError, SceneParams
from scenes.plans.registry import PLANS
from scenes.plans.samples import MOST_SAMPLES
from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError, Report, no_such, shown, shown_path, value_at
from scenes.reading.source import Key, SourceError
from scenes.rules import RULES
from scenes.theme import THEMES, Font, Theme
from scenes.themes.characters import plain_line, plain_words, refuse_invisible
from scenes.themes.file import named_theme
from scenes.timing.reading import NOBODY
from scenes.timing.score import Score, score
from scenes.timing.speech import Speech
from scenes.wording import FALLBACK, wording

MOST_SECONDS = 30 * 60
CHECKING_FPS = 15
DEFAULT_THEME = "night"
VOICE = re.compile(r"[a-z]+(?::\S(?:.{0,200}\S)?)?")
"""A voice, and behind a colon which of several."""
RECORDED = "recorded:"
"""Begins the voice that is a folder of recordings."""

P = TypeVar("P", bound=SceneParams)


@dataclass(frozen=True)
class Waiver:
    """A rule of readability that one beat may break, and why."""

    beat: str
    rule: str
    reason: str


class Outcome(NamedTuple):
    """What the runs do in a beat that has outcomes."""

    beat: str
    name: str
    means: str
    """In a sentence, without its full stop."""


@dataclass(frozen=True)
class SceneSpec:
    """One scene of a lesson: its parameters, and its words as ``(beat name, say)``."""

    name: str
    params: SceneParams
    beats: tuple[tuple[str, str], ...] = ()
    waivers: tuple[Waiver, ...] = ()
    remarks: tuple[str, ...] = ()
    """What was noticed about its data, a sentence each."""
    outcomes: tuple[Outcome, ...] = ()
    language: str = FALLBACK
    """Of the lesson."""
    aspect: Aspect = Aspect.WIDE
    begins: str = ""
    """The title of the part that begins with it, if one does."""
    loops: tuple[str, ...] = ()
    """The beats that slides play over and over."""
    say_as: tuple[tuple[str, str], ...] = ()
    """What a voice says in place of a beat's words, where that is something else."""
    speeches: tuple[tuple[str, Speech], ...] = ()
    """When a voice says what, by beat; none where the lesson is read."""

    @property
    def plan(self) -> type[ScenePlan[Any]]:
        """What it plays."""
        return PLANS[self.name]

    @property
    def title(self) -> str:
        """The scene's title, as chapters show it."""
        return wording(self.language)(f"titles.{self.name}")

    def score(self, fps: FrameRate) -> Score:
        """All the beats the scene has, in its own order; a beat without words is just seen."""
        words, declared, say = dict(self.beats), self.plan.in_order(), wording(self.language)
        beats = [(beat.name, words.get(beat.name, "")) for beat in declared]
        least = {beat.name: beat.least_seconds(self.params) for beat in declared}
        tied = {beat.name: {key: say(f"said.{key}") for key in beat.words} for beat in declared}
        most = LAYOUTS[self.aspect].line_characters
        return score(beats, least, fps, most, tied, dict(self.speeches))


class LessonPart(NamedTuple):
    """Scenes that follow one another and are a film of their own, too."""

    number: int
    title: str
    scenes: tuple[SceneSpec, ...]


@dataclass(frozen=True)
class Lesson:
    """What one lesson file says, valid throughout, and what the files held that it leads to."""

    title: str
    slug: str
    language: str
    theme: Theme
    seed: int
    scenes: tuple[SceneSpec, ...]
    path: Path
    inputs: Inputs = field(compare=False, repr=False)
    translation: str = ""
    """The language, if it is a translation, whose folder is not that of the lesson itself."""
    aspect: Aspect = Aspect.WIDE
    voice: str = NOBODY
    """Who says its words, as in the lesson file; a folder of recordings as called from its own."""
    sonify: bool = False
    """Whether the walks are heard."""
    captions: Captions = Captions.TRACK
    """Where the words can be read while a voice says them."""

    def shaped(self, aspect: Aspect | None) -> Lesson:
        """The lesson in this shape of the frame; as it is if that is None."""
        if aspect in {None, self.aspect}:
            return self
        scenes = tuple(replace(spec, aspect=aspect) for spec in self.scenes)
        return replace(self, aspect=aspect, scenes=scenes)

    def spoken(self, voice: str, speeches: Mapping[str, Mapping[str, Speech]]) -> Lesson:
        """The lesson as a voice says it, whose pictures wait for it.

        Args:
            voice: its name.
            speeches: when it says what, by scene and beat.
        """
        scenes = tuple(
            replace(spec, speeches=tuple(speeches.get(spec.name, {}).items()))
            for spec in self.scenes
        )
        return replace(self, voice=voice, scenes=scenes)

    @property
    def burned(self) -> bool:
        """Whether the words are drawn into the pictures."""
        return self.voice == NOBODY or self.captions is Captions.BURNED

    @property
    def parts(self) -> tuple[LessonPart, ...]:
        """The parts, in order; scenes before the first belong to none."""
        first = [k for k, spec in enumerate(self.scenes) if spec.begins]
        stops = [*first[1:], len(self.scenes)]
        return tuple(
            LessonPart(number, self.scenes[start].begins, self.scenes[start:stop])
            for number, (start, stop) in enumerate(zip(first, stops, strict=False), start=1)
        )

    def part(self, number: int) -> LessonPart:
        """The part of that number.

        Raises:
            LessonError: the lesson does not have it; the text lists those it has.
        """
        for part in self.parts:
            if part.number == number:
                return part
        there = ", ".join(f'{part.number} "{part.title}"' for part in self.parts)
        why = f"it has {there}" if there else 'it has none; a scene with part = "…" begins one'
        raise LessonError([f"{shown_path(self.path)}: no part {number}; {why}."])

    def scene(self, name: str) -> SceneSpec:
        """The scene of that name.

        Raises:
            LessonError: the lesson does not have it; the text lists those it has.
        """
        for spec in self.scenes:
            if spec.name == name:
                return spec
        names = [spec.name for spec in self.scenes]
        raise LessonError([f"{shown_path(self.path)}: {no_such('scene', name, names)}."])


def inputs_of(path: str | Path | None = None) -> Inputs:
    """Nothing read yet of the files of a lesson; without a path, of the built-in lesson."""
    return Inputs(Path(path if path is not None else BUILT_IN).parent)


def load_lesson(
    path: str | Path | None = None, inputs: Inputs | None = None, language: str | None = None
) -> Lesson:
    """Read and check a lesson file; without a path, the built-in lesson.

    Args:
        path: of the lesson file.
        inputs: of this lesson, where what is read goes and what was read already comes from.
        language: that the lesson is wanted in, by default the file's own.

    Raises:
        LessonError: the mistakes found, each with file, line and key, and the choices if any.
    """
    file = Path(path) if path is not None else BUILT_IN
    inputs = inputs if inputs is not None else inputs_of(file)
    if not _is_text(file.name):
        # The manifest is to have it, and a screen.
        raise LessonError([f"{shown_path(file)}: its name is not UTF-8; give the file another."])
    try:
        found = read_extended(file, inputs, language)
    except SourceError as error:
        name = shown_path(error.file or file)
        place = f"{name}, line {error.line}" if error.line else name
        raise LessonError([f"{place}: {error}."]) from None
    return _checked_lesson(found, inputs)


def _is_text(name: str) -> bool:
    """Whether a file's name can be written, and not only handed back to the system."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def check_slug(slug: str) -> str:
    """Return a lesson's short name if it may name a folder; raise ValueError if not."""
    if not re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?", slug):
        rule = "a slug is 1 to 64 lowercase letters a-z, digits and hyphens, no hyphen at an end"
        raise ValueError(f"{shown(slug)} cannot name a folder: {rule}")
    if re.fullmatch(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", slug):
        raise ValueError(f"{shown(slug)} cannot name a folder: Windows keeps that name for itself")
    return slug


def _check_language(tag: str) -> str:
    if not TAG.fullmatch(tag):
        raise ValueError(f'{shown(tag)} is not a language tag such as "en", "de" or "pt-BR"')
    return tag


def _check_aspect(text: str) -> str:
    if text not in [*Aspect]:
        raise ValueError(no_such("aspect", text, Aspect))
    return text


def _check_captions(text: str) -> str:
    if text not in [*Captions]:
        raise ValueError(no_such("captions", text, Captions))
    return text


def _check_voice(text: str) -> str:
    if not VOICE.fullmatch(text):
        raise ValueError(
            f'{shown(text)} is not a voice such as "none", "espeak" or "recorded:my-takes"; '
            "gdlesson voices list names them"
        )
    return text


def _check_title(text: str, info: ValidationInfo) -> str:
    line = plain_line(text, _font(info))
    if not line:
        raise ValueError("it is empty; give it a title")
    return line


def _check_words(text: str, info: ValidationInfo) -> str:
    return plain_words(text, _font(info))


def _check_spoken(text: str) -> str:
    """What is heard and never drawn may have any letters."""
    spoken = " ".join(text.split())
    refuse_invisible(spoken)
    return spoken


def _font(info: ValidationInfo) -> Font | None:
    """What a lesson's words are set in, None for the pinned font."""
    return (info.context or {}).get("font")


def _check_rule(name: str) -> str:
    if name not in RULES:
        raise ValueError(no_such("rule", name, RULES))
    return name


def _check_reason(text: str) -> str:
    line = plain_words(text)
    if not line:
        raise ValueError("it is empty; say why the beat may break the rule")
    return line


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _LessonText(_Strict):
    """The keys at the top of the file; the scenes are checked one by one.

    What a lesson extends, and which scenes it picks, has been seen to by then.
    """

    extends: str | None = None
    scenes: list[str] | None = None
    title: Annotated[str, Field(max_length=120), AfterValidator(_check_title)]
    slug: Annotated[str, AfterValidator(check_slug)]
    language: Annotated[str, AfterValidator(_check_language)] = DEFAULT_LANGUAGE
    theme: str = DEFAULT_THEME
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] = 7
    aspect: Annotated[str, AfterValidator(_check_aspect)] = Aspect.WIDE
    data: DataText = None
    voice: Annotated[str, AfterValidator(_check_voice)] = NOBODY
    sonify: bool = False
    captions: Annotated[str, AfterValidator(_check_captions)] = Captions.TRACK
    scene: Annotated[list[dict[str, Any]], Field(min_length=1)]


class _SceneText(_Strict):
    name: str
    part: Annotated[str, Field(max_length=60), AfterValidator(_check_title)] | None = None
    params: dict[str, Any] = {}
    beat: list[dict[str, Any]] = []


class _WaiverText(_Strict):
    rule: Annotated[str, AfterValidator(_check_rule)]
    reason: Annotated[str, Field(max_length=300), AfterValidator(_check_reason)]


_Words = Annotated[str, Field(max_length=1000), AfterValidator(_check_words)]
_Spoken = Annotated[str, Field(max_length=2000), AfterValidator(_check_spoken)]


class _BeatText(_Strict):
    name: str
    say: Any = ""
    say_as: Any = ""
    loop: bool = False
    waive: list[_WaiverText] = []


class _AuthorsBeat(_BeatText):
    say: _Words = ""
    say_as: _Spoken = ""


class _ChoosingBeat(_BeatText):
    """One of which the runs choose the words."""

    say: dict[str, _Words]
    say_as: dict[str, _Spoken] = {}


_Context = Mapping[str, Any]
"""What validators are told: the font, None for the pinned one, and the language."""
_Sayings = dict[str, tuple[Key, Saying]]
"""What is said, with its key, by beat."""


class _Beats(NamedTuple):
    """What a scene's beats are told to be."""

    sayings: _Sayings
    spoken: _Sayings
    """What is heard, where that is something else."""
    waivers: tuple[Waiver, ...]
    loops: tuple[str, ...]


def _checked_lesson(found: Extended, inputs: Inputs) -> Lesson:
    report = Report(found.source.file, found.source)
    theme, faults = _checked_theme(report, inputs)
    context: _Context = {"font": theme.font}
    head = report.validated(_LessonText, (), context)
    context = {**context, "language": head.language if head else DEFAULT_LANGUAGE}
    if head is not None and head.data is not None:
        _spread_data(report, head.data.params, context, inputs)
    scenes = _checked_scenes(report, head.seed if head else 0, context, inputs)
    if head is not None and theme.font is not None:
        _check_own_words(report, head.language, theme.font)
    if head is None or report.problems or faults:
        own = report.error().problems if head is None or report.problems else ()
        raise LessonError([*faults, *own])
    return Lesson(
        title=head.title,
        slug=head.slug,
        language=head.language,
        theme=theme,
        seed=head.seed,
        scenes=tuple(replace(spec, language=head.language) for spec in scenes),
        path=report.file,
        inputs=inputs,
        translation=found.translation,
        voice=_placed_voice(report, head.voice, inputs),
        sonify=head.sonify,
        captions=Captions(head.captions),
    ).shaped(Aspect(head.aspect))


def _placed_voice(report: Report, voice: str, inputs: Inputs) -> str:
    """A voice, a folder of recordings as called from the lesson's own."""
    if not voice.startswith(RECORDED) or "voice" not in report.source.values:
        return voice
    folder = inputs.called_from(report.source.place(("voice",)).file.parent)
    return f"{RECORDED}{(PurePosixPath(folder) / voice.removeprefix(RECORDED)).as_posix()}"


def _check_own_words(report: Report, language: str, font: Font) -> None:
    """See that a theme's font has the letters of what the software itself says in a language."""
    for text in wording(language).texts():
        try:
            plain_line(re.sub(r"\$[^$]*\$", "", text), font)
        except ValueError as error:
            report.add(("theme",), f'for "{text}", which a scene may say, {error}')
            return


def _checked_theme(report: Report, inputs: Inputs) -> tuple[Theme, tuple[str, ...]]:
    """The theme that the file names, or the usual one, and what is wrong with a theme's own file.

    It comes first, because its font decides which characters the words may have.
    """
    name = report.source.values.get("theme", DEFAULT_THEME)
    try:
        if isinstance(name, str):
            return named_theme(name, report.source.place(("theme",)).file.parent, inputs), ()
    except LessonError as error:
        return THEMES[DEFAULT_THEME], error.problems
    except ValueError as error:
        report.add(("theme",), str(error))
    return THEMES[DEFAULT_THEME], ()


def _checked_scenes(
    report: Report, seed: int, context: _Context, inputs: Inputs
) -> list[SceneSpec]:
    raw = report.source.values.get("scene")
    scenes: list[SceneSpec] = []
    seen: set[str] = set()
    for index in range(len(raw) if isinstance(raw, list) else 0):
        key: Key = ("scene", index)
        text = report.validated(_SceneText, key, context)
        if text is None:
            continue
        if text.name not in PLANS:
            report.add((*key, "name"), no_such("scene", text.name, PLANS))
        elif text.name in seen:
            report.add((*key, "name"), f"scene {shown(text.name)} is already in the lesson")
        elif spec := _checked_scene(report, key, text.name, seed, context, inputs):
            scenes.append(replace(spec, begins=text.part or ""))
        seen.add(text.name)
    _check_length(report, scenes)
    return scenes


def _checked_scene(
    report: Report, key: Key, name: str, seed: int, context: _Context, inputs: Inputs
) -> SceneSpec | None:
    plan = PLANS[name]
    before = len(report.problems)
    told = _checked_beats(report, key, plan, context)
    params = _checked_params(report, (*key, "params"), plan, context, inputs)
    if params is None or len(report.problems) > before:
        return None
    try:
        computed = plan.computed(params, seed, inputs)  # which takes far less than drawing
        language, font = context["language"], context["font"]
        beats = _checked_words(
            report, told.sayings, computed, language, lambda text: plain_words(text, font)
        )
        otherwise = _chosen(told.spoken, computed)
        say_as = _checked_words(report, otherwise, computed, language, _check_spoken)
        spec = SceneSpec(
            name, params, beats, told.waivers, params.remarks(inputs), _outcomes(computed),
            loops=told.loops, say_as=say_as,
        )  # fmt: skip
        computed.timed(spec.score(CHECKING_FPS))
    except GDError as error:
        blamed = error.key if isinstance(error, KeyedError) else _blamed(params, str(error))
        report.add((*key, "params", *blamed), str(error))
        return None
    return spec


def _checked_words(
    report: Report,
    sayings: _Sayings,
    plan: ScenePlan[Any],
    language: str,
    plain: Callable[[str], str],
) -> tuple[tuple[str, str], ...]:
    """The words of each beat; where there are several sentences, that of what the runs do."""
    outcomes, values = plan.outcomes, plan.values
    words = []
    for name, (key, saying) in sayings.items():
        wrong = [*wrong_braces(saying, values)] if isinstance(saying, Mapping) else []
        for outcome, why in wrong:
            report.add((*key, outcome), why)
        if wrong:
            continue
        try:
            words.append((name, plain(said(saying, outcomes.get(name), values, language))))
        except ValueError as error:
            report.add(key, str(error))
    return tuple(words)


def _chosen(spoken: _Sayings, plan: ScenePlan[Any]) -> _Sayings:
    """What is said otherwise than it is written, of the outcomes that the runs have."""
    of = {name: plan.outcomes.get(name, ALWAYS) for name in spoken}
    return {
        name: (key, saying)
        for name, (key, saying) in spoken.items()
        if isinstance(saying, str) or of[name] in saying
    }


def _outcomes(plan: ScenePlan[Any]) -> tuple[Outcome, ...]:
    """What the runs do, as it is told whoever makes the lesson."""
    claims = {beat.name: beat.outcomes for beat in plan.in_order()}
    return tuple(
        Outcome(beat, name, filled(claims[beat][name].means, plan.values))
        for beat, name in plan.outcomes.items()
    )


def _checked_beats(
    report: Report, scene: Key, plan: type[ScenePlan[Any]], context: _Context
) -> _Beats:
    """The beats with words, which must be some of the scene's own, in its order."""
    declared = {beat.name: beat for beat in plan.in_order()}
    names = [*declared]
    beats: _Sayings = {}
    spoken: _Sayings = {}
    waivers: list[Waiver] = []
    loops: list[str] = []
    furthest: dict[Path, int] = {}
    """In the order of each file's own, for one that extends another may have beats in between."""
    for key in _in_the_order_of_lines(report, (*scene, "beat")):
        is_choice = isinstance(value_at(report.source.values, (*key, "say")), Mapping)
        model: type[_BeatText] = _ChoosingBeat if is_choice else _AuthorsBeat
        text = report.validated(model, key, context)
        if text is None:
            continue
        if text.name not in names:
            report.add((*key, "name"), no_such("beat", text.name, names))
        elif text.name in beats:
            report.add((*key, "name"), f"beat {shown(text.name)} is already in the scene")
        elif names.index(text.name) < furthest.get(file := report.source.place(key).file, 0):
            order = ", ".join(names)
            report.add((*key, "name"), f"it is out of order; the scene plays: {order}")
        else:
            furthest[file] = names.index(text.name)
            for wrong, why in wrong_names(text.say, declared[text.name]):
                report.add((*key, "say", *wrong), why)
            for wrong, why in wrong_names(text.say_as, declared[text.name], every=False):
                report.add((*key, "say_as", *wrong), why)
            if text.say_as:
                spoken[text.name] = ((*key, "say_as"), text.say_as)
        beats.setdefault(text.name, ((*key, "say"), text.say))
        waivers += [Waiver(text.name, each.rule, each.reason) for each in text.waive]
        loops += [text.name] * text.loop
    sayings = {name: beats[name] for name in names if name in beats}
    return _Beats(sayings, spoken, tuple(waivers), tuple(loops))


def _in_the_order_of_lines(report: Report, of: Key) -> list[Key]:
    """The keys of the tables of a list, file by file as each of them has them."""
    every = range(len(value_at(report.source.values, of) or ()))
    return sorted(((*of, index) for index in every), key=report.source.place)


def _checked_params(
    report: Report, key: Key, plan: type[ScenePlan[Any]], context: _Context, inputs: Inputs
) -> SceneParams | None:
    """A scene's parameters, by the scene's own model; what is left out has its default.

    What the scene will draw of them must be in the font, as the lesson's words are.
    """
    values = value_at(report.source.values, key)
    if values is None:
        report.source.values["scene"][key[1]]["params"] = values = {}
    for name, value in values.items():
        try:
            refuse_invisible(str(value))
        except ValueError as error:
            report.add((*key, name), str(error))
            return None
    params = report.validated(plan.params, key)
    return params and _placed(report, params, key, (*key, plan.params.file_key), context, inputs)


def _placed(report: Report, params: P, key: Key, data: Key, context: _Context, inputs: Inputs) -> P:
    """Parameters at a key, their files, named at ``data``, as called from the lesson's folder."""
    if params.files():
        params = params.beside(inputs.called_from(report.source.place(data).file.parent))
    for name, text in params.drawn().items():
        try:
            plain_line(text, context["font"])
        except ValueError as error:
            report.add((*key, name), f"it names an axis, and {error} in the file's header, too")
    return params


def _spread_data(report: Report, params: DataParams, context: _Context, inputs: Inputs) -> None:
    """Give the lesson's data to its scenes about data; those that cannot be used are told once."""
    before = len(report.problems)
    shared = report.source.values["data"]
    for name, value in shared_values(report.source).items():
        try:
            refuse_invisible(str(value))
        except ValueError as error:
            report.add((*DATA, name), str(error))
            return
    params = _placed(report, params, DATA, (*DATA, "file"), context, inputs)
    try:
        params.dataset(inputs, MOST_SAMPLES).scaled()
    except GDError as error:
        blamed = _blamed(params, str(error))
        part = ("file",) if blamed == ("data",) else blamed
        report.add((*DATA, *part) if value_at(shared, part) else DATA, str(error))
    if len(report.problems) == before:
        report.source = spread(report.source)


def _blamed(params: BaseModel, message: str) -> Key:
    """The parameter that an error of gdcore is about: the one whose value or name it quotes."""
    values = {name: getattr(params, name) for name in type(params).model_fields}
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    # A CSV is named in what is said about its columns too, so the columns come first.
    for name in sorted(texts, key=lambda name: name == "data"):
        if ascii(texts[name]) in message or (name == "data" and texts[name] in message):
            return (name,)
    return next(((name,) for name in values if re.search(rf"\b{name}\b", message)), ())


def _check_length(report: Report, scenes: Sequence[SceneSpec]) -> None:
    seconds = sum(spec.score(60).seconds for spec in scenes)
    if seconds > MOST_SECONDS:
        lasts = (
            f"the lesson lasts {seconds / 60:.1f} minutes, and {MOST_SECONDS // 60} are the most"
        )
        report.add((), f"{lasts}; take out words or scenes, or give scenes fewer seconds")
