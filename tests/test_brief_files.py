"""The brief of a country as files: tagged PDF and Word document of two pages, with the sources as footnotes."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from openxml_audit import OpenXmlValidator
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from starlette.applications import Starlette

from dashboard.maps.compose.brief import Brief, note_words
from dashboard.maps.spec import CitedText
from dashboard.maps.view import View
from dashboard.notebook import show
from dashboard.render.formats import FORMATS, BriefJob, Formats, Options, Subject, etag, file_bytes
from dashboard.render.html.share import brief_files_html
from dashboard.web.export import NO_COUNTRY, brief_routes
from dashboard.web.export_queue import ExportQueue
from geodata import UnknownKeyError
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, TODAY, dataset

COUNTRIES = ("UKR", "LTU", "KHM", "LBN", "USA", "TUV")
OPTIONS = Options("http://atlas.example.org/", TODAY)
PDF, DOCX = FORMATS["brief.pdf"], FORMATS["brief.docx"]


@cache
def job(area: str) -> BriefJob:
    return BriefJob(*SHIPPED.brief(View(day=TODAY), area))


@cache
def pdf(area: str) -> PdfReader:
    return PdfReader(io.BytesIO(file_bytes(PDF, job(area), OPTIONS)))


@cache
def docx(area: str) -> bytes:
    return file_bytes(DOCX, job(area), OPTIONS)


def statements(content: Brief) -> Iterator[CitedText]:
    return (line.text for section in content.sections for line in section.lines)


def squeezed(text: str) -> str:
    """A text without the white space and the breaks of lines that setting it adds."""
    return "".join(text.replace("\N{SOFT HYPHEN}", "").split())


def structure(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every element of the structure tree of a PDF."""
    root: Any = reader.trailer["/Root"]
    pending: list[Any] = [root["/StructTreeRoot"]]
    while pending:
        element = pending.pop().get_object()
        if isinstance(element, list):
            pending += element
        elif isinstance(element, DictionaryObject):
            yield element
            pending += [element["/K"]] if "/K" in element else []


@pytest.mark.slow
@pytest.mark.parametrize("area", COUNTRIES)
def test_the_pdf_is_tagged_and_has_at_most_two_pages(area: str) -> None:
    reader = pdf(area)
    root: Any = reader.trailer["/Root"]
    assert len(reader.pages) <= 2
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert reader.metadata is not None
    assert reader.metadata.title == job(area).brief.title
    tags = [element.get("/S") for element in structure(reader)]
    assert tags.count("/H1") == len(job(area).brief.sections)
    assert tags.count("/Note") == len(job(area).brief.notes)
    figures = [element for element in structure(reader) if element.get("/S") == "/Figure"]
    assert [str(figure["/Alt"]) for figure in figures] == [job(area).brief.map_text]


def marked_texts(document: bytes) -> Iterator[str]:
    """The paragraphs of a Word document, each mark of a footnote as its number, those of fields too."""
    for paragraph in Document(io.BytesIO(document)).element.body.iter(qn("w:p")):
        parts = paragraph.iter(qn("w:t"), qn("w:footnoteReference"))
        yield "".join(part.text if part.tag == qn("w:t") else part.get(qn("w:id")) for part in parts)


def footnotes(document: bytes) -> dict[int, str]:
    """The footnotes of a Word document by number, without the rules over them."""
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        root = parse_xml(parts.read("word/footnotes.xml"))
    texts = {int(note.get(qn("w:id"))): "".join(part.text for part in note.iter(qn("w:t"))) for note in root}
    return {number: text for number, text in texts.items() if number > 0}


@pytest.mark.slow
@pytest.mark.parametrize("area", COUNTRIES)
def test_both_files_have_each_statement_with_its_footnotes(area: str) -> None:
    content = job(area).brief
    pages = squeezed("".join(page.extract_text() for page in pdf(area).pages))
    text = squeezed("".join(marked_texts(docx(area))))
    for statement in statements(content):
        numbers = ",".join(map(str, statement.sources))
        places = {squeezed(statement.text) + numbers, squeezed(statement.text.removesuffix(".")) + numbers}
        assert any(place in text for place in places)
        assert any(place in pages for place in places)
    for note in content.notes:
        assert squeezed(f"{note.number}{note_words(note)}") in pages
    assert {number: squeezed(words) for number, words in footnotes(docx(area)).items()} == {
        note.number: squeezed(note_words(note)) for note in content.notes
    }
    annotations: list[Any] = [page["/Annots"] for page in pdf(area).pages if "/Annots" in page]
    addresses = {link.get_object().get("/A", {}).get("/URI") for of_page in annotations for link in of_page}
    assert {note.url for note in content.notes if note.url.startswith("http")} <= addresses
    assert any(str(address).startswith("http://atlas.example.org/country?") for address in addresses)


@pytest.mark.slow
@pytest.mark.parametrize("area", COUNTRIES)
def test_a_word_program_numbers_the_footnotes_as_the_brief_does(area: str) -> None:
    body = Document(io.BytesIO(docx(area))).element.body
    cited = [number for statement in statements(job(area).brief) for number in statement.sources]
    # A program counts the marks of notes in their order; a source that is cited again is a field with the first mark.
    assert [int(mark.get(qn("w:id"))) for mark in body.iter(qn("w:footnoteReference"))] == [*dict.fromkeys(cited)]
    assert [*dict.fromkeys(cited)] == [note.number for note in job(area).brief.notes]
    bookmarks = {mark.get(qn("w:name")): mark.getnext() for mark in body.iter(qn("w:bookmarkStart"))}
    fields = [(field.get(qn("w:instr")).split(), field) for field in body.iter(qn("w:fldSimple"))]
    assert len(cited) == len(bookmarks) + len(fields)
    for (code, name, *_), field in fields:
        (mark,) = bookmarks[name].iter(qn("w:footnoteReference"))
        assert (code, "".join(part.text for part in field.iter(qn("w:t")))) == ("NOTEREF", mark.get(qn("w:id")))


@pytest.mark.slow
@pytest.mark.parametrize("area", ["UKR", "TUV"])
def test_the_word_document_is_valid_has_styles_language_and_alternative_text(area: str, tmp_path: Path) -> None:
    file = tmp_path / "brief.docx"
    file.write_bytes(docx(area))
    assert OpenXmlValidator().validate(str(file)).errors == []
    content, document = job(area).brief, Document(str(file))
    assert document.core_properties.title == content.title
    assert document.core_properties.language == "en"
    assert document.core_properties.created.replace(tzinfo=None) == datetime.combine(TODAY, datetime.min.time())
    assert [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"] == [
        section.title for section in content.sections
    ]
    (picture,) = document.element.body.iter(qn("wp:docPr"))
    assert picture.get("descr") == content.map_text


@pytest.mark.slow
def test_equal_briefs_give_equal_bytes_and_no_moment_of_packing() -> None:
    for form in (PDF, DOCX):
        again = BriefJob(*SHIPPED.brief(View(day=TODAY), "LTU"))
        assert file_bytes(form, again, OPTIONS) == file_bytes(form, job("LTU"), OPTIONS)
    with zipfile.ZipFile(io.BytesIO(docx("LTU"))) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if re.search(rb"\bns\d+:", parts.read(name))]


@pytest.mark.slow
def test_every_thirtieth_state_has_at_most_two_pages() -> None:
    for area in sorted(dataset().states)[::30]:
        assert len(PdfReader(io.BytesIO(file_bytes(PDF, job(area), OPTIONS))).pages) <= 2


@pytest.mark.slow
def test_the_tag_of_a_brief_hangs_on_its_day_and_country() -> None:
    then = BriefJob(*SHIPPED.brief(View(day=date(2014, 9, 24)), "LTU"))
    tags = {etag(form, wanted, OPTIONS) for form in (PDF, DOCX) for wanted in (job("LTU"), job("TUV"), then)}
    assert len(tags) == 6


# -- The route, the share dialog and the notebook offer it where there is a country.


def test_a_link_without_a_country_is_answered_with_a_sentence() -> None:
    queue = ExportQueue()
    app = Starlette(routes=brief_routes(SHIPPED, queue, formats=Formats(PDF, DOCX)))
    assert ask(app, "/export/brief.pdf?v=1").text.strip() == NO_COUNTRY
    assert ask(app, "/export/brief.pdf?v=1").status == 400
    assert ask(app, "/export/brief.gif?v=1&country=UKR").status == 404
    assert ask(app, "/export/brief.pdf?v=1&country=QQQ").status == 400
    queue.close()


@pytest.mark.slow
def test_the_route_serves_the_brief_of_the_country_and_day_of_a_link() -> None:
    queue = ExportQueue()
    app = Starlette(routes=brief_routes(SHIPPED, queue))
    for form in (PDF, DOCX):
        answer = ask(app, f"/export/brief.{form.ending}?v=1&day=2026-11-21&country=TUV", host="atlas.example.org")
        assert answer.body == file_bytes(form, job("TUV"), OPTIONS)
        assert answer.headers["content-type"] == form.media_type
        assert f"mine-ban-atlas_brief_TUV_2026-11-21.{form.ending}" in answer.headers["content-disposition"]
    queue.close()


def test_the_share_dialog_lists_each_form() -> None:
    listed = brief_files_html(FORMATS, "?v=1&country=UKR")
    for ending in FORMATS.of(Subject.BRIEF):
        assert f'href="./export/brief.{ending}?v=1&amp;country=UKR&amp;download=1"' in listed


@pytest.mark.slow
def test_a_notebook_writes_the_brief_of_its_country(tmp_path: Path) -> None:
    saved = show("?v=1&day=2026-11-21&country=TUV").save(tmp_path / "tuvalu.brief.docx")
    assert Document(str(saved)).core_properties.title == job("TUV").brief.title
    with pytest.raises(UnknownKeyError):
        show("?v=1").save(tmp_path / "world.brief.docx")
