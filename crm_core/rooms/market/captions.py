"""The figures and cards of a Market in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.house_style import NOTHING, number, percent, points
from crm_core.reading import Caption, Metric
from crm_core.rooms.market.figure import riser
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.reading import say_families, say_regions

_PEERS = "The grey line is what the other banks hold on average."


def metrics(result: Market) -> tuple[Metric, ...]:
    """Our share, its change, our rank, and how concentrated the market is."""
    own = result.own
    return (
        Metric("Our share", percent(own.share) if own else NOTHING, f"On {result.period:%d %B %Y}."),
        Metric("Gained in a year", points(own.share_change) if own else NOTHING,
               "Our share now less our share in the report of the same month a year before."),
        Metric("Our rank", f"{number(own.rank)} of {number(own.of)}" if own else NOTHING,
               "Among the banks that hold something."),
        Metric("Concentration (HHI)", number(result.hhi),
               f"Near 0 for many small banks, 10,000 for one. {_hhi_before(result)}"),
    )


def _hhi_before(result: Market) -> str:
    """The index a year before, beside that of the same banks where not all are in both reports."""
    if not (result.missing or result.appeared):
        return f"A year before: {number(result.hhi_before)}."
    return (f"Among the banks of both reports: {number(result.hhi_of_both)}, a year before "
            f"{number(result.hhi_before)}.")


def trend(result: Market) -> Caption:
    """Who gained most."""
    gained = riser(result)
    return Caption(f"{gained} gained most in a year" if gained else "Share of each bank, report by report",
                   "We in the accent, whoever gained most in amber.")


def banks(result: Market) -> Caption:
    """Who leads."""
    return Caption(f"{result.banks['institution'].iloc[0]} leads",
                   f"Share on {result.period:%d %B %Y}, and what a year changed.")


def region_map(everywhere: Market) -> Caption:
    """Where our share is largest and smallest."""
    return Caption(say_regions(everywhere), "Click a region to see it everywhere on this page.")


def region_bars(by: str) -> Caption:
    """The map's figure in order."""
    return Caption("Ranking", _PEERS if by == "own_share" else "")


def families(result: Market) -> Caption:
    """In which family we are strongest."""
    return Caption(say_families(result), _PEERS)
