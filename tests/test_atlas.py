"""The Atlas: the same question is composed once, and never answered with what is of another day or other data."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from dashboard.maps.atlas import Atlas
from dashboard.maps.view import View
from geodata.geo.frames import frame_areas
from tests.shipped_views import TODAY, dataset, shown

QUESTIONS: dict[str, Callable[[Atlas], object]] = {
    "spec": lambda atlas: atlas.spec(View()),
    "cards": lambda atlas: atlas.cards(View(extent="korea")),
    "key days": lambda atlas: atlas.key_days("apmbc"),
    "index": lambda atlas: atlas.country_index(View()),
    "bibliography": lambda atlas: atlas.bibliography(),
    "catalogue": lambda atlas: atlas.catalogue(),
    "story": lambda atlas: atlas.story(),
}
OF_A_DAY = ("spec", "cards", "key days", "index")


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_kept_for_its_day_and_its_data(question: str) -> None:
    days, data = [TODAY], [dataset()]
    atlas, ask = Atlas(lambda: data[0], today=lambda: days[0]), QUESTIONS[question]
    first = ask(atlas)
    assert ask(atlas) is first
    days[0] = date(1999, 3, 1)
    assert (ask(atlas) is first) == (question not in OF_A_DAY)
    days[0] = TODAY
    assert ask(atlas) is first
    data[0] = replace(dataset(), release="another")
    assert ask(atlas) is not first


def test_a_view_is_seen_as_it_is_composed_and_read_as_the_data_allow() -> None:
    atlas = Atlas(dataset, today=lambda: TODAY)
    assert atlas.spec(View()) == shown(View())
    assert atlas.freshness(shown(View())).on == TODAY
    view, (problem,) = atlas.view({"v": "1", "country": "QQQ", "treaty": "ccm"})
    assert view == View(treaty="ccm")
    assert problem.key == "country"


def test_cards_are_of_the_areas_in_the_frame_of_the_view() -> None:
    atlas = Atlas(dataset, today=lambda: TODAY)
    assert {card.area for card in atlas.cards(View(extent="korea")).areas} == {*frame_areas("korea")} & {
        *dataset().states
    }
