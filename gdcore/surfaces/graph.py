"""A formula as a graph of operations: it is differentiated exactly and run on arrays.

A node is one operation on earlier nodes, and equal nodes are stored once, so that a derivative
shares what it can with what it is the derivative of. Nothing here recurses.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from gdcore.typing import Array

Function = Callable[..., Any]
Rule = Callable[["Graph", int, int], int]
"""graph, node f(u), node u -> node f'(u)."""


class Node(NamedTuple):
    """An operation: what it is, the nodes that it takes, and the number that it holds."""

    operation: str
    operands: tuple[int, ...] = ()
    number: float = 0.0


class Step(NamedTuple):
    """One instruction: values[target] = function(values[left]), or of left and right."""

    function: Function
    target: int
    left: int
    right: int | None


@dataclass(frozen=True, eq=False)
class Program:
    """Instructions in order, on numbered places; the first ones hold the variables."""

    steps: tuple[Step, ...]
    start: tuple[float, ...]
    results: tuple[int, ...]

    def __call__(self, *variables: Array) -> tuple[Array | float, ...]:
        """The results at each point; those that are the same everywhere are plain numbers."""
        values: list[Any] = [*variables, *self.start]
        for function, target, left, right in self.steps:
            if right is None:
                values[target] = function(values[left])
            else:
                values[target] = function(values[left], values[right])
        return tuple([values[result] for result in self.results])


class Graph:
    """Builds nodes, simplified where a constant allows it; a product with 0 is 0 throughout."""

    def __init__(self, variables: Sequence[str]) -> None:
        self.nodes: list[Node] = []
        self._found: dict[Node, int] = {}
        for name in variables:
            self._node(name)
        self.variables = tuple(variables)

    def constant(self, value: float) -> int:
        """The node of a number."""
        return self._node("constant", number=float(value))

    def number(self, node: int) -> float | None:
        """The number that a node holds, None if it depends on a variable."""
        found = self.nodes[node]
        return found.number if found.operation == "constant" else None

    def add(self, a: int, b: int) -> int:
        """The node of a + b."""
        if self.number(a) == 0.0:
            return b
        return a if self.number(b) == 0.0 else self._folded("+", a, b)

    def subtract(self, a: int, b: int) -> int:
        """The node of a - b."""
        if self.number(a) == 0.0:
            return self.negative(b)
        return a if self.number(b) == 0.0 else self._folded("-", a, b)

    def multiply(self, a: int, b: int) -> int:
        """The node of a b."""
        if 0.0 in {self.number(a), self.number(b)}:
            return self.constant(0.0)
        if self.number(a) == 1.0:
            return b
        return a if self.number(b) == 1.0 else self._folded("*", a, b)

    def divide(self, a: int, b: int) -> int:
        """The node of a / b."""
        if self.number(a) == 0.0 != self.number(b):
            return a
        return a if self.number(b) == 1.0 else self._folded("/", a, b)

    def negative(self, a: int) -> int:
        """The node of -a."""
        found = self.nodes[a]
        return found.operands[0] if found.operation == "negative" else self._folded("negative", a)

    def power(self, a: int, exponent: float) -> int:
        """The node of a to a constant power."""
        if exponent == 0.0:
            return self.constant(1.0)
        return a if exponent == 1.0 else self._folded("power", a, number=exponent)

    def apply(self, name: str, a: int) -> int:
        """The node of one of `FUNCTIONS` of a."""
        return self._folded(name, a)

    def derivative(self, node: int, variable: str) -> int:
        """The exact derivative of a node by a variable, as a node."""
        slopes: dict[int, int] = {}
        for index in self._needed([node]):
            slopes[index] = self._slope(index, variable, slopes)
        return slopes[node]

    def program(self, results: Sequence[int]) -> Program:
        """Instructions for these nodes; a place is used again once its value is not needed."""
        needed = self._needed(results)
        last = {operand: index for index in needed for operand in self.nodes[index].operands}
        last |= dict.fromkeys(results, len(self.nodes))
        place = {index: index for index in range(len(self.variables))}
        start: list[float] = []
        steps: list[Step] = []
        free: list[int] = []
        for index in needed:
            operation, operands, number = self.nodes[index]
            if index in place:
                continue
            if not operands or not free:
                free.append(len(self.variables) + len(start))
                start.append(number)
            place[index] = free.pop()
            if operands:
                left, *right = (place[operand] for operand in operands)
                function = _function(operation, number)
                steps.append(Step(function, place[index], left, right[0] if right else None))
                ended = {operand for operand in operands if last[operand] == index}
                free += sorted(place[operand] for operand in ended if self.nodes[operand].operands)
        return Program(tuple(steps), tuple(start), tuple(place[result] for result in results))

    def _node(self, operation: str, operands: tuple[int, ...] = (), number: float = 0.0) -> int:
        node = Node(operation, operands, number)
        if node not in self._found:
            self._found[node] = len(self.nodes)
            self.nodes.append(node)
        return self._found[node]

    def _folded(self, operation: str, *operands: int, number: float = 0.0) -> int:
        """A node, worked out at once if all that it takes are numbers."""
        numbers = [self.number(operand) for operand in operands]
        if None in numbers:
            return self._node(operation, operands, number)
        with np.errstate(all="ignore"):
            return self.constant(_function(operation, number)(*map(np.float64, numbers)))

    def _needed(self, results: Iterable[int]) -> list[int]:
        """The nodes that the results are made of, earlier ones first."""
        found, waiting = set(results), list(results)
        while waiting:
            fresh = set(self.nodes[waiting.pop()].operands) - found
            found |= fresh
            waiting += fresh
        return sorted(found)

    def _slope(self, index: int, variable: str, slopes: dict[int, int]) -> int:
        operation, operands, number = self.nodes[index]
        if not operands:
            return self.constant(float(operation == variable))
        a, by_a = operands[0], slopes[operands[0]]
        if operation in _ARITHMETIC:
            b = operands[-1]
            return _ARITHMETIC[operation].slope(self, index, (a, by_a), (b, slopes[b]))
        if operation == "power":
            outer = self.multiply(self.constant(number), self.power(a, number - 1.0))
        else:
            outer = FUNCTIONS[operation].slope(self, index, a)
        return self.multiply(outer, by_a)


class _Arithmetic(NamedTuple):
    """+ - * / and the sign: the function, and its slope from (a, a') and (b, b')."""

    function: Function
    slope: Callable[[Graph, int, tuple[int, int], tuple[int, int]], int]


_ARITHMETIC = {
    "+": _Arithmetic(operator.add, lambda g, _f, a, b: g.add(a[1], b[1])),
    "-": _Arithmetic(operator.sub, lambda g, _f, a, b: g.subtract(a[1], b[1])),
    "*": _Arithmetic(
        operator.mul,
        lambda g, _f, a, b: g.add(g.multiply(a[1], b[0]), g.multiply(a[0], b[1])),
    ),
    "/": _Arithmetic(
        operator.truediv,
        lambda g, f, a, b: g.divide(g.subtract(a[1], g.multiply(f, b[1])), b[0]),
    ),
    "negative": _Arithmetic(operator.neg, lambda g, _f, a, _b: g.negative(a[1])),
}


class Elementary(NamedTuple):
    """A function of one number and the rule for its derivative."""

    function: Function
    slope: Rule


def _sigmoid(u: Array) -> Array:
    value: Array = 1.0 / (1.0 + np.exp(-u))
    return value


FUNCTIONS = {
    "sin": Elementary(np.sin, lambda g, _f, u: g.apply("cos", u)),
    "cos": Elementary(np.cos, lambda g, _f, u: g.negative(g.apply("sin", u))),
    "tan": Elementary(np.tan, lambda g, f, _u: g.add(g.constant(1.0), g.power(f, 2.0))),
    "arctan": Elementary(
        np.arctan, lambda g, _f, u: g.power(g.add(g.constant(1.0), g.power(u, 2.0)), -1.0)
    ),
    "exp": Elementary(np.exp, lambda _g, f, _u: f),
    "log": Elementary(np.log, lambda g, _f, u: g.power(u, -1.0)),
    "sqrt": Elementary(np.sqrt, lambda g, f, _u: g.divide(g.constant(0.5), f)),
    "abs": Elementary(np.abs, lambda g, _f, u: g.apply("sign", u)),
    "sign": Elementary(np.sign, lambda g, _f, _u: g.constant(0.0)),
    "sinh": Elementary(np.sinh, lambda g, _f, u: g.apply("cosh", u)),
    "cosh": Elementary(np.cosh, lambda g, _f, u: g.apply("sinh", u)),
    "tanh": Elementary(np.tanh, lambda g, _f, u: g.power(g.apply("cosh", u), -2.0)),
    "sigmoid": Elementary(
        _sigmoid, lambda g, f, u: g.multiply(f, g.apply("sigmoid", g.negative(u)))
    ),
}


@cache
def _function(operation: str, number: float) -> Function:
    if operation == "power":
        return _to_the(number)
    return (_ARITHMETIC.get(operation) or FUNCTIONS[operation]).function


def _to_the(exponent: float) -> Function:
    """Give u -> u ** exponent, by products for whole exponents and halves, or exp(c log u).

    `np.power` rounds one number differently from an array of them.
    """
    if exponent < 0.0:
        upwards = _to_the(-exponent)
        return lambda u: 1.0 / upwards(u)
    if exponent.is_integer():
        return lambda u: _product(u, int(exponent))
    if (2.0 * exponent).is_integer():
        return lambda u: _product(np.sqrt(u), int(2.0 * exponent))
    return lambda u: np.exp(exponent * np.log(u))


def _product(u: Array, times: int) -> Array:
    """Multiply u with itself, by repeated squaring."""
    result = u if times % 2 else None
    while times := times // 2:
        u = u * u
        if times % 2:
            result = u if result is None else result * u
    assert result is not None
    return result
