"""From the book to its Provenance. The same whatever the scope: it is about the whole book."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from crm_core.provenance.measure import Provenance, provenance
from crm_core.question import Question

ACCOUNTS = Question.beside(__file__, "accounts.sql")
REASONS = Question.beside(__file__, "reasons.sql")
CONTROLS = Question.beside(__file__, "controls.sql")
SUSPICIONS = Question.beside(__file__, "suspicions.sql")
MONTHS = Question.beside(__file__, "months.sql")
TERMS = Question.beside(__file__, "terms.sql")
HOLDINGS = Question.beside(__file__, "holdings.sql")
RATE_CARD = Question.beside(__file__, "rate_card.sql")
LOSS_CARD = Question.beside(__file__, "loss_card.sql")


def answer(read: Callable[..., pd.DataFrame]) -> Provenance:
    """Where the book comes from and what became of its files."""
    return provenance(
        terms=read(TERMS), files=read(ACCOUNTS), reasons=read(REASONS), controls=read(CONTROLS),
        suspicions=read(SUSPICIONS), months=read(MONTHS), holdings=read(HOLDINGS),
    )


def cards(read: Callable[..., pd.DataFrame]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rate card (product × valid_from) and the loss card (product × credit_grade); empty where there is none."""
    return read(RATE_CARD), read(LOSS_CARD)
