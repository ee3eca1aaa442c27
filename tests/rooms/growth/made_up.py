"""A trial as `contest.trial` gives it, with a winner of one's choice."""

from __future__ import annotations

import pandas as pd

from crm_core.rooms.growth.trial.candidates import CANDIDATES, Candidate
from crm_core.rooms.growth.trial.contest import Trial


def a_trial(winner: Candidate | None) -> Trial:
    """Every way grew by 10 beyond the others; only the `winner` surely so."""
    rows = [(name, 8.0, -2.0, 10.0, 5.0 if name == winner else -5.0, 15.0, 0.1, 0.05 if name == winner else -0.05, 0.2,
             name == winner, 0.0, 1.0, 0.0, 0.01) for name in CANDIDATES]
    return Trial(500, 0.0, pd.DataFrame(rows, columns=[
        "candidate", "top", "rest", "lift", "lift_low", "lift_high", "rank", "rank_low", "rank_high", "beats_chance",
        "lift_behind", "lift_error", "rank_behind", "rank_error"]), winner)
