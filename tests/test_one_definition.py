"""What several modules need is defined in one of them: a second definition could drift, so that none may be written."""

import re
from pathlib import Path

import pytest

from geodata.boundaries import EXTENTS, extent
from geodata.extents import EQUAL_EARTH, WORLD_EXTENT

ROOT = Path(__file__).parents[1]
SOURCES = {
    path: path.read_text(encoding="utf-8") for room in ("geodata", "dashboard") for path in (ROOT / room).rglob("*.py")
}
# What is defined once: a pattern of its definition, and the modules in which it may stand.
ONCE = {
    "the extent of the world": (r'= ?"world"', "geodata/extents.py"),
    "the projection of the world": (r"=eqearth", "geodata/extents.py"),
    "the world in tables": (r'"WLD"', "geodata/kinds.py"),
}


@pytest.mark.parametrize("name", ONCE)
def test_it_is_defined_once(name: str) -> None:
    pattern, module = ONCE[name]
    found = [path.relative_to(ROOT).as_posix() for path, text in SOURCES.items() if re.search(pattern, text)]
    assert found == [module]


def test_the_map_of_the_world_alone_is_in_the_projection_of_the_world() -> None:
    assert [place.extent_id for place in EXTENTS if place.is_world] == [WORLD_EXTENT]
    assert extent(WORLD_EXTENT).projection == EQUAL_EARTH
