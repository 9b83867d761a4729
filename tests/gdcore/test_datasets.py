"""The built-in data, scaling, and CSV files in every wrong form."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gdcore import csvfile, datasets, problems
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
        ", row 3, column 'a': the value is missing; fill it in or take the row out.",
    ),
    "nan": (b"a,b\n1,nan\n3,4\n", ", row 2, column 'b': 'nan' is not a finite number; fill the"),
    "inf": (b"a,b\n1,2\n-Infinity,4\n", ", row 3, column 'a': '-Infinity' is not a finite number"),
    "overflow": (b"a,b\n1,2\n1e999,4\n", ", row 3, column 'a': '1e999' is too large for a number."),
    "underscore": (b"a,b\n1_000,2\n3,4\n", ", row 2, column 'a': '1_000' is not a number; write"),
    "hexadecimal": (b"a,b\n0x10,2\n3,4\n", ", row 2, column 'a': '0x10' is not a number"),
    "arabic digits": (
        "a,b\n\u0663,2\n3,4\n".encode(),
        ", row 2, column 'a': '\u0663' is not a number",
    ),
    "percent": (b"a,b\n5%,2\n3,4\n", ", row 2, column 'a': '5%' is not a number"),
    "quoted decimal comma": (
        b'a,b\n"1,5",2\n3,4\n',
        ", row 2, column 'a': '1,5' is not a number; write a decimal point, or separate by",
    ),
    "comma and point": (
        b"a;b\n1,5;2\n2.5;4\n",
        ", column 'a': has a decimal comma in row 2 ('1,5') and a point in row 3 ('2.5'); use one",
    ),
    "thousands": (b"a;b\n1.234,5;2\n2,5;4\n", "has a decimal comma in row 3 ('2,5') and a point"),
    "ragged short": (
        b"a,b\n1,2\n3\n",
        ", row 3: has 1 field where the header in row 1 has 2; correct the row.",
    ),
    "ragged long": (
        b"\na,b\n1,2\n3,4,5\n",
        ", row 4: has 3 fields where the header in row 2 has 2; correct the row.",
    ),
    "row after a quoted newline": (
        b'a,b,c\n1,2,"x\ny\nz"\n3,fast,\n',
        ", row 3, column 'b': 'fast' is not",
    ),
    "open quote": (b'a,b\n1,2\n3,"4\n5,6\n', ", row 3: the quotes do not match (unexpected end of"),
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
    "latin-1": (
        "a,b\n1,2\n3,4\u00b0\n".encode("latin-1"),
        (
            ", line 3: byte 0xB0 is not UTF-8, so the file has another encoding, perhaps "
            'Windows-1252 or Latin-1; save it again as "CSV UTF-8".'
        ),
    ),
    "latin-1 in the header": (
        "a,b,Temperatur (\u00b0C)\n1,2,3\n3,4,5\n".encode("cp1252"),
        ", line 1: byte 0xB0 is not UTF-8, so the file has another encoding, perhaps Windows-1252",
    ),
    "half a character of utf-16": (
        PLAIN.encode("utf-16") + b"\x31",
        (
            ", line 5: byte 0x31 is not UTF-16-LE, so the file is damaged, because its first bytes "
            'say that it is; save it again as "CSV UTF-8".'
        ),
    ),
    "utf-16 without a mark": (
        PLAIN.encode("utf-16-le"),
        (
            ", line 1: has a NUL character, so it is not a text file, or it is UTF-16 without a "
            'byte-order mark; save it again as "CSV UTF-8".'
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
    "a point and no digits": (b"a,b\n.,2\n3,4\n", ", row 2, column 'a': '.' is not a number"),
    "two numbers": (b"a,b\n1 2,2\n3,4\n", ", row 2, column 'a': '1 2' is not a number"),
    "two signs": (b"a,b\n1,2\n--3,4\n", ", row 3, column 'a': '--3' is not a number"),
    "lone surrogate": (b"a,b\n1,\xed\xa0\x80\n3,4\n", ", line 2: byte 0xED is not UTF-8"),
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
    x, y = csvfile.read_columns(f"a{delimiter}b\n{text}", ("a", "b"), "file.csv")
    assert list(zip(x, y, strict=True)) == rows


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        x, y = csvfile.read_columns("a,b\n" + text, ("a", "b"), "file.csv")
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
        file.truncate(csvfile.MOST_BYTES + 1)
    with pytest.raises(DataError, match=r"is larger than 64 MiB; keep only the rows that are need"):
        datasets.read_csv(path, x="a", y="b")


def test_more_rows_than_the_bound_are_refused(monkeypatch: pytest.MonkeyPatch, read) -> None:
    monkeypatch.setattr(csvfile, "MOST_ROWS", 3)
    assert len(read(PLAIN.encode())) == 3
    with pytest.raises(DataError, match="has more than 3 rows; keep only the rows that are needed"):
        read(PLAIN.encode() + b"4,4\n")


def test_a_row_of_the_largest_size_is_refused_at_once(read) -> None:
    with pytest.raises(DataError, match="row 2: the row is longer than 1000000 characters"):
        read(b"a,b\n" + b"1" * (csvfile.MOST_BYTES - 4))


def test_the_last_of_many_rows_is_named() -> None:
    text = "a,b\n" + "1,2\n" * 20_000 + "1,two\n"
    with pytest.raises(DataError, match="row 20002, column 'b': 'two' is not a number"):
        csvfile.read_columns(text, ("a", "b"), "file.csv")


CELLS = st.text("0123456789+-.eE,_ ", max_size=6) | st.sampled_from(["nan", "inf", "1e400"])


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_the_fast_way_to_numbers_agrees_with_the_careful_one(cells) -> None:
    cells = [cell.strip() for cell in cells]
    fast = csvfile._plain_numbers(cells)
    rows = list(range(len(cells)))
    try:
        careful = csvfile._other_numbers(cells, rows, "a", ",", "'file.csv'")
    except DataError:
        assert fast is None
    else:
        assert fast is not None
        assert fast.tolist() == careful.tolist()


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
