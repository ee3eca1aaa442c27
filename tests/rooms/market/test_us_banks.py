"""5,313 real banks, June 2019, through the intake as a bank's own files: published concentration by headquarters."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
import pytest

from crm_core import open_book
from crm_core.amounts import Money
from crm_core.intake.files import build_files
from crm_core.rooms import market
from crm_core.scope import Scope
from crm_core.warehouse import Shelf

ROOT = Path(__file__).resolve().parents[3]
MAPPING = """
[book]
title = "Banks of the United States, June 2019"
currency = "USD"

[market.fixed]
family = "deposits"
period = "2019-06-30"
booked_at = "headquarters"
"""


def bank_file() -> Path:
    """The real banks; skips the test where they are not, fails it where they must be."""
    folder = Path(os.environ.get("CRM_REAL_DATA") or ROOT.parent / "shared" / "data") / "us_banks"
    path = folder / "fdic_institutions_2019_by_hq.csv.gz"
    if not path.is_file():
        said = f"the real banks of the United States: {folder} does not hold their file (set CRM_REAL_DATA)."
        if os.environ.get("CRM_REQUIRE_REAL_DATA") == "1":
            pytest.fail(f"Required, and not there: {said}")
        pytest.skip(f"Skipped {said}")
    return path


@pytest.fixture(scope="module")
def banks():
    return pd.read_csv(bank_file(), usecols=["CERT", "NAMEFULL", "STALP", "STNAME", "DEPDOM"])


@pytest.fixture(scope="module")
def book(banks, tmp_path_factory):
    source, shelf = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("shelf")
    largest = banks.loc[banks["STALP"] == "IA", "DEPDOM"].idxmax()
    pd.DataFrame({
        "region_id": banks["STALP"], "institution": banks["NAMEFULL"] + " " + banks["CERT"].astype(str),
        "is_own": (banks.index == largest), "balance": (banks["DEPDOM"] * 1000).map("{:.0f}".format),
    }).to_csv(source / "market.csv", index=False)
    states = banks.drop_duplicates("STALP")
    pd.DataFrame({"region_id": states["STALP"], "name": states["STNAME"]}).to_csv(source / "regions.csv", index=False)
    (source / "customers.csv").write_text("customer_id,customer_type,region_id,joined_on\n"
                                          "C1,individual,IA,2010-01-01\n")
    (source / "products.csv").write_text("product_id,name,family\nSAVE,Savings,deposits\n")
    (source / "activity.csv").write_text("customer_id,product_id,month,balance\nC1,SAVE,2019-06-01,100\n")
    (source / "mapping.toml").write_text(MAPPING)
    build_files(source, Shelf(shelf))
    with open_book(shelf) as opened:
        yield opened


@pytest.mark.parametrize(("state", "index"), [("IA", 143.8), ("KY", 256.7), ("FM", 10_000), ("VI", 10_000)])
def test_concentration_by_headquarters_is_the_published_one(book, state, index):
    assert market.answer(book.reader(Scope(regions=(state,)))).hhi == pytest.approx(index, abs=0.05)


def test_every_state_agrees_with_a_plain_sum_over_the_file(book, banks):
    found = market.answer(book.reader()).regions.set_index("region_id")
    assert len(found) == banks["STALP"].nunique() == 55
    assert found["hhi"].nsmallest(2).index.tolist() == ["IA", "KY"]
    for state, each in banks.groupby("STALP"):
        shares = each["DEPDOM"] / each["DEPDOM"].sum()
        assert found.loc[state, "hhi"] == pytest.approx(10_000 * (shares**2).sum())
        assert found.loc[state, "institutions"] == (each["DEPDOM"] > 0).sum()


def test_no_real_bank_is_taken_for_a_total_or_a_main_office(book, banks):
    found = market.answer(book.reader())
    assert found.left_out.empty
    assert len(found.banks) == len(banks) == 5313
    assert found.total == pytest.approx(banks["DEPDOM"].sum() * 1000)


def test_the_reader_is_told_that_this_is_by_headquarters(book):
    found = market.answer(book.reader(Scope(regions=("IA",))), jurisdiction="US")
    assert found.booked_at == ("headquarters",)
    assert "booked at the banks' headquarters" in market.caveats(found)[0]
    assert market.say(found, Money("USD")).headline.startswith("We hold")
    market.draw(found, Money("USD"))
    market.draw_trend(found)
