"""What the studio asks of the book."""

from __future__ import annotations

from crm_core.question import Columns, Numbers, Question

ROLL = Columns.from_file(__file__, "roll.sql")
ROLL_BEFORE = Columns.from_file(__file__, "roll_before.sql")
ROLL_SIZE = Question.from_file(__file__, "roll_size.sql")
GROUPS = Question.from_file(__file__, "groups.sql")
DESKS = Question.from_file(__file__, "desks.sql")
YEARS = Question.from_file(__file__, "years.sql")
LACKING = Numbers.from_file(__file__, "lacking.sql")
HOLDS = Question.from_file(__file__, "holds.sql")
SERVED = Question.from_file(__file__, "served.sql")
HOURS = Question.from_file(__file__, "hours.sql", is_kept=True)
STAFF = Question.from_file(__file__, "staff.sql")
BRANCHES = Question.from_file(__file__, "branches.sql")
CRITERIA = Numbers.from_file(__file__, "criteria.sql", is_kept=True)
TERMS = Question.from_file(__file__, "terms.sql")
ONE_CUSTOMER = Question.from_file(__file__, "one_customer.sql")
CUSTOMERS = Question.from_file(__file__, "customers.sql")
SIZE = Question.from_file(__file__, "size.sql")
