"""The quality of the books before stands in the newest one."""

from __future__ import annotations

from tests.intake.quality.holed_bank import Bank, customer, told, without_quality


def graded(*grades: str | None) -> Bank:
    return Bank([customer(n, credit_grade=grade) for n, grade in enumerate(grades, start=1)])


def marks(path) -> list[str]:
    return [row[0] for row in told(path, "history", "distinct fingerprint")]


def test_a_third_book_tells_of_two_before_it(tmp_path):
    paths = [graded("A", "B").publish(tmp_path, tag="1"), graded("A", None).publish(tmp_path, tag="2"),
             graded("A", "C").publish(tmp_path, tag="3")]
    assert marks(paths[-1]) == sorted(path.stem.removeprefix("book-") for path in paths)
    second = paths[1].stem.removeprefix("book-")
    # of 2 customers the type, the region, the day of joining, and one of two grades
    assert told(paths[-1], "history", "checked, passed", "table_name = 'customers' and dimension = 'completeness' "
                f"and fingerprint = '{second}'") == [(8, 7)]
    # of 2 rows their customer, their product and that he had joined: of the bank, and not once more of each region
    assert told(paths[-1], "history", "checked, passed", "table_name = 'activity' and dimension = 'consistency' "
                f"and fingerprint = '{second}'") == [(6, 6)]


def test_the_same_book_again_is_not_its_own_past(tmp_path):
    first = graded("A", "B").publish(tmp_path, tag="1")
    assert len(marks(first)) == 1
    again = graded("A", "B").publish(tmp_path, tag="1")
    assert len(marks(again)) == 1
    graded("A", None).publish(tmp_path, tag="2")
    first.unlink()  # swept meanwhile
    back = graded("A", "B").publish(tmp_path, tag="1")
    assert len(marks(back)) == 2
    assert told(back, "history", "count(*)", "table_name = 'customers' and dimension = 'completeness'") == [(2,)]


def test_a_book_of_before_quality_was_measured_begins_no_trend(tmp_path):
    without_quality(graded("A", "B").publish(tmp_path, tag="1"))
    assert len(marks(graded("A", None).publish(tmp_path, tag="2"))) == 1


def test_another_source_is_another_bank(tmp_path):
    graded("A", "B").publish(tmp_path, tag="1", source="demo")
    assert len(marks(graded("A", None).publish(tmp_path, tag="2"))) == 1
