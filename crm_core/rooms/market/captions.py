"""The figures and cards of a Market in words: each title is the finding, each note says what is shown."""

from __future__ import annotations

from crm_core.amounts import NOTHING, number, percent, points
from crm_core.language import _, day
from crm_core.made_once import made_once
from crm_core.reading import Caption, Metric, named
from crm_core.rooms.market.figure import riser
from crm_core.rooms.market.measure import Market
from crm_core.rooms.market.reading import say_families, say_regions
from crm_core.rooms.market.wording import rank_of


@made_once
def metrics(result: Market) -> tuple[Metric, ...]:
    """Our share, its change, our rank, and how concentrated the market is."""
    own = result.own
    scale = (_("HHI: near 0 for many small banks, 10,000 for a single one."), _hhi_before(result))
    return (
        Metric(_("Our share"), percent(own.share) if own else NOTHING, _("On {day}.", day=day(result.period))),
        Metric(_("Yearly change"), points(own.share_change) if own else NOTHING,
               _("Our share now less our share in the report of the same month a year before.")),
        Metric(_("Our rank"), rank_of(own.rank, own.of) if own else NOTHING, _("Among the banks that hold balances.")),
        Metric(_("Concentration"), number(result.hhi), " ".join(filter(None, scale))),
    )


def _hhi_before(result: Market) -> str:
    """The index a year before, beside that of the same banks where not all are in both reports."""
    if result.hhi_before is None:
        return ""
    if not (result.missing or result.appeared):
        return _("A year before: {hhi}.", hhi=number(result.hhi_before))
    return _("Among the banks in both reports: {hhi}, a year before {hhi_before}.", hhi=number(result.hhi_of_both),
             hhi_before=number(result.hhi_before))


@named
def trend(result: Market) -> Caption:
    """Who gained most."""
    gained = riser(result)
    return Caption(_("{bank} gained most in a year", bank=gained) if gained else _("Share of each bank by report"),
                   _("Our bank in blue, largest gainer in orange."))


@named
def banks(result: Market) -> Caption:
    """Who leads."""
    return Caption(_("{bank} leads", bank=result.banks["institution"].iloc[0]),
                   _("Share on {day} and change in a year.", day=day(result.period)))


@named
def region_map(everywhere: Market) -> Caption:
    """Where our share is largest and smallest."""
    return Caption(say_regions(everywhere))


@named
def region_bars(by: str) -> Caption:
    """The map's figure in order."""
    return Caption(_("Ranking"), _peers() if by == "own_share" else "")


@named
def families(result: Market) -> Caption:
    """In which family we are strongest."""
    return Caption(say_families(result), _peers())


def _peers() -> str:
    return _("The grey line is the mean share of the other banks.")
