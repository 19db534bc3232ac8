"""Writes status pages of the UN Treaty Collection from acts, as HTML in the layout of ViewDetails.aspx and as XML."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from geodata.dataset import Dataset
from geodata.model import ActionKind
from geodata.treaties import CONSENT_KINDS

PREFIX = "ctl00_ctl00_ContentPlaceHolder1_ContentPlaceHolderInnerPage_"
LETTERS = {
    ActionKind.SIGNATURE: "",
    ActionKind.RATIFICATION: "",
    ActionKind.ACCEPTANCE: "A",
    ActionKind.APPROVAL: "AA",
    ActionKind.ACCESSION: "a",
    ActionKind.SUCCESSION: "d",
    ActionKind.CONSENT_TO_BE_BOUND: "P",
}
JOINING = "Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True)
class Line:
    """One participant as the page prints it: cells of text, numbers of its notes."""

    name: str
    signature: str = ""
    joining: str = ""
    notes: tuple[int, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """What a page says; `signatories` and `parties` are counted from the lines unless they are given."""

    reference: str = "XXVI-5"
    title: str = "Convention on the Prohibition of Mines"
    place: str = "Oslo, 18 September 1997"
    day: date = date(2026, 2, 3)
    lines: tuple[Line, ...] = ()
    notes: tuple[str, ...] = ()
    signatories: int | None = None
    parties: int | None = None
    titles: tuple[str, str] = ("Signature", JOINING)

    def with_line(self, name: str, /, **changes: object) -> Sheet:
        """The page with another line for one participant."""
        lines = tuple(replace(line, **changes) if line.name == name else line for line in self.lines)  # type: ignore[arg-type]
        return replace(self, lines=lines)

    def with_note(self, name: str, text: str) -> Sheet:
        """The page with one end note more, to which a participant refers."""
        number = len(self.notes) + 1
        line = next(line for line in self.lines if line.name == name)
        return replace(self.with_line(name, notes=(*line.notes, number)), notes=(*self.notes, text))

    def count(self, column: str) -> int:
        """How many dates of a column stand without brackets."""
        return sum(1 for line in self.lines if (text := getattr(line, column)) and not text.startswith("["))


def printed(day: date, letter: str = "", *, bracketed: bool = False) -> str:
    """A date as the page prints it: `3 Dec 1997`, `[12 May 2004 a]`."""
    text = f"{day.day} {MONTHS[day.month - 1]} {day.year} {letter}".rstrip()
    return f"[{text}]" if bracketed else text


def sheet_of(dataset: Dataset, treaty_id: str, day: date) -> Sheet:
    """The page of a treaty on a day, made from our acts; exits stand in brackets with a note, extensions in notes."""
    treaty = dataset.treaty(treaty_id)
    sheet = Sheet(
        reference=treaty.depositary_reference.removeprefix("UNTC "),
        title=treaty.title,
        day=day,
        titles=("Signature", JOINING) if treaty.opened else ("", "Succession(d), Consent to be bound(P)"),
    )
    lines: list[Line] = []
    notes: list[str] = []
    for area, state in sorted(dataset.states.items(), key=lambda item: item[1].name):
        acts = [a for a in dataset.actions.get((treaty_id, area), ()) if a.when.is_exact and a.when.latest <= day]
        name = state.name
        left = any(act.kind is ActionKind.WITHDRAWAL_EFFECTIVE for act in acts)
        cells = {
            column: " ".join(
                printed(act.when.earliest, LETTERS[act.kind], bracketed=left) for act in acts if act.kind in kinds
            )
            for column, kinds in (("signature", {ActionKind.SIGNATURE}), ("joining", CONSENT_KINDS))
        }
        if not any(cells.values()):
            continue
        numbers = []
        for act in acts:
            if act.kind is ActionKind.WITHDRAWAL_NOTIFIED:
                notes.append(exit_note(name, act.when.earliest, act.date_effective, day))
                numbers.append(len(notes))
            elif act.kind is ActionKind.TERRITORIAL_EXTENSION:
                notes.append(f"On {long_day(act.when.earliest)}: Extension to a territory.")
                numbers.append(len(notes))
        lines.append(Line(name, notes=tuple(numbers), **cells))
    return replace(sheet, lines=tuple(lines), notes=tuple(notes))


def exit_note(name: str, notified: date, effective: date | None, day: date) -> str:
    """An end note on a withdrawal, in the words of the depositary."""
    text = f"On {long_day(notified)}, the Government of {name} deposited with the Secretary-General a notification of"
    text += " withdrawal (See depositary notification C.N.360.2025.TREATIES-XXVI-5 of 3 July 2025)."
    if effective is None:
        return text
    verb = "took effect" if effective <= day else "will take effect"
    return f"{text} The withdrawal {verb} for {name} on {long_day(effective)} in accordance with article 20 (3)."


def long_day(day: date) -> str:
    """A day in words, as notes print it."""
    return f"{day.day} {day:%B} {day.year}"


def as_html(sheet: Sheet, *, end: str = "</body>\n</html>\n") -> bytes:
    """The HTML page, with menus that name other chapters, a script, layout tables and the parts behind the table."""
    chapter, number, *letter = sheet.reference.split("-")
    signatories = sheet.count("signature") if sheet.signatories is None else sheet.signatories
    parties = sheet.count("joining") if sheet.parties is None else sheet.parties
    has_signatures = bool(sheet.titles[0])
    counts = f"Signatories :\t\t{signatories}.   Parties :\t {parties}" if has_signatures else f"Parties : {parties}"
    titles = ["Participant", *filter(None, sheet.titles)]
    rows = "".join(
        f'<tr class="{"trBWhite" if n % 2 else "trBGGrey"}">{_cells(line, has_signatures=has_signatures)}</tr>\n'
        for n, line in enumerate(sheet.lines)
    )
    notes = "".join(
        f'<tr><td><div id="{PREFIX}dgNotesAll_ctl{n:02}_divNotesAll" class="divNotesAll" style="text-align: justify">'
        f"<a name='{n}'>{n}</a><index></index>{html.escape(text)}</div></td></tr>"
        for n, text in enumerate(sheet.notes, 1)
    )
    return f"""

<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" lang="en">
<head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><title>
\tUNTC
</title><script>var menu = "<table><tr><td>Participant</td></tr></table>"; // CHAPTER IX</script></head>
<body><form name="aspnetForm" method="post" action="./ViewDetails.aspx?mtdsg_no={sheet.reference}&amp;clang=_en">
<ul><li>CHAPTER I CHARTER 1. Charter of the United Nations San Francisco, 26 June 1945</li><li>Français</li></ul>
<table class="contenttable"><tr><td align="left" id="headerbox">
 <div id="{PREFIX}div3" class="heading-three">STATUS AS AT : {sheet.day:%d-%m-%Y} 10:16:18 EDT</div>
 <div id="{PREFIX}rptHead_ctl00_tcHead">
   CHAPTER {chapter}
 </div><div>DISARMAMENT</div>
 <table><tr><td><div id="{PREFIX}rptTreaty_ctl00_tcTreaty">{number}. {" ".join(letter)}

   {html.escape(sheet.title)}
 </div></td></tr><tr><td><div>{sheet.place}</div></td></tr></table>
 <table><tr><td>Status</td><td>:</td><td><div>{counts}</div></td></tr></table>
</td></tr><tr><td id="participants">
 <table id="{PREFIX}tblgrid" class="table table-striped">
  <tr class="thead-one">{"".join(f'<td valign="bottom">{html.escape(title)}<br></td>' for title in titles)}</tr>
{rows} </table>
</td></tr></table>
<table id="{PREFIX}dgDec"><tr><td><div id="{PREFIX}dgDec_ctl02_divParticipant">Greece</div>
<div><p class='invisible'>Greece</p><i>Declaration:<br></n></i>On 1 June 1999, Greece declared.</div></td></tr></table>
<table id="{PREFIX}dgNotesAll">{notes}</table>
</form>{end}""".encode()


def _cells(line: Line, *, has_signatures: bool) -> str:
    marks = ", ".join(f"<A onclick='ShowNoteAll()' href='#{n}' class='noteIndex'>{n}</A>" for n in line.notes)
    name = html.escape(line.name) + (f" <SUP>{marks} </SUP>" if marks else "")
    cells = [line.signature, line.joining] if has_signatures else [line.joining]
    # The Collection puts a tab between month and year, and pads days of one digit.
    dates = [
        f"\n\t\t<td> &nbsp;{text.replace(' ', chr(9) + ' ', 2)}<br></td>" if text else "\n\t\t<td>&nbsp;</td>"
        for text in cells
    ]
    return f"\n\t\t<td>{name}<br></td>{''.join(dates)}\n\t"


def as_xml(sheet: Sheet) -> bytes:
    """The XML edition: Latin-1, numbers of notes as escaped tags, "…" and curly quotes halved to one byte."""
    chapter, number, *letter = sheet.reference.split("-")
    rows = "".join(
        "<Row>"
        + "".join(f"<Entry>{text}</Entry>" if text else "<Entry />" for text in _entries(line, sheet))
        + "</Row>\n"
        for line in sheet.lines
    )
    titles = "".join(
        f'<Entry colname="{n}">{html.escape(title)}</Entry>'
        for n, title in enumerate(["Participant", *filter(None, sheet.titles)], 1)
    )
    notes = "".join(
        f"<Note><index>{n}</index><text>{html.escape(text, quote=False)}</text></Note>\n"
        for n, text in enumerate(sheet.notes, 1)
    )
    names = ("Subnumsect", "Subtitlesect") if letter else ("", "Titlesect")
    text = f"""<?xml version="1.0" encoding="iso-8859-1"?>
<Document><Treaty><Template>mtdsg</Template>
<Header><Chapter><Header>CHAPTER {chapter}</Header><Name>DISARMAMENT</Name></Chapter><ExternalData>
<Numsect>{number}</Numsect>{f"<Subnumsect>{letter[0]}</Subnumsect>" if letter else ""}
<{names[1]}>{html.escape(sheet.title, quote=False)}</{names[1]}><Conclusion>{sheet.place}</Conclusion>
<Status><Label>Status</Label>
{f"<Signatories>{sheet.count('signature')}</Signatories>" if sheet.titles[0] else ""}
<Parties>{sheet.count("joining") if sheet.parties is None else sheet.parties}</Parties></Status>
</ExternalData></Header>
<Participants><Table><TGroup cols="3"><Thead><Row rowsep="0">{titles}</Row></Thead><Tbody><Rows>
{rows}</Rows></Tbody></TGroup></Table></Participants>
<Declarations><Declaration><Participant>Greece</Participant>
<text type="para">@1C@Greece @26@ subscribes@1D@ &lt;i&gt;fully&lt;/i&gt;</text></Declaration></Declarations>
<EndNotes>
{notes}</EndNotes><Footer>{chapter} {number}. Disarmament</Footer></Treaty></Document>
"""
    data = text.encode("iso-8859-1", errors="xmlcharrefreplace")
    for code in (0x1C, 0x1D, 0x26):
        data = data.replace(f"@{code:X}@".encode(), bytes([code]))
    return data


def _entries(line: Line, sheet: Sheet) -> Iterable[str]:
    marks = f"&lt;superscript&gt;{','.join(map(str, line.notes))}&lt;/superscript&gt;" if line.notes else ""
    yield html.escape(line.name, quote=False) + marks
    yield from [line.signature, line.joining] if sheet.titles[0] else [line.joining]


def as_csv(sheet: Sheet) -> bytes:
    """A table made from the page, as scrapers write it: no notes, no day."""
    titles: Sequence[str] = ["Participant", *filter(None, sheet.titles)]
    cells = [
        [line.name, line.signature, line.joining] if sheet.titles[0] else [line.name, line.joining]
        for line in sheet.lines
    ]
    return "".join(",".join(f'"{text}"' for text in row) + "\n" for row in [titles, *cells]).encode()
