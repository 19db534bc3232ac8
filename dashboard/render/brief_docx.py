"""The brief of a country as a Word document: headings, lists and captions as styles, sources as footnotes, alt text.

python-docx writes no footnotes, so their part is made here (ISO/IEC 29500-1, 17.11). A source that is cited again is a
field that names its first mark. The font is one that every office program has or replaces by one as wide.
"""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime, time
from io import BytesIO

from docx import Document
from docx.document import Document as DocxDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.story import StoryPart
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.text.paragraph import Paragraph

from dashboard.maps.compose import brief as model
from dashboard.maps.compose.brief import BriefLine, BriefSection
from dashboard.render.brief_text import BriefText
from dashboard.render.formats import BriefJob, Options
from dashboard.render.png import png
from geodata.dates import ZIP_TIME

FONT = "Arial"
_QUIET = RGBColor(0x55, 0x55, 0x55)
_MAP_PIXELS = 1600  # of the picture's width, 290 a printed inch
_SMALL = "Note"  # style of notes on boundaries
_NOTE, _MARK = "footnote text", "footnote reference"  # styles that every program knows by these names


def brief_docx(job: BriefJob, options: Options) -> bytes:
    """Return the brief as DOCX of at most two pages; the same bytes each time."""
    words, document = BriefText(job, options), Document()
    _set_styles(document)
    _set_properties(document, words, options)
    document.add_paragraph(words.brief.title, "Title")
    document.add_paragraph(words.brief.subtitle, "Subtitle")
    _add_page_numbers(document)
    _add_map(document, words)
    notes = _Footnotes(document, words)
    for section in words.brief.sections:
        _add_section(document, section, notes)
    for sentence in words.closing:
        _quiet(document.add_paragraph(), sentence)
    if words.brief.boundaries:
        _quiet(document.add_paragraph(style=_SMALL), words.brief.boundaries)
    if words.page_address:
        _add_link(document.add_paragraph(), words.page_text, address=words.page_address, is_underlined=True)
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
        _SMALL: (model.NOTE_SIZE, model.NOTE_LINE, 0.0, 1.0),
        _NOTE: (model.NOTE_SIZE, model.NOTE_LINE, 0.0, 1.0),
    }
    document.styles.add_style(_SMALL, WD_STYLE_TYPE.PARAGRAPH)
    document.styles.add_style(_NOTE, WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    mark = document.styles.add_style(_MARK, WD_STYLE_TYPE.CHARACTER, builtin=True)
    if isinstance(mark, CharacterStyle):
        mark.font.superscript = True
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
    for side in "TBLR":  # else LibreOffice keeps text an eighth of an inch away
        drawn._inline.set(f"dist{side}", "0")
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


def _add_section(document: DocxDocument, section: BriefSection, notes: _Footnotes) -> None:
    document.add_heading(section.title, 1)
    if section.are_joined and section.lines:
        paragraph = document.add_paragraph()
        for place, line in enumerate(section.lines):
            _add_statement(paragraph, line, notes, end="; " if place < len(section.lines) - 1 else ". ")
        _quiet(paragraph, section.more)
        return
    for line in section.lines:
        _add_statement(document.add_paragraph(style="List Bullet"), line, notes)
    if section.more:
        _quiet(document.add_paragraph(), section.more)


def _add_statement(paragraph: Paragraph, line: BriefLine, notes: _Footnotes, *, end: str = "") -> None:
    if line.role:
        _quiet(paragraph, f"{line.role}: ")
    paragraph.add_run(line.figure).bold = True
    text = line.text.text.removesuffix(".") if end else line.text.text
    paragraph.add_run(f" {model.DASH} {text}")
    for place, number in enumerate(line.text.sources):
        if place:
            paragraph.add_run(",", _MARK)
        notes.add_mark(paragraph, number)
    paragraph.add_run(end)


# -- Footnotes.


class _Footnotes:
    """The sources of a brief as footnotes of a document; the first mark of each makes its note.

    The program numbers them in the order of their marks, which is that of the numbers of a brief.
    """

    def __init__(self, document: DocxDocument, words: BriefText) -> None:
        """Give the document a part for footnotes, with the two rules that stand over them."""
        self._words = words
        self._marked: set[int] = set()
        package, content = document.part.package, OxmlElement("w:footnotes")
        self._part = StoryPart(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, content, package)
        document.part.relate_to(self._part, RELATIONSHIP_TYPE.FOOTNOTES)
        named = OxmlElement("w:footnotePr")
        for number, kind in enumerate(("separator", "continuationSeparator"), start=-1):
            rule = self._add(number, kind)
            rule.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
            rule.paragraph_format.space_after = Pt(0)
            rule.add_run()._r.append(OxmlElement(f"w:{kind}"))
            named.append(_numbered("w:footnote", number))
        document.settings.element.find(qn("w:compat")).addprevious(named)  # the template has it, and its place is there

    def add_mark(self, paragraph: Paragraph, number: int) -> None:
        """Add the mark of a source: its footnote where it is the first, else a field that repeats that mark."""
        if number in self._marked:
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), f"NOTEREF {_bookmark(number)} \\f \\h")
            field.append(paragraph.add_run(str(number), _MARK)._r)
            paragraph._p.append(field)
            return
        self._marked.add(number)
        start, end = (_numbered(tag, number) for tag in ("w:bookmarkStart", "w:bookmarkEnd"))
        start.set(qn("w:name"), _bookmark(number))
        paragraph._p.append(start)
        paragraph.add_run(style=_MARK)._r.append(_numbered("w:footnoteReference", number))
        paragraph._p.append(end)
        note = self._words.brief.notes[number - 1]
        text, address = self._add(number), self._words.address_of(note)
        text.add_run()._r.append(OxmlElement("w:footnoteRef"))
        text.add_run(" ")
        if address:
            _add_link(text, model.note_words(note), address=address)
        else:
            text.add_run(model.note_words(note))

    def _add(self, number: int, kind: str = "") -> Paragraph:
        """Return the one paragraph of a new note, or of a rule of the given kind."""
        note, content = _numbered("w:footnote", number), OxmlElement("w:p")
        if kind:
            note.set(qn("w:type"), kind)
        note.append(content)
        self._part.element.append(note)
        paragraph = Paragraph(content, self._part)
        if not kind:
            paragraph.style = _NOTE
        return paragraph


def _numbered(tag: str, number: int) -> BaseOxmlElement:
    element: BaseOxmlElement = OxmlElement(tag)
    element.set(qn("w:id"), str(number))
    return element


def _bookmark(number: int) -> str:
    return f"_Source{number}"  # with a bar: of those that Word does not list


# -- Runs.


def _quiet(paragraph: Paragraph, text: str) -> None:
    if text:
        paragraph.add_run(text).font.color.rgb = _QUIET


def _add_link(paragraph: Paragraph, text: str, *, address: str, is_underlined: bool = False) -> None:
    # With both prefixes declared: what lxml calls one that is not depends on what else the process has loaded.
    link: BaseOxmlElement = OxmlElement("w:hyperlink", nsdecls={prefix: nsmap[prefix] for prefix in ("w", "r")})
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(text)
    run.underline = is_underlined or None
    link.append(run._r)
    paragraph._p.append(link)
