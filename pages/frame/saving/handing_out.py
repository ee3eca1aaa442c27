"""A file on its way out: made when it is asked for, if whoever was offered it may still see it, and entered in the log
as it leaves."""

from __future__ import annotations

from collections.abc import Callable

from crm_core.language import current as language
from crm_core.language import in_language
from pages.frame.saving.workspace import log_export, who
from pages.frame.visit import person


def handed_out(file: Callable[[], tuple[bytes, int]], *, page: str, file_name: str, scope: str = "",
               book_fingerprint: str = "") -> Callable[[], bytes]:
    """What a download button calls for its file: `file` gives it with its number of rows.

    It is called in a thread of its own, outside any session: who was offered it, and the language spoken, are taken
    down now. Raises NotSignedIn in that thread where the permit has changed since or the sign-in has ended; Streamlit
    then says that there is no file, and the next click says why.
    """
    spoken, taker, name = language(), person.person(), who()

    def make() -> bytes:
        person.require_still(taker)
        with in_language(spoken):
            content, rows = file()
        log_export(rows, page=page, file_name=file_name, scope=scope, who=name, book_fingerprint=book_fingerprint)
        return content

    return make
