"""How a view and its sources are cited: references, their forms (CSL-JSON, BibTeX, RIS, text), and a line to quote."""

from __future__ import annotations

import json
import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal, TypeAlias

from dashboard.maps.compose.compose import depositary_read, new_context
from dashboard.maps.compose.headline import headline
from dashboard.maps.context import COUNTED_BY, ComposeContext, Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from geodata import DateSpan, Freshness, day_label
from geodata.dataset import Dataset
from geodata.dates import MONTHS
from geodata.model import Source, State
from geodata.sources import address_note, citation_text, standing_of
from geodata.wording import ATLAS_NAME, capitalized

# -- What a reader needs to cite a view and each of its sources.

Work: TypeAlias = Literal["map", "dataset"]  # the picture, or the table behind it
_RELEASED = re.compile(r"(\d{4})\.(\d{2})\.(\d{2})-")


@dataclass(frozen=True, slots=True)
class Reference:
    """A work as a list of references names it; empty text means that there is none.

    `kind` is a type of CSL 1.0.2, such as map, report or webpage; `authors` are names as printed, which no rule takes
    apart; `note` is what a reader should know beside it.
    """

    reference_id: str
    kind: str
    title: str
    authors: tuple[str, ...]
    publisher: str
    issued: DateSpan | None
    accessed: date | None
    url: str
    version: str = ""
    language: str = ""
    note: str = ""


def view_reference(spec: MapSpec, *, url: str, accessed: date, work: Work = "map") -> Reference:
    """Return a view as a work of the atlas: issued on the day of its data release, which is its version.

    Parameters
    ----------
    url
        The absolute address of the view; a frozen one (`dashboard.maps.permalinks`) keeps showing what was cited.
    accessed
        The day on which the reader saw it.
    """
    day = day_label(spec.day)
    title = spec.headline.text if day in spec.headline.text else f"{spec.headline.text} ({day})"
    noun = "Map" if work == "map" else "Table"
    return Reference(
        # Two views of one day and place may stand in one list, so the address has its part in the name.
        reference_id=f"mine-ban-atlas-{spec.treaty}-{spec.day.isoformat()}-{sha256(url.encode()).hexdigest()[:6]}",
        kind=work,
        title=title,
        authors=(ATLAS_NAME,),
        publisher=ATLAS_NAME,
        issued=_released(spec.release),
        accessed=accessed,
        url=url,
        version=spec.release,
        language="en",
        note=f"{noun} of {day}. Counts are computed by the atlas from the sources it names.",
    )


def source_references(spec: MapSpec, sources: Mapping[str, Source]) -> tuple[Reference, ...]:
    """Return the sources of a view in the order of their numbers.

    Parameters
    ----------
    sources
        The documents by their ids, of the dataset that the specification was composed of.
    """
    return tuple(_of_source(sources[note.source_id], note.locator) for note in spec.sources)


def _of_source(source: Source, locator: str) -> Reference:
    parts = [f"Cited: {locator}" if locator else "", f"Relays: {source.relays_source}" if source.relays_source else ""]
    parts += [capitalized(address_note(source))]
    return Reference(
        reference_id=source.source_id,
        kind=source.csl_type,
        title=source.title,
        authors=tuple(name.strip() for name in source.author.split(";") if name.strip()),
        publisher=source.publisher,
        issued=source.published,
        accessed=source.accessed_on,
        url=source.url,
        language=source.language,
        note=". ".join(filter(None, parts)),
    )


def _released(release: str) -> DateSpan | None:
    """The day that the name of a release begins with, if it begins with one."""
    match = _RELEASED.match(release)
    try:
        return DateSpan.on(date(*map(int, match.groups()))) if match else None
    except ValueError:
        return None


# -- References in the forms that programs read: CSL-JSON, BibTeX, RIS, and plain text for people.

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
    fields = {"date": "/".join("-".join(f"{part:02}" for part in one) for one in parts)}
    if len({one[0] for one in parts}) == 1:
        fields["year"] = str(parts[0][0])
        if len({tuple(one[:2]) for one in parts}) == 1 and len(parts[0]) > 1:
            fields["month"] = MONTHS[parts[0][1] - 1]
    return fields


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


# -- A line to quote: what a view or its chosen country says, with the right verb, day, claimant, source and address.

_MOST_SOURCES, _MOST_PLACES = 3, 2  # a line is quoted whole, so it names the first and counts the rest


@dataclass(frozen=True, slots=True)
class Quote:
    """What can be quoted: sentences without a stop at the end, the documents behind them, release, address, age."""

    sentence: str
    sources: tuple[str, ...]
    release: str
    link: str
    freshness: Freshness

    @property
    def text(self) -> str:
        """All of it on one line, to be copied."""
        named_sources = self.sources[:_MOST_SOURCES]
        rest = len(self.sources) - len(named_sources)
        more = f" (and {rest} more at the address)" if rest else ""
        begin = "Source" if len(self.sources) == 1 else "Sources"
        cited = f" {begin}: {' '.join(named_sources)}{more}" if self.sources else ""
        age = self.freshness.dated_sentence
        return f"{self.sentence}.{cited} {ATLAS_NAME}, data release {self.release}, {self.link}. {age}"


def quote(view: View, dataset: Dataset, *, today: date, link: str, layers: Layers = LAYERS) -> Quote:
    """Return what can be quoted of a view: of its chosen country where there is one, else its headline.

    Parameters
    ----------
    today
        The day shown when the view names none, and from which the age of the depositary reading is counted.
    link
        The absolute address of the view, with its day spelled out.
    layers
        The layers that the view can name.
    """
    ctx = new_context(view, dataset, today=today, layers=layers)
    statements = _of_country(ctx, dataset.state(view.country)) if view.country else []
    freshness = Freshness(depositary_read(ctx), today)
    return Quote(". ".join(statements or [_of_view(ctx)]), _sources(ctx), dataset.release, link, freshness)


def _of_view(ctx: ComposeContext) -> str:
    """What the topmost layer says of the whole view, else the headline with its day and who counted."""
    own = next(filter(None, (layer.view_quote(ctx) for layer in reversed(ctx.on))), "")
    if own:
        return own
    text, day = headline(ctx).text, day_label(ctx.day)
    counted_by = ctx.fill.counted_by if ctx.fill is not None else COUNTED_BY
    aside = [part for part in ("" if day in text else day, counted_by) if part]
    return f"{text} ({', '.join(aside)})" if aside else text


def _of_country(ctx: ComposeContext, state: State) -> list[str]:
    """What the layers that are on say of a country, each thing once; nothing where none of them speaks of countries."""
    layers = sorted(ctx.on, key=lambda layer: layer.quote_order)
    return [*dict.fromkeys(filter(None, (layer.quote(ctx, state) for layer in layers)))]


def _sources(ctx: ComposeContext) -> tuple[str, ...]:
    """What was cited, the strongest document first, because the last ones may be left out."""
    by_standing = sorted(ctx.numbering.items(), key=lambda item: standing_of(item[1]))
    return tuple(
        citation_text(source, "; ".join(places) if len(places) <= _MOST_PLACES else "")
        for _, source, places in by_standing
    )
