"""What every page shares: the open book, cached reads, the scope, links, showing and handing over.

A page is a script of one fixed shape:

    frame.title(question) → controls → frame.ask(room, …) → frame.headline → metrics, cards → method, export

`app.py` runs it inside `frame.run`; nothing here may be used from a fragment, which reruns without `app.py`.
"""

from pages.frame.address import link_to
from pages.frame.controls import choice, page_of, percent_slider, pick, whole_slider, words
from pages.frame.hand_out import export, rejected_rows
from pages.frame.library import ask, book, money, reader
from pages.frame.scope_bar import comparable, scope
from pages.frame.show import Metric, card, chart, evidence, headline, method, metrics, plain, title
from pages.frame.start import run
from pages.frame.tables import table

__all__ = [
    "Metric", "ask", "book", "card", "chart", "choice", "comparable", "evidence", "export", "headline", "link_to",
    "method", "metrics", "money", "page_of", "percent_slider", "pick", "plain", "reader", "rejected_rows", "run",
    "scope", "table", "title", "whole_slider", "words",
]
