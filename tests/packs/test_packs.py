"""Every file of a pack is opened again, and what stands in it compared with what the rooms answer."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pypdf
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from python_calamine import CalamineWorkbook

from crm_core import CannotAnswer, ask
from crm_core.column_headings import HEADINGS
from crm_core.command_line import main
from crm_core.language import in_language
from crm_core.packs import gather, write
from crm_core.packs.chart import number_format
from crm_core.packs.columns import columns
from crm_core.packs.native import native
from crm_core.scope import Scope

DESCRIBED = ("pic", "graphicFrame")


@pytest.fixture(scope="module")
def slides(pack):
    return Presentation(io.BytesIO(write(pack, "pptx")))


@pytest.fixture(scope="module")
def workbook(pack):
    return write(pack, "xlsx")


def parts_of(content: bytes, name: str) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [archive.read(each).decode() for each in archive.namelist() if re.fullmatch(name, each)]


def test_every_room_has_cards_with_a_finding_words_for_the_picture_and_known_columns(pack, book):
    assert {page.name for page in pack.pages} >= {"overview", "pareto", "market", "regions", "potential", "economy"}
    for page, card in pack.cards:
        assert card.title, page.name
        assert len(card.alt) > 10, card.title
        assert len(card.table.columns), card.title
        assert set(card.table.columns) <= set(HEADINGS), (page.name, set(card.table.columns) - set(HEADINGS))
        assert set(card.totals) <= set(card.table.columns)
        assert not [name for name in card.totals if name.endswith(("share", "rate"))], "a ratio is never added up"


def test_each_card_is_a_slide_with_its_finding_and_what_must_be_known(pack, slides):
    _cover, *shown = slides.slides
    assert [slide.shapes.title.text for slide in shown] == [card.title for _page, card in pack.cards]
    assert (slides.slide_width, slides.slide_height) == (12191695, 6858000)
    for slide, (page, _card) in zip(shown, pack.cards, strict=True):
        notes = slide.notes_slide.notes_text_frame.text
        assert pack.scope in notes
        assert page.question in notes
        assert pack.facts["To know"] in notes


def test_every_picture_chart_and_table_of_a_slide_is_said_in_words(slides):
    kinds = 0
    for slide in slides.slides:
        for each in slide.shapes._spTree.iter():
            if each.tag.endswith(DESCRIBED):
                described = next(part for part in each.iter() if part.tag.endswith("}cNvPr"))
                assert len(described.get("descr") or "") > 10
                kinds += 1
    assert kinds > 10


def test_charts_of_slides_hold_the_figures_of_the_page_and_reach_for_nothing_outside(pack, slides):
    _cover, *shown = slides.slides
    compared = 0
    for slide, (_page, card) in zip(shown, pack.cards, strict=True):
        drawn = native(card.figure)
        charts = [shape.chart for shape in slide.shapes if shape.has_chart]
        assert len(charts) == (drawn is not None)
        if drawn is None:
            continue
        plot = charts[0].plots[0]
        assert list(plot.categories) == list(drawn.categories)
        for series, asked in zip(plot.series, drawn.series, strict=True):
            assert list(series.values) == pytest.approx(list(asked.values))
        assert 'linked="1"' not in charts[0]._chartSpace.xml.replace("sourceLinked", "linked").split("<c:valAx>")[-1]
        compared += 1
        links = [each for each in charts[0].part.rels.values() if each.is_external]
        assert not links
    assert compared > 4


def test_the_longest_bar_is_the_largest_amount_and_the_first_stands_at_the_bottom(pack, slides):
    """By hand: the chart's values against the room's table, row by row."""
    page = next(page for page in pack.pages if page.name == "overview")
    types = page.cards[3]
    place = next(at for at, (_page, card) in enumerate(pack.cards) if card is types)
    chart = next(shape.chart for shape in list(slides.slides)[place + 1].shapes if shape.has_chart)
    amounts = types.table["amount"].tolist()
    assert list(chart.plots[0].series[0].values) == pytest.approx(amounts[::-1])
    assert amounts[0] > amounts[-1] > 0
    assert chart.value_axis.minimum_scale == 0


def test_a_workbook_has_a_sheet_a_card_with_its_numbers_as_numbers(pack, workbook):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    first, *names, last = book.sheet_names
    assert (first, last) == ("Contents", "About")
    assert len(names) == len(pack.cards)
    for name, (_page, card) in zip(names, pack.cards, strict=True):
        rows = book.get_sheet_by_name(name).to_python()
        assert rows[0][0] == card.title
        shown = columns(card)
        assert rows[4][: len(shown)] == [each.heading for each in shown]
        for at, column in enumerate(shown):
            if column.is_figure:
                found = [rows[5 + row][at] for row in range(len(column.values))]
                assert [each for each in found if each != ""] == pytest.approx(
                    [each for each in column.values if each is not None])


def test_totals_are_formulas_and_only_where_a_sum_means_something(pack, workbook):
    sheets = parts_of(workbook, r"xl/worksheets/sheet\d+\.xml")
    formulas = sum(len(re.findall("<f>SUM", each)) for each in sheets)
    assert formulas == sum(len(card.totals) for _page, card in pack.cards if len(card.table))
    overview = next(page for page in pack.pages if page.name == "overview")
    at = [card.title for _page, card in pack.cards].index(overview.cards[2].title)
    shown = re.findall(r"</f><v>([\d.]+)</v>", sheets[at + 1])
    assert [float(each) for each in shown] == pytest.approx(
        [float(overview.cards[2].table[name].sum()) for name in overview.cards[2].totals])


def test_no_cell_of_the_data_is_a_formula_and_nothing_leads_outside(workbook):
    assert "=Norte &amp; Co" in "".join(parts_of(workbook, "xl/sharedStrings.xml"))
    for sheet in parts_of(workbook, r"xl/worksheets/sheet\d+\.xml"):
        assert set(re.findall("<f>([A-Z]+)", sheet)) <= {"SUM"}
        assert 'orientation="landscape"' in sheet
    assert not [each for each in parts_of(workbook, r".*\.rels") if 'TargetMode="External"' in each]


class Tables(HTMLParser):
    """The tables of a page as rows of words, and its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.outside: list[str] = []
        self.lang = ""
        self._cell = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        self.lang = known.get("lang", self.lang) if tag == "html" else self.lang
        self.outside += [value for name, value in attrs if name in {"src", "href"} and not value.startswith("#")]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in {"td", "th"}:
            self._cell = True
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        self._cell = self._cell and tag not in {"td", "th"}

    def handle_data(self, data):
        if self._cell:
            self.tables[-1][-1][-1] += data


def test_the_web_page_opens_without_a_network_and_has_every_table_whole(pack):
    text = write(pack, "html").decode()
    found = Tables(text)
    assert found.lang == "en"
    assert found.outside == []
    assert "<script" not in text
    assert "@import" not in text
    assert len(found.tables) == len(pack.cards)
    for table, (_page, card) in zip(found.tables, pack.cards, strict=True):
        shown = columns(card)
        assert table[0] == [each.heading for each in shown]
        for at, column in enumerate(shown):
            assert [row[at] for row in table[1 : len(card.table) + 1]] == [column.written(each) for each in
                                                                          column.values]
    assert "Sur <b>" not in text
    pictures = re.findall(r"<svg.*?</svg>", text)
    assert len(pictures) == 2 * sum(card.figure is not None for _page, card in pack.cards)
    assert all(ElementTree.fromstring(each)[0].tag.endswith("title") for each in pictures)


def bookmarks(outline: list) -> Iterator[str]:
    for each in outline:
        if isinstance(each, list):
            yield from bookmarks(each)
        else:
            yield str(each["/Title"])


def test_the_document_can_be_read_searched_and_found_through(pack):
    reader = pypdf.PdfReader(io.BytesIO(write(pack, "pdf")))
    words = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert reader.metadata is not None
    assert reader.metadata.title == pack.title
    assert reader.root_object["/Lang"] == "en"
    marked = set(bookmarks(reader.outline))
    for page, card in pack.cards:
        assert card.title in words
        assert card.title in marked
        assert page.title in marked
    overview = next(page for page in pack.pages if page.name == "overview")
    shown = columns(overview.cards[2])
    assert all(column.written(value) in words for column in shown for value in column.values)
    assert f"1 / {len(reader.pages)}" in words


def test_a_pack_is_in_one_language_throughout(spanish_pack):
    assert spanish_pack.language == "es"
    book = CalamineWorkbook.from_filelike(io.BytesIO(write(spanish_pack, "xlsx")))
    assert book.sheet_names[0] == "Contenido"
    assert 'lang="es"' in write(spanish_pack, "html").decode()
    show = Presentation(io.BytesIO(write(spanish_pack, "pptx")))
    assert show.core_properties.language == "es"
    assert "=Norte & Co" in spanish_pack.scope


def words_of_slides(content: bytes) -> str:
    return "\n".join(shape.text_frame.text for slide in Presentation(io.BytesIO(content)).slides
                     for shape in slide.shapes if shape.has_text_frame)


def words_of_sheets(content: bytes) -> str:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return "\n".join(str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
                     for cell in row)


def words_of_pages(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages).split())


READ = {"pptx": words_of_slides, "xlsx": words_of_sheets, "html": bytes.decode, "pdf": words_of_pages}


def test_what_cannot_be_answered_is_said_in_every_file_and_never_left_out_silently(book):
    made = gather(book, Scope(years_ago=1), ["dependence", "growth"])
    why = "Growth expected is of the twelve months after the data ends. Choose the latest year."
    assert made.missing == (("Growth", why),)
    assert [page.name for page in made.pages] == ["dependence"]
    for form, read in READ.items():
        words = read(write(made, form))
        assert "Growth" in words, form
        assert why in words, form
    with pytest.raises(CannotAnswer, match=r"None of these pages can be answered from this data\. Growth expected is"):
        gather(book, Scope(years_ago=1), ["growth"])
    with pytest.raises(CannotAnswer, match="'X' is not in this data"):
        gather(book, Scope(regions=("X",)), ["overview"])


def test_a_card_without_a_picture_is_its_table_in_every_file(pack):
    """And the card of an answer that has none at all is a finding alone."""
    page, card = next((page, card) for page, card in pack.cards if card.figure is None)
    bare = replace(card, table=card.table.iloc[:0, :0], totals=())
    for only, has_table in ((card, True), (bare, False)):
        made = replace(pack, pages=(replace(page, cards=(only,)),), has_cover=False)
        files = {form: write(made, form) for form in READ}
        cell = columns(card)[0].written(columns(card)[0].values[0])
        for form, read in READ.items():
            words = read(files[form])
            assert card.title in words, form
            assert cell in words or form == "pptx" or not has_table, form
        (slide,) = Presentation(io.BytesIO(files["pptx"])).slides
        assert [shape.has_table for shape in slide.shapes].count(True) == has_table
        assert not [shape for shape in slide.shapes if shape.has_chart or shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
        assert "<svg" not in files["html"].decode()
        with zipfile.ZipFile(io.BytesIO(files["xlsx"])) as archive:
            assert not [name for name in archive.namelist() if "drawing" in name or "chart" in name]


def test_an_answer_on_screen_is_taken_as_it_is(book):
    shown = ask.room("pareto").answer(book.reader(Scope()), top=0.4)
    made = gather(book, Scope(), ["pareto"], results={"pareto": shown}, settings={"pareto": "Top: 40%"})
    assert "40%" in made.pages[0].answer
    assert "Top: 40%" in made.about(made.pages[0])["Settings"]


def test_what_all_pages_are_asked_with_reaches_those_that_know_it(book):
    made = gather(book, Scope(), ["overview", "pareto"], common={"top": 0.4})
    assert "40%" in made.pages[1].answer
    assert made.pages[0].cards


@pytest.mark.parametrize(("values", "unit", "written"), [
    ([0.1, 0.25], "share", "0.0%"),
    ([5.0, 900.0], "money", '"€"#,##0'),
    ([5_000.0, 90_000.0], "money", '"€"#,##0,"K"'),
    ([1e3, 2e6], "money", '[>=1000000]"€"#,##0.0,,"M";[>=1000]"€"#,##0,"K";"€"#,##0'),
    ([-3e6, 2e6], "money", '"€"#,##0.0,,"M"'),
    ([0.5, 4.3], "number", "0.00"),
])
def test_labels_have_formats_that_follow_the_figures(values, unit, written):
    assert number_format(values, unit, ("€", "")) == written
    with in_language("es"):
        assert number_format([2e6, -1.0], "money", ("", " €")) == '#,##0.0,,"\u00a0M"" €"'


def test_the_command_writes_each_format_and_refuses_in_a_sentence(book, tmp_path, capsys):
    path = str(book.path)
    assert main(["pack", "--pages", "overview", "--to", str(tmp_path / "a.html"), "--region", "N", "--book", path]) == 0
    assert "4 cards of Overview" in capsys.readouterr().out
    assert main(["pack", "--pages", "nope", "--to", str(tmp_path / "a.html"), "--book", path]) == 2
    assert "There is no page called 'nope'" in capsys.readouterr().err
    assert main(["pack", "--to", str(tmp_path / "a.doc"), "--book", path]) == 2
    assert "pptx, xlsx, html, pdf" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["pptx", "xlsx"])
def test_an_office_program_opens_and_prints_it(book, tmp_path, ending):
    office = shutil.which("soffice")
    if office is None:
        if os.environ.get("CLIENTELA_REQUIRE_OFFICE") == "1":
            pytest.fail("No LibreOffice is installed and CLIENTELA_REQUIRE_OFFICE=1 asks for one.")
        pytest.skip("no LibreOffice: nothing was converted (apt-get install libreoffice-impress libreoffice-calc)")
    made = gather(book, Scope(), ["overview", "pareto"])
    source = tmp_path / f"pack.{ending}"
    source.write_bytes(write(made, ending))
    subprocess.run([office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
                    "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=180)
    pages = pypdf.PdfReader(tmp_path / "pack.pdf").pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert made.cards[1][1].title in words
    assert len(pages) >= len(made.cards)
    assert "#REF!" not in words
    assert "Err:" not in words


