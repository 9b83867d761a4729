"""Write the golden trajectories: the paths that other implementations take, in float64.

Run by hand in an environment that has PyTorch, optax with JAX, and qhoptim; the tests only read
what it wrote:

    python tests/gdcore/make_golden.py

Losses are written out here a second time, as PyTorch code, and differentiated by autograd, so
that nothing is shared with what is tested. An optimizer is PyTorch's where PyTorch has it.
"""

from __future__ import annotations

import json
import platform
import warnings
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import jax
import numpy as np
import optax
import torch
from qhoptim.pyt import QHM
from torch.optim.swa_utils import AveragedModel

HERE = Path(__file__).parent
TARGET = HERE / "golden" / "trajectories.json"
DATA = HERE.parents[1] / "gdcore" / "data" / "stopping-distance.csv"
STEPS = 60
SECOND_ORDER = {"newton": 25, "lbfgs": 25}  # steps: with no line search these paths turn chaotic
SOLVED = 1e-6  # of the first loss: below it, a second-order path is no longer compared

Loss = Callable[[torch.Tensor], torch.Tensor]
Given = dict[str, float]
Step = Callable[[Loss], None]


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
LINE_START, LINE_SCALE = [-0.8, 0.9], 0.05
SHORT = {"beta1": 0.8, "beta2": 0.95, "epsilon": 1e-4}
LONG = {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}
SETS: dict[str, list[Given]] = {  # learning rates are multiples of the scale
    "gradient_descent": [{"learning_rate": 0.5}, {"learning_rate": 1.0}],
    "momentum": [
        {"learning_rate": 0.5, "beta": 0.9},
        {"learning_rate": 0.9, "beta": 0.5},
    ],
    "nesterov": [
        {"learning_rate": 0.5, "beta": 0.9},
        {"learning_rate": 0.9, "beta": 0.5},
    ],
    "qhm": [
        {"learning_rate": 1.0, "beta": 0.9, "nu": 0.7},
        {"learning_rate": 0.5, "beta": 0.6, "nu": 0.95},
    ],
    "sign_descent": [{"learning_rate": 1.0}, {"learning_rate": 2.7}],
    "rprop": [
        {"learning_rate": 1.0},
        {
            "learning_rate": 3.0,
            "eta_minus": 0.4,
            "eta_plus": 1.3,
            "step_min": 1e-3,
            "step_max": 0.2,
        },
    ],
    "adagrad": [
        {"learning_rate": 10.0, "epsilon": 1e-10},
        {"learning_rate": 3.0, "epsilon": 0.1},
    ],
    "rmsprop": [
        {"learning_rate": 0.5, "rho": 0.99, "epsilon": 1e-8},
        {"learning_rate": 0.3, "rho": 0.9, "epsilon": 1e-3},
        {"learning_rate": 0.5, "rho": 0.95, "epsilon": 1e-2, "centered": True},
        {"learning_rate": 0.3, "rho": 0.98, "epsilon": 0.1, "centered": True},
    ],
    "adadelta": [
        {"learning_rate": 1.0, "rho": 0.9, "epsilon": 1e-6},
        {"learning_rate": 0.5, "rho": 0.7, "epsilon": 1e-3},
    ],
    "adam": [{"learning_rate": 10.0, **LONG}, {"learning_rate": 3.0, **SHORT}],
    "amsgrad": [{"learning_rate": 10.0, **LONG}, {"learning_rate": 3.0, **SHORT}],
    "adamw": [
        {"learning_rate": 10.0, **LONG, "weight_decay": 0.01},
        {"learning_rate": 3.0, **SHORT, "weight_decay": 0.3},
    ],
    "adamax": [{"learning_rate": 10.0, **LONG}, {"learning_rate": 3.0, **SHORT}],
    "nadam": [
        {"learning_rate": 2.0, **LONG, "momentum_decay": 0.004},
        {"learning_rate": 1.0, "beta1": 0.8, "beta2": 0.99, "epsilon": 0.1, "momentum_decay": 0.1},
    ],
    "radam": [{"learning_rate": 1.0, **LONG}, {"learning_rate": 0.3, **SHORT}],
    "yogi": [
        {"learning_rate": 10.0, **LONG, "epsilon": 1e-3},
        {"learning_rate": 3.0, **SHORT},
    ],
    "adabelief": [
        {"learning_rate": 3.0, **LONG, "epsilon": 1e-16},
        {"learning_rate": 1.0, **SHORT, "epsilon": 1e-6},
    ],
    "lion": [
        {"learning_rate": 1.0, "beta1": 0.9, "beta2": 0.99, "weight_decay": 0.0},
        {"learning_rate": 2.7, "beta1": 0.7, "beta2": 0.8, "weight_decay": 0.1},
    ],
    "newton": [{"learning_rate": 1.0}, {"learning_rate": 0.2}],
    "lbfgs": [{"learning_rate": 0.3, "memory": 10}, {"learning_rate": 0.2, "memory": 3}],
}
WITHOUT_SCALE = {"adadelta", "newton", "lbfgs"}
WRAPPERS: list[tuple[str, Given, str, Given]] = [  # wrapper, its own, inner, the inner's own
    ("averaged", {"begin": 0}, "gradient_descent", {"learning_rate": 1.0}),
    ("averaged", {"begin": 25}, "adam", {"learning_rate": 10.0, **LONG}),
    ("lookahead", {"k": 5, "alpha": 0.5}, "momentum", {"learning_rate": 0.5, "beta": 0.9}),
    ("lookahead", {"k": 3, "alpha": 0.8}, "adam", {"learning_rate": 3.0, **SHORT}),
]


def betas(given: Given) -> dict[str, object]:
    return {"betas": (given["beta1"], given["beta2"]), "eps": given["epsilon"]}


def of_rprop(given: Given) -> dict[str, object]:
    etas = given.get("eta_minus", 0.5), given.get("eta_plus", 1.2)
    return {"etas": etas, "step_sizes": (given.get("step_min", 1e-6), given.get("step_max", 50.0))}


# The class, and its arguments besides the learning rate. QHM is qhoptim's, written for PyTorch.
Table = dict[str, tuple[Callable[..., torch.optim.Optimizer], Callable[[Given], dict[str, object]]]]
OF_TORCH: Table = {
    "gradient_descent": (torch.optim.SGD, lambda _: {}),
    "momentum": (torch.optim.SGD, lambda g: {"momentum": g["beta"]}),
    "nesterov": (torch.optim.SGD, lambda g: {"momentum": g["beta"], "nesterov": True}),
    "qhm": (QHM, lambda g: {"momentum": g["beta"], "nu": g["nu"]}),
    "rprop": (torch.optim.Rprop, of_rprop),
    "adagrad": (torch.optim.Adagrad, lambda g: {"eps": g["epsilon"]}),
    "rmsprop": (
        torch.optim.RMSprop,
        lambda g: {"alpha": g["rho"], "eps": g["epsilon"], "centered": g.get("centered", False)},
    ),
    "adadelta": (torch.optim.Adadelta, lambda g: {"rho": g["rho"], "eps": g["epsilon"]}),
    "adam": (torch.optim.Adam, betas),
    "amsgrad": (torch.optim.Adam, lambda g: {**betas(g), "amsgrad": True}),
    "adamw": (torch.optim.AdamW, lambda g: {**betas(g), "weight_decay": g["weight_decay"]}),
    "adamax": (torch.optim.Adamax, betas),
    "nadam": (torch.optim.NAdam, lambda g: {**betas(g), "momentum_decay": g["momentum_decay"]}),
    "radam": (torch.optim.RAdam, betas),
    "lbfgs": (
        torch.optim.LBFGS,
        lambda g: {
            "history_size": g["memory"],
            "max_iter": 1,
            "tolerance_grad": 0,
            "tolerance_change": 0,
        },
    ),
}


def adam_like(given: Given) -> list[float]:
    return [given["learning_rate"], given["beta1"], given["beta2"], given["epsilon"]]


def of_lion(given: Given) -> optax.GradientTransformation:
    shares = given["beta1"], given["beta2"]
    return optax.lion(given["learning_rate"], *shares, weight_decay=given["weight_decay"])


OF_OPTAX: dict[str, Callable[[Given], optax.GradientTransformation]] = {
    "sign_descent": lambda g: optax.sign_sgd(g["learning_rate"]),
    "yogi": lambda g: optax.yogi(*adam_like(g)),
    "adabelief": lambda g: optax.adabelief(*adam_like(g), eps_root=g["epsilon"]),
    "lion": of_lion,
}
IN_LOOKAHEAD: dict[str, Callable[[Given], optax.GradientTransformation]] = {
    "momentum": lambda g: optax.sgd(g["learning_rate"], g["beta"]),
    "adam": lambda g: optax.adam(*adam_like(g)),
}


def torch_step(theta: torch.Tensor, optimizer: torch.optim.Optimizer) -> Step:
    def step(loss: Loss) -> None:
        def closure() -> torch.Tensor:
            optimizer.zero_grad()
            value = loss(theta)
            value.backward()
            return value

        optimizer.step(closure)

    return step


def optax_step(theta: torch.Tensor, rule: optax.GradientTransformation, *, slow: bool) -> Step:
    """Steps by optax with autograd's gradients; `slow` if it is a lookahead."""
    point = jax.numpy.array(theta.detach().numpy())
    params = optax.LookaheadParams.init_synced(point) if slow else point
    state = rule.init(params)
    if not slow and isinstance(state[0], optax.ScaleByAdamState):  # Yogi's m begins at 0 here
        state = (state[0]._replace(mu=jax.numpy.zeros_like(point)), *state[1:])

    def step(loss: Loss) -> None:
        nonlocal params, state
        (slope,) = torch.autograd.grad(loss(theta), theta)
        updates, state = rule.update(jax.numpy.array(slope.numpy()), state, params)
        params = optax.apply_updates(params, updates)
        with torch.no_grad():
            theta.copy_(torch.from_numpy(np.array(params.fast if slow else params)))

    return step


def newton_step(theta: torch.Tensor, rate: float, whole: Loss) -> Step:
    """Newton's method by autograd's Hessian of the whole loss and an LU solver."""

    def step(loss: Loss) -> None:
        (slope,) = torch.autograd.grad(loss(theta), theta)
        hessian = torch.autograd.functional.hessian(whole, theta.detach())
        with torch.no_grad():
            theta.sub_(rate * torch.linalg.solve(hessian, slope))

    return step


def stepper(name: str, theta: torch.Tensor, given: Given, whole: Loss) -> Step:
    if name == "newton":
        return newton_step(theta, given["learning_rate"], whole)
    if name in OF_OPTAX:
        return optax_step(theta, OF_OPTAX[name](given), slow=False)
    build, others = OF_TORCH[name]
    return torch_step(theta, build([theta], lr=given["learning_rate"], **others(given)))


def walk(
    name: str,
    given: Given,
    start: list[float],
    losses: list[Loss],
    whole: Loss,
    wrapper: tuple[str, Given] = ("", {}),
) -> list[list[float]]:
    theta = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    kind, own = wrapper
    drawn: torch.Tensor = theta
    mean = AveragedModel(torch.nn.ParameterList([theta]))
    if kind == "lookahead":
        rule = optax.lookahead(IN_LOOKAHEAD[name](given), int(own["k"]), own["alpha"])
        step = optax_step(theta, rule, slow=True)
    else:
        step = stepper(name, theta, given, whole)
    path = [theta.tolist()]
    for number, loss in enumerate(losses[: SECOND_ORDER.get(name, STEPS)]):
        step(loss)
        if kind == "averaged" and number >= own["begin"]:
            mean.update_parameters(torch.nn.ParameterList([theta]))
            drawn = mean.module[0]
        path.append(drawn.tolist())
        if name in SECOND_ORDER and whole(drawn) < SOLVED * whole(torch.tensor(start)):
            break
    return path


def losses_along(whole: Loss, path: list[list[float]]) -> list[float]:
    return [float(whole(torch.tensor(point, dtype=torch.float64))) for point in path]


def scaled(name: str, relative: Given, scale: float) -> Given:
    factor = 1.0 if name in WITHOUT_SCALE else scale
    return {**relative, "learning_rate": relative["learning_rate"] * factor}


def on_surfaces() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = []
    for surface, (loss, start, scale) in SURFACES.items():
        for optimizer, sets in SETS.items():
            for relative in sets:
                given = scaled(optimizer, relative, scale)
                path = walk(optimizer, given, start, [loss] * STEPS, loss)
                cases.append(
                    {
                        "surface": surface,
                        "optimizer": optimizer,
                        "hyperparameters": given,
                        "theta": path,
                        "loss": losses_along(loss, path),
                    }
                )
    return cases


def of_wrappers() -> list[dict[str, object]]:
    cases: list[dict[str, object]] = []
    for surface, (loss, start, scale) in SURFACES.items():
        for wrapper, own, inner, relative in WRAPPERS:
            given = scaled(inner, relative, scale)
            path = walk(inner, given, start, [loss] * STEPS, loss, (wrapper, own))
            cases.append(
                {
                    "surface": surface,
                    "wrapper": wrapper,
                    "own": own,
                    "optimizer": inner,
                    "hyperparameters": given,
                    "theta": path,
                    "loss": losses_along(loss, path),
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

        everything = on(torch.arange(len(x)))
        for optimizer, sets in SETS.items():
            for relative in sets:
                given = scaled(optimizer, relative, LINE_SCALE)
                every = [on(batch) for batch in batches]
                path = walk(optimizer, given, LINE_START, every, everything)
                cases.append(
                    {
                        "batch_size": size,
                        "batches": None if size is None else batches[: len(path) - 1].tolist(),
                        "optimizer": optimizer,
                        "hyperparameters": given,
                        "theta": path,
                        "loss": losses_along(everything, path),
                    }
                )
    return cases


def main() -> None:
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)  # or NAdam keeps a product in float32
    jax.config.update("jax_enable_x64", True)  # noqa: FBT003 - that is how JAX has it
    warnings.filterwarnings("ignore", module="qhoptim")  # it calls PyTorch as of 2019
    versions = ", ".join(f"{name} {version(name)}" for name in ("optax", "jax", "qhoptim"))
    golden = {
        "made_by": f"tests/gdcore/make_golden.py with torch {torch.__version__}, {versions}, "
        f"Python {platform.python_version()}, float64",
        "from_optax": ["sign_descent", "yogi", "adabelief", "lion", "lookahead"],
        "from_qhoptim": ["qhm"],
        "from_autograd": ["newton"],
        "surfaces": on_surfaces(),
        "line": on_line(),
        "wrappers": of_wrappers(),
    }
    TARGET.parent.mkdir(exist_ok=True)
    lines = json.dumps(golden, indent=1).replace("\n     ", " ").replace("\n    ]", " ]")
    TARGET.write_text(lines + "\n")


if __name__ == "__main__":
    main()
