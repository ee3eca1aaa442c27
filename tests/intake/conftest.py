"""A bank that is large enough to be stopped while it is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.own_files import write


@pytest.fixture(scope="module")
def large_bank(tmp_path_factory) -> Path:
    """Its files: 200,000 months of 20,000 customers."""
    rows = "".join(f"C{number % 20_000},LOAN,2025-{number // 20_000 + 1:02}-01,{number}.50,,,,,,,\n"
                   for number in range(200_000))
    people = "".join(f"C{number},individual,NORTE,2020-01-01\n" for number in range(20_000))
    return write(tmp_path_factory.mktemp("large"),
                 customers="customer_id,customer_type,region_id,joined_on\n" + people,
                 activity="customer_id,product_id,month,balance,a,b,c,d,e,f,g\n" + rows)
