"""A file that several sections read is written down once, and only where they would all write the same."""

from __future__ import annotations

import pytest

from crm_core.intake.files import staged
from tests.intake.own_files import bring

LOG = "client,day,what,amount,note,mood\nC1,2026-01-05,LOAN,10.00,x,y\nC2,2026-02-07,CARD,5.50,x,y\n"
RECIPE = """
[customers]
file = "log.csv"
row = "movement"
[customers.columns]
customer_id = "client"
joined_on = "day"
[products]
file = "log.csv"
row = "movement"
[products.columns]
product_id = "what"
name = "note"
[products.fixed]
family = "cards"
[activity]
file = "log.csv"
row = "movement"
[activity.columns]
customer_id = "client"
product_id = "what"
month = "day"
turnover = "amount"
"""
NONE = {"customers": "", "products": "", "activity": ""}


@pytest.fixture
def copied(monkeypatch) -> list[str]:
    """The files that were written down, in their order."""
    files: list[str] = []
    real = staged.copied_from

    def noting(source, *streams, **how):
        files.append(source.name)
        return real(source, *streams, **how)

    monkeypatch.setattr(staged, "copied_from", noting)
    return files


def test_a_log_that_feeds_three_tables_is_written_down_once_and_accounted_for_three_times(tmp_path, copied):
    built = bring(tmp_path, **NONE, **{"log.csv": LOG, "mapping.toml": RECIPE})
    assert copied == ["log.csv"]
    accounts = built.rows("select table_name, lines, header, accepted, rejected from book_files order by all")
    assert accounts == [("activity", 3, 1, 2, 0), ("customers", 3, 1, 2, 0), ("products", 3, 1, 2, 0)]
    assert built.rows("select customer_id, cast(turnover as varchar) as turnover from activity order by all") == [
        ("C1", "10.00"), ("C2", "5.50")]


def test_columns_that_no_section_uses_are_told_once(tmp_path):
    built = bring(tmp_path, **NONE, **{"log.csv": LOG, "mapping.toml": RECIPE})
    assert built.rows("select file, columns from book_unused") == [("log.csv", "mood")]


def test_a_row_that_is_whole_for_one_table_and_short_for_another_is_judged_by_each(tmp_path, copied):
    built = bring(tmp_path, **NONE, **{"log.csv": LOG + "C3,2026-01-05\n", "mapping.toml": RECIPE})
    assert len(copied) == 3
    assert built.rows("select customer_id from customers order by all") == [("C1",), ("C2",), ("C3",)]
    assert built.rows("select table_name, accepted, rejected from book_files order by all") == [
        ("activity", 2, 1), ("customers", 3, 0), ("products", 2, 1)]


def test_sections_that_lay_a_file_out_otherwise_do_not_share_it(tmp_path, copied):
    bring(tmp_path, **NONE, **{"log.csv": LOG, "mapping.toml": RECIPE.replace(
        '[products]\n', '[products]\nencoding = "cp1252"\n')})
    assert len(copied) == 2


def test_totals_below_are_set_aside_for_every_table(tmp_path, copied):
    built = bring(tmp_path, **NONE, **{"log.csv": LOG + "Total,,,15.50,,\n", "mapping.toml": RECIPE})
    assert len(copied) == 1
    assert built.rows("select distinct lines, header, accepted, rejected from book_files") == [(4, 2, 2, 0)]


def test_no_copy_is_left_behind(tmp_path):
    built = bring(tmp_path, **NONE, **{"log.csv": LOG, "mapping.toml": RECIPE})
    assert [path.name for path in built.shelf.folder.iterdir() if "tmp" in path.name] == []
