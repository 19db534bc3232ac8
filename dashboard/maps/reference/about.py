"""What the atlas says about itself: the chapters of the layers, limits, what was left out, licences."""

from __future__ import annotations

from datetime import date

from dashboard.maps import boundary_notes
from dashboard.maps.context import Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import Chapter, Term
from dashboard.maps.wording import paragraphs, spelled, spelled_at_start
from geodata import Freshness
from geodata.dataset import Dataset
from geodata.freshness import AMBER_FROM, RED_FROM
from geodata.model import Omission
from geodata.wording import capitalized, print_form


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
    years = {vote.year for votes in dataset.votes.values() for vote in votes}
    gaps = [str(year) for year in range(min(years), max(years)) if year not in years]
    missing = f" The votes of {' and '.join(gaps)} are missing." if gaps else ""
    age = oldest.live_sentence
    return paragraphs(f"""
{age} After about June 2026 coverage is thin: silence is not evidence that nothing changed. Every output says
how old the reading is, in amber from {AMBER_FROM} days on and in red from {RED_FROM}.

Votes on the yearly resolution run from {min(years)} to {max(years)}.{missing}

A fact has two sources where texts of two independent origins agree. What several publishers take from one
newspaper, agency, report or office is one source, and so is a document with its mirror or translation.

Most sources were read in archived copies. Facts that rest on a single unverified report are shown as unverified and
stay out of maps and counts.

Recorded casualties are a lower bound, and places of events are approximate.
""")


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
