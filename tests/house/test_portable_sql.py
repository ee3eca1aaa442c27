"""Every query of the rooms and the marts stays in the subset that other warehouses understand."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from crm_core.macros import expanded

ROOT = Path(__file__).resolve().parents[2]
MACROS = "{% macro"
PORTABLE = sorted(path for path in (ROOT / "crm_core").rglob("*.sql")
                  if "intake" not in path.parts and MACROS not in path.read_text(encoding="utf-8"))

FORBIDDEN = {
    exp.Qualify: "qualify",
    exp.Filter: "filter (where …)",
    exp.Quantile: "quantile",
    exp.PercentileCont: "quantile_cont",
    exp.List: "lists",
    exp.Array: "lists",
    exp.ArrayAgg: "list(…)",
    exp.Lambda: "lambdas",
    exp.Struct: "structs",
    exp.Unnest: "unnest",
    exp.Pivot: "pivot",
}


@cache
def text_of(path: Path, *, by_segment: bool = False) -> str:
    """What is asked of the book: the file with its macros put in, below the line that states its grain."""
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return f"{first}\n{expanded(path, by_segment=by_segment)}\n"


@cache
def parsed(sql: str) -> tuple[exp.Expression | None, ...]:
    """The statements of a text. Everybody has the same ones: they are looked at and never changed."""
    return tuple(sqlglot.parse(sql, read="duckdb"))


def complaints(sql: str) -> list[str]:
    """What in `sql` leaves the subset; empty when nothing does."""
    found = []
    lines = sql.strip().splitlines()
    if not lines[0].startswith("-- grain: "):
        found.append("the first line does not state the grain")
    statements = parsed(sql)
    if len(statements) != 1 or not isinstance(statements[0], exp.Query):
        return [*found, "not a single select"]
    tree = statements[0]
    found += [f"uses {word}" for node, word in FORBIDDEN.items() if tree.find(node)]
    found += [f"calls {call.name}, which only DuckDB knows" for call in tree.find_all(exp.Anonymous)]
    for group in tree.find_all(exp.Group):
        if group.args.get("all") or any(isinstance(each, exp.Literal) for each in group.expressions):
            found.append("groups by all or by position")
    for order in tree.find_all(exp.Order):
        if any(isinstance(each.this, exp.Literal) or each.this.name.lower() == "all" for each in order.expressions):
            found.append("orders by all or by position")
    if any(isinstance(cast, exp.TryCast) for cast in tree.find_all(exp.Cast)):
        found.append("uses try_cast")
    if "::" in sql:
        found.append("casts with ::")
    if sql != sql.lower():
        text = re.sub(r"'[^']*'", "''", "\n".join(line.split("--")[0] for line in lines))
        if text != text.lower():
            found.append("is not in lower case")
    final = [line for line in lines if line.strip() and not line.startswith(("order by", "limit"))][-1]
    if not final.startswith("select * from "):
        found.append(f"ends in {final!r}, not in select * from …")
    return found


@pytest.mark.parametrize("path", PORTABLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_query_stays_in_the_portable_subset(path):
    assert complaints(text_of(path)) == []


@pytest.mark.parametrize("path", PORTABLE, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("dialect", ["postgres", "spark", "trino"])
def test_a_query_can_be_written_for_another_warehouse(path, dialect):
    (statement,) = parsed(text_of(path))
    assert statement.sql(dialect, unsupported_level=sqlglot.ErrorLevel.RAISE)


@pytest.mark.parametrize(
    ("sql", "told"),
    [
        ("select a from t\n", "grain"),
        ("-- grain: x\nselect a, count(*) from t group by all", "groups by all"),
        ("-- grain: x\nselect a, count(*) from t group by 1", "groups by all or by position"),
        ("-- grain: x\nselect * from t order by 1", "orders by"),
        ("-- grain: x\nselect quantile_cont(a, 0.5) from t", "quantile"),
        ("-- grain: x\nselect count(*) filter (where a > 1) from t", "filter"),
        ("-- grain: x\nselect * from t qualify row_number() over (order by a) = 1", "qualify"),
        ("-- grain: x\nselect list(a) from t", "list"),
        ("-- grain: x\nselect a::integer from t", "::"),
        ("-- grain: x\nselect try_cast(a as integer) from t", "try_cast"),
        ("-- grain: x\nSELECT * from t", "lower case"),
        ("-- grain: x\nselect list_sum(a) from t", "list"),
        ("-- grain: x\nselect only_duckdb_knows(a) from t", "only_duckdb_knows"),
        ("-- grain: x\ndelete from t", "not a single select"),
        ("-- grain: x\nwith a as (select 1 as b)\n\nselect b from a", "not in select"),
    ],
)
def test_what_leaves_the_subset_is_noticed(sql, told):
    assert any(told in complaint for complaint in complaints(sql)), complaints(sql)
