"""What the studio asks of the book."""

from __future__ import annotations

from crm_core.question import Numbers, Question

STEPS = Numbers.from_file(__file__, "steps.sql")
AMOUNTS = Numbers.from_file(__file__, "amounts.sql")
INSIDE = Numbers.from_file(__file__, "inside.sql")
AT_LEAST = Numbers.from_file(__file__, "at_least.sql")
GROUPS = Question.from_file(__file__, "groups.sql")
DESKS = Question.from_file(__file__, "desks.sql")
YEARS = Question.from_file(__file__, "years.sql")
LACKING = Numbers.from_file(__file__, "lacking.sql")
MOVES = Question.from_file(__file__, "moves.sql")
HOLDS = Question.from_file(__file__, "holds.sql")
SERVED = Question.from_file(__file__, "served.sql")
HOURS = Question.from_file(__file__, "hours.sql", is_kept=True)
STAFF = Question.from_file(__file__, "staff.sql")
BRANCHES = Question.from_file(__file__, "branches.sql")
CRITERIA = Question.from_file(__file__, "criteria.sql", is_kept=True)
TERMS = Question.from_file(__file__, "terms.sql")
MOVERS = Question.from_file(__file__, "movers.sql")
PILOTS = Question.from_file(__file__, "pilots.sql")
SOME_CUSTOMERS = Question.from_file(__file__, "some_customers.sql")
SOME_SERVED = Question.from_file(__file__, "some_served.sql")
WHO_IS_THERE = Question.from_file(__file__, "who_is_there.sql")
LAST_DAY = Question.from_file(__file__, "last_day.sql", is_kept=True)
CUSTOMERS = Question.from_file(__file__, "customers.sql")
SIZE = Question.from_file(__file__, "size.sql")
