"""Each customer, or the customers of a household or company group as one."""

from __future__ import annotations

from typing import Literal

from crm_core.language import _
from pages import frame

Holder = Literal["customers", "groups"]


def holders(*, is_offered: bool) -> Holder:
    """What the reader wants ranked; customers where the data names no groups, and nothing is shown."""
    if not is_offered:
        frame.ignore_in_link("among")
        return "customers"
    names: dict[Holder, str] = {"customers": _("Each customer"), "groups": _("Groups as one")}
    return frame.choice("among", _("Groups of customers"), names)
