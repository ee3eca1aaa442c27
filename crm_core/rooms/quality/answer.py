"""From the book to its Quality. The same whatever the scope: it is about the whole book."""

from __future__ import annotations

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.quality.measure import Quality, quality

NEEDS = Needs((("quality",),))
"""What of a book the answer hangs on."""

MEASURED = Question.from_file(__file__, "measured.sql")
HISTORY = Question.from_file(__file__, "history.sql")
COLUMNS = Question.from_file(__file__, "columns.sql")
COLUMN_REGIONS = Question.from_file(__file__, "column_regions.sql")
CHECKS = Question.from_file(__file__, "checks.sql")
PERIODS = Question.from_file(__file__, "periods.sql")
MONTHS = Question.from_file(__file__, "months.sql")


def answer(read: Reader) -> Quality:
    """How complete, valid, unique, timely and consistent the data is, and what to fix first.

    Raises CannotAnswer for a book that was made before its quality was measured.
    """
    measured = read(MEASURED).iloc[0]
    if not measured["tables_found"]:
        raise CannotAnswer(_("This data was loaded before quality was measured. Load it again from its files: "
                             "python -m crm_core build …"))
    return quality(built_at=measured["built_at"], source=str(measured["source"]), last_month=measured["last_month"],
                   history=read(HISTORY), columns=read(COLUMNS), column_regions=read(COLUMN_REGIONS),
                   checks=read(CHECKS), periods=read(PERIODS), months=read(MONTHS))
