"""What a check tells: a table, pictures with the offence framed, and JSON for programs."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gdlesson.check.findings import Finding, Sight
from scenes.lesson import Waiver
from scenes.lesson_text import font_file

LINE = 240
"""Characters of a line where no terminal is."""
FRAME = (255, 0, 0)
ROOM, WIDTH, STRIP = 6, 4, 44
"""Pixels between an offence and its frame, of the frame, and below the picture for its words."""


def save_pictures(sight: Sight, folder: Path) -> list[Finding]:
    """Write a picture for each finding that has one, instead of those of the last check."""
    for old in folder.glob("*--*--*.png"):
        old.unlink()
    told = []
    for finding in sight.findings:
        key = (finding.scene, finding.frame)
        if finding.frame is None or key not in sight.pictures:
            told.append(finding)
            continue
        folder.mkdir(parents=True, exist_ok=True)
        path = _unused(folder / f"{finding.scene}--{finding.beat}--{finding.offence.rule}.png")
        framed(sight.pictures[finding.scene, finding.frame], finding).save(path)
        told.append(replace(finding, picture=str(path)))
    return told


def framed(png: bytes, finding: Finding) -> Image.Image:
    """The picture with the offence framed in red, and a line below that says what it is."""
    offence = finding.offence
    with Image.open(io.BytesIO(png)) as source:
        picture = Image.new("RGB", (source.width, source.height + STRIP), "black")
        picture.paste(source.convert("RGB"))
    pen = ImageDraw.Draw(picture)
    if offence.box is not None:
        left, top, right, bottom = offence.box
        low = (max(left - ROOM, 0), max(top - ROOM, 0))
        high = (
            min(right + ROOM, picture.width - 1),
            min(bottom + ROOM, picture.height - STRIP - 1),
        )
        pen.rectangle((*low, *high), outline=FRAME, width=WIDTH)
    line = f"{offence.rule}: {offence.what}, {offence.measured}; allowed: {offence.limit}"
    font = ImageFont.truetype(str(font_file("Semibold")), STRIP // 2)
    pen.text((STRIP // 4, picture.height - STRIP // 2), line, "white", font, anchor="lm")
    return picture


def print_findings(
    console: Console, findings: Sequence[Finding], idle: Sequence[tuple[str, Waiver]]
) -> None:
    """One line a finding, by scene and beat; what is waived last, with its reason."""
    for name, rows in (
        ("What breaks a rule", [f for f in findings if not f.waived]),
        ("What the lesson file lets pass", [f for f in findings if f.waived]),
    ):
        if rows:
            console.print(_table(name, rows))
    for scene, waiver in idle:
        console.print(
            Text(f"{scene}, {waiver.beat}: nothing breaks {waiver.rule}; take its waiver out.")
        )


def _table(title: str, findings: Sequence[Finding]) -> Table:
    last = "reason" if findings[0].waived else "what to change"
    table = Table(title=title, title_justify="left", show_lines=False, box=None, pad_edge=False)
    for column in ("scene", "beat", "rule", "what", "measured", "limit", last):
        table.add_column(column, overflow="fold", style="bold" if column == "rule" else None)
    for finding in findings:
        offence = finding.offence
        words = (
            finding.scene, finding.beat, offence.rule, offence.what, offence.measured,
            offence.limit, finding.waived or finding.remedy,
        )  # fmt: skip
        table.add_row(*(Text(word) for word in words))
    return table


def as_json(
    findings: Sequence[Finding],
    idle: Sequence[tuple[str, Waiver]],
    faults: Sequence[str],
    notes: Sequence[str],
) -> dict[str, Any]:
    """The same for programs; ``box`` is left, top, right, bottom in pixels of the picture."""
    return {
        "ok": not faults and all(finding.waived for finding in findings),
        "faults": [*faults],
        "findings": [
            {
                "scene": f.scene, "beat": f.beat, "frame": f.frame, "rule": f.offence.rule,
                "what": f.offence.what, "measured": f.offence.measured,
                "limit": f.offence.limit, "advice": f.remedy, "in_code": f.offence.advice,
                "box": f.offence.box,
                "waived": f.waived or None, "picture": f.picture or None,
            }
            for f in findings
        ],
        "waivers_not_needed": [
            {"scene": scene, "beat": waiver.beat, "rule": waiver.rule} for scene, waiver in idle
        ],
        "notes": [*notes],
    }  # fmt: skip


def _unused(path: Path) -> Path:
    """The path, with a number where there is such a file already."""
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_stem(f"{path.stem}-{number}")
    return free
