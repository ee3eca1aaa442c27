"""Whether a book holds the months of single customers: one of a lakehouse leaves them where they are (decision 138)."""

from __future__ import annotations

from crm_core.language import _
from crm_core.question import Question, Reader

STAYED = Question("stayed", "select count(*) > 0 and not exists (select 1 from activity) as stayed "
                            "from activity_months", is_kept=True)
"""One row: whether there is activity, and none of it in the book."""


def single_months_stayed(read: Reader) -> bool:
    """Whether they stayed in the lakehouse."""
    return bool(read(STAYED)["stayed"].iloc[0])


def segment_lacks_months(read: Reader) -> bool:
    """Whether the scope of `read` is a segment of which nothing can be counted by month or product: the years of its
    customers are there, and how many they are in each month."""
    return read.scope.segment is not None and single_months_stayed(read)


def needs_single_months() -> str:
    """Why a figure of a segment is not there, and the way out."""
    return _("Under a segment this is counted from single months of customers, which stayed in the lakehouse. Clear "
             "the segment, or build the data with --with-activity.")


def twelve_months_only() -> str:
    """Why a segment has no figures of another period than twelve months, and the way out."""
    return _("Under a segment, periods other than 12 months are counted from single months of customers, which stayed "
             "in the lakehouse. Choose 12 months, clear the segment, or build the data with --with-activity.")
