"""A pack as a file of one of the formats, each made by a module of its own, read only when it is asked for."""

from __future__ import annotations

from crm_core.language import in_language
from crm_core.pack_command import FORMATS, Format
from crm_core.packs.pack import Pack


def write(pack: Pack, to: Format) -> bytes:
    """The pack as a file, in its own language. Raises ValueError for a format that there is not."""
    with in_language(pack.language):
        if to == "pptx":
            from crm_core.packs.slides import presentation

            return presentation(pack)
        if to == "xlsx":
            from crm_core.packs.workbook import workbook

            return workbook(pack)
        if to == "html":
            from crm_core.packs.web_page import web_page

            return web_page(pack)
        if to == "pdf":
            from crm_core.packs.document import document

            return document(pack)
    raise ValueError(f"A pack is one of {', '.join(FORMATS)}, not {to!r}.")
