"""What is installed, what is missing, and the command that mends it."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gdlesson.errors import sentence

LEAST_PYTHON = (3, 11)
NEEDED = (
    "av",
    "font-source-sans-pro",
    "manim",
    "moderngl",
    "numpy",
    "pillow",
    "platformdirs",
    "pydantic",
    "rich",
    "srt",
    "typer",
    "typst",
)
INSTALL = "./run doctor   (sets up the environment), or: pip install -r requirements.lock"
GRAPHICS = "apt-get install libegl1 libgl1-mesa-dri libgl1"


@dataclass(frozen=True)
class Diagnosis:
    """One thing looked at: what was found and, where something is wrong, the command for it."""

    what: str
    found: str
    mend: str = ""

    @property
    def well(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.mend


def examine(folder: Path) -> Iterator[Diagnosis]:
    """Look at all that a render needs; ``folder`` is where it would write."""
    yield _python()
    yield _packages()
    yield _try("font", _font, INSTALL)
    yield _voice()
    yield _try("themes", _themes, INSTALL)
    yield _try("formulas (Typst)", _typst, INSTALL)
    yield _try("off-screen OpenGL (EGL)", _graphics, GRAPHICS)
    yield _try("video encoder (libx264)", _encoder, INSTALL)
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    yield _try("writing here", lambda: _writable(nearest), f"chmod u+w {nearest}")
    yield _try("temporary files", lambda: _writable(Path(tempfile.gettempdir())), "df -h /tmp")


def _python() -> Diagnosis:
    found = ".".join(map(str, sys.version_info[:3]))
    mend = "install Python 3.11 or newer, then ./run doctor"
    return Diagnosis("Python", found, "" if sys.version_info >= LEAST_PYTHON else mend)


def _packages() -> Diagnosis:
    missing, found = [], []
    for package in NEEDED:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            missing.append(package)
    if missing:
        return Diagnosis("packages", f"{', '.join(missing)} not installed", INSTALL)
    return Diagnosis("packages", ", ".join(found))


def _voice() -> Diagnosis:
    from gdlesson.narration.voices.espeak import INSTALL as INSTALL_VOICE
    from gdlesson.narration.voices.espeak import is_installed, version

    if not is_installed():
        return Diagnosis("voice (eSpeak NG)", "not installed", INSTALL_VOICE)
    return Diagnosis("voice (eSpeak NG)", version())


def _try(what: str, look: Callable[[], str], mend: str) -> Diagnosis:
    try:
        return Diagnosis(what, look())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        return Diagnosis(what, sentence(error), mend)


def _font() -> str:
    from scenes.themes.characters import font_file, glyphs

    return f"{font_file().name}, {len(glyphs(font_file().read_bytes()))} characters"


def _themes() -> str:
    from scenes.theme import names

    if not names():
        raise FileNotFoundError("the folder scenes/themes has no theme")
    return ", ".join(names())


def _typst() -> str:
    import typst

    svg = typst.compile(b"$ theta $", format="svg")
    return f"typst {version('typst')}, a formula of {len(svg or b'')} bytes"


def _graphics() -> str:
    from scenes.components.surface.off_screen import off_screen

    context = off_screen()
    try:
        info = context.info
        return f"{info['GL_RENDERER']}, OpenGL {context.version_code / 100:.1f}"
    finally:
        context.release()


def _encoder() -> str:
    import av

    if "libx264" not in av.codecs_available:
        raise RuntimeError("PyAV was built without libx264")
    return f"av {version('av')}"


def _writable(folder: Path) -> str:
    with tempfile.TemporaryFile(dir=folder) as file:
        file.write(b"x")
        file.flush()
        os.fsync(file.fileno())
    return str(folder)
