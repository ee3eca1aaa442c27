"""The Regions in a manager's words. Every sentence is made of numbers that stand in the result."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import Money, number, percent
from crm_core.language import _, all_of, ngettext
from crm_core.made_once import made_once
from crm_core.reading import Reading
from crm_core.rooms.regions.chance import MIN_CUSTOMERS
from crm_core.rooms.regions.criteria import labels_of
from crm_core.rooms.regions.measure import Regions
from crm_core.rooms.regions.scorecard_reading import of_region, say_account, say_against, say_apart
from crm_core.rooms.regions.wording import listed, market_level, position_word, strength_level, why_unplaced
from crm_core.vocabulary import counted

TOP = 2
"""The highest of the three levels of an axis."""
SURE = 0.9
"""A position that is kept in this part of the weight sets is called robust."""


@made_once
def say(result: Regions, money: Money) -> Reading:
    """Where to invest and where to reduce, the surest first; or where the one asked region stands."""
    positions = result.placed
    in_view = positions[positions["is_asked"]]
    if positions.empty:
        return Reading(say_own(result, money),
                       why_unplaced(result) or _("No region is classified: none has figures on both axes."))
    if len(in_view) == 1:
        return say_region(result, str(in_view["region_id"].iloc[0]), money)
    some = 0 < len(in_view) < len(positions)
    positions = in_view if some else positions
    every = (ngettext("the selected region", "the {count} selected regions", len(positions)) if some else
             counted("regions", len(positions)))
    surest = positions.sort_values(["position_share", "region"], ascending=[False, True])
    build, harvest = (surest.loc[surest["position"] == position, "region"].tolist()
                      for position in ("build", "harvest"))
    invest = (_("Invest in {number} of {regions}: {names}.", number=number(len(build)), regions=every,
                names=listed(build)) if build else _("Invest in none of {regions}.", regions=every))
    reduce = _("Reduce in {names}.", names=listed(harvest)) if harvest else _("Reduce in none.")
    so_what = " ".join(filter(None, (_robustness(positions), say_apart(result, money))))
    return Reading(f"{invest} {reduce}" if len(positions) > 1 else invest, so_what)


@made_once
def say_own(result: Regions, money: Money) -> str:
    """Where our business is, where nothing places the regions."""
    by = "balance" if result.regions["balance"].any() else "customers"
    some = result.regions[result.regions["is_asked"]] if result.regions["is_asked"].any() else result.regions
    amounts = some[by].astype(float)
    where = counted("regions", len(some)) if len(some) > 1 else str(some["region"].iloc[0])
    what = (_("{amount} in balances", amount=money.short(amounts.sum())) if by == "balance" else
            counted("customers", int(amounts.sum())))
    leaders = some.loc[amounts == amounts.max(), "region"].tolist()
    if len(some) == 1 or len(leaders) > 1 or not amounts.sum() > 0:
        return _("We have {what} in {where}.", what=what, where=where)
    return _("We have {what} in {where}; the largest share is in {region} ({share}).", what=what, where=where,
             region=leaders[0], share=percent(amounts.max() / amounts.sum()))


def _robustness(positions: pd.DataFrame) -> str:
    """Which region keeps its position most often and which least, when the weights vary."""
    if len(positions) == 1:
        return ""
    sure = positions.loc[positions["position_share"].idxmax()]
    unsure = positions.loc[positions["position_share"].idxmin()]
    most, least = (percent(row["position_share"], decimals=0) for row in (sure, unsure))
    if most == least:
        return _("Each of these classifications is confirmed in {share} of weight sets.", share=most)
    return _("Most robust: {region}, {position} (confirmed in {share} of weight sets). Least robust: {other}, "
             "{other_position} ({other_share}).", region=sure["region"], position=position_word(sure["position"]),
             share=most, other=unsure["region"], other_position=position_word(unsure["position"]), other_share=least)


@made_once
def say_region(result: Regions, region_id: str, money: Money) -> Reading:
    """One region's verdict: its position and how sure it is, what speaks against it, and what it rests on."""
    row, account = result.region(region_id), say_account(result, region_id, money)
    if not row["position"]:
        why = why_unplaced(result) if result.unplaced else ""
        headline = (_("{region} is not classified.", region=row["region"]) if result.unplaced else
                    _("{region} is not classified: it has no figures on one of the two axes.", region=row["region"]))
        return Reading(headline, " ".join(filter(None, (why, account))))
    values = {"region": row["region"], "position": position_word(row["position"]),
              "share": percent(row["position_share"], decimals=0),
              "market": market_level(int(row["attractiveness_level"])),
              "strength": strength_level(int(row["strength_level"]))}
    if against := say_against(of_region(result, region_id), money, result.months):
        headline = _("{region}: {position}, though {against} (confirmed in {share} of weight sets; {market}, "
                     "{strength}).", against=against, **values)
    else:
        headline = _("{region}: {position} (confirmed in {share} of weight sets); {market}, {strength}.", **values)
    return Reading(headline, " ".join(filter(None, (account, _ranked(result, row)))))


def _ranked(result: Regions, row: pd.Series) -> str:
    """Where the region stands among all on both axes."""
    positions = result.placed
    if len(positions) == 1:
        return ""
    market, strength = (number(int((positions[axis] > row[axis] + 1e-12).sum()) + 1)
                        for axis in ("attractiveness", "strength"))
    return _("Of {regions}, its market ranks number {market} by attractiveness and our position there number "
             "{strength} by strength.", regions=counted("regions", len(positions)), market=market, strength=strength)


@made_once
def say_measure(result: Regions, by: str, money: Money) -> str:
    """Which region is ahead and which behind by one measure, or where the one asked region stands."""
    measure = result.measures[by]
    figures = result.regions.dropna(subset=by).sort_values([by, "region"], ascending=[measure.good == "low", True],
                                                           ignore_index=True)
    if figures.empty:
        return measure.label
    in_view = figures[figures["is_asked"]]
    best, worst = figures[by].iloc[0], figures[by].iloc[-1]
    if len(in_view) == 1 and len(figures) > 1:
        row = in_view.iloc[0]
        better = figures[by] < row[by] if measure.good == "low" else figures[by] > row[by]
        return _("{region}: {value}, rank {rank} of {of}", region=row["region"], value=measure.written(row[by], money),
                 rank=number(int(better.sum()) + 1), of=number(len(figures)))
    if best == worst:
        return _("{regions}: {value}", regions=_sharing(figures, by, best), value=measure.written(best, money))
    return _("Leading: {best} ({value}); trailing: {worst} ({last})", best=_sharing(figures, by, best),
             value=measure.written(best, money), worst=_sharing(figures, by, worst),
             last=measure.written(worst, money))


def _sharing(figures: pd.DataFrame, by: str, value: float) -> str:
    """Who has `value`: the region, or how many of them."""
    names = figures.loc[figures[by] == value, "region"].tolist()
    return str(names[0]) if len(names) == 1 else counted("regions", len(names))


@made_once
def say_matrix(result: Regions) -> str:
    """How many markets are attractive, and in how many of those we are strong."""
    positions = result.placed
    attractive = positions["attractiveness_level"] == TOP
    values = {"number": number(int(attractive.sum())), "of": number(len(positions))}
    if not attractive.any():
        return _("Attractive markets: {number} of {of}", **values)
    return _("Attractive markets: {number} of {of}; strong position in {strong} of them", **values,
             strong=number(int((attractive & (positions["strength_level"] == TOP)).sum())))


@made_once
def say_sure(result: Regions) -> str:
    """How many regions keep their position in nine of ten weight sets."""
    positions = result.placed
    return _("Robust classification: {number} of {regions}",
             number=number(int((positions["position_share"] >= SURE).sum())),
             regions=counted("regions", len(positions)))


@made_once
def say_growth(result: Regions) -> str:
    """In which regions we are larger than any other bank, and whether their markets grow faster than all."""
    figures = result.placed.dropna(subset=["market_growth", "relative_share"])
    leading = figures[figures["relative_share"] > 1]
    if leading.empty:
        return _("We do not lead in any market")
    mean = (figures["market_growth"] * figures["market_size"]).sum() / figures["market_size"].sum()
    growing, where = int((leading["market_growth"] > mean).sum()), listed(leading["region"].tolist())
    if len(leading) == 1:
        return (_("We lead in {region}, where the market grows faster than the total", region=where) if growing else
                _("We lead in {region}, where the market grows no faster than the total", region=where))
    return ngettext("We lead in {regions}; {count} of these markets grows faster than the total",
                    "We lead in {regions}; {count} of these markets grow faster than the total", growing, regions=where)


def caveats(result: Regions) -> tuple[str, ...]:
    """What the positions rest on and what they lack."""
    sentences = []
    if result.lacking and not result.unplaced:
        sentences.append(_("Not counted because the data does not include them: {criteria}.",
                           criteria=all_of(labels_of(result.lacking))))
    if result.by_chance:
        sentences.append(_("Not counted because our regions do not differ significantly: {criteria}.",
                           criteria=all_of(labels_of(result.by_chance))))
    if result.too_small:
        sentences.append(_("Contribution and cost to serve are assessed only in regions with at least {minimum} "
                           "customers. Fewer in: {regions}.", minimum=number(MIN_CUSTOMERS),
                           regions=listed(list(result.too_small))))
    unplaced = len(result.regions) - len(result.placed)
    if unplaced and not result.unplaced:
        sentences.append(ngettext("{count} region is not classified: it has no figures on one of the two axes.",
                                  "{count} regions are not classified: they have no figures on one of the two axes.",
                                  unplaced))
    return tuple(sentences)
