"""A recipe that was published with is found again when files of its kind arrive, and never where they are others."""

from __future__ import annotations

import pytest

from crm_core.intake.desk.columns import column_preview
from crm_core.intake.desk.kept_recipes import fits, forget, kept_recipes, next_month, remember, with_month
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.recipe import Recipe
from crm_core.warehouse import Shelf

LOG = Recipe.from_toml("""
[book]
title = "Ventas"
[customers]
file = "sales_2026-03.csv"
row = "movement"
[customers.columns]
customer_id = "Client"
[products.list]
SALES = { family = "payments" }
[activity]
file = "sales_2026-03.csv"
row = "movement"
[activity.columns]
customer_id = "Client"
month = "Day"
[activity.times]
turnover = ["Units", "Price"]
[activity.fixed]
product_id = "SALES"
""")
BALANCES = Recipe.from_toml("""
[activity]
file = "b.csv"
row = "account"
snapshot_month = "2026-12"
[activity.columns]
customer_id = "k"
balance = "amount"
[activity.lookup]
customer_id = { file = "owners.csv", key = "account", value = "who" }
""")
WIDE = Recipe.from_toml("""
[activity]
file = "w.csv"
row = "customer"
[activity.columns]
customer_id = "id"
[activity.unpivot]
values = "turnover"
names = "month"
columns = { Jan = "2026-01", Feb = "2026-02" }
""")


def table(name: str, *columns: str, refusal: str = "") -> TablePreview:
    return TablePreview(name, tuple(column_preview(each, ["1"]) for each in columns), refusal=refusal)


def sales(name: str) -> TablePreview:
    return table(name, "client", "Day ", "Units", "Price", "New")


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path)


def kept(shelf, recipe=LOG, title="Ventas"):
    remember(shelf, recipe, title)
    return kept_recipes(shelf)


def test_what_is_kept_is_listed_and_can_be_forgotten(shelf):
    only, = kept(shelf)
    assert (only.name, only.recipe, only.path.parent.name) == ("Ventas", LOG, "recipes")
    forget(only)
    assert kept_recipes(shelf) == ()


def test_a_recipe_for_the_same_kind_of_files_takes_the_place_of_the_one_before(shelf):
    kept(shelf)
    newer = Recipe.from_toml(LOG.toml().replace("2026-03", "2026-04"))
    only, = kept(shelf, newer)
    assert only.recipe == newer
    assert len(kept(shelf, WIDE)) == 2, "other files, though the title is the same"


@pytest.mark.parametrize("recipe", [
    Recipe(), Recipe({"book": {"title": "T"}}),
    Recipe({"activity": {"source": "postgresql://ana:secret@host/bank", "table": "t"}}),
])
def test_what_says_nothing_or_holds_a_password_is_not_kept(shelf, recipe):
    assert remember(shelf, recipe, "T") is None
    assert kept_recipes(shelf) == ()


def test_a_password_from_the_environment_is_none(shelf):
    recipe = Recipe({"activity": {"source": "postgresql://ana:${BANK}@host/bank", "table": "t"}})
    assert remember(shelf, recipe, "T")


def test_files_that_are_no_recipes_are_passed_over(shelf):
    kept(shelf)
    (shelf.folder / "recipes" / "broken.toml").write_text("no = toml = here")
    (shelf.folder / "recipes" / "bytes.toml").write_bytes(b"\xff\xfe")
    assert len(kept_recipes(shelf)) == 1


def test_the_files_of_another_month_are_read_by_the_recipe_of_this_one(shelf):
    fit, = fits(kept(shelf), [sales("sales_2026-04.csv"), table("notes.csv", "text")])
    assert {fit.recipe.ways(each)[0]["file"] for each in ("customers", "activity")} == {"sales_2026-04.csv"}
    assert fit.recipe.ways("products") == LOG.ways("products")
    assert (fit.asks_month, fit.is_dated) == (False, False)


def test_a_file_that_comes_in_a_zip_this_time_is_named_as_it_is_there(shelf):
    fit, = fits(kept(shelf), [sales("export.zip/march/sales_2026-03.csv")])
    assert fit.recipe.ways("activity")[0]["file"] == "export.zip/march/sales_2026-03.csv"


def test_files_of_several_months_are_read_by_a_pattern(shelf):
    fit, = fits(kept(shelf), [sales("sales_2026-04.csv"), sales("sales_2026-05.csv")])
    assert fit.recipe.ways("activity")[0]["file"] == "sales_*-*.csv"


@pytest.mark.parametrize("tables", [
    [], [sales("purchases.csv")], [table("sales_2026-04.csv", "Client", "Day", "Units")],
    [table("sales_2026-04.csv", refusal="damaged")],
])
def test_other_files_and_files_that_lack_a_column_are_not_offered_it(shelf, tables):
    assert fits(kept(shelf), tables) == ()


def test_what_is_looked_up_must_be_there_too(shelf):
    recipes = kept(shelf, BALANCES)
    own = table("b.csv", "k", "amount")
    assert fits(recipes, [own]) == ()
    assert fits(recipes, [own, table("owners.csv", "account")]) == ()
    fit, = fits(recipes, [own, table("owners.csv", "account", "who")])
    assert fit.asks_month


def test_the_month_that_was_said_is_asked_again_and_the_next_is_proposed():
    assert next_month(BALANCES) == "2027-01"
    assert next_month(LOG) == ""
    assert with_month(BALANCES, "2027-02").ways("activity")[0]["snapshot_month"] == "2027-02"
    assert with_month(LOG, "2027-02") == LOG


def test_columns_that_stand_for_months_are_to_be_checked(shelf):
    fit, = fits(kept(shelf, WIDE), [table("w.csv", "id", "Jan", "Feb")])
    assert fit.is_dated


PEOPLE = Recipe({"customers": {"identity": {"tax_id": "NIF"}, "same": {"C2": "C1"}, "different": [["C3", "C4"]]}})
"""What was decided of customers in a file of our name."""


def test_who_is_one_customer_is_known_next_month_also_from_files_of_our_names(shelf):
    fit, = fits(kept(shelf, PEOPLE), [table("customers.csv", "customer_id", "nif"), table("activity.csv", "balance")])
    assert fit.recipe == PEOPLE
    assert fits(kept_recipes(shelf), [table("people.csv", "customer_id", "nif")]) == ()


def test_files_that_lack_a_column_of_who_somebody_is_are_not_offered_it(shelf):
    named = PEOPLE.with_value("customers", "file", "people.csv")
    for recipe, name in ((PEOPLE, "customers.csv"), (named, "people.csv")):
        assert fits(kept(shelf, recipe), [table(name, "customer_id")]) == ()
