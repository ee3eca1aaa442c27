"""Several pilots of one kind taken together: each compares within itself, and the comparisons are added up.

Called and left out are never thrown together across pilots: lists differ in how many would go anyway and in how many
were left out, and sums of both would compare one list with another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import stats

from crm_core.rooms.retention.calling.effect import Effect

CHANCE = 0.05
"""How often pilots of one effect may be said to differ."""
_SURE = 1.959964
"""Standard normal quantile of 97.5%."""


@dataclass(frozen=True)
class Pooled:
    """Two or more effects as one. `difference`, `kept` and their ranges are read as those of `Effect`."""

    effects: tuple[Effect, ...]

    def __post_init__(self) -> None:
        if len(self.effects) < len(("one", "another")):
            raise ValueError("One effect is taken as it is; pooling takes two or more.")

    @property
    def difference(self) -> float:
        """How much rarer the outcome is among the called, by the weights of Mantel and Haenszel.

        Source: Greenland and Robins, *Biometrics* 41 (1985) 55–68.
        """
        came, others, called, left_out = self._counts
        return float(((others * called - came * left_out) / (called + left_out)).sum() / self._weight)

    @property
    def difference_range(self) -> tuple[float, float]:
        """Its 95% interval, which holds for few large pilots and for many small ones. Source: Sato, *Biometrics* 45
        (1989) 1323–1324."""
        came, others, called, left_out = self._counts
        both = called + left_out
        of_difference = (left_out**2 * came - called**2 * others
                         + called * left_out * (called - left_out) / 2) / both**2
        of_chance = (others * (called - came) + came * (left_out - others)) / (2 * both)
        variance = float(self.difference * of_difference.sum() + of_chance.sum()) / self._weight**2
        wide = _SURE * math.sqrt(max(variance, 0.0))
        return max(self.difference - wide, -1.0), min(self.difference + wide, 1.0)

    @property
    def kept(self) -> float:
        """1 − the ratio of the rates (Mantel and Haenszel); NaN where nobody of the left out went."""
        of_called, of_left_out = self._rates
        return 1 - of_called / of_left_out if of_left_out else math.nan

    @property
    def kept_range(self) -> tuple[float, float]:
        """Its 95% interval, of the logarithm of the ratio; NaN where nobody went on one of the sides. Source: Greenland
        and Robins, as above."""
        came, others, called, left_out = self._counts
        of_called, of_left_out = self._rates
        if not of_called or not of_left_out:
            return math.nan, math.nan
        both = called + left_out
        variance = float((((came + others) * called * left_out - came * others * both) / both**2).sum())
        wide = _SURE * math.sqrt(variance / (of_called * of_left_out))
        return 1 - (1 - self.kept) * math.exp(wide), 1 - (1 - self.kept) * math.exp(-wide)

    @property
    def is_told(self) -> bool:
        """Whether it can be told from nothing: neither interval holds 0. Where nobody of the called went there is but
        one."""
        return all(low > 0 or high < 0 for low, high in (self.difference_range, self.kept_range)
                   if not math.isnan(low))

    @property
    def differ(self) -> float:
        """How often pilots of one and the same effect would differ as much as these (0–1): below `CHANCE` they are
        said to differ. Few or small pilots show only large differences.

        Source: Cochran, *Biometrics* 10 (1954) 101–129; rates with one more on either side, as nobody may have gone
        (Agresti and Caffo, *The American Statistician* 54 (2000) 280–288).
        """
        came, others, called, left_out = self._counts
        called_rate, left_out_rate = (came + 1) / (called + 2), (others + 1) / (left_out + 2)
        precision = 1 / (called_rate * (1 - called_rate) / called + left_out_rate * (1 - left_out_rate) / left_out)
        apart = others / left_out - came / called
        mean = (precision * apart).sum() / precision.sum()
        return float(stats.chi2.sf((precision * (apart - mean) ** 2).sum(), len(self.effects) - 1))

    @property
    def are_alike(self) -> bool:
        """Whether they differ by no more than chance, so that one effect may stand for all."""
        return self.differ >= CHANCE

    @property
    def _counts(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """came among the called, among the left out, and how many these are, by pilot."""
        came, others, called, left_out = np.array([
            (each.called.came, each.left_out.came, each.called.customers, each.left_out.customers)
            for each in self.effects], float).T
        return came, others, called, left_out

    @property
    def _weight(self) -> float:
        _came, _others, called, left_out = self._counts
        return float((called * left_out / (called + left_out)).sum())

    @property
    def _rates(self) -> tuple[float, float]:
        """The rates of the called and of the left out, each times the weights."""
        came, others, called, left_out = self._counts
        both = called + left_out
        return float((came * left_out / both).sum()), float((others * called / both).sum())
