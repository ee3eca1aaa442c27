"""The figures and cards of a Dependence in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import Money, count, number, percent
from crm_core.reading import Caption, Metric
from crm_core.rooms.dependence.measure import Dependence
from crm_core.rooms.dependence.reading import first_name


def metrics(result: Dependence, money: Money) -> tuple[Metric, ...]:
    """What goes with the largest customers, and how many equal ones would be as concentrated."""
    losses = [
        Metric("Largest customer" if row.largest == 1 else f"{row.largest} largest",
               percent(row.share) if result.has_shares else money.short(row.amount),
               f"{money.full(row.amount)} of contribution; {money.full(row.remaining)} would remain.")
        for row in result.leavers.itertuples()
    ]
    return (*losses, Metric(
        "Equal customers", number(result.effective_customers),
        "As many equal customers would be as concentrated: 10,000 over the Herfindahl–Hirschman index of single names "
        f"({number(result.single_name_index, decimals=1)})."))


def carriers(result: Dependence, money: Money) -> Caption:
    """Who carries the most: a manager, or a customer where the book names no managers."""
    has_managers = len(result.managers) > 0
    most = (result.managers if has_managers else result.largest).iloc[0]
    part = percent(most["share"]) if most["share"] > 0 else money.short(most["contribution"])
    name = most["name"] if has_managers else first_name(result, result.largest)
    return Caption(f"{name} carries {part}", "Contribution by relationship manager." if has_managers
                   else "Contribution of the largest customers; this book names no managers.")


def at_stake(result: Dependence, money: Money) -> Caption:
    """What would go with the manager on whom the most rests."""
    most = result.managers.iloc[0]
    unmanaged = (f" {count(result.unmanaged_customers, 'customer')} without a manager are beside it."
                 if result.unmanaged_customers else "")
    return Caption(f"{money.short(most['at_stake'])} at stake if {most['name']} leaves",
                   f"{percent(result.leaving_rate)} of what each manager's customers bring, with those who cost."
                   f"{unmanaged}")


def known_to_one(result: Dependence, money: Money) -> Caption:
    """Customers whom only one manager knows."""
    verb = "contributes" if result.known_customers == 1 else "contribute"
    return Caption(f"{count(result.known_customers, 'customer')} known to one manager only {verb} "
                   f"{money.short(result.known_amount)}",
                   "Customers whose every recorded contact, two at least, was a visit or meeting. Introduce a second "
                   "person to the largest first. Select a row to open the customer's file.")


def largest(result: Dependence) -> Caption:
    """What the largest customers bring together."""
    shares = result.largest["running_share"].dropna()
    one = len(result.largest) == 1
    many = "The largest customer brings" if one else f"The {count(len(result.largest), 'largest customer')} bring"
    return Caption(f"{many} {percent(shares.iloc[-1])}" if len(shares) else "The largest customers",
                   "Best first. Select a row to open the customer's file.")
