"""CSV files of every dialect and damage, beside a lesson that names them."""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable

from tests.attack import hostile, material, told
from tests.attack.cases import Attack, Case, Result

NUMBERS = (
    "1e308", "1.7976931348623157e308", "-1e308", "1e-308", "1e-310", "5e-324", "1e309", "-1e400",
    "inf", "nan", "NaN", "NA", "", " ", "-", "n/a", "1,5", "1.234,5", "1 234", "1\u00a0234",
    "1'234",
    "1_000", "0x10", "1e", "+1", "−1", "(1)", "1%", "$1", "٣", "\uff11\uff12", "1.5.2",
    "true", "9" * 400,
    "0." + "0" * 400 + "1", "1e-400", '"3"', "3.0 ", "\t4", "#N/A", "2024-01-01",
    "1/2", "∞", "1d3",
)  # fmt: skip
HEADINGS = (
    "speed", "dist", "", " ", "# speed", "1", "speed (m/s)", "speed,x", 'sp"eed', "sp\need",
    "x" * 500,
    "x" * 200_000, "Geschwindigkeit", "v é", "v e\u0301", "\u202edeeps", "速度", "sp\x07eed", "#",
    "nan",
)  # fmt: skip
ENCODINGS = (
    *["utf-8"] * 12, "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32",
    "utf-32-be", "latin-1", "cp1252", "cp1251", "cp437", "shift-jis", "utf-7",
)  # fmt: skip
Rows = list[list[str]]


def numbers(chance: random.Random, many: int) -> list[str]:
    """Columns as people and machines have them: of any size, spread and offset."""
    scale = 10.0 ** chance.choice(
        [-310, -308, -160, -20, 0, 0, 0, 0, 0, 0, 0, 3, 20, 150, 154, 300, 307]
    )
    offset = chance.choice([0.0, 0.0, 1.0, 1e6, 1e16])
    kind = chance.choice(
        ["line", "noise", "constant", "steps", "far", "two", "tiny", "line", "noise"]
    )
    forms: dict[str, Callable[[int], float]] = {
        "line": lambda i: i + offset,
        "noise": lambda _: chance.gauss(0, 1) + offset,
        "constant": lambda _: 3.0 + offset,
        "steps": lambda i: float(i // 3),
        "far": lambda i: 1e12 if i == 1 else chance.random(),
        "two": lambda i: float(i % 2),
        "tiny": lambda i: 1 + i * 2.3e-16,
    }
    return [_written(forms[kind](i) * scale, chance) for i in range(many)]


def _written(value: float, chance: random.Random) -> str:
    if not math.isfinite(value):
        return repr(value)
    return repr(value) if chance.randrange(2) else f"{value:.6g}"


def rows(chance: random.Random) -> tuple[Rows, str]:
    """A table with its header, some of its cells or rows spoiled."""
    many = chance.choice([0, 1, 2, 3, 5, 20, 20, 20, 20, 200, 1999, 2000, 2001])
    columns = [numbers(chance, many) for _ in range(chance.choice([2, 2, 2, 3, 8]))]
    header = ["speed", "dist", *(f"c{i}" for i in range(len(columns) - 2))]
    table = [header, *map(list, zip(*columns, strict=True))]
    done = [f"{many} rows"]
    done += [_spoil(table, chance) for _ in range(chance.choice([0, 0, 0, 1, 1, 2, 4]))]
    return table, ", ".join(done)


def _spoil(table: Rows, chance: random.Random) -> str:
    row = chance.randrange(len(table))
    place = chance.randrange(max(len(table[row]), 1))
    how = chance.choice(["number", "string", "ragged", "long", "blank", "header", "double", "drop"])
    if how in {"number", "string"}:
        new = chance.choice(NUMBERS if how == "number" else hostile.STRINGS)
        table[row][place : place + 1] = [new]
        return f"row {row} has {new[:40]!r}"
    if how == "ragged":
        table[row] += ["1"] * chance.choice([1, 5, 1000])
    elif how == "long":
        table[row].append("7" * chance.choice([1000, 131_073, 1_000_001]))
    elif how == "blank":
        table.insert(row, [])
    elif how == "header":
        table[0] = [each if chance.randrange(3) else chance.choice(HEADINGS) for each in table[0]]
    elif how == "double":
        table.insert(row, [*table[row]])
    elif how == "drop":
        del table[row]
        table[:] = table or [["speed"]]
    return f"{how} {row}"


def text(table: Rows, chance: random.Random) -> tuple[str, str]:
    """The table in some dialect."""
    mark = _often(",", [";", "\t", "|", " ", "  ", ":", "\x1f"], chance)
    end = _often("\n", ["\r\n", "\r\n", "\r", "\n\n", ""], chance)
    quote = _often("", ['"', '"', "'", "half"], chance)
    decimal = _often(".", [","], chance) if mark != "," else "."
    top = _often("", ["sep=;\n", "sep=" + mark + "\n", "# a remark\n", "\n\n", "#" * 5000], chance)

    def cell(value: str) -> str:
        value = value.replace(".", decimal)
        if quote == "half":
            return '"' + value if chance.randrange(20) == 0 else value
        return f"{quote}{value}{quote}"

    lines = [mark.join(map(cell, row)) for row in table]
    return top + end.join(lines) + end, f"{mark!r} {end!r} quote {quote!r} decimal {decimal!r}"


def _often(usual: str, others: list[str], chance: random.Random) -> str:
    return chance.choice(others) if chance.randrange(5) == 0 else usual


def whole_file(chance: random.Random) -> tuple[bytes, str] | None:
    """Now and then, files that are no tables, or too large."""
    line = b"1,2\n"
    forms: dict[str, Callable[[], bytes]] = {
        "empty": bytes,
        "NULs": lambda: bytes(5000),
        "noise": lambda: chance.randbytes(20_000),
        "header only": lambda: b"speed,dist\n",
        "a million rows": lambda: b"speed,dist\n" + line * 1_000_000,
        "two million rows": lambda: b"speed,dist\n" + line * 2_000_000,
        "three thousand rows": lambda: b"speed,dist\n" + line * 3000,
        "one line of 30 MB": lambda: b"speed,dist\n" + b"1," * 15_000_000,
        "one field of 30 MB": lambda: b"speed,dist\n" + b"1" * 30_000_000,
        "a quote never closed": lambda: b'speed,dist\n"' + line * 500_000,
        "70 MB": lambda: b"speed,dist\n" + line * 17_500_000,
        "a million columns": lambda: b"speed,dist," + b"c," * 1_000_000 + b"\n" + line,
        "blank lines": lambda: b"speed,dist\n" + b"\n" * 3_000_000 + line,
        "spaces": lambda: b"speed dist\n" + b" " * 5_000_000 + b"\n1 2\n",
        "remarks": lambda: b"#\n" * 1_000_000 + b"speed,dist\n" + line * 3,
        "a workbook": lambda: b"PK\x03\x04" + chance.randbytes(3000),
        "an old workbook": lambda: b"\xd0\xcf\x11\xe0" + chance.randbytes(3000),
        "UTF-16, cut": lambda: "speed,dist\n1,2\n2,3\n".encode("utf-16")[:-1],
        "HTML": lambda: b"<html><table><tr><td>speed</td></tr></table>",
        "JSON": lambda: b'[{"speed": 1, "dist": 2}]',
    }
    if chance.randrange(8):
        return None
    name = chance.choice([*forms])
    return forms[name](), name


def made(chance: random.Random) -> tuple[bytes, str]:
    """A CSV file, and what is special about it."""
    found = whole_file(chance)
    if found is not None:
        return found
    table, what = rows(chance)
    written, dialect = text(table, chance)
    encoding = chance.choice(ENCODINGS)
    data = written.encode(encoding, "replace")
    done = f"{what}; {dialect}; {encoding}"
    if chance.randrange(10) == 0:
        data, damage = hostile.damaged(data, chance)
        done += f"; {damage}"
    return data, done


def lesson(chance: random.Random) -> str:
    """The lesson, now and then with other columns, another mark, or rows dropped."""
    settings = io.StringIO()
    if chance.randrange(4) == 0:
        settings.write(f'decimal = "{chance.choice(".,")}"\n')
    if chance.randrange(4) == 0:
        settings.write('missing = "drop"\n')
    changed = material.SHORT.replace("steps = 3\n", f"steps = 3\n{settings.getvalue()}")
    if chance.randrange(8) == 0:
        heading = hostile.literal(chance.choice(HEADINGS), chance)
        changed = changed.replace('"dist"', heading)
    return changed


def attempt(case: Case) -> Result:
    """Check a lesson about a spoiled CSV file."""
    data, what = made(case.chance)
    path = material.lay_out(case.folder, lesson(case.chance))
    (path.parent / "d.csv").write_bytes(data)
    ended = case.nursery.run(["check", path.name], case.folder, within="here")
    found = [*told.faults(ended), *told.unnamed(ended, ["d.csv", path.name])]
    found += told.litter(case.folder)
    came = {0: "accepted", 1: "unreadable", 2: "refused"}.get(ended.code, f"code {ended.code}")
    return Result(came, tuple(found), ended.seconds, ended.bytes, what)


ATTACK = Attack("tables", 1000, 15, attempt)
