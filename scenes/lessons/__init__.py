"""The lesson files that come with the program."""

from __future__ import annotations

from pathlib import Path

BUILT_IN = Path(__file__).parent / "gradient_descent.toml"
"""The lesson that is taken where none is named."""
