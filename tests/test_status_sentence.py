"""A status in a sentence: with its day wherever that is known."""

from datetime import date

import pytest

from dashboard.maps.view import View
from dashboard.maps.wording import status_citations, status_sentence
from geodata import StatusKind
from geodata.treaties import LEGAL_KINDS
from tests.shipped_views import DAYS, context_of


def sentence_on(area: str, day: str, treaty: str = "apmbc") -> str:
    ctx = context_of(View(day=date.fromisoformat(day), treaty=treaty))
    return status_sentence(ctx.statuses[area], ctx.treaty, day=ctx.day)


@pytest.mark.parametrize(
    ("area", "day", "words"),
    [
        ("DNK", "1997-06-01", "Not yet adopted"),
        ("DNK", "1997-12-04", "Signed on 4 December 1997, has not joined"),
        ("DNK", "1998-06-08", "Joined on 8 June 1998, not yet bound"),
        ("DNK", "2026-11-21", "State party since 1 March 1999"),
        ("GRL", "2026-11-21", "State party since 1 March 1999, as Denmark, which administers it"),
        ("EST", "2025-08-01", "State party, leaving on 27 December 2025 (notified on 27 June 2025)"),
        ("EST", "2025-12-27", "Left on 27 December 2025"),
        (
            "UKR",
            "2026-11-21",
            "State party, suspension claimed by notice of 18 July 2025 (not confirmed by the depositary)",
        ),
        ("LBN", "2026-11-21", "Uncertain: party, or joined but not yet bound (not confirmed by the depositary)"),
        ("USA", "2026-11-21", "Not signed"),
        ("XKX", "2026-11-21", "Not eligible"),
    ],
)
def test_a_standing_is_told_with_the_day_it_began(area: str, day: str, words: str) -> None:
    assert sentence_on(area, day) == words


def test_a_protocol_that_nobody_signs_is_not_joined() -> None:
    assert sentence_on("PRK", "2026-11-21", "ccw-ap2") == "Not party"


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("treaty", ["apmbc", "ccm", "ccw-ap2", "ccw-p5"])
def test_a_day_is_told_wherever_it_is_known_and_what_is_cited_is_an_act_or_the_treaty(treaty: str, day: date) -> None:
    ctx = context_of(View(day=day, treaty=treaty))
    for row in ctx.statuses.values():
        text = status_sentence(row, ctx.treaty, day=day)
        known = row.status.since
        assert known is None or f"{known.day} {known:%B} {known.year}" in text or row.kind is StatusKind.NOT_SIGNED
        legal = [act for act in row.status.actions if act.kind in LEGAL_KINDS]
        (cited,) = status_citations(row, ctx.treaty)
        assert cited in (legal[-1] if legal else ctx.treaty).citations
