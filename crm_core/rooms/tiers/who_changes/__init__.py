"""Who changes tier, in a manager's words: the answer, its figures and the titles of its cards."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from crm_core.amounts import NOTHING, Money, number, percent
from crm_core.language import _, day_short, ngettext
from crm_core.made_once import made_once
from crm_core.question import Reader
from crm_core.reading import Caption, Metric, Reading, named
from crm_core.rooms.tiers.captions import DEFAULTS
from crm_core.rooms.tiers.consequences.at_risk import AtRisk
from crm_core.rooms.tiers.consequences.pilots import Pilot, pilots
from crm_core.rooms.tiers.customers.at_risk_in_words import assumption_in_words, break_even_in_words
from crm_core.rooms.tiers.customers.comparison import Comparison
from crm_core.rooms.tiers.customers.departed import Departed
from crm_core.rooms.tiers.customers.exceptions_note import STANDINGS
from crm_core.rooms.tiers.customers.pilot_in_words import pilots_in_words
from crm_core.rooms.tiers.customers.why import Why
from crm_core.rooms.tiers.cutting.exceptions import StandingException
from crm_core.rooms.tiers.measure import IN_FORCE, Tiering
from crm_core.rooms.tiers.questions import PILOTS
from crm_core.rooms.tiers.reading import base_noun
from crm_core.rooms.tiers.scheme.scheme import tier_label
from crm_core.rooms.tiers.scheme.weights import criterion_label
from crm_core.vocabulary import customer_name


@made_once
def say_changes(result: Tiering, risk: AtRisk, money: Money, *, departed: Departed | None = None,
                exceptions: str = "") -> Reading:
    """Who goes down and up with what they bring, and whether it pays unless that rests on defaults. The `departed` are
    told apart: nobody can lose them any more. `exceptions` is what there is to say of them."""
    if result.moves is None:
        return Reading(_("The data does not include the whole year before, so nobody can be said to change tier."))
    down, up, base = risk.customers, _still_up(result, departed), base_noun(result)
    gone = _gone(departed)
    if not down and not up:
        return Reading(_("No customer changes tier compared with {base}.", base=base),
                       " ".join(filter(None, (gone, exceptions))))
    headline = (
        _("Compared with {base}, {up} go up and nobody goes down.", base=base, up=_customers(up)) if not down else
        _("Compared with {base}, {down} go down and {up} up.", base=base, down=_customers(down), up=number(up))
        if risk.contribution is None else
        _("Compared with {base}, {down} go down, with {amount} of contribution, and {up} go up.", base=base,
          down=_customers(down), amount=money.short(risk.contribution), up=number(up)))
    pays = break_even_in_words(risk, money) if down and not risk.is_default else ""
    return Reading(" ".join(filter(None, (headline, pays))), " ".join(filter(None, (
        gone, _(DEFAULTS) if risk.is_default else "", exceptions, _kept(result)))))


def _still_up(result: Tiering, departed: Departed | None) -> int:
    up = result.moves.customers("up") if result.moves else 0
    return up - (departed.moves.customers("up") if departed else 0)


def _gone(departed: Departed | None) -> str:
    """How many of those who change tier have left, whom the table of moves counts."""
    many = departed.moves.customers("down") + departed.moves.customers("up") if departed else 0
    return "" if not many else ngettext(
        "Not counted here: {count} more who changes tier and has already left.",
        "Not counted here: {count} more who change tier and have already left.", many)


def _customers(many: int) -> str:
    return ngettext("{count} customer", "{count} customers", many)


def _kept(result: Tiering) -> str:
    if not result.scheme.hold.holds or result.needs:
        return ""
    return _("The stability rule may keep some of them where they are; the list says whom.")


@made_once
def metrics_of_changes(result: Tiering, risk: AtRisk, money: Money, *,
                       departed: Departed | None = None) -> tuple[Metric, ...]:
    """How many go down and up, what those who go down bring, and how many of them may leave: without the `departed`."""
    if result.moves is None:
        return ()
    base = base_noun(result)
    against = _("Compared with {base}.", base=base)
    share = risk.break_even
    return (
        Metric(_("Go down"), number(risk.customers), against),
        Metric(_("Go up"), number(_still_up(result, departed)), against),
        Metric(_("Contribution of those who go down"),
               money.short(risk.contribution) if risk.customers and risk.contribution is not None else NOTHING,
               _("Of the customers who go down, in a year.")),
        Metric(_("Break-even attrition, default costs") if risk.is_default else _("Break-even attrition"),
               NOTHING if share is None else percent(share), _(
            "The part of those who go down whose leaving would cost as much as is saved on the others: the saving over "
            "the sum of saving and contribution. Who leaves is taken to contribute what they do on average, after cost "
            "to serve; what is committed is taken to be spent.")),
    )


@named
def at_risk_card(risk: AtRisk, money: Money) -> Caption:
    """What is at risk with those who go down."""
    return Caption(_("Does it pay if some of them leave?"), break_even_in_words(risk, money))


def pilots_of(read: Reader) -> tuple[Pilot, ...]:
    """The pilots of the data, and what they say of who leaves."""
    return pilots(read(PILOTS))


@named
def who_moves(found: int, result: Tiering, *, departed: int = 0) -> Caption:
    """The list of customers; so many `departed` are left out of it."""
    base = _("the approved scheme") if result.against == IN_FORCE else _("the year before")
    return Caption(ngettext("{count} customer on this list", "{count} customers on this list", found),
                   " ".join(filter(None, (
                       _("Compared with {base}. Select rows to see the reasons or to make an exception.", base=base),
                       ngettext("Left out: {count} who has already left.", "Left out: {count} who have already left.",
                                departed) if departed else ""))))


@named
def by_place() -> Caption:
    """Who goes up and down by region, branch or manager."""
    return Caption(_("Whose customers change tier"))


@named
def one_customer(name: str, before: str, now: str) -> Caption:
    """Why one customer changes tier."""
    return Caption(_("Why {name} goes from {before} to {now}", name=name, before=before, now=now)
                   if before and now else _("Why {name} is on this list", name=name))


def criteria_headings(compared: Comparison) -> dict[str, str]:
    """The columns of `criteria_table`."""
    before = _("year before") if compared.is_apart else _("approved scheme")
    now = _("now") if compared.is_apart else _("this scheme")
    return {
        "criterion": _("Criterion"),
        "rank_then": _("Rank, {when}", when=before), "weight_then": _("Weight, {when}", when=before),
        "brings_then": _("Points, {when}", when=before),
        "rank_now": _("Rank, {when}", when=now), "weight_now": _("Weight, {when}", when=now),
        "brings_now": _("Points, {when}", when=now), "change": _("Change"),
    }


def criteria_table(found: Why) -> pd.DataFrame:
    """What each criterion brings to the score, written, with the total as the last row."""
    parts = found.parts if found.parts is not None else pd.DataFrame()

    def signed(value: float) -> str:
        return f"+{number(value, decimals=2)}" if round(value, 2) > 0 else number(value, decimals=2)

    rows = [{
        "criterion": criterion_label(row.criterion),
        "rank_then": number(row.points_then, decimals=1), "weight_then": percent(row.weight_then),
        "brings_then": number(row.brings_then, decimals=2),
        "rank_now": number(row.points_now, decimals=1), "weight_now": percent(row.weight_now),
        "brings_now": number(row.brings_now, decimals=2), "change": signed(row.change),
    } for row in parts.itertuples(index=False)]
    total = {"criterion": _("Score"), "rank_then": "", "weight_then": "", "rank_now": "", "weight_now": "",
             "brings_then": number(found.value_then, decimals=2), "brings_now": number(found.value_now, decimals=2),
             "change": signed(found.value_now - found.value_then)}
    return pd.DataFrame([*rows, total])


def service_lines(before: str, after: str, cost_change: float, money: Money) -> tuple[str, ...]:
    """The service before and after, and what the change costs."""
    lines = [_("Service before: {service}", service=before or NOTHING),
             _("Service after: {service}", service=after or NOTHING)]
    if before != after and round(cost_change, 2):
        cost = money.full(abs(cost_change), decimals=2)
        lines.append(_("That costs {amount} a year less.", amount=cost) if cost_change < 0 else
                     _("That costs {amount} a year more.", amount=cost))
    return tuple(lines)


@named
def exceptions_card(exceptions: Sequence[StandingException], note: str) -> Caption:
    """Who is placed by hand."""
    if not exceptions:
        return Caption(_("No exceptions by hand"), _("An exception keeps a customer in a tier, or puts one into it, "
                                                     "whatever the thresholds say, until a day that you choose."))
    return Caption(ngettext("{count} exception by hand", "{count} exceptions by hand", len(exceptions)), note)


def exceptions_table(exceptions: Sequence[StandingException]) -> pd.DataFrame:
    """The exceptions, in words: customer_id, customer, tier, until, standing, reason, by."""
    return pd.DataFrame([{
        "customer_id": each.exception.customer_id, "customer": customer_name(each.name, each.exception.customer_id),
        "tier": tier_label(each.exception.tier), "until": day_short(each.exception.until),
        "standing": _(STANDINGS[each.standing]), "reason": each.exception.reason, "by": each.exception.by,
    } for each in exceptions])


__all__ = ["assumption_in_words", "at_risk_card", "by_place", "criteria_headings", "criteria_table", "exceptions_card",
           "exceptions_table", "metrics_of_changes", "one_customer", "pilots_in_words", "pilots_of", "say_changes",
           "service_lines", "who_moves"]
