"""Saved pages of the depositary are read as they print their table; what is no complete page is named and refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.model import ActionKind
from geodata.status_pages import (
    MAX_PAGE_BYTES,
    MAX_PARTICIPANTS,
    PageDate,
    StatusPage,
    StatusPageError,
    Withdrawal,
    extensions_in,
    parse_status_page,
    read_status_page,
    withdrawal_in,
)
from tests.builders import on
from tests.untc_pages import JOINING, LETTERS, Line, Sheet, as_csv, as_html, as_xml, exit_note, printed

PAGE = Sheet(
    lines=(
        Line("Afghanistan", joining="11 Sep 2002 a"),
        Line("Côte d'Ivoire", "3 Dec 1997", "30 Jun 2000"),
        Line("Finland", joining="[9 Jan 2012 a]", notes=(1,)),
        Line("Netherlands (Kingdom of the)", "3 Dec 1997", "12 Apr 1999 A", notes=(2, 3)),
        Line("Poland", "4 Dec 1997", "27 Dec 2012"),
    ),
    notes=(
        exit_note("Finland", on("2025-07-10"), on("2026-01-10"), on("2026-02-03")),
        (
            "On behalf of the Kingdom in Europe. Subsequently, on 21 February 2014, the Government"
            " the Netherlands informed"
            " the Secretary-General of the Territorial Application to the Caribbean part of the Netherland."
        ),
        "On 3 April 2002: Extension to the Bailiwick of Guernsey. “Done … in one copy”",
    ),
)
FRENCH = ("Signature", "Ratification, Acceptation(A), Approbation(AA), Adhésion(a), Succession(d)")
DAYS = st.dates(date(1997, 12, 3), date(2026, 2, 3))


def parse(data: bytes, name: str = "page.html") -> StatusPage:
    return parse_status_page(data, name)


def refusal(data: bytes, name: str = "page.html") -> str:
    with pytest.raises(StatusPageError) as caught:
        parse(data, name)
    return str(caught.value)


@pytest.mark.parametrize("write", [as_html, as_xml])
def test_names_dates_kinds_and_notes_are_read_as_the_page_prints_them(write: Callable[[Sheet], bytes]) -> None:
    page = parse(write(PAGE))
    assert (page.reference, page.title, len(page.participants)) == ("XXVI-5", PAGE.title, 5)
    assert [participant.name for participant in page.participants] == [line.name for line in PAGE.lines]
    afghanistan, ivory, finland, netherlands, _ = page.participants
    assert afghanistan.dates == (PageDate(ActionKind.ACCESSION, on("2002-09-11"), is_bracketed=False),)
    assert [(date.kind, date.day.isoformat()) for date in ivory.dates] == [
        (ActionKind.SIGNATURE, "1997-12-03"),
        (ActionKind.RATIFICATION, "2000-06-30"),
    ]
    assert (finland.is_bracketed, finland.notes, ivory.notes) == (True, ("1",), ())
    assert page.withdrawal_of(finland) == Withdrawal("1", on("2025-07-10"), on("2026-01-10"), is_in_effect=True)
    assert [(day.isoformat(), number) for day, number, _ in page.extensions_of(netherlands)] == [
        ("2014-02-21", "2"),
        ("2002-04-03", "3"),
    ]


def test_the_html_page_says_its_day_and_the_xml_edition_does_not() -> None:
    assert parse(as_html(PAGE)).day == on("2026-02-03")
    assert (parse(as_xml(PAGE)).day, parse(as_xml(PAGE)).last_day) == (None, on("2026-01-10"))


def test_the_parts_behind_the_table_are_counted_and_not_compared() -> None:
    assert parse(as_html(PAGE)).sections == {"declarations": 1}
    assert parse(as_xml(PAGE)).sections == {"declarations": 1}


def test_characters_that_the_xml_edition_halved_are_made_whole() -> None:
    assert parse(as_xml(PAGE)).notes["3"].endswith("“Done … in one copy”")


def test_a_protocol_has_its_letter_in_its_number() -> None:
    sheet = replace(PAGE, reference="XXVI-2-b", place="Geneva, 3 May 1996")
    assert {parse(write(sheet)).reference for write in (as_html, as_xml)} == {"XXVI-2-b"}


def test_a_page_that_a_browser_wrote_as_one_file_is_read() -> None:
    head = b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    body = b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    page = parse(head + body + as_html(PAGE) + b"\r\n--b--\r\n", "page.mhtml")
    assert page.participants == parse(as_html(PAGE)).participants


def test_a_table_made_from_a_page_is_read_without_notes() -> None:
    page = parse(as_csv(PAGE), "26-5.csv")
    assert (page.form, page.reference, page.day) == ("table", "", None)
    assert [p.dates for p in page.participants] == [p.dates for p in parse(as_html(PAGE)).participants]


@st.composite
def lines(draw: st.DrawFn) -> tuple[Line, ...]:
    """Some participants with distinct names, dates of every kind, in brackets or not."""
    names = draw(st.lists(st.text("AbçÉ'(),-", max_size=12), min_size=1, max_size=8))
    items = []
    for number, name in enumerate(names):
        left = draw(st.booleans())
        letter = draw(st.sampled_from(sorted(set(LETTERS.values()) - {"P"})))
        signature = printed(draw(DAYS), bracketed=left) if draw(st.booleans()) else ""
        joining = printed(draw(DAYS), letter, bracketed=left)
        items.append(Line(f"A{name} {number}", signature, joining))
    return tuple(items)


@given(lines())
def test_whatever_the_table_holds_html_and_xml_are_read_alike(rows: tuple[Line, ...]) -> None:
    sheet = replace(PAGE, lines=rows, notes=())
    from_html, from_xml = parse(as_html(sheet)), parse(as_xml(sheet))
    assert from_html.participants == from_xml.participants
    for line, participant in zip(sheet.lines, from_html.participants, strict=True):
        assert participant.name == line.name
        assert [printed(d.day, LETTERS[d.kind], bracketed=d.is_bracketed) for d in participant.dates] == list(
            filter(None, (line.signature, line.joining))
        )


@given(st.integers(min_value=0), st.sampled_from([as_html, as_xml]))
def test_a_page_that_was_cut_off_anywhere_is_refused(cut: int, write: Callable[[Sheet], bytes]) -> None:
    whole = write(PAGE).rstrip()
    with pytest.raises(StatusPageError):
        parse(whole[: cut % len(whole)])


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "page.html is empty, expected a saved status page of the UN Treaty Collection"),
        (b"%PDF-1.7 \xe2", "page.html is a PDF; save the page itself as HTML, or its XML edition"),
        (b"PK\x03\x04\0\0", "page.html is not text; save the page itself as HTML, or its XML edition"),
        (
            as_html(PAGE, end=""),
            "page.html ends before its last tag: the page was saved before it had loaded",
        ),
        (
            as_html(replace(PAGE, parties=5)),
            "page.html says Parties: 5 and lists 4: the page was saved before it had loaded",
        ),
        (
            as_html(replace(PAGE, signatories=132)),
            "page.html says Signatories: 132 and lists 3: the page was saved before it had loaded",
        ),
        (
            as_xml(replace(PAGE, parties=164)),
            "page.html says Parties: 164 and lists 4: the page was saved before it had loaded",
        ),
        (
            as_html(replace(PAGE, notes=PAGE.notes[:2])),
            (
                "page.html: Netherlands (Kingdom of the) refers to end note 3, which the page lacks:"
                " it was saved before it"
                " had loaded"
            ),
        ),
        (
            as_html(replace(PAGE, titles=FRENCH)),
            "page.html is in French; save the English page (clang=_en in its address)",
        ),
        (
            as_xml(replace(PAGE, titles=FRENCH)),
            "page.html is in French; save the English page (clang=_en in its address)",
        ),
        (
            as_html(PAGE).replace(b'lang="en"', b'lang="de" class="translated-ltr"'),
            "page.html was translated by the browser (de); save the page in English",
        ),
        (
            b"<!DOCTYPE html><html><body><form>Password <input type='password'></form></body></html>",
            "page.html is a page to log in, not a status page; status pages of the Collection need no account",
        ),
        (
            b"<html><body>UNTC is under urgent maintenance and is currently unavailable.</body></html>",
            "page.html says that the Collection is unavailable; save the page again later",
        ),
        (
            b"<html><body><p>A page about mines.</p></body></html>",
            "page.html is HTML and no status page of the UN Treaty Collection: it has no table of participants",
        ),
        (
            as_html(PAGE).replace(b">Participant<br>", b">Loading<br>"),
            "page.html has the head of a status page and no table of participants: it was saved before it had loaded",
        ),
        (
            as_html(PAGE).replace(b"STATUS AS AT", b"NO DAY"),
            "page.html does not say 'STATUS AS AT', the day that its table is of",
        ),
        (
            as_html(PAGE).replace(b"AS AT : 03-02-2026", b"AS AT : 31-02-2026"),
            "page.html says 'STATUS AS AT 31-02-2026', which is not a day of the calendar",
        ),
        (
            as_html(PAGE.with_line("Poland", joining="31 Feb 2012")),
            f"page.html: Poland, {JOINING}: '31 Feb 2012' is not a day of the calendar",
        ),
        (
            as_html(PAGE.with_line("Poland", joining="27 Dec 2012 x")),
            (
                f"page.html: Poland, {JOINING}: '27 Dec 2012 x' ends in none of the letters of its column"
                " ('A', 'AA', 'a', 'd')"
            ),
        ),
        (
            as_html(PAGE.with_line("Poland", joining="soon")),
            f"page.html: Poland, {JOINING}: 'soon' is not a date such as '3 Dec 1997' or '[12 May 2004 a]'",
        ),
        (
            as_html(replace(PAGE, titles=("Signature", "Ratification, Blessing(b)"))),
            "page.html: column 'Ratification, Blessing(b)' names 'Blessing', which is no act that a page can list",
        ),
        (
            b'<?xml version="1.0"?><rss/>',
            "page.html is XML and not the XML edition of a status page: it has no element ExternalData",
        ),
        (
            as_csv(replace(PAGE, lines=())).replace(b"Participant", b"Country"),
            (
                "page.html is no status page of the UN Treaty Collection: it is neither HTML nor"
                " XML, and as a CSV its first"
                " column is 'Country', expected 'Participant' and then the columns of the page"
            ),
        ),
        (as_csv(PAGE).replace(b',"27 Dec 2012"', b""), "page.html: row 6 has 2 cells, expected 3"),
        (
            as_csv(Sheet(lines=(Line("Poland"),))),
            "page.html lists no date of a signature or of a consent to be bound",
        ),
    ],
)
def test_what_is_no_complete_page_in_english_is_named_and_refused(data: bytes, expected: str) -> None:
    assert refusal(data) == expected


def test_the_xml_edition_without_its_table_is_refused() -> None:
    head, _, rest = as_xml(PAGE).partition(b"<Participants><Table>")
    data = head + rest.partition(b"</Participants>")[2]
    assert refusal(data, "XXVI-5.xml") == "XXVI-5.xml has the head of a status page and no table of participants"


@pytest.mark.parametrize(
    "doctype",
    [
        b'<!DOCTYPE Document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
        b'<!DOCTYPE Document [<!ENTITY c SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE Document SYSTEM "http://example.org/a.dtd">',
    ],
    ids=["entities that grow", "an entity that is a file", "a document type on the network"],
)
def test_an_xml_file_that_declares_entities_is_refused_and_none_is_expanded(doctype: bytes) -> None:
    declaration, _, rest = as_xml(PAGE).partition(b"?>")
    data = declaration + b"?>" + doctype + rest.replace(b"Afghanistan", b"&c;")
    assert refusal(data) == "page.html declares a document type, which the XML edition of the Collection never does"


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    with path.open("wb") as file:
        file.truncate(MAX_PAGE_BYTES + 1_000_000)
    with pytest.raises(StatusPageError, match=r"page\.html has 17 MB; a status page has less than 16 MB"):
        read_status_page(path)


def test_more_participants_than_there_can_be_are_refused() -> None:
    sheet = replace(PAGE, lines=tuple(Line(f"State {n}", joining="27 Dec 2012") for n in range(MAX_PARTICIPANTS + 1)))
    assert "lists 1001 participants, more than there can be (1000)" in refusal(as_html(sheet))


def test_a_file_that_is_missing_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StatusPageError, match=r"none\.html cannot be read: No such file or directory"):
        read_status_page(tmp_path / "none.html")


@pytest.mark.parametrize(
    ("text", "notified", "effective"),
    [
        (
            (
                "On 20 August 2025, the Government of Poland deposited with the Secretary-General a"
                " notification of withdrawal"
                " (see depositary notification C.N.421.2025.TREATIES-XXVI-5 of 26 August 2025). The"
                " withdrawal will take"
                " effect for Poland on 20 February 2026 in accordance with article 20 (3) of the"
                " Convention, subject to the"
                " condition set forth in the said paragraph."
            ),
            "2025-08-20",
            "2026-02-20",
        ),
        (
            (
                'In its notification of provisional application, A notified "... that it will apply'
                " provisionally Article 1"
                ' pending its entry into force for A."On 6 September 2024, the Government of A'
                " deposited a notification of"
                " withdrawal. The withdrawal took effect for A on 6 March 2025 in accordance with article 20 (3)."
            ),
            "2024-09-06",
            "2025-03-06",
        ),
        (
            (
                "On 1 March 2030, the Government of A notified the Secretary-General of its decision"
                " to denounce the Protocol"
                " with effect from 1 March 2031."
            ),
            "2030-03-01",
            "2031-03-01",
        ),
        ("On 1 March 2030, A deposited an instrument of denunciation.", "2030-03-01", None),
        ("On 19 July 2007, the Government notified its decision to withdraw its declaration.", None, None),
        ("On 28 September 2015, A gave notification of the withdrawal of its reservation.", None, None),
        ("See note 1 under “Montenegro”.", None, None),
        ("The withdrawal took effect on 1 March 2030.", None, None),
    ],
)
def test_an_exit_is_read_from_the_sentence_of_its_note(text: str, notified: str | None, effective: str | None) -> None:
    withdrawal = withdrawal_in(text, "4")
    if notified is None:
        assert withdrawal is None
    else:
        assert withdrawal is not None
        assert (str(withdrawal.notified), withdrawal.effective and str(withdrawal.effective)) == (notified, effective)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On 4 December 2001: Extension to Anguilla and Bermuda. On 3 April 2002: Extension to Jersey.", 2),
        ("On 28 April 2014, the Government informed of the Territorial Application in respect of Bonaire.", 1),
        ("For the European part. Subsequently, on 20 September 2022, the Convention will apply to Curaçao.", 1),
        ("Until further notice, the Convention shall not apply to the Faroe Islands.", 0),
        ("this ratification shall not extend to Tokelau unless a Declaration is lodged", 0),
    ],
)
def test_an_extension_to_a_territory_is_read_from_its_note(text: str, days: int) -> None:
    assert len(extensions_in(text)) == days
