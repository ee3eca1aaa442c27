"""Where do we stand?"""

from types import ModuleType
from typing import Any

import streamlit as st

from crm_core import CannotAnswer
from crm_core.choices import PLURALS
from crm_core.house_style import against, apart, number, percent
from crm_core.rooms import causes, data, demand, dependence, market, overview, pareto, priorities, regions, tiers
from pages import frame


def said(room: ModuleType, **options: Any) -> str:
    """The room's answer in a sentence."""
    return str(room.say(frame.ask(room, **options), money).headline)


def lines_between() -> str:
    """Where the tiers begin on their page: the outline, which takes a fifth of what the moves beside it take."""
    def outlined() -> tiers.Outline:
        return tiers.outline(read, tiers.proposed(read, by="score", how="share", tiers=tiers.STARTING_TIERS,
                                                  top=tiers.STARTING_TOP))

    return tiers.say(frame.cache_answer("tiers as they begin", outlined), money).headline


def ahead() -> str:
    """Nothing: a forecast takes seconds. Raises CannotAnswer for a book too short to look ahead from."""
    if len(result.months) < demand.LEAST_MONTHS:
        raise CannotAnswer("Too few months to look ahead from.")
    return ""


frame.title()
read, money = frame.reader(), frame.money()
result = frame.ask(overview)
reading = overview.say(result, money)
now, before, places, types = result.now, result.before, result.regions, result.customer_types
frame.headline(reading)

figures = [
    frame.Metric("Customers", number(now.customers), "On the books at some time in the 12 months.",
                 against(now.customers, before and before.customers), "up"),
    frame.Metric(result.by.capitalize(), money.short(now.amount), "The net total of these customers.",
                 against(now.amount, before and before.amount), "up"),
    frame.Metric("Balance", money.short(now.balance), "The year's average, deposits and loans together.",
                 against(now.balance, before and before.balance), "up"),
    frame.Metric("Loss-makers", percent(now.loss_making_share),
                 "Customers who cost more than they bring over the 12 months, as a share of all.",
                 apart(now.loss_making_share, before and before.loss_making_share), "down"),
]
frame.metrics(*(figures if result.by == "contribution" else figures[:2]))  # what the book does not say is no zero

with frame.card(f"The best month was {result.best_month:%B %Y}",
                f"{result.by.capitalize()} by month; the chosen 12 months in colour."):
    frame.chart(overview.draw(result, money), alt=f"{result.by.capitalize()} by month. {reading}")

verb = {"balance": "hold", "turnover": "move"}.get(result.by, "bring")
names = [PLURALS[name].capitalize() for name in types["customer_type"]]
left, right = frame.evidence()
with left, frame.card(f"{places['region'].iloc[0]} {verb}s the most", f"{result.by.capitalize()} by region."):
    frame.chart(overview.draw_parts(places, places["region"].tolist(), money),
                alt=f"{result.by.capitalize()} by region, largest first: {', '.join(places['region'].head(3))}.")
with right, frame.card(f"{names[0]} {verb} the most" if len(names) > 1 else f"All from {names[0].lower()}",
                       f"{result.by.capitalize()} by customer type."):
    frame.chart(overview.draw_parts(types, names, money, width=180),
                alt=f"{result.by.capitalize()} by customer type, largest first: {', '.join(names)}.")

st.subheader("Where to go on", anchor=False)
trust, forecast = frame.ask(data), "balance" if now.balance else result.by
frame.next_questions([
    frame.NextQuestion("pareto", "Who carries the bank?", lambda: said(pareto, by=result.by), {"by": result.by}),
    frame.NextQuestion("causes", "Why do they cost us?", lambda: said(causes)),
    frame.NextQuestion("dependence", "On whom do we depend?", lambda: said(dependence)),
    frame.NextQuestion("priorities", "Whom should we call first?", lambda: said(priorities)),
    frame.NextQuestion("tiers", "Where do our tiers lie?", lines_between),
    frame.NextQuestion("demand", "What will customers ask for, and how sure are we?", ahead, {"by": forecast}),
    frame.NextQuestion("regions", "Where should we build, hold or harvest?", lambda: said(regions)),
    frame.NextQuestion("market", "Where do we stand among banks?", lambda: said(market)),
    frame.NextQuestion("data", "Can I trust this book?", lambda: data.say(trust, money).headline),
])
if trust.lacking:
    st.caption(frame.escape(f"Not in this book: {', '.join(trust.lacking)}. The Data page shows the columns that these "
                           "files would have."))

frame.method(overview)
frame.export(places, overview)
