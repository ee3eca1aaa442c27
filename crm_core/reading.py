"""What a room says: the answer in a sentence, and what follows from it in another."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """`headline` is the answer with its numbers; `so_what` is what a manager would make of it."""

    headline: str
    so_what: str = ""

    def __str__(self) -> str:
        return f"{self.headline} {self.so_what}".strip()
