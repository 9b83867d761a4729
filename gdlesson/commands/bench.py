"""The commands ``bench gdcore`` and ``bench render``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlesson.one_thread import sum_in_one_thread
from gdlesson.render.picture import Quality

BENCH_FOLDER = Path("renders") / "bench"


def bench_gdcore(
    *,
    pairs: Annotated[
        int, typer.Option(min=1, max=1000, help="How many times each side is measured.")
    ] = 7,
    torch_steps: Annotated[
        int,
        typer.Option(
            min=10, help="Steps of the PyTorch loop; its time is scaled up to the whole work."
        ),
    ] = 5000,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the numbers go, as JSON; by default renders/bench/gdcore.json.",
        ),
    ] = None,
) -> None:
    """Measure gdcore, alternating with PyTorch where it is installed.

    Ensembles, single paths, frame tables, and how long its import takes.
    """
    from gdlesson.whole import check_target, own_name

    path = out if out is not None else own_name(BENCH_FOLDER / "gdcore.json")
    check_target(path)
    sum_in_one_thread()  # so both sides of the comparison have one core
    from rich.console import Console

    from gdlesson.bench import descents, report
    from gdlesson.bench.machine import installed

    rows = descents.rows(pairs, torch_steps)
    report.write(rows, path)
    packages = f"NumPy {installed('numpy')}, PyTorch {installed('torch')}"
    report.show(rows, Console(), "gdcore", f" of which one was used; {packages}")
    typer.echo(path)


def bench_render(
    *,
    pairs: Annotated[
        int, typer.Option(min=1, max=100, help="How many times each side is measured.")
    ] = 5,
    quality: Annotated[Quality, typer.Option(help="Size and rate.")] = Quality.HIGH,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the numbers go, as JSON; by default renders/bench/render.json.",
        ),
    ] = None,
) -> None:
    """Measure rendering, alternating with plain Manim.

    A scene, and the built-in lesson.
    """
    from rich.console import Console

    from gdlesson.bench import renders, report
    from gdlesson.bench.machine import installed
    from gdlesson.whole import check_target, own_name

    path = out if out is not None else own_name(BENCH_FOLDER / "render.json")
    check_target(path)
    rows = renders.rows(pairs, quality)
    report.write(rows, path)
    report.show(rows, Console(), "gdlesson", f"; Manim {installed('manim')}")
    typer.echo(path)
