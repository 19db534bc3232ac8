"""How records show themselves in a notebook: as cards of HTML and text on which no figure stands without its source."""

from __future__ import annotations

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
from geodata.treaties import TreatyStatus
from geodata.wording import (
    BASIS_LABELS,
    band_text,
    capitalized,
    claim_figure,
    claim_statement,
    claimant_text,
    name_in_sentence,
    print_form,
    uncapitalized,
)

_BY_ID = "Documents are named by their ids; with the dataset, card(...) names them in full and links to them."
_BOX = "border-left:3px solid currentColor;padding:2px 0 2px 12px;max-width:60em;color:inherit;text-align:left"


class Catalogue(Protocol):
    """What a card needs of a `Dataset`, which imports this module and so cannot be imported here."""

    @property
    def release(self) -> str:
        """Name of the data release."""

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
class Place:
    """A document and the place in it, in words; `url` is empty and `standing` None where it is not known."""

    text: str
    url: str = ""
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a card: what it is about, what is said, and the documents that say it."""

    name: str
    text: str
    sources: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Card:
    """What a notebook shows of a record: a title, a line under it, rows and documents; its repr is its text.

    Raises
    ------
    ValueError
        When it shows a digit and names no document.
    """

    title: str
    lead: str
    rows: tuple[Row, ...] = ()
    sources: tuple[Place, ...] = ()
    hint: str = ""

    def __post_init__(self) -> None:
        said = [self.title, self.lead, *(row.text for row in self.rows)]
        if not self.places and any(letter.isdigit() for text in said for letter in text):
            raise ValueError(f"a card that shows figures needs a source: {self.title!r}")

    @property
    def places(self) -> tuple[Place, ...]:
        """The documents of the card and of its rows, each once, by standing: the order of their numbers."""
        found = dict.fromkeys([*self.sources, *(place for row in self.rows for place in row.sources)])
        return tuple(sorted(found, key=lambda place: place.standing or Standing.RELAY + 1))

    def __repr__(self) -> str:
        rows = [f"  {row.name}: {row.text}{self._numbers(row)}" for row in self.rows]
        places = [f"  [{n}] {place.text} {place.url}".rstrip() for n, place in enumerate(self.places, 1)]
        return "\n".join(filter(None, [self.title, self.lead, *rows, *places, self.hint]))

    def _repr_html_(self) -> str:
        """Return the card as HTML without script, colour or outside request, every text escaped."""
        rows = [
            f"<div><b>{escape(row.name)}:</b> {escape(row.text)}{escape(self._numbers(row))}</div>" for row in self.rows
        ]
        places = [f"<div>[{n}] {_link(place)}</div>" for n, place in enumerate(self.places, 1)]
        hint = [f"<div><i>{escape(self.hint)}</i></div>"] if self.hint else []
        return (
            f'<div style="{_BOX}"><div style="font-size:larger"><b>{escape(self.title)}</b></div>'
            f"<div>{escape(self.lead)}</div>{''.join(rows)}"
            f'<div style="font-size:smaller">{"".join(places + hint)}</div></div>'
        )

    def _numbers(self, row: Row) -> str:
        found = sorted({self.places.index(place) + 1 for place in row.sources})
        if len(found) > 2 and found[-1] - found[0] == len(found) - 1:
            return f" [{found[0]}–{found[-1]}]"
        return f" [{', '.join(map(str, found))}]" if found else ""


def record_card(record: NotebookRecord, dataset: Catalogue | None = None) -> Card:
    """Return what is shown of a record; without its dataset, documents and areas go by their ids.

    Raises
    ------
    UnknownKeyError
        When the dataset lacks a document or an area that the record names.
    """
    if isinstance(record, Source):
        return _source_card(record)
    if isinstance(record, TreatyStatus):
        lead, rows = _whose(record.actions, dataset), _status_rows(record, dataset)
        return Card(capitalized(record.label), lead, rows, hint="" if dataset else _BY_ID)
    if isinstance(record, Claim):
        return _claim_card(record, dataset)
    if isinstance(record, Fact):
        return _fact_card(record, dataset)
    raise TypeError(f"a {type(record).__name__} has no card")


@notebook_html.register(NotebookRecord)
def _html(record: NotebookRecord) -> str:
    return record_card(record)._repr_html_()


def status_card(
    status: TreatyStatus, state: State, treaty: Treaty, *, day: date, dataset: Catalogue, today: date
) -> Card:
    """Return what is shown of a state's status on a day, with the treaty's own documents where no act is recorded."""
    rules = f"{treaty.entry_article} on entry into force, {treaty.exit_article} on withdrawal; "
    rules += uncapitalized(Freshness(treaty.data_until, today).live_sentence.rstrip("."))
    rows = (*_status_rows(status, dataset), Row("Rules", rules, _places(treaty, dataset)))
    lead = f"{capitalized(name_in_sentence(state.name))}, under the {treaty.short_name} on {day_label(day)}"
    return Card(capitalized(status.label), lead, rows)


def overview(dataset: Catalogue, today: date) -> Card:
    """Return what a dataset holds: release, counts, day of last reading, and where each treaty's depositary is."""
    read = [source.accessed_on for source in dataset.sources.values() if source.accessed_on]
    acts = sum(map(len, dataset.actions.values()))
    lead = f"{len(dataset.treaties)} treaties, {acts:,} acts under them, {len(dataset.claim_by_id):,} claims"
    lead += f" about contamination, {len(dataset.sources):,} documents"
    lead += f"; documents last read on {day_label(max(read))}" if read else ""
    rows = [
        Row(
            treaty.short_name,
            f"{sum(len(acts) for (of, _), acts in dataset.actions.items() if of == treaty.treaty_id):,} acts; "
            f"{uncapitalized(Freshness(treaty.data_until, today).live_sentence.rstrip('.'))}",
            (Place(treaty.depositary_reference or treaty.title, treaty.url),),
        )
        for treaty in dataset.treaties.values()
    ]
    title = f"Mine Ban Atlas, data release {dataset.release}"
    return Card(title, lead, tuple(rows), (Place(f"Tables of the {title}"),))


def _claim_card(claim: Claim, dataset: Catalogue | None) -> Card:
    rows = _rows(
        {
            "Meaning": claim.definition.text,
            "Basis": BASIS_LABELS[claim.basis],
            "As stated": claim.as_stated,
            "Status": claim.status,
            "Superseded by": claim.superseded_by,
            "Continued by": claim.continued_by,
            "Disputed by": _disputes(claim, dataset),
            "Confidence": claim.confidence,
            "Mark": mark_of(claim),
            "Note": claim.note,
        }
    )
    figure = capitalized(claim_figure(claim)) or band_text(claim.band) or "No figure"
    said = claim_statement(claim, _area(claim.area, dataset))
    return Card(figure, f"{said}.", rows, _places(claim, dataset), "" if dataset else _BY_ID)


def _disputes(claim: Claim, dataset: Catalogue | None) -> tuple[str, ...]:
    """Who disputes a claim: claimants of other claims, which without the dataset go by their ids, or critics."""
    known = dataset.claim_by_id if dataset else {}
    parts = tuple(filter(None, (part.strip() for part in claim.disputed_by.split(";"))))
    return tuple(
        f"{claimant_text(known[part])}, {known[part].date_said.label}" if part in known else part for part in parts
    )


def _fact_card(fact: Fact, dataset: Catalogue | None) -> Card:
    names = sorted((field.name for field in fields(fact)), key=lambda name: name in {"confidence", "note"})
    values = {capitalized(_plain(name)): getattr(fact, name) for name in names if name != "citations"}
    rows = _rows(values | {"Mark": mark_of(fact)})
    kind = "".join(f" {c.lower()}" if c.isupper() else c for c in type(fact).__name__).strip()
    return Card(capitalized(kind), "", rows, _places(fact, dataset), "" if dataset else _BY_ID)


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
    return Card(source.title, "", _rows(about), (Place(citation_text(source), source.url),))


def _area(area: str, dataset: Catalogue | None) -> str:
    """Return the name of an area inside a sentence; its code without the dataset."""
    if dataset is None:
        return area
    return "the world" if area == WORLD_AREA else name_in_sentence(dataset.state(area).name)


def _whose(acts: tuple[TreatyAction, ...], dataset: Catalogue | None) -> str:
    """Return whose status it is and under which treaty, as far as its acts say so."""
    if not acts:
        return "No act is recorded by the day"
    treaty = f"the {dataset.treaty(acts[0].treaty).short_name}" if dataset else acts[0].treaty
    return f"{capitalized(_area(acts[0].area, dataset))}, under {treaty}"


def _status_rows(status: TreatyStatus, dataset: Catalogue | None) -> tuple[Row, ...]:
    every = tuple(dict.fromkeys(place for act in status.actions for place in _places(act, dataset)))
    rows = [Row(row.name, row.text, every) for row in _rows({"Since": status.since, "Reason": status.reason})]
    return (*rows, *(_act_row(act, dataset) for act in status.actions))


def _act_row(act: TreatyAction, dataset: Catalogue | None) -> Row:
    effect = f", with effect from {day_label(act.date_effective)}" if act.date_effective else ""
    contested = f"; contested by {act.contested_by}" if act.contested_by else ""
    says = with_mark(act, f"{act.when.label}{effect}{contested}")
    return Row(capitalized(_plain(act.kind.value)), says, _places(act, dataset))


def _places(fact: Fact, dataset: Catalogue | None) -> tuple[Place, ...]:
    if dataset is None:
        return tuple(
            Place(": ".join(filter(None, [c.source_id, c.locator])), standing=c.standing) for c in fact.citations
        )
    found = [(source_of(dataset.sources, citation.source_id), citation.locator) for citation in fact.citations]
    return tuple(Place(citation_text(source, place), source.url, standing_of(source)) for source, place in found)


def _rows(values: Mapping[str, object]) -> tuple[Row, ...]:
    """Return a row for each value that is known."""
    said = {name: _words(value) for name, value in values.items()}
    return tuple(Row(name, text) for name, text in said.items() if text)


def _words(value: object) -> str:
    """Return a value of a record in words; empty for what is not known."""
    match value:
        case None:
            return ""
        case Enum():
            return _plain(str(value.value))
        case bool():
            return "yes" if value else "no"
        case DateSpan():
            return value.label
        case date():
            return day_label(value)
        case Definition():
            return value.label
        case tuple():
            return "; ".join(map(_words, value))
        case _:
            return print_form(str(value)) if " " in str(value) else str(value)  # an id keeps the day in it


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _link(place: Place) -> str:
    if not place.url.startswith(("https://", "http://")):
        return escape(place.text)
    link = f'href="{escape(place.url)}" target="_blank" rel="noopener noreferrer"'
    return f'<a {link} style="color:inherit;text-decoration:underline">{escape(place.text)}</a>'
