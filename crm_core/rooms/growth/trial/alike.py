"""Similar customers: of the same type and of like size; and what a quarter of them at least generate."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

MIN_ALIKE = 30
"""Customers without whom an upper quartile is that of a few."""
_CLASSES, _UPPER = 10, 0.75

Customers = Mapping[str, np.ndarray]
"""The answer to `customers.sql`: a number for each customer and column."""


def upper_quartiles(customers: Customers) -> np.ndarray:
    """For each customer the revenue (currency a year) that a quarter of the similar customers reach: those of the same
    type and, where both are known, of the same class of size, up to ten of like number. Of fewer than 30 similar ones
    the type stands for the class; of a type of fewer than 30, NaN: nobody is there to be compared with.
    """
    found = np.full(len(customers["revenue"]), np.nan)
    for members in _types(customers["type_code"]):
        if len(members) < MIN_ALIKE:
            continue
        revenue = customers["revenue"][members]
        of_type = np.full(len(members), np.quantile(revenue, _UPPER))
        for alike in _classes(customers["size_amount"][members]):
            if len(alike) >= MIN_ALIKE:
                of_type[alike] = np.quantile(revenue[alike], _UPPER)
        found[members] = of_type
    return found


def few_of_a_type(customers: Customers) -> tuple[int, ...]:
    """The codes of the types with fewer than 30 customers, who have nobody to be compared with."""
    return tuple(int(customers["type_code"][members[0]]) for members in _types(customers["type_code"])
                 if len(members) < MIN_ALIKE)


def _types(codes: np.ndarray) -> Iterator[np.ndarray]:
    for code in np.unique(codes):
        yield np.flatnonzero(codes == code)


def _classes(sizes: np.ndarray) -> Iterator[np.ndarray]:
    """The places of customers of like size; equal sizes are never told apart."""
    known = np.flatnonzero(sizes >= 0)
    many = min(_CLASSES, len(known) // MIN_ALIKE)
    if not many:
        return
    edges = np.quantile(sizes[known], np.arange(1, many) / many)
    classes = np.searchsorted(edges, sizes[known], side="right")
    for each in range(many):
        yield known[classes == each]
