"""Write the golden learning rates: those that PyTorch's schedulers set, in float64.

Run by hand in an environment that has PyTorch; the tests only read what it wrote:

    python tests/gdcore/make_golden_schedules.py
"""

from __future__ import annotations

import json
import math
import platform
import warnings
from pathlib import Path
from typing import Any

import torch
from torch.optim import lr_scheduler

TARGET = Path(__file__).parent / "golden" / "schedules.json"
STEPS = 60
RATE = 0.3
Scheduler = lr_scheduler.LRScheduler


def optimizer() -> torch.optim.Optimizer:
    return torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=RATE)


def linear(on: torch.optim.Optimizer, first: float, steps: int) -> Scheduler:
    return lr_scheduler.LinearLR(on, start_factor=first, total_iters=steps)


def warm_cosine(on: torch.optim.Optimizer, first: float, steps: int, rest: int) -> Scheduler:
    parts = [linear(on, first, steps), lr_scheduler.CosineAnnealingLR(on, T_max=rest)]
    return lr_scheduler.SequentialLR(on, parts, milestones=[steps])


# name here, arguments here, name in PyTorch, arguments there, steps
CASES: list[tuple[str, dict[str, Any], Any, dict[str, Any], int]] = [
    ("constant", {"rate": RATE}, lr_scheduler.ConstantLR, {"factor": 1.0}, STEPS),
    (
        "inverse_time",
        {"initial": RATE, "decay": 0.25},
        lr_scheduler.LambdaLR,
        {"lr_lambda": lambda step: 1 / (1 + 0.25 * step)},
        STEPS,
    ),
    *(
        (
            "exponential",
            {"initial": RATE, "factor": factor},
            lr_scheduler.ExponentialLR,
            {"gamma": factor},
            STEPS,
        )
        for factor in (0.9, 0.997)
    ),
    *(
        (
            "step_decay",
            {"initial": RATE, "every": every, "factor": factor},
            lr_scheduler.StepLR,
            {"step_size": every, "gamma": factor},
            STEPS,
        )
        for every, factor in ((1, 0.9), (7, 0.5))
    ),
    *(
        (
            "piecewise",
            {"initial": RATE, "milestones": milestones, "factor": factor},
            lr_scheduler.MultiStepLR,
            {"milestones": milestones, "gamma": factor},
            STEPS,
        )
        for milestones, factor in (([1, 8, 40], 0.5), ([30], 0.1))
    ),
    *(
        (
            "polynomial",
            {"initial": RATE, "steps": steps, "power": power},
            lr_scheduler.PolynomialLR,
            {"total_iters": steps, "power": power},
            STEPS,
        )
        for steps, power in ((40, 1.0), (60, 0.5), (55, 2.0))
    ),
    *(
        (
            "cosine",
            {"initial": RATE, "steps": steps, "final": final},
            lr_scheduler.CosineAnnealingLR,
            {"T_max": steps, "eta_min": final},
            steps + 1,
        )
        for steps, final in ((59, 0.0), (33, 0.1))
    ),
    *(
        (
            "cosine_restarts",
            {"initial": RATE, "steps": steps, "growth": growth, "final": final},
            lr_scheduler.CosineAnnealingWarmRestarts,
            {"T_0": steps, "T_mult": growth, "eta_min": final},
            STEPS,
        )
        for steps, growth, final in ((10, 1, 0.0), (4, 2, 0.05), (1, 3, 0.0))
    ),
    *(
        (
            "one_cycle",
            {"peak": RATE, "steps": STEPS, **{a: v for a, _, v in given}},
            lr_scheduler.OneCycleLR,
            {"max_lr": RATE, "total_steps": STEPS, **{b: v for _, b, v in given}},
            STEPS,
        )
        for given in (
            [],
            [
                ("warm_share", "pct_start", 0.5),
                ("first_divisor", "div_factor", 10.0),
                ("last_divisor", "final_div_factor", 100.0),
            ],
            [("warm_share", "pct_start", 0.123)],
            [("warm_share", "pct_start", 0.0)],
        )
    ),
    *(
        (
            "warm_up",
            {"then": RATE, "steps": steps, "first": first},
            linear,
            {"first": first, "steps": steps},
            STEPS,
        )
        for steps, first in ((1, 0.5), (20, 1 / 3), (100, 0.01))
    ),
    (
        "warm_up",
        {"then": ["cosine", {"initial": RATE, "steps": 50}], "steps": 10, "first": 0.1},
        warm_cosine,
        {"first": 0.1, "steps": 10, "rest": 50},
        STEPS,
    ),
]
PLATEAUS: list[dict[str, float]] = [
    {"factor": 0.5, "patience": 3, "threshold": 1e-4, "cooldown": 0, "lowest": 0.0},
    {"factor": 0.5, "patience": 2, "threshold": 0.05, "cooldown": 4, "lowest": 0.04},
    {"factor": 0.1, "patience": 0, "threshold": 0.0, "cooldown": 1, "lowest": 0.0},
]


def rates_of(scheduler: Scheduler, on: torch.optim.Optimizer, steps: int) -> list[float]:
    rates = []
    for _ in range(steps):
        rates.append(float(on.param_groups[0]["lr"]))
        on.step()
        scheduler.step()
    return rates


def of_steps() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = []
    for name, given, build, theirs, steps in CASES:
        on = optimizer()
        rates = rates_of(build(on, **theirs), on, steps)
        cases.append({"schedule": name, "arguments": given, "rates": rates})
    return cases


def of_losses() -> list[dict[str, object]]:
    """The scheduler sees the loss before each step, the first one included."""
    generator = torch.Generator().manual_seed(5)
    noise = torch.randn(STEPS, generator=generator, dtype=torch.float64)
    curves = {
        "noisy": [math.exp(-t / 15) + 0.1 + 0.05 * abs(float(noise[t])) for t in range(STEPS)],
        "flat": [1.0] * STEPS,
        "falling": [0.97**t for t in range(STEPS)],
        "stairs": [2.0 ** -(t // 9) for t in range(STEPS)],
    }
    cases: list[dict[str, object]] = []
    for curve, losses in curves.items():
        for given in PLATEAUS:
            on = optimizer()
            scheduler = lr_scheduler.ReduceLROnPlateau(
                on,
                factor=given["factor"],
                patience=int(given["patience"]),
                threshold=given["threshold"],
                cooldown=int(given["cooldown"]),
                min_lr=given["lowest"],
                eps=0.0,
            )
            rates = []
            for loss in losses:
                scheduler.step(loss)
                rates.append(float(on.param_groups[0]["lr"]))
            arguments = {"initial": RATE, **given}
            cases.append({"curve": curve, "arguments": arguments, "losses": losses, "rates": rates})
    return cases


def main() -> None:
    warnings.filterwarnings("ignore", message=".*epoch parameter in `scheduler.step")
    golden = {
        "made_by": f"tests/gdcore/make_golden_schedules.py with torch {torch.__version__}, "
        f"Python {platform.python_version()}, float64",
        "steps": of_steps(),
        "losses": of_losses(),
    }
    lines = json.dumps(golden, indent=1).replace("\n     ", " ").replace("\n    ]", " ]")
    TARGET.write_text(lines.replace("\n    ", " ") + "\n")


if __name__ == "__main__":
    main()
