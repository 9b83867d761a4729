"""Captions are broken where phrases join, in each language."""

from __future__ import annotations

from itertools import pairwise

import pytest

from scenes.lesson.file import load_lesson
from scenes.timing.captions import captions_of
from scenes.timing.phrases import JOINT, PAUSE, PLAIN, TIED, tear, tied

# the word before and after, what a break between them costs
BREAKS = [
    ("fog.", "The", PAUSE), ("learn:", "gradient", PAUSE), ("steps,", "and", PAUSE),
    ("the", "ball", TIED), ("Los", "coches", TIED), ("einer", "Kugel", TIED), ("of", "a", TIED),
    ("10", "mph", TIED), ("3.8", "%", TIED), ("not", "rolling", TIED), ("¿La", "bola?", TIED),
    ("walk", "in", JOINT), ("Weg", "und", JOINT), ("camino", "hasta", JOINT),
    ("blue", "ball", PLAIN), ("12", "−3", PLAIN),
]  # fmt: skip

# words, the most characters a line has, the lines of their captions
LINES = [
    ("This is how machines learn: gradient descent.", 42,
     [("This is how machines learn:", "gradient descent.")]),
    ("Where the ball stands: the model's parameters, here two.", 42,
     [("Where the ball stands:", "the model's parameters, here two.")]),
    ("The rule leads downhill from each of the places on the map.", 42,
     [("The rule leads downhill", "from each of the places on the map.")]),
    ("word " * 11 + "word.", 30, [(" ".join(["word"] * 6), "word word word word word word.")]),
]  # fmt: skip

# words, with "_" for the blanks at which no line may be broken, and "~" for other such places
TIES = [
    ("It guesses 104 ft, and stops.", "It guesses 104_ft, and stops."),
    ("In 1925, cars took 3.8 % of 80 m.", "In 1925, cars took 3.8_% of 80_m."),
    ("Nach 18 Schritten: −2 °C.", "Nach 18_Schritten: −2_°C."),
    ("Tras 18 pasos  se para en (1, 2).", "Tras 18_pasos  se para en (1, 2)."),
    ("The ball is at w = 0.56, J = 2.", "The ball is at w =_0.56, J =_2."),
    ("With 1/L it is 9 m/s.", "With 1/~L_it is 9_m/~s."),
    ("", ""),
]

UNAVOIDABLE = 0.03
"""Share of breaks within phrases, where lines are too short for anything else."""


@pytest.mark.parametrize(("before", "after", "expected"), BREAKS)
def test_a_break_costs_more_within_a_phrase(before: str, after: str, expected: float) -> None:
    assert tear(before, after) == expected


@pytest.mark.parametrize(("words", "most", "expected"), LINES)
def test_lines_end_where_phrases_do(words: str, most: int, expected: list[tuple[str, ...]]) -> None:
    assert captions_of(words, most) == expected


@pytest.mark.parametrize(("words", "expected"), TIES)
def test_a_number_stays_with_its_unit_whoever_breaks_the_lines(words: str, expected: str) -> None:
    assert tied(words) == expected.replace("_", "\u00a0").replace("~", "\u2060")


@pytest.mark.parametrize("language", ["de"])  # which has the longest words
def test_hardly_a_line_of_the_built_in_lesson_ends_within_a_phrase(language: str) -> None:
    breaks = []
    for spec in load_lesson(language=language).scenes:
        for beat in spec.score(30).beats:
            lines = [line for caption in beat.captions for line in caption.lines]
            breaks += [(one.split()[-1], two.split()[0]) for one, two in pairwise(lines)]
    torn = [each for each in breaks if tear(*each) == TIED]
    assert len(torn) <= UNAVOIDABLE * len(breaks), torn
