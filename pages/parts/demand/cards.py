"""What the demand page shows of a forecast: a card for each thing that follows from it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.amounts import NOTHING, Money, change, number, percent, points
from crm_core.language import N_, _, ngettext, pgettext
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand, captions
from crm_core.vocabulary import type_plural
from pages import frame

SPLITS = {"product": N_("Products"), "region": N_("Regions")}
SEASON = "season"
SCALES = {"own": N_("Individual scales"), "same": N_("Common scale")}
MIXES = {"region": N_("Region"), "product": N_("Product"), "customer type": N_("Customer type")}
LEVELS = MIXES | {"family": N_("Product family"), "everything": N_("Total")}
MAX_CHANGES = 8


def record(result: Demand, money: Money) -> None:
    """What would have been forecast, and how far ahead it is worth more than the simple rules."""
    left, right = frame.evidence()
    caption = captions.record(result)
    with left, frame.card(*caption):
        if len(result.record):
            frame.chart(demand.draw_record(result, money), alt=caption.note)
    with right, frame.card(*captions.reach(result)):
        if len(result.steps):
            frame.chart(demand.draw_steps(result), alt=captions.reach_alt(result))


def coming(result: Demand, money: Money) -> None:
    """Where the month, the quarter and the fiscal year under way will end up."""
    if not result.coming:
        return
    caption = captions.coming(result, money)
    with frame.card(*caption):
        frame.table(demand.coming_to_read(result, money), {
            "period": _("Period"), "known": _("Already known"), "point": pgettext("a forecast", "Expected"),
            "range": _("Range") if result.is_refuted else _("80% range"),
            "before": _("A year before"), "change": _("Change")}, alt=caption.title,
            right=("point", "range", "before", "change"))


def _season(result: Demand, money: Money) -> None:
    """Season and trend apart."""
    has_season = bool(result.season["effect"].any())
    left, right = frame.evidence() if has_season else (st.container(), st.container())  # words alone need no half
    with left, frame.card(*captions.trend(result)):
        frame.chart(demand.draw_trend(result, money), alt=captions.trend_alt(result), table=frame.Rows(
            result.months, {"month": _("Month"), "amount": demand.measure_label(result.by),
                            "adjusted": _("Without its season"), "trend": _("Trend")}))
    with right, frame.card(*captions.season(result)):
        if has_season:
            frame.chart(demand.draw_season(result, money), alt=captions.season_alt(result))


def parts(result: Demand, money: Money) -> None:
    """All products or regions side by side, and who gains and falls most; or season and trend apart."""
    splits = {kind: _(label) for kind, label in SPLITS.items() if (result.parts["kind"] == kind).any()}
    with st.container(horizontal=True, gap="medium"):
        kind = frame.choice("split", _("Show"), splits | {SEASON: _("Season and trend")})
        if kind == SEASON:
            frame.ignore_in_link("scale")
            _season(result, money)
            return
        scale = frame.choice("scale", _("Scale"), {code: _(label) for code, label in SCALES.items()})
    left, right = frame.evidence()
    with left, frame.card(*captions.parts(result, kind)):
        frame.chart(demand.draw_parts(result, kind, money, same_scale=scale == "same"),
                    alt=captions.parts_alt(result, kind), table=_tracks(result, kind))
    with right, frame.card(*captions.gains(result, kind)):
        frame.chart(demand.draw_gains(result, kind, money), alt=captions.gains_alt(result, kind),
                    leads_to=frame.narrow_regions() if kind == "region" else frame.to_control(
                        "product", _("Click a product for its forecast."), everything="all",
                        ids=result.parts.loc[result.parts["kind"] == kind, "id"].tolist()))


def _tracks(result: Demand, kind: str) -> frame.Rows:
    """History and forecast of every part, month by month."""
    rows = result.tracks[result.tracks["kind"] == kind]
    return frame.Rows(rows, {"name": _(MIXES[kind]), "month": _("Month"), "amount": demand.measure_label(result.by),
                             "point": _("Forecast"), "low_80": _("80% range, low"), "high_80": _("80% range, high")},
                      by="id")


def changes(result: Demand, money: Money) -> None:
    """What has just changed, with date, size and certainty; then what changed before."""
    events = result.changes
    year_ago = result.months["month"].iloc[-1] - pd.DateOffset(months=12)
    latest_first = pd.concat([events[events["month"] > year_ago], events[events["month"] <= year_ago]])
    with frame.card(*captions.changes(result, money)):
        if len(events):
            _draw_changes(latest_first.head(MAX_CHANGES), result, money)
        if len(events) > MAX_CHANGES:
            more = len(events) - MAX_CHANGES
            with st.expander(ngettext("{count} more change", "{count} more changes", more), type="compact"):
                _draw_changes(latest_first.iloc[MAX_CHANGES:], result, money)


def _draw_changes(events: pd.DataFrame, result: Demand, money: Money) -> None:
    words, rows = result.amount_format(money), [event for _place, event in events.iterrows()]
    shown = events.assign(
        what=[demand.product_label(event["what"]) if event["part"] == "selection" else event["what"] for event in rows],
        month=[demand.say_months(event, is_short=True) for event in rows],
        certainty=events["certainty_share"].map(percent),
        size=[change(each) if pd.notna(each) else NOTHING for each in events["size_share"]],
        kind=[demand.kind_label(event) for event in rows],
        where=[demand.place_label(event) for event in rows],
        amount=[words(each) for each in events["amount"]])
    extent = {"where": _("Extent")} if demand.tells_extent(events) else {}
    frame.table(shown, {"what": _("Series"), "month": _("Month"), "kind": _("Kind"), **extent,
                        "size": _("Change"), "amount": _("Amount"), "certainty": _("Confidence")},
                alt=_("Changes, the latest first"))


def mix(result: Demand) -> None:
    """Whether the mix of customers has drifted; nothing where no customers are counted one by one."""
    if "customers" not in demand.offered_measures(frame.reader()):
        return
    with frame.folded(*captions.mix(result)):
        if len(result.mix):
            mix_rows = result.mix
            exact = {name: mix_rows[name].map(lambda index: number(index, decimals=4)) for name in ("psi", "chance")}
            moved = [type_plural(name) if mix_by == "customer type" else name
                     for mix_by, name in zip(mix_rows["mix"], mix_rows["moved"], strict=True)]
            shown = mix_rows.assign(**exact, limit=number(demand.LARGE_DRIFT, decimals=4), moved=moved,
                                    mix=[_(MIXES[each]) for each in mix_rows["mix"]],
                                    difference=mix_rows["moved_share"].map(points))
            frame.table(shown, {
                "mix": _("Mix by"), "psi": _("PSI"), "chance": _("Random range"), "limit": _("Industry limit"),
                "groups": _("Groups"), "after": _("Customers now"), "moved": _("Largest change"),
                "difference": _("Change")}, alt=_("Change of the customer mix"),
                right=("psi", "chance", "limit", "difference"))


def coherence(result: Demand) -> None:
    """What it costs to make the parts add up."""
    if result.coherence.empty:
        return
    caption = captions.coherence()
    with st.expander(caption.title, icon=":material/add:", type="compact"):
        st.caption(caption.note)
        frame.table(result.coherence.assign(level=[_level_label(each) for each in result.coherence["level"]]), {
            "level": _("Level"), "sums": _("Totals"), "apart": _("Not reconciled"), "summed": _("Parts summed"),
            "equal": _("Equal weights"), "chosen": _("As used here")}, alt=_("Errors by level"))


def _level_label(level: str) -> str:
    """`Region × Product` for the level `region × product`."""
    return " × ".join(_(LEVELS[each]) for each in level.split(" × "))
