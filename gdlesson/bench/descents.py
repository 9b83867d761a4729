"""How fast gdcore descends, beside a loop around torch.optim.SGD where PyTorch is installed."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from importlib.util import find_spec

from gdcore import batching, datasets, descend, ensemble, frame_table, optimizers, problems
from gdlesson.bench.timing import Measured, Spread, Timed, alone, by_turns
from gdlesson.errors import CommandError
from gdlesson.scratch import marks, scratch_folder

RATE = 0.05
SEEDS, STEPS = 1000, 1000
PLAIN_STEPS = 20_000
FPS, SECONDS = 60, 600
TORCH = "torch.optim.SGD, a loop"
NO_TORCH = "PyTorch is not installed, so nothing is compared with it"
KEEPS_LESS = "the loop keeps nothing; gdcore keeps the path, and the loss over all samples"


def rows(pairs: int, torch_steps: int) -> list[Measured]:
    """Every row of the report.

    Args:
        pairs: how many times each side is measured.
        torch_steps: how many steps of the loop are taken and then scaled to the whole work.
    """
    return [
        many_seeds(pairs, torch_steps),
        one_path(pairs, torch_steps),
        ten_minutes(pairs),
        importing(3 * pairs),
    ]


def many_seeds(pairs: int, torch_steps: int) -> Measured:
    """1,000 seeds of 1,000 single-sample steps on the fifty cars."""
    line = cars()
    rule, seeds = optimizers.gradient_descent(RATE), range(SEEDS)

    def ours() -> object:
        return ensemble(line, rule, start=[0.0, 0.0], seeds=seeds, steps=STEPS, batch_size=1)

    scale = SEEDS * STEPS / torch_steps
    note = f"the loop was measured over {torch_steps:,} steps and scaled to the whole work"
    here, there, ratio, note = _beside_torch(ours, pairs, torch_steps, scale, note)
    return Measured(
        what=f"{SEEDS:,} seeds x {STEPS:,} steps of one sample",
        unit="s",
        ours=here,
        theirs=there,
        other=TORCH,
        ratio=ratio,
        target="at most 1 s, and 50 times as fast as the loop",
        met=_met(ratio, 50.0, else_well=here.median <= 1.0),
        note=note,
    )


def one_path(pairs: int, torch_steps: int) -> Measured:
    """One path of single-sample steps, in microseconds a step."""
    line, rule = cars(), optimizers.gradient_descent(RATE)

    def ours() -> object:
        return descend(line, rule, start=[0.0, 0.0], steps=PLAIN_STEPS, batch_size=1)

    here, there, ratio, note = _beside_torch(
        ours, pairs, torch_steps, PLAIN_STEPS / torch_steps, KEEPS_LESS
    )
    return Measured(
        what=f"one path of {PLAIN_STEPS:,} steps, a step",
        unit="us",
        ours=here.scaled(1e6 / PLAIN_STEPS),
        theirs=there and there.scaled(1e6 / PLAIN_STEPS),
        other=TORCH,
        ratio=ratio,
        target="3 times as many steps a second as the loop",
        met=_met(ratio, 3.0),
        note=note,
    )


def ten_minutes(pairs: int) -> Measured:
    """The table of every frame of ten minutes at 60 frames a second."""
    run = descend(
        cars(), optimizers.gradient_descent(RATE), start=[0.0, 0.0], steps=2000, batch_size=1
    )
    times = Spread.of(alone(lambda: frame_table({"a": run}, FPS, SECONDS), pairs)).scaled(1e3)
    return Measured(
        what=f"a table of {FPS * SECONDS:,} frames",
        unit="ms",
        ours=times,
        target="at most 50 ms",
        met=times.median <= 50.0,
    )


def importing(pairs: int) -> Measured:
    """What `import gdcore` costs above `import numpy`, each in a new Python with compiled files."""
    with scratch_folder() as compiled:
        here, there = by_turns(
            lambda: _python("import gdcore", str(compiled)),
            lambda: _python("import numpy", str(compiled)),
            pairs,
        )
    above = Spread.of([a - b for a, b in zip(here, there, strict=True)]).scaled(1e3)
    return Measured(
        what="import gdcore, above import numpy",
        unit="ms",
        ours=above,
        target="at most 30 ms",
        met=above.median <= 30.0,
        note=f"importing is the difference of {pairs} pairs of new Pythons, and what gdcore's own "
        "modules cost that it loads only when they are used is not in it",
    )


def cars() -> problems.LinearRegression:
    """The line through the stopping distances of fifty cars, both scaled to [-1, 1]."""
    data = datasets.load("stopping-distance").scaled()
    return problems.LinearRegression(data.x, data.y)


def _beside_torch(
    ours: Timed, pairs: int, steps: int, scale: float, note: str
) -> tuple[Spread, Spread | None, Spread | None, str]:
    """Our seconds, those of the loop for the same work, their ratio, and what to say of them."""
    if find_spec("torch") is None:
        return Spread.of(alone(ours, pairs)), None, None, NO_TORCH
    here, there = by_turns(ours, torch_loop_of(steps), pairs)
    there = [taken * scale for taken in there]
    ratios = [b / a for a, b in zip(here, there, strict=True)]
    return Spread.of(here), Spread.of(there), Spread.of(ratios), note


def torch_loop_of(steps: int) -> Timed:
    """The loop around torch.optim.SGD, which has been seen to end where `descend` does."""
    from gdlesson.bench.torch_loop import descend_with_torch

    line, rule = cars(), optimizers.gradient_descent(RATE)
    batches = batching.mini(line.n_samples, steps, 1)
    end = descend(line, rule, start=[0.0, 0.0], steps=steps, batches=batches).theta[-1].tolist()
    theirs = descend_with_torch(line.x, line.y, batches, RATE)
    if not all(math.isclose(a, b, rel_tol=1e-9) for a, b in zip(end, theirs, strict=True)):
        raise CommandError(
            f"The loop of torch.optim.SGD ends at {theirs} and gdcore at {end}, so they did not do "
            "the same work and cannot be compared."
        )
    return lambda: descend_with_torch(line.x, line.y, batches, RATE)


def _met(ratio: Spread | None, least: float, *, else_well: bool = True) -> bool | None:
    """Whether a ratio is met, unless something else is not; None where there is no ratio."""
    if not else_well:
        return False
    return None if ratio is None else ratio.median >= least


def _python(code: str, compiled: str) -> None:
    """Run code in a new Python that keeps compiled files in a folder."""
    environment = os.environ | marks() | {"PYTHONPYCACHEPREFIX": compiled}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-c", code],
        env=environment,
        check=True,
        start_new_session=True,  # out of reach of Ctrl-C, which is for who waits for it
    )
