"""What changed behind a view between two releases, in sentences."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given

from dashboard.maps.permalinks import _PARTS, changes_since
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import Other, View
from geodata import StatusKind
from geodata.dates import DateSpan
from geodata.model import ActionKind, Citation, Claim, ClaimStatus, TreatyAction
from tests.properties import examples
from tests.releases import LATER, later
from tests.shipped_views import TODAY, dataset, views

DAY = date(2026, 11, 21)
PLAIN = View(day=DAY)
ANGOLA = View(day=DAY, layers=("contamination",))
SOURCE = "untc-page-2026"
EQUAL = replace(dataset(), release=LATER)  # one for all examples: what is worked out of a release is kept for it


def act(area: str, kind: ActionKind, when: str, treaty: str = "apmbc") -> TreatyAction:
    """An act by a state that the shipped data do not have."""
    (model, *_) = dataset().actions["apmbc", "ZWE"]
    return replace(
        model,
        action_id=f"{treaty}-{area.lower()}-{kind.value.replace('_', '-')}-{when}",
        area=area,
        treaty=treaty,
        kind=kind,
        when=DateSpan.parse(when),
        citations=(Citation(SOURCE, "a new row"),),
    )


def since(
    view: View, *, acts: Sequence[TreatyAction] = (), claims: Sequence[Claim] = (), without: Sequence[str] = ()
) -> tuple[str, ...]:
    """What is told of a view when the data have changed so."""
    return changes_since(view, dataset(), later(acts=acts, claims=claims, without=without))


@pytest.mark.slow
@examples(20)
@given(views())
def test_between_equal_data_nothing_has_changed(view: View) -> None:
    dated = replace(view, day=view.on(TODAY))
    assert changes_since(dated, dataset(), dataset()) == ()
    assert changes_since(dated, dataset(), EQUAL) == ()


def test_a_view_of_no_day_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match=r"^a view has to name its day"):
        changes_since(View(), dataset(), dataset())


def test_an_act_of_before_the_day_changes_the_class_of_its_state_and_the_table() -> None:
    changes = since(PLAIN, acts=[act("ARM", ActionKind.ACCESSION, "2026-01-05")])
    assert changes == (
        "Armenia was shown as “Not signed” on 21 November 2026 and is now shown as “Party”.",
        "One act added under the Mine Ban Convention: Armenia accedes (5 January 2026).",
    )


def test_states_that_changed_alike_stand_in_one_sentence() -> None:
    changes = since(PLAIN, acts=[act(area, ActionKind.ACCESSION, "2026-01-05") for area in ("GEO", "ARM")])
    assert (
        changes[0] == "Armenia and Georgia were shown as “Not signed” on 21 November 2026 and are now shown as “Party”."
    )
    assert changes[1].startswith(
        "Two acts added under the Mine Ban Convention: Armenia accedes (5 January 2026); Georgia"
    )


def test_an_act_of_after_the_day_is_told_and_changes_no_class() -> None:
    notice = replace(act("ZWE", ActionKind.WITHDRAWAL_NOTIFIED, "2027-01-05"), date_effective=date(2027, 7, 5))
    (changes,) = since(PLAIN, acts=[notice])
    assert changes == (
        "One act added under the Mine Ban Convention: Zimbabwe notifies withdrawal (5 January 2027, in effect on "
        "5 July 2027)."
    )


def test_a_date_that_became_known_is_a_correction() -> None:
    (old,) = (a for a in dataset().actions["apmbc", "LBN"] if a.kind is ActionKind.ACCESSION)
    changes = since(PLAIN, acts=[replace(old, when=DateSpan.on(date(2026, 4, 1)))])
    assert changes[0] == "Lebanon was shown as “Uncertain” on 21 November 2026 and is now shown as “Party”."
    assert changes[1] == (
        "One act corrected under the Mine Ban Convention: Lebanon accedes (between 3 February 2026 and 21 November "
        "2026), now Lebanon accedes (1 April 2026)."
    )


def test_an_act_that_was_taken_out_is_told() -> None:
    changes = since(PLAIN, without=[gone.action_id for gone in dataset().actions["apmbc", "TON"]])
    assert changes[0] == "Tonga was shown as “Party” on 21 November 2026 and is now shown as “Not signed”."
    assert changes[1].startswith("Two acts taken out under the Mine Ban Convention: Tonga accedes (")


@pytest.mark.slow
def test_the_second_map_has_its_own_changes() -> None:
    view = replace(PLAIN, beside=Other("ccm"))
    changes = since(view, acts=[act("ARM", ActionKind.ACCESSION, "2026-01-05", treaty="ccm")])
    assert changes[0] == "Armenia was shown as “Not signed” on 21 November 2026 and is now shown as “Party”."
    assert changes[1].startswith("One act added under the Convention on Cluster Munitions: Armenia")


@pytest.mark.slow
def test_what_the_filter_leaves_out_is_not_told() -> None:
    acts = [act("ARM", ActionKind.ACCESSION, "2027-01-05")]
    assert since(replace(PLAIN, regions=("africa",)), acts=acts) == ()
    assert since(replace(PLAIN, treaty="ccw-p5"), acts=acts) == ()
    # A filter by status does not reach the panel, which names the changes around the day.
    parties = replace(PLAIN, statuses=(StatusKind.PARTY,))
    assert since(parties, acts=acts) == ("The panel and the places cited changed in other ways.",)
    assert since(replace(PLAIN, regions=("asia",)), acts=acts) != ()


def test_a_claim_that_was_added_and_the_one_it_superseded() -> None:
    (old,) = (c for c in dataset().claims["AGO"] if c.claim_id == "ago-ap-mines-total-2024-12-31")
    newer = replace(
        old, claim_id="ago-ap-mines-total-2026", value=31.5, date_said=DateSpan.parse("2027-03"), date_meant=None
    )
    before = replace(old, status=ClaimStatus.SUPERSEDED, superseded_by=newer.claim_id, disputed_by="")
    changes = since(ANGOLA, claims=[newer, before])
    assert changes[0] == (
        "One claim added: Angola, 31.5 km² (National Mine Action Agency of Angola (ANAM), via Mine Action Review, "
        "March 2027)."
    )
    assert changes[1].startswith("One claim superseded: Angola, 57.016 km² (")
    assert changes[1].endswith(" by " + changes[0].removeprefix("One claim added: "))


def test_a_figure_that_was_corrected_changes_the_class_and_names_both() -> None:
    (old,) = (c for c in dataset().claims["AGO"] if c.claim_id == "ago-ap-mines-estimate-2024-12-31")
    changes = since(ANGOLA, claims=[replace(old, value=157.0)])
    assert changes[0].startswith(
        "Angola was shown as “Heavy: 20 to 99 km²” on 21 November 2026 and is now shown as “Mass"
    )
    assert changes[1].startswith("One claim corrected: Angola, 30 km² (")
    assert ", now Angola, 157 km² (" in changes[1]


@pytest.mark.slow
def test_a_claim_of_another_group_is_told_only_where_it_shows() -> None:
    old = next(c for c in dataset().claims["AGO"] if c.definition.comparable_group is not PLAIN.claim_group)
    newer = replace(old, claim_id="ago-new", date_said=DateSpan.parse("2027-03"))
    assert since(ANGOLA, claims=[newer]) == ()
    assert since(replace(ANGOLA, country="AGO"), claims=[newer])[0].startswith("One claim added: Angola, ")


def test_a_claim_that_came_to_be_disputed_and_one_that_was_taken_out() -> None:
    current = [c for c in dataset().claims["KHM"] if c.status is ClaimStatus.CURRENT]
    one, two, *_ = (c for c in current if c.definition.comparable_group is PLAIN.claim_group)
    disputed = replace(one, status=ClaimStatus.DISPUTED, disputed_by="A critic")
    text = " ".join(since(ANGOLA, claims=[disputed], without=[two.claim_id]))
    assert "One claim disputed since: Cambodia, " in text
    assert "One claim taken out: Cambodia, " in text


def test_sources_that_came_and_went_are_named() -> None:
    acts = [replace(a, citations=(Citation("aca-2026-01", "p. 1"),)) for a in dataset().actions["apmbc", "AGO"]]
    changes = since(replace(PLAIN, country="AGO"), acts=acts)
    assert any(
        line.startswith("One source added: “Countries Leave Mine Ban Treaty, Arms Control Today") for line in changes
    )
    assert all(line.endswith(".") for line in changes)


@pytest.mark.slow
def test_an_act_with_other_documents_and_a_claim_in_other_words_are_told() -> None:
    (act_of_angola, *_) = dataset().actions["apmbc", "AGO"]
    changes = since(replace(PLAIN, country="AGO"), acts=[replace(act_of_angola, note="Told otherwise.")])
    assert changes[0].startswith("One act under the Mine Ban Convention with other documents or another note: Angola ")
    (claim,) = (c for c in dataset().claims["AGO"] if c.claim_id == "ago-ap-mines-total-2024-12-31")
    changes = since(ANGOLA, claims=[replace(claim, as_stated="as another page prints it")])
    assert changes[0].startswith(
        "One claim in other words, with another meaning or other documents: Angola, 57.016 km² "
    )


def test_a_new_name_is_told_once_and_corrects_no_record() -> None:
    state = replace(dataset().states["AGO"], name="Republic of Angola", common_name="Republic of Angola")
    new = replace(later(), states={**dataset().states, "AGO": state})
    changes = changes_since(replace(ANGOLA, country="AGO"), dataset(), new)
    assert changes[0] == "One name changed: Angola, now Republic of Angola."
    assert not any("corrected" in line for line in changes)


@pytest.mark.slow
def test_policies_events_and_the_facts_of_the_chosen_country_are_told() -> None:
    (event, *_) = (event for event in dataset().events if event.area == "UKR")
    (policy, *_) = dataset().policies
    (deadline, *_) = dataset().deadlines["AGO"]
    events = tuple(replace(e, text="Something else.") if e is event else e for e in dataset().events)
    new = replace(
        later(),
        events=events,
        policies=dataset().policies[1:],
        deadlines={**dataset().deadlines, "AGO": (replace(deadline, progress="decision not found"),)},
    )

    def changes(view: View) -> list[str]:
        return [line for line in changes_since(view, dataset(), new) if not line.startswith("The ")]

    assert changes(PLAIN) == []
    (one,) = changes(replace(PLAIN, layers=("events",)))
    assert one.startswith(f"One event corrected: {event.text.rstrip('.')} ({event.place}, ")
    assert ", now Something else (" in one
    assert any(
        line.startswith(f"One policy record taken out: {policy.title} (")
        for line in changes(replace(PLAIN, layers=("policy",)))
    )
    (due,) = changes(replace(PLAIN, country="AGO"))
    assert due.startswith("One deadline corrected: ")
    assert due.endswith("decision not found.")


def test_many_records_are_counted_and_the_first_named() -> None:
    model = next(c for c in dataset().claims["AGO"] if c.definition.comparable_group is PLAIN.claim_group)
    added = [replace(model, claim_id=f"ago-{number}", date_said=DateSpan.parse("2027")) for number in range(30)]
    (addition,) = (line for line in since(ANGOLA, claims=added) if "added" in line)
    assert addition.startswith("30 claims added: Angola, ")
    assert addition.endswith("; and 18 more.")


@pytest.mark.slow
def test_what_no_sentence_is_about_is_named_by_its_place() -> None:
    old = dataset().actions["apmbc", "AGO"]
    acts = [replace(a, citations=tuple(replace(c, locator="p. 99") for c in a.citations)) for a in old]
    assert since(replace(PLAIN, country="AGO"), acts=acts) == ("The table and the places cited changed in other ways.",)


def test_each_part_of_a_specification_is_told_of_or_is_what_the_view_itself_says() -> None:
    of_view = {"day", "treaty", "extent", "fill_layer", "out", "overlays", "chosen", "link", "view", "streets", "mark"}
    of_view |= {"columns", "history", "shape_classes"}  # of the layers, whatever the data
    # Said by the other parts as well, or by the notice.
    repeated = {"text_alternative", "spoken", "empty", "release", "listings", "listing_sources"}
    assert set(_PARTS) | of_view | repeated == {field.name for field in fields(MapSpec)}


@pytest.mark.parametrize("view", [PLAIN, ANGOLA, replace(PLAIN, since=date(2020, 1, 1)), replace(PLAIN, country="ARM")])
def test_every_change_of_the_specification_is_told(view: View) -> None:
    assert since(view, acts=[act("ARM", ActionKind.ACCESSION, "2026-01-05")])
