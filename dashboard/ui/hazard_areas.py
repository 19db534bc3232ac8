"""A file of hazard areas on the screen of own data: what was found in it, what the reader says of it, and measuring it.

The page holds no shape: a child process reads the file, and what it found or measured comes back as words and numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

import streamlit as st
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.maps.own_data import ACCEPTED, LEAVING, OTHER_NAME, UPLOADS
from dashboard.maps.wording import Noun
from dashboard.ui import page_shell, session_files, state
from dashboard.ui.measuring_job import Child, JobKind, JobState, PrivateFile
from dashboard.ui.service import ATLAS
from dashboard.ui.widget_values import OneOf, OneOrNone, Text
from geodata import GeodataError
from geodata.dates import DateSpan
from geodata.wording import bytes_text, capitalized, count_text, enumeration, share_text, uncapitalized

ENDINGS = (
    *(".zip", ".gpkg", ".geojson", ".json", ".geojsonl", ".geojsons", ".ndjson", ".jsonl", ".kml", ".kmz", ".fgb"),
    *(".parquet", ".geoparquet", ".csv", ".tsv", ".txt", ".xlsx"),
)
TABLE_ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")  # which may hold coordinates, or be a table by country
MOST_TABLE_BYTES = 2**20  # a larger table is taken for hazard areas
COMMAND = "python -m geodata measure FILE --as-of 2025-12-31 --out result.json"
STAYS = (
    "A file of hazard areas stays on this machine: it lies in a folder that your account alone can read, is measured "
    "by a process of its own, and is deleted as soon as that ends. Only totals by area, type and status remain."
)
GOES = (
    "A file of hazard areas goes to the server of this page, whose operator takes such files. It is measured there by "
    "a process of its own and deleted as soon as that ends; only totals by area, type and status remain. Send it only "
    "if the data may leave your machine."
)
ELSEWHERE = (
    "Hazard areas are measured on your own machine, because an upload to another one is already leaving. {reason} Run "
    "this command and open its result here:"
)
NOT_TAKEN = "{name} seems to hold hazard areas, which are not taken here; measure it with the command above"
STOPPED = "Stopped. The file and everything made of it were deleted; open it again to start anew."
GONE = "The page was away for some time, so the file was deleted. Open it again."
NOTHING_TO_MEASURE = (
    "No row has a shape, so there is nothing to measure: expected polygons, or columns with their coordinates. Export "
    "the file again with its shapes."
)
AS_OF = "As of: the day, month or year that the file describes"
SCAN_SECONDS, MEASURE_SECONDS = 0.3, 0.8  # between two looks at a child; each costs the server some milliseconds
MOST_WORDS = 12  # of one column whose meaning can be said on the screen; a file of words has no limit
MOST_GUESSES = 3  # of the coordinate system
MOST_COLUMNS = 1_000  # that a menu offers
OWN_AREAS = "own-areas"
LEVELS: Mapping[str, str] = {
    "country": "Countries",
    "first-level": "First-level areas",
    OWN_AREAS: "Own areas, of a file",
}
_NONE = "-"
# Roles of columns, as the menus name them; those of places are asked for where rows have no shapes.
ROLES: Mapping[str, str] = {
    "type": "Type of hazard",
    "status": "Status",
    "id": "Id of the record",
    "date": "Date",
    "size": "Stated size",
    "country": "Country",
}
PLACES: Mapping[str, str] = {
    "wkt": "Shape as text (WKT)",
    "longitude": "Longitude",
    "latitude": "Latitude",
    "easting": "Easting",
    "northing": "Northing",
    "zone": "UTM zone",
}
SHAPES: Mapping[str, Noun] = {  # kinds of shapes of a scan
    "polygons": Noun("polygon", "polygons"),
    "lines": Noun("line", "lines"),
    "points": Noun("point", "points"),
    "none": Noun("row without a shape", "rows without a shape"),
    "unreadable": Noun("shape that cannot be read", "shapes that cannot be read"),
}
_SHAPES = re.compile(rb'"type"\s*:\s*"(?:Feature|FeatureCollection|Topology|GeometryCollection)"|"rings"|esriGeometry')


@dataclass
class ReadingOptions:
    """What the reader says of a file."""

    layer: str = ""
    crs: str = ""
    encoding: str = ""
    roles: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    decimal: str = ""  # "comma" or "point"
    meanings: dict[tuple[str, str], str] = field(default_factory=dict)  # class id by role and word
    words_file: str = ""  # a file of words kept before


class OwnAreas(Protocol):
    """A file of the reader's own areas: how the command is given it, and whose areas they are."""

    @property
    def by(self) -> str:
        """The value of the option `--by`: the file, and its columns of codes and names."""

    @property
    def source(self) -> str:
        """Whose areas they are, and their licence, as the option `--areas-source` takes it."""

    def draw(self, key: str) -> bool:
        """Draw its controls and return whether its areas can be used."""

    def close(self) -> None:
        """Delete the file."""


@dataclass(eq=False)
class Hazards:
    """A file of hazard areas that is open: where it lies, what was found, and what the reader says of it."""

    file: PrivateFile
    reading: ReadingOptions = field(default_factory=ReadingOptions)
    findings: list[dict[str, Any]] = field(default_factory=list)  # of each layer, by the last scan that succeeded
    problem: str = ""  # of the last scan
    notice: str = ""  # why measuring did not begin
    as_of: str = ""
    by: str = "country"
    areas: OwnAreas | None = None  # of the reader, to measure by
    shown: dict[str, str] = field(default_factory=dict)  # the column found for each role, as its menu shows it


# -- Which files are taken.


def answer() -> str:
    """Return whether this page may upload hazard areas: `ACCEPTED`, `LEAVING`, or the reason why not.

    The server has judged the headers of the websocket, where a proxy may have put a name of this machine. The address
    of the page comes from the browser itself, in a message.
    """
    given = st.context.headers.get(UPLOADS) or "This server does not say that it runs on your machine."
    is_open_here = origin_of(st.context.url or "") == st.context.headers.get("Origin")
    return OTHER_NAME if given == ACCEPTED and not is_open_here else given


def origin_of(url: str) -> str:
    """Return the origin of a page by its address, as the header Origin names it.

    Examples
    --------
    >>> origin_of("http://localhost:8501/own")
    'http://localhost:8501'
    """
    scheme, host, *_ = urlsplit(url)
    return f"{scheme}://{host}"


def are_taken() -> bool:
    """Return whether this page may upload hazard areas."""
    return answer() in {ACCEPTED, LEAVING}


def intro() -> None:
    """Draw what becomes of a file of hazard areas, or the command that measures it elsewhere."""
    given = answer()
    if given in {ACCEPTED, LEAVING}:
        st.html(f"<p>{escape(STAYS if given == ACCEPTED else GOES)}</p>")
        return
    st.html(f"<p>{escape(ELSEWHERE.format(reason=given))}</p>")
    st.code(COMMAND, language=None, wrap_lines=True)


def is_hazard_areas(name: str, data: bytes) -> bool:
    """Return whether a file seems to hold hazard areas, and not a table by country or what the atlas writes."""
    ending = Path(name).suffix.lower()
    if ending not in ENDINGS:
        return False
    if ending == ".json":
        return _SHAPES.search(data[:65_536]) is not None
    if ending not in TABLE_ENDINGS:
        return True
    return len(data) > MOST_TABLE_BYTES or _has_places(name, data)


def _has_places(name: str, data: bytes) -> bool:
    """Return whether the first row of a table names columns of coordinates."""
    from geodata.own.columns import name_matches  # noqa: PLC0415 - on use
    from geodata.own.spreadsheets import MAX_COLUMNS, first_row  # noqa: PLC0415 - on use
    from geodata.own.vocabulary import Role, shipped_vocabulary  # noqa: PLC0415 - on use

    try:
        names = first_row(name, data)[:MAX_COLUMNS]
    except GeodataError:
        return False  # what is wrong with it is said where it is read
    roles = {matches[0].role for text in names if (matches := name_matches(text, shipped_vocabulary()))}
    pairs = ({Role.WKT}, {Role.LONGITUDE, Role.LATITUDE}, {Role.EASTING, Role.NORTHING})
    return any(pair <= roles for pair in pairs)


def opened(name: str, data: bytes, file_id: str) -> Hazards:
    """Return a file of hazard areas in its folder, and have it scanned; the server's memory lets go of it.

    Raises
    ------
    GeodataError
        When none is taken, it cannot be kept, or too many files are read at the moment.
    """
    if not are_taken():
        raise GeodataError(NOT_TAKEN.format(name=name))
    context = get_script_run_ctx()
    session = context.session_id if context else ""
    file = PrivateFile(name, data, lambda: not runtime.exists() or runtime.get_instance().is_active_session(session))
    session_files.remove_file(session, file_id)
    try:
        file.start(JobKind.SCAN)
    except GeodataError:
        file.close()
        raise
    return Hazards(file)


# -- The page of an open file.


def hazard_part(hazards: Hazards, measured: Callable[[str], None]) -> None:
    """Draw what was found in a file, what the reader may say of it, and the measuring.

    Parameters
    ----------
    measured
        Called with the result as JSON once there is one; the page then runs again.
    """
    child = hazards.file.child
    if child is None or (hazards.file.is_closed and child.kind is JobKind.SCAN and child.state is not JobState.FAILED):
        st.info(GONE)
    elif child.kind is JobKind.MEASURE:
        if child.state is JobState.RUNNING:
            _running(hazards.file, child)
        elif child.state is JobState.DONE:
            measured(child.output)
            st.rerun()
        elif child.state is JobState.STOPPED:
            st.info(STOPPED)
        else:
            st.error(f"{on_screen(child.problem)} The file was deleted; open it again to start anew.")
    else:
        _scanned(hazards, child)


def _scanned(hazards: Hazards, child: Child) -> None:
    """Draw what the last scan that ended has found, and what follows from it."""
    if child.state is JobState.DONE:
        hazards.findings, hazards.problem = json.loads(child.output), ""
    elif child.state is JobState.FAILED:
        hazards.problem = child.problem
    else:
        _looking(child)
    if hazards.problem:
        st.error(on_screen(hazards.problem))
    if not hazards.file.is_closed and (hazards.findings or hazards.problem):
        _findings_part(hazards, child)


def _findings_part(hazards: Hazards, child: Child) -> None:
    """Draw what was found and may be corrected, and what measures it; a correction has the file scanned again."""
    findings = _layer(hazards)
    problems = []
    if findings:
        st.html(findings_html(findings))
        problems = [*findings["problems"], *([NOTHING_TO_MEASURE] if _has_nothing(findings) else [])]
    for problem in problems:
        st.warning(on_screen(problem))
    is_open = bool(problems or hazards.problem)
    with st.expander("Correct how the file is read", expanded=is_open, key="own-correct"):
        _corrections(hazards, findings)
    if findings:
        _words(hazards, findings)
    try:
        wanted = arguments(hazards.reading, hazards.file)
        if wanted != list(child.arguments):
            hazards.file.start(JobKind.SCAN, wanted)
            st.rerun()
    except GeodataError as error:
        st.warning(str(error))
    is_ready = bool(findings) and not problems and not hazards.problem and child.state is JobState.DONE
    _measure_part(hazards, is_ready=is_ready)


@st.fragment(run_every=SCAN_SECONDS)
def _looking(child: Child) -> None:
    """Say that the file is read, and have the page run when it has been."""
    if child.state is not JobState.RUNNING:
        st.rerun()
    st.html('<p class="quiet" role="status">Looking at the file …</p>')


@st.fragment(run_every=MEASURE_SECONDS)
def _running(file: PrivateFile, child: Child) -> None:
    """Draw the progress of a measurement and the button that stops it; have the page run at its end."""
    if child.state is not JobState.RUNNING:
        st.rerun()
    with page_shell.faults_shown():
        st.html("<h3>Measuring</h3>")
        st.progress(child.done / child.of if child.of else 0.0, text=progress_text(child))
        st.button("Stop and delete the file", key="own-stop", on_click=file.close)
        st.caption("Other pages can be used meanwhile; it goes on until this page is closed.")


def progress_text(child: Child) -> str:
    """Return how far a measurement is."""
    seconds = child.seconds
    since = f"{seconds:,.0f} s" if seconds < 100 else f"{seconds / 60:,.0f} min"
    if not child.of:
        return f"Reading the file and the boundaries … {since}"
    return f"Step {min(child.done + 1, child.of)} of {child.of} … {since}"


# -- What was found.


def findings_html(findings: Mapping[str, Any]) -> str:
    """Return what a scan found in a layer, as a list of terms."""
    from geodata.own.encodings import encoding_label  # noqa: PLC0415 - on use

    states = ATLAS.dataset().states

    def name_of(code: str) -> str:
        return states[code].common_name if code in states else code or "no country"

    sample, rows = findings["sample"], findings["rows"]
    counted = count_text(rows, "row") if rows >= 0 else f"at least {count_text(sample, 'row')}"
    shapes = ", ".join(f"{count:,} {SHAPES[kind].of(count)}" for kind, count in findings["shapes"].items()) or "none"
    if sample != rows:
        shapes += f" in the first {sample:,} rows"
    crs, countries = findings["crs"], [*findings["countries"].items()]
    places = sum(count for _, count in countries)
    lie_in = [f"{name_of(code)} {share_text(count / places)}" for code, count in countries[:6]]
    others = f" and {len(countries) - 6} more" if len(countries) > 6 else ""
    read = [(column["role"], column["name"]) for column in findings["columns"] if column["role"]]
    labels = {**ROLES, **PLACES}
    roles = ", ".join(f"{name} ({uncapitalized(labels[role])})" for role, name in read) or "none with a known role"
    unread = len(findings["columns"]) - len(read)
    text = encoding_label(findings["encoding"]) if findings["encoding"] else ""
    text += f", as in {', '.join(findings['sample_words'])}" if findings["sample_words"] else ""
    terms = [
        ("Form", f"{findings['format']}, {bytes_text(findings['bytes'])}, {counted}"),
        ("Shapes", shapes),
        ("Coordinates", f"{crs['label'] or 'unknown'} ({crs['known']})"),
        ("Lie in", ", ".join(lie_in) + others),
        ("Text", text),
        ("Columns read", roles),
        ("Not read", count_text(unread, "other column") if unread else ""),
    ]
    for role in ("type", "status"):
        words = [word for word in findings["words"] if word["column"] == role]
        listed = [f"{word['word']} → {word['means'].replace('-', ' ')} ({word['rows']:,})" for word in words]
        more = f" and {len(listed) - MOST_WORDS} more" if len(listed) > MOST_WORDS else ""
        terms.append((f"Words of {role}", ", ".join(listed[:MOST_WORDS]) + more))
    lines = "".join(f"<dt>{escape(term)}</dt><dd>{escape(text)}</dd>" for term, text in terms if text)
    notes = "".join(f"<li>{escape(on_screen(note))}</li>" for note in findings["notes"] if note != crs["sentence"])
    notes = f"<ul>{notes}</ul>" if notes else ""
    return f'<h3>What was found</h3><dl class="own-findings">{lines}</dl>{notes}'


def _has_nothing(findings: Mapping[str, Any]) -> bool:
    """Return whether all rows were looked at and none has a shape."""
    return findings["sample"] == findings["rows"] and not {"polygons", "lines", "points"} & {*findings["shapes"]}


# How the command names what the reader may say, and how the screen does.
_OPTIONS: tuple[tuple[str, str], ...] = (
    (r"--crs '([^']*)'", r"“\1”"),
    (r"--crs (\S+)", r"“\1” as coordinate system"),
    (r"--column 'size=[^']*:(comma|point)'", r"a \1 as decimal sign"),
    (r"--column 'size=([^']*):([\w ]+)'", r"“\1” as stated size in \2"),
    (r"--column '(\w+)=([^']*)'", r"“\2” as \1"),
    (r"--column size=(?:.+?):(comma|point)", r"a \1 as decimal sign"),
    (r"--column size=(.+?):(\w+)", r"“\1” as stated size in \2"),
    (r"--column (\w+)=-", r"“No column” as \1"),
    (r"--column (\w+)=(.+?)(?= --column|,|;|$)", r"“\2” as \1"),
    (r"--layer '([^']*)'", r"“\1”"),
    (r"another with --encoding", "another encoding"),
    (r"--encoding (\S+)", r"“\1” as encoding"),
    (r"the words with --words", "their meaning below"),
    (r": see `scan`", ""),
    # What the page leaves to the command.
    (r"; name (another|a folder on another one) with --scratch", "; measure the file with the command, elsewhere"),
    (r"measure with (--workers 1, or|fewer workers)", "measure it with the command"),
    (r"with --as-of", "under “As of”"),
    (r"(say its coordinate system) with --crs", r"\1"),
    (r"(?<!\S)--([a-z]+)", r"the field “\1”"),
)


def on_screen(sentence: str) -> str:
    """Return a sentence of the command as the screen says it: without options, from a capital letter to a full stop.

    Examples
    --------
    >>> on_screen("two columns could be the status: say which one, as in --column status=Status_1")
    'Two columns could be the status: say which one, as in “Status_1” as status.'
    """
    for pattern, text in _OPTIONS:
        sentence = re.sub(pattern, text, sentence)
    return as_sentence(sentence)


def as_sentence(text: str) -> str:
    """Return a text with a full stop, and with a capital letter unless the name of a file comes first."""
    text = text if text.endswith((".", "?")) else f"{text}."
    return text if "." in text.split()[0][:-1] else capitalized(text)


# -- What the reader says.


def arguments(reading: ReadingOptions, file: PrivateFile) -> list[str]:
    """Return the options of the command that say the same; words are kept as a file beside the hazard areas."""
    options = []
    for name in ("layer", "crs", "encoding"):
        value = getattr(reading, name).strip()
        options += [f"--{name}={value}"] if value else []
    for role, column in sorted(reading.roles.items()):
        behind = (reading.unit, reading.decimal) if role == "size" and column != _NONE else ()
        options.append(":".join([f"--column={role}={column}", *filter(None, behind)]))
    words = words_text(reading)
    if words:
        path = file.keep(sha256(words.encode()).hexdigest()[:8], "words.csv", words.encode())
        options.append(f"--words={path}")
    return options


def words_text(reading: ReadingOptions) -> str:
    """Return the words of the reader as a file of words: those said on the screen before those of a file."""
    from geodata.own.vocabulary import WORD_COLUMNS, WordSubject  # noqa: PLC0415 - on use

    if not reading.meanings:
        return reading.words_file
    kept = csv.DictReader(reading.words_file.splitlines())
    if reading.words_file and not {"subject", "means", "word"} <= {*(kept.fieldnames or ())}:
        return reading.words_file  # what is wrong with it is said where it is read
    subjects = {"type": WordSubject.HAZARD_TYPE, "status": WordSubject.STATUS}
    out = io.StringIO()
    writer = csv.DictWriter(out, WORD_COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for (role, word), means in sorted(reading.meanings.items()):
        writer.writerow({"subject": subjects[role].value, "means": means, "word": word})
    writer.writerows(kept)
    return out.getvalue()


def _layer(hazards: Hazards) -> dict[str, Any] | None:
    """Draw the menu of layers where there are several, and return what was found in the chosen one."""
    if not hazards.findings:
        return None
    names = list(dict.fromkeys(layer["name"] for layer in hazards.findings[0]["layers"]))
    if len(names) > 1:
        first = hazards.reading.layer or hazards.findings[0]["layer"]
        chosen = st.selectbox("Layer", names, **state.choice(_key(hazards, "layer"), first, OneOf(names)))
        if chosen != first:  # what was said of columns was of another layer
            hazards.reading.roles, hazards.reading.unit, hazards.reading.decimal = {}, "", ""
        hazards.reading.layer = chosen
    wanted = hazards.reading.layer
    return next((one for one in hazards.findings if one["layer"] == wanted), hazards.findings[0])


def _key(hazards: Hazards, name: str) -> str:
    """Return the key of a widget of this file, and of no other one."""
    return f"own-{name}-{id(hazards)}"


def _corrections(hazards: Hazards, findings: Mapping[str, Any] | None) -> None:
    reading = hazards.reading
    left, right = st.columns(2, gap="medium")
    with left:
        reading.crs = st.text_input(
            "Coordinate system",
            max_chars=200,
            placeholder="As found; or a code such as EPSG:32636, EPSG:4326 swapped",
            **state.choice(_key(hazards, "crs"), reading.crs, Text(200)),
        )
    with right:
        reading.encoding = st.text_input(
            "Encoding of text",
            max_chars=40,
            placeholder="As found; or a name such as cp1251",
            **state.choice(_key(hazards, "encoding"), reading.encoding, Text(40)),
        )
    if findings is None:
        return
    with st.container(horizontal=True):
        for guess in findings["crs"]["guesses"][:MOST_GUESSES]:
            label, key = f"It is {guess['label']}", _key(hazards, guess["crs"])
            st.button(label, key=key, on_click=_guessed, args=(hazards, guess))
    names = [column["name"] for column in findings["columns"]][:MOST_COLUMNS]
    has_shapes = any(kind in findings["shapes"] for kind in ("polygons", "lines", "unreadable")) and not any(
        column["role"] in PLACES for column in findings["columns"]
    )
    roles = ROLES if has_shapes else {**ROLES, **PLACES}
    options = [_NONE, *names]
    columns = st.columns(2, gap="medium")
    for number, (role, label) in enumerate(roles.items()):
        known = next((column["name"] for column in findings["columns"] if column["role"] == role), None)
        key, first = _key(hazards, f"role-{role}"), reading.roles.get(role, known)
        if role not in reading.roles and hazards.shown.get(role, "") != (
            known or ""
        ):  # another one was found meanwhile
            state.put(key, known)
        hazards.shown[role] = known or ""
        with columns[number % 2]:
            chosen = st.selectbox(
                label,
                options,
                index=None,
                format_func=_column_label,
                placeholder="No column",
                **state.choice(key, first, OneOrNone(options, _column_label)),
            )
        if chosen is None:
            reading.roles.pop(role, None)
        elif chosen != known or role in reading.roles:
            reading.roles[role] = chosen
    _unit(hazards, findings)


def _column_label(name: str) -> str:
    return "No column" if name == _NONE else name


_SIGNS = {"comma": "A comma: 1,5", "point": "A point: 1.5"}


def _unit(hazards: Hazards, findings: Mapping[str, Any]) -> None:
    from geodata.own.vocabulary import AREA_UNITS, Unit  # noqa: PLC0415 - on use

    reading = hazards.reading
    named = next((column["name"] for column in findings["columns"] if column["role"] == "size"), None)
    column = reading.roles.get("size", named)
    if column in {None, _NONE}:
        return
    units = [unit.value for unit in AREA_UNITS]

    def label(unit: str) -> str:
        return Unit(unit).label

    first = reading.unit or findings["unit"] or None
    unit = st.selectbox(
        "Unit of stated sizes",
        units,
        index=None,
        format_func=label,
        placeholder="Choose the unit",
        **state.choice(_key(hazards, "unit"), first, OneOrNone(units, label)),
    )
    if unit and unit != findings["unit"]:
        reading.unit, reading.roles["size"] = unit, column
    if findings["doubtful_size"] or reading.decimal:
        signs = [*_SIGNS]
        chosen = st.selectbox(
            "Decimal sign of stated sizes",
            signs,
            index=None,
            format_func=_SIGNS.__getitem__,
            placeholder="Choose the sign",
            **state.choice(_key(hazards, "decimal"), reading.decimal or None, OneOrNone(signs, _SIGNS.__getitem__)),
        )
        reading.decimal = chosen or ""
        if chosen:
            reading.roles["size"] = column


def _guessed(hazards: Hazards, guess: Mapping[str, str]) -> None:
    hazards.reading.crs = guess["crs"]
    state.put(_key(hazards, "crs"), guess["crs"])


def _words(hazards: Hazards, findings: Mapping[str, Any]) -> None:
    """Draw a menu for each word of type and status that is not in the vocabulary, and what keeps them."""
    from geodata.own.records import UNKNOWN  # noqa: PLC0415 - on use
    from geodata.own.vocabulary import HAZARD_TYPE_LABELS, HazardStatus  # noqa: PLC0415 - on use

    reading = hazards.reading
    labels = {
        "type": {kind.value: capitalized(label) for kind, label in HAZARD_TYPE_LABELS.items()},
        "status": {status.value: capitalized(status.label) for status in HazardStatus},
    }
    entries = [
        (word["column"], word["word"], word["rows"])
        for word in findings["words"]
        if word["means"] == UNKNOWN or (word["column"], word["word"]) in reading.meanings
    ]
    if not entries and not reading.words_file:
        return
    with st.expander("Say what words mean", key="own-words"):
        for number, (role, word, rows) in enumerate(entries[:MOST_WORDS]):
            options = list(labels[role])
            chosen = st.selectbox(
                f"“{word}” as {role} ({count_text(rows, 'row')})",
                options,
                index=None,
                format_func=labels[role].__getitem__,
                placeholder="Not known: counts as not told",
                **state.choice(
                    _key(hazards, f"word-{number}-{role}-{word}"),
                    reading.meanings.get((role, word)),
                    OneOrNone(options, labels[role].__getitem__),
                ),
            )
            if chosen is None:
                reading.meanings.pop((role, word), None)
            else:
                reading.meanings[role, word] = chosen
        if len(entries) > MOST_WORDS:
            st.caption(f"{len(entries) - MOST_WORDS} more words can be said in a file of words.")
        text = words_text(reading)
        if text:
            st.download_button(
                "Keep these words as a file", text, file_name="words.csv", mime="text/csv", on_click="ignore"
            )
        session_files.uploader(
            "Words kept before (CSV)",
            type=[".csv"],
            key=_key(hazards, "words"),
            megabytes=1,
            on_change=_take_words,
            args=(hazards,),
        )


def _take_words(hazards: Hazards) -> None:
    uploaded = state.upload(_key(hazards, "words"))
    hazards.reading.words_file = uploaded.getvalue().decode("utf-8-sig", errors="replace") if uploaded else ""


# -- Measuring.


def _measure_part(hazards: Hazards, *, is_ready: bool) -> None:
    st.html("<h3>Measure</h3>")
    if hazards.notice:
        st.warning(hazards.notice)
    left, right = st.columns(2, gap="medium")
    with left:
        hazards.by = st.selectbox(
            "By",
            list(LEVELS),
            format_func=LEVELS.__getitem__,
            **state.choice(_key(hazards, "by"), hazards.by, OneOf(LEVELS, LEVELS.__getitem__)),
        )
    with right:
        hazards.as_of = st.text_input(
            AS_OF,
            max_chars=40,
            placeholder="2024, 2024-07 or 2024-07-31",
            **state.choice(_key(hazards, "as-of"), hazards.as_of, Text(40)),
        )
    has_areas = True
    if hazards.by == OWN_AREAS:
        has_areas = hazards.areas is not None and hazards.areas.draw(_key(hazards, "by"))
    is_dated = False
    if hazards.as_of.strip():
        try:
            DateSpan.parse(hazards.as_of.strip())
            is_dated = True
        except ValueError as error:
            st.warning(f"{capitalized(str(error))}.")
    missing = [
        *(["what is to be decided above"] if not is_ready else []),
        *(["the areas to measure by"] if not has_areas else []),
        *(["the day, month or year that the file describes"] if not is_dated else []),
    ]
    if missing:
        st.caption(f"Before it can be measured: {enumeration(missing)}.")
    with st.container(horizontal=True):
        # Not by a callback: it would come before the field that the reader has just left is read.
        if st.button("Measure", key="own-measure", type="primary", disabled=bool(missing)):
            _measure(hazards)
            st.rerun()
        st.button("Close and delete the file", key="own-delete", on_click=state.prepare_own_file, args=(None,))


def _areas_options(hazards: Hazards) -> list[str]:
    """Return the options of the command that say by which areas it measures."""
    areas = hazards.areas if hazards.by == OWN_AREAS else None
    if areas is None:
        return [f"--by={hazards.by}"]
    return [f"--by={areas.by}", *([f"--areas-source={areas.source}"] if areas.source else [])]


def _measure(hazards: Hazards) -> None:
    try:
        options = [
            *arguments(hazards.reading, hazards.file),
            f"--as-of={hazards.as_of.strip()}",
            *_areas_options(hazards),
        ]
        hazards.file.start(JobKind.MEASURE, options)
        hazards.notice = ""
    except GeodataError as error:
        hazards.notice = str(error)
