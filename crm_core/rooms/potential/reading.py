"""WhiteSpace in a manager's words. Every number in the sentences is a field of the result."""

from __future__ import annotations

from crm_core.house_style import Money, number, percent
from crm_core.reading import Reading
from crm_core.rooms.potential.measure import WhiteSpace
from crm_core.spans import YEAR, over

MIN_GAP = 0.005
"""A gap of less than half a percent of the target is none: rounding would name a region."""
_FAIR = {"bank": "our share over all regions", "best": "the share that a quarter of our regions reach"}


def say(result: WhiteSpace, money: Money) -> Reading:
    """Where most is missing to our fair share, in which family, and where we already hold more."""
    if result.period is None:
        return Reading(say_penetration(result), "What the market still holds for us would need a market file (region, "
                                                "institution, family, period, balance).")
    reading = _say_market(result, money)
    if not result.is_of_some_types:
        return reading
    return Reading(reading.headline, f"{reading.so_what} Market and holdings are those of all customer types.".strip())


def _say_market(result: WhiteSpace, money: Money) -> Reading:
    """Of a book with a market."""
    regions, what = result.regions, "" if result.family == "all" else f" of {result.family}"
    in_view = regions[regions["is_asked"]]
    if len(in_view) == 1 and len(regions) > 1:
        return _say_one(result, money, what)
    some = 0 < len(in_view) < len(regions)
    most, those = (in_view.iloc[0], " of the chosen regions") if some else (regions.iloc[0], "")
    if not result.cells["held"].sum() > 0:
        return Reading("We do not report in the market, so neither our share nor a fair one is known: rows of our own "
                       "in the market file would bring it.")
    if len(regions) == 1 or most["white_space"] <= MIN_GAP * most["potential"]:
        return Reading(f"No region{those} is below {_FAIR[result.fair]}.")
    cell = (result.cells[result.cells["is_asked"]] if some else result.cells).iloc[0]
    return Reading(
        f"{most['region']} has the most white space{those}: at {_FAIR[result.fair]} we would hold "
        f"{money.short(most['white_space'])} more{what} there.",
        f"Most of all in {cell['family']} in {cell['region']}: {percent(cell['share'])} of the market is ours, "
        f"{percent(cell['fair_share'])} would be fair, {money.short(cell['white_space'])} is missing.",
    )


def say_penetration(result: WhiteSpace) -> str:
    """Which product the asked customers lack most beyond chance, against the rate of all regions."""
    in_view = result.penetration[result.penetration["is_asked"]]
    if in_view.empty:
        return "Nobody here could hold a product."
    clear = in_view[in_view["is_clear"]]
    if clear.empty:
        return "No product is held significantly less than in all regions."
    one = clear.loc[clear["missing"].idxmax()]
    return (f"Customers in {one['region']} lack {one['product']} most: {number(one['holders'])} of "
            f"{number(one['customers'])} had it {_at_some_time(result.months)}, where "
            f"{number(one['holders'] + one['missing'])} would at the rate of all regions.")


def _at_some_time(months: int) -> str:
    return "in the year" if months == YEAR else over(months)


def _say_one(result: WhiteSpace, money: Money, what: str) -> Reading:
    row = result.regions[result.regions["is_asked"]].iloc[0]
    cells = result.cells[result.cells["is_asked"]]
    first = cells.iloc[0]
    if row["white_space"] > 0:
        headline = (f"In {row['region']} we would hold {money.short(row['white_space'])} more{what} at "
                    f"{_FAIR[result.fair]}.")
    else:
        headline = (f"In {row['region']} we hold {money.short(-row['white_space'])} more{what} than at "
                    f"{_FAIR[result.fair]}.")
    if first["white_space"] <= 0:
        return Reading(headline, "No family is below its fair share there.")
    return Reading(headline, f"Most is missing in {first['family']}: {percent(first['share'])} of the market is ours, "
                   f"{percent(first['fair_share'])} would be fair, {money.short(first['white_space'])}.")
