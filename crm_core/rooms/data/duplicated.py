"""Customers who are likely in the book twice, and how much of the latest year is theirs."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from crm_core.amounts import Money
from crm_core.language import _, ngettext
from crm_core.question import Question, Reader
from crm_core.reading import Caption, named
from crm_core.vocabulary import customer_names

_PAIRS = Question.from_file(__file__, "duplicates.sql")


@dataclass(frozen=True, eq=False)
class Duplicated:
    """Pairs that the build found, the likeliest first."""

    pairs: pd.DataFrame
    """customer_id, name, same_as, same_name, probability (0–1), findings, and what each contributes and holds in the
    latest year: contribution, balance, contribution_same, balance_same, in currency, NaN without activity."""
    customers: int
    """Different customers in the pairs."""
    contribution: float
    """Theirs together, each once; in currency a year."""
    balance: float


def duplicates(read: Reader) -> Duplicated:
    """Whom the book likely holds twice, from all its customers, whatever the scope."""
    pairs = read(_PAIRS)
    ids = [*pairs["customer_id"], *pairs["same_as"]]
    sums = {name: float(pd.Series([*pairs[name], *pairs[f"{name}_same"]], index=ids, dtype=float)
                        .groupby(level=0).first().sum()) for name in ("contribution", "balance")}
    named = pairs.assign(name=customer_names(pairs["customer_id"], pairs["name"]),
                         same_name=customer_names(pairs["same_as"], pairs["same_name"]))
    return Duplicated(named, len(set(ids)), sums["contribution"], sums["balance"])


@named
def caption(result: Duplicated, money: Money) -> Caption:
    """How many pairs, and what of the money they concern."""
    title = ngettext("{count} pair of customers is likely one customer", "{count} pairs of customers are likely one "
                     "customer each", len(result.pairs))
    customers = ngettext("{count} customer", "{count} customers", result.customers)
    return Caption(title, _(
        "They concern {customers} with {contribution} of contribution and {balance} of balances in the latest year. "
        "Until decided, each counts as a customer of its own. Download the list, decide pair by pair, and name it in "
        "mapping.toml: same = \"same.csv\" under [customers].", customers=customers,
        contribution=money.short(result.contribution), balance=money.short(result.balance)))
