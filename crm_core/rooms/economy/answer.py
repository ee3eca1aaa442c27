"""From the book to an Economy: what is read, and in which order."""

from __future__ import annotations

from typing import Literal, get_args

from crm_core import CannotAnswer
from crm_core.availability import Needs
from crm_core.language import _
from crm_core.question import Question, Reader
from crm_core.rooms.economy.measure import Economy, economy

NEEDS = Needs((("region_economy",),), better_with=("region_industry",))
"""What of a book the answer depends on."""

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
        raise CannotAnswer(_("There is no regional economic data up to this year. Add a region_economy file (region, "
                             "year, population, gdp, businesses, mean_income, unemployment_rate)."))
    if since > years["year"].max():
        raise CannotAnswer(_("The regional figures end in {last}, before {since}. Choose a year from {first} on.",
                             last=int(years["year"].max()), since=since, first=int(years["year"].min())))
    sizes = known_sizes(read)
    if sizes and size not in sizes:
        size = sizes[0]
    result = economy(years, read(INDUSTRY, size=size, since=since), size=size, since=since)
    if not result.said:
        raise CannotAnswer(_("The region_economy file holds regions and years, but no figures to compare. Add "
                             "population, gdp, businesses, mean_income or unemployment_rate."))
    return result


def known_sizes(read: Reader) -> tuple[Size, ...]:
    """What the book measures its industries in: employment, output, both or, without industries, neither."""
    return tuple(size for size in get_args(Size) if read(INDUSTRY, size=size, since=0)["size"].notna().any())
