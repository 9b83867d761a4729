"""Where a line may be broken: at the joints of phrases, and not within them.

One list does for English, German and Spanish: a word that leans on the next one in one of them does
no harm as a word of another.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise, zip_longest

PAUSE, JOINT, PLAIN, TIED = 0.0, 6.0, 15.0, 60.0
"""What a break costs, in characters of unevenness: after punctuation, before a word that begins a
phrase, anywhere else, and where both words belong together."""

_PAUSES = (",", ";", ":", ".", "!", "?", "…", "–", "—")
ARTICLES = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "each", "every", "its", "his", "her",
    "their", "our", "your", "my", "no", "not",
    "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer",
    "eines", "kein", "keine", "keinen", "ihr", "ihre", "ihren", "sein", "seine", "seinen",
    "jeder", "jede", "jedes", "dieser", "diese", "dieses", "nicht",
    "el", "la", "los", "las", "un", "una", "unos", "unas", "su", "sus", "lo", "cada", "este",
    "esta", "estos", "estas", "ese", "esa", "ni",
))  # fmt: skip
"""Words that lean on the noun behind them."""
JOINTS = frozenset((
    "and", "or", "but", "so", "yet", "because", "while", "when", "where", "which", "who",
    "that", "than", "then", "if", "as", "until", "since", "of", "in", "on", "at", "to", "by",
    "for", "from", "with", "without", "into", "onto", "over", "under", "after", "before",
    "between", "through", "across", "along", "against", "about", "beyond", "below", "above",
    "und", "oder", "aber", "denn", "weil", "während", "wenn", "wo", "dass", "als", "bis",
    "seit", "also", "von", "im", "am", "auf", "zu", "zum", "zur", "bei", "beim", "mit", "ohne",
    "für", "aus", "nach", "vor", "über", "unter", "durch", "gegen", "um", "längs", "quer",
    "zwischen",
    "y", "e", "o", "u", "pero", "porque", "mientras", "cuando", "donde", "que", "cual", "si",
    "hasta", "desde", "como", "de", "del", "en", "al", "con", "sin", "por", "para", "según",
    "sobre", "bajo", "tras", "entre", "contra", "hacia",
))  # fmt: skip
"""Words that begin a phrase, and lean on what follows them."""
NO_BREAK, JOINER = "\u00a0", "\u2060"
_OVER = re.compile(r"(?<=\w)/(?=\w)")
_NUMBER = re.compile(r"[\d½¼¾][\d.,]*$|^[−+±-]?\d")


def tear(before: str, after: str) -> float:
    """What it costs to break a line between two words.

    >>> tear("fog.", "The"), tear("the", "fog"), tear("10", "mph"), tear("walk", "in")
    (0.0, 60.0, 60.0, 6.0)
    """
    if before.endswith(_PAUSES):
        return PAUSE
    word, following = _bare(before), _bare(after)
    leans = word in ARTICLES or word in JOINTS
    if leans or _counts(before, after):
        return TIED
    return JOINT if following in JOINTS else PLAIN


def tied(text: str) -> str:
    """A text whose numbers stay with their units, "=" and "1/", whoever breaks the lines.

    >>> tied("It is 104 ft long.").split(" ") == ["It", "is", f"104{NO_BREAK}ft", "long."]
    True
    """
    words = text.split(" ")
    ties = (NO_BREAK if _counts(*each) or each[0] == "=" else " " for each in pairwise(words))
    told = "".join(chain.from_iterable(zip_longest(words, ties, fillvalue="")))
    return _OVER.sub(f"/{JOINER}", told)


def _counts(before: str, after: str) -> bool:
    """Whether it is a number, and what follows may be its unit, or what it counts."""
    if before.endswith(_PAUSES) or not _NUMBER.search(before):
        return False
    return after[:1].isalpha() or after[:1] in ("%", "°")


def _bare(word: str) -> str:
    return word.strip("¿¡\"'«»„“”()").casefold()
