"""The figures and cards of the tiers in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from collections.abc import Mapping

from crm_core.amounts import NOTHING, Money, change, number, percent
from crm_core.language import N_, Message, _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.tiers.checks_in_words import further_checks
from crm_core.rooms.tiers.cuts_in_words import limiter_sentence, tie_sentences
from crm_core.rooms.tiers.fairness_in_words import fairness, fairness_notes
from crm_core.rooms.tiers.measure import YEAR_BEFORE, Outline, Tiering
from crm_core.rooms.tiers.pictures.charts import Moved
from crm_core.rooms.tiers.reading import base_noun
from crm_core.rooms.tiers.scheme.group import Group
from crm_core.rooms.tiers.scheme.weights import criterion_noun
from crm_core.vocabulary import channel_label, counted

__all__ = [
    "DEFAULTS", "MOVED", "NO_YEAR_BEFORE", "capacity", "capacity_note", "cuts", "cuts_notes", "fairness",
    "fairness_notes", "further_checks", "hold_note", "lacking_note", "leakage", "leakage_notes", "metrics", "moves",
    "moves_note", "promises",
]
MOVED: Mapping[Moved, Message] = {
    "customers": N_("Customers"), "contribution": N_("Contribution"), "balance": N_("Balances"),
    "service_cost_change": N_("Service cost"),
}
"""What is counted of those who move, as it is named."""
_LACKING = {
    "left_out": N_("{customers}: scored on the other criteria."),
    "lowest": N_("{customers}: counted as the lowest rank."),
    "middle": N_("{customers}: counted as the middle rank."),
}
DEFAULTS = N_("Service commitments and unit costs are defaults until a scheme is saved.")
NO_YEAR_BEFORE = N_("The data does not include the whole year before.")


@made_once
def metrics(result: Tiering, money: Money) -> tuple[Metric, ...]:
    """The best tier's customers, what the service costs, how full the staff is, and how many change tier."""
    best = {name: result.tiers[name].iloc[0] for name in ("customers", "customer_share")}
    moved = result.moves
    before = result.service_cost - moved.service_cost_change if moved else 0
    used = result.staffing.used_rate if result.staffing else None
    is_default = "promises" in result.examples
    return (
        Metric(_("{tier} customers", tier=result.scheme.labels[0]), number(best["customers"]),
               _("{share} of all customers.", share=percent(best["customer_share"]))),
        Metric(_("Default service cost") if is_default else _("Cost of commitments"),
               money.short(result.service_cost),
               _with_defaults(result, _("All tiers, per year, at the unit costs below.")),
               change(result.service_cost / before - 1) if before > 0 and result.against == YEAR_BEFORE else "",
               "down"),
        Metric(_("Default capacity use") if is_default else _("Capacity used"), percent(used) if used else NOTHING,
               _with_defaults(result, _(
                   "Committed hours in channels that need staff, over the hours of the managers in the regions shown. "
                   "All customers of these regions count, because they share the hours."))),
        Metric(_("Change tier"), number(moved.total("customers", "up", "down")) if moved else NOTHING,
               _("Compared with {base}.", base=base_noun(result)) if moved else _(NO_YEAR_BEFORE)),
    )


def _with_defaults(result: Outline, note: str = "") -> str:
    """The note, and that the promises are nobody's yet where they are not."""
    return " ".join(filter(None, (note, _(DEFAULTS) if "promises" in result.examples else "")))


@named
def cuts(group: Group, *, is_example: bool = False) -> Caption:
    """What the first picture shows."""
    note = _("The shares are defaults until a scheme is saved or approved.") if is_example else ""
    return Caption(_("Customers by need") if group.how == "needs" else _("Tier thresholds"), note)


def cuts_notes(result: Outline, money: Money) -> tuple[str, ...]:
    """How good the thresholds are, where the method says so."""
    notes = [_("Differences between the tiers explain {share} of the spread of values.", share=percent(gvf))
             for gvf in result.cuts["gvf"].dropna().head(1)]
    notes += filter(None, (limiter_sentence(result), *tie_sentences(result, money, material=0.001)))
    for missed in result.cuts["missed_at_most"].dropna().head(1):
        notes.append(
            _("No other thresholds within the budget could add more than {amount} to the contribution in high tiers.",
              amount=money.short(missed)) if missed >= 1 else
            _("No other thresholds within the budget could place more of the contribution in high tiers."))
    return tuple(notes)


@named
def holdings(result: Outline) -> Caption:
    """The tiers' shares of customers, money and service, one bar each."""
    return Caption(_("What each tier holds"), _with_defaults(result))


def lacking_note(result: Outline) -> str:
    """How many customers lack which criterion, and what becomes of them; empty when none does."""
    lacking = [_without(each.what, each.customers) for each in result.lacking if each.counts and each.customers]
    sentences = [_(_LACKING[result.scheme.missing], customers=all_of(lacking))] if lacking else []
    if result.unknown:
        sentences.append(_("The data does not include {criteria}: the other criteria take their weight.",
                           criteria=all_of([criterion_noun(name) for name in result.unknown])))
    return " ".join(sentences)


def _without(what: str, customers: int) -> str:
    match what:
        case "size":
            return ngettext("{count} customer without a size", "{count} customers without a size", customers)
        case "grade":
            return ngettext("{count} customer without a credit grade", "{count} customers without a credit grade",
                            customers)
    return ngettext("{count} customer without a size or a credit grade",
                    "{count} customers without a size or a credit grade", customers)


@named
def moves(result: Tiering) -> Caption:
    """How many change tier."""
    if result.moves is None or result.moves.moved_share is None:
        return Caption(_("No comparison available"))
    return Caption(_("{share} of customers change tier compared with {base}",
                     share=percent(result.moves.moved_share), base=base_noun(result)))


def moves_note(result: Tiering, money: Money) -> str:
    """What goes up and down with those who move."""
    moved = result.moves
    if moved is None:
        return _(NO_YEAR_BEFORE)
    up, down = ({name: moved.total(name, direction) for name in ("contribution", "balance")}
                for direction in ("up", "down"))
    sentences = [_("Moving up: {contribution} of contribution and {balance} of balances.",
                   contribution=money.short(up["contribution"]), balance=money.short(up["balance"])),
                 _("Moving down: {contribution} of contribution and {balance} of balances.",
                   contribution=money.short(down["contribution"]), balance=money.short(down["balance"])),
                 _service_change(moved.service_cost_change, money, is_default="promises" in result.examples)]
    if moved.customers("entered") or moved.customers("left"):
        sentences.append(_("New customers: {entered}; customers who left: {left}.",
                           entered=number(moved.customers("entered")), left=number(moved.customers("left"))))
    if result.against == YEAR_BEFORE and result.scheme.groups[0].how not in ("cuts", "needs"):
        sentences.append(_("Each year has its own thresholds."))
    return " ".join(sentences)


def _service_change(amount: float, money: Money, *, is_default: bool) -> str:
    written = money.short(abs(amount))
    if is_default:
        return (_("The default service commitments cost {amount} more.", amount=written) if amount >= 0 else
                _("The default service commitments cost {amount} less.", amount=written))
    return (_("The service commitments cost {amount} more.", amount=written) if amount >= 0 else
            _("The service commitments cost {amount} less.", amount=written))


def hold_note(result: Tiering) -> str:
    """What the stability rule saves; empty without one."""
    rule = result.hold
    if rule:
        return " ".join((
            ngettext("Over two years the stability rule avoids {avoided} of {count} change of tier.",
                     "Over two years the stability rule avoids {avoided} of {count} changes of tier.", rule.changes,
                     avoided=number(rule.changes - rule.changes_held)),
            ngettext("It spares {spared} of {count} customer a move in one direction and back.",
                     "It spares {spared} of {count} customers a move in one direction and back.", rule.flaps,
                     spared=number(rule.flaps - rule.flaps_held))))
    if not result.scheme.hold.holds:
        return ""
    return (_("The effect of the stability rule is not known for tiers by need.") if result.needs else
            _("The effect of the stability rule needs three whole years, which the data does not have up to here."))


@named
def promises(result: Outline) -> Caption:
    """The table of names and promises."""
    return Caption(_("Service commitments by tier"), _with_defaults(
        result, _("Edit any cell and the figures follow; the channels of a tier add up to 100%.")))


@named
def capacity(result: Tiering) -> Caption:
    """Whether the managers, and the branches together, have the hours."""
    if result.capacity is None:
        return Caption(_("No staff file"))
    managers, branches = result.capacity.overbooked, result.capacity.overbooked_branches
    if managers and branches:
        title = _("{managers} and {branches} are over capacity", managers=counted("managers", managers),
                  branches=counted("branches", branches))
    elif managers:
        title = ngettext("{count} manager is over capacity", "{count} managers are over capacity", managers)
    elif branches:
        title = ngettext("{count} branch is over capacity", "{count} branches are over capacity", branches)
    else:
        title = _("No manager or branch is over capacity")
    return Caption(title, _with_defaults(result))


def capacity_note(result: Tiering) -> str:
    """The hours of each tier, and those that no manager has to give."""
    if result.capacity is None or result.staffing is None:
        return _("A staff file with capacity_hours would show whether the commitments can be met.")
    tiers = zip(result.scheme.labels, result.staffing.tier_hours, result.staffing.tier_used_rates, strict=True)
    hours = [_("{tier} {hours} ({share})", tier=tier, hours=number(hours), share=percent(rate)) if rate > 0 else
             _("{tier} {hours}", tier=tier, hours=number(hours)) for tier, hours, rate in tiers]
    return " ".join((
        _("Committed staff hours a year, and their share of capacity: {tiers}.", tiers=all_of(hours)),
        _("Hours for {customers} without a manager: {hours}.",
          customers=counted("customers", result.capacity.unmanaged_customers),
          hours=number(result.capacity.unmanaged_hours))))


@named
def leakage(result: Tiering, money: Money) -> Caption:
    """What premium service goes to tiers that are not entitled to it."""
    if result.leakage is None:
        return Caption(_("Service beyond the commitments"))
    return Caption(_("{amount} of unplanned service to lower tiers", amount=money.short(result.leakage.premium_cost)),
                   _with_defaults(result, _(
                       "Service of a year beyond the commitment, at its hourly cost, in channels of which a higher "
                       "tier is entitled to more.")))


def leakage_notes(result: Tiering, money: Money) -> tuple[str, ...]:
    """All that is served beyond the promise, and what the contacts do not say; why nothing is known."""
    leak = result.leakage
    if leak is None:
        return (_("Tiers by need are not compared with contacts.") if result.needs else
                _("A contacts file with handle_minutes would show the service beyond the commitments."),)
    notes = [ngettext("All service beyond the commitments: {amount}, from {count} recorded contact.",
                      "All service beyond the commitments: {amount}, from {count} recorded contacts.", leak.contacts,
                      amount=money.short(leak.cost))]
    if leak.untimed:
        notes.append(ngettext("{count} contact without a handling time counts as no time.",
                              "{count} contacts without a handling time count as no time.", leak.untimed))
    if leak.unpriced:
        notes.append(_("No hourly cost is set for: {channels}.",
                       channels=all_of([channel_label(each) for each in leak.unpriced])))
    return tuple(notes)
