"""What follows from a scheme: who moves, whether staff can serve them, what the stability rule saves, what leaks."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from crm_core.question import Reader
from crm_core.rooms.tiers.answers.even_chances import given_value, protected
from crm_core.rooms.tiers.answers.outline import outlined, promised_by_type
from crm_core.rooms.tiers.consequences.by_group import downgraded
from crm_core.rooms.tiers.consequences.capacity import Capacity, capacity, overbooked
from crm_core.rooms.tiers.consequences.cells import cells
from crm_core.rooms.tiers.consequences.exceptions import (
    cells_with_exceptions,
    levels_by_hand,
    served_with_exceptions,
)
from crm_core.rooms.tiers.consequences.hold import HoldEffect, hold
from crm_core.rooms.tiers.consequences.leakage import Leakage, leakage
from crm_core.rooms.tiers.consequences.moves import Moves, moves
from crm_core.rooms.tiers.consequences.three_years import three_years
from crm_core.rooms.tiers.cutting.cuts import Cuts
from crm_core.rooms.tiers.cutting.exceptions import placed_by_hand
from crm_core.rooms.tiers.cutting.rules import Rules, fitted_needs
from crm_core.rooms.tiers.cutting.scoring import scoring_of
from crm_core.rooms.tiers.cutting.tier_sums import tier_sums
from crm_core.rooms.tiers.cutting.year import Keep, kept_for_one_answer, read_year
from crm_core.rooms.tiers.measure import IN_FORCE, YEAR_BEFORE, Outline, Tiering
from crm_core.rooms.tiers.questions import BRANCHES, DESKS, SERVED, STAFF, YEARS
from crm_core.rooms.tiers.scheme.group import types_of
from crm_core.rooms.tiers.scheme.scheme import Scheme

BY_DESK = ("customer_type", "region_id", "branch_id", "manager_id")
YEARS_HELD = {0, 1, 2}
"""The years back that the stability rule looks at."""


def tiering(read: Reader, scheme: Scheme, *, in_force: Scheme | None = None, near: float | None = None,
            drawn: Outline | None = None, keep: Keep | None = None, in_full: bool = True) -> Tiering:
    """The outline of `scheme` and its consequences for the customers in the scope of `read`.

    Moves are from the tiers of `in_force`, or without one from those that the same scheme gives a year earlier, each
    year by its own cuts. `drawn` is the outline when it is there already; `near` and `keep` are as in `outline`.
    `in_full` off leaves out what a moving slider does not show and takes scans of its own: `completed` gives it. Raises
    as `outline` does.
    """
    keep = keep or kept_for_one_answer()
    if drawn is None:
        drawn, rules = outlined(read, scheme, near=near, keep=keep)
    else:
        rules = _rules_of(read, drawn)
    whole = whole_years(read)
    against, then = _compared(read, rules, in_force, whole, keep)
    apart = then is not None and in_force is None
    tier_cells = at_desks(read, cells_with_exceptions(
        read, cells(read, rules, then or rules, apart=apart, keep=keep), rules, then or rules, apart=apart))
    is_here, by_need = tier_cells["in_scope"].to_numpy() == 1, bool(rules.needs)
    here = tier_cells if is_here.all() else tier_cells[is_here]
    result = Tiering(
        **vars(drawn),
        against=against,
        moves=_moves(here, rules, then) if then else None,
        downgraded=downgraded(here, names_now=scheme.names, names_then=then.scheme.names) if then else {},
        capacity=_capacity(read, tier_cells, scheme),
        hold=_hold(read, rules, keep) if scheme.hold.holds and whole >= YEARS_HELD and not by_need else None,
        leakage=None,
        overbooked_before=_overbooked_before(read, tier_cells, then.scheme) if then else None,
    )
    return _completed(read, result, rules) if in_full else result


def completed(read: Reader, result: Tiering) -> Tiering:
    """The tiering with what `in_full` left out."""
    return _completed(read, result, _rules_of(read, result))


def _completed(read: Reader, result: Tiering, rules: Rules) -> Tiering:
    if rules.needs:
        return result
    return replace(result, leakage=_leakage(read, rules), given_value=given_value(read, rules),
                   protected=protected(read, rules))


def leakage_of(read: Reader, drawn: Outline) -> Leakage | None:
    """What was served beyond what the tiers of an outline are promised: that part of its `tiering` alone. None
    without contacts in the year, and for tiers by need."""
    rules = _rules_of(read, drawn)
    return None if rules.needs else _leakage(read, rules)


def whole_years(read: Reader) -> set[int]:
    """The years that the book holds whole, by how far they lie back of the scope's."""
    years = read(YEARS)
    return set(years["back"].to_numpy()[years["is_complete"].to_numpy(dtype=bool)].tolist())


def _rules_of(read: Reader, drawn: Outline) -> Rules:
    """The rules that placed the customers of an outline."""
    at_least: dict[str, list[float]] = {}
    for of, cut in zip(drawn.cuts["of"], drawn.cuts["at_least"], strict=True):
        at_least.setdefault(of, []).append(cut)
    cuts = {group.of: Cuts(tuple(at_least.get(group.of, ()))) for group in drawn.scheme.groups if group.how != "needs"}
    return Rules(drawn.scheme, cuts, drawn.needs, scoring_of(read, drawn.scheme), placed_by_hand(read, drawn.scheme))


def at_desks(read: Reader, tier_cells: pd.DataFrame) -> pd.DataFrame:
    """The cells with what is known of their desks; whose and where they are as categories, as there are far fewer desks
    than cells and every sum goes by them."""
    desks = read(DESKS)
    at = np.searchsorted(desks["desk_id"].to_numpy(), tier_cells["desk_id"].to_numpy())
    known = {str(name): column.array for name, column in tier_cells.items()}
    of_desks = {str(name): pd.Categorical(column) if name in BY_DESK else column.array
                for name, column in desks.items() if name != "desk_id"}
    return pd.DataFrame(known | {name: values.take(at) for name, values in of_desks.items()}, copy=False)


def rules_of(read: Reader, scheme: Scheme, *, back: int = 0, keep: Keep | None = None) -> Rules:
    """The cuts that the scheme makes in a year, `back` years before the scope's; clusters are those of the scope's, and
    so are exceptions."""
    year = read_year(read, scheme, back=back, keep=keep)
    return Rules(scheme, tier_sums(scheme, year).cuts, fitted_needs(read, scheme, keep), year.scoring,
                 placed_by_hand(read, scheme))


def _compared(read: Reader, now: Rules, in_force: Scheme | None, whole: set[int],
              keep: Keep | None) -> tuple[str, Rules | None]:
    """What the moves are counted from. A year before, nobody was placed by hand yet."""
    if in_force is not None:
        return IN_FORCE, rules_of(read, in_force, keep=keep)
    if 1 not in whole:
        return "", None
    before = tier_sums(now.scheme, read_year(read, now.scheme, back=1, keep=keep))
    return YEAR_BEFORE, replace(now, cuts=before.cuts, by_hand={})


def _moves(here: pd.DataFrame, now: Rules, then: Rules) -> Moves:
    return moves(
        here, names_now=now.scheme.names, names_then=then.scheme.names,
        cost_now=promised_by_type(now.scheme)[0], cost_then=promised_by_type(then.scheme)[0],
    )


def _capacity(read: Reader, rows: pd.DataFrame, scheme: Scheme) -> Capacity | None:
    desks = _served_here(read, rows)
    return capacity(*desks, promised_by_type(scheme)[1]) if desks else None


def _served_here(read: Reader, rows: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame] | None:
    """The cells, staff and branches in scope: all customers of its managers and branches count, whatever their type or
    region, as hours are shared. None without a staff file."""
    staff, branches = read(STAFF), read(BRANCHES)
    if staff.empty:
        return None
    if (rows["in_scope"].to_numpy() == 0).any():
        regions = set(rows.loc[rows["in_scope"] == 1, "region_id"])
        staff = staff[staff["region_id"].isin(regions)]
        branches = branches[branches["region_id"].isin(regions)]
        rows = rows[rows["manager_id"].isin(staff["manager_id"]) | rows["branch_id"].isin(branches["branch_id"])
                    | rows["region_id"].isin(regions)]
    return rows, staff, branches


def _overbooked_before(read: Reader, rows: pd.DataFrame, scheme: Scheme) -> tuple[int, int] | None:
    """Managers and branches over capacity by the tiers of before, with the staff and the desks of today."""
    desks = _served_here(read, rows.assign(tier_now=rows["tier_then"]))
    return overbooked(*desks, promised_by_type(scheme)[1]) if desks else None


def _hold(read: Reader, rules: Rules, keep: Keep | None) -> HoldEffect:
    """The three years of every group, each year by its own cuts."""
    scheme = rules.scheme
    cuts = {"now": rules.cuts} | {
        year: tier_sums(scheme, read_year(read, scheme, back=back, keep=keep)).cuts
        for year, back in (("before", 1), ("earlier", 2))
    }
    levels = [three_years(read, rules, cuts, keep=keep)]
    if rules.by_hand:
        levels.append(levels_by_hand(read, rules, cuts))
    return hold(pd.concat(levels, ignore_index=True), margin=scheme.hold.margin, periods=scheme.hold.periods)


def _leakage(read: Reader, rules: Rules) -> Leakage | None:
    served = served_with_exceptions(read, rules, pd.concat([
        read(SERVED, types=types_of(group), **rules.parameters("", group)).assign(of=group.of)
        for group in rules.scheme.groups
    ], ignore_index=True))
    if served.empty:
        return None
    return leakage(served, {group.of: group.promises for group in rules.scheme.groups}, rules.scheme.costs)
