"""A book of what one permit lets through, open for reading."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import duckdb

from crm_core import Withheld
from crm_core.language import N_, _
from crm_core.language.stored import stored, told
from crm_core.permit import Permit
from crm_core.warehouse import Book, BookUnavailable, Shelf
from crm_core.warehouse.faults import BookDamaged
from crm_core.warehouse.memory import book_memory

MEMORY_SHARE = 0.5
"""Of what the bank's book may take, as many may be open beside it."""


class LimitedBook(Book):
    """As every other book, but what is not in it is told as what the permit does not show; one that is found damaged is
    made anew when it is opened the next time."""

    def __init__(self, path: Path, permit: Permit, shelf: Shelf) -> None:
        self.permit, self._shelf = permit, shelf
        super().__init__(path, memory_limit=book_memory(MEMORY_SHARE))

    @property
    def caveat(self) -> str:
        """What must be known of every figure of it, in the language spoken."""
        return told(caveat_of(self.permit)[1])

    @property
    def is_in_use(self) -> bool:
        """Whether it is the one that people with this permit are to read: not one that was damaged or taken away."""
        return self._shelf.current_or_none() == self.path.name

    def _ask(self, *asked: Any, **options: Any) -> Any:
        try:
            return super()._ask(*asked, **options)
        except BookDamaged as error:
            forget(self._shelf)
            raise BookUnavailable(_("The file of what you may see was damaged. It is made anew at the next click, "
                                    "which takes some seconds.")) from error
        except BookUnavailable as error:
            if not isinstance(error.__cause__, duckdb.CatalogException):
                raise
            raise Withheld(self._withheld()) from error

    def _withheld(self) -> str:
        if self.permit.sees_customers:
            return _("This is the account of all of the data, and your permit is for a part of it ({permit}). Ask "
                     "somebody whose permit has no limits.", permit=self.permit.words)
        return _("This is counted from single customers, or from groups of fewer than {count}. Your permit as an "
                 "executive shows neither. Ask a planner for it.", count=self.permit.smallest_group)


def forget(shelf: Shelf) -> None:
    """Let the book of a permit be made anew when it is opened the next time; who has it open reads on."""
    with contextlib.suppress(OSError):
        shelf.pointer.unlink(missing_ok=True)


def caveat_of(permit: Permit) -> tuple[str, str]:
    """What must be known of every figure of the book, on pages, in files and in answers: a badge and a sentence, as
    stored texts."""
    if permit.is_limited:
        limits = "; ".join(", ".join(names) for names in (permit.regions, permit.branches, permit.managers) if names)
        return stored(N_("Part of the bank")), stored(N_(
            "These are figures of a part of the bank ({limits}): all, ranks, medians and tiers are of its customers "
            "alone."), limits=limits)
    return stored(N_("Large groups")), stored(N_(
        "Kinds of customers, branches and managers are not told apart here, nor who joined or left. Regions and "
        "products with fewer than {least_count} customers in any month are joined with others."),
        least_count=permit.smallest_group)
