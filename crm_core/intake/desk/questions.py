"""What only a person can say about files, and where in the recipe the answer goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.files.file_format import UNDECIDED

Place = tuple[str, int, tuple[str, ...]]
"""A table, the number of its section, and the keys in it."""


@dataclass(frozen=True)
class Question:
    """`sentence` asks, in the language spoken now. The recipe holds `UNDECIDED` at `places`, which the answer takes the
    place of; without places the question is one to think about, and nothing is open. `kind` is what an answer is: a
    month (2026-03), a year (2026), one of `choices`, or yes for `places` to be taken out of the recipe."""

    sentence: str
    kind: Literal["month", "year", "choice", "advice"] = "advice"
    places: tuple[Place, ...] = ()
    choices: tuple[str, ...] = ()

    def answered(self, recipe: Recipe, answer: str) -> Recipe:
        """`recipe` with the answer at its places."""
        for table, number, keys in self.places:
            ways = recipe.ways(table)
            now = _value(ways[number], keys) if number < len(ways) else None
            if isinstance(now, str) and UNDECIDED in now:
                value = now.replace(UNDECIDED, answer) if self.kind == "year" else answer
                recipe = recipe.with_value(table, keys, value, number)
        return recipe

    def is_open_in(self, recipe: Recipe) -> bool:
        """Whether the recipe still waits for the answer."""
        return any(number < len(recipe.ways(table)) and UNDECIDED in str(_value(recipe.ways(table)[number], keys))
                   for table, number, keys in self.places)


def _value(section: Mapping[str, Any], keys: tuple[str, ...]) -> Any:
    found: Any = section
    for key in keys:
        found = found.get(key) if isinstance(found, Mapping) else None
    return found
