"""Our own PowerPoint template: python-pptx's empty one at 16:9, in our fonts and colours, with one layout."""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.util import Inches, Pt

from crm_core.house_style import ACCENT, ALERT, INK, MUTED, PRINT, SEQ, TEXT
from crm_core.packs.pack import Pack

LEFT, TOP, WIDTH, BODY = 0.6, 2.15, 12.13, 4.7
"""Inches: the left edge, where the evidence begins, its width and height."""
FONT = "Arial"
"""On every machine a board may have; Inter would be replaced by whatever is there."""
_SIZE = (13.333, 7.5)
_TITLE_TOP, _TITLE_HEIGHT = 0.4, 1.05
_FOOT = 7.0
_TITLE_ONLY = "Title Only"
"""The empty template's layout with nothing but a title."""
_THEME = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"
_EMU = 914_400
"""PowerPoint's units in an inch."""
_FIELD_ID = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
_BOX = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" name="Footer {id}"/>'
    '<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/>'
    '<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
    '<p:txBody><a:bodyPr/><a:p><a:pPr algn="{side}"/>{content}</a:p></p:txBody></p:sp>')
"""python-pptx adds no box to a layout."""


def blank(pack: Pack) -> Any:
    """A presentation without slides: our theme, our layout, a footer of scope, month and slide number."""

    show = Presentation()
    show.slide_width, show.slide_height = (Inches(each) for each in _SIZE)
    _theme(show)
    layouts = show.slide_master.slide_layouts
    for layout in [each for each in layouts if each.name != _TITLE_ONLY]:
        layouts.remove(layout)
    for holder in (show.slide_master, card_layout(show)):
        for shape in list(holder.placeholders):
            kind = str(shape.placeholder_format.type)
            if "TITLE" in kind:
                shape.left, shape.top, shape.width, shape.height = (
                    Inches(each) for each in (LEFT, _TITLE_TOP, WIDTH, _TITLE_HEIGHT))
            elif holder is not show.slide_master or "BODY" not in kind:
                shape._element.getparent().remove(shape._element)
            else:
                shape.left, shape.top, shape.width, shape.height = (Inches(each) for each in (LEFT, TOP, WIDTH, BODY))
    _title_style(show)
    _footer(card_layout(show), pack)
    core = show.core_properties
    core.title, core.subject, core.language = pack.title, pack.scope, pack.language
    core.author, core.keywords = "Clientela", pack.as_of
    return show


def card_layout(show: Any) -> Any:
    """The one layout: a title that states the finding, and the footer."""
    return show.slide_master.slide_layouts[0]


def words(slide: Any, text: str, top: float, *, size: int, colour: str = INK, height: float = 0.5) -> Any:
    """A text box across the slide at `top` inches. Returns its text frame."""

    frame = slide.shapes.add_textbox(Inches(LEFT), Inches(top), Inches(WIDTH), Inches(height)).text_frame
    frame.word_wrap = True
    frame.text = text
    numbered(frame.paragraphs[0], size, colour)
    return frame


def numbered(paragraph: Any, size: int, colour: str = INK) -> None:
    """A paragraph in our letters of `size` points."""

    paragraph.font.size, paragraph.font.name = Pt(size), FONT
    paragraph.space_after = Pt(6)
    paragraph.font.color.rgb = RGBColor.from_string(PRINT[colour].lstrip("#"))


def _theme(show: Any) -> None:
    part = show.slide_master.part.part_related_by(_THEME)
    text = part.blob.decode("utf-8")
    for number, colour in enumerate((ACCENT, ALERT, SEQ[4], SEQ[7], MUTED, TEXT), start=1):
        text = re.sub(rf"(<a:accent{number}>)<a:srgbClr val=\"\w+\"/>", rf'\1<a:srgbClr val="{PRINT[colour][1:]}"/>',
                      text)
    text = re.sub(r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*"', rf'\1{FONT}"', text)
    part._blob = text.replace('name="Office Theme"', 'name="Clientela"').encode("utf-8")


def _title_style(show: Any) -> None:
    """Titles state findings, which are sentences: left, at the bottom of their place, two lines of 24 points."""

    for holder in (show.slide_master, card_layout(show)):
        for shape in holder.placeholders:
            if "TITLE" in str(shape.placeholder_format.type):
                shape.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
                shape.text_frame.word_wrap = True
                shape.text_frame.paragraphs[0].alignment = PP_ALIGN.LEFT
                shape.text_frame.paragraphs[0].font.size = Pt(24)
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    style = show.slide_master._element.find(
        ".//{http://schemas.openxmlformats.org/presentationml/2006/main}titleStyle")
    for level in style.iter(f"{main}lvl1pPr"):
        level.set("algn", "l")
        for run in level.iter(f"{main}defRPr"):
            run.set("sz", "2400")
            run.set("b", "1")


def _footer(layout: Any, pack: Pack) -> None:
    """Scope and month at the left, the slide's number at the right: on the layout, where one edit changes all."""

    text = escape(pack.foot)
    letters = f'<a:rPr lang="{pack.language}" sz="1000"/>'
    number = f'<a:fld id="{_FIELD_ID}" type="slidenum">{letters}<a:t>‹#›</a:t></a:fld>'
    run = f"<a:r>{letters}<a:t>{text}</a:t></a:r>"
    boxes = ((LEFT, WIDTH - 1, "l", run), (LEFT + WIDTH - 1, 1.0, "r", number))
    for place, (left, width, side, content) in enumerate(boxes):
        layout.shapes._spTree.append(parse_xml(_BOX.format(
            id=90 + place, left=round(left * _EMU), top=round(_FOOT * _EMU), width=round(width * _EMU),
            height=round(0.3 * _EMU), side=side, content=content)))
