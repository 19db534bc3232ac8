"""Dates known to a day, a month, a year or a range; day labels and the addition of months."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

# The first three letters of the months, as bibliographies and treaty pages shorten them.
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# An entry of a ZIP archive cannot have no time. This is the first that it can have: equal contents give equal bytes.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_PART = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class DateSpan:
    """A date as precise as the source gives it: the earliest and the latest day that it can mean.

    Raises
    ------
    ValueError
        When `latest` is before `earliest`.

    Examples
    --------
    >>> DateSpan.parse("2024-02").latest
    datetime.date(2024, 2, 29)
    >>> DateSpan.parse("2023-11/2025-06").label
    'between November 2023 and June 2025'
    """

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise ValueError(f"a range of dates must not end ({self.latest}) before it begins ({self.earliest})")

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """Return the span of a text in ISO 8601: a day, a month, a year, or two of them joined by a slash.

        Raises
        ------
        ValueError
            If the text is none of these, or names a day that does not exist.
        """
        parts = [_span_of(part) for part in text.split("/")]
        if len(parts) > 2:
            raise ValueError(f"{text!r} is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or two of them joined by '/'")
        return cls(parts[0][0], parts[-1][1])

    @classmethod
    def on(cls, day: date) -> DateSpan:
        """Return the span of a single day."""
        return cls(day, day)

    @property
    def is_exact(self) -> bool:
        """Whether it is a single day."""
        return self.earliest == self.latest

    @property
    def label(self) -> str:
        """The date in words, at the precision of the span: 8 January 2023, 2022, between 2022 and 2024."""
        return self._words[1]

    @property
    def phrase(self) -> str:
        """The date in words with its preposition, as it stands in a sentence.

        Examples
        --------
        >>> [DateSpan.parse(text).phrase for text in ("2023-01-08", "2024-02", "2022/2024")]
        ['on 8 January 2023', 'in February 2024', 'between 2022 and 2024']
        """
        return " ".join(filter(None, self._words))

    @property
    def is_range(self) -> bool:
        """Whether the words name two dates, so that it is no day, month or year."""
        return not self._words[0]

    @property
    def _words(self) -> tuple[str, str]:
        """The preposition (empty before "between") and the date in words."""
        first, last = self.earliest, self.latest
        if first == last:
            return "on", day_label(first)
        if first.day == 1 and last == _month_end(last.year, last.month):
            if (first.year, first.month) == (last.year, last.month):
                return "in", f"{first:%B} {first.year}"
            if first.month == 1 and last.month == 12:
                if first.year == last.year:
                    return "in", str(first.year)
                return "", f"between {first.year} and {last.year}"
            return "", f"between {first:%B} {first.year} and {last:%B} {last.year}"
        return "", f"between {day_label(first)} and {day_label(last)}"

    @property
    def shortest(self) -> str:
        """The span in ISO 8601 in its shortest form: a year, a month, a day, or two days.

        Examples
        --------
        >>> [DateSpan.parse(text).shortest for text in ("2024-01-01/2024-12-31", "2024-07", "2023/2024")]
        ['2024', '2024-07', '2023-01-01/2024-12-31']
        """
        day = self.earliest.isoformat()
        return next((text for text in (day[:4], day[:7], day) if DateSpan.parse(text) == self), str(self))

    def __str__(self) -> str:
        """The span in ISO 8601, so that `DateSpan.parse(str(span)) == span`."""
        return self.earliest.isoformat() if self.is_exact else f"{self.earliest.isoformat()}/{self.latest.isoformat()}"


@lru_cache(maxsize=8192)  # one map names 600 days, mostly those of the map before
def day_label(day: date) -> str:
    """Return a day in words, such as 8 January 2023."""
    return f"{day.day} {day:%B} {day.year}"


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or the month's last day (31 October + 6 months = 30 April)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _span_of(text: str) -> tuple[date, date]:
    match = _PART.fullmatch(text)
    if not match:
        raise ValueError(f"{text!r} is not a date: expected YYYY, YYYY-MM, YYYY-MM-DD or two of them joined by '/'")
    year, month, day = (int(part) if part is not None else None for part in match.groups())
    try:
        if month is None:
            return date(year or 0, 1, 1), date(year or 0, 12, 31)
        if day is None:
            return date(year or 0, month, 1), _month_end(year or 0, month)
        return date(year or 0, month, day), date(year or 0, month, day)
    except ValueError:
        raise ValueError(f"{text!r} is not a date of the calendar") from None
