"""What a list says of itself: where it stands against its plan, and what the cards of its page find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_core.amounts import NOTHING, number, percent
from crm_core.language import _, day, ngettext
from crm_core.lists.lot import Lot
from crm_core.lists.progress import NOBODY, SMALL, Group, Progress, Share
from crm_core.lists.work_list import WorkList
from crm_core.reading import Caption, Reading, named


def say_none() -> Reading:
    """That the workspace has no list yet, and how to make one."""
    return Reading(_("There is no list yet."), _(
        "A list is made on the page Tier changes, from the customers who go up or down there, or on Retention, from "
        "those who may leave. It is handed out and set against its plan here when it comes back."))


def say(work_list: WorkList, found: Progress) -> Reading:
    """The list against its plan in a sentence, and what is late: `Of 214 customers to call by 15 December 2026, 61
    have been reached; 9 declined.`"""
    if work_list.state == "draft":
        return Reading(ngettext(
            "“{name}” holds {count} customer and has not been handed out.",
            "“{name}” holds {count} customers and has not been handed out.", found.customers, name=work_list.name),
            _("Look through the next steps, then hand it out: from then on it stays as it is."))
    parts = [_of_plan(found)]
    declined = found.outcomes.get("declined", 0)
    if declined:
        parts.append(ngettext("{count} declined.", "{count} declined.", declined))
    if found.left_unreached:
        parts.append(ngettext("{count} has left before being reached.", "{count} have left before being reached.",
                              found.left_unreached))
    return Reading(" ".join(parts), _late(found))


def _of_plan(found: Progress) -> str:
    values = {"day": day(found.due_on), "customers": number(found.customers)}
    if not found.reached:
        return _("Of {customers} customers to call by {day}, nobody has been reached yet.", **values)
    if found.to_reach < found.customers:
        return ngettext(
            "Of {planned} customers to reach by {day}, {count} has been reached; the list holds {customers}.",
            "Of {planned} customers to reach by {day}, {count} have been reached; the list holds {customers}.",
            found.reached, planned=number(found.to_reach), **values)
    return ngettext("Of {customers} customers to call by {day}, {count} has been reached.",
                    "Of {customers} customers to call by {day}, {count} have been reached.", found.reached, **values)


def _late(found: Progress) -> str:
    if not found.overdue:
        open_now = found.tried + found.untried
        if not open_now:
            return _("Nobody is left to be reached.")
        return ngettext("{count} is still to be reached, and not overdue.",
                        "{count} are still to be reached, and none is overdue.", open_now)
    parts = [ngettext("{count} is overdue.", "{count} are overdue.", found.overdue)]
    without = sum(each.overdue for each in found.managers if each.id == NOBODY)
    if without and len(found.managers) > 1:
        parts.append(ngettext("{count} of them has no manager.", "{count} of them have no manager.", without))
    if most := _with_most_overdue(found.managers):
        parts.append(_("Of the managers, {manager} has the most: {many}.", manager=most.name,
                       many=number(most.overdue)))
    return " ".join(parts)


def _with_most_overdue(managers: Sequence[Group]) -> Group | None:
    """The manager with more overdue customers than any other; None where several have as many, or there is one."""
    ranked = sorted((each for each in managers if each.id != NOBODY), key=lambda each: -each.overdue)
    return ranked[0] if len(ranked) > 1 and ranked[0].overdue > ranked[1].overdue else None


@named
def outcomes(found: Progress) -> Caption:
    """What came of those who were heard from."""
    heard = found.share_of_heard("accepted")
    note = _("Of the customers who were reached or have left, by the latest result of each. The range is where the "
             "share of all customers on the list lies with 95%, if those heard from are like the others.")
    if not heard.whole:
        return Caption(_("No result has come back yet"), note)
    if heard.value is None:
        return Caption(ngettext("{count} customer has been heard from, too few for shares",
                                "{count} customers have been heard from, too few for shares", heard.whole), note)
    return Caption(_("{share} of those heard from agreed, {declined} declined", share=percent(heard.value),
                     declined=percent(found.share_of_heard("declined").value or 0.0)), note)


@named
def by_manager(found: Progress) -> Caption:
    """Who is behind."""
    managers = [each for each in found.managers if each.id != NOBODY]
    late = [each for each in managers if each.overdue]
    note = _("Reached: spoken with on some day. Overdue: neither reached nor left, and past the due date. Shares of "
             "groups of fewer than {few} customers are left out.", few=number(SMALL))
    if not managers:
        return Caption(_("How far the list has come"), note)
    if not late:
        return Caption(_("No manager has an overdue customer"), note)
    return Caption(ngettext("{count} of {managers} managers has overdue customers",
                            "{count} of {managers} managers have overdue customers", len(late),
                            managers=number(len(managers))), note)


@named
def attrition(found: Progress) -> Caption:
    """Leavers among those who go down, against what was assumed."""
    note = _("An assumption is compared with what came back, not measured by it: leavers may be heard from sooner than "
             "those who stay, and the assumption may be of a longer time than the list has run.")
    down = found.attrition
    if down is None:
        return Caption(_("Nobody on the list goes down"), note)
    if down.customers < SMALL:
        return Caption(ngettext("{left} of {count} customer who goes down has left so far, too few for a share",
                                "{left} of {count} customers who go down have left so far, too few for a share",
                                down.customers, left=number(down.left)), note)
    return Caption(ngettext("{left} of {count} customer who goes down has left so far ({share})",
                            "{left} of {count} customers who go down have left so far ({share})", down.customers,
                            left=number(down.left), share=percent(down.at_least)), note)


def attrition_notes(found: Progress) -> list[str]:
    """What the leavers so far say of the assumption and of the break-even, as far as they say anything: of fewer than
    `SMALL` customers, nothing."""
    down = found.attrition
    if down is None:
        return []
    notes = [ngettext("{count} of them has been heard from. {range}", "{count} of them have been heard from. {range}",
                      down.heard_of, range=_range(down.heard))]
    if down.customers < SMALL:
        return notes
    if down.assumed is not None:
        notes.append(_("The plan assumes that {share} leave. {verdict}", share=percent(down.assumed),
                       verdict=_verdict(down.at_least, down.heard, down.assumed)))
    if down.break_even is not None:
        reached = down.at_least >= down.break_even
        notes.append(_("The change does not pay from {share} on: that is reached, even if nobody else leaves.",
                       share=percent(down.break_even)) if reached else
                     _("The change does not pay from {share} on. {verdict}", share=percent(down.break_even),
                       verdict=_verdict(down.at_least, down.heard, down.break_even)))
    return notes


def _range(heard: Share) -> str:
    if heard.value is None or heard.low is None or heard.high is None:
        return _("Too few to say a share.")
    return _("Of these, {share} left (95% range {low} to {high}).", share=percent(heard.value), low=percent(heard.low),
             high=percent(heard.high))


def _verdict(at_least: float, heard: Share, limit: float) -> str:
    if at_least > limit:
        return _("More have left already.")
    if heard.low is None or heard.high is None:
        return _("Too few have been heard from to compare.")
    if heard.low > limit:
        return _("Those heard from leave more often than that, beyond chance.")
    if heard.high < limit:
        return _("Those heard from leave less often than that, beyond chance.")
    return _("Those heard from do not contradict it: the difference is within chance.")


def share_words(share: Share) -> str:
    """`26.2% (17% to 38%)`; nothing where there are too few."""
    if share.value is None or share.low is None or share.high is None:
        return NOTHING
    return _("{share} ({low} to {high})", share=percent(share.value), low=percent(share.low), high=percent(share.high))


def state_words(work_list: WorkList) -> str:
    """`Handed out on 3 May 2026`."""
    if work_list.closed_at:
        return _("Closed by {author} on {day}", author=work_list.closed_by, day=_local(work_list.closed_at))
    if work_list.handed_out_at:
        return _("Handed out on {day}", day=_local(work_list.handed_out_at))
    return _("Draft")


def _local(moment: dt.datetime) -> str:
    return day(moment.astimezone())


def left_out_in_words(count: int) -> str:
    """`40 are left out by lot.`"""
    return ngettext("{count} is left out by lot.", "{count} are left out by lot.", count)


def drawn_before_in_words(lots: int) -> str:
    """That customers were drawn again: whoever draws until a lot pleases has no lot."""
    return ngettext("{count} other lot of at least half of these customers was drawn and not used, so this one may "
                    "have been chosen.",
                    "{count} other lots of at least half of these customers were drawn and not used, so this one may "
                    "have been chosen.", lots)


@named
def left_out(lot: Lot, count: int, begins_on: dt.date, *, drawn_before: int) -> Caption:
    """How many were left out of the list by lot, what for, and whether it was drawn before."""
    caption = _left_out(lot, count, begins_on)
    if not drawn_before:
        return caption
    return Caption(caption.title, f"{caption.note} {drawn_before_in_words(drawn_before)}")


def _left_out(lot: Lot, count: int, begins_on: dt.date) -> Caption:
    return Caption(
        ngettext("{count} customer is left out by lot and is not to be called",
                 "{count} customers are left out by lot and are not to be called", count),
        _("Chosen on {day} by the number {seed}, whatever is known of them. Twelve months after the month in which "
          "the list is handed out the page Retention compares them with those on it: that is how the effect of calling "
          "is measured. Who they are stands on no page, as pages are printed for those who call: it is in the file.",
          day=day(begins_on), seed=str(lot.seed)))
