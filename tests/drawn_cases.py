"""How many of the cases that are drawn by chance a run takes: a few every day, many for `make proof`."""

from __future__ import annotations

import os


def cases(everyday: int) -> int:
    """`everyday`, or as many as CLIENTELA_PROOF_STEPS says."""
    return int(os.environ.get("CLIENTELA_PROOF_STEPS", everyday))
