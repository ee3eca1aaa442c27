"""What a person has brought to the desk and not published yet: kept in session state, gone with the session."""

from __future__ import annotations

from dataclasses import dataclass, field

import streamlit as st

from crm_core.intake.desk import trial as trials
from crm_core.intake.desk.deliveries import Delivery
from crm_core.intake.desk.previews import TablePreview
from crm_core.intake.desk.proposal import Match, propose
from crm_core.intake.desk.questions import Question
from crm_core.intake.desk.recipe import Recipe, read_recipe
from crm_core.intake.desk.trial import Trial
from crm_core.intake.duplicates import Pair
from crm_core.intake.rejections import clear_handed_over
from crm_core.language import _
from crm_core.warehouse import Shelf
from pages.frame.visit import language
from pages.parts.import_data.background import Work
from pages.parts.import_data.findings import Findings

_STATE = "import_data.desk"


@dataclass
class Desk:
    """The steps done so far. What depends on an earlier step is dropped when that is changed."""

    delivery: Delivery | None = None
    tables: tuple[TablePreview, ...] = ()
    """Empty until they were looked at."""
    given: Recipe = field(default_factory=Recipe)
    """What was said before anything was proposed: the delivery's own `mapping.toml`, and corrections of reading."""
    recipe: Recipe = field(default_factory=Recipe)
    matches: tuple[Match, ...] = ()
    questions: tuple[Question, ...] = ()
    is_proposed: bool = False
    """False until a recipe was proposed for what was read, and after a correction of how it is read."""
    former: list[Recipe] = field(default_factory=list)
    """The recipes before each change, to be undone."""
    work: Work | None = None
    """A dry run under way."""
    trial: Trial | None = None
    findings: dict[str, Findings] = field(default_factory=dict)
    """What the dry run found, by language."""
    decisions: dict[Pair, str] = field(default_factory=dict)
    """What was decided of the likely duplicates of the dry run, and is not in the recipe yet."""
    contradiction: str = ""
    """Why these decisions cannot be taken together."""
    unsure: dict[Pair, str] = field(default_factory=dict)
    """Pairs that were looked at without a decision: they are not asked again here."""
    refusal: str = ""
    """Why the last dry run made no book."""
    published: str = ""
    """The title of the data that was put in use here last."""
    made_before: bool = False
    """True when the same files had made that data before."""
    replaced: str = ""
    """The version of the data before it, to go back to; empty when there was none."""
    round: int = 0
    """Part of the keys of all controls: those of another delivery or recipe are others."""

    @property
    def is_trying(self) -> bool:
        """True from the beginning of a dry run until it is discarded: the steps before it are done."""
        return self.work is not None or self.trial is not None

    def bring(self, delivery: Delivery) -> None:
        """Begin with a delivery. Raises CannotAnswer for a `mapping.toml` in it that cannot be read."""
        self.clear()
        self.delivery = delivery
        self.recipe = self.given = read_recipe(delivery.folder)

    def clear(self) -> None:
        """As if nothing had been brought; copies are removed."""
        self.drop_trial()
        if self.delivery is not None:
            self.delivery.close()
            clear_handed_over(Shelf().refused)
        self.delivery, self.tables, self.recipe, self.given = None, (), Recipe(), Recipe()
        self.matches, self.questions, self.is_proposed = (), (), False
        self.former.clear()
        self.unsure.clear()
        self.published, self.replaced, self.made_before, self.round = "", "", False, self.round + 1

    def look_at(self, tables: tuple[TablePreview, ...]) -> None:
        """Take what was read; the first time, a recipe is proposed for it."""
        self.tables = tables
        if not self.is_proposed:
            self.propose()
            self.former.clear()

    def propose(self) -> None:
        """Fill in what the recipe leaves open. Also a callback: what is asked is asked in the language of the visit."""
        language.resume()
        proposal = propose(self.tables, self.recipe)
        self.matches, self.questions, self.is_proposed = proposal.matches, proposal.open, True
        recipe = proposal.recipe
        if "title" not in recipe.sections.get("book", {}):
            named = self.delivery.folder.stem if self.delivery and not self.delivery.is_copied else ""
            recipe = recipe.with_value("book", "title", named or _("Our bank"))
        self.replace(recipe)

    def correct(self, table: str, setting: str, value: str | None) -> None:
        """Read a table otherwise. While nothing else was changed, the recipe is proposed anew for what is read then."""
        is_untouched = not self.former
        self.change((self.given if is_untouched else self.recipe).with_reading(table, **{setting: value}))
        self.given = self.given.with_reading(table, **{setting: value})
        self.tables, self.is_proposed = (), not is_untouched
        if is_untouched:
            self.former.clear()

    def change(self, recipe: Recipe) -> None:
        """Take another recipe; a dry run of the former one is over."""
        if recipe == self.recipe:
            return
        self.former.append(self.recipe)
        self.drop_trial()
        self.recipe = recipe

    def replace(self, recipe: Recipe) -> None:
        """Take another recipe that is not what one control says: all of them are drawn anew by it."""
        self.change(recipe)
        self.round += 1

    def undo(self) -> None:
        """Take back the last change of the recipe."""
        if self.former:
            self.drop_trial()
            self.recipe = self.former.pop()
            self.tables, self.round = (), self.round + 1

    def drop_trial(self) -> None:
        """Stop or discard the dry run."""
        if self.work is not None:
            self.work.cancel()
        if self.trial is not None:
            trials.discard(self.trial)
        self.work, self.trial, self.refusal = None, None, ""
        self.findings.clear()
        self.decisions, self.contradiction = {}, ""


def desk() -> Desk:
    """This visitor's desk."""
    if _STATE not in st.session_state:
        st.session_state[_STATE] = Desk()
    found: Desk = st.session_state[_STATE]
    return found
