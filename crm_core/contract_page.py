"""The data contract as a page: `docs/contract.md` in English, `python -m crm_core contract` in any language."""

from __future__ import annotations

from crm_core.contract import TABLES, VERSION, Column
from crm_core.language import N_, _, as_message

_UNITS = {
    "currency": N_("currency"), "currency a month": N_("currency a month"), "currency a year": N_("currency a year"),
    "fraction": N_("fraction"), "hours a year": N_("hours a year"), "minutes": N_("minutes"), "people": N_("people"),
    "transactions": N_("transactions"),
}


def as_markdown() -> str:
    """All tables and columns, in the language spoken now; what is typed into files stays as it is."""
    lines = [
        "# " + _("The data contract"), "",
        _("Version {version}. Made from `crm_core/contract.py` by `python -m crm_core contract`; do not edit by hand.",
          version=VERSION), "",
        _("Money is in the book's one currency. Shares and rates are fractions (0.05 = 5%). A month is its first day. "
          "Ids are text. **Bold** columns are required; `customers`, `products` and `activity` are the required "
          "tables."), "",
    ]
    heads = (_("column"), _("kind"), _("meaning"), _("unit"), _("rule"), _("example"))
    for table in TABLES.values():
        about = _("{meaning} One row: {grain}.", meaning=_(as_message(table.meaning)), grain=_(as_message(table.grain)))
        required = _("Required.")
        lines += [f"## {table.name}", "", about + (f" **{required}**" if table.required else ""), ""]
        if table.key:
            lines += [_("No two rows may share {columns}.", columns=_quoted(table.key)), ""]
        if table.at_least_one_of:
            lines += [_("At least one of {columns} must be there.", columns=_quoted(table.at_least_one_of)), ""]
        lines += [f"| {' | '.join(heads)} |", "|---|---|---|---|---|---|"]
        lines += [_row(column) for column in table.columns]
        lines.append("")
    return "\n".join(lines)


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _row(column: Column) -> str:
    name = f"**{column.name}**" if column.required else column.name
    unit = _(_UNITS[column.unit]) if column.unit else ""
    return (f"| {name} | {column.kind} | {_(as_message(column.meaning))} | {unit} | {'; '.join(_rules(column))} "
            f"| {column.example} |")


def _rules(column: Column) -> list[str]:
    rules = []
    if column.choices:
        rules.append(_("one of {choices}", choices=", ".join(column.choices)))
    if column.minimum is not None and column.maximum is not None:
        rules.append(_("{minimum} to {maximum}", minimum=f"{column.minimum:g}", maximum=f"{column.maximum:g}"))
    elif column.minimum is not None:
        rules.append(_("at least {minimum}", minimum=f"{column.minimum:g}"))
    if column.refers_to:
        rules.append(_("known in {table}, if that table is there", table=column.refers_to))
    if column.not_before:
        rules.append(_("not before {column}", column=column.not_before))
    return rules
