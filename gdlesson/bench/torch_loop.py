"""The same work as `descend` does, as most people write it: a loop around torch.optim.SGD."""

from __future__ import annotations

import numpy as np
import torch

from gdcore.typing import Array, Batches


def descend_with_torch(x: Array, y: Array, batches: Batches, rate: float) -> list[float]:
    """Fit the line w x + b from (0, 0), one sample a step; return (w, b). No path is kept."""
    torch.set_num_threads(1)
    rows = torch.from_numpy(np.stack([x, np.ones_like(x)], axis=-1)).unbind()
    targets = y.tolist()
    theta = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([theta], lr=rate)
    for sample in batches[:, 0].tolist():
        optimizer.zero_grad()
        residual = torch.dot(theta, rows[sample]) - targets[sample]
        (residual * residual).backward()
        optimizer.step()
    return [float(value) for value in theta.detach()]
