"""Making clips into their folder, unless they are there already."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from gdlesson.deliver.clips.clear import Pixels, straight
from gdlesson.deliver.clips.coded import save_clear, save_gif
from gdlesson.deliver.excerpts import Excerpt, copied
from gdlesson.deliver.made import MadeFolder, NewFile
from gdlesson.deliver.manifest import Manifest
from gdlesson.deliver.stills import staged
from gdlesson.deliver.to import As
from gdlesson.names import clip as clip_name
from gdlesson.render.keys import Keys
from gdlesson.render.picture import Picture
from gdlesson.render.program import code
from gdlesson.render.stage import Stage, StageMaker, manim_stage
from scenes.lesson.file import Lesson

Step = Callable[[str], None]


@dataclass(frozen=True)
class Clip:
    """Some frames of a scene: those of a beat, or all."""

    scene: str
    beat: str | None
    start: int
    stop: int

    def name(self, kind: As) -> str:
        """What its file is called."""
        return f"{self.scene}{f'--{self.beat}' if self.beat else ''}.{kind.value}"


def clips_of(
    lesson: Lesson, beats: Mapping[str, Sequence[str] | None], picture: Picture
) -> list[Clip]:
    """The clips of these beats of scenes, or where there is None, of the scene as a whole."""
    found = []
    for scene, names in beats.items():
        score = lesson.scene(scene).score(picture.fps)
        if names is None:
            found.append(Clip(scene, None, 0, score.frames))
        for name in names or ():
            beat = score.named(name)
            found.append(Clip(scene, name, beat.start, beat.stop))
    return found


class Clips:
    """Makes clips one by one, and gives each its name when it is whole.

    Args:
        folder: where they go.
        lesson: whose scenes they are of.
        step: is called for each picture that is drawn, and for each clip that is cut.
    """

    def __init__(self, folder: MadeFolder, lesson: Lesson, step: Step) -> None:
        self._folder, self._lesson, self._step = folder, lesson, step

    def cut(self, clip: Clip, kind: As, film: Manifest, source: Path) -> str:
        """Cut a clip from a film that is there: MP4, with the film's own frames, or GIF.

        Returns:
            Its name.

        Raises:
            InputError: a file is in the way.
            RenderError: the film is not as it should be.
        """
        record = film.scene(clip.scene)
        made_from = self._digest(clip, record.made_from if record else "")
        excerpt = Excerpt(source / clip_name(clip.scene), clip.start, clip.stop, film.fps)
        self._step(clip.name(kind))
        return self._made(clip, kind, made_from, partial(_cut, excerpt, kind))

    def draw(
        self,
        clips: Sequence[Clip],
        kinds: Sequence[As],
        picture: Picture,
        *,
        bare: bool,
        make_stage: StageMaker = manim_stage,
    ) -> list[str]:
        """Draw clips of one scene on nothing: WEBM, WEBP and MOV, with an alpha channel.

        Args:
            clips: of the scene.
            kinds: what each is wanted as.
            picture: their size and rate.
            bare: whether they go without title, logo and captions.
            make_stage: what sets the scene up.

        Returns:
            Their names.

        Raises:
            InputError: a file is in the way.
        """
        scene, made = clips[0].scene, list[str]()
        keys = Keys(self._lesson, picture)
        key = keys.scene(self._lesson.scene(scene), self._lesson.scene(scene).score(picture.fps))
        made_from = {clip: self._digest(clip, key, bare, *self._words(clip)) for clip in clips}
        wanted = [(clip, kind) for clip in clips for kind in kinds]
        if all(self._is_there(clip, kind, made_from[clip]) for clip, kind in wanted):
            return [clip.name(kind) for clip, kind in wanted]
        with staged(self._lesson, scene, picture, _clear(make_stage, bare=bare)) as stage:
            for clip, kind in wanted:
                pictures = self._pictures(stage, clip)
                save = partial(save_clear, kind=kind, picture=picture, drawn=pictures)
                made.append(self._made(clip, kind, made_from[clip], save))
        return made

    def _pictures(self, stage: Stage, clip: Clip) -> Iterator[Pixels]:
        for frame in range(clip.start, clip.stop):
            yield straight(stage.picture(frame))
            self._step(f"{clip.scene}: frame {frame - clip.start + 1}")

    def _made(self, clip: Clip, kind: As, made_from: str, save: Callable[[Path], object]) -> str:
        name = clip.name(kind)
        if not self._is_there(clip, kind, made_from):
            self._folder.refuse_foreign([name])
            path = self._folder.scratch(name)
            save(path)
            file = NewFile(scratch=path, scene=clip.scene, beat=clip.beat)
            self._folder.put("clips", made_from, {name: file}, name)
        return name

    def _is_there(self, clip: Clip, kind: As, made_from: str) -> bool:
        return self._folder.has("clips", made_from, clip.name(kind))

    def _words(self, clip: Clip) -> list[object]:
        """The words that a clip may show."""
        return [self._lesson.language, *self._lesson.scene(clip.scene).beats]

    def _digest(self, clip: Clip, *others: object) -> str:
        told = repr((clip, others, code(("gdlesson", "scenes"))))
        return sha256(told.encode()).hexdigest()


def _cut(excerpt: Excerpt, kind: As, path: Path) -> None:
    if kind is As.GIF:
        save_gif(path, excerpt)
    else:
        copied(excerpt, path)


def _clear(make_stage: StageMaker, *, bare: bool) -> StageMaker:
    """Sets scenes up as before, but with nothing behind them."""

    def made(lesson: Lesson, scene: str, picture: Picture, media: Path) -> Stage:
        stage = make_stage(lesson, scene, picture, media)
        stage.is_clear, stage.is_bare = True, bare
        return stage

    return made
