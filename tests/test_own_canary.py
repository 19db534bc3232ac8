"""Canaries in own files: what must never be read, or never leave, is planted and looked for everywhere afterwards.

The planted words stand in columns without a role, in rows that name no area, in shapes, in names of files and folders.
The command and the screen work on good and on failing files; then every output, log, cache, temporary folder and
message is searched for them.
"""

import gc
import io
import json
import logging
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from pypdf import PdfReader

from dashboard.maps.atlas import Atlas
from dashboard.maps.citations import quote
from dashboard.maps.layers.question import with_answer
from dashboard.maps.link import link_of
from dashboard.maps.own_data import OwnData, saved_bytes
from dashboard.maps.story.codec import story_file, story_parameter
from dashboard.maps.story.model import Step, Story
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, BriefJob, Options, StoryJob, Subject, file_bytes
from dashboard.render.live_map.message import card_table, message
from dashboard.ui import own
from dashboard.ui.measuring_job import PrivateFile
from dashboard.web.metrics import COUNTS, exposition
from geodata.__main__ import main
from geodata.dates import DateSpan
from geodata.errors import GeodataError
from geodata.own import files, totals
from geodata.own.join_report import JoinCorrections
from geodata.own_figures import OwnFigures
from geodata.own_package import Publication, package_bytes
from geodata.questions import OwnClause, OwnTest, simple
from tests.shipped_views import TODAY, dataset
from tests.test_app import html_of, opened, run
from tests.test_own_purge import cached_objects, reachable_texts

PERSON, PHONE, RECORD = "Ostap Kvitkonosh", "+380671415926", "REC-ZX81-4159"
FOLDER, STEM = "register-of-kvitkonosh", "zones-by-kvitkonosh"  # of folder and files
CONTACT = "Contact person"
SHAPE = [[31.4159265, 48.2718281], [31.4359265, 48.2718281], [31.4359265, 48.2918281], [31.4159265, 48.2718281]]
BOW_TIE = [[31.5141592, 48.3718281], [31.5341592, 48.3918281], [31.5341592, 48.3718281], [31.5141592, 48.3918281]]
# In lower case; of coordinates the decimals that no other number of the atlas has.
CANARIES = ("kvitkonosh", "671415926", "zx81", "4159265", "2718281", "5141592", "3718281", "2918281")

Outputs = dict[str, bytes]


def geojson(*rings: list[list[float]]) -> bytes:
    properties = {"status": "open", "type": "SHA", "id": RECORD, CONTACT: PERSON, "phone": PHONE}
    features = [
        {
            "type": "Feature",
            "properties": properties,
            "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]},
        }
        for ring in rings
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


TABLE = (
    f"Country,Area (km2),Year,{CONTACT},Phone\n"
    f"Ukraine,12.5,2024,{PERSON},{PHONE}\n"
    f"Chad,3,2024,{PERSON},{PHONE}\n"
    f"Angola,8,2024,,\n"
    f"{PERSON},4,2024,,\n"
)
FILES = {
    f"{STEM}.geojson": geojson(SHAPE, BOW_TIE, SHAPE),
    f"{STEM}-cut.geojson": geojson(SHAPE)[:-40],
    f"{STEM}.csv": TABLE.encode(),
    f"{STEM}-places.csv": f"id;lon;lat;status;{CONTACT}\n{RECORD};31,4159265;48,2718281;open;{PERSON}\n".encode(),
    f"{STEM}-none.csv": f"Place,{CONTACT}\nSomewhere,{PERSON}\n".encode(),
}


def searchable(data: bytes) -> str:
    """What a file says: its text, with that of PDF pages and of the files in an archive."""
    if data.startswith(b"%PDF"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    if is_zipfile(io.BytesIO(data)):
        with ZipFile(io.BytesIO(data)) as archive:
            return " ".join([*archive.namelist(), *(searchable(archive.read(name)) for name in archive.namelist())])
    return data.decode("utf-8", errors="replace")


def found_in(outputs: Outputs) -> set[tuple[str, str]]:
    """Each output with a canary that stands in it; those of the command may name the file that it was given."""
    pairs = set()
    for where, data in outputs.items():
        text = searchable(data).casefold()
        if where.startswith("command"):
            text = text.replace(STEM, "")
        pairs |= {(where, canary) for canary in CANARIES if canary in text}
    return pairs


# -- What is made of the planted files.


def of_command(folder: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, bytes]]:
    """What `scan` and `measure` say and write, of good files and of failing ones."""
    for name in FILES:
        main(["scan", str(folder / name)])
        main(["scan", str(folder / name), "--format", "json"])
        printed = capsys.readouterr()
        yield f"command: scan {name}", (printed.out + printed.err).encode()
    for name in (f"{STEM}.geojson", f"{STEM}-cut.geojson", f"{STEM}-none.csv"):
        result = folder / "result.json"
        main(["measure", str(folder / name), "--as-of", "2024", "--out", str(result)])
        printed = capsys.readouterr()
        yield f"command: measure {name}", (printed.out + printed.err).encode()
    yield "command: result", result.read_bytes()


def own_of_table() -> OwnFigures:
    """Figures of the table, of which one row was mended by hand."""
    table = own.read_own_table(f"{STEM}.csv", FILES[f"{STEM}.csv"])
    table = table.corrected(JoinCorrections({PERSON: "MLI"}))
    places = {code: totals.Place(code, area.name) for code, area in dataset().states.items()}
    (column,) = totals.mappable_columns(table)
    return totals.figures_of_table(table, column, statement(), places=places)


def own_of_measurement(result: bytes) -> OwnFigures:
    measured = own.read_own_file("result.json", result).measured
    places = {code: totals.Place(code, area.name) for code, area in dataset().states.items()}
    return totals.figures_of_measured(measured, statement(), place_of=places.get)


def statement() -> totals.Statement:
    return totals.Statement("Areas", "A programme", DateSpan.parse("2024"), "Hazardous areas", "A register")


def of_outputs(figures: OwnFigures, *, is_quick: bool = False) -> Iterator[tuple[str, bytes]]:
    """Every file, address and message that is made of own figures."""
    known, data = dataset().with_own(figures), OwnData(figures)
    atlas, options = Atlas(lambda: known, today=lambda: TODAY), Options("https://atlas.example.org/", TODAY)
    view = View(day=TODAY, layers=("own", "borders"), own=figures.content_id, country="UKR")
    spec = atlas.spec(view)
    yield "csv", file_bytes(FORMATS["csv"], spec, options)
    yield "archive", saved_bytes(data, view, known)
    yield "map message", repr(message(spec)).encode()
    if is_quick:
        return
    for ending in ("svg", "png", "pdf", "pptx", "html", "xlsx", "geojson", "json"):
        yield ending, file_bytes(FORMATS[ending], spec, options)
    yield "embed", file_bytes(FORMATS["embed"], spec, options)
    yield "cards", repr(card_table(atlas.cards(view))).encode()
    yield "panel", repr(spec).encode()
    yield "quote", quote(view, known, today=TODAY, link=link_of(view)).text.encode()
    yield "brief", file_bytes(FORMATS.of(Subject.BRIEF)["docx"], BriefJob(*atlas.brief(view, "UKR")), options)
    question = with_answer(replace(view, question=simple(OwnClause(figures.content_id, OwnTest.LEAST, 1))))
    yield "question", repr(atlas.spec(question)).encode() + link_of(question).encode()
    story = Story("Ours", (Step(view, "One"),))
    yield "story file", story_file(story, figures).encode()
    yield "story link", (story_parameter(story) or "").encode() + repr(story).encode()
    step = story.steps[0]
    job = StoryJob("Ours", ((atlas.step_text(step), spec),))
    yield "story page", file_bytes(FORMATS.of(Subject.STORY)["html"], job, options)
    yield "package", package_bytes(figures, Publication(TODAY), known)
    yield "link", link_of(view).encode()


def of_screen(figures: OwnFigures) -> Iterator[tuple[str, bytes]]:
    """The pages of a session in which own data are open."""
    at = opened("own")
    at.session_state["own-data"] = OwnData(figures)
    run(at)
    yield "screen own", html_of(at).encode()
    at.button(key="own-put").click()
    run(at)
    yield "screen own, on the map", html_of(at).encode() + repr(dict(at.query_params)).encode()


def of_failures() -> Iterator[tuple[str, bytes]]:
    """The messages of files that cannot be used, with what a log would have of them."""
    for name, data in FILES.items():
        try:
            own.read_own_table(name, data)
        except GeodataError as error:
            yield f"command: message of {name}", "".join(traceback.format_exception(error)[-1:]).encode()
        file = PrivateFile(name, data)
        file.close()


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / FOLDER
    place.mkdir()
    for name, data in FILES.items():
        (place / name).write_bytes(data)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setattr(files, "unfenced_drivers", tuple)  # else the command starts itself anew
    return place


@pytest.mark.slow
def test_nothing_that_is_planted_in_own_files_is_found_anywhere(
    folder: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    outputs = dict(of_command(folder, capsys))
    of_table, of_shapes = own_of_table(), own_of_measurement(outputs["command: result"])
    assert {figure.area for figure in of_table.figures} == {"UKR", "TCD", "AGO", "MLI"}
    assert [figure.area for figure in of_shapes.figures] == ["UKR"]
    for figures in (of_table, of_shapes):
        made = dict(of_outputs(figures, is_quick=figures is of_shapes))
        outputs |= {f"{len(outputs)} {where}": data for where, data in made.items()}
    outputs |= dict(of_screen(of_table)) | dict(of_failures())
    outputs["log"] = "\n".join(f"{record.getMessage()} {record.exc_text}" for record in caplog.records).encode()
    outputs["metrics"] = exposition(COUNTS, {}).encode()
    outputs["printed"] = "".join(capsys.readouterr()).encode()
    left = [path for path in Path(tempfile.gettempdir()).rglob("*") if path.is_file()]  # fonts of pictures
    outputs |= {f"temporary {path}": path.read_bytes() + str(path).encode() for path in left}
    assert len(outputs) > 30
    assert found_in(outputs) == set()
    del of_table, of_shapes, made, figures
    gc.collect()
    kept = " ".join(reachable_texts(cached_objects())).casefold()
    assert {canary for canary in CANARIES if canary in kept} == set()


@pytest.mark.slow
def test_the_search_turns_red_where_a_word_of_a_file_is_let_through(monkeypatch: pytest.MonkeyPatch) -> None:
    assert found_in(dict(of_outputs(own_of_table(), is_quick=True))) == set()
    monkeypatch.setattr(totals, "_joined_rows", lambda table: "; ".join(row.text for row in table.report.rows))
    leaked = found_in(dict(of_outputs(own_of_table(), is_quick=True)))
    assert {where for where, _ in leaked} == {"archive"}
    detail = replace(own_of_table().figures[0], detail="about 31.4159265 48.2718281")
    leaked = found_in(dict(of_outputs(replace(own_of_table(), figures=(detail,)), is_quick=True)))
    assert {canary for _, canary in leaked} >= {"4159265", "2718281"}
