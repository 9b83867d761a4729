"""Reads a formula such as x**2 + 3*sin(y): text in, a graph of operations out.

No Python is evaluated and none is parsed. The text is cut into numbers, names and signs, and read
by precedence climbing, with bounds on its length, on how deep it nests and on its exponents.

    sum      = product {("+" | "-") product}
    product  = signed {("*" | "/") signed}
    signed   = {"+" | "-"} power
    power    = atom ["**" signed]
    atom     = number | name | function "(" sum ")" | "(" sum ")"
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from gdcore.errors import ExpressionError, listed, shown
from gdcore.surfaces.graph import FUNCTIONS, Graph

MOST_CHARACTERS = 1000
MOST_NESTING = 50
LARGEST_EXPONENT = 1000

EXAMPLE = "x**2 + 3*sin(y)"
CONSTANTS = {"pi": math.pi, "e": math.e}
ALIASES = {"theta_1": "x", "theta_2": "y", "atan": "arctan"}
FUNCTION_NAMES = tuple(name for name in FUNCTIONS if name != "sign")
ALLOWED = (
    "a formula is made of numbers, names, round brackets and the operators + - * / **, "
    f"as in {EXAMPLE}"
)
HINTS = {  # for a character that is not allowed
    "^": "write ** for a power",
    ".": "a point belongs inside a number",
    ",": "every function takes one number",
}

_TOKEN = re.compile(
    r"(?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?)"
    r"|(?P<name>[A-Za-z_][A-Za-z_0-9]*)"
    r"|(?P<sign>\*\*|[-+*/()])"
    r"|(?P<space>[ \t\r\n]+)"
)


class Token(NamedTuple):
    """A piece of the text; `column` counts from 1."""

    kind: str
    text: str
    column: int


def read(text: object, variables: Sequence[str]) -> tuple[Graph, int]:
    """The graph of a formula and its node.

    Raises:
        ExpressionError: the text is not a formula; its text gives the piece and its column.
    """
    if not isinstance(text, str):
        raise ExpressionError(f"The formula is {shown(text)}; it must be text, as {EXAMPLE} is.")
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(
            f"The formula has {len(text)} characters; at most {MOST_CHARACTERS} are allowed."
        )
    tokens = _tokens(text)
    if len(tokens) == 1:
        raise ExpressionError(f"The formula is empty; write one such as {EXAMPLE}.")
    return _Reader(tokens, variables).whole()


def _tokens(text: str) -> list[Token]:
    found, position = [], 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            character = text[position]
            code = "" if character.isascii() else f" (U+{ord(character):04X})"  # it may look like x
            hint = HINTS.get(character, ALLOWED)
            raise ExpressionError(
                f"The formula has {shown(character)}{code} at column {position + 1}; {hint}."
            )
        if match.lastgroup != "space":
            found.append(Token(str(match.lastgroup), match[0], position + 1))
        position = match.end()
    return [*found, Token("end", "", len(text) + 1)]


class _Reader:
    """A precedence climber over the tokens; each method reads one rule of the grammar."""

    def __init__(self, tokens: list[Token], variables: Sequence[str]) -> None:
        self.tokens = tokens
        self.position = 0
        self.depth = 0
        self.graph = Graph(variables)
        self.names = {name: index for index, name in enumerate(variables)}
        self.names |= {name: self.graph.constant(value) for name, value in CONSTANTS.items()}
        self.names |= {
            alias: self.names[name] for alias, name in ALIASES.items() if name in self.names
        }

    def whole(self) -> tuple[Graph, int]:
        node = self.sum()
        if self.next.text == ")":
            _fail(self.next, "closes no bracket")
        if self.next.kind != "end":
            _fail(self.next, "stands where an operator belongs; a product is written with *")
        return self.graph, node

    @property
    def next(self) -> Token:
        return self.tokens[self.position]

    def take(self, *texts: str) -> Token | None:
        """The next token if it is one of these."""
        token = self.next
        if token.text not in texts:
            return None
        self.position += 1
        return token

    def sum(self) -> int:
        node = self.product()
        while token := self.take("+", "-"):
            build = self.graph.add if token.text == "+" else self.graph.subtract
            node = self.finite(build(node, self.product()), token)
        return node

    def product(self) -> int:
        node = self.signed()
        while token := self.take("*", "/"):
            build = self.graph.multiply if token.text == "*" else self.graph.divide
            other = self.signed()
            if token.text == "/" and self.graph.number(other) == 0.0:
                _fail(token, "divides by zero")
            node = self.finite(build(node, other), token)
        return node

    def signed(self) -> int:
        negative = False
        while token := self.take("+", "-"):
            negative ^= token.text == "-"
        node = self.power()
        return self.graph.negative(node) if negative else node

    def power(self) -> int:
        base = self.atom()
        token = self.take("**")
        if token is None:
            return base
        exponent = self.nested(self.signed, token)
        number = self.graph.number(exponent)
        if number is not None:
            if abs(number) > LARGEST_EXPONENT:
                _fail(token, f"has the exponent {number:g}; at most {LARGEST_EXPONENT} is allowed")
            return self.finite(self.graph.power(base, number), token)
        below = self.graph.number(base)
        if below is not None and below <= 0.0:
            _fail(token, "has an exponent that varies, so its base must be above 0")
        logarithm = self.graph.apply("log", base)
        return self.graph.apply("exp", self.graph.multiply(exponent, logarithm))

    def atom(self) -> int:
        token = self.next
        self.position += token.kind != "end"
        if token.kind == "number":
            node = self.graph.constant(float(token.text))
            return self.finite(node, token)
        if token.kind == "name":
            return self.named(token)
        if token.text != "(":
            what = "ends" if token.kind == "end" else f"has {token.text!r}"
            raise ExpressionError(
                f"The formula {what} at column {token.column}, where a number, a name or a "
                "bracket belongs."
            )
        return self.bracket(token)

    def named(self, token: Token) -> int:
        name = ALIASES.get(token.text, token.text)
        if name in FUNCTION_NAMES:
            opening = self.take("(")
            if opening is None:
                _fail(token, f"is a function; write {token.text}(...)")
            return self.finite(self.graph.apply(name, self.bracket(opening)), token)
        if token.text not in self.names:
            _fail(
                token,
                f"is not known; choose from {listed(self.names)} and the functions "
                f"{listed(FUNCTION_NAMES)}",
            )
        return self.names[token.text]

    def bracket(self, opening: Token) -> int:
        node = self.nested(self.sum, opening)
        if self.take(")") is None:
            if self.next.kind == "end":
                _fail(opening, "is a bracket that is never closed")
            _fail(self.next, "stands where an operator belongs; a product is written with *")
        return node

    def nested(self, rule: Callable[[], int], token: Token) -> int:
        self.depth += 1
        if self.depth > MOST_NESTING:
            _fail(token, f"nests too deep; at most {MOST_NESTING} brackets and powers may nest")
        node = rule()
        self.depth -= 1
        return node

    def finite(self, node: int, token: Token) -> int:
        number = self.graph.number(node)
        if number is not None and not math.isfinite(number):
            _fail(token, "gives no finite number; float64 ends at 1.8e308")
        return node


def _fail(token: Token, what: str) -> NoReturn:
    raise ExpressionError(f"In the formula, {shown(token.text)} at column {token.column} {what}.")
