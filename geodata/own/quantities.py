"""Figures, units of area, dates and angles as tables write them; a text that can mean two things is never decided here.

A number is read by a `NumberStyle`, which follows from the whole column: "1,234" alone can be 1234 or 1.234, and is
neither where no other number of the column tells. So it is with the order of day and month.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from geodata.collation import fold, plain_key
from geodata.dates import DateSpan
from geodata.own.names import without_marks
from geodata.own.vocabulary import Unit, WordSubject, name_parts, shipped_vocabulary

# --- Cells


def is_empty(value: object) -> bool:
    """Whether a value says nothing: None, not a number, blank text."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())  # noqa: PLR0124  nan


def text_of(value: object) -> str:
    """Return a value as text; a whole number without its decimal point, "" for one that says nothing."""
    if is_empty(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


# --- Units

# States in which "dunam" alone is not 1,000 m²: 2,500 in Iraq, 1,337.8 in Cyprus.
OTHER_DUNAMS: Mapping[str, str] = {"IRQ": "2,500 m² in Iraq", "CYP": "1,337.8 m² in Cyprus"}
_SCALES: Mapping[str, float] = dict.fromkeys(("000", "1000", "thousand", "тыс", "тис"), 1e3) | dict.fromkeys(
    ("million", "millions", "mln", "млн"), 1e6
)


def _unit_key(text: str) -> str:
    """Return a text with nothing but letters, digits, "%" and "#", folded: "Sq. km" and "km²" as sqkm and km2."""
    plain = fold(text.replace("²", "2").replace("^2", "2"))
    return re.sub(r"[^\w%#]|_", "", plain)


@cache
def _units() -> Mapping[str, Unit]:
    """Return the units by their words in the vocabulary, folded."""
    words = (word for word in shipped_vocabulary().words if word.subject is WordSubject.UNIT)
    return {"%": Unit.PERCENT} | {_unit_key(word.word): Unit(word.means) for word in words}


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


def measure_of(text: str) -> Measure | None:
    """Return the unit that a whole text names, None if it names none.

    Examples
    --------
    >>> str(measure_of("Sq. km")), str(measure_of("'000 m²")), str(measure_of("гектарів")), measure_of("area")
    ('km2', '1,000 m2', 'ha', None)
    """
    key = _unit_key(text)
    if unit := _units().get(key):
        return Measure(unit)
    for word, scale in _SCALES.items():
        if key.startswith(word) and (unit := _units().get(key.removeprefix(word))) and unit.m2:
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


def unit_in_name(name: str) -> Unit | None:
    """Return the unit of area in the name of a column: `area_ha`, `AREASQM`, `estimatedAreaHa`; None without one.

    Examples
    --------
    >>> [str(unit_in_name(name)) for name in ("area_ha", "AREASQM", "Size (km²)", "acres_1", "areasize")]
    ['ha', 'm2', 'km2', 'acre', 'None']
    """
    plain = re.sub(r"_\d{1,2}$", "", name)  # the number of a join
    for text in (plain, " ".join(name_parts(plain))):
        units = {measure.unit for measure, _ in measures_in(text) if measure.unit.m2 and measure.scale == 1}
        if len(units) == 1:
            return units.pop()
    return None


# --- Numbers


class Sign(StrEnum):
    """A sign inside a number whose meaning the columns decide."""

    DOT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class NumberStyle:
    """How a column writes numbers: its decimal sign, None where not known; the other sign groups thousands."""

    decimal: Sign | None = None


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬−", "01234567890123456789.,-")
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
    plain = text.strip().translate(_DIGITS)
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


_BEGINNING = re.compile(r"[-+\d.,'’٠-٩۰-۹٫٬ \u00a0\u2007\u2009\u202f]+")


def number_in(text: str) -> tuple[str, str]:
    """Return the number that a text begins with, as it is written, and the rest: "12,5" and "ha" of "12,5 ha"."""
    match = _BEGINNING.match(text)
    return (match[0].strip(), text[match.end() :].strip()) if match else ("", text)


def size_of(value: object, style: NumberStyle) -> tuple[float, Unit | None]:
    """Return the number of a size and the unit that stands in the same cell; nan where it is none, or one of two.

    Examples
    --------
    >>> size_of("12,5 ha", NumberStyle()), size_of(1500, NumberStyle()), size_of("large", NumberStyle())
    ((12.5, <Unit.HA: 'ha'>), (1500.0, None), (nan, None))
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (float(value), None) if value >= 0 else (math.nan, None)
    written, rest = number_in(text_of(value))
    number, measure = figure(written, style), measure_of(rest) if rest else None
    if number is None or number < 0 or (rest and (measure is None or measure.unit.m2 is None)):
        return math.nan, None
    return (number * measure.scale, measure.unit) if measure else (number, None)


def length_of(value: object) -> float:
    """Return a number of metres of a plane, nan where it is none; "512,345" has thousands: no easting is so small."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    written = text_of(value)
    values = [number for sign in Sign if (number := figure(written, NumberStyle(sign))) is not None]
    return max(values, key=abs, default=math.nan)


# --- Angles

_HEMISPHERES = {  # letter, folded -> sign; O is west in French, Spanish and Portuguese
    **dict.fromkeys(("n", "s", "e", "w", "o", "l"), 0),
    "n": 1, "s": -1, "e": 1, "w": -1, "o": -1, "l": 1,
    "с": 1, "сш": 1, "пн": 1, "пнш": 1, "ю": -1, "юш": -1, "пд": -1, "пдш": -1,
    "в": 1, "вд": 1, "сх": 1, "схд": 1, "сд": 1, "з": -1, "зд": -1, "зх": -1, "зхд": -1,
    "north": 1, "south": -1, "east": 1, "west": -1, "norte": 1, "sur": -1, "sul": -1, "este": 1, "leste": 1,
    "oeste": -1, "nord": 1, "sud": -1, "est": 1, "ouest": -1,
    "شمالا": 1, "جنوبا": -1, "شرقا": 1, "غربا": -1,
}  # fmt: skip
_DECIMAL = re.compile(r"[-+]?\d*[.,]?\d+([eE][-+]?\d+)?")
_ANGLE = re.compile(
    r"(?P<before>[^\W\d_][^\W\d_.\s]*)?\s*(?P<sign>[-+−])?\s*(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*[°º˚d:\- ]?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*[′'’´m:\- ]?\s*"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:″|\"|”|''|’’|′′|s)?)?)?\s*(?P<after>[^\W\d_][^\W\d_]*(?:\.?\s?[^\W\d_]\.?)?)?\.?"
)


def angle_of(value: object) -> float:
    r"""Return an angle in degrees: decimal, or degrees, minutes and seconds with their signs, blanks or colons.

    North and east are positive; their letters may stand before or behind, in the languages of the vocabulary.

    Examples
    --------
    >>> [angle_of(text) for text in ("48,5", "48°30'00\"N", "W 72 15 36", "34 30.5 S", "far")]
    [48.5, 48.5, -72.26, -34.50833333333333, nan]
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = text_of(value).translate(_DIGITS)
    if _DECIMAL.fullmatch(text):
        return float(text.replace(",", "."))  # three digits behind a sign are decimals of a degree, never thousands
    match = _ANGLE.fullmatch(text)
    if not match:
        return math.nan
    letters = [plain_key(match[group]).replace(" ", "") for group in ("before", "after") if match[group]]
    signs = [_HEMISPHERES.get(letter.replace(".", "")) for letter in letters]
    if len(letters) > 1 or None in signs or (letters and match["sign"]):
        return math.nan
    degrees, minutes, seconds = (
        float((match[group] or "0").replace(",", ".")) for group in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60 or (match["minutes"] and not degrees.is_integer()):
        return math.nan
    angle = degrees + minutes / 60 + seconds / 3600
    return angle * (signs[0] or 1) if signs else -angle if match["sign"] in {"-", "−"} else angle


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
_YEAR_FIRST = re.compile(r"((?:1[89]|2[01])\d{2})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)")
_HOURS = re.compile(r"[T ]+\d{1,2}:\d{2}.*$")
_DAY_WORD = re.compile(r"(\d{1,2})(?:\.|st|nd|rd|th|er|º)?[\s-]+(?:de\s+|di\s+)?([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4})")
_WORD_DAY = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WORD_YEAR = re.compile(r"([^\W\d]+)\.?,?[\s-]+(?:de\s+)?(\d{4})")
_FOUR_DIGITS = re.compile(r"\d{4}")
_MAX_DATE_LENGTH = 60  # of a text that can be a date, with the marks of footnotes
_YEARS = re.compile(r"(\d{4})\s*[/–-]\s*(\d{4})")


def is_year(text: str) -> bool:
    """Whether a text is a year from 1900 to 2199 and nothing else."""
    return _YEAR.fullmatch(text.strip()) is not None


def date_of(value: object, order: DayOrder | None = None, *, or_year: bool = False) -> DateSpan | None:
    """Return the date of a value: a day, month, year or range of years; None where it is none or can mean two days.

    Hours and time zones are left out, so that a day stays the day that was written.

    Parameters
    ----------
    order
        The order of day and month, by which "03/04/2024" is read; None: not known. With dots the day comes first.
    or_year
        Whether a date that can mean two days counts as its year.

    Examples
    --------
    >>> str(date_of("11 Sep 2002 a")), str(date_of("31.12.2024")), date_of("03/04/2024"), date_of("31/04/2024")
    ('2002-09-11', '2024-12-31', None, None)
    >>> date_of("3 de mayo de 2021").label, date_of("Dec-2023").label, date_of("2019–2021").label
    ('3 May 2021', 'December 2023', 'between 2019 and 2021')
    """
    if isinstance(value, date):  # a datetime is one
        return DateSpan.on(date(value.year, value.month, value.day))
    plain = _HOURS.sub("", text_of(value).translate(_DIGITS))
    if or_year and order is None and (match := _NUMERIC.fullmatch(plain)) and _can_mean_two_days(match):
        return DateSpan.parse(match[4]) if _YEAR.fullmatch(match[4]) else None
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
    if match := _YEAR_FIRST.fullmatch(text):
        return DateSpan.parse("-".join([match[1], *(f"{int(part):02}" for part in match.groups()[1:] if part)]))
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


def _can_mean_two_days(match: re.Match[str]) -> bool:
    first, second = int(match[1]), int(match[3])
    return match[2] != "." and first != second and first <= 12 and second <= 12


def _numeric_date(match: re.Match[str], order: DayOrder | None) -> DateSpan | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == ".":
        order = DayOrder.DAY_FIRST
    elif order is None and first != second:
        if _can_mean_two_days(match):
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
        match = _NUMERIC.fullmatch(_HOURS.sub("", text.strip().translate(_DIGITS)))
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


def _month(word: str) -> int:
    """Return the number of a month by its name or a short form in one of seven languages; 0 for another word."""
    for length in range(len(word), 2, -1):
        if month := _MONTHS.get(word[:length]):
            return month
    return 0
