"""What strangers write: strings, numbers and paths that have broken programs before."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

Thing = TypeVar("Thing")

STRINGS: tuple[str, ...] = (
    "",
    " ",
    "\t\n",
    '#read("x")',
    '#import "@preview/x:1.0.0"',
    "$ integral $",
    "<script>alert(1)</script>",
    "</script>",
    "-->",
    "00:00:00,000 --> 00:00:59,000",
    "1\n00:00:00,000 --> 00:00:59,000\nNothing",
    "WEBVTT",
    "NOTE a remark",
    "< b>bold</ b>",
    "<1>",
    "<b>bold</b>",
    "{\\an8}top",
    "\\N",
    "\\h\\n",
    "&amp; &lt;b&gt; &#0;",
    "<span foreground='red'>x</span>",
    "'\"`",
    'a " b \\ c',
    "javascript:alert(1)",
    "file:///etc/passwd",
    "../../etc/passwd",
    "%s %d %n",
    "{0} {x} {x.__class__}",
    "${HOME} $(id) `id`",
    "x.__class__.__mro__",
    "\U0001f600\U0001f469\u200d\U0001f680",
    "\u202eright to left\u202c",
    "שלום עולם",
    "مرحبا",
    "Ἀ̓́ e" + "\u0301" * 40,
    "\u0000",
    "a\u0000b",
    "\u001b[31mred\u001b[0m",
    "\u0007\u0008\u007f\u0085",
    "\u2028\u2029",
    "\ufeffbom",
    "\ufffe\uffff",
    "\ufdd0",
    "\ue000",
    "\U000e0041",
    "\uff45\uff56\uff41\uff4c",
    "\U0001d4bd\u212f\U0001d4c1\U0001d4c1\u2134",
    "ﬁ ligature",
    "W" * 500,
    "word " * 150,
    "a b " * 250,
    "i " * 499,
    "-" * 900,
    "\u00a0\u2003\u200b",
    "CON",
    "nul.toml",
    "-rf",
    "--help",
    "sep=;",
    "None",
    "true",
    "1_000",
    "=cmd|' /C calc'!A0",
    "\u0131\u0130\u017f\u1e9e",
    "\r\n",
    "Ω≈ç√∫\u02dcµ≤≥÷",
)

NUMBERS: tuple[str, ...] = (
    "0", "-0", "-0.0", "1", "-1", "0.5", "1e-308", "1e-310", "5e-324", "1e308", "-1.7976e308",
    "1e999", "inf", "-inf", "nan", "+nan", "1e-9", "1e-16", "1e16", "9007199254740993", "1e6",
    "-1e6", "1000", "1000.0000001", "20000", "20001", "120", "120.1", "1800", "86400", "4294967295",
    "4294967296", "2147483648", "9223372036854775807", "9223372036854775808",
    "18446744073709551616", "1" * 99, "1" * 101, "9" * 5000, "0x7f", "0o17", "0b1", "1_000", "1__0",
    "01", "1.", ".5", "1e", "0x", "+", "--1", "1e1_0", "0.1e+400", "3.14159265358979323846",
    "1979-05-27", "07:32:00", "1979-05-27T00:32:00.999999-07:00", "9999-99-99",
)  # fmt: skip

OTHERS: tuple[str, ...] = (
    "true", "false", "[]", "{}", "[[]]", "[{}]", "[1, 2]", "[1, 2, 3]", "['a', 'b']", "[1, 'a']",
    "[[1, 2], [3, 4]]", "{x = 1}", "{name = 'x'}", "[1e308, 1e308]", "[nan, inf]", "[0, 0]",
    "[-1e6, 1e6]", "[1e-300, 1e-300]", "null", "None", "''", '""', '""""""', "''''''",
    "{a = {b = {c = {d = {e = {f = {g = {h = {i = {j = 1}}}}}}}}}}",
    "[[[[[[[[[[[[1]]]]]]]]]]]]", "[" * 200, "[" * 200 + "]" * 200, "{a=" * 50 + "1" + "}" * 50,
    "[" + "1," * 3000 + "]", '"' + "x" * 1001 + '"', "'''" + "y\n" * 2000 + "'''", "[,]", "{,}",
)  # fmt: skip

PATHS: tuple[str, ...] = (
    "../outside.csv", "../outside.txt", "../outside.toml", "./d.csv", "d.csv", ".//d.csv",
    "sub/../d.csv", "sub/d.csv", "sub", ".", "..", "/", "", " ", "link.csv", "link_out.csv",
    "link_self.csv", "link_none.csv", "link_dir/d.csv", "link_out_dir/outside.csv", "pipe.csv",
    "pipe.toml", "/dev/zero", "/dev/null", "/dev/stdin", "/dev/tty", "/dev/full", "/proc/kmsg",
    "/proc/self/mem", "/proc/self/environ", "/etc/shadow", "/etc/passwd", "~/d.csv", "$HOME/d.csv",
    "file:d.csv", "http://localhost/d.csv", "\\\\server\\d.csv", "C:\\d.csv", "C:d.csv",
    "sub\\d.csv", "d.csv\\u0000", "d.csv\\n", "x" * 255, "x" * 256, "x/" * 200 + "d.csv",
    "x" * 5000, "-d.csv", "D.CSV", "d.csv/", "d.csv/x", "look.toml", "lesson.toml", "logo.png",
    "noread.csv", "nobody.csv", "stopping-distance", "./stopping-distance", "speed", "dist",
    "\\u202ecsv.d", "d\\u0301.csv", "\\U0001f600.csv",
)  # fmt: skip

NAMES: tuple[bytes, ...] = (
    b"lesson.toml", b"-lesson.toml", b"a lesson.toml", b"l\xe9con.toml", b"le\xc3\xa7on.toml",
    b"two\nlines.toml", b"tab\t.toml", b"\x1b[31mred.toml", b"x" * 240 + b".toml", b"lesson",
    b".toml", b"lesson.TOML", b"\xf0\x9f\x98\x80.toml", b"\xe2\x80\xaetxet.toml", b"'\"`$.toml",
    b"%s{0}.toml", b"[bold]x.toml", b"#.toml", b"\xff\xfe.toml", b"lesson.toml ",
)  # fmt: skip
"""Names of lesson files."""


def literal(text: str, chance: random.Random) -> str:
    """A text as a TOML string, of one of its kinds; not all of them can hold it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    plain = "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped)
    return chance.choice(
        [f'"{plain}"', f'"{plain}"', f"'{text}'", f'"""{text}"""', f"'''{text}'''"]
    )


def value(chance: random.Random) -> str:
    """Some TOML value, or what looks like one."""
    kind = chance.randrange(4)
    if kind == 0:
        return literal(chance.choice(STRINGS), chance)
    if kind == 1:
        return f'"{chance.choice(PATHS)}"'
    return chance.choice(NUMBERS if kind == 2 else OTHERS)


def damaged(data: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Bytes with a few of them changed, lost, doubled or added."""
    spoiled = bytearray(data)
    how = chance.choice(["flip", "cut", "drop", "insert", "double", "zero", "none"])
    start = chance.randrange(len(spoiled) + 1)
    length = chance.choice([1, 1, 2, 4, 16, 256])
    piece = spoiled[start : start + length]
    if how == "flip":
        for place in range(start, min(start + length, len(spoiled))):
            spoiled[place] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del spoiled[start:]
    elif how == "drop":
        del spoiled[start : start + length]
    elif how == "insert":
        spoiled[start:start] = chance.randbytes(length)
    elif how == "double":
        spoiled[start:start] = piece * chance.choice([1, 2, 50])
    elif how == "zero":
        spoiled[start : start + length] = bytes(len(piece))
    else:
        spoiled.clear()
    return bytes(spoiled), f"bytes: {how} {length} at {start}"


def some(chance: random.Random, of: Sequence[Thing], most: int) -> list[Thing]:
    """Between one and ``most`` of several, in any order."""
    return chance.sample(of, min(len(of), 1 + chance.randrange(most)))
