"""A name may be as long as a bank's files let it be."""

from __future__ import annotations

import io
from dataclasses import replace

import pypdf

from crm_core.packs import write
from crm_core.packs.columns import columns


def test_a_name_of_ten_thousand_characters_stops_no_document_and_is_cut_where_it_is_written(pack):
    page = next(page for page in pack.pages if page.name == "overview")
    card = next(card for card in page.cards if any(not each.is_figure for each in columns(card)))
    texts = [name for name in card.table if card.table[name].map(type).eq(str).all()]
    long = replace(card, figure=None, table=card.table.assign(**dict.fromkeys(texts, "x" * 10000)))
    content = write(replace(pack, pages=(replace(page, cards=(long,)),)), "pdf")
    words = "".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())
    assert "xxx…" in words
    assert 100 < words.count("x") < 10_000
