"""Who reaches the best tier as a Plotly figure: each group's rate, how sure it is, and what its mix lets expect."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from crm_core.amounts import percent
from crm_core.house_style import INK, SEQ, TEXT, axis, bars, figure, line
from crm_core.labels import as_written, tick_names
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.tiers.consequences.fairness import Fairness, Reach
from crm_core.rooms.tiers.measure import Outline
from crm_core.rooms.tiers.pictures.stacks import colours, room_for
from crm_core.vocabulary import counted, type_plural

_MAX_NAME_LENGTH = 26
_ROW = 26
"""Pixels of a group."""
_ENDS = 7
"""Regions that are drawn at either end when there are more than twice as many."""
_GAP = 0.6
"""Rows between one comparison and the next."""
_ABOVE = 52
"""Pixels of what the marks are called, on two lines."""


@made_once
def draw_fairness(result: Outline) -> go.Figure:
    """Each customer type and region: the part in the best tier as a dot, on its 95%
    interval; a stroke where its mix lets it be expected. The dotted line is the rate of all.

    The highest on top; of many regions only those at either end. Groups that are too small are not drawn.
    """
    tier, colour = as_written(result.scheme.labels[0]), colours(result.scheme)[0]
    rows: list[tuple[float, str, Reach | None]] = []
    for each, names in comparisons(result):
        first = rows[-1][0] - 1 - _GAP if rows else 0.0
        rows += [(first - at, label, reach) for at, (label, reach) in enumerate(_rows(each, names))]
    everybody = float(result.tiers["customer_share"].iloc[0])
    drawn = [(place, reach) for place, _label, reach in rows if reach]
    expected = [(place, reach.expected) for place, reach in drawn if reach.expected is not None]
    lowest, places = (rows[-1][0] if rows else 0.0), [place for place, _reach in drawn]
    hover = [_hover(label, reach, tier) for _place, label, reach in rows if reach]
    top = max([everybody, *(max(reach.high, reach.expected or 0.0) for _place, reach in drawn)])
    intervals = bars([reach.high - reach.low for _place, reach in drawn], places, SEQ[2], orientation="h", width=0.42,
                     base=[reach.low for _place, reach in drawn], hover="%{customdata}", customdata=hover)
    del intervals["marker"]["cornerradius"]
    return figure(
        [intervals,
         line([everybody, everybody], [lowest - 0.5, 0.5], TEXT, width=1.2, dash="dot"),
         _marks([at for _place, at in expected], [place for place, _at in expected], "line-ns", INK, 15),
         _marks([reach.rate for _place, reach in drawn], places, "circle", colour, 9)],
        x=axis(visible=False, range=[0, top * 1.03 or 1]), title=_key(tier, colour), barmode="overlay",
        y=axis(showgrid=False, tickvals=[place for place, _label, _reach in rows],
               ticktext=[label for _place, label, _reach in rows], range=[lowest - 0.6, 0.6]),
        height=round(_ROW * (1 - lowest)) + _ABOVE + 12,
        margin={"l": room_for([label for _place, label, _reach in rows]), "r": 8, "t": _ABOVE, "b": 8},
    )


def comparisons(result: Outline) -> list[tuple[Fairness, Mapping[str, str]]]:
    """What is compared, in the order it is shown, each with the names of its groups; those without a group left out."""
    kinds = {kind: type_plural(kind) for kind in result.groups["customer_type"].unique()}
    regions = dict(zip(result.groups["region_id"], result.groups["region"], strict=True))
    every = [(result.fairness["customer_type"], kinds), (result.fairness["region_id"], regions)]
    return [(each, names) for each, names in every if each.groups]


def _rows(compared: Fairness, names: Mapping[str, str]) -> list[tuple[str, Reach | None]]:
    """The label and the figures of each row; of many groups one row stands for those in the middle."""
    short = dict(zip(names, tick_names(list(names), list(names.values()), most=_MAX_NAME_LENGTH, lines=1),
                     strict=True))
    groups: list[Reach | None] = [*sorted(compared.groups, key=lambda each: -each.rate)]
    between = len(groups) - 2 * _ENDS
    if between > 1:
        groups[_ENDS:-_ENDS] = [None]
    left_out = ngettext("{count} more in between", "{count} more in between", between)
    return [(f"{short[each.group]}  <b>{percent(each.rate)}</b>  " if each else f"<i>{left_out}</i>  ", each)
            for each in groups]


def _hover(label: str, each: Reach, tier: str) -> str:
    name = label.split("  <b>", maxsplit=1)[0]
    words = {"group": name, "rate": percent(each.rate), "tier": tier, "low": percent(each.low),
             "high": percent(each.high), "customers": counted("customers", each.customers)}
    if each.expected is None:
        return _("{group}: {rate} of {customers} in {tier}<br>95% interval {low} to {high}", **words)
    return _("{group}: {rate} of {customers} in {tier}<br>95% interval {low} to {high}<br>{expected} expected of its "
             "mix of customers", expected=percent(each.expected), **words)


def _marks(at: list[float], places: list[float], symbol: str, colour: str, size: int) -> dict:
    return {"type": "scatter", "mode": "markers", "x": at, "y": places, "hoverinfo": "skip", "cliponaxis": False,
            "marker": {"symbol": symbol, "size": size, "color": colour, "line": {
                "width": 2 if symbol == "line-ns" else 0, "color": colour}}}


def _key(tier: str, colour: str) -> dict:
    """What the marks are, above the picture; the second line is set above the place of a title."""
    rate, interval = _("Part in {tier}", tier=tier), _("95% interval")
    expected, overall = _("Stroke: expected of its mix of customers"), _("Dotted: all customers")
    square = "<span style='color:{}'>■</span> {}"
    words = f"{square.format(colour, rate)}   {square.format(SEQ[2], interval)}<br>{expected}   {overall}"
    return {"text": words, "x": 0, "xref": "container", "xanchor": "left", "y": 1, "yref": "container",
            "yanchor": "top", "pad": {"t": 13, "l": 8}, "font": {"size": 12, "color": INK}}
