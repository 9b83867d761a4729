"""A digest of all that a running scene can reach: equal where two processes are in the same state.

It holds for processes forked from one: what is hashed is what a fork leaves as it was.
"""

from __future__ import annotations

import random
import types
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import Enum
from functools import partial
from hashlib import blake2b
from logging import Logger
from pathlib import PurePath
from typing import Any

import numpy as np

_PLAIN = (bool, int, float, complex, str, bytes, type(None), Enum, PurePath)
_NOT_STATE = (type, types.ModuleType, Logger, types.FrameType, types.CodeType, types.TracebackType)


Attributes = Mapping[str, type]
"""Names of attributes, and the kind of objects whose these are."""


def digest(roots: Iterable[object], leave_out: tuple[type, ...], attributes: Attributes) -> str:
    """The digest of what can be reached from some objects.

    Args:
        roots: where to start.
        leave_out: kinds of objects that are no part of the state.
        attributes: those that are no part of it either.
    """
    walk = _Visit((*_NOT_STATE, *leave_out), attributes)
    walk.over(roots)
    return walk.hash.hexdigest()


class _Visit:
    """A walk over objects, each once; later mentions of one are its number."""

    def __init__(self, leave_out: tuple[type, ...], attributes: Attributes) -> None:
        self.hash = blake2b(digest_size=16)
        self._leave_out, self._left_out_of = leave_out, attributes
        self._numbers: dict[int, int] = {}
        self._alive: list[object] = []  # so that no two of them have had the same id

    def over(self, roots: Iterable[object]) -> None:
        waiting: list[Iterator[object]] = [iter(roots)]
        while waiting:
            for found in waiting[-1]:
                if isinstance(found, _PLAIN):
                    self._add(type(found).__name__, repr(found))
                elif not isinstance(found, self._leave_out):
                    parts = self._parts(found)
                    if parts is not None:
                        waiting.append(iter(parts))
                        break
            else:
                waiting.pop()

    def _add(self, *words: object) -> None:
        self.hash.update("\0".join(map(str, words)).encode("utf-8", "surrogatepass") + b"\1")

    def _parts(self, found: Any) -> Iterable[object] | None:  # noqa: ANN401 - anything at all
        """What an object consists of; None where it was met before."""
        number = self._numbers.get(id(found))
        if number is not None:
            self._add("again", number)
            return None
        self._numbers[id(found)] = len(self._numbers)
        self._alive.append(found)
        self._add(type(found).__qualname__)
        if isinstance(found, np.ndarray):
            self._add(found.dtype, found.shape)
            if found.dtype.hasobject:
                return found.ravel().tolist()
            self.hash.update(np.ascontiguousarray(found).tobytes())
            return None
        return [*_inside(found), *self._attributes(found)]

    def _attributes(self, found: object) -> Iterator[object]:
        for name, value in getattr(found, "__dict__", {}).items():
            kind = self._left_out_of.get(name)
            if kind is None or not isinstance(found, kind):
                yield name
                yield value


def _inside(found: object) -> list[Any]:
    """What an object holds beside its attributes."""
    for kind, parts in _INSIDE:
        if isinstance(found, kind):
            return parts(found)
    return []


def _of_function(found: types.FunctionType) -> list[Any]:
    cells = [_contents(cell) for cell in found.__closure__ or ()]
    return [found.__qualname__, found.__defaults__, found.__kwdefaults__, *cells]


def _of_generator(found: types.GeneratorType[Any, Any, Any]) -> list[Any]:
    return [found.gi_frame.f_lasti, dict(found.gi_frame.f_locals)] if found.gi_frame else []


_INSIDE: tuple[tuple[type | tuple[type, ...], Callable[[Any], list[Any]]], ...] = (
    (dict, lambda found: [len(found), *(part for pair in found.items() for part in pair)]),
    ((list, tuple, deque), lambda found: [len(found), *found]),
    (
        (set, frozenset),  # in no order, so what has none itself is counted only
        lambda found: [len(found), *sorted(repr(p) for p in found if isinstance(p, _PLAIN))],
    ),
    (types.FunctionType, _of_function),
    (types.MethodType, lambda found: [found.__func__, found.__self__]),
    (types.GeneratorType, _of_generator),
    (partial, lambda found: [found.func, found.args, found.keywords]),
    (random.Random, lambda found: [found.getstate()]),
    (np.random.Generator, lambda found: [found.bit_generator.state]),
    (np.random.RandomState, lambda found: [found.get_state()]),
    (np.generic, lambda found: [repr(found)]),
)


def _contents(cell: types.CellType) -> object:
    try:
        return cell.cell_contents
    except ValueError:  # not given a value yet
        return None
