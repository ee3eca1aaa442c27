"""What will customers ask for, how sure are we, and what has just changed?"""

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from crm_core import demand
from crm_core.house_style import change, count, percent
from pages import frame

MEASURES = {by: words.capitalize() for by, words in demand.WORDS.items()}
SPLITS = {"product": "Products", "region": "Regions"}
SCALES = {"own": "Each its own scale", "same": "One scale"}

KINDS = {"growth": "Extra growth a year, in %", "price": "Price change, in %", "one_off": "One-off amount"}


def assumptions(result: demand.Demand, *, products: Mapping[str, str],
                regions: Mapping[str, str]) -> list[demand.Assumption]:
    """The assumptions made so far in this window, and the form that adds one."""
    made: list[demand.Assumption] = st.session_state.setdefault("demand.assumptions", [])
    months = [month.date() for month in result.ahead["month"]]
    with st.form("demand.assume", border=False, clear_on_submit=True), st.container(horizontal=True, gap="small"):
        kind = st.selectbox("Kind", list(KINDS), format_func=KINDS.__getitem__, width=220)
        size = st.number_input("Size", value=0.0, step=1.0, width=120)
        start = st.selectbox("From", months, format_func=lambda month: f"{month:%B %Y}", width=180)
        of = st.selectbox("Product", list(products), format_func=products.__getitem__, width=200)
        where = st.selectbox("Region", ["", *regions], format_func=lambda each: regions.get(each, "All"), width=160)
        author = st.text_input("Author", width=160)
        note = st.text_input("Note", width=260)
        added = st.form_submit_button("Lay it over", icon=":material/add:")
    if added and size:
        try:
            made.append(demand.Assumption(kind, size if kind == "one_off" else size / 100, start, author, note,
                                          "" if of == "all" else of, where))
        except ValueError as refused:
            st.info(frame.plain(str(refused)))
    if made and st.button("Take all away", icon=":material/remove:"):
        made.clear()
    return [each for each in made if _fits(each, months, result)]


def _fits(made: demand.Assumption, months: list[dt.date], result: demand.Demand) -> bool:
    """True when the assumption speaks of what is on the page."""
    asked = set(result.parts.loc[result.parts["kind"] == "product", "id"]) or {made.product}
    return made.from_month in months and (not made.product or made.product in asked)


frame.title(__doc__)
read, money = frame.reader(), frame.money()
said = st.container()
with st.container(horizontal=True, gap="medium"):
    by = frame.pick("by", "Measure", MEASURES)
    product = "all" if by in demand.WITHOUT_PRODUCTS else frame.pick("product", "Product", demand.products(read))
    horizon = frame.whole_slider("horizon", "Months ahead", 1, 24, 12)
if by in demand.WITHOUT_PRODUCTS:
    st.caption("A customer counts once, however many products they use; by product, see the products held.")
result = frame.ask(demand, by=by, product=product, horizon=horizon)
reading, words = demand.say(result, money), demand.written(by, money)
with said:
    frame.headline(reading)

period, grade = result.period, result.grade
frame.metrics(
    frame.Metric(f"{period.last_month:%B %Y}" if not result.is_flow or horizon == 1 else f"{horizon} months together",
                 words(period.point), "The sum of the asked months." if result.is_flow else "The level at the end."),
    frame.Metric("80 % range", f"±{percent((period.high_80 - period.low_80) / 2 / abs(period.point))}" if period.point
                 else words(period.high_80), f"{words(period.low_80)} to {words(period.high_80)}: four times in five, "
                 "what comes falls inside, if such forecasts go on as before."),
    frame.Metric("On the year before", change(period.change) if period.change is not None else "–",
                 "Against the same months of the last year that is known."),
    frame.Metric("Grade", grade.letter if grade else "–",
                 "From A, at most half the error of last year's value, to D, no better than that."),
)

with frame.card(f"Between {words(period.low_80)} and {words(period.high_80)}, four times in five",
                "What was, what will be with its 80 and 95 % ranges, and last year's value dotted."):
    frame.chart(demand.draw(result, money), alt=str(reading))

left, right = frame.evidence()
with left, frame.card("What we would have said, and what came" if len(result.record) else "Nothing to grade it by yet",
                      demand.say_record(result)):
    if len(result.record):
        frame.chart(demand.draw_record(result, money), alt=demand.say_record(result))
with right, frame.card(demand.say_reach(result), "Mean error by months ahead, as a share of what came."):
    if len(result.steps):
        frame.chart(demand.draw_steps(result), alt=demand.say_reach(result))

left, right = st.columns(2, gap="small")
with left, frame.card("Without its season", "The trend in the accent."):
    frame.chart(demand.draw_trend(result, money), alt=f"{MEASURES[by]} without its season, and its trend.")
with right, frame.card(demand.say_season(result), "What each calendar month does to the level."):
    frame.chart(demand.draw_season(result), alt=demand.say_season(result))

splits = {kind: label for kind, label in SPLITS.items() if (result.parts["kind"] == kind).any()}
if splits:
    with st.container(horizontal=True, gap="medium"):
        kind = frame.choice("split", "Parts", splits) if len(splits) > 1 else next(iter(splits))
        scale = frame.choice("scale", "Scale", SCALES)
    left, right = frame.evidence()
    with left, frame.card(f"{splits[kind]} side by side", "Two years behind, and the forecast with its 80 % range."):
        frame.chart(demand.draw_parts(result, kind, money, same_scale=scale == "same"),
                    alt=f"{MEASURES[by]} of each of the {splits[kind].lower()}, with its forecast.")
    with right, frame.card(demand.say_gains(result, kind), "Expected gain or fall against the year before."):
        frame.chart(demand.draw_gains(result, kind, money), alt=demand.say_gains(result, kind))

with frame.card(f"{count(len(result.changes), 'change')} in the selection and its parts" if len(result.changes)
                else "Nothing has changed beyond chance",
                "First what happened in most parts at once, then what moved only a sum, as one large customer can. "
                "Where nothing has happened, one watch in twenty would say otherwise."):
    if len(result.changes):
        happened = result.changes.head(8)
        frame.table(happened.assign(month=happened["month"].dt.strftime("%b %Y"), amount=happened["amount"].round(),
                                    certainty=happened["certainty_share"].map(percent)),
                    {"what": "What", "month": "Month", "kind": "Kind", "where": "Where", "size_share": "Size",
                     "amount": "Amount", "certainty": "Certainty"}, alt="Changes, those in most parts first")

with frame.card(demand.say_mix(result), "The customer mix of the last month against a year before: the stability index "
                "(PSI), what chance alone would reach, and the credit industry's convention of 0.10."):
    if len(result.mix):
        exact = {name: result.mix[name].map("{:.4f}".format) for name in ("psi", "chance")}
        frame.table(result.mix.assign(**exact), {
            "mix": "Mix by", "psi": "PSI", "chance": "Chance reaches", "groups": "Groups", "after": "Counted now",
            "moved": "Moved most", "moved_share": "By, of the whole"}, alt="Drift of the customer mix")

with frame.card("What if", "Assumptions of yours laid over the forecast, which stays as it is. They are kept until you "
                "close this window."):
    laid = assumptions(result, products=demand.products(read), regions=demand.regions(read))
    if laid:
        what_if = demand.lay(demand.cells_ahead(read, by=by, product=product, horizon=horizon), laid)
        extra = demand.implied(what_if, demand.rates_of(read, by=by))
        st.markdown(frame.plain(demand.say_what_if(what_if, extra, result, money)))
        frame.chart(demand.draw_what_if(result, what_if, money), alt="The forecast with and without the assumptions.")
        frame.table(what_if.effects.replace({"product": "", "region": ""}, "all").round({"extra": 0}), {
            "kind": "Kind", "product": "Product", "region": "Region", "extra": "Adds", "author": "Author",
            "note": "Note"}, alt="The assumptions and what each adds")

with st.expander("What it costs to make the parts add up", icon=":material/add:", type="compact"):
    st.caption("Mean error of the record by level, against forecasts that do not add up (1.00). Below 1 is better.")
    frame.table(result.coherence, {"level": "Level", "sums": "Sums", "apart": "Not adding up", "summed": "Cells summed",
                                   "equal": "Equal weights", "chosen": "As done here"}, alt="Errors by level")

frame.method(demand)
frame.export(result.long, demand)
