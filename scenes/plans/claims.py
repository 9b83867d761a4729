"""What the software says of runs by itself is a claim: sentences, each with what makes it true.

Of several, the first that is true of what was computed is said.  So each of them may rely on those
before it not being true, and the last one is to hold of whatever is left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Claim(Generic[T]):
    """What may be said of something that was computed, such as a plan or a run.

    Args:
        means: what it says, in a sentence without its full stop, for `gdlesson check`.
        holds: whether it is true.
    """

    means: str
    holds: Callable[[T], bool]


Claims = Mapping[str, Claim[T]]
"""By name, in the order in which they are tried."""


def chosen(claims: Claims[T], of: T) -> str:
    """The name of the first of them that is true.

    Raises:
        ValueError: none is.
    """
    for name, claim in claims.items():
        if claim.holds(of):
            return name
    raise ValueError(f"none of these is true: {', '.join(claims)}")


def otherwise(of: object) -> bool:
    """What holds of whatever none of the claims before was true of."""
    del of
    return True
