"""How long something lasts, in words."""

from __future__ import annotations

from babel.units import format_unit

from gdlesson.narration.captions import clock
from scenes.wording import Wording


def lasting(seconds: float, say: Wording) -> str:
    """Whole seconds up to a minute; then minutes, and hours, as a clock has them.

    >>> from scenes.wording import delivered
    >>> lasting(31.4, delivered("en")), lasting(1.0, delivered("de"))
    ('31 seconds', '1 Sekunde')
    >>> lasting(671, delivered("es")), lasting(3725, delivered("en"))
    ('11:11 minutos', '1:02:05 hours')
    """
    if seconds < 60:
        return str(format_unit(int(seconds), "duration-second", locale=say.numerals.locale))
    unit = "minutes" if seconds < 3600 else "hours"
    return say(f"length.{unit}", time=clock(seconds))
