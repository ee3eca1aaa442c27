"""Whom to call first, and why: three lists of named customers, each row with a reason made of its own numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import pandas as pd

from crm_core.profit_and_loss import SIGNS, WORDS
from crm_core.vocabulary import type_noun

COLUMNS = ["customer_id", "name", "region", "customer_type", "manager_id", "contribution", "money", "reason"]
"""The columns of every list; `money` is what is at stake, in currency a year."""

MIN_PEERS = 5
"""Customers of a type just above the cut from which what they hold is told."""
_SMALL = 10
"""Amounts below this are said with their cents."""


class MoneyWords(Protocol):
    """What writes an amount, as `Money.full` does."""

    def __call__(self, amount: float | None, *, decimals: int = 0) -> str: ...


@dataclass(frozen=True, eq=False)
class Priorities:
    """One page of one list. Amounts in currency a year."""

    todo: str
    """protect, repair or grow."""
    top: float
    """The share of the bank's customers that counts as its top, 0–1."""
    cut: float
    """The contribution of the last customer of the top."""
    search: str
    """What the customers' numbers or names had to contain; empty for all."""
    found: int
    """Customers on the whole list."""
    money: float
    """At stake over the whole list: lost since the year before, losses one change would mend, or missing to the cut."""
    table: pd.DataFrame
    """One row a customer, most urgent first: see `COLUMNS`; also what the reason was made of."""


def protect(rows: pd.DataFrame, *, money_words: MoneyWords) -> pd.Series:
    """Why each of these fell: how much since the year before, and which line fell most."""
    changes = rows[[f"{line}_change" for line in SIGNS]]
    return pd.Series(
        [
            f"Rank {int(row.rank_before):,} the year before, {int(row.contribution_rank):,} now: "
            f"{money_words(row.contribution_before)} became {money_words(row.contribution)}, "
            f"mostly {_most_fallen(changes.loc[row.Index])}."
            for row in rows.itertuples()
        ],
        index=rows.index, dtype=object,
    )


def repair(rows: pd.DataFrame, *, money_words: MoneyWords) -> pd.Series:
    """What alone would mend each of these: the line that is furthest from the bank's own unit costs and rates."""
    return pd.Series([_mend(row, money_words) for row in rows.itertuples()], index=rows.index, dtype=object)


def grow(rows: pd.DataFrame, *, cut: float, money_words: MoneyWords) -> pd.Series:
    """How far each of these is from the cut, and what it holds beside those of its type just above the cut."""
    return pd.Series(
        [
            f"Rank {int(row.contribution_rank):,}: {_short_by(row.money, money_words)} short of the cut at "
            f"{_short_by(cut, money_words)}; {_holds(row)}."
            for row in rows.itertuples()
        ],
        index=rows.index, dtype=object,
    )


def _holds(row: Any) -> str:
    """Products beside the median of the peers, where there are enough of them to have one."""
    if row.peers < MIN_PEERS:
        return f"holds {_products(row.products_held)}"
    peers = f"{type_noun(row.customer_type)} just above it hold {row.peer_products:g}"
    if row.products_held >= row.peer_products:
        return f"holds {_products(row.products_held)}, no fewer than {type_noun(row.customer_type)} just above it"
    return f"holds {_products(row.products_held)}, {peers}"


def _short_by(amount: float, money_words: MoneyWords) -> str:
    """A small amount with its cents: `€0 short` says nothing."""
    return money_words(amount, decimals=2) if 0 < abs(amount) < _SMALL else money_words(amount)


def _most_fallen(changes: pd.Series) -> str:
    line = str(changes.astype(float).idxmin()).removesuffix("_change")
    return f"{'higher' if SIGNS[line] < 0 else 'lower'} {WORDS[line]}"


def _mend(row: Any, money_words: MoneyWords) -> str:
    at_own = "where the bank's own"
    ways = {
        "cost": (row.cost_over, f"costs {money_words(row.cost_to_serve)} to serve {at_own} unit costs for the same "
                 f"products are {money_words(row.cost_at_units)}"),
        "fees": (row.fees_short, f"pays {money_words(row.fee_income)} of fees {at_own} for the same products are "
                 f"{money_words(row.fees_at_units)}"),
        "margin": (row.margin_short, f"earns {money_words(row.net_interest_income)} of net interest {at_own} rates on "
                   f"the same balances give {money_words(row.margin_at_units)}"),
        "loss": (row.loss_over, f"carries {money_words(row.expected_loss)} of expected loss {at_own} rates on the same "
                 f"balances give {money_words(row.loss_at_units)}"),
    }
    gained, reason = max(ways.values(), key=lambda way: way[0])
    return f"Loses {money_words(row.money)}; {reason}: at those it would contribute {money_words(gained - row.money)}."


def _products(products: int) -> str:
    return f"{int(products)} product{'' if products == 1 else 's'}"
