"""Boundary files that are missing or damaged: each is refused in a sentence that names it."""

from pathlib import Path

import pytest

from geodata.errors import BoundaryError
from geodata.geo.boundaries import read_level
from geodata.model import Level


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BoundaryError) as caught:
        read_level(Level.OVERVIEW, tmp_path)
    expected = "overview.topojson: cannot be read (No such file or directory); run python -m geodata.build"
    assert str(caught.value) == expected


def damaged(ring: str, *codes: str) -> str:
    """Return a level file whose areas all have the ring given."""
    found = ",".join(
        f'{{"type":"Polygon","id":"{code}","arcs":[[0]],"properties":{{"area":"{code}"}}}}' for code in codes
    )
    return f'{{"transform":{{"scale":[1,1]}},"arcs":[{ring}],"objects":{{"areas":{{"geometries":[{found}]}}}}}}'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
        ("{}", "not a topology: KeyError 'transform'"),
        ("[]", "not a topology: TypeError list indices must be integers or slices, not str"),
        (damaged("[[0,0],[1,0],[0,1],[-1,-1]]", "AAA", "AAA"), "more than one row for AAA"),
        (damaged("[[0,0],[2,2],[0,-2],[-2,2],[0,-2]]", "AAA"), "no valid polygon for AAA"),
        (damaged(""), "no valid polygon for any area"),
    ],
)
def test_a_damaged_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "overview.topojson").write_text(text, encoding="utf-8")
    with pytest.raises(BoundaryError) as caught:
        read_level(Level.OVERVIEW, tmp_path)
    assert str(caught.value) == f"overview.topojson: {message}"
