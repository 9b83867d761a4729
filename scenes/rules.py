"""The rules of readability by name: what each one asks.  A lesson file may waive one for a beat."""

from __future__ import annotations

RULES = {
    "cut-off": "nothing is cut off by the edge of the frame",
    "safe-area": (
        "words keep 5 % of the frame's width and height away from its edges; "
        "at 9:16 all keeps to the middle 1350 of 1920 lines"
    ),
    "text-overlap": "no two texts touch",
    "text-covered": "nothing is drawn over words",
    "text-over-graphics": "what lies beneath words is calm, or they have a backing",
    "small-text": "no text is smaller than a thirty-sixth of the frame's shorter side",
    "casing": "the edge around words has no gap, and covers no letters, theirs or of others",
    "beyond-card": "what lies on a card or a map does not stick out of it",
    "text-contrast": "words stand out from what is around them by 4.5:1",
    "graphic-contrast": "lines and marks stand out from what is around them by 3:1",
    "step-agreement": "balls, trails and curves are at the same optimizer step",
    "future": "nothing is drawn of the steps to come",
    "dead-space": "nothing of more than 9 % of the frame stays empty for 16 seconds, or 18 % for 8",
    "alignment": "texts and pictures that share a line of the layout share it to a pixel",
    "methods-apart": "paths differ to full and deficient colour vision, and in greyscale",
    "sharpness": "the video looks like the pictures that were drawn for it",
    "blinking": "nothing is away, or there, for less than half a second",
    "crossing": "no two texts or plots are seen in one place while one gives way to the other",
    "furniture": "no words and no plot are seen before the beat that is about them",
    "caption-baseline": "the first line of a caption stands where that of the one before stood",
    "flashes": "no more than three flashes in any second, and no red ones",
    "caption-lines": "a caption has at most two lines of 42 characters, 36 at 1:1, 32 at 9:16",
    "caption-speed": "a caption asks for at most 17 characters a second, 20 where a voice says it",
    "beat-length": "a beat lasts 1.5 seconds or longer",
}

_PLACE = "choose another start, rate or number of steps"
_COLOUR = "take the other theme, or other colours in a theme file of your own"
_WORDS = "shorten the words of the beat"
_CODE = "no setting mends this; please report it, with the lesson file"

REMEDIES = {
    "cut-off": _PLACE,
    "safe-area": f"shorten the names of columns and units, or {_PLACE}",
    "text-overlap": f"shorten the names of columns and units, or {_PLACE}",
    "text-covered": _PLACE,
    "text-over-graphics": f"{_PLACE}, or another theme",
    "small-text": _CODE,
    "casing": _CODE,
    "beyond-card": f"shorten the names of columns and units, or {_PLACE}",
    "text-contrast": _COLOUR,
    "graphic-contrast": f"{_COLOUR}, or {_PLACE}",
    "step-agreement": _CODE,
    "future": _CODE,
    "dead-space": f"say it in fewer words, or {_PLACE}",
    "alignment": _CODE,
    "methods-apart": _COLOUR,
    "sharpness": _CODE,
    "blinking": "give the scene more seconds, or the beat more words",
    "crossing": "give the scene more seconds, or the beat more words",
    "furniture": _CODE,
    "caption-baseline": _CODE,
    "flashes": f"give the scene more seconds, or {_PLACE}",
    "caption-lines": _WORDS,
    "caption-speed": _WORDS,
    "beat-length": "give the scene more seconds, or the beat more words",
}
"""What the author of a lesson file can do about each rule, if the beat is not to be waived."""
