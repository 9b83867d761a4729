"""The command ``gdlesson``.

Nothing heavy is imported up here, so that ``gdlesson --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Annotated, NoReturn

import typer

from gdlesson import __version__
from gdlesson.commands import bench, checking, pictures, publish, rendering, slides, upkeep, voicing
from gdlesson.commands.telling import debug
from gdlesson.ending import be_deaf, listen
from gdlesson.errors import FAILED, INTERRUPTED, WRONG_INPUT, CommandError, sentence
from gdlesson.one_thread import sum_in_one_thread
from gdlesson.streams import mend_streams, output_is_lost

app = typer.Typer(
    name="gdlesson",
    help="Render videos about gradient descent in which nothing on screen is faked.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

COMMANDS: dict[str, Callable[..., None]] = {
    "render": rendering.render,
    "render-scene": rendering.render_scene,
    "watch": rendering.watch,
    "still": pictures.still,
    "stills": pictures.stills,
    "poster": pictures.poster,
    "slides": slides.slides,
    "clips": slides.clips,
    "publish": publish.publish,
    "script": voicing.script,
    "list": upkeep.list_,
    "check": checking.check,
    "cache": upkeep.cache,
    "new": upkeep.new,
    "doctor": upkeep.doctor,
}
for _name, _command in COMMANDS.items():
    app.command(_name)(_command)

bench_app = typer.Typer(help="Measure how fast things are on this machine.", no_args_is_help=True)
bench_app.command("gdcore")(bench.bench_gdcore)
bench_app.command("render")(bench.bench_render)
app.add_typer(bench_app, name="bench")

voices_app = typer.Typer(help="List the voices, or install one.", no_args_is_help=True)
voices_app.command("list")(voicing.list_voices)
voices_app.command("install")(voicing.install)
app.add_typer(voices_app, name="voices")


def _show_version(wanted: bool) -> None:  # noqa: FBT001 - typer calls it with the option's value
    if wanted:
        typer.echo(f"gdlesson {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    debug: Annotated[bool, typer.Option("--debug", help="Show tracebacks.")] = False,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version."),
    ] = False,
) -> None:
    """Hold the options that every command has; they have been read when it is called."""
    del debug, version


def main() -> NoReturn:
    """Run the command line; a user sees sentences, and tracebacks only with ``--debug``."""
    listen()
    mend_streams()
    sum_in_one_thread()
    os.environ.setdefault("PATH", os.defpath)  # which a library that Manim imports takes for given
    # --debug may stand anywhere: who adds it, adds it at the end of the line.
    code = run([argument for argument in sys.argv[1:] if argument != "--debug"])
    if output_is_lost():
        code = code or FAILED
    be_deaf()
    sys.exit(code)


def run(arguments: list[str]) -> int:
    """The exit code of a command line."""
    try:
        code = app(args=arguments, prog_name="gdlesson", standalone_mode=False)
        sys.stdout.flush()
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        return FAILED  # who reads our output, as in `gdlesson list | head`, has enough
    except Exception as error:  # noqa: BLE001 - the last resort: a sentence, not a traceback
        debug(traceback.format_exc())
        text, code = _told(error)
        typer.echo(text, err=True)
        return code
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> tuple[str, int]:
    """The sentence for an error, and its exit code."""
    if isinstance(error, CommandError):
        return str(error), error.exit_code
    if hasattr(error, "format_message"):  # typer's own: an option or a command there is not
        text = error.format_message().removesuffix(".").replace("Value error, ", "")
        return f"{text}; see gdlesson --help.", WRONG_INPUT
    if isinstance(error, OSError) and error.filename is None and output_is_lost():
        return f"Standard output cannot be written to: {sentence(error)}.", FAILED
    hint = "" if isinstance(error, OSError) else " (add --debug for the traceback)"
    return f"{sentence(error)}{hint}.", FAILED
