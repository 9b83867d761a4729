"""Manim as lessons need it: with its own defaults, whatever settings for it there are.

A lesson looks the same in every folder and for every user.  So no ``manim.cfg`` is opened, which
may ask for another renderer, or be a pipe that nobody writes to.
"""

from configparser import ConfigParser
from unittest.mock import patch

# While it is imported, Manim reads its defaults by read_file(), and by read() what users have set.
with patch.object(ConfigParser, "read", lambda *_, **__: []):
    import manim

__all__ = ["manim"]
