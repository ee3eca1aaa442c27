"""What can come of a call: a small vocabulary, and the words in which it comes back."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Literal, get_args

from crm_core.language import N_, Message, _

Outcome = Literal["not_reached", "reached", "accepted", "declined", "left"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)

LABELS: dict[Outcome, Message] = {
    "not_reached": N_("Not reached"), "reached": N_("Reached"), "accepted": N_("Agreed"), "declined": N_("Declined"),
    "left": N_("Left the bank"),
}
MEANINGS: dict[Outcome, Message] = {
    "not_reached": N_("Tried, and spoke with nobody."),
    "reached": N_("Spoke with the customer, who has not said yes or no."),
    "accepted": N_("The customer takes the change as it is, or what was offered."),
    "declined": N_("The customer objects to the change, or wants nothing of what was offered."),
    "left": N_("The customer has left the bank or said so."),
}
CONTACTS: frozenset[Outcome] = frozenset({"reached", "accepted", "declined"})
"""Outcomes that say that somebody spoke with the customer. Who left may have done so unasked."""

_WORDS: dict[Outcome, str] = {
    "not_reached": "not reached|notreached|no answer|unreachable|voicemail|no contact|no contactado|no localizado"
                   "|ilocalizable|no contesta|sin contacto|sin respuesta",
    "reached": "reached|contacted|called|visited|spoken|contactado|localizado|llamado|visitado|hablado",
    "accepted": "accepted|accept|agreed|yes|aceptado|acepta|acepto|conforme|si",
    "declined": "declined|decline|refused|rejected|objects|no|rechazado|rechaza|no acepta|disconforme",
    "left": "left|left the bank|leaves|gone|closed account|baja|se ha ido|se fue del banco|se va|ha dejado el banco"
            "|deja el banco",
}
"""Words that say an outcome wherever they come from. All others are matched by a person, once."""


def folded(text: str) -> str:
    """A word without capitals, accents, and blanks or points around it: `Sí.` is `si`."""
    plain = "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each))
    return " ".join(plain.replace("_", " ").casefold().split()).strip(" .!")


_KNOWN: Mapping[str, Outcome] = {word: outcome for outcome, words in _WORDS.items() for word in words.split("|")}


def outcome_of(text: str, matched: Mapping[str, Outcome]) -> Outcome | None:
    """The outcome that a cell says: as somebody `matched` its folded word, by its label in this language, or by a word
    that is known. None when nobody can tell."""
    word = folded(text)
    labels = {folded(_(label)): outcome for outcome, label in LABELS.items()}
    return matched.get(word) or labels.get(word) or _KNOWN.get(word)
