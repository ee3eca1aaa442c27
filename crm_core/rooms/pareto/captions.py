"""The figures and cards of a Pareto in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import NOTHING, Money, apart, count, number, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.pareto.measure import Concentration
from crm_core.rooms.pareto.reading import say, say_tie
from crm_core.rooms.pareto.standing import Pareto, Stability

UNITS = {"regions": "Regions", "types": "Customer types", "products": "Products", "branches": "Branches",
         "managers": "Managers"}
"""The groups that can be ranked, as they are named."""


def metrics(result: Pareto, before: Concentration | None, money: Money) -> tuple[Metric, ...]:
    """The four figures of the curve; `before` is the curve of the year before, if it can be compared."""
    by, top, losses = result.by, percent(result.top), result.by == "contribution"
    return (
        Metric(f"Top {top} bring",
               money.short(result.top_amount) if result.top_share is None else percent(result.top_share),
               f"The part of the net {by} that the best {top} of customers bring. It passes 100% when others take "
               "some of it back.", apart(result.top_share, before.top_share if before else None)),
        Metric(f"{percent(result.cover)} comes from", percent(result.cover_share),
               "The fewest customers that bring this part of the net total, as a share of all customers.",
               apart(result.cover_share, before.cover_share if before else None)),
        Metric("Loss-makers" if losses else "Below zero", percent(result.loss_making_share),
               f"{count(result.loss_making_customers, 'customer')} with a negative {by}, as a share of all.",
               apart(result.loss_making_share, before.loss_making_share if before else None), "down"),
        Metric("Gini with losses" if result.has_losses else "Gini index",
               NOTHING if result.gini is None else f"{result.gini:.2f}",
               f"{result.gini_form}. 0 when all are equal; the higher, the more rests on few."),
    )


def curve(result: Pareto, money: Money) -> Caption:
    """How far the profitable carry it before the others take some back."""
    if not result.loss_making_customers:
        return Caption(f"The last customer in the top brings {money.short(result.cut)}", say_tie(result, money))
    note = (f"Break-even is at rank {number(result.profitable_customers)} of {number(result.customers)}: the "
            + ("last customer takes" if result.loss_making_customers == 1 else
               f"{count(result.loss_making_customers, 'customer')} at the end take")
            + f" back {money.short(result.destroyed_amount)}.")
    if not result.peak_share:
        return Caption(f"The last customer in the top brings {money.short(result.cut)}",
                       f"{note} {say_tie(result, money)}".strip())
    whose = "The profitable" if result.by == "contribution" else f"Those with a positive {result.by}"
    return Caption(f"{whose} bring {percent(result.peak_share)}, the others take it back to 100%", note)


def moves(moved: Stability) -> Caption:
    """How many of the top of the year before are still in it."""
    return Caption(f"{percent(moved.kept_share)} of the top of the year before are still in it",
                   "The top of each year by its own cut, with all who tie at it, and what its customers brought in "
                   "both years.")


def groups(parts: Pareto, money: Money) -> Caption:
    """The groups' own answer."""
    reading = say(parts, money)
    return Caption(reading.headline.removesuffix("."), reading.so_what)


def best(result: Pareto) -> Caption:
    """What the best customers bring together."""
    shares = result.table["running_share"].dropna()
    one = len(result.table) == 1
    many = "The best customer brings" if one else f"The best {count(len(result.table), 'customer')} bring"
    before = "With what they brought in the years before. " if result.table["amount_before"].notna().any() else ""
    title = f"{many} {percent(shares.iloc[-1])}" if len(shares) else "The best customers"
    return Caption(title, f"{before}Select a row to open the customer's file.")
