"""What speaks for two rows being one customer: how likely each finding is of one customer, of kin, of strangers.

Two rows are one customer, two of one household or group of companies, or strangers. Every column is compared, and what
is found (the same, a slip apart, different) has a probability under each of the three; a column that either row leaves
empty says nothing. The first two are assumptions, written here and nowhere else; of strangers the book itself tells:
a value is shared by chance as often as it is there (`chance` 0), so that José García is weak evidence where many are
called so, and strong where nobody else is.
"""

from __future__ import annotations

from dataclasses import dataclass

from crm_core.language import N_

SAME, SLIP, SIMILAR, DIFFERENT = "same", "slip", "similar", "different"


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison. `one`, `kin` and `strangers` are its probabilities, 0–1, when the rows are one
    customer, kin, or strangers; `strangers` 0 = as often as the value is in the book."""

    name: str
    one: float
    kin: float
    strangers: float = 0.0


@dataclass(frozen=True)
class Evidence:
    """A column that is compared, and its outcomes from the same to different."""

    column: str
    label: str
    levels: tuple[Level, ...]
    rarest: float = 0.0
    """How often two strangers share a value that nobody else in the book has."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(level.name for level in self.levels)


ONE_BEFORE = 0.02
"""Duplicates a customer that are expected before anything is compared: one customer in fifty has one."""
KIN_BEFORE = 1.0
"""Others of the same household or group that a customer has in the book."""

EVIDENCE = (
    Evidence("tax_id", N_("tax number"), (
        Level(SAME, 0.93, 5e-4), Level(SLIP, 0.05, 1e-4, 1e-6), Level(DIFFERENT, 0.02, 1, 1)), 1e-06),
    Evidence("birth_date", N_("date of birth"), (
        Level(SAME, 0.93, 0.004), Level(SLIP, 0.05, 0.006, 2e-3), Level(DIFFERENT, 0.02, 0.99, 1)), 4e-05),
    Evidence("email", N_("email"), (
        Level(SAME, 0.75, 0.12), Level(SLIP, 0.08, 0.02, 1e-4), Level(DIFFERENT, 0.17, 0.86, 1)), 1e-06),
    Evidence("phone", N_("telephone"), (
        Level(SAME, 0.70, 0.35), Level(SLIP, 0.06, 0.01, 1e-5), Level(DIFFERENT, 0.24, 0.64, 1)), 2e-06),
    Evidence("address", N_("address"), (
        Level(SAME, 0.72, 0.80), Level(SIMILAR, 0.10, 0.10, 1e-3), Level(DIFFERENT, 0.18, 0.10, 1)), 1e-05),
    Evidence("legal_form", N_("legal form"), (Level(SAME, 0.90, 0.6), Level(DIFFERENT, 0.10, 0.4, 0.6))),
    Evidence("customer_type", N_("customer type"), (Level(SAME, 0.98, 0.95), Level(DIFFERENT, 0.02, 0.05, 0.2))),
    Evidence("joined_on", N_("customer since"), (Level(SAME, 0.25, 0.10), Level(DIFFERENT, 0.75, 0.90, 1)), 0.0002),
    Evidence("size_amount", N_("size"), (Level(SAME, 0.30, 0.05), Level(DIFFERENT, 0.70, 0.95, 1)), 0.0001),
    Evidence("branch_id", N_("branch"), (Level(SAME, 0.70, 0.80), Level(DIFFERENT, 0.30, 0.20, 1))),
    Evidence("region_id", N_("region"), (Level(SAME, 0.85, 0.95), Level(DIFFERENT, 0.15, 0.05, 1))),
    Evidence("customer_id", N_("customer number"), (
        Level(SAME, 0.02, 1e-6, 1e-8), Level(SLIP, 0.02, 1e-4, 1e-4), Level(DIFFERENT, 0.96, 1, 1))),
)
"""Everything beside the name. A customer number is the same when only zeros, spaces or capitals set it apart; ones in a
row are a slip apart by chance. The region speaks where a branch does not."""

OF_A_NAME = ("legal_form", "customer_type", "region_id")
"""Columns that say hardly more than a name."""
NAME_ALONE = 0.8
"""The most that a name is worth while nothing beside it agrees, however rare it is: two firms, two cousins."""

IDENTITY = ("tax_id", "birth_date", "address", "email", "phone")
"""Columns that tell who somebody is and that no analysis needs: they are compared and never enter a book."""

WORD_SAME, WORD_SLIP = 0.9, 0.03
"""Of a word of the name: it is there again, or with a slip."""
VARIANTS = 10
"""A slip may make so many words of one that are likely."""
SLIP_RAREST = 1e-4
"""How often a stranger is called by a word that only a slip sets apart and nobody else has."""
INITIAL_RATIO = 2.5
"""How much likelier the first letter of a word is of one customer than of strangers."""


@dataclass(frozen=True)
class Rest:
    """What of two names is left when the words that agree are set against each other."""

    name: str
    one: float
    kin: float


RESTS = (
    Rest("none", 0.80, 0.002),
    Rest("one_sided", 0.14, 0.01),
    Rest("one_each", 0.05, 0.65),
    Rest("several", 0.01, 0.338),
)
"""Every word agrees; one name has words more; each has one of its own (a married name; a brother); more."""
