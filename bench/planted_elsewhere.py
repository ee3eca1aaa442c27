"""Customers of a bank elsewhere with planted duplicates, made and spoilt in other ways than the Spanish ones.

English, German and Portuguese names; no second surname; branches of a chain that are customers of their own; twins,
fathers and sons of one name; placeholders for unknown dates and telephones. A duplicate goes through a noisy channel,
letter by letter (neighbouring keys, letters that look or sound alike), beside fields that are moved, cut or left out.
"""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import numpy as np
import pandas as pd

from bench.planted_spanish import WORDS, Planted

FIRST, LAST, ONSETS, CORES, ENDS, CHAINS, GOODS = (WORDS["elsewhere"][name] for name in (
    "first", "last", "onsets", "cores", "ends", "chains", "goods"))

SHORT = {"William": "Bill", "Robert": "Bob", "James": "Jim", "Elizabeth": "Liz", "Michael": "Mike", "Thomas": "Tom",
         "Richard": "Dick", "Joseph": "Joe", "David": "Dave", "Susan": "Sue", "Edward": "Ted", "Jennifer": "Jenny"}
KEYS = {"a": "qsz", "e": "wr", "i": "uo", "o": "ip", "u": "yi", "n": "bm", "m": "n", "s": "ad", "r": "et", "l": "k",
        "t": "ry", "d": "sf", "c": "xv", "h": "gj", "1": "2", "2": "13", "3": "24", "4": "35", "5": "46", "6": "57",
        "7": "68", "8": "79", "9": "80", "0": "9"}
SOUNDS = (("ph", "f"), ("th", "t"), ("ck", "k"), ("ie", "y"), ("ll", "l"), ("ss", "s"), ("y", "i"),
          ("c", "k"), ("ü", "ue"), ("ö", "oe"))

MAILS = ("mail.com", "web.de", "sapo.pt")
FORMS = ("Ltd", "GmbH", "Lda", "PLC")


def planted(customers: int, seed: int, *, duplicated: float = 0.04) -> Planted:
    """At least `customers` rows, of which about `duplicated` are second rows of somebody."""
    draw = np.random.default_rng(seed)
    bank = _Bank(draw)
    rows: list[dict[str, Any]] = []
    owners: list[int] = []
    owner = 0
    while len(rows) < customers:
        for row in bank.household() if draw.random() < 0.9 else bank.firms():
            rows.append(row)
            owners.append(owner)
            if draw.random() < duplicated:
                rows.append(bank.again(row))
                owners.append(owner)
            owner += 1
    order = draw.permutation(len(rows))
    ids = [f"{number * 7 + 100_000}" for number in order]
    places = pd.Series(range(len(rows))).groupby(np.array(owners)).agg(list)
    truth = {tuple(sorted((ids[a], ids[b]))) for group in places if len(group) > 1
             for a, b in itertools.combinations(group, 2)}
    table = pd.DataFrame([{"customer_id": each, **row} for each, row in zip(ids, rows, strict=True)])
    return Planted(table.sort_values("customer_id", ignore_index=True), truth)


class _Bank:
    def __init__(self, draw: np.random.Generator) -> None:
        self.draw = draw
        self.places = [self._invented() for _ in range(400)]

    def _one(self, values: Any) -> Any:
        return values[int(self.draw.integers(len(values)))]

    def _invented(self) -> str:
        return self._one(ONSETS) + self._one(CORES) + self._one(ENDS)

    def _last(self) -> str:
        return self._one(LAST) if self.draw.random() < 0.45 else self._invented()

    def _digits(self, count: int) -> str:
        return "".join(map(str, self.draw.integers(0, 10, count)))

    def _if(self, share: float, value: Any) -> Any:
        return value if self.draw.random() < share else None

    def _phone(self) -> str | None:
        return self._one(("000000000", "123456789")) if self.draw.random() < 0.01 else f"+44 7{self._digits(9)}"

    def _born(self, first: int, last: int) -> dt.date:
        if self.draw.random() < 0.02:
            return dt.date(1900, 1, 1)
        return dt.date(first, 1, 1) + dt.timedelta(int(self.draw.integers(365 * (last - first))))

    def _address(self) -> str:
        street = f"{self._one(self.places)} {self._one(('Street', 'Road', 'Lane', 'Avenue'))}"
        return f"{int(self.draw.integers(1, 200))} {street}, {self._one(self.places)} {self._digits(5)}"

    def _shared(self) -> dict[str, Any]:
        region = int(self.draw.integers(9))
        return {"region_id": f"{region}", "branch_id": f"{region}-{int(self.draw.integers(12))}"}

    def _beside(self) -> dict[str, Any]:
        return {"joined_on": dt.date(1990, 1, 1) + dt.timedelta(int(self.draw.integers(13_000))),
                "size_amount": self._if(0.6, float(self.draw.integers(120, 900) * 100))}

    def household(self) -> list[dict[str, Any]]:
        last, address, home, shared = self._last(), self._address(), self._phone(), self._shared()
        people = []
        father = self._one(FIRST)
        sizes = int(self.draw.choice([1, 2, 3, 4], p=[0.45, 0.3, 0.15, 0.1]))
        twins = self._born(1985, 2004) if sizes > 3 and self.draw.random() < 0.06 else None
        for place in range(sizes):
            first = father if place == 0 or (place == 2 and self.draw.random() < 0.05) else self._one(FIRST)
            middle = f" {self._one(FIRST)}" if self.draw.random() < 0.3 else ""
            born = self._born(1935, 1975) if place < 2 else twins or self._born(1980, 2005)
            surname = self._last() if place == 1 and self.draw.random() < 0.35 else last
            people.append({
                "customer_type": "individual", "name": f"{first}{middle} {surname}",
                "tax_id": self._if(0.7, self._digits(9)), "birth_date": self._if(0.95, born),
                "address": self._if(0.97, address),
                "phone": self._if(0.8, home if self.draw.random() < 0.4 else self._phone()),
                "email": self._if(0.55, f"{first[0]}{surname}{self._digits(2)}@{self._one(MAILS)}".lower()),
                **shared, **self._beside()})
        return people

    def firms(self) -> list[dict[str, Any]]:
        """A firm; or the shops of a chain, each a customer of its own, in different places."""
        is_chain = self.draw.random() < 0.06
        name = f"{self._one(CHAINS)} {self._one(GOODS)}" if is_chain else f"{self._last()} {self._one(GOODS)}"
        form, mail = self._one(FORMS), f"office@{name.lower().replace(' ', '')}{self._digits(3)}.com"
        return [{
            "customer_type": "business",
            "name": f"{name} {self._one(self.places)} {form}" if is_chain else f"{name} {form}",
            "tax_id": self._if(0.85, self._digits(9)), "birth_date": None, "address": self._if(0.97, self._address()),
            "phone": self._if(0.9, self._phone()), "email": self._if(0.6, mail), **self._shared(), **self._beside()}
            for _ in range(int(self.draw.integers(2, 6)) if is_chain else 1)]

    def again(self, row: dict[str, Any]) -> dict[str, Any]:
        """The same customer through the channel."""
        draw = self.draw
        moved = draw.random() < 0.2
        new = {**row, **self._beside()}
        if draw.random() < 0.3:
            new["joined_on"] = row["joined_on"]
        if moved:
            new |= {"address": self._address(), **self._shared()}
        new["name"] = self._name(row["name"], row["customer_type"])
        for column, kept in (("tax_id", 0.7), ("phone", 0.75), ("email", 0.6), ("address", 0.92)):
            new[column] = self._if(kept, self._through(new[column], 0.006)) if new[column] else None
        if draw.random() < 0.2:
            new["phone"] = self._phone()
        born = row["birth_date"]
        new["birth_date"] = self._if(0.88, self._spoilt(born)) if born else None
        if new["address"] and draw.random() < 0.4:
            new["address"] = new["address"].replace("Street", "St").replace("Road", "Rd").upper()
        return new

    def _spoilt(self, born: dt.date) -> dt.date:
        if self.draw.random() > 0.06:
            return born
        if born.day <= 12:
            return dt.date(born.year, born.day, born.month)
        return born.replace(year=born.year + int(self.draw.choice([-10, -1, 1, 10])), day=min(born.day, 28))

    def _name(self, name: str, kind: str) -> str:
        words = name.split()
        draw = self.draw.random()
        if kind == "individual":
            if draw < 0.08:
                words[0] = SHORT.get(words[0], words[0])
            elif draw < 0.14:
                words[0] = words[0][0]
            elif draw < 0.18:
                words[-1] = self._last()  # married
            elif draw < 0.40:
                words = [words[-1] + ",", *words[:-1]]
            if len(words) > 2 and self.draw.random() < 0.3:
                del words[1]
        elif draw < 0.3:
            words = words[:-1]
        return self._through(" ".join(words), 0.01)

    def _through(self, text: str, share: float) -> str:
        """Letter by letter, each wrong, missing or twice with this share; now and then spelt by ear."""
        if self.draw.random() < 0.05:
            heard, written = self._one(SOUNDS)
            text = text.replace(heard, written, 1)
        letters = []
        for letter in text:
            if self.draw.random() >= share:
                letters.append(letter)
                continue
            kind = self.draw.random()
            if kind < 0.5:
                letters.append(self._one(KEYS.get(letter.lower(), letter)))
            elif kind < 0.75:
                letters += [letter, letter]
        return "".join(letters)
