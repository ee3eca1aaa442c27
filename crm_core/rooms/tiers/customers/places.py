"""Whose customers change tier: the regions, branches and managers, by name, with sums that are those of the moves."""

from __future__ import annotations

import pandas as pd

from crm_core.language import _
from crm_core.question import Reader
from crm_core.rooms.tiers.consequences.moves_by_desk import PLACES, Place, moves_by_desk
from crm_core.rooms.tiers.customers.comparison import Comparison
from crm_core.rooms.tiers.customers.departed import Departed
from crm_core.rooms.tiers.cutting.year import Keep
from crm_core.rooms.tiers.questions import BRANCHES, DESKS, STAFF
from crm_core.vocabulary import manager_name


def places_of_moves(read: Reader, compared: Comparison, *, departed: Departed | None = None,
                    keep: Keep | None = None) -> pd.DataFrame:
    """Under the scope: place (one of `PLACES`), place_id, name, down, up, down_contribution, up_contribution; of each
    place where most go down first. Without the `departed`, or with all whom the moves count. `keep` as in `outline`."""
    cells, names = compared.cells(read, keep=keep), place_names(read)
    if departed is not None:
        sums = ["customers", "contribution"]
        cells = pd.concat([cells, departed.cells.assign(**{name: -departed.cells[name] for name in sums})])
    parts = []
    for place in PLACES:
        rows = moves_by_desk(cells, compared.ways, place).rename(columns={f"{place}_id": "place_id"})
        parts.append(rows.assign(place=place, name=[names[place].get(each, each) or nobody(place)
                                                    for each in rows["place_id"]]))
    return pd.concat(parts, ignore_index=True)


def nobody(place: Place) -> str:
    """What stands for customers of no branch or manager."""
    return _("No branch") if place == "branch" else _("No manager") if place == "manager" else _("No region")


def place_names(read: Reader) -> dict[Place, dict[str, str]]:
    """The names of regions, branches and managers, by their ids."""
    branches = read(BRANCHES)
    return {
        "region": read(DESKS).drop_duplicates("region_id").set_index("region_id")["region"].to_dict(),
        "branch": dict(zip(branches["branch_id"], branches["name"].fillna(branches["branch_id"]), strict=True)),
        "manager": {row.manager_id: manager_name(row.name, row.manager_id)
                    for row in read(STAFF).itertuples(index=False)},
    }
