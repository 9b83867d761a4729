"""What a stranger may have done to a finished folder before it is rendered into or checked."""

from __future__ import annotations

import json
import os
import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gdlesson.render.program import sha256
from tests.attack import hostile

Forged = tuple[str, set[str]]
"""What was done, and the files, by their paths from the folder, that are still the program's."""
Manifest = dict[str, Any]
OUTSIDE = "../../outside"
"""From the folder, where somebody else's files are."""


def forge(out: Path, chance: random.Random) -> Forged:
    """Do one to three things to a finished folder."""
    done, ours = [], set()
    for each in chance.choices(FORGERIES, k=chance.choice([1, 1, 2, 3])):
        what, still = each(out, chance)
        done.append(what)
        ours |= still
    return "; ".join(done), ours


def guests(out: Path, chance: random.Random) -> Forged:
    """Files of the user's, with names like ours."""
    names = (
        "notes.txt", "check/mine--of--old.png", "check/a--b--c.png", "scenes/mountain.mp4",
        "stills/holiday.png", "stills/mountain--fog.png", "trace/mountain.npz", "lesson.de.srt",
        "lesson.en.srt.bak", "parts/1-x.mp4", ".hidden", ".gdlesson.notes", "manifest.json.bak",
        "check/batch_vs_sgd--same_start--small-text.png", ".lesson.mp4.1.part", "stills/sub/x.png",
    )  # fmt: skip
    chosen = hostile.some(chance, names, 5)
    for name in chosen:
        if _is_free(out / name):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(f"{name} of somebody's")
    return f"guests: {', '.join(chosen)}", set()


def _is_free(path: Path) -> bool:
    if os.path.lexists(path):
        return False
    return not any(os.path.lexists(p) and (p.is_symlink() or not p.is_dir()) for p in path.parents)


def instead(out: Path, chance: random.Random) -> Forged:
    """In place of a file of ours, something that waits, leads away, or is somebody's."""
    files = [
        "lesson.mp4", "manifest.json", "chapters.txt", "lesson.en.srt", "lesson.en.vtt",
        "contact_sheet.png", "scenes/batch_vs_sgd.mp4", "trace/batch_vs_sgd.npz",
        "stills/batch_vs_sgd--takeaway.png", ".gdlesson.lock",
    ]  # fmt: skip
    name = chance.choice(files)
    kind = chance.choice([*THINGS])
    if not out.is_dir() or (out / name).parent.is_symlink() or not (out / name).parent.is_dir():
        return "nothing", set()
    _remove(out / name)
    THINGS[kind](out / name)
    return f"instead: {name} is a {kind}", set()


def folders(out: Path, chance: random.Random) -> Forged:
    """In place of a folder of ours, a link, a file or a pipe."""
    name = chance.choice(["scenes", "stills", "trace", "check", ".gdlesson.unfinished", "parts"])
    kind = chance.choice(["link out", "link to itself", "link within", "file", "pipe", "dangling"])
    if not out.is_dir():
        return "nothing", set()
    _remove(out / name)
    targets = {"link out": OUTSIDE, "link to itself": name, "link within": "..", "dangling": "x/y"}
    if kind in targets:
        (out / name).symlink_to(targets[kind])
    else:
        THINGS[kind](out / name)
    return f"folders: {name} is a {kind}", set()


def whole(out: Path, chance: random.Random) -> Forged:
    """The folder itself is a link, or empty, or not one."""
    kind = chance.choice(["link", "empty", "file", "pipe", "dangling", "only guests"])
    there = out.parent / "elsewhere"
    if os.path.lexists(there) or not out.is_dir() or out.is_symlink():
        return "nothing", set()
    out.rename(there)
    if kind == "link":
        out.symlink_to("elsewhere")
        inside = {p.relative_to(there).as_posix() for p in there.rglob("*") if p.is_file()}
        return "whole: link", {f"../elsewhere/{name}" for name in inside}
    shutil.rmtree(there)
    if kind == "dangling":
        out.symlink_to("nowhere")
    elif kind in {"empty", "only guests"}:
        out.mkdir()
        if kind == "only guests":
            for name in hostile.some(chance, ["lesson.mp4", "chapters.txt", "lesson.en.srt"], 3):
                (out / name).write_text("somebody's")
    else:
        THINGS[kind](out)
    return f"whole: {kind}", set()


def damage(out: Path, chance: random.Random) -> Forged:
    """A file of ours with other bytes, cut, or gone."""
    files = [path for path in out.rglob("*") if path.is_file() and not path.is_symlink()]
    if not files:
        return "nothing", set()
    path = chance.choice(sorted(files))
    name = path.relative_to(out).as_posix()
    if chance.randrange(4) == 0:
        path.unlink()
        return f"damage: {name} is gone", set()
    data, what = hostile.damaged(path.read_bytes(), chance)
    path.write_bytes(data)
    return f"damage: {name} {what}", {name}


def manifest(out: Path, chance: random.Random) -> Forged:
    """A manifest that says what is not so."""
    path = out / "manifest.json"
    if path.is_symlink() or not path.is_file():
        return "nothing", set()  # what was put there may never end
    try:
        said: Manifest = json.loads(path.read_bytes())
        done = []
        for lie in chance.choices(LIES, k=chance.choice([1, 1, 2])):
            lie(said, out, chance)
            done.append(lie.__name__)
        _rewrite(path, json.dumps(said).encode("utf-8", "surrogatepass"))
    except (OSError, LookupError, ValueError, TypeError, AttributeError, RecursionError):
        return "nothing", set()  # it was forged before, into what is no manifest any more
    lied = [str(file["path"]) for file in said["files"]] if BELIEVED in done else []
    return f"manifest: {', '.join(done)}", {"manifest.json", *lied}


def foreign_manifest(out: Path, chance: random.Random) -> Forged:
    """The manifest of another program, which is somebody's file."""
    texts = (
        '{"name": "My app", "manifest_version": 3, "version": "1.0"}', "[]", "{}", "null", "hello",
        '{"format": 1}', "[" * 100_000, '{"a":' * 50_000 + "1" + "}" * 50_000, "1e999", '"' * 7,
        '{"short_name": "x", "icons": [], "start_url": "/", "files": [], "scenes": []}',
    )  # fmt: skip
    path = out / "manifest.json"
    if not out.is_dir() or path.is_symlink() or not path.is_file():
        return "nothing", set()
    text = chance.choice(texts)
    path.unlink()
    path.write_text(text)
    return f"foreign manifest: {text[:40]}", set()


def _rewrite(path: Path, data: bytes) -> None:
    if path.is_file() and not path.is_symlink():
        path.write_bytes(data)


def _lie_path(said: Manifest, out: Path, chance: random.Random) -> None:
    """A path of another's, with its right checksum where it has one."""
    paths = (
        "stills2/thesis.txt", f"{OUTSIDE}/thesis.txt", "/etc/hostname", "notes.txt",
        "../lesson.toml",
        "stills/../../../outside/thesis.txt", "scenes/./../notes.txt", "link/thesis.txt", ".", "",
        "a\0b", "x" * 300, "x/" * 3000, "/dev/zero", "manifest.json", "check",
        "stills//holiday.png",
        "CON", "..\\..\\outside\\thesis.txt", ".gdlesson.lock", "stills/holiday.png",
    )  # fmt: skip
    name = chance.choice(paths)
    if name.startswith("stills2/") and not os.path.lexists(out / "stills2"):
        (out / "stills2").symlink_to(OUTSIDE)
    if name.startswith("link/") and not os.path.lexists(out / "link"):
        (out / "link").symlink_to(OUTSIDE)
    record = dict(chance.choice(said["files"])) | {"path": name}
    path = out / name if "\0" not in name and len(name) < 200 else out
    if path.is_file():
        record |= {"sha256": sha256(path), "bytes": path.stat().st_size}
    scenes = [None, "mountain", record.get("scene")]
    said["files"].append(record | {"scene": chance.choice(scenes)})


def _lie_inputs(said: Manifest, out: Path, chance: random.Random) -> None:
    names = (
        "/dev/zero", "/proc/kmsg", "../../outside/thesis.txt", "pipe", "x" * 300, "a\0b",
        "/etc/shadow", ".",
    )  # fmt: skip
    if not os.path.lexists(out.parent / "pipe"):
        os.mkfifo(out.parent / "pipe")
    said["inputs"] = said["inputs"] | {chance.choice(names): "00"}


def _lie_value(said: Manifest, _: Path, chance: random.Random) -> None:
    """Any value anywhere replaced by another kind."""
    odd: tuple[Any, ...] = (
        None, True, -1, 0, 10**30, 1e308, float("nan"), float("inf"), "", "x" * 100_000, [], {},
        [[]], "\ud800", "\0", "../x", {"a": 1}, "1/0", "30000/1001", "1e999",
    )  # fmt: skip
    place: Any = said
    while True:
        keys = [*place] if isinstance(place, dict) else [*range(len(place))]
        key = chance.choice(keys)
        if not place[key] or not isinstance(place[key], dict | list) or chance.randrange(3) == 0:
            place[key] = chance.choice(odd)
            return
        place = place[key]


def _lie_drop(said: Manifest, _: Path, chance: random.Random) -> None:
    kind = chance.choice(["clip", "lesson", "still", "trace", "captions"])
    said["files"] = [file for file in said["files"] if file["kind"] != kind]


def _lie_double(said: Manifest, _: Path, chance: random.Random) -> None:
    listed = said[chance.choice(["files", "scenes"])]
    listed *= chance.choice([2, 1000]) if len(listed) < MANY else 1


def _lie_key(said: Manifest, _: Path, chance: random.Random) -> None:
    said.pop(chance.choice([*said]))


def _lie_digest(said: Manifest, out: Path, chance: random.Random) -> None:
    """A damaged file with the checksum that it has now."""
    record = chance.choice(said["files"])
    path = out / record["path"]
    if path.is_file() and not path.is_symlink():
        data = bytearray(path.read_bytes())
        data[len(data) // 2 : len(data) // 2 + 40] = bytes(40)
        path.write_bytes(data)
        record |= {"sha256": sha256(path), "bytes": len(data)}


MANY = 1000
"""Records of which no more are made: it is not this program's memory that is to be tried."""
LIES = (
    _lie_path, _lie_path, _lie_inputs, _lie_value, _lie_value, _lie_drop, _lie_double, _lie_key,
    _lie_digest,
)  # fmt: skip
BELIEVED = "_lie_digest"
"""The lie that a render has to believe: a checksum is all it goes by."""


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _socket(path: Path) -> None:
    here = Path.cwd()
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path, here) if len(str(path)) > 100 else str(path))


def _device(path: Path) -> None:
    """A node like /dev/null where that may be made, else a link to it."""
    try:
        os.mknod(path, 0o666 | 0o020000, os.makedev(1, 3))
    except PermissionError:
        path.symlink_to("/dev/null")


def _folder(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("somebody's")


def _link_out(path: Path) -> None:
    """A link to a file of somebody's, beside the lesson's folder."""
    there = next(up / "outside" for up in path.parents if (up / "outside").is_dir())
    path.symlink_to(os.path.relpath(there / "thesis.txt", path.parent))


THINGS: dict[str, Callable[[Path], object]] = {
    "pipe": os.mkfifo,
    "folder": _folder,
    "link out": _link_out,
    "link to zeros": lambda path: path.symlink_to("/dev/zero"),
    "link to itself": lambda path: path.symlink_to(path.name),
    "dangling link": lambda path: path.symlink_to("nowhere"),
    "file": lambda path: path.write_text("somebody's"),
    "socket": _socket,
    "device": _device,
}
FORGERIES = (
    guests,
    instead,
    folders,
    whole,
    damage,
    manifest,
    manifest,
    manifest,
    foreign_manifest,
)
