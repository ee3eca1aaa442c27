"""Two customers column by column: which outcome of `EVIDENCE` each comparison has, and how usual a shared value is."""

from __future__ import annotations

import re

import numpy as np
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from crm_core.intake.duplicates.evidence import EVIDENCE, SIMILAR, SLIP, Evidence
from crm_core.intake.duplicates.identities import Identities

UNKNOWN = -1
_DIGITS = re.compile(r"\d")
_ALIKE = 88
"""Of 100: two streets of the same words, but for a slip or an abbreviation."""
_FEW = 5
_WHOLLY = 100
_TWO_DIGITS = 2
"""What changes at least when day and month are the wrong way round."""
_MIN_SLIPPED = 6
"""Characters a number or address of mail has before a slip in it can be told from another one."""


def levels(people: Identities, evidence: Evidence, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """For each pair the place of the outcome among `evidence.levels`; UNKNOWN where either has no value."""
    codes = people.codes[evidence.column]
    one, other = codes[a], codes[b]
    there = (one >= 0) & (other >= 0)
    found = np.where(there, np.where(one == other, 0, len(evidence.levels) - 1), UNKNOWN).astype(np.int8)
    apart = np.flatnonzero(there & (one != other))
    if evidence.column == "address":
        found[apart] = _addresses(people, a[apart], b[apart])
    elif SLIP in evidence.names and len(apart):
        text = people.texts["skeleton" if evidence.column == "customer_id" else evidence.column]
        is_slip = _is_slip(text[a[apart]], text[b[apart]], swapped_only=evidence.column == "customer_id",
                           is_date=evidence.column == "birth_date", is_mail=evidence.column == "email")
        found[apart[is_slip]] = evidence.names.index(SLIP)
    if evidence.column == "region_id":
        branch = people.codes["branch_id"]
        found[(branch[a] >= 0) & (branch[b] >= 0)] = UNKNOWN
    return found


def shared(people: Identities, evidence: Evidence, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """How often strangers share the value of the pair: as often as others have it; where few do, `rarest`: a family
    or a customer there several times is no sign of a usual value."""
    counts = np.append(people.counts[evidence.column], 0)
    codes = people.codes[evidence.column]
    having = np.maximum(counts[codes[a]], counts[codes[b]])
    others = np.where(having <= (_FEW if evidence.rarest else 0), 0, having - 2)
    return np.maximum(others / len(people), evidence.rarest or 1 / len(people))


def _is_slip(one: np.ndarray, other: np.ndarray, *, swapped_only: bool, is_date: bool,
             is_mail: bool) -> np.ndarray:
    """One character swapped with the next, wrong, missing or too many; of a date also day and month the wrong way."""
    distance = process.cpdist(one, other, scorer=OSA.distance, dtype=np.uint8, score_cutoff=2)
    slipped = distance == 1
    for row in np.flatnonzero(slipped):
        slipped[row] = (min(len(one[row]), len(other[row])) >= _MIN_SLIPPED
                        and (not swapped_only or sorted(one[row]) == sorted(other[row]))
                and (not is_mail or _DIGITS.findall(one[row]) == _DIGITS.findall(other[row])))
    if is_date:
        for row in np.flatnonzero(distance == _TWO_DIGITS):
            slipped[row] = one[row][:4] + one[row][6:8] + one[row][4:6] == other[row]
    return slipped


def _addresses(people: Identities, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """The same street and numbers, though one says less; the same street or house; another."""
    names = next(each for each in EVIDENCE if each.column == "address").names
    if not len(a):
        return np.zeros(0, dtype=np.int8)
    streets, numbers = (people.texts[name] for name in ("street", "numbers"))
    alike = process.cpdist(streets[a], streets[b], scorer=fuzz.token_set_ratio, dtype=np.uint8) >= _ALIKE
    numbered = process.cpdist(numbers[a], numbers[b], scorer=fuzz.token_set_ratio, dtype=np.uint8)
    has_numbers = (numbers[a] != "") & (numbers[b] != "")
    some = np.zeros(len(a), dtype=bool)
    for row in np.flatnonzero(alike):
        some[row] = bool(set(numbers[a[row]].split()) & set(numbers[b[row]].split()))
    return np.select([alike & has_numbers & (numbered == _WHOLLY), alike & some],
                     [0, names.index(SIMILAR)], len(names) - 1).astype(np.int8)
