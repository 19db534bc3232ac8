"""The result of a measurement: read back unchanged in every form, with a ledger in sentences and no place in it."""

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geodata.errors import GeodataError
from geodata.own.engine_dask import DaskEngine
from geodata.own.kernel import Cut
from geodata.own.repair import COUNTED, Ledger
from geodata.own.result import COLUMNS, LOSSES, MeasuredRow, Measurement, SourceFile, ledger_lines, ledger_messages
from tests.own_hazards import PROVENANCE, batch, hazard, measured
from tests.properties import examples

ROW = MeasuredRow("UKR", "Ukraine", Cut.ALL, "", "", 7, 812.307, 806.942, 0.0, 2, 0, 0.05, 3, 1, 0, 0.0)
FILE = SourceFile("areas.geojson", "9b1c" * 16, 11_068, crs="EPSG:4326", crs_known_by="the file", encoding="utf-8")
LEDGER = Ledger(
    read=11_068, polygons=7_971, no_shape=3_097, repaired=467, repaired_by_reason={"Self-intersection": 302}
)
RESULT = Measurement((ROW,), LEDGER, replace(PROVENANCE, title="Suspected areas", files=(FILE,)))


@given(st.lists(hazard, max_size=6))
@examples(10)
def test_a_result_is_read_back_from_its_json_unchanged(made: list[tuple[shapely.Geometry | None, str, str]]) -> None:
    result = measured(batch(made)) if made else measured()
    again = Measurement.of_json(result.to_json())
    assert again == result
    assert again.content_id == result.content_id


def test_every_form_has_the_same_rows_with_all_digits() -> None:
    rows = [*csv.DictReader(io.StringIO(RESULT.to_csv()))]
    assert list(rows[0]) == list(COLUMNS)
    assert [float(rows[0][name]) for name in ("sum_km2", "union_km2", "overlap_km2")] == [
        812.307,
        806.942,
        ROW.overlap_km2,
    ]
    table = pq.read_table(io.BytesIO(RESULT.to_parquet()))
    assert table.to_pylist() == RESULT.as_json()["rows"]
    assert json.loads(table.schema.metadata[b"mine-ban-atlas"])["provenance"]["files"][0]["name"] == "areas.geojson"
    book = openpyxl.load_workbook(io.BytesIO(RESULT.to_xlsx()))
    assert [cell.value for cell in book["Result"][1]] == list(COLUMNS)
    assert [cell.value for cell in book["Result"][2]][:8] == ["UKR", "Ukraine", "all", "", "", 7, 812.307, 806.942]
    assert book["Ledger"]["B1"].value == 11_068
    assert "Content id" in [cell.value for cell in book["Provenance"]["A"]]
    assert RESULT.to_xlsx() == RESULT.to_xlsx()


@pytest.mark.parametrize(
    ("measured_on", "created"),
    [(date(2026, 3, 4), "2026-03-04T00:00:00Z"), (None, "2000-01-01T00:00:00Z")],
)
def test_a_workbook_says_the_day_of_the_measurement_and_not_the_present_time(
    measured_on: date | None, created: str
) -> None:
    result = replace(RESULT, provenance=replace(RESULT.provenance, measured_on=measured_on))
    with zipfile.ZipFile(io.BytesIO(result.to_xlsx())) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
        properties = packed.read("docProps/core.xml").decode()
    assert re.findall("(?<=>)[^<]+Z(?=<)", properties) == [created, created]


def test_the_headline_carries_the_largest_loss() -> None:
    assert (
        RESULT.headline == "812.3 km² (806.9 km² without overlaps) from 7,971 of 11,068 records; 3,097 have no shape."
    )
    one = replace(
        RESULT, rows=(replace(ROW, sum_km2=5.0281, union_km2=5.0281),), ledger=Ledger(read=2, polygons=1, points=1)
    )
    assert one.headline == "5.028 km² from 1 of 2 records; 1 is a point."
    assert set(Ledger(**dict.fromkeys(LOSSES, 1)).dropped) == set(LOSSES) - {"points", "lines"}  # type: ignore[arg-type]


def test_the_ledger_tells_every_loss_and_repair_as_numbers_and_as_sentences() -> None:
    lines = dict(ledger_lines(LEDGER))
    assert lines["Records read"] == lines["Measured as polygons"] + lines["Left out: no shape"]
    assert lines["Repaired: the outline crosses itself"] == 302
    every = Ledger(**dict.fromkeys(COUNTED, 1), repaired_by_reason={"Ring not closed": 1})  # type: ignore[arg-type]
    one = replace(RESULT, ledger=every, provenance=replace(RESULT.provenance, on_day=date(2025, 12, 31)))
    several = replace(
        one,
        ledger=Ledger(**dict.fromkeys(COUNTED, 2_000), repaired_by_reason={"Ring not closed": 2_000}),  # type: ignore[arg-type]
    )
    of_one, of_several = ledger_messages(one), ledger_messages(several)
    assert len(of_one) == len(of_several) == len({*of_one, *of_several}) / 2
    assert "1 record is dated after 31 December 2025 and is in no figure." in of_one
    assert "2,000 records are older versions of a record and are in no figure." in of_several
    assert any("(2,000: the outline is not closed)" in message for message in of_several)
    for message in of_one:
        assert not re.search(r"\b1 (records|polygons|points|lines|rows|are|have)\b", message), message
    for message in (*of_one, *of_several):
        assert message.endswith(".")
        assert "{" not in message
    assert ledger_messages(replace(RESULT, ledger=Ledger(read=2, polygons=2, undated=2))) == ("No record has a date.",)


def test_a_result_of_the_first_form_is_read_and_has_its_content_id() -> None:
    content = RESULT.as_json() | {"format": 1}
    for row in content["rows"]:
        del row["near_declared"], row["near_declared_km2"]
    for name in ("measured_on", "engine", "versions"):
        content["provenance"].pop(name)
    digest = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    content["provenance"] |= {"measured_on": None, "engine": "", "versions": {}}
    assert Measurement.of_json(json.dumps(content | {"content_id": digest})) == RESULT
    with pytest.raises(GeodataError, match="were changed"):
        Measurement.of_json(json.dumps(content | {"content_id": digest[::-1]}))


@pytest.mark.parametrize(
    "text",
    ["POLYGON ((30 50, 31 50, 31 51, 30 50))", "0103000000010000000400000000000000000000", '{"coordinates": [1]}',
     "near 31.415926, 50.271828", "MULTIPOINT Z (1 2 3)", "x" * 400],
)  # fmt: skip
def test_a_result_refuses_shapes_and_places(text: str) -> None:
    for name in ("area", "area_name", "hazard_type", "status"):
        with pytest.raises(GeodataError, match="looks like a shape or a place") as caught:
            replace(ROW, **{name: text})  # type: ignore[arg-type]
        assert text not in str(caught.value)
    content = RESULT.as_json()
    content["provenance"]["title"] = text
    with pytest.raises(GeodataError, match="its title"):
        Measurement.of_json(json.dumps(content))


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "no result"), ("{}", "no result"), ("[]", "no result"), ('{"format": 99}', "newer version")],
)
def test_what_is_no_result_is_refused_with_a_sentence(text: str, reason: str) -> None:
    with pytest.raises(GeodataError, match=reason):
        Measurement.of_json(text)
    with pytest.raises(GeodataError, match="were changed"):
        Measurement.of_json(RESULT.to_json().replace("806.942", "806.941"))


@pytest.mark.parametrize(
    ("place", "name", "value"),
    [
        (("ledger",), "no_shape", "7"),
        (("ledger",), "repaired_by_reason", {"a": None}),
        (("provenance",), "boundaries", 1),
        (("provenance",), "overlap_of_areas_km2", float("nan")),
        (("rows", 0), "features", 0.5),
        (("rows", 0), "sum_km2", float("inf")),
    ],
)
def test_a_result_with_a_part_that_is_not_what_it_should_be_is_refused_by_its_name(
    place: tuple[str | int, ...], name: str, value: object
) -> None:
    content = RESULT.as_json()
    part: Any = content
    for step in place:
        part = part[step]
    part[name] = value
    with pytest.raises(
        GeodataError, match=rf"^this is no result of a measurement \(its '{name}' is not what it should"
    ):
        Measurement.of_json(json.dumps(content))


def test_what_is_measured_is_the_same_content_whenever_and_by_whatever_engine() -> None:
    later = replace(RESULT, provenance=replace(RESULT.provenance, engine="dask", versions={"geos": "9"}))
    assert later.content_id == RESULT.content_id
    assert replace(RESULT, provenance=replace(RESULT.provenance, title="Other")).content_id != RESULT.content_id


def test_a_cell_is_no_formula() -> None:
    text = replace(RESULT, rows=(replace(ROW, area_name="=1+1"),)).to_csv()
    assert next(csv.DictReader(io.StringIO(text)))["area_name"] == "'=1+1"


def test_shapes_leave_the_machine_only_where_the_reader_says_so_and_encrypted() -> None:
    with pytest.raises(GeodataError, match="tls://"):
        DaskEngine("tcp://cluster.example:8786", let_leave=True)
    with pytest.raises(GeodataError, match="--let-leave cluster"):
        DaskEngine("tls://cluster.example:8786")
    assert DaskEngine("tls://cluster.example:8786", let_leave=True).label == "dask, a cluster elsewhere"
    assert DaskEngine().label == "dask, processes of this machine"
