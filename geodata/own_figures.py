"""A reader's own figures by country, first-level area or area of their own: with claimant, date, definition and source.

They hold totals of areas and nothing finer: no polygon, no point, no row of a file. They never enter a table of the
atlas, a release or a default colour.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from geodata.claims import BAND_LIMITS_KM2
from geodata.dates import DateSpan
from geodata.errors import GeodataError
from geodata.model import AddressState, Citation, Confidence, Fact, PublisherRole, Source
from geodata.wording import enumeration

FORMAT = "mine-ban-atlas-own-figures-1"
FEWEST_RECORDS = 3  # a total of fewer is withheld from what leaves, unless its reader decides otherwise
MOST_FIGURES = 6_000  # more than there are countries and first-level areas
LONGEST_TEXT = 1_000  # characters, of any one text
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069]")


class OwnFiguresError(GeodataError):
    """Own figures that cannot be used; the message says what was found, what was expected and what to do."""


class OwnLevel(StrEnum):
    """The kind of areas that figures are about."""

    COUNTRY = "country"
    FIRST_LEVEL = "first-level"
    OWN_AREAS = "own-areas"


@dataclass(frozen=True, slots=True)
class OwnFigure:
    """The total of one area.

    Attributes
    ----------
    area, name
        The code of a country, first-level area or area of the reader, and what readers call it.
    country
        The alpha-3 code of the country in which it lies; of a country its own code.
    km2
        Square kilometres; None where the file names the area without a figure, or where the figure is withheld.
    records
        The number of records behind the total; None where it is not known.
    lon, lat
        A point inside a part of a country, in degrees; None for a country.
    detail
        What else belongs to the total in a sentence, such as the sum with overlaps counted twice.
    is_withheld
        Whether the figure is left out because fewer than `FEWEST_RECORDS` records are behind it.
    """

    area: str
    name: str
    country: str
    km2: float | None
    records: int | None = None
    lon: float | None = None
    lat: float | None = None
    detail: str = ""
    is_withheld: bool = False

    @property
    def is_small(self) -> bool:
        """Whether so few records are behind the total that it may point at one place or person."""
        return self.records is not None and self.records < FEWEST_RECORDS


@dataclass(frozen=True, slots=True)
class AreaText:
    """Which words of a table stood for an area, and how they name it; "" where a reader chose the area by hand."""

    area: str
    text: str
    how: str


@dataclass(frozen=True, slots=True)
class OwnFact(Fact):
    """An own figure as what decides a clause of a question; no row of a table."""

    own_id: str
    figure: OwnFigure


_REQUIRED = {
    "claimant": "claimant (who states the figures)",
    "dated": "date (as of when they hold)",
    "definition": "definition (what was counted)",
    "source": "source (the document or register)",
}
AREAS_SOURCE = "source and licence of the areas"  # of figures by areas of the reader
Ring = tuple[tuple[float, float], ...]


_NOT_IN_JSON = frozenset({"areas", "outlines"})
_RARE = ("method_with_small", "areas_source")  # in the JSON text where there is one: other content ids are older


@dataclass(frozen=True, eq=False)
class OwnFigures:
    """All figures of one file or measurement under one definition, by one claimant, as of one date.

    Compared and hashed by identity, so that what is computed of them can be kept with them; equal figures have equal
    JSON text.

    Attributes
    ----------
    title
        What the legend calls them.
    claimant, dated, definition, source
        Who states them, as of when they hold, what was counted, and in which document or register; each may be empty
        until the reader says it (`missing`).
    licence, method
        The licence as the reader states it; how the figures came about in sentences (file, its SHA-256, release of the
        boundaries, what was dropped).
    level, figures
        The kind of their areas, and one figure for each area in the order of the codes.
    method_with_small
        Further sentences of how they came about, which leave only with totals of few records: they tell of fewer than
        `FEWEST_RECORDS` records, or of sizes by which such a total could be reckoned.
    areas_source
        Where areas of the reader come from, and their licence; "" for those of the atlas.
    areas
        How the rows of a table were matched to areas; no part of the JSON text, nor of the content id.
    outlines
        Of areas of the reader the closed rings by code, as (longitude, latitude) filled by the even-odd rule; an area
        without is drawn as a circle. No part of the JSON text, nor of the content id.
    """

    title: str
    level: OwnLevel
    figures: tuple[OwnFigure, ...]
    claimant: str = ""
    dated: DateSpan | None = None
    definition: str = ""
    source: str = ""
    licence: str = ""
    method: tuple[str, ...] = ()
    method_with_small: tuple[str, ...] = ()
    areas_source: str = ""
    areas: tuple[AreaText, ...] = ()
    outlines: Mapping[str, tuple[Ring, ...]] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if not self.figures:
            raise OwnFiguresError("There is no figure: expected a total for at least one area.")
        if len(self.figures) > MOST_FIGURES:
            raise OwnFiguresError(f"There are {len(self.figures):,} figures; expected at most {MOST_FIGURES:,}.")
        counts = Counter(figure.area for figure in self.figures)
        if twice := sorted(code for code, count in counts.items() if count > 1):
            raise OwnFiguresError(f"{enumeration(twice[:3])} stands twice: expected one total for each area.")
        for figure in self.figures:
            if figure.km2 is not None and not (math.isfinite(figure.km2) and figure.km2 >= 0):
                raise OwnFiguresError(f"{figure.name}: {figure.km2} km² is not a size; expected 0 or more.")
        texts = [self.title, self.claimant, self.definition, self.source, self.licence, self.areas_source]
        texts += self.whole_method
        texts += [text for figure in self.figures for text in (figure.area, figure.name, figure.detail)]
        for text in texts:
            if len(text) > LONGEST_TEXT or _CONTROL.search(text):
                raise OwnFiguresError(
                    f"“{_CONTROL.sub('�', text)[:40]}” is longer than {LONGEST_TEXT:,} characters or has invisible "
                    "control characters; expected plain text."
                )

    @property
    def missing(self) -> tuple[str, ...]:
        """What has to be said before the figures can be exported, in words."""
        missing = tuple(words for key, words in _REQUIRED.items() if not getattr(self, key))
        lacks_areas = self.level is OwnLevel.OWN_AREAS and not self.areas_source
        return (*missing, AREAS_SOURCE) if lacks_areas else missing

    @property
    def is_complete(self) -> bool:
        """Whether claimant, date, definition and source are given."""
        return not self.missing

    @property
    def whole_method(self) -> tuple[str, ...]:
        """All sentences of how the figures came about."""
        return (*self.method_with_small, *self.method)

    @property
    def small(self) -> tuple[OwnFigure, ...]:
        """The figures behind which fewer than `FEWEST_RECORDS` records stand."""
        return tuple(figure for figure in self.figures if figure.is_small)

    @cached_property
    def content_id(self) -> str:
        """Sixteen hexadecimal digits that stand for all figures that may leave and what is said of them."""
        return sha256(self.without_small().to_json().encode()).hexdigest()[:16]

    @cached_property
    def by_country(self) -> Mapping[str, tuple[OwnFigure, ...]]:
        """The figures by the alpha-3 code of their country, the largest first."""
        groups: dict[str, list[OwnFigure]] = {}
        for figure in sorted(self.figures, key=lambda figure: (-(figure.km2 or 0.0), figure.name)):
            groups.setdefault(figure.country, []).append(figure)
        return MappingProxyType({country: tuple(group) for country, group in groups.items()})

    def limits(self, rule: str) -> tuple[float, ...]:
        """Return the limits between classes in km², ascending, by a rule of `is_class_rule`.

        Quantiles are those of the figures that are not small, so that a class is the same on the screen and in what
        leaves, and gives no figure away that is withheld there.
        """
        if rule not in self._limits:
            values = [f.km2 for f in self.figures if f.km2 is not None and not f.is_small]
            self._limits[rule] = class_limits(rule, values)
        return self._limits[rule]

    @cached_property
    def _limits(self) -> dict[str, tuple[float, ...]]:
        return {}

    @property
    def source_id(self) -> str:
        """The id of the document behind the figures among the sources of a dataset."""
        return f"own-{self.content_id}"

    @property
    def citation(self) -> Citation:
        """The citation of the figures."""
        return Citation(self.source_id, "")

    def facts(self, country: str) -> tuple[OwnFact, ...]:
        """Return the figures that lie in a country as facts of a question, the largest first."""
        cited = (self.citation,)
        return tuple(
            OwnFact(cited, Confidence.ONE_SOURCE, "", f"own-{figure.area}", figure)
            for figure in self.by_country.get(country, ())
        )

    def document(self) -> Source:
        """Return the document behind the figures, which the atlas has not checked."""
        return Source(
            source_id=self.source_id,
            csl_type="dataset",
            title=f"[Own data, not checked by the atlas: {self.source or 'source not given'}]",
            author="",
            publisher=self.claimant or "Claimant not given",
            via="",
            publisher_role=PublisherRole.OTHER,
            relays_source="",
            origin="",
            published=self.dated,
            language="",
            url="",
            address_state=AddressState.NONE,
            checked_on=None,
            archived="",
            accessed_on=None,
            licence=self.licence,
            note="Own data of the reader; not checked by the atlas",
        )

    def without_small(self) -> OwnFigures:
        """Return the figures as they may leave: what tells of fewer than `FEWEST_RECORDS` records is withheld."""
        return replace(
            self,
            method_with_small=(),
            figures=tuple(
                replace(figure, km2=None, records=None, detail="", is_withheld=True) if figure.is_small else figure
                for figure in self.figures
            ),
        )

    def without_outlines(self) -> OwnFigures:
        """Return the figures without the outlines of areas of the reader, which are then drawn as circles."""
        return replace(self, outlines=MappingProxyType({}))

    def with_areas(self, areas: tuple[AreaText, ...]) -> OwnFigures:
        """Return the figures with how the rows of a table were matched to areas."""
        return replace(self, areas=areas)

    def to_json(self) -> str:
        """Return the figures as JSON text, equal for equal figures; `from_json` reads it back."""
        parts: dict[str, Any] = {"format": FORMAT}
        for part in fields(self):
            if part.name not in _NOT_IN_JSON:
                parts[part.name] = getattr(self, part.name)
        for name in _RARE:
            if not parts[name]:
                del parts[name]
        parts["dated"] = str(self.dated) if self.dated else None
        parts["figures"] = [
            {part.name: value for part in fields(figure) if (value := getattr(figure, part.name)) != part.default}
            for figure in self.figures
        ]
        return json.dumps(parts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str | bytes) -> OwnFigures:
        """Read what `to_json` wrote.

        Raises
        ------
        OwnFiguresError
            When the text is not such a file; the message names the first part that is not as expected.
        """
        try:
            parts = json.loads(text)
        except (ValueError, RecursionError):
            raise OwnFiguresError("The file is not JSON text; expected own figures as the atlas saves them.") from None
        if not isinstance(parts, dict) or parts.get("format") != FORMAT:
            given = parts.get("format") if isinstance(parts, dict) else None
            raise OwnFiguresError(f"“format” is {str(given)[:40]!r}; expected {FORMAT!r}.")
        unknown = sorted(set(parts) - ({part.name for part in fields(cls)} - _NOT_IN_JSON) - {"format"})
        if unknown:
            raise OwnFiguresError(f"“{str(unknown[0])[:40]}” is no part of own figures.")
        texts: dict[str, Any] = {
            key: _text(parts, key) for key in ("title", "claimant", "definition", "source", "licence", "areas_source")
        }
        rows = parts.get("figures")
        methods = {name: parts.get(name, []) for name in ("method", "method_with_small")}
        for name, lines in methods.items():
            if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
                raise OwnFiguresError(f"“{name}” is not a list of sentences.")
            texts[name] = tuple(lines)
        if not isinstance(rows, list):
            raise OwnFiguresError("“figures” is not a list of figures.")
        level = _text(parts, "level")
        if level not in tuple(OwnLevel):
            raise OwnFiguresError(f"“level” is “{level[:40]}”; expected {' or '.join(OwnLevel)}.")
        dated = _text(parts, "dated") if parts.get("dated") is not None else ""
        try:
            span = DateSpan.parse(dated) if dated else None
        except ValueError as error:
            raise OwnFiguresError(f"“dated”: {error}.") from None
        figures = tuple(_figure(row, number) for number, row in enumerate(rows, 1))
        return cls(level=OwnLevel(level), figures=figures, dated=span, **texts)


def _text(parts: Mapping[str, Any], key: str) -> str:
    value = parts.get(key, "")
    if not isinstance(value, str):
        raise OwnFiguresError(f"“{key}” is not text.")
    return value


_NUMBERS = ("km2", "lon", "lat")
_MOST = 1e12  # no size, count or degree is larger; NaN and infinity are none


def _figure(row: object, number: int) -> OwnFigure:
    if not isinstance(row, dict):
        raise OwnFiguresError(f"Figure {number} is not an object.")
    known = {part.name for part in fields(OwnFigure)}
    for key, value in row.items():
        if key not in known:
            raise OwnFiguresError(f"Figure {number}: “{str(key)[:40]}” is no part of a figure.")
        is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= _MOST
        fits = {
            "records": value is None or (is_number and isinstance(value, int) and value >= 0),
            "is_withheld": isinstance(value, bool),
        }.get(key, (value is None or is_number) if key in _NUMBERS else isinstance(value, str))
        if not fits:
            raise OwnFiguresError(f"Figure {number}: “{key}” is {str(value)[:40]!r}, which it cannot be.")
    values = {"km2": None, **row}
    missing = [key for key in ("area", "name", "country") if key not in values]
    if missing:
        raise OwnFiguresError(f"Figure {number} has no “{missing[0]}”.")
    values |= {key: float(values[key]) for key in _NUMBERS if values.get(key) is not None}
    if any(abs(values.get(key) or 0.0) > most for key, most in (("lon", 180), ("lat", 90))):
        raise OwnFiguresError(f"Figure {number}: its place lies outside the world.")
    return OwnFigure(**values)


# -- Classes of a map: the bands of the Landmine Monitor, quantiles, or limits that the reader sets.

BANDS, QUANTILES = "bands", "quantiles"
MOST_LIMITS = 3  # four ranges of one hue can be told apart on a map
RANGES = ("range-4", "range-3", "range-2", "range-1")  # between limits, from the highest
_LIMITS = re.compile(r"\d{1,9}(?:\.\d{1,6})?(?:_\d{1,9}(?:\.\d{1,6})?){0,2}", re.ASCII)


def is_class_rule(text: str) -> bool:
    """Return whether a text names a way to form classes: bands, quantiles, or up to three rising limits in km².

    Examples
    --------
    >>> [is_class_rule(text) for text in ("bands", "quantiles", "1_10_100", "10_1", "1_1", "0", "")]
    [True, True, True, False, False, False, False]
    """
    if text in {BANDS, QUANTILES}:
        return True
    if not _LIMITS.fullmatch(text):
        return False
    limits = [float(part) for part in text.split("_")]
    return limits[0] > 0 and all(low < high for low, high in pairwise(limits))


def rule_of_limits(text: str) -> str:
    """Return the rule of limits as a reader writes them, of bands for none; "" where they are no limits.

    Examples
    --------
    >>> [rule_of_limits(text) for text in ("1, 10, 100", "0.5; 5", "", "10, 1", "1, 2, 3, 4")]
    ['1_10_100', '0.5_5', 'bands', '', '']
    """
    rule = "_".join(re.split(r"[\s,;_]+", text.strip())) or BANDS
    return rule if rule == BANDS or (_LIMITS.fullmatch(rule) and is_class_rule(rule)) else ""


def class_limits(rule: str, values: Sequence[float]) -> tuple[float, ...]:
    """Return the limits between classes in km², ascending; a class includes its lower limit.

    Parameters
    ----------
    rule
        As `is_class_rule` takes it. Quantiles are quarters of the figures above zero; equal limits become one.
    values
        The figures in km².
    """
    if rule == BANDS:
        return BAND_LIMITS_KM2
    if rule != QUANTILES:
        return tuple(float(part) for part in rule.split("_"))
    above = sorted(value for value in values if value > 0)
    limits = {above[len(above) * part // 4] for part in (1, 2, 3)} if above else set()
    return tuple(sorted(limit for limit in limits if limit > above[0]))


def ranges(limits: Sequence[float]) -> tuple[str, ...]:
    """Return the ids of the ranges that limits part, from the highest.

    Examples
    --------
    >>> ranges([10.0, 100.0])
    ('range-3', 'range-2', 'range-1')
    """
    return RANGES[len(RANGES) - len(limits) - 1 :]


def range_of(km2: float, limits: Sequence[float]) -> str:
    """Return the id of the range of a figure above zero; a range includes its lower limit.

    Examples
    --------
    >>> range_of(9.99, [10.0, 100.0]), range_of(10.0, [10.0, 100.0])
    ('range-1', 'range-2')
    """
    return ranges(limits)[sum(limit > km2 for limit in limits)]
