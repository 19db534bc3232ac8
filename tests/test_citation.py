"""What it takes to cite a view and its sources: a version, a day, an address, and the documents by their numbers."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.maps.citations import ATLAS, source_references, view_reference
from dashboard.maps.view import PRESETS, Preset, View
from geodata import DateSpan
from geodata.dataset import VERSION
from tests.shipped_views import dataset, shown

LINK = "https://atlas.example.org/?v=1&day=2023-01-08"
READ = date(2027, 2, 3)


def test_a_view_is_a_map_of_the_atlas_whose_version_is_its_data_release() -> None:
    spec = shown(View(day=date(2014, 9, 24)))
    found = view_reference(spec, url=LINK, accessed=READ)
    assert (found.kind, found.authors, found.publisher) == ("map", (ATLAS,), ATLAS)
    assert (found.version, found.url, found.accessed) == (spec.release, LINK, READ)
    assert found.issued == DateSpan.parse(
        VERSION.replace(".", "-")
    )  # of the release, not of the day that the map shows
    assert found.title == f"{spec.headline.text} (24 September 2014)"
    assert found.note.startswith("Map of 24 September 2014.")


def test_the_day_is_said_once() -> None:
    (view,) = (preset.view for preset in PRESETS if preset.preset_id == "changes")
    title = view_reference(shown(view), url=LINK, accessed=READ).title
    assert title.count("21 November 2026") == 1


def test_the_table_of_a_view_is_a_data_set() -> None:
    found = view_reference(shown(View()), url=LINK, accessed=READ, work="dataset")
    assert (found.kind, found.note[:5]) == ("dataset", "Table")


def test_views_of_one_day_have_names_of_their_own() -> None:
    spec = shown(View())
    names = {
        view_reference(spec, url=f"{LINK}&region={name}", accessed=READ).reference_id for name in ("asia", "europe")
    }
    assert len(names) == 2
    assert all(name.startswith("mine-ban-atlas-apmbc-2026-11-21-") for name in names)


@pytest.mark.parametrize("release", ["test", "", "2026.13.45-abc", "v2026.11.21-abc"])
def test_a_release_without_a_day_was_issued_on_none(release: str) -> None:
    assert view_reference(replace(shown(View()), release=release), url=LINK, accessed=READ).issued is None


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_the_sources_of_a_view_follow_in_the_order_of_their_numbers(preset: Preset) -> None:
    spec = shown(preset.view)
    found = source_references(spec, dataset().sources)
    assert [reference.reference_id for reference in found] == [note.source_id for note in spec.sources]
    for reference, note in zip(found, spec.sources, strict=True):
        assert reference.title in note.text
        assert reference.publisher in note.text
        assert reference.url == note.url
        assert note.locator in reference.note


def test_authors_are_named_one_by_one_and_whom_a_document_relays_is_said() -> None:
    sources = dataset().sources
    with_authors = next(source for source in sources.values() if ";" in source.author)
    relaying = next(source for source in sources.values() if source.relays_source)
    spec = shown(View())
    notes = tuple(replace(spec.sources[0], source_id=s.source_id) for s in (with_authors, relaying))
    one, two = source_references(replace(spec, sources=notes), sources)
    assert one.authors == tuple(name.strip() for name in with_authors.author.split(";"))
    assert len(one.authors) > 1
    assert f"Relays: {relaying.relays_source}" in two.note
