"""Parser of saved status pages of the United Nations Treaty Collection: participants, dates, withdrawals, notes.

It reads three forms: the HTML page (`ViewDetails.aspx`, also as MHTML), the XML edition of the same page, and a CSV
with the columns of the page's table. Any other file, and a page saved incompletely, raises a StatusPageError. The
comparison with the tables is in status_page_comparison.py.
"""

from __future__ import annotations

import csv
import email
import email.policy
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree
from lxml import html as lxml_html

from geodata.dates import MONTHS
from geodata.errors import GeodataError
from geodata.model import ActionKind

MAX_PAGE_BYTES = (
    16_000_000  # a page of the Collection has 0.1 to 1 MB, one that a browser saved with its pictures up to 5
)
MAX_PARTICIPANTS = 1_000  # there are 197 states
ENGLISH_TITLE = "Participant"

# Acts named in a column title such as "Ratification, Acceptance(A), Accession(a)"; None for one that is not recorded.
_KIND_BY_TITLE: Mapping[str, ActionKind | None] = {
    "signature": ActionKind.SIGNATURE,
    "ratification": ActionKind.RATIFICATION,
    "acceptance": ActionKind.ACCEPTANCE,
    "approval": ActionKind.APPROVAL,
    "accession": ActionKind.ACCESSION,
    "succession": ActionKind.SUCCESSION,
    "consent to be bound": ActionKind.CONSENT_TO_BE_BOUND,
    "provisional application": None,
    "formal confirmation": None,
    "definitive signature": None,
}
# Words of column titles by which the language of a page is known; "Participant" is French as well.
_OTHER_LANGUAGES = {
    "French": ("adhésion", "acceptation", "approbation", "état au", "consentement à être lié"),
    "Spanish": ("adhesión", "aceptación", "aprobación", "ratificación"),
    "Russian": ("присоединение", "ратификация"),
    "Chinese": ("批准", "加入"),
    "Arabic": ("التصديق", "الانضمام"),
}
_TITLE_PART = re.compile(r"\s*([^,()]+?)\s*(?:\(([^()]*)\))?\s*(?:,|$)")
_DATE = re.compile(r"(\[)?\s*(\d{1,2})\s+([A-Za-z]{3,9})\.?\s+(\d{4})\s*([A-Za-z]{0,2})\s*(\])?")
_LONG_DATE = r"(\d{1,2} [A-Z][a-z]+ \d{4})"
_SUPERSCRIPT = re.compile(r"<superscript>(.*?)</superscript>", re.IGNORECASE)
# The XML edition truncates characters beyond Latin-1 to their lower byte: U+201C is 0x1C, U+2026 a bare "&".
_TRUNCATED_CHARACTER = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]|&(?!#?\w{1,20};)")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_STATUS_DAY = re.compile(r"STATUS AS AT\s*:?\s*(\d{2}-\d{2}-\d{4})")
# The head of a page without tags: "CHAPTER XXVI DISARMAMENT 2. b Protocol on … Geneva, 3 May 1996".
_HEADING = re.compile(
    r"CHAPTER\s+([IVXLC]+)\b.{0,120}?\s(\d{1,2})\s*\.\s*(?:([a-z])\s*\)?\s+)?([A-Z].{0,600}?)"
    r"\s+[A-Z][\w. -]{1,40},\s*" + _LONG_DATE
)
_COUNT = {name: re.compile(name + r"\s*:?\s*(\d+)") for name in ("Signatories", "Parties")}
_NOTICE = re.compile(
    rf"On {_LONG_DATE},?[^.]*?\b(?:notification|notice|instrument)[^.]*?\b(?:withdrawal|denunciation)\b[^.(]*"
    rf"|On {_LONG_DATE},?[^.]*?\b(?:denounced|(?:its|to) (?:withdraw|denounce|withdrawal|denunciation))\b[^.(]*"
)
# Sentences on the withdrawal of these are no withdrawal from the treaty.
_OTHER_WITHDRAWAL = re.compile(r"\b(?:reservations?|declarations?|understandings?|objections?)\b", re.IGNORECASE)
_EFFECT = re.compile(
    rf"(?:took|takes?|will take|taking|with) effect\b[^.]*?\b(?:on|from) {_LONG_DATE}"
    rf"|effective\b[^.]*?\b(?:on|from|as of) {_LONG_DATE}"
)
_EXTENSION = re.compile(
    rf"On {_LONG_DATE},?:? ?(?:(?!\bOn \d)[^.;])*?"
    r"(?:Extension to|Territorial Application|will apply to|be extended to|shall extend to)"
    r"(?:(?!On \d{1,2} [A-Z]).){0,800}",
    re.IGNORECASE,
)


class StatusPageError(GeodataError):
    """A file that is no complete status page in English; the message names the file and what it is."""


@dataclass(frozen=True, slots=True)
class PageDate:
    """A date in the table: its day, the act given by column and letter, and whether it is in brackets."""

    kind: ActionKind
    day: date
    is_bracketed: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A withdrawal as an end note states it; `notified` and `effective` are None where the note gives no day.

    `is_in_effect` is whether the note says "took effect" and not "will take effect".
    """

    note: str
    notified: date | None
    effective: date | None
    is_in_effect: bool


@dataclass(frozen=True, slots=True)
class Participant:
    """A row of the table; `notes` are the numbers of its end notes, `other_dates` dates of acts not recorded."""

    name: str
    dates: tuple[PageDate, ...]
    other_dates: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def is_bracketed(self) -> bool:
        """Whether all its dates are in brackets, as the depositary prints those of a state that has withdrawn."""
        return bool(self.dates) and all(printed_date.is_bracketed for printed_date in self.dates)


@dataclass(frozen=True, slots=True)
class StatusPage:
    """The content of a page.

    Attributes
    ----------
    form
        "HTML page", "XML edition", or "table" for a CSV.
    reference
        Number of the treaty, such as "XXVI-5"; empty in a CSV.
    day
        Day of the status; None in the XML edition and in a CSV.
    notes
        Text of the end notes by number.
    sections
        Number of states in each section that is not read, such as declarations.
    """

    file: str
    form: str
    reference: str
    title: str
    day: date | None
    participants: tuple[Participant, ...]
    notes: Mapping[str, str]
    sections: Mapping[str, int]

    @property
    def last_day(self) -> date:
        """The last day of an act, withdrawal or extension on the page, which a page without a day is at least of."""
        days = [printed_date.day for participant in self.participants for printed_date in participant.dates]
        for participant in self.participants:
            withdrawal = self.withdrawal_of(participant)
            if withdrawal:
                days += filter(None, (withdrawal.notified, withdrawal.effective if withdrawal.is_in_effect else None))
            days += [day for day, _, _ in self.extensions_of(participant)]
        return max(days)

    def withdrawal_of(self, participant: Participant) -> Withdrawal | None:
        """Return the withdrawal in the end notes of a participant, or None."""
        for number in participant.notes:
            withdrawal = withdrawal_in(self.notes.get(number, ""), number)
            if withdrawal:
                return withdrawal
        return None

    def extensions_of(self, participant: Participant) -> tuple[tuple[date, str, str], ...]:
        """Return (day, number of the note, sentence) of each territorial extension in the notes of a participant."""
        return tuple(
            (day, number, sentence)
            for number in participant.notes
            for day, sentence in extensions_in(self.notes.get(number, ""))
        )


def withdrawal_in(text: str, number: str = "") -> Withdrawal | None:
    """Return the withdrawal that the text of an end note states, or None.

    Examples
    --------
    >>> withdrawal_in("On 27 June 2025, the Government of A deposited a notification of withdrawal. The withdrawal took"
    ...         " effect for A on 27 December 2025 in accordance with article 20 (3).").effective
    datetime.date(2025, 12, 27)
    >>> withdrawal_in("See note 1 under “Serbia”.") is None
    True
    """
    notice = next((match for match in _NOTICE.finditer(text) if not _OTHER_WITHDRAWAL.search(match[0])), None)
    if notice is None:
        return None
    effect = _EFFECT.search(text, notice.start())
    day = _day_of(_first_group(effect)) if effect else None
    return Withdrawal(number, _day_of(_first_group(notice)), day, bool(effect and effect[0].startswith("took")))


def extensions_in(text: str) -> tuple[tuple[date, str], ...]:
    """Return (day, sentence) of each territorial extension in the text of an end note.

    Examples
    --------
    >>> [day.isoformat() for day, _ in extensions_in("On 3 April 2002: Extension to the Bailiwick of Jersey.")]
    ['2002-04-03']
    """
    extensions = ((_day_of(match[1]), " ".join(match[0].split())) for match in _EXTENSION.finditer(text))
    return tuple((day, sentence) for day, sentence in extensions if day)


def read_status_page(path: Path) -> StatusPage:
    """Read a saved status page.

    Raises
    ------
    StatusPageError
        When the file cannot be read, is too large, is no status page, is in another language, was saved before it had
        loaded, or lists fewer signatories or parties than its head states.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_PAGE_BYTES else b""
    except OSError as error:
        raise StatusPageError(f"{path} cannot be read: {error.strerror}") from error
    if size > MAX_PAGE_BYTES:
        raise StatusPageError(
            f"{path} has {size / 1e6:.0f} MB; a status page has less than {MAX_PAGE_BYTES / 1e6:.0f} MB"
        )
    return parse_status_page(data, str(path))


def parse_status_page(data: bytes, file: str) -> StatusPage:
    """Read a status page from its bytes; `file` is its name in messages.

    Raises
    ------
    StatusPageError
        As `read_status_page`.
    """
    start = data[:2_000].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not start:
        raise StatusPageError(f"{file} is empty, expected a saved status page of the UN Treaty Collection")
    if b"\0" in data or start.startswith(b"%PDF"):
        kind = "a PDF" if start.startswith(b"%PDF") else "not text"
        raise StatusPageError(f"{file} is {kind}; save the page itself as HTML, or its XML edition")
    if re.match(rb"(?:From|MIME-Version|Content-Type|Snapshot-Content-Location): ", start):
        data = _mhtml_page(data, file)
        start = data[:2_000].lstrip()
    lowered = start[:1_000].lower()
    if lowered.startswith(b"<?xml") and b"<html" not in lowered and b"<!doctype html" not in lowered:
        page = _from_xml(data, file)
    elif lowered.startswith(b"<") or b"<html" in lowered:
        page = _from_html(data, file)
    else:
        page = _from_csv(data, file)
    _check_complete(page)
    return page


def _mhtml_page(data: bytes, file: str) -> bytes:
    """Return the HTML inside an MHTML file, which browsers write as "web page, single file"."""
    for part in email.message_from_bytes(data, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes):
                return content
    raise StatusPageError(f"{file} is a message or an MHTML file without a page in it")


def _from_html(data: bytes, file: str) -> StatusPage:
    parser = lxml_html.HTMLParser(encoding=_encoding_of(data), no_network=True, huge_tree=False)
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise StatusPageError(f"{file} cannot be read as HTML: {error}") from error
    table = next((t for t in root.iter("table") if _first_cell(t).casefold() in _PARTICIPANT_TITLES), None)
    is_login = bool(root.xpath("//input[@type='password']"))
    translated = "translated-" in (root.get("class") or "") and root.get("lang")
    etree.strip_elements(root, "script", "style", "noscript", etree.Comment, with_tail=False)
    text = " ".join(root.text_content().split())
    if translated and not str(translated).startswith("en"):
        raise StatusPageError(f"{file} was translated by the browser ({translated}); save the page in English")
    if table is None:
        raise StatusPageError(_missing_table_message(text, file, is_login=is_login))
    rows = [list(row.iterchildren("td", "th")) for row in table.iter("tr") if _table_of(row) is table]
    titles = [_text_without_notes(cell) for cell in rows[0]]
    _check_language(" ".join([*titles, text[:20_000]]), file)
    if not re.search(rb"</html>\s*(?:<!--.*?-->\s*)*\Z", data[-4_000:], re.IGNORECASE | re.DOTALL):
        raise StatusPageError(f"{file} ends before its last tag: the page was saved before it had loaded")
    status_day = _STATUS_DAY.search(text)
    if status_day is None:
        raise StatusPageError(f"{file} does not say 'STATUS AS AT', the day that its table is of")
    heading = _HEADING.search(text, status_day.end())  # the menus before it list every chapter
    if heading is None:
        raise StatusPageError(
            f"{file} has a table of participants and no heading 'CHAPTER …' with a number of a treaty"
        )
    chapter, number, letter = heading[1], heading[2], heading[3]
    treaty_title = next(iter(root.xpath("//*[contains(@id, '_tcTreaty')]")), None)
    title = (
        re.sub(r"^\d+\s*\.\s*(?:[a-z]\s+)?", "", _text_without_notes(treaty_title))
        if treaty_title is not None
        else heading[4]
    )
    cells = [[(_text_without_notes(cell), _note_numbers(cell)) for cell in row] for row in rows[1:]]
    page = StatusPage(
        file=file,
        form="HTML page",
        reference="-".join(filter(None, (chapter, number, letter))),
        title=title,
        day=_status_day(status_day[1], file),
        participants=_participants(titles, cells, file),
        notes=dict(_html_notes(root)),
        sections=_html_sections(root),
    )
    _check_counts(page, {name: _stated_count(pattern, text) for name, pattern in _COUNT.items()})
    return page


def _status_day(text: str, file: str) -> date:
    try:
        day, month, year = map(int, text.split("-"))
        return date(year, month, day)
    except ValueError:
        raise StatusPageError(f"{file} says 'STATUS AS AT {text}', which is not a day of the calendar") from None


_PARTICIPANT_TITLES = {"participant", "participante", "участник", "参加方", "المشارك"}


def _encoding_of(data: bytes) -> str:
    """Return UTF-8 where the bytes are valid, else the declared single-byte encoding, else Windows-1252."""
    declared = re.search(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]+)", data[:4_000])
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        name = declared[1].decode("ascii").lower() if declared else "windows-1252"
        return name if name in {"iso-8859-1", "windows-1252", "windows-1251"} else "windows-1252"
    return "utf-8"


def _first_cell(table: Any) -> str:
    row = next((row for row in table.iter("tr") if _table_of(row) is table), None)
    cell = next(row.iterchildren("td", "th"), None) if row is not None else None
    return _text_without_notes(cell) if cell is not None and cell.find(".//table") is None else ""


def _table_of(row: Any) -> Any:
    return next(row.iterancestors("table"), None)


def _text_without_notes(cell: Any) -> str:
    """Return the text of a cell without the numbers of its end notes."""
    parts = [cell.text or ""]
    for child in cell:
        if isinstance(child.tag, str) and child.tag.lower() not in {"sup", "superscript"}:
            parts.append(_text_without_notes(child))
            if child.tag.lower() == "br":
                parts.append(" ")
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _note_numbers(cell: Any) -> tuple[str, ...]:
    text = " ".join(sup.text_content() for sup in cell.iter("sup", "SUP", "superscript"))
    return tuple(re.findall(r"\d+", text))


def _html_notes(root: Any) -> Iterator[tuple[str, str]]:
    for note in root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' divNotesAll ')]"):
        text = " ".join(" ".join(note.itertext()).split())
        number = re.match(r"(\d+)\s*", text)
        if number:
            yield number[1], re.sub(r"\s+([.,;])", r"\1", text[number.end() :])


def _html_sections(root: Any) -> dict[str, int]:
    """Return the number of states in each section that is not compared: declarations, objections, notifications."""
    names = {"dgDec": "declarations", "dgObj": "objections", "dgDecUnderArticle": "declarations under an article"}
    names |= {"dgNotification": "notifications", "dgTerritorial": "territorial applications"}
    counts = {}
    for ending, name in names.items():
        speakers = root.xpath(f"//table[contains(@id, '_{ending}')]//*[contains(@id, '_{ending}_')]")
        count = sum(1 for element in speakers if (element.get("id") or "").endswith("_divParticipant"))
        if count:
            counts[name] = count
    return counts


def _missing_table_message(text: str, file: str, *, is_login: bool) -> str:
    is_sign_in_text = re.search(r"\b(?:log ?in|sign in|password)\b", text[:3_000], re.IGNORECASE) and len(text) < 20_000
    if is_login or is_sign_in_text:
        return f"{file} is a page to log in, not a status page; status pages of the Collection need no account"
    if re.search(r"urgent maintenance|currently unavailable|service unavailable", text, re.IGNORECASE):
        return f"{file} says that the Collection is unavailable; save the page again later"
    if _HEADING.search(text):
        return f"{file} has the head of a status page and no table of participants: it was saved before it had loaded"
    return f"{file} is HTML and no status page of the UN Treaty Collection: it has no table of participants"


def _check_language(text: str, file: str) -> None:
    lowered = text.casefold()
    for language, words in _OTHER_LANGUAGES.items():
        if any(word in lowered for word in words):
            raise StatusPageError(f"{file} is in {language}; save the English page (clang=_en in its address)")


def _from_xml(data: bytes, file: str) -> StatusPage:
    # Without entities and DTD, a file cannot include other files (XXE) or expand exponentially.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(_with_truncated_characters(data), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise StatusPageError(f"{file} is not well-formed XML, as when a download broke off: {error}") from error
    if root.getroottree().docinfo.doctype or any(True for _ in root.iter(etree.Entity)):
        raise StatusPageError(f"{file} declares a document type, which the XML edition of the Collection never does")
    head = root.find(".//ExternalData")
    if head is None:
        raise StatusPageError(f"{file} is XML and not the XML edition of a status page: it has no element ExternalData")
    chapter = re.search(r"[IVXLC]+$", _element_text(root, ".//Chapter/Header"))
    number = re.search(r"\d+", _element_text(head, "Numsect"))
    titles = [_xml_text(entry)[0] for entry in root.iterfind(".//Participants//Thead/Row/Entry")]
    _check_language(" ".join([*titles, _element_text(root, ".//Chapter/Header")]), file)
    rows = [
        [_xml_text(entry) for entry in row.iterfind("Entry")] for row in root.iterfind(".//Participants//Tbody//Row")
    ]
    if not (titles and rows):
        raise StatusPageError(f"{file} has the head of a status page and no table of participants")
    if not (chapter and number):
        raise StatusPageError(f"{file} does not name its chapter (Chapter/Header) and number (Numsect)")
    letter = _element_text(head, "Subnumsect").strip(". )")
    notes = {
        _element_text(note, "index"): " ".join(
            _without_tags(" ".join(text.itertext())) for text in note.iterfind("text")
        )
        for note in root.iterfind(".//EndNotes/Note")
    }
    names = {"Declarations": "declarations", "Objections": "objections", "Notifications": "notifications"}
    names |= {"DeclarationsUnderArticle": "declarations under an article"}
    names |= {"TerritorialApplications": "territorial applications"}
    sections = {name: len(root.findall(f".//{element}//Participant")) for element, name in names.items()}
    page = StatusPage(
        file=file,
        form="XML edition",
        reference="-".join(filter(None, (chapter[0], number[0], letter))),
        title=_element_text(head, "Subtitlesect") or _element_text(head, "Titlesect"),
        day=None,
        participants=_participants(titles, rows, file),
        notes=notes,
        sections={name: count for name, count in sections.items() if count},
    )
    stated = {name: _element_text(head, f"Status/{name}") for name in _COUNT}
    _check_counts(page, {name: int(text) if text.isdigit() else None for name, text in stated.items()})
    return page


def _with_truncated_characters(data: bytes) -> bytes:
    """Return the bytes of an XML edition with truncated characters written as character references."""
    return _TRUNCATED_CHARACTER.sub(lambda match: f"&#{0x2000 + match[0][0]};".encode("ascii"), data)


def _element_text(element: Any, path: str) -> str:
    child = element.find(path)
    return " ".join(_without_tags("".join(child.itertext())).split()) if child is not None else ""


def _without_tags(text: str) -> str:
    """Return text of the XML edition without the escaped HTML tags that it contains."""
    return " ".join(_MARKUP.sub("", text).split())


def _xml_text(entry: Any) -> tuple[str, tuple[str, ...]]:
    text = "".join(entry.itertext())
    marks = " ".join(_SUPERSCRIPT.findall(text)) + " ".join(sup.text or "" for sup in entry.iterfind("superscript"))
    bare = _SUPERSCRIPT.sub("", text)
    for sup in entry.iterfind("superscript"):
        bare = bare.replace(sup.text or "", "", 1)
    return _without_tags(bare), tuple(re.findall(r"\d+", marks))


def _from_csv(data: bytes, file: str) -> StatusPage:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("windows-1252", errors="replace")
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=True) if any(row)]
    except csv.Error as error:
        raise StatusPageError(f"{file} is neither HTML nor XML, and no well-formed CSV: {error}") from error
    titles = [title.strip() for title in rows[0]]
    _check_language(" ".join(titles), file)
    if titles[0] != ENGLISH_TITLE or len(titles) < 2:
        raise StatusPageError(
            f"{file} is no status page of the UN Treaty Collection: it is neither HTML nor XML, and as a CSV its first"
            f" column is {titles[0][:60]!r}, expected {ENGLISH_TITLE!r} and then the columns of the page"
        )
    for number, row in enumerate(rows[1:], 2):
        if len(row) != len(titles):
            raise StatusPageError(f"{file}: row {number} has {len(row)} cells, expected {len(titles)}")
    cells: list[list[tuple[str, tuple[str, ...]]]] = [
        [(" ".join(cell.split()), ()) for cell in row] for row in rows[1:]
    ]
    return StatusPage(file, "table", "", "", None, _participants(titles, cells, file), {}, {})


def _participants(
    titles: Sequence[str], rows: Sequence[Sequence[tuple[str, tuple[str, ...]]]], file: str
) -> tuple[Participant, ...]:
    """Return the participants of a table, given its column titles and its cells as (text, numbers of end notes)."""
    if titles[0] != ENGLISH_TITLE:
        raise StatusPageError(f"{file}: the table begins with {titles[0][:60]!r}, expected {ENGLISH_TITLE!r}")
    if len(rows) > MAX_PARTICIPANTS:
        raise StatusPageError(f"{file} lists {len(rows)} participants, more than there can be ({MAX_PARTICIPANTS})")
    letters = [_kinds_by_letter(title, file) for title in titles[1:]]
    participants = []
    for cells in rows:
        if len(cells) != len(titles):
            name = cells[0][0] if cells else ""
            raise StatusPageError(
                f"{file}: the row of {name!r} has {len(cells)} cells, expected {len(titles)}: the page was saved before"
                " it had loaded"
            )
        name, notes = cells[0]
        if not name:
            raise StatusPageError(f"{file}: a row of the table names no participant")
        dates: list[PageDate] = []
        other_dates: list[str] = []
        for title, kinds, (text, more) in zip(titles[1:], letters, cells[1:], strict=True):
            notes += more
            _read_dates(text, kinds, dates, other_dates, where=f"{file}: {name}, {title}")
        participants.append(Participant(name, tuple(dates), tuple(other_dates), tuple(dict.fromkeys(notes))))
    return tuple(participants)


def _kinds_by_letter(title: str, file: str) -> dict[str, ActionKind | None]:
    """Return the act of each letter of a column title; that of the empty letter is named without one."""
    kinds: dict[str, ActionKind | None] = {}
    for name, letter in _TITLE_PART.findall(title):
        act = re.sub(r" under article .*", "", name.casefold())
        if act not in _KIND_BY_TITLE:
            raise StatusPageError(f"{file}: column {title[:80]!r} names {name!r}, which is no act that a page can list")
        kinds[letter] = _KIND_BY_TITLE[act]
    return kinds


def _read_dates(
    text: str, kinds: Mapping[str, ActionKind | None], dates: list[PageDate], other_dates: list[str], *, where: str
) -> None:
    rest = _DATE.sub(" ", text).strip()
    if rest:
        raise StatusPageError(f"{where}: {text[:60]!r} is not a date such as '3 Dec 1997' or '[12 May 2004 a]'")
    for match in _DATE.finditer(text):
        opening, day, month, year, letter, closing = match.groups()
        if letter not in kinds or bool(opening) != bool(closing):
            known = ", ".join(repr(known) for known in kinds if known)
            raise StatusPageError(f"{where}: {match[0].strip()!r} ends in none of the letters of its column ({known})")
        kind = kinds[letter]
        if kind is None:
            other_dates.append(match[0].strip())
        else:
            parsed = _day_of(f"{day} {month} {year}")
            if parsed is None:
                raise StatusPageError(f"{where}: '{day} {month} {year}' is not a day of the calendar")
            dates.append(PageDate(kind, parsed, bool(opening)))


def _day_of(text: str) -> date | None:
    """Return the day of "3 Dec 1997" or "27 June 2025", or None; strptime would depend on the locale."""
    day, month, year = text.split()
    try:
        return date(int(year), MONTHS.index(month[:3].lower()) + 1, int(day))
    except ValueError:
        return None


def _first_group(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group)


def _stated_count(pattern: re.Pattern[str], text: str) -> int | None:
    match = pattern.search(text)
    return int(match[1]) if match else None


def _check_counts(page: StatusPage, stated: Mapping[str, int | None]) -> None:
    """Raise unless the table has as many signatories and parties as its head states, which omits those in brackets."""
    counts = {"Signatories": 0, "Parties": 0}
    for participant in page.participants:
        acts = {
            printed_date.kind is ActionKind.SIGNATURE
            for printed_date in participant.dates
            if not printed_date.is_bracketed
        }
        counts["Signatories"] += True in acts
        counts["Parties"] += False in acts
    for name, number in stated.items():
        if number is not None and counts[name] < number:
            raise StatusPageError(
                f"{page.file} says {name}: {number} and lists {counts[name]}: the page was saved before it had loaded"
            )


def _check_complete(page: StatusPage) -> None:
    if not any(participant.dates for participant in page.participants):
        raise StatusPageError(f"{page.file} lists no date of a signature or of a consent to be bound")
    for participant in page.participants if page.form != "table" else ():
        for number in participant.notes:
            if number not in page.notes:
                raise StatusPageError(
                    f"{page.file}: {participant.name} refers to end note {number}, which the page lacks: it was saved"
                    " before it had loaded"
                )
