"""What somebody may have meant: the known names closest to one that nobody knows."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from crm_core.language import _

_FEW = 12
"""So many names are listed whole when none is close; more would bury the sentence."""


def closest(name: str, names: Iterable[str]) -> list[str]:
    """Up to three of `known` that resemble `name`, the most alike first; case does not count."""
    by_folded = {each.casefold(): each for each in names}
    return [by_folded[each] for each in get_close_matches(name.casefold(), by_folded, n=3, cutoff=0.5)]


def nearest(name: str, candidates: Iterable[str]) -> str:
    """"Nearest: …" with up to three of `known` that resemble `name`, else "Known: …" with all of them, if few."""
    names = list(candidates)
    close = closest(name, names)
    if close:
        return _("Nearest: {names}.", names=", ".join(close))
    if not names:
        return _("There is none.")
    if len(names) > _FEW:
        return _("Known: {names} …", names=", ".join(names[:_FEW]))
    return _("Known: {names}.", names=", ".join(names))
