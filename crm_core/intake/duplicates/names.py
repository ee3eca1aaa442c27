"""Two names word by word, in whichever order: which agree, how rare they are, and what is left."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from crm_core.intake.duplicates.evidence import (
    INITIAL_RATIO,
    RESTS,
    SLIP_RAREST,
    VARIANTS,
    WORD_SAME,
    WORD_SLIP,
)
from crm_core.intake.duplicates.identities import Identities

MIN_LETTERS, LONG, SLIPS_OF_LONG = 4, 9, 2
"""A slip in a word of three letters makes another word; a long one may have two."""
AGREES, SLIPPED, INITIAL = 1, 2, 3


@dataclass(frozen=True, eq=False)
class NameEvidence:
    """By pair: the log₂ of how much likelier the words that agree are of one customer (or kin) than of strangers; the
    place in `RESTS` of what is left, −1 where a name is missing; and the outcome in a word: same, alike (with slips or
    initials), shorter, partly, other, "" for a name that is missing."""

    bits: np.ndarray
    rest: np.ndarray
    outcomes: np.ndarray


def compare_names(people: Identities, a: np.ndarray, b: np.ndarray) -> NameEvidence:
    """The names at the places `a` with those at `b`. Who has no name has nothing that agrees, and nothing is said."""
    left, right = people.words[a].copy(), people.words[b].copy()
    bits = np.zeros(len(a))
    counts = np.zeros((4, len(a)), dtype=np.int16)
    sides = np.arange(left.shape[1])
    shares = np.append(people.word_shares, 1.0)
    for i in sides:
        for j in sides:
            equal = np.flatnonzero((left[:, i] >= 0) & (left[:, i] == right[:, j]))
            bits[equal] += np.log2(WORD_SAME / shares[left[equal, i]])
            counts[AGREES, equal] += 1
            left[equal, i] = right[equal, j] = -1
    for i in sides:
        for j in sides:
            open_rows = np.flatnonzero((left[:, i] >= 0) & (right[:, j] >= 0))
            kinds = _likeness(people, left[open_rows, i], right[open_rows, j])
            rows, kinds = open_rows[kinds > 0], kinds[kinds > 0]
            bits[rows] += _bits(kinds, shares[left[rows, i]], shares[right[rows, j]], 1 / len(people))
            np.add.at(counts, (kinds, rows), 1)
            left[rows, i] = right[rows, j] = -1
    # Words come in company (Transportes Rodríguez): no name is rarer than those there are besides the two
    others = np.maximum(people.namesakes[a], people.namesakes[b]) - 1
    usual = (others > 0) & (counts[AGREES] > 1)
    bits[usual] = np.minimum(bits[usual], np.log2(len(people) / others[usual]))
    over_a, over_b = (left >= 0).sum(axis=1), (right >= 0).sum(axis=1)
    rest = np.select([(over_a == 0) & (over_b == 0), (over_a == 0) | (over_b == 0), (over_a == 1) & (over_b == 1)],
                     [0, 1, 2], len(RESTS) - 1)
    nameless = (people.words[a, 0] < 0) | (people.words[b, 0] < 0)
    outcomes = np.select(
        [nameless, (rest == 0) & (counts[SLIPPED] + counts[INITIAL] == 0), rest == 0, rest == 1,
         counts.sum(axis=0) > 0],
        ["", "same", "alike", "shorter", "partly"], "other").astype(object)
    return NameEvidence(bits, np.where(nameless, -1, rest), outcomes)


def _likeness(people: Identities, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """For each two words, by number, 0, `SLIPPED` or `INITIAL`."""
    lengths = people.word_lengths[one], people.word_lengths[other]
    shorter = np.minimum(*lengths)
    kinds = np.where((shorter == 1) & (people.initials[one] == people.initials[other]), INITIAL, 0).astype(np.int8)
    near = np.flatnonzero((shorter >= MIN_LETTERS) & (np.abs(lengths[0] - lengths[1]) <= 1))
    distance = process.cpdist(people.vocabulary[one[near]], people.vocabulary[other[near]], scorer=OSA.distance,
                              dtype=np.uint8)
    kinds[near[(distance <= 1) | ((shorter[near] >= LONG) & (distance <= SLIPS_OF_LONG))]] = SLIPPED
    return kinds


def _bits(kinds: np.ndarray, one: np.ndarray, other: np.ndarray, least: float) -> np.ndarray:
    """A slip is strong evidence when hardly anybody has the slipped word; two usual names of one letter's difference,
    Mario and María, speak against."""
    rarer, usual = np.minimum(one, other), np.maximum(one, other)
    rarer = np.where(rarer <= least, np.minimum(rarer, SLIP_RAREST), rarer)
    slipped = np.minimum(WORD_SLIP / VARIANTS / rarer, 0.5 * WORD_SAME / usual)
    return np.log2(np.where(kinds == SLIPPED, slipped, INITIAL_RATIO))
