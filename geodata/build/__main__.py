"""Build of every derived file of geodata/data/boundaries: `python -m geodata.build`."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import shapely

from geodata.build import inputs, products, territories
from geodata.build.products import disputed_lines
from geodata.build.territories import Pieces
from geodata.dataset import load
from geodata.errors import GeodataError
from geodata.geo.boundaries import BOUNDARIES_FOLDER, extent
from geodata.geo.frames import frame_topology
from geodata.geo.projections import EXTENTS
from geodata.model import Level

# Frames written as files: those requested most, and Russia, the only one that takes more than half a second to make.
PREBUILT = (*(view.extent_id for view in EXTENTS), "RUS", "UKR")
CACHE = Path(__file__).parents[2] / ".cache" / "boundaries"


def full_coverage(files: inputs.Inputs) -> tuple[Pieces, dict[str, str]]:
    """Return the 1:10m coverage under UN practice, Ukraine as its 27 units, and the name of each code in the source."""
    source, names = inputs.read_countries(files.atlas)
    land = territories.un_territories(source, files.qgis)
    ukraine = land.pop("UKR")
    land |= {f"UKR-{code}": unit for code, unit in territories.oblasts(ukraine, files.qgis).items()}
    order = tuple(sorted(land))
    geometries = np.array([land[name] for name in order], dtype=object)
    # Adds a vertex where a cut meets a third area, and closes gaps of up to 1 m that the cuts left.
    clean = shapely.coverage_clean(geometries, snapping_distance=1e-5)  # type: ignore[attr-defined] # newer than the stubs
    names |= {"CXR": "Christmas I.", "CCK": "Cocos Is."}
    return Pieces(order, clean), names


def main() -> None:
    """Fetch the inputs and write every derived file of data/boundaries.

    Raises
    ------
    BoundaryError
        When an input cannot be fetched, is not the one that was pinned, or lacks what the build expects.
    """
    files = inputs.fetch(CACHE)
    full, names = full_coverage(files)
    rows = products.area_rows(full.areas(), names)
    products.write_areas(BOUNDARIES_FOLDER, rows)
    titles = {area: state.common_name for area, state in load().states.items()}
    sizes = {row.area: row.area_km2 for row in rows}
    for level in Level:
        pieces = territories.pieces_at_level(full, level, sizes)
        products.write_text(BOUNDARIES_FOLDER / f"{level}.topojson", territories.level_topojson(pieces))
        if level is Level.DETAIL:
            products.write_lines(BOUNDARIES_FOLDER, disputed_lines(pieces))
            products.write_oblasts(BOUNDARIES_FOLDER, pieces)
            products.write_extents(BOUNDARIES_FOLDER, products.extents(pieces.areas(), rows, titles))
    products.write_zone(BOUNDARIES_FOLDER, territories.demilitarized_zone(full))
    for stale in (BOUNDARIES_FOLDER / "frames").glob("*.topojson"):
        stale.unlink()
    for extent_id in PREBUILT:
        products.write_text(BOUNDARIES_FOLDER / "frames" / f"{extent_id}.topojson", frame_topology(extent(extent_id)))
    products.write_manifest(BOUNDARIES_FOLDER)


if __name__ == "__main__":
    try:
        main()
    except GeodataError as error:
        sys.exit(str(error))
