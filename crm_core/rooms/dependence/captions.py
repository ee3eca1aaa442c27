"""The figures and cards of a Dependence in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import Money, number, percent
from crm_core.language import _, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.dependence.measure import Dependence
from crm_core.rooms.dependence.reading import first_name

_HHI = 10_000
"""The index of a single customer."""


@made_once
def metrics(result: Dependence, money: Money) -> tuple[Metric, ...]:
    """What would be lost with the largest customers, and how many equal ones would be as concentrated."""
    losses = [
        Metric(_("Largest group or customer") if result.rank == "groups" and row.largest == 1 else
               ngettext("Largest customer", "{count} largest", int(row.largest)),
               percent(row.share) if result.has_shares else money.short(row.amount),
               _("{amount} of contribution; {remaining} would remain.", amount=money.full(row.amount),
                 remaining=money.full(row.remaining)))
        for row in result.leavers.itertuples()
    ]
    return (*losses, Metric(
        _("Effective number"), number(result.effective_customers),
        _("Effective number of customers: so many equal ones would be as concentrated. It is {whole} divided by the "
          "Herfindahl–Hirschman index of single customers ({index}).", whole=number(_HHI),
          index=number(result.single_name_index, decimals=1))))


@named
def carriers(result: Dependence, money: Money) -> Caption:
    """Who accounts for the most: a manager, or a customer where the data names no managers."""
    has_managers = len(result.managers) > 0
    most = (result.managers if has_managers else result.largest).iloc[0]
    name = most["name"] if has_managers else first_name(result, result.largest)
    title = (_("{name} accounts for {share}", name=name, share=percent(most["share"])) if most["share"] > 0 else
             _("{name} contributes {amount}", name=name, amount=money.short(most["contribution"])))
    return Caption(title, _("Contribution by relationship manager.") if has_managers else
                   _("Contribution of the largest customers; the data names no managers."))


@named
def at_stake(result: Dependence, money: Money) -> Caption:
    """What would be lost with the manager on whom the most depends."""
    most = result.managers.iloc[0]
    note = _("{rate} of the contribution of each manager's customers, unprofitable ones included.",
             rate=percent(result.leaving_rate))
    if result.unmanaged_customers:
        without = ngettext("{count} customer without a manager is not included.",
                           "{count} customers without a manager are not included.", result.unmanaged_customers)
        note = f"{note} {without}"
    return Caption(_("{amount} at risk if {name} leaves", amount=money.short(most["at_stake"]), name=most["name"]),
                   note)


@named
def known_to_one(result: Dependence, money: Money) -> Caption:
    """Customers whom only one manager knows."""
    return Caption(ngettext("{count} customer known to one manager only contributes {amount}",
                            "{count} customers known to one manager only contribute {amount}", result.known_customers,
                            amount=money.short(result.known_amount)),
                   _("Customers with at least two recorded contacts, all of them visits or meetings. Introduce a "
                     "second person to the largest first."))


@named
def largest(result: Dependence) -> Caption:
    """What the largest customers contribute together."""
    note = _("Largest first.")
    shares = result.largest["running_share"].dropna()
    if result.rank == "groups":
        note = _("A group counts once, with all of its customers, in the region and type that most of them share.")
        title = _("The largest groups and single customers") if not len(shares) else ngettext(
            "The largest group or single customer contributes {share}",
            "The {count} largest groups and single customers contribute {share}", len(result.largest),
            share=percent(shares.iloc[-1]))
        return Caption(title, note)
    if not len(shares):
        return Caption(_("The largest customers"), note)
    return Caption(ngettext("The largest customer contributes {share}", "The {count} largest customers contribute "
                            "{share}", len(result.largest), share=percent(shares.iloc[-1])), note)
