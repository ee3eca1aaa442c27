"""What a book lets a reader choose: its years, its regions, the customer types it has; and a scope in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from crm_core.caveats import Caveat, caveats
from crm_core.contract import BOOK_TYPES
from crm_core.language import _, all_of, month_short, ngettext
from crm_core.periods import Period
from crm_core.question import Question, Reader
from crm_core.scope import Scope
from crm_core.vocabulary import type_noun

YEARS = Question("years", "select * from book_years order by years_ago")
TYPES = Question("customer_types", "select distinct customer_type from value_curves where customer_type <> ''")

MAX_NAMED = 3
"""Regions named one by one in a sentence; more are counted."""


@dataclass(frozen=True)
class Year:
    """One trailing year of the book: `years_ago` 0 ends in the book's last month."""

    years_ago: int
    first_month: dt.date
    last_month: dt.date
    months_with_activity: int
    is_complete: bool

    @property
    def span(self) -> str:
        """`Oct 2025 – Sep 2026`."""
        return f"{month_short(self.first_month)} – {month_short(self.last_month)}"

    @property
    def words(self) -> str:
        """`Latest 12 months (Oct 2025 – Sep 2026)`; of a year that is not whole `5 months with data to Sep 2026`."""
        if not self.is_complete:
            return ngettext("{count} month with data to {last_month}", "{count} months with data to {last_month}",
                            self.months_with_activity, last_month=month_short(self.last_month))
        if self.years_ago == 0:
            return _("Latest 12 months ({span})", span=self.span)
        return _("12 months ({span})", span=self.span)


@dataclass(frozen=True)
class Choices:
    """What can be chosen in one book. `regions` maps region_id to its name, in the order to show."""

    years: tuple[Year, ...]
    regions: Mapping[str, str]
    customer_types: tuple[str, ...]
    caveats: tuple[Caveat, ...] = ()
    """What must be known of every figure of the book."""

    def year(self, years_ago: int) -> Year:
        """The year so many years ago. Raises KeyError when the book has no activity in it."""
        for year in self.years:
            if year.years_ago == years_ago:
                return year
        raise KeyError(years_ago)

    def year_to(self, last_month: dt.date) -> Year | None:
        """The year that ends in `last_month`, None when the book keeps none."""
        return next((year for year in self.years if year.last_month == last_month), None)

    def comparable(self, scope: Scope) -> Scope | None:
        """The same customers a year earlier, when both years are complete; None otherwise: parts of years mislead."""
        before = scope.year_before()
        complete = {year.years_ago for year in self.years if year.is_complete}
        return before if before and {scope.years_ago, before.years_ago} <= complete else None

    def words(self, scope: Scope, period: Period | None = None, of: str = "") -> str:
        """`Latest 12 months (Oct 2025 – Sep 2026) · Norte, Sur · businesses`; another `period` in place of the year, or
        behind all where only a part of what is shown is `of` it: `… · contribution: July to September 2026`."""
        year, people = self.year(scope.years_ago).words, [self.regions_words(scope)]
        if scope.customer_types or not scope.segment:
            people.append(self.types_words(scope))
        if scope.segment:
            people.append(_("segment: {name}", name=scope.segment.name))
        if period is None or period.kind == "trailing":
            return " · ".join([year, *people])
        if of:
            return " · ".join([year, *people, _("{part}: {period}", part=of, period=period.label)])
        return " · ".join([period.label[:1].upper() + period.label[1:], *people])

    def regions_words(self, scope: Scope) -> str:
        """`all regions`, up to three names, or `5 regions`."""
        if not scope.regions:
            return _("all regions")
        if len(scope.regions) > MAX_NAMED:
            return ngettext("{count} region", "{count} regions", len(scope.regions))
        return ", ".join(self.regions.get(region, region) for region in scope.regions)

    def types_words(self, scope: Scope) -> str:
        """`all customers`, or the types chosen: `individuals and businesses`."""
        return all_of([type_noun(name) for name in scope.customer_types]) or _("all customers")


def choices(read: Reader, regions: Mapping[str, str]) -> Choices:
    """What the book behind `read` offers; `regions` is its region_id → name."""
    years = tuple(
        Year(int(row.years_ago), row.first_month.date(), row.last_month.date(), int(row.months_with_activity),
             bool(row.is_complete))
        for row in read(YEARS).itertuples()
    )
    present = set(read(TYPES)["customer_type"])
    return Choices(years, dict(regions), tuple(name for name in BOOK_TYPES if name in present), caveats(read))
