"""Strengths and weaknesses, opportunities and threats: every one a number beside its peers' mean and its rank."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from crm_core.rooms.regions.criteria import CRITERIA, STRENGTH

BANKS, REGIONS = "the other banks", "our other regions"
MIN_RANKED = 2
"""With nobody to compare with, nothing is a strength."""
THIRDS = 3
ONE_FAMILY = 2
"""Lines of a market of one family: the chosen ones together, and that one, which say the same."""


def find(facts: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """One row a point: region_id, kind, subject, family, value, mean, rank, of, against.

    `kind` is strength or weakness (ours), opportunity or threat (the region's). A point is in the first or last third
    of those compared, and on the same side of their mean. Shares and growth are held against the other banks of the
    region, family by family; everything else against our other regions.
    """
    rows = [*_against_banks(lines), *_against_regions(facts)]
    columns = ["region_id", "kind", "subject", "family", "value", "mean", "rank", "of", "against"]
    return pd.DataFrame(rows, columns=columns)


def _kind(value: float, mean: float, rank: float, of: float, is_low_good: bool) -> bool | None:
    """True for a good point, False for a bad one, None for neither."""
    if of < MIN_RANKED or any(each is None or math.isnan(each) for each in (value, mean, rank)):
        return None
    third = max(1, int(of) // THIRDS)
    better = value < mean if is_low_good else value > mean
    if rank <= third and better:
        return True
    return False if rank > of - third and not better and value != mean else None


def _against_banks(lines: pd.DataFrame) -> list[dict[str, Any]]:
    compared = (("own_share", "peers_mean_share", "own_rank", "institutions"),
                ("own_growth", "peers_mean_growth", "growth_rank", "growing_institutions"))
    rows = []
    told_once = lines[lines["line"] == "chosen"] if lines["line"].nunique() <= ONE_FAMILY else lines
    for line in told_once.to_dict("records"):
        for subject, *names in compared:
            mean, rank, of = (line[name] for name in names)
            good = _kind(line[subject], mean, rank, of, False)
            if good is not None:
                rows.append({
                    "region_id": line["region_id"], "kind": "strength" if good else "weakness", "subject": subject,
                    "family": "" if line["line"] == "chosen" else line["line"], "value": line[subject], "mean": mean,
                    "rank": int(rank), "of": int(of), "against": BANKS,
                })
    return rows


def _against_regions(facts: pd.DataFrame) -> list[dict[str, Any]]:
    rows = []
    for criterion in CRITERIA:
        if criterion.name == "own_share":  # held against the other banks
            continue
        is_low_good = criterion.good == "low"
        values = facts[criterion.name].astype(float)
        ranks, total, of = values.rank(ascending=is_low_good, method="min"), values.sum(), int(values.notna().sum())
        kinds = ("strength", "weakness") if criterion.axis == STRENGTH else ("opportunity", "threat")
        for region_id, value, rank in zip(facts["region_id"], values, ranks, strict=True):
            mean = (total - value) / (of - 1) if of > 1 else float("nan")
            good = _kind(value, mean, rank, of, is_low_good)
            if good is not None:
                rows.append({
                    "region_id": region_id, "kind": kinds[0 if good else 1], "subject": criterion.name, "family": "",
                    "value": value, "mean": mean, "rank": int(rank), "of": of, "against": REGIONS,
                })
    return rows
