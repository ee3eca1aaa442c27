"""What every page shares: the open book, cached reads, the scope, links, showing and handing over.

A page is a script of one fixed shape:

    frame.title(question) → controls → frame.ask(room, …) → frame.headline → metrics, cards → method, export

`app.py` runs it inside `frame.run`; nothing here may be used from a fragment, which reruns without `app.py`.
"""

from pages.frame.address import link_to
from pages.frame.controls import choice, idle, page_of, percent_slider, pick, whole_slider, words
from pages.frame.hand_out import export, rejected_rows
from pages.frame.lacking import columns_of, files_named
from pages.frame.library import ask, book, keep, money, reader, remember
from pages.frame.noted import notes
from pages.frame.numbers import amount, decimal_slider, parts, setting
from pages.frame.onward import Onward, onward
from pages.frame.place import FAMILIES, clickable, if_known, region
from pages.frame.saved import in_force, scenarios
from pages.frame.scope_bar import comparable, scope
from pages.frame.show import Metric, card, chart, evidence, follows, headline, method, metrics, title
from pages.frame.start import run
from pages.frame.tables import table
from pages.frame.weighing import weigh
from pages.frame.wording import plain

__all__ = [
    "FAMILIES", "Metric", "Onward", "amount", "ask", "book", "card", "chart", "choice", "clickable", "columns_of",
    "comparable", "decimal_slider", "evidence", "export", "files_named", "follows", "headline", "idle", "if_known",
    "in_force", "keep", "link_to", "method", "metrics", "money", "notes", "onward", "page_of", "parts",
    "percent_slider", "pick", "plain", "reader", "region", "rejected_rows", "remember", "run", "scenarios",
    "scope", "setting", "table", "title", "weigh", "whole_slider", "words",
]
