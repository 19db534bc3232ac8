"""What several modules need is defined in one of them: a second definition could drift, so that none may be written."""

import re
from pathlib import Path

import pytest

from geodata.geo.boundaries import BOUNDARIES_FOLDER as BOUNDARIES
from geodata.geo.boundaries import extent
from geodata.geo.coverage import KEEP_ISLANDS_KM2
from geodata.geo.projections import EQUAL_EARTH, EXTENTS, WORLD_EXTENT
from geodata.model import Level

ROOT = Path(__file__).parents[1]
# What Python writes for the scripts (`dashboard/render/shared_constants.py`) is no second definition.
SOURCES = {
    path: path.read_text(encoding="utf-8")
    for room in ("geodata", "dashboard")
    for ending in ("py", "js")
    for path in (ROOT / room).rglob(f"*.{ending}")
    if not {"built", "vendor"} & {*path.parts} and path.name != "shared-constants.js"
}
# What is defined once: a pattern of its definition, and the module in which it may stand; None where it is computed.
ONCE: dict[str, tuple[str, str | None]] = {
    "the extent of the world": (r'= ?"world"', "geodata/geo/projections.py"),
    "the projection of the world": (r"=eqearth", "geodata/geo/projections.py"),
    "the tolerances of the levels of detail": (r"0\.1\b.*\b0\.02\b.*\b0\.005\b", "geodata/model.py"),
    "the areas that keep every island": (r"\b30_000\.0\b", "geodata/geo/coverage.py"),
    "the order of claim classes": (r"NO_FIGURE, (ClaimClass\.)?LIGHT, (ClaimClass\.)?MEDIUM", None),
    "the marks in the text of a story": (r"\\\[\(\[?(\\d|\{number|0-9|1-9)", "geodata/story.py"),
    "what a box of a map holds": (r"<= x <=", "geodata/geo/projections.py"),
    "the endings of files": (r'"(pptx|picture\.pptx|xlsx|geojson)"', "dashboard/render/formats.py"),
    "the name of the atlas": (r'"Mine Ban Atlas"', "geodata/wording.py"),
    "the world in tables": (r'"WLD"', "geodata/model.py"),
    "the letters of the months": (r'"jan", "feb"', "geodata/dates.py"),
    "the time of an entry of a ZIP archive": (r"\(1980, 1, 1,", "geodata/dates.py"),
    "the ellipsoid on which areas are computed": (r'Geod\(ellps="WGS84"\)', "geodata/geo/projections.py"),
    "the name of the descriptor of a data package": (r'"datapackage\.json"', "geodata/data_package.py"),
    "the memory of a process": (r"/proc/self/statm", "dashboard/render/memory.py"),
    "a day in a link": (r"\\d\{4\}-\\d\{2\}-\\d\{2\}\"", "dashboard/maps/question_link.py"),
    "the words for votes": (r'\bYES: "in favour"', "dashboard/maps/wording.py"),
    "the names of measures of oblasts": (r'_ap_mined_area", "', "dashboard/maps/layers/oblasts.py"),
    "the pale ink of hatches": (r'Paint\("#FFFFFF", "#10202C"\)', "dashboard/maps/palette.py"),
}


@pytest.mark.parametrize("name", ONCE)
def test_it_is_defined_once(name: str) -> None:
    pattern, module = ONCE[name]
    items = [path.relative_to(ROOT).as_posix() for path, text in SOURCES.items() if re.search(pattern, text)]
    assert items == [module] * (module is not None)


def test_the_map_of_the_world_alone_is_in_the_projection_of_the_world() -> None:
    assert [place.extent_id for place in EXTENTS if place.is_world] == [WORLD_EXTENT]
    assert extent(WORLD_EXTENT).projection == EQUAL_EARTH


def test_the_readme_of_the_boundaries_tells_the_tolerances_and_which_areas_keep_their_islands() -> None:
    text = (BOUNDARIES / "README.md").read_text(encoding="utf-8")
    matches = re.findall(r"^\| `(\w+)\.topojson` \|.*\| ([\d.]+) degrees \|$", text, re.MULTILINE)
    assert matches == [(level.value, f"{level.tolerance:g}") for level in Level]
    assert f"except in areas under {KEEP_ISLANDS_KM2:,.0f} km2" in text
