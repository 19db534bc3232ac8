"""The sentence over a map that compares, and the sources it rests on."""

from datetime import date

import pytest

from dashboard.maps.view import Other, View
from geodata import ClaimClass, StatusKind
from tests.shipped_views import TODAY, dataset, shown

THEN = date(2014, 1, 1)
LEFT = (StatusKind.LEFT,)


@pytest.mark.parametrize(
    ("view", "text"),
    [
        (
            View(day=TODAY, beside=Other(day=THEN)),
            (
                "161 of 197 states have joined the Mine Ban Convention as of 1 January 2014, "
                "and 162 as of 21 November 2026"
            ),
        ),
        (
            View(day=date(2026, 3, 1), beside=Other(day=THEN), regions=("europe",)),
            (
                "43 of 44 states of Europe have joined the Mine Ban Convention as of 1 January 2014, "
                "and 38 as of 1 March 2026"
            ),
        ),
        (
            View(day=date(2026, 3, 1), beside=Other(day=date(2030, 1, 1))),
            (
                "161 or 162 of 197 states have joined the Mine Ban Convention as of 1 March 2026, "
                "and 162 as of 1 January 2030"
            ),
        ),
        (
            View(day=TODAY, beside=Other("ccm")),
            (
                "162 of 197 states have joined the Mine Ban Convention and 112 the Convention on Cluster Munitions; "
                "110 have joined both"
            ),
        ),
        (
            View(day=TODAY, beside=Other("ccm", THEN)),
            (
                "84 of 197 states have joined the Convention on Cluster Munitions as of 1 January 2014 "
                "and 162 the Mine Ban Convention as of 21 November 2026"
            ),
        ),
        (
            View(day=date(2005, 1, 1), beside=Other("ccm")),
            (
                "144 of 197 states have joined the Mine Ban Convention; the Convention on Cluster Munitions did not "
                "exist yet"
            ),
        ),
        (
            View(day=TODAY, beside=Other("ccm", date(2005, 1, 1))),
            (
                "162 of 197 states have joined the Mine Ban Convention as of 21 November 2026; the Convention on "
                "Cluster Munitions did not exist yet on 1 January 2005"
            ),
        ),
        (
            View(day=TODAY, beside=Other("ccm"), statuses=LEFT),
            (
                "5 of 197 states have left the Mine Ban Convention, "
                "and 1 of 197 have left the Convention on Cluster Munitions"
            ),
        ),
        (
            View(day=TODAY, since=date(2020, 1, 1)),
            (
                "Between 1 January 2020 and 21 November 2026, nine states changed their status under the Mine Ban "
                "Convention"
            ),
        ),
        (
            View(day=TODAY, since=date(2020, 1, 1), statuses=LEFT),
            (
                "Of nine states whose status under the Mine Ban Convention changed between 1 January 2020 and "
                "21 November 2026, five left it"
            ),
        ),
        (
            View(day=TODAY, since=THEN, treaty="ccm", regions=("africa",)),
            (
                "Between 1 January 2014 and 21 November 2026, 13 states of Africa changed their status under the "
                "Convention on Cluster Munitions"
            ),
        ),
        (
            View(day=TODAY, since=date(2020, 1, 1), claim_least=ClaimClass.MASSIVE),
            (
                "Between 1 January 2020 and 21 November 2026, one state that has a recorded claim about anti-personnel "
                "mines classed massive or above changed its status under the Mine Ban Convention"
            ),
        ),
        (
            View(day=TODAY, since=date(2030, 1, 1)),
            "Nothing can have changed: 1 January 2030 is not before 21 November 2026",
        ),
    ],
)
def test_the_headline_of_a_comparison_says_what_both_sides_hold(view: View, text: str) -> None:
    assert shown(view).headline.text == text


def test_the_headline_of_changes_rests_on_their_acts_while_these_are_few() -> None:
    spec = shown(View(day=TODAY, since=date(2020, 1, 1), statuses=LEFT))
    cited = {note.source_id for note in spec.sources if note.number in spec.headline.sources}
    acts = dataset().actions["apmbc", "EST"]
    assert cited & {citation.source_id for act in acts for citation in act.citations}
    none = shown(View(day=TODAY, since=date(2030, 1, 1)))
    assert none.sources[0].source_id == dataset().treaty("apmbc").citations[0].source_id
    assert none.headline.sources == (1,)


def test_the_headline_of_two_treaties_rests_on_both() -> None:
    spec = shown(View(day=TODAY, beside=Other("ccm")))
    wanted = [dataset().treaty(treaty).citations[0].source_id for treaty in ("apmbc", "ccm")]
    assert [note.source_id for note in spec.sources if note.number in spec.headline.sources] == wanted


def test_the_line_under_it_says_how_was_counted() -> None:
    since = shown(View(day=TODAY, since=date(2020, 1, 1))).subtitle
    assert since == (
        "Five left it, two became bound, one came to an uncertain status and one claimed to suspend it; counts "
        "computed by the atlas"
    )
    assert shown(View(day=TODAY, since=THEN, treaty="ccm", regions=("asia",))).subtitle.startswith("All became bound;")
    assert shown(View(day=TODAY, since=TODAY)).subtitle.startswith("No change; counts")
