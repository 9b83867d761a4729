"""A folder of what is made from a film, such as slides, and the list of what is in it.

The list is its ``manifest.json``: by it the next command knows its own files, does nothing that is
done, and replaces nothing that somebody else put there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from gdlesson.ending import held
from gdlesson.errors import InputError
from gdlesson.names import MADE, MANIFEST
from gdlesson.render.program import versions
from gdlesson.within import Within
from gdlesson.workplace import Workplace
from scenes.lesson.file import Lesson

Format = Literal["html", "pptx", "pdf", "manim-slides", "clips"]
MOST_BYTES = 2**22
"""Bytes that a list may have."""

Count = Annotated[int, Field(ge=0, le=2**53)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MadeFile(_Record):
    """One file: its path within the folder, and how to tell that it is whole."""

    path: str
    of: Format
    """What it belongs to."""
    scene: str | None = None
    beat: str | None = None
    bytes: Count
    sha256: Digest

    @model_validator(mode="after")
    def _has_its_name(self) -> Self:
        """Refuse a name that this program does not give: a list may come from a stranger."""
        if not re.fullmatch(MADE[self.of], self.path):
            raise ValueError("it is not called so")
        return self


class MadeList(_Record):
    """All that is in the folder."""

    format: Literal[1] = 1
    made: Literal["slides", "clips"]
    title: str
    slug: str
    language: str
    theme: str
    versions: dict[str, str]
    made_from: dict[str, Digest] = {}
    """By what was made, of clips the name of each, a digest of all that decides it."""
    files: tuple[MadeFile, ...] = ()

    def text(self) -> str:
        """The list as it is written."""
        values = self.model_dump(mode="json")
        values["files"] = [file.model_dump(mode="json", exclude_none=True) for file in self.files]
        return json.dumps(values, indent=2, ensure_ascii=False) + "\n"


class NewFile(BaseModel):
    """A file that is whole, and is to get its name."""

    scratch: Path
    scene: str | None = None
    beat: str | None = None


class MadeFolder:
    """The folder while something is put into it: nobody else does then, and no half file is seen.

    Args:
        folder: it, which need not be there.
        what: what it is for.
        lesson: whose film it is made from.
    """

    def __init__(self, folder: Path, what: Literal["slides", "clips"], lesson: Lesson) -> None:
        self._place = Workplace(folder)
        self._new = MadeList(
            made=what,
            title=lesson.title,
            slug=lesson.slug,
            language=lesson.language,
            theme=lesson.theme.name,
            versions=versions(),
        )
        self.list = self._new

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self._place.folder

    @property
    def set_aside(self) -> dict[str, str]:
        """What was in the way of a file and is not as it was made, and its name since then."""
        return self._place.set_aside

    def __enter__(self) -> Self:
        self._place.__enter__()
        try:
            with suppress(OSError, ValueError, RecursionError):
                found = Within(self._place.folder).read(MANIFEST, MOST_BYTES)
                before = MadeList.model_validate_json(found)
                if before.made == self._new.made:
                    self._claim(before)
        except BaseException as error:
            self.__exit__(type(error), error, None)
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._place.__exit__(kind, error, traceback)

    def scratch(self, name: str) -> Path:
        """Where to make the file that will have that name."""
        return self._place.scratch(name)

    def has(self, of: Format, made_from: str, name: str | None = None) -> bool:
        """Whether something is there, just as it would be made now.

        Args:
            of: what it is.
            made_from: a digest of all that decides it.
            name: of the one file that it is of several of its kind; None where it is all of them.
        """
        files = self._files(of, name)
        same = self.list.made_from.get(name or of) == made_from and bool(files)
        return same and all(self._place.digest(file.path) == file.sha256 for file in files)

    def refuse_foreign(self, names: list[str]) -> None:
        """See that these names can be given to files.

        Raises:
            InputError: one belongs to what this program has not made.
        """
        self._place.refuse_foreign([MANIFEST, *names])

    def put(
        self, of: Format, made_from: str, files: Mapping[str, NewFile], name: str | None = None
    ) -> None:
        """Give files their names, in order, list them, and remove what was there in their place.

        Args:
            of: what they are.
            made_from: a digest of all that decides them.
            files: by the names that they get.
            name: of the one file, where there may be others of its kind, which stay.
        """
        before = self._files(of, name)
        others = [file for file in self.list.files if file not in before]
        with held():
            made = [self._published(of, each, file) for each, file in files.items()]
            made_from_all = {**self.list.made_from, name or of: made_from}
            self.list = self._new.model_copy(
                update={"made_from": made_from_all, "files": (*others, *made)}
            )
            self._place.publish_text(self.list.text(), MANIFEST)
            self._place.settle()
            now = {file.path for file in self.list.files}
            if {file.path for file in before} - now:
                self._place.remove_ours(but=[MANIFEST, *now])

    def paths(self, of: Format) -> list[Path]:
        """The files that are listed of something, in order."""
        return [self._place.folder / file.path for file in self.list.files if file.of == of]

    def _files(self, of: Format, name: str | None) -> list[MadeFile]:
        return [file for file in self.list.files if file.of == of and name in {None, file.path}]

    def _published(self, of: Format, name: str, file: NewFile) -> MadeFile:
        size = file.scratch.stat().st_size
        self._place.publish(file.scratch, name)
        digest = self._place.digest(name)
        if digest is None:
            raise InputError(f"{self._place.folder / name} was taken away while it was made.")
        return MadeFile(
            path=name, of=of, scene=file.scene, beat=file.beat, bytes=size, sha256=digest
        )

    def _claim(self, before: MadeList) -> None:
        self.list = before
        digest = self._place.digest(MANIFEST)
        self._place.claim({file.path: file.sha256 for file in before.files})
        self._place.claim({MANIFEST: digest} if digest else {})
