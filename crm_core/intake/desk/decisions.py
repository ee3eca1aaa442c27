"""What was decided of likely duplicates, written into a recipe."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from crm_core.intake.desk.recipe import Recipe, recipe_path
from crm_core.intake.duplicates import Pair, decided, pair_of
from crm_core.intake.files.file_format import NAME
from crm_core.intake.files.one_customer import without_same

_DECIDED = ("same", "different")


def with_decisions(recipe: Recipe, pairs: pd.DataFrame, decisions: Mapping[Pair, str], folder: Path) -> Recipe:
    """The recipe with what `decisions` (by `pair_of`) say of `pairs` (as of `Duplicates`), beside what it said before:
    `[customers.same]` for the same ones, `different` for the others. Who is not sure is asked again.

    A list in `folder` (or beside a single file) that the recipe names becomes lines of the recipe, since next month's
    files come without it.
    Raises BuildRefused, and changes nothing, where decisions contradict each other.
    """
    made = [(row.customer_id, row.same_as, decisions[pair]) for row in pairs.itertuples()
            if decisions.get(pair := pair_of(row.customer_id, row.same_as)) in _DECIDED]
    if not made:
        return recipe
    before = without_same(recipe.sections, recipe_path(folder).parent)[0]
    same = decided([*((customer, kept, "same") for customer, kept in before.kept.items()),
                    *((one, other, "different") for one, other in before.different), *made], NAME)
    number = next((at for at, way in enumerate(recipe.ways("customers")) if {"same", "different"} & way.keys()), 0)
    different = [list(pair) for pair in sorted(same.different)]
    recipe = recipe.with_value("customers", "different", different or None, number)
    return recipe.with_value("customers", "same", dict(sorted(same.kept.items())) or None, number)
