"""What the demand page shows of a forecast: a card for each thing that follows from it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.house_style import NOTHING, Money, change, count, percent
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand, captions
from pages import frame

SPLITS = {"product": "Products", "region": "Regions"}
SCALES = {"own": "Each its own scale", "same": "One scale"}
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


def season(result: Demand, money: Money) -> None:
    """Season and trend apart."""
    has_season = bool(result.season["effect"].any())
    left, right = frame.evidence() if has_season else (st.container(), st.container())  # words alone need no half
    with left, frame.card(*captions.trend(result)):
        frame.chart(demand.draw_trend(result, money), alt=captions.trend_alt(result))
    with right, frame.card(*captions.season(result)):
        if has_season:
            frame.chart(demand.draw_season(result, money), alt=captions.season_alt(result))


def parts(result: Demand, money: Money) -> None:
    """All products or regions side by side, and who gains and falls most."""
    splits = {kind: label for kind, label in SPLITS.items() if (result.parts["kind"] == kind).any()}
    if not splits:
        return
    with st.container(horizontal=True, gap="medium"):
        kind = frame.choice("split", "Parts", splits) if len(splits) > 1 else next(iter(splits))
        scale = frame.choice("scale", "Scale", SCALES)
    left, right = frame.evidence()
    with left, frame.card(*captions.parts(result, kind)):
        frame.chart(demand.draw_parts(result, kind, money, same_scale=scale == "same"),
                    alt=captions.parts_alt(result, kind))
    with right, frame.card(*captions.gains(result, kind)):
        frame.chart(demand.draw_gains(result, kind, money), alt=captions.gains_alt(result, kind))


def changes(result: Demand, money: Money) -> None:
    """What has just changed, with date, size and certainty; then what changed before."""
    events = result.changes
    year_ago = result.months["month"].iloc[-1] - pd.DateOffset(months=12)
    latest_first = pd.concat([events[events["month"] > year_ago], events[events["month"] <= year_ago]])
    with frame.card(*captions.changes(result, money)):
        if len(events):
            _draw_changes(latest_first.head(MAX_CHANGES), result, money)
        if len(events) > MAX_CHANGES:
            with st.expander(f"{count(len(events) - MAX_CHANGES, 'more change')}", type="compact"):
                _draw_changes(latest_first.iloc[MAX_CHANGES:], result, money)


def _draw_changes(events: pd.DataFrame, result: Demand, money: Money) -> None:
    words = result.amount_format(money)
    shown = events.assign(
        month=[demand.say_months(event, "%b") for _, event in events.iterrows()],
        certainty=events["certainty_share"].map(percent),
        size=[change(each) if pd.notna(each) else NOTHING for each in events["size_share"]],
        kind=events["kind"].where(~events["is_open"].astype(bool), events["kind"] + ", still open"),
        amount=[words(each) for each in events["amount"]])
    frame.table(shown, {"what": "What", "month": "Month", "kind": "Kind", "where": "Where", "size": "Size",
                        "amount": "Amount", "certainty": "Certainty"}, alt="Changes, the latest first")


def mix(result: Demand) -> None:
    """Whether the mix of customers has drifted."""
    with frame.card(*captions.mix(result)):
        if len(result.mix):
            exact = {name: result.mix[name].map("{:.4f}".format) for name in ("psi", "chance")}
            frame.table(result.mix.assign(**exact, limit="0.1000"), {
                "mix": "Mix by", "psi": "PSI", "chance": "Chance reaches", "limit": "Convention", "groups": "Groups",
                "after": "Counted now", "moved": "Moved most", "moved_share": "By, of the whole"},
                alt="Drift of the customer mix")


def coherence(result: Demand) -> None:
    """What it costs to make the parts add up."""
    if result.coherence.empty:
        return
    with st.expander(captions.COHERENCE.title, icon=":material/add:", type="compact"):
        st.caption(captions.COHERENCE.note)
        frame.table(result.coherence, {"level": "Level", "sums": "Sums", "apart": "Not adding up",
                                       "summed": "Cells summed", "equal": "Equal weights", "chosen": "As done here"},
                    alt="Errors by level")
