"""Who stops a dry run waits for no statement of the database, and finds everything as it was."""

from __future__ import annotations

import threading
import time

import pytest

from crm_core.intake.desk import trial
from crm_core.intake.desk.trial import Cancelled
from crm_core.warehouse import Shelf
from tests.intake.desk.test_trial import attempt, state
from tests.intake.own_files import CUSTOMERS


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "books")


@pytest.mark.parametrize("where", ["the build", "the search for duplicates"])
def test_a_long_statement_is_broken_off_within_a_second(tmp_path, shelf, monkeypatch, where):
    trial.publish(attempt(tmp_path, shelf), shelf)
    before, asked, begun = state(shelf), threading.Event(), threading.Event()

    def long(connection, *_others):
        begun.set()
        connection.execute("select count(*) from range(100000000000) as a, range(1000) as b "
                           "where (a.range + b.range) % 3 = 1")

    if where == "the build":
        monkeypatch.setattr("crm_core.intake.files.build.suspect", long)
    else:
        monkeypatch.setattr("crm_core.intake.duplicates.search.pairs_of", lambda people, *rest: long(*rest))
    named = CUSTOMERS.replace("joined_on", "joined_on,name").replace("2020-01-01", "2020-01-01,Ana Ruiz").replace(
        "2021-06-15", "2021-06-15,Eva Mora")
    stopped_at = []

    def stop():
        assert begun.wait(60)
        time.sleep(0.3)
        stopped_at.append(time.monotonic())
        asked.set()

    person = threading.Thread(target=stop)
    person.start()
    with pytest.raises(Cancelled):
        attempt(tmp_path, shelf, how={"cancel": asked.is_set}, customers=named)
    took = time.monotonic() - stopped_at[0]
    person.join()
    assert took < 1.0
    assert state(shelf) == before
