"""How a sum of products of three factors changed because of each of them, whatever the order in which they change."""

from __future__ import annotations

import numpy as np


def thirds(before: tuple[np.ndarray, np.ndarray, np.ndarray],
           now: tuple[np.ndarray, np.ndarray, np.ndarray]) -> tuple[float, float, float]:
    """What each of three factors adds to the change of Σ a·b·c from `before` to `now`, each a tuple (a, b, c).

    The three factors change one after the other in one of six orders; each gets the mean of what it adds over all of
    them (Shapley 1953). For a product that mean has a closed form: with u and v the other two, a gets
    Δa · (u₀v₀/3 + u₀v₁/6 + u₁v₀/6 + u₁v₁/3). The parts add up to the change.
    """
    parts = []
    for factor in range(3):
        u, v = (other for other in range(3) if other != factor)
        weight = (before[u] * before[v] / 3 + before[u] * now[v] / 6 + now[u] * before[v] / 6 + now[u] * now[v] / 3)
        parts.append(float(((now[factor] - before[factor]) * weight).sum()))
    return parts[0], parts[1], parts[2]


def split(size: tuple[np.ndarray, np.ndarray], amount: tuple[np.ndarray, np.ndarray]) -> tuple[float, float, float]:
    """What size, mix and rate add to the change of Σ amount, of cells with (before, now) sizes and amounts.

    An amount is the size of all cells together × the cell's share of it × the cell's rate. A cell without size at one
    end has the rate of the other: it says nothing of rates. Raises ValueError for an amount without a size.
    """
    if any(((sizes <= 0) & (amounts != 0)).any() for sizes, amounts in zip(size, amount, strict=True)):
        raise ValueError("A cell has an amount and no size: it has no rate.")
    rates = [np.divide(amounts, sizes, out=np.full(len(sizes), np.nan), where=sizes > 0)
             for sizes, amounts in zip(size, amount, strict=True)]
    rates = [np.nan_to_num(np.where(np.isnan(own), other, own)) for own, other in (rates, rates[::-1])]
    totals = [float(sizes.sum()) for sizes in size]
    shares = [sizes / total if total > 0 else np.full(len(sizes), np.nan)
              for sizes, total in zip(size, totals, strict=True)]
    shares = [np.nan_to_num(np.where(np.isnan(own), other, own)) for own, other in (shares, shares[::-1])]
    before, now = ((np.full(len(size[0]), total), share, rate)
                   for total, share, rate in zip(totals, shares, rates, strict=True))
    return thirds(before, now)


def in_whole_cents(parts: list[float], total: int) -> list[int]:
    """Whole numbers near `parts` that add up to `total`, which they do but for rounding: what is left over goes to
    those that were rounded down most."""
    floors = [int(np.floor(part)) for part in parts]
    left = total - sum(floors)
    order = sorted(range(len(parts)), key=lambda place: (floors[place] - parts[place], place))
    step = 1 if left > 0 else -1
    for turn in range(abs(left)):
        floors[order[turn % len(order)]] += step
    return floors
