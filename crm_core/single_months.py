"""Whether a book holds the months of single customers: one of a lakehouse leaves them where they are (decision 138)."""

from __future__ import annotations

from crm_core.question import Question, Reader

STAYED = Question("stayed", "select count(*) > 0 and not exists (select 1 from activity) as stayed "
                            "from activity_months", is_kept=True)
"""One row: whether there is activity, and none of it in the book."""


def single_months_stayed(read: Reader) -> bool:
    """Whether they stayed in the lakehouse."""
    return bool(read(STAYED)["stayed"].iloc[0])
