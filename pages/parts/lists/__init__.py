"""Work lists: made from a table of customers, handed out, and set against what came back."""

from pages.parts.lists import actions, cards, columns, files, left_out, preview, results, steps
from pages.parts.lists.making import Lots, make_list
from pages.parts.lists.opened import Opened, kept_lists, opened_list

__all__ = [
    "Lots", "Opened", "actions", "cards", "columns", "files", "kept_lists", "left_out", "make_list", "opened_list",
    "preview", "results", "steps",
]
