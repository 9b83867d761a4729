"""Slides for PowerPoint and LibreOffice: each video plays by itself, and stays at its end."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageColor
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Show
from pptx.slide import Slide as Page
from pptx.text.text import TextFrame
from pptx.util import Emu, Pt

from gdlesson.deliver.excerpts import copied, scaled
from gdlesson.deliver.made import NewFile
from gdlesson.deliver.slides.deck import Deck, Scratch, Slide, Step
from gdlesson.render.picture import Picture
from scenes.theme import Theme

LINES, RATE = 720, 30
"""Of videos, if nothing else is asked: after some thirty larger ones, the next stop playing."""
LONG_SIDE = 12_192_000
"""Of a slide, in the format's units, of which an inch has 914,400."""
TITLE_ONLY = 5
"""A layout of the empty presentation that the library comes with."""
TITLE_SIZE, TITLE_LETTERS = 46, 50
"""Of the title in points, and of how many letters it can be that large."""
JPEG = {"quality": 90, "subsampling": 0}
MARGIN = 0.08
"""Beside the title, in widths of the slide."""
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"


@dataclass(frozen=True)
class _Page:
    """A slide's size, in the format's units, and that of the videos in pixels."""

    width: int
    height: int
    video: Picture | None
    """None where videos are as they are in the film."""


def files(deck: Deck) -> list[str]:
    """The names of the files that the slides consist of."""
    return [f"{deck.lesson.slug}.pptx"]


def save(deck: Deck, scratch: Scratch, step: Step, *, full: bool) -> dict[str, NewFile]:
    """Make the slides; return what has been made by the name that it is to have.

    Args:
        deck: what they are made of.
        scratch: where files are made.
        step: is called for each slide.
        full: whether videos are as large as in the film.
    """
    page, theme = _page(deck, full=full), deck.lesson.theme
    show = Presentation()
    show.slide_width, show.slide_height = Emu(page.width), Emu(page.height)
    _dress(show, theme)
    told = show.core_properties
    told.title, told.language, told.author = deck.lesson.title, deck.lesson.language, "gdlesson"
    _add_cover(show, deck, page)
    for slide in deck.slides:
        step(slide.name)
        video = scratch(f"{slide.name}.mp4")
        if page.video is None:
            copied(slide.excerpt, video)
        else:
            scaled(slide.excerpt, video, page.video)
        _add_slide(show, deck, slide, page, video)
        video.unlink()  # the library holds it now
    (name,) = files(deck)
    show.save(str(scratch(name)))
    return {name: NewFile(scratch=scratch(name))}


def _page(deck: Deck, *, full: bool) -> _Page:
    unit = LONG_SIDE / max(deck.width, deck.height)
    small = LINES / min(deck.width, deck.height)
    video = None
    if not full and small < 1:
        width, height = (2 * round(side * small / 2) for side in (deck.width, deck.height))
        video = Picture(width, height, RATE)
    return _Page(round(deck.width * unit), round(deck.height * unit), video)


def _dress(show: Show, theme: Theme) -> None:
    """Give the presentation the theme's colours, for slides that are added to it as well."""
    master = show.slide_master
    master.background.fill.solid()
    master.background.fill.fore_color.rgb = _colour(theme.background)
    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(part.blob)
    accents = (theme.batch, theme.stochastic, theme.mini_batch, theme.gradient, theme.rate)
    colours = {
        "dk1": theme.text, "lt1": theme.background, "dk2": theme.quiet, "lt2": theme.rule,
        **{f"accent{k}": colour for k, colour in enumerate((*accents, theme.other), start=1)},
        "hlink": theme.batch, "folHlink": theme.quiet,
    }  # fmt: skip
    for name, colour in colours.items():
        for slot in root.iter(f"{{{_A}}}{name}"):
            slot.clear()
            slot.append(slot.makeelement(f"{{{_A}}}srgbClr", {"val": str(_colour(colour))}))
    part._blob = serialize_part_xml(root)  # noqa: SLF001 - the library has no other way


def _add_cover(show: Show, deck: Deck, page: _Page) -> None:
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    title = deck.lesson.title
    shrunk = min(1.0, (TITLE_LETTERS / len(title)) ** 0.5) * max(page.width / LONG_SIDE, 0.6)
    left, width = round(MARGIN * page.width), round((1 - 2 * MARGIN) * page.width)
    box = slide.shapes.title
    box.left, box.top, box.width, box.height = (
        left,
        round(0.2 * page.height),
        width,
        round(0.38 * page.height),
    )
    _write(
        box.text_frame,
        title,
        deck,
        Pt(round(TITLE_SIZE * shrunk)),
        deck.lesson.theme.text,
        bold=True,
    )
    box.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
    below = slide.shapes.add_textbox(
        left, round(0.6 * page.height), width, round(0.12 * page.height)
    )
    _write(below.text_frame, deck.length, deck, Pt(20), deck.lesson.theme.quiet)


def _add_slide(show: Show, deck: Deck, of: Slide, page: _Page, video: Path) -> None:
    """A slide that its video fills; its title lies below, for the outline and for readers."""
    slide = show.slides.add_slide(show.slide_layouts[TITLE_ONLY])
    title = slide.shapes.title
    title.left, title.top = round(MARGIN * page.width), round(0.02 * page.height)
    title.width, title.height = round((1 - 2 * MARGIN) * page.width), round(0.12 * page.height)
    _write(title.text_frame, of.heading, deck, Pt(28), deck.lesson.theme.text)
    poster = video.with_suffix(".jpg")
    with Image.open(of.still) as still:
        size = (page.video.width, page.video.height) if page.video else still.size
        small = still.convert("RGB").resize(size, Image.Resampling.LANCZOS)
        small.save(poster, "JPEG", **JPEG)
    movie = slide.shapes.add_movie(
        str(video), 0, 0, page.width, page.height, str(poster), mime_type="video/mp4"
    )
    poster.unlink()
    movie.name = of.name
    movie.element.nvPicPr.cNvPr.set("descr", f"{of.heading}: {of.seen}")
    notes = slide.notes_slide.notes_text_frame
    notes.text = of.say
    _speak(notes, deck.lesson.language)
    _play_by_itself(slide, movie.shape_id, of)


def _write(
    frame: TextFrame, text: str, deck: Deck, size: Pt, colour: str, *, bold: bool = False
) -> None:
    """Have one line of text in a frame, on the left."""
    frame.word_wrap = True
    frame.text = text
    (paragraph,) = frame.paragraphs
    paragraph.alignment = PP_ALIGN.LEFT
    font = paragraph.runs[0].font
    font.size, font.bold, font.color.rgb = size, bold, _colour(colour)
    _speak(frame, deck.lesson.language)


def _speak(frame: TextFrame, language: str) -> None:
    """Say in which language a text is, for who reads it out and who checks its spelling."""
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font._rPr.set("lang", language)  # noqa: SLF001 - the library knows few languages


def _colour(code: str) -> RGBColor:
    return RGBColor(*ImageColor.getrgb(code)[:3])  # type: ignore[no-untyped-call]


def _play_by_itself(slide: Page, shape: int, of: Slide) -> None:
    """Have a slide's video play when the slide comes, once or over and over, and stay at its end.

    The library makes videos that wait for a click; this is what PowerPoint writes for "start:
    automatically" (ISO/IEC 29500-1, 19.5).
    """
    root = slide.element
    for timing in root.findall(f"{{{_P}}}timing"):
        root.remove(timing)
    loop = ' repeatCount="indefinite"' if of.loops else ""
    timing = _TIMING.format(shape=shape, length=round(1000 * of.excerpt.seconds), loop=loop)
    root.append(parse_xml(timing))


_TIMING = f"""\
<p:timing xmlns:p="{_P}"><p:tnLst><p:par>
<p:cTn id="1" dur="indefinite" restart="never" nodeType="tmRoot"><p:childTnLst>
<p:seq concurrent="1" nextAc="seek"><p:cTn id="2" dur="indefinite" nodeType="mainSeq"><p:childTnLst>
<p:par><p:cTn id="3" fill="hold"><p:stCondLst><p:cond delay="indefinite"/>
<p:cond evt="onBegin" delay="0"><p:tn val="2"/></p:cond></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="4" fill="hold"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:par><p:cTn id="5" presetID="1" presetClass="mediacall" presetSubtype="0" fill="hold"
 nodeType="afterEffect"><p:stCondLst><p:cond delay="0"/></p:stCondLst><p:childTnLst>
<p:cmd type="call" cmd="playFrom(0.0)"><p:cBhvr><p:cTn id="6" dur="{{length}}" fill="hold"/>
<p:tgtEl><p:spTgt spid="{{shape}}"/></p:tgtEl></p:cBhvr></p:cmd>
</p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par></p:childTnLst></p:cTn></p:par>
</p:childTnLst></p:cTn>
<p:prevCondLst><p:cond evt="onPrev" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl></p:cond>
</p:prevCondLst><p:nextCondLst><p:cond evt="onNext" delay="0"><p:tgtEl><p:sldTgt/></p:tgtEl>
</p:cond></p:nextCondLst></p:seq>
<p:video><p:cMediaNode vol="80000"><p:cTn id="7" fill="hold" display="0"{{loop}}><p:stCondLst>
<p:cond delay="indefinite"/></p:stCondLst></p:cTn><p:tgtEl><p:spTgt spid="{{shape}}"/></p:tgtEl>
</p:cMediaNode></p:video>
</p:childTnLst></p:cTn></p:par></p:tnLst></p:timing>"""
