"""Work that is done piece by piece, each in a process of its own, for what a process remembers.

Manim's settings are global, and so is what some voices know of what they have said.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from typing import Any, TypeVar

from gdlesson.errors import RenderError, sentence
from gdlesson.render.stage import quiet
from gdlesson.render.workers import warm_up
from gdlesson.scratch import follow, own_processes

Task = TypeVar("Task")
Result = TypeVar("Result")
_context = get_context("forkserver")


def each_apart(do: Callable[[Task], Result], work: Sequence[Task], jobs: int) -> list[Result]:
    """What comes of each piece of work, in order; so many are in progress at once.

    Raises:
        RenderError: a piece cannot be done; the others are given up.
    """
    waiting = deque(enumerate(work))
    running: dict[Connection, tuple[int, ForkServerProcess]] = {}
    results: dict[int, Result] = {}
    warm_up()
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                place, task = waiting.popleft()
                pipe, process = _start(do, task)
                running[pipe] = place, process
            ready = connection.wait([*running])
            for pipe in [pipe for pipe in running if pipe in ready]:
                place, process = running[pipe]
                results[place] = _received(pipe, process)
                process.join()
                del running[pipe]
    finally:
        for pipe, (_, process) in running.items():
            process.kill()
            process.join()
            pipe.close()
    return [results[place] for place in range(len(work))]


def _start(do: Callable[[Task], Result], task: Task) -> tuple[Connection, ForkServerProcess]:
    here, there = _context.Pipe(duplex=False)
    process = _context.Process(target=_work, args=(there, do, task), daemon=True)
    with own_processes():
        process.start()
    there.close()
    return here, process


def _received(pipe: Connection, process: ForkServerProcess) -> Any:  # noqa: ANN401 - any result
    try:
        failure, result = pipe.recv()
    except EOFError:
        process.join()
        code = process.exitcode or 0
        how = f"was killed by signal {-code}" if code < 0 else f"ended with exit code {code}"
        raise RenderError(
            f"A process that worked on its own {how}; there may be too little memory."
        ) from None
    if failure:
        raise RenderError(failure)
    return result


def _work(pipe: Connection, do: Callable[[Task], Result], task: Task) -> None:
    follow()
    quiet()
    failure, result = "", None
    try:
        result = do(task)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        failure = f"{sentence(error)}."
    pipe.send((failure, result))
