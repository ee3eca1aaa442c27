"""`mapping.toml` as a template: every setting a line, most of them behind a mark, with what each means beside it."""

from __future__ import annotations

import textwrap

from crm_core.language import N_, Message, _

_WIDTH = 118
"""Characters of a remark that stands alone, without its mark."""
_BESIDE = 30
"""Characters of a setting, before what it means."""

_BLANK: tuple[str, Message | None] = ("", None)


def mapping_text() -> str:
    """The template in the language spoken: it is read as it is, and with any of its marks taken away."""
    lines: list[str] = []
    for setting, meaning in _LINES:
        if meaning is None:
            lines.append(setting.format(title=_("Our bank")) if setting.startswith("title") else setting)
        elif setting:
            lines.append(f"{setting:<{_BESIDE}}  # {_(meaning)}")
        else:
            lines += [f"# {part}" for part in textwrap.wrap(_(meaning), _WIDTH)]
    return "\n".join([*lines, ""])


_LINES: tuple[tuple[str, Message | None], ...] = (
    ("",
     N_('How this bank says things its own way. Every line is optional; remove the "# " before what you need. Without '
        "this file, the files and columns are expected to bear the names of the templates.")),
    _BLANK,
    ("[book]", None),
    ('title = "{title}"', None),
    ('currency = "EUR"', None),
    ("# hurdle_rate = 0.10", N_("what capital must earn a year, as a fraction")),
    ('# notes = "Interim figures"', None),
    ('# last_month = "complete"', N_('or "open"; without it a month that looks half booked is left out of every year')),
    ("# fiscal_year_starts = 7",
     N_("the number of the month in which the bank's fiscal year starts; without it January")),
    ("# max_rejected = 0.05",
     N_("the part of a file's rows or of one of its amounts that may be rejected, as a fraction")),
    ('# ignore = ["core.sqlite/regions"]', N_("files that bear a table's name by chance")),
    _BLANK,
    ("# [book.weights]", N_("how much each criterion counts in the tier score, relative to the others")),
    ("# contribution = 1.0", None),
    ("# balance = 1.0", None),
    ("# turnover = 1.0", None),
    ("# tenure = 1.0", None),
    ("# scale = 1.0", None),
    ("# reputation = 1.0", None),
    _BLANK,
    ("# [activity]", N_("one such section for each table that differs; what it does not say is found out")),
    ('# file = "KONTEN_*.txt"', N_('a name or a pattern inside this folder; "bank.zip/konten.csv" inside a zip')),
    ('# delimiter = ";"', N_('" " for columns padded with blanks')),
    ('# decimal = ","', None),
    ('# thousands = "."', None),
    ('# date_format = "%d.%m.%Y"', None),
    ('# timezone = "Europe/Madrid"', N_("whose clocks count for moments that tell their zone")),
    ('# encoding = "cp1252"', N_("the usual one of files from Windows in western Europe")),
    ("# header_row = 1", N_("the line of the column names, 0 where there are none")),
    ('# names = ["KUNDENNR", "SALDO"]',
     N_("of the columns where there is no header; without them: column 1, column 2, …")),
    ("# widths = [8, 12]", N_("the characters of each column of a file without separators")),
    _BLANK,
    ("", N_("What one row of the file is, where it is not a row of the table:")),
    ('# row = "movement"', N_('or "account", "account-month", "customer"; without it "customer-month"')),
    ('# account = "KONTO"', N_("what names an account: none is added up twice in a month")),
    ('# amounts = "absolute"', N_("add up what moved, without signs")),
    ('# count = "BELEG"', N_("what names one transaction; without it every movement is one")),
    ("", N_('(A file of one day that does not say which: snapshot_month, such as "2026-03".)')),
    _BLANK,
    ("# [activity.columns]", N_('our name = "their name"')),
    ('# customer_id = "KUNDENNR"', None),
    _BLANK,
    ("# [activity.fixed]", N_("our name = the value of every row")),
    ('# product_id = "SAVINGS"', None),
    _BLANK,
    ("# [activity.only]", N_("the rows that are taken, by what stands in a column of theirs")),
    ('# STATUS = ["gebucht"]', None),
    _BLANK,
    ("# [activity.without]", N_('the rows that are left out; "" is an empty cell')),
    ('# KUNDENNR = [""]', None),
    _BLANK,
    ("", N_("What is worked out from the columns of a file:")),
    _BLANK,
    ("# [activity.times]", N_("our name = two of their columns, multiplied")),
    ('# turnover = ["MENGE", "PREIS"]', None),
    _BLANK,
    ("# [activity.lookup]", N_("our name = where its value is found by what the column holds here")),
    ('# customer_id = { file = "konten.csv", key = "KONTO", value = "KUNDENNR" }', None),
    _BLANK,
    ("# [activity.unpivot]", N_("columns that become rows")),
    ('# values = "fee_income"', N_("our name for what stands in them")),
    ('# names = "month"', N_("our name for which of them it was: month or product_id")),
    ('# columns = { "Januar" = "2026-01", "Februar" = "2026-02" }',
     N_('in braces, column = "ART": a product that another column names')),
    _BLANK,
    ("# [rates]", None),
    ('# file = "bank.xlsx"', None),
    ('# sheet = "Tarifas"', N_("the sheet of a workbook")),
    _BLANK,
    ("# [branches]", None),
    ('# source = "postgresql+psycopg://reader:${BANK_PASSWORD}@host/core"', N_("or sqlite:///core.db; only read")),
    ('# table = "core.branches"', N_("of a database file or address")),
    _BLANK,
    ("# [staff]", None),
    ('# file = "core.sqlite"', None),
    ('# query = "select id as manager_id, name from staff where left_on is null"', None),
    _BLANK,
    ("", N_("Files of several kinds for one table have a section each, in two brackets: [[activity]].")),
    _BLANK,
    ("# [customers]", N_("customers and products may be derived from any file")),
    ('# file = "bewegungen.csv"', None),
    ('# row = "movement"', N_("one customer from many rows: joined_on is the first date, the rest the latest")),
    _BLANK,
    ("# [customers.columns]", None),
    ('# name = ["VORNAME", "NAME"]', N_("several of their columns, put together")),
    _BLANK,
    ("# [customers.identity]", N_("who somebody is: compared to find duplicates, and never kept")),
    ('# tax_id = "NIF"', N_("also birth_date, address, email, phone")),
    _BLANK,
    ("# [customers.same]", N_("their number = the number of the customer who is kept")),
    ('# "C17" = "C4"', N_('or a list, as [customers] same = "same.csv"')),
    _BLANK,
    ("# [products.list]", N_("products described here, where no file does")),
    ('# SAVINGS = { name = "Savings account", family = "deposits" }', None),
    _BLANK,
    ("# [customers.values.customer_type]", N_('their value = our value; "" leaves it empty')),
    ('# "Privat" = "individual"', None),
    ('# "?" = ""', None),
)
