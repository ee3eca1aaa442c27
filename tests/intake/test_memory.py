"""The memory that a build is given is that of the whole process."""

import pytest

from crm_core.intake.memory import COUNTED_SHARE, PROGRAM_MB, database_limit
from crm_core.intake.statements import BuildRefused


def test_of_six_gigabytes_the_database_counts_less_than_five():
    assert database_limit("6GB") == f"{round((6000 - PROGRAM_MB) * COUNTED_SHARE)}MB" == "4797MB"


@pytest.mark.parametrize(("one", "other"), [("1GB", "1000MB"), ("1 gib", "1024MiB"), ("0.5TB", "500GB")])
def test_units_say_the_same_in_any_writing(one, other):
    assert database_limit(one) == database_limit(other)


def test_more_memory_never_gives_the_database_less():
    given = [int(database_limit(f"{megabytes}MB")[:-2]) for megabytes in range(1, 4000, 7)]
    assert given == sorted(given)
    assert given[0] == 1


@pytest.mark.parametrize("text", ["", "4", "much", "80%", "-4GB", "4GBB"])
def test_what_is_no_amount_is_refused_with_an_example(text):
    with pytest.raises(BuildRefused, match="such as 4GB or 800MB"):
        database_limit(text)
