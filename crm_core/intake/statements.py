"""What a build states: what it assumes, what became of every file, what it made, and why it refused."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from crm_core import CannotAnswer


class BuildRefused(CannotAnswer):
    """The sources cannot become a book; the message names the file, the value, the rule and the remedy."""


LastMonth = Literal["judge", "complete", "open"]
"""What a bank may say of its last month in `mapping.toml`: nothing, or that it is complete, or still open."""


@dataclass(frozen=True)
class Terms:
    """What the book assumes: its currency, the price of capital, the starting weights of the tier score.

    `hurdle_rate` is the yearly return asked of capital (fraction); weights are relative, any scale.
    """

    title: str
    currency: str = "EUR"
    hurdle_rate: float = 0.10
    contribution_weight: float = 1.0
    balance_weight: float = 1.0
    turnover_weight: float = 1.0
    tenure_weight: float = 1.0
    scale_weight: float = 1.0
    reputation_weight: float = 1.0
    notes: str = ""
    caveats: tuple[tuple[str, str], ...] = ()
    """What whoever reads a figure must know: a badge of two or three words, and a sentence."""
    last_month: LastMonth = "judge"
    """Whether the last month is `complete` or `open`; `judge` leaves it to the book (`open_month.py`)."""
    fiscal_year_starts: int = 1
    """The first month of the bank's fiscal year, 1 to 12; by it years, quarters and years to date are told apart."""


@dataclass(frozen=True)
class SourceFile:
    """The account of one source file. `lines` counts every line, header and blank ones included; `header` also titles
    and totals around the table. `reading` tells, as stored texts, how the file was read where nobody said it."""

    table_name: str
    file: str
    lines: int
    header: int
    accepted: int
    rejected: int
    blank: int
    content_hash: str
    reading: str = ""

    @property
    def accounted(self) -> int:
        return self.header + self.accepted + self.rejected + self.blank

    @property
    def balances(self) -> bool:
        """Every line is accounted for: lines = header + accepted + rejected + blank."""
        return self.lines == self.accounted


@dataclass(frozen=True)
class Published:
    """What a build made: the book's file, its fingerprint, and the account of every source file.

    `after_interruption` is true when it found, and removed, what a build that was killed had left; `made_before` when
    the same had been made of the same files before, so that no new book was needed.
    """

    path: Path
    fingerprint: str
    files: tuple[SourceFile, ...]
    after_interruption: bool = False
    made_before: bool = False
