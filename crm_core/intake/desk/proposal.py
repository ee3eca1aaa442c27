"""A recipe for the tables of a delivery, and what only a person can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.recipe import Recipe


@dataclass(frozen=True)
class Match:
    """Our `column` of `table` is `theirs`; `why` is a phrase for people, in the language spoken now."""

    table: str
    column: str
    theirs: str
    why: str


@dataclass(frozen=True)
class Proposal:
    """`questions` are what a person must decide, as sentences."""

    recipe: Recipe
    matches: tuple[Match, ...] = ()
    questions: tuple[str, ...] = ()


def propose(tables: Sequence[TablePreview], recipe: Recipe | None = None) -> Proposal:
    """A recipe for these tables; what `recipe`, given by the person, says already is kept."""
    return Proposal(recipe or Recipe())
