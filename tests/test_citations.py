"""References of a view and its sources, and citations in four forms, which can be read back field by field."""

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.citations import (
    STYLES,
    Reference,
    bibtex,
    csl_json,
    date_parts,
    plain,
    ris,
    source_references,
    view_reference,
)
from dashboard.maps.view import PRESETS, Preset, View
from geodata import DateSpan, day_label
from geodata.dataset import VERSION
from geodata.wording import ATLAS_NAME
from tests.shipped_views import TODAY, dataset, shown

REFERENCE = Reference(
    reference_id="a-report",
    kind="report",
    title="Clearing 50% of {mines} & more: #1_a",
    authors=("Gerry Doyle", "Han Huang"),
    publisher="Norwegian People’s Aid",
    issued=DateSpan.parse("2024-04"),
    accessed=date(2026, 11, 21),
    url="https://example.org/a_b?x=1&y=50%25#top",
    version="2",
    language="en",
    note="Cited: p. 3",
)
LINK = "https://atlas.example.org/?v=1"
# What makes trouble in one of the forms, amid whatever else can be written.
TROUBLE = st.sampled_from([*"{}\\$&%#_^~<>|\"'@,=", "\n", "\r\n", "\t", "TY  - ", "ER  - ", "\x00", "²", "中", " and "])
TEXT = st.lists(TROUBLE | st.text(st.characters(codec="utf-8"), max_size=8), max_size=12).map("".join)
SPANS = st.tuples(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.integers(0, 800)).map(
    lambda pair: DateSpan(pair[0], date.fromordinal(pair[0].toordinal() + pair[1]))
)
SPANS |= st.sampled_from(["2024", "2024-02", "2024/2025", "2024-12/2025-01", "2024-01/2024-12"]).map(DateSpan.parse)
REFERENCES = st.builds(
    Reference,
    reference_id=st.from_regex(r"[a-z0-9]+(-[a-z0-9]+){0,3}", fullmatch=True),
    kind=st.sampled_from(["map", "dataset", "report", "webpage", "article-newspaper", "treaty", "speech", "book"]),
    title=TEXT,
    authors=st.lists(TEXT.filter(lambda text: bool(one_line(text))), max_size=3).map(tuple),
    publisher=TEXT,
    issued=st.none() | SPANS,
    accessed=st.none() | st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    url=st.just("") | TEXT.map(lambda text: f"https://example.org/{text}"),
    version=TEXT,
    language=st.sampled_from(["", "en"]),
    note=TEXT,
)
WORDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
CSL_TYPES = {"map", "dataset", "report", "webpage", "article-newspaper", "article-journal", "legislation", "treaty"}
CSL_TYPES |= {"speech", "book"}
CSL_TEXTS = {"id", "type", "title", "container-title", "publisher", "URL", "version", "language", "note"}


def one_line(text: str) -> str:
    """A text as a form holds it: control characters and breaks are spaces, and spaces are one."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


def read_bibtex(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Entries as (kind, key, fields): a value is a word, or stands in braces that balance."""
    items, place = [], 0
    while (head := re.compile(r"\s*@(\w+)\{([^,\s]+),\s*").match(text, place)) is not None:
        fields, place = {}, head.end()
        while (name := re.compile(r"\s*([a-z]+) = ").match(text, place)) is not None:
            place = name.end()
            if text[place] != "{":
                end = text.index(",", place)
                fields[name[1]] = text[place:end]
            else:
                end, depth = place, 0
                while depth or end == place:
                    depth += {"{": 1, "}": -1}.get(text[end], 0)
                    end += 1
                fields[name[1]] = text[place + 1 : end - 1]
            assert text[end : end + 2] == ",\n"
            place = end + 2
        assert text[place : place + 2] == "}\n"
        place += 2
        items.append((head[1], head[2], fields))
    assert not text[place:].strip()
    return items


def from_tex(text: str) -> str:
    """What TeX prints."""
    return re.sub(r"\\(?:(text\w+?)\{\}|([$&%#_]))", lambda m: WORDS[m[1]] if m[1] else m[2], text)


def without_braces(text: str) -> str:
    assert (text[0], text[-1]) == ("{", "}")
    return text[1:-1]


def read_ris(text: str) -> list[list[tuple[str, str]]]:
    """References as tags with values; every line has both, and each reference has its ends."""
    lines = text.split("\r\n")
    assert lines.pop() == ""
    items: list[list[tuple[str, str]]] = []
    for line in lines:
        tag = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert tag is not None, line
        assert (tag[1] == "TY") == (not items or items[-1][-1][0] == "ER")
        if tag[1] == "TY":
            items.append([])
        items[-1].append((tag[1], tag[2]))
    assert all(reference[-1] == ("ER", "") for reference in items)
    return items


def check_csl(item: dict[str, Any]) -> None:
    """The shape of an item in the data schema of CSL 1.0.2, of the parts that we use."""
    assert {"id", "type"} <= set(item) <= CSL_TEXTS | {"author", "issued", "accessed"}
    assert item["type"] in CSL_TYPES
    assert all(isinstance(item[key], str) and item[key] for key in CSL_TEXTS & set(item))
    assert all(set(name) == {"literal"} and name["literal"] for name in item.get("author", [{"literal": "x"}]))
    for key in {"issued", "accessed"} & set(item):
        parts = item[key].pop("date-parts")
        assert item[key] == {}
        assert 1 <= len(parts) <= 2
        assert all(1 <= len(one) <= 3 and all(isinstance(number, int) for number in one) for one in parts)


@pytest.mark.slow
@given(st.lists(REFERENCES, max_size=3))
def test_bibtex_can_be_read_back_whatever_a_field_holds(references: list[Reference]) -> None:
    entries = read_bibtex(bibtex(references))
    assert [key for _, key, _ in entries] == [reference.reference_id for reference in references]
    for (_, _, fields), reference in zip(entries, references, strict=True):
        assert from_tex(without_braces(fields["title"])) == one_line(reference.title)
        assert from_tex(fields.get("note", "")) == one_line(reference.note)
        assert from_tex(fields.get("version", "")) == one_line(reference.version)
        house = {"publisher", "journal", "institution"} & set(fields)
        assert [from_tex(fields[name]) for name in house] == [one_line(reference.publisher)] * bool(house)
        names = [f"{{{name}}}" for name in fields.get("author", "")[1:-1].split("} and {")] if reference.authors else []
        assert [from_tex(without_braces(name)) for name in names] == [one_line(name) for name in reference.authors]
        assert not {"{", "}", "\\", " "} & set(fields.get("url", ""))


@pytest.mark.slow
@given(st.lists(REFERENCES, max_size=3))
def test_ris_can_be_read_back_whatever_a_field_holds(references: list[Reference]) -> None:
    for tags, reference in zip(read_ris(ris(references)), references, strict=True):
        items = {tag: value for tag, value in tags if tag not in {"AU", "N1"}}
        assert items["ID"] == reference.reference_id
        assert items.get("TI", "") == one_line(reference.title)
        assert items.get("UR", "") == one_line(reference.url)
        assert items.get("PB", items.get("T2", "")) == one_line(reference.publisher)
        assert [value for tag, value in tags if tag == "AU"] == [one_line(name) for name in reference.authors]
        assert ([value for tag, value in tags if tag == "N1"] or [""])[-1].endswith(one_line(reference.note))


@pytest.mark.slow
@given(st.lists(REFERENCES, max_size=3))
def test_csl_json_has_the_shape_of_its_schema_and_can_be_read_back(references: list[Reference]) -> None:
    for item, reference in zip(json.loads(csl_json(references)), references, strict=True):
        check_csl(item)
        assert item.get("title", "") == one_line(reference.title)
        assert item.get("publisher", item.get("container-title", "")) == one_line(reference.publisher)
        assert [name["literal"] for name in item.get("author", [])] == [one_line(name) for name in reference.authors]


@pytest.mark.slow
@given(st.lists(REFERENCES, max_size=3))
def test_plain_text_is_one_line_a_reference(references: list[Reference]) -> None:
    lines = plain(references).split("\n")
    assert lines.pop() == ""
    for line, reference in zip(lines, references, strict=True):
        assert one_line(reference.title) in line
        assert one_line(reference.url) in line


@given(SPANS)
def test_a_date_is_as_precise_as_it_is_known(span: DateSpan) -> None:
    text = "/".join("-".join(f"{part:02}" for part in one) for one in date_parts(span))
    assert DateSpan.parse(text) == span


def test_a_report_in_each_form() -> None:
    assert plain([REFERENCE]) == (
        "Gerry Doyle; Han Huang. “Clearing 50% of {mines} & more: #1_a”. Norwegian People’s Aid, April 2024, data "
        "release 2. https://example.org/a_b?x=1&y=50%25#top (read on 21 November 2026).\n"
    )
    assert bibtex([REFERENCE]) == (
        "@techreport{a-report,\n"
        "  author = {{Gerry Doyle} and {Han Huang}},\n"
        "  title = {{Clearing 50\\% of \\textbraceleft{}mines\\textbraceright{} \\& more: \\#1\\_a}},\n"
        "  institution = {Norwegian People’s Aid},\n"
        "  date = {2024-04},\n"
        "  year = {2024},\n"
        "  month = apr,\n"
        "  version = {2},\n"
        "  language = {en},\n"
        "  url = {https://example.org/a_b?x=1&y=50%25#top},\n"
        "  urldate = {2026-11-21},\n"
        "  note = {Cited: p. 3},\n"
        "}\n"
    )
    assert ris([REFERENCE]).split("\r\n")[:8] == [
        "TY  - RPRT",
        "ID  - a-report",
        "TI  - Clearing 50% of {mines} & more: #1_a",
        "AU  - Gerry Doyle",
        "AU  - Han Huang",
        "PY  - 2024",
        "DA  - 2024/04//",
        "Y2  - 2026/11/21/",
    ]


def test_a_newspaper_is_what_an_article_stands_in() -> None:
    reference = Reference("a-1", "article-newspaper", "A title", (), "Kyiv Post", None, None, "")
    assert json.loads(csl_json([reference])) == [
        {"id": "a-1", "type": "article-newspaper", "title": "A title", "container-title": "Kyiv Post"}
    ]
    assert "  journal = {Kyiv Post},\n" in bibtex([reference])
    assert "T2  - Kyiv Post\r\n" in ris([reference])


def test_a_document_without_a_day_is_undated() -> None:
    reference = Reference("a-1", "webpage", "A title", (), "A house", None, TODAY, "")
    assert plain([reference]) == f"“A title”. A house, undated. Read on {day_label(TODAY)}.\n"


@pytest.mark.parametrize("style", STYLES)
def test_a_view_and_all_the_documents_of_the_atlas_can_be_cited_in_every_style(style: str) -> None:
    spec = shown(View(country="UKR"))
    references = [view_reference(spec, url=LINK, accessed=TODAY), *source_references(spec, dataset().sources)]
    text = STYLES[style].write(references)
    assert spec.release in text
    assert LINK in text
    assert STYLES[style].write([]) in {"", "[]\n"}


@pytest.mark.slow
def test_every_type_of_document_has_a_type_in_every_form() -> None:
    specs = [shown(preset.view) for preset in PRESETS]
    items = [item for spec in specs for item in json.loads(csl_json(source_references(spec, dataset().sources)))]
    for item in items:
        check_csl(item)
    assert {source.csl_type for source in dataset().sources.values()} <= CSL_TYPES


VIEW_LINK = "https://atlas.example.org/?v=1&day=2023-01-08"
READ = date(2027, 2, 3)


def test_a_view_is_a_map_of_the_atlas_whose_version_is_its_data_release() -> None:
    spec = shown(View(day=date(2014, 9, 24)))
    reference = view_reference(spec, url=VIEW_LINK, accessed=READ)
    assert (reference.kind, reference.authors, reference.publisher) == ("map", (ATLAS_NAME,), ATLAS_NAME)
    assert (reference.version, reference.url, reference.accessed) == (spec.release, VIEW_LINK, READ)
    assert reference.issued == DateSpan.parse(
        VERSION.replace(".", "-")
    )  # of the release, not of the day that the map shows
    assert reference.title == f"{spec.headline.text} (24 September 2014)"
    assert reference.note.startswith("Map of 24 September 2014.")


def test_the_day_is_said_once() -> None:
    (view,) = (preset.view for preset in PRESETS if preset.preset_id == "changes")
    title = view_reference(shown(view), url=VIEW_LINK, accessed=READ).title
    assert title.count("21 November 2026") == 1


def test_the_table_of_a_view_is_a_data_set() -> None:
    reference = view_reference(shown(View()), url=VIEW_LINK, accessed=READ, work="dataset")
    assert (reference.kind, reference.note[:5]) == ("dataset", "Table")


def test_views_of_one_day_have_names_of_their_own() -> None:
    spec = shown(View())
    names = {
        view_reference(spec, url=f"{VIEW_LINK}&region={name}", accessed=READ).reference_id
        for name in ("asia", "europe")
    }
    assert len(names) == 2
    assert all(name.startswith("mine-ban-atlas-apmbc-2026-11-21-") for name in names)


@pytest.mark.parametrize("release", ["test", "", "2026.13.45-abc", "v2026.11.21-abc"])
def test_a_release_without_a_day_was_issued_on_none(release: str) -> None:
    assert view_reference(replace(shown(View()), release=release), url=VIEW_LINK, accessed=READ).issued is None


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: preset.preset_id)
def test_the_sources_of_a_view_follow_in_the_order_of_their_numbers(preset: Preset) -> None:
    spec = shown(preset.view)
    references = source_references(spec, dataset().sources)
    assert [reference.reference_id for reference in references] == [note.source_id for note in spec.sources]
    for reference, note in zip(references, spec.sources, strict=True):
        assert reference.title in note.text
        assert reference.publisher in note.text
        assert reference.url == note.url
        assert note.locator in reference.note


def test_authors_are_named_one_by_one_and_whom_a_document_relays_is_said() -> None:
    sources = dataset().sources
    with_authors = next(source for source in sources.values() if ";" in source.author)
    relaying = next(source for source in sources.values() if source.relays_source)
    spec = shown(View())
    notes = tuple(replace(spec.sources[0], source_id=s.source_id) for s in (with_authors, relaying))
    one, two = source_references(replace(spec, sources=notes), sources)
    assert one.authors == tuple(name.strip() for name in with_authors.author.split(";"))
    assert len(one.authors) > 1
    assert f"Relays: {relaying.relays_source}" in two.note
