"""The cards of the Outflows page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.language import _
from crm_core.reading import Caption, named
from crm_core.rooms.outflows.measure import Outflows
from crm_core.rooms.outflows.reading import most_in_words, say_pairs, say_regions


@named
def counterparts(result: Outflows) -> Caption:
    """Which bank receives the most."""
    note = _("Share of monthly outflows.")
    if result.counterparts["peer_share"].notna().any():
        market = _("The grey line is the bank's share of what all other banks hold in these regions.")
        note = f"{note} {market}"
    return Caption(most_in_words(result), note)


@named
def regions(result: Outflows, money: Money) -> Caption:
    """From which region the most is sent."""
    return Caption(say_regions(result, money),
                   _("Outflows per customer and month. Orange: one bank has significantly more senders there than "
                     "expected. A region is only named as first when its customers send significantly more."))


@named
def pairs(result: Outflows) -> Caption:
    """Where one bank has significantly more senders."""
    return Caption(say_pairs(result),
                   _("Senders of each region to each bank, against those expected if every region sent like all "
                     "regions together; the most significant excess first."))
