"""How much of all there is a run of the tests takes: a sample, or with ``--whole`` all of it."""

is_whole = False
"""Whether all of it; set before a test is collected."""


def of(sample: int, whole: int) -> int:
    """How many of something are tried."""
    return whole if is_whole else sample
