"""A link says all that was chosen: `?link=` and JSON of version 1. Pure text in, frozen value out; no Streamlit."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm_core.language import _, ngettext
from crm_core.strict_json import parse

VERSION = 1
MAX_LENGTH = 4_000
"""Characters of a link's text; more is not one of ours, and browsers begin to cut."""

Control = str | int | float | bool
_NAME = re.compile(r"[a-z][a-z_]{0,39}")


class LinkRefused(ValueError):
    """The link cannot be read; the message says why in a sentence."""


@dataclass(frozen=True)
class Link:
    """One view of one book: the book's fingerprint, the last month of the chosen year, the scope, and the
    `page` with its controls by name."""

    book: str
    to: dt.date
    regions: tuple[str, ...] = ()
    customer_types: tuple[str, ...] = ()
    page: str = ""
    language: str = ""
    """The language it was read in; empty in links that were made before there were two."""
    controls: Mapping[str, Control] = field(default_factory=dict)
    segment: str = ""
    """What the scope bar keeps of a segment; empty for the customers of all."""
    is_latest: bool = False
    """True of a view that goes along with the data: it means its latest 12 months, whichever they are by then."""
    presents: tuple[str, ...] = ()
    """The pages of a presentation; empty in a link to a page as it is used."""

    def text(self) -> str:
        """The link as one line of JSON. `Link.read` gives the same link back."""
        content = {
            "v": VERSION, "book": self.book, "to": f"{self.to:%Y-%m}", "regions": list(self.regions),
            "types": list(self.customer_types), "page": self.page, "set": dict(sorted(self.controls.items())),
        } | {name: value for name, value in (
            ("segment", self.segment), ("lang", self.language), ("latest", self.is_latest),
            ("present", list(self.presents))) if value}
        return json.dumps(content, ensure_ascii=False, separators=(",", ":"))

    @property
    def fits(self) -> bool:
        """False when the text is longer than `Link.read` takes."""
        return len(self.text()) <= MAX_LENGTH

    @classmethod
    def read(cls, text: str, *, longest: int = MAX_LENGTH) -> Link:
        """The link that `text` holds. Raises LinkRefused for anything but a whole link of a known version, or one of
        more than `longest` characters: what is kept in the workspace may be longer than an address."""
        content = _content(text, longest)
        try:
            return cls(
                book=_text(content["book"]),
                to=dt.datetime.strptime(_text(content["to"]), "%Y-%m").replace(tzinfo=dt.UTC).date(),
                regions=tuple(_text(each) for each in _list(content["regions"])),
                customer_types=tuple(_text(each) for each in _list(content["types"])),
                page=_text(content["page"]),
                language=_text(content.get("lang", "")),
                controls=_controls(content["set"]),
                segment=_text(content.get("segment", "")),
                is_latest=content.get("latest") is True,
                presents=tuple(_text(each) for each in _list(content.get("present", []))),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise LinkRefused(_("This link is damaged, so the page shows its usual view.")) from error


def _content(text: str, longest: int) -> dict[str, Any]:
    if len(text) > longest:
        raise LinkRefused(ngettext("This link is longer than {count} character, so the page shows its usual view.",
                                   "This link is longer than {count} characters, so the page shows its usual view.",
                                   longest))
    try:
        content = parse(text)
    except ValueError as error:
        raise LinkRefused(_("This link is damaged, so the page shows its usual view.")) from error
    if not isinstance(content, dict) or type(content.get("v")) is not int:
        raise LinkRefused(_("This link is damaged, so the page shows its usual view."))
    if content["v"] != VERSION:
        raise LinkRefused(
            _("This link is of version {version} and this program reads version {readable}, so the page shows its "
              "usual view.", version=content["v"], readable=VERSION))
    return content


def _controls(value: Any) -> dict[str, Control]:
    if not isinstance(value, dict):
        raise TypeError(value)
    for name, setting in value.items():
        if not _NAME.fullmatch(name) or not isinstance(setting, Control):
            raise ValueError(name)
    return value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value
