"""The one filter of every page: which year, which regions, which customer types; and which segment, where it can be."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from crm_core.contract import BOOK_TYPES

YEARS_AGO = (0, 1, 2)
"""Trailing years a book keeps: the 12 months that end in its last month, and the two 12-month spans before."""

TOTAL = ""
"""The region or type under which a cube holds the sum over all of them."""


@dataclass(frozen=True)
class Segment:
    """A group of customers of the book, whoever they are: what questions to single customers can be narrowed to.

    It brings its customers along, so that whoever asks needs no place to look them up.
    """

    key: str
    """Tells it apart from every other segment of the book: the way of segmenting, its year, the segment."""
    name: str = field(compare=False)
    """As it is shown."""
    customers: Any = field(compare=False, repr=False)
    """An Arrow table with the column customer_id, each once."""


@dataclass(frozen=True)
class Scope:
    """What part of the book is looked at. Hashable, so that it can be part of a cache key.

    `years_ago` counts trailing years back from the book's last month (0 = the latest 12 months).
    Empty `regions` or `customer_types` mean all of them. A `segment` narrows whatever is asked of customers or of
    cubes of them (decision 128): `Question.by_segment` says which questions can. Raises ValueError for a value no book
    can hold.
    """

    years_ago: int = 0
    regions: tuple[str, ...] = ()
    customer_types: tuple[str, ...] = ()
    segment: Segment | None = None

    def __post_init__(self) -> None:
        if self.years_ago not in YEARS_AGO:
            raise ValueError(f"years_ago is {self.years_ago!r}; it must be 0 (the latest 12 months), 1 or 2.")
        unknown = [name for name in self.customer_types if name not in BOOK_TYPES]
        if unknown:
            raise ValueError(f"Customer type {unknown[0]!r} is not one of {', '.join(BOOK_TYPES)}.")
        object.__setattr__(self, "regions", tuple(sorted(set(self.regions))))
        object.__setattr__(self, "customer_types", tuple(t for t in BOOK_TYPES if t in self.customer_types))

    @property
    def is_whole_book(self) -> bool:
        """True when nothing but the year is narrowed."""
        return not self.regions and not self.customer_types and self.segment is None

    def without_segment(self) -> Scope:
        """The same year, regions and types, of the customers of every segment."""
        return replace(self, segment=None)

    def year_before(self) -> Scope | None:
        """The same customers one trailing year earlier; None when the book keeps no such year."""
        if self.years_ago + 1 not in YEARS_AGO:
            return None
        return replace(self, years_ago=self.years_ago + 1)

    def parameters(self) -> dict[str, Any]:
        """The scope as SQL parameters.

        A question to rows narrows itself with
        `(:every_region = 1 or region_id in (:regions)) and (:every_type = 1 or customer_type in (:customer_types))`;
        one to a cube that holds its totals with `region_id in (:cube_regions) and customer_type in (:cube_types)`.
        """
        return {
            "years_ago": self.years_ago,
            "every_region": int(not self.regions),
            "regions": self.regions,
            "every_type": int(not self.customer_types),
            "customer_types": self.customer_types,
            "cube_regions": self.regions or (TOTAL,),
            "cube_types": self.customer_types or (TOTAL,),
            "segment": self.segment.key if self.segment else "",
        }
