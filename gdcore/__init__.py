"""What happens in gradient descent, computed before anything is drawn.

Losses, optimizers, paths and the table of every frame. NumPy only; reads no clock, prints nothing.
"""

from gdcore import datasets, optimizers, problems, schedules, surfaces
from gdcore.descent import Descent, descend
from gdcore.frames import FrameTable, frame_table

__all__ = [
    "Descent",
    "FrameTable",
    "datasets",
    "descend",
    "frame_table",
    "optimizers",
    "problems",
    "schedules",
    "surfaces",
]
