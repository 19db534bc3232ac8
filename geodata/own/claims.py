"""What figures of a reader need beside them before they can leave the machine: claimant, date, definition, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from geodata.dates import DateSpan
from geodata.own.tables import OwnValue

SOURCE_NOT_GIVEN = "source not given"  # the mark across a picture of figures that are not complete


@dataclass(frozen=True, slots=True)
class OwnClaims:
    """Figures of a reader as claims; they can leave once all of the first four fields are stated and each has a date.

    Attributes
    ----------
    claimant
        Who states the figures, such as a mine action authority.
    date_said
        When they were stated: the day, month or year of the document.
    definition
        What they measure: the id of a row of definitions.csv, or a sentence.
    source
        Title and publisher of the document, or the name of the database and the day of the extract.
    place, url, licence
        Place in the document, its address and licence; none of them is required.
    values
        The figures (`OwnTable.values`).
    """

    claimant: str = ""
    date_said: DateSpan | None = None
    definition: str = ""
    source: str = ""
    place: str = ""
    url: str = ""
    licence: str = ""
    values: Sequence[OwnValue] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What is still to be stated, in words."""
        undated = sum(value.when is None and value.date is None for value in self.values)
        return tuple(
            text
            for text, is_missing in (
                ("who makes the claim", not self.claimant.strip()),
                ("when it was stated", self.date_said is None),
                ("what it measures", not self.definition.strip()),
                ("the document that it comes from", not self.source.strip()),
                (f"what day or year {undated:,} of {len(self.values):,} figures are of", undated > 0),
            )
            if is_missing
        )

    @property
    def is_complete(self) -> bool:
        """Whether the figures can leave the machine."""
        return not self.missing

    @property
    def missing_sentence(self) -> str:
        """What is to be stated before the figures can leave, in a sentence; empty when they can."""
        if self.is_complete:
            return ""
        *others, last = self.missing
        items = f"{', '.join(others)} and {last}" if others else last
        until = f"until then pictures of them say “{SOURCE_NOT_GIVEN}”"
        return f"State {items} before these figures leave this machine; {until}."

    @property
    def citation(self) -> str:
        """Who states it, when, in which document, as a line beside the figures; `SOURCE_NOT_GIVEN` until complete."""
        if not self.is_complete or self.date_said is None:
            return SOURCE_NOT_GIVEN
        document = ", ".join(filter(None, (self.source, self.place, self.url)))
        licence = f" Licence: {self.licence}." if self.licence else ""
        return f"{self.claimant}, {self.date_said.label}: {document}. Own data, not checked by the atlas.{licence}"
