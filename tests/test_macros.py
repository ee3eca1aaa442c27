"""Macros: formulas that questions share are put in strictly, and values never are."""

from __future__ import annotations

import re
from pathlib import Path

import jinja2
import pytest

from crm_core.macros import FOLDER, expanded
from crm_core.question import Question

MACRO = re.compile(r"{% macro (\w+)\(")
FILES = [path for path in FOLDER.parent.rglob("*.sql") if "{% macro" in path.read_text("utf-8")]


def question(tmp_path: Path, sql: str) -> str:
    (tmp_path / "asked.sql").write_text(sql, encoding="utf-8")
    return expanded(tmp_path / "asked.sql")


def test_a_macro_of_the_house_is_known_by_its_name(tmp_path):
    assert question(tmp_path, "-- grain: x\nselect * from t where {{ in_regions('t') }}") == (
        "select * from t where (1 = :every_region or t.region_id in (:regions))")


def test_a_macro_of_the_room_is_imported_and_wins_over_no_file_of_the_house(tmp_path):
    (tmp_path / "scope.sql").write_text("{% macro mine() -%}1 + 1{%- endmacro %}", encoding="utf-8")
    assert question(tmp_path, '{% from "scope.sql" import mine %}\nselect {{ mine() }}, {{ in_types() }}') == (
        "select 1 + 1, (1 = :every_type or customer_type in (:customer_types))")


@pytest.mark.parametrize("sql", ["select {{ in_scoop() }}", "select {{ nothing }}", "select {{ in_scope(1, 2, 3) }}",
                                 '{% from "absent.sql" import x %}select 1', "select {{ in_scope( }}"])
def test_an_unknown_name_is_an_error_never_an_empty_text(tmp_path, sql):
    with pytest.raises((jinja2.TemplateError, TypeError)):
        question(tmp_path, sql)


def test_values_are_parameters_still(tmp_path):
    (tmp_path / "asked.sql").write_text("select * from t where {{ in_scope() }} and a = :a", encoding="utf-8")
    asked = Question.from_file(str(tmp_path / "room.py"), "asked.sql")
    assert asked.parameters == {"every_region", "regions", "every_type", "customer_types", "a"}
    sql, values = asked.bind({"every_region": 0, "regions": ("N'; drop",), "every_type": 1, "customer_types": (),
                              "a": "{{ in_scope() }}"})
    assert "drop" not in sql
    assert "in_scope" not in sql
    assert values["a"] == "{{ in_scope() }}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_file_of_macros_says_what_it_is_for(path):
    assert path.read_text("utf-8").startswith("{#")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_every_macro_is_used(path):
    names = MACRO.findall(path.read_text("utf-8"))
    text = "\n".join(each.read_text("utf-8") for each in FOLDER.parent.rglob("*.sql"))
    assert [name for name in names if len(re.findall(rf"(?<!macro )\b{name}\(", text)) == 0] == []


@pytest.mark.parametrize(("formula", "home"), [
    (r":\w*every_region", "scope"), (r"\bsqrt\(", "values"), (r"when :by = 'revenue' then .*revenue", "values"),
    (r"contribution_weight \*", "tier_rules"), (r"position\(lower\(:search\) in lower\(customer_id", "lists"),
])
def test_a_shared_formula_stands_in_its_macro_alone(formula, home):
    places = [path.stem for path in FOLDER.parent.rglob("*.sql")
              if "intake" not in path.parts and re.search(formula, path.read_text("utf-8"))]
    assert places == [home]
