"""Streamlit, but the bank that is made on a first visit has few customers.

    python -m tests.browser.small_first_book [what streamlit takes]
"""

from __future__ import annotations

import functools

from streamlit.web import cli

from crm_core.intake import demo
from tests.browser.conftest import CUSTOMERS

demo.build_demo = functools.partial(demo.build_demo, customers=CUSTOMERS)
cli.main()
