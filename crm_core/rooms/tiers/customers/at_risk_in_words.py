"""What is at risk with those who go down, in sentences that hold whatever they bring and whatever is saved."""

from __future__ import annotations

from crm_core.amounts import Money, percent
from crm_core.language import N_, _
from crm_core.rooms.tiers.consequences.at_risk import AtRisk

_NOTHING = 0.005
"""Money that is less than a cent."""
_DEFAULT = N_("These commitments and hourly costs are defaults that nobody has approved.")


def break_even_in_words(risk: AtRisk, money: Money) -> str:
    """`It pays unless more than 14% of them leave: …`; said to rest on defaults where it does."""
    if not risk.customers:
        return _("No customer goes down, so there is nothing to lose by it.")
    sentence = _break_even(risk, money)
    return " ".join((sentence, _(_DEFAULT))) if risk.is_default else sentence


def _break_even(risk: AtRisk, money: Money) -> str:
    saving = money.short(abs(risk.saving))
    if risk.saving < -_NOTHING:
        return _("The service of those who go down would cost {amount} a year more, so it does not pay even if all of "
                 "them stay.", amount=saving)
    if risk.contribution is None:
        return _("{amount} a year is saved on the service of those who go down. The data does not say what they "
                 "contribute, so what their leaving would cost is not known.", amount=saving)
    contribution = money.short(risk.contribution)
    if risk.contribution <= 0:
        return (_("Those who go down contribute {amount} together: none of it would be lost with them, and {saving} a "
                  "year is saved on their service.", amount=contribution, saving=saving)
                if risk.saving > _NOTHING else
                _("Those who go down contribute {amount} together: none of it would be lost with them, and nothing is "
                  "saved on their service.", amount=contribution))
    if risk.saving <= _NOTHING:
        return _("Nothing is saved on the service of those who go down, so it does not pay if any of them leaves: they "
                 "contribute {amount}.", amount=contribution)
    share = risk.break_even or 0.0  # there is one where something is brought and something saved
    return _("It pays unless more than {share} of them leave: {saving} a year is saved on their service if all of them "
             "stay, and they contribute {amount}.", share=percent(share), saving=saving, amount=contribution)


def assumption_in_words(risk: AtRisk, money: Money) -> str:
    """What the assumed attrition would cost, set against the saving unless that rests on defaults; empty where nobody
    goes down or nobody's contribution is known."""
    if not risk.customers or risk.contribution is None:
        return ""
    words = {"share": percent(risk.attrition), "loss": money.short(abs(risk.loss)), "net": money.short(abs(risk.net))}
    if risk.is_default:
        return (_("If {share} of them left, as assumed, {loss} of contribution would go with them.", **words)
                if risk.loss >= 0 else
                _("If {share} of them left, as assumed, a loss of {loss} would go with them.", **words))
    if risk.loss < 0:
        return (_("If {share} of them left, as assumed, a loss of {loss} would go with them: {net} a year better in "
                  "all.", **words) if risk.net >= 0 else
                _("If {share} of them left, as assumed, a loss of {loss} would go with them: {net} a year worse in "
                  "all.", **words))
    return (_("If {share} of them left, as assumed, {loss} of contribution would go with them: {net} a year better in "
              "all.", **words) if risk.net >= 0 else
            _("If {share} of them left, as assumed, {loss} of contribution would go with them: {net} a year worse in "
              "all.", **words))
