"""Cards by which a notebook shows records, as HTML and text; a card with a figure names its sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from html import escape
from typing import Protocol

from geodata.dates import DateSpan, day_label
from geodata.freshness import Freshness
from geodata.model import (
    WORLD_AREA,
    Claim,
    Definition,
    Fact,
    NotebookRecord,
    Source,
    Standing,
    State,
    Treaty,
    TreatyAction,
    notebook_html,
)
from geodata.sources import address_note, citation_text, mark_of, source_of, standing_of, standing_text, with_mark
from geodata.treaties import TreatyStatus, status_words
from geodata.wording import (
    ATLAS_NAME,
    BASIS_LABELS,
    capitalized,
    claim_heading,
    claim_statement,
    claimant_text,
    name_in_sentence,
    print_form,
    status_subject,
)

_ID_HINT = "Documents are named by their ids; with the dataset, card(...) names them in full and links to them."
_CARD_STYLE = "border-left:3px solid currentColor;padding:2px 0 2px 12px;max-width:60em;color:inherit;text-align:left"


class RecordLookup(Protocol):
    """The part of `Dataset` that cards use; dataset.py imports this module, so that the reverse would be a cycle."""

    @property
    def release(self) -> str:
        """Id of the data release."""

    @property
    def sources(self) -> Mapping[str, Source]:
        """Documents by their ids."""

    @property
    def treaties(self) -> Mapping[str, Treaty]:
        """Treaties by their ids."""

    @property
    def actions(self) -> Mapping[tuple[str, str], tuple[TreatyAction, ...]]:
        """Acts by treaty and area."""

    @property
    def claim_by_id(self) -> Mapping[str, Claim]:
        """Claims by their ids."""

    def state(self, area: str) -> State:
        """Return a state or area by its code."""

    def treaty(self, treaty_id: str) -> Treaty:
        """Return a treaty by its id."""


@dataclass(frozen=True, slots=True)
class CardSource:
    """A document with the locator in it, as text; `url` is empty and `standing` None where they are not known."""

    text: str
    url: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class CardRow:
    """A line of a card: its label, its text, and the documents of the text."""

    name: str
    text: str
    sources: tuple[CardSource, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What a notebook shows of a record: title, lead, rows, documents, and a hint; `repr` gives it as text.

    Raises
    ------
    ValueError
        When a text has a digit and the card has no document.
    """

    title: str
    lead: str
    rows: tuple[CardRow, ...] = ()
    sources: tuple[CardSource, ...] = ()
    hint: str = ""

    def __post_init__(self) -> None:
        texts = [self.title, self.lead, *(row.text for row in self.rows)]
        if not self.all_sources and any(letter.isdigit() for text in texts for letter in text):
            raise ValueError(f"a card that shows figures needs a source: {self.title!r}")

    @property
    def all_sources(self) -> tuple[CardSource, ...]:
        """The documents of the card and of its rows without repeats, by standing; their numbers count in this order."""
        sources = dict.fromkeys([*self.sources, *(source for row in self.rows for source in row.sources)])
        return tuple(sorted(sources, key=lambda source: source.standing or Standing.RELAY + 1))

    def __repr__(self) -> str:
        rows = [f"  {row.name}: {row.text}{self._numbers(row)}" for row in self.rows]
        sources = [f"  [{n}] {source.text} {source.url}".rstrip() for n, source in enumerate(self.all_sources, 1)]
        return "\n".join(filter(None, [self.title, self.lead, *rows, *sources, self.hint]))

    def _repr_html_(self) -> str:
        """Return the card as HTML, escaped, without scripts, colours or requests."""
        rows = [
            f"<div><b>{escape(row.name)}:</b> {escape(row.text)}{escape(self._numbers(row))}</div>" for row in self.rows
        ]
        sources = [f"<div>[{n}] {_link(source)}</div>" for n, source in enumerate(self.all_sources, 1)]
        hint = [f"<div><i>{escape(self.hint)}</i></div>"] if self.hint else []
        return (
            f'<div style="{_CARD_STYLE}"><div style="font-size:larger"><b>{escape(self.title)}</b></div>'
            f"<div>{escape(self.lead)}</div>{''.join(rows)}"
            f'<div style="font-size:smaller">{"".join(sources + hint)}</div></div>'
        )

    def _numbers(self, row: CardRow) -> str:
        numbers = sorted({self.all_sources.index(source) + 1 for source in row.sources})
        if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
            return f" [{numbers[0]}–{numbers[-1]}]"
        return f" [{', '.join(map(str, numbers))}]" if numbers else ""


def record_card(record: NotebookRecord, dataset: RecordLookup | None = None) -> Card:
    """Return the card of a record; without a dataset, documents and areas are named by their ids.

    Raises
    ------
    UnknownKeyError
        When the dataset lacks a document or an area of the record.
    TypeError
        For a record without a card.
    """
    if isinstance(record, Source):
        return _source_card(record)
    if isinstance(record, TreatyStatus):
        lead, rows = _status_subject(record.actions, dataset), _status_rows(record, dataset)
        return Card(record.heading, lead, rows, hint="" if dataset else _ID_HINT)
    if isinstance(record, Claim):
        return _claim_card(record, dataset)
    if isinstance(record, Fact):
        return _fact_card(record, dataset)
    raise TypeError(f"a {type(record).__name__} has no card")


@notebook_html.register(NotebookRecord)
def _html(record: NotebookRecord) -> str:
    return record_card(record)._repr_html_()


def status_card(
    status: TreatyStatus, state: State, treaty: Treaty, *, day: date, dataset: RecordLookup, today: date
) -> Card:
    """Return the card of a state's status on a day; the row "Rules" cites the treaty, so that no act is needed.

    Parameters
    ----------
    today
        The day (UTC) from which the age of the depositary reading is counted.
    """
    age = Freshness(treaty.data_until, today).live_clause
    rules = f"{treaty.entry_article} on entry into force, {treaty.exit_article} on withdrawal; {age}"
    rows = (*_status_rows(status, dataset), CardRow("Rules", rules, _card_sources(treaty, dataset)))
    lead = status_subject(name_in_sentence(state.name), f"the {treaty.short_name}", day)
    return Card(capitalized(status_words(status, treaty)), lead, rows)


def dataset_card(dataset: RecordLookup, today: date) -> Card:
    """Return the card of a dataset: release, counts, day of the last reading, and the depositary of each treaty."""
    read_days = [source.accessed_on for source in dataset.sources.values() if source.accessed_on]
    acts = sum(map(len, dataset.actions.values()))
    lead = f"{len(dataset.treaties)} treaties, {acts:,} acts under them, {len(dataset.claim_by_id):,} claims"
    lead += f" about contamination, {len(dataset.sources):,} documents"
    lead += f"; documents last read on {day_label(max(read_days))}" if read_days else ""
    act_counts = Counter(treaty_id for (treaty_id, _), acts in dataset.actions.items() for _ in acts)
    rows = [
        CardRow(
            treaty.short_name,
            f"{act_counts[treaty.treaty_id]:,} acts; {Freshness(treaty.data_until, today).live_clause}",
            (CardSource(treaty.depositary_reference or treaty.title, treaty.url),),
        )
        for treaty in dataset.treaties.values()
    ]
    title = f"{ATLAS_NAME}, data release {dataset.release}"
    return Card(title, lead, tuple(rows), (CardSource(f"Tables of the {title}"),))


def _claim_card(claim: Claim, dataset: RecordLookup | None) -> Card:
    rows = _card_rows(
        {
            "Meaning": claim.definition.text,
            "Basis": BASIS_LABELS[claim.basis],
            "As stated": claim.as_stated,
            "Status": claim.status,
            "Superseded by": claim.superseded_by,
            "Continued by": claim.continued_by,
            "Disputed by": _dispute_texts(claim, dataset),
            "Confidence": claim.confidence,
            "Mark": mark_of(claim),
            "Note": claim.note,
        }
    )
    statement = claim_statement(claim, _area_text(claim.area, dataset))
    return Card(claim_heading(claim), f"{statement}.", rows, _card_sources(claim, dataset), "" if dataset else _ID_HINT)


def _dispute_texts(claim: Claim, dataset: RecordLookup | None) -> tuple[str, ...]:
    """Return who disputes a claim: other claims, by claimant and date (by id without a dataset), and other critics."""
    known = dataset.claim_by_id if dataset else {}
    parts = tuple(filter(None, (part.strip() for part in claim.disputed_by.split(";"))))
    return tuple(
        f"{claimant_text(known[part])}, {known[part].date_said.label}" if part in known else part for part in parts
    )


def _fact_card(fact: Fact, dataset: RecordLookup | None) -> Card:
    names = sorted((field.name for field in fields(fact)), key=lambda name: name in {"confidence", "note"})
    values = {capitalized(_spaced(name)): getattr(fact, name) for name in names if name != "citations"}
    rows = _card_rows(values | {"Mark": mark_of(fact)})
    kind = "".join(f" {c.lower()}" if c.isupper() else c for c in type(fact).__name__).strip()
    return Card(capitalized(kind), "", rows, _card_sources(fact, dataset), "" if dataset else _ID_HINT)


def _source_card(source: Source) -> Card:
    about = {
        "Id": source.source_id,
        "Standing": standing_text(source),
        "Address": address_note(source),
        "Address opened on": source.checked_on,
        "Archived copy": source.archived,
        "Read on": source.accessed_on,
        "Licence": source.licence,
        "Note": source.note,
    }
    return Card(source.title, "", _card_rows(about), (CardSource(citation_text(source), source.url),))


def _area_text(area: str, dataset: RecordLookup | None) -> str:
    """Return the name of an area inside a sentence; its code without a dataset."""
    if dataset is None:
        return area
    return "the world" if area == WORLD_AREA else name_in_sentence(dataset.state(area).name)


def _status_subject(acts: tuple[TreatyAction, ...], dataset: RecordLookup | None) -> str:
    """Return the state and the treaty of a status, which are known from its acts only."""
    if not acts:
        return "No act is recorded by the day"
    treaty = f"the {dataset.treaty(acts[0].treaty).short_name}" if dataset else acts[0].treaty
    return status_subject(_area_text(acts[0].area, dataset), treaty)


def _status_rows(status: TreatyStatus, dataset: RecordLookup | None) -> tuple[CardRow, ...]:
    sources = tuple(dict.fromkeys(place for act in status.actions for place in _card_sources(act, dataset)))
    rows = [
        CardRow(row.name, row.text, sources) for row in _card_rows({"Since": status.since, "Reason": status.reason})
    ]
    return (*rows, *(_act_row(act, dataset) for act in status.actions))


def _act_row(act: TreatyAction, dataset: RecordLookup | None) -> CardRow:
    effect = f", with effect from {day_label(act.date_effective)}" if act.date_effective else ""
    contested = f"; contested by {act.contested_by}" if act.contested_by else ""
    text = with_mark(act, f"{act.when.label}{effect}{contested}")
    return CardRow(capitalized(_spaced(act.kind.value)), text, _card_sources(act, dataset))


def _card_sources(fact: Fact, dataset: RecordLookup | None) -> tuple[CardSource, ...]:
    if dataset is None:
        return tuple(
            CardSource(": ".join(filter(None, [c.source_id, c.locator])), standing=c.standing) for c in fact.citations
        )
    cited = [(source_of(dataset.sources, citation.source_id), citation.locator) for citation in fact.citations]
    return tuple(
        CardSource(citation_text(source, locator), source.url, standing_of(source)) for source, locator in cited
    )


def _card_rows(values: Mapping[str, object]) -> tuple[CardRow, ...]:
    """Return a row for each value that is not empty."""
    texts = {name: _value_text(value) for name, value in values.items()}
    return tuple(CardRow(name, text) for name, text in texts.items() if text)


def _value_text(value: object) -> str:
    """Return a value of a record as text; empty for None."""
    match value:
        case None:
            return ""
        case Enum():
            return _spaced(str(value.value))
        case bool():
            return "yes" if value else "no"
        case DateSpan():
            return value.label
        case date():
            return day_label(value)
        case Definition():
            return value.label
        case tuple():
            return "; ".join(map(_value_text, value))
        case _:
            return print_form(str(value)) if " " in str(value) else str(value)  # ids are not changed


def _spaced(name: str) -> str:
    return name.replace("_", " ")


def _link(source: CardSource) -> str:
    if not source.url.startswith(("https://", "http://")):
        return escape(source.text)
    link = f'href="{escape(source.url)}" target="_blank" rel="noopener noreferrer"'
    return f'<a {link} style="color:inherit;text-decoration:underline">{escape(source.text)}</a>'
