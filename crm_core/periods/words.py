"""A period in words, as the reader of the language spoken now writes it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from crm_core.language import N_, _, calendar_month, conventions, month, month_short, ngettext

if TYPE_CHECKING:
    from crm_core.periods.period import Period

_KINDS = {"trailing": N_("12 months"), "year": N_("Year"), "year_to_date": N_("Year to date"), "quarter": N_("Quarter"),
          "month": N_("Month")}
_FISCAL = {"year": N_("Fiscal year"), "year_to_date": N_("Fiscal year to date"), "quarter": N_("Fiscal quarter")}


def kind_label(kind: str, fiscal_year_starts: int = 1) -> str:
    """What a kind is called in a control: `Quarter`, `Fiscal quarter`."""
    return _(_FISCAL.get(kind, _KINDS[kind]) if fiscal_year_starts > 1 else _KINDS[kind])


def label(period: Period) -> str:
    """What it is: `12 months: October 2025 to September 2026`, `calendar year 2025`, `September 2026`."""
    months, year = span(period.first_month, period.last_month), str(period.fiscal_year)
    is_fiscal = period.fiscal_year_starts > 1
    if not period.is_complete:
        return ngettext("{count} month with data to {month}", "{count} months with data to {month}",
                        period.months_known, month=month(period.last_month))
    if period.kind == "trailing":
        return _("12 months: {months}", months=months)
    if period.kind == "year":
        return _("fiscal year {year} ({months})", year=year, months=months) if is_fiscal else _(
            "calendar year {year}", year=year)
    if period.kind == "year_to_date":
        return _("fiscal year {year} to date: {months}", year=year, months=months) if is_fiscal else _(
            "year to date: {months}", months=months)
    if period.kind == "quarter" and is_fiscal:
        return _("quarter {number} of fiscal year {year} ({months})", number=str(period.quarter), year=year,
                 months=months)
    return months


def short(period: Period) -> str:
    """Only the months, short: `Jul – Sep 2026`, `Oct 2025 – Sep 2026`, `Sep 2026`."""
    first, last = period.first_month, period.last_month
    if first == last:
        return month_short(last)
    if first.year == last.year:
        return f"{conventions().months_short[first.month - 1]} – {month_short(last)}"
    return f"{month_short(first)} – {month_short(last)}"


def choice(period: Period) -> str:
    """One of its kind: `2025`, `2026: Jul 2025 – Jun 2026`, `Q3: Jul – Sep 2026`, `Sep 2026`."""
    year, months = str(period.fiscal_year), short(period)
    if period.kind == "year":
        return _("{year}: {months}", year=year, months=months) if period.fiscal_year_starts > 1 else year
    if period.kind == "quarter":
        return _("Q{number}: {months}", number=str(period.quarter), months=months)
    return months


def during(period: Period) -> str:
    """When something was, within a sentence: `in 2025`, `in fiscal year 2026`, `from July to September 2026`."""
    last, year = month(period.last_month), str(period.fiscal_year)
    if not period.is_complete or period.months == 1:
        return ngettext("in {month}", "in the {count} months with data to {month}", period.months_known, month=last)
    if period.kind == "trailing":
        return _("in the 12 months to {month}", month=last)
    if period.kind == "year":
        return _("in fiscal year {year}", year=year) if period.fiscal_year_starts > 1 else _("in {year}", year=year)
    if period.first_month.year == period.last_month.year:
        return _("from {first} to {last}", first=calendar_month(period.first_month.month), last=last)
    return _("from {first} to {last}", first=month(period.first_month), last=last)


def over(period: Period) -> str:
    """What an amount over it is: `in 12 months`, `in the year`, `in the quarter`, `in the month`, `in the 9 months`."""
    if period.kind == "trailing" and period.is_complete:
        return _("in 12 months")
    if period.kind == "year":
        return _("in the year")
    if period.kind == "quarter":
        return _("in the quarter")
    return ngettext("in the month", "in the {count} months", period.months_known)


def span(first: dt.date, last: dt.date) -> str:
    """Its months: `July to September 2026`, `July 2025 to June 2026`, `September 2026`."""
    if first == last:
        return month(last)
    start = calendar_month(first.month) if first.year == last.year else month(first)
    return _("{first} to {last}", first=start, last=month(last))
