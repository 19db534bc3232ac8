"""What the columns of a reader's file are for: roles by their names and values, as far as the reader does not say them.

Only values of columns whose name is known are ever looked at.
"""

from __future__ import annotations

import math
import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geodata.collation import slip_count
from geodata.errors import OwnFileError, did_you_mean, nearest
from geodata.own.quantities import (
    DayOrder,
    Sign,
    angle_of,
    date_of,
    day_order,
    figure_text,
    is_empty,
    measure_of,
    number_in,
    text_of,
)
from geodata.own.records import UNKNOWN
from geodata.own.vocabulary import (
    AREA_UNITS,
    NO_ROLES,
    ROLES,
    Role,
    Unit,
    Vocabulary,
    Word,
    WordSubject,
    name_parts,
    shipped_vocabulary,
    word_key,
)

NO_COLUMN = "-"  # as the column of a role: the file has none, whatever a name looks like


# --- Roles


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column has which role, and the unit of sizes; `""` for a role that no column has.

    Attributes
    ----------
    roles
        Pairs of role and name of the column.
    unit
        Unit of area; "" where it is not known, and then sizes are not read.
    order
        Whether 03/04/2005 is in April; None where the column does not show it, and then such a date counts as a year.
    decimal
        Decimal sign of sizes; None where the column does not show it, and then "1,234" is no size.
    has_versions
        Whether rows of one id are versions of a record, as the reader says by giving the column of the id.
    """

    roles: tuple[tuple[Role, str], ...] = ()
    unit: str = ""
    order: DayOrder | None = None
    decimal: Sign | None = None
    has_versions: bool = False

    def column(self, role: Role) -> str:
        """Return the name of the column of a role."""
        return dict(self.roles).get(role, "")

    def of_file(self, names: Collection[str]) -> Columns:
        """Return the roles with unit and decimal sign told apart from the column of sizes.

        The column is the longest beginning of the text given that is one of `names`: where the file has a column
        `Area: total`, that is meant by `Area: total` and by `Area: total:ha`.

        Raises
        ------
        OwnFileError
            When a unit is none.
        """
        text = self.column(Role.SIZE)
        if text in names or ":" not in text:
            return self
        ends = [at for at, letter in enumerate(text) if letter == ":"]
        end = next((at for at in reversed(ends) if text[:at].strip() in names), ends[0])
        unit, decimal = _unit_and_sign(text[end + 1 :].strip())
        roles = tuple((role, text[:end].strip() if role is Role.SIZE else name) for role, name in self.roles)
        return replace(self, roles=roles, unit=unit or self.unit, decimal=decimal or self.decimal)

    def names(self) -> tuple[str, ...]:
        """Return the columns that are read, each once, in the order of their roles."""
        return tuple(dict.fromkeys(name for _, name in self.roles))


def parse_columns(texts: Sequence[str]) -> Columns:
    """Return the roles of texts such as `type=Hazard_Cla`, `size=areasize:m2`, `status=-` (the file has none).

    Of a size unit and decimal sign may stand behind its column, `size=areasize:ha:comma`, or one of both. Names may
    hold colons, so that these are told apart where the columns of the file are known (`Columns.of_file`).

    Raises
    ------
    OwnFileError
        When a text is none, or names a role that there is not.
    """
    roles: dict[Role, str] = {}
    for text in texts:
        name, sign, column = text.partition("=")
        if not sign or not column.strip():
            raise OwnFileError(f"{text!r} gives no column a role, expected a text such as status=Status_1")
        if name.strip() not in ROLES:
            near = did_you_mean(nearest(name.strip(), ROLES))
            raise OwnFileError(f"unknown role {name.strip()!r}, expected one of {', '.join(ROLES)}{near}")
        roles[Role(name.strip())] = column.strip()
    return Columns(tuple(roles.items()))


def column_option(text: str) -> str:
    """Return the option of the command that gives a column a role, in quotation marks where a shell needs them.

    Examples
    --------
    >>> column_option("size=areasize:m2"), column_option("size=How big:m2")
    ('--column size=areasize:m2', "--column 'size=How big:m2'")
    """
    return f"--column {shlex.quote(text)}"


_SIGNS = {"comma": Sign.COMMA, "point": Sign.DOT}


def _unit_and_sign(text: str) -> tuple[str, Sign | None]:
    """Return the unit and the decimal sign in `ha:comma`, `ha` or `comma`."""
    unit, _, last = text.rpartition(":")
    sign = _SIGNS.get(last.strip())
    unit = text if sign is None else unit
    return (_unit_of(unit) if unit else ""), sign


def _unit_of(text: str) -> Unit:
    measure = measure_of(text)
    if measure is None or measure.unit not in AREA_UNITS or measure.scale != 1:
        near = did_you_mean(nearest(text, [unit.value for unit in AREA_UNITS], 1))
        raise OwnFileError(f"unknown unit {text!r} of sizes, expected {', '.join(AREA_UNITS)}{near}")
    return measure.unit


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
            role = Role(word.means) if word.means in ROLES else Role.TYPE
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
        return cls(name, base, word_key(base), (*name_parts(base),))


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
    file: str = "the file",
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
    file
        Its name, for messages.

    Raises
    ------
    OwnFileError
        When the reader gave a column that the file does not have.
    """
    given = (given or Columns()).of_file(names)
    chosen = _given_roles(names, given, file)
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
                f"say which one, as in {column_option(f'{role}={name}')}"
            )
            continue
        findings[name] = ColumnFinding(name, role, round(score, 2), match.word)
    date_column = next((name for name, finding in findings.items() if finding.role is Role.DATE), "")
    if Role.RECORD in roles and Role.RECORD not in chosen:
        questions += _version_question(matches, samples, findings, date_column)
    columns = Columns(
        tuple((finding.role, name) for name, finding in findings.items() if finding.role),
        given.unit,
        _order(samples.get(date_column, ())),
        given.decimal,
        bool(chosen.get(Role.RECORD)),
    )
    column_findings = tuple(findings.get(name, ColumnFinding(name, None, 0.0)) for name in names)
    return column_findings, tuple(questions), columns


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
                f"they are versions of one record, say {column_option(f'id={name}')}, and the newest of each counts; "
                f"if not, say --column id={NO_COLUMN}"
            )
            return [question]
    return []


def _order(values: Iterable[object]) -> DayOrder | None:
    """Return the order of day and month in dates; None where none of them shows it, or they contradict each other."""
    try:
        return day_order(text_of(value) for value in values)[0]
    except ValueError:
        return None


def _given_roles(names: Sequence[str], given: Columns, file: str) -> dict[Role, str]:
    chosen: dict[Role, str] = {}
    for role, name in given.roles:
        if name == NO_COLUMN:
            chosen[role] = ""
        elif name in names:
            chosen[role] = name
        else:
            near = did_you_mean(nearest(name, names))
            raise OwnFileError(f"{file} has no column {name!r} for the {role}{near}")
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
        Role.STATUS: lambda value: vocabulary.meaning(WordSubject.STATUS, text_of(value)) != UNKNOWN,
        Role.DATE: lambda value: date_of(value, or_year=True) is not None,
        Role.SIZE: _is_size,
        Role.WKT: lambda value: isinstance(value, bytes) or bool(_SHAPE.match(text_of(value))),
        Role.LONGITUDE: lambda value: not math.isnan(angle_of(value)),
        Role.LATITUDE: lambda value: not math.isnan(angle_of(value)),
        Role.EASTING: lambda value: bool(figure_text(text_of(value))),
        Role.NORTHING: lambda value: bool(figure_text(text_of(value))),
    }.get(role)
    return 1.0 if fits is None else sum(map(fits, values)) / len(values)


def _is_size(value: object) -> bool:
    written, rest = number_in(text_of(value))
    measure = measure_of(rest) if rest else None
    is_area = not rest or (measure is not None and measure.unit in AREA_UNITS)
    return is_area and bool(figure_text(written)) and not written.startswith("-")


def _is_class(value: object, vocabulary: Vocabulary) -> bool:
    return any(
        vocabulary.meaning(subject, text_of(value)) != UNKNOWN
        for subject in (WordSubject.HAZARD_TYPE, WordSubject.STATUS)
    )


_SHAPE = re.compile(  # as WKT, or as WKB in hexadecimal: the order of its bytes, its type and how much follows
    r"\s*(SRID=\d+;)?\s*((MULTI)?(POINT|LINESTRING|POLYGON)\b|GEOMETRYCOLLECTION)|0[01][0-9a-f]{16}", re.IGNORECASE
)


# --- Stated sizes beside drawn ones

MAX_SIZE_DIFFERENCE = 0.1  # share of the drawn size by which a stated one may differ without being counted
_LIKELY_UNITS = tuple(unit for unit in AREA_UNITS if unit is not Unit.IRAQI_DUNAM)
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


def m2_of(unit: str) -> float:
    """Return the square metres of a unit of area, nan for "" and what is no unit of area."""
    return (Unit(unit).m2 or math.nan) if unit else math.nan


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
        taken = m2_of(unit)
        expected = {other.value: m2_of(other) / taken for other in _LIKELY_UNITS if other != unit}
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
    subject = WordSubject.STATUS if role is Role.STATUS else WordSubject.HAZARD_TYPE
    counts = Counter(text_of(value) for value in values if not is_empty(value))
    entries = []
    for text, count in counts.most_common():
        word = vocabulary.word(subject, text)
        if word or len(counts) <= MAX_WORDS_SHOWN:
            known = word or Word(subject, UNKNOWN, "", text, "", "")
            entries.append(WordCount(role, text[:MAX_WORD_LENGTH], known.means, known.source, count))
    return tuple(entries[:MAX_WORDS_SHOWN])
