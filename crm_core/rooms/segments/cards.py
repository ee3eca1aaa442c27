"""What a board should see of segments."""

from __future__ import annotations

from crm_core.amounts import Money
from crm_core.card import Card
from crm_core.rooms.segments import captions
from crm_core.rooms.segments.figure import draw
from crm_core.rooms.segments.measure import Segments
from crm_core.rooms.segments.reading import in_words, say, steadiness_words


def cards(result: Segments, money: Money) -> tuple[Card, ...]:
    """How many they are and what they bring, and what marks each."""
    rows = result.segments.rename(columns={"name": "segment"})
    columns = ["segment", "customers", "customer_share", "contribution", "contribution_share"]
    told = rows.assign(profile=[in_words(row) for row in rows.itertuples()],
                       stability=[steadiness_words(row) for row in rows.itertuples()])
    return (
        Card(captions.shares(result, money), draw(result, money),
             rows[columns].dropna(axis="columns", how="all"), str(say(result, money)), unit="share",
             totals=("customers", "contribution")),
        Card(captions.profiles(result), None, told[["segment", "profile", "customers", "stability"]],
             str(say(result, money)), totals=("customers",)),
    )
