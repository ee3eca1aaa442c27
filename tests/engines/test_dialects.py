"""The SQL of the marts can be written for other warehouses, and reads as theirs; which cannot is listed by name."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlglot

from crm_core import marts
from crm_core.engines.dialects import written_for
from crm_core.question import Question

FOLDER = str(Path(marts.__file__))
NO_NULLS_LAST = {"bigquery": {"customer_years", "type_medians"}}
"""A running sum whose order says where what is empty stands, which it cannot say within a window."""
EXCEPTIONS = {"spark": set(), "databricks": set(), "trino": set(), "snowflake": set(), "postgres": set(),
              "tsql": set(), **NO_NULLS_LAST}


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Every mart as it is run."""
    questions = {name: Question.from_file(FOLDER, f"{name}.sql") for name in marts.ALL}
    return {name: each.bind(dict.fromkeys(each.parameters, 1))[0] for name, each in questions.items()}


@pytest.mark.parametrize("dialect", EXCEPTIONS)
def test_every_mart_reads_as_the_dialects_own(texts, dialect):
    refused = set()
    for name, sql in texts.items():
        try:
            sqlglot.parse_one(written_for(dialect, sql), read=dialect)
        except (sqlglot.ParseError, sqlglot.UnsupportedError):
            refused.add(name)
    assert refused == EXCEPTIONS[dialect]


def test_values_stay_parameters_in_another_dialect(texts):
    assert ":years_ago" in written_for("spark", texts["valued_holdings"])
    assert "$" not in "".join(written_for("spark", sql) for sql in texts.values())


def test_the_translator_that_is_installed_with_spark_is_the_one_that_is_tested():
    root = Path(__file__).resolve().parents[2]
    pins = [{line for line in (root / name).read_text().splitlines() if line.startswith("sqlglot")}
            for name in ("requirements-spark.txt", "requirements-dev.txt")]
    assert pins[0] == pins[1] != set()
