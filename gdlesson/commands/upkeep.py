"""The commands around the work: ``list``, ``cache``, ``new`` and ``doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gdlesson.commands.telling import count
from gdlesson.errors import RenderError


def list_(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """List scenes, surfaces, optimizers, data, themes, languages."""
    import json

    from rich.console import Console

    from gdlesson.listing import everything, print_everything

    if as_json:
        typer.echo(json.dumps(everything(), indent=2, ensure_ascii=False))
    else:
        print_everything(Console())


def cache(
    *,
    clear: Annotated[bool, typer.Option("--clear", help="Remove all of it.")] = False,
) -> None:
    """Say how much of earlier renders is kept, or remove it."""
    from gdlesson import written
    from gdlesson.render.cache import users_cache, users_sounds

    for kept, what in ((users_cache(), ("stretch", "es")), (users_sounds(), ("sound", "s"))):
        entries = [*kept.entries()]
        size = sum(entry.bytes for entry in entries)
        if clear:
            kept.clear()
            typer.echo(f"removed {count(len(entries), *what)}, {size / 2**20:.0f} MiB")
        else:
            limit = f"{size / 2**20:.0f} of {kept.most_bytes / 2**20:.0f} MiB"
            typer.echo(f"{kept.folder}: {count(len(entries), *what)}, {limit}")
    if clear:
        written.forget_all()


def new(
    name: Annotated[str, typer.Argument(help="Lowercase letters, digits and hyphens.")],
    *,
    from_: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="LESSON",
            help="Extend this lesson, a file or a built-in one; without it, copy the built-in.",
        ),
    ] = None,
    language: Annotated[
        str | None, typer.Option(metavar="CODE", help="The language of the new lesson.")
    ] = None,
) -> None:
    """Write a lesson file NAME.toml to start from."""
    from gdlesson.starting import new_copy, new_extension

    if from_ is None:
        path = new_copy(name, Path(), language)
    else:
        path = new_extension(name, Path(), from_, language)
    typer.echo(f"{path} is yours to change; then: gdlesson render {path}")


def doctor() -> None:
    """Say what is installed, what is missing, and what to do."""
    from gdlesson.doctor import examine

    ill = 0
    for finding in examine(Path("renders").absolute()):
        typer.echo(f"{'ok     ' if finding.well else 'MISSING'}  {finding.what}: {finding.found}")
        if not finding.well:
            ill += 1
            typer.echo(f"         mend it with: {finding.mend}")
    if ill:
        raise RenderError(f"{count(ill, 'thing')} must be mended before a lesson can be rendered.")
