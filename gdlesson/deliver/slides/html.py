"""Slides for a browser: a page that needs no network, with its videos beside it or within it.

`deck.html` is the page, `deck.css` its look and `deck.js` what it does; reveal.js goes from slide
to slide.
"""

from __future__ import annotations

import base64
import json
import re
from html import escape
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from PIL import Image

from gdlesson import __version__
from gdlesson.deliver.excerpts import copied, first_picture, has_sound
from gdlesson.deliver.made import NewFile
from gdlesson.deliver.slides.deck import Deck, Scratch, Slide, Step
from scenes.theme import Font, Theme
from scenes.themes.characters import font_file

HERE = Path(__file__).parent
REVEAL = HERE / "vendored" / "reveal"
PAGE = "index.html"
SHORT_SIDE = 1080
"""Of a slide, in the units of its page; a browser makes it as large as its window."""
TITLE_SIZE, TITLE_LETTERS = 104, 40
"""Of the title in these units, and of how many letters it can be that large."""
QUALITY = 90
"""Of pictures, from 0 to 100."""


def files(deck: Deck, *, single: bool) -> list[str]:
    """The names of the files that the slides consist of."""
    if single:
        return [f"{deck.lesson.slug}.html"]
    media = [name for slide in deck.slides for name in _media(slide)]
    return [*media, PAGE]


def save(deck: Deck, scratch: Scratch, step: Step, *, single: bool) -> dict[str, NewFile]:
    """Make the slides; return what has been made by the name that it is to have, the page last."""
    made: dict[str, NewFile] = {}
    for slide in deck.slides:
        step(slide.name)
        video, held, first = (scratch(name) for name in _media(slide))
        copied(slide.excerpt, video)
        with Image.open(slide.still) as picture:
            picture.convert("RGB").save(held, "WEBP", quality=QUALITY)
        first_picture(slide.excerpt).save(first, "WEBP", quality=QUALITY)
        for name, path in zip(_media(slide), (video, held, first), strict=True):
            made[name] = NewFile(scratch=path, scene=slide.scene, beat=slide.beat)
    within = {name: file.scratch.read_bytes() for name, file in made.items()} if single else {}
    name = f"{deck.lesson.slug}.html" if single else PAGE
    page = scratch(name)
    page.write_text(_page(deck, within), encoding="utf-8", newline="\n")
    return {name: NewFile(scratch=page)} if single else {**made, name: NewFile(scratch=page)}


def _media(slide: Slide) -> tuple[str, str, str]:
    """The names of the video, of the picture that is held, and of the first picture."""
    base = f"media/{slide.name}"
    return f"{base}.mp4", f"{base}.webp", f"{base}--first.webp"


def _page(deck: Deck, within: dict[str, bytes]) -> str:
    """The page; ``within`` are the files that are to be in it, by their names."""
    theme, say = deck.lesson.theme, deck.say
    slides = [_cover_data(deck), *(_data(deck, slide, within) for slide in deck.slides)]
    words = {"presenter": say("slides.presenter"), "end": say("slides.end")}
    unit = SHORT_SIDE / min(deck.width, deck.height)
    data = {
        "title": deck.lesson.title,
        "language": deck.lesson.language,
        "width": round(deck.width * unit),
        "height": round(deck.height * unit),
        "words": words,
        "slides": slides,
    }
    scenes = groupby(deck.slides, key=lambda slide: slide.scene)
    sections = [_cover(deck), *(_scene([*slides], within) for _, slides in scenes)]
    filled = {
        "language": escape(deck.lesson.language),
        "version": __version__,
        "title": escape(deck.lesson.title),
        "reveal.css": _text(REVEAL / "reveal.css"),
        "fonts.css": _fonts(deck),
        "deck.css": _style(deck),
        "sections": "\n".join(sections),
        "play": escape(say("slides.play")),
        "next": escape(say("slides.next")),
        "restart": escape(say("slides.restart")),
        "noscript": escape(say("slides.noscript")),
        "background": theme.background,
        "text": theme.text,
        "quiet": theme.quiet,
        "rule": theme.rule,
        "data": _json(data),
        "media": "\n".join(_embedded(slide, within) for slide in deck.slides if within),
        "reveal.js": _script(REVEAL / "reveal.js"),
        "deck.js": _script(HERE / "deck.js"),
    }
    return _filled(_text(HERE / "deck.html"), filled)


def _cover_data(deck: Deck) -> dict[str, Any]:
    return {"title": deck.lesson.title, "notes": deck.say("slides.keys")}


def _data(deck: Deck, slide: Slide, within: dict[str, bytes]) -> dict[str, Any]:
    """What the page's program is told of a slide."""
    video, _, first = _media(slide)
    place = {"media": f"media-{slide.name}"} if within else {"video": video}
    return place | {
        "title": slide.heading,
        "notes": slide.say,
        "first": _picture(first, within),
        "loops": slide.loops,
        "sound": deck.sound and has_sound(slide.excerpt.clip),
        "seconds": slide.excerpt.seconds,
    }


def _picture(name: str, within: dict[str, bytes]) -> str:
    return f"data:image/webp;base64,{_base64(within[name])}" if within else name


def _cover(deck: Deck) -> str:
    parts = "".join(f"<li>{escape(part)}</li>" for part in deck.parts)
    agenda = f"<ol>{parts}</ol>" if len(deck.parts) > 1 else ""
    return (
        f'<section class="cover"><div><div><h1>{escape(deck.lesson.title)}</h1>'
        f"<p>{escape(deck.length)}</p></div>{agenda}</div>"
        f'<aside class="notes">{escape(deck.say("slides.keys"))}</aside></section>'
    )


def _scene(slides: list[Slide], within: dict[str, bytes]) -> str:
    """The slides of a scene, one below the other where all slides are seen at once."""
    inner = "\n".join(_section(slide, within) for slide in slides)
    return f"<section>\n{inner}\n</section>"


def _section(slide: Slide, within: dict[str, bytes]) -> str:
    """A slide for readers, for the overview and for paper; on the screen its video covers it."""
    held = _picture(_media(slide)[1], within)
    alt = escape(f"{slide.heading}: {slide.seen}")
    return (
        f'<section aria-label="{escape(slide.heading)}">'
        f'<h2 class="unseen">{escape(slide.heading)}</h2>'
        f'<img loading="lazy" alt="{alt}" src="{held}">'
        f'<aside class="notes">{escape(slide.say)}</aside></section>'
    )


def _embedded(slide: Slide, within: dict[str, bytes]) -> str:
    video = _base64(within[_media(slide)[0]])
    return f'<script type="text/plain" id="media-{slide.name}">{video}</script>'


def _style(deck: Deck) -> str:
    theme, title = deck.lesson.theme, deck.lesson.title
    colours = {name: getattr(theme, name) for name in ("background", "text", "quiet", "rule")}
    room = min(1.0, max(deck.width / deck.height, 0.8))
    size = TITLE_SIZE * room * min(1.0, (TITLE_LETTERS / len(title)) ** 0.5)
    return _filled(_text(HERE / "deck.css"), {**colours, "title-size": f"{size:.0f}"})


def _fonts(deck: Deck) -> str:
    """The faces of the theme with the letters that are in use."""
    say = deck.say
    keys = sorted(say.keys())
    own = [text for key in keys if key.startswith("slides.") for text in say.forms(key).values()]
    told = [text for slide in deck.slides for text in (slide.heading, slide.say, slide.part)]
    letters = "".join([deck.lesson.title, deck.length, *own, *told, "0123456789:/\u2002"])
    faces = [(400, "regular"), (600, "semibold")]
    return "\n".join(
        f"@font-face {{ font-family: Deck; font-weight: {weight}; "
        f"src: url({_font(deck.lesson.theme, style, letters)}); }}"
        for weight, style in faces
    )


def _font(theme: Theme, style: str, letters: str) -> str:
    """A face with no more than these letters, as an address that holds it."""
    found = BytesIO(_face(theme.font, style))
    options = subset.Options(flavor="woff", layout_features=["kern", "liga", "mark", "mkmk"])
    font = TTFont(found)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    font.flavor = "woff"
    made = BytesIO()
    font.save(made)
    return f"data:font/woff;base64,{_base64(made.getvalue())}"


def _face(font: Font | None, style: str) -> bytes:
    if font is None:
        return font_file(style.capitalize()).read_bytes()
    return (font.bold or font.regular) if style == "semibold" else font.regular


def _filled(template: str, values: dict[str, str]) -> str:
    """A template with what stands between two @ replaced; what replaces it is left as it is."""
    return re.sub(r"@([a-z.-]+)@", lambda found: values[found[1]], template)


def _json(value: object) -> str:
    """JSON that can stand in a page: nothing in it ends the script that it is in."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _script(path: Path) -> str:
    return _text(path).replace("</script", r"<\/script").replace("<!--", r"<\!--")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")
