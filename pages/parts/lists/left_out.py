"""Who was left out of the list by lot, and is not to be called: on no file of it, but named here."""

from __future__ import annotations

import pandas as pd

from crm_core.language import _
from crm_core.lists import reading
from pages import frame
from pages.frame.saving.workspace import workspace
from pages.parts.lists.opened import Opened


def draw(opened: Opened) -> None:
    """The card, where there was a lot."""
    if (drawn := workspace().pilots.of(opened.work_list.id)) is None:
        return
    lot, names = drawn
    caption = reading.left_out(lot, len(names), opened.work_list.begins_on)
    with frame.folded(*caption):
        rows = pd.DataFrame({"customer_id": list(names), "name": [name or each for each, name in names.items()]})
        frame.table(rows, {"name": _("Customer"), "customer_id": _("Customer ID")}, alt=caption.title,
                    by="customer_id", leads_to=frame.to_customer())
