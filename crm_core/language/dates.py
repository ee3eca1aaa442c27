"""Days and months as the reader of the language spoken now writes them."""

from __future__ import annotations

from typing import Protocol

from crm_core.language.conventions import conventions


class Dated(Protocol):
    """A date, a moment or a pandas Timestamp."""

    @property
    def year(self) -> int: ...
    @property
    def month(self) -> int: ...
    @property
    def day(self) -> int: ...


def month(date: Dated) -> str:
    """`September 2026`, `septiembre de 2026`."""
    signs = conventions()
    return signs.month_of_year.format(month=signs.months[date.month - 1], year=date.year)


def month_short(date: Dated) -> str:
    """`Sep 2026`, `sept 2026`: for axes, spans and tables."""
    return f"{conventions().months_short[date.month - 1]} {date.year}"


def day(date: Dated) -> str:
    """`30 September 2026`, `30 de septiembre de 2026`."""
    signs = conventions()
    return signs.day_of_month.format(day=date.day, month=signs.months[date.month - 1], year=date.year)


def day_short(date: Dated) -> str:
    """`30 Sep 2026`, `30 sept 2026`: for tables and figures."""
    return f"{date.day} {month_short(date)}"


def calendar_month(number: int) -> str:
    """The month of any year, 1 to 12: `September`, `septiembre`."""
    return conventions().months[number - 1]
