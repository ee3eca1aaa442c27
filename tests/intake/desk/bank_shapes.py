"""Small invented files in the shapes of public data sets of banks: their columns, their ways of writing, and what a
book of them must hold. None of their rows is real."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

CITIES = ("Norte", "Sur", "Este")


@dataclass(frozen=True)
class Expected:
    """What a book of the files holds. `answers` are given to the questions whose sentences contain their keys."""

    customers: int
    turnover: float = 0.0
    balance: float = 0.0
    answers: dict[str, str] = field(default_factory=dict)
    questions: int = 0
    products: int = 1


def text(rows: Iterable[Sequence[object]], *, sep: str = ",", quoted: bool = False) -> str:
    def one(value: object) -> str:
        return f'"{value}"' if quoted and isinstance(value, str) else str(value)

    return "".join(sep.join(map(one, row)) + "\n" for row in rows)


def churn(folder: Path) -> Expected:
    header = ("RowNumber", "CustomerId", "Surname", "CreditScore", "Geography", "Gender", "Age", "Tenure", "Balance",
              "NumOfProducts", "HasCrCard", "IsActiveMember", "EstimatedSalary", "Exited")
    rows = [(number, 15634600 + number * 7, f"Hargrave{number % 60}", 500 + number, ("France", "Spain",
                                                                                     "Germany")[number % 3],
             "Female", 30 + number % 40, number % 10, 0 if number % 3 == 0 else 83807.86 + number, 1 + number % 2,
             number % 2,
             1, 101348.88 + number, number % 2) for number in range(1, 120)]
    (folder / "Churn_Modelling.csv").write_text(text([header, *rows]))
    return Expected(len(rows), balance=round(sum(row[8] for row in rows), 2), answers={"balances": "2026-03"},
                    questions=1)


def card_customers(folder: Path) -> Expected:
    header = ("CLIENTNUM", "Attrition_Flag", "Customer_Age", "Gender", "Dependent_count", "Education_Level",
              "Marital_Status", "Income_Category", "Card_Category", "Months_on_book", "Total_Relationship_Count",
              "Months_Inactive_12_mon", "Contacts_Count_12_mon", "Credit_Limit", "Total_Revolving_Bal",
              "Avg_Open_To_Buy", "Total_Amt_Chng_Q4_Q1", "Total_Trans_Amt", "Total_Trans_Ct", "Total_Ct_Chng_Q4_Q1",
              "Avg_Utilization_Ratio")
    rows = [(768805383 + number * 9, "Existing Customer", 45, "M", 3, "High School", "Married", "$60K - $80K",
             ("Blue", "Gold", "Silver")[number % 3], 39, 5, 1, 3, 12691.0, 777 + number, 11914.0, 1.335,
             1144 + number, 42,
             1.625, 0.061) for number in range(1, 90)]
    (folder / "BankChurners.csv").write_text(text([header, *rows], quoted=True))
    return Expected(len(rows), sum(row[17] for row in rows), sum(row[14] for row in rows), {"balances": "2026-03"}, 2,
                    3)


def wide_products(folder: Path) -> Expected:
    """A row a customer and month, a column of 0 and 1 a product."""
    products = ("ind_ahor_fin_ult1", "ind_cco_fin_ult1", "ind_hip_fin_ult1", "ind_tjcr_fin_ult1", "ind_fond_fin_ult1")
    header = ("fecha_dato", "ncodpers", "ind_empleado", "pais_residencia", "sexo", "age", "fecha_alta", "ind_nuevo",
              "antiguedad", "canal_entrada", "nomprov", "ind_actividad_cliente", "renta", "segmento", *products)
    rows = [(day, 1375586 + who, "N", "ES", "H", f" {30 + who}", "2015-01-12", 0, "      6", "KHL", CITIES[who % 3],
             1,
             87218.1 + who, "02 - PARTICULARES", who % 2, 1, 0, int(who % 3 == 0), 0)
            for day in ("2016-01-28", "2016-02-28") for who in range(40)]
    (folder / "train_ver2.csv").write_text(text([header, *rows]))
    return Expected(40, balance=sum(sum(row[14:]) for row in rows), questions=1, products=5)


def transactions_with_balances(folder: Path) -> Expected:
    header = ("TransactionID", "CustomerID", "CustomerDOB", "CustGender", "CustLocation", "CustAccountBalance",
              "TransactionDate", "TransactionTime", "TransactionAmount (INR)")
    rows = [(f"T{number}", f"C{5841000 + number * 13}", "10/1/94", "F", ("JAMSHEDPUR", "JHAJJAR",
                                                                         "MUMBAI")[number % 3],
             17819.05 + number, f"{1 + number % 28}/{8 + number % 3}/16", 143207, 25 + number * 1.5)
             for number in range(300)]
    (folder / "bank_transactions.csv").write_text(text([header, *rows]))
    return Expected(300, round(sum(row[8] for row in rows), 2))


def laundering(folder: Path) -> Expected:
    """Two columns of one name, two amounts, and currencies that differ."""
    header = ("Timestamp", "From Bank", "Account", "To Bank", "Account", "Amount Received", "Receiving Currency",
              "Amount Paid", "Payment Currency", "Payment Format", "Is Laundering")
    rows = [(f"2022/09/{1 + number % 28:02} 00:{number % 60:02}", f"{10 + number % 5:06}", f"8000EBD{number % 25:02}",
             "00012",
             f"8000F5{number % 31:03}", 3697.34 + number, "US Dollar" if number % 9 else "Euro", 3697.34 + number,
             "US Dollar" if number % 9 else "Euro", "Reinvestment", 0) for number in range(200)]
    (folder / "HI-Small_Trans.csv").write_text(text([header, *rows]))
    taken = [row[7] for row in rows if row[8] == "US Dollar"]
    return Expected(25, round(sum(taken), 2), answers={"currencies": "US Dollar"}, questions=2)


def czech(folder: Path) -> Expected:
    """Seven files of which only two know each other's customers; days as YYMMDD, accounts of two people."""
    def asc(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        lines = [";".join(f'"{each}"' for each in header)]
        lines += [";".join(f'"{each}"' if isinstance(each, str) else str(each) for each in row) for row in rows]
        (folder / f"{name}.asc").write_text("\n".join(lines) + "\n")

    accounts = range(1, 41)
    asc("account", ("account_id", "district_id", "frequency", "date"),
        [(each, 1 + each % 7, "POPLATEK MESICNE", f"93{1 + each % 12:02}{1 + each % 28:02}") for each in accounts])
    asc("client", ("client_id", "birth_number", "district_id"),
        [(each, f"{50 + each % 40}{1 + each % 12 + 50 * (each % 2):02}13", 1 + each % 7) for each in range(1, 51)])
    asc("disp", ("disp_id", "client_id", "account_id", "type"),
        [*((each, each, each, "OWNER") for each in accounts), *((40 + each, 40 + each, each, "DISPONENT")
                                                                for each in range(1, 11))])
    asc("district", tuple(f"A{number}" for number in range(1, 5)),
        [(each, f"Okres {each}", ("Prague", "south Bohemia")[each % 2], 70000 + each) for each in range(1, 8)])
    asc("order", ("order_id", "account_id", "bank_to", "account_to", "amount", "k_symbol"),
        [(each, each, "YZ", 87144583 + each, 2452.0 + each, "SIPO") for each in accounts])
    asc("card", ("card_id", "disp_id", "type", "issued"),
        [(each, each, "classic", f"9310{10 + each} 00:00:00") for each in range(1, 9)])
    loans = [(each, each, f"940{each}{10 + each}", 96396 + each, 12, 8033.0, "B") for each in range(1, 9)]
    asc("loan", ("loan_id", "account_id", "date", "amount", "duration", "payments", "status"), loans)
    moves = [(number, 1 + number % 40, f"93{1 + number % 12:02}{1 + number % 28:02}", ("PRIJEM", "VYDAJ")[number % 2],
              "VKLAD", 1000.0 + number, 2000.0 + number, "", "", "") for number in range(400)]
    asc("trans", ("trans_id", "account_id", "date", "type", "operation", "amount", "balance", "k_symbol", "bank",
                  "account"),
        moves)
    return Expected(50, sum(row[5] for row in moves) + sum(row[3] for row in loans), questions=1, products=2)


def numbered_months(folder: Path) -> Expected:
    """Bills and payments of six months that only a number tells apart."""
    header = ("ID", "LIMIT_BAL", "SEX", "EDUCATION", "MARRIAGE", "AGE", "PAY_0", *(f"BILL_AMT{n}" for n in (1, 2, 3)),
              *(f"PAY_AMT{n}" for n in (1, 2, 3)), "default payment next month")
    rows = [(number, 20000, 2, 2, 1, 24, 2, 3913 + number, 3102, 689, 0, 689 + number, 100, 1) for number in range(1,
                                                                                                                   60)]
    (folder / "UCI_Credit_Card.csv").write_text(text([header, *rows]))
    answers = {"AMT1": "2005-09", "AMT2": "2005-08", "AMT3": "2005-07"}
    return Expected(59, sum(sum(row[10:13]) for row in rows), sum(sum(row[7:10]) for row in rows), answers, 3)


def spanish_core(folder: Path) -> Expected:
    """Charges and credits in columns of their own, customers and their account in one file, numbers as Spain writes."""
    (folder / "maestro_clientes.txt").write_bytes(text(
        [("COD_CLIENTE", "NOMBRE COMPLETO", "TIPO PERSONA", "FEC_ALTA", "OFICINA", "GESTOR", "RENTA ANUAL"),
         *((f"{number:06}", f"Muñoz Peña {number}", ("FÍSICA", "JURÍDICA")[number % 2],
            f"{1 + number % 28:02}.03.2015",
            f"{100 + number % 3}", f"G{number % 4}", f"{20 + number}.500,50") for number in range(1, 31))], sep="|",
    ).encode("cp1252"))
    moves = [(f"{1 + number % 30:06}", f"{1 + number % 28:02}.{1 + number % 6:02}.2026", "RECIBO",
              f"1.{number:03},25" if number % 2 else "", "" if number % 2 else f"{number},10")
              for number in range(240)]
    (folder / "movimientos_cuentas.txt").write_bytes(text(
        [("CLIENTE", "FECHA OPERACION", "CONCEPTO", "CARGO", "ABONO"), *moves], sep="|").encode("cp1252"))
    amounts = [float((row[3] or row[4]).replace(".", "").replace(",", ".")) for row in moves]
    return Expected(30, round(sum(amounts), 2))


def german_months(folder: Path) -> Expected:
    """A file a month, balances of accounts, months as words."""
    rows = [(f"DE{number:04}", 1 + number // 2, ("Girokonto", "Sparkonto", "Darlehen")[number % 3], f"{number},50",
             month)
            for month in ("Jan 2026", "Feb 2026", "Mär 2026") for number in range(60)]
    for month in ("Jan 2026", "Feb 2026", "Mär 2026"):
        part = [row for row in rows if row[4] == month]
        (folder / f"Konten_{('Jan 2026', 'Feb 2026', 'Mär 2026').index(month) + 1}.csv").write_text(text(
            [("Kontonummer", "Kundennr", "Kontoart", "Kontostand", "Monat"), *part], sep=";"), "utf-8")
    (folder / "Kunden.csv").write_text(text(
        [("KUNDENNR", "Vorname", "Nachname", "Bundesland", "Eröffnungsdatum"),
         *((number, "Anna", f"Müller{number}", ("Bayern", "Hessen")[number % 2], f"{1 + number % 28:02}.02.2010")
           for number in range(1, 31))],
        sep=";"), "utf-8")
    return Expected(30, balance=round(sum(float(row[3].replace(",", ".")) for row in rows), 2), products=3)


def wide_balances(folder: Path) -> Expected:
    """Products and months in one name: a balance and a turnover for each month of a year that is written."""
    months = ("ene-26", "feb-26", "mar-26")
    header = ("NIF", "Cliente", "Provincia", *(f"Saldo {each}" for each in months), *(f"Ventas {each}"
                                                                                      for each in months))
    rows = [(f"B{number:08}", number, CITIES[number % 3], *(1000.5 + number,) * 3, *(10.25 + number,) * 3)
            for number in range(1, 51)]
    (folder / "cartera.csv").write_text(text([header, *rows]))
    return Expected(50, round(sum(sum(row[6:]) for row in rows), 2), round(sum(sum(row[3:6]) for row in rows), 2))


def year_and_month(folder: Path) -> Expected:
    """The year and the month in columns of their own, the products in a file of theirs."""
    rows = [(2025 + number // 240, 1 + number // 20 % 12, f"{number % 20:05}", ("CA", "PP")[number % 2], 100.5 + number)
            for number in range(360)]
    (folder / "saldos_medios.csv").write_text(text([("ANIO", "MES", "CLIENTE", "COD_PRODUCTO", "SALDO_MEDIO"), *rows]))
    products = [("CA", "Cuenta de ahorro", "Ahorro"), ("PP", "Hipoteca fija", "Préstamos")]
    (folder / "productos.csv").write_text(text([("COD_PRODUCTO", "DESCRIPCION", "FAMILIA"), *products]), "utf-8")
    return Expected(20, balance=round(sum(row[4] for row in rows), 2), products=2)


def sheet_of_everything(folder: Path) -> Expected:
    """One row a customer, with three balances of products named beside them, and the last movement."""
    header = ("Customer ID", "First Name", "Last Name", "Age", "City", "Contact Number", "Account Type",
              "Account Balance", "Date Of Account Opening", "Last Transaction Date", "TransactionID",
              "Transaction Date", "Transaction Type", "Transaction Amount", "Account Balance After Transaction",
              "Branch ID", "Loan ID", "Loan Amount", "Loan Type", "Interest Rate", "Loan Term", "CardID", "Card Type",
              "Credit Limit", "Credit Card Balance", "Minimum Payment Due", "Payment Due Date", "Rewards Points")
    rows = [(number, "Joshua", f"Hall{number}", 45, CITIES[number % 3], 19458794854, ("Current", "Savings")[number % 2],
             1313.38 + number, f"{1 + number % 12}/{1 + number % 28}/2006", f"{1 + number % 12}/2/2023", number,
             f"{1 + number % 12}/{1 + number % 28}/2023", "Deposit", 1457.61 + number, 172 + number, number % 90,
             number,
             26585.23 + number, ("Mortgage", "Auto")[number % 2], 3.37, 36, number, ("AMEX", "Visa")[number % 2], 4000,
             4524.32 + number, 226.22, f"{1 + number % 12}/1/2023", 8142) for number in range(1, 120)]
    (folder / "Comprehensive_Banking_Database.csv").write_text(text([header, *rows]))
    held = sum(row[7] + row[17] + row[24] for row in rows)
    return Expected(119, round(sum(row[13] for row in rows), 2), round(held, 2), {"balances": "2023-12"}, 1, 6)


def card_payments(folder: Path) -> Expected:
    """Payments of cards whose owners are in the row and have no number."""
    header = ("", "trans_date_trans_time", "cc_num", "merchant", "category", "amt", "first", "last", "gender", "street",
              "city", "state", "zip", "lat", "long", "city_pop", "job", "dob", "trans_num", "unix_time", "merch_lat",
              "is_fraud")
    rows = [(number, f"2019-{1 + number % 12:02}-{1 + number % 28:02} 00:00:18", 2703186189652095 + number % 30,
             "fraud_Rippin", "misc_net", 4.97 + number, f"Jen{number % 30}", "Banks", "F", "561 Perry", "Moravian",
             CITIES[number % 3], 28654, 36.07, -81.17, 3495, "Nurse", "1988-03-09", f"0b24{number:04}",
             1325376018 + number, 36.01, 0) for number in range(300)]
    (folder / "fraudTrain.csv").write_text(text([header, *rows]))
    return Expected(30, round(sum(row[5] for row in rows), 2), questions=1)


def rows_without_a_number(folder: Path) -> Expected:
    """Nobody has a number; months and days without a year are of calls, and of no balance."""
    header = ("age", "job", "marital", "education", "default", "balance", "housing", "loan", "contact", "day", "month",
              "duration", "campaign", "pdays", "previous", "poutcome", "y")
    rows = [(20 + number, "management", "married", "tertiary", "no", number * 10 - 50, "yes", "no", "unknown", 5, "may",
             261, 1, -1, 0, "unknown", "no") for number in range(70)]
    (folder / "bank-full.csv").write_text(text([header, *rows], sep=";", quoted=True))
    return Expected(70, balance=sum(row[5] for row in rows), answers={"balances": "2012-06"}, questions=2)


BANKS: dict[str, Callable[[Path], Expected]] = {each.__name__: each for each in (
    churn, card_customers, wide_products, transactions_with_balances, laundering, czech, numbered_months, spanish_core,
    german_months, wide_balances, year_and_month, sheet_of_everything, card_payments,
    rows_without_a_number)}
