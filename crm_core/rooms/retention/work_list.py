"""The customers who may leave as rows of a work list."""

from __future__ import annotations

import pandas as pd

from crm_core.amounts import percent
from crm_core.language import _
from crm_core.rooms.retention.chances.leaving import Leaving
from crm_core.rooms.retention.chances.reasons import SHOWN


def list_rows(found: Leaving) -> pd.DataFrame:
    """The list by name with the columns of `lists.making.entries`: the reason is the probability with what weighs most
    in it, the next step what could be tried about the heaviest reason."""
    reasons = [f"reason_{place + 1}" for place in range(SHOWN)]
    return found.listed.assign(direction="at_risk", reason=[
        _in_words(found, row["chance"], [row[each] for each in reasons if isinstance(row[each], str)])
        for row in found.listed.to_dict("records")])


def _in_words(found: Leaving, chance: float, reasons: list[str]) -> str:
    why = "; ".join(reasons)
    if not why:
        return (_("Leaves within twelve months with a probability of {chance}.", chance=percent(chance))
                if found.outcome == "closed" else
                _("Goes quiet within twelve months with a probability of {chance}.", chance=percent(chance)))
    return (_("Leaves within twelve months with a probability of {chance}: {why}.", chance=percent(chance), why=why)
            if found.outcome == "closed" else
            _("Goes quiet within twelve months with a probability of {chance}: {why}.", chance=percent(chance),
              why=why))
