"""Words and shapes that a layout sets over or under the marks, and its title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm_core.house_style import INK
from crm_core.pictures.lettering import BASELINE, LINE, block_width, line_width, lines_of, written
from crm_core.pictures.plot import Plot, is_number
from crm_core.pictures.points import dashed
from crm_core.pictures.refusal import CannotDraw, one_of, require_known

_NOTE = {"x", "y", "text", "xanchor", "yanchor", "xshift", "yshift", "xref", "yref", "font", "align", "showarrow",
         "textangle", "opacity"}
_SHAPE = {"type", "x0", "x1", "y0", "y1", "xref", "yref", "fillcolor", "line", "layer", "opacity"}
_TITLE = {"text", "x", "y", "xref", "yref", "xanchor", "yanchor", "pad", "font"}
_PART = {"left": 0.0, "center": 0.5, "right": 1.0, "top": 0.0, "middle": 0.5, "bottom": 1.0}
"""The part of a block of words that lies before the point it is held at."""


def note(options: Mapping[str, Any], plot: Plot) -> list[str]:
    """An annotation as SVG, moved inwards where it would leave the picture. Raises CannotDraw for what is not
    drawn: arrows, and places that do not exist."""
    require_known(options, "An annotation", _NOTE, ("name", "captureevents", "hovertext", "clicktoshow"))
    if options.get("showarrow") is not False or options.get("textangle"):
        raise CannotDraw("An annotation has an arrow or an angle; crm_core.house_style.note has neither.")
    font = {"size": 12, "color": INK} | (options.get("font") or {})
    size, lines = float(font["size"]), lines_of(str(options["text"]))
    width, height = block_width(lines, size), len(lines) * LINE * size
    x, part_x = _spot(options, "x", plot)
    y, part_y = _spot(options, "y", plot)
    if x is None or y is None:
        return []
    left = max(min(x + (options.get("xshift") or 0) - width * part_x, plot.width - width), 0.0)
    top = y - (options.get("yshift") or 0) - height * part_y
    side = _PART[one_of(options.get("align") or "center", ("left", "center", "right"), "align")]
    return [written(line, left + (width - line_width(line, size)) * side, top + (place * LINE + BASELINE) * size,
                    size=size, colour=font["color"], paint=plot.paint) for place, line in enumerate(lines)]


def shape(options: Mapping[str, Any], plot: Plot) -> str:
    """A rectangle or a line of the layout as SVG."""
    require_known(options, "A shape", _SHAPE)
    kind = one_of(options["type"], ("rect", "line"), "type of a shape")
    spots = [_pixel(options[name], name[0], options.get(f"{name[0]}ref") or name[0], plot)
             for name in ("x0", "y0", "x1", "y1")]
    x0, y0, x1, y1 = (0.0 if each is None else each for each in spots)
    line = options.get("line") or {}
    width = 2.0 if line.get("width") is None else line["width"]
    stroke = (f' stroke="{plot.paint(line["color"])}" stroke-width="{width:g}"{dashed(line.get("dash"), width)}'
              if width else "")
    faint = f' opacity="{options["opacity"]:g}"' if options.get("opacity") not in {None, 1} else ""
    if kind == "line":
        return f'<path d="M{x0:.1f} {y0:.1f}L{x1:.1f} {y1:.1f}" fill="none"{stroke}{faint}/>'
    fill = plot.paint(options["fillcolor"]) if options.get("fillcolor") else "none"
    return (f'<rect x="{min(x0, x1):.1f}" y="{min(y0, y1):.1f}" width="{abs(x1 - x0):.1f}" '
            f'height="{abs(y1 - y0):.1f}" fill="{fill}"{stroke}{faint}/>')


def title(options: Mapping[str, Any], plot: Plot) -> list[str]:
    """The layout's title, which names colours above the plot: from the top left corner down."""
    if not options.get("text"):
        return []
    require_known(options, "A title", _TITLE)
    for name, only in (("x", 0), ("y", 1), ("xanchor", "left"), ("yanchor", "top")):
        one_of(options.get(name), (only,), f"title.{name}")
    font, pad = options["font"], options.get("pad") or {}
    return [written(line, pad.get("l", 0), 4 + (place * LINE + BASELINE) * font["size"], size=font["size"],
                    colour=font["color"], paint=plot.paint) for place, line in enumerate(lines_of(options["text"]))]


def _spot(options: Mapping[str, Any], axis: str, plot: Plot) -> tuple[float | None, float]:
    """The pixel of an annotation along an axis, None off the axis, and the part of its words that lies before it."""
    reference = options.get(f"{axis}ref") or axis
    held = options.get(f"{axis}anchor") or "auto"
    pixel = _pixel(options[axis], axis, reference, plot)
    if held != "auto":
        return pixel, _PART[held]
    if reference != "paper":
        return pixel, 0.5
    part = options[axis] if axis == "x" else 1 - options[axis]
    return pixel, 0.0 if part < 1 / 3 else 1.0 if part > 2 / 3 else 0.5


def _pixel(value: Any, axis: str, reference: str, plot: Plot) -> float | None:
    inner = plot.inner
    if reference == "paper":
        return inner.left + value * (inner.right - inner.left) if axis == "x" else (
            inner.bottom - value * (inner.bottom - inner.top))
    scale = plot.scales.get(reference)
    if scale is None:
        raise CannotDraw(f"{reference!r} is no axis of the figure.")
    number = scale.number(value)
    return scale.place(number) if is_number(number) else None
