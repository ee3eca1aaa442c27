"""What the ranked are called: the bank's own names, and words of ours where it gives none."""

from __future__ import annotations

import pandas as pd

from crm_core.language import _
from crm_core.vocabulary import customer_name, manager_name, type_plural


def with_names(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    """`rows` (id, name) of one kind of ranked, each with the name to show; an empty id is nobody's."""
    names = [_name(unit, str(each_id), name) for each_id, name in zip(rows["id"], rows["name"], strict=True)]
    return rows.assign(name=pd.Series(names, index=rows.index, dtype=object))


def _name(unit: str, each_id: str, name: object) -> str:
    if not each_id:
        return _("Not assigned")
    match unit:
        case "customers" | "groups":
            return customer_name(name, each_id)
        case "managers":
            return manager_name(name, each_id)
        case "types":
            return type_plural(each_id)
    return name if isinstance(name, str) else each_id
