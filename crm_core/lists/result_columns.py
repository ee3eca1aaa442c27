"""Which columns of a file of results say who, when, what came of it and what was remarked, whatever they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm_core.intake.desk.words import folded
from crm_core.language import LANGUAGES, N_, _, in_language
from crm_core.lists.columns import HEADINGS_OF_RESULTS
from crm_core.spreadsheet_cells import unharmed

_NAMES = {
    "customer_id": "customer_id|customer id|customer number|customer no|customer|client id|client|id cliente|"
                   "id de cliente|cliente|numero de cliente|n cliente|codigo cliente|codigo de cliente|id",
    "outcome": "outcome|result|status|response|resultado|desenlace|respuesta|estado",
    "outcome_on": "outcome_on|outcome date|date|contact date|contacted on|called on|date of contact|fecha|"
                  "fecha de contacto|fecha del resultado|fecha contacto|fecha de llamada",
    "remark": "remark|remarks|comment|comments|note|notes|comentario|comentarios|observaciones|nota|notas",
    "list_id": "list_id|list id|list number",
}
NEEDED = ("customer_id", "outcome", "outcome_on")
WHAT: dict[str, str] = {"customer_id": N_("the customer's ID"), "outcome": N_("the outcome"),
                        "outcome_on": N_("the date")}


@dataclass(frozen=True)
class Places:
    """The place of each column that is there, by its name of ours."""

    at: dict[str, int]

    @property
    def missing(self) -> tuple[str, ...]:
        """Of those that every file needs, what is not there."""
        return tuple(name for name in NEEDED if name not in self.at)

    def cell(self, cells: Sequence[str], name: str) -> str:
        """The text of a column in a row, without what guards it from being a formula; empty where there is none."""
        return unharmed(cells[self.at[name]].strip()).removeprefix("'").strip() if name in self.at else ""


def places_of(names: Sequence[str]) -> Places:
    """Where the columns are among the `names` of a file: our own headings in any language first, then usual ones, the
    surest before the others."""
    written = [" ".join(folded(name).split()) for name in names]
    found: dict[str, int] = {}
    for name, usual in _NAMES.items():
        ours = []
        for language in LANGUAGES:
            with in_language(language):
                ours.append(folded(_(HEADINGS_OF_RESULTS[name])))
        for candidate in (*ours, *usual.split("|")):
            if name not in found and candidate in written:
                found[name] = written.index(candidate)
    return Places(found)
