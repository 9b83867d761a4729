"""What a rule found: where, how much, how much is allowed, and what to change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from scenes.lesson.file import Lesson, Waiver
from scenes.plans.registry import PLANS
from scenes.rules import REMEDIES

Box = tuple[int, int, int, int]
"""Left, top, right and bottom in pixels; right and bottom are the first ones outside."""


@dataclass(frozen=True)
class Offence:
    """A rule that one picture breaks."""

    rule: str
    what: str
    """Who breaks it, as in ``the text "start"``."""
    measured: str
    limit: str
    advice: str
    box: Box | None = None
    excess: float = 0.0
    """How far beyond the limit it is: the larger, the worse."""


@dataclass(frozen=True)
class Finding:
    """An offence and where it was seen."""

    offence: Offence
    scene: str = ""
    beat: str = ""
    frame: int | None = None
    waived: str = ""
    """The reason for which the lesson file lets it pass."""
    picture: str = ""
    """The picture in which it is framed."""

    @property
    def remedy(self) -> str:
        """What the author of a lesson can do about it; of a scene of Manim's, what its code can."""
        return REMEDIES[self.offence.rule] if self.scene in PLANS else self.offence.advice

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What two sights of the same offence share."""
        return self.scene, self.beat, self.offence.rule, self.offence.what


@dataclass
class Sight:
    """What was found in some pictures, and those pictures as PNG, by scene and frame."""

    findings: list[Finding] = field(default_factory=list)
    pictures: dict[tuple[str, int], bytes] = field(default_factory=dict)

    def shows(self, finding: Finding) -> bool:
        """Whether there is a picture of a finding."""
        return finding.frame is not None and (finding.scene, finding.frame) in self.pictures


def worst(findings: Iterable[Finding]) -> list[Finding]:
    """One finding for each offence of a beat: the worst of its pictures, in order of appearance."""
    kept: dict[tuple[str, str, str, str], Finding] = {}
    for finding in findings:
        known = kept.get(finding.place)
        if known is None or finding.offence.excess > known.offence.excess:
            kept[finding.place] = finding
    return list(kept.values())


def waived(
    findings: Iterable[Finding], lesson: Lesson, names: Sequence[str]
) -> tuple[list[Finding], list[tuple[str, Waiver]]]:
    """The findings with the reasons of the lesson file; and its waivers that nothing needs.

    ``names`` are the scenes of which all rules were tried.
    """
    reasons = {
        (spec.name, waiver.beat, waiver.rule): waiver
        for spec in lesson.scenes
        for waiver in spec.waivers
    }
    told, used = [], set()
    skipped = {key for key in reasons if key[0] not in names}
    for finding in findings:
        key = (finding.scene, finding.beat, finding.offence.rule)
        if key in reasons:
            used.add(key)
            told.append(replace(finding, waived=reasons[key].reason))
        else:
            told.append(finding)
    idle = [(key[0], waiver) for key, waiver in reasons.items() if key not in used | skipped]
    return told, idle
