"""Messages in the language spoken now: whole templates, looked up by their English and filled with named values.

The catalogues are the `.po` files of `locale/<language>/LC_MESSAGES`, one per room and one for what rooms share; they
are compiled in memory when the language is first spoken (a quarter of a second), so there is no build step.
"""

from __future__ import annotations

import gettext
import io
import re
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from crm_core.language.chosen import DEFAULT, PSEUDO, current
from crm_core.language.conventions import conventions

LOCALE = Path(__file__).resolve().parents[2] / "locale"

_PARTS = Formatter()
_CONTRACTED = re.compile(r"\b([Dd]e|[Aa]) $")


class Message(str):
    """A text in English that waits to be translated where it is shown: what `N_` marks, or what a book holds."""

    __slots__ = ()


def N_(message: str) -> Message:  # noqa: N802 the name that gettext's readers and tools know
    """Mark a constant for translation; `_(constant)` translates it where it is shown."""
    return Message(message)


def as_message(text: str) -> Message:
    """A text of ours that was read from a book or a file, for `_`; its English must be marked with `N_` somewhere."""
    return Message(text)


def _(message: str, /, **values: Any) -> str:
    """`message` in the language spoken now, its named places filled with `values`, which are text already."""
    return _filled(_messages(current()).gettext(message), values)


def pgettext(context: str, message: str, /, **values: Any) -> str:
    """As `_`, for a message whose translation hangs on the `context` it stands in."""
    return _filled(_messages(current()).pgettext(context, message), values)


def ngettext(one: str, many: str, amount: int, /, **values: Any) -> str:
    """As `_`, in the form that the language has for `amount`, which fills the place `{count}`."""
    return _filled(_messages(current()).ngettext(one, many, amount), {"count": conventions().whole(amount)} | values)


def npgettext(context: str, one: str, many: str, amount: int, /, **values: Any) -> str:
    """As `ngettext`, for a message whose translation hangs on the `context` it stands in."""
    text = _messages(current()).npgettext(context, one, many, amount)
    return _filled(text, {"count": conventions().whole(amount)} | values)


def _filled(text: str, values: dict[str, Any]) -> str:
    if not values:
        return text
    if current() == "es" and any(isinstance(each, str) and each.startswith("el ") for each in values.values()):
        return _contracted(text, values)
    return text.format(**values)


def _contracted(text: str, values: dict[str, Any]) -> str:
    """Spanish writes "de el saldo" as "del saldo", and "a el" as "al"; a name that begins with "El" stays as it is."""
    written = ""
    for before, name, form, _conversion in _PARTS.parse(text):
        written += before
        if name is None:
            continue
        value = _PARTS.format_field(_PARTS.get_field(name, (), values)[0], form or "")
        meets = _CONTRACTED.search(written)
        if meets and value.startswith("el "):
            written = f"{written[:meets.start()]}{'d' if meets[1][0] == 'd' else meets[1][0]}"
            written += ("el" if meets[1][0] in "dD" else "l") + value[2:]
        else:
            written += value
    return written


class _Bracketed(gettext.NullTranslations):
    """The pseudo-language: the English in brackets, so that a test sees what was never translated."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def pgettext(self, context: str, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def npgettext(self, context: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


@cache
def _messages(language: str) -> gettext.NullTranslations:
    if language == DEFAULT:
        return gettext.NullTranslations()
    return _Bracketed() if language == PSEUDO else _compiled(language)


def _compiled(language: str) -> gettext.GNUTranslations:
    """All `.po` files of `language` as one catalogue. Fuzzy and empty messages stay English."""
    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    whole = Catalog()
    for path in sorted((LOCALE / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id and not message.fuzzy:
                    whole.add(message.id, message.string, context=message.context)
    buffer = io.BytesIO()
    write_mo(buffer, whole)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)
