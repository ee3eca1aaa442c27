"""On files as dirty as they come, the loader decides every row as a plain loop does, and loses no line."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from crm_core.intake.files import text
from tests.intake.own_files import PRODUCTS, bring
from tests.intake.plain_reader import Clerk

DATES = ["2020-01-01", "2021-12-31", "2026-03-01", "2026-03", "2026-03-15", "2024-02-29", "0202-01-01", "2300-01-01",
         "2026-02-30", "01.02.2020", "2026-03-01 00:00:00", "2026-03-01T10:30:00", "epoch", "infinity", "",
         "  2026-01-01 "]
NUMBERS = ["1", "12.345", "-0.005", "1.005", "1e3", ".5", "5.", "+7", "abc", "nan", "inf", "-inf", "1e400", "0x1F",
           "1;5", "--5", "999999999999999.99", "99999999999999999", "", " 42 ", "12 3", "3.0", "2.5"]
TEXTS = ['"quoted, with a comma"', '"two ""marks"""', 'in"side', '"two\nlines"', '"three\r\n\nlines"', '"never closed',
         '"closed" too soon', "plain", "", "Ünïcode", "nul\0", "unit\x1f", "=1+1", ' "spaced"', '""', "a\rb"]


def customers(dice: random.Random, count: int) -> str:
    lines = ["customer_id,customer_type,region_id,joined_on,left_on,name,size_amount,credit_grade"]
    for number in range(count):
        chance = dice.random()
        values = [
            dice.choice([f"C{number}"] * 30 + ["C1", "", f" C{number} "]),
            dice.choice(["individual"] * 30 + ["business", "corporate", "Firm", ""]),
            dice.choice(["NORTE"] * 30 + [""]),
            dice.choice(DATES) if chance < 0.1 else "2020-01-01",
            dice.choice(DATES) if chance > 0.9 else "",
            dice.choice(TEXTS) if 0.2 < chance < 0.5 else "x",
            dice.choice(NUMBERS) if chance > 0.85 else "10",
            dice.choice(["", "A", "B", "E", "e", "F"]) if chance < 0.2 else "",
        ]
        lines.append(mangled(dice, values))
    return ended(dice, lines)


def activity(dice: random.Random, count: int) -> str:
    lines = ["customer_id,product_id,month,balance,transactions"]
    for _ in range(count):
        chance = dice.random()
        values = [
            f"C{dice.randrange(count // 2)}",
            dice.choice(["LOAN", "SAVINGS"] * 8 + ["CARD", "", '"LOAN"']),
            dice.choice(DATES) if chance < 0.2 else f"2025-{dice.randrange(1, 4):02}-01",
            dice.choice(NUMBERS) if chance > 0.8 else "250.75",
            dice.choice(NUMBERS) if 0.15 < chance < 0.4 else "",
        ]
        lines.append(mangled(dice, values))
    return ended(dice, lines)


def mangled(dice: random.Random, values: list[str]) -> str:
    """The row, now and then with a value too many or too few, or a blank line before it."""
    chance = dice.random()
    if chance < 0.03:
        values = values[:-1]
    elif chance < 0.06:
        values = [*values, dice.choice(["more", " "])]
    before = dice.choice(["\n", "   \n", "," * (len(values) - 1) + "\n"]) if chance > 0.95 else ""
    return before + ",".join(values)


def ended(dice: random.Random, lines: list[str]) -> str:
    end = dice.choice(["\n", "\r\n"])
    return end.join(lines) + dice.choice(["", end, end * 3])


@pytest.mark.parametrize(("seed", "block"), [(seed, 97 if seed % 2 else 512 * 1024) for seed in range(4)])
def test_every_row_is_decided_as_by_hand(tmp_path, monkeypatch, seed, block):
    monkeypatch.setattr(text, "BLOCK", block)  # small ones end in the middle of rows, quotes and line ends
    dice = random.Random(seed)
    files = {"products": PRODUCTS, "customers": customers(dice, 200), "activity": activity(dice, 400)}
    clerk = Clerk()
    for table, content in files.items():
        clerk.read(table, content)
    built = bring(tmp_path, **files)
    for table in files:
        account = built.files[f"{table}.csv"]
        assert account.balances
        assert account.blank == clerk.blank[table]
        told = {row.line: row.reasons.count("; ") + 1 for row in built.rejected(table)}
        assert told == clerk.rejected[table], table
        assert account.accepted == len(clerk.accepted[table])
    stored = built.rows("select customer_id, product_id, cast(month as varchar) as month, "
                        "cast(balance as varchar) as balance from activity")
    by_hand = [(customer, product, month.isoformat(), str(balance))
               for customer, product, month, balance in clerk.accepted["activity"] if isinstance(month, dt.date)]
    assert stored == by_hand
    assert len(clerk.rejected["activity"]) > 40  # dirty enough to be worth it
    assert len(by_hand) > 40
