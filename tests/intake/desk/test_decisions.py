"""What was decided of likely duplicates becomes lines of the recipe."""

from __future__ import annotations

import pandas as pd
import pytest

from crm_core.intake.desk.decisions import with_decisions
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.one_customer import without_same

SAME, DIFFERENT, UNSURE = "same", "different", "unsure"


def pairs(*found: tuple[str, str]) -> pd.DataFrame:
    return pd.DataFrame(found, columns=["customer_id", "same_as"])


def customers(recipe: Recipe) -> dict:
    return dict(recipe.ways("customers")[0]) if recipe.ways("customers") else {}


def test_the_same_are_lines_the_different_are_pairs_and_who_is_not_sure_is_nowhere(tmp_path):
    recipe = with_decisions(Recipe(), pairs(("C17", "C4"), ("C9", "C5"), ("C8", "C6"), ("C3", "C2")),
                            {("C17", "C4"): SAME, ("C5", "C9"): DIFFERENT, ("C6", "C8"): UNSURE}, tmp_path)
    assert customers(recipe) == {"same": {"C17": "C4"}, "different": [["C5", "C9"]]}
    assert recipe.refusal() == ""
    assert Recipe.from_toml(recipe.toml()) == recipe
    assert "[customers.same]\nC17 = \"C4\"" in recipe.toml()


def test_nothing_decided_changes_nothing(tmp_path):
    given = Recipe({"customers": {"file": "people.csv"}})
    assert with_decisions(given, pairs(("C2", "C1")), {("C1", "C2"): UNSURE}, tmp_path) is given


def test_what_was_decided_before_stays_and_a_chain_becomes_one(tmp_path):
    given = Recipe({"customers": [{"file": "a.csv"}, {"file": "b.csv", "same": {"C3": "C2"}}]})
    recipe = with_decisions(given, pairs(("C2", "C1")), {("C1", "C2"): SAME}, tmp_path)
    assert recipe.ways("customers")[0] == {"file": "a.csv"}
    assert recipe.ways("customers")[1]["same"] == {"C2": "C1", "C3": "C1"}


def test_a_list_beside_the_files_becomes_lines_that_next_months_files_do_not_lack(tmp_path):
    (tmp_path / "same.csv").write_text("customer_id,same_as,decision\nC7,C6,same\nC9,C8,different\n")
    recipe = with_decisions(Recipe({"customers": {"same": "same.csv"}}), pairs(("C2", "C1")),
                            {("C1", "C2"): SAME}, tmp_path)
    assert customers(recipe) == {"same": {"C2": "C1", "C7": "C6"}, "different": [["C8", "C9"]]}


def test_decisions_that_contradict_each_other_are_refused(tmp_path):
    given = Recipe({"customers": {"different": [["C1", "C3"]], "same": {"C3": "C2"}}})
    with pytest.raises(BuildRefused, match="'C1' and 'C3' are said to be different, and other lines"):
        with_decisions(given, pairs(("C2", "C1")), {("C1", "C2"): SAME}, tmp_path)


@pytest.mark.parametrize(("given", "said"), [
    ({"different": "C1"}, r"\[customers\] different is 'C1'; write pairs such as different = \[\["),
    ({"different": [["C1"]]}, "write pairs such as"),
    ({"different": [["C1", "C2"]], "same": {"C1": "C2"}}, "are said to be different, and other lines make them"),
    ([{"different": []}, {"different": []}], "different stands in several sections"),
])
def test_what_cannot_be_meant_is_refused(given, said):
    with pytest.raises(BuildRefused, match=said):
        without_same({"customers": given}, None)
