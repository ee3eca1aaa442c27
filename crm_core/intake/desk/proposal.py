"""A recipe for the tables of a delivery, and what only a person can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm_core import contract
from crm_core.intake.desk.amounts import add_activity
from crm_core.intake.desk.drafts import Draft, Match
from crm_core.intake.desk.facts import Facts, facts_of
from crm_core.intake.desk.goods import Goods, add_products
from crm_core.intake.desk.people import add_customers, own_columns
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.questions import Question
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.files.folder import table_of

__all__ = ["Match", "Proposal", "propose"]


@dataclass(frozen=True)
class Proposal:
    """`open` are the questions that a person must decide, with where in the recipe their answers go."""

    recipe: Recipe
    matches: tuple[Match, ...] = ()
    open: tuple[Question, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions as sentences."""
        return tuple(each.sentence for each in self.open)


def propose(tables: Sequence[TablePreview], recipe: Recipe | None = None) -> Proposal:
    """A recipe for these tables; what `recipe`, given by the person, says already is kept."""
    all_facts = [facts_of(each) for each in tables if not each.refusal]
    ours = {table for facts in all_facts if (table := contract_table(facts))}
    draft, goods = Draft([facts for facts in all_facts if not contract_table(facts)]), Goods()
    if "customers" not in ours:
        add_customers(draft)
    if "activity" not in ours:
        add_activity(draft, goods)
    if "products" not in ours:
        add_products(draft, goods)
    return Proposal(draft.recipe, tuple(draft.matches), tuple(draft.questions))


def contract_table(facts: Facts) -> str:
    """The table of the contract that a table is as it stands, by its name and columns; empty when it is none."""
    name = table_of(facts.name)
    if not name:
        return ""
    table, there = contract.TABLES[name], {column.name.strip().casefold() for column in facts.table.columns}
    is_whole = there.issuperset(table.required_names) and (
        not table.at_least_one_of or bool(there & set(table.at_least_one_of)))
    # a column called customer_id alone makes no table of customers of a sheet with names of its own
    is_ours = name != "customers" or all(ours == theirs for ours, theirs in own_columns(facts, "customer_id").items())
    return name if is_whole and is_ours else ""
