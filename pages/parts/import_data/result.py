"""Step 5: what the dry run found, and the button that puts it in use."""

from __future__ import annotations

import contextlib
from functools import partial

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import percent
from crm_core.intake.desk import trial as trials
from crm_core.intake.desk.kept_recipes import remember
from crm_core.intake.desk.trial import Trial
from crm_core.intake.quarantine import rejected_count, rejected_csv
from crm_core.language import _, current, month_short
from crm_core.rooms.data import Provenance, captions
from crm_core.warehouse import Shelf
from pages import frame
from pages.frame.saving.handing_out import handed_out
from pages.frame.saving.workspace import enter
from pages.parts.data import cards
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.findings import Findings, differences, findings, opens_more, summary
from pages.parts.import_data.one_customer import decided_recipe, one_customer, pending

_MAX_KINDS = 5
"""Kinds of reasons that are told in full; all of them are in the table below."""


def result(desk: Desk, trial: Trial) -> None:
    """The sentence, the cards, the button."""
    if current() not in desk.findings:
        desk.findings[current()] = findings(trial)
    found = desk.findings[current()]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.subheader(_("4. What the dry run found"), anchor=False, width="content")
        st.button(_("Discard it"), icon=":material/undo:", key="import_data.discard", on_click=desk.drop_trial)
    frame.headline(summary(trial, found.provenance))
    if trial.is_over_limit:
        _over_limit(trial)
    _differences(desk, trial)
    cards.totals(found.provenance)
    if trial.rejected:
        _rejected(trial, found.provenance)
    one_customer(desk, trial, found.duplicates)
    _doubts(found.provenance)
    if found.provenance.derivations:
        cards.derivations(found.provenance)
    _pages(found)
    _publish(desk, trial, found)


def _over_limit(trial: Trial) -> None:
    """Why nothing is published by itself: what was rejected, for what, and what helps."""
    with frame.card(_("More than {limit} would be missing, so this is not published by itself",
                      limit=percent(trial.limit)),
                    _("Correct it above and try again, or read the reasons and publish all the same.")):
        for excess in trial.excesses:
            st.warning(frame.escape(excess.sentence), icon=":material/warning:")
        _kinds(trial)
        for remedy in trial.advice:
            st.info(frame.escape(remedy), icon=":material/lightbulb:")


def _differences(desk: Desk, trial: Trial) -> None:
    """What differs from the data in use; what is not usual stands among the possible errors."""
    if frame.has_book() and frame.book().fingerprint == trial.fingerprint:
        st.caption(_("This is the very data that is in use already."))
        return
    if not trial.kept.compared_with:
        st.caption(_("There is no data of the same source and currency in use to compare with.")
                   if frame.has_book() else _("There is no data in use to compare with."))
        return
    with frame.card(_("Against the data in use"), _("Customers by their id; amounts as sums over all months.")):
        frame.table(differences(trial.kept), {"measure": _("Figure"), "before": _("In use now"), "now": _("After")},
                    right=("before", "now"), alt=_("What differs from the data in use"))


def _rejected(trial: Trial, found: Provenance) -> None:
    """Why rows were rejected, each kind with what helps, and the rows themselves."""
    with frame.card(*captions.rejected(found)):
        if not trial.is_over_limit:
            _kinds(trial)
        if len(trial.kinds) > _MAX_KINDS:
            frame.table(found.reasons, {"rejected": _("Rows"), "table_name": _("Table"), "first_line": _("First line"),
                                        "reasons": _("Reason")}, alt=_("Why rows were rejected"))
        with st.container(horizontal=True):
            for name in found.files.loc[found.files["rejected"] > 0, "table_name"].unique():
                file = handed_out(partial(_rows, trial, name), page="import_data", file_name=f"rejected-{name}.csv",
                                  book_fingerprint=trial.fingerprint)
                st.download_button(_("Rejected rows of {table}", table=name), file, f"rejected-{name}.csv", "text/csv",
                                   key=f"import_data.rejected.{name}", on_click="ignore", icon=":material/download:")


def _kinds(trial: Trial) -> None:
    """The most frequent reasons, each with the table it is about: one file may be read for several."""
    st.markdown("\n".join(f"- **{frame.escape(each.table_name)}**: {frame.escape(each.sentence)}"
                          for each in trial.kinds[:_MAX_KINDS]))


def _rows(trial: Trial, table: str) -> tuple[bytes, int]:
    with trial.open() as book:
        return rejected_csv(book, table), rejected_count(book, table)


def _doubts(found: Provenance) -> None:
    """What else looks wrong."""
    if len(found.suspicions):
        cards.suspicions(found)
    if found.missing_months:
        with frame.card(*captions.months(found)):
            st.markdown(", ".join(map(month_short, found.missing_months)))


def _pages(found: Findings) -> None:
    """Which pages will answer, and what one more column or file would open."""
    with frame.card(*captions.answerable(found.pages)):
        st.markdown("\n".join(f"- {frame.escape(each)}" for each in opens_more(found.pages)))
        frame.table(captions.pages_answered(found.pages), {"page": _("Page"), "answer": _("Answered"),
                                                           "more": _("What is missing")},
                    alt=_("Which pages this data would answer"))


def _publish(desk: Desk, trial: Trial, found: Findings) -> None:
    with frame.card(_("5. Put it in use"),
                    _("The data in use now is kept, and can be gone back to.") if frame.has_book() else ""):
        if pending(desk):
            st.caption(_("What you decided of likely duplicates is not in this data yet: try again with it first, or "
                         "it counts from the next files on."))
        label = _("Publish all the same") if trial.is_over_limit else _("Publish")
        if st.button(label, icon=":material/publish:", key="import_data.publish"):
            try:
                _put_in_use(desk, trial, found)
            except CannotAnswer as refused:
                st.warning(frame.escape(str(refused)), icon=":material/info:")
                return
            st.rerun()


def _put_in_use(desk: Desk, trial: Trial, found: Findings) -> None:
    shelf, recipe, title = Shelf(), desk.recipe, trial.kept.title
    with contextlib.suppress(CannotAnswer):  # decisions that contradict each other are kept nowhere
        recipe = decided_recipe(desk, found.duplicates)
    with st.spinner(_("Publishing")):
        put = trials.publish(trial, shelf, accept_rejected=trial.is_over_limit)
    enter("published", subject=title, book_fingerprint=put.fingerprint)
    with contextlib.suppress(OSError):  # the data is in use; a recipe that cannot be kept does not change that
        remember(shelf, recipe, title)
    before = frame.book().fingerprint if frame.has_book() else ""
    desk.clear()
    desk.published, desk.made_before = title, put.made_before
    desk.replaced = before if before != put.fingerprint else ""
