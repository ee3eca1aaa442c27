"""Who changes tier, in a manager's words: the answer, its figures and the titles of its cards."""

from __future__ import annotations

from crm_core.amounts import NOTHING, Money, number, percent
from crm_core.language import _, ngettext
from crm_core.reading import Caption, Metric, Reading, named
from crm_core.rooms.tiers.captions import DEFAULTS
from crm_core.rooms.tiers.consequences.at_risk import AtRisk
from crm_core.rooms.tiers.customers.at_risk_in_words import assumption_in_words, break_even_in_words
from crm_core.rooms.tiers.measure import IN_FORCE, Tiering
from crm_core.rooms.tiers.reading import base_noun


def say_changes(result: Tiering, risk: AtRisk, money: Money, *, exceptions: str = "") -> Reading:
    """Who goes down and up with what they bring, and whether it pays. `exceptions` is what there is to say of them."""
    if result.moves is None:
        return Reading(_("The data does not include the whole year before, so nobody can be said to change tier."))
    down, up, base = result.moves.customers("down"), result.moves.customers("up"), base_noun(result)
    if not down and not up:
        return Reading(_("No customer changes tier compared with {base}.", base=base), exceptions)
    headline = (
        _("Compared with {base}, {up} go up and nobody goes down.", base=base, up=_customers(up)) if not down else
        _("Compared with {base}, {down} go down and {up} up.", base=base, down=_customers(down), up=number(up))
        if risk.contribution is None else
        _("Compared with {base}, {down} go down, with {amount} of contribution, and {up} go up.", base=base,
          down=_customers(down), amount=money.short(risk.contribution), up=number(up)))
    is_default = "promises" in result.examples
    return Reading(" ".join(filter(None, (headline, break_even_in_words(risk, money) if down else ""))),
                   " ".join(filter(None, (_(DEFAULTS) if is_default else "", exceptions, _kept(result)))))


def _customers(many: int) -> str:
    return ngettext("{count} customer", "{count} customers", many)


def _kept(result: Tiering) -> str:
    if not result.scheme.hold.holds or result.needs:
        return ""
    return _("The stability rule may keep some of them where they are; the list says whom.")


def metrics_of_changes(result: Tiering, risk: AtRisk, money: Money) -> tuple[Metric, ...]:
    """How many go down and up, what those who go down bring, and how many of them may leave."""
    if result.moves is None:
        return ()
    base = base_noun(result)
    against = _("Compared with {base}.", base=base)
    share = risk.break_even
    return (
        Metric(_("Go down"), number(risk.customers), against),
        Metric(_("Go up"), number(result.moves.customers("up")), against),
        Metric(_("Contribution of those who go down"),
               money.short(risk.contribution) if risk.customers and risk.contribution is not None else NOTHING,
               _("Of the customers who go down, in a year.")),
        Metric(_("Break-even attrition"), NOTHING if share is None else percent(min(share, 1.0)), _(
            "The part of those who go down whose leaving would cost as much as is saved on the service of all of them. "
            "Who leaves is taken to contribute what they do on average.")),
    )


@named
def at_risk_card(risk: AtRisk, money: Money) -> Caption:
    """What is at risk with those who go down."""
    return Caption(_("Does it pay if some of them leave?"), break_even_in_words(risk, money))


def assumption_note(risk: AtRisk, money: Money) -> str:
    """What the assumed attrition would cost."""
    return assumption_in_words(risk, money)


@named
def who_moves(found: int, result: Tiering) -> Caption:
    """The list of customers."""
    base = _("the approved scheme") if result.against == IN_FORCE else _("the year before")
    return Caption(ngettext("{count} customer on this list", "{count} customers on this list", found),
                   _("Compared with {base}. Select rows to see the reasons or to make an exception.", base=base))


@named
def by_place() -> Caption:
    """Who goes up and down by region, branch or manager."""
    return Caption(_("Whose customers change tier"))
