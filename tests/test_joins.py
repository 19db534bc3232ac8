"""Boundaries joined with what is known: one row a polygon, territories follow the state that administers them."""

from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from geodata.claims import ClaimClass, ClaimRule
from geodata.dataset import Dataset, load
from geodata.errors import BoundaryError, UnknownKeyError
from geodata.joins import claim_rows, join_status, status_rows
from geodata.model import ComparableGroup
from geodata.treaties import StatusKind
from tests.builders import dataset_folder, on

AP = ComparableGroup.AP_MINES


@pytest.fixture
def dataset(tmp_path: Path) -> Dataset:
    return load(dataset_folder(tmp_path / "data"))


def polygons(*areas: str) -> gpd.GeoDataFrame:
    shapes = [shapely.box(place, 0, place + 1, 1) for place in range(len(areas))]
    return gpd.GeoDataFrame({"area": list(areas)}, geometry=shapes, crs="EPSG:4326")


def test_every_area_has_a_status_and_a_territory_follows_its_state(dataset: Dataset) -> None:
    rows = {row.state.area: row for row in status_rows(dataset, "apmbc", on("2024-11-26"))}
    assert list(rows) == ["AAA", "BBB", "TTT", "ZED"]
    assert rows["AAA"].kind is StatusKind.PARTY
    assert rows["BBB"].kind is StatusKind.NOT_SIGNED
    assert (rows["TTT"].kind, rows["TTT"].follows) == (StatusKind.PARTY, dataset.state("AAA"))
    assert (rows["ZED"].kind, rows["ZED"].follows) == (StatusKind.NOT_ELIGIBLE, None)


def test_an_unknown_treaty_is_not_an_empty_map(dataset: Dataset) -> None:
    with pytest.raises(UnknownKeyError, match=r"^unknown treaty 'apmb'; did you mean 'apmbc'\?$"):
        status_rows(dataset, "apmb", on("2024-11-26"))


def test_the_frame_of_statuses_has_one_row_a_polygon_in_the_order_of_the_polygons(dataset: Dataset) -> None:
    drawn = polygons("TTT", "AAA")
    frame = join_status(drawn, status_rows(dataset, "apmbc", on("2024-11-26")))
    assert list(frame.columns) == ["area", "name", "status", "label", "since", "follows", "geometry"]
    assert frame.drop(columns="geometry").to_numpy().tolist() == [
        ["TTT", "Tee Islands", "party", "party", "2005-09-01", "AAA"],
        ["AAA", "Aland", "party", "party", "2005-09-01", ""],
    ]
    assert frame.crs == drawn.crs
    assert frame.geometry.geom_equals(drawn.geometry).all()


def test_every_area_has_a_row_of_claims_even_without_one(dataset: Dataset) -> None:
    rows = {row.state.area: row for row in claim_rows(dataset, on("2024-11-26"), group=AP)}
    assert rows["AAA"].claim == dataset.claim("aaa-2024")
    assert (rows["AAA"].claim_class, rows["BBB"].claim_class) == (ClaimClass.MEDIUM, ClaimClass.NO_CLAIM)
    assert rows["BBB"].claim is None


def test_the_day_the_rule_and_the_group_pick_the_claim(dataset: Dataset) -> None:
    def chosen(day: str, rule: ClaimRule, group: ComparableGroup) -> str:
        row = claim_rows(dataset, on(day), rule=rule, group=group)[0]
        return row.claim.claim_id if row.claim else ""

    assert chosen("2020-12-30", ClaimRule.LATEST, AP) == ""
    assert chosen("2024-11-25", ClaimRule.LATEST, AP) == "aaa-2020"
    assert chosen("2024-11-26", ClaimRule.HIGHEST, AP) == "aaa-2024"
    assert chosen("2024-11-26", ClaimRule.SURVEY_BASED, AP) == ""
    assert chosen("2024-11-26", ClaimRule.LATEST, ComparableGroup.ALL_ORDNANCE) == ""


def test_a_polygon_that_the_tables_do_not_know_is_a_fault_of_the_boundaries(dataset: Dataset) -> None:
    message = r"^the boundary files draw YYY, ZZZ, which states.csv does not know$"
    with pytest.raises(BoundaryError, match=message):
        join_status(polygons("ZZZ", "AAA", "YYY"), status_rows(dataset, "apmbc", on("2024-11-26")))
