"""Step 1: files are dropped, named by their path, or fetched from a database; or a recipe of before is looked at."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from crm_core import CannotAnswer
from crm_core.amounts import number
from crm_core.intake.desk import deliveries
from crm_core.intake.desk.deliveries import MAX_UPLOAD, Delivery
from crm_core.intake.desk.kept_recipes import forget as keep_no_longer
from crm_core.intake.desk.kept_recipes import kept_recipes
from crm_core.language import N_, _, all_of, day, ngettext
from crm_core.warehouse import Shelf
from pages import frame
from pages.frame.saving.workspace import forget
from pages.parts.import_data.desk import Desk

_WAYS = {"drop": N_("Drop files"), "path": N_("Folder or file by its path"), "database": N_("Database")}
_FEW = 3
"""Files that are named in a sentence; of more the number is said."""
_MEGABYTE = 1024 * 1024


def bring(desk: Desk) -> None:
    """What was brought, on a line with the way back; or the ways to bring it."""
    if desk.delivery is not None:
        _brought(desk, desk.delivery)
        return
    with frame.card(_("1. Bring your files"),
                    _("They stay on the machine that runs this app. Nothing in use changes until you publish.")):
        way = st.segmented_control(_("How"), list(_WAYS), default="drop", required=True, key="import_data.way",
                                   format_func=lambda each: _(_WAYS[each]), label_visibility="collapsed",
                                   persist_state="session")
        {"drop": _drop, "path": _path, "database": _database}[way](desk)
    _kept()


def _brought(desk: Desk, delivery: Delivery) -> None:
    names = all_of(list(delivery.names[:_FEW])) if len(delivery.names) <= _FEW else _(
        "{names} and more", names=", ".join(delivery.names[:_FEW]))
    what = ngettext("{count} file: {names} ({size})", "{count} files: {names} ({size})", len(delivery.names),
                    names=names, size=written_size(delivery.size))
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(gap=None, width="content"):
            st.subheader(_("1. Your files"), anchor=False)
            st.markdown(frame.escape(what))
        st.button(_("Start over"), icon=":material/restart_alt:", key="import_data.restart", on_click=desk.clear,
                  help=_("Copies of your files are removed; nothing else changes."))


def _drop(desk: Desk) -> None:
    files = st.file_uploader(
        _("Files of one bank: text, Excel, Parquet, JSON lines, zip, SQLite or DuckDB"), accept_multiple_files=True,
        max_upload_size=MAX_UPLOAD, key=f"import_data.files.{desk.round}",
        help=_("Files are read as they are: separator, encoding, dates and decimals are found out and shown."))
    st.caption(_("At most {size} a file; name larger ones by their path. Copies are removed once the data is loaded.",
                 size=written_size(MAX_UPLOAD * _MEGABYTE)))
    if st.button(_("Look at them"), icon=":material/search:", disabled=not files, key="import_data.look"):
        _take(desk, lambda: deliveries.upload([(each.name, each) for each in files], Shelf()))


def _path(desk: Desk) -> None:
    path = st.text_input(_("Path on the machine that runs this app"), placeholder="/home/ana/bank",
                         key="import_data.path", persist_state="session")
    st.caption(_("A folder or one file of any size, which is read where it is and never changed."))
    if st.button(_("Look at it"), icon=":material/search:", disabled=not path, key="import_data.look"):
        _take(desk, lambda: deliveries.at(path))


def _database(desk: Desk) -> None:
    url = st.text_input(_("Address"), placeholder="postgresql+psycopg://user@host/bank", key="import_data.url",
                        type="password" if "@" in st.session_state.get("import_data.url", "") else "default",
                        help=_("Read only. ${PASSWORD} takes the password from the environment of the app."))
    tables = st.text_area(_("Tables, or queries that begin with select, each on a line"), key="import_data.tables",
                          placeholder="customer\nselect * from posting where day >= '2025-01-01'", height=110)
    st.caption(_("Their rows are copied once, and removed after the data is loaded."))
    if st.button(_("Read them"), icon=":material/database:", disabled=not (url and tables), key="import_data.look"):
        with st.status(_("Reading the database")) as status:
            def show(table: str, rows: int) -> None:
                status.update(label=_("{table}: {rows} rows read", table=frame.escape(table), rows=number(rows)))

            _take(desk, lambda: deliveries.fetch(url, tables.splitlines(), Shelf(), progress=show))


def _take(desk: Desk, make: Callable[[], Delivery]) -> None:
    forget("import_data.published")
    try:
        desk.bring(make())
    except CannotAnswer as refused:
        st.warning(frame.escape(str(refused)), icon=":material/info:")
        return
    st.rerun()


def _kept() -> None:
    """The recipes of before: offered by themselves once files that fit them arrive."""
    kept = kept_recipes(Shelf())
    if not kept:
        return
    with st.expander(ngettext("{count} kept recipe", "{count} kept recipes", len(kept)), icon=":material/menu_book:",
                     type="compact"):
        st.caption(_("How the data was made of files before. Bring files of the same kind, and theirs is offered."))
        for each in kept:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(frame.escape(_("{title}, kept on {day}", title=each.name, day=day(each.kept_at))),
                            width="content")
                st.download_button("mapping.toml", each.recipe.toml(), "mapping.toml", on_click="ignore",
                                   key=f"import_data.kept.{each.path.stem}", icon=":material/download:")
                st.button(_("Remove"), key=f"import_data.forget.{each.path.stem}", on_click=keep_no_longer,
                          args=(each,), icon=":material/delete:")


def written_size(size: int) -> str:
    """Bytes as people write them."""
    if size < _MEGABYTE:
        return _("{size} KB", size=number(max(1, round(size / 1024))))
    return _("{size} MB", size=number(size / _MEGABYTE, decimals=0 if size >= 10 * _MEGABYTE else 1))
