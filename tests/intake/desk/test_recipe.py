"""A recipe is changed a value at a time, written for people, and read back as it was."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_core import contract
from crm_core.intake.desk.recipe import Recipe, is_reading_only, read_recipe, write_recipe
from crm_core.intake.desk.toml_text import toml_text
from crm_core.intake.draft import BuildRefused

DOCS = Path(__file__).resolve().parents[3] / "docs"
DOCUMENTED = [text for page in ("import.md", "recipe.md")
              for text in re.findall(r"```toml\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)]

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.one_of(TEXTS, st.booleans(), st.integers(-10**12, 10**12), st.floats(allow_nan=False), st.dates())
COLUMNS = st.dictionaries(TEXTS, st.one_of(VALUES, st.lists(TEXTS, max_size=3)), max_size=3)
LOOKUPS = st.dictionaries(TEXTS, st.fixed_dictionaries(
    {"file": TEXTS, "key": TEXTS, "value": TEXTS}, optional={"only": st.dictionaries(TEXTS, st.lists(TEXTS, min_size=1),
                                                                                      max_size=2)}), max_size=2)
UNPIVOTS = st.fixed_dictionaries({"values": TEXTS, "names": TEXTS, "columns": st.dictionaries(
    TEXTS, st.one_of(TEXTS, st.fixed_dictionaries({"column": TEXTS})), max_size=3)})
SECTIONS = st.fixed_dictionaries({}, optional={
    "file": TEXTS, "header_row": st.integers(0, 9), "names": st.lists(TEXTS, max_size=3),
    "widths": st.lists(st.integers(1, 9), max_size=3), "columns": COLUMNS, "fixed": COLUMNS,
    "values": st.dictionaries(TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=2), "lookup": LOOKUPS,
    "times": st.dictionaries(TEXTS, st.lists(TEXTS, min_size=2, max_size=2), max_size=1), "unpivot": UNPIVOTS,
    "only": st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2), max_size=2),
    "list": st.dictionaries(TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=2), max_size=2)})
RECIPES = st.dictionaries(st.sampled_from(["book", *contract.TABLES]),
                          st.one_of(SECTIONS, st.lists(SECTIONS, min_size=1, max_size=3)), max_size=4)


@given(RECIPES)
def test_what_is_written_is_read_as_it_was(sections):
    assert tomllib.loads(toml_text(sections)) == sections


@pytest.mark.parametrize("text", DOCUMENTED)
def test_a_documented_recipe_is_written_as_it_is_documented(text):
    recipe = Recipe.from_toml(text)
    assert Recipe.from_toml(recipe.toml()) == recipe
    assert recipe.refusal() == ""
    lines = {line.strip() for line in text.splitlines()} - {""}
    written = {line.strip() for line in recipe.toml().splitlines()} - {""}
    assert {line for line in lines if line.startswith("[")} == {line for line in written if line.startswith("[")} | (
        {line for line in lines if line.startswith("[activity.unpivot.columns")} - written)


def test_a_change_leaves_the_recipe_before_as_it_was():
    before = Recipe({"activity": {"file": "a.csv", "columns": {"month": "FECHA"}}})
    after = before.with_value("activity", ("columns", "balance"), "SALDO").with_value("activity", "row", "account")
    assert before.sections == {"activity": {"file": "a.csv", "columns": {"month": "FECHA"}}}
    assert after.sections["activity"] == {
        "file": "a.csv", "columns": {"month": "FECHA", "balance": "SALDO"}, "row": "account"}
    assert after.with_value("activity", "row", None).with_value("activity", ("columns", "balance"), None) == before


def test_a_second_file_makes_two_sections_and_its_going_one():
    one = Recipe().with_way("activity", {"file": "a.csv"})
    two = one.with_way("activity", {"file": "b.csv"})
    assert one.toml() == '[activity]\nfile = "a.csv"\n'
    assert two.toml() == '[[activity]]\nfile = "a.csv"\n\n[[activity]]\nfile = "b.csv"\n'
    assert two.without_way("activity", 1) == one
    assert one.without_way("activity") == Recipe()


def test_sections_stand_in_the_contract_s_order_whatever_came_first():
    recipe = Recipe().with_way("activity", {"file": "a"}).with_way("customers", {"file": "c"}).with_value(
        "book", "currency", "GBP")
    assert [*recipe.sections] == ["book", "customers", "activity"]


def test_how_a_file_is_read_is_kept_for_a_file_that_is_nothing_yet():
    recipe = Recipe().with_reading("konten.txt", delimiter="|", encoding="cp850")
    (table, number), = recipe.readers("konten.txt")
    assert is_reading_only(table, recipe.ways(table)[number])
    assert recipe.with_reading("konten.txt", delimiter=None, encoding=None) == Recipe()


def test_a_reading_goes_to_every_section_of_the_file_and_is_no_reading_only():
    recipe = Recipe({"customers": {"file": "log.csv", "row": "movement"}, "activity": {"file": "*.csv"}})
    both = recipe.with_reading("log.csv", decimal=",")
    assert [both.sections[name]["decimal"] for name in ("customers", "activity")] == [",", ","]
    assert both.with_reading("log.csv", decimal=None) == recipe


@pytest.mark.parametrize(("sections", "sentence"), [
    ({"activity": {"file": "a", "row": "day"}}, "[activity] row is 'day'"),
    ({"costumers": {}}, "'costumers' is no section. Nearest: customers."),
    ({"activity": {"snapshot_month": "????-??"}}, "activity.snapshot_month is still to be decided ('????-??'):"),
    ({"products": {"list": {"A": {"family": "????"}}}}, "products.list.A.family is still to be decided ('????'):"),
    ({"activity": {"only": {"approved": {"yes": 1}}}}, "[activity.only] is {'yes': 1}"),
    ({"activity": {"without": ["x"]}}, "[activity.without] is ['x']"),
])
def test_what_no_build_takes_is_refused_in_a_sentence(sections, sentence):
    assert sentence in Recipe(sections).refusal()


def test_a_recipe_is_written_whole_or_not_at_all(tmp_path):
    recipe = Recipe({"activity": {"file": "a.csv"}})
    assert read_recipe(tmp_path) == Recipe()
    write_recipe(tmp_path, recipe, ["To decide: what?"])
    assert (tmp_path / "mapping.toml").read_text() == '# To decide: what?\n\n[activity]\nfile = "a.csv"\n'
    with pytest.raises(BuildRefused, match="row is 'day'"):
        write_recipe(tmp_path, recipe.with_value("activity", "row", "day"))
    assert read_recipe(tmp_path) == recipe
    assert [path.name for path in tmp_path.iterdir()] == ["mapping.toml"]


def test_what_is_no_toml_is_told_with_its_line(tmp_path):
    (tmp_path / "mapping.toml").write_bytes(b"[activity\n")
    with pytest.raises(BuildRefused, match=r"is not TOML.*line 1"):
        read_recipe(tmp_path)
    (tmp_path / "mapping.toml").write_bytes("título = 'ñ'".encode("cp1252"))
    with pytest.raises(BuildRefused, match="not UTF-8 text"):
        read_recipe(tmp_path)
