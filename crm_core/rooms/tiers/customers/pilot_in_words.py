"""What pilots say of who leaves, in sentences; and that they do not say it, where they do not."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.amounts import percent, points
from crm_core.column_headings import heading
from crm_core.language import _, all_of, day
from crm_core.rooms.tiers.consequences.at_risk import AtRisk
from crm_core.rooms.tiers.consequences.pilots import Pilot


def pilots_in_words(pilots: Sequence[Pilot], risk: AtRisk) -> str:
    """The effect that a pilot measured, against the break-even; or that none has measured it."""
    if not pilots:
        return _("The data has no pilot: how many leave because of a lower tier has not been measured.")
    measured = [each for each in pilots if each.says_leaving]
    if not measured:
        figures = [heading(each.measure) if each.measure else _("no figure") for each in pilots]
        named = [_("“{name}” measures {figure}", name=each.name, figure=figure)
                 for each, figure in zip(pilots, figures, strict=True)]
        return _("No pilot in the data has measured who leaves: {pilots}.", pilots=all_of(named))
    return " ".join(part for each in measured for part in (_effect(each), _against(each, risk)) if part)


def _effect(pilot: Pilot) -> str:
    return _("Pilot “{name}”, since {day}: of the customers of its {treated} branches {difference} left, against its "
             "{control} others (95% interval {low} to {high}). It counts all customers of these branches, not only "
             "those who would go down.", name=pilot.name, day=day(pilot.started_on), treated=str(pilot.treated),
             control=str(pilot.control), difference=points(pilot.difference), low=points(pilot.low),
             high=points(pilot.high))


def _against(pilot: Pilot, risk: AtRisk) -> str:
    """Where the interval lies against the break-even."""
    share = risk.break_even
    if share is None or pilot.low is None or pilot.high is None:
        return ""
    words = {"share": percent(share)}
    if pilot.high < share:
        return _("All of that interval is below the break-even of {share}.", **words)
    if pilot.low > share:
        return _("All of that interval is above the break-even of {share}.", **words)
    return _("The break-even of {share} lies within that interval: the pilot does not settle it.", **words)
