"""The decision log in words: what is due, who decided what, and all of it as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

import pandas as pd

from crm_core.language import N_, _, day, ngettext
from crm_core.reading import Reading

if TYPE_CHECKING:
    from crm_core.workspace import Decision, Remark

Wanted = Literal["all", "due", "open", "reviewed", "withdrawn"]
STATES: dict[Wanted, str] = {"all": N_("All decisions"), "due": N_("Due for review"), "open": N_("Open"),
                             "reviewed": N_("Reviewed"), "withdrawn": N_("Withdrawn")}
"""What of the log may be looked at, as choices."""


def say(log: Iterable[Decision], today: dt.date) -> Reading:
    """How many decisions are due for review, of how many; and the one that has waited longest."""
    decisions = tuple(log)
    if not decisions:
        return Reading(_("No decision is recorded yet."), _("Record one from the page that it rests on."))
    due = [each for each in decisions if each.is_due(today)]
    if not due:
        days = [each.review_on for each in decisions if each.review_on]
        next_one = _("The next review is on {day}.", day=day(min(days))) if days else _("No review is planned.")
        return Reading(ngettext("{count} decision is recorded, and none is due for review.",
                                "{count} decisions are recorded, and none is due for review.", len(decisions)),
                       next_one)
    longest = min(due, key=lambda each: each.review_on or today)
    return Reading(ngettext("{count} decision is due for review.", "{count} decisions are due for review.", len(due)),
                   _("“{title}” has waited longest: it was to be looked at again on {day}.", title=longest.title,
                     day=day(longest.review_on or today)))


def state_words(decision: Decision) -> str:
    """`Open`, or what became of it, by whom and when: `Reviewed by Ana on 3 May 2026`."""
    last = decision.last_change
    if last is None:
        return _("Open")
    values = {"author": last.author, "day": day(last.at.astimezone())}
    match last.kind:
        case "reviewed":
            return _("Reviewed by {author} on {day}", **values)
        case "withdrawn":
            return _("Withdrawn by {author} on {day}", **values)
    return _("Reopened by {author} on {day}", **values)


def remark_words(remark: Remark) -> str:
    """Who said it, when, and what it changed: `Ana reviewed it on 3 May 2026 and looks again on 1 June 2026`."""
    values = {"author": remark.author, "day": day(remark.at.astimezone())}
    match remark.kind:
        case "reviewed" if remark.review_on:
            return _("{author} reviewed it on {day}; to be looked at again on {next}", next=day(remark.review_on),
                     **values)
        case "reviewed":
            return _("{author} reviewed it on {day}", **values)
        case "withdrawn":
            return _("{author} withdrew it on {day}", **values)
        case "reopened":
            return _("{author} reopened it on {day}", **values)
    return _("{author} remarked on {day}", **values)


def found(log: Iterable[Decision], words: str, wanted: Wanted, today: dt.date) -> tuple[Decision, ...]:
    """The decisions in a state that say all of the `words`, whatever their capitals, in their order."""
    sought = words.casefold().split()

    def says_it(decision: Decision) -> bool:
        text = " ".join([decision.title, decision.reason, decision.author,
                         *(part for each in decision.remarks for part in (each.text, each.author))]).casefold()
        return all(word in text for word in sought)

    def is_in_state(decision: Decision) -> bool:
        return wanted == "all" or (decision.is_due(today) if wanted == "due" else decision.state == wanted)

    return tuple(each for each in log if is_in_state(each) and says_it(each))


def table(log: Iterable[Decision], pages: dict[str, str]) -> pd.DataFrame:
    """The log as a table, a row a decision, in words; `pages` are the titles of pages by their names."""
    rows = [(each.decided_on, each.title, each.reason, each.author, pages.get(each.page, each.page),
             state_words(each), each.review_on, "\n".join(f"{remark_words(one)}: {one.text}" for one in each.remarks),
             each.book_title, each.book_fingerprint) for each in log]
    columns = [_("Decided on"), _("Decision"), _("Reason"), _("Decided by"), _("Page"), _("State"), _("Look again on"),
               _("Remarks"), _("Data"), _("Version")]
    return pd.DataFrame(rows, columns=pd.Index(columns))
