"""Own data on their screen: the file as it was read, what the reader has to say, and what becomes of the figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import streamlit as st

from dashboard.maps import own_wording
from dashboard.maps.layers import own
from dashboard.maps.own_data import MOST_MEGABYTES, OTHER_MEGABYTES, OwnData
from dashboard.maps.story.model import printable
from dashboard.maps.view import View
from dashboard.ui import hazard_areas, own_areas, own_exports, page_shell, session_files, state
from dashboard.ui.hazard_areas import OWN_AREAS, as_sentence, on_screen
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import Flag, OneOf, OneOrNone, Text
from geodata import GeodataError
from geodata.dates import DateSpan
from geodata.own_archive import OwnArchive, is_archive, read_archive
from geodata.own_figures import (
    BANDS,
    MOST_LIMITS,
    QUANTILES,
    OwnFigures,
    OwnLevel,
    rule_of_limits,
)
from geodata.own_outlines import OwnArea
from geodata.questions import without_own
from geodata.wording import capitalized, count_text, enumeration
from geodata.wording import number as number_text

FILE = "own-file"
TABLE_ENDINGS = [".csv", ".tsv", ".txt", ".xlsx", ".ods", ".json", ".zip"]
TABLES_READ = (
    "A table with a row for each country, first-level or own area, as CSV, XLSX or ODS of at most 1\u00a0MB: codes or "
    "names, and km², hectares, m², square miles or dunams; or a measurement; or own data saved before."
)
HAZARD_AREAS_READ = (
    "Hazard areas, of at most {most}\u00a0MB: a shapefile or file geodatabase in a .zip, GeoPackage, GeoJSON, KML, "
    "KMZ, FlatGeobuf, GeoParquet, or a table with coordinates (CSV, XLSX)."
)
BEFORE_PUBLISHING = (
    "Before you publish totals, think of who could be harmed: people who live or work in an area, those who gave the "
    "information, those who use the land. Small totals can point at one place. Ask the authority that keeps the "
    "register; figures of others need their licence."
)
LONGEST = 300  # characters of what a reader says of the figures
LONGEST_STEM = 50  # characters of the name of a file; a name has at most 255 bytes
LONGEST_ENDING = 12  # with its dot; the longest that is read is .geoparquet
MOST_SHOWN = 12  # rows of the join report that can be mended on the screen; the downloaded report has all
_NOT_AREA = "-"
ITS_AREAS = (
    "It was measured by own areas. The map needs their outlines: open the file of areas that it was measured by."
)
ANOTHER_FILE = (
    "This is another file than the one that it was measured by, for its checksum is another. Areas are taken for the "
    "same where their codes are."
)
OTHER_AREAS = (
    "It was measured by own areas, whose outlines the map needs, and a file of areas is taken only where server and "
    "browser are one machine. Open it there, or measure by country or first-level area."
)


@dataclass(eq=False)
class OwnFile:
    """A file that is being prepared: the table or measurement it holds, or why it cannot be used.

    A table is kept as it was uploaded, because it is read again when the reader says of which areas it is.
    """

    name: str
    data: bytes = b""  # of a table
    tables: dict[str, Any] = field(default_factory=dict)  # by country, "" for a table of countries: OwnTable or error
    measured: Any = None  # geodata.own.result.Measurement
    figures: OwnFigures | None = None  # saved before, complete or not
    archive: OwnArchive | None = None  # in which they were saved
    hazards: hazard_areas.Hazards | None = None  # a file of them, until it is measured
    problem: str = ""
    corrections: dict[str, str] = field(default_factory=dict)  # area by text as written; "" where the row is no area
    reported: dict[str, str] = field(default_factory=dict)  # likewise, by a corrected join report
    report_problem: str = ""  # why that report cannot be used
    area_columns: tuple[str, ...] = ()  # of a table with two that could name the areas
    area_column: str = ""  # which of them it is
    sheet: str = ""  # of a workbook with several, as chosen
    areas: own_areas.AreaChoice | None = None  # of the reader, which its rows are about

    def close(self) -> None:
        """Delete what lies on disk of it."""
        if self.hazards is not None:
            self.hazards.file.close()
            if self.hazards.areas is not None:
                self.hazards.areas.close()
        if self.areas is not None:
            self.areas.close()


# -- What is open in this session.


def opened_data(view: View) -> None:
    """Draw what is open in this session: on the map, in files, and how it is closed."""
    data = state.own_data()
    if data is None:
        return
    figures = data.figures
    with st.container(key="own-open", border=True):
        st.html(
            f"<h2>Open now: {escape(figures.title)}</h2><p>{escape(own_wording.statement(figures))} "
            f"{count_text(len(figures.figures), 'area')}.</p>"
        )
        if figures.missing:
            st.html(
                f"<p>Not given: {escape(enumeration(figures.missing))}. “{escape(own.SOURCE_NOT_GIVEN)}” stands across "
                "the map, and no file can be made.</p>"
            )
        else:
            _leaving(data)
        with st.container(horizontal=True, vertical_alignment="center"):
            if view.own == figures.content_id:
                # Not a link: the browser sends one without the values of this screen, so that a decision made just
                # before it is lost where no run has taken it yet.
                if st.button("To the map", key="own-to-map", type="primary"):
                    st.switch_page("screens/atlas.py", query_params=state.link_parameters())
            else:
                put = partial(view_with, figures=figures)
                st.button("Put on the map", key="own-put", type="primary", on_click=state.change, args=(put,))
            own_exports.save_button(data, view)
            st.button("Close and forget", key="own-close", on_click=_close)
        if view.own == figures.content_id:
            _limits_field(view)
        if figures.is_complete:
            own_exports.package_part(data)


def _limits_field(view: View) -> None:
    """Draw the field for limits between the classes on the map, and the button that sets them."""
    rule = view.own_classes
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Limits between classes, in km²",
            max_chars=40,
            placeholder="1, 10, 100",
            help="Up to three, rising. Without them the classes are the bands of the Landmine Monitor.",
            **state.choice("own-limits", "" if rule in {BANDS, QUANTILES} else ", ".join(rule.split("_")), Text(40)),
        )
        is_set = st.button("Class by these limits", key="own-limits-set")
    if is_set:  # not by a callback, which would come before the field that the reader has just left is read
        rule = rule_of_limits(text)
        if rule:
            state.change(lambda view: own.classed_by(view, rule))
            st.rerun()
        st.warning(f"“{text}” are no limits: expected up to {MOST_LIMITS} rising sizes in km², such as 1, 10, 100.")


def _leaving(data: OwnData) -> None:
    data.may_leave = st.toggle(
        "The totals may leave in files",
        help="Pictures, slides and tables of the map, each with claimant, date, definition and source, and the words "
        "“not checked by the atlas”.",
        **_decision(data, "may_leave", f"own-leave-{data.figures.content_id}"),
    )
    if data.figures.small or data.figures.method_with_small:
        data.with_small = st.toggle(
            own_wording.few_records_label(data.figures),
            help="Otherwise these are withheld, and with them sentences of how the figures were made that tell of so "
            "few records, or of sizes by which a total withheld could be reckoned.",
            **_decision(data, "with_small", f"own-small-{data.figures.content_id}"),
        )
    if data.figures.outlines:
        data.with_outlines = st.toggle(
            "Save for later with the boundaries of the areas",
            help="Without them the saved file opens with circles in the middle of the areas, and says so. A picture or "
            "slide shows them in any case; JSON, GeoJSON, stories and links never have them.",
            **_decision(data, "with_outlines", f"own-outlines-{data.figures.content_id}"),
        )
    st.html(f'<p class="quiet">{escape(BEFORE_PUBLISHING)}</p>')


def _decision(data: OwnData, name: str, key: str) -> state.Editor:
    """Tie a toggle to a decision of the reader, which holds at once: their next step may end the run that draws it."""
    editor = state.choice(key, default=bool(getattr(data, name)), values=Flag())

    def changed() -> None:
        editor["on_change"]()
        setattr(data, name, bool(state.sent_value(key)))

    return state.Editor(key=key, on_change=changed)


def view_with(view: View, figures: OwnFigures) -> View:
    """Return the view that shows own figures: alone where they fill areas, over treaty status where not."""
    question = view.question if view.question.own <= {figures.content_id} else without_own(view.question)
    view = replace(view, question=question or View().question, class_filter=None, extent=_extent(view, figures))
    if figures.level is OwnLevel.COUNTRY or figures.outlines:
        return replace(view, layers=("own", "borders"), own=figures.content_id, statuses=())
    return replace(view, layers=("status", "own", "borders"), own=figures.content_id)


MOST_NEIGHBOURS = 3  # countries of one file that a border alone may have parted
MOST_OF_ALL = 0.9  # of the area, in the country that a file is about


def _extent(view: View, figures: OwnFigures) -> str:
    """Return where the figures lie: the country that has most of their area, or their region; else as in the view."""
    sizes: defaultdict[str, float] = defaultdict(float)
    for figure in figures.figures:
        sizes[figure.country] += figure.km2 or 0.0
    country = max(sizes, key=lambda code: sizes[code])
    if len(sizes) == 1 or (len(sizes) <= MOST_NEIGHBOURS and sizes[country] >= MOST_OF_ALL * sum(sizes.values())):
        return country
    states = ATLAS.dataset().states
    regions = {states[code].region.casefold() for code in sizes if code in states}
    return regions.pop() if len(regions) == 1 else view.extent


def _close() -> None:
    state.open_own_data(None)
    state.prepare_own_file(None)
    state.forget_uploads()
    state.forget_choices("own-")
    state.change(lambda view: View(day=view.day, treaty=view.treaty, names=view.names) if view.has_own else view)


# -- The file, what has to be said of it, and the figures that come of it.


def file_part() -> None:
    """Draw the place for a file, and what was read of the one that lies there."""
    if not page_shell.takes_files("own"):
        return
    takes = hazard_areas.are_taken()
    kinds = "a table, a measurement or saved own data"
    hint = f"<p>{escape(TABLES_READ)}</p>"
    if takes:
        hint = f"<ul><li>{escape(TABLES_READ)}<li>{escape(HAZARD_AREAS_READ.format(most=MOST_MEGABYTES))}</ul>"
    st.html(f"<h2>Open a file</h2>{hint}")
    hazard_areas.intro()
    session_files.uploader(
        f"Hazard areas, {kinds}" if takes else capitalized(kinds),
        type=[*dict.fromkeys((*TABLE_ENDINGS, *(hazard_areas.ENDINGS if takes else ())))],
        key=state.file_place(FILE),
        on_change=_take_file,
        megabytes=MOST_MEGABYTES if takes else 1,
    )
    prepared: OwnFile | None = state.own_file()
    if prepared is None:
        return
    if prepared.problem:
        st.error(prepared.problem)
        return
    if prepared.hazards is not None:
        hazard_areas.hazard_part(prepared.hazards, partial(_measured, prepared))
        return
    figures = _figures_of(prepared)
    if figures is None:
        return
    st.html(_preview_html(figures))
    data = state.own_data()
    if data is not None and data.figures.to_json() == figures.to_json():
        return
    # Not by a callback: its arguments would be of the run before, without the field that the reader has just left.
    if st.button("Use these figures", key="own-use", type="primary"):
        _use(figures, prepared.archive)
        st.rerun()


def _take_file() -> None:
    """Read the uploaded file; nothing of it is kept on disk."""
    uploaded = state.upload(state.file_place(FILE))
    if uploaded is None:
        return
    name, data = file_name(uploaded.name), uploaded.getvalue()
    state.prepare_own_file(None)  # a measurement of the former file ends before this one begins
    try:
        if is_archive(data) or not hazard_areas.is_hazard_areas(name, data):
            state.prepare_own_file(read_own_file(name, data))
        else:
            hazards = hazard_areas.opened(name, data, uploaded.file_id)
            hazards.areas = own_areas.AreaChoice()
            state.prepare_own_file(OwnFile(name, hazards=hazards))
    except GeodataError as error:
        state.prepare_own_file(OwnFile(name, problem=on_screen(str(error))))


def _measured(prepared: OwnFile, text: str) -> None:
    """Take the result of a measurement in place of its file."""
    from geodata.own.result import Measurement  # noqa: PLC0415 - on use

    prepared.measured = Measurement.of_json(text)
    areas = prepared.hazards.areas if prepared.hazards is not None else None
    if areas is not None:
        areas.close()  # its outlines are here
    is_by_them = prepared.hazards is not None and prepared.hazards.by == OWN_AREAS
    prepared.areas = areas if is_by_them and isinstance(areas, own_areas.AreaChoice) else None
    prepared.hazards = None


def file_name(text: str) -> str:
    """Return the name of an uploaded file without folders, short enough for every file system, with its ending."""
    path = Path(printable(text).replace("\\", "/"))
    return f"{path.stem[:LONGEST_STEM]}{path.suffix[:LONGEST_ENDING]}".strip(".") or "the file"


def read_own_file(name: str, data: bytes) -> OwnFile:
    """Return the table, measurement or saved figures in a file.

    Raises
    ------
    GeodataError
        With one sentence, where it holds none of them.
    """
    from geodata.own.result import Measurement  # noqa: PLC0415 - on use

    if is_archive(data):
        archive = read_archive(data)
        return OwnFile(name, figures=archive.figures, archive=archive)
    if name.casefold().endswith(".json"):
        if b'"mine-ban-atlas-own-figures' in data[:200_000]:
            return OwnFile(name, figures=OwnFigures.from_json(data))
        return OwnFile(name, measured=Measurement.of_json(data.decode("utf-8", errors="replace")))
    return OwnFile(name, data=data)


def read_own_table(
    name: str,
    data: bytes,
    country: str = "",
    area_column: str = "",
    areas: Sequence[OwnArea] = (),
    *,
    sheet: str = "",
) -> Any:
    """Return a table of countries, of first-level areas of a country, or of own areas; nothing of it stays on disk.

    Parameters
    ----------
    area_column
        Header of the column with the areas; found from the table without.
    areas
        The own areas, where its rows are about these.
    sheet
        Name of the sheet of a workbook; the first with cells without.

    Raises
    ------
    GeodataError
        With one sentence, where it is no such table.
    """
    from geodata.own.names import first_level_index, index_of, own_area_index  # noqa: PLC0415 - on use
    from geodata.own.tables import TableColumns, read_table  # noqa: PLC0415 - on use

    known = ATLAS.dataset()
    if areas:
        index = own_area_index(areas)
    else:
        index = first_level_index(country, known.state(country).common_name) if country else index_of(known)
    with TemporaryDirectory(prefix="own-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        columns = TableColumns(area=area_column) if area_column else None
        return read_table(path, sheet=sheet or None, index=index, columns=columns, limits=_limits(data))


@lru_cache(maxsize=1)
def _countries_with_parts() -> Mapping[str, str]:
    """Return the alpha-3 code of its country by the code of each first-level area that is not a whole country."""
    from geodata.first_level import first_level_table  # noqa: PLC0415 - on use

    return {unit.code: unit.country for unit in first_level_table() if unit.level != "whole"}


def _figures_of(prepared: OwnFile) -> OwnFigures | None:
    """Draw the controls of a file and return the figures that come of it; None where more has to be said."""
    if prepared.figures is not None:
        if prepared.archive is not None:
            own_exports.differences_list(prepared.archive, prepared.figures)
        return _with_statement(prepared.figures)
    try:
        return _of_table(prepared) if prepared.measured is None else _of_measured(prepared)
    except GeodataError as error:
        st.warning(as_sentence(str(error)))
        return None


def _with_statement(figures: OwnFigures) -> OwnFigures:
    statement = _statement(
        figures.content_id,
        "",
        {
            "title": figures.title,
            "claimant": figures.claimant,
            "dated": figures.dated.shortest if figures.dated else "",
            "definition": figures.definition,
            "source": figures.source,
            "licence": figures.licence,
        },
    )
    source = figures.areas_source
    if figures.level is OwnLevel.OWN_AREAS:
        source = own_areas.source_field(f"own-areas-source-{figures.content_id}", source)
    return replace(
        figures,
        areas_source=source,
        title=statement.title or figures.title,
        claimant=statement.claimant,
        dated=statement.dated,
        definition=statement.definition,
        source=statement.source,
        licence=statement.licence,
    )


def _of_table(prepared: OwnFile) -> OwnFigures | None:
    from geodata.own import totals  # noqa: PLC0415 - on use

    country = _country_of_rows(prepared)
    if country == OWN_AREAS:
        prepared.areas = prepared.areas or own_areas.AreaChoice()
        if not own_areas.areas_part(prepared.areas, f"rows-{prepared.name}"):
            return None
    _sheet(prepared, country)
    _area_column(prepared, country)
    first = _first_reading(prepared, country)
    questions, areas = st.container(), st.container()  # filled with what the menus below them lead to
    _mend_rows(prepared, first)
    with questions:
        table = _answered(prepared, first)
    with areas:
        st.html(f"<h3>Areas</h3><p>{escape(table.report.headline)}</p>")
    _report_lists(table)
    _corrected_report(prepared, first)
    if table.questions:
        return None
    columns = totals.mappable_columns(table)
    if not columns:
        st.warning("No column of this table holds areas of land: expected one in km², hectares, m² or the like.")
        return None
    headers = list(columns)
    key = f"own-column-{prepared.name}"
    column = headers[0]
    if len(headers) > 1:
        column = st.selectbox("Which column", headers, **state.choice(key, headers[0], OneOf(headers, str)))
    values, when = columns[column], None
    dates = totals.dates_of(values)
    if len(dates) > 1 and totals.repeated_areas(values):
        options = [*dates, None]
        when = st.selectbox(
            "Which date",
            options,
            format_func=_date_label,
            **state.choice(f"own-date-{column}-{prepared.name}", dates[0], OneOf(options, _date_label)),
        )
    adds_up = False
    if totals.repeated_areas(value for value in values if when in (None, value.when)):
        adds_up = st.toggle(
            "Add up the rows of an area", **state.choice(f"own-add-{prepared.name}", default=False, values=Flag())
        )
    dated = (when or dates[0]).shortest if when or len(dates) == 1 else ""
    about = f"{column}-{dated}"
    statement = _statement(prepared.name, about, {"title": values[0].label, "dated": dated})
    chosen = prepared.areas if country == OWN_AREAS else None
    if chosen is not None:
        places, level = totals.own_places(chosen.areas), OwnLevel.OWN_AREAS
    elif country:
        places, level = totals.first_level_places(country), OwnLevel.FIRST_LEVEL
    else:
        places = {code: totals.Place(code, area.name) for code, area in ATLAS.dataset().states.items()}
        level = OwnLevel.COUNTRY
    figures = totals.figures_of_table(table, column, statement, places=places, level=level, when=when, adds_up=adds_up)
    return figures if chosen is None else totals.on_own_areas(figures, chosen.areas, chosen.source)


def _date_label(when: DateSpan | None) -> str:
    return when.label if when is not None else "All dates"


def _country_of_rows(prepared: OwnFile) -> str:
    """Draw the menu of what the rows of a table are, and return the country of first-level areas; "" for countries.

    Own areas, which are `OWN_AREAS`, are offered where their file is taken.
    """
    known = ATLAS.dataset().states
    countries = sorted({*_countries_with_parts().values()} & {*known}, key=lambda code: known[code].common_name)
    own_label = {OWN_AREAS: hazard_areas.LEVELS[OWN_AREAS]} if hazard_areas.are_taken() else {}
    labels = (
        {"": "Countries"} | own_label | {code: f"First-level areas of {known[code].common_name}" for code in countries}
    )
    return st.selectbox(
        "The rows are",
        list(labels),
        format_func=labels.__getitem__,
        **state.choice(f"own-rows-{prepared.name}", "", OneOf(labels, labels.__getitem__)),
    )


def _sheet(prepared: OwnFile, country: str) -> None:
    """Draw the menu of the sheets of a workbook that has several: the first may be a cover."""
    try:
        table = _first_reading(prepared, country)
        sheets, read = table.sheets, table.sheet
    except GeodataError as error:
        sheets, read = getattr(error, "sheets", ()), prepared.sheet
    if len(sheets) > 1:
        read = read if read in sheets else sheets[0]
        chosen = st.selectbox("Sheet", sheets, **state.choice(f"own-sheet-{prepared.name}", read, OneOf(sheets, str)))
        if chosen != read:
            prepared.sheet, prepared.area_column, prepared.area_columns = chosen, "", ()


def _area_column(prepared: OwnFile, country: str) -> None:
    """Draw the menu of the column with the areas, where two could be it."""
    from geodata.own.tables import TwoAreaColumnsError  # noqa: PLC0415 - on use

    try:
        _first_reading(prepared, country)
    except TwoAreaColumnsError as error:
        prepared.area_columns = error.columns
    columns = prepared.area_columns
    if columns:
        chosen = st.selectbox(
            "Column with the areas",
            columns,
            index=None,
            placeholder="Choose the column",
            **state.choice(f"own-area-{prepared.name}", None, OneOrNone(columns, str)),
        )
        prepared.area_column = chosen or ""


def _first_reading(prepared: OwnFile, country: str) -> Any:
    """Return the table as it reads without the reader's answers; each reading is made once.

    Raises
    ------
    GeodataError
        Where it cannot be read as a table of these areas.
    """
    areas = prepared.areas.areas if country == OWN_AREAS and prepared.areas is not None else ()
    key = f"{country}/{prepared.sheet}/{prepared.area_column}/{hash(areas) if areas else ''}"
    if key not in prepared.tables:
        prepared.corrections.clear()  # they are about other areas
        prepared.reported, prepared.report_problem = {}, ""
        try:
            table = read_own_table(
                prepared.name, prepared.data, country, prepared.area_column, areas, sheet=prepared.sheet
            )
            prepared.tables = {key: table}
        except GeodataError as error:
            prepared.tables = {key: error}
    table = prepared.tables[key]
    if isinstance(table, GeodataError):
        raise table
    return table


def _answered(prepared: OwnFile, first: Any) -> Any:
    """Draw a control for each thing that a table does not state, and return it read with answers and corrections.

    An answer or a mended row can lead to a further question, which is drawn in the same run.
    """
    from geodata.own.join_report import JoinCorrections  # noqa: PLC0415 - on use

    corrections = JoinCorrections({**prepared.reported, **prepared.corrections})
    table, stated = first.corrected(corrections) if corrections else first, first.stated
    drawn: set[tuple[str, str]] = set()
    while questions := [question for question in table.questions if _topic(question) not in drawn]:
        if not drawn:
            st.html("<h3>What the table does not say</h3>")
        for question in questions:
            if _topic(question) not in drawn:
                drawn.add(_topic(question))
                stated = _with_answer(prepared, question, stated)
        table = first.with_columns(stated, corrections)
    return table


def _topic(question: Any) -> tuple[str, str]:
    """Return what is asked: the unit of a column, or something of the whole table, which is asked once."""
    from geodata.own.tables import QuestionSubject  # noqa: PLC0415 - on use

    about = question.column if question.subject is QuestionSubject.UNIT else "column" if question.choices else ""
    return question.subject.value, about


def _with_answer(prepared: OwnFile, question: Any, stated: Any) -> Any:
    """Draw a question with its control, and return what is stated of the table with the answer."""
    from geodata.own.quantities import DayOrder, Sign  # noqa: PLC0415 - on use
    from geodata.own.tables import QuestionSubject  # noqa: PLC0415 - on use
    from geodata.own.vocabulary import Unit  # noqa: PLC0415 - on use

    st.html(f"<p>{escape(question.text)}</p>")
    key = "-".join(("own-answer", *_topic(question), prepared.name))
    if question.subject is QuestionSubject.UNIT:
        columns = question.columns or (question.column,)
        which = f"“{columns[0]}”" if len(columns) == 1 else f"“{columns[0]}” to “{columns[-1]}”"
        unit = _choice(f"Unit of {which}", "Choose the unit", key, [unit.value for unit in Unit])
        return replace(stated, units={**stated.units, **dict.fromkeys(columns, unit)}) if unit else stated
    if question.subject is QuestionSubject.DECIMAL:
        signs = {Sign.DOT: "a dot: 1.5", Sign.COMMA: "a comma: 1,5"}
        sign = _choice("Decimal sign", "Choose the sign", key, list(signs), signs.__getitem__)
        return replace(stated, decimal=sign) if sign else stated
    if question.subject is QuestionSubject.ORDER:
        order = _choice("Order of day and month", "Choose the order", key, list(DayOrder))
        return replace(stated, order=order) if order else stated
    if question.choices:
        header = _choice("Column with the date of a row", "Choose the column", key, list(question.choices))
        return replace(stated, date=header) if header else stated
    placeholder = "2024, 2024-07 or 2024-07-31"
    text = st.text_input(
        "Date of the figures", max_chars=40, placeholder=placeholder, **state.choice(key, "", Text(40))
    )
    span = _span(text)
    return replace(stated, day=span) if span else stated


def _choice(label: str, placeholder: str, key: str, options: list[Any], text: Callable[[Any], str] = str) -> Any:
    """Draw a menu of which nothing is chosen at first, and return the option chosen; None before."""
    return st.selectbox(
        label,
        options,
        index=None,
        format_func=text,
        placeholder=placeholder,
        **state.choice(key, None, OneOrNone(options, text)),
    )


def _mend_rows(prepared: OwnFile, table: Any) -> None:
    """Draw a menu for each text that names no area: similar areas first, then all, or that it is none."""
    from geodata.own.join_report import RowKind  # noqa: PLC0415 - on use

    first = table.report
    texts = [*dict.fromkeys(row.text for row in first.of(RowKind.UNMATCHED, RowKind.CONFLICT) if row.text)]
    texts = [text for text in texts if text not in prepared.reported]
    if not texts:
        return
    names = {code: entry.label for code, entry in first.index.entries.items()}
    with st.expander(f"Mend the rows that name no area ({len(texts)})", expanded=True, key="own-mend"):
        for text in texts[:MOST_SHOWN]:
            near = [code for code in first.offers.get(text, ()) if code in names]
            options = [*near, _NOT_AREA, *(code for code in names if code not in near)]
            labels = {**names, _NOT_AREA: "No area: leave the row out"}
            chosen = st.selectbox(
                f"“{text}” is",
                options,
                index=None,
                format_func=labels.__getitem__,
                placeholder="Choose; the most similar come first",
                **state.choice(f"own-mend-{text}-{prepared.name}", None, OneOrNone(options, labels.__getitem__)),
            )
            if chosen is None:
                prepared.corrections.pop(text, None)
            else:
                prepared.corrections[text] = "" if chosen == _NOT_AREA else chosen
        if len(texts) > MOST_SHOWN:
            st.caption(
                f"{len(texts) - MOST_SHOWN} more stand in the join report: fill its last column and open it below."
            )


def _report_lists(table: Any) -> None:
    sentences = [
        *table.report.sentences,
        *(f"Row {line}, {header}: “{text}” is no figure." for line, header, text in table.unread),
    ]
    if sentences or table.notes:
        lines = "".join(f"<li>{escape(text)}</li>" for text in [*table.notes, *sentences][:100])
        with st.expander(f"How the table was read ({len(sentences) + len(table.notes)})"):
            st.html(f"<ul>{lines}</ul>")
    st.download_button(
        "Download the join report",
        table.report.to_csv(),
        file_name="join-report.csv",
        mime="text/csv",
        on_click="ignore",
        help="Every row: which area it names, how that was found, and what is similar.",
    )


def _corrected_report(prepared: OwnFile, table: Any) -> None:
    """Draw the place for a join report with corrections, and what is taken of the one that lies there."""
    key = f"own-report-{prepared.name}"
    session_files.uploader(
        "Corrected join report",
        type=[".csv", ".xlsx", ".ods"],
        key=key,
        megabytes=1,
        on_change=_take_report,
        args=(prepared, table, key),
        help="Its column “correction”: a code or name of an area, or - where the row is none.",
    )
    if prepared.report_problem:
        st.error(prepared.report_problem)
    if prepared.reported:
        texts = {row.text for row in table.report.rows}
        used, other = ([text for text in prepared.reported if (text in texts) is is_in] for is_in in (True, False))
        elsewhere = f"; {len(other)} are not in it, “{other[0]}” among them" if other else ""
        corrects = f"The report corrects {count_text(len(used), 'text')} of this table{elsewhere}."
        st.html(f"<p>{escape(corrects)}</p>")


def _take_report(prepared: OwnFile, table: Any, key: str) -> None:
    """Read a corrected join report; without one its corrections no longer hold."""
    uploaded = state.upload(key)
    prepared.reported, prepared.report_problem = {}, ""
    if uploaded is None:
        return
    try:
        prepared.reported = read_report(file_name(uploaded.name), uploaded.getvalue(), table.report.index)
    except GeodataError as error:
        prepared.report_problem = f"{as_sentence(str(error))} Nothing of the report was taken."


def read_report(name: str, data: bytes, index: Any) -> dict[str, str]:
    """Return the corrections of a join report, by text as written; nothing of it stays on disk.

    Raises
    ------
    GeodataError
        With the rows that cannot be used, and what is similar.
    """
    from geodata.own.join_report import read_corrections  # noqa: PLC0415 - on use

    with TemporaryDirectory(prefix="own-") as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        return dict(read_corrections(path, index, limits=_limits(data)).areas)


def _limits(data: bytes) -> Any:
    """Return how large the table in a file may be: a larger file is taken where hazard areas are."""
    from geodata.own.spreadsheets import LARGE_TABLE, SENT_TABLE  # noqa: PLC0415 - on use

    return LARGE_TABLE if len(data) > OTHER_MEGABYTES * 2**20 else SENT_TABLE


def _of_measured(prepared: OwnFile) -> OwnFigures | None:
    from geodata.own import totals  # noqa: PLC0415 - on use

    measured = prepared.measured
    st.html(measurement_html(measured))
    states, parts = ATLAS.dataset().states, _countries_with_parts()
    provenance = measured.provenance
    level = OwnLevel.OWN_AREAS if prepared.areas else totals.level_of_measured(measured, states, parts)
    areas = prepared.areas
    if level is OwnLevel.OWN_AREAS:
        if areas is None and not hazard_areas.are_taken():
            raise GeodataError(OTHER_AREAS)
        areas = prepared.areas = areas or own_areas.AreaChoice(source=totals.areas_source(provenance.by))
        if areas.is_kept:
            areas.source = own_areas.source_field(f"own-areas-source-{prepared.name}", areas.source)
        else:  # a result of the command, whose areas are not here
            st.html(f"<p>{escape(ITS_AREAS)}</p>")
            if not own_areas.areas_part(areas, f"of-{prepared.name}"):
                return None
        if areas.findings["sha256"] != provenance.boundaries:
            st.warning(ANOTHER_FILE)
    own_places = totals.own_places(areas.areas) if areas is not None else {}

    def place_of(code: str) -> totals.Place | None:
        if level is OwnLevel.OWN_AREAS:
            return own_places.get(code)
        if level is OwnLevel.FIRST_LEVEL and code in parts:
            return totals.first_level_places(parts[code]).get(code)
        return totals.Place(code, states[code].name) if code in states else None

    figures_of = partial(totals.figures_of_measured, measured, place_of=place_of, level=level)
    figures_of(totals.Statement())  # where nothing can be shown, nothing is asked
    choices = totals.measured_choices(measured)
    chosen = st.selectbox(
        "Which records",
        list(choices),
        format_func=choices.__getitem__,
        **state.choice(f"own-cut-{prepared.name}", next(iter(choices)), OneOf(choices, choices.__getitem__)),
    )
    given = {"title": provenance.title, "dated": provenance.as_of.shortest, "licence": provenance.licence}
    statement = _statement(prepared.name, f"{provenance.as_of}-{provenance.title}", given)
    figures = figures_of(statement, choice=chosen)
    return figures if areas is None else totals.on_own_areas(figures, areas.areas, areas.source)


def measurement_html(measured: Any) -> str:
    """Return what was measured in sentences, and what became of every row as a table."""
    from geodata.own.command import sentences  # noqa: PLC0415 - on use
    from geodata.own.result import ledger_lines  # noqa: PLC0415 - on use

    headline, *others = (on_screen(sentence) for sentence in sentences(measured))
    listed = "".join(f"<li>{escape(sentence)}</li>" for sentence in others)
    rows = "".join(
        f"<tr><th scope='row'>{escape(label)}</th><td>{escape(number_text(value))}</td></tr>"
        for label, value in ledger_lines(measured.ledger)
    )
    ledger = f"<details class='own-ledger'><summary>What became of every row</summary><table>{rows}</table></details>"
    return f"<h3>Measurement</h3><p><b>{escape(headline)}</b></p>{f'<ul>{listed}</ul>' if listed else ''}{ledger}"


def _statement(file: str, about: str, given: Mapping[str, str]) -> Any:
    """Draw the fields for what has to be said of figures, and return it.

    Title and date are of one choice of figures of a file, `about`; what else is said holds for each of them.
    """
    from geodata.own.totals import Statement  # noqa: PLC0415 - on use

    st.html("<h3>What the figures are</h3>")
    fields = {
        "title": ("Title", "What the legend calls them"),
        "claimant": ("Claimant", "Who states the figures"),
        "dated": ("Date", "As of when they hold: 2024, 2024-07 or 2024-07-31"),
        "definition": ("Definition", "What was counted: hazardous areas on record"),
        "source": ("Source", "The document or register, with its place"),
        "licence": ("Licence", "Under which they may be used, if any"),
    }
    texts = {}
    left, right = st.columns(2, gap="medium")
    for number, (key, (label, help_text)) in enumerate(fields.items()):
        with right if number % 2 else left:
            texts[key] = st.text_input(
                label,
                max_chars=LONGEST,
                placeholder=help_text,
                **state.choice(
                    f"own-{key}-{file}-{about if key in {'title', 'dated'} else ''}",
                    given.get(key, "")[:LONGEST],
                    Text(LONGEST),
                ),
            )
    plain = {key: printable(text).strip() for key, text in texts.items()}
    return Statement(dated=_span(plain.pop("dated")), **plain)


def _span(text: str) -> DateSpan | None:
    """Return the date that a reader wrote; None for an empty field, and after a sentence for what is no date."""
    if not text.strip():
        return None
    try:
        return DateSpan.parse(text.strip())
    except ValueError as error:
        st.warning(f"{capitalized(str(error))}.")
        return None


def _preview_html(figures: OwnFigures) -> str:
    rows = "".join(
        f"<li><b>{escape(own_wording.amount(figure))}</b> {escape(figure.name)}</li>"
        for figure in sorted(figures.figures, key=lambda one: -(one.km2 or 0.0))[:MOST_SHOWN]
    )
    more = len(figures.figures) - MOST_SHOWN
    rest = f"<p class='quiet'>and {count_text(more, 'more area')}</p>" if more > 0 else ""
    missing = (
        f"<p>Not given yet: {escape(enumeration(figures.missing))}. The figures can be shown, with “source not given” "
        "across the map, but not exported.</p>"
        if figures.missing
        else ""
    )
    return (
        f"<h3>What will be on the map</h3><p>{escape(own_wording.statement(figures))}</p><ul>{rows}</ul>{rest}{missing}"
    )


def _use(figures: OwnFigures, archive: OwnArchive | None = None) -> None:
    state.open_own_data(OwnData(figures))
    saved = own_exports.view_of_archive(archive, figures)
    state.change(lambda view: saved or view_with(view, figures))
