"""The shipped folder as a whole: its Frictionless data package, and boundary files that agree with the tables."""

from __future__ import annotations

import json
from pathlib import Path

from frictionless import FrictionlessException, Package

from geodata.checks import Read
from geodata.schema import TABLES
from geodata.tables import Report, Row, quoted, read_rows

EXTENT_COLUMNS = ("area", "title", "projection", "xmin", "ymin", "xmax", "ymax", "level")
NOTE_COLUMNS = ("note_id", "areas", "west", "south", "east", "north", "text", "departure", "citations")
AREA_COLUMNS = ("area", "name_in_source", "label_lon", "label_lat", "area_km2", "is_small")


def check_boundaries(read: Read, folder: Path, report: Report) -> None:
    """Report areas that the boundary files draw and states.csv lacks, and the other way round."""
    name = "boundaries/areas.csv"
    rows = read_rows(folder / name, name=name, columns=AREA_COLUMNS, key=("area",), report=report)
    drawn = {row.text("area"): row for row in rows}
    known = {state.area for _, state in read["states"]}
    for area, row in drawn.items():
        if area not in known and "states.csv" not in report.incomplete:
            row.bad("area", f"{quoted(area)} is drawn but not in states.csv{report.near(area, known, 1)}")
    for row, state in read["states"]:
        if state.area not in drawn and name not in report.incomplete:
            row.bad("area", f"{state.area!r} has no polygon or point in {name}")
    _check_titles(read, folder, report)


def _check_titles(read: Read, folder: Path, report: Report) -> None:
    """Report maps of an area that are not called by its common name."""
    name = "boundaries/extents.csv"
    if not (folder / name).exists():
        return
    common = {state.area: state.common_name for _, state in read["states"]}
    for row in read_rows(folder / name, name=name, columns=EXTENT_COLUMNS, key=("area",), report=report):
        wanted, title = common.get(row.text("area")), row.text("title")
        if wanted not in (None, title):
            row.bad("title", f"{title!r} is not the common name {wanted!r} in states.csv; run python -m geodata.build")


def boundary_sources(read: Read, folder: Path, report: Report) -> set[str]:
    """Return the ids of the sources that notes on boundaries and disputed lines cite; unknown ones are reported."""
    known = {source.source_id for _, source in read["sources"]}
    found: set[str] = set()
    notes, lines = "boundaries/boundary_notes.csv", "boundaries/disputed_lines.geojson"
    if (folder / notes).exists():
        for row in read_rows(folder / notes, name=notes, columns=NOTE_COLUMNS, key=("note_id",), report=report):
            found |= {citation.source_id for citation in row.citations(known)}
    if (folder / lines).exists():
        features = json.loads((folder / lines).read_text(encoding="utf-8"))["features"]
        for number, feature in enumerate(features, 2):  # one a line, behind the line that opens the collection
            cells = {key: str(value) for key, value in feature["properties"].items()}
            row = Row(lines, number, cells, tuple(cells), report)
            found |= {citation.source_id for citation in row.citations(known)}
    return found


def check_package(folder: Path, report: Report) -> None:
    """Report what the frictionless library finds wrong with datapackage.json or a table it describes."""
    path = folder / "datapackage.json"
    try:
        package = Package(str(path))
        described = {resource.path for resource in package.resources}
        for table in TABLES:
            if f"{table.name}.csv" not in described:
                report.add(path.name, 0, 0, f"does not describe {table.name}.csv")
        if len(described) < len(package.resources):  # each is read anew, so a file named 200 times is read 200 times
            report.add(path.name, 0, 0, "describes a file twice, expected each once")
            return
        result = package.validate()
    except FrictionlessException as error:
        report.add(path.name, 0, 0, str(error.error.message))
        return
    except RecursionError:
        report.add(path.name, 0, 0, "is nested too deep to be read")
        return
    faults = [(path.name, fault) for fault in result.errors]
    faults += [(task.place, fault) for task in result.tasks for fault in task.errors]
    for file, fault in faults:
        place = fault.to_descriptor()
        report.add(file, place.get("rowNumber", 0), place.get("fieldNumber", 0), fault.message)
