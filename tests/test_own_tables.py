"""Tables of a reader are joined to areas: every row is accounted for, what is not stated is asked and never guessed."""

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from pandas import DataFrame, to_datetime

from geodata.dates import DateSpan
from geodata.own.join_report import CORRECTION_COLUMNS, JoinCorrections, RowKind, read_corrections
from geodata.own.names import AreaIndex, MatchKind, index_of
from geodata.own.quantities import DayOrder, Sign
from geodata.own.spreadsheets import TableFileError, TableLimits, first_row, read_sheet
from geodata.own.tables import OwnTable, QuestionSubject, TableColumns, read_table
from tests.properties import examples
from tests.shipped_views import dataset

SAMPLES = os.environ.get("ATLAS_OWN_SAMPLES", "")  # a folder of public files that are not committed


@pytest.fixture(scope="module")
def states() -> AreaIndex:
    return index_of(dataset())


def read(path: Path, text: str | bytes = "", **options: object) -> OwnTable:
    if text:
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    columns = TableColumns(**options) if options else None  # type: ignore[arg-type]
    return read_table(path, columns=columns, index=index_of(dataset()))


def figures(table: OwnTable) -> list[tuple[str, float | None]]:
    return [(value.area, value.km2) for value in table.values]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook with a cover, titles, a header of two rows with merged cells, marks, a total and notes."""
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    sheet = book.create_sheet("Data")
    raised = InlineFont(vertAlign="superscript")
    sheet["A1"] = "Table 3. Contaminated land by country (preliminary)"
    sheet["A2"] = "Programme office"
    sheet["A4"], sheet["B4"] = "Country", CellRichText("Mined area (km", TextBlock(raised, "2"), ")")
    sheet["D4"] = "Land released (ha)"
    for column, year in enumerate((2022, 2023, 2022, 2023), 2):
        sheet.cell(5, column, year)
    for cells in ("A1:E1", "A4:A5", "B4:C4", "D4:E4"):
        sheet.merge_cells(cells)
    rows: list[tuple[object, ...]] = [
        ("Afghanistan", 1, 2, 300, 400),
        (CellRichText("Serbia", TextBlock(raised, "a")), 0.5, "–", 10, "20*"),
        ("Ukrane", 1, 1, 1, 1),
        ("NA", 1, 1, 1, 1),
        ("World", 10, 10, 10, 10),
        (None, 1, 1, 1, 1),
        ("Lao PDR", 1, 1, 1, "nil"),
    ]
    for line, row in enumerate(rows, 6):
        for column, value in enumerate(row, 1):
            sheet.cell(line, column, value)
    sheet["A14"], sheet["A15"] = "a  Without Kosovo.", "Source: national authorities."
    book.save(tmp_path / "titled.xlsx")
    return tmp_path / "titled.xlsx"


@pytest.mark.slow
def test_a_workbook_as_people_make_them_is_read(workbook: Path, states: AreaIndex) -> None:
    table = read_table(workbook, index=states)
    kinds = [row.kind for row in table.report.rows]
    body = ["area", "area", "unmatched", "unmatched", "aggregate", "no area", "area", "blank"]
    assert kinds[:13] == ["title", "title", "blank", "header", "header", *body]
    assert set(kinds[13:]) == {RowKind.NOTE}
    assert table.sheet == "Data"
    assert table.is_wide
    assert figures(table)[:4] == [("AFG", 1.0), ("AFG", 2.0), ("AFG", 3.0), ("AFG", 4.0)]
    assert ("SRB", 0.2) in [(area, round(km2 or 0, 6)) for area, km2 in figures(table)]
    assert table.unread == ((12, "Land released (ha) – 2023", "nil"),)
    assert {str(value.when) for value in table.values} == {"2022-01-01/2022-12-31", "2023-01-01/2023-12-31"}
    assert {value.label for value in table.values} == {"Mined area", "Land released"}
    assert table.is_ready
    assert table.report.headline == (
        "3 of 7 rows name 3 of the countries and areas of the atlas; 3 do not: Ukrane, NA, (empty); World is a total."
    )
    assert table.report.sentences == (
        "Row 7: the mark '[a]' was taken off 'Serbia[a]'.",
        "Row 8, 'Ukrane', names none of the countries and areas of the atlas; did you mean 'Ukraine'?",
        "Row 9, 'NA', is a code in a column of names; did you mean 'Namibia'?",
        "Row 10, 'World', is a total and is left out.",
        "Row 11 has figures and names no area.",
    )


def test_a_report_can_be_corrected_and_read_back(workbook: Path, states: AreaIndex) -> None:
    table = read_table(workbook, index=states)
    lines = table.report.to_csv().splitlines()
    assert lines[0] == ",".join(CORRECTION_COLUMNS)
    answers = {"Ukrane": "Ukraine", "NA": "-"}
    corrected = [
        next((line + answer for text, answer in answers.items() if f",{text}," in line), line) for line in lines
    ]
    path = workbook.with_name("corrected.csv")
    path.write_text("\n".join(corrected), encoding="utf-8")
    corrections = read_corrections(path, states)
    assert corrections.areas == {"Ukrane": "UKR", "NA": ""}
    again = table.corrected(corrections)
    (row,) = (row for row in again.report.rows if row.text == "Ukrane")
    assert row.match is not None
    assert (row.kind, row.match.area, row.match.kind) == (RowKind.AREA, "UKR", MatchKind.CORRECTION)
    assert again.report.of(RowKind.LEFT_OUT)[0].text == "NA"
    path.write_text(again.report.to_csv(), encoding="utf-8-sig", newline="")
    assert read_corrections(path, states) == corrections


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).map(str.strip).filter(bool)


@pytest.mark.slow
@examples(30)
@given(choices=st.dictionaries(texts, st.sampled_from(["", "UKR", "NAM", "COD"]), max_size=4))
def test_corrections_survive_their_file(tmp_path_factory: pytest.TempPathFactory, choices: dict[str, str]) -> None:
    path = tmp_path_factory.mktemp("corrections") / "table.csv"
    rows = "".join('"{}",1\r\n'.format(text.replace('"', '""')) for text in choices)
    path.write_text(f"Country,ha\r\nIraq,1\r\nChad,2\r\n{rows}", encoding="utf-8", newline="")
    corrections = JoinCorrections(choices)
    table = read_table(path, index=index_of(dataset())).corrected(corrections)
    path.write_text(table.report.to_csv(), encoding="utf-8", newline="")
    left = {row.text for row in table.report.rows if row.match and row.match.kind is MatchKind.CORRECTION}
    assert read_corrections(path, index_of(dataset())).areas == {t: a for t, a in choices.items() if t in left}


cells = st.one_of(
    st.sampled_from(
        ["", "Iraq", "Chad", "Sudan[a]", "World", "Atlantis", "12", "1,5", "3.25", "–", "2023", "km2", "NA", "IQ"]
    ),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6),
)


@pytest.mark.slow
@examples(70)
@given(rows=st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=9))
def test_every_row_is_accounted_for_or_the_table_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    path = tmp_path_factory.mktemp("any") / "any.csv"
    lines = [",".join('"{}"'.format(cell.replace('"', '""')) for cell in row) for row in rows]
    path.write_text("\r\n".join(["Country,ha,note,more", "Iraq,1,,", *lines]), encoding="utf-8", newline="")
    try:
        table = read_table(path, index=index_of(dataset()))
    except TableFileError as error:
        refusal = str(error)
    else:
        refusal = ""
    if refusal:
        assert refusal.startswith("any.csv")
        return
    assert [row.line for row in table.report.rows] == [*range(1, len(read_sheet(path).rows) + 1)]
    named = {row.line: row.match.area for row in table.report.of(RowKind.AREA) if row.match}
    assert all(named[value.line] == value.area for value in table.values)


def test_na_is_namibia_in_a_column_of_codes(tmp_path: Path) -> None:
    table = read(tmp_path / "codes.csv", "iso2,ha\nNA,1\nNO,2\nTP,3\n", day=DateSpan.parse("2024"))
    assert figures(table) == [("NAM", 0.01), ("NOR", 0.02), ("TLS", 0.03)]
    assert table.is_ready


def test_numbers_of_rows_are_no_figures_and_a_group_of_columns_gives_its_name_to_each(tmp_path: Path) -> None:
    text = (
        "Report\n,,Mined area (km2),\nNo.,Country,2022,2023\n1,Angola,1,2\n2,Chad,3,4\n,Total,4,6\nNotes:\n* estimate\n"
    )
    table = read(tmp_path / "grouped.csv", text)
    assert figures(table) == [("AGO", 1.0), ("AGO", 2.0), ("TCD", 3.0), ("TCD", 4.0)]
    assert {value.label for value in table.values} == {"Mined area"}
    assert table.is_ready


def test_m49_codes_are_read_where_the_header_says_so(tmp_path: Path) -> None:
    assert figures(read(tmp_path / "m49.csv", "m49,ha\n004,1\n24,2\n")) == [("AFG", 0.01), ("AGO", 0.02)]
    with pytest.raises(TableFileError, match="is no table by countries and areas of the atlas"):
        read(tmp_path / "numbers.csv", "a,b\n4,1\n24,2\n")


def test_a_code_and_a_name_that_disagree_are_named(tmp_path: Path) -> None:
    table = read(tmp_path / "two.csv", "Country,ISO,ha\nIraq,IRN,1\nChad,TCD,2\nSudan,SDN,3\n")
    assert [row.line for row in table.report.of(RowKind.CONFLICT)] == [2]
    assert table.report.sentences == ("Row 2 has 'Iraq', which is Iraq, beside 'IRN', which is Iran.",)


def test_only_the_figures_that_the_reader_names_are_read_with_the_date_of_their_row(tmp_path: Path) -> None:
    text = "Country,Year,ha,Teams\nIraq,2022,1,7\nChad,2023,2,8\n"
    table = read(tmp_path / "some.csv", text, values=("ha",), details=("Teams",))
    assert [(value.km2, str(value.when)[:4], value.details) for value in table.values] == [
        (0.01, "2022", (("Teams", "7"),)),
        (0.02, "2023", (("Teams", "8"),)),
    ]
    assert table.is_ready


def test_two_rows_of_one_area_are_named_and_years_tell_rows_apart(tmp_path: Path) -> None:
    table = read(tmp_path / "long.csv", "Country,Year,ha\nIraq,2022,1\nIraq,2023,2\nIRAQ,2023,3\nChad,2023,1\n")
    assert [(row.line, row.group) for row in table.report.rows if row.group] == [(3, (3, 4)), (4, (3, 4))]
    assert "Rows 3 and 4 both name Iraq." in table.report.sentences
    assert [value.when.label for value in table.values if value.when] == ["2022", "2023", "2023", "2023"]


def test_a_decimal_comma_is_known_from_the_other_numbers(tmp_path: Path) -> None:
    text = "Pays;Superficie (km²);Nettoyée\n;;ha\nTchad;1.234,5;12\nCôte d’Ivoire;3,25;1.234\nTotal;1.237,75;\n"
    table = read(tmp_path / "fr.csv", text.encode("cp1252"), day=DateSpan.parse("2023-12-31"))
    assert figures(table) == [("TCD", 1234.5), ("TCD", 0.12), ("CIV", 3.25), ("CIV", 12.34)]
    assert table.notes == ("Read as Windows-1252 (Western European), cells separated by a semicolon.",)
    assert table.is_ready


def test_what_the_table_does_not_state_is_asked_and_answered(tmp_path: Path) -> None:
    text = 'Country,Area,Surveyed\nIraq,"1,234",03/04/2024\nChad,12,05/06/2024\n'
    table = read(tmp_path / "open.csv", text)
    assert [question.subject for question in table.questions] == [
        QuestionSubject.ORDER,
        QuestionSubject.DECIMAL,
        QuestionSubject.UNIT,
        QuestionSubject.DATE,
    ]
    order, decimal, unit, day = (question.text for question in table.questions)
    assert order == "'03/04/2024' can mean two days; state whether the day or the month comes first."
    assert unit.startswith("The unit of the column 'Area' is not stated; state one of m2, ha, km2, sq mi, acre,")
    assert decimal.startswith("'1,234' in the column 'Area' can be 1234 or 1.234; state whether the decimal sign is")
    assert day == "No date is stated for 1 of 1 figures; state the day, month or year that they are of."
    stated = TableColumns(
        units={"Area": "ha"}, decimal=Sign.DOT, order=DayOrder.DAY_FIRST, day=DateSpan.parse("2024"), values=("Area",)
    )
    ready = table.with_columns(stated)
    assert ready.is_ready
    assert figures(ready) == [("IRQ", 12.34), ("TCD", 0.12)]


def test_of_dates_that_can_mean_two_days_the_order_alone_is_asked_and_of_two_columns_of_dates_which(
    tmp_path: Path,
) -> None:
    text = "Country,ha,Date\nIraq,1,03/04/2024\nChad,2,05/06/2024\n"
    (order,) = read(tmp_path / "a.csv", text).questions
    assert order.subject is QuestionSubject.ORDER
    (question,) = read(tmp_path / "b.csv", "Country,ha,Year,Date\nIraq,1,2023,2024-01-01\n").questions
    assert (question.subject, question.choices) == (QuestionSubject.DATE, ("Year", "Date"))
    assert read(tmp_path / "b.csv", date="Date").is_ready


def test_columns_of_one_header_are_told_apart(tmp_path: Path) -> None:
    table = read(tmp_path / "a.csv", "Country,ha,ha,Date,Date\nIraq,1,2,2023,2024\nChad,3,4,2023,2024\n")
    (question,) = table.questions
    assert question.choices == ("Date", "Date (2)")
    dated = table.with_columns(TableColumns(date="Date (2)"))
    assert dated.is_ready
    assert [(value.column, value.km2, str(value.when)[:4]) for value in dated.values[:2]] == [
        ("ha", 0.01, "2024"),
        ("ha (2)", 0.02, "2024"),
    ]


def test_a_column_whose_names_stand_for_several_areas_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        TableFileError, match=r"^a\.csv: none of the texts in its column 'State' is a code or name of one"
    ):
        read(tmp_path / "a.csv", "State,ha\nSerbia and Montenegro,1\nYugoslavia,2\n")


def test_a_dunam_of_iraq_is_asked_about(tmp_path: Path) -> None:
    path, text = tmp_path / "dunam.csv", "Country,Cleared (dunam),Year\nIraq,10,2023\nLebanon,10,2023\n"
    (question,) = read(path, text).questions
    assert question.text == (
        "The column 'Cleared (dunam)' is in dunams of 1,000 m², but a dunam is 2,500 m² in Iraq; state its unit."
    )
    assert read(path, units={"Cleared (dunam)": "iraqi dunam"}).values[0].km2 == 0.025


def test_two_units_for_one_column_are_asked_about(tmp_path: Path) -> None:
    (question,) = read(tmp_path / "two.csv", "Country,Area (ha),Year\n,m2,\nIraq,10,2023\nChad,10,2023\n").questions
    assert question.text == "The column 'Area (ha)' states more than one unit, ha and m2; state which one it is in."


def test_the_formats_give_the_same_figures(tmp_path: Path) -> None:
    frame = DataFrame(
        {"Country": ["Namibia", "Iraq"], "Area (km²)": [1.5, 1234.25], "As of": to_datetime(["2024-01-31"] * 2)}
    )
    paths = [tmp_path / "table.ods", tmp_path / "table.xlsx", tmp_path / "table.csv"]
    for path in paths[:2]:
        pyogrio.write_dataframe(frame, path, driver=path.suffix[1:].upper())
    frame.to_csv(paths[2], index=False, encoding="utf-16", sep="\t", decimal=",")
    for path in paths:
        table = read(path)
        assert table.is_ready, path.name
        assert [(value.area, value.km2, str(value.when)) for value in table.values] == [
            ("NAM", 1.5, "2024-01-31"),
            ("IRQ", 1234.25, "2024-01-31"),
        ], path.name


OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS = f"""<office:document-content xmlns:office="{OASIS}:office:1.0" xmlns:style="{OASIS}:style:1.0"
 xmlns:text="{OASIS}:text:1.0" xmlns:table="{OASIS}:table:1.0"><office:automatic-styles>
<style:style style:name="T1"><style:text-properties style:text-position="super 58%"/></style:style>
<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Hidden" table:style-name="ta2"><table:table-row>
<table:table-cell><text:p>Secret</text:p></table:table-cell></table:table-row></table:table>
<table:table table:name="Sheet1"><table:table-row><table:table-cell><text:p>Country</text:p></table:table-cell>
<table:table-cell><text:p>km<text:span text:style-name="T1">2</text:span></text:p></table:table-cell>
<table:table-cell><text:p>Year</text:p></table:table-cell>
<table:table-cell table:number-columns-repeated="16381"/></table:table-row>
<table:table-row table:number-rows-repeated="2"><table:table-cell><office:annotation><text:p>remark</text:p>
</office:annotation><text:p>Chad<text:span text:style-name="T1">a</text:span></text:p></table:table-cell>
<table:table-cell office:value-type="float" office:value="2.5"/>
<table:table-cell office:value-type="float" office:value="2023"/></table:table-row>
<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(path: Path, **parts: str) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), text)
    return path


def test_a_sheet_of_a_million_empty_rows_with_remarks_and_hidden_sheets_is_read(tmp_path: Path) -> None:
    table = read(ods(tmp_path / "repeated.ods", content_xml=ODS))
    assert [(value.area, value.km2, value.line) for value in table.values] == [("TCD", 2.5, 2), ("TCD", 2.5, 3)]
    assert table.sheets == ("Sheet1",)
    assert table.report.rows[1].marks == "[a]"


def test_files_that_are_no_table_are_refused_in_one_sentence(tmp_path: Path) -> None:
    encrypted = '<m xmlns:manifest="urn:x"><manifest:encryption-data/></m>'
    files: dict[str, tuple[bytes, str]] = {
        "empty.csv": (b"", "is empty, expected a header and at least one row"),
        "blank.csv": (b"\n\n,,\n", "is empty, expected a header and at least one row"),
        "header.csv": (b"Country,ha\n", "has one row, expected a header"),
        "wide.csv": (b",".join([b"Country", *[b"x"] * 9_999]) + b"\nIraq", "has 10,000 columns, expected at most 400"),
        "two.csv": (b"Donor,Country\nNorway,Iraq\nJapan,Chad\n", "has two columns that could name the area"),
        "turned.csv": (
            b"Year,Iraq,Chad,Peru\n2020,1,2,3\n",
            "has 3 areas side by side in row 1, expected a row for each",
        ),
        "places.csv": (
            b"Location,ha\nJajce,1\nMostar,2\n",
            "is no table by countries and areas of the atlas: of 2 texts",
        ),
        "locked.xlsx": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        "old.xls": (b"\xd0\xcf\x11\xe0", "is in the format of Excel 97–2003; save it as .xlsx or .csv"),
        "cut.xlsx": (b"PK\x03\x04half", "is damaged and cannot be read"),
        "binary.csv": (b"\x00\x01\x02", "is no table, expected one of .csv"),
    }
    for name, (data, message) in files.items():
        (tmp_path / name).write_bytes(data)
        with pytest.raises(TableFileError, match=f"^{name}") as caught:
            read(tmp_path / name)
        assert message in str(caught.value)
        assert "\n" not in str(caught.value)
    for path, message in (
        (ods(tmp_path / "locked.ods", content_xml="x", META_INF__manifest_xml=encrypted), "damaged"),
        (ods(tmp_path / "other.zip", readme_txt="x"), "is a zip archive and no workbook"),
        (tmp_path / "absent.csv", "cannot be read: No such file"),
    ):
        with pytest.raises(TableFileError, match=message):
            read(path)
    with zipfile.ZipFile(tmp_path / "locked.ods", "w") as archive:
        archive.writestr("content.xml", "x")
        archive.writestr("META-INF/manifest.xml", encrypted)
    with pytest.raises(TableFileError, match="is protected by a password"):
        read(tmp_path / "locked.ods")


def test_a_cell_far_away_and_too_many_cells_are_refused_before_they_take_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"], book.active["XFD3"] = "Country", "Iraq", "x"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(TableFileError, match=r"far\.xlsx has 16,384 columns, expected at most 400"):
        read(tmp_path / "far.xlsx")
    with pytest.raises(
        TableFileError, match=r"many\.csv has 6,001 rows of 400 columns, expected at most 2,000,000 cells"
    ):
        read(tmp_path / "many.csv", "Country" + "," * 398 + ",x\n" + "Iraq\n" * 6_000)


def test_the_first_row_is_read_whatever_the_rest_holds(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append([])
    for row in [("Longitude", None, "Latitude"), *[("ab" * 50, 1)] * 900]:
        book.active.append(row)
    book.save(tmp_path / "long.xlsx")
    long = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "long.xlsx") as source, zipfile.ZipFile(long, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            rows = b"<!--" + b"x" * 3_000_000 + b"--><row" if name.endswith("sheet1.xml") else b"<row"
            archive.writestr(name, source.read(name).replace(b"<row", rows, 1))
    assert first_row("long.xlsx", (tmp_path / "long.xlsx").read_bytes()) == ("Longitude", "Latitude")
    with pytest.raises(TableFileError, match=r"^long\.xlsx unpacks to more than 2 MB"):
        first_row("long.xlsx", long.getvalue())
    assert first_row("a.csv", b"sep=;\n\nlon;lat\n" + b"1;2\n" * 100_000) == ("lon", "lat")


def test_a_workbook_is_not_unpacked_beyond_its_limit(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in [("Country", "ha"), *[("Iraq", 1)] * 400]:
        book.active.append(row)
    book.save(tmp_path / "long.xlsx")
    assert len(read_sheet(tmp_path / "long.xlsx", limits=TableLimits(xml_bytes=60_000)).rows) == 401
    with pytest.raises(TableFileError, match=r"^long\.xlsx unpacks to more than 0 MB and is not read: leave out"):
        read_sheet(tmp_path / "long.xlsx", limits=TableLimits(xml_bytes=20_000))


@pytest.mark.slow
@examples(40)
@given(data=st.data())
def test_a_spoilt_workbook_is_read_or_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = ods(tmp_path_factory.mktemp("spoilt") / "spoilt.ods", content_xml=ODS)
    is_packed = data.draw(st.booleans())
    content = bytearray(path.read_bytes() if is_packed else ODS.encode())
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), min_size=1, max_size=8)):
        content[place] = data.draw(st.integers(0, 255))
    if is_packed:
        path.write_bytes(content)
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("content.xml", bytes(content))
    try:
        sheet = read_sheet(path)
    except TableFileError as error:
        refusal = str(error)
    else:
        refusal = f"spoilt.ods {len(sheet.rows)}"
    assert refusal.startswith(("spoilt.ods ", "the sheet "))
    assert "\n" not in refusal


def test_a_wrong_statement_names_the_nearest(tmp_path: Path, workbook: Path) -> None:
    path, text = tmp_path / "t.csv", "Country,Area\nIraq,1\nChad,2\n"
    for options, message in (
        ({"area": "Contry"}, "has no column 'Contry'; did you mean 'Country'"),
        ({"date": "Yeer"}, "has no column 'Yeer'"),
        ({"units": {"Area": "furlong"}}, "'furlong' is no unit of 'Area', expected one of m2, ha"),
        ({"area": "Area"}, "none of the texts in its column 'Area' is a code or name"),
        ({"encoding": "utf-99"}, "'utf-99' is no encoding"),
    ):
        with pytest.raises(TableFileError, match=message):
            read(path, text, **options)
    with pytest.raises(TableFileError, match="has no sheet 'Dta'; did you mean 'Data'"):
        read_table(workbook, sheet="Dta")


def test_a_correction_that_names_no_area_is_named_with_its_place(tmp_path: Path, states: AreaIndex) -> None:
    path = tmp_path / "report.csv"
    path.write_text("as written,correction\nAtlantis,Frnace\n", encoding="utf-8")
    with pytest.raises(TableFileError, match=r"report\.csv:2: 'Frnace' names none .* did you mean 'France'"):
        read_corrections(path, states)
    path.write_text("name,value\nx,1\n", encoding="utf-8")
    with pytest.raises(TableFileError, match="is no join report: it has no column 'as written'"):
        read_corrections(path, states)


@pytest.mark.skipif(not SAMPLES, reason="ATLAS_OWN_SAMPLES names no folder with the public files")
@pytest.mark.parametrize(("name", "count"), [("26-5.csv", 162), ("hr_status_crpd.csv", 193), ("census_1991.csv", 0)])
def test_public_tables_are_joined_in_full_or_refused(name: str, count: int) -> None:
    if not count:
        with pytest.raises(TableFileError, match="is no table by countries and areas of the atlas: of 142 texts"):
            read(Path(SAMPLES) / name)
        return
    assert read(Path(SAMPLES) / name).report.counts[RowKind.AREA] == count


def test_many_rows_of_one_area_share_the_list_of_their_lines(tmp_path: Path) -> None:
    table = read(tmp_path / "long.csv", "Country,ha\n" + "Iraq,1\n" * 1000)
    assert {id(row.group) for row in table.report.rows if row.group} == {id(table.report.rows[1].group)}
    assert table.report.sentences == ("Rows 2, 3, 4, 5, 6 and 995 more all name Iraq.",)


def test_rows_and_columns_of_which_the_same_is_to_be_said_share_a_sentence(tmp_path: Path) -> None:
    table = read(tmp_path / "years.csv", "Country,2022,2023\nIraq,1,2\nWorld,1,2\nWorld,3,4\nIraqq,5,6\nIraqq,7,8\n")
    assert table.report.headline == (
        "1 of 5 rows names 1 of the countries and areas of the atlas; 2 do not: Iraqq; World is a total."
    )
    assert table.report.sentences == (
        "Rows 3 and 4, 'World', are totals and are left out.",
        "Rows 5 and 6, 'Iraqq', name none of the countries and areas of the atlas; did you mean 'Iraq' or 'Iran'?",
    )
    question, *_ = table.questions
    assert question.text.startswith("The unit of the 2 columns '2022' to '2023' is not stated; state one of m2, ha,")
    units = dict.fromkeys(question.columns, "ha")
    answered = table.with_columns(TableColumns(units=units))
    assert answered.is_ready


def test_a_long_cell_is_no_figure_by_its_beginning_and_is_kept_whole_beside_one(tmp_path: Path) -> None:
    long = "5" + " " * 500 + "teams"
    text = f"Country,ha,Remark,v {'(' * 50_000}\nIraq,1,{long},1\nChad,2,,2\nPeru,{long},,3\n"
    table = read(tmp_path / "long.csv", text, values=("ha",), details=("Remark",))
    assert [(value.area, value.value) for value in table.values] == [("IRQ", 1.0), ("TCD", 2.0)]
    assert table.values[0].details == (("Remark", long),)
    assert [(line, header) for line, header, _ in table.unread] == [(4, "ha")]
    assert table.columns[3].header == f"v {'(' * 398}…"
