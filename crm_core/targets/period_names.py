"""The period of a target as people write it: `2026`, `2026-Q3`, `2026-09`, or `every quarter`."""

from __future__ import annotations

import datetime as dt
import re

from crm_core import CannotAnswer
from crm_core.language import N_, Message, _
from crm_core.periods.name import span_of
from crm_core.targets.calendar import period_from
from crm_core.targets.target import PERIOD_KINDS, PeriodKind

EVERY: dict[PeriodKind, str] = {"year": "every year", "quarter": "every quarter", "month": "every month"}
"""How a target that recurs is written in files of every language."""
_LABELS: dict[PeriodKind, Message] = {"year": N_("every fiscal year"), "quarter": N_("every quarter"),
                                      "month": N_("every month")}
_NAME = re.compile(r"[12]\d{3}(-(Q[1-4]|0[1-9]|1[0-2]))?")


def period_of(text: str, *, year_starts: int) -> tuple[PeriodKind, dt.date | None]:
    """Kind and first month of the period called `text`; no first month for every one of a kind.

    Raises CannotAnswer for what is none.
    """
    name = " ".join(text.split())
    for kind in PERIOD_KINDS:
        if name.casefold() == EVERY[kind]:
            return kind, None
    if not _NAME.fullmatch(name.upper()):
        raise CannotAnswer(_("{text} is no period. Write a fiscal year (2026), a quarter (2026-Q3), a month (2026-09), "
                             "or one of: {names}.", text=repr(text[:40]), names=", ".join(EVERY.values())))
    span = span_of(name.upper(), fiscal_year_starts=year_starts, last_month=dt.date(2000, 1, 1))
    kind = next(each for each in PERIOD_KINDS if span and each == span[0])
    return kind, span[1] if span else None


def period_name(kind: PeriodKind, first_month: dt.date | None, *, year_starts: int) -> str:
    """What `period_of` reads back."""
    return EVERY[kind] if first_month is None else period_from(kind, first_month, year_starts=year_starts).name


def period_label(kind: PeriodKind, first_month: dt.date | None, *, year_starts: int) -> str:
    """The period in words: `every quarter`, `July to September 2026`, `calendar year 2026`."""
    return _(_LABELS[kind]) if first_month is None else period_from(kind, first_month, year_starts=year_starts).label
