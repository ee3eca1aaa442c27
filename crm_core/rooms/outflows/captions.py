"""The cards of the Outflows page in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import Money, percent
from crm_core.reading import Caption
from crm_core.rooms.outflows.measure import Outflows
from crm_core.rooms.outflows.reading import say_pairs, say_regions


def counterparts(result: Outflows) -> Caption:
    """Which bank gets the most."""
    first = result.counterparts.iloc[0]
    market = bool(result.counterparts["peer_share"].notna().any())
    return Caption(f"{first['counterpart']} gets {percent(first['share'])}", "Of the money sent in a month."
                   + " The grey line is the bank's part of the others' market." * market)


def regions(result: Outflows, money: Money) -> Caption:
    """From which region the most is sent."""
    return Caption(say_regions(result, money), "Amber: one bank draws clearly more senders than chance.")


def pairs(result: Outflows) -> Caption:
    """Where one bank draws more customers than chance."""
    return Caption(say_pairs(result), "Senders of each region to each bank beside what they would be if every region "
                                      "sent like all together; the strongest draw first.")
