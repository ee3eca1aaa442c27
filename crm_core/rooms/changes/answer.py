"""From the book to what changed: what is read, and in which order."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, get_args

import numpy as np
import pandas as pd

from crm_core import CannotAnswer, NobodyInScope, Withheld, periods
from crm_core.availability import Needs
from crm_core.language import _, ngettext
from crm_core.periods import Period
from crm_core.question import Question, Reader
from crm_core.rooms.changes import of_years
from crm_core.rooms.changes.bridge import STEPS, STOCKS, tells_standings, where
from crm_core.rooms.changes.known import is_known, not_alike
from crm_core.rooms.changes.measure import MAX_PARTS, Asked, Changes, changes
from crm_core.rooms.changes.words import by_label
from crm_core.scope import Scope
from crm_core.single_months import segment_lacks_months
from crm_core.vocabulary import manager_name, type_plural

NEEDS = Needs((("years",), ("revenue",)), better_with=("cost", "balance"), uses=("joined", "regions", "types"))
"""What of a book the answer hangs on."""

By = Literal["contribution", "revenue", "deposits", "loans", "customers"]
MEASURES: tuple[By, ...] = get_args(By)
Parts = Literal["regions", "types", "products", "branches", "managers"]
PARTS: tuple[Parts, ...] = get_args(Parts)

CELLS = Question.from_file(__file__, "cells.sql")
DESK_CELLS = Question.from_file(__file__, "desk_cells.sql")
SERIES = Question.from_file(__file__, "series.sql")
DESK_SERIES = Question.from_file(__file__, "desk_series.sql")
DESK_PARTS = Question.from_file(__file__, "desk_parts.sql")
ONE_OFFS = Question.from_file(__file__, "one_offs.sql")
MOVERS = Question.from_file(__file__, "movers.sql")
NAMES = Question.from_file(__file__, "names.sql", is_kept=True)
STANDINGS = Question.from_file(__file__, "standings.sql", is_kept=True)
DESKS = Question.from_file(__file__, "desks.sql")

MAX_LISTED = 10
"""Customers, and one-off fees, that are listed."""
_OF_DESKS = ("branches", "managers")


def answer(read: Reader, *, by: By = "contribution", period: str = "trailing", parts: Parts = "regions",
           product: str = "", branch: str = "", manager: str = "") -> Changes:
    """Why `by` differs from a year before, under the scope of `read`, and of one product, branch or manager by id.

    Raises CannotAnswer when the book does not hold the period or the same months a year before, or knows nothing of
    the measure; NobodyInScope when no customer is left; ValueError for an unknown measure or parts.
    """
    if by not in STEPS or parts not in PARTS:
        raise ValueError(f"Cannot explain {by!r} by {parts!r}; choose of {', '.join(STEPS)}.")
    if by == "customers" and (product or parts == "products"):
        raise CannotAnswer(_("Customers are counted once, whatever products they hold. Choose another measure, or "
                             "leave products out."))
    chosen = _with_year_before(read, period)
    narrowed = {"product": product, "branch": branch, "manager": manager}
    is_desk = bool(branch or manager)
    if segment_lacks_months(read):
        return _of_years(read, Asked(by, chosen, parts, _part_names(read(NAMES), parts),
                                     _where(read(NAMES), narrowed, read.scope)), narrowed)
    cells = _numbers(read(DESK_CELLS if is_desk else CELLS, **_fitting(narrowed, is_desk), **chosen.parameters()))
    if not (cells["customers"] + cells["customers_before"] + cells["rows"] + cells["rows_before"]).sum():
        raise NobodyInScope
    if by == "customers" and not tells_standings(cells):
        raise Withheld(_("Why the number of customers changed is who joined and who left, which your permit does not "
                         "show. Choose another measure."))
    without = _left_out(cells, by)
    names = read(NAMES)
    values: dict[str, Any] = _fitting(narrowed, is_desk) | {
        "by": by, "last_month": chosen.last_month, "is_whole": int(not without), "without": tuple(without)}
    asked = Asked(by, chosen, parts, _names(names, parts), _where(names, narrowed, read.scope), bool(product))
    desk_parts = part_series = None
    if parts in _OF_DESKS:
        values |= {"branch": branch, "manager": manager}
        first = chosen.last_month if by in STOCKS else chosen.first_month
        desk_parts = read(DESK_PARTS, parts=parts, first_month=first, most=MAX_PARTS, **values)
        part_series = read(DESK_SERIES, parts=parts, ids=tuple(desk_parts["part"]), **values)
        asked = dataclasses.replace(asked, names=_desk_names(desk_parts, parts))
    of_parts = "" if parts in _OF_DESKS else parts
    series = (read(DESK_SERIES, parts=of_parts, ids=(), **values) if is_desk else
              read(SERIES, parts=of_parts, **_fitting(values, is_desk)))
    kept = where(cells, ~np.isin(cells["product_id"].astype(str), without)) if without else cells
    left_out = tuple(_names(names, "products").get(each, each) for each in without)
    result = changes(kept, series, asked, desk_parts=desk_parts, part_series=part_series, left_out=left_out)
    return _with_one_offs(read, _with_movers(read, result, narrowed), narrowed)


def _of_years(read: Reader, asked: Asked, narrowed: Mapping[str, str]) -> Changes:
    """Of a segment without months. Whether all is known alike is told by the bank's."""
    of_years.require_years(asked, product=narrowed["product"])
    if asked.by != "customers":
        of_bank = dataclasses.replace(read.scope, segment=None)
        cells = _numbers(read(CELLS, scope=of_bank, product="", **asked.period.parameters()))
        products = _names(read(NAMES), "products")
        of_years.refuse_not_alike(tuple(products.get(each, each) for each in _left_out(cells, asked.by)))
    result = of_years.changes_of_years(read, asked, branch=narrowed["branch"], manager=narrowed["manager"])
    if result is None:
        raise NobodyInScope
    return _with_movers(read, result, narrowed)


def tells_products(read: Reader) -> bool:
    """Whether a change can be told by product, or of one."""
    return not segment_lacks_months(read)


def measures(read: Reader) -> tuple[By, ...]:
    """What the book can explain: not the number of customers where it does not tell who joined and who left, of a
    segment without months not what is held."""
    if segment_lacks_months(read):
        return tuple(each for each in MEASURES if each in of_years.MEASURES)
    told = read(STANDINGS)["standing"].fillna("").ne("").any()
    return tuple(each for each in MEASURES if told or each != "customers")


def products(read: Reader) -> dict[str, str]:
    """The names of the book's products, by id."""
    return _names(read(NAMES), "products")


def _with_movers(read: Reader, result: Changes, narrowed: Mapping[str, str]) -> Changes:
    """With the customers who changed most, where that can be said."""
    if result.is_level or result.period.kind != "trailing" or narrowed["product"] or result.left_out:
        return result
    movers = read.if_shown(MOVERS, by=result.by, most=MAX_LISTED, branch=narrowed["branch"],
                           manager=narrowed["manager"])
    return result if movers is None else dataclasses.replace(result, movers=movers)


def _with_one_offs(read: Reader, result: Changes, narrowed: Mapping[str, str]) -> Changes:
    """With the one-off fees of what is generated."""
    if result.is_level:
        return result
    one_offs = read.if_shown(ONE_OFFS, most=MAX_LISTED, **narrowed, **result.period.parameters(),
                    **result.period.before().parameters("before_"))
    if one_offs is None:
        return result
    listed = int(one_offs["listed"].iloc[0]) if len(one_offs) else 0
    return dataclasses.replace(result, one_offs=one_offs.drop(columns="listed"), one_offs_listed=listed)


def _with_year_before(read: Reader, period: str) -> Period:
    """The asked period, of which the book holds the same months a year before. Raises CannotAnswer without them."""
    chosen = periods.chosen(read, period)
    calendar = periods.book_calendar(read)
    before = chosen.before()
    held = calendar.months_known(before.first_month, before.last_month)
    if chosen.is_complete and held == before.months:
        return chosen
    if not chosen.is_complete:
        raise CannotAnswer(ngettext(
            "Of the period {period} the data holds {count} month, so it cannot be compared with a year before. Choose "
            "a quarter or a month, or load an activity file with earlier months.",
            "Of the period {period} the data holds {count} months, so it cannot be compared with a year before. Choose "
            "a quarter or a month, or load an activity file with earlier months.", chosen.months_known,
            period=chosen.span))
    raise CannotAnswer(ngettext(
        "What changed is compared with {before}, of which the data holds {count} month of {months}. Choose a later or "
        "shorter period, or load an activity file with those months.",
        "What changed is compared with {before}, of which the data holds {count} months of {months}. Choose a later or "
        "shorter period, or load an activity file with those months.", held, before=before.span,
        months=str(before.months)))


def _left_out(cells: Mapping[str, np.ndarray], by: str) -> list[str]:
    """Products that are not known alike. Raises CannotAnswer when nothing is known, or nothing alike."""
    if not is_known(cells, by=by):
        raise CannotAnswer(_("{measure} is not known for these months and filters. Choose another measure, period or "
                             "other filters.", measure=by_label(by)))
    without = not_alike(cells, by=by)
    is_asked = cells["family"] == by if by in ("deposits", "loans") else cells["product_id"] != ""
    if without and set(cells["product_id"][is_asked]) <= set(without):
        raise CannotAnswer(_("More is known of {measure} in one of the two periods than in the other, for every "
                             "product: a change would be one of the data. Choose another period or measure.",
                             measure=by_label(by)))
    return without


def _numbers(cells: pd.DataFrame) -> dict[str, np.ndarray]:
    """The cells as columns, cents as whole numbers; what is unknown, or not there, adds nothing."""
    texts = ("region_id", "customer_type", "product_id", "standing", "family")
    columns = {name: cells[name].to_numpy(object) for name in texts}
    return columns | {name: cells[name].to_numpy("float64", na_value=0.0).astype("int64") for name in cells
                      if name not in texts}


def _fitting(values: Mapping[str, Any], is_desk: bool) -> dict[str, Any]:
    """Without branch and manager, for the cube that does not know them."""
    return {name: value for name, value in values.items() if is_desk or name not in ("branch", "manager")}


def _names(names: pd.DataFrame, kind: str) -> dict[str, str]:
    if kind == "types":
        return {each: type_plural(each) for each in ("individual", "business", "corporate", "unstated")}
    rows = names[names["kind"] == kind]
    return dict(zip(rows["id"], rows["name"], strict=True))


def _part_names(names: pd.DataFrame, parts: str) -> dict[str, str]:
    """The names of parts of any sort, by id."""
    if parts not in _OF_DESKS:
        return _names(names, parts)
    nobody = pd.DataFrame({"part": [""], "name": [None]})
    desks = names[names["kind"] == parts].rename(columns={"id": "part"})[["part", "name"]]
    return _desk_names(pd.concat([desks.astype(object), nobody]), parts)


def _desk_names(rows: pd.DataFrame, parts: str) -> dict[str, str]:
    nobody = _("Without a branch") if parts == "branches" else _("Without a manager")
    return {each.part: nobody if not each.part else
            manager_name(each.name, each.part) if parts == "managers" else
            each.name if isinstance(each.name, str) else each.part for each in rows.itertuples(index=False)}


def _where(names: pd.DataFrame, narrowed: Mapping[str, str], scope: Scope) -> tuple[str, ...]:
    """The one region, type, product, branch and manager that are asked about, by name."""
    one = {"regions": scope.regions[0] if len(scope.regions) == 1 else "",
           "types": scope.customer_types[0] if len(scope.customer_types) == 1 else "",
           "products": narrowed["product"], "branches": narrowed["branch"], "managers": narrowed["manager"]}
    return tuple(manager_name(_names(names, kind).get(each), each) if kind == "managers" else
                 _names(names, kind).get(each, each) for kind, each in one.items() if each)
