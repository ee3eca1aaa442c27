"""A Market as Plotly figures: bank by bank, year by year, family by family, and before and after a what-if."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from crm_core.amounts import Money, number, percent, points
from crm_core.house_style import ACCENT, ALERT, BG, MUTED, TEXT, axis, bars, figure, line, note, shortened
from crm_core.labels import as_written, beside_ends, lengths_axis, names_axis, room_beside, row_pixels
from crm_core.language import N_, _, day, month_short, ngettext
from crm_core.made_once import made_once
from crm_core.rooms.market.concentration import ProForma
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.screens import Screen
from crm_core.rooms.market.wording import rank_of
from crm_core.ticks import count_ticks, percent_ticks
from crm_core.vocabulary import family_label

MAX_BANKS = 10
"""Bars that can be read at a glance; the smaller banks are drawn together as one."""
MAX_DAYS = 5
"""Reports named below a trend, as many as a phone has room for."""
MAX_REGIONS = 14
"""As many bars as are as high as the map beside them."""
REGION_MEASURES = {"own_share": N_("Our share"), "share_change": N_("Change in our share in a year"),
                   "hhi": N_("Concentration (HHI)"), "balance": N_("Market size")}
"""What regions are compared by, as headings to be translated."""
_ROW = 30


@made_once
def draw(result: Market, money: Money) -> go.Figure:
    """Horizontal bars of the banks' shares, largest on top, ours in the accent, with the year's change."""
    shown = _together(result.banks).iloc[::-1]
    shares, ids = shown["share"].tolist(), _bank_ids(shown)
    names = names_axis(ids, shown["institution"].tolist())
    hover = ["<br>".join((f"<b>{as_written(row.institution)}</b>", _share_of_market(row.share),
                          money.short(row.balance))) for row in shown.itertuples()]
    labels = [note(row.share, bank, _share_and_change(row.share, row.share_change), xshift=6, yanchor="middle")
              for bank, row in zip(ids, shown.itertuples(), strict=True)]
    return figure(
        [bars(shares, ids, [ACCENT if own else MUTED for own in shown["is_own"]], orientation="h", hover="%{text}",
              text=hover, textposition="none")],
        x=lengths_axis(0.0, max(shares)), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )


@made_once
def draw_trend(result: Market) -> go.Figure:
    """Each bank's share over the reports: ours in the accent, whoever gained most in a year in amber, others grey."""
    largest, rising = result.banks["institution"].head(MAX_BANKS), riser(result)
    shown = result.trend[result.trend["institution"].isin(largest) | result.trend["is_own"]]
    traces, ends = [], []
    order = {(name, own): 2 if own else int(name == rising) for name, own in
             zip(shown["institution"], shown["is_own"], strict=True)}
    for bank in sorted(order, key=lambda each: (order[each], each)):
        one = shown[(shown["institution"] == bank[0]) & (shown["is_own"] == bank[1])]
        colour, width = [(MUTED, 1.4), (ALERT, 2.2), (ACCENT, 3)][order[bank]]
        days, name = one["period"].dt.strftime("%Y-%m-%d").tolist(), as_written(bank[0])
        traces.append(line(days, one["share"].tolist(), colour, width=width, hover="%{text}", text=[
            f"<b>{name}</b><br>{day(period)}: {percent(share)}" for period, share in
            zip(one["period"], one["share"], strict=True)]))
        if order[bank]:
            ends.append((days[-1], float(one["share"].iloc[-1]), shortened(bank[0]), True))
    periods, top = sorted(set(shown["period"])), float(shown["share"].max())
    marked = periods[::-1][::math.ceil(len(periods) / MAX_DAYS)]
    labels = beside_ends(ends, (0.0, top), 230)
    return figure(traces, x=axis(showgrid=False, type="date", tickangle=0,
                                 tickvals=[f"{each:%Y-%m-%d}" for each in marked],
                                 ticktext=[month_short(each).replace(" ", "<br>") for each in marked],
                                 range=[f"{each:%Y-%m-%d}" for each in (periods[0], periods[-1])]),
                  y=axis(rangemode="tozero", **percent_ticks(0.0, top)), annotations=labels, height=310,
                  margin={"l": 48, "r": max(room_beside(labels)["r"], 20), "t": 12, "b": 40})


def riser(result: Market) -> str:
    """The other bank that gained most in a year; empty when nothing is known or nobody gained."""
    others = result.banks[~result.banks["is_own"] & (result.banks["share_change"] > 0)]
    return str(others.loc[others["share_change"].idxmax(), "institution"]) if len(others) else ""


@made_once
def draw_families(result: Market) -> go.Figure:
    """Our share of each family beside the mean share of the other banks (a grey line), largest share on top."""
    shown = result.families.sort_values(["own_share", "family"])
    ids = shown["family"].tolist()
    names = names_axis(ids, [family_label(family) for family in ids])
    hover = ["<br>".join((
        f"<b>{family_label(row.family)}</b>", _share_of_market(row.own_share), _rank(row),
        _("Mean of the other banks: {share}", share=percent(row.peers_mean_share)))) for row in shown.itertuples()]
    furthest = shown[["own_share", "peers_mean_share"]].max(axis=1)
    labels = [note(end, row.family, _share_and_change(row.own_share, row.share_change), xshift=10, yanchor="middle")
              for end, row in zip(furthest, shown.itertuples(), strict=True)]
    peers = {"type": "scatter", "mode": "markers", "x": shown["peers_mean_share"].tolist(), "y": ids,
             "hoverinfo": "skip", "name": _("Mean of the other banks"), "cliponaxis": False,
             "marker": {"symbol": "line-ns", "size": 18, "line": {"width": 2.5, "color": TEXT}}}
    return figure(
        [bars(shown["own_share"].tolist(), ids, ACCENT, orientation="h", hover="%{text}", text=hover,
              textposition="none", name=_("Our share")), peers],
        x=lengths_axis(0.0, float(furthest.max())), y=names, annotations=labels,
        height=_ROW * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )


@made_once
def draw_regions(result: Market, by: str, money: Money, in_scope: Collection[str] = ()) -> go.Figure:
    """Horizontal bars of the regions by one of `REGION_MEASURES`, largest on top; regions in scope in the accent.

    Of many regions both ends and those in scope. Beside our share stands the mean of the other banks (a grey line) and
    what a year changed.
    """
    table = result.regions.dropna(subset=by).sort_values([by, "region"], ascending=[False, True], ignore_index=True)
    if len(table) > MAX_REGIONS:
        half, is_in_scope = MAX_REGIONS // 2, table["region_id"].isin(list(in_scope))
        table = table[(table.index < half) | (table.index >= len(table) - half) | is_in_scope]
    shown = table.iloc[::-1]
    ids, values = shown["region_id"].tolist(), shown[by].astype(float).tolist()
    names = names_axis(ids, shown["region"].tolist())
    hover = ["<br>".join((
        f"<b>{as_written(row.region)}</b>", _share_of_market(row.own_share), _rank(row), _leader(row)))
             for row in shown.itertuples()]
    is_share = by == "own_share"
    furthest = shown[[by, "peers_mean_share"]].max(axis=1).tolist() if is_share else [max(0.0, each) for each in values]
    texts = [_share_and_change(row.own_share, row.share_change) if is_share else written(by, value, money)
             for row, value in zip(shown.itertuples(), values, strict=True)]
    labels = [note(end, region, text, xshift=8, yanchor="middle")
              for end, region, text in zip(furthest, ids, texts, strict=True)]
    colours = [ACCENT if not len(in_scope) or region in in_scope else MUTED for region in shown["region_id"]]
    traces = [bars(values, ids, colours, orientation="h", hover="%{text}", text=hover, textposition="none",
                   customdata=ids, unselected={"marker": {"opacity": 1}})]
    if is_share:
        traces.append({"type": "scatter", "mode": "markers", "x": shown["peers_mean_share"].tolist(), "y": ids,
                       "hoverinfo": "skip", "cliponaxis": False,
                       "marker": {"symbol": "line-ns", "size": 14, "line": {"width": 2.5, "color": TEXT}}})
    low, high = min([0.0, *values]), max([0.0, *furthest])
    return figure(
        traces, x=lengths_axis(low, high), y=names, annotations=labels,
        height=row_pixels(names, _ROW) * len(shown) + 16, bargap=0.34, margin=room_beside(labels),
    )


def written(by: str, value: float, money: Money) -> str:
    """A region's value of one of `REGION_MEASURES` in words."""
    words: dict[str, Callable[[float], str]] = {
        "own_share": percent, "share_change": points, "hhi": number, "balance": money.short,
    }
    return words[by](value)


@made_once
def draw_what_if(what_if: ProForma, screens: tuple[Screen, ...]) -> go.Figure:
    """Concentration of each region before (hollow) and after (full), steepest rise on top; screens in amber."""
    shown = what_if.regions.dropna(subset="hhi_after").head(MAX_REGIONS).iloc[::-1]
    ids, before, after = shown["region_id"].tolist(), shown["hhi"].tolist(), shown["hhi_after"].tolist()
    names = names_axis(ids, shown["region"].tolist())
    hover = [f"<b>{as_written(row.region)}</b><br>" + _("HHI {before} before, {after} after", before=number(row.hhi),
                                                       after=number(row.hhi_after)) for row in shown.itertuples()]
    steps = [value for pair in zip(before, after, strict=True) for value in (*pair, None)]
    rows = [region for region in ids for _end in range(3)]
    levels = sorted({screen.level for screen in screens})
    marked = count_ticks(max([*before, *after, *levels], default=0.0))["tickvals"]
    marker = {"size": 11, "color": ACCENT, "line": {"width": 2, "color": ACCENT}}
    return figure(
        [line(steps, rows, MUTED, width=3),
         {"type": "scatter", "mode": "markers", "x": before, "y": ids, "hoverinfo": "skip",
          "marker": marker | {"color": BG}},
         {"type": "scatter", "mode": "markers", "x": after, "y": ids, "marker": marker, "text": hover,
          "hovertemplate": "%{text}<extra></extra>"},
         *[line([level, level], [ids[0], ids[-1]], ALERT, width=1.6, dash="dot") for level in levels if ids]],
        x=axis(title=_("HHI, before and after"), rangemode="tozero", tickvals=marked,
               ticktext=[number(each) for each in marked]),
        y=names, height=row_pixels(names, _ROW) * len(shown) + 70, margin={"l": 8, "r": 16, "t": 4, "b": 44},
    )


def _bank_ids(banks: pd.DataFrame) -> list[str]:
    """What banks are known by: their names, and that it is ours where another reports under the same."""
    repeated = set(banks.loc[banks["institution"].duplicated(), "institution"])
    return [_("{bank} (ours)", bank=name) if is_own and name in repeated else name
            for name, is_own in zip(banks["institution"], banks["is_own"], strict=True)]


def _together(banks: pd.DataFrame) -> pd.DataFrame:
    """The largest banks and ours, and one row for all others when there are too many."""
    if len(banks) <= MAX_BANKS + 1:
        return banks
    is_shown = (banks.index < MAX_BANKS) | banks["is_own"]
    rest = banks[~is_shown]
    others = {"institution": ngettext("{count} other", "{count} others", len(rest)), "is_own": False,
              "balance": rest["balance"].sum(),
              "share": rest["share"].sum(), "share_change": rest["share_change"].sum(min_count=1)}
    return pd.concat([banks[is_shown], pd.DataFrame([others])], ignore_index=True)


def _share_and_change(share: float, change: float) -> str:
    return percent(share) if pd.isna(change) else f"<b>{percent(share)}</b>  {points(change)}"


def _leader(row: Any) -> str:
    return (_("No bank holds balances") if pd.isna(row.leader) else
            _("Leader: {bank}; HHI {hhi}", bank=as_written(str(row.leader)), hhi=number(row.hhi)))


def _share_of_market(share: float) -> str:
    return _("Market share: {share}", share=percent(share))


def _rank(row: Any) -> str:
    return (_("We hold no balances") if pd.isna(row.own_rank) else
            _("Our rank: {rank}", rank=rank_of(row.own_rank, row.institutions)))
