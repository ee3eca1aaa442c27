"""What the studio asks of the book."""

from __future__ import annotations

from crm_core.question import Numbers, Question

STEPS = Numbers.beside(__file__, "steps.sql")
AMOUNTS = Numbers.beside(__file__, "amounts.sql")
INSIDE = Numbers.beside(__file__, "inside.sql")
AT_LEAST = Numbers.beside(__file__, "at_least.sql")
GROUPS = Question.beside(__file__, "groups.sql")
DESKS = Question.beside(__file__, "desks.sql")
YEARS = Question.beside(__file__, "years.sql")
LACKING = Numbers.beside(__file__, "lacking.sql")
MOVES = Question.beside(__file__, "moves.sql")
HOLDS = Question.beside(__file__, "holds.sql")
SERVED = Question.beside(__file__, "served.sql")
HOURS = Question.beside(__file__, "hours.sql", is_kept=True)
STAFF = Question.beside(__file__, "staff.sql")
BRANCHES = Question.beside(__file__, "branches.sql")
TERMS = Question.beside(__file__, "terms.sql")
ONE_CUSTOMER = Question.beside(__file__, "one_customer.sql")
CUSTOMERS = Question.beside(__file__, "customers.sql")
SIZE = Question.beside(__file__, "size.sql")
