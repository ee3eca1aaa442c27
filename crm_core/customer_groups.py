"""Households and groups of companies that count as one customer: whether the scope of a question holds them whole."""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Question, Reader

_GROUPS = Question("group_count", "select count(*) as groups from book_groups")


def has_groups(read: Reader) -> bool:
    """Whether the data names groups of customers, and the scope holds them whole."""
    return read.scope.segment is None and bool(read(_GROUPS)["groups"].iloc[0])


def require_groups(read: Reader) -> None:
    """Raises CannotAnswer where groups cannot count as one."""
    if read.scope.segment:
        raise CannotAnswer(_("The customers of one group are of several segments. Rank each customer, or clear the "
                             "segment."))
    if not has_groups(read):
        raise CannotAnswer(_("The data names no groups of customers. Add a groups file."))
