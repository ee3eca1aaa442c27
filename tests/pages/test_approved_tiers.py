"""The approved scheme's tiers beside customers wherever they are listed, and none where no scheme is approved."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pandas as pd
import pytest

from crm_core.rooms import tiers
from crm_core.rooms.tiers.scheme.scheme import Hold
from crm_core.tier_register import bring_up_to_date
from crm_core.workspace import Workspace
from tests.pages.test_pages import words
from tests.rooms.tiers.bank import publish
from tests.rooms.tiers.schemes import by_cuts
from tests.workspace.approving import approve

SCHEME = by_cuts(60, 40)


@pytest.fixture(scope="module")
def bank_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bank")
    publish(folder, customers=60)
    return folder


@pytest.fixture
def kept(visit, bank_folder, tmp_path, monkeypatch):
    """The workspace of the pages, in which nothing is approved yet."""
    monkeypatch.setenv("CLIENTELA_DATA", str(bank_folder))
    monkeypatch.setenv("CLIENTELA_WORKSPACE", f"sqlite:///{tmp_path / 'workspace.sqlite'}")
    return Workspace()


@pytest.fixture
def approved(kept, bank_folder):
    """Who is in which tier by the approved scheme."""
    from crm_core import open_book

    approve(kept, kept.scenarios.save("tiers", "Sixty", tiers.to_json(SCHEME), author="Ana").id)
    with open_book(bank_folder) as book:
        return tiers.assignment(book.reader(), SCHEME).set_index("customer_id")["tier"].to_dict()


def listed(app) -> pd.DataFrame:
    """The table of customers of a page."""
    return next(table.value for table in app.dataframe if "running_share" in table.value)


def test_without_an_approved_scheme_lists_have_no_tier(kept, visit):
    assert "tier" not in listed(visit("dependence"))


def test_the_lists_of_customers_and_the_customers_file_say_the_same_tier(approved, visit, bank_folder):
    app = visit("dependence")
    table = listed(app)
    assert table["tier"].notna().all()
    assert "Tier: by the scheme “Sixty”, approved on " in words(app)
    assert len(list((bank_folder / "tiers").glob("*.parquet"))) == 1, "the register is made at the first visit"
    name = table["name"].iloc[0]
    number = name.split()[-1]
    customer = f"C{int(number):04d}"
    assert table["tier"].iloc[0] == approved[customer]
    said = words(visit("customer", link=json.dumps({"page": "customer", "set": {"customer": customer}})))
    assert f"Tier: {approved[customer]}. " in said.replace("\\", "")
    assert "In this tier since the data of September 2026." in said


def test_the_file_of_a_list_has_the_tiers_too(approved, bank_folder, monkeypatch):
    from crm_core import export, open_book
    from crm_core.rooms import priorities
    from pages.parts.tiers.approved_tiers import ApprovedTiers

    with open_book(bank_folder) as book:
        read = book.reader()
        tiered = ApprovedTiers(Workspace().scenarios.in_force("tiers"), read, placer=tiers.Placer.of(read, SCHEME))
        rows = tiered.beside(priorities.answer(read, rows=50).table)
        file = pd.read_csv(io.BytesIO(export.csv(rows, {})))
        assert dict(zip(file["Customer ID"], file["Tier"], strict=True)) == {
            customer: approved[customer] for customer in file["Customer ID"]}
        assert ApprovedTiers(None, read).beside(rows.drop(columns="tier")).equals(rows.drop(columns="tier"))


def test_segments_are_set_against_the_tiers_that_the_register_holds(bank_folder, tmp_path):
    """Whom the stability rule keeps where the scheme before had put them stands there beside segments too."""
    from crm_core import open_book
    from pages.parts.tiers.approved_tiers import ApprovedTiers

    held = replace(SCHEME, hold=Hold(15.0, 1))
    with open_book(bank_folder) as book:
        bring_up_to_date(book, tmp_path, tiers.to_json(by_cuts(50, 30)), "Fifty")
        register = bring_up_to_date(book, tmp_path, tiers.to_json(held), "Sixty")
        alone = ApprovedTiers(None, book.reader()).everybody(held).set_index("customer_id")["tier"].to_dict()
        shown = ApprovedTiers(None, book.reader(), register).everybody(held).set_index("customer_id")["tier"].to_dict()
    listed_tiers = register.of(list(shown)).set_index("customer_id")["tier"].to_dict()
    assert shown == listed_tiers
    assert shown.keys() == alone.keys()
    assert shown != alone
