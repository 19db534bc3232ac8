from datetime import date

import pytest

from dashboard.maps.compose.timeline import key_days
from dashboard.maps.view import TREATIES
from geodata import Dataset

TODAY = date(2026, 11, 21)


def test_the_key_days_of_the_mine_ban_convention_come_from_the_data(dataset: Dataset) -> None:
    assert [key.day.isoformat() for key in key_days(dataset, "apmbc", today=TODAY)] == [
        "1997-09-18",
        "1997-12-03",
        "1999-03-01",
        "2014-09-23",
        "2020-01-31",
        "2022-06-21",
        "2023-01-07",
        "2024-11-26",
        "2025-12-27",
        "2026-01-10",
        "2026-02-20",
        "2026-11-21",
    ]


def test_exits_name_who_leaves(dataset: Dataset) -> None:
    captions = {key.day.isoformat(): key.caption for key in key_days(dataset, "apmbc", today=TODAY)}
    assert captions["2025-12-27"] == "Estonia, Latvia and Lithuania leave"
    assert captions["2026-02-20"] == "Poland leaves"


@pytest.mark.parametrize("treaty_id", TREATIES)
def test_no_key_day_lies_ahead_and_today_ends_the_list(treaty_id: str, dataset: Dataset) -> None:
    days = [key.day for key in key_days(dataset, treaty_id, today=date(2010, 1, 1))]
    assert days == sorted(set(days))
    assert days[-1] == date(2010, 1, 1)
