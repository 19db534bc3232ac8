"""The screen of own data: what a file holds, and what becomes of its figures."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from dashboard.maps.view import View
from dashboard.ui import hazard_areas, own, state
from geodata.__main__ import _parser as command_line
from geodata.dates import DateSpan
from geodata.errors import GeodataError
from geodata.own.columns import column_option, parse_columns
from geodata.own.kernel import Cut
from geodata.own.quantities import Sign
from geodata.own.repair import Ledger
from geodata.own.result import MeasuredRow, Measurement, Provenance
from geodata.own.spreadsheets import LARGE_TABLE
from geodata.own.tables import TableColumns, TwoAreaColumnsError
from geodata.own.totals import (
    Place,
    Statement,
    figures_of_measured,
    figures_of_table,
    first_level_places,
    level_of_measured,
    mappable_columns,
    measured_choices,
    repeated_areas,
)
from geodata.own.vocabulary import Role, Unit, Vocabulary, WordSubject, read_words
from geodata.own_figures import OwnFigure, OwnFiguresError, OwnLevel
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL
from tests.shipped_views import dataset

PLACES = {code: Place(code, state.name) for code, state in dataset().states.items()}
STATEMENT = Statement("", "A programme", None, "Hazardous areas on record", "Register")
TABLE = "Country;Contaminated area (ha);Records\nUkraine;250,5;4\nCambodia;3;2\nUkraine;1;1\n"


def row(area: str, size: float, features: int, status: str = "") -> MeasuredRow:
    cut = Cut.STATUS if status else Cut.ALL
    return MeasuredRow(area, area, cut, "", status, features, size + 1, size, 0.0, 2, 0, 0.0, 0, 0, 0, 0.0)


MEASURED = Measurement(
    (row("BIH", 806.942, 7971), row("HRV", 4.966, 2), row("outside", 1.5, 3), row("BIH", 38.48, 100, "cleared")),
    Ledger(read=11068, polygons=7971),
    Provenance(DateSpan.parse("2024-07"), "country", "3f2a" * 16, title="Register extract"),
)


def test_a_table_becomes_figures_in_square_kilometres_and_adds_up_rows_only_when_told() -> None:
    table = own.read_own_table("a.csv", TABLE.encode())
    table = table.with_columns(replace(table.stated, day=DateSpan.parse("2024"), units={"Records": "count"}))
    columns = mappable_columns(table)
    assert list(columns) == ["Contaminated area (ha)"]
    assert repeated_areas(columns["Contaminated area (ha)"]) == ("UKR",)
    with pytest.raises(OwnFiguresError, match=r"^Ukraine stands in more than one row of"):
        figures_of_table(table, "Contaminated area (ha)", STATEMENT, places=PLACES)
    figures = figures_of_table(table, "Contaminated area (ha)", STATEMENT, places=PLACES, adds_up=True)
    assert {figure.area: figure.km2 for figure in figures.figures} == pytest.approx({"UKR": 2.515, "KHM": 0.03})
    assert figures.dated == DateSpan.parse("2024")
    assert figures.is_complete


def test_a_measurement_becomes_figures_with_their_records_and_what_lies_outside() -> None:
    file = own.read_own_file("result.json", MEASURED.to_json().encode())
    assert file.measured == MEASURED
    choices = measured_choices(file.measured)
    assert list(choices.values()) == ["All records", "cleared"]
    figures = figures_of_measured(file.measured, STATEMENT, place_of=PLACES.get)
    assert [(figure.area, figure.km2, figure.records) for figure in figures.figures] == [
        ("BIH", 806.942, 7971),
        ("HRV", 4.966, 2),
    ]
    assert [figure.area for figure in figures.small] == ["HRV"]
    assert (figures.title, figures.dated) == ("Register extract", DateSpan.parse("2024-07"))
    assert any("1.500 km² lie in no area" in text for text in figures.whole_method)
    cleared = figures_of_measured(file.measured, STATEMENT, place_of=PLACES.get, choice=list(choices)[1])
    assert [figure.km2 for figure in cleared.figures] == [38.48]
    points = replace(MEASURED, rows=tuple(replace(row, features=0, points=2) for row in MEASURED.rows))
    with pytest.raises(OwnFiguresError, match=r"^No polygon .*; 4 points or lines do, without area: there is nothing"):
        figures_of_measured(points, STATEMENT, place_of=PLACES.get)


def test_a_measurement_by_own_areas_is_shown_where_the_map_has_all_of_them_and_names_their_source() -> None:
    def by(source: str, *codes: str) -> Measurement:
        rows = tuple(row(code, 1.0, 4) for code in (*codes, "outside"))
        return replace(MEASURED, rows=rows, provenance=replace(MEASURED.provenance, by=source))

    parts = {"UA-63": "UKR"}
    assert level_of_measured(MEASURED, PLACES, parts) is OwnLevel.COUNTRY
    assert level_of_measured(by("first-level", "UA-63", "MCO"), PLACES, parts) is OwnLevel.FIRST_LEVEL
    own_areas = by("a.gpkg, code (geoBoundaries, CC BY 4.0)", "UA-63", "UKR")
    assert level_of_measured(own_areas, PLACES, parts) is OwnLevel.FIRST_LEVEL
    assert level_of_measured(by("a.gpkg, code", "UKR"), PLACES, parts) is OwnLevel.COUNTRY
    assert level_of_measured(by("a.gpkg, code", "North", "UA-63", "UKR"), PLACES, parts) is OwnLevel.OWN_AREAS
    method = figures_of_measured(own_areas, STATEMENT, place_of=PLACES.get).method[1]
    assert method.endswith("by boundaries 3f2a3f2a3f2a, own areas: geoBoundaries, CC BY 4.0.")


@pytest.mark.slow
def test_a_table_of_first_level_areas_stands_at_places_inside_them() -> None:
    text = "Oblast;Area (km2);Year\nKharkiv;120;2024\nKherson;15;2024\nAtlantis;1;2024\n"
    table = own.read_own_table("a.csv", text.encode(), "UKR")
    places = first_level_places("UKR")
    figures = figures_of_table(table, "Area (km2)", STATEMENT, places=places, level=OwnLevel.FIRST_LEVEL)
    assert {figure.area: figure.country for figure in figures.figures} == {"UA-63": "UKR", "UA-65": "UKR"}
    assert all(22 < (figure.lon or 0) < 41 and 44 < (figure.lat or 0) < 53 for figure in figures.figures)
    assert "Atlantis" in table.report.headline
    assert "Atlantis" not in figures.to_json()  # a row that names no area may hold a person or a place
    assert figures.method == ("2 of 3 rows of the table name an area.",)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a.csv", "a.csv"),
        ("C:\\Users\\anyone\\a.xlsx", "a.xlsx"),
        ("../../etc/a.ods", "a.ods"),
        ("..", "the file"),
        ("я" * 300 + ".csv", "я" * 50 + ".csv"),
    ],
)
def test_the_name_of_a_file_has_no_folder_and_fits_every_file_system(given: str, name: str) -> None:
    assert own.file_name(given) == name
    assert own.read_own_table(own.file_name("я" * 300 + ".csv"), b"Country,km2,Year\nIraq,1,2024\nChad,2,2024\n").values


def test_saved_own_data_open_again() -> None:
    file = own.read_own_file("own-figures.json", BY_COUNTRY.without_small().to_json().encode())
    assert file.figures is not None
    assert file.figures.content_id == BY_COUNTRY.content_id


def workbook() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active.append(["Country", "km2"])
    book.active.append(["Angola", 1.5])
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_as_a_table() -> None:
    table = own.read_own_table("a.xlsx", workbook())
    assert [value.area for value in table.values] == ["AGO"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.csv", b"", "empty"),
        ("a.json", b"{}", "no result of a measurement"),
        ("a.json", b"[" * 100_000, "no result of a measurement"),
        ("a.json", b'{"format": "mine-ban-atlas-own-figures-9"}', "expected 'mine-ban-atlas-own-figures-1'"),
        ("a.xlsx", b"PK\x03\x04nothing", "a.xlsx"),
        ("a.csv", b"City,km2\nSpringfield,1\nShelbyville,2\n", "a.csv"),
    ],
)
def test_a_file_that_holds_no_own_data_is_refused_with_a_sentence(name: str, data: bytes, message: str) -> None:
    with pytest.raises(GeodataError) as refused:
        own.read_own_table(name, data) if own.read_own_file(name, data).data or not data else None
    assert message in str(refused.value)


def test_a_measurement_that_was_changed_afterwards_is_refused() -> None:
    text = MEASURED.to_json().replace("806.942", "8.06942")
    with pytest.raises(GeodataError, match="changed after they had been measured"):
        own.read_own_file("result.json", text.encode())


@pytest.mark.parametrize(
    ("name", "data", "is_one"),
    [
        ("a.zip", b"", True),
        ("a.gpkg", b"", True),
        ("a.kml", b"", True),
        ("a.json", b'{"type": "FeatureCollection", "features": []}', True),
        ("a.json", MEASURED.to_json().encode(), False),
        ("a.json", BY_COUNTRY.to_json().encode(), False),
        ("a.ods", b"", False),
        ("a.csv", TABLE.encode(), False),
        ("a.csv", b"ID;Lon;Lat;Status\n1;36,1;49,6;Open\n", True),
        ("a.csv", b"id,WKT\n1,POINT EMPTY\n", True),
        ("a.csv", b"sep=;\nid;Lon;Lat\n1;36,1;49,6\n", True),
        ("a.csv", b"Country,Longitude,km2\nIraq,44,1\n", False),
        ("a.csv", b"Country,km2\n" + b"Iraq,1\n" * 200_000, True),
        ("a.xlsx", workbook(), False),
        ("a.xlsx", b"PK\x03\x04nothing", False),
    ],
)
def test_a_file_with_places_is_one_of_hazard_areas(name: str, data: bytes, is_one: bool) -> None:  # noqa: FBT001
    assert hazard_areas.is_hazard_areas(name, data) is is_one


WORD = st.text(max_size=12).filter(str.strip)


def test_what_was_found_names_roles_as_they_stand_in_a_sentence_and_counts_one_row() -> None:
    columns = [{"name": "Zone_No", "role": "zone"}, {"name": "Kind", "role": "type"}, {"name": "Phone", "role": ""}]
    crs = {"label": "UTM", "known": "stated", "sentence": ""}
    page = hazard_areas.findings_html(
        {
            "sample": 1,
            "rows": 1,
            "shapes": {"points": 1, "none": 2},
            "crs": crs,
            "countries": {"UKR": 1},
            "columns": columns,
        }
        | {"encoding": "", "sample_words": [], "words": [], "notes": [], "format": "CSV", "bytes": 90}
    )
    assert "Zone_No (UTM zone), Kind (type of hazard)" in page
    assert "CSV, 90 bytes, 1 row<" in page
    assert "1 point, 2 rows without a shape<" in page


@given(
    st.builds(
        hazard_areas.ReadingOptions,
        layer=st.text(max_size=12),
        crs=st.text(max_size=12),
        encoding=st.text(max_size=12),
        roles=st.dictionaries(st.sampled_from(["type", "status", "date"]), WORD),
    )
)
def test_what_is_said_on_the_screen_reaches_the_command(reading: hazard_areas.ReadingOptions) -> None:
    options = command_line().parse_args(["scan", "f.zip", *hazard_areas.arguments(reading, None)])  # type: ignore[arg-type]
    assert options.layer == reading.layer.strip()
    assert options.crs == [*filter(None, [reading.crs.strip()])]
    assert options.encoding == [*filter(None, [reading.encoding.strip()])]
    assert dict(column.split("=", 1) for column in options.columns) == reading.roles


def test_unit_and_decimal_sign_of_sizes_reach_the_command_and_a_question_names_their_menu() -> None:
    reading = hazard_areas.ReadingOptions(
        roles={"size": "Área", "id": hazard_areas._NONE}, unit="sq mi", decimal="comma"
    )
    options = command_line().parse_args(["scan", "f.zip", *hazard_areas.arguments(reading, None)])  # type: ignore[arg-type]
    columns = parse_columns(options.columns).of_file(["Área"])
    assert (columns.column(Role.SIZE), columns.unit, columns.decimal) == ("Área", Unit.SQ_MI, Sign.COMMA)
    problem = "'1,234' in a b can be 1.234 or 1,234: say --column size=a b:ha:comma or --column size=a b:ha:point"
    assert hazard_areas.on_screen(problem) == (
        "'1,234' in a b can be 1.234 or 1,234: say a comma as decimal sign or a point as decimal sign."
    )
    quoted = [column_option(text) for text in ("size=How big:sq mi", "type=Área a", "size=a b:ha:comma")]
    assert [hazard_areas.on_screen(f"say {option}") for option in quoted] == [
        "Say “How big” as stated size in sq mi.",
        "Say “Área a” as type.",
        "Say a comma as decimal sign.",
    ]
    assert hazard_areas.on_screen("if not, say --column id=-") == "If not, say “No column” as id."


def test_words_said_on_the_screen_are_kept_as_a_file_before_those_of_a_former_one(tmp_path: Path) -> None:
    former = "subject,means,word\nstatus,closed,Expired\n"
    reading = hazard_areas.ReadingOptions(
        meanings={("type", "Район, А"): "suspected", ("status", "Expired"): "expired"}
    )
    (tmp_path / "words.csv").write_text(hazard_areas.words_text(reading), encoding="utf-8")
    words = read_words(tmp_path / "words.csv")
    assert {(word.subject.value, word.word): word.means for word in words} == {
        ("status", "Expired"): "expired",
        ("hazard-type", "Район, А"): "suspected",
    }
    reading.words_file = former
    assert hazard_areas.words_text(hazard_areas.ReadingOptions(words_file=former)) == former
    (tmp_path / "words.csv").write_text(hazard_areas.words_text(reading), encoding="utf-8")
    assert Vocabulary(read_words(tmp_path / "words.csv")).meaning(WordSubject.STATUS, "Expired") == "expired"


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        (
            "it could be UTM zone 36 north (in UKR): --crs 'EPSG:32636'; or UTM zone 37 north: --crs 'EPSG:32637'",
            "It could be UTM zone 36 north (in UKR): “EPSG:32636”; or UTM zone 37 north: “EPSG:32637”.",
        ),
        ("say it, as in --crs EPSG:32636", "Say it, as in “EPSG:32636” as coordinate system."),
        ("say --column size=Area:ha", "Say “Area” as stated size in ha."),
        ("name them, as in --column longitude=LON --column latitude=LAT, or open it", None),
        ("say which one, as in --column status=Status 1", "Say which one, as in “Status 1” as status."),
        ("say another with --encoding where words look wrong", "Say another encoding where words look wrong."),
        ("they count as not told; add the words with --words", "They count as not told; add their meaning below."),
        ("a.zip has 2 layers; say which one, as in --layer 'a'", "a.zip has 2 layers; say which one, as in “a”."),
        (
            "the disk is full; name a folder on another one with --scratch",
            "The disk is full; measure the file with the command, elsewhere.",
        ),
        (
            "memory ran out; measure with --workers 1, or on a machine with more",
            "Memory ran out; measure it with the command on a machine with more.",
        ),
        ("my--file.gpkg is empty: it has 0 bytes", "my--file.gpkg is empty: it has 0 bytes."),
    ],
)
def test_sentences_of_the_command_name_no_option_on_the_screen(sentence: str, shown: str | None) -> None:
    text = hazard_areas.on_screen(sentence)
    assert shown in {text, None}
    assert " --" not in text


def test_a_measurement_accounts_for_every_row_on_the_screen() -> None:
    html = own.measurement_html(replace(MEASURED, ledger=Ledger(read=11068, polygons=7971, no_shape=3097)))
    assert "816.4 km² (813.4 km² without overlaps) from 7,971 of 11,068 records" in html
    assert "<th scope='row'>Left out: no shape</th><td>3,097</td>" in html


def test_a_corrected_join_report_is_taken_whole_or_its_bad_rows_are_named() -> None:
    table = own.read_own_table("a.csv", b"Country,km2,Year\nIraq,1,2024\nChad,1,2024\nTchadia,2,2024\nTotal,4,2024\n")
    lines = table.report.to_csv().splitlines()
    column = lines[0].split(",").index("correction")

    def corrected(text: str) -> bytes:
        rows = list(csv.reader(lines))
        next(row for row in rows if "Tchadia" in row)[column] = text
        out = io.StringIO()
        csv.writer(out).writerows(rows)
        return out.getvalue().encode()

    assert own.read_report("join-report.csv", corrected("Libya"), table.report.index) == {"Tchadia": "LBY"}
    with pytest.raises(GeodataError, match=r"join-report\.csv:4: 'Lybia' names none .* did you mean 'Libya'"):
        own.read_report("join-report.csv", corrected("Lybia"), table.report.index)


def test_own_data_go_on_a_map_alone_by_country_and_over_status_by_first_level_area() -> None:
    view = View(day=date(2024, 1, 1), layers=("status", "events"))
    by_country = own.view_with(view, BY_COUNTRY)
    assert (by_country.layers, by_country.extent) == (("own", "borders"), "world")
    first_level = own.view_with(view, BY_FIRST_LEVEL)
    assert (first_level.layers, first_level.extent) == (("status", "own", "borders"), "UKR")
    assert first_level.own == BY_FIRST_LEVEL.content_id
    bosnia, ukraine, *_ = BY_COUNTRY.figures
    few, of_asia = OwnFigure("HRV", "Croatia", "HRV", 4.966), OwnFigure("IRQ", "Iraq", "IRQ", 1_000.0)
    for figures, extent in (
        ((bosnia,), "BIH"),
        ((bosnia, few), "BIH"),
        ((ukraine, few), "europe"),
        ((bosnia, of_asia), "world"),
    ):
        assert own.view_with(view, replace(BY_COUNTRY, figures=figures)).extent == extent


def test_a_join_report_of_the_screen_accounts_for_each_row() -> None:
    table = own.read_own_table("a.csv", TABLE.encode()).with_columns(TableColumns(day=DateSpan.parse("2024")))
    rows = list(csv.DictReader(io.StringIO(table.report.to_csv(), newline="")))
    assert [row["as written"] for row in rows] == ["Ukraine", "Cambodia", "Ukraine"]


def test_of_two_columns_with_areas_the_reader_says_which_one() -> None:
    text = b"Country,Partner country,km2,Year\nIraq,Chad,1,2024\nChad,Iraq,2,2024\nAngola,Sudan,3,2024\n"
    with pytest.raises(TwoAreaColumnsError, match="state which one it is") as refused:
        own.read_own_table("a.csv", text)
    assert refused.value.columns == ("Country", "Partner country")
    table = own.read_own_table("a.csv", text, area_column="Partner country")
    assert [value.area for value in table.values if value.km2] == ["TCD", "IRQ", "SDN"]


def sheet_page() -> None:
    """A workbook whose first sheet is a cover."""
    import io  # noqa: PLC0415 - the script runs on its own

    import streamlit as st  # noqa: PLC0415 - the script runs on its own
    from openpyxl import Workbook  # noqa: PLC0415 - the script runs on its own

    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import own, state  # noqa: PLC0415 - the script runs on its own
    from geodata import GeodataError  # noqa: PLC0415 - the script runs on its own

    state.arrive("", read_view=lambda query: read_link(query, areas=()))
    if "prepared" not in st.session_state:
        book, file = Workbook(), io.BytesIO()
        book.active.title = "Cover"
        book.active.append(["Report of the programme", "2024"])
        book.create_sheet("Areas").append(["Country", "km2"])
        book["Areas"].append(["Iraq", 3])
        book["Areas"].append(["Chad", 4])
        book.save(file)
        st.session_state["prepared"] = own.OwnFile("a.xlsx", file.getvalue())
    prepared = st.session_state["prepared"]
    own._sheet(prepared, "")
    try:
        st.session_state["areas"] = [value.area for value in own._first_reading(prepared, "").values]
    except GeodataError as error:
        st.error(str(error))


def test_of_a_workbook_with_a_cover_the_reader_says_which_sheet_has_the_table() -> None:
    at = AppTest.from_function(sheet_page).run()
    (sheets,) = at.selectbox
    assert [*sheets.options] == ["Cover", "Areas"]
    (refusal,) = at.error
    assert refusal.value.endswith(
        "expected a header and rows with countries and areas of the atlas, or name another sheet: 'Areas'"
    )
    assert sheets.set_value("Areas").run().error == []
    assert at.session_state["areas"] == ["IRQ", "TCD"]


def question_page() -> None:
    """What is asked about a table, and how it reads with the answers."""
    import streamlit as st  # noqa: PLC0415 - the script runs on its own

    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import own, state  # noqa: PLC0415 - the script runs on its own

    state.arrive("", read_view=lambda query: read_link(query, areas=()))
    text = b'Country,Area (sq km),Dunams (dunam)\nIraq,"1,234",\nTchadia,"5,678",1\n'
    prepared = st.session_state.setdefault("prepared", own.OwnFile("a.csv"))
    table = st.session_state.setdefault("first", own.read_own_table("a.csv", text))
    st.session_state["table"] = own._answered(prepared, table)
    state.depart()


@pytest.mark.slow
def test_what_an_answer_or_a_mended_row_leads_to_is_asked_too() -> None:
    at = AppTest.from_function(question_page).run()
    assert [one.label for one in (*at.selectbox, *at.text_input)] == ["Decimal sign"]
    at.selectbox[0].select_index(1).run()
    assert [one.label for one in (*at.selectbox, *at.text_input)] == ["Decimal sign", "Date of the figures"]
    at.text_input[0].set_value("2024").run()
    assert at.session_state["table"].is_ready
    at.session_state["prepared"].corrections["Tchadia"] = "CYP"  # whose dunam is another one
    at.run()
    assert "Unit of “Dunams (dunam)”" in {one.label for one in at.selectbox}
    at.selectbox[1].select_index(5).run()
    assert not at.exception
    assert [value.km2 for value in at.session_state["table"].values] == [1.234, 5.678, 0.001]


def table_page() -> None:
    """What becomes of a table with columns of two years, and of one with rows of two years."""
    import streamlit as st  # noqa: PLC0415 - the script runs on its own

    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import own, state  # noqa: PLC0415 - the script runs on its own

    state.arrive("", read_view=lambda query: read_link(query, areas=()))
    st.session_state["figures"] = own._figures_of(st.session_state["prepared"])
    state.depart()


@pytest.mark.slow
def test_date_and_title_are_those_of_the_figures_that_are_chosen() -> None:
    def shown() -> tuple[str, float | None]:
        figures = at.session_state["figures"]
        return str(figures.dated)[:4], figures.figures[0].km2

    at = AppTest.from_function(table_page)
    at.session_state["prepared"] = own.OwnFile("a.csv", b"Country,2022 (km2),2023 (km2)\nIraq,1,5\nChad,2,6\n")
    at.run()
    assert shown() == ("2022", 1.0)
    at.selectbox[-1].select_index(1).run()
    assert shown() == ("2023", 5.0)
    rows = b"Country,km2,Year\nIraq,1,2022\nChad,2,2022\nIraq,3,2023\nChad,4,2023\n"
    at.session_state["prepared"] = own.OwnFile("b.csv", rows)
    at.run()
    assert [one.label for one in at.selectbox] == ["The rows are", "Which date"]
    assert shown() == ("2023", 3.0)
    at.selectbox[-1].select_index(1).run()
    assert shown() == ("2022", 1.0)
    at.selectbox[-1].select_index(2).run()
    assert at.warning[0].value.startswith("Iraq and Chad stand in more than one row of 'km2': say that the rows of")
    at.toggle[0].set_value(True).run()
    assert shown() == ("None", 4.0)
    at.session_state["prepared"] = own.OwnFile("c.csv", b"Country,km2,Year\nIraq,1,2022\nChad,2,2023\n")
    at.run()
    assert [one.label for one in at.selectbox] == ["The rows are"]
    assert len(at.session_state["figures"].figures) == 2


def limits_page() -> None:
    """The field for limits between classes."""
    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import own, state  # noqa: PLC0415 - the script runs on its own

    state.arrive("", read_view=lambda query: read_link(query, areas=()))
    own._limits_field(state.current())
    state.depart()


def test_the_reader_sets_limits_between_classes_and_what_are_none_is_said() -> None:
    at = AppTest.from_function(limits_page).run()
    at.text_input[0].set_value("10, 1")
    at.button[0].click().run()
    assert [one.value for one in at.warning] == [
        "“10, 1” are no limits: expected up to 3 rising sizes in km², such as 1, 10, 100."
    ]
    at.text_input[0].set_value("1, 10")
    at.button[0].click().run()
    assert (at.warning.values, at.exception.values) == ([], [])
    assert at.session_state[state._KEY].view.own_classes == "1_10"


# -- What a reader does at once after a field or a toggle, in the run that it ends.


def field_page() -> None:
    """The part of the screen that measures, of a file that notes what it is asked for."""
    import streamlit as st  # noqa: PLC0415 - the script runs on its own

    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import hazard_areas, state  # noqa: PLC0415 - the script runs on its own

    class File:
        def start(self, _act: object, options: list[str]) -> None:
            st.session_state["options"] = options

    state.arrive("", read_view=lambda query: read_link(query, areas=()))
    hazards = st.session_state.setdefault("hazards", hazard_areas.Hazards(File()))  # type: ignore[arg-type]
    hazard_areas._measure_part(hazards, is_ready=True)
    state.depart()


def test_it_is_measured_as_of_the_day_that_the_reader_has_just_written() -> None:
    at = AppTest.from_function(field_page).run()
    at.text_input[0].set_value("2024").run()
    at.text_input[0].set_value("2025")
    at.button(key="own-measure").click().run()
    assert not at.exception
    assert "--as-of=2025" in at.session_state["options"]


def decision_page() -> None:
    """The decisions about own data, until the reader has gone on."""
    import streamlit as st  # noqa: PLC0415 - the script runs on its own

    from dashboard.maps.link import read_link  # noqa: PLC0415 - the script runs on its own
    from dashboard.maps.own_data import OwnData  # noqa: PLC0415 - the script runs on its own
    from dashboard.ui import own, state  # noqa: PLC0415 - the script runs on its own
    from tests.own_data import BY_COUNTRY  # noqa: PLC0415 - the script runs on its own

    state.arrive("", read_view=lambda query: read_link(query, areas=()))
    data = st.session_state.setdefault("data", OwnData(BY_COUNTRY))
    if not st.session_state.get("is-gone"):
        own._leaving(data)
    state.depart()


def test_a_decision_holds_though_the_next_step_ends_the_run_that_would_draw_it() -> None:
    at = AppTest.from_function(decision_page).run()
    at.toggle[0].set_value(True)
    at.session_state["is-gone"] = True
    at.run()
    assert not at.exception
    assert at.session_state["data"].may_leave is True


def test_a_file_that_anybody_may_send_has_narrower_limits_than_a_larger_one() -> None:
    wide = b"Country" + b"," * 398 + b",x\n" + b"Iraq\n" * 500
    for read in (own.read_own_table, lambda name, data: own.read_report(name, data, dataset())):
        with pytest.raises(GeodataError, match=r"^w\.csv has 501 rows of 400 columns, expected at most 200,000 cells"):
            read("w.csv", wide)
    assert own._limits(bytes(2**20 + 1)) == LARGE_TABLE
