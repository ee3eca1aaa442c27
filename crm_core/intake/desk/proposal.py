"""A recipe for the tables of a delivery, and what only a person can say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from crm_core import contract
from crm_core.intake.desk.amounts import add_activity
from crm_core.intake.desk.columns import column_preview
from crm_core.intake.desk.drafts import Draft, Match
from crm_core.intake.desk.facts import Facts, facts_of
from crm_core.intake.desk.given import guided, merged
from crm_core.intake.desk.goods import Goods, add_products
from crm_core.intake.desk.groups import together
from crm_core.intake.desk.identity import identity_of
from crm_core.intake.desk.links import place_of
from crm_core.intake.desk.others import add_others, is_of_groups
from crm_core.intake.desk.people import add_customers, own_columns
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.questions import Question
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.files.header import LINE_NUMBER
from crm_core.intake.files.named_after import table_of
from crm_core.language import _

__all__ = ["Match", "Proposal", "propose"]

_HELD = frozenset({"balance", "amount"})


@dataclass(frozen=True)
class Proposal:
    """`open` are the questions that a person must decide, with where in the recipe their answers go."""

    recipe: Recipe
    matches: tuple[Match, ...] = ()
    open: tuple[Question, ...] = ()

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions as sentences, for who answers in the recipe."""
        return tuple(each.in_full for each in self.open)


def propose(tables: Sequence[TablePreview], recipe: Recipe | None = None) -> Proposal:
    """A recipe for these tables; what `recipe`, given by the person, says already is kept."""
    given = recipe or Recipe()
    all_facts = with_ids([guided(facts_of(each), given) for each in together(tables) if not each.refusal])
    ours = {table for facts in all_facts if (table := contract_table(facts))}
    others = [facts for facts in all_facts if not contract_table(facts)]
    groups = [facts for facts in others if is_of_groups(facts)]
    draft, goods = Draft([facts for facts in others if facts not in groups], given), Goods()
    if "customers" in ours:
        _add_identity(draft, [facts for facts in all_facts if contract_table(facts) == "customers"])
    else:
        add_customers(draft)
        if any(facts.roles.get("customer_id") == LINE_NUMBER for facts in draft.tables):
            draft.ask(_("No column identifies the customers: each row is treated as one, by the number of its line."))
    if "activity" not in ours:
        add_activity(draft, goods)
        if "activity" not in draft.sections and ("customers" in draft.sections or "customers" in ours):
            draft.ask(_("No amounts of customers were found. Which column of which file holds balances or movements?"))
    if "products" not in ours:
        add_products(draft, goods)
    draft.tables = others
    add_others(draft, ours)
    whole = _without_namesakes(merged(draft.recipe, given), all_facts)
    questions = tuple(each for each in draft.questions
                      if not each.places or each.kind == "rows" or each.is_open_in(whole))
    return Proposal(whole, tuple(draft.matches), questions)


def _add_identity(draft: Draft, tables: Sequence[Facts]) -> None:
    """What tells who the customers are of a file that is one of ours as it stands; of several files it is not said."""
    if len(tables) == 1 and (identity := identity_of(tables[0])):
        draft.add("customers", {"identity": identity}, tables[0])


def _without_namesakes(recipe: Recipe, tables: Sequence[Facts]) -> Recipe:
    """The recipe, with the tables ignored that are called as one of the contract's and are none: a build would take
    them by their name."""
    names = [place_of(facts) for facts in tables if table_of(facts.name) and not contract_table(facts)
             and not any(way.get("file") or way.get("source") for way in recipe.ways(table_of(facts.name)))]
    return recipe.with_value("book", "ignore", names) if names else recipe


def with_ids(tables: Sequence[Facts]) -> list[Facts]:
    """The tables; where none names a customer or an account, what is only called an id is the customer's, and where
    there is none either, each row with an amount is a customer by the number of its line."""
    if any({"customer_id", "account_id"} & facts.roles.keys() for facts in tables):
        return list(tables)
    named = [replace(facts, roles={**facts.roles, "customer_id": facts.roles["id"]})
             if facts.is_unique("id") or {"date", "id"} <= facts.roles.keys() else facts for facts in tables]
    if named != list(tables):
        return named
    largest = max((facts for facts in tables if _HELD & facts.roles.keys() and "file" in facts.table.place
                   and not facts.day and facts.table.has_header), key=lambda facts: facts.table.size, default=None)
    return [_numbered(facts) if facts is largest else facts for facts in tables]


def _numbered(facts: Facts) -> Facts:
    """A table with the numbers of its lines as a column, which a build knows by its name."""
    table = facts.table
    numbers = [str(number) for number in range(2, len(table.sample) + 2)]
    column = column_preview(LINE_NUMBER, numbers)
    whole = replace(table, columns=(*table.columns, column),
                    sample=tuple((*row, number) for row, number in zip(table.sample, numbers, strict=True)))
    return replace(facts, table=whole, roles={**facts.roles, "customer_id": LINE_NUMBER})


def contract_table(facts: Facts) -> str:
    """The table of the contract that a table is as it stands, by its name and columns; empty when it is none."""
    name = table_of(facts.name)
    if not name:
        return ""
    table, there = contract.TABLES[name], {column.name.strip().casefold() for column in facts.table.columns}
    is_whole = there.issuperset(table.required_names) and (
        not table.at_least_one_of or bool(there & set(table.at_least_one_of)))
    # a column called customer_id alone makes no table of customers of a sheet with names of its own
    is_named = name == "customers" and "customer_id" in facts.roles
    others = own_columns(facts, "customer_id") if is_named else {}
    return name if is_whole and all(ours == theirs for ours, theirs in others.items()) else ""
