"""The language of the text that is being written: one for each thread of work, English where nobody chose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

LANGUAGES = {"en": "English", "es": "Español"}
"""What can be chosen, each in its own words."""
DEFAULT = "en"
PSEUDO = "zz"
"""A language for tests: every text in brackets, so that what escapes translation stands out."""

_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


def current() -> str:
    """The language that is spoken now, by its code."""
    return _language.get()


def speak(language: str) -> None:
    """Speak `language` from here on, in this thread. Raises ValueError for a language that there is not."""
    _language.set(_known(language))


@contextmanager
def in_language(language: str) -> Iterator[None]:
    """Speak `language` inside the block. Raises ValueError for a language that there is not."""
    token = _language.set(_known(language))
    try:
        yield
    finally:
        _language.reset(token)


def negotiated(wanted: str | None) -> str:
    """The language of ours that serves a reader of `wanted` best, a locale as browsers and systems name it."""
    code = (wanted or "").replace("_", "-").split("-")[0].casefold()
    return code if code in LANGUAGES else DEFAULT


def _known(language: str) -> str:
    if language not in (*LANGUAGES, PSEUDO):
        raise ValueError(f"Language {language!r} is not known; choose one of {', '.join(LANGUAGES)}.")
    return language
