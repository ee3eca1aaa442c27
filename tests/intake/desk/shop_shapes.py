"""The same for shops, whose sales are the activity of their customers."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

import xlsxwriter

from tests.intake.desk.bank_shapes import CITIES, Expected, text


def retail_log(folder: Path) -> Expected:
    """Lines of invoices, a fifth of them of nobody, some cancelled; numbers of customers with decimals."""
    rows = [(f"{'C' if number % 17 == 0 else ''}{536365 + number // 3}", f"85{number % 90:03}A",
             f"WHITE LANTERN, {number}",
             -2 if number % 17 == 0 else 1 + number % 5, f"{1 + number % 12}/{1 + number % 28}/2010 8:26", 2.55,
             "" if number % 5 == 0 else f"{17850 + number % 40}.0", ("United Kingdom", "France")[number % 2])
            for number in range(1, 400)]
    header = ("Invoice", "StockCode", "Description", "Quantity", "InvoiceDate", "Price", "Customer ID", "Country")
    quoted = [(*row[:2], f'"{row[2]}"', *row[3:]) for row in rows]
    (folder / "online_retail_II.csv").write_text(text([header, *quoted]))
    known = [row for row in rows if row[6]]
    return Expected(len({row[6] for row in known}), round(sum(row[3] * row[5] for row in known), 2), questions=1)


def fixed_width(folder: Path) -> Expected:
    rows = [(1 + number % 30, dt.date(1997, 1, 1) + dt.timedelta(days=number * 3), 1 + number % 4, 11.77 + number)
            for number in range(150)]
    (folder / "CDNOW_master.txt").write_text("".join(
        f" {who:05} {day:%Y%m%d} {units:2} {amount:7.2f}\n" for who, day, units, amount in rows))
    return Expected(30, round(sum(row[3] for row in rows), 2))


def workbook_of_a_shop(folder: Path) -> Expected:
    """Notes above every header, prospects without a number, statuses, and hundreds of articles beside few brands."""
    note = ["Note: The data in this document is reflective of a hypothetical situation and client."]
    sales = [(number, number % 101, 1 + number % 40, dt.date(2017, 1 + number % 12, 1 + number % 28),
              number % 2 == 0, "Cancelled" if number % 9 == 0 else "Approved", ("Solex", "Trek", "Giant")[number % 3],
              "Standard", "medium", 71.49 + number, 53.62) for number in range(1, 300)]
    sheets: dict[str, list[Sequence[object]]] = {
        "Title Sheet": [["Sprocket"], ["Data quality"]],
        "Transactions": [note, ["transaction_id", "product_id", "customer_id", "transaction_date", "online_order",
                                "order_status", "brand", "product_line", "product_class", "list_price",
                                "standard_cost"], *sales],
        "NewCustomerList": [note, ["first_name", "last_name", "gender", "DOB", "state", "", "Rank", "Value"],
                            *(["Ana", "Mena", "F", "1957-07-12", "QLD", 0.5, 1, 1.7] for _ in range(9))],
        "CustomerDemographic": [note, ["customer_id", "first_name", "last_name", "gender", "wealth_segment", "tenure"],
                                *([number, "Ana", f"Mena{number}", "F", "Mass", 11] for number in range(1, 41))],
        "CustomerAddress": [note, ["customer_id", "address", "postcode", "state", "country"],
                            *([number, "060 M", 2016, CITIES[number % 3], "Australia"] for number in range(1, 41))],
    }
    with xlsxwriter.Workbook(folder / "raw_data.xlsx", {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return Expected(40, round(sum(row[9] for row in sales), 2), questions=1, products=3)


def orders_and_their_lines(folder: Path) -> Expected:
    """Lines name an order, orders name a customer and a day; a table is called as one of the contract's by chance."""
    connection = sqlite3.connect(folder / "northwind.db")
    lines = [(10248 + number % 100, number % 77, 14.5, 1 + number % 9, 0) for number in range(250)]
    for sql, rows in (
            ("Customers (CustomerID text, CompanyName text, City text, Region text, Country text)",
             [(f"ALF{number:02}", f"Company {number}", CITIES[number % 3], None, "Spain") for number in range(20)]),
            ("Orders (OrderID int, CustomerID text, EmployeeID int, OrderDate text, ShippedDate text, Freight real)",
             [(10248 + number, f"ALF{number % 20:02}", number % 5, f"2016-{1 + number % 12:02}-{1 + number % 28:02}",
               None, 32.38) for number in range(100)]),
            ('"Order Details" (OrderID int, ProductID int, UnitPrice real, Quantity int, Discount real)', lines),
            ("Products (ProductID int, ProductName text, CategoryID int, UnitPrice real)",
             [(number, f"Chai {number}", number % 8, 18) for number in range(77)]),
            ("Regions (RegionID int, RegionDescription text)", [(1, "Eastern"), (2, "Western")])):
        connection.execute(f"create table {sql}")
        name = sql.partition(" (")[0]
        connection.executemany(f"insert into {name} values ({', '.join('?' * len(rows[0]))})", rows)
    connection.commit()
    connection.close()
    return Expected(20, round(sum(row[2] * row[3] for row in lines), 2))


def payments_of_orders(folder: Path) -> Expected:
    """Three files chained by keys: payments, orders with many dates, customers."""
    rows = [(f"e{number % 50:03}", 1 + number // 50, "credit_card", 8, 99.33 + number) for number in range(70)]
    (folder / "olist_order_payments_dataset.csv").write_text(text(
        [("order_id", "payment_sequential", "payment_type", "payment_installments", "payment_value"), *rows],
        quoted=True))
    (folder / "olist_orders_dataset.csv").write_text(text(
        [("order_id", "customer_id", "order_status", "order_purchase_timestamp", "order_approved_at"),
         *((f"e{number:03}", f"c{number:03}", "delivered", f"2017-{1 + number % 12:02}-{1 + number % 28:02} 10:56:33",
            "2017-10-02 11:07:15") for number in range(50))], quoted=True))
    (folder / "olist_customers_dataset.csv").write_text(text(
        [("customer_id", "customer_unique_id", "customer_zip_code_prefix", "customer_city", "customer_state"),
         *((f"c{number:03}", f"u{number:03}", "14409", "franca", CITIES[number % 3]) for number in range(50))]))
    return Expected(50, round(sum(row[4] for row in rows), 2))


def spending_by_article(folder: Path) -> Expected:
    """What each customer spent on what, in columns; no date but that of joining."""
    rows = [(number, 1957, "Graduation", 58138, f"{4 + number % 20:02}-09-2012", 58, 635 + number, 88, 1)
            for number in range(5, 90)]
    (folder / "marketing_campaign.csv").write_text(text(
        [("ID", "Year_Birth", "Education", "Income", "Dt_Customer", "Recency", "MntWines", "MntFruits", "Response"),
         *rows], sep="\t"))
    spent = sum(row[6] + row[7] for row in rows)
    return Expected(85, spent, answers={"amounts of": "2014-06"}, questions=1, products=2)


SHOPS: dict[str, Callable[[Path], Expected]] = {each.__name__: each for each in (
    retail_log, fixed_width, workbook_of_a_shop, orders_and_their_lines, payments_of_orders, spending_by_article)}
