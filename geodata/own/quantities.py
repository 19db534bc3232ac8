"""Figures, units of area and dates as tables write them; a text that can mean two things is never decided here.

A number is read by a `NumberStyle`, which follows from the whole column: "1,234" alone can be 1234 or 1.234.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from geodata.collation import fold
from geodata.dates import DateSpan
from geodata.own.names import without_marks

# --- Units


class Unit(StrEnum):
    """A unit of area, or another kind of figure; the value is how links, reports and arguments write it."""

    M2 = "m2"
    HA = "ha"
    KM2 = "km2"
    SQ_MI = "sq mi"
    ACRE = "acre"
    DUNAM = "dunam"
    IRAQI_DUNAM = "iraqi dunam"
    COUNT = "count"  # things or people, no area
    PERCENT = "%"

    @property
    def m2(self) -> float | None:
        """Its size in square metres; None where it is no unit of area."""
        return _M2.get(self)


_M2: Mapping[Unit, float] = {
    Unit.M2: 1.0,
    Unit.HA: 10_000.0,
    Unit.KM2: 1_000_000.0,
    # The international mile and acre (US National Bureau of Standards, Refinement of values for the yard and the pound,
    # 1959: 1 yard = 0.9144 m); the survey acre is 4 parts in a million larger.
    Unit.SQ_MI: 2_589_988.110336,
    Unit.ACRE: 4_046.8564224,
    # The metric dunam of the Levant, Türkiye and the Balkans; the dunam of Iraq is 2,500 m².
    Unit.DUNAM: 1_000.0,
    Unit.IRAQI_DUNAM: 2_500.0,
}
# States in which "dunam" alone is not 1,000 m²: 2,500 in Iraq, 1,337.8 in Cyprus.
OTHER_DUNAMS: Mapping[str, str] = {"IRQ": "2,500 m² in Iraq", "CYP": "1,337.8 m² in Cyprus"}

# Spellings in English, French, Spanish, Portuguese, Russian, Ukrainian and Arabic, after `unit_key`.
_SPELLINGS: Mapping[Unit, str] = {
    Unit.M2: "m2 sqm sqmetres sqmeters squaremetres squaremeters squaremetre squaremeter metrescarres metrecarre "
    "metroscuadrados metrosquadrados кв.м квм м2 квадратныхметров квадратнихметрів متрмربع مترمربع م2 mtr2 sqmtr",
    Unit.HA: "ha hectare hectares hectarea hectareas га гектар гектаров гектара гектарів هكتار هكتارات",
    Unit.KM2: "km2 sqkm sqkilometres sqkilometers squarekilometres squarekilometers squarekilometre squarekilometer "
    "kilometrescarres kilometrecarre kilometroscuadrados quilometrosquadrados кв.км квкм км2 كم2 كيلومترمربع كلم2",
    Unit.SQ_MI: "sqmi sqmile sqmiles squaremile squaremiles mi2 mile2 miles2",
    Unit.ACRE: "acre acres ac",
    Unit.DUNAM: "dunam dunams dunum dunums donum donums دونم dulum",
    Unit.IRAQI_DUNAM: "iraqidunam iraqidunams iraqidonum",
    Unit.COUNT: "count number persons people casualties victims items mines devices",
    Unit.PERCENT: "% percent pct percentage",
}
_SCALES: Mapping[str, float] = dict.fromkeys(("000", "1000", "thousand", "тыс", "тис"), 1e3) | dict.fromkeys(
    ("million", "millions", "mln", "млн"), 1e6
)


def _unit_key(text: str) -> str:
    """Return a text with nothing but letters, digits, "%" and "#", folded: "Sq. km" and "km²" as sqkm and km2."""
    plain = fold(text.replace("²", "2").replace("^2", "2"))
    return re.sub(r"[^\w%#]|_", "", plain)


_UNITS: Mapping[str, Unit] = {_unit_key(word): unit for unit, words in _SPELLINGS.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit with the number by which its figures are multiplied first ("thousand m²")."""

    unit: Unit
    scale: float = 1.0

    def km2(self, value: float) -> float | None:
        """Return a figure in square kilometres; None where the unit is none of area."""
        return None if self.unit.m2 is None else value * self.scale * self.unit.m2 / 1e6

    def __str__(self) -> str:
        return f"{self.scale:,.0f} {self.unit}" if self.scale != 1 else str(self.unit)


@lru_cache(maxsize=512)
def measure_of(text: str) -> Measure | None:
    """Return the unit that a whole text names, None if it names none.

    Examples
    --------
    >>> str(measure_of("Sq. km")), str(measure_of("'000 m²")), str(measure_of("гектарів")), measure_of("area")
    ('km2', '1,000 m2', 'ha', None)
    """
    key = _unit_key(text)
    if unit := _UNITS.get(key):
        return Measure(unit)
    for word, scale in _SCALES.items():
        if key.startswith(word) and (unit := _UNITS.get(key.removeprefix(word))) and unit.m2:
            return Measure(unit, scale)
    return None


_IN_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]+)[)\]}]")
_JOINED_UNIT = re.compile(r"([a-z]+?)(sqkm|sqm|km2|m2)", re.IGNORECASE)  # "AREASQM", a field of IMSMA exports
_AFTER = re.compile(r"(?:\bin\b|\ben\b|\bem\b|\bв\b|\bу\b|,|:|/|-|–)\s*([^,:/–-]+)$", re.IGNORECASE)


def measures_in(header: str) -> tuple[tuple[Measure, str], ...]:
    """Return each unit that a header states, with the header without it; none, or several that contradict each other.

    A unit stands in brackets, after "in", a comma, colon, slash or dash, or as the last word after a space or "_"; a
    single letter and a word such as "number" are no unit in the last place.

    Examples
    --------
    >>> [(str(unit), rest) for unit, rest in measures_in("Area cleared (sq km)")]
    [('km2', 'Area cleared')]
    >>> [(str(unit), rest) for unit, rest in measures_in("cleared_ha")]
    [('ha', 'cleared')]
    >>> measures_in("Country")
    ()
    """
    if whole := measure_of(header):
        return ((whole, ""),)
    pieces = [(match[1], header[: match.start()] + header[match.end() :]) for match in _IN_BRACKETS.finditer(header)]
    if match := _AFTER.search(header):
        pieces.append((match[1], header[: match.start()]))
    words = re.split(r"[\s_]+", header.strip())
    for count in (2, 1):
        if len(words) > count and not pieces:
            pieces.append((" ".join(words[-count:]), " ".join(words[:-count])))
    stated: dict[str, tuple[Measure, str]] = {}
    for piece, rest in pieces:
        if measure := measure_of(piece):
            stated.setdefault(str(measure), (measure, re.sub(r"\s+", " ", rest).strip(" _-–,:/")))
    if (
        not stated
        and len(words) == 1
        and (match := _JOINED_UNIT.fullmatch(words[0]))
        and (measure := measure_of(match[2]))
    ):
        return ((measure, match[1]),)
    if not stated and len(words) > 1 and (measure := measure_of(words[-1])) and measure.unit is not Unit.COUNT:
        return ((measure, " ".join(words[:-1])),)
    return tuple(stated.values())


# --- Numbers


class Sign(StrEnum):
    """A sign inside a number whose meaning the columns decide."""

    DOT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column writes numbers: its decimal sign, None where not known; the other sign groups thousands."""

    decimal: Sign | None = None


_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'’](?=\d{3}(?!\d))")
_FIGURE = re.compile(r"[+-]?(?:\d|[.,](?=\d))[\d.,]*(?:[eE][+-]?\d{1,2})?")
# "None" and "nil" are not here: they may mean 0, so that such a cell is named as one that was not read.
_NOTHING = re.compile(
    r"-|–|—|…|\.{1,3}|#?n\.?/?a\.?|n\.?/?d\.?|s/d|н/д|null|nan|not (?:available|reported)|unknown|no data",
    re.IGNORECASE,
)


def is_no_value(text: str) -> bool:
    """Whether a text says that there is no figure: empty, a dash, "n/a".

    Examples
    --------
    >>> is_no_value(" – "), is_no_value("N/A"), is_no_value("0")
    (True, True, False)
    """
    return not text.strip() or _NOTHING.fullmatch(text.strip()) is not None


def figure_text(text: str) -> str:
    """Return the digits and signs of a number, without spaces between thousands and marks of footnotes; else "".

    Examples
    --------
    >>> figure_text("1 234,5 [b]"), figure_text("١٢٫٥"), figure_text("12–15"), figure_text("about 3")
    ('1234,5', '12.5', '', '')
    """
    plain = text.strip().translate(_ARABIC)
    for candidate in (plain, without_marks(plain)[0]):
        digits = _SPACES.sub("", candidate).removesuffix("%").strip()
        if _FIGURE.fullmatch(digits):
            return digits
    return ""


def decimal_signs(figure: str) -> frozenset[Sign]:
    """Return the signs that can be the decimal sign of a number (`figure_text`); both where it has none.

    Examples
    --------
    >>> ["".join(sorted(decimal_signs(figure))) for figure in ("1.234,5", "1,234", "1,23")]
    [',', ',.', ',']
    """
    return frozenset(sign for sign in Sign if _value(figure, sign) is not None)


def number_style(texts: Iterable[str]) -> tuple[NumberStyle, str]:
    """Return how a column writes numbers, and a number that can be read in two ways where that is not known.

    Raises
    ------
    ValueError
        With a sentence, when two numbers of the column contradict each other.
    """
    certain: dict[Sign, str] = {}
    doubtful = ""
    for text in texts:
        figure = figure_text(text)
        signs = decimal_signs(figure) if figure else frozenset()
        if len(signs) == 1:
            certain.setdefault(next(iter(signs)), text.strip())
        elif len(signs) == 2 and _value(figure, Sign.DOT) != _value(figure, Sign.COMMA):
            doubtful = doubtful or text.strip()
    if len(certain) == 2:
        raise ValueError(
            f"{certain[Sign.DOT]!r} has a decimal point and {certain[Sign.COMMA]!r} a decimal comma, expected one sign"
        )
    if certain:
        return NumberStyle(next(iter(certain))), ""
    return NumberStyle(None), doubtful


def figure(text: str, style: NumberStyle) -> float | None:
    """Return the value of a number in a style; None for a text that is none, or that can be read in two ways.

    Examples
    --------
    >>> figure("1.234,50", NumberStyle(Sign.COMMA)), figure("1,234", NumberStyle()), figure("12", NumberStyle())
    (1234.5, None, 12.0)
    """
    figure = figure_text(text)
    if not figure:
        return None
    if style.decimal is not None:
        return _value(figure, style.decimal)
    values = {_value(figure, sign) for sign in Sign} - {None}
    return values.pop() if len(values) == 1 else None


def _value(figure: str, decimal: Sign) -> float | None:
    """Return a number with a decimal sign and groups of three (or, as in India, of two and a last one of three)."""
    group = "." if decimal is Sign.COMMA else ","
    whole, _, fraction = figure.partition(decimal)
    if group in fraction or decimal in fraction:
        return None
    if group in whole:
        first, *groups = whole.lstrip("+-").split(group)
        sizes = {len(part) for part in groups[:-1]}
        if not 1 <= len(first) <= 3 or len(groups[-1]) != 3 or not (sizes <= {3} or (sizes == {2} and len(first) <= 2)):
            return None
        if first == "0":  # 0,123 is no thousand
            return None
    value = float(f"{whole.replace(group, '') or '0'}.{fraction or '0'}" if "e" not in whole.lower() else whole)
    return value if abs(value) < 1e15 else None


# --- Dates


class DayOrder(StrEnum):
    """The order of day and month in dates of digits and slashes."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"


_MONTH_STEMS: tuple[str, ...] = (
    "jan ene январ янв січ janv يناير",
    "feb fev fevr феврал фев лют fevrier فبراير",
    "mar mars март мар бер marz مارس",
    "apr abr avr апрел апр квіт кві أبريل",
    "may mai maio mayo май мая трав тра مايو",
    "jun juin junh июн черв чер يونيو",
    "jul juil julh июл лип يوليو",
    "aug ago aout август авг серп сер أغسطس",
    "sep set sept сентябр сен вер верес سبتمبر",
    "oct out октябр окт жовт жов أكتوبر",
    "nov нояб ноя лист лис نوفمبر",
    "dec dez dic декабр дек груд гру ديسمبر",
)
_MONTHS: Mapping[str, int] = {
    fold(stem): month for month, stems in enumerate(_MONTH_STEMS, 1) for stem in stems.split()
}
_YEAR = re.compile(r"(19|20|21)\d{2}")
_NUMERIC = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ]\d{2}:.*)?")
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?: .*)?")
_DAY_WORD = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]+(?:de\s+|di\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4})")
_WORD_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WORD_YEAR = re.compile(r"([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4})")
_FOUR_DIGITS = re.compile(r"\d{4}")
_MAX_DATE_LENGTH = 60  # of a text that can be a date, with the marks of footnotes
_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})")


def is_year(text: str) -> bool:
    """Whether a text is a year from 1900 to 2199 and nothing else."""
    return _YEAR.fullmatch(text.strip()) is not None


def date_of(text: str, order: DayOrder | None = None) -> DateSpan | None:
    """Return the date of a text: a day, month, year or range of years; None where it is none or can mean two days.

    Parameters
    ----------
    order
        The order of day and month, by which "03/04/2024" is read; None: not known. With dots the day comes first.

    Examples
    --------
    >>> str(date_of("11 Sep 2002 a")), str(date_of("31.12.2024")), date_of("03/04/2024"), date_of("31/04/2024")
    ('2002-09-11', '2024-12-31', None, None)
    >>> date_of("3 de mayo de 2021").label, date_of("Dec-2023").label, date_of("2019–2021").label
    ('3 May 2021', 'December 2023', 'between 2019 and 2021')
    """
    plain = text.strip().translate(_ARABIC)
    if len(plain) > _MAX_DATE_LENGTH or not _FOUR_DIGITS.search(plain):
        return None
    for candidate in dict.fromkeys((plain, without_marks(plain)[0], re.sub(r"(?<=\d)\s+[A-Za-z]{1,2}$", "", plain))):
        try:
            if (span := _date(candidate, order)) is not None:
                return span
        except ValueError:
            return None
    return None


def _date(text: str, order: DayOrder | None) -> DateSpan | None:
    if _YEAR.fullmatch(text):
        return DateSpan.parse(text)
    if match := _ISO.fullmatch(text):
        return DateSpan.parse("-".join(part for part in match.groups() if part))
    if match := _SLASHED.fullmatch(text):
        return DateSpan.on(date(int(match[1]), int(match[2]), int(match[3])))
    if match := _NUMERIC.fullmatch(text):
        return _numeric_date(match, order)
    if match := _YEARS.fullmatch(text):
        return DateSpan.parse(f"{match[1]}/{match[2]}")
    folded = fold(text)
    if match := _DAY_WORD.fullmatch(folded):
        month = _month(match[2])
        return DateSpan.on(date(int(match[3]), month, int(match[1]))) if month else None
    if match := _WORD_DAY.fullmatch(folded):
        month = _month(match[1])
        return DateSpan.on(date(int(match[3]), month, int(match[2]))) if month else None
    if match := _WORD_YEAR.fullmatch(folded):
        month = _month(match[1])
        return DateSpan.parse(f"{match[2]}-{month:02}") if month else None
    return None


def _numeric_date(match: re.Match[str], order: DayOrder | None) -> DateSpan | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == ".":
        order = DayOrder.DAY_FIRST
    elif order is None and first != second:
        if first <= 12 and second <= 12:
            return None
        order = DayOrder.DAY_FIRST if first > 12 else DayOrder.MONTH_FIRST
    day, month = (second, first) if order is DayOrder.MONTH_FIRST else (first, second)
    return DateSpan.on(date(year, month, day))


def day_order(texts: Iterable[str]) -> tuple[DayOrder | None, str]:
    """Return the order of day and month in a column, and a date that can mean two days where that is not known.

    Raises
    ------
    ValueError
        With a sentence, when two dates of the column contradict each other.
    """
    certain: dict[DayOrder, str] = {}
    doubtful = ""
    for text in texts:
        match = _NUMERIC.fullmatch(text.strip().translate(_ARABIC))
        if match is None or match[2] == ".":
            continue
        first, second = int(match[1]), int(match[3])
        if first > 12:
            certain.setdefault(DayOrder.DAY_FIRST, text.strip())
        elif second > 12:
            certain.setdefault(DayOrder.MONTH_FIRST, text.strip())
        elif first != second:
            doubtful = doubtful or text.strip()
    if len(certain) == 2:
        day_first, month_first = certain[DayOrder.DAY_FIRST], certain[DayOrder.MONTH_FIRST]
        raise ValueError(f"{day_first!r} has the day first and {month_first!r} the month, expected one order")
    if certain:
        return next(iter(certain)), ""
    return None, doubtful


@lru_cache(maxsize=256)
def _month(word: str) -> int:
    """Return the number of a month by its name or a short form in one of seven languages; 0 for another word."""
    for length in range(len(word), 2, -1):
        if month := _MONTHS.get(word[:length]):
            return month
    return 0
