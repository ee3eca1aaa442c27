"""A figure of `crm_core.house_style` as SVG: the parts of Plotly that our rooms use, and no other (decision 91).

The order is Plotly's: shapes below, faint lines, marks, axes, shapes above, words.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

from crm_core.house_style import BG
from crm_core.pictures import axes, bars, cells, notes, points, region_shapes
from crm_core.pictures.colours import paint
from crm_core.pictures.lettering import FAMILY
from crm_core.pictures.plot import Plot, box, pairs, plain, scales, settled
from crm_core.pictures.refusal import CannotDraw, one_of, require_known
from crm_core.pictures.scale import Scale

_LAYOUT = {"annotations", "bargap", "barmode", "geo", "height", "margin", "shapes", "title"}
_UNSEEN = {"dragmode", "hoverlabel", "hovermode", "minreducedwidth", "paper_bgcolor", "plot_bgcolor", "separators",
           "showlegend", "template", "clickmode", "uirevision", "autosize", "width", "transition"}
_ON_AXES = ("bar", "scatter", "heatmap")
_HEIGHT = 450

Parts = list[tuple[Mapping[str, Any], Scale, Scale, list[bars.Bar]]]


def svg(figure: go.Figure, *, width: float, height: float = 0, dark: bool = False, alt: str = "") -> str:
    """The figure as one SVG element of `width` × `height` pixels; a height of 0 is the figure's own.

    `alt` says it in words, for who cannot see it; without, the picture is an ornament. Raises CannotDraw, naming the
    attribute, for what these pictures do not know.
    """
    content = figure.to_plotly_json()
    traces, layout = content["data"], content["layout"]
    require_known({name: each for name, each in layout.items() if not name[1:].startswith("axis")}, "The layout",
                  _LAYOUT, _UNSEEN)
    if layout.get("showlegend") is not False:
        raise CannotDraw("The figure has a legend; figures of the house name their marks beside them.")
    height = height or layout.get("height") or _HEIGHT
    found = scales(layout)
    parts = _learnt(traces, layout, found)
    plot = settled(found, layout, width, height, paint(dark=dark))
    body = "".join(_body(traces, layout, plot, parts))
    named = (f'role="img"><title>{html.escape(alt, quote=False)}</title>' if alt else 'aria-hidden="true">')
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" '
            f'height="{height:g}" font-family="{FAMILY}" {named}'
            f'<rect width="{width:g}" height="{height:g}" fill="{plot.paint(BG)}"/>{body}</svg>')


def _learnt(traces: list[Mapping[str, Any]], layout: Mapping[str, Any], found: Mapping[str, Scale]) -> Parts:
    """The traces on axes with their bars, after the axes have learnt what kind they are and how far they reach."""
    on_axes: list[tuple[Mapping[str, Any], Scale, Scale]] = []
    for trace in traces:
        kind = one_of(trace.get("type") or "scatter", (*_ON_AXES, "scattergeo", "choropleth"), "type of a trace")
        if kind in _ON_AXES:
            on_axes.append((trace, found[trace.get("xaxis") or "x"], found[trace.get("yaxis") or "y"]))
    for trace, x, y in on_axes:
        x.learn(plain(trace.get("x")))
        y.learn(plain(trace.get("y")))
    parts: Parts = []
    seen: set[int] = set()
    for trace, x, y in on_axes:
        kind = trace.get("type") or "scatter"
        made: list[bars.Bar] = []
        if kind == "bar":
            if id(x) in seen:
                continue  # drawn with the first bars of its panel
            seen.add(id(x))
            made = bars.bars([each for each, at_x, _y in on_axes if each.get("type") == "bar" and at_x is x],
                             layout, x, y)
        else:
            (cells if kind == "heatmap" else points).learn(trace, x, y)
        parts.append((trace, x, y, made))
    return parts


def _body(traces: list[Mapping[str, Any]], layout: Mapping[str, Any], plot: Plot, parts: Parts) -> list[str]:
    shapes, resolved = layout.get("shapes") or (), plot.paint
    layers = [(one_of(each.get("layer") or "above", ("above", "below"), "layer"), notes.shape(each, plot))
              for each in shapes]
    body = [made for layer, made in layers if layer == "below"]
    panels = pairs(plot.scales) if parts else []
    for x, y in panels:
        body += axes.across(x, y, resolved) + axes.across(y, x, resolved)
    for trace, x, y, made in parts:
        kind = trace.get("type") or "scatter"
        if kind == "bar":
            body += bars.drawn(made, bars.is_lying(trace), x, y, resolved)
        elif kind == "heatmap":
            body += cells.drawn(trace, x, y, box(x, y), resolved)
        else:
            body += points.drawn(trace, x, y, resolved)
    body += [each for trace in traces if trace.get("type") == "choropleth"
             for each in region_shapes.drawn(trace, layout["geo"], plot.inner, resolved)]
    for x, y in panels:
        is_top = x.options.get("side") == "top"
        body += axes.below(x, (min if is_top else max)(y.start, y.end), plot.width, plot.height, resolved)
        body += axes.beside(y, min(x.start, x.end), resolved)
    body += [made for layer, made in layers if layer == "above"]
    for each in layout.get("annotations") or ():
        body += notes.note(each, plot)
    return body + notes.title(layout.get("title") or {}, plot)
