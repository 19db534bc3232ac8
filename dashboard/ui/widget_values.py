"""What a widget may hand over: the values that it has now, and how one of them is read from what the browser sent.

Streamlit's browser sends the label of a choice. Where that label is none of the present ones, because the options have
changed since it was sent, Streamlit hands over the label itself, a plain string (Streamlit issue 8008).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, Protocol, TypeAlias, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


Sent: TypeAlias = str | bool | list[str] | None


class ForeignValueError(ValueError):
    """A widget handed over what is none of its values."""


class Values(Protocol[T_co]):
    """The values that a widget may hand over."""

    def read(self, value: object) -> T_co:
        """Return the value.

        Raises
        ------
        ForeignValueError
            It is none of these.
        """
        ...

    def names(self) -> Mapping[str, object]:
        """Return the options by their labels, for widgets that send labels."""
        ...


class _Unnamed:
    """Values that the browser sends as they are."""

    def names(self) -> Mapping[str, object]:
        """Return nothing: these have no labels."""
        return {}


@dataclass(frozen=True)
class OneOf(Generic[T]):
    """One option of a list.

    Parameters
    ----------
    options
        What can be chosen.
    label
        What the widget calls an option; its `format_func`.
    """

    options: Iterable[T]
    label: Callable[..., str] = str

    def read(self, value: object) -> T:
        """Return the option that a value is; the type counts too, or a label would pass for the member of an enum."""
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
        """Return the option that a value is, or None."""
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
        """Return the options in a list; what is no option is left out of it."""
        if not isinstance(value, list | tuple):
            raise ForeignValueError(f"{value!r} is no list")
        return [option for option in self.options if any(type(option) is type(v) and option == v for v in value)]

    def names(self) -> Mapping[str, object]:
        """Return the options by their labels."""
        return OneOf(self.options, self.label).names()


@dataclass(frozen=True)
class Days(_Unnamed):
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def read(self, value: object) -> date:
        """Return the day."""
        if type(value) is date and self.first <= value <= self.last:
            return value
        raise ForeignValueError(f"{value!r} is no day from {self.first} to {self.last}")


@dataclass(frozen=True)
class Flag(_Unnamed):
    """On or off."""

    def read(self, value: object) -> bool:
        """Return whether it is on."""
        if isinstance(value, bool):
            return value
        raise ForeignValueError(f"{value!r} is neither on nor off")


@dataclass(frozen=True)
class Text(_Unnamed):
    """Text of at most so many characters."""

    longest: int

    def read(self, value: object) -> str:
        """Return the text."""
        if isinstance(value, str) and len(value) <= self.longest:
            return value
        raise ForeignValueError(f"no text of at most {self.longest} characters")


DRAWINGS_KEPT = (
    4  # of the labels of one widget; a message that is older than so many changes of them is no act in a hurry
)


@dataclass
class Labels:
    """What the options of one widget were called when it was last drawn, and the times before that."""

    drawings: list[Mapping[str, object]] = field(default_factory=list)

    def draw(self, names: Mapping[str, object]) -> None:
        """Add what the options are called now."""
        if names and (not self.drawings or self.drawings[-1] != names):
            self.drawings = [*self.drawings, names][-DRAWINGS_KEPT:]

    def read(self, value: object, values: Values[T]) -> T:
        """Return a value, also one that the browser calls by an earlier label of an option that is still there.

        Raises
        ------
        ForeignValueError
            Neither is it.
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

    def decode(self, sent: Sent, values: Values[T]) -> T:
        """Return a value from the form in which the browser sends it, for a widget that Streamlit does not know yet.

        Parameters
        ----------
        sent
            A label, on or off, or a list: of labels, or of one label or one ISO day where only one can be chosen.

        Raises
        ------
        ForeignValueError
            It is none of the values.
        """
        readings: list[object] = [sent]
        if isinstance(sent, list):
            names = self.drawings[-1] if self.drawings else {}
            readings = [[names.get(item, item) for item in sent]]
            if len(sent) < 2:
                only = sent[0] if sent else None
                readings += [only, _day(only)]
        for reading in readings:
            with suppress(ForeignValueError):
                return self.read(reading, values)
        raise ForeignValueError(f"{sent!r} is none of the values")


def _day(text: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(text or "")
    return None
