"""The banks that the tests of segments share."""

import pytest

from tests.of_segment.two_banks import two_banks


@pytest.fixture(scope="session")
def banks(tmp_path_factory):
    with two_banks(tmp_path_factory.mktemp("banks")) as both:
        yield both
