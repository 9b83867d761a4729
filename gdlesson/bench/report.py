"""What was measured, as a table to read and as a file to keep."""

from __future__ import annotations

import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from gdlesson import __version__
from gdlesson.bench.machine import machine
from gdlesson.bench.timing import Measured, Spread
from gdlesson.whole import whole

VERDICTS = {True: "met", False: "missed", None: "not known"}


def write(rows: list[Measured], path: Path) -> None:
    """Write rows and machine as JSON, whole or not at all.

    Raises:
        InputError: the name belongs to something that is no regular file.
        OSError: the file cannot be written.
    """
    found = {"gdlesson": __version__, "machine": machine(), "rows": [row.plain() for row in rows]}
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole(path, remember=True) as part:
        part.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def show(rows: list[Measured], console: Console, ours: str, about: str) -> None:
    """Print the rows as a table, then what a reader must know to judge them.

    Args:
        rows: what was measured.
        console: where to.
        ours: what our side is called.
        about: how much of the machine was used, with which packages.
    """
    table = Table("", "median", "least", "most", "unit", box=None, padding=(0, 3, 0, 0))
    for row in rows:
        table.add_row(f"[bold]{row.what}[/bold]")
        table.add_row(f"  {ours}", *_cells(row.ours), row.unit)
        if row.theirs and row.ratio:
            table.add_row(f"  {row.other}", *_cells(row.theirs), row.unit)
            table.add_row("  ratio", *_cells(row.ratio), "times")
        table.add_row(f"  {VERDICTS[row.met]}: {row.target}", end_section=True)
    console.print(table)
    for note in dict.fromkeys(row.note for row in rows if row.note):
        console.print(f"{note[0].upper()}{note[1:]}.", highlight=False)
    found = machine()
    console.print(
        f"{found['processor']}, {found['cores']} cores{about}; Python {found['python']}.",
        highlight=False,
    )


def _cells(spread: Spread) -> list[str]:
    return [f"{value:.3g}" for value in (spread.median, spread.minimum, spread.maximum)]
