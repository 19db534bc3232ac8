"""Validation of widget values: the domain of each widget, and decoding of what the browser sends.

The browser sends the label of an option. Where the options have changed since, so that no option has the label,
Streamlit returns the label itself, a plain string, as the widget's value (Streamlit issue 8008).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeAlias, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

SentValue: TypeAlias = str | bool | list[str] | None  # the JSON value that the browser sends for a widget


class ForeignValueError(ValueError):
    """A value outside the domain of its widget."""


class Values(Protocol[T_co]):
    """The domain of a widget."""

    def read(self, value: object) -> T_co:
        """Return a value of the domain.

        Raises
        ------
        ForeignValueError
            When `value` is outside the domain.
        """
        ...

    def names(self) -> Mapping[str, object]:
        """Return the options by label; empty for a widget whose browser side sends values."""
        ...


class _PlainValues:
    """A domain without labels: the browser sends the values themselves."""

    def names(self) -> Mapping[str, object]:
        """Return an empty mapping."""
        return {}


@dataclass(frozen=True)
class OneOf(Generic[T]):
    """One option of a list.

    Parameters
    ----------
    label
        The `format_func` of the widget: the label of an option.
    """

    options: Iterable[T]
    label: Callable[..., str] = str

    def read(self, value: object) -> T:
        """Return the option that equals a value in type too, because a StrEnum member equals its plain string."""
        for option in self.options:
            if type(option) is type(value) and option == value:
                return option
        raise ForeignValueError(f"{value!r} is no option")

    def names(self) -> Mapping[str, object]:
        """Return the options by their labels."""
        return {self.label(option): option for option in self.options}


@dataclass(frozen=True)
class OneOrNone(Generic[T]):
    """One option of a list, or none of them."""

    options: Iterable[T]
    label: Callable[..., str] = str

    def read(self, value: object) -> T | None:
        """Return the option that equals a value, or None for None."""
        return None if value is None else OneOf(self.options).read(value)

    def names(self) -> Mapping[str, object]:
        """Return the options by their labels."""
        return OneOf(self.options, self.label).names()


@dataclass(frozen=True)
class SomeOf(Generic[T]):
    """Any number of the options of a list."""

    options: Iterable[T]
    label: Callable[..., str] = str

    def read(self, value: object) -> list[T]:
        """Return the options of a list in the order of the widget; other items are dropped."""
        if not isinstance(value, list | tuple):
            raise ForeignValueError(f"{value!r} is no list")
        return [option for option in self.options if any(type(option) is type(v) and option == v for v in value)]

    def names(self) -> Mapping[str, object]:
        """Return the options by their labels."""
        return OneOf(self.options, self.label).names()


@dataclass(frozen=True)
class Days(_PlainValues):
    """A day from `first` to `last`, both included."""

    first: date
    last: date

    def read(self, value: object) -> date:
        """Return the day."""
        if type(value) is date and self.first <= value <= self.last:
            return value
        raise ForeignValueError(f"{value!r} is no day from {self.first} to {self.last}")


@dataclass(frozen=True)
class Whole(_PlainValues):
    """A whole number from `least` to `most`, both included."""

    least: int
    most: int

    def read(self, value: object) -> int:
        """Return the number."""
        if type(value) is int and self.least <= value <= self.most:
            return value
        raise ForeignValueError(f"{value!r} is no whole number from {self.least} to {self.most}")


@dataclass(frozen=True)
class Flag(_PlainValues):
    """A boolean."""

    def read(self, value: object) -> bool:
        """Return the boolean."""
        if isinstance(value, bool):
            return value
        raise ForeignValueError(f"{value!r} is neither on nor off")


@dataclass(frozen=True)
class Text(_PlainValues):
    """Text of at most `longest` characters."""

    longest: int

    def read(self, value: object) -> str:
        """Return the text."""
        if isinstance(value, str) and len(value) <= self.longest:
            return value
        raise ForeignValueError(f"no text of at most {self.longest} characters")


# Sets of labels of one widget. A message that is in flight during a rerun is one set behind; four leave slack.
DRAWINGS_KEPT = 4


@dataclass
class Labels:
    """The labels of the options of one widget, in its last DRAWINGS_KEPT drawings that differ, the newest last."""

    drawings: list[Mapping[str, object]] = field(default_factory=list)

    def draw(self, names: Mapping[str, object]) -> None:
        """Append the labels of the present drawing, unless they equal the last."""
        if names and (not self.drawings or self.drawings[-1] != names):
            self.drawings = [*self.drawings, names][-DRAWINGS_KEPT:]

    def read(self, value: object, values: Values[T]) -> T:
        """Return a value of the domain; a string is also looked up among earlier labels of the present options.

        Raises
        ------
        ForeignValueError
            When `value` is neither in the domain nor the label of an option.
        """
        try:
            return values.read(value)
        except ForeignValueError:
            if not isinstance(value, str):
                raise
            for names in reversed(self.drawings):
                if value in names:
                    return values.read(names[value])
            raise

    def decode(self, sent: SentValue, values: Values[T]) -> T:
        """Return the value of a browser message, for a widget that Streamlit has not registered in this session.

        Parameters
        ----------
        sent
            A label, on or off, or a list: of labels, or of one label or one ISO day where only one can be chosen.

        Raises
        ------
        ForeignValueError
            When no reading of `sent` is in the domain.
        """
        readings: list[object] = [sent]
        if isinstance(sent, list):
            names = self.drawings[-1] if self.drawings else {}
            readings = [[names.get(item, item) for item in sent]]
            if len(sent) < 2:
                only = sent[0] if sent else None
                readings += [only, iso_day(only)]
        for reading in readings:
            with suppress(ForeignValueError):
                return self.read(reading, values)
        raise ForeignValueError(f"{sent!r} is none of the values")


def iso_day(text: str | None) -> date | None:
    """Return the day that a text in ISO 8601 names, or None."""
    with suppress(ValueError):
        return date.fromisoformat(text or "")
    return None
