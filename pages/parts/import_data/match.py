"""Step 3: what one row is, which of their columns is which of ours, and what stands for what."""

from __future__ import annotations

import streamlit as st

from crm_core import contract
from crm_core.intake.desk.recipe import is_reading_only
from crm_core.intake.files.named_after import table_of
from crm_core.language import N_, _, all_of
from pages import frame
from pages.parts.import_data.columns import columns_of
from pages.parts.import_data.desk import Desk
from pages.parts.import_data.identity import identity_columns
from pages.parts.import_data.questions import questions
from pages.parts.import_data.section import Section
from pages.parts.import_data.step import step
from pages.parts.import_data.values import listed, month_of, terms, translations

TITLES = {
    "customers": N_("Customers"), "products": N_("Products"), "activity": N_("Balances and movements"),
    "rates": N_("Rate card"), "loss_rates": N_("Loss rates"), "regions": N_("Regions"),
    "region_economy": N_("Economy of the regions"), "region_industry": N_("Industries of the regions"),
    "market": N_("Other banks"), "outflows": N_("Outflows"), "branches": N_("Branches"), "staff": N_("Managers"),
    "contacts": N_("Contacts"), "groups": N_("Groups and households"), "pilots": N_("Pilots"),
    "customer_protected": N_("Protected attributes"),
}
"""What the tables of the contract are called on the desk."""

_ROWS = {
    "activity": {
        "movement": N_("one movement: a payment, a purchase, a line of an invoice"),
        "account": N_("one account on a day, with its balance"),
        "account-month": N_("one account in a month"),
        "customer": N_("one customer, with products or months side by side"),
        "customer-month": N_("one customer, product and month"),
    },
    "customers": {"customer": N_("one customer"),
                  "movement": N_("something else, in which a customer comes many times")},
    "products": {"": N_("one product"), "movement": N_("something else, in which a product comes many times")},
}
_USUAL = {"activity": "customer-month", "customers": "customer", "products": ""}


def match(desk: Desk) -> None:
    """The recipe, table by table, as drop-downs; every change makes another recipe, which can be undone."""
    with step(desk, _("3. What is what?"),
              _("Filled in as far as your files tell. Check it, and correct what is wrong.")):
        questions(desk)
        terms(desk)
        for table in contract.TABLES.values():
            if table.required or desk.recipe.ways(table.name):
                _table(desk, table)
        _further(desk)
        with st.container(horizontal=True):
            st.button(_("Undo the last change"), icon=":material/undo:", key="import_data.undo", on_click=desk.undo,
                      disabled=not desk.former)
            st.button(_("Propose what is left open"), icon=":material/auto_awesome:", key="import_data.propose",
                      on_click=desk.propose)


def _table(desk: Desk, table: contract.Table) -> None:
    ways = desk.recipe.ways(table.name)
    with st.container(border=True):
        st.markdown(f"**{_(TITLES[table.name])}**")
        if not ways and any(table_of(each.name) == table.name for each in desk.tables):
            _read(Section(desk, table, 0))
        elif not ways:
            _choose_file(desk, table, _("Read them from"))
        for number, way in enumerate(ways):
            if number:
                st.divider()
            section = Section(desk, table, number)
            if way.get("list"):
                listed(section)
            else:
                _read(section)
        if table.name == "activity" and ways:
            with st.expander(_("Add another file for these"), icon=":material/add:", type="compact"):
                _choose_file(desk, table, _("File"))


def _read(section: Section) -> None:
    """A section that reads a file: which, what one row of it is, and its columns. Files that bear the name of the table
    need none: what is said of them makes one."""
    desk, table, way = section.desk, section.table, section.way
    names, file, key = [each.name for each in desk.tables], str(way.get("file", "")), section.key("file")
    options = names if file in names else [file, *names]
    own = all_of([name for name in names if table_of(name) == table.name])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(_("From"), options, index=options.index(file), key=key, width=320,
                     format_func=lambda name: name or own or _("the file of its name"),
                     on_change=section.take, args=("file", key))
        if len(desk.recipe.ways(table.name)) > 1 or not table.required:
            st.button(_("Remove"), icon=":material/delete:", key=section.key("remove"),
                      on_click=lambda: desk.replace(desk.recipe.without_way(table.name, section.number)))
    if rows := _ROWS.get(table.name):
        row, key = str(way.get("row", "")) or _USUAL[table.name], section.key("row")
        st.radio(_("One row of it is …"), list(rows), index=list(rows).index(row) if row in rows else None, key=key,
                 format_func=lambda each: _(rows[each]), on_change=section.take, args=("row", key))
    month_of(section)
    columns_of(section)
    identity_columns(section)
    translations(section)


def _choose_file(desk: Desk, table: contract.Table, label: str) -> None:
    key = Section(desk, table, len(desk.recipe.ways(table.name))).key("new")
    st.selectbox(label, [each.name for each in desk.tables if not each.refusal], index=None, key=key, width=320,
                 placeholder=_("Choose a file"), on_change=_add, args=(desk, table.name, key))


def _add(desk: Desk, table: str, key: str) -> None:
    if st.session_state[key]:
        desk.change(desk.recipe.with_way(table, {"file": st.session_state[key]}))
        desk.propose()


def _further(desk: Desk) -> None:
    """What is not used, and tables beyond those that everybody needs."""
    used = {each.name for each in desk.tables for name, number in desk.recipe.readers(each.name)
            if not is_reading_only(name, desk.recipe.ways(name)[number])} | _looked_up(desk)
    idle = [each.name for each in desk.tables if each.name not in used and not table_of(each.name)]
    if idle:
        st.caption(frame.escape(_("Not used: {files}.", files=all_of(idle))))
    optional = [name for name, table in contract.TABLES.items() if not table.required and not desk.recipe.ways(name)]
    with st.expander(_("Add a table that opens more pages"), icon=":material/add:", type="compact"):
        chosen = st.selectbox(_("What else do your files hold?"), optional, index=None, width=320,
                              key=f"import_data.{desk.round}.optional", placeholder=_("Choose a table"),
                              format_func=lambda name: _(TITLES[name]))
        if chosen:
            st.caption(frame.escape(_(contract.TABLES[chosen].meaning)))
            _choose_file(desk, contract.TABLES[chosen], _("Read it from"))


def _looked_up(desk: Desk) -> set[str]:
    return {str(lookup.get("file", "")) for table in contract.TABLES for way in desk.recipe.ways(table)
            for lookup in way.get("lookup", {}).values()}
