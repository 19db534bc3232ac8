"""References in the forms that programs read: CSL-JSON, BibTeX, RIS, and plain text for people."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.maps.citation import Reference
from geodata import DateSpan, day_label

Parts = list[int]  # year; year and month; or year, month and day: no more than is known
_ARTICLES = ("article-newspaper", "article-journal")  # what publishes them is what they stand in
_BIBTEX = {"article-newspaper": "article", "article-journal": "article", "report": "techreport", "book": "book"}
_HOUSE = {"article": "journal", "techreport": "institution", "book": "publisher", "misc": "publisher"}
_RIS = {
    "map": "MAP",
    "dataset": "DATA",
    "report": "RPRT",
    "webpage": "ELEC",
    "article-newspaper": "NEWS",
    "article-journal": "JOUR",
    "legislation": "STAT",
    "book": "BOOK",
}
# BibTeX counts braces even where a backslash stands before them, so a brace has to become a word.
_TEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{sign: f"\\{sign}" for sign in "$&%#_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True, slots=True)
class Style:
    """A form of a citation: what readers call it, the ending and media type of its file, and how it is written."""

    label: str
    ending: str
    media_type: str
    write: Callable[[Iterable[Reference]], str]


def csl_json(references: Iterable[Reference]) -> str:
    """Return references as CSL-JSON: a list of items, as the data schema of CSL 1.0.2 has them."""
    return json.dumps([_csl_item(reference) for reference in references], ensure_ascii=False, indent=1) + "\n"


def bibtex(references: Iterable[Reference]) -> str:
    """Return references as BibTeX in UTF-8; what TeX would take for a command is written as a word."""
    return "\n".join(_bibtex_entry(reference) for reference in references)


def ris(references: Iterable[Reference]) -> str:
    """Return references as RIS: a tag and a value a line, CRLF at its end."""
    return "".join(f"{tag}  - {value}\r\n" for reference in references for tag, value in _ris_lines(reference))


def plain(references: Iterable[Reference]) -> str:
    """Return references as sentences, one a line."""
    return "".join(f"{_sentence(reference)}\n" for reference in references)


STYLES: Mapping[str, Style] = {
    "plain": Style("Plain text", "txt", "text/plain", plain),
    "bibtex": Style("BibTeX", "bib", "application/x-bibtex", bibtex),
    "ris": Style("RIS", "ris", "application/x-research-info-systems", ris),
    "csl": Style("CSL-JSON", "json", "application/vnd.citationstyles.csl+json", csl_json),
}


def date_parts(span: DateSpan) -> list[Parts]:
    """Return a date as CSL writes it, no more precise than it is known; a range is two of them.

    Examples
    --------
    >>> date_parts(DateSpan.parse("2024-04")), date_parts(DateSpan.parse("2024/2025"))
    ([[2024, 4]], [[2024], [2025]])
    """
    first, last = span.earliest, span.latest
    is_whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1] and not span.is_exact
    of_months = 1 if (first.month, last.month) == (1, 12) else 2
    known = of_months if is_whole else 3
    parts = [[day.year, day.month, day.day][:known] for day in (first, last)]
    return parts[:1] if parts[0] == parts[1] else parts


def _csl_item(reference: Reference) -> dict[str, object]:
    item: dict[str, object] = {"id": reference.reference_id, "type": reference.kind, "title": _clean(reference.title)}
    item["author"] = [{"literal": _clean(name)} for name in reference.authors]
    item["container-title" if reference.kind in _ARTICLES else "publisher"] = _clean(reference.publisher)
    if reference.issued:
        item["issued"] = {"date-parts": date_parts(reference.issued)}
    if reference.accessed:
        item["accessed"] = {"date-parts": date_parts(DateSpan.on(reference.accessed))}
    item |= {"URL": _clean(reference.url), "version": reference.version, "language": reference.language}
    item["note"] = _clean(reference.note)
    return {key: value for key, value in item.items() if value}


def _bibtex_entry(reference: Reference) -> str:
    kind = _BIBTEX.get(reference.kind, "misc")
    fields = {
        # In braces of their own, or BibTeX takes a name apart and the title's capitals away.
        "author": " and ".join(f"{{{_tex(name)}}}" for name in reference.authors),
        "title": f"{{{_tex(reference.title)}}}",
        _HOUSE[kind]: _tex(reference.publisher),
        **_bibtex_date(reference.issued),
        "version": _tex(reference.version),
        "language": _tex(reference.language),
        "url": _tex_url(reference.url),
        "urldate": reference.accessed.isoformat() if reference.accessed else "",
        "note": _tex(reference.note),
    }
    lines = [f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n" for name, value in fields.items() if value]
    return f"@{kind}{{{reference.reference_id},\n{''.join(lines)}}}\n"


def _bibtex_date(span: DateSpan | None) -> dict[str, str]:
    """Year and month where there is one of each; biblatex reads `date`, which has the day and ranges as well."""
    if span is None:
        return {}
    parts = date_parts(span)
    found = {"date": "/".join("-".join(f"{part:02}" for part in one) for one in parts)}
    if len({one[0] for one in parts}) == 1:
        found["year"] = str(parts[0][0])
        if len({tuple(one[:2]) for one in parts}) == 1 and len(parts[0]) > 1:
            found["month"] = _MONTHS[parts[0][1] - 1]
    return found


def _ris_lines(reference: Reference) -> list[tuple[str, str]]:
    lines = [("TY", _RIS.get(reference.kind, "GEN")), ("ID", reference.reference_id), ("TI", reference.title)]
    lines += [("AU", name) for name in reference.authors]
    if reference.issued:
        first, *rest = date_parts(reference.issued)
        lines += [("PY", str(first[0])), ("DA", _ris_date(first))]
        if rest:
            lines.append(("N1", f"Dated {reference.issued.label}"))
    if reference.accessed:
        lines.append(("Y2", _ris_date(date_parts(DateSpan.on(reference.accessed))[0])))
    lines += [
        ("T2" if reference.kind in _ARTICLES else "PB", reference.publisher),
        ("ET", reference.version),
        ("LA", reference.language),
    ]
    lines += [("UR", reference.url), ("N1", reference.note)]
    return [*((tag, _clean(value)) for tag, value in lines if _clean(value)), ("ER", "")]


def _ris_date(parts: Sequence[int]) -> str:
    """A date as RIS has it: YYYY/MM/DD/ with what is not known left empty."""
    known = [str(parts[0]), *(f"{part:02}" for part in parts[1:])]
    return "/".join([*known, *[""] * (4 - len(known))])


def _sentence(reference: Reference) -> str:
    when = reference.issued.label if reference.issued else "undated"
    who = "; ".join(name for name in reference.authors if name != reference.publisher)
    version = f", data release {reference.version}" if reference.version else ""
    read = f" (read on {_day(reference.accessed)})" if reference.accessed else ""
    parts = [f"{who}." if who else "", f"“{reference.title}”.", f"{reference.publisher}, {when}{version}."]
    tail = f"{reference.url}{read}." if reference.url else f"Read on {_day(reference.accessed)}." if read else ""
    return _clean(" ".join([*parts, tail]))


def _day(day: date | None) -> str:
    return day_label(day) if day else ""


def _clean(text: str) -> str:
    """The text on one line, without characters that no file should hold."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+", " ", text).split())


def _tex(text: str) -> str:
    return "".join(_TEX.get(sign, sign) for sign in _clean(text))


def _tex_url(url: str) -> str:
    """An address as `url` takes it, letter by letter; only what would end or unbalance the field is escaped."""
    return "".join(f"%{ord(sign):02X}" if sign in "{}\\ " else sign for sign in _clean(url))
