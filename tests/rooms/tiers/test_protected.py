"""Protected attributes: what reads them, what they show, and what becomes of them at every other door."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import duckdb
import pytest

import crm_core
from crm_core import open_book
from crm_core.contract import PROTECTED
from crm_core.intake.draft import BuildRefused
from crm_core.intake.files.mapping import understood
from crm_core.rooms import tiers
from crm_core.rooms.tiers.answer import written_weights
from crm_core.rooms.tiers.checks_in_words import HOW_TO_MARK, protected_notes
from crm_core.rooms.tiers.fairness_in_words import fairness_table
from crm_core.scope import Scope
from tests.intake.own_files import bring
from tests.rooms.tiers.schemes import by_cuts
from tests.rooms.tiers.test_exceptions import with_some

ROOT = Path(crm_core.__file__).parent
READERS = {"rooms/tiers/questions/protected.sql", "rooms/tiers/questions/marked.sql"}
NAMERS = {"contract.py", "intake/files/protected.py", "rooms/quality/wording.py",
          "rooms/tiers/checks_in_words.py"}
"""Code that names the table to make, name or explain it; the questions above are what reads it."""


@pytest.fixture(scope="module")
def marked(bank_folder, tmp_path_factory):
    """The tier bank with two attributes of every customer: one of its number, one that a few have."""
    folder = tmp_path_factory.mktemp("marked")
    shutil.copytree(bank_folder, folder, dirs_exist_ok=True)
    file = folder / max(folder.glob("book-*.duckdb")).name
    with duckdb.connect(file) as connection:
        connection.execute("insert into customer_protected select customer_id, 'hand', "
                           "case when right(customer_id, 1) in ('1', '3', '5', '7', '9') then 'left' else 'right' end "
                           "from customers")
        connection.execute("insert into customer_protected select customer_id, 'rare', "
                           "case when customer_id < 'C0020' then 'yes' else 'no' end from customers")
    with open_book(folder) as opened:
        yield opened


def test_no_other_question_and_no_page_reads_the_table():
    named = {str(file.relative_to(ROOT)) for kind in ("*.sql", "*.py") for file in ROOT.rglob(kind)
             if PROTECTED.name in file.read_text(encoding="utf-8")}
    assert {each for each in named if each.endswith(".sql")} == READERS
    assert {each for each in named if each.endswith(".py")} == NAMERS
    pages = [file.name for file in ROOT.with_name("pages").rglob("*.py")
             if re.search(rf"\b{PROTECTED.name}\b", file.read_text(encoding="utf-8"))]
    assert pages == ["match.py"], "the title on the desk where files are brought"


def test_no_score_can_be_made_of_it():
    assert not {*tiers.CRITERIA} & {*PROTECTED.names}
    with pytest.raises(tiers.SchemeRefused, match="the criteria contribution, balance"):
        written_weights("gender=10")


@pytest.mark.parametrize("scheme", [by_cuts(75, 40), with_some(by_cuts(75, 40))], ids=["cuts", "by hand"])
def test_the_check_counts_whom_the_list_places(marked, scheme):
    """Every customer of the list, one by one, also whom somebody placed by hand."""
    found = tiers.tiering(marked.reader(), scheme).protected["hand"]
    placed = tiers.assignment(marked.reader(), scheme)
    counts = Counter(("left" if int(customer[-1]) % 2 else "right", tier == scheme.labels[0])
                     for customer, tier in zip(placed["customer_id"], placed["tier"], strict=True))
    assert {(each.group, each.customers, each.reached) for each in found.groups} == {
        (hand, counts[hand, True] + counts[hand, False], counts[hand, True]) for hand in ("left", "right")}
    assert sum(each.expected * each.customers for each in found.groups) == pytest.approx(
        sum(each.reached for each in found.groups))
    given = tiers.tiering(marked.reader(), scheme).given_value
    reached = placed[placed["tier"] == scheme.labels[0]].groupby("region_id").size()
    assert {each.group: each.reached for each in given.groups} == {
        each.group: reached.get(each.group, 0) for each in given.groups}


def test_small_groups_are_never_shown_nor_the_one_that_would_give_them_away(marked):
    result = tiers.tiering(marked.reader(), by_cuts(75, 40))
    assert result.protected["rare"].groups == ()
    words = " ".join(protected_notes(result))
    assert "Not shown, as fewer than two groups have 30 customers: rare." in words
    assert "yes" not in fairness_table(result.protected["hand"], {"left": "left", "right": "right"}).to_string()
    narrow = tiers.tiering(marked.reader(Scope(customer_types=("corporate",))), by_cuts(75, 40))
    assert all(not each.groups for each in narrow.protected.values()), "of thirty corporates no hand has thirty"


def test_without_marks_one_line_says_how_to_add_them(book):
    result = tiers.tiering(book.reader(), by_cuts(75, 40))
    assert result.protected == {}
    assert protected_notes(result) == (str(HOW_TO_MARK),)


def test_marked_columns_of_the_customers_file_become_rows_of_their_own(tmp_path):
    """Also of rejected rows nothing is left: they stand on the Data page."""
    built = bring(tmp_path, **{
        "customers": "customer_id,customer_type,joined_on,SEXO,EDAD\nC1,individual,2020-01-01,M,30-49\n"
                     "C2,business,2021-06-15,F,\nC3,individual,1 May 2020 or so,secret,\n",
        "mapping.toml": '[customers.protected]\ngender = "SEXO"\n"age band" = "EDAD"\n'})
    assert built.rows("select * from customer_protected order by all") == [
        ("C1", "age band", "30-49"), ("C1", "gender", "M"), ("C2", "gender", "F")]
    assert [each.raw for table in ("customers", "customer_protected") for each in built.rejected(table)] == ["", ""]


@pytest.mark.parametrize(("recipe", "sentence"), [
    ({"columns": {"industry": "SEXO"}}, "gender is the column 'SEXO', which is also read for something else"),
    ({"identity": {"tax_id": "SEXO"}}, "take one of the two lines out"),
    ({"only": {"SEXO": ["M"]}}, "A protected attribute is read for the fairness check alone"),
    ({"protected": ["SEXO"]}, r"write a line for each attribute with its column, such as gender = \"SEXO\""),
])
def test_a_protected_column_is_read_for_nothing_else(recipe, sentence):
    with pytest.raises(BuildRefused, match=sentence):
        understood({"customers": {"protected": {"gender": "SEXO"}} | recipe})
