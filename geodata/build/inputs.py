"""The two packages that boundaries are built from, fetched and checked by hash, and their countries as polygons."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import shapely
import shapely.affinity
from shapely.geometry.base import BaseGeometry

from geodata.errors import BoundaryError
from geodata.geo.coverage import polygonal_parts

# -- The two packages that boundaries are built from: fetched by their own clients, checked by hash, unpacked.

# Both are Natural Earth 4.1.0 at 1:10m, in the public domain. world-atlas has the exact shared arcs of the countries;
# qgis-common has what it lacks: provinces and the lines of disputed borders.
ATLAS_PACKAGE = "world-atlas@2.0.2"
ATLAS_INTEGRITY = "sha512-IXfV0qwlKXpckz1FhwXVwKRjiIhOnWttOskm5CtxMsjgE/MXAYRHWJqgXOpM8IkcPBoXnyTU5lFHcYa5ChG0LQ=="
ATLAS_SHA256 = "3bc6f1d367a9bcec479841bae0e76092f512838411d0cef124e92eec4db45f79"
QGIS_PACKAGE = "qgis-common"
QGIS_SHA256 = "ff5cceefc4b27abea094fa82459d8aef9417023236c326a666978b62ffe85db2"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The unpacked files: `atlas` is countries-10m.json, `qgis` is world_map.gpkg."""

    atlas: Path
    qgis: Path


def fetch(cache: Path) -> Inputs:
    """Return the checked input files, asking the registries only for what `cache` does not hold.

    Raises
    ------
    BoundaryError
        When a package cannot be fetched or is not the one that was pinned.
    """
    cache.mkdir(parents=True, exist_ok=True)
    atlas, qgis = cache / "countries-10m.json", cache / "world_map.gpkg"
    if not atlas.exists():
        _fetch_atlas(cache, atlas)
    if not qgis.exists():
        _fetch_qgis(cache, qgis)
    check(atlas, ATLAS_SHA256)
    check(qgis, QGIS_SHA256)
    return Inputs(atlas, qgis)


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check(path: Path, expected: str) -> None:
    """Raise a BoundaryError unless a file is the one that was pinned."""
    found = sha256(path)
    if found != expected:
        raise BoundaryError(f"{path.name}: sha256 is {found}, expected {expected}; delete it and build again")


def run(command: list[str], folder: Path) -> None:
    """Run the client of a registry in a folder; raise a BoundaryError that says what it said when it fails."""
    if shutil.which(command[0]) is None:
        raise BoundaryError(f"{command[0]} is not installed; the build needs pip, npm, apt-get and dpkg-deb")
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise BoundaryError(f"{' '.join(command)} failed: {done.stderr.strip()}")


def _fetch_atlas(cache: Path, target: Path) -> None:
    run(["npm", "pack", ATLAS_PACKAGE], cache)
    archive = cache / "world-atlas-2.0.2.tgz"
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if found != ATLAS_INTEGRITY:
        raise BoundaryError(f"{archive.name}: integrity is {found}, expected {ATLAS_INTEGRITY}")
    with tarfile.open(archive) as package:
        member = package.extractfile("package/countries-10m.json")
        if member is None:
            raise BoundaryError(f"{archive.name}: package/countries-10m.json is missing")
        target.write_bytes(member.read())


def _fetch_qgis(cache: Path, target: Path) -> None:
    # Any release of Debian will do as long as the file inside is the pinned one: it has not changed for years.
    run(["apt-get", "download", QGIS_PACKAGE], cache)
    for archive in sorted(cache.glob(f"{QGIS_PACKAGE}_*.deb")):
        run(["dpkg-deb", "-x", str(archive), str(cache / "qgis")], cache)
    found = sorted((cache / "qgis").rglob("world_map.gpkg"))
    if not found:
        raise BoundaryError(f"{QGIS_PACKAGE}: world_map.gpkg is missing")
    shutil.copyfile(found[0], target)


# -- countries-10m.json decoded into polygons in EPSG:4326 that end at the antimeridian, one list of parts per code.

Coordinates = npt.NDArray[np.float64]
CODES = Path(__file__).with_name("codes.csv")
GLOBE_BOX = shapely.box(-180, -90, 180, 90)
# Adding and taking away 360 leaves noise of 1e-14 degrees, enough to part neighbours; 7 decimals are 1 cm.
DECIMALS = 7


def read_codes(path: Path = CODES) -> dict[str, str]:
    """Return the code to use for each key of the source: a numeric ISO code, or a name where it has none."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["source_key"]: row["code"] for row in csv.DictReader(file)}


def read_countries(path: Path) -> tuple[dict[str, BaseGeometry], dict[str, str]]:
    """Return geometry by code and name by code, as the source draws them.

    Raises
    ------
    BoundaryError
        When the source has an entry that codes.csv does not know.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, shift = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc, float), axis=0) * scale + shift for arc in topology["arcs"]]
    codes = read_codes()
    found: dict[str, list[BaseGeometry]] = {}
    names: dict[str, str] = {}
    largest: dict[str, float] = {}
    for item in topology["objects"]["countries"]["geometries"]:
        name = str(item["properties"]["name"])
        key = str(item.get("id") or name)
        # A numeric code is not unique: 036 is Australia and also Ashmore and Cartier Islands.
        code = codes.get(f"{key} {name}", codes.get(key))
        if code is None:
            raise BoundaryError(f"{path.name}: no code for {key!r} ({name}) in {CODES.name}")
        parts = [_polygon([_ring(ring, arcs) for ring in rings]) for rings in _polygons(item)]
        geometry = shapely.union_all([part for part in parts if part is not None])
        if geometry.is_empty:
            continue
        found.setdefault(code, []).append(geometry)
        if geometry.area > largest.get(code, 0):
            largest[code], names[code] = geometry.area, name
    return {code: polygonal_parts(shapely.union_all(parts)) for code, parts in sorted(found.items())}, names


def rounded(geometry: BaseGeometry) -> BaseGeometry:
    """Return `geometry` with coordinates of `DECIMALS` decimals."""
    return shapely.transform(geometry, lambda c: np.round(c, DECIMALS))


def _polygons(item: dict[str, list[list[list[int]]] | str]) -> list[list[list[int]]]:
    arcs = item.get("arcs", [])
    return [arcs] if item.get("type") == "Polygon" else arcs  # type: ignore[list-item, return-value]


def _ring(numbers: list[int], arcs: list[Coordinates]) -> Coordinates:
    runs = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.vstack([runs[0], *(run[1:] for run in runs[1:])])


def _unwrapped(ring: Coordinates) -> Coordinates:
    """Take out jumps of 360 degrees, so that a ring across the antimeridian is continuous."""
    ring = ring.copy()
    ring[1:, 0] -= 360 * np.cumsum(np.round(np.diff(ring[:, 0]) / 360))
    return ring


def _polygon(rings: list[Coordinates]) -> BaseGeometry | None:
    """Return one polygon of the source, cut at 180 degrees; a ring round the pole is closed along latitude -90."""
    unwrapped = [_unwrapped(ring) for ring in rings if len(ring) >= 4]
    if not unwrapped:
        return None  # the Holy See collapses to a point in this source: it is drawn as a symbol
    shell = unwrapped[0]
    if abs(shell[-1, 0] - shell[0, 0]) > 180:  # Antarctica
        shell = shell[::-1] if shell[0, 0] > shell[-1, 0] else shell
        shell = np.vstack([shell, [shell[-1, 0], -90], [shell[0, 0], -90], shell[0]])
    turns = [np.array([360 * round((shell[:, 0].mean() - hole[:, 0].mean()) / 360), 0]) for hole in unwrapped[1:]]
    holes = [hole + turn for hole, turn in zip(unwrapped[1:], turns, strict=True)]
    polygon: BaseGeometry = shapely.Polygon(shell, holes)
    if not polygon.is_valid:
        polygon = shapely.make_valid(polygon, method="structure")
    polygon = rounded(polygon)
    if polygon.bounds[0] >= -180 and polygon.bounds[2] <= 180:
        return polygon
    turned = [rounded(shapely.affinity.translate(polygon, 360 * turn)) for turn in range(-2, 3)]
    return shapely.union_all([polygonal_parts(shapely.intersection(part, GLOBE_BOX)) for part in turned])
