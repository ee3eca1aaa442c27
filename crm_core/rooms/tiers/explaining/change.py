"""The difference of two schemes in words: what each setting that differs does to the best tier and to the service."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from crm_core.amounts import Money, number, percent
from crm_core.card import Card
from crm_core.language import _, all_of, ngettext
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.tiers.answers.difference import JOINED, Difference, inputs
from crm_core.rooms.tiers.explaining.rules import hold_in_words
from crm_core.rooms.tiers.explaining.scheme import in_words
from crm_core.rooms.tiers.scheme.scheme import Scheme
from crm_core.rooms.tiers.scheme.weights import WHOLE, criterion_noun
from crm_core.rooms.tiers.wording import input_in_words, scheme_in_words

_LEAST = 0.5
"""Of a customer, an hour or a unit of money: less is said to change nothing."""
_MOST = 4
"""Settings of one input that are named with both values; the others are counted."""


@named
def explained_change(difference: Difference, first: Scheme, second: Scheme, money: Money, *,
                     names: tuple[str, str] = ("", "")) -> Caption:
    """What changing from the first scheme to the second does, which is the title of the slide. `names` are what the
    schemes are called."""
    tier, change = second.labels[0], _by_figure(difference, "difference")
    ways = {"before": number(_by_figure(difference, "first")["top_customers"]), "tier": tier,
            "now": number(_by_figure(difference, "second")["top_customers"])}
    note = (_("From {first} to {second}: from {before} to {now} customers in {tier}.", first=names[0], second=names[1],
              **ways) if all(names) else _("From {before} to {now} customers in {tier}.", **ways))
    return Caption((_effect(change, tier, money) or _("Both schemes give the same figures")).rstrip("."), note)


def explained_change_heading() -> Caption:
    """What the page calls the card, whatever it finds."""
    return Caption(_("This difference in words and as one slide"), "", explained_change.__name__)


def explained_change_card(difference: Difference, first: Scheme, second: Scheme, money: Money, *,
                          names: tuple[str, str] = ("", "")) -> Card:
    """The difference as a card in words: one slide for a board."""
    by, tier = _by_figure(difference, "difference"), second.labels[0]
    shown = (Metric(_("{tier} customers", tier=tier), _signed(by["top_customers"], number(by["top_customers"]))),
             Metric(_("{tier} contribution", tier=tier),
                    _signed(by["top_contribution"], money.short(by["top_contribution"]))),
             Metric(_("Cost of commitments"), _signed(by["service_cost"], money.short(by["service_cost"]))),
             Metric(_("Staff hours"), _signed(by["staffed_hours"], number(by["staffed_hours"]))))
    return in_words(explained_change(difference, first, second, money, names=names),
                    change_statements(difference, first, second, money), metrics=shown)


def change_statements(difference: Difference, first: Scheme, second: Scheme, money: Money,
                      ) -> tuple[tuple[str, str], ...]:
    """Each setting that differs, what it changes and what that does; then what differs without any such effect."""
    told = [(_heading(input_in_words(str(row["input"]))), " ".join(filter(None, (
        _setting(str(row["input"]), first, second, money),
        _effect(row, second.labels[0], money) or _("This changes none of the figures.")))))
        for row in difference.parts.to_dict("records")]
    if first.hold != second.hold:
        told.append((_("Stability"), _("Before: {before} Now: {now}", now=hold_in_words(second.hold, second.groups[0]),
                                       before=hold_in_words(first.hold, first.groups[0]))))
    if not told:
        return ((_("Settings"), _("No setting that changes these figures.")),)
    if len(difference.parts) > 1:
        told.append((_("How it is shared out"), _(
            "Each setting's part is its mean effect over all orders of changing the settings (Shapley); the parts add "
            "up to the whole difference, before rounding.")))
    return tuple(told)


def _setting(input_name: str, first: Scheme, second: Scheme, money: Money) -> str:
    """What an input changes of the first scheme, with both values."""
    if input_name == "weights":
        return _weights(first, second)
    before, now = (scheme_in_words(scheme, money) for scheme in (first, _changed(input_name, first, second)))
    changed = [name for name in dict.fromkeys((*before, *now)) if before.get(name) != now.get(name)]
    pairs = [_pair(name, before.get(name, ""), now.get(name, "")) for name in changed[:_MOST]]
    more = len(changed) - len(pairs)
    words = [*pairs, *([ngettext("{count} setting more", "{count} settings more", more)] if more else [])]
    return _("{settings}.", settings="; ".join(words)) if words else ""


def _changed(input_name: str, first: Scheme, second: Scheme) -> Scheme:
    """The first scheme with this input taken over from the second."""
    changes = inputs(first, second)
    for name in [input_name] if input_name in changes else input_name.split(JOINED):
        first = changes[name](first)
    return first


def _pair(name: str, before: str, now: str) -> str:
    if not before:
        return _("{setting}: now {now}", setting=name, now=now)
    if not now:
        return _("{setting}: no longer {before}", setting=name, before=before)
    return _("{setting}: from {before} to {now}", setting=name, before=before, now=now)


def _weights(first: Scheme, second: Scheme) -> str:
    """The weights that rise and those that fall; as weights make 100, none changes alone."""
    ways: dict[bool, list[str]] = {True: [], False: []}
    for name, was in vars(first.weights).items():
        now = getattr(second.weights, name)
        if was != now:
            ways[now > was].append(_("{criterion} from {before} to {now}", criterion=criterion_noun(name),
                                     before=percent(was / WHOLE), now=percent(now / WHOLE)))
    return _("Higher weight: {up}. Lower weight: {down}.", up=all_of(ways[True]), down=all_of(ways[False]))


def _effect(row: Mapping[Hashable, Any], tier: str, money: Money) -> str:
    """What an input, or all of them, do to the best tier and to the service; empty when nothing."""
    customers, contribution = float(row["top_customers"]), float(row["top_contribution"])
    cost, hours = float(row["service_cost"]), float(row["staffed_hours"])
    best = "" if abs(customers) < _LEAST and abs(contribution) < _LEAST else _best_tier(customers, contribution, tier,
                                                                                        money)
    service = "" if abs(cost) < _LEAST and abs(hours) < _LEAST else _service(cost, hours, money)
    return " ".join(filter(None, (best, service)))


def _best_tier(customers: float, contribution: float, tier: str, money: Money) -> str:
    """How the best tier changes; customers are whole, though the mean over orders need not be."""
    words = {"tier": tier, "amount": money.short(abs(contribution))}
    many = round(abs(customers))
    if not many:
        return (_("{tier} gains {amount} of contribution, with as many customers.", **words) if contribution > 0 else
                _("{tier} loses {amount} of contribution, with as many customers.", **words))
    if customers > 0 and contribution >= 0:
        return ngettext("{tier} gains {count} customer and {amount} of contribution.",
                        "{tier} gains {count} customers and {amount} of contribution.", many, **words)
    if customers > 0:
        return ngettext("{tier} gains {count} customer and loses {amount} of contribution.",
                        "{tier} gains {count} customers and loses {amount} of contribution.", many, **words)
    if contribution > 0:
        return ngettext("{tier} loses {count} customer and gains {amount} of contribution.",
                        "{tier} loses {count} customers and gains {amount} of contribution.", many, **words)
    return ngettext("{tier} loses {count} customer and {amount} of contribution.",
                    "{tier} loses {count} customers and {amount} of contribution.", many, **words)


def _service(cost: float, hours: float, money: Money) -> str:
    words = {"cost": money.short(abs(cost)), "hours": number(abs(hours))}
    if abs(hours) < _LEAST:
        return (_("The service costs {cost} more a year, with the same staff hours.", **words) if cost > 0 else
                _("The service costs {cost} less a year, with the same staff hours.", **words))
    if abs(cost) < _LEAST:
        return (_("The service takes {hours} more staff hours a year at the same cost.", **words) if hours > 0 else
                _("The service takes {hours} fewer staff hours a year at the same cost.", **words))
    if cost > 0:
        return (_("The service costs {cost} more a year and takes {hours} more staff hours.", **words) if hours > 0 else
                _("The service costs {cost} more a year and takes {hours} fewer staff hours.", **words))
    return (_("The service costs {cost} less a year and takes {hours} more staff hours.", **words) if hours > 0 else
            _("The service costs {cost} less a year and takes {hours} fewer staff hours.", **words))


def _heading(text: str) -> str:
    return text[:1].upper() + text[1:]


def _by_figure(difference: Difference, column: str) -> dict[Hashable, Any]:
    return difference.figures.set_index("figure")[column].to_dict()


def _signed(amount: float, written: str) -> str:
    return f"+{written}" if amount > _LEAST else written
