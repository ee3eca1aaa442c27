"""Results brought by a file: looked at first, with every row that would be rejected, then taken, and taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from crm_core import CannotAnswer
from crm_core.intake.small_tables import small_tables
from crm_core.language import _, day_short, ngettext
from crm_core.lists.checked_results import Checked, check_results, distinct_words
from crm_core.lists.outcome import LABELS, Outcome
from crm_core.lists.rejected_file import rejected_csv
from crm_core.lists.result import Delivery
from crm_core.lists.result_dates import Order, Span
from pages import frame
from pages.frame.saving.handing_out import handed_out
from pages.frame.saving.workspace import ActionResult, ask_who, run_action, say, workspace
from pages.parts.lists.opened import Opened

_PLACE = "lists.results"
_WHO, _ROUND = f"{_PLACE}.who", f"{_PLACE}.round"
_MAX_MB = 20
_MAX_SHOWN = 200


def draw(opened: Opened) -> None:
    """The card, once the list is handed out: a file to bring, and those that were brought."""
    if opened.work_list.state == "draft":
        return
    count = len(opened.deliveries)
    title = ngettext("{count} file of results", "{count} files of results", count) if count else _(
        "No results yet: bring the file that came back")
    with frame.card(title, _("A CSV file or workbook with the customer's ID, a date and an outcome; the files of this "
                             "list have the columns. The latest date of each customer counts.")):
        if opened.work_list.state == "handed_out":
            _draw_upload(opened)
        for delivery in opened.deliveries:
            _draw_delivery(delivery)
        say(_PLACE)


def _draw_upload(opened: Opened) -> None:
    round_ = st.session_state.get(_ROUND, 0)
    upload = st.file_uploader(_("File of results"), type=["csv", "txt", "tsv", "xlsx", "xls", "ods"],
                              key=f"{_PLACE}.upload.{round_}", max_upload_size=_MAX_MB)
    if upload is None:
        return
    matched: dict[str, Outcome] = dict(st.session_state.get(f"{_PLACE}.matched.{round_}", {}))
    try:
        checked = _checked(opened, upload.getvalue(), upload.name, matched,
                           st.session_state.get(f"{_PLACE}.order.{round_}"))
    except CannotAnswer as refusal:
        st.warning(frame.escape(str(refusal)), icon=":material/info:")
        return
    st.markdown(frame.escape(_summary(checked)))
    if checked.order_is_open or st.session_state.get(f"{_PLACE}.order.{round_}"):
        st.segmented_control(_("In the dates, what stands first?"), ["day", "month"], key=f"{_PLACE}.order.{round_}",
                             format_func=lambda order: _("The day") if order == "day" else _("The month"))
    _draw_words(checked, matched, round_)
    _draw_rejected(checked)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        ask_who(_WHO)
        st.button(ngettext("Import {count} result", "Import {count} results", len(checked.results)), type="primary",
                  icon=":material/playlist_add_check:", key=f"{_PLACE}.take", disabled=not checked.results,
                  on_click=_take, args=(opened.work_list.id, checked, upload.name, matched))


def _checked(opened: Opened, content: bytes, name: str, matched: Mapping[str, Outcome],
             order: Order | None) -> Checked:
    with tempfile.TemporaryDirectory(prefix="clientela-") as folder:
        path = Path(folder) / f"results{Path(name).suffix.lower()}"
        path.write_bytes(content)
        tables = small_tables(path, path.name)
    return check_results(tables, [row.customer_id for row in opened.rows],
                         Span(opened.work_list.begins_on, opened.today), list_id=opened.work_list.id,
                         matched=workspace().list_results.words() | dict(matched), order=order)


def _summary(checked: Checked) -> str:
    parts = [ngettext("{count} result can be imported.", "{count} results can be imported.", len(checked.results)),
             ngettext("{count} row is rejected.", "{count} rows are rejected.", len(checked.rejected))]
    if checked.unworked:
        parts.append(ngettext("{count} row has no result yet.", "{count} rows have no result yet.", checked.unworked))
    if checked.zeros:
        parts.append(ngettext("{count} ID had lost its leading zeros and was recognised without them.",
                              "{count} IDs had lost their leading zeros and were recognised without them.",
                              checked.zeros))
    return " ".join(parts)


def _draw_words(checked: Checked, matched: dict[str, Outcome], round_: int) -> None:
    """Words of the file that nobody has matched yet, each with a list of our outcomes."""
    unknown = distinct_words(checked.words or {})
    if not unknown and not matched:
        return
    st.markdown(_("What do these words of the file mean? The answer is kept for the next files."))
    spelled = st.session_state.setdefault(f"{_PLACE}.spelled.{round_}", {})
    spelled.update(unknown)
    for place, (word, written) in enumerate(list(spelled.items())[:20]):
        key = f"{_PLACE}.word.{round_}.{place}"
        st.selectbox(frame.escape(written), list(LABELS), None, key=key, width=320,
                     format_func=lambda outcome: _(LABELS[outcome]), placeholder=_("not imported"),
                     on_change=_match, args=(word, key, round_))


def _match(word: str, key: str, round_: int) -> None:
    matched: dict[str, Outcome] = st.session_state.setdefault(f"{_PLACE}.matched.{round_}", {})
    outcome = st.session_state[key]
    if outcome:
        matched[word] = outcome
    else:
        matched.pop(word, None)


def _draw_rejected(checked: Checked) -> None:
    if not checked.rejected:
        return
    rows = pd.DataFrame([vars(each) for each in checked.rejected[:_MAX_SHOWN]]).replace("", None)
    frame.table(rows, {"sheet": _("Sheet"), "line": _("Line"), "customer_id": _("Customer ID"), "date": _("Date"),
                       "outcome": _("Outcome"), "reason": _("Why it is rejected")}, wraps=True,
                alt=_("The rejected rows, with their lines and reasons"))
    name = "rejected-results.csv"
    file = handed_out(lambda: (rejected_csv(checked.rejected), len(checked.rejected)), page="lists", file_name=name)
    st.download_button(_("Rejected rows"), file, name, "text/csv", key=f"{_PLACE}.rejected", on_click="ignore",
                       icon=":material/download:")


def _take(number: int, checked: Checked, name: str, matched: dict[str, Outcome]) -> None:
    author = st.session_state.get(_WHO) or ""

    def action() -> ActionResult:
        kept = workspace().list_results
        taken = kept.take(number, checked.results, file_name=name, author=author, rejected=len(checked.rejected))
        before: dict[str, Any] = kept.match(matched, author=author) if matched else {}
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        return ActionResult(
            ngettext("{count} result of {file} is imported.", "{count} results of {file} are imported.", taken.accepted,
                     file=taken.file_name), lambda: _taken_back(taken, before))

    run_action(_PLACE, action, author=author)


def _draw_delivery(delivery: Delivery) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(frame.escape(ngettext(
            "{file}: {count} result, {rejected} rows rejected. {author}, {day}",
            "{file}: {count} results, {rejected} rows rejected. {author}, {day}", delivery.accepted,
            file=delivery.file_name, rejected=str(delivery.rejected), author=delivery.author,
            day=day_short(delivery.at.astimezone()))), width="content")
        st.button(_("Remove"), icon=":material/undo:", type="tertiary", key=f"{_PLACE}.out.{delivery.id}",
                  on_click=run_action, args=(_PLACE, lambda: _taken_back(delivery, {})))


def _taken_back(delivery: Delivery, words: dict[str, Any]) -> ActionResult:
    kept = workspace().list_results
    kept.take_back(delivery.id)
    if words:
        kept.match(words, author=delivery.author)
    return ActionResult(_("The results of {file} are removed.", file=delivery.file_name),
                        lambda: _put_back(delivery))


def _put_back(delivery: Delivery) -> ActionResult:
    workspace().list_results.put_back(delivery.id)
    return ActionResult(_("The results of {file} count again.", file=delivery.file_name),
                        lambda: _taken_back(delivery, {}))
