"""What a check tells: a table, pictures with the offence framed, and JSON for programs."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont
from rich.console import Console
from rich.table import Table
from rich.text import Text

from gdlesson.check.findings import Finding, Sight
from gdlesson.errors import InputError
from gdlesson.names import PICTURE_LIST, is_written
from gdlesson.within import Within
from gdlesson.workplace import Workplace
from scenes.lesson.file import Outcome, Waiver
from scenes.themes.characters import font_file

LINE = 240
"""Characters of a line where no terminal is."""
MOST_BYTES = 2**22
"""Bytes that a list of pictures may have; it has about 120 a picture."""
_MARK = "made by gdlesson check"
FRAME = (255, 0, 0)
ROOM, WIDTH, STRIP = 6, 4, 44
"""Pixels between an offence and its frame, of the frame, and below the picture for its words."""


def check_place(folder: Path) -> None:
    """See that pictures can be saved into a folder, before any is drawn.

    Raises:
        InputError: it is something else, or a link.
    """
    if os.path.lexists(folder) and (folder.is_symlink() or not folder.is_dir()):
        why = f"{folder} is not a folder, and pictures of what breaks a rule are to be saved there"
        raise InputError(f"{why}; move it away.")


def save_pictures(sight: Sight, folder: Path) -> list[Finding]:
    """Write a picture for each finding that has one, instead of those of the last check.

    Of the files in the folder, only those are removed that a check has made, as it made them.

    Raises:
        InputError: the folder cannot be used.
    """
    check_place(folder)
    if not any(map(sight.shows, sight.findings)) and not os.path.lexists(folder / PICTURE_LIST):
        return [*sight.findings]
    with Workplace(folder, wait=True, advice="move it away") as place:
        place.claim(_made_before(place.folder))
        place.remove_ours(but=[PICTURE_LIST])
        told = [_saved(sight, finding, place) for finding in sight.findings]
        made = [Path(finding.picture).name for finding in told if finding.picture]
        if made:
            listed = {name: place.digest(name) for name in made}
            place.publish_text(json.dumps({_MARK: listed}, indent=2) + "\n", PICTURE_LIST)
        else:
            place.remove_ours()
    return [
        replace(f, picture=str(folder / Path(f.picture).name) if f.picture else "") for f in told
    ]


def _saved(sight: Sight, finding: Finding, place: Workplace) -> Finding:
    """The finding with the name of its picture, which is under a name that was free."""
    if not sight.shows(finding):
        return finding
    assert finding.frame is not None
    name = place.free(f"{finding.scene}--{finding.beat}--{finding.offence.rule}.png")
    scratch = place.scratch(name)
    framed(sight.pictures[finding.scene, finding.frame], finding).save(scratch)
    return replace(finding, picture=str(place.publish(scratch, name)))


def _made_before(folder: Path) -> dict[str, str]:
    """The pictures of the last check and their list, each with its checksum.

    Raises:
        InputError: the list is not one of this program.
    """
    within = Within(folder)
    if within.status(PICTURE_LIST) is None:
        return {}
    try:
        listed = json.loads(within.read(PICTURE_LIST, MOST_BYTES))[_MARK]
        own = {PICTURE_LIST: within.digest(PICTURE_LIST)}
        return own | {n: d for n, d in listed.items() if is_written(n) and isinstance(d, str)}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        why = f"{folder / PICTURE_LIST} is not, or no longer, the list of pictures of a check"
        raise InputError(f"{why}; move it away.") from None


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


def print_outcomes(console: Console, outcomes: Sequence[tuple[str, Outcome]]) -> None:
    """A line for each beat that has outcomes: what the runs do in it."""
    for scene, outcome in outcomes:
        console.print(Text(f"{scene}, {outcome.beat}: {outcome.means}."))


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
    outcomes: Sequence[tuple[str, Outcome]] = (),
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
        "outcomes": [
            {"scene": scene, "beat": outcome.beat, "outcome": outcome.name, "means": outcome.means}
            for scene, outcome in outcomes
        ],
    }  # fmt: skip
