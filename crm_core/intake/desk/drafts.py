"""A recipe in the making: sections are added one by one, with why, and with what is still open in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from crm_core.intake.desk.facts import Facts
from crm_core.intake.desk.questions import Place, Question
from crm_core.intake.desk.recipe import Recipe
from crm_core.intake.files.file_format import UNDECIDED
from crm_core.language import _

__all__ = ["UNDECIDED", "Draft", "Match"]


@dataclass(frozen=True)
class Match:
    """Our `column` of `table` is `theirs`; `why` is a phrase for people, in the language spoken now."""

    table: str
    column: str
    theirs: str
    why: str


@dataclass
class Draft:
    """`tables` are what the delivery holds, `given` is what a person said, `used` names the tables read so far."""

    tables: Sequence[Facts]
    given: Recipe = field(default_factory=Recipe)
    sections: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    matches: list[Match] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    currency: str = ""

    def add(self, table: str, section: Mapping[str, Any], facts: Facts | None = None) -> int:
        """Add a section of `table`, without its empty parts; its number. What it takes from `facts` is noted."""
        full = {key: value for key, value in section.items() if value not in ("", {}, [], None)}
        if full.keys() == {"list"}:
            for number, there in enumerate(self.sections.get(table, ())):
                if there.keys() == {"list"}:
                    there["list"] |= full["list"]
                    return number
        self.sections.setdefault(table, []).append(full)
        if facts:
            self.used.add(facts.name)
            self._note(table, full, facts)
        for lookup in full.get("lookup", {}).values():
            self.used.add(lookup["file"])
        return len(self.sections[table]) - 1

    def ask(self, sentence: str, kind: Any = "advice", places: Sequence[Place] = (),
            choices: Sequence[str] = (), hint: str = "") -> None:
        asked = next((at for at, each in enumerate(self.questions) if each.sentence == sentence), None)
        if asked is None:
            self.questions.append(Question(sentence, kind, tuple(places), tuple(choices), hint))
        else:
            before = self.questions[asked]
            self.questions[asked] = replace(before, places=(*before.places, *places))

    @property
    def recipe(self) -> Recipe:
        recipe = Recipe({"book": {"currency": self.currency}} if self.currency else {})
        for table, ways in self.sections.items():
            recipe = recipe.with_ways(table, ways)
        return recipe

    def _note(self, table: str, section: Mapping[str, Any], facts: Facts) -> None:
        why = _("the name") if facts.table.has_header else _("the values")
        for ours, theirs in section.get("columns", {}).items():
            lookup = section.get("lookup", {}).get(ours)
            if lookup:
                said = _("looked up in {file} by {column}", file=lookup["file"], column=lookup["key"])
                self.matches.append(Match(table, ours, lookup["value"], said))
            elif isinstance(theirs, list):
                self.matches.append(Match(table, ours, " + ".join(theirs), why))
            else:
                self.matches.append(Match(table, ours, theirs, why))
        for ours, theirs in section.get("identity", {}).items():
            self.matches.append(Match(table, ours, theirs, why))
        for ours, theirs in section.get("times", {}).items():
            self.matches.append(Match(table, ours, " × ".join(theirs), why))
        unpivot = section.get("unpivot")
        if unpivot:
            self.matches.append(Match(table, unpivot["values"], ", ".join(unpivot["columns"]),
                                      _("columns that become rows")))
        for ours, value in section.get("fixed", {}).items():
            self.matches.append(Match(table, ours, value, _("the same in every row")))
