"""What the atlas says about itself: chapters of the layers, groups of states, limits, what was left out, licences."""

from __future__ import annotations

from datetime import date

from dashboard.maps import boundary_notes
from dashboard.maps.context import Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.layers.votes import years_not_read, years_read
from dashboard.maps.spec import Chapter, Term
from dashboard.maps.wording import paragraphs, spelled, spelled_at_start
from geodata import Freshness, day_label, members_on
from geodata.collation import name_key
from geodata.dataset import Dataset
from geodata.freshness import AMBER_FROM, RED_FROM
from geodata.model import Group, Membership, Omission
from geodata.sources import with_mark
from geodata.wording import capitalized, membership_text, print_form


def chapters(dataset: Dataset, *, today: date, layers: Layers = LAYERS) -> tuple[Chapter, ...]:
    """Return the chapters in reading order.

    Parameters
    ----------
    today
        The day (UTC) from which the age of the depositary reading is counted.
    layers
        The layers, each of which brings its chapters.
    """
    return (
        *(chapter for layer in layers for chapter in layer.about(dataset)),
        *_groups(dataset, today),
        Chapter("Limits", _limits(dataset, today)),
        _left_out(dataset),
        Chapter("Licences and release", (*_LICENCES, f"This is data release {dataset.release}.")),
    )


_LICENCES = paragraphs("""
The code is under the MIT licence. The tables are under CC BY 4.0; the documents they cite stay under the terms of
their publishers. Boundaries: made with Natural Earth, public domain. Fonts: Noto, SIL Open Font License. The map is
drawn with Leaflet, BSD 2-Clause.
""")


def _limits(dataset: Dataset, today: date) -> tuple[str, ...]:
    oldest = Freshness(min(treaty.data_until for treaty in dataset.treaties.values()), today)
    years = years_read(dataset)
    gaps = years_not_read(dataset, years[-1])
    missing = f" The votes of {' and '.join(gaps)} are missing." if gaps else ""
    age = oldest.live_sentence
    return paragraphs(f"""
{age} After about June 2026 coverage is thin: silence is not evidence that nothing changed. Every output says
how old the reading is, in amber from {AMBER_FROM} days on and in red from {RED_FROM}.

Votes on the yearly resolution run from {years[0]} to {years[-1]}.{missing}

A fact has two sources where texts of two independent origins agree. What several publishers take from one
newspaper, agency, report or office is one source, and so is a document with its mirror or translation.

Most sources were read in archived copies. Facts that rest on a single unverified report are shown as unverified and
stay out of maps and counts.

Recorded casualties are a lower bound, and places of events are approximate.
""")


def _groups(dataset: Dataset, today: date) -> tuple[Chapter, ...]:
    """Return the chapter on groups of states; none for a release that has no groups."""
    if not dataset.groups:
        return ()
    sentences = paragraphs("""
A group of states has members with the days on which they joined and left, as precise as the documents give them. On a
day within a range, after a day that was only announced, or after an end that is contested a member is uncertain. A
suspended member is a member still.
""")
    return (
        Chapter(
            "Groups of states", sentences, tuple(_group(group, dataset, today) for group in dataset.groups.values())
        ),
    )


def _group(group: Group, dataset: Dataset, today: date) -> Term:
    members = members_on(dataset, group.group_id, today)
    counts = [f"{len(members.areas)} members"]
    counts += [f"{len(members.uncertain)} uncertain"] if members.uncertain else []
    counts += [f"{len(members.suspended)} of them suspended"] if members.suspended else []
    known = f"On {day_label(today)}: {', '.join(counts)}, as far as known by {day_label(group.data_until)}."
    documents = boundary_notes.documents(group.citations, dataset.sources)
    periods = sorted(
        dataset.memberships.get(group.group_id, ()),
        key=lambda period: (name_key(dataset.states[period.area].name), period.start),
    )
    return Term(
        group.name if group.short_name == group.name else f"{group.name} ({group.short_name})",
        print_form(" ".join(filter(None, [group.about, known, group.note, documents]))),
        items=tuple(_period(period, group.data_until, dataset) for period in periods),
        folded=f"{len(periods)} periods of membership and suspension",
    )


def _period(period: Membership, known_until: date, dataset: Dataset) -> str:
    days = with_mark(period, membership_text(period, known_until))
    return print_form(f"{dataset.states[period.area].name}: {days}{f'. {period.note}' if period.note else ''}")


def _left_out(dataset: Dataset) -> Chapter:
    omissions = [item for group in dataset.omissions.values() for item in group]
    count = spelled(len(omissions))
    statements = "statement" if len(omissions) == 1 else "statements"
    sentences = paragraphs(f"""
The atlas leaves out {count} {statements} that a reader may look for, and gives the reason of each. They drive no map
and no count; those about a country stand on its page too.

Mistakes found in sources are listed in corrections.csv, with the value that was expected.
""")
    return Chapter(
        "What was left out, and why",
        sentences,
        tuple(_omission(item, dataset) for item in omissions),
        f"{spelled_at_start(len(omissions))} {statements}",
    )


def _omission(item: Omission, dataset: Dataset) -> Term:
    name = dataset.states[item.area].name if item.area in dataset.states else "World"
    sources = boundary_notes.documents(item.citations, dataset.sources)
    return Term(print_form(f"{name}: {item.statement}"), print_form(f"{capitalized(item.reason)}. {sources}").rstrip())
