"""A book of what one permit lets through, open for reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from crm_core import Withheld
from crm_core.language import _
from crm_core.permit import Permit
from crm_core.warehouse import Book, BookUnavailable

MEMORY = "512MB"
"""Of each, as many may be open beside the bank's."""


class LimitedBook(Book):
    """As every other book, but what is not in it is told as what the permit does not show."""

    def __init__(self, path: Path, permit: Permit) -> None:
        self.permit = permit
        super().__init__(path, memory_limit=MEMORY)

    def _ask(self, *asked: Any, **options: Any) -> Any:
        try:
            return super()._ask(*asked, **options)
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
