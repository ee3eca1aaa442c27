"""A span of whole months over which sums are taken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from crm_core.periods import words
from crm_core.periods.months import MONTHS_A_YEAR, apart, moved
from crm_core.periods.name import Kind, fiscal_year_of, quarter_of


@dataclass(frozen=True)
class Period:
    """Months `first_month` to `last_month`, both included and each given as its first day.

    `months_known` of them have activity in the book: all of them, except in the twelve months of a young book.
    `fiscal_year_starts` (1 to 12) is the bank's, for the names of years and quarters.
    """

    kind: Kind
    first_month: dt.date
    last_month: dt.date
    months_known: int
    fiscal_year_starts: int = 1

    @property
    def months(self) -> int:
        """How many months it spans."""
        return apart(self.first_month, self.last_month) + 1

    @property
    def is_complete(self) -> bool:
        """Whether the book has activity in each of its months."""
        return self.months_known == self.months

    @property
    def last_day(self) -> dt.date:
        """The last day of its last month."""
        return moved(self.last_month, 1) - dt.timedelta(days=1)

    def before(self) -> Period:
        """The same months a year earlier, taken as whole; whether the book holds them says `periods.compared`."""
        return replace(self, first_month=moved(self.first_month, -MONTHS_A_YEAR),
                       last_month=moved(self.last_month, -MONTHS_A_YEAR), months_known=self.months)

    def parameters(self, prefix: str = "") -> dict[str, dt.date]:
        """As SQL parameters: `month between :first_month and :last_month`; a `prefix` for a second one (`before_`)."""
        return {f"{prefix}first_month": self.first_month, f"{prefix}last_month": self.last_month}

    @property
    def fiscal_year(self) -> int:
        """The number of the fiscal year that it ends in."""
        return fiscal_year_of(self.last_month, self.fiscal_year_starts)

    @property
    def quarter(self) -> int:
        """The fiscal quarter that it ends in, 1 to 4."""
        return quarter_of(self.last_month, self.fiscal_year_starts)

    @property
    def name(self) -> str:
        """What it is called in an option or a link, so that `periods.chosen` gives it back: `2026-Q3`.

        The twelve months are `trailing` whichever they are: the scope's year tells them apart.
        """
        return {
            "trailing": "trailing",
            "year": f"{self.fiscal_year}",
            "year_to_date": f"{self.fiscal_year}-ytd",
            "quarter": f"{self.fiscal_year}-Q{self.quarter}",
            "month": f"{self.last_month:%Y-%m}",
        }[self.kind]

    @property
    def label(self) -> str:
        """In words: `July to September 2026`, `fiscal year 2026 (July 2025 to June 2026)`."""
        return words.label(self)

    @property
    def span(self) -> str:
        """Its months alone: `July to September 2026`, as the ones that it is compared with are said."""
        return words.span(self.first_month, self.last_month)

    @property
    def short(self) -> str:
        """For axes, columns and small figures: `Jul – Sep 2026`."""
        return words.short(self)

    @property
    def choice(self) -> str:
        """As one of its kind in a control: `2025`, `Q3: Jul – Sep 2026`, `Sep 2026`."""
        return words.choice(self)

    @property
    def during(self) -> str:
        """As part of a sentence: `from July to September 2026`, `in the 12 months to September 2026`."""
        return words.during(self)

    @property
    def over(self) -> str:
        """What an amount over it is: `in 12 months`, `in the quarter`; never a yearly amount made of a part."""
        return words.over(self)
