"""Spoilt files are measured or refused with a sentence (`python -m tests.spoilt_hazard_files` tries thousands)."""

import json
import zipfile
from pathlib import Path
from random import Random

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geodata.errors import OwnFileError
from geodata.own.reading import read_batches
from geodata.own.repair import prepare
from geodata.own.scanning import scan
from tests.hazard_files import EAST, NORTH
from tests.properties import examples
from tests.spoilt_hazard_files import FAULTS, Outcome, faults_of, outcome, rows_accounted


@pytest.mark.slow
@examples(20)
@given(st.integers(0, 10**9))
@example(581)  # a corner at 1e308, whose distances from others are no number
@example(102_046)  # and the mean of two of them
def test_a_spoilt_file_is_measured_or_refused_with_a_sentence(seed: int) -> None:
    assert faults_of(outcome(seed)) == []


def test_an_outcome_that_says_nothing_or_a_coordinate_is_a_fault() -> None:
    assert faults_of(Outcome("cut off", "a.shp", -1, "", (), 0.1)) == ["neither measured nor refused"]
    assert faults_of(Outcome("cut off", "a.shp", 3, "", ("at 36.10017 49.6",), 9)) == [
        "a coordinate in: at 36.10017 49.6",
        "9.0 seconds",
    ]


def test_one_open_ring_does_not_cost_the_other_rows(tmp_path: Path) -> None:
    ring = [[EAST, NORTH], [EAST + 0.01, NORTH], [EAST + 0.01, NORTH + 0.01]]
    features = [
        {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [corners]}}
        for corners in (ring, [*ring, ring[0]], ring[:1])
    ]
    path = tmp_path / "open.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), encoding="utf-8")
    result = scan(path)
    assert result.problems == ()
    (batch,) = read_batches(path, result.plan())
    assert rows_accounted(batch) == 3
    _, ledger = prepare(batch)
    assert (ledger.polygons, ledger.repaired_by_reason) == (2, {"Ring not closed": 1})


def test_a_workbook_of_a_version_of_zip_that_is_not_known_is_refused_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "hazards.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 6] = 129  # version needed to extract, 12.9
    path.write_bytes(data)
    with pytest.raises(OwnFileError, match="a damaged workbook"):
        scan(path)


def test_each_kind_of_fault_spoils_a_file(tmp_path: Path) -> None:
    for name in ("odd shapes", "odd table", "odd wkt", "deep json", "cut wkb"):
        assert FAULTS[name](Random(1), tmp_path).is_file()  # noqa: S311  no secret
