"""Write the golden losses of problems over data: what PyTorch's own losses say, in float64.

Run by hand in an environment that has PyTorch; the tests only read what it wrote:

    python tests/gdcore/make_golden_problems.py

The models are written out here a second time, as PyTorch code, and differentiated by autograd, so
that nothing is shared with what is tested.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import torch
from torch.nn import functional

TARGET = Path(__file__).parent / "golden" / "problems.json"
SAMPLES, FEATURES, CLASSES = 12, 2, 3

Loss = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

LOSSES: dict[str, tuple[Loss, str]] = {  # the loss of outputs and targets, the kind of targets
    "mse": (lambda z, y: functional.mse_loss(z[:, 0], y), "numbers"),
    "huber": (lambda z, y: 2 * functional.huber_loss(z[:, 0], y, delta=0.7), "numbers"),
    "log-loss": (
        lambda z, y: functional.binary_cross_entropy_with_logits(z[:, 0], y.to(z.dtype)),
        "two labels",
    ),
    "cross-entropy": (functional.cross_entropy, "three labels"),
}
CASES: list[tuple[str, dict[str, object], str]] = [  # problem, arguments, loss
    ("LeastSquares", {"l2": 0.0}, "mse"),
    ("LeastSquares", {"l2": 0.3}, "mse"),
    ("HuberRegression", {"delta": 0.7, "l2": 0.1}, "huber"),
    ("LogisticRegression", {"l2": 0.0}, "log-loss"),
    ("LogisticRegression", {"l2": 0.2}, "log-loss"),
    ("SoftmaxRegression", {"l2": 0.0}, "cross-entropy"),
    ("SoftmaxRegression", {"l2": 0.2}, "cross-entropy"),
    *(
        ("MultilayerPerceptron", {"activation": a, "loss": loss, "hidden": hidden, "l2": l2}, loss)
        for a, hidden, l2 in (("tanh", [8, 8], 0.0), ("relu", [5], 0.05), ("sigmoid", [4, 3], 0.0))
        for loss in ("mse", "log-loss", "cross-entropy")
    ),
]


def targets_of(kind: str, generator: torch.Generator) -> torch.Tensor:
    if kind == "numbers":
        return rounded(torch.randn(SAMPLES, generator=generator, dtype=torch.float64))
    return torch.arange(SAMPLES) % (2 if kind == "two labels" else CLASSES)


def rounded(values: torch.Tensor) -> torch.Tensor:
    return torch.round(values, decimals=3)


def outputs_of(
    theta: torch.Tensor, x: torch.Tensor, widths: list[int], activation: str
) -> tuple[torch.Tensor, torch.Tensor]:
    """The last layer's sums, and the sum of all squared weights."""
    squares = torch.zeros((), dtype=torch.float64)
    last = 0
    value = x
    for layer, (before, units) in enumerate(pairwise(widths)):
        first, last = last, last + before * units
        weights = theta[first:last].reshape(before, units)
        first, last = last, last + units
        value = functional.linear(value, weights.T, theta[first:last])
        squares = squares + (weights**2).sum()
        if layer < len(widths) - 2:
            value = getattr(torch, activation)(value)
    return value, squares


def case(problem: str, arguments: dict[str, object], loss: str, seed: int) -> dict[str, object]:
    generator = torch.Generator().manual_seed(seed)
    cost, kind = LOSSES[loss]
    x = rounded(torch.randn(SAMPLES, FEATURES, generator=generator, dtype=torch.float64))
    y = targets_of(kind, generator)
    hidden = list(arguments.get("hidden", []))
    widths = [FEATURES, *hidden, CLASSES if kind == "three labels" else 1]
    dimension = sum((a + 1) * b for a, b in pairwise(widths))
    theta = rounded(torch.randn(dimension, generator=generator, dtype=torch.float64))

    def of(point: torch.Tensor) -> torch.Tensor:
        outputs, squares = outputs_of(point, x, widths, str(arguments.get("activation", "")))
        return cost(outputs, y) + arguments["l2"] * squares

    theta.requires_grad_()
    (gradient,) = torch.autograd.grad(of(theta), theta)
    hessian = None if hidden else torch.autograd.functional.hessian(of, theta).tolist()
    return {
        "problem": problem,
        "arguments": arguments,
        "x": x.tolist(),
        "y": y.tolist(),
        "theta": theta.tolist(),
        "loss": of(theta).item(),
        "gradient": gradient.tolist(),
        "hessian": hessian,
    }


def main() -> None:
    torch.set_num_threads(1)
    cases = [case(*given, seed) for seed, given in enumerate(CASES)]
    golden = {
        "made_by": f"tests/gdcore/make_golden_problems.py with torch {torch.__version__}, "
        f"Python {platform.python_version()}, float64",
        "cases": [],
    }
    head = json.dumps(golden, indent=1).removesuffix("[]\n}")
    lines = ",\n".join(f"  {json.dumps(one)}" for one in cases)
    TARGET.write_text(f"{head}[\n{lines}\n ]\n}}\n")


if __name__ == "__main__":
    main()
