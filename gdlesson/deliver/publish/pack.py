"""A folder for one platform: files get their names when they are whole, and its manifest lists all.

A new kind of pack is a function that takes films and puts files into such a folder.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from gdlesson.deliver.manifest import MOST_BYTES, Digest, Word
from gdlesson.deliver.publish.films import Film
from gdlesson.ending import held
from gdlesson.errors import InputError
from gdlesson.names import MANIFEST, is_packed
from gdlesson.render.program import sha256
from gdlesson.within import Within
from gdlesson.workplace import Workplace

Note = Callable[[str, float | None], None]
"""Is told what is being done, and which share of it has been."""


def _pack_name(name: str) -> str:
    """Refuse a name that no pack has: a manifest may come from a stranger."""
    if not is_packed(name):
        raise ValueError("it is not called so")
    return name


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PackFile(_Record):
    """One file of a pack: what it is, in which language, and how to tell it is whole."""

    path: Annotated[str, AfterValidator(_pack_name)]
    kind: Word
    language: Word | None = None
    bytes: Annotated[int, Field(ge=0, le=2**53)]
    sha256: Digest


class Pack(_Record):
    """The manifest of a pack."""

    format: Literal[1] = 1
    platform: Word
    title: str
    slug: str
    languages: tuple[Word, ...]
    made_from: dict[Word, Digest]
    """By language, the SHA-256 of the film that it was made from."""
    encoded_from: Digest | None = None
    """A digest of all that decides the pictures and the sound of its film."""
    files: tuple[PackFile, ...] = ()

    def of(self, kind: str) -> list[PackFile]:
        """The files of a kind."""
        return [file for file in self.files if file.kind == kind]

    def text(self) -> str:
        """The manifest as it is written."""
        return self.model_dump_json(indent=2, exclude_none=True) + "\n"


def read_pack(folder: Path) -> Pack:
    """The manifest of a pack.

    Raises:
        InputError: there is none, or it is not one of this program.
    """
    try:
        return Pack.model_validate_json(Within(folder).read(MANIFEST, MOST_BYTES))
    except (OSError, ValidationError, RecursionError) as error:
        raise InputError(
            f"{folder} is not a folder that gdlesson publish has made; name one that is."
        ) from error


class PackFolder:
    """Puts files into a pack, and lists them when all are there."""

    def __init__(
        self, place: Workplace, pack: Pack, note: Note, before: Pack | None = None
    ) -> None:
        self._place, self.pack, self.note, self._before = place, pack, note, before
        self._made: list[tuple[Path, str, str, str | None]] = []

    def scratch(self, name: str) -> Path:
        """Where to make the file that will be called ``name``."""
        return self._place.scratch(f"pack/{name}")

    def add(self, name: str, kind: str, language: str | None = None) -> Path:
        """Take the file that was made in :meth:`scratch` under this name; return where it is."""
        made = self.scratch(name)
        self._made.append((made, name, kind, language))
        return made

    def add_text(self, text: str, name: str, kind: str, language: str | None = None) -> Path:
        """Take a text."""
        self.scratch(name).write_text(text, encoding="utf-8", newline="\n")
        return self.add(name, kind, language)

    def add_copy(self, of: Path, name: str, kind: str, language: str | None = None) -> Path:
        """Take a copy of a file."""
        shutil.copyfile(of, self.scratch(name))
        return self.add(name, kind, language)

    def add_film(
        self, name: str, language: str, made_from: str, make: Callable[[Path], None]
    ) -> None:
        """Take a film, made anew unless the one that the folder has was made from the same."""
        self.pack = self.pack.model_copy(update={"encoded_from": made_from})
        before = self._before
        there = before.of("film") if before and before.encoded_from == made_from else []
        if any((name, self._place.digest(name)) == (film.path, film.sha256) for film in there):
            self.add_copy(self._place.folder / name, name, "film", language)
            return
        make(self.scratch(name))
        self.add(name, "film", language)

    @property
    def making(self) -> Path:
        """The folder in which files are made, under the names that they will have."""
        return self._place.scratch("pack/-").parent

    def listed(self) -> Pack:
        """The manifest as it will be of the files that were taken so far."""
        files = tuple(
            PackFile(
                path=name, kind=kind, language=language,
                bytes=made.stat().st_size, sha256=sha256(made),
            )
            for made, name, kind, language in self._made
        )  # fmt: skip
        return self.pack.model_copy(update={"files": files})

    def finish(self) -> None:
        """Give all files their names, then the manifest; what an earlier pack had more goes."""
        self._place.refuse_foreign(name for _, name, _, _ in self._made)
        self.pack = self.listed()
        with held():
            for made, name, _, _ in self._made:
                self._place.publish(made, name)
            self._place.publish_text(self.pack.text(), MANIFEST)
            self._place.settle()
            self._place.remove_ours(but=[MANIFEST, *(file.path for file in self.pack.files)])


@contextmanager
def packing(folder: Path, platform: str, films: list[Film], note: Note) -> Iterator[PackFolder]:
    """A folder to put a pack into; its files have their names when the ``with`` block has ended.

    Raises:
        InputError: the folder cannot be used, or has files of these names that are not ours.
    """
    first = films[0]
    pack = Pack(
        platform=platform, title=first.manifest.title, slug=first.manifest.slug,
        languages=tuple(film.language for film in films),
        made_from={film.language: film.record.sha256 for film in films},
    )  # fmt: skip
    before = None
    with Workplace(folder) as place:
        with suppress(InputError):
            before = read_pack(place.folder)
            digest = place.digest(MANIFEST)
            place.claim({file.path: file.sha256 for file in before.files})
            place.claim({MANIFEST: digest} if digest else {})
        place.refuse_foreign([MANIFEST])
        into = PackFolder(place, pack, note, before)
        yield into
        into.finish()
