"""Figures drawn to scale: the area of each to 0.1 %, side by side, each with its own sentence and its own look."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pyproj
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from dashboard.maps.atlas import Atlas
from dashboard.maps.citations import quote
from dashboard.maps.layers import footprint
from dashboard.maps.link import shown_value
from dashboard.maps.palette import FOOTPRINT_LOOKS, SHAPE_DASHES, looks_of
from dashboard.maps.spec import NO_TEXT
from dashboard.maps.view import DEFAULT_FOOTPRINT, FIRST_DAY, Footprint, View
from dashboard.render.formats import FORMATS, Options, file_bytes
from dashboard.render.live_map.message import message
from dashboard.render.pptx.drawing import shape_dash
from dashboard.ui.live_map import Act, acted
from geodata.geo.extent_geometry import STREET_SUFFIX, frame_extent
from geodata.geo.projections import project, unproject
from geodata.model import Confidence, Naming
from tests.shipped_views import SHIPPED, TODAY, context_of, dataset, shown

GEOD = pyproj.Geod(ellps="WGS84")
LATER = "ukr-potentially-contaminated-2025-09-09"
IDENTIFIED = "ukr-ap-mines-identified-2024-12-31"
CLEARED = "ukr-2024"
FIGURES = (DEFAULT_FOOTPRINT, LATER, IDENTIFIED, CLEARED)
KM2 = (250_000, 138_503, 76.72, 2.074318)


def drawn(*footprints: Footprint, day: date = date(2026, 11, 21)) -> View:
    return View(day=day, layers=("status", "footprint", "borders"), extent="UKR", footprints=footprints)


def km2_of(ring: tuple[tuple[float, float], ...]) -> float:
    corners = np.array(ring)
    return abs(GEOD.polygon_area_perimeter(corners[:, 0], corners[:, 1])[0]) / 1e6


@given(
    figure=st.sampled_from(sorted(footprint.figures(dataset()))),
    place=st.sampled_from(sorted(dataset().states)) | st.tuples(st.floats(-180, 180), st.floats(-80, 80)),
    is_square=st.booleans(),
)
def test_a_ring_has_the_area_of_its_figure_wherever_it_stands(
    figure: str, place: str | tuple[float, float], *, is_square: bool
) -> None:
    known = footprint.figures(dataset())[figure]
    (shape,) = footprint.shapes(context_of(drawn(Footprint(figure, place, is_square=is_square), day=date(2030, 1, 1))))
    assert km2_of(shape.ring) == pytest.approx(known.km2, rel=0.001)


@pytest.mark.parametrize("place", [None, "DEU"])
@pytest.mark.parametrize("is_square", [False, True])
def test_several_figures_stand_side_by_side_and_are_never_added_up(place: str | None, *, is_square: bool) -> None:
    spec = shown(drawn(*(Footprint(figure, place, is_square=is_square) for figure in FIGURES)))
    assert tuple(shape.shape_id for shape in spec.shapes) == FIGURES
    assert [km2_of(shape.ring) for shape in spec.shapes] == pytest.approx(KM2, rel=0.001)
    edges = [(min(x for x, _ in shape.ring), max(x for x, _ in shape.ring)) for shape in spec.shapes]
    assert all(left[1] < right[0] for left, right in pairwise(edges))
    sizes = [line.text for line in spec.panel.sections[0].lines if not line.figure and line.sources]
    assert sizes == [f"{shape.size.text}." for shape in spec.shapes]
    for shape, figure in zip(
        spec.shapes, ("250,000 km²", "138,503 km²", "76.72 km²", "2.074 km² cleared"), strict=True
    ):
        assert figure in shape.sentence.text
        assert footprint.CAPTION in shape.sentence.text
        assert ("drawn on Germany" in shape.sentence.text) == (place == "DEU")
        assert shape.sentence.sources
    assert "never added up" in " ".join(spec.notes)
    words = " ".join([spec.headline.text, *spec.notes, *(shape.sentence.printed for shape in spec.shapes)])
    assert f"{sum(KM2):,.0f}" not in words


def test_each_of_several_has_a_colour_a_hatch_and_an_outline_of_its_own() -> None:
    assert len({look.hatch for look in FOOTPRINT_LOOKS.values()}) == len(FOOTPRINT_LOOKS)
    assert len({SHAPE_DASHES.get(name, ()) for name in FOOTPRINT_LOOKS}) == len(FOOTPRINT_LOOKS)
    assert len({shape_dash(name) for name in FOOTPRINT_LOOKS}) == len(FOOTPRINT_LOOKS)
    spec = shown(drawn(*map(Footprint, FIGURES)))
    looks = [looks_of(spec)[shape.layer, shape.class_id] for shape in spec.shapes]
    assert looks == list(FOOTPRINT_LOOKS.values())[: len(FIGURES)]


def test_a_claim_without_an_area_and_an_unverified_one_are_no_figures_of_a_link() -> None:
    known = dataset().claim_by_id
    (unverified, *_) = [key for key, claim in known.items() if claim.confidence is Confidence.UNVERIFIED]
    for figure in ("ago-ap-mines-total-2017-05", unverified):
        assert figure in known
        view, (problem,) = SHIPPED.view({"footprint": figure})
        assert view.footprints == View().footprints
        assert str(problem).startswith(
            f"The link's “footprint” was ignored: {shown_value(figure)} is no figure that can be drawn to scale; did "
        )


def test_a_figure_keeps_its_look_while_another_was_not_stated_yet() -> None:
    spec = shown(drawn(Footprint(LATER), Footprint(DEFAULT_FOOTPRINT), day=date(2023, 1, 8)))
    assert [(shape.shape_id, shape.class_id) for shape in spec.shapes] == [(DEFAULT_FOOTPRINT, "footprint-2")]
    assert spec.notes[0].endswith("same area as, not location of. One more was stated after this day.")


def test_figures_that_are_not_drawn_yet_are_called_later_and_not_missing() -> None:
    view = drawn(Footprint(DEFAULT_FOOTPRINT), day=date(2022, 12, 1))
    assert footprint.figures_to_draw(context_of(view)), "others are on record"
    assert "Footprint: the figure chosen was stated after this day." in shown(view).notes


def test_one_figure_drawn_twice_has_two_shapes() -> None:
    spec = shown(drawn(Footprint(LATER), Footprint(LATER, "DEU")))
    assert [shape.shape_id for shape in spec.shapes] == [LATER, f"{LATER}-2"]


def test_an_area_cleared_counts_from_the_day_from_which_the_layer_of_clearance_shows_it() -> None:
    figure = footprint.figures(dataset())[CLEARED]
    assert not shown(drawn(Footprint(CLEARED), day=date(2024, 12, 31))).shapes
    sent = message(shown(drawn(Footprint(CLEARED), Footprint(DEFAULT_FOOTPRINT))))["shapes"]
    days = [FIRST_DAY + timedelta(days=row.stated) for row in sent]
    assert days == [date(2025, 1, 1), date(2023, 1, 7)]  # played back to a day before, it is hidden
    assert shown(drawn(Footprint(CLEARED), day=date(2025, 1, 1))).shapes
    assert figure.text == "2.074 km² cleared in 2024"


def test_a_figure_chosen_beside_others_stands_with_them_and_keeps_what_they_had() -> None:
    view = drawn(Footprint(DEFAULT_FOOTPRINT, (13.4, 52.5)), Footprint(LATER, "DEU", is_square=True))
    more = footprint.with_figures(view, [DEFAULT_FOOTPRINT, LATER, IDENTIFIED])
    assert more.footprints == (*view.footprints, Footprint(IDENTIFIED, "DEU", is_square=True))
    assert footprint.with_figures(view, []) == view


@pytest.mark.parametrize("streets", [None, "openstreetmap"])
@given(right=st.floats(-3, 3), up=st.floats(-3, 3), index=st.integers(0, 2))
def test_a_move_on_the_map_ends_where_the_shape_was_left_and_keeps_its_area(
    streets: str | None, right: float, up: float, index: int
) -> None:
    view = replace(drawn(*map(Footprint, FIGURES[:3])), streets=streets)
    ctx = context_of(view)
    place = frame_extent(view.extent + (STREET_SUFFIX if streets else ""))
    before = project(place, np.array(footprint.places(ctx)))
    after = context_of(footprint.moved(ctx, footprint.shape_classes(view)[index], right, up))
    wanted = before + [(right, up) if i == index else (0.0, 0.0) for i in range(3)]
    assert project(place, np.array(footprint.places(after))) == pytest.approx(
        wanted, abs=0.015
    )  # to 1 km, on a street map more
    assert [km2_of(shape.ring) for shape in footprint.shapes(after)] == pytest.approx(KM2[:3], rel=0.001)


@given(right=st.floats(-2, 2), up=st.floats(-2, 2))
def test_a_shape_keeps_its_area_while_it_is_pushed_along_the_map(right: float, up: float) -> None:
    view = drawn(Footprint(DEFAULT_FOOTPRINT))
    place = frame_extent(view.extent)
    (shape,) = footprint.shapes(context_of(view))
    pushed = unproject(place, project(place, np.array(shape.ring)) + np.array([right, up]))
    assert km2_of(tuple(map(tuple, pushed.tolist()))) == pytest.approx(KM2[0], rel=0.001)


@pytest.mark.parametrize(
    "value",
    [["footprint-9", 1.0, 1.0], ["footprint", 900.0, 0.0], ["footprint", float("nan"), 0.0], [0, 1.0, 1.0], "up", None],
)
def test_a_move_that_cannot_be_made_changes_nothing(value: object) -> None:
    view = drawn(Footprint(LATER))
    assert acted(view, Act(1, "move", value)) == view


# -- How large a figure is: its share of the country, and a country that is as large


def test_a_figure_is_compared_with_its_country_and_with_the_one_closest_in_size() -> None:
    (shape,) = shown(drawn(Footprint(DEFAULT_FOOTPRINT))).shapes
    assert shape.size.text == (
        "250,000 km² is about 43% of the land area of Ukraine (579,400 km²) and about as large as Ecuador "
        "(248,360 km² of land)"
    )
    assert shape.size.sources


@pytest.mark.parametrize(
    ("scale", "end"),
    [
        ("GBR", "and about as large as the United Kingdom (241,930 km² of land)"),
        ("DEU", "and about 72% as large as Germany (349,430 km² of land)"),
        ("MCO", "and about 120,000 times as large as Monaco (2.084 km² of land)"),
        ("UKR", "and about as large as Ecuador (248,360 km² of land)"),
        ("VAT", "of the land area of Ukraine (579,400 km²)"),
        ("none", "of the land area of Ukraine (579,400 km²)"),
    ],
)
def test_a_reader_chooses_with_what_a_figure_is_compared(scale: str, end: str) -> None:
    spec = shown(replace(drawn(Footprint(DEFAULT_FOOTPRINT)), scale=scale, names=Naming.COMMON))
    assert spec.shapes[0].size.text.endswith(end)
    missing = [note for note in spec.notes if note.startswith("Nothing is compared with the Holy See: ")]
    assert bool(missing) == (scale == "VAT")
    options = footprint.SCALE.options(context_of(replace(drawn(Footprint(LATER)), scale=scale)))
    assert scale in options
    assert options["GBR"].endswith(", 241,930 km²")


@pytest.mark.slow
def test_what_is_said_of_the_size_stands_in_every_output_in_the_same_words() -> None:
    view = replace(drawn(Footprint(DEFAULT_FOOTPRINT)), country="UKR")
    spec = shown(view)
    size = spec.shapes[0].size
    assert f"{size.printed}." in spec.in_words
    assert size.text in quote(view, dataset(), today=TODAY, link="").sentence
    assert size.text in quote(replace(view, country=None), dataset(), today=TODAY, link="").sentence
    options = Options(base="https://atlas.example.org/", made_on=TODAY)
    for kind in ("svg", "html", "geojson", "json"):
        assert size.text in file_bytes(FORMATS[kind], spec, options).decode(), kind
    slide = Presentation(io.BytesIO(file_bytes(FORMATS["pptx"], spec, options))).slides[0]
    assert slide.notes_slide.notes_text_frame is not None
    assert size.printed in slide.notes_slide.notes_text_frame.text
    assert message(spec)["shapes"][0].size == size.printed


@given(st.sampled_from(sorted(footprint.figures(dataset()))))
def test_no_country_but_its_own_is_closer_to_a_figure_than_the_one_named(figure_id: str) -> None:
    figure = footprint.figures(dataset())[figure_id]
    named = footprint.closest_country(dataset(), figure.km2, but=figure.area)
    others = [
        footprint.factor(figure.km2, one)
        for one in footprint.comparable_countries(dataset()).values()
        if one.area != figure.area
    ]
    if named is None:
        assert min(others) > footprint.MOST_UNLIKE
    else:
        assert named.area != figure.area
        assert footprint.factor(figure.km2, named) == min(others)


def test_a_release_without_land_areas_compares_nothing() -> None:
    bare = replace(dataset(), country_areas={})
    spec = Atlas(lambda: bare, today=lambda: TODAY).spec(drawn(Footprint(DEFAULT_FOOTPRINT)))
    assert spec.shapes[0].size == NO_TEXT


def test_the_headline_of_many_figures_says_the_first_and_counts_the_others() -> None:
    spec = shown(drawn(*map(Footprint, FIGURES)))
    alone = shown(drawn(Footprint(DEFAULT_FOOTPRINT)))
    assert spec.headline.text == (f"{alone.headline.text}. Three more are drawn to scale")
    assert {*spec.headline.sources} >= {n for shape in spec.shapes for n in shape.sentence.sources}
