"""Frozen links: what was seen is seen again, and whatever stands in the way is one clear sentence."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.compose import compose
from dashboard.maps.link import FROZEN_KEYS, LINK_KEYS, link_of, read_link
from dashboard.maps.permalinks import (
    ID_VERSION,
    Frozen,
    changes_since,
    content_id,
    frozen_parameters,
    frozen_view,
    read_frozen,
)
from dashboard.maps.spec import spec_json
from dashboard.maps.view import PRESETS, Preset, View
from dashboard.web.params import read_params
from geodata import Dataset, TableError, UnknownKeyError, load_release
from geodata.model import ActionKind
from tests.properties import examples
from tests.releases import LATER, later
from tests.shipped_views import SHIPPED, TODAY, common_views, dataset, shown, views
from tests.test_permalinks_changes import act

RELEASE = dataset().release
PROPERTY = examples(25)


def kept(release: str) -> Dataset:
    """The data of an earlier release; only that of the shipped data is kept."""
    if release != RELEASE:
        raise UnknownKeyError("data release", release, [RELEASE])
    return dataset()


def view_and_frozen(link: dict[str, str]) -> tuple[View, Frozen]:
    view, more = read_link({key: value for key, value in link.items() if key not in FROZEN_KEYS})
    frozen, problems = read_frozen(link, view)
    assert frozen is not None
    assert (problems, more) == ((), ())
    return view, frozen


@PROPERTY
@given(common_views())
def test_a_link_that_is_frozen_and_thawed_is_the_view_on_its_day(view: View) -> None:
    spec = shown(view)
    thawed, frozen = view_and_frozen(frozen_parameters(spec))
    assert thawed == replace(view, day=view.on(TODAY))
    assert frozen == Frozen(spec.release, content_id(spec))


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_on_the_same_release_it_gives_the_same_bytes(view: View) -> None:
    spec = shown(view)
    thawed, frozen = view_and_frozen(frozen_parameters(spec))
    again = frozen_view(thawed, frozen, dataset(), release_of=kept)
    assert spec_json(again.spec) == spec_json(compose(thawed, dataset(), today=TODAY))
    assert again.spec == replace(spec, link=link_of(spec.view))
    assert (again.is_kept, again.changes) == (True, ())
    assert again.notice == f"This link is frozen on data release {RELEASE}, which is the present one."


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_a_ready_view_frozen_today_is_opened_from_its_archive_under_a_later_release(preset: Preset) -> None:
    spec = shown(preset.view)
    view, frozen = view_and_frozen(frozen_parameters(spec))
    present = later(acts=[act("ARM", ActionKind.ACCESSION, "2026-01-05")])
    opened = frozen_view(view, frozen, present)  # from the archive that is shipped
    assert spec_json(opened.spec) == spec_json(compose(view, load_release(RELEASE), today=date(2031, 1, 1)))
    assert content_id(opened.spec) == frozen.content_id
    assert opened.is_kept
    assert opened.notice.startswith(f"This link is frozen on data release {RELEASE} and shows the figures of then; ")


@pytest.mark.slow
def test_under_a_later_release_it_lists_what_has_changed() -> None:
    view, frozen = view_and_frozen(frozen_parameters(shown(View())))
    opened = frozen_view(view, frozen, later(acts=[act("ARM", ActionKind.ACCESSION, "2026-01-05")]), release_of=kept)
    assert opened.notice.endswith(" shows the figures of then; what has changed since is listed.")
    assert opened.changes[0].startswith("Armenia was shown as “Not signed”")
    assert opened.spec.headline == shown(View()).headline
    same = frozen_view(view, frozen, replace(dataset(), release=LATER), release_of=kept)
    assert same.notice.endswith(" shows the figures of then; nothing of it has changed since.")
    assert same.changes == ()


def test_a_release_that_is_not_kept_is_a_sentence_and_the_present_data_are_shown() -> None:
    view, frozen = view_and_frozen({**frozen_parameters(shown(View())), "release": "2025.01.01-00000000"})
    opened = frozen_view(view, frozen, dataset(), release_of=kept)
    assert opened.notice == (
        "This link is frozen on data release 2025.01.01-00000000, which this atlas does not keep. What is shown is of "
        f"release {RELEASE} and may differ."
    )
    assert (opened.is_kept, opened.spec.release) == (False, RELEASE)


def test_a_release_whose_archive_is_damaged_is_a_sentence_too() -> None:
    def damaged(_release: str) -> Dataset:
        raise TableError([])

    view, frozen = view_and_frozen({**frozen_parameters(shown(View())), "release": "2025.01.01-00000000"})
    opened = frozen_view(view, frozen, dataset(), release_of=damaged)
    assert "2025.01.01-00000000, which this atlas can no longer read." in opened.notice


@pytest.mark.parametrize("change", [{"id": f"{ID_VERSION}-" + "0" * 12}, {"day": "2014-01-01"}, {"country": "UKR"}])
def test_content_that_differs_is_told(change: dict[str, str]) -> None:
    view, frozen = view_and_frozen({**frozen_parameters(shown(View())), **change})
    opened = frozen_view(view, frozen, dataset(), release_of=kept)
    assert opened.notice == (
        f"This link is frozen on data release {RELEASE}; but it was made for another view, or the atlas has come to "
        "say something of this one otherwise."
    )


@pytest.mark.slow
@PROPERTY
@given(common_views(), common_views())
def test_an_id_stands_for_all_that_is_shown(one: View, two: View) -> None:
    first, second = shown(one), shown(two)
    is_same = spec_json(replace(first, link=link_of(first.view))) == spec_json(
        replace(second, link=link_of(second.view))
    )
    assert (content_id(first) == content_id(second)) == is_same
    assert re.fullmatch(rf"{ID_VERSION}-[0-9a-f]{{12}}", content_id(first))


def test_a_view_of_today_has_the_id_of_its_day() -> None:
    assert content_id(shown(View())) == content_id(shown(View(day=TODAY)))
    assert content_id(shown(View())) != content_id(compose(View(), dataset(), today=date(2026, 11, 22)))


def test_a_link_without_release_and_id_is_live() -> None:
    assert read_frozen({"theme": "dark"}, View()) == (None, ())


@pytest.mark.parametrize(
    ("change", "reasons"),
    [
        ({"id": None}, ["release: a frozen link has “id” beside it"]),
        ({"release": None}, ["id: a frozen link has “release” beside it"]),
        ({"day": None}, ["release: a frozen link names its day"]),
        ({"day": "soon"}, ["release: a frozen link names its day"]),
        ({"release": "../../etc/passwd"}, ["release: ��.etc�passwd is not the name of a data release"]),
        ({"release": ""}, ["release:  is not the name of a data release"]),
        ({"id": "xyz"}, ["id: xyz is not a content id"]),
        ({"id": "0-0123456789ab"}, ["id: 0-0123456789ab is not a content id"]),
        ({"id": "A" * 500}, [f"id: {'A' * 29}… is not a content id"]),
        (
            {"release": "new", "id": "x"},
            ["release: new is not the name of a data release", "id: x is not a content id"],
        ),
    ],
)
def test_what_cannot_be_used_is_named_and_the_present_is_shown(
    change: dict[str, str | None], reasons: list[str]
) -> None:
    query = {key: value for key, value in {**frozen_parameters(shown(View())), **change}.items() if value is not None}
    frozen, problems = read_frozen(query, read_link(query)[0])
    assert frozen is None
    texts = [f"{problem.key}: {problem.reason}" for problem in problems]
    assert texts == [f"{reason}; the present data are shown" for reason in reasons] or "passwd" in str(change)
    assert all(line.endswith("; the present data are shown") for line in texts)


@given(st.dictionaries(st.sampled_from([*FROZEN_KEYS, "theme", "x"]), st.text()), views())
def test_no_link_makes_it_fall_over(own: dict[str, str], view: View) -> None:
    frozen, problems = read_frozen(own, view)
    assert (frozen is None) == (bool(problems) or not {*FROZEN_KEYS} & {*own})


# What the atlas has made, by the version of the content id: link, legend, classes and figures of each, as they were.
# 1: before content ids had a version. 2: before the rows of a specification had the columns of the layers.
# 3: before every layer with days could be played, which the specification says. 4: before figures by first-level area
# stood in rows and cards, and figures drawn to scale said since when they were stated.
OLD_LINKS = {
    version: json.loads((Path(__file__).parent / f"frozen_links_{version}.json").read_text(encoding="utf-8"))
    for version in (1, 2, 3, 4)
}


@pytest.mark.slow
@pytest.mark.parametrize(("version", "name"), [(version, name) for version, kept in OLD_LINKS.items() for name in kept])
def test_a_link_that_was_made_earlier_shows_its_figures_and_lists_what_has_changed(version: int, name: str) -> None:
    was = OLD_LINKS[version][name]
    view, frozen = view_and_frozen(was["link"])
    assert frozen.is_comparable == (version == ID_VERSION)
    opened = frozen_view(view, frozen, dataset())
    spec = opened.spec
    assert (opened.is_kept, opened.is_same, spec.release) == (True, True, was["link"]["release"])
    assert {g.layer: {c.class_id: c.count for c in g.classes} for g in spec.legends} == was["legends"]
    assert " ".join(f"{area.area}:{area.class_id}" for area in spec.areas) == was["classes"]
    assert {row.area: row["value_km2"] for row in spec.rows if row["value_km2"] is not None} == was["figures"]
    assert sorted(symbol.symbol_id for symbol in spec.symbols) == was["symbols"]
    second = " ".join(f"{area.area}:{area.class_id}" for area in spec.beside.areas) if spec.beside else ""
    assert second == was["beside"]
    told_apart = "It was made by another version of the atlas, whose words may have been others."
    assert opened.notice.endswith(told_apart) != frozen.is_comparable
    assert opened.changes == (
        ()
        if was["link"]["release"] == RELEASE
        else changes_since(view, load_release(was["link"]["release"]), dataset())
    )


@given(st.integers(ID_VERSION + 1, 9999), st.integers(0, 16**12 - 1))
def test_a_link_of_a_later_version_is_not_compared_either(version: int, number: int) -> None:
    assert not Frozen(RELEASE, f"{version}-{number:012x}").is_comparable


def test_the_last_of_several_values_counts_as_in_any_link() -> None:
    params = read_params(f"day=2026-01-01&release=x&release={RELEASE}&id=y&id=0123456789ab", SHIPPED, extra=FROZEN_KEYS)
    assert read_frozen(params.extra, params.view) == (Frozen(RELEASE, "0123456789ab"), ())


def test_the_parameters_of_a_frozen_link_are_none_of_a_view() -> None:
    assert not set(FROZEN_KEYS) & set(LINK_KEYS)
    _, problems = read_link(frozen_parameters(shown(View())))
    assert {problem.key for problem in problems} == set(FROZEN_KEYS)  # who does not thaw a link is told


def test_a_view_without_a_day_is_not_opened_as_frozen() -> None:
    with pytest.raises(ValueError, match=r"names its day$"):
        frozen_view(View(), Frozen(RELEASE, "0" * 12), dataset())


def test_the_id_is_that_of_the_json_that_readers_download() -> None:
    document = json.loads(spec_json(shown(View(day=TODAY))))
    assert document["link"] == link_of(shown(View()).view)
