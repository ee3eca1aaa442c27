"""What people write: trimmed and made one line where it is one, or refused with a sentence."""

from __future__ import annotations

import unicodedata

from crm_core import CannotAnswer
from crm_core.language import N_, _, conventions
from crm_core.strict_json import parse

MAX_LENGTHS = {"name": 80, "author": 80, "subject": 120, "source": 200, "note": 2_000, "decision": 160,
               "reason": 4_000, "remark": 2_000, "step": 300}
"""Characters of each kind of text."""

_EMPTY = {
    "name": N_("The name is empty. Write one of up to {longest} characters."),
    "author": N_("The author is empty. Write one of up to {longest} characters."),
    "subject": N_("The subject is empty. Write one of up to {longest} characters."),
    "source": N_("The source is empty. Write one of up to {longest} characters."),
    "note": N_("The note is empty. Write one of up to {longest} characters."),
    "decision": N_("What was decided is empty. Write a sentence of up to {longest} characters."),
    "reason": N_("The reason is empty. Write why in up to {longest} characters."),
    "remark": N_("The remark is empty. Write one of up to {longest} characters."),
    "step": N_("The next step is empty. Write one of up to {longest} characters."),
}
_TOO_LONG = {
    "name": N_("The name '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "author": N_("The author '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "subject": N_("The subject '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "source": N_("The source '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "note": N_("The note '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "decision": N_("The decision '{beginning}…' has {characters} characters and may have {longest}. Shorten it; the "
                   "reason has a field of its own."),
    "reason": N_("The reason '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "remark": N_("The remark '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
    "step": N_("The next step '{beginning}…' has {characters} characters and may have {longest}. Shorten it."),
}

MAX_CONTENT_LENGTH = 600_000
"""A scheme or a set of assumptions takes some thousands, a scheme with a thousand long exceptions half a million; more
is a table, which belongs in a file."""

_SHOWN = 40


def line(text: str, what: str, *, required: bool = True) -> str:
    """`text` on one line, without the blanks around it; `what` it is, a key of `MAX_LENGTHS`.

    Raises CannotAnswer when it is empty though `required`, too long, or holds what cannot be shown.
    """
    return _checked(" ".join(unicodedata.normalize("NFC", text).split()), what, required)


def prose(text: str, what: str, *, required: bool = True) -> str:
    """`text` as it was written, lines and all, without the blanks around it. Raises like `line`."""
    return _checked(unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip(), what, required)


def key(name: str) -> str:
    """What two names share that a reader would take for the same: `Plan A` and `plan a`."""
    return unicodedata.normalize("NFC", name.casefold())


def content(text: str) -> str:
    """JSON text as a room hands it over. Raises ValueError when it is none or far too long."""
    if len(text) > MAX_CONTENT_LENGTH:
        raise ValueError(_("The content has {length} characters; a scenario holds up to {most}.",
                           length=conventions().whole(len(text)), most=conventions().whole(MAX_CONTENT_LENGTH)))
    parse(text)
    return text


def _checked(text: str, what: str, required: bool) -> str:
    longest = MAX_LENGTHS[what]
    if required and not text:
        raise CannotAnswer(_(_EMPTY[what], longest=conventions().whole(longest)))
    if len(text) > longest:
        raise CannotAnswer(_(_TOO_LONG[what], beginning=text[:_SHOWN], characters=conventions().whole(len(text)),
                             longest=conventions().whole(longest)))
    for character in text:
        if unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t":
            raise CannotAnswer(_("The text holds a character that cannot be shown ({code}). Leave it out.",
                                 code=f"U+{ord(character):04X}"))
    return text
