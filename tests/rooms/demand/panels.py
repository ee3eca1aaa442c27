"""Panels made by hand or by a seed."""

from __future__ import annotations

import numpy as np
import pandas as pd


def panel(**series) -> pd.DataFrame:
    """The long table of these series, each from t = 0."""
    return pd.concat([
        pd.DataFrame({"series": name, "t": np.arange(len(values)), "value": np.asarray(values, dtype=float)})
        for name, values in series.items()
    ], ignore_index=True)


def lively(count: int = 12, months: int = 60, *, seed: int = 3, season: float = 0.2, noise: float = 0.03) -> np.ndarray:
    """Positive rows with a wandering level, a yearly wave and noise."""
    rng = np.random.default_rng(seed)
    level = 100 * np.exp(np.cumsum(rng.normal(0.003, noise, (count, months)), axis=1))
    wave = 1 + season * np.sin(2 * np.pi * (np.arange(months) + rng.integers(0, 12, (count, 1))) / 12)
    return level * wave * np.exp(rng.normal(0, noise, (count, months)))


def named(rows: np.ndarray) -> dict[str, np.ndarray]:
    return {f"s{number}": row for number, row in enumerate(rows)}


def figures_of(forecasts: pd.DataFrame) -> np.ndarray:
    """The figures of a forecast without its names."""
    return forecasts.drop(columns="series").to_numpy(dtype=float)
