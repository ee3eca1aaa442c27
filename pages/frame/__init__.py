"""What every page shares: the open book, cached reads, the scope, links, showing and handing over.

A page is a script of one fixed shape:

    frame.title() → controls → frame.ask(room, …) → frame.headline → metrics, cards → method, export

`app.py` runs it inside `frame.run`; nothing here may be used from a fragment, which reruns without `app.py`.
"""

from crm_core.reading import Metric
from pages.frame.controls.choices import choice, ignore_in_link, page_of, percent_slider, pick, text_field, whole_slider
from pages.frame.controls.numbers import amount, decimal_slider, link_setting, parts
from pages.frame.controls.weights import weight_sliders
from pages.frame.linking.address import link_to
from pages.frame.running.start import run
from pages.frame.saving.downloads import export, rejected_rows
from pages.frame.saving.notes_card import notes
from pages.frame.saving.scenarios_card import in_force, saved, scenarios
from pages.frame.showing.missing_data import columns_of, files_named
from pages.frame.showing.on_paper import rows_on_paper
from pages.frame.showing.question_cards import Answer, NextQuestion, next_questions
from pages.frame.showing.region_view import clickable, families, if_known, region_picker
from pages.frame.showing.show import add_so_what, card, chart, evidence, folded, headline, method, metrics, title
from pages.frame.showing.tables import table
from pages.frame.visit.language import settle as settle_language
from pages.frame.visit.library import (
    ask,
    availabilities,
    book,
    cache_answer,
    has_book,
    hold_shared,
    money,
    page_titles,
    reader,
)
from pages.frame.visit.permission import import_refusal
from pages.frame.visit.scope_bar import comparable, scope
from pages.frame.visit.wording import escape

__all__ = [
    "Answer", "Metric", "NextQuestion", "add_so_what", "amount", "ask", "availabilities", "book", "cache_answer",
    "card", "chart", "choice", "clickable", "columns_of", "comparable", "decimal_slider", "escape", "evidence",
    "export", "families", "files_named", "folded", "has_book", "headline", "hold_shared", "if_known", "ignore_in_link",
    "import_refusal", "in_force",
    "link_setting", "link_to", "method", "metrics", "money", "next_questions", "notes", "page_of", "page_titles",
    "parts", "percent_slider", "pick", "reader", "region_picker", "rejected_rows", "rows_on_paper", "run", "saved",
    "scenarios", "scope", "settle_language", "table", "text_field", "title", "weight_sliders", "whole_slider",
]
