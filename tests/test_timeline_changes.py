"""The days on which something changed, each in one line of words."""

from datetime import date

import pytest

from dashboard.maps.compose.timeline import MOST_NAMES
from dashboard.maps.view import FIRST_DAY, LAST_DAY, TREATIES
from tests.test_timeline import history


def caption(treaty: str, day: str) -> str:
    return next(change.text for change in history(treaty).changes if change.day == date.fromisoformat(day))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("1997-09-18", "The text is adopted"),
        ("1997-12-03", "The treaty opens for signature; 82 states sign; Canada, Ireland and Mauritius ratify"),
        ("1997-12-04", "39 states sign"),
        ("1997-12-05", "Kenya signs"),
        ("1999-03-01", "The treaty enters into force; 45 states become bound"),
        ("2018-06-01", "Sri Lanka and State of Palestine become bound"),
        ("2025-07-18", "Ukraine (not confirmed by the depositary) notifies a suspension"),
        ("2025-12-27", "Estonia, Latvia and Lithuania leave"),
        ("2026-11-21", "Lebanon’s status is uncertain: party, or joined but not yet bound"),
        ("2027-05-01", "Lebanon: party"),
    ],
)
def test_a_day_says_who_did_what(day: str, text: str) -> None:
    assert caption("apmbc", day) == text


def test_the_protocols_never_open_for_signature() -> None:
    assert not any("sign" in change.text for change in history("ccw-p5").changes)
    assert caption("ccw-p5", "2006-11-12").startswith("The treaty enters into force; ")


@pytest.mark.parametrize("treaty", TREATIES)
def test_every_change_of_a_class_has_its_line_and_every_line_its_day(treaty: str) -> None:
    found = history(treaty)
    days = [change.day for change in found.changes]
    assert days == sorted(set(days))
    assert all(FIRST_DAY <= day <= LAST_DAY for day in days)
    began = {period.start for item in found.areas for period in item.periods[1:] if period.start >= FIRST_DAY}
    assert began <= set(days)


@pytest.mark.parametrize("treaty", TREATIES)
def test_a_line_names_few_states_and_counts_many(treaty: str) -> None:
    for change in history(treaty).changes:
        for clause in change.text.split("; "):
            names = clause.replace("Bosnia and Herzegovina", "").replace(" and ", ", ").split(", ")
            assert len(names) <= MOST_NAMES + 1  # names like Antigua and Barbuda count twice
