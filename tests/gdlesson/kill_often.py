"""Renders killed with SIGKILL at random times, and what becomes of them.

``./run python -m tests.gdlesson.kill_often [KILLS]`` does it 200 times, or as often as it is told.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

from gdlesson.render.program import sha256

ROOT = Path(__file__).parents[2]
BETWEEN = 5
"""Kills before a render is let through."""


def digests(folder: Path) -> dict[str, str]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): sha256(path) for path in paths}


def kill_often(folder: Path, kills: int, seed: int) -> None:
    """Kill renders after random times, and hold what comes out against an undisturbed one."""
    program = [sys.executable, "-m", "tests.gdlesson.fake_lesson"]
    calm, rough = folder / "calm", folder / "rough"
    for place in (calm, rough):
        place.mkdir()
    subprocess.run([*program, str(calm / "out")], cwd=ROOT, check=True, capture_output=True)
    expected = digests(calm / "out")
    generator = np.random.default_rng(seed)
    begun = time.monotonic()
    subprocess.run([*program, str(calm / "b/out")], cwd=ROOT, check=False, capture_output=True)
    longest = time.monotonic() - begun
    for number in range(kills):
        process = subprocess.Popen(
            [*program, str(rough / "out")],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        time.sleep(generator.uniform(0.2, longest))
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if number % BETWEEN == BETWEEN - 1:
            subprocess.run(
                [*program, str(rough / "out")], cwd=ROOT, check=True, capture_output=True
            )
            assert digests(rough / "out") == expected
            shutil.rmtree(rough)
            rough.mkdir()


def main() -> None:
    """Kill as often as the command line says."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        kill_often(Path(folder), kills, seed=int(time.time()))
    sys.stdout.write(f"{kills} kills, and every render that was let through ended the same\n")


if __name__ == "__main__":
    main()
