"""The only room that knows DuckDB, how SQL is run and where the book lives."""


from crm_core.warehouse.book import Book
from crm_core.warehouse.earlier_books import EARLIER_BOOKS, KEEP_VARIABLE, earlier_books
from crm_core.warehouse.faults import BookUnavailable
from crm_core.warehouse.scratch import Scratch
from crm_core.warehouse.shelf import Shelf, default_folder
from crm_core.warehouse.verifying import verify

__all__ = ["EARLIER_BOOKS", "KEEP_VARIABLE", "Book", "BookUnavailable", "Scratch", "Shelf", "default_folder",
           "earlier_books", "verify"]
