"""How old the reading of the depositary is: its age in days on the day an output is made, and when that is too old."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.dates import day_label

# Days. A depositary notification takes some weeks to appear on the status page, so that a reading of two months may
# lack an act; between deposit and entry into force lie six months, so that after four a new party may soon be missed.
AMBER_FROM, RED_FROM = 60, 120


class Age(StrEnum):
    """Whether a reading is recent enough to be quoted as the present."""

    FRESH = "fresh"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Freshness:
    """The reading of a depositary's status page, seen from a day.

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
        """Whole days between the reading and the output; 0 where a clock is behind the reading."""
        return max((self.on - self.read_on).days, 0)

    @property
    def age(self) -> Age:
        """Fresh below 60 days, amber from 60, red from 120."""
        if self.days >= RED_FROM:
            return Age.RED
        return Age.AMBER if self.days >= AMBER_FROM else Age.FRESH

    @property
    def warning(self) -> str:
        """What a reader should do about the age; empty while the reading is fresh."""
        match self.age:
            case Age.FRESH:
                return ""
            case Age.AMBER:
                return "Later acts are as reported and may be missing."
            case Age.RED:
                return "Later acts are as reported and may be missing: ask the depositary before quoting."

    @property
    def live_sentence(self) -> str:
        """The sentence of a page that is made anew each time it is looked at.

        Examples
        --------
        >>> Freshness(date(2026, 2, 3), date(2026, 2, 4)).live_sentence
        'Depositary last read on 3 February 2026, 1 day ago.'
        """
        return self._sentence("today" if not self.days else f"{self._days} ago")

    @property
    def dated_sentence(self) -> str:
        """The sentence of a file, which stays true however long the file is kept.

        Examples
        --------
        >>> Freshness(date(2026, 2, 3), date(2026, 11, 29)).dated_sentence  # doctest: +NORMALIZE_WHITESPACE
        'Depositary last read on 3 February 2026, 299 days before 29 November 2026. Later acts are as reported and may
        be missing: ask the depositary before quoting.'
        """
        return self._sentence("the same day" if not self.days else f"{self._days} before {day_label(self.on)}")

    @property
    def _days(self) -> str:
        return "1 day" if self.days == 1 else f"{self.days} days"

    def _sentence(self, when: str) -> str:
        return f"Depositary last read on {day_label(self.read_on)}, {when}. {self.warning}".rstrip()
