"""Quality in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

import math

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, month, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.quality.measure import Quality
from crm_core.rooms.quality.wording import fix_words, touched_words


@made_once
def say(result: Quality, money: Money) -> Reading:
    """How much is there, what was rejected and what does not agree, how old it is; and what to fix first."""
    findings = []
    if result.count("validity"):
        rejected = result.count("validity") - result.count("validity", "passed")
        findings.append(ngettext("{count} row was rejected", "{count} rows were rejected", rejected) if rejected
                        else _("no row was rejected"))
    failing, checks = result.failing_checks
    findings.append(ngettext("{count} of {checks} checks did not pass in full",
                             "{count} of {checks} checks did not pass in full", failing, checks=number(checks))
                    if failing else ngettext("{count} check passes in full", "{count} checks pass in full", checks))
    headline = _("{there}; {findings}. The data goes to {month}.", there=_there(result), findings=all_of(findings),
                 month=month(result.last_month))
    return Reading(headline, _so_what(result))


def _there(result: Quality) -> str:
    """Of customers and activity apart: in one figure a large activity hides any gap of the customers."""
    customers, activity = (result.total("completeness", table) for table in ("customers", "activity"))
    if math.isnan(customers) or math.isnan(activity):
        return _("{share} of the expected values are there", share=percent(result.total("completeness")))
    return _("{customers} of the expected values of customers and {activity} of those of activity are there",
             customers=percent(customers), activity=percent(activity))


def _so_what(result: Quality) -> str:
    said = []
    if result.months_late and result.source != "demo":
        said.append(ngettext("{count} whole month had ended by the day of loading and is not in it.",
                             "{count} whole months had ended by the day of loading and are not in it.",
                             result.months_late))
    if not len(result.fixes):
        return " ".join([*said, _("Nothing to fix.")])
    first = result.fixes.iloc[0].to_dict()
    said.append(_("Fix first: {what} That touches {touched}.", what=fix_words(first), touched=touched_words(first)))
    return " ".join(said)
