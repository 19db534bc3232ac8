"""The index of countries: each area once, with the class of the day and the link to its page."""

from datetime import date

from dashboard.maps.reference.country_index import country_index, index_keys
from dashboard.maps.view import REGIONS, View
from dashboard.render.html.reference import country_index_html
from geodata import Dataset, StatusKind
from geodata.collation import name_key

TODAY = date(2026, 11, 21)


def test_every_area_is_in_the_index_once_under_its_region_by_name(dataset: Dataset) -> None:
    regions = country_index(View(), dataset, today=TODAY)
    areas = [entry.area for region in regions for entry in region.entries]
    assert sorted(areas) == sorted(dataset.states)
    assert [region.name.casefold() for region in regions] == [*REGIONS, "antarctica"]
    assert all(list(r.entries) == sorted(r.entries, key=lambda entry: name_key(entry.name)) for r in regions)


def test_an_entry_has_the_class_of_the_day_and_leads_to_its_page_with_the_view(dataset: Dataset) -> None:
    view = View(day=date(2025, 12, 27))
    regions = country_index(view, dataset, today=TODAY)
    estonia = next(entry for region in regions for entry in region.entries if entry.area == "EST")
    assert estonia.class_id is StatusKind.LEFT
    assert estonia.query == {"v": "1", "day": "2025-12-27", "country": "EST"}


def test_the_page_explains_the_swatches_it_shows_and_no_other(dataset: Dataset) -> None:
    regions = country_index(View(), dataset, today=TODAY)
    keys = index_keys(regions, View(), dataset)
    assert {key.class_id for key in keys} == {entry.class_id for region in regions for entry in region.entries}
    html = country_index_html(regions, keys)
    assert html.count("<h2 ") == len(regions)
    assert 'href="country?v=1&amp;country=UKR">Ukraine<span class="unseen">, Party, suspension claimed' in html
