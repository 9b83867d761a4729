"""A parsed file as a tree whose every value knows where it stands, to be laid over another one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scenes.reading.source import Key, Place, Source

NAMED = ("scene", "beat")
"""The keys of tables of which there are several, known by their names."""
WHOLE = ("data", "surface")
"""The keys of tables of which nothing stays when another takes their place."""


@dataclass
class Node:
    """A value of a file and its place; in a table's or a list's are nodes."""

    value: Any
    place: Place

    @property
    def name(self) -> str | None:
        """What a table is called by its own key, None for all else."""
        own = self.value.get("name") if isinstance(self.value, dict) else None
        return own.value if own is not None and isinstance(own.value, str) else None

    def items(self, key: str) -> Iterator[Node]:
        """What is in the list at a key of a table, nothing where there is none."""
        found = self.value.get(key)
        yield from found.value if found is not None and isinstance(found.value, list) else ()


def tree(source: Source) -> Node:
    """What a file says as a tree."""
    return _node(source, (), source.values)


def _node(source: Source, key: Key, value: object) -> Node:
    place = source.place(key)
    if isinstance(value, dict):
        return Node({k: _node(source, (*key, k), each) for k, each in value.items()}, place)
    if isinstance(value, list):
        return Node([_node(source, (*key, k), each) for k, each in enumerate(value)], place)
    return Node(value, place)


def flat(root: Node, file: Path) -> Source:
    """The same as values and places, as those of a file."""
    places: dict[Key, Place] = {}
    return Source(file, _values(root, (), places), places)


def _values(node: Node, key: Key, places: dict[Key, Place]) -> Any:  # noqa: ANN401 - as in the file
    if key:
        places[key] = node.place
    if isinstance(node.value, dict):
        return {k: _values(each, (*key, k), places) for k, each in node.value.items()}
    if isinstance(node.value, list):
        return [_values(each, (*key, k), places) for k, each in enumerate(node.value)]
    return node.value


def laid_over(base: Node, own: Node, key: str = "") -> Node:
    """What is said anew over what was said: tables key by key, scenes and beats name by name.

    Data and surfaces are replaced as a whole: the columns of one file are none of another.  With a
    beat's words goes what is heard in place of them.
    """
    if key not in WHOLE and isinstance(base.value, dict) and isinstance(own.value, dict):
        both = {
            k: laid_over(base.value[k], each, k) if k in base.value else each
            for k, each in own.value.items()
        }
        gone = {"say_as"} if key == "beat" and "say" in own.value else set()
        kept = {k: each for k, each in base.value.items() if k not in gone}
        return Node(kept | both, own.place)
    if key in NAMED and isinstance(base.value, list) and isinstance(own.value, list):
        return Node(_by_name(base.value, own.value, key), own.place)
    return own


def _by_name(base: list[Node], own: list[Node], key: str) -> list[Node]:
    """The tables of one list, each with what another has of that name, and what else that has."""
    first = {each.name: index for index, each in reversed([*enumerate(own)]) if each.name}
    laid, taken = [], set()
    for each in base:
        index = first.get(each.name or "")
        laid.append(each if index is None else laid_over(each, own[index], key))
        taken.add(index)
    return [*laid, *(each for index, each in enumerate(own) if index not in taken)]
