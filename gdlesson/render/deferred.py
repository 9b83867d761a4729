"""Importing a library without the large libraries that it seldom uses.

Manim imports SciPy for one function, and NetworkX, Pygments and Beautiful Soup for graphs and
listings: two fifths of the time that it takes to start, and most scenes need none of them.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from operator import attrgetter
from types import ModuleType
from typing import Any


class Deferred:
    """Something of a module that is imported when it is first called or asked what it is."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _found(self) -> Any:  # noqa: ANN401 - it may be anything
        return attrgetter(self._name)(importlib.import_module(self._module))

    def __getattr__(self, name: str) -> Deferred:
        if name.startswith("__"):  # what Python asks of everything
            raise AttributeError(name)
        return Deferred(self._module, f"{self._name}.{name}")

    def __call__(self, *args: Any, **options: Any) -> Any:  # noqa: ANN401 - it may be anything
        """Call what this stands for."""
        return self._found()(*args, **options)

    def __instancecheck__(self, instance: object) -> bool:
        """Whether something is an instance of the class that this stands for."""
        return isinstance(instance, self._found())


class _Module(ModuleType):
    """A module whose every name is deferred."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__spec__ = ModuleSpec(name, None, is_package=True)
        self.__path__: list[str] = []

    def __getattr__(self, name: str) -> Deferred:
        if name.startswith("__"):
            raise AttributeError(name)
        return Deferred(self.__name__, name)


@contextmanager
def deferred(*modules: str) -> Iterator[None]:
    """What the ``with`` block imports of these modules is imported when it is first used.

    A module that is imported already is left alone, and after the block all is as ever.
    """
    held_back = {name: _Module(name) for name in modules if name not in sys.modules}
    sys.modules.update(held_back)
    try:
        yield
    finally:
        for name in held_back:
            sys.modules.pop(name, None)
