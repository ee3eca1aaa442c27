"""A bank of three whole years in which some customers rise and some fall, and customers made up in memory."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import numpy as np

from crm_core.intake.draft import Terms, drafting
from crm_core.rooms.growth.trial.expected import Expected
from crm_core.rooms.growth.trial.learning import Learned
from crm_core.warehouse import Shelf
from tests.rooms.growth.made_up import a_trial

CUSTOMERS = 1_200
CORPORATES, NEW, GONE, LOSING = 12, 24, 12, 171
"""So many are corporate, joined in the last year, left in it, or cost more than they generate."""


def publish_planted(folder: Path, months: int = 36) -> None:
    """Customers P0000 … P1199 pay 10 to 59 a month at first. In the middle of each year those whose number ends in 0 or
    5 rise by half and those that end in 1 or 6 fall by a third; the others stay. Every seventh costs 200 a month, every
    fiftieth joined in the last year and every hundredth left in its fourth month, every hundredth is corporate, every
    third of the others a business."""
    with drafting(Shelf(folder), source="files", terms=Terms("Risers")) as draft:
        run = draft.connection.execute
        run("insert into products values ('PAY', 'Payments', 'payments')")
        run("insert into regions (region_id, name) values ('N', 'Norte'), ('S', 'Sur')")
        run(f"""insert into customers (customer_id, customer_type, region_id, joined_on, left_on, manager_id,
                size_amount)
            select 'P' || lpad(cast(number as varchar), 4, '0'),
                case when number % 100 = 3 then 'corporate' when number % 3 = 0 then 'business' else 'individual' end,
                case when number % 2 = 0 then 'N' else 'S' end,
                case when number % 50 = 49 then date '2026-02-10' else date '2010-01-01' end,
                case when number % 100 = 58 then date '2026-01-20' end,
                case when number % 4 = 0 then 'M1' end,
                1000 + hash(number) % 9000
            from range({CUSTOMERS}) as numbers (number)""")
        run(f"""insert into activity (customer_id, product_id, month, turnover, fee_income, cost_to_serve)
            select customer_id, 'PAY', month, 100,
                (10 + hash(customer_id) % 50) * power(
                    case cast(right(customer_id, 1) as integer) % 5 when 0 then 1.5 when 1 then 2 / 3.0 else 1 end,
                    (step + 6) // 12) * (1 + (hash(customer_id, step) % 100) / 1000.0),
                case when cast(right(customer_id, 4) as integer) % 7 = 2 then 200 else 0 end
            from customers
            cross join (select step, cast(date '2023-10-01' + to_months(cast(step as integer)) as date) as month
                from range({36 - months}, 36) as steps (step)) as months
            where joined_on <= month and (left_on is null or month <= left_on)""")
        draft.finish(f"risers {months}")


def made_up(seed: int = 0, count: int = 400, *, has_winner: bool = True, new: float = 0.1) -> Learned:
    """Customers with contributions, scores and types drawn at random, a part of them `new`, as `learn` gives them."""
    rng = np.random.default_rng(seed)
    contribution = np.sort(np.round(rng.normal(50, 120, count), 0))[::-1]  # whole amounts, so that some tie
    is_new = (rng.random(count) < new).astype(np.int16)
    score = np.round(rng.normal(0, 10, count)).astype(np.float32)
    today = {
        "contribution_rank": np.arange(1, count + 1, dtype=np.int32), "desk_id": rng.integers(1, 4, count),
        "type_code": rng.integers(0, 4, count).astype(np.int16), "is_new": is_new, "contribution": contribution,
        "revenue": np.abs(contribution) + 10, "cost_to_serve": np.full(count, 5, dtype=np.float32),
    }
    told = has_winner * (is_new == 0)
    read_off = Expected(np.zeros((1, 3)), np.arange(3, dtype=np.uint8)[None], np.array([100, 50, 200]),
                        np.array([25.0, 9.0, 49.0]))
    return Learned(
        last_day=dt.date(2026, 9, 30), tested_on=dt.date(2025, 9, 30), learnt_on=None,
        trial=a_trial("momentum" if has_winner else None), untold="" if has_winner else "chance", today=today,
        judged=np.flatnonzero(is_new == 0), falling=np.sort(score[is_new == 0])[::-1], quartiles=np.full(count, 100.0),
        potential=np.where(told, score, -np.inf).astype(np.float32),
        expected=np.where(told, score / 2, 0).astype(np.float32),
        pool=(has_winner * rng.integers(0, 3, count)).astype(np.uint8), read_off=read_off if has_winner else None,
        few_types=(), forecast=None, middle=np.empty(0))
