"""Words of a reader's file: names of columns, hazard types, statuses and units, and what each means.

The vocabulary is data/own/words.csv, in seven languages, each word with its source. A reader's own file of the same
form comes before it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from geodata.collation import plain_key
from geodata.errors import OwnFileError, did_you_mean, nearest
from geodata.own.records import UNKNOWN

WORDS_FILE = Path(__file__).parents[1] / "data" / "own" / "words.csv"
WORD_COLUMNS = ("subject", "means", "language", "word", "source", "place")
MAX_WORDS_BYTES = 4_000_000  # of a file of words; the shipped one has 60 kB


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


class WordSubject(StrEnum):
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


NO_LAND = frozenset({HazardType.ACCIDENT, HazardType.AMMUNITION_STORAGE})
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


class Unit(StrEnum):
    """A unit of area, or another kind of figure; the value is how links, reports and arguments write it."""

    M2 = "m2"
    HA = "ha"
    KM2 = "km2"
    SQ_MI = "sq mi"
    ACRE = "acre"
    DUNAM = "dunam"
    IRAQI_DUNAM = "iraqi dunam"
    SQ_FT = "sq ft"
    COUNT = "count"  # things or people, no area
    PERCENT = "%"

    @property
    def m2(self) -> float | None:
        """Its size in square metres; None where it is no unit of area."""
        return _M2.get(self)

    @property
    def label(self) -> str:
        """The unit in words, as several of it are named."""
        return _UNIT_LABELS[self]


_M2: Mapping[Unit, float] = {
    Unit.M2: 1.0,
    Unit.HA: 10_000.0,
    Unit.KM2: 1_000_000.0,
    # The international mile, acre and foot (US National Bureau of Standards, Refinement of values for the yard and the
    # pound, 1959: 1 yard = 0.9144 m); the survey acre is 4 parts in a million larger.
    Unit.SQ_MI: 2_589_988.110336,
    Unit.ACRE: 4_046.8564224,
    # The metric dunam of the Levant, Türkiye and the Balkans; the dunam of Iraq is 2,500 m².
    Unit.DUNAM: 1_000.0,
    Unit.IRAQI_DUNAM: 2_500.0,
    Unit.SQ_FT: 0.09290304,
}
_UNIT_LABELS: Mapping[Unit, str] = {
    Unit.M2: "square metres",
    Unit.HA: "hectares",
    Unit.KM2: "square kilometres",
    Unit.SQ_MI: "square miles",
    Unit.SQ_FT: "square feet",
    Unit.ACRE: "acres",
    Unit.DUNAM: "dunams",
    Unit.IRAQI_DUNAM: "dunams of Iraq",
    Unit.COUNT: "things or people",
    Unit.PERCENT: "per cent",
}
AREA_UNITS = tuple(_M2)
ROLES = tuple(role.value for role in Role)
_SUBJECTS = tuple(subject.value for subject in WordSubject)
_MEANINGS: Mapping[WordSubject, Collection[str]] = {
    WordSubject.COLUMN: (*ROLES, *sorted(NO_ROLES)),
    WordSubject.HAZARD_TYPE: (*(kind.value for kind in HazardType), UNKNOWN),
    WordSubject.STATUS: (*(status.value for status in HazardStatus), UNKNOWN),
    WordSubject.UNIT: tuple(unit.value for unit in Unit),
}


# --- The vocabulary


@dataclass(frozen=True, slots=True)
class Word:
    """A word, what it means, and the document that it comes from (source ids are explained in data/README.md)."""

    subject: WordSubject
    means: str
    language: str
    word: str
    source: str
    place: str


class Vocabulary:
    """Words by their folded form; of two words of one form the first one holds."""

    def __init__(self, words: Iterable[Word]) -> None:
        self.words = tuple(words)
        self._by_key: dict[WordSubject, dict[str, Word]] = {subject: {} for subject in WordSubject}
        for word in self.words:
            self._by_key[word.subject].setdefault(word_key(word.word), word)
        self.columns = tuple(
            (key, tuple(name_parts(word.word)), word) for key, word in self._by_key[WordSubject.COLUMN].items()
        )

    def word(self, subject: WordSubject, text: str) -> Word | None:
        """Return the word of a text: as it stands, without what is in brackets, or where all its parts agree.

        Examples
        --------
        >>> shipped_vocabulary().word(WordSubject.HAZARD_TYPE, "CONFIRMED HAZARDOUS AREA (CHA)").means
        'confirmed'
        """
        known = self._by_key[subject]
        word = known.get(word_key(text))
        if word or subject in {WordSubject.COLUMN, WordSubject.UNIT}:
            return word
        parts = [part for part in re.split(r"[()/;|\[\]]| [-–—] ", text) if word_key(part)]
        words = [known.get(word_key(part)) for part in parts]
        meanings = {part.means for part in words if part}
        return words[0] if len(parts) > 1 and len(meanings) == 1 and all(words) else None

    def meaning(self, subject: WordSubject, text: str) -> str:
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
    return " ".join(name_parts(text)).replace(" ", "")


def name_parts(text: str) -> list[str]:
    """Return the folded parts of a name.

    Examples
    --------
    >>> name_parts("hazardType"), name_parts("Hazard_Type")
    (['hazard', 'type'], ['hazard', 'type'])
    """
    return plain_key(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)).split()


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
    subject = WordSubject(cells["subject"])
    if cells["means"] not in _MEANINGS[subject]:
        near = did_you_mean(nearest(cells["means"], _MEANINGS[subject]))
        raise OwnFileError(f"{file}:{line}: unknown meaning {cells['means']!r} of a {subject}{near}")
    if not word_key(cells["word"]):
        raise OwnFileError(f"{file}:{line}: word is empty, expected a text with letters or digits")
    return Word(subject, cells["means"], cells["language"], cells["word"], cells["source"] or file, cells["place"])
