"""Write the golden trajectories: the paths that PyTorch takes, in float64.

Run by hand in an environment that has PyTorch; the tests only read what it wrote:

    python tests/gdcore/make_golden.py

Losses are written out here a second time, as PyTorch code, and differentiated by autograd, so
that nothing is shared with what is tested.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from pathlib import Path

import torch

HERE = Path(__file__).parent
TARGET = HERE / "golden" / "trajectories.json"
DATA = HERE.parents[1] / "gdcore" / "data" / "stopping-distance.csv"
STEPS = 60

Loss = Callable[[torch.Tensor], torch.Tensor]


def rosenbrock(theta: torch.Tensor) -> torch.Tensor:
    x, y = theta
    return (1 - x) ** 2 + 100 * (y - x**2) ** 2


def himmelblau(theta: torch.Tensor) -> torch.Tensor:
    x, y = theta
    return (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2


def two_valleys(theta: torch.Tensor) -> torch.Tensor:
    x, y = theta
    deep = 2.3 * torch.exp(-((x + 1.15) ** 2 + (y - 0.45) ** 2) / (2 * 0.72**2))
    shallow = 1.35 * torch.exp(-((x - 1.3) ** 2 + (y + 0.65) ** 2) / (2 * 0.62**2))
    return 2.4 + 0.11 * (x**2 + y**2) - deep - shallow


SURFACES: dict[str, tuple[Loss, list[float], float]] = {  # loss, start, scale of the rates
    "rosenbrock": (rosenbrock, [-1.3, 1.7], 0.001),
    "himmelblau": (himmelblau, [-0.5, 0.25], 0.01),
    "two_valleys": (two_valleys, [2.2, 1.9], 0.3),
}
SETS: dict[str, list[dict[str, float]]] = {  # learning rates are multiples of the scale
    "gradient_descent": [{"learning_rate": 0.5}, {"learning_rate": 1.0}],
    "momentum": [
        {"learning_rate": 0.5, "beta": 0.9},
        {"learning_rate": 0.9, "beta": 0.5},
    ],
    "adam": [
        {"learning_rate": 10.0, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
        {"learning_rate": 3.0, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-4},
    ],
}


def build(name: str, theta: torch.Tensor, given: dict[str, float]) -> torch.optim.Optimizer:
    rate = given["learning_rate"]
    if name == "adam":
        betas = (given["beta1"], given["beta2"])
        return torch.optim.Adam([theta], lr=rate, betas=betas, eps=given["epsilon"])
    return torch.optim.SGD([theta], lr=rate, momentum=given.get("beta", 0.0))


def walk(
    name: str, given: dict[str, float], start: list[float], losses: list[Loss]
) -> list[list[float]]:
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = build(name, theta, given)
    path = [theta.tolist()]
    for loss in losses:
        optimizer.zero_grad()
        loss(theta).backward()
        optimizer.step()
        path.append(theta.tolist())
    return path


def on_surfaces() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = []
    for surface, (loss, start, scale) in SURFACES.items():
        for optimizer, sets in SETS.items():
            for relative in sets:
                given = {**relative, "learning_rate": relative["learning_rate"] * scale}
                path = walk(optimizer, given, start, [loss] * STEPS)
                cases.append(
                    {
                        "surface": surface,
                        "optimizer": optimizer,
                        "hyperparameters": given,
                        "theta": path,
                        "loss": [float(loss(torch.tensor(p, dtype=torch.float64))) for p in path],
                    }
                )
    return cases


def on_line() -> list[dict[str, object]]:
    rows = [line.split(",") for line in DATA.read_text().split()[1:]]
    x, y = torch.tensor([[float(v) for v in row] for row in rows], dtype=torch.float64).T
    x = 2 * (x - x.min()) / (x.max() - x.min()) - 1
    y = 2 * (y - y.min()) / (y.max() - y.min()) - 1
    generator = torch.Generator().manual_seed(7)
    cases: list[dict[str, object]] = []
    for size in (None, 1, 8):
        batches = torch.stack([torch.randperm(len(x), generator=generator) for _ in range(STEPS)])
        batches = batches[:, :size]

        def on(batch: torch.Tensor) -> Loss:
            return lambda theta: ((theta[0] * x[batch] + theta[1] - y[batch]) ** 2).mean()

        for optimizer, sets in SETS.items():
            for relative in sets:
                given = {**relative, "learning_rate": relative["learning_rate"] * 0.05}
                path = walk(optimizer, given, [-0.8, 0.9], [on(batch) for batch in batches])
                everything = on(torch.arange(len(x)))
                cases.append(
                    {
                        "batch_size": size,
                        "batches": None if size is None else batches.tolist(),
                        "optimizer": optimizer,
                        "hyperparameters": given,
                        "theta": path,
                        "loss": [
                            float(everything(torch.tensor(p, dtype=torch.float64))) for p in path
                        ],
                    }
                )
    return cases


def main() -> None:
    torch.set_num_threads(1)
    golden = {
        "made_by": f"tests/gdcore/make_golden.py with torch {torch.__version__}, "
        f"Python {platform.python_version()}, float64",
        "surfaces": on_surfaces(),
        "line": on_line(),
    }
    TARGET.parent.mkdir(exist_ok=True)
    lines = json.dumps(golden, indent=1).replace("\n     ", " ").replace("\n    ]", " ]")
    TARGET.write_text(lines + "\n")


if __name__ == "__main__":
    main()
