"""The lesson files that come with the program."""

from __future__ import annotations

from pathlib import Path

BUILT_IN = Path(__file__).parent / "gradient_descent.toml"
"""The lesson that is taken where none is named."""
BUILT_INS = {
    path.stem.replace("_", "-"): path
    for path in sorted(BUILT_IN.parent.glob("*.toml"), key=lambda path: path.stem)
}
"""All of them, by the names that other lessons call them; a translation is NAME.LANGUAGE."""
