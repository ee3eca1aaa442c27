"""The data contract: every table and column that a bank's book may hold, declared once.

Validation, table definitions, the templates that users fill in and the schema page of the docs
(`docs/contract.md`) are all made from `TABLES`; a test fails when one of them drifts.

Conventions: money in the book's one currency; shares and rates are fractions 0–1; a month is its
first day; ids are text. Source: shared definition in `docs/contract.md`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from crm_core.language import N_

VERSION = 1
"""Raised when a book written by this code can no longer be read by older code, or the reverse."""

MARTS_VERSION = 13
"""Raised whenever a mart changes what it holds: a book with other marts asks to be built again."""

SQL_TYPES = {
    "text": "varchar",
    "date": "date",
    "month": "date",
    "moment": "timestamp",
    "year": "integer",
    "money": "decimal(18,2)",
    "count": "bigint",
    "number": "double",
    "rate": "double",
    "flag": "boolean",
}
"""What each kind of column is stored as. Money is exact: sums of DECIMAL never differ from run to run."""

CUSTOMER_TYPES = ("individual", "business", "corporate")
UNSTATED = "unstated"
"""What a book holds as the region or the type of a customer of whom the bank does not say it: a gap, and no value."""
UNSTATED_REGION = N_("Region not stated")
"""What a book calls the region of such customers."""
OTHER_REGIONS = N_("Other or unstated regions")
"""What an executive's book calls it: regions of few customers are joined there, and are not told (decision 164)."""
BOOK_TYPES = (*CUSTOMER_TYPES, UNSTATED)
"""The customer types that a book may hold."""
Family = Literal["deposits", "loans", "cards", "payments", "investments", "insurance"]
MarketFamily = Literal["all", Family]
"""A product family of a market, or all of them together."""
FAMILIES: tuple[Family, ...] = get_args(Family)
BOOKED_AT = ("branch", "headquarters", "customer")
GROUP_KINDS = ("household", "company group")
CREDIT_GRADES = ("A", "B", "C", "D", "E")
UNKNOWN_GRADE = "unknown"
"""The grade under which `loss_rates` may price a customer whose credit grade is missing."""


@dataclass(frozen=True)
class Column:
    """One column of a source table.

    `kind` is a key of `SQL_TYPES`. `choices` lists the only accepted values, `minimum` and `maximum`
    bound a number, `refers_to` names the `table.column` whose values it must be one of, `not_before` the column
    of the same row that holds an earlier or equal date.
    """

    name: str
    kind: str
    meaning: str
    example: str
    required: bool = False
    unit: str = ""
    choices: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    refers_to: str = ""
    not_before: str = ""

    @property
    def sql_type(self) -> str:
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """One source table. `key` names the columns that together may occur once only; empty = no key."""

    name: str
    grain: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False
    at_least_one_of: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column called `name`. Raises KeyError."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def required_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns if column.required)

    def ddl(self, name: str = "") -> str:
        """The `create table` statement of this table, optionally under another `name`."""
        columns = ", ".join(f'"{column.name}" {column.sql_type}' for column in self.columns)
        return f'create table "{name or self.name}" ({columns})'


def _id(name: str, example: str, meaning: str, *, required: bool = True, refers_to: str = "") -> Column:
    return Column(name, "text", meaning, example, required=required, refers_to=refers_to)


def _money(name: str, example: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, "money", meaning, example, required=required, unit="currency")


def _rate(name: str, example: str, meaning: str, *, required: bool = False, low: float = -1, high: float = 1) -> Column:
    return Column(name, "rate", meaning, example, required=required, unit="fraction", minimum=low, maximum=high)


CUSTOMERS = Table(
    "customers", N_("one customer"), N_("Who the customers are."), key=("customer_id",), required=True, columns=(
        _id("customer_id", "C0001", N_("the bank's own number of the customer")),
        Column("customer_type", "text", N_("the kind of customer; empty = not stated: then tiers cannot be cut by "
               "type"), "business", choices=CUSTOMER_TYPES),
        _id("region_id", "NORTE", N_("where the customer is served; empty = not stated: then the customer is in no "
            "comparison of regions"), required=False, refers_to="regions.region_id"),
        Column("joined_on", "date", N_("first day as a customer; empty = not known: then the customer counts from the "
               "first month with activity, is no new customer of any month, and tenure has no weight in the tier"),
               "2019-05-14"),
        Column("left_on", "date", N_("last day as a customer; empty while one"), "", not_before="joined_on"),
        Column("left_reason", "text", N_("why the customer left, in the bank's own words"), "better offer elsewhere"),
        Column("went_to", "text", N_("the bank that the customer went to"), "Banco del Puerto"),
        Column("name", "text", N_("name to show"), "Ferretería Soler"),
        _id("branch_id", "B011", N_("branch in charge of the customer"), required=False,
            refers_to="branches.branch_id"),
        _id("manager_id", "M007", N_("relationship manager"), required=False, refers_to="staff.manager_id"),
        Column("industry", "text", N_("economic sector"), "retail trade"),
        Column("size_amount", "money", N_("size: yearly income of a person, turnover of a firm"), "840000.00",
               unit="currency a year", minimum=0),
        Column("credit_grade", "text", N_("credit standing: A best, E worst; empty = unknown"), "B",
               choices=CREDIT_GRADES),
    ))

PRODUCTS = Table(
    "products", N_("one product"), N_("What the bank sells."), key=("product_id",), required=True, columns=(
        _id("product_id", "SAVINGS", N_("the bank's own code of the product")),
        Column("name", "text", N_("name to show"), "Savings account", required=True),
        Column("family", "text", N_("product family"), "deposits", required=True, choices=FAMILIES),
    ))

ACTIVITY = Table(
    "activity", N_("customer × product × month"), N_("What each customer did with each product in each month."),
    key=("customer_id", "product_id", "month"), required=True,
    at_least_one_of=("balance", "turnover", "net_interest_income", "fee_income", "cost_to_serve", "expected_loss"),
    columns=(
        _id("customer_id", "C0001", N_("the customer"), refers_to="customers.customer_id"),
        _id("product_id", "SAVINGS", N_("the product"), refers_to="products.product_id"),
        Column("month", "month", N_("the month, as its first day (2026-03-01), its last day, or 2026-03"), "2026-03-01",
               required=True),
        _money("balance", "15200.00", N_("the month's average balance; loans positive")),
        _money("turnover", "3100.00", N_("money moved in the month (business volume)")),
        Column("transactions", "count", N_("number of transactions"), "14", unit="transactions", minimum=0),
        _money("net_interest_income", "22.80",
               N_("net interest income of the month, against the funds-transfer price")),
        _money("fee_income", "4.50", N_("fees and commissions earned in the month")),
        _money("cost_to_serve", "6.10", N_("cost of serving the customer on this product in the month")),
        _money("expected_loss", "0.00", N_("expected credit loss of the month")),
        _money("capital", "0.00", N_("capital tied up in the month; charged at the hurdle rate, one twelfth a month")),
    ))

RATES = Table(
    "rates", N_("product × valid_from"),
    N_("The rate card: prices the rows for which the bank gives no money columns."),
    key=("product_id", "valid_from"), columns=(
        _id("product_id", "SAVINGS", N_("the product"), refers_to="products.product_id"),
        Column("valid_from", "date", N_("first day on which these rates apply"), "2024-01-01", required=True),
        _rate("margin_rate", "0.018", N_("yearly margin on balance, against the funds-transfer price")),
        _money("fee_per_transaction", "0.10", N_("fee per transaction")),
        _money("fee_per_month", "1.50", N_("fee per month")),
        _money("cost_per_transaction", "0.25", N_("cost per transaction")),
        _money("cost_per_month", "2.00", N_("cost per month of maintaining the product")),
        _rate("capital_rate", "0.00", N_("capital tied up, as a fraction of balance"), low=0),
    ))

LOSS_RATES = Table(
    "loss_rates", N_("product × credit_grade"), N_("Expected credit losses by product and grade."),
    key=("product_id", "credit_grade"), columns=(
        _id("product_id", "LOAN", N_("the product"), refers_to="products.product_id"),
        Column("credit_grade", "text", N_("grade, or 'unknown'"), "B", required=True,
               choices=(*CREDIT_GRADES, UNKNOWN_GRADE)),
        _rate("loss_rate", "0.012", N_("expected yearly loss on balance"), required=True, low=0),
    ))

REGIONS = Table(
    "regions", N_("one region"), N_("Where the bank works."), key=("region_id",), columns=(
        _id("region_id", "NORTE", N_("the region's code")),
        Column("name", "text", N_("name to show"), "Norte", required=True),
        Column("parent", "text", N_("larger region it belongs to"), "North"),
        Column("map_row", "count", N_("row of its cell in the tile map, from the top"), "0", minimum=0),
        Column("map_column", "count", N_("column of its cell in the tile map, from the left"), "2", minimum=0),
        Column("shape", "text", N_("GeoJSON geometry, longitude and latitude"), ""),
    ))

REGION_ECONOMY = Table(
    "region_economy", N_("region × year"), N_("The region's economy."), key=("region_id", "year"), columns=(
        _id("region_id", "NORTE", N_("the region"), refers_to="regions.region_id"),
        Column("year", "year", N_("calendar year"), "2025", required=True, minimum=1900, maximum=2200),
        Column("population", "count", N_("inhabitants"), "812000", unit="people", minimum=0),
        Column("gdp", "money", N_("gross domestic product"), "24100000000.00", unit="currency a year"),
        Column("businesses", "count", N_("registered businesses"), "61300", minimum=0),
        Column("mean_income", "money", N_("mean yearly income of a person"), "27400.00", unit="currency a year"),
        _rate("unemployment_rate", "0.087", N_("unemployed as a fraction of the labour force"), low=0),
    ))

REGION_INDUSTRY = Table(
    "region_industry", N_("region × year × industry"), N_("The region's economic structure."),
    key=("region_id", "year", "industry"), at_least_one_of=("employment", "output"), columns=(
        _id("region_id", "NORTE", N_("the region"), refers_to="regions.region_id"),
        Column("year", "year", N_("calendar year"), "2025", required=True, minimum=1900, maximum=2200),
        Column("industry", "text", N_("economic sector"), "manufacturing", required=True),
        Column("employment", "count", N_("people employed"), "91000", unit="people", minimum=0),
        Column("output", "money", N_("gross value added"), "4100000000.00", unit="currency a year"),
    ))

MARKET = Table(
    "market", N_("region × institution × family × period"),
    N_("What every bank of the market holds, ours included."),
    key=("region_id", "institution", "family", "period"), columns=(
        _id("region_id", "NORTE", N_("the region"), refers_to="regions.region_id"),
        Column("institution", "text", N_("name of the bank"), "Banco del Puerto", required=True),
        Column("is_own", "flag", N_("true for our own bank"), "false", required=True),
        Column("family", "text", N_("product family"), "deposits", required=True, choices=FAMILIES),
        Column("period", "date", N_("date of the reported balance"), "2025-12-31", required=True),
        Column("balance", "money", N_("reported balance"), "910000000.00", required=True, unit="currency", minimum=0),
        Column("booked_at", "text", N_("what assigns a balance to a region: its branch, the bank's headquarters or the "
               "customer's home; empty = not stated"), "branch", choices=BOOKED_AT),
    ))

OUTFLOWS = Table(
    "outflows", N_("customer × counterpart × month, or a standing order"), N_("Where the customers' money goes."),
    columns=(
        _id("customer_id", "C0001", N_("the customer"), refers_to="customers.customer_id"),
        Column("counterpart", "text", N_("the other bank"), "Banco del Puerto", required=True),
        Column("month", "month", N_("the month; empty for a standing order"), "2026-03-01"),
        Column("amount", "money", N_("money sent in the month"), "640.00", required=True, unit="currency a month"),
        Column("purpose", "text", N_("what it was for"), "household"),
    ))

BRANCHES = Table(
    "branches", N_("one branch"), N_("The branch network."), key=("branch_id",), columns=(
        _id("branch_id", "B011", N_("the branch's code")),
        Column("name", "text", N_("name to show"), "Plaza Mayor", required=True),
        _id("region_id", "NORTE", N_("the region"), refers_to="regions.region_id"),
        Column("yearly_cost", "money", N_("running cost"), "410000.00", unit="currency a year", minimum=0),
    ))

STAFF = Table(
    "staff", N_("one relationship manager"), N_("Who looks after the customers."), key=("manager_id",), columns=(
        _id("manager_id", "M007", N_("the manager's number")),
        Column("name", "text", N_("name to show"), "Inés Vidal"),
        _id("branch_id", "B011", N_("the branch"), required=False, refers_to="branches.branch_id"),
        _id("region_id", "NORTE", N_("the region"), required=False, refers_to="regions.region_id"),
        Column("capacity_hours", "number", N_("hours a year for customers"), "1100", unit="hours a year", minimum=0),
    ))

CONTACTS = Table(
    "contacts", N_("one service contact"), N_("Calls, visits and messages, with their cost in time."), columns=(
        _id("customer_id", "C0001", N_("the customer"), refers_to="customers.customer_id"),
        Column("at", "moment", N_("when it began"), "2026-03-04 10:15:00", required=True),
        Column("channel", "text", N_("branch, phone, app, visit …"), "branch", required=True),
        Column("wait_minutes", "number", N_("wait before being served"), "7.5", unit="minutes", minimum=0),
        Column("handle_minutes", "number", N_("time being served"), "11.0", unit="minutes", minimum=0),
        Column("resolved", "flag", N_("true when the matter was settled"), "true"),
        Column("technical_score", "number", N_("technical quality: what the customer received, 1–5"), "4", minimum=1,
               maximum=5),
        Column("functional_score", "number", N_("functional quality: how it was provided, 1–5"), "5", minimum=1,
               maximum=5),
    ))

GROUPS = Table(
    "groups", N_("one customer of a group"),
    N_("Who belongs together: households, and companies of one group. A customer is in one group at most."),
    key=("customer_id",), columns=(
        _id("customer_id", "C0001", N_("the customer"), refers_to="customers.customer_id"),
        _id("group_id", "G0001", N_("the group's code")),
        Column("group_name", "text", N_("name to show"), "Grupo Soler"),
        Column("kind", "text", N_("what the group is"), "company group", choices=GROUP_KINDS),
    ))

PILOTS = Table(
    "pilots", N_("pilot × branch"), N_("Where a change is being tested, and the branches it is compared with."),
    key=("pilot_id", "branch_id"), columns=(
        _id("pilot_id", "P1", N_("the pilot's code")),
        _id("branch_id", "B011", N_("the branch"), refers_to="branches.branch_id"),
        Column("name", "text", N_("what is being tested"), "Service by appointment"),
        Column("arm", "text", N_("treated, or control"), "treated", required=True, choices=("treated", "control")),
        Column("started_on", "date", N_("first day of the change"), "2025-10-01", required=True),
        Column("measure", "text", N_("the figure it should change"), "fee_income"),
    ))

PROTECTED = Table(
    "customer_protected", N_("customer × attribute"),
    N_("Protected attributes, such as gender or age band, where the bank may hold them for this: read by the fairness "
       "check of the tiers, in sums of 30 customers or more, and by no score, list, export or other page."),
    key=("customer_id", "attribute"), columns=(
        _id("customer_id", "C0001", N_("the customer"), refers_to="customers.customer_id"),
        Column("attribute", "text", N_("what is protected"), "age band", required=True),
        Column("value", "text", N_("the customer's group"), "35 to 49", required=True),
    ))

TABLES: dict[str, Table] = {
    table.name: table
    for table in (CUSTOMERS, PRODUCTS, ACTIVITY, RATES, LOSS_RATES, REGIONS, REGION_ECONOMY, REGION_INDUSTRY,
                  MARKET, OUTFLOWS, BRANCHES, STAFF, CONTACTS, GROUPS, PILOTS, PROTECTED)
}
"""Every source table by name, in the order in which they are loaded and documented."""
