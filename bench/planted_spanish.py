"""Customers of a Spanish bank with planted duplicates: families, namesakes, companies of one group, and clerks' slips.

Whoever is there twice is known (`truth`), so that a search for duplicates can be judged. Nothing here is read by it.
"""

from __future__ import annotations

import datetime as dt
import itertools
import random
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

Pairs = set[tuple[str, str]]

WORDS = tomllib.loads(Path(__file__).with_name("planted_words.toml").read_text(encoding="utf-8"))
_HERE = WORDS["spanish"]
SURNAMES, TRADES, STREETS, SYLLABLES = (_HERE[name] for name in ("surnames", "trades", "streets", "syllables"))
GIVEN = {"m": _HERE["men"], "f": _HERE["women"]}

SHORT = {"María": "Mª", "Francisco": "Fco.", "José": "J.", "Fernández": "Fdez.", "Rodríguez": "Rguez.",
         "González": "Glez.", "Martínez": "Mtnez.", "Hernández": "Hdez.", "Sánchez": "Schez.", "García": "Gcia."}
NICK = {"Francisco": "Paco", "José": "Pepe", "Manuel": "Manolo", "Ignacio": "Nacho", "Dolores": "Lola",
        "Concepción": "Concha", "Pilar": "Pili", "Javier": "Javi", "Enrique": "Quique", "Rafael": "Rafa"}
TOWNS = tuple(f"{a}{b}" for a in ("Villa", "Torre", "Monte", "Fuente", "Val", "Castro", "Peña", "Puente") for b in
              ("nueva", "mayor", "real", "flor", "clara", "hermosa", "rubia", "seca"))
MAILS = ("gmail.com", "hotmail.com", "yahoo.es", "outlook.es", "telefonica.net")


@dataclass
class Planted:
    """`customers` as a book or a bank's file has them; `truth` holds the pairs of ids that are one customer."""

    customers: pd.DataFrame
    truth: Pairs = field(default_factory=set)


def planted(customers: int, seed: int, *, duplicated: float = 0.05) -> Planted:
    """At least `customers` rows, of which about `duplicated` are second or third rows of somebody."""
    chance = random.Random(seed)
    maker = _Maker(chance)
    rows: list[dict[str, Any]] = []
    groups: list[list[int]] = []
    for person in maker.everybody():
        if len(rows) >= customers:
            break
        first = len(rows)
        rows.append(person)
        if chance.random() < duplicated:
            rows.extend(maker.again(person) for _ in range(2 if chance.random() < 0.08 else 1))
            groups.append(list(range(first, len(rows))))
    order = list(range(len(rows)))
    chance.shuffle(order)  # the ids tell nothing
    ids = {place: f"C{number:07d}" for number, place in enumerate(order)}
    truth = {tuple(sorted((ids[a], ids[b]))) for group in groups for a, b in itertools.combinations(group, 2)}
    table = pd.DataFrame([{"customer_id": ids[place], **row} for place, row in enumerate(rows)])
    columns = table.drop(columns="sex").sort_values("customer_id", ignore_index=True)
    return Planted(columns, truth)  # type: ignore[arg-type]


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.domains: dict[str, int] = {}
        self.rare = ["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()
                     for _ in range(9000)]

    def everybody(self) -> Iterator[dict[str, Any]]:
        while True:
            yield from (self._companies() if self.chance.random() < 0.12 else self._family())

    def _surname(self) -> str:
        if self.chance.random() < 0.35:
            return self.rare[int(len(self.rare) * self.chance.random() ** 2)]
        return SURNAMES[int(len(SURNAMES) * self.chance.random() ** 2.2)]

    def _given(self, sex: str) -> str:
        names = GIVEN[sex]
        first = names[int(len(names) * self.chance.random() ** 1.7)]
        if self.chance.random() < 0.25:
            return f"{first} {self.chance.choice(names[:15])}"
        return first

    def _address(self) -> str:
        chance = self.chance
        street = chance.choice(STREETS) if chance.random() < 0.6 else f"{chance.choice(self.rare)}"
        kind = chance.choices(("Calle", "Avenida", "Plaza"), (8, 2, 1))[0]
        return (f"{kind} {street} {chance.randint(1, 140)}, {chance.randint(1, 9)}º {chance.choice('ABCD')}, "
                f"{chance.randint(1000, 52999):05d} {chance.choice(TOWNS)}")

    def _phone(self) -> str:
        return f"{self.chance.choice('6679')}{self.chance.randint(0, 99_999_999):08d}"

    def _tax(self, prefix: str = "") -> str:
        number = self.chance.randint(0, 9_999_999 if prefix else 99_999_999)
        if prefix:
            return f"{prefix}{number:07d}{number % 7}"
        return f"{number:08d}{'TRWAGMYFPDXBNJZSQVHLCKE'[number % 23]}"

    def _day(self, first: int, last: int) -> dt.date:
        return dt.date(first, 1, 1) + dt.timedelta(days=self.chance.randrange((last - first + 1) * 365))

    def _maybe(self, value: Any, share: float) -> Any:
        return value if self.chance.random() < share else None

    def _row(self, **row: Any) -> dict[str, Any]:
        region = self.chance.randrange(12)
        return {"joined_on": self._day(1995, 2025), "region_id": f"R{region:02d}",
                "branch_id": f"B{region:02d}{self.chance.randrange(8)}",
                "size_amount": self._maybe(float(round(self.chance.lognormvariate(10, 0.5), -2)), 0.8), **row}

    def _family(self) -> Iterator[dict[str, Any]]:
        chance = self.chance
        address, phone = self._address(), self._phone()
        father, mother = (self._surname(), self._surname()), (self._surname(), self._surname())
        people: list[tuple[str, str, int]] = [(chance.choice("mf"), "", chance.randint(1940, 1985))]
        kind = chance.random()
        if kind < 0.55:
            people = [("m", "", 1955 + chance.randrange(25)), ("f", "", 1955 + chance.randrange(25))]
            people += [(chance.choice("mf"), "child", 1985 + chance.randrange(20))
                       for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
        given_father = self._given("m")
        joint = self._row()
        for sex, role, born in people:
            given = given_father if sex == "m" and (not role or chance.random() < 0.15) else self._given(sex)
            names = (father[0], mother[0]) if role else (father if sex == "m" else mother)
            name = f"{given} {names[0]} {names[1]}"
            mail = f"{folded(given.split()[0])}.{folded(names[0])}{chance.randint(1, 99)}@{chance.choice(MAILS)}"
            yield self._row(
                sex=sex, customer_type="individual", name=name, tax_id=self._maybe(self._tax(), 0.9),
                birth_date=self._maybe(self._day(born, born), 0.92), address=self._maybe(address, 0.95),
                email=self._maybe(mail, 0.6),
                phone=self._maybe(phone if chance.random() < 0.5 else self._phone(), 0.85),
                region_id=joint["region_id"], branch_id=joint["branch_id"], industry=None)

    def _companies(self) -> Iterator[dict[str, Any]]:
        chance = self.chance
        house, address, phone = self._surname(), self._address(), self._phone()
        trades = chance.sample(TRADES, 1 if chance.random() < 0.8 else chance.choice((2, 3)))
        joint = self._row()
        for trade in trades:
            style = chance.random()
            core = (f"{trade} {house}" if style < 0.6 else f"{trade} {house} e Hijos" if style < 0.75 else
                    f"{house} y {self._surname()} {trade}")
            form = chance.choices(("S.L.", "S.A.", "S.L.U.", "C.B."), (7, 2, 1, 1))[0]
            domain = f"{folded(trade)}{folded(house)}"
            self.domains[domain] = self.domains.get(domain, 0) + 1
            domain += str(self.domains[domain]) if self.domains[domain] > 1 else ""
            yield self._row(
                sex="", customer_type="business", name=f"{core}, {form}", tax_id=self._maybe(self._tax("B"), 0.93),
                birth_date=None, address=self._maybe(address, 0.95), industry=trade.lower(),
                email=self._maybe(f"info@{domain}.es", 0.6), phone=self._maybe(phone, 0.9),
                region_id=joint["region_id"], branch_id=joint["branch_id"])

    def again(self, person: dict[str, Any]) -> dict[str, Any]:
        """The same customer as another clerk entered them."""
        chance = self.chance
        new = self._row()
        name = self._company(person["name"]) if person["customer_type"] == "business" else self._person(person)
        row = {**person, "name": name, "joined_on": person["joined_on"] if chance.random() < 0.2 else new["joined_on"]}
        if chance.random() < 0.25:
            row |= {"region_id": new["region_id"], "branch_id": new["branch_id"]}
        row["size_amount"] = self._maybe(person["size_amount"] if chance.random() < 0.35 else new["size_amount"], 0.7)
        row["tax_id"] = self._maybe(self._slipped(person["tax_id"], 0.10), 0.75)
        row["birth_date"] = self._maybe(self._date(person["birth_date"]), 0.85)
        row["address"] = self._maybe(self._address_again(person["address"]), 0.88)
        row["email"] = self._maybe(self._slipped(person["email"], 0.04), 0.5) if chance.random() < 0.75 else None
        phone = self._phone() if chance.random() < 0.25 else self._slipped(person["phone"], 0.04)
        row["phone"] = self._maybe(phone, 0.8)
        return row

    def _slipped(self, text: str | None, share: float) -> str | None:
        return slip(text, self.chance) if text and self.chance.random() < share else text

    def _date(self, day: dt.date | None) -> dt.date | None:
        draw = self.chance.random()
        if not day or draw > 0.07:
            return day
        if draw < 0.03 and day.day <= 12:
            return day.replace(month=day.day, day=day.month)
        return day + dt.timedelta(days=self.chance.choice((-10, 10, 1, -1, 365, 3652)))

    def _address_again(self, address: str | None) -> str | None:
        chance = self.chance
        if not address or chance.random() < 0.18:
            return self._address()
        for long, short in (("Calle", "C/"), ("Avenida", "Avda."), ("Plaza", "Pza.")):
            if chance.random() < 0.5:
                address = address.replace(long, short)
        if chance.random() < 0.3:
            address = address.replace("º ", " ")
        if chance.random() < 0.3:
            address = address.rsplit(",", 1)[0]  # without the town
        return folded(address).upper() if chance.random() < 0.4 else address

    def _company(self, name: str) -> str:
        chance = self.chance
        core, form = name.rsplit(", ", 1)
        draw = chance.random()
        form = "" if draw < 0.3 else form.replace(".", "") if draw < 0.6 else form
        if chance.random() < 0.15:
            core = core.replace("Construcciones", "Constr.").replace("Transportes", "Tptes.").replace(" e Hijos", "")
        core = slip(core, chance) if chance.random() < 0.15 else core
        whole = f"{core} {form}".strip()
        return folded(whole).upper() if chance.random() < 0.5 else whole

    def _person(self, person: dict[str, Any]) -> str:
        chance = self.chance
        words = person["name"].split()
        given, first, second = words[:-2], words[-2], words[-1]
        if chance.random() < 0.12:
            given = [SHORT.get(each, each) for each in given]
            first, second = SHORT.get(first, first), SHORT.get(second, second)
        elif chance.random() < 0.05:
            given = [NICK.get(each, each) for each in given]
        elif chance.random() < 0.05:
            given = [f"{given[0][0]}."]
        if len(given) > 1 and chance.random() < 0.2:
            given = given[:1]
        if person["sex"] == "f" and chance.random() < 0.04:
            second = f"de {self._surname()}"  # by her husband's
        if chance.random() < 0.13:
            second = ""
        whole = " ".join([*given, first, second]).strip()
        if chance.random() < 0.3:
            whole = f"{first} {second}".strip() + ", " + " ".join(given)
        whole = slip(whole, chance) if chance.random() < 0.15 else whole
        return folded(whole).upper() if chance.random() < 0.5 else whole


def folded(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(each))


def slip(text: str, chance: random.Random) -> str:
    """One slip of the fingers: two characters swapped, one other, one missing, one twice."""
    if len(text) < 4:
        return text
    place = chance.randrange(len(text) - 1)
    here, there = text[place], text[place + 1]
    other = chance.choice("0123456789" if here.isdigit() else "aeiounrslt")
    return text[:place] + chance.choice((there + here, other + there, there, here + here + there)) + text[place + 2:]
