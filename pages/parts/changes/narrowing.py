"""Whose change is asked about: a region, a type, a product, a branch or a manager, chosen or clicked, and the way back.

What a click chooses is a control of the page: it stands in the link, and a press of the browser's back button undoes
it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import streamlit as st

from crm_core.language import _
from crm_core.rooms import changes
from crm_core.scope import Scope
from crm_core.vocabulary import manager_name, type_plural
from pages import frame
from pages.frame.visit.visit import current

CONTROLS = {"regions": "region", "types": "kind", "products": "product", "branches": "of", "managers": "of"}
"""The page's control that a part of each sort is kept in."""
PREFIXES = {"branches": "branch:", "managers": "manager:"}


@dataclasses.dataclass(frozen=True)
class Narrowed:
    """The scope within the page, and what of it is asked about; empty for all."""

    under: Scope
    product: str
    branch: str
    manager: str
    desk_name: str
    """Of the branch or manager, in words; empty for all."""
    parts: Mapping[changes.Parts, str]
    """The parts that it can be told apart by, in words."""

    @property
    def options(self) -> dict[str, str]:
        """As options of the room."""
        return {"product": self.product, "branch": self.branch, "manager": self.manager}


def narrowed(by: str) -> Narrowed:
    """The controls of region and desk, and what was clicked. Customers have no products."""
    visit = current()
    under = frame.region_picker()
    offered_types = visit.scope.customer_types or visit.choices.customer_types
    kind = frame.link_setting("kind", _("Customers"), lambda each: each in ("", *offered_types))
    if kind and kind in offered_types:
        under = dataclasses.replace(under, customer_types=(kind,))
    desks = frame.reader(under)(changes.DESKS)
    desk_names = {f"{row.kind}:{row.id}": _desk_name(row.kind, row.id, row.name)
                  for row in desks.itertuples(index=False)}
    group = _desk(desk_names)
    sort, _colon, desk = group.partition(":")
    product = frame.link_setting("product", _("Product"), lambda each: each in ("", *changes.products(frame.reader())))
    product = "" if by == "customers" else product
    has = {sort: bool((desks["kind"] == sort).sum() > 1) for sort in ("branch", "manager")}
    open_parts = {
        "regions": len(under.regions) != 1 and len(visit.choices.regions) > 1,
        "types": len(under.customer_types) != 1 and len(visit.choices.customer_types) > 1,
        "products": by != "customers" and not product and changes.tells_products(frame.reader(under)),
        "branches": has["branch"] and not desk,
        "managers": has["manager"] and sort != "manager",
    }
    parts: dict[changes.Parts, str] = {each: changes.parts_label(each) for each in changes.PARTS if open_parts[each]}
    return Narrowed(under, product, desk * (sort == "branch"), desk * (sort == "manager"),
                    desk_names.get(group, ""),
                    parts or {"regions": changes.parts_label("regions")})


def _desk(names: Mapping[str, str]) -> str:
    """The branch or manager asked about, of those under the scope."""
    if len(names) < 2:  # noqa: PLR2004 a choice of one is no choice
        frame.ignore_in_link("of")
        return ""
    key = current().key("of")
    if st.session_state.get(key) not in names:
        st.session_state.pop(key, None)
    return frame.pick("of", _("Branch or manager"), {"": _("All branches and managers")} | dict(names),
                      explain=_("The customers of one branch or manager."))


def _desk_name(kind: str, desk_id: str, name: object) -> str:
    if kind == "branch":
        return _("Branch {name}", name=name if isinstance(name, str) else desk_id)
    return _("Manager {name}", name=manager_name(name, desk_id))


def way_back(asked: Narrowed) -> None:
    """A button for each thing that was clicked, which leads back out of it."""
    visit = current()
    names = changes.products(frame.reader())
    chosen = {}
    if asked.under != visit.scope and len(asked.under.regions) == 1 and asked.under.regions != visit.scope.regions:
        chosen["region"] = visit.choices.regions[asked.under.regions[0]]
    if asked.under.customer_types != visit.scope.customer_types:
        chosen["kind"] = type_plural(asked.under.customer_types[0])
    if asked.product:
        chosen["product"] = names.get(asked.product, asked.product)
    if asked.branch or asked.manager:
        chosen["of"] = asked.desk_name
    if not chosen:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        for control, name in chosen.items():
            st.button(_("Back from {name}", name=frame.escape(name)), key=f"{visit.key(control)}.back",
                      icon=":material/arrow_back:", on_click=_clear, args=(visit.key(control),))


def _clear(key: str) -> None:
    st.session_state[key] = ""
