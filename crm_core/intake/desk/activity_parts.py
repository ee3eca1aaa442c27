"""What sections of activity have in common: their product, and the month of amounts that have none."""

from __future__ import annotations

from typing import Any

from crm_core.intake.desk.drafts import UNDECIDED, Draft
from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.goods import Goods, is_product_column
from crm_core.intake.desk.links import find_link
from crm_core.intake.desk.words import family_of, words_of
from crm_core.language import _

OPEN_MONTH = f"{UNDECIDED}-??"


def ask_month(draft: Draft, facts: Facts, number: int, *, is_held: bool = True) -> None:
    sentence = _("Which month do the balances of {file} refer to? The file does not say.", file=facts.name) if is_held \
        else _("Which month do the amounts of {file} refer to? The file does not say.", file=facts.name)
    draft.ask(sentence, "month", [("activity", number, ("snapshot_month",))])


def add_product(draft: Draft, goods: Goods, facts: Facts, section: dict[str, Any]) -> None:
    """Give the section its product: a column, one of the account's, or one for all rows."""
    own = facts.column("product")
    if own is not None and is_product_column(own):
        section["columns"]["product_id"] = own.name
        goods.column(facts, own.name, family_of(own.name) or ("payments" if is_trade(facts) else ""))
        return
    link = find_link(facts, "product", draft.tables) if "account_id" in facts.roles else None
    if link and is_product_column(link.other.column("product")):
        section["columns"]["product_id"] = facts.roles["account_id"]
        section["lookup"]["product_id"] = link.lookup()
        goods.column(link.other, link.other.roles["product"])
        return
    section["fixed"] = {"product_id": constant_product(goods, facts)}


def constant_product(goods: Goods, facts: Facts) -> str:
    """The one product of a file that names none."""
    family = {"loans": "loans", "cards": "cards"}.get(facts.kind) or family_of(
        facts.name.rpartition("/")[2].partition(".")[0], is_code=False)
    if family == "loans":
        return goods.constant("LOAN", _("Loan"), "loans")
    if family == "cards":
        return goods.constant("CARD", _("Card"), "cards")
    if is_trade(facts):
        return goods.constant("SALES", _("Sales"), "payments")
    return goods.constant("ACCOUNT", _("Account"), "deposits")


def is_trade(facts: Facts) -> bool:
    """Whether the rows are sales: no account and no balance stands beside what was paid."""
    words = {word for name in (facts.name.partition(".")[0], *(column.name for column in facts.table.columns))
             for word in words_of(name)}
    return facts.row == "movement" and not words & {"account", "balance", "debit", "credit"}
