"""Books of what a permit lets through: made of the bank's book, kept apart from it."""

from crm_core.limited_books.book import LimitedBook
from crm_core.limited_books.build import limited_shelf, open_limited
from crm_core.limited_books.sweep import sweep_limited

__all__ = ["LimitedBook", "limited_shelf", "open_limited", "sweep_limited"]
