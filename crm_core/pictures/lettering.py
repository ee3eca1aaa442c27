"""Words in a picture: how wide they are, and Plotly's markup (`<b>`, `<i>`, `<br>`, spans of colour) as SVG."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from crm_core.pictures.colours import Paint
from crm_core.pictures.refusal import CannotDraw

FONTS = tuple(Path(__file__).with_name("fonts") / f"Inter-{weight}.ttf" for weight in ("Regular", "Bold"))
"""Inter in two weights, made of the variable one that the app shows (static/fonts), under the same licence."""
FAMILY = "Inter, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
LINE = 1.3
"""Height of a line in parts of its letters' size, as Plotly sets it."""
BASELINE = 0.96
"""Where the baseline of a line is, from its top, in parts of the letters' size."""
_TOKEN = re.compile(r"(<br\s*/?>|</?b>|</?i>|</span>|<span style='color:[^']+'>)")
_UNSEEN = str.maketrans({"\u2060": None, "\u202f": "\u00a0"})
"""The joiner that keeps an id an id, and a narrow space that the font lacks."""
_SPACES = re.compile(" (?= )")
"""All but the last of several spaces: SVG would show them as one."""
_SQUARE, _SQUARE_WIDTH = "■", 0.75
"""The one sign beside letters: a tier's colour before its name. Few fonts have it, so it is drawn."""
Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Run:
    """Letters of one look within a line; `colour` is empty where the words around it say it."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    colour: str = ""

    def width(self, size: float) -> float:
        """Pixels in letters of `size`."""
        advances, widest = _advances(self.is_bold)
        return size * sum(_SQUARE_WIDTH if each == _SQUARE else advances.get(ord(each), widest) for each in self.text)


Line = tuple[Run, ...]


def lines_of(text: str) -> list[Line]:
    """The lines of a text with Plotly's markup. Raises CannotDraw for a tag that is none of ours."""
    lines: list[list[Run]] = [[]]
    is_bold = is_italic = False
    colour = ""
    for part in _TOKEN.split(text):
        if not part:
            continue
        if part.startswith("<br"):
            lines.append([])
        elif part in {"<b>", "</b>"}:
            is_bold = part == "<b>"
        elif part in {"<i>", "</i>"}:
            is_italic = part == "<i>"
        elif part.startswith("<span"):
            colour = part.removeprefix("<span style='color:").removesuffix("'>")
        elif part == "</span>":
            colour = ""
        elif re.search(r"<[a-z/]", part):
            raise CannotDraw(f"The words {text!r} have a tag that crm_core.pictures does not know.")
        else:
            letters = _SPACES.sub("\u00a0", html.unescape(part).translate(_UNSEEN))
            lines[-1].append(Run(letters, is_bold, is_italic, colour))
    return [tuple(each) for each in lines]


def line_width(line: Line, size: float) -> float:
    """Pixels of a line in letters of `size`."""
    return sum(run.width(size) for run in line)


def block_width(lines: Iterable[Line], size: float) -> float:
    """Pixels of the longest of the lines."""
    return max((line_width(each, size) for each in lines), default=0.0)


def is_in_font(text: str) -> bool:
    """True when our own font has every letter."""
    advances, _widest = _advances(False)
    return all(ord(each) in advances or each in {_SQUARE, "\n", "\t"} for each in text)


def written(line: Line, x: float, y: float, *, size: float, colour: str, paint: Paint,
            anchor: Anchor = "start", turn: float = 0.0) -> str:
    """One line as SVG, its baseline at `y`; `turn` in degrees about (x, y)."""
    if not any(run.text.strip() for run in line):
        return ""
    if any(_SQUARE in run.text for run in line):
        return _with_squares(line, x, y, size=size, colour=colour, paint=paint)
    look: dict[str, Any] = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size:g}", "fill": paint(colour)}
    if anchor != "start":
        look["text-anchor"] = anchor
    if turn:
        look["transform"] = f"rotate({turn:g} {x:.1f} {y:.1f})"
    if len(line) == 1:
        return f"<text {_attributes(look | _run_look(line[0], paint))}>{html.escape(line[0].text, quote=False)}</text>"
    spans = "".join(f"<tspan {_attributes(each)}>{text}</tspan>" if (each := _run_look(run, paint)) else text
                    for run in line for text in [html.escape(run.text, quote=False)])
    return f"<text {_attributes(look)}>{spans}</text>"


def _with_squares(line: Line, x: float, y: float, *, size: float, colour: str, paint: Paint) -> str:
    """A line that begins at `x`, its squares drawn."""
    drawn = []
    for run in line:
        if run.text == _SQUARE:
            side = size * 0.62
            drawn.append(f'<rect x="{x:.1f}" y="{y - side:.1f}" width="{side:.1f}" height="{side:.1f}" '
                         f'fill="{paint(run.colour or colour)}"/>')
        else:
            drawn.append(written((run,), x, y, size=size, colour=colour, paint=paint))
        x += run.width(size)
    return "".join(drawn)


def _run_look(run: Run, paint: Paint) -> dict[str, Any]:
    return ({"font-weight": "700"} if run.is_bold else {}) | ({"font-style": "italic"} if run.is_italic else {}) | (
        {"fill": paint(run.colour)} if run.colour else {})


def _attributes(look: dict[str, Any]) -> str:
    return " ".join(f'{name}="{value}"' for name, value in look.items())


@cache
def _advances(is_bold: bool) -> tuple[dict[int, float], float]:
    """The advance of each code point in parts of the letters' size, and that of letters which the font lacks."""
    from fontTools.ttLib import TTFont  # 30 ms, only when a picture is drawn

    with TTFont(FONTS[is_bold], lazy=True) as font:
        unit, metrics = font["head"].unitsPerEm, font["hmtx"]
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}, 1.0
