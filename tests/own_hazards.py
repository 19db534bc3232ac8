"""Small areas and made-up hazard areas for the tests of measuring, drawn on a grid so that edges often coincide."""

import numpy as np
import shapely
from hypothesis import strategies as st
from numpy.typing import NDArray

from geodata.dates import DateSpan
from geodata.own.engines import Engine, LocalEngine
from geodata.own.kernel import Rules
from geodata.own.measuring import measure_batches
from geodata.own.records import HazardBatch
from geodata.own.result import Measurement, Provenance
from geodata.own.shares import Areas

STEP = 20  # corners lie on every twentieth of a degree
ROUGH = [(1.0, 0.0), (1.13, 0.31), (0.91, 0.64), (1.0, 1.0)]  # a border that is no line of squares
WEST = shapely.Polygon([(0, 0), *ROUGH, (0, 1)])
EAST = shapely.Polygon([(2, 0), (2, 1), *reversed(ROUGH)])
AREAS = Areas(["EEE", "WWW"], np.array([EAST, WEST], object), countries=["EEE", "WWW"])
PROVENANCE = Provenance(as_of=DateSpan.parse("2025"), by="areas", boundaries="")

corner = st.tuples(st.integers(-4, 44), st.integers(-4, 24)).map(lambda at: (at[0] / STEP, at[1] / STEP))
polygon = st.lists(corner, min_size=3, max_size=6).map(shapely.Polygon)
hazard = st.tuples(polygon, st.sampled_from(["minefield", "suspected"]), st.sampled_from(["open", "cleared"]))
Hazards = list[tuple[shapely.Geometry | None, str, str]]


def batch(hazards: Hazards, *, file: int = 0, first: int = 0) -> HazardBatch:
    """A batch of shapes with type and status, each stating a size of its own."""
    shapes, kinds, states = zip(*hazards, strict=True)
    stated: NDArray[np.float64] = np.array([1e6 * len(kind) for kind in kinds])
    return HazardBatch.of(
        wkb_of(list(shapes)),
        file=file,
        first=first,
        hazard_type=np.array(kinds, object),
        status=np.array(states, object),
        stated_m2=stated,
        declared=np.array(["EEE" if state == "open" else "" for state in states], object),
    )


def wkb_of(shapes: list[shapely.Geometry | None]) -> NDArray[np.object_]:
    """Shapes as a file has them."""
    return np.array([None if shape is None else shapely.to_wkb(shape) for shape in shapes], object)


def measured(
    *batches: HazardBatch, areas: Areas = AREAS, engine: Engine | None = None, rules: Rules | None = None
) -> Measurement:
    """What is measured of batches, by one process unless an engine is given."""
    return measure_batches(batches, areas, provenance=PROVENANCE, engine=engine or LocalEngine(), rules=rules)
