"""Lesson files that were spoiled: bytes, words, order, values of every kind, and their names."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path

from scenes.lessons import BUILT_IN
from scenes.plans.registry import PLANS
from tests.attack import hostile, material, told
from tests.attack.cases import Attack, Case, Result
from tests.attack.nursery import Ended, run_anew
from tests.attack.sketch import ENTRY

BASES = (
    BUILT_IN.read_text(encoding="utf-8"), material.LESSON, material.LESSON, material.SHORT,
    material.EXTENDING,
)  # fmt: skip
EXTENDED = (
    "gradient-descent", "gradient-descent.es", "sub/base.toml", "sub/round.toml", "sub/odd.toml",
    "lesson.toml", "look.toml", "d.csv", "pipe.toml", "link_out.toml", "../outside.toml",
    "link_dir/base.toml", "sub", "none.toml", "", "root/etc/passwd",
)  # fmt: skip
ANEW, DRAWN = 50, 50
"""One case in so many is also run by a new Python; of what is accepted, one is rendered."""
NAMED_ODDLY = 12
FILMS = ["--quality", "preview", "--fps", "1", "--jobs", "1", "--out", "out"]

_RATES = ("5e-324", "1e-300", "1e-12", "0.5", "1.0", "2.0", "37.5", "999.9", "1000", "1000.1")
_PLACES = ("0.0", "-1e6", "1e6", "1e-300", "5e-324", "-0.0", "3.0", "1e3", "-123456.789", "1.1e6")
LEGAL = {
    "steps": ("1", "2", "3", "1000", "8000", "20000", "20001"),
    "seconds": ("1", "1.0000001", "2", "119.9", "120", "0.99"),
    "learning_rate": _RATES, "decay": _RATES, "rates": _RATES,
    "start": _PLACES, "other_start": _PLACES,
    "seed": ("0", "1", "4294967295", "4294967296"),
}  # fmt: skip
"""Numbers at both ends of what a key may have, and just beyond."""

Change = Callable[[str, random.Random], tuple[str | bytes, str]]
_TOKEN = re.compile(r'"[^"\n]*"|[\w.+-]+|[\[\]{}=,#]|\n|[^\S\n]+|.')
_PAIR = re.compile(r"^(\w+) = (.*)$", re.MULTILINE)


def words(text: str, chance: random.Random) -> tuple[str, str]:
    """A word lost, doubled, exchanged with another, or replaced."""
    tokens = _TOKEN.findall(text)
    at, other = chance.randrange(len(tokens)), chance.randrange(len(tokens))
    how = chance.choice(["drop", "double", "swap", "value", "mark"])
    if how == "drop":
        tokens[at] = ""
    elif how == "double":
        tokens[at] *= chance.choice([2, 3, 1000])
    elif how == "swap":
        tokens[at], tokens[other] = tokens[other], tokens[at]
    elif how == "value":
        tokens[at] = hostile.value(chance)
    else:
        tokens[at] = chance.choice(["[", "]", "[[", "]]", "{", "}", "=", ".", '"', '"""', "#", ","])
    return "".join(tokens), f"words: {how} at {at}"


def blocks(text: str, chance: random.Random) -> tuple[str, str]:
    """A table lost, doubled, moved, nested in itself, or of another kind."""
    parts = re.split(r"^(?=\[)", text, flags=re.MULTILINE)
    at, other = chance.randrange(len(parts)), chance.randrange(len(parts))
    how = chance.choice(["drop", "double", "swap", "nest", "kind", "many", "empty", "move"])
    if how == "drop":
        parts[at] = ""
    elif how == "double":
        parts[at] *= 2
    elif how == "swap":
        parts[at], parts[other] = parts[other], parts[at]
    elif how == "nest":
        parts[at] = re.sub(r"\[(scene[\w.]*)\]", r"[\1.\1]", parts[at])
    elif how == "kind":
        kinds = ["[scene]", "[[scene.params]]", "[scene.beat]", "[[beat]]", "[params]", "[[scene]]"]
        parts[at] = re.sub(r"\[+[\w.]+\]+", chance.choice(kinds), parts[at])
    elif how == "many":
        parts[at] *= chance.choice([20, 300])
    elif how == "empty":
        parts[at] = parts[at].partition("\n")[0] + "\n"
    else:
        parts.insert(other, parts.pop(at))
    return "".join(parts), f"blocks: {how} {at} {other}"


def values(text: str, chance: random.Random) -> tuple[str, str]:
    """A key's value replaced by any other."""
    pair = chance.choice([*_PAIR.finditer(text)] or [None])
    if pair is None:
        return text, "no values"
    new = hostile.value(chance)
    return text[: pair.start(2)] + new + text[pair.end(2) :], f"values: {pair[1]} = {new[:60]}"


def settings(text: str, chance: random.Random) -> tuple[str, str]:
    """A scene's settings, of those that there are, set to anything."""
    plan = PLANS[chance.choice([*PLANS])]
    names = hostile.some(chance, [*plan.params.model_fields], 3)
    told_ = {name: _setting(name, chance) for name in names}
    lines = "".join(f"{name} = {value}\n" for name, value in told_.items())
    places = [match.end() for match in re.finditer(r"^\[scene\.params\]\n", text, re.MULTILINE)]
    if not places:
        return text, "no settings"
    at = chance.choice(places)
    end = text.find("\n\n", at)
    kept = [
        line
        for line in text[at : end if end >= 0 else None].splitlines(keepends=True)
        if line.split(" =")[0] not in told_
    ]
    rest = text[end:] if end >= 0 else ""
    return text[:at] + lines + "".join(kept) + rest, f"settings: {told_}"[:200]


def _setting(name: str, chance: random.Random) -> str:
    if name == "data":
        return f'"{chance.choice(hostile.PATHS)}"'
    if name in {"start", "other_start"}:
        pair = ", ".join(chance.choice(hostile.NUMBERS) for _ in range(2))
        return f"[{pair}]"
    if name == "rates":
        return f"[{', '.join(chance.choice(hostile.NUMBERS) for _ in range(4))}]"
    return chance.choice([chance.choice(hostile.NUMBERS), hostile.value(chance)])


def extended(text: str, chance: random.Random) -> tuple[str, str]:
    """Another lesson taken over: one that there is, one that leads astray, or no lesson."""
    base = chance.choice([*EXTENDED, *hostile.PATHS])
    kept = "\n".join(line for line in text.split("\n") if not line.startswith("extends"))
    return f"extends = {hostile.literal(base, chance)}\n{kept}", f"extended: {base!r:.60}"


def tuned(text: str, chance: random.Random) -> tuple[str, str]:
    """Settings at the ends of what is allowed, or nearly."""
    done = []
    for pair in hostile.some(chance, [*_PAIR.finditer(text)], 12):
        legal = LEGAL.get(pair[1])
        if legal is None:
            continue
        new = re.sub(r"(?<![\w.])-?\d[\d.e]*", lambda _, of=legal: chance.choice(of), pair[2])
        text = text.replace(pair[0], f"{pair[1]} = {new}", 1)
        done.append(f"{pair[1]} = {new[:60]}")
    return text, f"tuned: {', '.join(done)}"


def said(text: str, chance: random.Random) -> tuple[str, str]:
    """Words, titles and reasons of all kinds, which are text in quotes as they should be."""
    pairs = [pair for pair in _PAIR.finditer(text) if pair[1] in {"say", "title", "reason"}]
    if not pairs:
        return text, "nothing is said"
    pair, string = chance.choice(pairs), chance.choice(hostile.STRINGS)
    if chance.randrange(3) == 0:
        string = (string + chance.choice(hostile.STRINGS)) * chance.choice([1, 2, 7])
    new = hostile.literal(string, chance)
    return text[: pair.start(2)] + new + text[pair.end(2) :], f"said: {pair[1]} = {new[:60]}"


def deep(text: str, chance: random.Random) -> tuple[str, str]:
    """Nesting and lengths that make parsers slow or deep."""
    size = chance.choice([7, 9, 100, 5000, 40_000])
    pieces = {
        "dots": ".".join("a" * size) + " = 1\n",
        "arrays": "a = " + "[" * size + "]" * size + "\n",
        "tables": "a = " + "{a=" * size + "1" + "}" * size + "\n",
        "header": "[" + ".".join("b" * size) + "]\n",
        "headers": "".join(f"[t{i}]\n" for i in range(size)),
        "number": "a = " + "1" * size + "\n",
        "string": 'a = "' + "\\u0061" * size + '"\n',
        "open string": "a = '''" + "'\n" * size,
        "escapes": 'a = "' + "\\" * (2 * size + 1) + '"\n',
        "comment": "#" * size + "\n",
        "blank": " " * size + "\n" * size,
        "keys": "".join(f"k{i} = {i}\n" for i in range(size)),
        "mistakes": "".join(f'[[scene]]\nname = "s{i}"\n' for i in range(size // 4)),
    }
    name = chance.choice([*pieces])
    piece = pieces[name]
    return (piece + text, text + piece)[chance.randrange(2)], f"deep: {name} {size}"


def encoded(text: str, chance: random.Random) -> tuple[bytes, str]:
    """The same in another encoding, with marks, or with other line ends."""
    odd = text.replace("line", "línea", 1)
    how = chance.choice(
        ["utf-8-sig", "utf-16", "utf-32", "latin-1", "cp1252", "utf-16-le", "utf-7", "cr", "crlf",
         "surrogates", "overlong", "nul"]
    )  # fmt: skip
    forms: dict[str, bytes] = {
        "cr": text.replace("\n", "\r").encode(),
        "crlf": text.replace("\n", "\r\n").encode(),
        "surrogates": odd.encode().replace(b"\xc3\xad", b"\xed\xa0\x80"),
        "overlong": odd.encode().replace(b"\xc3\xad", b"\xc0\xaf"),
        "nul": odd.encode().replace(b"\xc3\xad", b"\0"),
    }
    return forms[how] if how in forms else odd.encode(how, "replace"), f"encoded: {how}"


def raw(text: str, chance: random.Random) -> tuple[bytes, str]:
    """Bytes changed anywhere."""
    return hostile.damaged(text.encode("utf-8", "replace"), chance)


CHANGES: tuple[Change, ...] = (
    words, blocks, values, settings, said, tuned, tuned, said, tuned, extended,
)  # fmt: skip
LAST: tuple[Change, ...] = (raw, encoded, deep)


def spoiled(chance: random.Random) -> tuple[bytes, bytes, str]:
    """The name of a lesson file, its bytes, and what was done to it."""
    text: str | bytes = chance.choice(BASES)
    done = []
    for change in chance.choices(CHANGES, k=chance.choice([1, 1, 1, 2, 3])):
        assert isinstance(text, str)
        text, what = change(text, chance)
        done.append(what)
    if chance.randrange(4) == 0:
        assert isinstance(text, str)
        text, what = chance.choice(LAST)(text, chance)
        done.append(what)
    name = hostile.NAMES[0]
    if chance.randrange(NAMED_ODDLY) == 0:
        name = chance.choice(hostile.NAMES)
        done.append(f"name: {name[:20]!r}")
    return (
        name,
        text if isinstance(text, bytes) else text.encode("utf-8", "replace"),
        "; ".join(done),
    )


def attempt(case: Case) -> Result:
    """Check a spoiled lesson file; some again by a new Python, some rendered if accepted."""
    name, data, made = spoiled(case.chance)
    path = material.lay_out(case.folder, data, name)
    material.set_traps(case.folder)
    arguments = ["check", f"./{path.name}"]
    ended = case.nursery.run(arguments, case.folder, within="here")
    found = [*told.faults(ended, [material.SECRET])]
    found += told.unnamed(ended, _names(path))
    if case.number % ANEW == 0 and not ended.overdue:
        found += _otherwise(ended, run_anew(arguments, case.folder, "here"))
    if ended.code == 0 and case.chance.randrange(DRAWN) == 0 and " min" not in ended.stdout:
        found += _drawn(case, path)
    found += told.litter(case.folder)
    came = {0: "accepted", 1: "unreadable", 2: "refused"}.get(ended.code, f"code {ended.code}")
    return Result(came, tuple(found), ended.seconds, ended.bytes, made)


def _names(path: Path) -> Iterator[str]:
    """How a message may name a file: by what of its name can be printed, or by one it names."""
    pieces = re.split(r"[^ -~]|['\"\\]", path.name)
    yield max(pieces, key=len)[:100]
    yield from ("look.toml", "d.csv", "base.toml", "round.toml", "odd.toml", "gradient_descent")


def _otherwise(ended: Ended, anew: tuple[int, str, str]) -> Iterator[str]:
    here = (ended.code, ended.stdout, ended.stderr)
    for what, one, other in zip(("code", "output", "words"), here, anew, strict=True):
        if one != other:
            yield f"a new Python has another {what}: {other!r:.300} for {one!r:.300}"


def _drawn(case: Case, path: Path) -> Iterator[str]:
    """What is wrong with the film of an accepted lesson, drawn as a sketch, and with its folder."""
    orders = (["render", f"./{path.name}", *FILMS], ENTRY), (["check", "--no-pictures", "out"], "")
    for arguments, entry in orders:
        more = {"entry": entry} if entry else {}
        ended = case.nursery.run(arguments, case.folder, within="here", seconds=60, **more)
        judged = chain(told.faults(ended, [material.SECRET]), told.litter(case.folder))
        yield from (f"{arguments[0]}: {fault}" for fault in judged)
        if entry and ended.code:
            yield f"an accepted lesson is not rendered: {ended.stderr[-300:]!r}"
            return


ATTACK = Attack("lessons", 10_000, 25, attempt)
