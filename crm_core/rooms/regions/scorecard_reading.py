"""The scorecard of the regions in words: one sentence a region, and which is the weakest in which respect."""

from __future__ import annotations

import math

import pandas as pd

from crm_core.amounts import NOTHING, Money, change, has_rate, number, percent, points
from crm_core.language import N_, _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.periods import Period
from crm_core.rooms.regions.criteria import BY_NAME
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.period_reading import say_against_in_period, say_contribution_in_period
from crm_core.rooms.regions.wording import listed, position_label, position_word
from crm_core.vocabulary import line_label, line_noun

MAX_TOLD = 2
"""Regions of whom it is said in a sentence what speaks against their position; the table has all."""
_SHORT = {
    "loss": N_("loss"), "contribution_fell": N_("contribution fell"), "share_fell": N_("market share fell"),
    "most": N_("largest contribution"), "contribution_rose": N_("contribution rose"),
    "share_rose": N_("market share rose"),
}


def of_region(result: Regions, region_id: str) -> pd.Series:
    """The scorecard's row of one region."""
    return result.scorecard[result.scorecard["region_id"] == region_id].iloc[0]


def say_against(row: pd.Series, money: Money, months: Period | None = None) -> str:
    """What speaks against a region's position, as the rest of a sentence; nothing when nothing does. `months` are what
    contribution is of, where they are not the scope's twelve."""
    return all_of([_against(code, row, money, months) for code in row["speaks_against"]])


def _against(code: str, row: pd.Series, money: Money, months: Period | None) -> str:
    if (is_of_period := say_against_in_period(code, row["contribution"], _difference(row, money), months, money)):
        return is_of_period
    moved = {"size": _difference(row, money), "points": _points(row["share_change"])}
    match code:
        case "loss":
            return _("it makes a loss of {amount}", amount=money.short(-row["contribution"]))
        case "contribution_fell":
            return _("contribution fell by {size} in a year", **moved)
        case "share_fell":
            return _("we lose {points} of market share a year", **moved)
        case "most":
            return _("no other region contributes more")
        case "contribution_rose":
            return _("contribution rose by {size} in a year", **moved)
    return _("we gain {points} of market share a year", **moved)


@made_once
def say_apart(result: Regions, money: Money) -> str:
    """Where the last year speaks against the position: region by region, of many only the first; nothing for none."""
    rows = _in_view(result)
    rows = rows[rows["speaks_against"].map(len) > 0]
    sentences = [_("{region}: {position}, though {against}.", region=row["region"],
                   position=position_word(row["position"]), against=say_against(row, money, result.months))
                 for __, row in rows.head(MAX_TOLD).iterrows()]
    if more := len(rows) - len(sentences):
        sentences.append(ngettext("In {count} other region the last year speaks against the position as well.",
                                  "In {count} other regions the last year speaks against the position as well.", more))
    return " ".join(sentences)


@made_once
def say_account(result: Regions, region_id: str, money: Money) -> str:
    """What one region contributes, how that changed and mainly why, and our market share with its change."""
    row = of_region(result, region_id)
    return " ".join(filter(None, (_say_contribution(row, result, money), _say_share(row))))


def _say_contribution(row: pd.Series, result: Regions, money: Money) -> str:
    if math.isnan(row["rank"]):
        return ""
    if result.months and result.months.kind != "trailing":
        effect = "" if not row["cause"] else _signed(row["cause_change"], money)
        return say_contribution_in_period(row, result.months, int(result.scorecard["rank"].notna().sum()),
                                          (_difference(row, money), effect), money)
    values = {"amount": money.short(row["contribution"]), "rank": number(row["rank"]),
              "of": number(result.scorecard["rank"].notna().sum())}
    if not row["cause"]:
        return _("It contributes {amount}, rank {rank} of {of}.", **values)
    values |= {"size": _difference(row, money), "line": line_noun(row["cause"]),
               "effect": _signed(row["cause_change"], money)}
    rose = row["contribution_change"] > 0
    if row["is_clear"]:
        return (_("It contributes {amount}, rank {rank} of {of}; that is {size} more than the year before, mainly "
                  "through {line} ({effect}).", **values) if rose else
                _("It contributes {amount}, rank {rank} of {of}; that is {size} less than the year before, mainly "
                  "through {line} ({effect}).", **values))
    return (_("It contributes {amount}, rank {rank} of {of}; that is {size} more than the year before (not "
              "significant), mainly through {line} ({effect}).", **values) if rose else
            _("It contributes {amount}, rank {rank} of {of}; that is {size} less than the year before (not "
              "significant), mainly through {line} ({effect}).", **values))


def _say_share(row: pd.Series) -> str:
    values = {"share": percent(row["own_share"]), "points": _points(row["share_change"])}
    if math.isnan(row["own_share"]):
        return _("The data does not say our market share there.")
    if math.isnan(row["share_change"]):
        return _("Our market share is {share}.", **values)
    if points(row["share_change"]) == points(0):
        return _("Our market share is {share}, the same as a year before.", **values)
    return (_("Our market share is {share}, {points} higher than a year before.", **values)
            if row["share_change"] > 0 else
            _("Our market share is {share}, {points} lower than a year before.", **values))


@made_once
def say_weakest(result: Regions, money: Money) -> str:
    """The weakest of the regions in view, and in which respect: each may name another region."""
    rows = _in_view(result)
    if len(rows) < 2:  # noqa: PLR2004 an only region is the weakest and the strongest
        return ""
    facts = result.regions[result.regions["region_id"].isin(rows["region_id"])]
    growth = BY_NAME["gdp_growth"]
    respects = []
    if least := _least(rows, "contribution"):
        respects.append(_("{region} by contribution ({figure})", region=least[0], figure=money.short(least[1])))
    if (least := _least(rows, "contribution_change")) and least[1] < 0:
        respects.append(_("{region} by its change ({figure})", region=least[0], figure=money.short(least[1])))
    if (least := _least(rows, "share_change")) and points(least[1]).startswith("−"):
        respects.append(_("{region} by change in market share ({figure})", region=least[0], figure=points(least[1])))
    if least := _least(facts, "gdp_growth"):
        respects.append(_("{region} by GDP growth ({figure})", region=least[0], figure=growth.written(least[1], money)))
    placed = facts[facts["position"] != ""]
    if least := _least(placed.assign(place=placed["attractiveness"] + placed["strength"]), "place"):
        respects.append(_("{region} by market and strength together", region=least[0]))
    return _("Weakest regions: {respects}.", respects=all_of(respects)) if respects else ""


def _least(rows: pd.DataFrame, by: str) -> tuple[str, float] | None:
    """The region with the least of something and how much that is; None where it is unknown or several share it."""
    figures = rows[["region", by]].dropna().sort_values(by, kind="stable")
    if len(figures) < 2 or figures[by].iloc[0] == figures[by].iloc[1]:  # noqa: PLR2004 the least of one is no least
        return None
    return str(figures["region"].iloc[0]), float(figures[by].iloc[0])


@made_once
def say_scorecard(result: Regions) -> str:
    """In how many regions the last year speaks against the position."""
    rows = _in_view(result)
    placed = rows[rows["position"] != ""]
    if placed.empty:
        return _("Contribution and market share, region by region")
    against = placed.loc[placed["speaks_against"].map(len) > 0, "region"].tolist()
    if not against:
        return _("In no region does the last year speak against the position")
    return _("The last year speaks against the position in {regions}", regions=listed(against))


def scorecard_to_read(result: Regions, money: Money) -> pd.DataFrame:
    """The scorecard as a table to read: words in place of codes; columns that the data does not fill are empty."""
    rows = result.scorecard
    return rows.assign(
        position=[f"{position_label(row.position)} {percent(row.position_share, decimals=0)}" if row.position else None
                  for row in rows.itertuples()],
        change=[_change(row, money) for __, row in rows.iterrows()],
        cause=[line_label(code) if code else None for code in rows["cause"]],
        points=[None if math.isnan(each) else points(each) for each in rows["share_change"]],
        speaks_against=[_in_short(codes) or None for codes in rows["speaks_against"]],
    )


def _in_short(codes: tuple[str, ...]) -> str:
    """What speaks against a position, for a cell of a table: `Loss; market share fell`."""
    words = "; ".join(_(_SHORT[code]) for code in codes)
    return words[:1].upper() + words[1:]


def _change(row: pd.Series, money: Money) -> str | None:
    """How contribution changed; whether that is more than chance."""
    if math.isnan(row["contribution_change"]):
        return None
    written = (change(row["contribution"] / row["contribution_before"] - 1) if _has_rate(row) else
               _signed(row["contribution_change"], money))
    return written if row["is_clear"] else _("{change} n.s.", change=written)


def _difference(row: pd.Series, money: Money) -> str:
    """By how much contribution changed, without its sign: a rate where that says something, else an amount."""
    return (percent(abs(row["contribution"] / row["contribution_before"] - 1)) if _has_rate(row) else
            money.short(abs(row["contribution_change"])))


def _has_rate(row: pd.Series) -> bool:
    """A fall below nothing is said in money: −478% says how little there was."""
    return has_rate(row["contribution"], row["contribution_before"]) and row["contribution"] >= 0


def _points(difference: float) -> str:
    return points(abs(difference)).removeprefix("+") if not math.isnan(difference) else NOTHING


def _signed(amount: float, money: Money) -> str:
    return f"+{money.short(amount)}" if amount > 0 else money.short(amount)


def _in_view(result: Regions) -> pd.DataFrame:
    """The asked regions, all of them where none is."""
    rows = result.scorecard
    return rows[rows["is_asked"]] if rows["is_asked"].any() else rows
