"""The brief of a country as a Word document: headings, lists and captions as styles, sources as bookmarks, alt text.

python-docx writes no footnotes, so the sources stand numbered at the end and each number in the text is a link to its
own. The font is one that every office program has or replaces by one as wide.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from dashboard.maps.compose import brief as model
from dashboard.maps.compose.brief import BriefLine, BriefSection
from dashboard.maps.spec import SourceNote
from dashboard.render.brief_text import BriefText
from dashboard.render.formats import BriefJob, Options
from dashboard.render.png import png
from geodata.dates import ZIP_TIME

FONT = "Arial"
_QUIET = RGBColor(0x55, 0x55, 0x55)
_MAP_PIXELS = 1600  # of the picture's width, 290 a printed inch
_NOTE = "Note"  # style of the numbered sources and of notes on boundaries


def brief_docx(job: BriefJob, options: Options) -> bytes:
    """Return the brief as DOCX of at most two pages; the same bytes each time."""
    words, document = BriefText(job, options), Document()
    _set_styles(document)
    _set_properties(document, words, options)
    document.add_paragraph(words.brief.title, "Title")
    document.add_paragraph(words.brief.subtitle, "Subtitle")
    _add_page_numbers(document)
    _add_map(document, words)
    for section in words.brief.sections:
        _add_section(document, section)
    for sentence in words.closing:
        _quiet(document.add_paragraph(), sentence)
    if words.brief.boundaries:
        _quiet(document.add_paragraph(style=_NOTE), words.brief.boundaries)
    if words.page_address:
        _add_link(document.add_paragraph(), words.page_text, address=words.page_address, is_underlined=True)
    document.add_heading("Sources", 1)
    for note in words.brief.notes:
        _add_note(document, note, words.address_of(note))
    _drop_leftovers(document)
    out = BytesIO()
    document.save(out)
    return _undated(out.getvalue())


def _drop_leftovers(document: DocxDocument) -> None:
    """Leave out what the template says of itself: a picture of its page, and its styles as Word 2010 had them."""
    for relations in (document.part.rels, document.part.package.rels):
        for key, link in list(relations.items()):
            if link.reltype.endswith(("/stylesWithEffects", "/thumbnail")):
                del relations[key]


def _undated(document: bytes) -> bytes:
    """Return a document whose archive names no moment at which it was packed."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(document)) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in parts.namelist():
            packed.writestr(zipfile.ZipInfo(name, ZIP_TIME), parts.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


# -- What holds for the whole document: page, styles, language, properties.


def _set_styles(document: DocxDocument) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Pt(model.MARGIN)
    page.header_distance = page.footer_distance = Pt(model.MARGIN / 2)
    sizes = {
        "Normal": (model.BODY_SIZE, model.LINE, 0.0, 2.4),
        "List Bullet": (model.BODY_SIZE, model.LINE, 0.0, 2.4),
        "Caption": (8.0, model.LINE, 0.0, 2.4),
        "Title": (model.TITLE_SIZE, 22.0, 0.0, 4.0),
        "Subtitle": (model.BODY_SIZE, model.LINE, 0.0, 4.0),
        "Heading 1": (model.HEADING_SIZE, 13.0, 6.0, 2.0),
        _NOTE: (model.NOTE_SIZE, model.NOTE_LINE, 0.0, 1.0),
    }
    document.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH)
    for name, (size, line, before, after) in sizes.items():
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_style(style, size=size, line=line, before=before, after=after)
    bullets = document.styles["List Bullet"]
    if isinstance(bullets, ParagraphStyle):
        bullets.paragraph_format.left_indent, bullets.paragraph_format.first_line_indent = Pt(10), Pt(-10)
        bullets.paragraph_format.tab_stops.add_tab_stop(Pt(10))
        for close in bullets.element.get_or_add_pPr().findall(qn("w:contextualSpacing")):  # no space between items
            bullets.element.get_or_add_pPr().remove(close)
    # The template draws a line under the title, and spaces its letters and those of the subtitle.
    for name, tag in (("Title", "w:pBdr"), ("Title", "w:spacing"), ("Subtitle", "w:spacing")):
        style = document.styles[name].element
        parent = style.get_or_add_pPr() if tag == "w:pBdr" else style.get_or_add_rPr()
        for part in parent.findall(qn(tag)):
            parent.remove(part)


def _set_style(style: ParagraphStyle, *, size: float, line: float, before: float, after: float) -> None:
    """Set a style in points: size of its letters, from line to line, space before and after."""
    font, lines = style.font, style.paragraph_format
    font.name, font.size, font.italic = FONT, Pt(size), False
    font.bold = style.name in {"Heading 1", "Title"}
    font.color.rgb = _QUIET if style.name in {"Caption", "Subtitle"} else RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    lines.line_spacing_rule, lines.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(line)
    lines.space_before, lines.space_after = Pt(before), Pt(after)


def _set_properties(document: DocxDocument, words: BriefText, options: Options) -> None:
    properties, made = document.core_properties, datetime.combine(options.made_on, time(), UTC)
    properties.title, properties.subject = words.brief.title, words.brief.subtitle
    properties.author = properties.last_modified_by = words.author
    properties.language, properties.comments, properties.keywords = "en", "", ""
    properties.created = properties.modified = made.replace(tzinfo=None)
    languages = document.styles.element.xpath("w:docDefaults//w:lang")
    for language in languages:
        language.set(qn("w:val"), "en-GB")


# -- The parts of the text.


def _add_map(document: DocxDocument, words: BriefText) -> None:
    picture = document.add_paragraph()
    picture.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    picture.paragraph_format.keep_with_next = True
    image = png(words.map_svg, _MAP_PIXELS)
    drawn = picture.add_run().add_picture(BytesIO(image), Pt(model.MAP_WIDTH), Pt(model.MAP_HEIGHT))
    facts = drawn._inline.docPr  # python-docx has no public name for the alternative text of a picture
    facts.set("descr", words.brief.map_text)
    facts.set("name", "Map")
    document.add_paragraph(words.brief.map_caption, "Caption")


def _add_page_numbers(document: DocxDocument) -> None:
    """Put the number of the page, of how many, at the foot of each, as fields that the reader's program fills in."""
    foot = document.sections[0].footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for text, field in (("", "PAGE"), (" / ", "NUMPAGES")):
        foot.add_run(text).font.size = Pt(model.NOTE_SIZE)
        simple, run = OxmlElement("w:fldSimple"), foot.add_run("1")
        run.font.size = Pt(model.NOTE_SIZE)
        simple.set(qn("w:instr"), field)
        simple.append(run._r)
        foot._p.append(simple)


def _add_section(document: DocxDocument, section: BriefSection) -> None:
    document.add_heading(section.title, 1)
    if section.are_joined and section.lines:
        paragraph = document.add_paragraph()
        for place, line in enumerate(section.lines):
            _add_statement(paragraph, line, end="; " if place < len(section.lines) - 1 else ". ")
        _quiet(paragraph, section.more)
        return
    for line in section.lines:
        _add_statement(document.add_paragraph(style="List Bullet"), line)
    if section.more:
        _quiet(document.add_paragraph(), section.more)


def _add_statement(paragraph: Paragraph, line: BriefLine, *, end: str = "") -> None:
    if line.role:
        _quiet(paragraph, f"{line.role}: ")
    paragraph.add_run(line.figure).bold = True
    text = line.text.text.removesuffix(".") if end else line.text.text
    paragraph.add_run(f" {model.DASH} {text}")
    for place, number in enumerate(line.text.sources):
        paragraph.add_run(",") if place else paragraph.add_run("\N{NO-BREAK SPACE}[")
        _add_link(paragraph, str(number), anchor=_bookmark(number))
    paragraph.add_run(("]" if line.text.sources else "") + end)


def _add_note(document: DocxDocument, note: SourceNote, address: str) -> None:
    paragraph = document.add_paragraph(style=_NOTE)
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(note.number))
    start.set(qn("w:name"), _bookmark(note.number))
    paragraph._p.append(start)  # nor for bookmarks and links
    paragraph.add_run(f"[{note.number}]").bold = True
    paragraph._p.append(end)
    paragraph.add_run(" ")
    if address:
        _add_link(paragraph, model.note_words(note), address=address)
    else:
        paragraph.add_run(model.note_words(note))


def _bookmark(number: int) -> str:
    return f"source-{number}"


def _quiet(paragraph: Paragraph, text: str) -> None:
    if text:
        paragraph.add_run(text).font.color.rgb = _QUIET


def _add_link(
    paragraph: Paragraph, text: str, *, address: str = "", anchor: str = "", is_underlined: bool = False
) -> None:
    """Add a link to an address, or to a bookmark of the document."""
    link: BaseOxmlElement = OxmlElement("w:hyperlink")
    if address:
        link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    else:
        link.set(qn("w:anchor"), anchor)
    run = paragraph.add_run(text)
    run.underline = is_underlined or None
    link.append(run._r)
    paragraph._p.append(link)
