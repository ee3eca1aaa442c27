"""What the buttons of the views' menu do, and how each of it is taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from crm_core.language import N_, _
from pages.frame.saving.workspace import ActionResult, run_action, workspace
from pages.frame.visit.owner import made_owner, owner

if TYPE_CHECKING:
    from crm_core.workspace import View

CHANGE, DELETE = N_("Change name or sharing"), N_("Delete")
"""The entries of a view's own menu."""
PLACE, FORM = "views", "views.form"


@dataclass(frozen=True)
class ViewActions:
    """The views' menu on one page. `moving` is what is on the screen, on the latest data when that is shown.

    Runs in callbacks, before the page is drawn.
    """

    page: str
    moving: str

    def save(self, instead_of: View | None = None) -> None:
        """Save what is on the screen under the name in the form. A refusal is said there."""
        author = st.session_state.get(f"{FORM}.author") or ""

        def action() -> ActionResult:
            saved = workspace().views.save(
                self.page, _field("name"), self.moving, owner=made_owner(), author=author, note=_field("note"),
                is_shared=bool(st.session_state.get(f"{FORM}.is_shared")), replace=instead_of is not None)
            st.session_state.update({f"{FORM}.name": "", f"{FORM}.note": "", f"{FORM}.is_shared": False})
            if instead_of:
                return ActionResult(_("'{name}' holds what is on the screen now.", name=saved.name),
                                    lambda: _put_back(instead_of))
            return ActionResult(_("The view '{name}' is saved.", name=saved.name), lambda: _delete(saved))

        run_action(PLACE, action, form=FORM, author=author)

    def start_here(self) -> ActionResult:
        """Arrive at what is on the screen from now on."""
        mine = made_owner()
        before = workspace().start_pages.of(mine)
        workspace().start_pages.choose(mine, workspace().views.shorten(self.page, self.moving).short_id)
        return ActionResult(_("You will arrive here. A link that you follow still opens what it says."),
                            lambda: _start_at(before))


def choose(view: View, menu: str) -> None:
    """What was picked from the menu of a view."""
    if st.session_state[menu] == DELETE:
        run_action(PLACE, lambda: _delete(view))
    else:
        st.session_state[f"{PLACE}.changing"] = view.id


def changed(view: View) -> ActionResult:
    """Give a view the name, note and sharing of its form."""
    form = f"{PLACE}.{view.id}"
    described = workspace().views.describe(
        view.id, st.session_state.get(f"{form}.name") or "", owner=owner(),
        note=st.session_state.get(f"{form}.note") or "", is_shared=bool(st.session_state.get(f"{form}.is_shared")))
    stop_changing()
    return ActionResult(_("'{name}' is changed.", name=described.name), lambda: _describe_again(view))


def stop_changing() -> None:
    """Close the form of the view that is being changed."""
    st.session_state.pop(f"{PLACE}.changing", None)


def start_as_usual() -> ActionResult:
    """Arrive at the Overview again."""
    before = workspace().start_pages.of(owner())
    workspace().start_pages.choose(owner(), "")
    return ActionResult(_("You will arrive at the Overview."), lambda: _start_at(before))


def _start_at(short_id: str) -> ActionResult:
    workspace().start_pages.choose(owner(), short_id)
    return ActionResult(_("You will arrive where you did before."))


def _field(name: str) -> str:
    return st.session_state.get(f"{FORM}.{name}") or ""


def _delete(view: View) -> ActionResult:
    gone = workspace().views.delete(view.id, owner=owner())
    return ActionResult(_("'{name}' is deleted, and its link opens no more.", name=gone.name), lambda: _restore(gone))


def _restore(gone: View) -> ActionResult:
    restored = workspace().views.restore(gone.id, owner=owner())
    return ActionResult(_("'{name}' is restored.", name=restored.name), lambda: _delete(restored))


def _put_back(former: View) -> ActionResult:
    workspace().views.save(former.page, former.name, former.link, owner=owner(), author=former.author, note=former.note,
                           is_shared=former.is_shared, replace=True)
    return ActionResult(_("'{name}' holds again what it held before.", name=former.name))


def _describe_again(view: View) -> ActionResult:
    workspace().views.describe(view.id, view.name, owner=owner(), note=view.note, is_shared=view.is_shared)
    return ActionResult(_("'{name}' is as it was.", name=view.name))
