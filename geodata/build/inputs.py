"""The two packages that boundaries are built from: fetched by their own clients, checked by hash, unpacked."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import BoundaryError

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
