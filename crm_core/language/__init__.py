"""In which language do we speak, and how does a reader of it write numbers, dates and lists?

English stands in the code, inside `_("…")`; every other language is a catalogue in `locale/<language>/LC_MESSAGES`.
A sentence is one whole template with named values, `_("{region} generates {share}.", region=…, share=…)`, because
other languages order their words otherwise.
"""

from crm_core.language.argparse_words import argparse_translated
from crm_core.language.catalogue import N_, Message, _, as_message, ngettext, npgettext, pgettext
from crm_core.language.chosen import DEFAULT, LANGUAGES, current, in_language, negotiated, speak
from crm_core.language.conventions import Conventions, conventions
from crm_core.language.dates import calendar_month, day, day_short, month, month_short
from crm_core.language.lists import all_of, one_of

__all__ = [
    "DEFAULT",
    "LANGUAGES",
    "N_",
    "Conventions",
    "Message",
    "_",
    "all_of",
    "argparse_translated",
    "as_message",
    "calendar_month",
    "conventions",
    "current",
    "day",
    "day_short",
    "in_language",
    "month",
    "month_short",
    "negotiated",
    "ngettext",
    "npgettext",
    "one_of",
    "pgettext",
    "speak",
]
