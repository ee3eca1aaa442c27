"""From the book to an Economy: what is read, and in which order."""

from __future__ import annotations

from typing import Literal, get_args

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.question import Question, Reader
from crm_core.rooms.economy.measure import Economy, economy

NEEDS = Needs((("region_economy",),), better_with=("region_industry",))
"""What of a book the answer hangs on."""

ECONOMY = Question.from_file(__file__, "economy.sql")
INDUSTRY = Question.from_file(__file__, "industry.sql")

Size = Literal["employment", "output"]


def answer(read: Reader, *, size: Size = "employment", since: int = 0) -> Economy:
    """The economies of all regions up to the asked year, the scope's regions marked.

    `size` is what industries are measured in, the other one where the book knows only that; `since` the first year of
    growth and trend (0 = the first known).
    Raises CannotAnswer when the book knows no region's economy, or no figure that tells the regions apart.
    """
    years = read(ECONOMY)
    if years.empty:
        raise CannotAnswer(
            "This book says nothing of the regions' economies up to this year: a region_economy file (region, year, "
            "population, gdp, businesses, mean income, unemployment) would."
        )
    if since > years["year"].max():
        raise CannotAnswer(f"The regions' figures end in {int(years['year'].max())}, before {since}. "
                           f"Choose a year from {int(years['year'].min())} on.")
    sizes = known_sizes(read)
    if sizes and size not in sizes:
        size = sizes[0]
    found = economy(years, read(INDUSTRY, size=size, since=since), size=size, since=since)
    if not found.said:
        raise CannotAnswer(
            "The region_economy file names regions and years, but no figure that tells them apart: population, gdp, "
            "businesses, mean_income or unemployment_rate would."
        )
    return found


def known_sizes(read: Reader) -> tuple[Size, ...]:
    """What the book measures its industries in: employment, output, both or, without industries, neither."""
    return tuple(size for size in get_args(Size) if read(INDUSTRY, size=size, since=0)["size"].notna().any())
