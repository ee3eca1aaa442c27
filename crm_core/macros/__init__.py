"""Formulas that several questions share, each written once: Jinja2 macros in SQL, as dbt has them.

Every macro of a `.sql` file of this folder is known in every question by its name: `where {{ in_scope() }}`. A macro
that only one room needs stands in a `.sql` file of the room and is imported there:
`{% from "scores.sql" import score %}`. Macros are put in when a question is read, before any value is known: values are
always parameters. An unknown name is an error, never an empty text.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crm_core.macros.cubes import of_segment

if TYPE_CHECKING:
    import jinja2

FOLDER = Path(__file__).parent
_COMMENT = re.compile(r"--[^\n]*")


@cache  # a file is asked many times, and putting macros in costs more than many an answer from a cube
def expanded(path: Path, *, by_segment: bool = False) -> str:
    """The SQL in the file at `path`, its macros put in, without comments.

    `by_segment` writes it for a scope with a segment: `customer_in_scope` then asks for its customers too, and
    cubes are those of its customers.

    Raises jinja2.UndefinedError for a name that is no macro, jinja2.TemplateError for text that is no template.
    """
    text = _COMMENT.sub("", path.read_text(encoding="utf-8")).strip()
    if "{" in text:
        text = str(_environment(path.parent, by_segment).from_string(text).render()).strip()
    return of_segment(text) if by_segment else text


@cache
def _environment(folder: Path, by_segment: bool) -> jinja2.Environment:
    """Jinja2 as the files of one folder see it: macros of the house by name, those of their room by import."""
    environment = _jinja(folder, folder.parent)  # a room's macros lie beside the question or one room further out
    environment.globals.update(_house_macros(by_segment), by_segment=by_segment)
    return environment


@cache
def _house_macros(by_segment: bool) -> dict[str, Any]:
    import jinja2

    house = _jinja(FOLDER)
    house.globals["by_segment"] = by_segment
    macros: dict[str, Any] = {}
    for path in sorted(FOLDER.glob("*.sql")):  # each knows those of the files before it
        house.globals.update(macros)
        module = vars(house.get_template(path.name).module)
        macros |= {name: macro for name, macro in module.items() if isinstance(macro, jinja2.runtime.Macro)}
    return macros


def _jinja(*folders: Path) -> jinja2.Environment:
    """What comes out is SQL for the book, never HTML, and values are parameters: there is nothing to escape."""
    import jinja2

    return jinja2.Environment(loader=jinja2.FileSystemLoader(folders), undefined=jinja2.StrictUndefined,  # noqa: S701
                              trim_blocks=True, lstrip_blocks=True)
