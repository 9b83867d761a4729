"""Commands that do what none of ours may do, to see that it is noticed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import warnings

import numpy as np


def hang() -> None:
    """Never end, and leave nothing to hope for."""
    time.sleep(600)


def raise_it() -> None:
    """Let an exception out."""
    raise ZeroDivisionError("division by zero")


def warn() -> None:
    """Let a library speak."""
    warnings.warn("it is too late", RuntimeWarning, stacklevel=1)


def eat() -> None:
    """Take more memory than anybody may."""
    np.ones(1200 * 2**20, np.uint8)


def leave_a_process() -> None:
    """End before what was started."""
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])


def leave_a_file() -> None:
    """Forget what was put aside."""
    os.close(tempfile.mkstemp()[0])


def die() -> None:
    """Crash, as a library may."""
    os.abort()


def fail_silently() -> None:
    """Say nothing."""
    sys.exit(2)


def whisper() -> None:
    """Say what no terminal should be told."""
    sys.stderr.write("\x1b[31mred.\n")
    sys.exit(2)


def talk_in_halves() -> None:
    """Say what is no sentence."""
    sys.stderr.write("could not\n")
    sys.exit(2)


def behave() -> None:
    """Refuse, as it should be done."""
    sys.stderr.write("There is no file 'x'; check the path.\n")
    sys.exit(2)
