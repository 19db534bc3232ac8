"""The age of the last reading of a depositary's status page, its warnings, and the sentence that states it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.dates import day_label
from geodata.wording import capitalized

# Days. A notification appears on the status page after some weeks, so a reading two months old may lack an act. Entry
# into force comes six months after deposit, so a reading four months old may soon lack a party.
AMBER_FROM, RED_FROM = 60, 120


class Age(StrEnum):
    """Whether a reading is recent enough to be quoted as the present status."""

    FRESH = "fresh"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The last reading of a depositary's status page, relative to a day.

    Parameters
    ----------
    read_on
        The day as of which the page was last read (`data_until` of treaties.csv).
    on
        The day on which an output is made or served, in UTC.
    """

    read_on: date
    on: date

    @property
    def days(self) -> int:
        """Days from the reading to the output; 0 where a clock is before the reading."""
        return max((self.on - self.read_on).days, 0)

    @property
    def age(self) -> Age:
        """FRESH below `AMBER_FROM` days, AMBER from there, RED from `RED_FROM`."""
        if self.days >= RED_FROM:
            return Age.RED
        return Age.AMBER if self.days >= AMBER_FROM else Age.FRESH

    @property
    def warning(self) -> str:
        """What a reader should do about the age; empty for a fresh reading."""
        match self.age:
            case Age.FRESH:
                return ""
            case Age.AMBER:
                return "Later acts are as reported and may be missing."
            case Age.RED:
                return "Later acts are as reported and may be missing: ask the depositary before quoting."

    @property
    def live_sentence(self) -> str:
        """The sentence for a page that is rendered at each request.

        Examples
        --------
        >>> Freshness(date(2026, 2, 3), date(2026, 2, 4)).live_sentence
        'Depositary last read on 3 February 2026, 1 day ago.'
        """
        return capitalized(self._clause(self._ago))

    @property
    def live_clause(self) -> str:
        """The sentence of `live_sentence` for use after a semicolon: without a capital and a final stop.

        Examples
        --------
        >>> Freshness(date(2026, 2, 3), date(2026, 2, 4)).live_clause
        'depositary last read on 3 February 2026, 1 day ago'
        """
        return self._clause(self._ago).removesuffix(".")

    @property
    def dated_sentence(self) -> str:
        """The sentence for a file, which names the day and so stays true later.

        Examples
        --------
        >>> Freshness(date(2026, 2, 3), date(2026, 11, 29)).dated_sentence  # doctest: +NORMALIZE_WHITESPACE
        'Depositary last read on 3 February 2026, 299 days before 29 November 2026. Later acts are as reported and may
        be missing: ask the depositary before quoting.'
        """
        age = f"{self._days} before {day_label(self.on)}" if self.days else "the same day"
        return capitalized(self._clause(self._ahead or age))

    @property
    def _days(self) -> str:
        return "1 day" if self.days == 1 else f"{self.days} days"

    @property
    def _ago(self) -> str:
        return self._ahead or (f"{self._days} ago" if self.days else "today")

    @property
    def _ahead(self) -> str:
        """The words for a reading after the day of the output, by a clock that is wrong or a day that was chosen."""
        return f"which is after {day_label(self.on)}" if self.on < self.read_on else ""

    def _clause(self, age: str) -> str:
        return f"depositary last read on {day_label(self.read_on)}, {age}. {self.warning}".rstrip()
