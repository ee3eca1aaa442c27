"""A bank of two regions of which customers leave as can be told before: so who may leave can be learnt in either."""

from __future__ import annotations

from pathlib import Path

from crm_core.intake.draft import Terms, drafting
from crm_core.warehouse import Shelf
from tests.limited_books.banks import MARK, NORTH, SOUTH

_EACH = 170
"""Customers of a region: of fewer too few leave to learn from."""


def publish_leavers(folder: Path) -> Shelf:
    """Three years to September 2026. In each region the balance of a third of the customers halves in the second half
    of the first year, of others in that of the second and of the third; of those of the first two years nine in ten
    leave in the year after, and nobody else does. Names and ids of the south bear the mark."""
    shelf = Shelf(folder)
    with drafting(shelf, source="files", terms=Terms("Leavers")) as draft:
        run = draft.connection.execute
        run("insert into products values ('SAV', 'Savings', 'deposits')")
        for region, mark in ((NORTH, "Plain"), (SOUTH, MARK)):
            run("insert into regions (region_id, name) values (?, ?)", [region, f"{mark} region"])
            run(f"""insert into customers (customer_id, customer_type, region_id, joined_on, left_on, name)
                select $mark || 'C' || number, 'individual', $region, date '2010-01-01' + cast(number as integer),
                    case when number % 3 < 2 and number // 3 % 20 < 18 then
                        date '2024-10-20' + cast(number % 3 * 365 + number * 7 % 330 as integer)
                    end,
                    $mark || ' ' || number || ' Ltd'
                from range({_EACH}) as numbers (number)""", {"mark": mark, "region": region})
        run("""insert into activity (customer_id, product_id, month, balance, fee_income)
            select customer_id, 'SAV', month,
                (1000 + hash(customer_id) % 500)
                    * case when step // 12 = fall and step % 12 >= 6 then 0.5 else 1 end,
                10 + hash(customer_id) % 50
            from (select *, cast(regexp_extract(customer_id, '[0-9]+') as integer) % 3 as fall from customers)
            cross join (select step, cast(date '2023-10-01' + to_months(cast(step as integer)) as date) as month
                from range(36) as steps (step))
            where left_on is null or month <= left_on""")
        draft.finish("leavers")
    return shelf
