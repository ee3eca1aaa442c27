"""How a column writes its days, as the desk proposes it: what a build finds out needs no word in the recipe."""

from __future__ import annotations

import datetime as dt

import pytest

from crm_core.intake.desk.columns import column_preview
from crm_core.intake.desk.dates import date_style


@pytest.mark.parametrize(("values", "setting", "choices"), [
    (["2025-01-31 07:05", "2025-02-01T23:59:59.5"], "", ()),
    (["31/01/2025 07:05", "01/02/2025 23:59:59"], "", ()),
    (["31/01/2025 07:05 AM", "01/02/2025 11:59 PM"], "%d/%m/%Y %I:%M %p", ()),
    (["01/02/2025 07:05", "03/02/2025 08:10"], "", ("%d/%m/%Y", "%m/%d/%Y")),
    (["01/02/2025 07:05:00PM", "03/02/2025 08:10:00AM"], "", ("%d/%m/%Y %I:%M:%S%p", "%m/%d/%Y %I:%M:%S%p")),
    (["31/01/25", "01/02/25"], "%d/%m/%y", ()),
])
def test_only_what_a_build_cannot_find_out_is_set_or_asked(values, setting, choices):
    style = date_style(column_preview("day", values))
    assert (style.setting, style.choices) == (setting, choices)


def test_days_are_read_without_their_times():
    values = ["31/01/2025 07:05", "01/02/2025 23:59:59", "2025-02-03T04:05", "never"]
    assert date_style(column_preview("day", values[:3])).days(values) == [
        dt.date(2025, 1, 31), dt.date(2025, 2, 1), dt.date(2025, 2, 3)]
