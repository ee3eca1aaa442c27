"""Small files that would become large ones: refused or set aside within seconds, whatever they are packed in."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile

import pyarrow as pa
import pyarrow.parquet
import pytest
import xlsxwriter

from crm_core.intake.draft import BuildRefused
from crm_core.intake.files import Limits
from tests.intake.own_files import bring, build, write
from tests.intake.test_archives_and_databases import SECONDS, packed
from tests.intake.test_files import BALANCES, SMALL_BANK

ZEROS = bytes(80_000_000)


def refused_at_once(folder, why: str, **how: object) -> None:
    begun = time.process_time()
    with pytest.raises(BuildRefused, match=why):
        build(folder, **how)
    assert time.process_time() - begun < SECONDS


@pytest.mark.parametrize("mapping", ["", "[activity]\nfile = 'activity.zip/inner.zip'\n"])
def test_a_zip_within_a_zip_is_not_unpacked_further(tmp_path, mapping):
    content = packed(**{"inner.zip": packed(**{"bomb.csv": ZEROS})})
    folder = write(tmp_path / "bank", activity="", **{"activity.zip": content, "mapping.toml": mapping})
    refused_at_once(folder, r"activity\.zip.* (holds these files: inner\.zip|is an Excel or zip file by its content)")


def test_a_zip_of_many_bombs_is_refused_by_the_one_that_is_read(tmp_path):
    content = packed(**{f"activity_{number}.csv": ZEROS[:1_000_000] for number in range(50)}, **{"x.csv": ZEROS})
    mapping = {"mapping.toml": "[activity]\nfile = 'bank.zip/x.csv'\n"}
    refused_at_once(write(tmp_path / "bank", activity="", **{"bank.zip": content}, **mapping), "unpacks to more than")


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml"])
def test_a_workbook_that_unpacks_too_far_is_refused(tmp_path, part):
    name = "activity.ods" if part == "content.xml" else "activity.xlsx"
    refused_at_once(write(tmp_path / "bank", activity="", **{name: packed(**{part: ZEROS})}), "unpacks to more than")


def test_entities_within_entities_of_an_open_document_are_refused(tmp_path):
    entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "ha">{entities}]><x>&e12;</x>'
    folder = write(tmp_path / "bank", activity="", **{"activity.ods": packed(**{"content.xml": text})})
    refused_at_once(folder, r"activity\.ods is not a whole Excel file")


def repeated(rows: int) -> bytes:
    """A Parquet file that says one row over and over in a few bytes."""
    stream = io.BytesIO()
    month = pa.table({"customer_id": ["C1"], "product_id": ["LOAN"], "month": ["2026-01"], "balance": ["1"]})
    places = pa.array([0] * rows, pa.int32())
    table = pa.table({name: pa.DictionaryArray.from_arrays(places, month[name].combine_chunks())
                      for name in month.column_names})
    pyarrow.parquet.write_table(table, stream)
    return stream.getvalue()


def test_a_parquet_file_of_more_rows_than_its_bytes_can_mean_is_refused(tmp_path):
    content = repeated(400_000)
    assert len(content) < 6_000
    folder = write(tmp_path / "bank", activity="", **{"activity.parquet": content})
    refused_at_once(folder, r"activity\.parquet has .* bytes and unpacks to more than", limits=Limits(ratio_from=10**6))


def test_objects_within_objects_are_one_rejected_line(tmp_path):
    good = [json.dumps({"customer_id": who, "product_id": what, "month": month, "balance": balance})
            for who, what, month, balance in (("C1", "SAVINGS", "2026-01", 100), ("C1", "SAVINGS", "2026-02", 110),
                                              ("C2", "LOAN", "2026-02", 5000))]
    deep = [f'{{"customer_id": {"[" * depth}{"]" * depth}}}' for depth in (500, 900, 960, 990, 1_000, 100_000)]
    built = bring(tmp_path, activity="", **{"activity.jsonl": "\n".join([*good, *deep])})
    assert built.rows(BALANCES) == SMALL_BANK
    assert len(built.rejected("activity")) == len(deep)


def test_a_zip_whose_header_lies_about_its_size_is_damaged(tmp_path):
    content = bytearray(packed(**{"activity.csv": ZEROS[:2_000_000]}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo("activity.csv").file_size.to_bytes(4, "little")
    lying = bytes(content).replace(size, (100).to_bytes(4, "little"))
    refused_at_once(write(tmp_path / "bank", activity="", **{"activity.zip": lying}), "is not a whole zip file")


@pytest.mark.parametrize("line", [b"\n", b",,,\n", b"  \n"])
def test_a_gz_of_empty_lines_is_refused_at_once(tmp_path, line):
    head = b"customer_id,product_id,month,balance\nC1,LOAN,2026-01-01,5\n"
    content = gzip.compress(head + line * (42_000_000 // len(line)))
    assert len(content) < 45_000
    refused_at_once(write(tmp_path / "bank", activity="", **{"activity.csv.gz": content}), "unpacks to more than")


def sheet(rows: int, stray: str = "") -> bytes:
    """A workbook of activity, with one more cell where it is said."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        page = book.add_worksheet("activity")
        for number, row in enumerate([("customer_id", "product_id", "month", "balance"),
                                      *([("C1", "LOAN", "2026-01-01", 5)] * rows)]):
            page.write_row(number, 0, row)
        if stray:
            page.write_string(stray, "x")
    return stream.getvalue()


def test_a_stray_cell_in_the_last_column_is_told_before_all_between_is_held(tmp_path):
    folder = write(tmp_path / "bank", activity="", **{"activity.xlsx": sheet(1_200, "XFD10")})
    refused_at_once(folder, r"has only 4,805 cells, as far as row 1,201 and column 16,384; all between them would be")


def test_a_stray_cell_beside_a_small_table_does_no_harm(tmp_path):
    built = bring(tmp_path, activity="", **{"activity.xlsx": sheet(1, "CA2")})
    assert built.files["activity.xlsx"].accepted == 1


FAR = '<row r="100000"><c r="CZZ100000"><v>1</v></c></row>'
WRITTEN_OTHERWISE = {
    "other quotes": FAR.replace('"', "'"),
    "no number of the row": FAR.replace(' r="100000"', ""),
    "small letters": FAR.replace("CZZ", "czz"),
    "line ends": FAR.replace("<c ", "<c\n"),
    "a sign within": FAR.replace("<c ", '<c x=">" '),
    "a long tag": FAR.replace("<c ", f"<c {' ' * 6_000_000}"),
    "no addresses": f'<row r="1">{"<c><v>1</v></c>" * 2_730}</row><row r="100000"><c><v>1</v></c></row>',
    "a name of its own": FAR.replace("<", "<x:").replace("<x:/", "</x:"),
}


def rewritten(rows: str, part: str = "xl/worksheets/sheet1.xml") -> bytes:
    """The workbook of `sheet`, with other rows, in that part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(1))) as before, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as after:
        for each in before.namelist():
            content = before.read(each).replace(b"worksheets/sheet1.xml", part.removeprefix("xl/").encode())
            if "worksheets/" in each:
                around = b'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns="http://schemas'
                begin, end = content.index(b"<sheetData>"), content.index(b"</sheetData>")
                content = content[:begin + 11] + rows.encode() + content[end:]
                content = content.replace(b'xmlns="http://schemas', around, 1)
            after.writestr(part if "worksheets/" in each else each, content)
    return made.getvalue()


@pytest.mark.parametrize("rows", WRITTEN_OTHERWISE.values(), ids=WRITTEN_OTHERWISE)
def test_a_far_cell_is_found_however_it_is_written(tmp_path, rows):
    """What reads a workbook takes all of these: 1,400 bytes had it ask for six gigabytes."""
    folder = write(tmp_path / "bank", activity="", **{"activity.xlsx": rewritten(rows)})
    refused_at_once(folder, r"has cells as far as row 100,000 and column 2,730")


def test_a_far_cell_is_found_wherever_the_sheet_lies(tmp_path):
    content = rewritten(FAR, part="xl/elsewhere/first.xml")
    folder = write(tmp_path / "bank", activity="", **{"activity.xlsx": content})
    refused_at_once(folder, r"has cells as far as row 100,000 and column 2,730")


def test_a_sheet_without_addresses_is_read_and_its_errors_are_told(tmp_path):
    rows = [["customer_id", "product_id", "month", "balance"], ["C1", "LOAN", "2026-01-01", "5"]]
    cells = "".join(f"<row>{''.join(f'<c t={chr(39)}str{chr(39)}><v>{each}</v></c>' for each in row)}</row>"
                    for row in [*rows, ["C2", "LOAN", "2026-01-01"]])
    cells = cells.removesuffix("</row>") + "<c t='e'><v>#N/A</v></c></row>"
    built = bring(tmp_path, activity="", **{"activity.xlsx": rewritten(cells)})
    assert built.files["activity.xlsx"].accepted >= 1
    assert "#N/A" in str(built.rejected("activity"))
