"""Examples to fill in: one CSV a table, and a `mapping.toml` that explains itself."""

from __future__ import annotations

import csv
from pathlib import Path

from crm_core import CannotAnswer, contract
from crm_core.intake.files.file_format import NAME
from crm_core.intake.template_mapping import mapping_text
from crm_core.language import _

FURTHER_ROWS: dict[str, tuple[dict[str, str], ...]] = {
    "customers": ({
        "customer_id": "C0002", "customer_type": "individual", "region_id": "NORTE", "joined_on": "2021-09-01",
        "name": "Ana Prieto", "branch_id": "B011", "size_amount": "31500.00", "credit_grade": "A",
    },),
    "products": ({"product_id": "LOAN", "name": "Consumer loan", "family": "loans"},),
    "activity": ({
        "customer_id": "C0002", "product_id": "LOAN", "month": "2026-03-01", "balance": "9000.00",
        "turnover": "260.00", "transactions": "1",
    },),
    "rates": ({
        "product_id": "LOAN", "valid_from": "2024-01-01", "margin_rate": "0.031", "cost_per_month": "3.50",
        "capital_rate": "0.08",
    },),
    "loss_rates": ({"product_id": "LOAN", "credit_grade": "A", "loss_rate": "0.002"},
                   {"product_id": "LOAN", "credit_grade": contract.UNKNOWN_GRADE, "loss_rate": "0.02"}),
    "market": ({
        "region_id": "NORTE", "institution": "Our bank", "is_own": "true", "family": "deposits",
        "period": "2025-12-31", "balance": "240000000.00",
    },),
}
"""Rows beside the contract's examples, so that all templates together make a small bank that can be built."""


def write_templates(folder: Path) -> list[Path]:
    """Write one example CSV a table and a commented `mapping.toml` to `folder`; give their paths.

    Raises CannotAnswer, and writes nothing, when one of the files is there already.
    """
    folder = Path(folder)
    written = {folder / f"{table.name}.csv": table for table in contract.TABLES.values()}
    for path in (*written, folder / NAME):
        if path.exists():
            raise CannotAnswer(_("{path} is there already and was not touched. Give a new folder for the templates.",
                                 path=path))
    folder.mkdir(parents=True, exist_ok=True)
    for path, table in written.items():
        _write_example(path, table)
    (folder / NAME).write_text(mapping_text(), encoding="utf-8")
    return [*written, folder / NAME]


def _write_example(path: Path, table: contract.Table) -> None:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, table.names, lineterminator="\n")
        rows.writeheader()
        rows.writerow({column.name: column.example for column in table.columns})
        rows.writerows(FURTHER_ROWS.get(table.name, ()))
