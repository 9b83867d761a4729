"""The page of a film: one file of HTML that is whole without its scripts, and those beside it."""

from __future__ import annotations

import base64
import html
import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from string import Template

import srt
from babel import Locale, UnknownLocaleError
from babel.units import format_unit

from gdlesson.deliver.lms.content import BeatText, Content, PageScene
from gdlesson.deliver.manifest import Manifest
from gdlesson.narration.captions import clock
from scenes.lesson.file import Lesson
from scenes.theme import THEMES, Theme
from scenes.timing.phrases import tied
from scenes.wording import Wording, wording_in

FOLDER = Path(__file__).parent / "page"
WORDS = Path(__file__).parent / "words"
BESIDE = ("lesson.css", "record.js", "film.js", "following.js", "questions.js", "lesson.js")
"""What the page asks for besides the film and its poster."""
DARK, LIGHT = "night", "paper"
"""The themes that a page has in the dark and in the light."""
ROLES = {
    "background": "background", "text": "text", "quiet": "quiet",
    "accent": "batch", "mark": "stochastic", "right": "mini_batch", "wrong": "gradient",
}  # fmt: skip
"""The colours of the page, and what they are in a theme."""
MIXED = {
    "panel": ("text", 0.06), "raised": ("text", 0.11), "line": ("text", 0.18),
    "edge": ("text", 0.48), "lit": ("accent", 0.26),
}  # fmt: skip
"""The fainter ones: which colour they have, and what share of it on the ground."""
KEYS = (
    ("{space_key}", "space"), ("← →", "arrows"), ("J L", "jumps"), ("N P", "chapters"),
    ("C", "captions"), ("M", "mute"), ("F", "full"), ("< >", "speed"),
    ("1 – 4", "answers"), ("Esc", "escape"),
)  # fmt: skip


def page(
    lesson: Lesson,
    film: Manifest,
    content: Content,
    vtt: str,
    others: Mapping[str, str],
) -> str:
    """The page as HTML.

    Args:
        lesson: it is about.
        film: what its folder lists.
        content: of the film.
        vtt: its captions, which the page holds: from a disk, no browser reads them beside it.
        others: pages of the lesson by their languages, this one among them; none for no others.
    """
    say = wording_in(WORDS, lesson.language)
    texts = {
        "language": lesson.language,
        "title": lesson.title,
        "about": _about(content, say),
        **{key: say(f"page.{key}") for key in ("to_film", "to_transcript", "film", "download")},
        **{f"{key}_title": say(f"page.{key}") for key in ("chapters", "transcript")},
        **{key: say(f"page.{key}") for key in ("true", "made_by")},
    }
    return Template((FOLDER / "index.html").read_text(encoding="utf-8")).substitute(
        {key: html.escape(text) for key, text in texts.items()},
        width=film.width,
        height=film.height,
        schemes="dark light",
        colours=_colours(lesson.theme, film.width / film.height),
        languages=_languages(others, lesson.language, say) if len(others) > 1 else "",
        tracks=_tracks(content, vtt, lesson.language, say),
        chapters=_chapters(content, lesson.language),
        transcript=_transcript(content, lesson.language, say),
        data=_data(lesson, film, content, say),
    )


def _about(content: Content, say: Wording) -> str:
    unit, lasts = ("second", 1) if content.seconds < 60 else ("minute", 60)
    amount = round(content.seconds / lasts)
    length = format_unit(amount, f"duration-{unit}", locale=say.numerals.locale)
    asked = len(content.questions)
    return say("page.about_questions", length=length, count=asked) if asked else length


def _colours(theme: Theme, ratio: float) -> str:
    """The colours of the page by its scheme, a theme's for each, and the shape of the film."""
    dark, light = THEMES[DARK], THEMES[LIGHT]
    if theme.name not in THEMES:
        if _lightness(theme.background) < 0.5:
            dark = theme
        else:
            light = theme
    return (
        f":root {{ color-scheme: dark light; --ratio: {ratio:.4f}; {_variables(dark)} }}\n"
        f"@media (prefers-color-scheme: light) {{ :root {{ {_variables(light)} }} }}"
    )


def _variables(theme: Theme) -> str:
    colours = {name: getattr(theme, role) for name, role in ROLES.items()}
    for name, (role, share) in MIXED.items():
        colours[name] = _mixed(colours[role], colours["background"], share)
    return " ".join(f"--{name}: {colour};" for name, colour in colours.items())


def _mixed(colour: str, ground: str, share: float) -> str:
    """A share of a colour on another."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    mixed = (round(255 * (share * one + (1 - share) * other)) for one, other in pairs)
    return "#" + "".join(f"{each:02X}" for each in mixed)


def _lightness(colour: str) -> float:
    """Of a hexadecimal colour, from 0 to 1."""
    red, green, blue = _channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue of a hexadecimal colour, from 0 to 1."""
    red, green, blue = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5))
    return red, green, blue


def _languages(pages: Mapping[str, str], own: str, say: Wording) -> str:
    """Links to the lesson in other languages, each named in itself."""
    links = []
    for language, name in pages.items():
        here = ' aria-current="page"' if language == own else ""
        told = _in_itself(language)
        attributes = f'lang="{html.escape(language)}" href="{html.escape(name)}"{here}'
        links.append(f"<a {attributes}>{html.escape(told)}</a>")
    label = html.escape(say("page.languages"))
    return f'<nav class="languages" aria-label="{label}">{" ".join(links)}</nav>'


def _in_itself(language: str) -> str:
    """What a language calls itself, or its tag where that is not known."""
    try:
        name = Locale.parse(language, sep="-").get_display_name() or language
    except UnknownLocaleError:
        return language
    return name[:1].upper() + name[1:]


def _tracks(content: Content, vtt: str, language: str, say: Wording) -> str:
    """The captions, and what is seen where it is told."""
    tracks = [_track("captions", vtt, language, say)]
    beats = [beat for chapter in content.chapters for beat in chapter.beats]
    ends = [*(beat.at for beat in beats[1:]), content.seconds]
    seen = [
        f"{_stamp(beat.at)} --> {_stamp(end)}\n{html.escape(beat.seen, quote=False)}\n"
        for beat, end in zip(beats, ends, strict=True)
        if beat.seen
    ]
    if seen:
        tracks.append(_track("descriptions", "\n".join(["WEBVTT\n", *seen]), language, say))
    return "\n".join(tracks)


def _track(kind: str, vtt: str, language: str, say: Wording) -> str:
    source = base64.b64encode(vtt.encode()).decode()
    named = f'srclang="{html.escape(language)}" label="{html.escape(say(f"page.{kind}"))}"'
    return f'<track kind="{kind}" {named} src="data:text/vtt;base64,{source}">'


def _stamp(seconds: float) -> str:
    """A time as WebVTT writes it."""
    text = str(srt.timedelta_to_srt_timestamp(timedelta(seconds=seconds)))
    return text.replace(",", ".")


def _link(at: float, language: str, inner: str, attributes: str = "") -> str:
    """What leads to a place in the film, also without scripts."""
    film = f"film.{html.escape(language)}.mp4#t={at:g}"
    return f'<a href="{film}" data-at="{at:g}"{attributes}>{inner}</a>'


def _chapters(content: Content, language: str) -> str:
    """The chapters, in the lists of their parts."""
    lines: list[str] = []
    for chapter in content.chapters:
        if chapter.part or not lines:
            lines += ["</ol>"] if lines else []
            lines += [f'<p class="part">{html.escape(chapter.part)}</p>'] if chapter.part else []
            lines += ["<ol>"]
        named = f"<time>{clock(chapter.at)}</time><span>{html.escape(chapter.title)}</span>"
        lines.append(f"<li>{_link(chapter.at, language, named)}</li>")
    return "\n".join([*lines, "</ol>"])


def _transcript(content: Content, language: str, say: Wording) -> str:
    lines = ['<div class="pages">']
    for chapter in content.chapters:
        lines += [f'<div class="scene"><h3>{html.escape(chapter.title)}</h3>']
        lines += [line for beat in chapter.beats for line in _beat(beat, chapter, language, say)]
        lines += ["</div>"]
    return "\n".join([*lines, "</div>"])


def _beat(beat: BeatText, chapter: PageScene, language: str, say: Wording) -> Iterator[str]:
    if not beat.said and not beat.seen:
        return
    said = " ".join(
        f'<span data-at="{each.at:g}">{html.escape(tied(" ".join(each.text.split())))}</span>'
        for each in beat.said
    )
    yield f'<div class="beat" data-at="{beat.at:g}">'
    named = f' class="time-link" aria-label="{html.escape(f"{clock(beat.at)}, {chapter.title}")}"'
    yield _link(beat.at, language, f"<time>{clock(beat.at)}</time>", named)
    yield f'<div class="told"><p class="said">{said}</p>' if said else '<div class="told">'
    if beat.seen:
        seen = html.escape(tied(beat.seen))
        yield f'<p class="seen"><b>{html.escape(say("page.seen"))}</b> {seen}</p>'
    yield "</div></div>"


def _data(lesson: Lesson, film: Manifest, content: Content, say: Wording) -> str:
    """What the scripts read, such that no text in it can end it."""
    video = film.file("lesson")
    told = {
        "key": f"{lesson.slug} {lesson.language} {video.sha256[:12] if video else ''}",
        "duration": content.seconds,
        "burned": film.burned,  # a page says such words again where the film is too small
        "chapters": [{"at": each.at, "title": each.title} for each in content.chapters],
        "captions": [
            {"at": each.at, "until": each.until, "text": each.text} for each in content.captions
        ],
        "questions": [
            {
                "name": each.asked.name,
                "at": each.at,
                "ask": each.asked.ask,
                "answers": each.asked.answers,
                "right": each.asked.question.right,
                "why": each.asked.why,
            }
            for each in content.questions
        ],
        "words": _script_words(say),
    }
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _script_words(say: Wording) -> dict[str, object]:
    """What the scripts say, by key; what stands in braces, they fill in."""
    told: dict[str, object] = {}
    for key in sorted(say.keys()):
        section, _, name = key.partition(".")
        if section in {"player", "question"}:
            told[name] = say.forms(key)["other"]
    space = say("keys.space_key")
    told["keys_list"] = [[key.format(space_key=space), say(f"keys.{name}")] for key, name in KEYS]
    return told
