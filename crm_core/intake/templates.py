"""Examples to fill in: one CSV a table, and a `mapping.toml` that explains itself."""

from __future__ import annotations

import csv
from pathlib import Path

from crm_core import CannotAnswer, contract
from crm_core.intake.files.file_format import NAME
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
    (folder / NAME).write_text(MAPPING, encoding="utf-8")
    return [*written, folder / NAME]


def _write_example(path: Path, table: contract.Table) -> None:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        rows = csv.DictWriter(stream, table.names, lineterminator="\n")
        rows.writeheader()
        rows.writerow({column.name: column.example for column in table.columns})
        rows.writerows(FURTHER_ROWS.get(table.name, ()))


MAPPING = '''\
# How this bank says things its own way. Every line is optional; remove the "# " before what you need.
# Without this file, the files and columns are expected to bear the names of the templates.

[book]
title = "Our bank"
currency = "EUR"
# hurdle_rate = 0.10            # what capital must earn a year, as a fraction
# notes = "Interim figures"
# last_month = "complete"       # or "open"; without it a month that looks half booked is left out of every year
# max_rejected = 0.05           # the part of a file's rows or of one of its amounts that may be rejected, as a fraction
# ignore = ["core.sqlite/regions"]   # files that bear a table's name by chance

# [book.weights]                # how much each criterion counts in the tier score, relative to the others
# contribution = 1.0
# balance = 1.0
# turnover = 1.0
# tenure = 1.0
# scale = 1.0
# reputation = 1.0

# [activity]                    # one such section for each table that differs; what it does not say is found out
# file = "KONTEN_*.txt"         # a name or a pattern inside this folder; "bank.zip/konten.csv" inside a zip
# delimiter = ";"               # " " for columns padded with blanks
# decimal = ","
# thousands = "."
# date_format = "%d.%m.%Y"
# timezone = "Europe/Madrid"    # whose clocks count for moments that tell their zone
# encoding = "cp1252"           # the usual one of files from Windows in western Europe
# header_row = 1                # the line of the column names, 0 where there are none
# names = ["KUNDENNR", "SALDO"] # of the columns where there is no header; without them: column 1, column 2, …
# widths = [8, 12]              # the characters of each column of a file without separators

# What one row of the file is, where it is not a row of the table:
# row = "movement"              # or "account", "account-month", "customer"; without it "customer-month"
# account = "KONTO"             # what names an account: none is added up twice in a month
# amounts = "absolute"          # add up what moved, without signs
# count = "BELEG"               # what names one transaction; without it every movement is one
# (A file of one day that does not say which: snapshot_month, such as "2026-03".)

# [activity.columns]            # our name = "their name"
# customer_id = "KUNDENNR"

# [activity.fixed]              # our name = the value of every row
# product_id = "SAVINGS"

# [activity.only]               # the rows that are taken, by what stands in a column of theirs
# STATUS = ["gebucht"]

# [activity.without]            # the rows that are left out; "" is an empty cell
# KUNDENNR = [""]

# What is worked out from the columns of a file:

# [activity.times]              # our name = two of their columns, multiplied
# turnover = ["MENGE", "PREIS"]

# [activity.lookup]             # our name = where its value is found by what the column holds here
# customer_id = { file = "konten.csv", key = "KONTO", value = "KUNDENNR" }

# [activity.unpivot]            # columns that become rows
# values = "fee_income"         # our name for what stands in them
# names = "month"               # our name for which of them it was: month or product_id
# columns = { "Januar" = "2026-01", "Februar" = "2026-02" }   # a product may be another column: { column = "ART" }

# [rates]
# file = "bank.xlsx"
# sheet = "Tarifas"             # the sheet of a workbook

# [branches]
# source = "postgresql+psycopg://reader:${BANK_PASSWORD}@host/core"   # or sqlite:///core.db; only read
# table = "core.branches"       # of a database file or address

# [staff]
# file = "core.sqlite"
# query = "select id as manager_id, name from staff where left_on is null"

# Files of several kinds for one table have a section each, in two brackets: [[activity]].

# [customers]                   # customers and products may be derived from any file
# file = "bewegungen.csv"
# row = "movement"              # one customer from many rows: joined_on is the first date, the rest the latest

# [customers.columns]
# name = ["VORNAME", "NAME"]    # several of their columns, put together

# [customers.identity]          # who somebody is: compared to find duplicates, and never kept
# tax_id = "NIF"                # also birth_date, address, email, phone

# [customers.same]              # their number = the number of the customer who is kept
# "C17" = "C4"                  # or a list, as [customers] same = "same.csv"

# [products.list]               # products described here, where no file does
# SAVINGS = { name = "Savings account", family = "deposits" }

# [customers.values.customer_type]   # their value = our value; "" leaves it empty
# "Privat" = "individual"
# "?" = ""
'''
