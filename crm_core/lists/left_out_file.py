"""Who was left out of a list by lot, for whoever reads the pilot: on no page and in no other file of the list."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from crm_core.spreadsheet_cells import harmless


def left_out_csv(names: Mapping[str, str]) -> bytes:
    """customer_id and name of each, as CSV for a spreadsheet."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["customer_id", "name"])
    writer.writerows([harmless(each), harmless(name)] for each, name in names.items())
    return text.getvalue().encode("utf-8-sig")
