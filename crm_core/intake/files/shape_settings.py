"""The sections of `mapping.toml` that say what one row of a file is, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from crm_core import contract
from crm_core.intake.files.file_format import refuse
from crm_core.intake.files.filter_settings import read_filter
from crm_core.intake.files.nearest import nearest
from crm_core.intake.files.shape import ABSOLUTE, OWN_ROW, ROWS, Lookup, OtherColumn, Shape, Unpivot
from crm_core.language import _

KEYS = ("row", "account", "amounts", "count", "snapshot_month", "times", "lookup", "unpivot", "list")
"""The keys of a table's section that say so."""

_LOOKUP_KEYS = frozenset({"file", "key", "value"})
_UNPIVOT_KEYS = ("values", "names", "columns")
_FACTORS = 2
_YEAR_AND_MONTH = 2


def read_shape(table: contract.Table, section: Mapping[str, Any]) -> tuple[Shape, dict[str, Any]]:
    """The shape that `section` describes, and what the section says besides, as the rest of it is read.

    Raises BuildRefused, with the nearest valid names, for whatever in it cannot be meant.
    """
    rest = {key: value for key, value in section.items() if key not in KEYS}
    columns, joined = _joined(table, rest.get("columns", {}))
    if "columns" in rest:
        rest["columns"] = columns
    if "snapshot_month" in section:
        rest["fixed"] = {**rest.get("fixed", {}), "month": _month(table, section["snapshot_month"])}
    shape = Shape(
        row=_choice(table, section, "row", ROWS if table.name in OWN_ROW else ()),
        account=_name(table, section, "account"),
        amounts=_choice(table, section, "amounts", (ABSOLUTE,)),
        count=_name(table, section, "count"),
        joined=joined,
        times={ours: _factors(table, ours, theirs) for ours, theirs in _part(table, section, "times").items()},
        lookup={ours: _lookup(table, ours, where) for ours, where in _part(table, section, "lookup").items()},
        unpivot=_unpivot(table, section.get("unpivot")),
        listed=_listed(table, section.get("list", {})),
    )
    _refuse_twice(table, {*shape.worked_out()} & {*rest.get("columns", {}), *rest.get("fixed", {})})
    _refuse_twice(table, {*shape.lookup} & {*rest.get("fixed", {})})
    _refuse_added_balances(table, shape, rest.get("columns", {}))
    return shape, rest


def _joined(table: contract.Table, columns: Any) -> tuple[Any, dict[str, tuple[str, ...]]]:
    """Columns that stand alone, and those that several of theirs make."""
    if not isinstance(columns, Mapping):
        return columns, {}
    kinds = {column.name: column.kind for column in table.columns}
    several = {ours: theirs for ours, theirs in columns.items() if isinstance(theirs, list)
               and theirs and all(isinstance(each, str) for each in theirs)
               and (kinds.get(ours) == "text" or (kinds.get(ours) == "month" and len(theirs) == _YEAR_AND_MONTH))}
    return ({ours: theirs for ours, theirs in columns.items() if ours not in several},
            {ours: tuple(theirs) for ours, theirs in several.items()})


def _month(table: contract.Table, value: Any) -> str:
    text = str(value)[:7]
    if "month" not in table.names or len(text) < len("2026-10") or text[4:5] != "-":
        refuse(_('[{table}] snapshot_month is {value}; it belongs to [activity], written such as "2026-10".',
                 table=table.name, value=repr(value)))
    return f"{text}-01"


def _factors(table: contract.Table, ours: str, theirs: Any) -> tuple[str, str]:
    names = [each for each in theirs if isinstance(each, str)] if isinstance(theirs, list) else []
    if len(names) != _FACTORS or len(theirs) != _FACTORS or table.column(ours).kind != "money":
        refuse(_('[{table}.times] {column} is {value}; an amount is two columns multiplied, such as ["Quantity", '
                 '"Price"].', table=table.name, column=ours, value=repr(theirs)))
    return names[0], names[1]


def _lookup(table: contract.Table, ours: str, where: Any) -> Lookup:
    section = f"[{table.name}.lookup] {ours}"
    if not isinstance(where, Mapping) or set(where) - {"only"} != _LOOKUP_KEYS or not all(
            isinstance(where[each], str) and where[each] for each in _LOOKUP_KEYS):
        refuse(_('{setting} is {value}; write it as {example}.', setting=section, value=repr(where),
                 example='{ file = "accounts.csv", key = "account", value = "customer" }'))
    return Lookup(where["file"], where["key"], where["value"], read_filter(f"{section} only", where.get("only", {})))


def _unpivot(table: contract.Table, section: Any) -> Unpivot | None:
    if section is None:
        return None
    where = f"[{table.name}.unpivot]"
    if not isinstance(section, Mapping) or set(section) != set(_UNPIVOT_KEYS):
        refuse(_("{section} needs {keys}, and nothing else.", section=where, keys=", ".join(_UNPIVOT_KEYS)))
    for key in ("values", "names"):
        _known(table, section[key], "unpivot")
    columns = section["columns"]
    if isinstance(columns, list):
        columns = {str(each): str(each) for each in columns}
    if not isinstance(columns, Mapping) or not columns:
        refuse(_('{section} columns is {value}; write each column with what it stands for, such as {example}.',
                 section=where, value=repr(columns), example='{ "Loan Amount" = "LOAN" }'))
    return Unpivot(section["values"], section["names"], {theirs: _stands_for(where, theirs, ours)
                                                         for theirs, ours in columns.items()})


def _stands_for(where: str, theirs: str, ours: Any) -> str | OtherColumn:
    if isinstance(ours, Mapping) and set(ours) == {"column"}:
        return OtherColumn(str(ours["column"]))
    if isinstance(ours, (Mapping, list)) or not str(ours).strip():
        refuse(_("{section} {column} is {value}; give what it stands for, or {example}.", section=where,
                 column=repr(theirs), value=repr(ours), example='{ column = "Loan Type" }'))
    return str(ours)


def _listed(table: contract.Table, section: Any) -> dict[str, dict[str, str]]:
    """Rows by their id: `SAVINGS = { name = "Savings", family = "deposits" }`."""
    if section and (table.name != "products" or not isinstance(section, Mapping)):
        refuse(_("[{table}.list] cannot be meant; only products can be listed, as [products.list].", table=table.name))
    rows = {}
    for product_id, given in section.items():
        if not isinstance(given, Mapping):
            refuse(_('[products.list] {product} is {value}; write it as {example}.', product=product_id,
                     value=repr(given), example='{ name = "Savings", family = "deposits" }'))
        for name in given:
            _known(table, name, "list")
        rows[str(product_id)] = {"product_id": str(product_id), "name": str(product_id),
                                 **{name: str(value) for name, value in given.items()}}
    return rows


def _refuse_twice(table: contract.Table, twice: set[str]) -> None:
    for ours in table.names:
        if ours in twice:
            refuse(_("{column} is given twice in [{table}]: once as a column of its own, once worked out; keep one.",
                     column=ours, table=table.name))


def _refuse_added_balances(table: contract.Table, shape: Shape, columns: Mapping[str, Any]) -> None:
    """A balance after each movement is no amount that can be added up."""
    if table.name == "activity" and shape.row == "movement" and "balance" in {*columns, *shape.worked_out()}:
        refuse(_("[activity] has row = \"movement\" and a balance: balances of movements cannot be added up. Map their "
                 "amount to turnover, and bring balances from a file of accounts as a second [[activity]]."))


def _part(table: contract.Table, section: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    part = section.get(key, {})
    if not isinstance(part, Mapping):
        refuse(_("{setting} is {value}; write it as a section, [{setting}].", setting=f"{table.name}.{key}",
                 value=repr(part)))
    for ours in part:
        _known(table, ours, key)
    return part


def _known(table: contract.Table, ours: Any, section: str) -> None:
    if ours not in table.names:
        refuse(" ".join([_("{name} is no column in {section}.", name=repr(ours), section=f"[{table.name}.{section}]"),
                         nearest(str(ours), table.names)]))


def _name(table: contract.Table, section: Mapping[str, Any], key: str) -> str:
    value = section.get(key, "")
    if not isinstance(value, str) or (value and table.name != "activity"):
        refuse(_("[{table}] {key} is {value}; it belongs to [activity] and names a column.", table=table.name, key=key,
                 value=repr(value)))
    return value


def _choice(table: contract.Table, section: Mapping[str, Any], key: str, choices: tuple[str, ...]) -> str:
    value = section.get(key, "")
    if value and value not in choices:
        refuse(_("[{table}] {key} is {value}; write one of {choices}.", table=table.name, key=key, value=repr(value),
                 choices=", ".join(choices)) if choices else
               _("[{table}] {key} cannot be set: it belongs to {tables}.", table=table.name, key=key,
                 tables=", ".join(OWN_ROW)))
    return str(value)
