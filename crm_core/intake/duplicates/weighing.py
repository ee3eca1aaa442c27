"""The probability that two rows are one customer, from everything that was compared.

Source: Fellegi & Sunter, A Theory for Record Linkage (1969), with a third hypothesis beside match and non-match.
"""

from __future__ import annotations

import numpy as np

from crm_core.intake.duplicates.comparing import levels, shared
from crm_core.intake.duplicates.evidence import EVIDENCE, KIN_BEFORE, NAME_ALONE, OF_A_NAME, ONE_BEFORE, RESTS
from crm_core.intake.duplicates.identities import Identities
from crm_core.intake.duplicates.names import NameEvidence, compare_names


def weighed(people: Identities, a: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray], NameEvidence]:
    """For each pair its probability 0–1, the outcome of each column by its name, and of the name."""
    names = compare_names(people, a, b)
    rest_one, rest_kin = (np.log2([*(getattr(each, kind) for each in RESTS), 1.0]) for kind in ("one", "kin"))
    one = names.bits + rest_one[names.rest] + np.log2(ONE_BEFORE / len(people))
    kin = names.bits + rest_kin[names.rest] + np.log2(KIN_BEFORE / len(people))
    outcomes = {}
    is_supported = np.zeros(len(a), dtype=bool)
    for evidence in EVIDENCE:
        found = outcomes[evidence.column] = levels(people, evidence, a, b)
        share = shared(people, evidence, a, b)
        for place, level in enumerate(evidence.levels):
            rows = found == place
            strangers = np.log2(level.strangers) if level.strangers else np.log2(share[rows])
            one[rows] += np.log2(level.one) - strangers
            kin[rows] += np.log2(level.kin) - strangers
        if evidence.column not in OF_A_NAME:
            is_supported |= (found >= 0) & (found < len(evidence.levels) - 1)
    most = np.maximum(np.maximum(one, kin), 0.0)
    probability = 2.0 ** (one - most) / (2.0 ** (one - most) + 2.0 ** (kin - most) + 2.0 ** -most)
    return np.where(is_supported, probability, np.minimum(probability, NAME_ALONE)), outcomes, names

