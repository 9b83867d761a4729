"""What every worker needs, imported once in the process that they are forked from.

Manim reads settings from the folder in which it is imported: not from the user's, but an empty one.
"""

import os
from contextlib import chdir
from tempfile import TemporaryDirectory

# One thread a worker for sums, so that their order, and with it the last bit, is the same.
os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

with TemporaryDirectory() as _empty, chdir(_empty):
    import manim  # noqa: F401

    from gdlesson.render import stage, workers  # noqa: F401
    from scenes import catalog

    for _name in catalog.NAMES:
        catalog.scene_class(_name)
        catalog.plan(_name)
