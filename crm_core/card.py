"""A card: one finding with its evidence, as its page shows it and as it leaves in a pack for the board."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd
import plotly.graph_objects as go

from crm_core.reading import Caption, Metric

Unit = Literal["money", "share", "number"]


@dataclass(frozen=True)
class Card:
    """One finding. A room's `cards` gives those that a board should see, in the order of its page.

    `caption` is that of the page's own card. `table` has the
    figures behind the `figure`, under the names of `crm_core.column_headings`; where there is no figure, it is the
    evidence. `alt` says the figure to who cannot see it. `unit` is that of what the figure's axis measures. `totals`
    are the columns of the table whose sum means something: never a ratio's, and none of a list that is cut short.
    """

    caption: Caption
    figure: go.Figure | None
    table: pd.DataFrame
    alt: str
    unit: Unit = "money"
    totals: tuple[str, ...] = ()
    in_words: bool = False
    """Whether the table is an `aspect` and a `statement` a row, to be read as paragraphs; `metrics` stand above
    them."""
    metrics: tuple[Metric, ...] = ()

    @property
    def title(self) -> str:
        """The finding."""
        return self.caption.title

    @property
    def note(self) -> str:
        """What must be known of it."""
        return self.caption.note
