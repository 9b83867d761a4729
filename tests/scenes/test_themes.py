"""Themes: the two built in, files of one's own, and for each rule a theme that just breaks it."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from PIL import Image

from gdlesson.errors import RenderError
from gdlesson.render.keys import Keys
from gdlesson.render.own_fonts import put_fonts
from gdlesson.render.picture import Picture
from scenes.components.logo import Logo
from scenes.components.text.digits import Digits
from scenes.components.text.label import words
from scenes.components.text.setting import use_fonts
from scenes.layout import LAYOUTS
from scenes.lesson.file import load_lesson
from scenes.reading.inputs import Inputs
from scenes.reading.report import LessonError
from scenes.theme import ROLES, THEMES, WAITING, Font, Theme, names
from scenes.themes import check as theme_check
from scenes.themes.characters import font_file, glyphs
from scenes.themes.colour import (
    LEAST_DISTANCE,
    SIGHT,
    contrast,
    distance,
    from_hex,
    oklab,
    over,
    simulate,
)
from scenes.themes.file import named_theme, read_theme

PAPER = THEMES["paper"]
LESSON = 'title = "T"\nslug = "t"\ntheme = "mine.toml"\n[[scene]]\nname = "mountain"\n'
FAMILY = "Face of a Test"


def grey(level: float) -> str:
    return f"#{round(level):02X}" + 2 * f"{round(level):02X}"


def told(theme: Theme) -> dict[str, str]:
    """What is wrong with a theme, by role; a role's first problem."""
    found: dict[str, str] = {}
    for role, why in theme_check.problems(theme):
        found.setdefault(role, why)
    return found


def write(folder: Path, text: str) -> Path:
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    return folder / "mine.toml"


def mistakes(folder: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(LessonError) as caught:
        read_theme(write(folder, text), "mine.toml", Inputs(folder))
    return caught.value.problems


@pytest.fixture(scope="session")
def font(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A font of a name of its own."""
    path = tmp_path_factory.mktemp("font") / "mine.otf"
    with TTFont(font_file("Light")) as face:
        for record in face["name"].names:
            if record.nameID in {1, 16}:
                record.string = FAMILY
        face.save(path)
    return path


def save_logo(path: Path, size: tuple[int, int], colour: str) -> None:
    Image.new("RGBA", size, colour).save(path)


# The themes built in


@pytest.mark.parametrize("name", names())
def test_built_in_themes_keep_every_rule(name: str) -> None:
    theme = THEMES[name]
    assert [*theme_check.problems(theme)] == []
    file = Path(theme_check.__file__).parent / f"{name}.toml"
    assert read_theme(file, name, Inputs(file.parent)) == theme


@pytest.mark.parametrize("name", names())
def test_of_built_in_methods_and_their_casing_one_stands_out_from_each_height(name: str) -> None:
    theme = THEMES[name]
    heights = np.array([from_hex(code) for code in theme.heights])
    casing = contrast(from_hex(theme.colours["casing"]), heights)
    for role in theme_check.METHODS:
        colour = contrast(from_hex(theme.colours[role]), heights)
        assert np.maximum(colour, casing).min() >= 3.0


@pytest.mark.parametrize("name", names())
def test_marks_of_valleys_or_their_casing_stand_out_from_each_height(name: str) -> None:
    """From each other their shapes tell them apart, whatever their colours are to an eye."""
    theme = THEMES[name]
    heights = np.array([from_hex(code) for code in theme.heights])
    casing = from_hex(theme.colours["casing"])
    marks = [from_hex(code)[None] for code in (theme.minimum, theme.other, theme.quiet)]
    for mark in marks:
        assert contrast(mark, casing).min() >= 3.0
        assert np.maximum(contrast(mark, heights), contrast(casing, heights)).min() >= 3.0


@pytest.mark.parametrize("name", names())
def test_built_in_words_can_be_read_while_they_wait_their_turn(name: str) -> None:
    """The names of the five rules never wait: they come when the rules run."""
    ground = from_hex(THEMES[name].background)
    for role in set(theme_check.WORDS) - {"rules"}:
        waiting = over(theme_check.colours_of(THEMES[name], role), ground, WAITING)
        assert contrast(waiting, ground).min() >= 4.5, role


def test_night_is_dark_and_paper_is_light() -> None:
    assert names() == ("night", "paper")
    assert from_hex(THEMES["night"].background).max() < 0.2
    assert from_hex(PAPER.background).min() > 0.9


NEVER_MISTAKEN = 0.15
"""Least distance of two colours that are seen together, and for a minute."""


@pytest.mark.parametrize("name", names())
def test_five_rules_of_a_step_are_told_apart_with_any_colour_vision(name: str) -> None:
    theme = THEMES[name]
    hues = [from_hex(code)[None] for code in (theme.batch, *theme.rules)]
    for one, other in combinations(hues, 2):
        assert distance(one, other)[0] >= NEVER_MISTAKEN
        for deficiency in SIGHT:
            seen = simulate(one, deficiency), simulate(other, deficiency)
            assert distance(*seen)[0] >= LEAST_DISTANCE, deficiency


@pytest.mark.parametrize("name", names())
def test_each_meaning_has_a_hue_of_its_own(name: str) -> None:
    theme = THEMES[name]
    meanings = {
        "all samples": theme.batch, "one sample": theme.stochastic, "a few": theme.mini_batch,
        "uphill": theme.gradient, "the lowest": theme.minimum, "learning rate": theme.rate,
        "momentum": theme.rules[0], "a miss": theme.miss, "a second run": theme.other,
    }  # fmt: skip
    for (one, first), (other, second) in combinations(meanings.items(), 2):
        assert distance(from_hex(first), from_hex(second)) >= LEAST_DISTANCE, (one, other)


@pytest.mark.parametrize("name", names())
def test_what_climbs_has_the_hue_of_uphill_and_rates_that_of_the_rate(name: str) -> None:
    theme = THEMES[name]
    assert theme.rates[-1] == theme.gradient
    turquoise = hue_of(theme.rate)
    for colour in (*theme.rates[:3], *theme.rules[2:]):
        assert abs((hue_of(colour) - turquoise + math.pi) % math.tau - math.pi) < SAME_HUE, colour


SAME_HUE = math.radians(20.0)


def hue_of(colour: str) -> float:
    """The angle of a colour in OKLCH."""
    _, a, b = oklab(from_hex(colour)).tolist()
    return math.atan2(b, a)


# Rules: the role, the colours that just break it, those that just keep it, what is said.
# Greys on pure white and a black casing, so that the figures can be known from elsewhere.

WHITE = replace(PAPER, background="#FFFFFF", casing="#FFFFFF")
RULES = {
    "words at 4.5:1": (WHITE, {"quiet": "#777777"}, {"quiet": "#767676"},
        ["background is 4.47", "words need 4.5", "darker"]),
    "words in colour at 4.5:1": (WHITE, {"gradient": "#F0000F"}, {"gradient": "#E0000F"},
        ["background is 4.4", "4.5"]),
    "words on their casing": (replace(WHITE, casing="#FFFFFF"), {"casing": "#7F7F7F"}, {},
        ["casing is", "4.5"]),
    "lines at 3:1": (WHITE, {"rule": "#959595"}, {"rule": "#949494"},
        ["background is 2.99", "lines and marks need 3"]),
    "one of several colours": (WHITE, {"rates": (*PAPER.rates[:3], "#777777")},
        {"rates": (*PAPER.rates[:3], "#767676")}, ["its colour 4", "4.47"]),
}  # fmt: skip


@pytest.mark.parametrize("case", RULES)
def test_each_rule_of_contrast_where_it_just_breaks(case: str) -> None:
    theme, breaks, keeps, fragments = RULES[case]
    role = next(iter(breaks))
    said = told(replace(theme, **breaks))
    told_of = said.get(role) or said["text"]
    for fragment in fragments:
        assert fragment in told_of
    assert role not in told(replace(theme, **keeps))


def test_paths_keep_3_to_1_through_their_casing() -> None:
    """Where the surface is so dark that a white casing, mostly opaque, turns grey."""
    breaks = replace(WHITE, heights=("#000000", "#202020", "#404040"), other="#767676")
    keeps = replace(breaks, other="#505050")
    assert "casing as it lies on the surface is 2." in told(breaks)["other"]
    assert "other" not in told(keeps)


@pytest.mark.parametrize("turned", [1, -1])
def test_heights_rise_or_fall_in_lightness(turned: int) -> None:
    steps = ["#C0C0C0", "#D0D0D0", "#E0E0E0", "#F0F0F0"][::turned]
    assert "heights" not in told(replace(PAPER, heights=tuple(steps)))
    same = [steps[0], steps[1], steps[1], steps[3]]
    assert "colours 2 and 3 have" in told(replace(PAPER, heights=tuple(same)))["heights"]


# sight: two colours for batch and stochastic that look alike to it and not to the others, and a
# stochastic one that can just be told apart
LOOK_ALIKES = {
    "full colour vision": ("#1B48AC", "#1B50B0"),
    "deuteranopia": ("#8A2A2A", "#4F4D20"),
    "greyscale": ("#1B48AC", "#6B4A00"),
}


@pytest.mark.parametrize("sight", LOOK_ALIKES)
def test_methods_that_look_alike(sight: str) -> None:
    batch, stochastic = LOOK_ALIKES[sight]
    theme = replace(PAPER, batch=batch, stochastic=stochastic)
    why = [why for role, why in theme_check.problems(theme) if role == "stochastic"]
    assert any(sight in each and "0.06 is the least" in each for each in why), why
    if sight != "full colour vision":
        assert not any("full colour vision" in each for each in why)


def test_methods_that_are_just_apart() -> None:
    """Greys, whose distance is the same to every eye: lightness alone."""
    dark, light = from_hex("#303030"), from_hex("#414141")
    assert 0.06 <= float(distance(dark, light)) < 0.067
    apart = replace(PAPER, mini_batch="#000000", batch="#303030", stochastic="#414141")
    close = replace(apart, stochastic="#3F3F3F")
    assert "stochastic" not in told(apart)
    assert len([role for role, _ in theme_check.problems(close) if role == "stochastic"]) == 5
    for sight in SIGHT:
        assert distance(simulate(dark, sight), simulate(light, sight)) == pytest.approx(
            float(distance(dark, light)), abs=2e-3
        )


# Files


def test_a_theme_of_ones_own(tmp_path: Path, font: Path) -> None:
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks" / "mine.otf").write_bytes(font.read_bytes())
    save_logo(tmp_path / "looks" / "logo.png", (300, 100), "#203060")
    (tmp_path / "looks" / "school.toml").write_text(
        'extends = "paper"\nfont = "mine.otf"\nlogo = "logo.png"\nshading = 0.25\n'
        '[colours]\nrule = "#707a90"\n'
    )
    path = tmp_path / "lesson.toml"
    path.write_text(LESSON.replace("mine.toml", "looks/school.toml"))
    theme = load_lesson(path).theme
    assert (theme.name, theme.shading) == ("looks/school.toml", 0.25)
    assert theme.font == Font(FAMILY, "mine.otf", font.read_bytes())
    assert (theme.rule, theme.text) == ("#707A90", PAPER.text)
    assert theme.logo == (tmp_path / "looks" / "logo.png").read_bytes()


def test_a_theme_is_found_by_those_who_draw_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, 'extends = "paper"\nlogo = "logo.png"\n')
    save_logo(tmp_path / "logo.png", (300, 100), "#203060")
    monkeypatch.chdir(tmp_path)
    inputs = Inputs(Path())
    theme = read_theme(Path("mine.toml"), "mine.toml", inputs)
    monkeypatch.chdir("/")
    assert theme.logo == inputs.read_beside("logo.png", 4096) == inputs.read(Path("logo.png"), 1)


def test_a_theme_may_give_every_colour_and_extend_none(tmp_path: Path) -> None:
    rows = [
        f"{role} = {list(colour) if isinstance(colour, tuple) else repr(colour)}"
        for role, colour in PAPER.colours.items()
    ]
    theme = read_theme(
        write(tmp_path, "[colours]\n" + "\n".join(rows)), "mine.toml", Inputs(tmp_path)
    )
    assert theme.colours == PAPER.colours
    assert theme.shading == 1.0
    (missing,) = mistakes(tmp_path, "[colours]\n" + "\n".join(rows[1:]))
    assert f"colours.{ROLES[0]}: this key is missing" in missing


# what the file says, and fragments of the one sentence about it
WRONG = {
    "no colours": ("", ["colours", "missing"]),
    "unknown base": ('extends = "papre"', ["line 1", "extends", 'did you mean "paper"', "night"]),
    "unknown role": ('extends = "paper"\n[colours]\nbacth = "#000000"',
        ["line 3", "bacth", "colours"]),
    "unknown key": ('extends = "paper"\nfnot = "a.otf"', ["line 2", "fnot", 'did you mean "font"']),
    "no colour": ('extends = "paper"\n[colours]\ntext = "black"',
        ["line 3", "colours.text", '"black"', "hash sign"]),
    "a short colour": ('extends = "paper"\n[colours]\ntext = "#000"', ["line 3", '"#000"']),
    "too few rates": ('extends = "paper"\n[colours]\nrates = ["#000000"]',
        ["line 3", "rates", "too few"]),
    "too few heights": ('extends = "paper"\n[colours]\nheights = ["#FFFFFF", "#EEEEEE"]',
        ["line 3", "heights", "3"]),
    "shading": ('extends = "paper"\nshading = 2', ["line 2", "shading", "less than or equal to 1"]),
    "font that is not there": ('extends = "paper"\nfont = "no.otf"', ["line 2", "font", "no.otf"]),
    "font of another kind": ('extends = "paper"\nfont = "a.woff2"', ["line 2", ".otf or .ttf"]),
    "font that is none": ('extends = "paper"\nfont = "none.ttf"', ["line 2", "read as a font"]),
    "font with few letters": ('extends = "paper"\nfont = "few.otf"',
        ["line 2", '"!" U+0021', "no glyph", "labels"]),
    "logo that is none": ('extends = "paper"\nlogo = "none.png"', ["line 2", "logo", "PNG"]),
    "logo too small": ('extends = "paper"\nlogo = "small.png"', ["line 2", "63 x 63 pixels", "64"]),
    "logo too long": ('extends = "paper"\nlogo = "long.png"', ["line 2", "8.1 times", "0.4 to 8"]),
    "logo too high": ('extends = "paper"\nlogo = "high.png"', ["line 2", "0.39 times"]),
    "logo on its own colour": ('extends = "paper"\nlogo = "pale.png"', ["line 2", "0.0 %", "5 %"]),
    "logo that climbs": ('extends = "paper"\nlogo = "../a.png"', ["line 2", "beside the file"]),
    "logo that links to itself": ('extends = "paper"\nlogo = "loop.png"', ["line 2", "loop.png"]),
    "font packed for the web": ('extends = "paper"\nfont = "web.otf"', ["line 2", "WOFF"]),
    "not TOML": ("extends =", ["line 1", "TOML"]),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_each_mistake_in_a_theme_gets_a_sentence(tmp_path: Path, font: Path, case: str) -> None:
    text, fragments = WRONG[case]
    (tmp_path / "loop.png").symlink_to("loop.png")
    (tmp_path / "web.otf").write_bytes(b"wOFF" + bytes(100))
    (tmp_path / "none.ttf").write_bytes(b"no font" * 100)
    (tmp_path / "none.png").write_bytes(b"no picture" * 100)
    save_logo(tmp_path / "small.png", (63, 63), "#000000")
    save_logo(tmp_path / "long.png", (648, 80), "#000000")
    save_logo(tmp_path / "high.png", (78, 200), "#000000")
    save_logo(tmp_path / "pale.png", (200, 100), PAPER.background)
    with TTFont(font) as face:
        few = Subsetter(Options(notdef_outline=True))
        few.populate(text="abc")
        few.subset(face)
        face.save(tmp_path / "few.otf")
    (said,) = mistakes(tmp_path, text)
    for fragment in ["mine.toml", *fragments]:
        assert fragment in said
    assert said.endswith(".")
    assert said.isprintable()


@pytest.mark.parametrize("size", [(64, 64), (640, 80), (80, 200), (2048, 300)])
def test_a_logo_that_is_just_right(tmp_path: Path, size: tuple[int, int]) -> None:
    save_logo(tmp_path / "logo.png", size, "#103050")
    file = write(tmp_path, 'extends = "paper"\nlogo = "logo.png"')
    theme = read_theme(file, "mine.toml", Inputs(tmp_path))
    assert theme.logo is not None
    slot, place = LAYOUTS["16:9"].logo, Logo(theme.logo, LAYOUTS["16:9"].logo).place
    assert place.left >= slot.left - 1e-9
    assert place.right == slot.right
    assert slot.bottom - 1e-9 <= place.bottom < place.top <= slot.top + 1e-9
    assert place.width / place.height == pytest.approx(size[0] / size[1])
    assert min(place.width, place.height) >= 0.24


def test_grey_on_grey_is_refused_with_all_its_figures(tmp_path: Path) -> None:
    one, other, *rest = mistakes(
        tmp_path,
        'extends = "paper"\n[colours]\nbackground = "#777777"\ntext = "#888888"\n',
    )
    assert len(rest) > 8
    assert all("line 3" in why or "line 4" in why or "line 2" in why for why in (one, other, *rest))
    (text,) = (why for why in (one, other, *rest) if "colours.text" in why and "background" in why)
    assert "1.26, and words need 4.5" in text


def test_the_lesson_tells_its_own_mistakes_and_its_themes(tmp_path: Path) -> None:
    write(tmp_path, 'extends = "paper"\n[colours]\nquiet = "#AAAAAA"\n')
    path = tmp_path / "lesson.toml"
    path.write_text(LESSON.replace('slug = "t"', 'slug = "T"'))
    with pytest.raises(LessonError) as caught:
        load_lesson(path)
    problems = caught.value.problems
    assert [
        "mine.toml, line 3: colours.quiet" in problems[0],
        "lesson.toml, line 2" in problems[-1],
    ]
    assert len(problems) == 3


def test_a_theme_of_another_ending_is_none(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text('extends = "paper"')
    with pytest.raises(ValueError, match=r"mine\.txt.*my_theme\.toml"):
        named_theme("mine.txt", tmp_path, Inputs(tmp_path))


def test_a_theme_there_is_not(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r'"papr" \(did you mean "paper"\?\).*my_theme\.toml'):
        named_theme("papr", tmp_path, Inputs(tmp_path))


# What is drawn


def test_words_are_set_in_the_font_of_the_theme(font: Path, tmp_path: Path) -> None:
    try:
        pinned, figures = words("Height 4", 1.0, "#000000"), Digits(1.0, "#000000")
        use_fonts(put_fonts(Font(FAMILY, "mine.otf", font.read_bytes()), tmp_path))
        light, light_figures = words("Height 4", 1.0, "#000000"), Digits(1.0, "#000000")
    finally:
        use_fonts(None)
    assert light.width != pytest.approx(pinned.width, abs=1e-3)
    assert words("Height 4", 1.0, "#000000").width == pinned.width
    for digits in (figures, light_figures):
        digits.show("47", 0.0, 0.0)
    assert not np.array_equal(figures.points, light_figures.points)


def test_words_may_have_what_the_font_of_the_theme_draws(tmp_path: Path, font: Path) -> None:
    """A letter that the pinned font lacks is right with one that has it, and the reverse."""
    with TTFont(font) as face:
        for table in face["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord("坂")] = table.cmap.pop(ord("я"), "a")
        face.save(tmp_path / "mine.otf")
    assert ord("坂") in glyphs((tmp_path / "mine.otf").read_bytes())
    write(tmp_path, 'extends = "paper"\nfont = "mine.otf"\n')
    path = tmp_path / "lesson.toml"
    path.write_text(LESSON.replace('"T"', '"坂"'))
    assert load_lesson(path).title == "坂"
    path.write_text(LESSON.replace('"T"', '"я"'))
    with pytest.raises(LessonError, match=r"line 1: title: the font mine\.otf has no glyph for"):
        load_lesson(path)


def test_a_theme_counts_in_the_cache_by_what_it_draws(tmp_path: Path, font: Path) -> None:
    path, picture = tmp_path / "lesson.toml", Picture(96, 54, 10)
    path.write_text(LESSON)
    (tmp_path / "mine.otf").write_bytes(font.read_bytes())

    def key(text: str) -> str:
        write(tmp_path, text)
        lesson = load_lesson(path)
        (spec,) = lesson.scenes
        return Keys(lesson, picture).scene(spec, spec.score(10))

    plain = key('extends = "paper"\n')
    path.write_text(LESSON.replace("mine.toml", "paper"))
    assert key("") == plain
    path.write_text(LESSON)
    keys = {plain, key('extends = "paper"\nshading = 0.1\n'), key('extends = "night"\n')}
    keys.add(key('extends = "paper"\n[colours]\nrule = "#606070"\n'))
    keys.add(key('extends = "paper"\nfont = "mine.otf"\n'))
    for colour in ("#103050", "#503010"):
        save_logo(tmp_path / "logo.png", (200, 100), colour)
        keys.add(key('extends = "paper"\nlogo = "logo.png"\n'))
    assert len(keys) == 7


def test_the_logo_touches_no_words_in_any_beat(drawn, tmp_path: Path) -> None:
    save_logo(tmp_path / "logo.png", (400, 120), "#103050")
    write(tmp_path, 'extends = "paper"\nlogo = "logo.png"')
    slot = LAYOUTS["16:9"].logo
    path = tmp_path / "lesson.toml"
    built_in = load_lesson().path.read_text(encoding="utf-8")
    path.write_text(built_in.replace('theme = "night"', 'theme = "mine.toml"'))
    for spec in load_lesson(path).scenes:
        scene = drawn(spec.name, path)
        scene.prepare()
        (logo,) = (part for part in scene.parts if isinstance(part.mobject, Logo))
        for beat in scene.score.beats:
            for frame in (beat.start, (beat.start + beat.stop) // 2, beat.stop - 1):
                shown = [m for _, m in scene.mobjects_at(frame)]
                assert logo.mobject in shown
                for mobject in shown:
                    if mobject is logo.mobject or not len(mobject.get_all_points()):
                        continue
                    low, high = mobject.get_all_points()[:, :2].min(0), None
                    high = mobject.get_all_points()[:, :2].max(0)
                    apart = high[0] < slot.left or low[0] > slot.right or high[1] < slot.bottom
                    assert apart or low[1] > slot.top, (spec.name, beat.name, mobject)


def test_titles_are_set_in_the_bold_of_the_theme(tmp_path: Path) -> None:
    """Whatever the files call themselves."""
    regular, bold = font_file("Regular").read_bytes(), font_file("Bold").read_bytes()
    widths = {}
    try:
        for name, files in {"both": (regular, bold), "one": (regular, None)}.items():
            use_fonts(put_fonts(Font("Any", "a.otf", *files), tmp_path / name))
            widths[name] = [words("Height", 1.0, "#000000", w).width for w in ("regular", "bold")]
    finally:
        use_fonts(None)
    pinned = [words("Height", 1.0, "#000000", w).width for w in ("regular", "bold")]
    assert widths["both"] == pytest.approx(pinned)
    assert widths["one"] == pytest.approx([pinned[0]] * 2)


def test_a_font_that_typst_cannot_use_is_told(tmp_path: Path) -> None:
    with TTFont(font_file("Regular")) as face:
        del face["hhea"]
        face.save(tmp_path / "bad.otf")
    for data in ((tmp_path / "bad.otf").read_bytes(), b"no font"):
        with pytest.raises(
            RenderError, match=r"The font bad\.otf cannot be used by Typst; give a "
        ):
            put_fonts(Font("Bad", "bad.otf", data), tmp_path / "fonts")
