"""From the book to its Provenance. The same whatever the scope: it is about the whole book."""

from __future__ import annotations

import pandas as pd

from crm_core.availability import Needs
from crm_core.question import Question, Reader
from crm_core.rooms.data.measure import Provenance, provenance

NEEDS = Needs()
"""What of a book the answer hangs on."""

ACCOUNTS = Question.from_file(__file__, "accounts.sql")
REASONS = Question.from_file(__file__, "reasons.sql")
TOTALS = Question.from_file(__file__, "totals.sql")
UNUSED = Question.from_file(__file__, "unused.sql")
CONTROLS = Question.from_file(__file__, "controls.sql")
SUSPICIONS = Question.from_file(__file__, "suspicions.sql")
DERIVATIONS = Question.from_file(__file__, "derivations.sql")
MONTHS = Question.from_file(__file__, "months.sql")
TERMS = Question.from_file(__file__, "terms.sql")
HOLDINGS = Question.from_file(__file__, "holdings.sql")
RATE_CARD = Question.from_file(__file__, "rate_card.sql")
LOSS_CARD = Question.from_file(__file__, "loss_card.sql")


def answer(read: Reader) -> Provenance:
    """Where the book comes from and what became of its files."""
    return provenance(
        terms=read(TERMS), files=read(ACCOUNTS), reasons=read(REASONS), controls=read(CONTROLS),
        totals=read(TOTALS), unused=read(UNUSED), suspicions=read(SUSPICIONS), months=read(MONTHS),
        holdings=read(HOLDINGS), derivations=read(DERIVATIONS),
    )


def rate_cards(read: Reader) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rate card (product × valid_from) and the loss card (product × credit_grade); empty where there is none."""
    return read(RATE_CARD), read(LOSS_CARD)
