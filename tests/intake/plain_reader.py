"""The rules of intake once more, as slowly and plainly as a clerk would follow them: what the fast code is held to."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

DATES = ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S.%f")
TYPES = ("individual", "business", "corporate")
GRADES = ("A", "B", "C", "D", "E")
FAMILIES = ("deposits", "loans", "cards", "payments", "investments", "insurance")

LAST_NEEDED = {"customer_type": 2, "product_id": 3}
"""How many values a row needs, by the second column of its table: the others are optional and may be left off."""

Row = dict[str, str]


def rows_of(text: str) -> Iterator[tuple[int, Row | None, bool]]:
    """(line, row, is_blank) after the header; a row that cannot be split is None."""
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    if not lines[-1]:
        lines.pop()
    header = lines[0].split(",")
    at = 1
    while at < len(lines):
        fields, taken = split(lines[at:at + 100], len(header), LAST_NEEDED.get(header[1], len(header)))
        if not lines[at].strip(" ") or not lines[at].strip(","):
            yield at + 1, None, True
        else:
            yield at + 1, dict(zip(header, fields, strict=True)) if fields else None, False
        at += taken


def split(lines: list[str], width: int, needed: int) -> tuple[list[str], int]:
    """The values of the first row and the lines it takes; no values when it cannot be split."""
    for taken in range(1, len(lines) + 1):
        together = lines[:taken]
        if any(mark in "".join(together) for mark in "\0\x1e\x1f\r"):
            return [], 1
        try:
            (values,) = csv.reader([line + "\n" for line in together], strict=True, skipinitialspace=True)
        except (csv.Error, ValueError) as error:
            if "unexpected end" in str(error):
                continue
            return [], 1
        while len(values) > width and not values[-1].strip():
            values.pop()
        fits = needed <= len(values) <= width
        return ([*values, *[""] * (width - len(values))], taken) if fits else ([], 1)
    return [], 1


class Clerk:
    """Judges the tables in the order in which they refer to each other, and remembers what was accepted."""

    def __init__(self) -> None:
        self.accepted: dict[str, list[tuple[object, ...]]] = {}
        self.rejected: dict[str, dict[int, int]] = {}
        self.blank: dict[str, int] = {}

    def read(self, table: str, text: str) -> None:
        """Judge a file; `rejected` counts the reasons of each rejected line."""
        keys: set[tuple[object, ...]] = set()
        self.accepted[table], self.rejected[table], self.blank[table] = [], {}, 0
        for line, row, is_blank in rows_of(text):
            if is_blank:
                self.blank[table] += 1
                continue
            if row is None:
                self.rejected[table][line] = 1
                continue
            values, key, faults = getattr(self, f"_{table}")({name: text.strip(" ") for name, text in row.items()})
            faults += key in keys
            if faults:
                self.rejected[table][line] = faults
            else:
                keys.add(key)
                self.accepted[table].append(values)

    def _products(self, row: Row) -> tuple[tuple[object, ...], tuple[object, ...], int]:
        faults = (not row["product_id"]) + (not row["name"]) + (row["family"] not in FAMILIES)
        return (row["product_id"],), (row["product_id"],), faults

    def _customers(self, row: Row) -> tuple[tuple[object, ...], tuple[object, ...], int]:
        faults = (not row["customer_id"]) + (row["customer_type"] not in ("", *TYPES))
        joined, bad = day(row["joined_on"])
        faults += bad
        left, bad = day(row["left_on"])
        if left and left.year > 2200:
            left, bad = None, False  # open-ended
        faults += bad
        faults += joined is not None and left is not None and left < joined
        size, bad = amount(row["size_amount"])
        faults += bad or (size is not None and size < 0)
        faults += row["credit_grade"] not in ("", *GRADES)
        return (row["customer_id"],), (row["customer_id"],), faults

    def _activity(self, row: Row) -> tuple[tuple[object, ...], tuple[object, ...], int]:
        faults = 0
        for name, table in (("customer_id", "customers"), ("product_id", "products")):
            faults += (row[name],) not in self.accepted[table]  # an empty one is not there either
        month, bad = day(row["month"], "%Y-%m", "%d.%m.%Y")  # the other way round no month would begin
        if month and (month + dt.timedelta(days=1)).day == 1:
            month = month.replace(day=1)
        faults += bad or month is None or month.day != 1
        balance, bad = amount(row["balance"])
        faults += bad
        count, bad = amount(row["transactions"], whole=True)
        faults += bad or (count is not None and count < 0)
        faults += not row["balance"]
        key = (row["customer_id"], row["product_id"], month)
        return (*key, balance), key if all(key) else (object(),), faults


def day(text: str, *more: str) -> tuple[dt.date | None, bool]:
    """The date, None where there is none; and whether something is there that is no date, or none of our time."""
    if not text:
        return None, False
    for form in (*DATES, *more):
        try:
            found = dt.datetime.strptime(text, form).date()  # noqa: DTZ007 a day has no time zone
        except ValueError:
            continue
        return found, not 1900 <= found.year <= 2200
    return None, True


def amount(text: str, *, whole: bool = False) -> tuple[Decimal | None, bool]:
    """The amount rounded to the cent, halves away from zero; and whether something is there that is none."""
    if not text:
        return None, False
    try:
        number = Decimal(text)
        cents = number.quantize(Decimal("0.01"), "ROUND_HALF_UP")
    except InvalidOperation:
        return None, True
    most = Decimal(2) ** 63 if whole else Decimal(10) ** 16
    if not number.is_finite() or abs(cents) >= most or (whole and number != number.to_integral_value()):
        return None, True
    return cents, False
