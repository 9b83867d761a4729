"""The command ``python -m tests.attack``: attacks by kind, number and seed, and a table of them."""

from __future__ import annotations

import argparse
import math
import sys

from rich.console import Console

from tests.attack import edits, folders, kills, lessons, tables, themes
from tests.attack.cases import SEED
from tests.attack.run import show, tally

KINDS = (lessons, tables, themes, folders, edits, kills)
ATTACKS = {kind.ATTACK.name: kind.ATTACK for kind in KINDS}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.attack", description=__doc__)
    parser.add_argument("kind", nargs="*", help=f"by default all: {', '.join(ATTACKS)}")
    parser.add_argument("--count", type=int, help="cases of each kind")
    parser.add_argument("--first", type=int, default=0, help="number of the first case")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=math.inf, help="of each kind, at most")
    parser.add_argument("--case", metavar="KIND:N", help="this case alone")
    asked = parser.parse_args()
    if asked.case:
        kind, _, number = asked.case.partition(":")
        asked.kind, asked.first, asked.count = [kind], int(number), 1
    for kind in asked.kind:
        if kind not in ATTACKS:
            parser.error(f"there is no attack {kind!r}; choose from: {', '.join(ATTACKS)}")
    return asked


def main() -> None:
    """Run what the command line asks for; exit code 1 where anything was found."""
    asked, out = _arguments(), Console(soft_wrap=True)
    tallies = []
    for kind in asked.kind or ATTACKS:
        attack = ATTACKS[kind]
        numbers = range(asked.first, asked.first + (asked.count or attack.cases))
        tallies.append(tally(attack, numbers, asked.seed, asked.jobs, out, asked.minutes))
    show(tallies, out)
    sys.exit(any(each.faults for each in tallies))


if __name__ == "__main__":
    main()
