"""The two packages that boundaries are built from: fetched, checked by hash, and decoded into polygons by code."""

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

# --- Packages: fetched by the clients of their registries, checked by hash, unpacked

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
    """Return the checked input files; only those that the folder `cache` lacks are fetched.

    Raises
    ------
    BoundaryError
        When a package cannot be fetched, or a file has another hash than the one pinned here.
    """
    cache.mkdir(parents=True, exist_ok=True)
    atlas = cache / "countries-10m.json"
    if not atlas.exists():
        fetch_npm_file(cache, ATLAS_PACKAGE, "package/countries-10m.json", atlas, integrity=ATLAS_INTEGRITY)
    check_sha256(atlas, ATLAS_SHA256)
    return Inputs(atlas, fetch_qgis(cache))


def fetch_qgis(cache: Path) -> Path:
    """Return the checked file world_map.gpkg; it is fetched only where the folder `cache` lacks it."""
    qgis = cache / "world_map.gpkg"
    if not qgis.exists():
        _fetch_qgis(cache, qgis)
    check_sha256(qgis, QGIS_SHA256)
    return qgis


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def check_sha256(path: Path, expected: str) -> None:
    """Raise a BoundaryError unless a file has the SHA-256 that is expected."""
    digest = sha256(path)
    if digest != expected:
        raise BoundaryError(f"{path.name}: sha256 is {digest}, expected {expected}; delete it and build again")


def run_client(command: list[str], folder: Path) -> None:
    """Run the client of a registry in a folder.

    Raises
    ------
    BoundaryError
        When the client is not installed, or fails; the message holds its standard error.
    """
    if shutil.which(command[0]) is None:
        raise BoundaryError(f"{command[0]} is not installed; the build needs pip, npm, apt-get and dpkg-deb")
    process = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    if process.returncode != 0:
        raise BoundaryError(f"{' '.join(command)} failed: {process.stderr.strip()}")


def fetch_npm_file(cache: Path, package: str, member: str, target: Path, *, integrity: str = "") -> None:
    """Write one file of an npm package to `target`.

    Parameters
    ----------
    cache
        The folder to which the package is fetched.
    package, member
        Name and version, as `world-atlas@2.0.2`, and the path of the file in its archive.
    integrity
        What the archive must have as its Subresource Integrity, where that is pinned.

    Raises
    ------
    BoundaryError
        When the package cannot be fetched, has another integrity, or lacks the file.
    """
    run_client(["npm", "pack", package], cache)
    archive = cache / f"{package.replace('@', '-')}.tgz"
    actual = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
    if integrity and actual != integrity:
        raise BoundaryError(f"{archive.name}: integrity is {actual}, expected {integrity}")
    with tarfile.open(archive) as opened:
        try:
            file = opened.extractfile(member)
        except KeyError:
            file = None
        if file is None:
            raise BoundaryError(f"{archive.name}: {member} is missing")
        target.write_bytes(file.read())


def _fetch_qgis(cache: Path, target: Path) -> None:
    # Any release of Debian will do: the file inside has not changed for years, and its hash is checked.
    run_client(["apt-get", "download", QGIS_PACKAGE], cache)
    for archive in sorted(cache.glob(f"{QGIS_PACKAGE}_*.deb")):
        run_client(["dpkg-deb", "-x", str(archive), str(cache / "qgis")], cache)
    files = sorted((cache / "qgis").rglob("world_map.gpkg"))
    if not files:
        raise BoundaryError(f"{QGIS_PACKAGE}: world_map.gpkg is missing")
    shutil.copyfile(files[0], target)


# --- countries-10m.json: polygons in EPSG:4326, cut at the antimeridian, by code

Coordinates = npt.NDArray[np.float64]
CODES_TABLE = Path(__file__).with_name("codes.csv")
GLOBE_BOX = shapely.box(-180, -90, 180, 90)
# Adding and subtracting 360 leaves an error of 1e-14 degrees, which would separate neighbours; 7 decimals are 1 cm.
COORDINATE_DECIMALS = 7


def read_codes(path: Path = CODES_TABLE) -> dict[str, str]:
    """Return the code of each key of the source; a key is a numeric ISO 3166-1 code, or a name where there is none."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["source_key"]: row["code"] for row in csv.DictReader(file)}


def read_countries(path: Path) -> tuple[dict[str, BaseGeometry], dict[str, str]]:
    """Return geometry (EPSG:4326) by code and name by code, as the source draws and names them.

    Raises
    ------
    BoundaryError
        When the source has an entry that codes.csv lacks.
    """
    topology = json.loads(path.read_text(encoding="utf-8"))
    scale, translate = np.array(topology["transform"]["scale"]), np.array(topology["transform"]["translate"])
    arcs = [np.cumsum(np.array(arc, float), axis=0) * scale + translate for arc in topology["arcs"]]
    codes = read_codes()
    parts_by_code: dict[str, list[BaseGeometry]] = {}
    names: dict[str, str] = {}
    largest: dict[str, float] = {}
    for item in topology["objects"]["countries"]["geometries"]:
        name = str(item["properties"]["name"])
        key = str(item.get("id") or name)
        # A numeric code is not unique: 036 is Australia and also Ashmore and Cartier Islands.
        code = codes.get(f"{key} {name}", codes.get(key))
        if code is None:
            raise BoundaryError(f"{path.name}: no code for {key!r} ({name}) in {CODES_TABLE.name}")
        parts = [_polygon([_ring(ring, arcs) for ring in rings]) for rings in _polygons(item)]
        geometry = shapely.union_all([part for part in parts if part is not None])
        if geometry.is_empty:
            continue
        parts_by_code.setdefault(code, []).append(geometry)
        if geometry.area > largest.get(code, 0):
            largest[code], names[code] = geometry.area, name
    return {code: polygonal_parts(shapely.union_all(parts)) for code, parts in sorted(parts_by_code.items())}, names


def with_rounded_coordinates(geometry: BaseGeometry) -> BaseGeometry:
    """Return `geometry` with coordinates of `COORDINATE_DECIMALS` decimals."""
    return shapely.transform(geometry, lambda c: np.round(c, COORDINATE_DECIMALS))


def _polygons(item: dict[str, list[list[list[int]]] | str]) -> list[list[list[int]]]:
    arcs = item.get("arcs", [])
    return [arcs] if item.get("type") == "Polygon" else arcs  # type: ignore[list-item, return-value]


def _ring(numbers: list[int], arcs: list[Coordinates]) -> Coordinates:
    runs = [arcs[n] if n >= 0 else arcs[~n][::-1] for n in numbers]
    return np.vstack([runs[0], *(run[1:] for run in runs[1:])])


def _continuous_ring(ring: Coordinates) -> Coordinates:
    """Return a ring without jumps of 360 degrees; one that crosses the antimeridian leaves the range of longitudes."""
    ring = ring.copy()
    ring[1:, 0] -= 360 * np.cumsum(np.round(np.diff(ring[:, 0]) / 360))
    return ring


def _polygon(rings: list[Coordinates]) -> BaseGeometry | None:
    """Return a polygon of the source, cut at 180 degrees; a ring around the pole is closed along latitude -90."""
    unwrapped = [_continuous_ring(ring) for ring in rings if len(ring) >= 4]
    if not unwrapped:
        return None  # the Holy See has a degenerate ring in this source and is drawn as a symbol
    shell = unwrapped[0]
    if abs(shell[-1, 0] - shell[0, 0]) > 180:  # Antarctica
        shell = shell[::-1] if shell[0, 0] > shell[-1, 0] else shell
        shell = np.vstack([shell, [shell[-1, 0], -90], [shell[0, 0], -90], shell[0]])
    shifts = [np.array([360 * round((shell[:, 0].mean() - hole[:, 0].mean()) / 360), 0]) for hole in unwrapped[1:]]
    holes = [hole + shift for hole, shift in zip(unwrapped[1:], shifts, strict=True)]
    polygon: BaseGeometry = shapely.Polygon(shell, holes)
    if not polygon.is_valid:
        polygon = shapely.make_valid(polygon, method="structure")
    polygon = with_rounded_coordinates(polygon)
    if polygon.bounds[0] >= -180 and polygon.bounds[2] <= 180:
        return polygon
    copies = [with_rounded_coordinates(shapely.affinity.translate(polygon, 360 * shift)) for shift in range(-2, 3)]
    return shapely.union_all([polygonal_parts(shapely.intersection(part, GLOBE_BOX)) for part in copies])
