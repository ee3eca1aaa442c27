"""What approving a scheme would change, against what is approved now: of the whole bank, whatever the filters."""

from __future__ import annotations

import pandas as pd

from crm_core import CannotAnswer
from crm_core.amounts import NOTHING, Money, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.question import Reader
from crm_core.rooms import tiers
from crm_core.rooms.tiers import Outline, Scheme, SchemeRefused, Tiering
from crm_core.scope import Scope
from pages import frame


def what_approving_changes(text: str, money: Money) -> frame.Consequence:
    """The dialog's sentences and its table. Raises SchemeRefused for a text that is none of ours, CannotAnswer when
    this data has no such thresholds."""
    read, scheme, approved = frame.reader(Scope()), tiers.from_json(text), _approved()
    changed = _worked_out(read, scheme, approved)
    sentences = [_("Of all customers of the bank in the latest 12 months, by the thresholds:"), *_moves(changed, money)]
    sentences += [each for each in (_hours(changed), _cost(changed, money)) if each]
    return frame.Consequence(tuple(sentences), _table(changed, _outlined(read, approved), money),
                             _("Customers by tier, now and once it is approved"))


def _approved() -> Scheme | None:
    """The scheme approved now; None where there is none, or its text is none of ours."""
    force = frame.in_force("tiers")
    try:
        return tiers.from_json(force.content) if force else None
    except SchemeRefused:
        return None


def _worked_out(read: Reader, scheme: Scheme, approved: Scheme | None) -> Tiering:
    """Kept under its texts, as the dialog of the same scheme may be opened again."""
    then = tiers.to_json(approved) if approved else ""
    result: Tiering = frame.cache_answer(f"approving {tiers.to_json(scheme)} {then}",
                                         lambda: tiers.tiering(
                                             read, scheme, in_force=approved, keep=frame.holder(read.scope),
                                             in_full=False))
    return result


def _outlined(read: Reader, approved: Scheme | None) -> Outline | None:
    """Who stands where by the scheme approved now; None where this data has no such thresholds."""
    if approved is None:
        return None
    try:
        outlined: Outline = frame.cache_answer(f"approved {tiers.to_json(approved)}",
                                               lambda: tiers.outline(
                                                   read, approved, keep=frame.holder(read.scope)))
    except CannotAnswer:
        return None
    return outlined


def _moves(changed: Tiering, money: Money) -> list[str]:
    """Who goes up and who down, with what they contribute."""
    moved = changed.moves
    if moved is None:
        return []
    against = (_("Against what is approved now:") if changed.against == tiers.IN_FORCE else
               _("Against the same scheme a year earlier:"))
    up, down = moved.of("up").sum(), moved.of("down").sum()
    ways = []
    if up["customers"]:
        ways.append(ngettext("{count} customer goes up, with {amount} of contribution",
                             "{count} customers go up, with {amount} of contribution", int(up["customers"]),
                             amount=money.short(up["contribution"])))
    if down["customers"]:
        ways.append(ngettext("{count} customer goes down, with {amount} of contribution",
                             "{count} customers go down, with {amount} of contribution", int(down["customers"]),
                             amount=money.short(down["contribution"])))
    return [_("{against} {ways}.", against=against, ways=all_of(ways) or _("no customer changes tier"))]


def _hours(changed: Tiering) -> str:
    """What the commitments take of the hours there are."""
    staffing = changed.staffing
    if staffing is None or staffing.used_rate is None or staffing.capacity_hours is None:
        return ""
    hours = {"hours": number(staffing.hours), "capacity": number(staffing.capacity_hours),
             "share": percent(staffing.used_rate)}
    over = changed.capacity.overbooked if changed.capacity else 0
    if not over:
        return _("Its commitments take {hours} of {capacity} staff hours a year ({share}).", **hours)
    return ngettext(
        "Its commitments take {hours} of {capacity} staff hours a year ({share}); {count} manager is over capacity.",
        "Its commitments take {hours} of {capacity} staff hours a year ({share}); {count} managers are over capacity.",
        over, **hours)


def _cost(changed: Tiering, money: Money) -> str:
    """What the commitments cost, and how much more or less than those of what is approved now."""
    cost = money.short(changed.service_cost)
    if changed.moves is None or changed.against != tiers.IN_FORCE:
        return _("They cost {cost} a year.", cost=cost)
    more = changed.moves.service_cost_change
    if more >= 0:
        return _("They cost {cost} a year, {amount} more than now.", cost=cost, amount=money.short(more))
    return _("They cost {cost} a year, {amount} less than now.", cost=cost, amount=money.short(-more))


def _table(changed: Tiering, approved: Outline | None, money: Money) -> pd.DataFrame:
    """One row a tier, those of what is approved now that are no more at the end; all cells as a reader writes them."""
    now = {} if approved is None else dict(zip(approved.scheme.labels, approved.tiers["customers"], strict=True))
    rows = [{
        _("Tier"): label, _("Customers now"): number(now.pop(label)) if label in now else NOTHING,
        _("Customers after"): number(row.customers), _("Contribution"): money.short(row.contribution),
        _("Staff hours"): number(row.staffed_hours), _("Cost"): money.short(row.service_cost),
    } for label, row in zip(changed.scheme.labels, changed.tiers.itertuples(), strict=True)]
    rows += [{_("Tier"): label, _("Customers now"): number(many), _("Customers after"): NOTHING}
             for label, many in now.items()]
    table = pd.DataFrame(rows).fillna(NOTHING)
    return table if approved is not None else table.drop(columns=_("Customers now"))
