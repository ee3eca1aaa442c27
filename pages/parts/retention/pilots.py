"""Pilots of calling that the workspace keeps, as the data that is open shows them."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import streamlit as st

from crm_core import CannotAnswer
from crm_core.kept_pilots import allotted, of_this_data
from crm_core.language import _, all_of
from crm_core.question import Reader
from crm_core.rooms import retention
from crm_core.rooms.retention import Followed
from crm_core.rooms.retention import pilots_in_words as words
from crm_core.rooms.retention.chances.learning import Outcome
from crm_core.rooms.retention.chances.leaving import Leaving
from pages import frame
from pages.frame.saving.workspace import workspace

SHARES = (0, 10, 20, 30, 50)
"""Percent of a list that can be left out by lot."""


def followed(read: Reader, outcome: Outcome) -> tuple[Followed, ...]:
    """The pilots of `outcome` in the data that is open, the latest first; none where the workspace cannot be used."""
    with contextlib.suppress(CannotAnswer):
        kept = of_this_data(workspace().pilots.all(outcome), frame.book())
        lists = [(each.list_id, each.drawn_before) for each in kept]
        return frame.cache_answer(f"pilots {outcome} {lists}",
                                  lambda: retention.measured(read, allotted(kept))) if kept else ()
    return ()


def _say_others(outcome: Outcome) -> None:
    """Which pilots were made from other data, and are not read."""
    with contextlib.suppress(CannotAnswer):
        pilots = workspace().pilots.all(outcome)
        others = [each for each in pilots if each not in of_this_data(pilots, frame.book())]
        names = [_("“{name}” ({title})", name=each.name, title=each.made_from) for each in others]
        if names:
            st.caption(frame.escape(_("Pilots on customers of other data are not read: {names}.", names=all_of(names))))


def draw(read: Reader, found: Leaving) -> None:
    """The card, where there is a pilot."""
    _say_others(found.outcome)
    pilots = followed(read, found.outcome)
    if pilots:
        with frame.card(*words.pilots(pilots)):
            for each in pilots:  # sentences that no table is wide enough for, least of all on a phone
                st.markdown(f"**{frame.escape(words.named_with_sides(each))}** "
                            f"{frame.escape(words.followed_in_words(each))}")
            if together := words.together_in_words(pilots):
                st.markdown(frame.escape(together))
            st.caption(frame.escape(_("Customers who are left out of one list may be called from another: that makes "
                                      "an effect look smaller than it is.")))


def offered(found: Leaving) -> Mapping[int, str]:
    """Which parts of the list can be left out, in percent, each with what it could show."""
    rate = float(found.listed["chance"].mean())
    return {share: words.planned(len(found.listed), share / 100, rate) for share in SHARES}
