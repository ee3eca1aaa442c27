"""A pack as one HTML file that opens offline: charts as SVG, their tables, light and dark, made to be printed."""

from __future__ import annotations

from html import escape

from crm_core.card import Card
from crm_core.house_style import ACCENT, BG, DARK, GRID, INK, PRINT, TEXT
from crm_core.language import _
from crm_core.packs.columns import Column, columns
from crm_core.packs.pack import Pack, PackPage
from crm_core.pictures import svg

_WIDTH = 720
_NAMES = {"accent": ACCENT, "ink": INK, "text": TEXT, "bg": BG, "grid": GRID}
_STYLE = """
*{box-sizing:border-box}body{margin:0 auto;padding:2rem 1.25rem;max-width:56rem;background:var(--bg);color:var(--ink);
font:15px/1.5 Inter,'Segoe UI',Roboto,Helvetica,Arial,sans-serif}h1{font-size:1.6rem}
h2{font-size:1.3rem;margin-top:2.5rem}h3{font-size:1.05rem;margin:0 0 .25rem}
.quiet{color:var(--text);margin:.25rem 0}a{color:var(--accent)}
section{border:1px solid var(--grid);border-radius:.5rem;padding:1rem;margin:1rem 0}
svg{max-width:100%;height:auto}
.wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.87rem;margin-top:.5rem}
th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--grid);vertical-align:top}
.n{text-align:right;font-variant-numeric:tabular-nums}tfoot td{font-weight:700}
summary{cursor:pointer;color:var(--accent)}
dt{font-weight:700;margin-top:.5rem}dd{margin:0;white-space:pre-wrap}.dark{display:none}
@media (prefers-color-scheme:dark){@media screen{.dark{display:block}.light{display:none}}}
@media print{body{max-width:none;padding:0;font-size:10pt}section{break-inside:avoid}nav,summary{display:none}
h2{break-before:page}}
"""


def web_page(pack: Pack) -> bytes:
    """The pack as an .html file, in UTF-8; it asks for nothing from anywhere."""
    number, sections, links, contents = 0, [], [], _("Contents")
    for page in pack.pages:
        if not page.cards:
            continue
        sections.append(f'<h2 id="{page.name}">{escape(page.title)}</h2><p class="quiet">{escape(page.question)}</p>'
                        f"<p>{escape(page.answer)}</p>")
        for card in page.cards:
            number += 1
            sections.append(_section(card, number))
            links.append(f'<li><a href="#card{number}">{escape(card.title)}</a></li>')
        sections.append(_about(pack, page))
    missing = "".join(f'<p class="quiet">{escape(title)}: {escape(sentence)}</p>' for title, sentence in pack.missing)
    light, dark = (";".join(f"--{name}:{theme[colour]}" for name, colour in _NAMES.items()) for theme in (PRINT, DARK))
    return "".join([
        f'<!doctype html><html lang="{pack.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(pack.title)}</title><style>:root{{{light}}}"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}{_STYLE}</style></head><body><main>"
        f'<h1>{escape(pack.title)}</h1><p class="quiet">{escape(pack.foot)}</p>'
        f'<nav aria-label="{escape(contents)}"><ol>', *links, "</ol></nav>", *sections,
        missing, "</main></body></html>"]).encode()


def _section(card: Card, number: int) -> str:
    picture = ""
    if card.figure is not None:
        light, dark = (svg(card.figure, width=_WIDTH, alt=card.alt, dark=each) for each in (False, True))
        picture = f'<div class="light">{light}</div><div class="dark">{dark}</div>'
    table = _table(columns(card))
    if picture:
        named = _("Table")
        table = f"<details><summary>{escape(named)}</summary>{table}</details>"
    note = f'<p class="quiet">{escape(card.note)}</p>' if card.note else ""
    return f'<section id="card{number}"><h3>{escape(card.title)}</h3>{note}{picture}{table}</section>'


def _table(shown: list[Column]) -> str:
    """The whole table; what can be added up has its total below."""
    if not shown:
        return ""
    heads = "".join(f'<th scope="col"{_side(each)}>{escape(each.heading)}</th>' for each in shown)
    rows = "".join("<tr>" + "".join(f"<td{_side(column)}>{escape(column.written(value))}</td>"
                                    for column, value in zip(shown, row, strict=True)) + "</tr>"
                   for row in zip(*(each.values for each in shown), strict=True))
    foot, total = "", _("Total")
    if any(each.is_total for each in shown) and shown[0].values:
        foot = "<tfoot><tr>" + "".join(
            f"<td{_side(each)}>{escape(each.written(each.total) if each.is_total else total * (at == 0))}</td>"
            for at, each in enumerate(shown)) + "</tr></tfoot>"
    return f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>{foot}</table></div>'


def _side(column: Column) -> str:
    return ' class="n"' if column.is_figure else ""


def _about(pack: Pack, page: PackPage) -> str:
    facts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in pack.about(page).items())
    named = _("How this is calculated")
    return f"<details><summary>{escape(named)}</summary><dl>{facts}</dl></details>"
