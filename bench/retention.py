"""Are planted leavers found, and are none found where none are? And how long does it take?

    python -m bench.retention                     hazards planted on the customers of the book in use, five seeds
    python -m bench.retention --demo FOLDER       what the demo bank itself plants, five seeds, built there if need be
    python -m bench.retention --book FOLDER --time    what learning and asking take on another book

Hazards have stated coefficients and are planted on the customers' own features, of two years: what a model could
attain at best (the skill of the true chances) is known. Then outcomes independent of everything.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
from scipy import special

from bench.machine import describe
from crm_core import open_book
from crm_core.intake import demo
from crm_core.intake.demo import build_demo, truths
from crm_core.question import Reader
from crm_core.rooms import retention
from crm_core.rooms.retention.chances.contest import contest
from crm_core.rooms.retention.chances.factors import matrix, middle
from crm_core.rooms.retention.chances.learning import FEATURES
from crm_core.rooms.retention.chances.tested import Tested, test
from crm_core.rooms.retention.worth import worth
from crm_core.rooms.retention.worth.beta_geometric import staying
from crm_core.scope import Scope
from crm_core.warehouse import Shelf

SEEDS, SEEDS_OF_NOTHING, COHORTS = 5, 20, 400
RATE_OF_NOTHING = 0.04
FELL_TO, YOUNG_MONTHS = 0.93, 36
"""Of the planted hazards: a balance that fell below this part of itself within half a year, and a young customer."""

COLUMNS = ["hazard", "seed", "winner", "rate", "true skill", "part of it", "AUC", "slope", "expected / actual",
           "of 100 marked", "of 100 others"]
MACROS = Path(demo.__file__).with_name("macros.sql")
LEAVING_FROM = """
    select
        years.contribution_rank,
        datediff('month', customers.joined_on, date '2025-09-01') as months,
        halves.products_now as products,
        chance(cast(substr(customers.customer_id, 2) as bigint), 'is drifting away') < $drifting_share as is_drifting
    from customer_years as years
    join customers using (customer_id)
    join customer_halves as halves using (customer_id, years_ago)
    where years.years_ago = 1"""

Features = Mapping[str, np.ndarray]


def straight(features: Features) -> np.ndarray:
    """Log-odds: −3.7, one product +0.9, young +0.7, balance fell +1.2, individual +0.5."""
    return (-3.7 + 0.9 * (features["products_now"] == 1) + 0.7 * (features["tenure_months"] < YOUNG_MONTHS)
            + 1.2 * _fell(features) + 0.5 * (features["type_code"] == 0))


def together(features: Features) -> np.ndarray:
    """The same, one product and a fallen balance together +1.5, young of grade A −0.8."""
    return (straight(features) + 1.5 * (features["products_now"] == 1) * _fell(features)
            - 0.8 * (features["tenure_months"] < YOUNG_MONTHS) * (features["grade_code"] == 0))


def _fell(features: Features) -> np.ndarray:
    return features["late_balance"] < FELL_TO * features["early_balance"]


def planted(read: Reader) -> pd.DataFrame:
    """One row a hazard and seed: who won, and how its skill compares with that of the true chances."""
    years = [read(FEATURES, scope=Scope(years_ago)) for years_ago in (2, 1)]
    known = middle(years[0])
    columns = [matrix(each, known) for each in years]
    rows = []
    for hazard in (straight, together):
        true = [special.expit(hazard(each)) for each in years]
        for seed in range(SEEDS):
            rng = np.random.default_rng(seed)
            learnt, came = ((rng.random(len(each)) < each).astype(int) for each in true)
            result = contest(columns[0], learnt, seed=seed)
            ours = test(result.chances(columns[1]), came, learnt.mean())
            best = test(true[1], came, learnt.mean())
            rows.append(_row(hazard.__name__, seed, result.winner, ours, best))
    return pd.DataFrame(rows, columns=COLUMNS)


def _row(hazard: str, seed: int, winner: str, ours: Tested, best: Tested) -> tuple[object, ...]:
    return (hazard, seed, winner, ours.left / ours.customers, best.skill, ours.skill / best.skill, ours.auc, ours.slope,
            ours.ratio, 100 * ours.marked_rate, 100 * ours.rest_rate)


def of_the_demo_bank(folder: Path) -> pd.DataFrame:
    """The same of demo banks of 20,000 customers, in FOLDER/SEED: nothing is drawn here, they have their leavers.

    The true chances are those of who holds the same products all year and is a month older each month.
    """
    rows = []
    for seed in range(1, SEEDS + 1):
        shelf = Shelf(folder / str(seed))
        if not shelf.current():
            build_demo(shelf, seed=seed)
        with shelf.open() as book:
            learned = retention.learn(book.reader())
            customers = book.reader()(FEATURES, scope=Scope(1))
        true = _true_chances(shelf.folder / str(shelf.current()), seed)
        ours = learned.tested
        best = test(true[customers["contribution_rank"]].to_numpy(), customers["has_left"], learned.average)
        rows.append(_row("demo bank", seed, learned.winner, ours, best))
    return pd.DataFrame(rows, columns=COLUMNS)


def _true_chances(path: Path, seed: int) -> pd.Series:
    """Of leaving within the last year, by contribution_rank at its beginning, from `truths.toml`; who is drifting is
    drawn again as the generator drew it."""
    planted = truths()
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("set variable seed = cast($seed as bigint)", {"seed": seed})
        connection.execute(MACROS.read_text(encoding="utf-8"))
        then = connection.execute(LEAVING_FROM, {"drifting_share": planted.plan()["drifting_share"]}).df()
    leaving, months = planted.leaving, then["months"].to_numpy()[:, None] + np.arange(1, 13)
    log_odds = (leaving.of_the_newest + leaving.each_doubling * np.log2(months / leaving.least_months)
                + leaving.each_further_product * (then["products"].to_numpy() - 1)[:, None]
                + leaving.drifting * then["is_drifting"].to_numpy()[:, None])
    return pd.Series(1 - (1 - special.expit(log_odds)).prod(axis=1), index=then["contribution_rank"])


def nothing(read: Reader) -> float:
    """Of outcomes independent of everything: the part of the seeds in which nobody is told apart."""
    years = [read(FEATURES, scope=Scope(years_ago)) for years_ago in (2, 1)]
    known = middle(years[0])
    columns = [matrix(each, known) for each in years]
    quiet = 0
    for seed in range(SEEDS_OF_NOTHING):
        rng = np.random.default_rng(seed)
        learnt, came = ((rng.random(len(each)) < RATE_OF_NOTHING).astype(int) for each in columns)
        result = contest(columns[0], learnt, seed=seed)
        quiet += result.winner == "average" or not test(result.chances(columns[1]), came, learnt.mean()).beats_average
    return quiet / SEEDS_OF_NOTHING


def covered(customers: int) -> float:
    """How often intervals of 80% of the value to come of a cohort of so many hold the true value."""
    alpha, beta, age, ahead = 0.668, 3.806, 5, np.arange(1, 61)
    still = staying(alpha, beta, age + 1 + ahead) / staying(alpha, beta, np.array([age + 1.0]))
    true = float((still / 1.1 ** (ahead / 12)).sum())
    tenures = pd.DataFrame({"tenure_months": [age], "customers": [1], "contribution": [12.0]})
    held = 0
    for seed in range(COHORTS):
        rng = np.random.default_rng(seed)
        life = rng.geometric(np.maximum(rng.beta(alpha, beta, customers), 1e-9))
        here = np.array([(life > period).sum() for period in range(age + 2)])
        table = pd.DataFrame({"month": range(age + 1), "at_risk": here[:-1], "left": here[:-1] - here[1:]})
        found = worth(tenures, table, years=5, discount=0.1)
        held += found is not None and found.low <= true <= found.high
    return held / COHORTS


def timed(read: Reader) -> None:
    """Seconds of the clock and of the processor of each question, the second time it is asked."""
    learned = retention.learn(read, "quiet")
    for name, ask in (("curves by customer type", lambda: retention.answer(read)),
                      ("curves by contribution", lambda: retention.answer(read, by="value")),
                      ("learning who goes quiet", lambda: retention.learn(read, "quiet")),
                      ("who may, by region", lambda: retention.answer_of(read, learned)),
                      ("who may, by manager", lambda: retention.answer_of(read, learned, among="manager"))):
        ask()
        began, busy = time.perf_counter(), time.process_time()
        ask()
        print(f"{name}: {time.perf_counter() - began:.2f} s, processor {time.process_time() - busy:.2f} s")


def _print(table: pd.DataFrame) -> None:
    print(table.round(3).to_string(index=False))
    print(table.groupby("hazard")[["part of it", "slope", "expected / actual"]].mean().round(3).to_string())


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--book", type=Path)
    parser.add_argument("--demo", type=Path, metavar="FOLDER")
    parser.add_argument("--time", action="store_true")
    chosen = parser.parse_args()
    print(describe("scikit-learn", "numpy", "duckdb"))
    if chosen.demo:
        _print(of_the_demo_bank(chosen.demo))
        return
    with open_book(chosen.book) as book:
        if chosen.time:
            timed(book.reader())
            return
        _print(planted(book.reader()))
        print(f"nobody told apart where nothing tells: {nothing(book.reader()):.0%} of {SEEDS_OF_NOTHING} seeds")
    for customers in (300, 3_000):
        print(f"80% intervals of cohorts of {customers:,}: hold {covered(customers):.1%} of {COHORTS}")


if __name__ == "__main__":
    main()
