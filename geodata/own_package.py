"""Own figures as a data package in the form of the atlas' tables, and its rows taken into a folder of tables.

A package is a ZIP archive with `datapackage.json` (Frictionless Data Package), `sources.csv`, `definitions.csv` where
the figures have a definition of their own, and `claims.csv` (by country) or `oblasts.csv` (by first-level area), whose
columns are those of the tables of the same name; `areas.csv` names the areas.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from geodata.collation import fold
from geodata.data_package import FIRST_LEVEL_CODE, PACKAGE, measures_by_first_level, schemas
from geodata.dataset import DATA_FOLDER, Dataset
from geodata.errors import GeodataError, UnknownKeyError
from geodata.model import Basis, ClaimantRole, ClaimStatus, ComparableGroup, Confidence, PublisherRole
from geodata.own_archive import packed
from geodata.own_figures import OwnFigure, OwnFigures, OwnLevel
from geodata.table_edit import Change, header_of, row_line, table_text, with_row
from geodata.wording import ATLAS_NAME, enumeration, number

README = "README.txt"
LONGEST_PACKAGE = 8_000_000  # bytes of a table, and of all of them packed
# Tables of a package in the order in which their rows refer to one another.
PACKAGE_TABLES = ("sources", "definitions", "claims", "oblasts")
_TITLES = {
    "sources": "Documents",
    "definitions": "What is measured",
    "claims": "Claims by country",
    "oblasts": "Figures by first-level area",
    "areas": "Areas of the figures",
}
_AREA_COLUMNS = ("area", "name", "country")
_PUBLISHERS = {
    ClaimantRole.AFFECTED_STATE: PublisherRole.GOVERNMENT,
    ClaimantRole.BELLIGERENT: PublisherRole.GOVERNMENT,
    ClaimantRole.DONOR: PublisherRole.GOVERNMENT,
    ClaimantRole.UN: PublisherRole.UN,
    ClaimantRole.NGO: PublisherRole.NGO,
    ClaimantRole.MEDIA: PublisherRole.MEDIA,
    ClaimantRole.ACADEMIC: PublisherRole.ACADEMIC,
}
Cells = dict[str, str]
Rows = dict[str, list[Cells]]


class OwnPackageError(GeodataError):
    """Figures that cannot become a data package, or a package that cannot be taken in; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Publication:
    """What has to be said beside the figures so that they can stand in the tables.

    Attributes
    ----------
    day
        The day on which they are published.
    role, basis
        The capacity of the claimant, and the evidence.
    definition_id
        Of the definitions of the atlas, by which claims are compared; "" for a definition of their own, which is
        compared with none.
    measure
        Of figures by first-level area: one of the measures of `oblasts.csv`.
    language, url
        Of the document: two letters, and its address where there is one.
    """

    day: date
    role: ClaimantRole = ClaimantRole.UNKNOWN
    basis: Basis = Basis.UNKNOWN
    definition_id: str = ""
    measure: str = ""
    language: str = "en"
    url: str = ""


# -- Rows of the tables.


def slug(text: str, most: int = 40) -> str:
    """Return a text as a part of an id: Latin letters and digits in lower case, joined by hyphens; "x" for none.

    Examples
    --------
    >>> slug("Centre national de déminage (CNDH)"), slug("ЦПД")
    ('centre-national-de-deminage-cndh', 'x')
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:most].strip("-") or "x"


def rows_of(figures: OwnFigures, publication: Publication, dataset: Dataset) -> Rows:
    """Return the rows of a package by table.

    Totals that are withheld and areas named without a figure have no row.

    Raises
    ------
    OwnPackageError
        Where claimant, date, definition or source is not given, no area has a figure, or the publication names a
        definition or measure that the atlas does not have.
    """
    if figures.missing:
        raise OwnPackageError(f"A data package needs what is not given yet: {enumeration(figures.missing)}.")
    stated = [figure for figure in figures.figures if figure.km2 is not None]
    if not stated or figures.dated is None:
        raise OwnPackageError("No area has a figure: a data package needs one at least.")
    source_id = f"{slug(figures.source)}-{figures.dated.earliest.year}-{figures.content_id[:6]}"
    rows: Rows = {"sources": [_source(figures, publication, source_id)]}
    if figures.level is OwnLevel.COUNTRY:
        definition_id = publication.definition_id or f"{slug(figures.title)}-{figures.content_id[:6]}"
        if publication.definition_id and publication.definition_id not in dataset.definitions:
            raise UnknownKeyError("definition", publication.definition_id, dataset.definitions)
        if not publication.definition_id:
            rows["definitions"] = [_definition(figures, definition_id)]
        rows["claims"] = [_claim(figure, figures, publication, definition_id, source_id) for figure in stated]
        return rows
    if figures.level is OwnLevel.OWN_AREAS:
        raise OwnPackageError("Tables of the atlas name countries and first-level areas, and no other areas.")
    measures = measures_by_first_level()
    if publication.measure not in measures:
        raise UnknownKeyError("measure of figures by first-level area", publication.measure, measures)
    coded = [figure for figure in stated if re.fullmatch(FIRST_LEVEL_CODE, figure.area)]
    if not coded:
        raise OwnPackageError("No area has a code of ISO 3166-2, by which tables of the atlas name first-level areas.")
    rows["oblasts"] = [_part(figure, figures, publication, source_id) for figure in coded]
    return rows


def _locator(figure: OwnFigure) -> str:
    """Return the place in the document, without the signs that part citations."""
    return re.sub(r"[;:]", ",", f"total of {figure.name}")


def _source(figures: OwnFigures, publication: Publication, source_id: str) -> Cells:
    day = publication.day.isoformat()
    return {
        "source_id": source_id,
        "csl_type": "dataset",
        "title": figures.source,
        "publisher": figures.claimant,
        "publisher_role": _PUBLISHERS.get(publication.role, PublisherRole.OTHER).value,
        "origin": slug(figures.claimant),
        "published": day,
        "language": publication.language,
        "url": publication.url,
        "address_state": "" if publication.url else "none",
        "accessed_on": day,
        "licence": figures.licence,
        "note": "Published as a data package by the claimant; " + " ".join(figures.whole_method)[:600],
    }


def _definition(figures: OwnFigures, definition_id: str) -> Cells:
    return {
        "definition_id": definition_id,
        "label": figures.title,
        "text": figures.definition,
        "comparable_group": ComparableGroup.NONE.value,
        "is_total": "false",
    }


def _claim(
    figure: OwnFigure, figures: OwnFigures, publication: Publication, definition_id: str, source_id: str
) -> Cells:
    dated = figures.dated
    if dated is None or figure.km2 is None:
        raise OwnPackageError(f"{figure.name} has no figure.")
    return {
        "claim_id": f"{figure.area.lower()}-{definition_id}-{dated.latest.isoformat()}-{slug(figures.claimant, 20)}",
        "area": figure.area,
        "definition_id": definition_id,
        "value": _decimal(figure.km2),
        "unit": "km2",
        "as_stated": f"{number(figure.km2)} km2. {figure.detail}".strip().removesuffix("."),
        "claimant": figures.claimant,
        "claimant_role": publication.role.value,
        "basis": publication.basis.value,
        "date_said": max(publication.day, dated.earliest).isoformat(),
        "date_meant": dated.shortest,
        "status": ClaimStatus.CURRENT.value,
        "citations": f"{source_id}: {_locator(figure)}",
        "confidence": Confidence.ONE_SOURCE.value,
        "note": {None: "", 1: "1 record."}.get(figure.records, f"{figure.records or 0:,} records."),
    }


def _part(figure: OwnFigure, figures: OwnFigures, publication: Publication, source_id: str) -> Cells:
    measure = publication.measure.replace("_", "-")
    return {
        "figure_id": f"{figure.area.lower()}-{measure}-{figures.dated.latest if figures.dated else ''}",
        "oblasts": figure.area,
        "name": figure.name,
        "value_km2": _decimal(figure.km2 or 0.0),
        "date_meant": figures.dated.shortest if figures.dated else "",
        "claimant": figures.claimant,
        "measure": publication.measure,
        "citations": f"{source_id}: {_locator(figure)}",
        "confidence": Confidence.ONE_SOURCE.value,
        "note": f"{figures.definition.rstrip('.')}.",
    }


def _decimal(value: float) -> str:
    """Return a number as the tables have it: no exponent, no zeros at its end."""
    return f"{value:.9f}".rstrip("0").rstrip(".")


# -- The package.


def package_bytes(figures: OwnFigures, publication: Publication, dataset: Dataset) -> bytes:
    """Return the bytes of a package, equal for equal arguments; figures as they may leave.

    Raises
    ------
    OwnPackageError, UnknownKeyError
        As `rows_of`.
    """
    rows = rows_of(figures, publication, dataset)
    known = schemas()
    files: dict[str, bytes] = {}
    resources = []
    for table in (*PACKAGE_TABLES, "areas"):
        if table == "areas":
            columns: Sequence[str] = _AREA_COLUMNS
            table_rows: list[Cells] = [{"area": f.area, "name": f.name, "country": f.country} for f in figures.figures]
            schema: dict[str, Any] = {
                "fields": [{"name": name, "type": "string"} for name in columns],
                "missingValues": [""],
                "primaryKey": ["area"],
            }
        elif table in rows:
            columns, table_rows = header_of(DATA_FOLDER / f"{table}.csv"), rows[table]
            schema = _schema(known[table], rows, columns)
        else:
            continue
        lines = [row_line(columns, {name: name for name in columns}), *(row_line(columns, row) for row in table_rows)]
        files[f"{table}.csv"] = "".join(lines).encode()
        resources.append(
            {
                "name": table,
                "type": "table",
                "path": f"{table}.csv",
                "title": _TITLES[table],
                "scheme": "file",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "schema": schema,
            }
        )
    package = {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": rows["sources"][0]["source_id"],
        "title": figures.title,
        "description": f"{figures.definition} Stated by {figures.claimant}, as of {figures.dated}.",
        "created": f"{publication.day.isoformat()}T00:00:00Z",
        "sources": [{"title": figures.source}],
        "contributors": [{"title": figures.claimant}],
        **({"licenses": [{"title": figures.licence}]} if figures.licence else {}),
        "resources": resources,
    }
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    return packed({README: _readme(figures).encode(), PACKAGE: text.encode(), **files})


def _schema(schema: Mapping[str, Any], rows: Mapping[str, object], columns: Sequence[str]) -> dict[str, Any]:
    """Return the schema of a table of the atlas with the references that lead to tables of the package alone."""
    by_name = {field["name"]: field for field in schema["fields"]}
    kept = [key for key in schema.get("foreignKeys", []) if key["reference"]["resource"] in {"", *rows}]
    without = {name: value for name, value in schema.items() if name != "foreignKeys"}
    without |= {"fields": [by_name[column] for column in columns]}
    return without | ({"foreignKeys": kept} if kept else {})


def _readme(figures: OwnFigures) -> str:
    lines = [
        "DATA PACKAGE OF CLAIMS ON MINED LAND",
        "",
        figures.title,
        f"Claimant: {figures.claimant}",
        f"Date: {figures.dated.label if figures.dated else ''}",
        f"Definition: {figures.definition}",
        f"Source: {figures.source}",
        f"Licence: {figures.licence or 'not given'}",
        "",
        f"{PACKAGE} describes the tables (Frictionless Data Package, https://datapackage.org). Their columns",
        f"are those of the tables of the {ATLAS_NAME}, which takes them in, once they have been reviewed, with",
        "python -m geodata merge FILE",
        "",
        "The tables hold totals of areas: no shape, no point, no record and no name of a person.",
    ]
    return "\n".join(lines) + "\n"


# -- A package taken into a folder of tables.


def read_rows_of_package(path: Path) -> Rows:
    """Return the rows of a package by table; nothing is unpacked to disk.

    Raises
    ------
    OwnPackageError
        Where it is no such package; the message names the first part that is not as expected.
    """
    columns = {table: {field["name"] for field in schema["fields"]} for table, schema in schemas().items()}
    try:
        with ZipFile(path) as archive:
            names = {name for name in archive.namelist() if name.removesuffix(".csv") in PACKAGE_TABLES}
            texts = {name.removesuffix(".csv"): _text(archive, name) for name in sorted(names)}
    except OSError as error:
        raise OwnPackageError(f"{path.name} cannot be read: {error.strerror or 'it is damaged'}.") from None
    except (BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise OwnPackageError(f"{path.name} is no ZIP archive that can be read.") from None
    if "sources" not in texts or not {"claims", "oblasts"} & set(texts):
        raise OwnPackageError(f"{path.name} is no data package of claims: it lacks sources.csv, or claims.csv.")
    rows: Rows = {}
    for table, text in texts.items():
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        try:
            rows[table] = [{key: value or "" for key, value in row.items() if key} for row in reader]
        except csv.Error as error:
            raise OwnPackageError(f"{path.name}, {table}.csv, line {reader.line_num}: {error}.") from None
        if unknown := sorted(set(reader.fieldnames or ()) - columns[table]):
            raise OwnPackageError(f"{path.name}, {table}.csv: unknown column {unknown[0][:40]!r}.")
    return rows


def _text(archive: ZipFile, name: str) -> str:
    with archive.open(name) as stream:
        data = stream.read(LONGEST_PACKAGE + 1)
    if len(data) > LONGEST_PACKAGE:
        raise OwnPackageError(f"{name} unpacks to more than {LONGEST_PACKAGE:,} bytes and was not read.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise OwnPackageError(f"{name} is no text in UTF-8, the encoding that every table uses.") from None


def changes_of_package(rows: Rows, folder: Path) -> tuple[Change, ...]:
    """Return the changes of the tables of a folder that take the rows of a package in; rows that stand there are left.

    Raises
    ------
    OwnPackageError
        Where a row of the same id says something else.
    """
    keys = {table: schema["primaryKey"][0] for table, schema in schemas().items()}
    changes = []
    for table in PACKAGE_TABLES:
        if not rows.get(table):
            continue
        path = folder / f"{table}.csv"
        before = text = table_text(path)
        present = {row[keys[table]]: row for row in csv.DictReader(io.StringIO(text, newline=""))}
        for row in rows[table]:
            key = row.get(keys[table], "")
            there = present.get(key)
            if there is None:
                text = with_row(text, table, row)
            elif {name: value for name, value in there.items() if value} != {n: v for n, v in row.items() if v}:
                raise OwnPackageError(f"{table}.csv has another row “{key[:80]}” already: give the new one another id.")
        if text != before:
            changes.append(Change(path, before.encode(), text.encode()))
    return tuple(changes)
