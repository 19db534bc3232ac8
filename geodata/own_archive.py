"""Own data saved as one file (`.atlas.zip`): figures, how the areas were matched, provenance and the link of the view.

The archive holds totals of areas and nothing finer, as `OwnFigures` does, and outlines of areas of the reader where
these may leave. Its parts have fixed names; `atlas.json` names each with its size and SHA-256, so that a part that was
changed afterwards is recognised. Equal content gives equal bytes: the entries carry no time, no user and no folder.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from geodata.dataset import VERSION
from geodata.dates import ZIP_TIME
from geodata.errors import GeodataError
from geodata.own_figures import FEWEST_RECORDS, AreaText, OwnFigures, OwnFiguresError, Ring
from geodata.own_outlines import OwnOutlinesError, areas_json, areas_of, areas_of_json, outlines_of
from geodata.wording import ATLAS_NAME, enumeration

MARK = "mine-ban-atlas-own-view"  # the key of atlas.json that says what the file is; its value is the version
FORMAT_VERSION = 1
MANIFEST, FIGURES, TABLE, AREAS, README = "atlas.json", "figures.json", "figures.csv", "areas.csv", "README.txt"
OUTLINES = "outlines.json"  # of areas of the reader, where they may leave
CHECKED = (README, FIGURES, TABLE, AREAS)  # the parts of which atlas.json has the size and the checksum
PARTS = (MANIFEST, *CHECKED, OUTLINES)
LONGEST_ARCHIVE = 4_000_000  # bytes; 4,500 first-level areas have 0.3 MB
LONGEST_PART = 8_000_000  # bytes unpacked; the same have 2 MB
LONGEST_LINK = 2_000  # characters, as of a step of a story
MOST_ENTRIES = 20
MOST_AREA_TEXTS = 20_000
_LINK = re.compile(r"\?[\x21-\x7e]*", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_TABLE_HEADER = ("area", "name", "country", "km2", "records", "withheld", "detail")
_AREAS_HEADER = ("area", "as written", "how")


class OwnArchiveError(GeodataError):
    """A file that holds no own data that can be opened; the message is one sentence."""


@dataclass(frozen=True, slots=True)
class Maker:
    """What wrote an archive: version of the atlas, data release, and fingerprint of the boundaries."""

    version: str
    release: str
    boundaries: str


@dataclass(frozen=True, eq=False)
class OwnArchive:
    """An archive that was read: the figures, the link of the view ("" without one), and what wrote it."""

    figures: OwnFigures
    link: str
    maker: Maker


# -- Writing.


def archive_bytes(figures: OwnFigures, link: str, maker: Maker) -> bytes:
    """Return the bytes of an archive.

    Parameters
    ----------
    figures
        As they may leave: what `OwnFigures.without_small` would withhold is written as it stands, and so are outlines.
    link
        The link of the view, from its "?" on; empty without one.
    """
    texts = {
        README: _readme(figures, maker),
        FIGURES: figures.to_json() + "\n",
        TABLE: _csv(_TABLE_HEADER, map(_table_row, figures.figures)),
        AREAS: _csv(_AREAS_HEADER, ((text.area, text.text, text.how) for text in figures.areas)),
    }
    if figures.outlines:
        texts[OUTLINES] = areas_json(areas_of(figures)) + "\n"
    parts = {name: text.encode() for name, text in texts.items()}
    manifest = {
        MARK: FORMAT_VERSION,
        "atlas": maker.version,
        "release": maker.release,
        "boundaries": maker.boundaries,
        "own": figures.content_id,
        "link": link,
        "parts": {name: {"bytes": len(data), "sha256": sha256(data).hexdigest()} for name, data in parts.items()},
    }
    parts[MANIFEST] = (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
    return packed(parts)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive of some files by name, equal for equal content (with the same zlib)."""
    output = io.BytesIO()
    with ZipFile(output, "w") as archive:
        for name, data in parts.items():
            entry = ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.create_system, entry.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, data, compresslevel=9)
    return output.getvalue()


def _csv(header: Collection[str], rows: Any) -> str:
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_without_formula(cell) for cell in row] for row in rows)
    return output.getvalue()


def _without_formula(cell: object) -> object:
    """Return a cell that no spreadsheet takes for a formula; `_area_texts` takes the apostrophe off again."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "'"} else cell


def _table_row(figure: Any) -> tuple[object, ...]:
    withheld = f"under {FEWEST_RECORDS} records" if figure.is_withheld else ""
    return figure.area, figure.name, figure.country, figure.km2, figure.records, withheld, figure.detail


def _readme(figures: OwnFigures, maker: Maker) -> str:
    """Return what the archive is, what is in it and how it is opened, in plain words."""
    statement = {
        "Claimant": figures.claimant,
        "Date": figures.dated.label if figures.dated else "",
        "Definition": figures.definition,
        "Source": figures.source,
        "Licence": figures.licence,
    }
    withheld = sum(figure.is_withheld for figure in figures.figures)
    sized = [figure.km2 for figure in figures.figures if figure.km2 is not None]
    shape = "shape of a hazard area" if figures.outlines else "shape"
    lines = [
        "OWN DATA OF A MINE BAN ATLAS",
        "",
        figures.title,
        *(f"{label}: {text or 'not given'}" for label, text in statement.items()),
        f"Areas: {len(figures.figures):,}, of which {len(sized):,} with a figure",
        *([f"Source of the areas: {figures.areas_source}"] if figures.areas_source else []),
        *([f"Withheld, for fewer than {FEWEST_RECORDS} records are behind it: {withheld:,}"] if withheld else []),
        "",
        "The atlas has not checked these figures. They are those of the claimant.",
        "",
        *figures.whole_method,
        *([""] if figures.whole_method else []),
        f"To open: choose “Own data” in the menu of any {ATLAS_NAME} and open this file there, packed as it is.",
        "It shows the same map, and says what differs from the atlas that wrote the file:",
        f"version {maker.version}, data release {maker.release}.",
        "",
        f"{FIGURES}  the totals, what was said of them and how they were made; what the atlas reads",
        f"{TABLE}   the same totals as a table, for spreadsheets",
        f"{AREAS}     which words of the table stood for which area; rows mended by hand without their words",
        f"{MANIFEST}    the view, what wrote the file, and checksums by which a change of the parts is seen",
        *([f"{OUTLINES}  the boundaries of the areas, simplified"] if figures.outlines else []),
        "",
        f"There is no {shape}, no point, no record and no name of a person in this file.",
    ]
    return "\n".join(lines) + "\n"


# -- Reading: nothing is unpacked to disk, and no size that the archive states is trusted.


def is_archive(data: bytes) -> bool:
    """Return whether bytes are a ZIP archive with a part of the name that own data are saved under."""
    return data.startswith(b"PK\x03\x04") and MANIFEST.encode() in data


def read_archive(data: bytes) -> OwnArchive:
    """Read what `archive_bytes` wrote.

    Raises
    ------
    OwnArchiveError
        With one sentence, where it is no such file, a newer one, or one that is damaged or was changed.
    """
    if len(data) > LONGEST_ARCHIVE:
        raise OwnArchiveError(f"The file has {len(data):,} bytes; saved own data have {LONGEST_ARCHIVE:,} at most.")
    parts = _unpacked(data)
    manifest = _manifest(parts)
    _check(parts, manifest)
    try:
        figures = OwnFigures.from_json(parts[FIGURES])
    except OwnFiguresError as error:
        raise OwnArchiveError(f"“{FIGURES}” cannot be read: {error}") from None
    figures = replace(figures, outlines=_outlines(parts))
    if manifest.get("own") != figures.content_id:
        raise OwnArchiveError(f"“{MANIFEST}” names other figures than “{FIGURES}” holds: save the own data anew.")
    texts = [manifest.get(key, "") for key in ("link", "atlas", "release", "boundaries")]
    link, version, release, boundaries = (text if isinstance(text, str) else "" for text in texts)
    if link and (len(link) > LONGEST_LINK or not _LINK.fullmatch(link)):
        raise OwnArchiveError(f"“link” in “{MANIFEST}” is no link of a view: save the own data anew.")
    maker = Maker(*(_shown(text) for text in (version, release, boundaries)))
    return OwnArchive(figures.with_areas(_area_texts(parts[AREAS])), link, maker)


def _check(parts: Mapping[str, bytes], manifest: Mapping[str, Any]) -> None:
    """Raise where a part is missing or is not as it was written."""
    stated = manifest.get("parts")
    for name in (*CHECKED, *([OUTLINES] if OUTLINES in parts else [])):
        if name not in parts:
            raise OwnArchiveError(f"The file lacks its part “{name}”: save the own data anew where they were saved.")
        entry = stated.get(name) if isinstance(stated, dict) else None
        digest = entry.get("sha256") if isinstance(entry, dict) else None
        if not isinstance(digest, str) or not _DIGEST.fullmatch(digest):
            raise OwnArchiveError(f"“{MANIFEST}” has no checksum of “{name}”: save the own data anew.")
        if digest != sha256(parts[name]).hexdigest():
            raise OwnArchiveError(
                f"“{name}” was changed after the file had been saved, for its checksum is another: open the file as it "
                "was saved, or open the changed figures as a table of your own."
            )


def _outlines(parts: Mapping[str, bytes]) -> Mapping[str, tuple[Ring, ...]]:
    if OUTLINES not in parts:
        return {}
    try:
        return outlines_of(areas_of_json(parts[OUTLINES]))
    except OwnOutlinesError as error:
        raise OwnArchiveError(f"“{OUTLINES}” cannot be read: {error}") from None


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Return the parts of an archive by name, each of `LONGEST_PART` bytes at most."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                raise OwnArchiveError(f"The file holds {len(entries):,} files; saved own data have {len(PARTS)}.")
            names = [entry.filename for entry in entries]
            for entry in entries:
                _refuse(entry, names)
            return {entry.filename: _part(archive, entry) for entry in entries}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError, IndexError):
        raise OwnArchiveError(
            "The file is a damaged ZIP archive: save the own data anew, or copy the file again."
        ) from None


def _refuse(entry: ZipInfo, names: Collection[str]) -> None:
    """Raise for an entry that saved own data do not have."""
    name = entry.filename
    if name.startswith(("/", "\\")) or ":" in name or ".." in re.split(r"[/\\]", name):
        raise OwnArchiveError(
            f"The file holds “{_shown(name)}”, a name that leads out of the archive; nothing was read."
        )
    if name.casefold().endswith((".zip", ".gz", ".7z", ".tar", ".bz2", ".xz", ".kmz", ".xlsx")):
        raise OwnArchiveError(f"The file holds an archive in an archive, “{_shown(name)}”, which is not opened.")
    if name not in PARTS:
        raise OwnArchiveError(
            f"The file holds “{_shown(name)}”, which is no part of saved own data ({enumeration(list(PARTS))})."
        )
    if list(names).count(name) > 1:
        raise OwnArchiveError(f"The file holds “{name}” twice, so that it cannot be said which of them is meant.")
    if entry.flag_bits & 0x1:
        raise OwnArchiveError("The file is protected by a password: save the own data anew without one.")


def _part(archive: ZipFile, entry: ZipInfo) -> bytes:
    with archive.open(entry) as stream:
        data = stream.read(LONGEST_PART + 1)
    if len(data) > LONGEST_PART:
        raise OwnArchiveError(f"“{entry.filename}” unpacks to more than {LONGEST_PART:,} bytes and was not read.")
    return data


def _manifest(parts: Mapping[str, bytes]) -> dict[str, Any]:
    if MANIFEST not in parts:
        raise OwnArchiveError(f"The file holds no own data of the atlas: it lacks “{MANIFEST}”.")
    try:
        manifest = json.loads(parts[MANIFEST])
    except (ValueError, RecursionError):
        raise OwnArchiveError(f"“{MANIFEST}” is no JSON text: save the own data anew.") from None
    version = manifest.get(MARK) if isinstance(manifest, dict) else None
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        raise OwnArchiveError(f"The file holds no own data of the atlas: “{MANIFEST}” lacks “{MARK}”.")
    if version > FORMAT_VERSION:
        written_by = f" by version {_shown(text)}" if isinstance(text := manifest.get("atlas"), str) and text else ""
        raise OwnArchiveError(
            f"The file was written{written_by} in form {version}, and this atlas (version {VERSION}) reads form "
            f"{FORMAT_VERSION}: open it in a newer atlas."
        )
    return dict(manifest)


def _shown(text: str) -> str:
    """Return foreign text short and harmless enough to be quoted back."""
    return re.sub(r"[^\w./\\+ -]", "�", text)[:80]


def _area_texts(data: bytes) -> tuple[AreaText, ...]:
    try:
        rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        raise OwnArchiveError(f"“{AREAS}” is no CSV table in UTF-8: save the own data anew.") from None
    if not rows or tuple(rows[0]) != _AREAS_HEADER or any(len(row) != len(_AREAS_HEADER) for row in rows):
        raise OwnArchiveError(f"“{AREAS}” has not the columns {enumeration(list(_AREAS_HEADER))}.")
    return tuple(AreaText(*(cell.removeprefix("'") for cell in row)) for row in rows[1 : MOST_AREA_TEXTS + 1])


# -- What differs where an archive is opened.


def differences(archive: OwnArchive, here: Maker, areas: Collection[str]) -> tuple[str, ...]:
    """Return what differs between the atlas that wrote an archive and this one, a sentence for each.

    Parameters
    ----------
    areas
        The codes of countries that this atlas knows.
    """
    there, sentences = archive.maker, []
    if there.version != here.version:
        sentences.append(f"Saved with version {there.version} of the atlas; this is version {here.version}.")
    if there.release != here.release:
        sentences.append(
            f"Saved beside data release {there.release}; this atlas has {here.release}: treaty status and the claims "
            "beside the own figures can be others than they were."
        )
    if there.boundaries != here.boundaries:
        sentences.append(
            f"Saved with boundaries {there.boundaries[:12]}; this atlas has {here.boundaries[:12]}: the figures keep "
            "the sizes that were measured by the former."
        )
    if unknown := sorted({figure.country for figure in archive.figures.figures} - set(areas)):
        sentences.append(f"This atlas does not know {enumeration(unknown[:5])}, whose figures it does not show.")
    return tuple(sentences)
