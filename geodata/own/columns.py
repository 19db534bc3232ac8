"""What the columns of a reader's file are for, and what their words of hazard type, status and unit mean.

The vocabulary is data/own/words.csv: names of columns and words of values in seven languages, each with its source.
A reader's own file of the same form comes before it. Only values of columns whose name is known are ever looked at.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geodata.collation import name_key, slip_count
from geodata.dates import DateSpan
from geodata.errors import OwnFileError, did_you_mean, nearest
from geodata.own.records import UNKNOWN

WORDS_FILE = Path(__file__).parents[1] / "data" / "own" / "words.csv"
WORD_COLUMNS = ("subject", "means", "language", "word", "source", "place")
MAX_WORDS_BYTES = 4_000_000  # of a file of words; the shipped one has 60 kB
NO_COLUMN = "-"  # as the column of a role: the file has none, whatever a name looks like


class Role(StrEnum):
    """What a column is for; a column without a role is never read."""

    TYPE = "type"
    STATUS = "status"
    RECORD = "id"
    DATE = "date"
    SIZE = "size"
    COUNTRY = "country"
    WKT = "wkt"
    LONGITUDE = "longitude"
    LATITUDE = "latitude"
    EASTING = "easting"
    NORTHING = "northing"
    ZONE = "zone"


PLACE_ROLES = frozenset({Role.WKT, Role.LONGITUDE, Role.LATITUDE, Role.EASTING, Role.NORTHING, Role.ZONE})
# Names that look like a role and are none: sizes and numbers that a GIS computes, and names of persons.
NO_ROLES = frozenset({"computed", "personal"})


class Subject(StrEnum):
    """What a word of the vocabulary is said of."""

    COLUMN = "column"
    HAZARD_TYPE = "hazard-type"
    STATUS = "status"
    UNIT = "unit"


class HazardType(StrEnum):
    """Kinds of hazard records; all but accidents and stores are kinds of land."""

    CONFIRMED = "confirmed"
    SUSPECTED = "suspected"
    MINEFIELD = "minefield"
    SUSPECTED_MINEFIELD = "suspected-minefield"
    BATTLE_AREA = "battle-area"
    CLUSTER_MUNITION_AREA = "cluster-munition-area"
    INDICATION = "indication"
    SPOT_TASK = "spot-task"
    AMMUNITION_STORAGE = "ammunition-storage"
    ACCIDENT = "accident"

    @property
    def label(self) -> str:
        """The kind in words."""
        return HAZARD_TYPE_LABELS[self]


HAZARD_TYPE_LABELS: Mapping[HazardType, str] = {
    HazardType.CONFIRMED: "confirmed hazardous area",
    HazardType.SUSPECTED: "suspected hazardous area",
    HazardType.MINEFIELD: "mined area",
    HazardType.SUSPECTED_MINEFIELD: "suspected mined area",
    HazardType.BATTLE_AREA: "battle area",
    HazardType.CLUSTER_MUNITION_AREA: "area with cluster munitions",
    HazardType.INDICATION: "indication",
    HazardType.SPOT_TASK: "spot task",
    HazardType.AMMUNITION_STORAGE: "ammunition storage",
    HazardType.ACCIDENT: "accident or incident",
}


class HazardStatus(StrEnum):
    """What has become of a hazard record."""

    OPEN = "open"
    WORKED_ON = "worked-on"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    CLEARED = "cleared"
    REDUCED = "reduced"
    CANCELLED = "cancelled"
    RELEASED = "released"
    PARTLY_CLEARED = "partly-cleared"
    EXPIRED = "expired"

    @property
    def label(self) -> str:
        """The status in words."""
        return self.value.replace("-", " ")


UNIT_M2: Mapping[str, float] = {
    "m2": 1.0,
    "ha": 1e4,
    "km2": 1e6,
    "acre": 4046.8564224,  # international acre
    "mi2": 2_589_988.110336,  # international square mile
    "ft2": 0.09290304,
    "dunam": 1000.0,  # metric dunam
}
UNIT_LABELS: Mapping[str, str] = {
    "m2": "square metres",
    "ha": "hectares",
    "km2": "square kilometres",
    "acre": "acres",
    "mi2": "square miles",
    "ft2": "square feet",
    "dunam": "dunams",
}
_ROLES = tuple(role.value for role in Role)
_SUBJECTS = tuple(subject.value for subject in Subject)
_MEANINGS: Mapping[Subject, Collection[str]] = {
    Subject.COLUMN: (*_ROLES, *sorted(NO_ROLES)),
    Subject.HAZARD_TYPE: (*(kind.value for kind in HazardType), UNKNOWN),
    Subject.STATUS: (*(status.value for status in HazardStatus), UNKNOWN),
    Subject.UNIT: tuple(UNIT_M2),
}


# --- The vocabulary


@dataclass(frozen=True, slots=True)
class Word:
    """A word, what it means, and the document that it comes from (source ids are explained in data/README.md)."""

    subject: Subject
    means: str
    language: str
    word: str
    source: str
    place: str


class Vocabulary:
    """Words by their folded form; of two words of one form the first one holds."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self._by_key: dict[Subject, dict[str, Word]] = {subject: {} for subject in Subject}
        for word in self.words:
            self._by_key[word.subject].setdefault(word_key(word.word), word)
        self.columns = tuple(
            (key, tuple(_name_parts(word.word)), word) for key, word in self._by_key[Subject.COLUMN].items()
        )

    def word(self, subject: Subject, text: str) -> Word | None:
        """Return the word of a text: as it stands, without what is in brackets, or where all its parts agree.

        Examples
        --------
        >>> shipped_vocabulary().word(Subject.HAZARD_TYPE, "CONFIRMED HAZARDOUS AREA (CHA)").means
        'confirmed'
        """
        known = self._by_key[subject]
        word = known.get(word_key(text))
        if word or subject in {Subject.COLUMN, Subject.UNIT}:
            return word
        parts = [part for part in re.split(r"[()/;|\[\]]| [-–—] ", text) if word_key(part)]
        words = [known.get(word_key(part)) for part in parts]
        meanings = {part.means for part in words if part}
        return words[0] if len(parts) > 1 and len(meanings) == 1 and all(words) else None

    def meaning(self, subject: Subject, text: str) -> str:
        """Return the class id that a text means, `UNKNOWN` where it is not in the vocabulary."""
        word = self.word(subject, text)
        return word.means if word else UNKNOWN

    def before(self, words: Iterable[Word]) -> Vocabulary:
        """Return a vocabulary in which these words come before its own."""
        return Vocabulary((*words, *self.words))


def word_key(text: str) -> str:
    """Return the folded form of a word or the name of a column: case, accents, signs and gaps do not matter.

    Examples
    --------
    >>> word_key("Hazard_Type") == word_key("hazardType") == word_key("HAZARD TYPE")
    True
    """
    return " ".join(_name_parts(text)).replace(" ", "")


def _name_parts(text: str) -> list[str]:
    return name_key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).split()


@cache
def shipped_vocabulary() -> Vocabulary:
    """Return the vocabulary of data/own/words.csv."""
    return Vocabulary(read_words(WORDS_FILE))


def read_words(path: Path) -> tuple[Word, ...]:
    """Return the words of a CSV file with the columns of `WORD_COLUMNS`; `language`, `source`, `place` may be missing.

    Raises
    ------
    OwnFileError
        When the file cannot be read, lacks a column or gives a meaning that there is not.
    """
    expected = f"expected columns {', '.join(WORD_COLUMNS[:2])}, word and, if known, language, source, place"
    try:
        if path.stat().st_size > MAX_WORDS_BYTES:
            raise OwnFileError(f"{path.name} is no file of words: it has {path.stat().st_size:,} bytes; {expected}")
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not in UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror or "no such file"
        raise OwnFileError(f"the words of {path.name} cannot be read: {reason}") from None
    words = []
    try:
        rows = csv.DictReader(text.splitlines(), strict=True)
        missing = {"subject", "means", "word"} - {*(rows.fieldnames or ())}
        if missing:
            raise OwnFileError(f"{path.name} has no column {' and '.join(sorted(missing))}; {expected}")
        words = [_word(path.name, rows.line_num, row) for row in rows]
    except csv.Error as error:
        raise OwnFileError(f"{path.name} is no CSV file: {error}") from None
    return tuple(words)


def _word(file: str, line: int, row: Mapping[str, str | None]) -> Word:
    cells = {column: (row.get(column) or "").strip() for column in WORD_COLUMNS}
    if cells["subject"] not in _SUBJECTS:
        near = did_you_mean(nearest(cells["subject"], _SUBJECTS, 1))
        expected = ", ".join(_SUBJECTS)
        raise OwnFileError(f"{file}:{line}: unknown subject {cells['subject']!r}, expected {expected}{near}")
    subject = Subject(cells["subject"])
    if cells["means"] not in _MEANINGS[subject]:
        near = did_you_mean(nearest(cells["means"], _MEANINGS[subject]))
        raise OwnFileError(f"{file}:{line}: unknown meaning {cells['means']!r} of a {subject}{near}")
    if not word_key(cells["word"]):
        raise OwnFileError(f"{file}:{line}: word is empty, expected a text with letters or digits")
    return Word(subject, cells["means"], cells["language"], cells["word"], cells["source"] or file, cells["place"])


def words_csv(words: Iterable[Word]) -> str:
    """Return words as the CSV that `read_words` reads."""
    lines = [",".join(WORD_COLUMNS)]
    for word in words:
        cells = (getattr(word, column) for column in WORD_COLUMNS)
        lines.append(",".join(f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in cells))
    return "\n".join(lines) + "\n"


# --- Roles


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column has which role, and the unit of sizes; `""` for a role that no column has.

    Attributes
    ----------
    roles
        Pairs of role and name of the column.
    unit
        Id of `UNIT_M2`; "" where it is not known, and then sizes are not read.
    day_first
        Whether 03/04/2005 is in April; None where the column does not show it, and then such a date counts as a year.
    has_versions
        Whether rows of one id are versions of a record, as the reader says by giving the column of the id.
    """

    roles: tuple[tuple[Role, str], ...] = ()
    unit: str = ""
    day_first: bool | None = None
    has_versions: bool = False

    def column(self, role: Role) -> str:
        """Return the name of the column of a role."""
        return dict(self.roles).get(role, "")

    def names(self) -> tuple[str, ...]:
        """Return the columns that are read, each once, in the order of their roles."""
        return tuple(dict.fromkeys(name for _, name in self.roles))


def parse_columns(texts: Sequence[str]) -> Columns:
    """Return the roles of texts such as `type=Hazard_Cla`, `size=areasize:m2`, `status=-` (the file has none).

    Raises
    ------
    OwnFileError
        When a text is none, or names a role or unit that there is not.
    """
    roles: dict[Role, str] = {}
    unit = ""
    for text in texts:
        name, sign, column = text.partition("=")
        if not sign or not column.strip():
            raise OwnFileError(f"{text!r} gives no column a role, expected a text such as status=Status_1")
        if name.strip() not in _ROLES:
            near = did_you_mean(nearest(name.strip(), _ROLES))
            raise OwnFileError(f"unknown role {name.strip()!r}, expected one of {', '.join(_ROLES)}{near}")
        role = Role(name.strip())
        column = column.strip()
        if role is Role.SIZE and ":" in column:
            column, _, unit_text = column.rpartition(":")
            unit = unit_of(unit_text)
            if not unit:
                near = did_you_mean(nearest(unit_text, UNIT_M2, 1))
                raise OwnFileError(f"unknown unit {unit_text!r} of sizes, expected {', '.join(UNIT_M2)}{near}")
        roles[role] = column
    return Columns(tuple(roles.items()), unit)


@dataclass(frozen=True, slots=True)
class ColumnFinding:
    """A column of the file and the role that it seems to have.

    Attributes
    ----------
    score
        0 to 1: how well name and values fit the role; 1 where the reader gave it.
    role
        None for a column that is not read.
    by
        Word of the vocabulary that the name matches; "" without one.
    """

    name: str
    role: Role | None
    score: float
    by: str = ""
    is_given: bool = False


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A role that the name of a column may mean: how well (0 to 1), by which word, at which place of the vocabulary."""

    role: Role
    score: float
    word: str
    rank: int


def name_matches(name: str, vocabulary: Vocabulary) -> tuple[NameMatch, ...]:
    """Return the roles that the name of a column may mean, best first; none where it names a person or is computed.

    A name may be cut to ten letters by a shapefile, carry the number of a join (`Status_1`), be one word of several
    (`current_status`) or have one slip (`Stauts`).
    """
    column = _ColumnName.of(name)
    best: dict[str, NameMatch] = {}
    for rank, (known, inside, word) in enumerate(vocabulary.columns):
        score = _name_score(column, known, inside, word.word)
        if score and (word.means not in best or score > best[word.means].score):
            role = Role(word.means) if word.means in _ROLES else Role.TYPE
            best[word.means] = NameMatch(role, score, word.word, rank)
    barred = max((best.pop(means).score for means in NO_ROLES if means in best), default=0.0)
    matches = sorted(best.values(), key=lambda match: (-match.score, match.rank))
    if barred and (not matches or matches[0].score <= barred):
        return ()
    if any(match.role is Role.DATE for match in matches) and matches[0].score < 1:
        matches = [match for match in matches if match.role is Role.DATE]  # status_date is a date and no status
    return tuple(matches)


def has_role(name: str) -> bool:
    """Whether a column of this name may have a role, so that its values may be looked at."""
    return bool(name_matches(name, shipped_vocabulary()))


_CUT_LENGTH = 10  # of names in a DBF


@dataclass(frozen=True, slots=True)
class _ColumnName:
    """The name of a column: as it is, without the number of a join, folded, and its parts."""

    name: str
    base: str
    key: str
    parts: tuple[str, ...]

    @classmethod
    def of(cls, name: str) -> _ColumnName:
        base = re.sub(r"_\d{1,2}$", "", name)
        return cls(name, base, word_key(base), (*_name_parts(base),))


def _name_score(column: _ColumnName, known: str, inside: tuple[str, ...], word: str) -> float:
    """Return how well a name means a word, whose folded form is `known` and whose parts are `inside`."""
    name, base, key, parts = column.name, column.base, column.key, column.parts
    if key == known:
        return 1.0 if name == base else 0.9
    cut = len(name) == _CUT_LENGTH and len(key) >= 5 and len(word) > len(base) and known.startswith(key)
    if cut:
        return 0.8 if name == base else 0.6
    if len(known) >= 4 and len(parts) > len(inside):
        for start in range(len(parts) - len(inside) + 1):
            if parts[start : start + len(inside)] == inside:
                return 0.5 if start in {0, len(parts) - len(inside)} else 0.4
    if len(key) >= 6 and len(known) >= 6 and abs(len(key) - len(known)) <= 1 and slip_count(key, known) == 1:
        return 0.5
    return 0.0


MIN_SCORE = 0.4  # of a column that gets a role
MIN_LEAD = 0.1  # over the next one, for type, status and size
MIN_DISTINCT = 0.9  # share of distinct values of a column that names records
_VERSION_SCORE = 0.8  # of a column whose values may name records although they repeat


def find_columns(
    names: Sequence[str],
    samples: Mapping[str, Sequence[object]],
    *,
    vocabulary: Vocabulary,
    given: Columns | None = None,
    roles: Collection[Role] = frozenset(Role),
) -> tuple[tuple[ColumnFinding, ...], tuple[str, ...], Columns]:
    """Return what each column is for, what has to be decided by the reader, and the roles that follow.

    Parameters
    ----------
    samples
        Values of the columns for which `name_matches` is not empty, the same rows of each.
    given
        Roles that the reader gave; they hold whatever the names look like.
    roles
        Roles that are looked for.

    Raises
    ------
    OwnFileError
        When the reader gave a column that the file does not have.
    """
    given = given or Columns()
    chosen = _given_roles(names, given)
    findings = {name: ColumnFinding(name, role, 1.0, is_given=True) for role, name in chosen.items() if name}
    questions: list[str] = []
    matches = {name: name_matches(name, vocabulary) for name in names if name not in findings}
    for role in (role for role in Role if role in roles and role not in chosen):
        rated = [
            (_score(match, samples.get(name, ()), vocabulary), -match.rank, name, match)
            for name, of_name in matches.items()
            for match in of_name
            if match.role is role and name not in findings
        ]
        rated = sorted((entry for entry in rated if entry[0] >= MIN_SCORE), reverse=True, key=lambda entry: entry[:2])
        if not rated:
            continue
        score, _, name, match = rated[0]
        close = [other for points, _, other, _ in rated[1:] if score - points < MIN_LEAD]
        close = [other for other in close if [*samples.get(other, ())] != [*samples.get(name, ())]]
        if close and role in {Role.TYPE, Role.STATUS, Role.SIZE}:
            questions.append(
                f"{1 + len(close)} columns could be the {role}: {', '.join([name, *close])}; "
                f"say which one, as in --column {role}={name}"
            )
            continue
        findings[name] = ColumnFinding(name, role, round(score, 2), match.word)
    date_column = next((name for name, finding in findings.items() if finding.role is Role.DATE), "")
    if Role.RECORD in roles and Role.RECORD not in chosen:
        questions += _version_question(matches, samples, findings, date_column)
    columns = Columns(
        tuple((finding.role, name) for name, finding in findings.items() if finding.role),
        given.unit,
        finds_day_first(samples.get(date_column, ())),
        bool(chosen.get(Role.RECORD)),
    )
    found = tuple(findings.get(name, ColumnFinding(name, None, 0.0)) for name in names)
    return found, tuple(questions), columns


def _version_question(
    matches: Mapping[str, Sequence[NameMatch]],
    samples: Mapping[str, Sequence[object]],
    findings: Mapping[str, ColumnFinding],
    date_column: str,
) -> list[str]:
    """Return a question where ids repeat, but never with one date: rows may then be versions of a record."""
    if not date_column or any(finding.role is Role.RECORD for finding in findings.values()):
        return []
    dates = [text_of(value) for value in samples.get(date_column, ())]
    named = [
        (match.score, -match.rank, name)
        for name, of_name in matches.items()
        for match in of_name[:1]
        if match.role is Role.RECORD and match.score >= _VERSION_SCORE and name not in findings
    ]
    for _, _, name in sorted(named, reverse=True):
        rows = [
            (text_of(record), day) for record, day in zip(samples.get(name, ()), dates, strict=False) if text_of(record)
        ]
        ids = len({record for record, _ in rows})
        if rows and ids < len(rows) and len(set(rows)) >= MIN_DISTINCT * len(rows):
            question = (
                f"{len(rows):,} rows have {ids:,} different values of {name}, with other dates of {date_column}: if "
                f"they are versions of one record, say --column id={name}, and the newest of each counts; if not, say "
                f"--column id={NO_COLUMN}"
            )
            return [question]
    return []


def _given_roles(names: Sequence[str], given: Columns) -> dict[Role, str]:
    chosen: dict[Role, str] = {}
    for role, name in given.roles:
        if name == NO_COLUMN:
            chosen[role] = ""
        elif name in names:
            chosen[role] = name
        else:
            near = did_you_mean(nearest(name, names))
            raise OwnFileError(f"the file has no column {name!r} for the {role}{near}")
    return chosen


def _score(match: NameMatch, values: Sequence[object], vocabulary: Vocabulary) -> float:
    """Return how well a column fits: its name alone where it has no values, else name and values by halves."""
    filled = [value for value in values if not is_empty(value)]
    if not filled:
        return match.score * 0.5
    share = _share_that_fits(match.role, filled, vocabulary)
    if match.role in {Role.TYPE, Role.STATUS}:
        return 0.5 * match.score + 0.5 * share
    return match.score if share >= 0.5 else 0.0


def _share_that_fits(role: Role, values: Sequence[object], vocabulary: Vocabulary) -> float:
    if role is Role.RECORD:
        distinct = len({text_of(value) for value in values}) / len(values)
        return float(distinct >= MIN_DISTINCT)
    fits = {
        Role.TYPE: lambda value: _is_class(value, vocabulary),
        Role.STATUS: lambda value: vocabulary.meaning(Subject.STATUS, text_of(value)) != UNKNOWN,
        Role.DATE: lambda value: parse_date(value) is not None,
        Role.SIZE: lambda value: not np.isnan(parse_size(value)[0]),
        Role.WKT: lambda value: isinstance(value, bytes) or bool(_WKT.match(text_of(value))),
        Role.LONGITUDE: lambda value: not np.isnan(parse_angle(value)),
        Role.LATITUDE: lambda value: not np.isnan(parse_angle(value)),
        Role.EASTING: lambda value: not np.isnan(parse_number(text_of(value))),
        Role.NORTHING: lambda value: not np.isnan(parse_number(text_of(value))),
    }.get(role)
    return 1.0 if fits is None else sum(map(fits, values)) / len(values)


def _is_class(value: object, vocabulary: Vocabulary) -> bool:
    return any(
        vocabulary.meaning(subject, text_of(value)) != UNKNOWN for subject in (Subject.HAZARD_TYPE, Subject.STATUS)
    )


_WKT = re.compile(
    r"\s*(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\b|\s*(SRID=\d+;)?\s*GEOMETRYCOLLECTION", re.IGNORECASE
)


# --- Values


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


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_NUMBER = re.compile(r"[-+]?(\d[\d ' \u00a0\u202f,.]*|[.,]\d+)([eE][-+]?\d+)?")
_THOUSANDS = re.compile(r"[-+]?\d{1,3}([,.])\d{3}(\1\d{3})*")


def parse_number(text: str) -> float:
    """Return the number of a text, nan where it is none.

    Of a comma and a point the later one is the decimal sign. One alone is a sign of thousands where three digits follow
    each and at least two stand in the number, a comma also where there is one; else it is the decimal sign.

    Examples
    --------
    >>> [parse_number(text) for text in ("1 234,5", "1,234.5", "1.234.567", "12,5", "1,234", "0.125")]
    [1234.5, 1234.5, 1234567.0, 12.5, 1234.0, 0.125]
    """
    text = text.translate(_DIGITS).strip()
    if not _NUMBER.fullmatch(text):
        return np.nan
    plain = re.sub(r"[ '\u00a0\u202f]", "", text)
    grouped = _THOUSANDS.fullmatch(plain)
    if grouped and (grouped[1] == "," or plain.count(".") > 1) and not plain.lstrip("+-").startswith("0"):
        plain = plain.replace(grouped[1], "")
    elif "," in plain and "." in plain:
        sign = max(",.", key=plain.rfind)
        plain = plain.replace("," if sign == "." else ".", "").replace(",", ".")
    else:
        plain = plain.replace(",", ".")
    try:
        return float(plain)
    except ValueError:
        return np.nan


def parse_size(value: object) -> tuple[float, str]:
    """Return the number of a size and the unit that stands in the same cell ("" without); nan where it is none.

    Examples
    --------
    >>> parse_size("12,5 ha"), parse_size(1500), parse_size("large")
    ((12.5, 'ha'), (1500.0, ''), (nan, ''))
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return (float(value), "") if value >= 0 else (np.nan, "")
    text = text_of(value)
    match = re.match(r"[-+\d.,'٠-٩۰-۹٫٬ \u00a0\u202f]+", text)
    if not match:
        return np.nan, ""
    number, rest = parse_number(match[0].strip()), text[match.end() :]
    unit = unit_of(rest) if rest else ""
    if np.isnan(number) or number < 0 or (rest and not unit):
        return np.nan, ""
    return number, unit


def unit_of(text: str) -> str:
    """Return the unit that a text is, "" where it is none."""
    word = shipped_vocabulary().word(Subject.UNIT, text)
    return word.means if word else ""


def unit_in_name(name: str) -> str:
    """Return the unit in the name of a column: `area_ha`, `AREASQM`, `Площа (га)`, `acres`; "" without.

    Examples
    --------
    >>> [unit_in_name(name) for name in ("area_ha", "AREASQM", "Size (km²)", "acres", "areasize")]
    ['ha', 'm2', 'km2', 'acre', '']
    """
    parts = _name_parts(re.sub(r"_\d{1,2}$", "", name))
    for length in (2, 1):
        for start in range(len(parts) - length, -1, -1):
            unit = unit_of(" ".join(parts[start : start + length]))
            if unit:
                return unit
    key = word_key(name)
    endings = {"sqm": "m2", "sqkm": "km2", "km2": "km2", "m2": "m2", "sqmi": "mi2"}
    return next((unit for ending, unit in endings.items() if key.endswith(ending)), "")


_ISO_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?")
_LOCAL_DATE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[T ].*)?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100  # of what a number alone may mean as a year


def parse_date(value: object, *, day_first: bool | None = None) -> DateSpan | None:
    """Return the date of a value at its own precision; None where it is none.

    Hours and time zones are left out, so that a day stays the day that was written. Where day and month cannot be told
    apart (03/04/2005, `day_first` None) only the year is known; 03.04.2005 is a day in April.
    """
    if isinstance(value, date):  # a datetime is one
        return DateSpan.on(date(value.year, value.month, value.day))
    text = text_of(value).translate(_DIGITS)
    match = _ISO_DATE.fullmatch(text)
    try:
        if match:
            year, month, day = (int(part) if part else None for part in match.groups())
            if not _FIRST_YEAR <= (year or 0) <= _LAST_YEAR:
                return None
            parts = [f"{year:04}", *(f"{part:02}" for part in (month, day) if part is not None)]
            return DateSpan.parse("-".join(parts))
        match = _LOCAL_DATE.fullmatch(text)
        if not match or not _FIRST_YEAR <= int(match[4]) <= _LAST_YEAR:
            return None
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        is_day_first = True if match[2] == "." or first > 12 else False if second > 12 else day_first
        if is_day_first is None:
            return DateSpan.parse(f"{year:04}")
        day, month = (first, second) if is_day_first else (second, first)
        return DateSpan.on(date(year, month, day))
    except ValueError:
        return None


def finds_day_first(values: Iterable[object]) -> bool | None:
    """Return whether the dates of a column name the day first; None where none of them shows it, or they differ."""
    shown = set()
    for value in values:
        match = _LOCAL_DATE.fullmatch(text_of(value))
        if match and match[2] != "." and (int(match[1]) > 12) != (int(match[3]) > 12):
            shown.add(int(match[1]) > 12)
    return shown.pop() if len(shown) == 1 else None


_HEMISPHERES = {  # letter, folded -> sign; O is west in French, Spanish and Portuguese
    **dict.fromkeys(("n", "s", "e", "w", "o", "l"), 0),
    "n": 1, "s": -1, "e": 1, "w": -1, "o": -1, "l": 1,
    "с": 1, "сш": 1, "пн": 1, "пнш": 1, "ю": -1, "юш": -1, "пд": -1, "пдш": -1,
    "в": 1, "вд": 1, "сх": 1, "схд": 1, "сд": 1, "з": -1, "зд": -1, "зх": -1, "зхд": -1,
    "north": 1, "south": -1, "east": 1, "west": -1, "norte": 1, "sur": -1, "sul": -1, "este": 1, "leste": 1,
    "oeste": -1, "nord": 1, "sud": -1, "est": 1, "ouest": -1,
    "شمالا": 1, "جنوبا": -1, "شرقا": 1, "غربا": -1,
}  # fmt: skip
_ANGLE = re.compile(
    r"(?P<before>[^\W\d_][^\W\d_.\s]*)?\s*(?P<sign>[-+−])?\s*(?P<degrees>\d{1,3}(?:[.,]\d+)?)\s*[°º˚d:\- ]?\s*"
    r"(?:(?P<minutes>\d{1,2}(?:[.,]\d+)?)\s*[′'’´m:\- ]?\s*"
    r"(?:(?P<seconds>\d{1,2}(?:[.,]\d+)?)\s*(?:″|\"|”|''|’’|′′|s)?)?)?\s*(?P<after>[^\W\d_][^\W\d_]*(?:\.?\s?[^\W\d_]\.?)?)?\.?"
)


def parse_angle(value: object) -> float:
    r"""Return an angle in degrees: decimal, or degrees, minutes and seconds with their signs, blanks or colons.

    North and east are positive; their letters may stand before or behind, in the languages of the vocabulary.

    Examples
    --------
    >>> [parse_angle(text) for text in ("48,5", "48°30'00\"N", "W 72 15 36", "34 30.5 S", "far")]
    [48.5, 48.5, -72.26, -34.50833333333333, nan]
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = text_of(value).translate(_DIGITS)
    number = parse_number(text) if re.fullmatch(r"[-+]?\d*[.,]?\d+([eE][-+]?\d+)?", text) else np.nan
    if not np.isnan(number):
        return float(text.replace(",", "."))  # three digits behind a sign are decimals of a degree, never thousands
    match = _ANGLE.fullmatch(text)
    if not match:
        return np.nan
    letters = [name_key(match[group]).replace(" ", "") for group in ("before", "after") if match[group]]
    signs = [_HEMISPHERES.get(letter.replace(".", "")) for letter in letters]
    if len(letters) > 1 or None in signs or (letters and match["sign"]):
        return np.nan
    degrees, minutes, seconds = (
        float((match[group] or "0").replace(",", ".")) for group in ("degrees", "minutes", "seconds")
    )
    if minutes >= 60 or seconds >= 60 or (match["minutes"] and not degrees.is_integer()):
        return np.nan
    angle = degrees + minutes / 60 + seconds / 3600
    return angle * (signs[0] or 1) if signs else -angle if match["sign"] in {"-", "−"} else angle


# --- Stated sizes beside drawn ones

MAX_SIZE_DIFFERENCE = 0.1  # share of the drawn size by which a stated one may differ without being counted
_UNIT_TOLERANCE = 1.5  # factor around the ratio of a unit to square metres


@dataclass(frozen=True, slots=True)
class SizeComparison:
    """Sizes that a table states beside those that are drawn.

    Attributes
    ----------
    compared
        Rows that have both, greater than 0.
    differing
        Rows of them that differ by more than a tenth of the drawn size.
    ratio
        Median of drawn by stated size, both in square metres; nan without rows.
    likely_unit
        Unit that the ratio speaks for where it is another than the one taken; "" where that one fits or none does.
    """

    compared: int
    differing: int
    ratio: float
    likely_unit: str = ""


def compare_sizes(stated_m2: NDArray[np.float64], drawn_m2: NDArray[np.float64], unit: str) -> SizeComparison:
    """Return how stated sizes, read in `unit`, compare with drawn ones; both arrays have one length."""
    both = (stated_m2 > 0) & (drawn_m2 > 0)
    if not both.any():
        return SizeComparison(0, 0, np.nan)
    stated, drawn = stated_m2[both], drawn_m2[both]
    ratio = float(np.median(drawn / stated))
    differing = int((np.abs(stated - drawn) > MAX_SIZE_DIFFERENCE * drawn).sum())
    likely = ""
    if not 1 / _UNIT_TOLERANCE <= ratio <= _UNIT_TOLERANCE:
        expected = {other: UNIT_M2[other] / UNIT_M2[unit] for other in UNIT_M2 if other != unit}
        distance, other = min((abs(np.log(ratio / factor)), other) for other, factor in expected.items())
        likely = other if distance <= np.log(_UNIT_TOLERANCE) else ""
    return SizeComparison(int(both.sum()), differing, ratio, likely)


@dataclass(frozen=True, slots=True)
class WordCount:
    """A word of a column of types or statuses in the sample: what it means (`UNKNOWN`), by which source, how often."""

    role: Role
    text: str
    means: str
    source: str
    count: int


MAX_WORDS_SHOWN = 40  # of one column; more are free text, not classes
MAX_WORD_LENGTH = 60


def count_words(role: Role, values: Iterable[object], vocabulary: Vocabulary) -> tuple[WordCount, ...]:
    """Return the words of a column, most frequent first; only known ones where they are over `MAX_WORDS_SHOWN`."""
    subject = Subject.STATUS if role is Role.STATUS else Subject.HAZARD_TYPE
    counts = Counter(text_of(value) for value in values if not is_empty(value))
    entries = []
    for text, count in counts.most_common():
        word = vocabulary.word(subject, text)
        if word or len(counts) <= MAX_WORDS_SHOWN:
            known = word or Word(subject, UNKNOWN, "", text, "", "")
            entries.append(WordCount(role, text[:MAX_WORD_LENGTH], known.means, known.source, count))
    return tuple(entries[:MAX_WORDS_SHOWN])
