"""Two banks of three whole years: ten customers whose fate is written down, and one with planted leavers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.many_rows import insert

LAST = dt.date(2026, 9, 1)
MONTHS = [dt.date(2023 + (9 + at) // 12, (9 + at) % 12 + 1, 1) for at in range(36)]
"""October 2023 to September 2026: three trailing years."""

FATES = {
    # id: (region, joined, left, balance a month in each of three years, turnover likewise, contribution a month)
    "STAYS": ("N", "2015-01-10", None, (100, 100, 100), (50, 50, 50), 10),
    "GROWS": ("N", "2016-03-05", None, (100, 120, 150), (50, 60, 70), 20),
    "QUIET": ("N", "2015-06-01", None, (100, 100, 60), (50, 50, 30), 30),
    "HALF QUIET": ("S", "2014-01-01", None, (100, 100, 60), (50, 50, 50), 5),
    "QUIET BEFORE": ("S", "2013-01-01", None, (100, 60, 60), (50, 30, 30), 5),
    "LEFT": ("S", "2012-02-02", "2026-03-15", (100, 100, 100), (50, 50, 50), 40),
    "LEFT BEFORE": ("S", "2011-02-02", "2025-02-15", (100, 100, 0), (50, 50, 0), 7),
    "LEFT AT ONCE": ("N", "2023-12-01", "2024-02-20", (100, 0, 0), (50, 0, 0), 3),
    "YOUNG": ("N", "2025-07-20", None, (0, 100, 10), (0, 50, 5), 1),
    "EMPTY": ("N", "2015-01-01", None, (0, 0, 0), (0, 0, 0), 0),
}
"""YOUNG is a customer for two months when the last year begins, too few to be judged; EMPTY has nothing to lose."""
WHY = {"LEFT": ("Better offer", "Banco del Puerto"), "LEFT BEFORE": (" better offer", "")}
"""Why who left did, and where to, as far as the bank states it."""


def publish_fates(folder: Path, **columns: object) -> None:
    """The ten customers; `columns` are given to all of them instead."""
    with drafting(Shelf(folder), source="files", terms=Terms("Fates")) as draft:
        run = draft.connection.execute
        run("insert into products values ('SAV', 'Savings', 'deposits')")
        people, rows = [], []
        for person, (region, joined, left, balances, turnovers, contribution) in FATES.items():
            ends = dt.date.fromisoformat(left) if left else LAST
            people.append({"customer_id": person, "customer_type": "individual", "region_id": region,
                           "joined_on": dt.date.fromisoformat(joined),
                           "left_on": dt.date.fromisoformat(left) if left else None,
                           "left_reason": WHY.get(person, ("", ""))[0] or None,
                           "went_to": WHY.get(person, ("", ""))[1] or None} | columns)
            rows += [{"customer_id": person, "product_id": "SAV", "month": month, "balance": balances[at // 12],
                      "turnover": turnovers[at // 12], "fee_income": contribution}
                     for at, month in enumerate(MONTHS)
                     if balances[at // 12] and dt.date.fromisoformat(joined).replace(day=1) <= month <= ends]
        insert(draft.connection, "customers", people)
        insert(draft.connection, "activity", rows)
        draft.finish(f"fates {columns}")


CUSTOMERS = 1_500
FALLERS = {0: 150, 1: 150, 2: 150}
"""So many lose half their balance in the second half of each year; three in five of them leave in the year after."""


def publish_planted(folder: Path) -> None:
    """Of the customers whose number ends in 0, 1 or 2 the balance halves in the second half of the first, second or
    third year; of those of the first two years three in five leave in the year after. One in fifty of the others leaves
    too, in either year. Customers contribute 10 to 59 a month, whatever becomes of them."""
    with drafting(Shelf(folder), source="files", terms=Terms("Planted")) as draft:
        run = draft.connection.execute
        run("insert into products values ('SAV', 'Savings', 'deposits')")
        run("insert into regions (region_id, name) values ('N', 'Norte'), ('S', 'Sur')")
        run(f"""insert into customers (customer_id, customer_type, region_id, joined_on, left_on, manager_id)
            select 'P' || lpad(cast(number as varchar), 4, '0'),
                case when number % 9 = 0 then 'business' else 'individual' end,
                case when number % 2 = 0 then 'N' else 'S' end,
                date '2010-01-01' + cast(number as integer),
                case
                    when number % 10 = 0 and number // 10 % 5 < 3
                        then date '2024-10-20' + to_days(cast(number * 7 % 330 as integer))
                    when number % 10 = 1 and number // 10 % 5 < 3
                        then date '2025-10-20' + to_days(cast(number * 7 % 330 as integer))
                    when number % 10 > 2 and number * 31 % 50 = 7
                        then date '2024-10-20' + to_days(cast(number * 7 % 330 as integer))
                    when number % 10 > 2 and number * 31 % 50 = 13
                        then date '2025-10-20' + to_days(cast(number * 7 % 330 as integer))
                end,
                case when number % 3 = 0 then 'M1' end
            from range({CUSTOMERS}) as numbers (number)""")
        run("""insert into activity (customer_id, product_id, month, balance, turnover, transactions, fee_income)
            select customer_id, 'SAV', month,
                (1000 + hash(customer_id) % 500) * (1 + (hash(customer_id, month) % 100) / 2000.0)
                    * case when cast(right(customer_id, 1) as integer) * 12 + 6 <= step
                        and cast(right(customer_id, 1) as integer) * 12 + 12 > step
                        and right(customer_id, 1) < '3' then 0.5 else 1 end,
                300, 10, 10 + hash(customer_id) % 50
            from customers
            cross join (select step, cast(date '2023-10-01' + to_months(cast(step as integer)) as date) as month
                from range(36) as steps (step)) as months
            where left_on is null or month <= left_on""")
        draft.finish("planted")
