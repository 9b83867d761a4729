"""One thread a process for sums, as NumPy's libraries are told before they are imported.

Their order, and with it the last bit, is then the same in every process; there is no thread to be
lost in a fork; and as matrices of a lesson are small, threads would mostly wait for each other.
"""

import os

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
"""What the environment says."""


def sum_in_one_thread() -> None:
    """Have this process, and those that it starts, sum so."""
    os.environ.update(ONE_THREAD)
