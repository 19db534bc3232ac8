"""The PDF of a view and of a story: pages drawn from their SVG, with deterministic bytes, title, language and links.

vl-convert (svg2pdf), which draws them, numbers fonts and lists resources in another order each time, and drops links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape
from io import BytesIO

import vl_convert
from pypdf import PdfReader, PdfWriter

from dashboard.maps.spec import Headline, MapSpec
from dashboard.maps.story.model import StepText
from dashboard.render.formats import Options, StoryJob
from dashboard.render.picture_text import PictureText, printed
from dashboard.render.scene import scenes_of
from dashboard.render.svg.conversion import picture_facts, register_fonts, resized, view_drawing
from dashboard.render.svg.picture import map_svg
from dashboard.render.typesetting import Face, text_width
from geodata.errors import GeodataError
from geodata.wording import ATLAS_NAME

POINTS_PER_PIXEL = 0.6  # a PDF of a picture of 1,600 by 900 is as large as a slide, 13.3 by 7.5 inches
_LINKS = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TEXT_LINES = re.compile(r'<text x="([\d.]+)" y="([\d.]+)" font-size="([\d.]+)"([^>]*)>([^<]*)</text>')
# Two or more entries of a dictionary that are indirect references, one a line.
_ENTRIES = re.compile(rb"(?m)^(?: +/\w+ \d+ 0 R\n){2,}")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_STREAM = b"\nstream\n"

Objects = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation; `box` is left, bottom, right and top in points from the lower left corner of the page."""

    box: tuple[float, float, float, float]
    address: str


def view_pdf(spec: MapSpec, options: Options) -> bytes:
    """Return the PDF of a view, one page as large as a slide."""
    return pdf(view_drawing(spec, options))


def pdf(svg: str) -> bytes:
    """Return a picture as PDF of one page: text as text, fonts embedded, links that work; the same bytes each time.

    Raises
    ------
    GeodataError
        When `svg` is no picture of the atlas.
    """
    picture = picture_facts(svg)
    width, height = picture.width * POINTS_PER_PIXEL, picture.height * POINTS_PER_PIXEL
    register_fonts()
    document = vl_convert.svg_to_pdf(resized(svg, width, height))
    links = [*_links(svg, picture.unit * POINTS_PER_PIXEL, height)]
    return postprocessed(document, title=picture.title, description=picture.description, links=links)


def _links(svg: str, scale: float, height: float) -> Iterator[Link]:
    """Yield the boxes of linked lines of text, in points from the lower left corner.

    Parameters
    ----------
    scale
        Points in a unit of the picture's viewBox.
    height
        Of the page, in points.
    """
    for address, content in _LINKS.findall(svg):
        for x, y, size, attributes, text in _TEXT_LINES.findall(content):
            face = Face.BOLD if "font-weight" in attributes else Face.REGULAR
            left, baseline, letter_height = float(x), float(y), float(size)
            right = left + text_width(unescape(text), face, letter_height)
            bottom, top = baseline + 0.3 * letter_height, baseline - letter_height
            yield Link((left * scale, height - bottom * scale, right * scale, height - top * scale), unescape(address))


def postprocessed(document: bytes, *, title: str, description: str, links: Sequence[Link] = ()) -> bytes:
    """Return a PDF of one page with deterministic bytes, document information and link annotations.

    Parameters
    ----------
    document
        As svg2pdf writes it: uncompressed objects, one page, a cross-reference table.

    Raises
    ------
    GeodataError
        When `document` has another structure.
    """
    head, objects, root = _read(document)
    page = next((number for number, body in objects.items() if b"/Type /Page\n" in body), 0)
    if not page or root not in objects:
        raise GeodataError("The PDF could not be put in order: it has no page, or no catalogue.")
    objects[root] = _with(objects[root], "/Lang (en) /ViewerPreferences << /DisplayDocTitle true >>")
    first, info = max(objects) + 1, max(objects) + 1 + len(links)
    objects |= {first + place: _annotation(link) for place, link in enumerate(links)}
    if links:
        objects[page] = _with(objects[page], f"/Annots [{' '.join(f'{n} 0 R' for n in range(first, info))}]")
    objects[info] = f"<< /Title {_text(title)} /Subject {_text(description)} /Creator {_text(ATLAS_NAME)} >>".encode()
    return _written(head, objects, (root, info))


def _read(document: bytes) -> tuple[bytes, Objects, int]:
    """Return the header, the bodies of the objects by number, and the number of the catalogue."""
    trailer = document.rfind(b"\nxref\n")
    root = re.search(rb"/Root (\d+) 0 R", document[trailer:])
    table = re.findall(rb"(?m)^(\d{10}) \d{5} n\s", document[trailer:])
    if trailer < 0 or root is None or not table:
        raise GeodataError("The PDF could not be put in order: it has no table of its objects.")
    starts = sorted(map(int, table))
    objects: Objects = {}
    for start, end in zip(starts, [*starts[1:], trailer], strict=True):
        number, _, body = document[start:end].partition(b" 0 obj\n")
        objects[int(number)] = _ordered(body.rpartition(b"endobj")[0].strip(b"\n"))
    return document[: starts[0]], objects, int(root[1])


def _ordered(body: bytes) -> bytes:
    """Return an object with its resources sorted by name."""
    entries, stream, data = body.partition(_STREAM)
    return _ENTRIES.sub(lambda match: b"".join(sorted(match[0].splitlines(keepends=True))), entries) + stream + data


def _with(body: bytes, entry: str) -> bytes:
    """Return a dictionary object with one more entry."""
    return b"<< " + entry.encode() + b"\n" + body.removeprefix(b"<<").lstrip(b"\n")


def _annotation(link: Link) -> bytes:
    box = " ".join(f"{side:.2f}" for side in link.box)
    address = re.sub(r"([()\\])", r"\\\1", link.address)
    action = f"<< /S /URI /URI ({address}) >>"
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /Contents {_text(link.address)} /A {action} >>"
    ).encode("ascii", "replace")


def _text(text: str) -> str:
    """Return a text string of PDF, as hexadecimal UTF-16."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _written(head: bytes, objects: Objects, roots: tuple[int, int]) -> bytes:
    """Return the file with its objects renumbered in the order in which they are reached from the catalogue."""
    numbers: dict[int, int] = {}
    pending = [*reversed(roots)]
    while pending:
        number = pending.pop()
        if number in numbers or number not in objects:
            continue
        numbers[number] = len(numbers) + 1
        entries = objects[number].partition(_STREAM)[0]
        pending += [int(reference) for reference in reversed(_REFERENCE.findall(entries))]
    out, starts = bytearray(head), []
    for number, new in numbers.items():
        starts.append(len(out))
        entries, stream, data = objects[number].partition(_STREAM)
        # A reference to a missing object is null (ISO 32000-1, section 7.3.10).
        renumbered = _REFERENCE.sub(
            lambda match: b"%d 0 R" % numbers[int(match[1])] if int(match[1]) in numbers else b"null", entries
        )
        out += b"%d 0 obj\n%b%b%b\nendobj\n\n" % (new, renumbered, stream, data)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size, place = len(starts) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        numbers[roots[0]],
        numbers[roots[1]],
        place,
    )
    return bytes(out)


# -- A story: a page for each step.


def story_pdf(job: StoryJob, options: Options) -> bytes:
    """Return a story as PDF: a page for each step, its title and caption over the map, the sources of both below.

    Equal stories give equal bytes.
    """
    writer = PdfWriter()
    for step, spec in job.steps:
        words = step_words(step, PictureText(spec, base=options.base, made_on=options.made_on))
        page = pdf(map_svg(scenes_of(spec), words, theme=options.theme, has_fonts=False))
        writer.append(PdfReader(BytesIO(page)))
    writer.add_metadata({"/Title": job.title, "/Producer": ATLAS_NAME})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def step_words(step: StepText, words: PictureText) -> PictureText:
    """Return the words of a step's picture: its title, its caption, the headline of the map, and the sources of all.

    Parameters
    ----------
    words
        Of the picture of the view, numbered as the view numbers its sources.

    Returns
    -------
    Words whose source numbers are those of the step. Sources that only a shape of the map cites follow them.
    """
    spec, headline = words.spec, step.seen.printed
    parts = [printed(step.caption), f"On the map: {headline}." if headline else ""]
    numbers = {source.source_id: source.number for source in step.sources}
    sources = list(step.sources)
    for number in dict.fromkeys(number for shape in spec.shapes for number in shape.sentence.sources):
        cited = spec.sources[number - 1]
        if cited.source_id not in numbers:
            numbers[cited.source_id] = len(sources) + 1
            sources.append(replace(cited, number=len(sources) + 1))
    renumbering = {source.number: numbers[source.source_id] for source in spec.sources if source.source_id in numbers}
    return replace(
        words,
        spec=replace(
            spec.renumbered(renumbering),
            headline=Headline(step.title, ()),
            subtitle=" ".join(filter(None, parts)),
            sources=tuple(sources),
        ),
    )
