"""The pages of documentation as tests read them: sections, tables, blocks, commands, links."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[2]

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its lines, and where in the page these are."""

    language: str
    text: str
    start: int
    stop: int


@dataclass(frozen=True)
class Page:
    """A Markdown file."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def prose(self) -> str:
        """All but the fenced blocks."""
        return _FENCE.sub("", self.text)

    def blocks(self, *languages: str) -> list[Block]:
        found = [Block(m[1], m[2], *m.span(2)) for m in _FENCE.finditer(self.text)]
        return [block for block in found if not languages or block.language in languages]

    def examples(self) -> list[tuple[Block, Block]]:
        """Each Python or shell block that its output follows, with that output."""
        return [
            (block, after)
            for block, after in pairwise(self.blocks())
            if block.language in {"python", "sh"} and after.language == "text"
            if self.text[block.stop : after.start] == "```\n\n```text\n"
        ]

    def spans(self) -> list[str]:
        """What the prose has between backticks."""
        return re.findall(r"`([^`\n]+)`", self.prose)

    def links(self) -> list[str]:
        """Where links and pictures lead within the project."""
        return [target for target in _LINK.findall(self.prose) if "://" not in target]

    def anchors(self) -> set[str]:
        """What its headings are called in a link."""
        headings = [heading for _, heading in _HEADING.findall(self.prose)]
        return {re.sub(r"[^\w -]", "", text.lower()).replace(" ", "-") for text in headings}

    def section(self, heading: str) -> str:
        """The text under a heading, up to the next one of its level."""
        found = [m for m in _HEADING.finditer(self.text) if m[2] == heading]
        assert found, f"{self} has no heading {heading!r}"
        level, start = len(found[0][1]), found[0].end()
        rest = self.text[start:]
        following = re.search(rf"^#{{1,{level}}} ", rest, re.MULTILINE)
        return rest[: following.start()] if following else rest


def table(text: str, first: str | None = None) -> list[list[str]]:
    """The cells of the rows of a text's first table, or of the one whose head begins so."""
    tables: list[list[list[str]]] = [[]]
    for line in text.splitlines():
        if line.startswith("| "):
            tables[-1].append([cell.strip() for cell in line.split("|")[1:-1]])
        elif tables[-1]:
            tables.append([])
    found = (rows for rows in tables if rows and (first is None or rows[0][0] == first))
    head = next(found, None)
    assert head, f"there is no table with a first column {first!r}"
    return head[2:]


def names(cell: str) -> list[str]:
    """What a cell or a sentence has between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def lines_of_commands(page: Page) -> Iterator[tuple[str, bool]]:
    """Each command of a page, and whether it is one to type: those of blocks are."""
    for block in page.blocks("sh"):
        for line in block.text.replace("\\\n", "").splitlines():
            if shlex.split(line, comments=True):
                yield line, True
    for span in page.spans():
        if re.match(r"(\./run|gdlesson|\.venv/bin/gdlesson) \w", span):
            yield span, False


README = Page(ROOT / "README.md")
CONTRIBUTING = Page(ROOT / "CONTRIBUTING.md")
DOCS = {path.stem: Page(path) for path in sorted((ROOT / "docs").glob("*.md"))}
FOR_USERS = (README, *DOCS.values())
PAGES = (*FOR_USERS, CONTRIBUTING, Page(ROOT / "gdcore" / "README.md"), Page(ROOT / "CHANGELOG.md"))
