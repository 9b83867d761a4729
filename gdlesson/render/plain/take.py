"""Running a user's scene in a process of its own: what configures Manim for it."""

from __future__ import annotations

import configparser
import logging
import os
import shutil
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from gdlesson.ending import SIGNALS
from gdlesson.errors import sentence
from gdlesson.render.picture import Picture
from gdlesson.render.plain.messages import Ended, Job, Raised, Unusable
from gdlesson.render.plain.reel import Reel
from gdlesson.render.plain.state import digest
from gdlesson.render.plain.texts import share_files
from scenes.frame_rate import exact_rate

if TYPE_CHECKING:
    from manim import Scene

    from gdlesson.render.plain.listening import ListeningManager

MOST_TEXT = 3000
"""Characters of a traceback that are told: a message must fit into a pipe at once."""
NO_LATEX = "LaTeX is not installed, which Tex and MathTex need; Typst and MathTypst do without"
OPENGL = "asks for Manim's OpenGL renderer, and only scenes for the Cairo renderer can be drawn"


@dataclass(frozen=True)
class _UnusableError(Exception):
    """The file or the scene cannot be rendered; ``why`` is a sentence."""

    why: str


def conduct(job: Job, pipe: Connection) -> None:
    """Run a scene, and tell through the pipe how it goes; never returns in a fork."""
    os.setpgid(0, 0)  # Ctrl-C is for who started this; and forks end with it, as one group
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)  # what a scene starts can be ended
    try:
        module = _load(job)
        cls = _scene_class(job, module)
        picture = _picture(job)
    except _UnusableError as error:
        pipe.send(Unusable(error.why))
        return
    except BaseException as error:  # noqa: BLE001 - whatever a file raises is told to the user
        why = f"{job.file} cannot be imported: {_what(error)}{_where(error, job)}."
        pipe.send(Unusable(why, _traceback()))
        return
    reel = Reel(job, picture, pipe, lambda: _digest(module))
    try:
        manager = _run(cls, reel)
    except BaseException as error:  # noqa: BLE001 - the same
        why = f"{_what(error)}{_where(error, job)}{_hint(error)}"
        reel.tell(Raised(cls.__name__, reel.play, reel.frame, why, _traceback()))
        reel.leave()
    _keep_sound_and_captions(manager.scene, job)
    reel.tell(Ended(cls.__name__, reel.frame, picture, tuple(manager.notes())))


def _load(job: Job) -> ModuleType:
    """Import the user's file with Manim's settings as ``manim FILE`` would have them.

    As with Manim's command, settings files are weakest, then come options, then the file's own.
    """
    manim = _manim()
    from manim.scene.scene import tqdm
    from manim.utils.module_ops import get_module

    if not job.verbose:
        logging.getLogger("manim").setLevel(logging.CRITICAL)
    # Progress bars are off, and yet they would start a thread, and leave a lock behind.
    tqdm.monitor_interval = 0
    tqdm.set_lock(threading.RLock())
    share_files(job.lock)
    manim.config.update(
        {
            "input_file": str(job.file.absolute()),
            "dry_run": True,
            "disable_caching": True,
            "preview": False,
            "show_in_file_browser": False,
            "progress_bar": "none",
        }
    )
    if job.picture is not None:
        manim.config.frame_size = job.picture.width, job.picture.height
    if job.asked_rate is not None:
        manim.config.frame_rate = job.asked_rate.manim
    return get_module(job.file)


def _manim() -> ModuleType:
    """Manim, which reads the user's settings files when it is imported."""
    for path in _settings_files():
        if path.exists() and not path.is_file():  # a pipe would be waited for
            raise _UnusableError(f"Manim's settings {path} are no regular file; remove it.")
    try:
        import manim
    except (ValueError, KeyError, configparser.Error) as error:
        files = [str(path) for path in _settings_files() if path.exists()]
        if not files:
            raise
        what = f"Manim cannot use its settings in {' or '.join(files)}"
        raise _UnusableError(f"{what}: {_what(error)}.") from error
    return manim


def _settings_files() -> list[Path]:
    """Where a user's settings for Manim are: in the current folder, and for all folders."""
    return [Path("manim.cfg"), Path.home() / ".config" / "manim" / "manim.cfg"]


def _scene_class(job: Job, module: ModuleType) -> type[Scene]:
    from manim.utils.module_ops import get_scene_classes_from_module

    classes = {cls.__name__: cls for cls in get_scene_classes_from_module(module)}
    there = f"it has {', '.join(classes)}" if classes else "it has none"
    if job.scene is None and len(classes) == 1:
        return next(iter(classes.values()))
    if job.scene is None and classes:
        raise _UnusableError(f"{job.file} has several scenes; choose one of: {', '.join(classes)}.")
    if job.scene not in classes:
        what = f'no scene "{job.scene}"' if job.scene else "no scene"
        raise _UnusableError(f"{job.file} has {what}; {there}.")
    return classes[job.scene]


def _picture(job: Job) -> Picture:
    """The size and rate that hold after the user's file has had its say."""
    from manim import RendererType, config

    if config.renderer == RendererType.OPENGL:
        raise _UnusableError(f"The scene {OPENGL}.")
    if config.transparent:
        raise _UnusableError(
            "The background is transparent (background_opacity), which an MP4 file cannot be."
        )
    width, height, fps = config.pixel_width, config.pixel_height, config.frame_rate
    if width % 2 or height % 2 or not width or not height:
        raise _UnusableError(
            "A video is an even number of pixels wide and high; "
            f"the scene asks for {width}x{height}."
        )
    if job.asked_rate is not None and fps == job.asked_rate.manim:
        return Picture(width, height, job.asked_rate.exact)
    try:
        return Picture(width, height, exact_rate(fps))
    except (TypeError, ValueError):
        why = f"The scene asks for {fps!r} frames a second (frame_rate)"
        raise _UnusableError(f"{why}; it must be a positive number, such as 30.") from None


def _run(cls: type[Scene], reel: Reel) -> ListeningManager:
    """Run a scene as Manim's command does, with renderers that feed the reel."""
    import manim.scene.scene
    from manim import tempconfig

    from gdlesson.render.plain.listening import ListeningManager
    from gdlesson.render.plain.renderer import ReelRenderer

    class Renderer(ReelRenderer):
        pass

    Renderer.reel = reel
    # Not handed over as an argument: scenes with an __init__ of their own may not take one.
    manim.scene.scene.CairoRenderer = Renderer
    with tempconfig({}):
        scene = cls()
        manager = ListeningManager(scene, reel)
        scene.render()
    return manager


def _digest(module: ModuleType) -> str:
    """What the running scene can reach: its functions' variables, its file's, all they refer to."""
    from manim import Camera, Mobject
    from manim.scene.scene import tqdm

    attributes = dict.fromkeys(_DRAWN, Camera) | {"original_id": Mobject}  # an address
    return digest(_roots(module), (Reel, Connection, tqdm), attributes)


_DRAWN = ("display_funcs", "pixel_array", "pixel_array_to_cairo_context")
"""What drawing leaves in a camera."""


def _roots(module: ModuleType) -> Iterator[Any]:
    import random

    import numpy as np

    yield random.getstate()
    yield np.random.get_state()  # noqa: NPY002 - what Manim seeds
    for space in (module, *(value for value in vars(module).values() if _is_from(value, module))):
        yield {name: value for name, value in vars(space).items() if not name.startswith("__")}
    frame = sys._getframe()  # noqa: SLF001 - there is no other way to a caller's variables
    while frame.f_code is not conduct.__code__:
        if frame.f_globals.get("__package__") != __package__:
            yield dict(frame.f_locals)
        assert frame.f_back
        frame = frame.f_back


def _is_from(value: object, module: ModuleType) -> bool:
    return isinstance(value, type) and value.__module__ == module.__name__


def _keep_sound_and_captions(scene: Scene, job: Job) -> None:
    import srt
    from manim.scene.scene_file_writer import AudioSegment

    writer = scene.renderer.file_writer
    if writer.includes_sound:
        writer.add_audio_segment(AudioSegment.silent(0))
        writer.audio_segment.export(job.sound, format="wav")
    if writer.subcaptions:
        job.captions.write_text(srt.compose(writer.subcaptions), encoding="utf-8")


def _what(error: BaseException) -> str:
    if isinstance(error, SystemExit):
        return f"it ended with sys.exit({error.code!r})"
    return sentence(error).removesuffix(".") if isinstance(error, Exception) else repr(error)


def _where(error: BaseException, job: Job) -> str:
    """The last line of the user's file on the way to an error."""
    lines = [
        number
        for frame, number in traceback.walk_tb(error.__traceback__)
        if os.path.abspath(frame.f_code.co_filename) == str(job.file.absolute())  # noqa: PTH100
    ]
    if isinstance(error, SyntaxError) and error.lineno:
        lines.append(error.lineno)
    return f" ({job.file}, line {lines[-1]})" if lines else ""


def _hint(error: BaseException) -> str:
    """What may be behind an error that does not say it itself."""
    steps = traceback.extract_tb(error.__traceback__)
    if any(step.filename.endswith("tex_file_writing.py") for step in steps):
        return "" if shutil.which("latex") else f"; {NO_LATEX}"
    return f"; it {OPENGL}" if steps and "OpenGL" in (steps[-1].line or "") else ""


def _traceback() -> str:
    return traceback.format_exc()[-MOST_TEXT:]
