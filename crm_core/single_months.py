"""Whether a book holds the months of single customers: one of a lakehouse leaves them where they are (decision 138)."""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.language import _
from crm_core.question import Question, Reader

STAYED = Question("stayed", "select count(*) > 0 and not exists (select 1 from activity) as stayed "
                            "from activity_months", is_kept=True)
"""One row: whether there is activity, and none of it in the book."""


def single_months_stayed(read: Reader) -> bool:
    """Whether they stayed in the lakehouse."""
    return bool(read(STAYED)["stayed"].iloc[0])


def require_single_months(read: Reader) -> None:
    """Raises CannotAnswer, with the remedy, where they stayed in the lakehouse."""
    if single_months_stayed(read):
        raise CannotAnswer(_("This is counted from single months of customers, which stayed in the lakehouse. Build "
                             "the data with --with-activity."))
