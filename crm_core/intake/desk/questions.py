"""What only a person can say about files, and where in the recipe the answer goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    month (2026-03), a year (2026), one of `choices`, yes for `places` to be taken out of the recipe, or for rows some
    of `choices`, the values that count; all of them count until it is answered. `hint` is the answer as a recipe
    writes it, for who answers there."""

    sentence: str
    kind: Literal["month", "year", "choice", "rows", "advice"] = "advice"
    places: tuple[Place, ...] = ()
    choices: tuple[str, ...] = ()
    hint: str = ""

    @property
    def in_full(self) -> str:
        """The sentence, with how a recipe writes the answer."""
        return f"{self.sentence} {self.hint}".strip()

    def answered(self, recipe: Recipe, answer: str) -> Recipe:
        """`recipe` with the answer at its places."""
        for table, number, keys in self.places:
            ways = recipe.ways(table)
            now = _value(ways[number], keys) if number < len(ways) else None
            if isinstance(now, str) and UNDECIDED in now:
                value = now.replace(UNDECIDED, answer) if self.kind == "year" else answer
                recipe = recipe.with_value(table, keys, value, number)
        return recipe

    def counted(self, recipe: Recipe) -> tuple[str, ...]:
        """Of a question about rows: the values whose rows count by `recipe`."""
        table, number, keys = self.places[0]
        ways = recipe.ways(table)
        said = _value(ways[number], keys) if number < len(ways) else None
        return tuple(each for each in self.choices if said is None or each in said)

    def with_counted(self, recipe: Recipe, values: Sequence[str]) -> Recipe:
        """`recipe` with only the rows of these values; all of them, or none, is no condition."""
        for table, number, keys in self.places:
            some = list(values) if 0 < len(values) < len(self.choices) else None
            recipe = recipe.with_value(table, keys, some, number)
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
