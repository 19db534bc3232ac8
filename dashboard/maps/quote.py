"""A line to quote: what a view or its chosen country says, with the right verb, day, claimant, source and address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.maps.compose import depositary_read, fill_layer, new_sheet
from dashboard.maps.headline import headline
from dashboard.maps.hindsight import contested_by, disputed_by
from dashboard.maps.layers import footprint, policy
from dashboard.maps.sheet import Sheet
from dashboard.maps.standing import standing, standing_citations
from dashboard.maps.view import LayerId, View
from geodata import GROUP_LABELS, Freshness, StatusKind, day_label
from geodata.dataset import Dataset
from geodata.model import Claim, State
from geodata.sources import citation_text, marked, standing_of
from geodata.wording import claim_statement, named, sentence, uncapitalised

_MOST_SOURCES, _MOST_PLACES, _MOST_DISPUTES = (
    3,
    2,
    2,
)  # a line is quoted whole, so it names the first and counts the rest


@dataclass(frozen=True, slots=True)
class Quote:
    """What can be quoted: sentences without a stop at the end, the documents behind them, release, address, age."""

    sentence: str
    sources: tuple[str, ...]
    release: str
    link: str
    freshness: Freshness

    @property
    def text(self) -> str:
        """All of it on one line, to be copied."""
        named_sources = self.sources[:_MOST_SOURCES]
        rest = len(self.sources) - len(named_sources)
        more = f" (and {rest} more at the address)" if rest else ""
        begin = "Source" if len(self.sources) == 1 else "Sources"
        cited = f" {begin}: {' '.join(named_sources)}{more}" if self.sources else ""
        return (
            f"{self.sentence}.{cited} Mine Ban Atlas, data release {self.release}, {self.link}. {self.freshness.kept}"
        )


def quote(view: View, dataset: Dataset, *, today: date, link: str) -> Quote:
    """Return what can be quoted of a view: of its chosen country where there is one, else its headline.

    Parameters
    ----------
    today
        The day shown when the view names none, and from which the age of the depositary reading is counted.
    link
        The absolute address of the view, with its day spelled out.
    """
    sheet = new_sheet(view, dataset, today=today)
    said = _of_country(sheet, dataset.state(view.country)) if view.country else []
    freshness = Freshness(depositary_read(sheet), today)
    return Quote(". ".join(said or [_of_view(sheet)]), _sources(sheet), dataset.release, link, freshness)


def _of_view(sheet: Sheet) -> str:
    fill = fill_layer(sheet.view)
    claim = footprint.claim(sheet) if sheet.has(LayerId.FOOTPRINT) else None
    if claim is not None and not (sheet.is_filtered or sheet.view.beside or sheet.since):
        return _claimed(sheet, claim)
    text, day = headline(sheet, fill).text, day_label(sheet.day)
    said = [] if day in text else [day]
    said += [] if fill == LayerId.POLICY else ["counted by the Mine Ban Atlas"]
    return f"{text} ({', '.join(said)})" if said else text


def _of_country(sheet: Sheet, state: State) -> list[str]:
    """What the layers that are on say of a country; nothing where none of them speaks of countries."""
    said = []
    if sheet.has(LayerId.TREATY_STATUS):
        said.append(_standing(sheet, state))
    if sheet.has(LayerId.CONTAMINATION) or sheet.has(LayerId.FOOTPRINT):
        said.append(_contamination(sheet, state))
    if sheet.has(LayerId.POLICY) and state.area in (policy.ACTOR, policy.KOREA):
        sheet.cite(c for period in policy.running(sheet).use_periods for c in period.citations)
        said.append(f"{policy.summary(sheet)} ({day_label(sheet.day)})")
    return said


def _standing(sheet: Sheet, state: State) -> str:
    row = sheet.statuses[state.area]
    sheet.cite(standing_citations(row, sheet.treaty))
    words = uncapitalised(standing(row, sheet.treaty, day=sheet.day))
    if row.kind is StatusKind.SUSPENSION_CLAIMED and any(contested_by(sheet, act) for act in row.status.actions):
        words += ", which other parties say the treaty does not allow"
    return f"{sentence(named(state.name))}, under the {sheet.treaty.short_name} on {day_label(sheet.day)}: {words}"


def _contamination(sheet: Sheet, state: State) -> str:
    drawn = footprint.claim(sheet) if sheet.has(LayerId.FOOTPRINT) else None
    claim = drawn if drawn is not None and drawn.area == state.area else sheet.claims[state.area].claim
    if claim is not None:
        return _claimed(sheet, claim)
    group, where = GROUP_LABELS[sheet.view.claim_group], named(state.name)
    day = day_label(sheet.day)
    return f"No claim about {group} in {where} is recorded by {day}, which is not a finding of none"


def _claimed(sheet: Sheet, claim: Claim) -> str:
    sheet.cite(claim.citations)
    disputes = disputed_by(sheet, claim)
    tail = f"; disputed by {', and by '.join(disputes[:_MOST_DISPUTES])}" if disputes else ""
    tail += ", and by others" if len(disputes) > _MOST_DISPUTES else ""
    return marked(claim, claim_statement(claim, named(sheet.dataset.state(claim.area).name))) + tail


def _sources(sheet: Sheet) -> tuple[str, ...]:
    """What was cited, the strongest document first, because the last ones may be left out."""
    found = sorted(sheet.numbering.items(), key=lambda item: standing_of(item[1]))
    return tuple(
        citation_text(source, "; ".join(places) if len(places) <= _MOST_PLACES else "") for _, source, places in found
    )
