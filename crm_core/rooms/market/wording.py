"""The words of a Market that several of its sentences, figures and refusals share."""

from __future__ import annotations

from collections.abc import Sequence

from crm_core.amounts import number
from crm_core.language import _, all_of, ngettext
from crm_core.vocabulary import family_noun

MAX_NAMED = 4


def market_noun(family: str) -> str:
    """The market of a family or of all, with its article: `the market for loans`."""
    return _("the market") if family == "all" else _("the market for {family}", family=family_noun(family))


def rank_of(rank: float, banks: float) -> str:
    """A place among banks: `2 of 7`; a dash for who holds nothing."""
    return _("{rank} of {of}", rank=number(rank), of=number(banks))


def listed(names: Sequence[str]) -> str:
    """The names, of many only the first four and how many others."""
    rest = len(names) - MAX_NAMED
    if rest <= 0:
        return all_of(names)
    return all_of([*names[:MAX_NAMED], ngettext("{count} other", "{count} others", rest)])
