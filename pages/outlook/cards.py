"""What the demand page shows of a forecast: a card for each thing that follows from it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from crm_core.house_style import NOTHING, Money, change, count, percent
from crm_core.rooms import demand
from crm_core.rooms.demand import Demand
from pages import frame
from pages.outlook.chosen import MEASURES

SPLITS = {"product": "Products", "region": "Regions"}
SCALES = {"own": "Each its own scale", "same": "One scale"}
MOST_CHANGES = 8


def figures(result: Demand, money: Money) -> None:
    """The number, its range, last year and the grade."""
    period, grade, words = result.period, result.grade, demand.written(result.by, money)
    half = (period.high_80 - period.low_80) / 2
    frame.metrics(
        frame.Metric(f"{result.horizon} months together" if result.is_flow and result.horizon > 1
                     else f"{period.last_month:%B %Y}",
                     words(period.point), "The sum of the months." if result.is_flow else "The level at the end."),
        frame.Metric("80 % range", f"±{percent(half / abs(period.point))}" if period.point else words(period.high_80),
                     f"{words(period.low_80)} to {words(period.high_80)}: four times in five, what comes falls inside, "
                     "if such forecasts go on as before."),
        frame.Metric(f"On {result.year_before}", change(period.change) if period.change is not None else NOTHING,
                     "Against the same months of the last year that is known."),
        frame.Metric("Grade", grade.letter if grade else NOTHING,
                     "From A, at most half the error of last year's value, to D, no better than that."),
    )


def record(result: Demand, money: Money) -> None:
    """What we would have said, and how far ahead it is worth more than last year's value."""
    left, right = frame.evidence()
    with left, frame.card(demand.say_held(result), demand.say_record(result)):
        if len(result.record):
            frame.chart(demand.draw_record(result, money), alt=demand.say_record(result))
    with right, frame.card(demand.say_reach(result), "Mean error by months ahead, as a share of what came."):
        if len(result.steps):
            frame.chart(demand.draw_steps(result), alt=f"{demand.say_reach(result)}: errors by months ahead.")


def season(result: Demand, money: Money) -> None:
    """Season and trend apart."""
    left, right = st.columns(2, gap="small")
    with left, frame.card(demand.say_trend(result), "Without its season: each month in grey, the trend in the accent."):
        frame.chart(demand.draw_trend(result, money), alt=f"{MEASURES[result.by]} without its season, and its trend.")
    with right, frame.card(demand.say_season(result), "What each calendar month does to the level."):
        if result.season["effect"].any():
            frame.chart(demand.draw_season(result), alt=f"{demand.say_season(result)}: the calendar months compared.")
        else:
            st.markdown("No calendar month stands out from the others by more than its noise would make it.")


def parts(result: Demand, money: Money) -> None:
    """All products or regions side by side, and who gains and falls most."""
    splits = {kind: label for kind, label in SPLITS.items() if (result.parts["kind"] == kind).any()}
    if not splits:
        return
    with st.container(horizontal=True, gap="medium"):
        kind = frame.choice("split", "Parts", splits) if len(splits) > 1 else next(iter(splits))
        scale = frame.choice("scale", "Scale", SCALES)
    left, right = frame.evidence()
    with left, frame.card(demand.say_parts(result, kind), "Two years behind, and the forecast with its 80 % range; "
                                                          "largest first."):
        frame.chart(demand.draw_parts(result, kind, money, same_scale=scale == "same"),
                    alt=f"{MEASURES[result.by]} of each of the {splits[kind].lower()}, with its forecast.")
    with right, frame.card(demand.say_gains(result, kind), f"Expected gain or fall against {result.year_before}."):
        frame.chart(demand.draw_gains(result, kind, money),
                    alt=f"{demand.say_gains(result, kind)}: {splits[kind].lower()} ranked by expected gain or fall.")


def changes(result: Demand, money: Money) -> None:
    """What has just changed, with date, size and certainty; then what changed before."""
    found = result.changes
    year_ago = result.months["month"].iloc[-1] - pd.DateOffset(months=12)
    latest_first = pd.concat([found[found["month"] > year_ago], found[found["month"] <= year_ago]])
    with frame.card(demand.say_changes(result, money),
                    "The last 12 months first: what happened in most parts at once, then what moved only a sum, as one "
                    "large customer can. Where nothing has happened, at most one watch in twenty would say "
                    "otherwise."):
        if len(found):
            _draw_changes(latest_first.head(MOST_CHANGES), result, money)
        if len(found) > MOST_CHANGES:
            with st.expander(f"{count(len(found) - MOST_CHANGES, 'more change')}", type="compact"):
                _draw_changes(latest_first.iloc[MOST_CHANGES:], result, money)


def _draw_changes(events: pd.DataFrame, result: Demand, money: Money) -> None:
    words = demand.written(result.by, money)
    shown = events.assign(
        month=events["month"].dt.strftime("%b %Y"), certainty=events["certainty_share"].map(percent),
        size=[change(each) if pd.notna(each) else NOTHING for each in events["size_share"]],
        amount=[words(each) for each in events["amount"]])
    frame.table(shown, {"what": "What", "month": "Month", "kind": "Kind", "where": "Where", "size": "Size",
                        "amount": "Amount", "certainty": "Certainty"}, alt="Changes, the latest first")


def mix(result: Demand) -> None:
    """Whether the mix of customers has drifted."""
    with frame.card(demand.say_mix(result), "The customer mix of the last month against a year before: the stability "
                    "index (PSI), what chance alone would reach, and the credit industry's convention of 0.10."):
        if len(result.mix):
            exact = {name: result.mix[name].map("{:.4f}".format) for name in ("psi", "chance")}
            frame.table(result.mix.assign(**exact, limit="0.1000"), {
                "mix": "Mix by", "psi": "PSI", "chance": "Chance reaches", "limit": "Convention", "groups": "Groups",
                "after": "Counted now", "moved": "Moved most", "moved_share": "By, of the whole"},
                alt="Drift of the customer mix")


def adding_up(result: Demand) -> None:
    """What it costs to make the parts add up."""
    if result.coherence.empty:
        return
    with st.expander("What it costs to make the parts add up", icon=":material/add:", type="compact"):
        st.caption("Mean error of the record by level, against forecasts that do not add up (1.00). Below 1 is better.")
        frame.table(result.coherence, {"level": "Level", "sums": "Sums", "apart": "Not adding up",
                                       "summed": "Cells summed", "equal": "Equal weights", "chosen": "As done here"},
                    alt="Errors by level")
