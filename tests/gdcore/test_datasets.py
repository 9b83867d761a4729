"""The built-in data, scaling, and CSV files in every wrong form."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import csvfile, datasets, numerals, problems, textfile
from gdcore.errors import DataError, UnknownNameError

ROWS = [(1.0, 10.0), (2.5, -20.0), (3.0, 1e-3)]
PLAIN = "a,b\n1,10\n2.5,-20\n3,1e-3\n"
# the same three rows, written in other ways; read exactly
GOOD = {
    "plain": PLAIN.encode(),
    "byte-order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "windows lines": PLAIN.replace("\n", "\r\n").encode(),
    "old mac lines": PLAIN.replace("\n", "\r").encode(),
    "no last newline": PLAIN.rstrip().encode(),
    "blank lines": b"\n\na,b\n\n1,10\n   \n2.5,-20\n3,1e-3\n\n\n",
    "spaces": b" a , b\n 1 , 10\n2.5 ,-20\n3,1e-3 \n",
    "semicolons": PLAIN.replace(",", ";").encode(),
    "tabs": PLAIN.replace(",", "\t").encode(),
    "vertical bars": PLAIN.replace(",", "|").encode(),
    "decimal commas and vertical bars": b"a|b\n1|10\n2,5|-20\n3|0,001\n",
    "utf-16": b"\xff\xfe" + PLAIN.encode("utf-16-le"),
    "utf-16, big end first": b"\xfe\xff" + PLAIN.replace("\n", "\r\n").encode("utf-16-be"),
    "utf-16 as a spreadsheet writes it": PLAIN.replace(",", "\t").encode("utf-16"),
    "utf-32": b"\xff\xfe\0\0" + PLAIN.encode("utf-32-le"),
    "utf-32, big end first": b"\0\0\xfe\xff" + PLAIN.encode("utf-32-be"),
    "decimal commas": b"a;b\n1;10\n2,5;-20\n3;0,001\n",
    "decimal commas and exponents": b"a\tb\n1\t10\n2,5\t-2,0e1\n3\t1,e-3\n",
    "quotes": b'"a","b"\n"1","10"\n"2.5","-20"\n"3","1e-3"\n',
    "other columns": b"c,b,a\nx,10,1\n,-20,2.5\nnan,1e-3,3\n",
    "quoted newline": b'a,b,"no\ntes"\n1,10,"two\nlines"\n2.5,-20,","\n3,1e-3,""""\n',
    "commas in a header": b'a;b;"x,y,z"\n1;10;0\n2,5;-20;0\n3;1e-3;0\n',
    "other digits": "a,b,c\n1,10,\u0663\n2.5,-20,\u00e9\n3,1e-3,\u2603\n".encode(),
    "doubled headers elsewhere": b"a,b,,\n1,10,,\n2.5,-20,,\n3,1e-3,,\n",
    "spaces between": b"a b\n1 10\n2.5 -20\n3 1e-3\n",
    "columns of spaces": b"  a      b  c\n  1     10  x\n  2.5  -20  y \n\t3 \t 1e-3 z\n",
    "quotes and spaces": b'"c (d)" a "b"\n"x y" 1 10\nz 2.5 -20\n"" 3 1e-3\n',
    "as R writes it": b'"a" "b"\n"1" 1 10\n"2" 2.5 -20\n"3" 3 1e-3\n',
    "sep=": b"sep=;\r\n" + PLAIN.replace(",", ";").encode(),
    "sep= of commas": b"sep=,\n" + PLAIN.encode(),
    "sep= of tabs": b"SEP=\t\n" + PLAIN.replace(",", "\t").encode(),
    "sep= of tabs as letters": b"sep=\\t\n" + PLAIN.replace(",", "\t").encode(),
    "sep= in quotes, with a mark": b'\xef\xbb\xbf"sep=;"\n' + PLAIN.replace(",", ";").encode(),
    "sep= of something else": b"sep=:\n" + PLAIN.replace(",", ":").encode(),
    "sep= that was saved as a row": b"sep=;;\n" + PLAIN.replace(",", ";").encode(),
    "sep= that is no longer true": b"sep=;\n" + PLAIN.encode(),
    "sep= and remarks": "\ufeffsep=;\n# of 2024\n".encode("utf-16-le")
    + PLAIN.replace(",", ";").encode("utf-16-le"),
    "remarks": b"# it's 5\" long, a, b\n#\n\n  # more; of it\n" + PLAIN.encode(),
    "quoted remarks": b'"# made by hand, a, b",\n' + PLAIN.encode(),
    "remarks above decimal commas": b"#x,y\na;b\n1;10\n2,5;-20\n3;0,001\n",
    "a heading after #": b"# of 2024\n#a,b\n1,10\n2.5,-20\n3,1e-3\n",
    "headings as NumPy writes them": b"# a b\n1.0e0 1e1\n2.5 -2e1\n3 1e-3\n",
    "a heading that is #": b"#,a,b\n1,1,10\n2,2.5,-20\n3,3,1e-3\n",
    "remarks that look like the header": b"# a,b\n" + PLAIN.encode(),
    "utf-16 without a mark": PLAIN.encode("utf-16-le"),
    "utf-16 without a mark, big end first": PLAIN.encode("utf-16-be"),
    "utf-32 without a mark": PLAIN.encode("utf-32-be"),
    "letters of utf-16 without a mark": (
        "a,b,\u8eab\u9577\n1,10,\u00e9\n2.5,-20,\u8eab\n3,1e-3,\u9577\n".encode("utf-16-le")
    ),
    "latin-1 elsewhere": "a,b,\u00e9t\u00e9\n1,10,\u00b0\n2.5,-20,\u00fc\n3,1e-3,\u00df\n".encode(
        "latin-1"
    ),
    "decimal commas in quotes": b'a,b\n"1","10,0"\n"2,5","-20"\n3,"0,001"\n',
    "minus signs": "a,b\n1,10\n2.5,\u221220\n3,1e-3\n".encode(),
}
BIG = 200_000
# what the file holds, then what the error says after the file's name
BAD = {
    "empty": (b"", "is empty; it needs a header row and rows of numbers."),
    "blank": (b"\n \n\n", "is empty; it needs a header row"),
    "header only": (b"a,b\n", "has a header but no rows of numbers; at least 2 are needed"),
    "one row": (b"a,b\n1,2\n", "has only one row of numbers; at least 2 are needed to fit a line."),
    "missing column": (
        b"a,speed,c d\n1,2,3\n1,2,3\n",
        "has no column 'b'; its columns, separated by commas, are: a, speed, c d.",
    ),
    "missing with semicolons": (
        b"x;y\n1;2\n1;2\n",
        "has no column 'a'; its columns, separated by semicolons, are: x, y.",
    ),
    "many columns": (
        ",".join(f"c{i}" for i in range(50)).encode(),
        "c18, c19 and 30 more.",
    ),
    "twice": (b"a,b,a\n1,2,3\n1,2,3\n", "has 2 columns called 'a'; give each its own name."),
    "text": (
        b"a,b\n1,2\n3,fast\n",
        ", row 3, column 'b': 'fast' is not a number; write it with digits and a point",
    ),
    "missing value": (
        b"a,b\n1,2\n,4\n",
        (
            ", row 3, column 'a': the value is missing; fill it in, or leave out such rows with "
            'missing = "drop".'
        ),
    ),
    "nan": (b"a,b\n1,nan\n3,4\n", ", row 2, column 'b': the value is missing ('nan'); fill it in"),
    "all is missing": (b"a,b\n1,\n3,NA\n", ", row 2, column 'b': the value is missing; fill it in"),
    "infinite": (b"a;b\n1,5;inf\n3;4\n", ", row 2, column 'b': 'inf' is not a finite number"),
    "inf": (b"a,b\n1,2\n-Infinity,4\n", ", row 3, column 'a': '-Infinity' is not a finite number"),
    "overflow": (
        b"a,b\n1,2\n1e999,4\n",
        ", row 3, column 'a': '1e999' is too large for a number; write",
    ),
    "underscore": (b"a,b\n1_000,2\n3,4\n", ", row 2, column 'a': '1_000' is not a number; write"),
    "hexadecimal": (b"a,b\n0x10,2\n3,4\n", ", row 2, column 'a': '0x10' is not a number"),
    "arabic digits": (
        "a,b\n\u0663,2\n3,4\n".encode(),
        ", row 2, column 'a': '\u0663' is not a number",
    ),
    "percent": (b"a,b\n5%,2\n3,4\n", ", row 2, column 'a': '5%' is not a number"),
    "comma and point": (
        b"a;b\n1,5;2\n2.5;4\n",
        (
            ": '1,5' in row 2, column 'a', cannot have a decimal point, and '2.5' in row 3, column "
            "'a', cannot have a decimal comma; use one of them throughout."
        ),
    ),
    "comma and point in two columns": (
        b"a;b\n50,5;1.250\n51,5;2.50\n",
        "'2.50' in row 3, column 'b', cannot have a decimal comma; use one of them throughout.",
    ),
    "thousands of which some are marked": (
        b"a;b\n50,5;1.250\n51,5;3400\n",
        (
            ", column 'b': the file has a decimal comma, so '1.250' in row 2 has a mark between "
            "its thousands, but '3400' in row 3 has none; write both in one way."
        ),
    ),
    "thousands in quotes, of which some are marked": (
        b'a,b\n50.5,"1,250"\n51.5,3400\n',
        ", column 'b': the file has a decimal point, so '1,250' in row 2 has a mark between its",
    ),
    "thousands or thousandths": (
        b"a;b\n50;1.250\n51;2.100\n",
        (
            ", row 2, column 'b': '1.250' can be read as 1.25 or as 1250, and no number in the "
            'file proves which; say decimal = "." for 1.25 or decimal = "," for 1250.'
        ),
    ),
    "thousands or thousandths in quotes": (
        b'a,b\n50,"2,590"\n51,"3,100"\n',
        (
            ", row 2, column 'b': '2,590' can be read as 2590 or as 2.59, and no number in the "
            'file proves which; say decimal = "." for 2590 or decimal = "," for 2.59.'
        ),
    ),
    "other columns disagree": (
        b"a;b;c;d\n50;1.250;0,5;0.5\n51;2.100;1,5;1.5\n",
        "'1.250' can be read as 1.25 or as 1250",
    ),
    "another column disagrees with the commas between fields": (
        b'a,b,c\n50,1.250,"0,5"\n51,2.100,"1,5"\n',
        "'1.250' can be read as 1.25 or as 1250",
    ),
    "groups of two digits": (
        b'a,b\n"12,34,567.5",2\n3,4\n',
        "'12,34,567.5' is not a number; write",
    ),
    "a unit beside decimal commas": (
        b"a;b\n1,5;45 km\n2,5;46\n",
        ", row 2, column 'b': '45 km' is not a number; write it with digits and a comma, as",
    ),
    "numbers for headings, between spaces": (
        b"18.0 8 307\n15.0 8 350\n",
        " has numbers in row 1, where the headers belong",
    ),
    "words for headings, between spaces": (
        b"x y z\n15.0 8 350\n",
        "has no column 'a'; its columns, separated by spaces, are: x, y, z.",
    ),
    "a title above": (
        b"Report of 2024\na;b\n1;2\n3;4\n",
        "has no column 'a'; its columns, separated by commas, are: Report of 2024.",
    ),
    "a column without a heading, between spaces": (
        b"a b\n1 10 0.3\n2 20 0.3\n",
        ", row 2: has 3 fields where the header in row 1 has 2; correct the row; what has a space",
    ),
    "a unit": (
        "a,b\n45 m\u00b2,2\n3,4\n".encode(),
        ", row 2, column 'a': '45 m\u00b2' is not a number",
    ),
    "numbers for headings": (
        b"1,2\n3,4\n5,6\n",
        " has numbers in row 1, where the headers belong; put a row above it that calls a column",
    ),
    "ragged short": (
        b"a,b\n1,2\n3\n",
        ", row 3: has 1 field where the header in row 1 has 2; correct the row.",
    ),
    "ragged long": (
        b"\na,b\n1,2\n3,4,5\n",
        ", row 4: has 3 fields where the header in row 2 has 2; correct the row; a number with a",
    ),
    "ragged, between spaces": (
        b"time b a\n0 1 2\n1 new york 2\n",
        ", row 3: has 4 fields where the header in row 1 has 3; correct the row; what has a space",
    ),
    "a remark below the header": (
        b"a,b\n1,2\n# end\n",
        (
            ", row 3: has 1 field where the header in row 1 has 2; take it out, or move it above "
            "the header, if it is a remark."
        ),
    ),
    "a remark and no more": (b"# a,b\n\n", "is empty; it needs a header row"),
    "sep= and no more": (b"sep=;\n", "is empty; it needs a header row"),
    "row after sep= and remarks": (
        b"sep=;\n# one\n# two\na;b\n1;2\n3;fast\n",
        ", row 5, column 'b': 'fast' is not a number",
    ),
    "row after a quoted newline": (
        b'a,b,c\n1,2,"x\ny\nz"\n3,fast,\n',
        ", row 3, column 'b': 'fast' is not",
    ),
    "open quote": (b'a,b\n1,2\n3,"4\n5,6\n', ", row 3: the quotes do not match (unexpected end of"),
    "text behind a quote": (
        b'a\tb\n1\t2\n3\t"4"5\n',
        r", row 3: the quotes do not match ('\t' expected after",
    ),
    "open quote in the header": (b'a,"b\n1,2\n', ", row 1: the quotes do not match"),
    "long field": (
        b"a,b\n1,2\n3," + b"4" * BIG + b"\n",
        ", row 3: a field is longer than 131072 characters; look for a quotation mark",
    ),
    "long header": (b"a" * BIG + b",b\n1,2\n", ", row 1: a field is longer than 131072 characters"),
    "long row": (
        b"a,b\n1,2\n" + b"3," * (5 * BIG) + b"3\n",
        ", row 3: the row is longer than 1000",
    ),
    "latin-1 in a number": (
        "a,b\n1,2\n3,4\u00b0\n".encode("latin-1"),
        ", row 3, column 'b': '4\u00b0' is not a number",
    ),
    "neither utf-8 nor windows-1252": (
        b"a,b,c\n1,2,\x81\n3,4,5\n",
        (
            ", line 2: byte 0x81 is not UTF-8, and not all of the file is Windows-1252 either, so "
            'it has another encoding; save it again as "CSV UTF-8".'
        ),
    ),
    "utf-8 with a flaw": (
        "a,b,\u00e9\n1,2,".encode() + b"\xe9\n3,4,5\n",
        ", line 2: byte 0xE9 is not UTF-8, as the rest of the file is; save it again as",
    ),
    "a workbook": (
        b"PK\x03\x04\x14\0\6\0\x08\0",
        "is a spreadsheet program's own file, not text; open",
    ),
    "half a character of utf-16": (
        PLAIN.encode("utf-16") + b"\x31",
        (
            ", line 5: byte 0x31 is not UTF-16-LE, so the file is damaged, because its first bytes "
            'say that it is; save it again as "CSV UTF-8".'
        ),
    ),
    "nul": (b"a,b\n1,2\n3,\x004\n", ", line 3: has a NUL character, so it is not a text file, or"),
    "nul in utf-16": ("\ufeffa,b\n1,\x002\n".encode("utf-16-le"), ", line 2: has a NUL character"),
    "missing with vertical bars": (
        b"x|y\n1|2\n1|2\n",
        "has no column 'a'; its columns, separated by vertical bars, are: x, y.",
    ),
    "missing column with a sign": (
        "Temperatur (\u00b0C),b\n1,2\n".encode(),
        "its columns, separated by commas, are: Temperatur (\u00b0C), b.",
    ),
    "a point and no digits": (b"a,b\n-.,2\n3,4\n", ", row 2, column 'a': '-.' is not a number"),
    "two numbers": (b"a,b\n1 2,2\n3,4\n", ", row 2, column 'a': '1 2' is not a number"),
    "two signs": (b"a,b\n1,2\n--3,4\n", ", row 3, column 'a': '--3' is not a number"),
    "lone surrogate": (
        b"a,b\n1,\xed\xa0\x80\n3,4\n",
        ", row 2, column 'b': '\u00ed\\xa0\u20ac' is",
    ),
    "markup": (b"a,b\n<script>,2\n3,4\n", ", row 2, column 'a': '<script>' is not a number"),
    "direction marks": (
        "a,b\n1\u202e2,2\n3,4\n".encode(),
        "column 'a': '1\\u202e2' is not a number",
    ),
    "long value": (b"a,b\n" + b"9x" * 500 + b",2\n3,4\n", "9x9x... is not a number; write it with"),
}


@pytest.fixture
def read(tmp_path: Path):
    def read_bytes(content: bytes, x: str = "a", y: str = "b") -> datasets.Dataset:
        path = tmp_path / "my data.csv"
        path.write_bytes(content)
        return datasets.read_csv(path, x=x, y=y)

    return read_bytes


@pytest.mark.parametrize("content", GOOD.values(), ids=GOOD)
def test_a_good_file_is_read_exactly(read, content: bytes) -> None:
    data = read(content)
    assert list(zip(data.x, data.y, strict=True)) == ROWS
    assert (data.x_name, data.y_name, data.title, data.source) == (
        "a",
        "b",
        "my data",
        "my data.csv",
    )


@pytest.mark.parametrize(("content", "text"), BAD.values(), ids=BAD)
def test_a_bad_file_is_one_sentence(read, content: bytes, text: str) -> None:
    with pytest.raises(DataError) as caught:
        read(content)
    said = str(caught.value)
    assert "my data.csv'" in said
    assert text in said
    assert said.isprintable()
    assert said.endswith(".")
    assert "\n" not in said
    assert len(said) < 500


def test_units_come_from_headers(read) -> None:
    data = read(b"speed (mph),way [ft]\n1,2\n3,4\n", "speed (mph)", "way [ft]")
    assert (data.x_name, data.x_unit, data.y_name, data.y_unit) == ("speed", "mph", "way", "ft")


@given(
    st.lists(
        st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 2), min_size=2, max_size=9
    ),
    st.sampled_from(",;\t"),
)
def test_what_is_written_is_read(rows, delimiter: str) -> None:
    text = "".join(f"{x!r}{delimiter}{y!r}\n" for x, y in rows)
    text = f"a{delimiter}b\n{text}"
    x, y = csvfile.read_columns(text, ("a", "b"), "file.csv", decimal=".").values
    assert list(zip(x, y, strict=True)) == rows


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        x, y = csvfile.read_columns("a,b\n" + text, ("a", "b"), "file.csv").values
    except DataError as error:
        said = str(error)
        x, y = np.zeros(2), np.zeros(2)
    else:
        said = "'file.csv'"
    assert said.startswith("'file.csv'")
    assert np.isfinite([x, y]).all()
    assert len(x) == len(y) >= 2


# what stands at the path, then what the error says
def make_fifo(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))


NOT_FILES = {
    "nothing": (lambda _path: None, "There is no file '"),
    "folder": (Path.mkdir, "is not a regular file; give the path of a CSV file."),
    "pipe": (make_fifo, "is not a regular file; give the path of a CSV file."),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is not a regular file"),
    "socket": (make_socket, "cannot be read: "),
    "loop": (lambda path: path.symlink_to(path), "cannot be read: Too many levels of"),
}


@pytest.mark.parametrize(("make", "text"), NOT_FILES.values(), ids=NOT_FILES)
def test_only_a_regular_file_is_read(tmp_path: Path, make, text: str) -> None:
    make(tmp_path / "x.csv")
    with pytest.raises(DataError) as caught:
        datasets.read_csv(tmp_path / "x.csv", x="a", y="b")
    assert text in str(caught.value)


@pytest.mark.parametrize("path", ["x\0.csv", "n" * 5000])
def test_an_impossible_path_is_an_error(path: str) -> None:
    with pytest.raises(DataError, match="cannot be read: "):
        datasets.read_csv(path, x="a", y="b")


def test_a_file_larger_than_the_bound_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(textfile.MOST_BYTES + 1)
    with pytest.raises(DataError, match=r"is larger than 64 MiB; keep only the rows that are need"):
        datasets.read_csv(path, x="a", y="b")


def test_more_rows_than_can_be_used_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(PLAIN + "NA,1\n")
    assert len(datasets.read_csv(path, x="a", y="b", missing="drop", most=3)) == 3
    # what comes after is not read: the row that is no row is not noticed
    path.write_text(PLAIN + "4,4\n4\n")
    with pytest.raises(DataError, match="has more than 3 rows, and at most 3 can be used; keep"):
        datasets.read_csv(path, x="a", y="b", most=3)


def test_a_row_of_the_largest_size_is_refused_at_once(read) -> None:
    with pytest.raises(DataError, match="row 2: the row is longer than 1000000 characters"):
        read(b"a,b\n" + b"1" * (textfile.MOST_BYTES - 4))


# what would keep a reader busy, as large as a file may be, and what is said of it
BUSY = {
    "rows without a value": (lambda: b"a,b\n1,2\n2,3\n" + b"1,\n" * 20_000_000, "2,000,000 lines"),
    "blank lines": (lambda: b"a,b\n" + b"\n" * 60_000_000, "2,000,000 lines"),
    "remarks above": (lambda: b"#a,b\n" * 12_000_000, "1,000 lines above its header"),
    "ten million rows": (lambda: b"a,b\n" + b"1,2\n" * 10_000_000, "more than 2,000 rows"),
    "ten million with decimal commas": (
        lambda: b"a;b\n" + b"1,5;2\n" * 10_000_000,
        "more than 2,000 rows",
    ),
    "many columns that prove nothing": (
        lambda: (
            b"a;b" + b";c" * 100_000 + b"\n" + (b"1,234;2,345" + b";3,456" * 100_000 + b"\n") * 80
        ),
        "can be read as 1234 or as 1.234",
    ),
    "one line that is a remark": (lambda: b"#" * 60_000_000, "longer than 1000000 characters"),
    "one quote": (lambda: b'a,b\n"' + b"\n" * 60_000_000, "longer than 131072 characters"),
}


@pytest.mark.parametrize("case", BUSY)
def test_what_would_keep_a_reader_busy_is_refused_in_time(case: str) -> None:
    made, message = BUSY[case]
    content = made()
    began = time.process_time()
    with pytest.raises(DataError, match=message):
        datasets.parse_csv(content, "x.csv", x="a", y="b", missing="drop", most=2000)
    assert time.process_time() - began < 8.0  # they take a tenth to a third of it


def test_the_last_of_many_rows_is_named() -> None:
    text = "a,b\n" + "1,2\n" * 20_000 + "1,two\n"
    with pytest.raises(DataError, match="row 20002, column 'b': 'two' is not a number"):
        csvfile.read_columns(text, ("a", "b"), "file.csv")


# the cells of two columns, and what they are
WRITTEN = {
    "thousands after a proof": (";", ["50,5", "51,5"], ["1.250", "2.000"], [1250.0, 2000.0]),
    "proof by a short fraction": (";", ["50", "51"], ["1.250", "2.5"], [1.25, 2.5]),
    "proof by a long fraction": (";", ["50", "51"], ["1,250", "2,5000"], [1.25, 2.5]),
    "proof by a zero": ("\t", ["50", "51"], ["1.250", "0.125"], [1.25, 0.125]),
    "proof by many digits": ("|", ["50", "51"], ["1.250", "1234.125"], [1.25, 1234.125]),
    "proof by an exponent": (";", ["50", "51"], ["1.250", "1.250e3"], [1.25, 1250.0]),
    "proof by two marks": (";", ["50", "51"], ["1.250", "1.250.000"], [1250.0, 1250000.0]),
    "proof by bare thousands": (";", ["50", "51"], ["1.250", "3400"], [1.25, 3400.0]),
    "both marks in one": (";", ["1", "2"], ["1.234,5", "2,5"], [1234.5, 2.5]),
    "both marks the other way": (";", ["1", "2"], ["1,234.5", "2,590"], [1234.5, 2590.0]),
    "quoted thousands": (",", ["0.5", "1.5"], ["2,590", "310"], [2590.0, 310.0]),
    "quoted thousands, proved there": (",", ["1", "2"], ["2,590", "310.5"], [2590.0, 310.5]),
    "quoted decimal commas": (",", ["1", "2"], ["2,590", "310,5"], [2.59, 310.5]),
    "three digits between commas": (",", ["1", "2"], ["3.600", "1.800"], [3.6, 1.8]),
    "three digits between spaces": (" ", ["1", "2"], ["3.600", "1.800"], [3.6, 1.8]),
    "spaces and a comma": (";", ["1", "2"], ["1 234,5", "-12 345 678"], [1234.5, -12345678.0]),
    "hard spaces": (";", ["1", "2"], ["1\u00a0234,5", "-2\u202f345"], [1234.5, -2345.0]),
    "thin spaces and a point": (",", ["1", "2"], ["1\u2009234.5", "2\u2007345"], [1234.5, 2345.0]),
    "apostrophes": (",", ["1", "2"], ["1'234.5", "12\u2019345"], [1234.5, 12345.0]),
    "whole numbers": (";", ["1", "2"], ["2024", "12345"], [2024.0, 12345.0]),
}


@pytest.mark.parametrize(("delimiter", "a", "b", "values"), WRITTEN.values(), ids=WRITTEN)
def test_the_cells_prove_how_their_numbers_are_written(read, delimiter, a, b, values) -> None:
    rows = "".join(f'"{x}"{delimiter}"{y}"\n' for x, y in zip(a, b, strict=True))
    data = read(f"a{delimiter}b\n{rows}".encode())
    assert data.y.tolist() == values


def test_another_column_may_prove_the_decimal_mark(read) -> None:
    assert read(b"a;b;c\n1;1.250;0,5\n2;2.000;NA\n").y.tolist() == [1250.0, 2000.0]
    assert read(b"a;b;c\n1;1.250;0.5\n2;2.000;-\n").y.tolist() == [1.25, 2.0]


def test_the_decimal_mark_can_be_said(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a;b;c\n50;1.250;1,5\n51;2.100;NA\n")
    for decimal, values in ((".", [1.25, 2.1]), (",", [1250.0, 2100.0])):
        assert datasets.read_csv(path, x="a", y="b", decimal=decimal).y.tolist() == values
    with pytest.raises(DataError) as caught:
        datasets.read_csv(path, x="a", y="c", decimal=".", missing="drop")
    assert "has only one row of numbers beside 1 row with a missing value" in str(caught.value)
    path.write_text("a;b\n50;1,5\n51;2,1\n")
    with pytest.raises(DataError) as caught:
        datasets.read_csv(path, x="a", y="b", decimal=".")
    assert str(caught.value).endswith(
        "'1,5' in row 2, column 'b', cannot have a decimal point, which decimal = \".\" asks for; "
        "correct one of them."
    )


def column_or_error(text: str, decimal=None) -> tuple[list[float] | None, str]:
    """The column "a", or why it cannot be read."""
    try:
        columns = csvfile.read_columns(text, ("a", "b"), "file.csv", decimal=decimal)
    except DataError as error:
        return None, str(error)
    return columns.values[0].tolist(), ""


@given(
    st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=2, max_size=5),
    st.sampled_from([(".", ","), (".", " "), (".", "'"), (",", "."), (",", "\u202f"), (",", "")]),
)
def test_a_number_is_never_another_one(rows, marks) -> None:
    """Three places after the mark are the worst case: they look like thousands."""
    decimal, mark = marks
    cells = [f"{row:,.3f}".replace(",", "_").replace(".", decimal) for row in rows]
    lines = [cell.replace("_", mark) for cell in cells]
    text = "a;b\n" + "".join(f'"{cell}";1\n' for cell in lines)
    told, said = column_or_error(text)
    if told is None:
        assert 'say decimal = "." for' in said
        told, _ = column_or_error(text, decimal)
    assert told == [float(row) for row in rows]


CELLS = st.text("0123456789+-.eE,_ ", max_size=6) | st.sampled_from(["nan", "inf", "1e400"])


@given(st.lists(CELLS, min_size=2, max_size=5))
def test_a_column_is_read_as_its_cells_are(cells) -> None:
    """However many there are: what makes long columns fast changes nothing."""
    cells = [cell.strip() for cell in cells]
    text = "a|b\n" + "".join(f"{cell}|0.5\n" for cell in cells)
    alone = [numerals.value(cell, ".") for cell in cells]
    wrong = any(cell is None or not np.isfinite(cell) for cell in alone)
    told, said = column_or_error(text)
    if told is None:
        assert wrong or "between its thousands" in said
    else:
        assert told == alone


MISSING = [
    "",
    " ",
    "NA",
    "n/a",
    "N/A",
    "#N/A",
    "null",
    "NULL",
    "None",
    "nan",
    "NaN",
    "-",
    "?",
    "\u2013",
]


@pytest.mark.parametrize("cell", MISSING)
def test_rows_without_a_value_are_told_or_left_out(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "x.csv"
    path.write_text(f"a,b,c\n1,10,\n{cell},5,1\n2.5,-20,\n3,1e-3,{cell}\n4,{cell},1\n", "utf-8")
    with pytest.raises(DataError, match="row 3, column 'a': the value is missing") as caught:
        datasets.read_csv(path, x="a", y="b")
    assert 'missing = "drop"' in str(caught.value)
    data = datasets.read_csv(path, x="a", y="b", missing="drop")
    assert list(zip(data.x, data.y, strict=True)) == ROWS
    assert data.left_out == data.scaled().left_out == (3, 6)


# what bytes say in an encoding, and the header that is asked for; what the file says of itself
ENCODED = {
    "latin-1": ("Temperatur (\u00b0C)", "latin-1", True),
    "windows-1252": ("prix (\u20ac) \u2013 d\u00e9but", "cp1252", True),
    "cyrillic": (
        "\u0442\u0435\u043c\u043f\u0435\u0440\u0430\u0442\u0443\u0440\u0430",
        "cp1251",
        False,
    ),
    "mac": ("Temperatur (\u00b0C)", "mac-roman", False),
    "dos": ("Temperatur (\u00b0C)", "cp850", False),
    "japanese": ("\u8eab\u9577 (cm)", "shift-jis", False),
}


@pytest.mark.parametrize(("heading", "encoding", "certain"), ENCODED.values(), ids=ENCODED)
def test_bytes_are_letters_where_the_lesson_writes_the_same(
    read, heading: str, encoding: str, certain: bool
) -> None:
    content = f"{heading};b\n1;2\n3;4\n".encode(encoding)
    if certain:
        assert read(content, heading).x.tolist() == [1.0, 3.0]
        return
    with pytest.raises(DataError) as caught:
        read(content, heading)
    said = str(caught.value)
    assert "is not UTF-8, and " in said
    assert said.endswith('; save it again as "CSV UTF-8".')


def test_headings_are_the_same_that_look_the_same(read) -> None:
    written = "Te\u0301mperature\u00a0 (\u00b0C),b\n1,2\n3,4\n".encode()
    assert len(read(written, "T\u00e9mperature (\u00b0C)")) == 2


def test_the_built_in_data_is_what_it_says() -> None:
    data = datasets.load("stopping-distance")
    assert len(data) == 50
    assert (data.x[0], data.y[0], data.x[-1], data.y[-1]) == (4.0, 2.0, 25.0, 85.0)
    assert (data.x.sum(), data.y.sum()) == (770.0, 2149.0)  # as R's cars
    assert (data.x_name, data.x_unit) == ("Speed", "mph")
    assert (data.y_name, data.y_unit) == ("Stopping distance", "ft")
    with pytest.raises(ValueError, match="read-only"):
        data.x[0] = 1.0


def test_names_of_a_kind_are_those_that_load() -> None:
    assert datasets.names() == ("stopping-distance", "noisy-line", "noisy-polynomial")
    assert datasets.names("regression") == datasets.names()
    assert datasets.names("classification") == ("two-moons", "spirals", "blobs")
    for name in datasets.names():
        assert type(datasets.load(name)) is datasets.Dataset
        assert datasets.load(name).scaled().is_scaled
    for name in datasets.names("classification"):
        assert type(datasets.load(name, "classification")) is datasets.LabelledDataset


# name, kind, what the error says
UNKNOWN = {
    "unknown": (
        "cars",
        "regression",
        (
            "There is no data set 'cars'; choose one of: stopping-distance, noisy-line, "
            "noisy-polynomial."
        ),
    ),
    "no name": (["x"], "regression", "There is no data set ['x']; choose one of: stopping-dist"),
    "labelled": (
        "two-moons",
        "regression",
        (
            "The data set 'two-moons' is for classification, not for regression; choose one of: "
            "stopping-distance, noisy-line, noisy-polynomial."
        ),
    ),
    "not labelled": (
        "noisy-line",
        "classification",
        (
            "The data set 'noisy-line' is for regression, not for classification; choose one of: "
            "two-moons, spirals, blobs."
        ),
    ),
    "kind": (
        "noisy-line",
        "clustering",
        "There is no kind of data set 'clustering'; choose one of: regression, classification.",
    ),
    "kind of kind": ("noisy-line", None, "There is no kind of data set None; choose one of: regr"),
}


@pytest.mark.parametrize(("name", "kind", "text"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_set_is_an_error_that_lists_the_known_ones(name, kind, text: str) -> None:
    with pytest.raises(UnknownNameError) as caught:
        datasets.load(name, kind)
    assert text in str(caught.value)


def test_scaled_data_spans_minus_one_to_one_and_goes_back() -> None:
    data = datasets.load("stopping-distance")
    scaled = data.scaled()
    for values in (scaled.x, scaled.y):
        assert (values.min(), values.max()) == (-1.0, 1.0)
    np.testing.assert_allclose(scaled.unscale_x(scaled.x), data.x, rtol=1e-14)
    np.testing.assert_allclose(scaled.unscale_y(scaled.y), data.y, rtol=1e-14)
    np.testing.assert_allclose(scaled.x_scale.scale(data.x), scaled.x, atol=1e-15)
    assert scaled.scaled() is scaled
    assert scaled.is_scaled
    assert not data.is_scaled
    assert (scaled.x_name, scaled.x_unit, scaled.source) == (data.x_name, "mph", data.source)


def test_a_line_on_scaled_data_goes_back_to_units() -> None:
    data = datasets.load("stopping-distance")
    scaled = data.scaled()
    theta = problems.LinearRegression(scaled.x, scaled.y).minimum()
    direct = problems.LinearRegression(data.x, data.y).minimum()
    np.testing.assert_allclose(scaled.line_in_units(theta), direct, rtol=1e-12)
    assert data.line_in_units([2.0, 3.0]) == (2.0, 3.0)
    many = np.random.default_rng(0).normal(size=(4, 3, 2))
    slope, intercept = scaled.line_in_units(many)
    assert slope.shape == intercept.shape == (4, 3)
    at_ten = slope * 10.0 + intercept
    expected = many[..., 0] * scaled.x_scale.scale(10.0) + many[..., 1]
    np.testing.assert_allclose(scaled.y_scale.scale(at_ten), expected, rtol=0, atol=1e-13)


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False), min_size=2, max_size=9))
def test_scaling_never_leaves_the_range(values) -> None:
    x = np.array(values)
    data = datasets.Dataset(x=x, y=np.arange(x.size), x_name="a", y_name="b", title="", source="")
    try:
        scaled = data.scaled()
    except DataError:
        assert x.max() / 2 - x.min() / 2 == 0.0
        return
    assert (scaled.x.min(), scaled.x.max()) == (-1.0, 1.0)


def test_a_constant_column_cannot_be_scaled(read) -> None:
    with pytest.raises(DataError) as caught:
        read(b"a,b\n1,7\n2,7\n3,7\n").scaled()
    assert str(caught.value) == (
        "The column 'b' has the same value, 7, in all 3 rows, so it cannot be scaled; "
        "choose a column that varies."
    )
