"""What was decided of pairs of customers, and what follows: who is merged into whom."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pandas as pd

from crm_core.intake.duplicates.search import Duplicates
from crm_core.intake.duplicates.wording import agrees, differs
from crm_core.intake.statements import BuildRefused
from crm_core.language import _, all_of
from crm_core.machine_words import words_of
from crm_core.spreadsheet_cells import harmless, unharmed

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"
DECISIONS = (SAME, DIFFERENT, UNSURE)
HEADINGS = ("customer_id", "same_as", "probability", "agrees", "differs", "decision")
"""Columns of the list that is written to be decided and read back; only the first two and the last are read."""

Pair = tuple[str, str]


@dataclass(frozen=True)
class SameCustomers:
    """`kept` says for each merged customer into whom; `different` are pairs that were looked at and are two, each in
    the order of its ids. `file` holds the decisions where they do not stand in the recipe itself."""

    kept: Mapping[str, str] = field(default_factory=dict)
    different: frozenset[Pair] = frozenset()
    file: str = ""

    def as_bytes(self) -> bytes:
        """The decisions for a hash, whatever their order; of none nothing."""
        return repr((sorted(self.kept.items()), sorted(self.different))).encode() if self.file else b""


def listed(kept: Mapping[str, str], where: str) -> SameCustomers:
    """Merges that were written as such. Raises BuildRefused for a chain, a circle and a customer who is itself."""
    for customer, other in kept.items():
        if customer == other:
            raise BuildRefused(_("{where}: {customer} is said to be the same as itself; take the line out.",
                                 where=where, customer=repr(customer)))
        if kept.get(other) == customer:
            raise BuildRefused(_("{where}: {customer} and {other} are each said to be kept for the other; keep one of "
                                 "the two lines.", where=where, customer=repr(customer), other=repr(other)))
        if other in kept:
            raise BuildRefused(_(
                "{where}: {customer} is merged into {other}, which is itself merged into {further}; write {customer} = "
                "{further}.", where=where, customer=repr(customer), other=repr(other), further=repr(kept[other])))
    return SameCustomers(dict(kept))


def decided(decisions: Iterable[tuple[str, str, str]], where: str) -> SameCustomers:
    """What follows from `decisions` (customer_id, same_as, one of `DECISIONS`): all who are the same are merged into
    one, whom no line merges into another.

    Raises BuildRefused where two are said to be different and follow to be the same, or nobody is left to keep.
    """
    rows = list(decisions)
    into: dict[str, set[str]] = {}
    for customer, other, decision in rows:
        if decision == SAME:
            into.setdefault(customer, set()).add(other)
    groups = _groups(into)
    kept: dict[str, str] = {}
    for group in groups:
        ends = sorted(group - into.keys())
        if not ends:
            raise BuildRefused(_("{where}: {customers} are merged into each other in a circle; leave one of them "
                                 "out of the column customer_id.", where=where, customers=all_of(sorted(group))))
        kept |= {customer: ends[0] for customer in group if customer != ends[0]}
    different = frozenset(pair_of(customer, other) for customer, other, decision in rows if decision == DIFFERENT)
    same = SameCustomers(kept, different)
    require_agreement(same, where)
    return same


def require_agreement(same: SameCustomers, where: str) -> None:
    """Raises BuildRefused where two are said to be different and are merged into one."""
    for one, other in sorted(same.different):
        if same.kept.get(one, one) == same.kept.get(other, other):
            raise BuildRefused(_("{where}: {one} and {other} are said to be different, and other lines make them the "
                                 "same; decide which.", where=where, one=repr(one), other=repr(other)))


def read_decisions(path: Path, name: str) -> SameCustomers:
    """The decisions in a CSV as `decisions_csv` makes it. Without a column `decision` every line says the same.

    Raises BuildRefused when it cannot be read, lacks a column, or decides something else.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BuildRefused(_("{file} of [customers] same cannot be read ({error}). Save it as UTF-8 beside the files, "
                             "or take the line out.", file=name, error=words_of(error))) from error
    delimiter = ";" if text.partition("\n")[0].count(";") else ","
    rows = csv.DictReader(text.splitlines(), delimiter=delimiter)
    for column in HEADINGS[:2]:
        if column not in (rows.fieldnames or ()):
            raise BuildRefused(_("{file} has no column {column}: it needs customer_id, same_as and, where not every "
                                 "line is decided, decision.", file=name, column=column))
    found: list[tuple[str, str, str]] = []
    for line, row in enumerate(rows, 2):
        ids = [unharmed((row[column] or "").strip()) for column in HEADINGS[:2]]
        decision = (row.get("decision", SAME) or "").strip().lower()
        if decision and decision not in DECISIONS:
            raise BuildRefused(_("{file}, line {line}: the decision {value} is not one of {choices}.", file=name,
                                 line=line, value=repr(decision), choices=", ".join(DECISIONS)))
        if decision and not all(ids):
            raise BuildRefused(_("{file}, line {line}: customer_id or same_as is empty; a decision needs both.",
                                 file=name, line=line))
        if decision == SAME and ids[0] == ids[1]:
            raise BuildRefused(_("{where}: {customer} is said to be the same as itself; take the line out.",
                                 where=f"{name}, {line}", customer=repr(ids[0])))
        found.append((ids[0], ids[1], decision))
    return replace(decided(found, name), file=name)


def decisions_csv(pairs: pd.DataFrame, decisions: Mapping[Pair, str] | None = None) -> bytes:
    """`pairs` (as of `Duplicates`) as a CSV to decide, most likely first; what is in `decisions` (by `pair_of`) is."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for pair in pairs.itertuples():
        writer.writerow([harmless(pair.customer_id), harmless(pair.same_as), f"{pair.probability:.3f}",
                         agrees(pair.findings), differs(pair.findings),
                         (decisions or {}).get(pair_of(pair.customer_id, pair.same_as), "")])
    return text.getvalue().encode("utf-8-sig")


def undecided(found: Duplicates, same: SameCustomers) -> Duplicates:
    """`found` without the pairs that were decided."""
    is_open = np.array([
        pair_of(one, other) not in same.different and same.kept.get(one, one) != same.kept.get(other, other)
        for one, other in zip(found.pairs["customer_id"], found.pairs["same_as"], strict=True)], dtype=bool)
    return replace(found, pairs=found.pairs[is_open].reset_index(drop=True))


def pair_of(one: str, other: str) -> Pair:
    return (one, other) if one <= other else (other, one)


def _groups(into: Mapping[str, set[str]]) -> list[set[str]]:
    """Customers who are linked by any number of steps."""
    groups: dict[str, set[str]] = {}
    for customer, others in into.items():
        together = {customer}.union(others, *(groups.get(each, set()) for each in (customer, *others)))
        groups |= dict.fromkeys(together, together)
    return list({id(each): each for each in groups.values()}.values())
