"""The cards of the Outflows page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import Money
from crm_core.reading import Caption
from crm_core.rooms.outflows.measure import Outflows
from crm_core.rooms.outflows.reading import most_in_words, say_pairs, say_regions


def counterparts(result: Outflows) -> Caption:
    """Which bank gets the most."""
    words = most_in_words(result)
    market = bool(result.counterparts["peer_share"].notna().any())
    return Caption(words[0].upper() + words[1:], "Share of the money sent in a month."
                   + " The grey line is the bank's share of what all other banks hold in these regions." * market)


def regions(result: Outflows, money: Money) -> Caption:
    """From which region the most is sent."""
    return Caption(say_regions(result, money), "Amber: one bank draws significantly more senders. A region leads only "
                   "when its customers send more than chance explains.")


def pairs(result: Outflows) -> Caption:
    """Where one bank draws more customers than chance."""
    return Caption(say_pairs(result), "Senders of each region to each bank beside what they would be if every region "
                                      "sent like all together; the strongest draw first.")
