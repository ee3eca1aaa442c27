"""What every page shares: the open book, cached reads, the scope, links, showing and handing over.

A page is a script of one fixed shape:

    frame.title() → controls → frame.ask(room, …) → frame.headline → metrics, cards → method, export

`app.py` runs it inside `frame.run`. A fragment reruns without `app.py`, so nothing here may be used from one, but for
that of `frame.run_apart`, which has the frame.
"""

from crm_core.reading import Metric
from pages.frame.charts.chart import chart
from pages.frame.controls.choices import (
    choice,
    ignore_in_link,
    page_of,
    percent_slider,
    percent_stops,
    pick,
    set_in_files,
    text_field,
    whole_slider,
)
from pages.frame.controls.numbers import amount, decimal_slider, link_setting, parts
from pages.frame.controls.typed_slider import ladder, round_step, typed_slider
from pages.frame.controls.weights import weight_sliders
from pages.frame.linking.address import link_to
from pages.frame.linking.lead import (
    Lead,
    narrow_regions,
    narrow_segment,
    narrow_types,
    to_control,
    to_customer,
    to_page,
    to_pages,
    to_region,
)
from pages.frame.running.apart import run_apart
from pages.frame.running.gate import gate, sign_in
from pages.frame.running.start import run
from pages.frame.saving.approval_dialog import Consequence
from pages.frame.saving.card_notes import notes_on_cards
from pages.frame.saving.card_slide import card_slide
from pages.frame.saving.decision_cards import decision_card
from pages.frame.saving.decision_cards import log as decisions
from pages.frame.saving.decision_files import export_decisions
from pages.frame.saving.downloads import download, export, rejected_rows
from pages.frame.saving.notes_card import notes
from pages.frame.saving.scenario_strip import scenario_strip
from pages.frame.saving.scenarios_card import in_force, saved, scenarios
from pages.frame.saving.segment_filter import chosen_segment, segmentation_of
from pages.frame.saving.segment_filter import names_of as segment_names
from pages.frame.saving.targets import target_of
from pages.frame.showing.missing_data import columns_of, files_named
from pages.frame.showing.on_paper import plain_table, rows_on_paper
from pages.frame.showing.period_choice import period_choice
from pages.frame.showing.picked_rows import pick_rows
from pages.frame.showing.question_cards import Answer, NextQuestion, next_questions
from pages.frame.showing.region_view import families, if_known, region_picker
from pages.frame.showing.show import (
    add_so_what,
    card,
    cards_about,
    evidence,
    figure_of,
    folded,
    headline,
    method,
    metrics,
    say_compared,
    shows,
    title,
    unfolded,
    whole_labels,
)
from pages.frame.showing.studio import Studio, line_in_view, studio
from pages.frame.showing.tables import Rows, show_rows, table
from pages.frame.visit.books import page_titles, shelf
from pages.frame.visit.language import settle as settle_language
from pages.frame.visit.library import (
    ask,
    ask_if_known,
    availabilities,
    book,
    cache_answer,
    has_book,
    hold_shared,
    holder,
    money,
    reader,
)
from pages.frame.visit.permission import import_refusal
from pages.frame.visit.scope_bar import comparable, scope, year_span
from pages.frame.visit.wording import escape
from pages.frame.visit.worked_out import if_worked_out, is_worked_out, work_out

__all__ = [
    "Answer", "Consequence", "Lead", "Metric", "NextQuestion", "Rows", "Studio", "add_so_what", "amount", "ask",
    "ask_if_known", "availabilities", "book", "cache_answer", "card", "card_slide", "cards_about", "chart", "choice",
    "chosen_segment", "columns_of", "comparable", "decimal_slider", "decision_card", "decisions", "download", "escape",
    "evidence", "export", "export_decisions", "families", "figure_of", "files_named", "folded", "gate", "has_book",
    "headline", "hold_shared", "holder", "if_known", "if_worked_out", "ignore_in_link", "import_refusal", "in_force",
    "is_worked_out", "ladder", "line_in_view", "link_setting", "link_to", "method", "metrics", "money",
    "narrow_regions", "narrow_segment", "narrow_types", "next_questions", "notes", "notes_on_cards", "page_of",
    "page_titles", "parts", "percent_slider", "percent_stops", "period_choice", "pick", "pick_rows", "plain_table",
    "reader", "region_picker", "rejected_rows", "round_step", "rows_on_paper", "run", "run_apart", "saved",
    "say_compared", "scenario_strip", "scenarios", "scope", "segment_names", "segmentation_of", "set_in_files",
    "settle_language", "shelf", "show_rows", "shows", "sign_in", "studio", "table", "target_of", "text_field", "title",
    "to_control", "to_customer", "to_page", "to_pages", "to_region", "typed_slider", "unfolded", "weight_sliders",
    "whole_labels", "whole_slider", "work_out", "year_span",
]
