"""Letters that are programs which call others, and how much they come to.

Ten programs that call one another, each a hundred times, ask for as many curves as there are atoms,
and what draws them does not count.  A font may have as many letters as a book has words, so they
are first looked at all at once: of whatever looks like a call it is seen whom it may mean, and the
longest counts.  That may be far too much, but never too little; the few letters that come to much
are then run.

Source: Adobe, "The Type 2 Charstring Format" (Technical Note 5177, 2000).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenes.themes.cff import Outlines, Places

SUSPECT_BYTES = 2**10
"""Of a letter with all that it may call, from which it is run."""
MOST_OF_ONE = 2**13
"""Numbers and orders that a letter may come to; those of the built-in font come to 300."""
LETTERS, MOST_OF_LETTERS = 32, 2**14
"""As many different letters as a title may have, and what they may come to together: 10,000 take a
second to be drawn."""
MOST_RUN = 2**20
"""What all letters that are run may come to."""
MOST_DEEP = 10
"""Calls within calls, by the specification; those who draw go no deeper."""
MOST_CALLS = 2**20

_CALL, _RETURN, _ESCAPE, _END, _SHORT, _CALL_SHARED, _LONG = 10, 11, 12, 14, 28, 29, 255
_STEMS, _MASKS = (1, 3, 18, 23), (19, 20)
_ARITHMETIC, _DIVISION = (3, 30), 12
"""After an escape: what leaves a number for a call."""
_MOST_NUMBERS = 513
_NUMBERS = 2**16
"""How many numbers a call can be given, from -32768."""
_UNBOUNDED = 1e15
"""What a weight is cut off at, so that it stays a number."""

_Bytes = NDArray[np.uint8]
_Whole = NDArray[np.int64]
_Weights = NDArray[np.float64]


def check_calls(tables: Mapping[str, bytes]) -> None:
    """Raise ValueError where a letter of a font with these tables would be too much to draw."""
    if "CFF " not in tables:
        return
    outlines = Outlines(tables["CFF "])
    left, sizes = MOST_RUN, []
    for letter in np.flatnonzero(_weights(outlines) > SUSPECT_BYTES).tolist():
        sizes.append(_Run(outlines, letter).size(min(left, MOST_OF_ONE)))
        left -= sizes[-1]
    if sum(sorted(sizes)[-LETTERS:]) > MOST_OF_LETTERS:
        raise _too_much()


def _too_much() -> ValueError:
    return ValueError("a letter of the font has more curves than can be drawn in time")


def _weights(outlines: Outlines) -> _Weights:
    """No less than the bytes of each letter with all that it calls."""
    data = np.frombuffer(outlines.table, np.uint8)
    letters = _Calls(data, outlines.letters)
    callable_ = [_Calls(data, each) for each in (outlines.shared, *outlines.own)]
    if sum(len(each.caller) for each in (letters, *callable_)) > MOST_CALLS:
        raise _too_much()
    weights = [each.lengths.astype(float) for each in callable_]
    for _ in range(MOST_DEEP):
        told = _by_number(weights[:1]), _by_number(weights[1:])
        before, weights = weights, [each.weights(*told) for each in callable_]
        if all(map(np.array_equal, before, weights)):
            break
    return letters.weights(_by_number(weights[:1]), _by_number(weights[1:]))


class _Calls:
    """Of all that looks like a call in some programs, whom it may call."""

    def __init__(self, data: _Bytes, places: Places) -> None:
        starts = np.array(places)
        body = data[: places[-1]]
        at = places[0] + np.flatnonzero(np.isin(body[places[0] :], (_CALL, _CALL_SHARED)))
        if len(at) > MOST_CALLS:
            raise _too_much()
        self.lengths = np.diff(starts)
        self.caller = np.searchsorted(starts, at, side="right") - 1
        self.is_shared = body[at] == _CALL_SHARED
        room = at - starts[self.caller]
        one, two, three, four, five = (
            np.where(room >= count, body[at - count], -1).astype(np.int64) for count in range(1, 6)
        )
        escaped = (two == _ESCAPE) & (one >= _ARITHMETIC[0]) & (one <= _ARITHMETIC[1])
        self.is_unknown = (room == 0) | (one == _CALL) | (one == _CALL_SHARED) | escaped
        self.numbers = np.array([*_numbers(one, two, three, four, five)], np.int32)
        """Which numbers each may be given, counted from -32768; ``_NUMBERS`` for none."""

    def weights(self, shared: _Weights, own: _Weights) -> _Weights:
        """Bytes of each with all that it calls, by the weights of what has each number."""
        worth = np.zeros(len(self.caller))
        for here, to in ((self.is_shared, shared), (~self.is_shared, own)):
            for numbers in self.numbers:
                worth[here] = np.maximum(worth[here], to[numbers[here]])
            worth[here & self.is_unknown] = to.max()
        within = np.bincount(self.caller, worth, len(self.lengths))
        return np.minimum(self.lengths + within, _UNBOUNDED)


def _numbers(
    one: _Whole, two: _Whole, three: _Whole, four: _Whole, five: _Whole
) -> Iterator[_Whole]:
    """Every number that the bytes before a call, the last one first, may end with."""
    yield _if((one >= 32) & (one <= 246), one - 139)
    yield _if((two >= 247) & (two <= 250), (two - 247) * 256 + one + 108)
    yield _if((two >= 251) & (two <= 254), -(two - 251) * 256 - one - 108)
    yield _if(three == _SHORT, _signed(two, one))
    for rounded in (0, 1):  # a number with a fraction, rounded down or up
        yield _if(five == _LONG, _signed(four, three) + rounded)


def _signed(high: _Whole, low: _Whole) -> _Whole:
    return (high * 256 + low + _NUMBERS // 2) % _NUMBERS - _NUMBERS // 2


def _if(fits: NDArray[np.bool_], numbers: _Whole) -> _Whole:
    return np.where(fits, np.minimum(numbers + _NUMBERS // 2, _NUMBERS), _NUMBERS)


def _by_number(weights: Sequence[_Weights]) -> _Weights:
    """By the number that a call is given, the most that it calls in any of these; 0 for nobody."""
    most = np.zeros(_NUMBERS + 1)
    for each in weights:
        first = _NUMBERS // 2 - _bias(len(each))
        part = most[first : first + len(each)]
        np.maximum(part, each[: len(part)], out=part)
    return most


def _bias(count: int) -> int:
    """What is added to the number that a call is given, by how many can be called."""
    return 107 if count < 1240 else 1131 if count < 33900 else 32768


class _Frame(NamedTuple):
    """Where a program is, and where it ends."""

    at: int
    stop: int


class _Run:
    """A letter that is run, but not drawn."""

    def __init__(self, outlines: Outlines, letter: int) -> None:
        self.table = outlines.table
        self.callable = {
            _CALL: outlines.own[outlines.which[letter]],
            _CALL_SHARED: outlines.shared,
        }
        self.frames = [_Frame(outlines.letters[letter], outlines.letters[letter + 1])]
        self.stack: list[float] = []
        self.stems = 0

    def size(self, most: int) -> int:
        """How many numbers and orders the letter comes to.

        Raises:
            ValueError: more than ``most``.
        """
        count = 0
        while self.frames:
            count += 1
            if count > most:
                raise _too_much()
            at, stop = self.frames.pop()
            if at < stop:
                self._step(at, stop, self.table[at])
        return count

    def _step(self, at: int, stop: int, order: int) -> None:
        """Do the next thing; where a letter cannot go on, nor can those who draw it."""
        if order >= 32 or order == _SHORT:
            number, size = _number(self.table[at : at + 5].ljust(5, b"\0"))
            if len(self.stack) < _MOST_NUMBERS:
                self.stack.append(number)
                self.frames.append(_Frame(at + size, stop))
        elif order in self.callable:
            self._call(self.callable[order], _Frame(at + 1, stop))
        elif order == _ESCAPE:
            self._escaped(_Frame(at + 2, stop), self.table[at + 1] if at + 1 < stop else 0)
        elif order == _END:
            self.frames.clear()
        elif order != _RETURN:
            if order in (*_STEMS, *_MASKS):
                self.stems += len(self.stack) // 2
            mask = -(-self.stems // 8) if order in _MASKS else 0
            self.stack.clear()
            self.frames.append(_Frame(at + 1 + mask, stop))

    def _call(self, to: Places, after: _Frame) -> None:
        number = int(self.stack.pop()) + _bias(len(to) - 1) if self.stack else -1
        if len(self.frames) >= MOST_DEEP:
            raise ValueError(f"a letter of the font calls others more than {MOST_DEEP} deep")
        if 0 <= number < len(to) - 1:
            self.frames += [after, _Frame(to[number], to[number + 1])]
        else:
            self.frames.clear()

    def _escaped(self, after: _Frame, order: int) -> None:
        if not _ARITHMETIC[0] <= order <= _ARITHMETIC[1]:
            self.stack.clear()
        elif order == _DIVISION and len(self.stack) > 1:
            below = self.stack.pop()
            self.stack[-1] = self.stack[-1] / below if below else 0.0
        else:
            raise ValueError("a letter of the font calculates, which few programs can draw")
        self.frames.append(after)


def _number(data: bytes) -> tuple[float, int]:
    """A number, and how many bytes it takes."""
    first = data[0]
    if first == _SHORT:
        return int.from_bytes(data[1:3], "big", signed=True), 3
    if first == _LONG:
        return int.from_bytes(data[1:5], "big", signed=True) / _NUMBERS, 5
    if first < 247:
        return first - 139, 1
    sign, offset = (1, 247) if first < 251 else (-1, 251)
    return sign * ((first - offset) * 256 + data[1] + 108), 2
