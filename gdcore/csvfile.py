"""Columns of numbers from a CSV file that may come from a stranger.

What is wrong with a file is told in one sentence: what, in which file and row, why, what to do.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from gdcore.errors import DataError, listed, shown
from gdcore.numerals import Column, DecimalMark, is_missing, is_number, numbers
from gdcore.typing import Array

Missing = Literal["drop"]

MOST_ROWS = 1_000_000
MOST_IN_A_LINE = 1_000_000
MOST_LINES = 2_000_000
"""Lines that are looked at, blank ones and those that are left out among them."""
MOST_CELLS = 1_000_000
"""Cells that are looked at for what the decimal mark is."""
MOST_ABOVE = 1_000
"""Lines above the header."""
SPACES = " "
DELIMITERS = {
    ",": "commas",
    ";": "semicolons",
    "\t": "tabs",
    "|": "vertical bars",
    SPACES: "spaces",
}
FEWEST_ROWS = 2

_LONG_LINE = "long line"
_MANY_LINES = "many lines"
_LINE = re.compile(rf"[^\r\n]{{0,{MOST_IN_A_LINE}}}(?:\r\n|\r|\n|\Z)")
_SEP = re.compile(r'"?sep=(\\t|[^"\r\n])"?[,;\t| ]*(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True)
class Columns:
    """Columns of numbers, (n,) each, and the rows that were left out, as they count in the file."""

    values: list[Array]
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class _Table:
    """Where a file's header is, and how its fields are separated."""

    text: str
    delimiter: str
    first_row: int
    header_row: int
    header: list[str]
    file: str

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Row number and fields of each row below the header, as many as the header has."""
        for row, record in _records(self.text, self.delimiter, self.first_row, self.file):
            if row <= self.header_row:
                continue
            if len(record) != len(self.header):
                raise DataError(
                    f"{self.file}, row {row}: has {_count(len(record), 'field')} where the header "
                    f"in row {self.header_row} has {len(self.header)}; {self._advice(record)}."
                )
            yield row, record

    def _advice(self, record: list[str]) -> str:
        if record[0].lstrip().startswith("#"):
            return "take it out, or move it above the header, if it is a remark"
        if self.delimiter == "," and len(record) > len(self.header):
            return "correct the row; a number with a comma in it needs quotes around it"
        if self.delimiter == SPACES:
            return "correct the row; what has a space in it needs quotes around it"
        return "correct the row"

    def is_even(self) -> bool:
        """Whether the first row below the header has as many fields."""
        try:
            return next(self.records(), None) is not None
        except DataError:
            return False

    def with_row_names(self) -> _Table:
        """With a heading for the names of rows, which R writes in quotes and without one."""
        quoted = self.text.lstrip().split("\n", 2)[1:2]
        named = self.delimiter == SPACES and quoted and quoted[0].lstrip().startswith('"')
        longer = replace(self, header=["", *self.header])
        return longer if named and longer.is_even() else self

    def others(self, places: Sequence[int]) -> list[tuple[str, ...]]:
        """The cells of the columns at other places; none of a table that is larger than most.

        Some of its rows would prove less than they seem to: the next one may say the opposite.
        """
        rows: list[list[str]] = []
        for _, record in self.records():
            rows.append(record)
            if len(rows) * len(self.header) > MOST_CELLS:
                return []
        columns = enumerate(zip(*rows, strict=True))
        return [tuple(cell.strip() for cell in cells) for i, cells in columns if i not in places]


def read_columns(
    text: str,
    wanted: tuple[str, ...],
    name: str,
    *,
    decimal: DecimalMark | None = None,
    missing: Missing | None = None,
    most: int = MOST_ROWS,
) -> Columns:
    """The wanted columns, in the order asked for.

    Args:
        text: of the file.
        wanted: headings.
        name: of the file, for errors.
        decimal: the decimal mark of the whole file; what its cells prove if it is None.
        missing: "drop" leaves out each row in which a wanted value is missing.
        most: rows that can be used.

    Raises:
        DataError: no such column, no rows, or a row that cannot be read.
    """
    file = shown(name, 200)
    table = _table(text.removeprefix("\ufeff"), wanted, file)
    places = [_place(heading, table) for heading in wanted]
    rows: list[int] = []
    left_out: list[int] = []
    columns: list[list[str]] = [[] for _ in places]
    for row, record in table.records():
        cells = [record[place].strip() for place in places]
        if missing == "drop" and any(map(is_missing, cells)):
            left_out.append(row)
            continue
        if len(rows) == most:
            raise DataError(
                f"{file} has more than {most:,} rows, and at most {most:,} can be used; keep only "
                "the rows that are needed."
            )
        rows.append(row)
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
    if len(rows) < FEWEST_ROWS:
        raise _too_few(len(rows), len(left_out), file)
    found = [Column(heading, cells, rows) for heading, cells in zip(wanted, columns, strict=True)]
    _refuse_gaps(found, file)
    # A program that separates by commas, or by spaces, writes decimal points.
    usual: DecimalMark | None = "." if table.delimiter in (",", SPACES) else None
    values = numbers(found, file, decimal, usual, lambda: table.others(places))
    return Columns(values, tuple(left_out))


def _refuse_gaps(columns: list[Column], file: str) -> None:
    """Raise a DataError for the first row in which a value is missing."""
    gaps = ((i, c) for c in columns for i, cell in enumerate(c.cells) if is_missing(cell))
    first = min(gaps, key=lambda gap: gap[0], default=None)
    if first is not None:
        i, column = first
        raise _missing(column.cells[i], f"{file}, {column.place(i)}")


def _missing(cell: str, place: str) -> DataError:
    what = f"the value is missing ({shown(cell)})" if cell else "the value is missing"
    return DataError(f'{place}: {what}; fill it in, or leave out such rows with missing = "drop".')


def _too_few(rows: int, left_out: int, file: str) -> DataError:
    found = "only one row" if rows else "a header but no rows"
    lost = f" beside {_count(left_out, 'row')} with a missing value" if left_out else ""
    return DataError(
        f"{file} has {found} of numbers{lost}; at least {FEWEST_ROWS} are needed to fit a line."
    )


def _table(text: str, wanted: Sequence[str], file: str) -> _Table:
    """The reading of a file under which its header has the wanted columns, or else the most."""
    declared, text = _declared(text)
    top, text = _comments(text, file)
    best: tuple[tuple[int, bool, bool, int], _Table] | None = None
    failure: DataError | None = None
    names = {composed(heading) for heading in wanted}
    for delimiter in dict.fromkeys([*([declared] if declared else []), *DELIMITERS]):
        try:
            for row, header in _headers(top, text, delimiter, file):
                table = _Table(text, delimiter, len(top) + 1, row, header, file)
                found = len(names & {composed(heading) for heading in header})
                split = len(header) > 1 and (delimiter != SPACES or table.is_even())
                columns = len(header) if split else 1
                rank = (found, delimiter == declared, split and delimiter != SPACES, columns)
                if best is None or rank > best[0]:
                    best = rank, table
        except DataError as error:
            failure = failure or error
    if failure is not None and (best is None or best[0][0] == 0):
        raise failure
    if best is None:
        raise DataError(f"{file} is empty; it needs a header row and rows of numbers.")
    return best[1].with_row_names()


def _declared(text: str) -> tuple[str | None, str]:
    """The separator in a first line such as sep=; and the text below it.

    Spreadsheets write that line and hide it, so it does not count as a row.
    """
    match = _SEP.match(text)
    if match is None:
        return None, text
    return match[1].replace("\\t", "\t"), text[match.end() :]


def _comments(text: str, file: str) -> tuple[list[str], str]:
    """The lines at the top that are blank or begin with #, and the text below them."""
    top: list[str] = []
    place = 0
    while place < len(text) and (match := _LINE.match(text, place)):
        bare = match[0].strip()
        whole = bare.startswith("#") or (bare.startswith('"#') and bare.count('"') % 2 == 0)
        if bare and not whole:
            break
        if len(top) == MOST_ABOVE:
            raise DataError(
                f"{file} has more than {MOST_ABOVE:,} lines above its header that are blank or "
                "begin with #; take them out."
            )
        top.append(match[0])
        place = match.end()
    return top, text[place:]


def _headers(
    top: list[str], text: str, delimiter: str, file: str
) -> Iterator[tuple[int, list[str]]]:
    """What may be the header, the likeliest first: the first row that does not begin with #.

    Then the rows that do and are as long, for a heading may be "# of cars", or # may stand before
    all headings.
    """
    first = next(_records(text, delimiter, len(top) + 1, file), None)
    if first:
        yield first
    for row, line in reversed([*enumerate(top, 1)]):
        for whole in (line, line.lstrip(' "#')):
            try:
                header = next(_records(whole, delimiter, row, file), None)
            except DataError:
                continue  # a remark may have any quotes
            if header and first and len(header[1]) == len(first[1]):
                yield header


def _records(text: str, delimiter: str, row: int, file: str) -> Iterator[tuple[int, list[str]]]:
    """Row number and fields of each row that is not blank; a quoted newline stays in its row."""
    spaced = delimiter == SPACES
    lines = _closed_up(_lines(text)) if spaced else _lines(text)
    reader = csv.reader(lines, delimiter=delimiter, strict=True, skipinitialspace=spaced)
    row -= 1
    try:
        for record in reader:
            row += 1
            if record and not (len(record) == 1 and not record[0].strip()):
                yield row, record
    except csv.Error as error:
        if str(error) == _MANY_LINES:
            raise DataError(
                f"{file} has more than {MOST_LINES:,} lines; keep only the rows that are needed."
            ) from None
        if str(error) == _LONG_LINE:
            why = f"the row is longer than {MOST_IN_A_LINE} characters"
        elif "field limit" in str(error):
            why = f"a field is longer than {csv.field_size_limit()} characters"
        else:
            said = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in str(error))
            why = f"the quotes do not match ({said})"
        raise DataError(
            f"{file}, row {row + 1}: {why}; look for a quotation mark that is not closed."
        ) from None


def _lines(text: str) -> Iterator[str]:
    """The lines with their ends, as they are asked for: what is not needed costs nothing."""
    place = 0
    for _ in range(MOST_LINES):
        if place == len(text):
            return
        match = _LINE.match(text, place)
        if match is None:
            raise csv.Error(_LONG_LINE)
        yield match[0]
        place = match.end()
    raise csv.Error(_MANY_LINES)


def _closed_up(lines: Iterator[str]) -> Iterator[str]:
    """Lines in which any run of spaces and tabs is one separator, and none is at the end."""
    for line in lines:
        yield line.replace("\t", " ").rstrip() + "\n"


def composed(heading: str) -> str:
    """A heading as it looks, however its letters and blanks are put together."""
    return " ".join(unicodedata.normalize("NFC", heading).split())


def _place(heading: str, table: _Table) -> int:
    headings = [composed(each) for each in table.header]
    times = headings.count(composed(heading))
    if times == 1 and heading.strip():
        return headings.index(composed(heading))
    if times > 1 and heading.strip():
        raise DataError(
            f"{table.file} has {times} columns called {shown(heading)}; give each its own name."
        )
    if all(map(is_number, headings)):
        raise DataError(
            f"{table.file} has numbers in row {table.header_row}, where the headers belong; put a "
            f"row above it that calls a column {shown(heading)}."
        )
    separated = DELIMITERS.get(table.delimiter, shown(table.delimiter))
    choices = f"its columns, separated by {separated}, are: {listed(headings)}."
    if not heading.strip():
        raise DataError(f"{table.file} needs to be told which columns to read; {choices}")
    raise DataError(f"{table.file} has no column {shown(heading)}; {choices}")


def _count(amount: int, noun: str) -> str:
    return f"{amount} {noun}" if amount == 1 else f"{amount} {noun}s"
