"""A PowerPoint file as a package: its parts and relations, master, layouts and theme, and the parts of one slide."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from dashboard.render.markup import escaped, quoted
from dashboard.render.pptx.drawing import Box, Ids, ShapeXml, in_points, link_colour, mixed, solid, transform
from dashboard.render.pptx.text import plain_body
from dashboard.render.theme import LIGHT, Colours
from geodata.dates import ZIP_TIME
from geodata.wording import ATLAS_NAME

# -- A package of the Open Packaging Conventions: parts, what they are and how they relate, as a ZIP file.
#
# Equal parts give equal bytes: no time stamp and no name of a machine is written. Standard: ISO/IEC 29500-2.

PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_PICTURES = {"png": "image/png"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part by its name, or an address outside of the package.

    `kind` is the last word of the type of an Office relationship, such as slide, or a whole type.
    """

    kind: str
    target: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package; its n-th relation has the id `rId{n}`, counted from 1.

    `name` begins without a slash, such as ppt/slides/slide1.xml; `content_type` is empty for pictures, which their
    extension tells.
    """

    name: str
    content_type: str
    body: str | bytes
    relations: tuple[Relation, ...] = ()


def relation_id(number: int) -> str:
    """Return the id of a part's relation, counted from 1."""
    return f"rId{number}"


def package(parts: Sequence[Part], relations: Sequence[Relation]) -> bytes:
    """Return parts as one package.

    Parameters
    ----------
    relations
        Those of the package itself: where reading begins.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        _write(file, "[Content_Types].xml", _content_types(parts))
        _write(file, "_rels/.rels", _relations(relations, folder=""))
        for part in parts:
            body = part.body if isinstance(part.body, bytes) else PROLOGUE + part.body
            _write(file, part.name, body)
            if part.relations:
                folder, name = posixpath.split(part.name)
                _write(file, f"{folder}/_rels/{name}.rels", _relations(part.relations, folder=folder))
    return buffer.getvalue()


def _write(file: zipfile.ZipFile, name: str, body: str | bytes) -> None:
    entry = zipfile.ZipInfo(name, ZIP_TIME)
    # Pictures are compressed already.
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(tuple(_PICTURES)) else zipfile.ZIP_DEFLATED
    entry.create_system = 0  # otherwise it says on which system Python ran
    entry.external_attr = 0
    file.writestr(entry, body)


def _content_types(parts: Sequence[Part]) -> str:
    defaults = {**_DEFAULTS, **_PICTURES}
    by_extension = "".join(
        f"<Default Extension={quoted(end)} ContentType={quoted(kind)}/>" for end, kind in defaults.items()
    )
    by_name = "".join(
        f"<Override PartName={quoted('/' + part.name)} ContentType={quoted(part.content_type)}/>"
        for part in parts
        if part.content_type
    )
    return f"{PROLOGUE}<Types xmlns={quoted(CONTENT_TYPES)}>{by_extension}{by_name}</Types>"


def _relations(relations: Sequence[Relation], *, folder: str) -> str:
    listed = "".join(_relation(number, relation, folder) for number, relation in enumerate(relations, 1))
    return f"{PROLOGUE}<Relationships xmlns={quoted(RELATIONS)}>{listed}</Relationships>"


def _relation(number: int, relation: Relation, folder: str) -> str:
    kind = relation.kind if "/" in relation.kind else f"{OFFICE}/{relation.kind}"
    where = relation.target if relation.is_outside else posixpath.relpath(relation.target, folder or ".")
    mode = ' TargetMode="External"' if relation.is_outside else ""
    return f"<Relationship Id={quoted(relation_id(number))} Type={quoted(kind)} Target={quoted(where)}{mode}/>"


# -- The theme of a deck: colours and typefaces that its own text takes; no shape of a map takes any of them.

MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
# Both come with Windows, macOS and office programs on the web; where they do not, narrower ones take their place.
TITLE_FACE, TEXT_FACE = "Georgia", "Arial"
_ACCENTS = ("#1B6DC4", "#D26400", "#590B47", "#3F7F6A", "#7A4B1E", "#8A8F94")


def theme(name: str, colours: Colours) -> str:
    """Return the part that describes a theme."""
    return (
        f'<a:theme xmlns:a="{MAIN}" name={quoted(name)}><a:themeElements>{_colours(name, colours)}{_fonts(name)}'
        f"{_effects(name)}</a:themeElements><a:objectDefaults/><a:extraClrSchemeLst/></a:theme>"
    )


def _colours(name: str, colours: Colours) -> str:
    # A theme calls the colour of text dark 1 and that of paper light 1, whichever is darker.
    slots = {
        "dk1": colours.ink,
        "lt1": colours.page,
        "dk2": colours.quiet,
        "lt2": mixed(colours.quiet, colours.page, 0.12),
        **{f"accent{number}": colour for number, colour in enumerate(_ACCENTS, 1)},
        "hlink": link_colour(colours),
        "folHlink": link_colour(colours),
    }
    listed = "".join(f'<a:{slot}><a:srgbClr val="{colour[1:]}"/></a:{slot}>' for slot, colour in slots.items())
    return f"<a:clrScheme name={quoted(name)}>{listed}</a:clrScheme>"


def _fonts(name: str) -> str:
    faces = "".join(
        f'<a:{kind}Font><a:latin typeface={quoted(face)}/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>'
        for kind, face in (("major", TITLE_FACE), ("minor", TEXT_FACE))
    )
    return f"<a:fontScheme name={quoted(name)}>{faces}</a:fontScheme>"


def _effects(name: str) -> str:
    """Return the three fill, line and effect styles that ISO/IEC 29500 requires of a theme, all plain."""
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    lines = "".join(f'<a:ln w="{width}">{fill}<a:prstDash val="solid"/></a:ln>' for width in (6350, 12700, 19050))
    return (
        f"<a:fmtScheme name={quoted(name)}><a:fillStyleLst>{fill * 3}</a:fillStyleLst>"
        f"<a:lnStyleLst>{lines}</a:lnStyleLst>"
        f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
    )


# -- What every deck has before its slides: master, layouts, the master of the notes, properties; 16:9.

WIDTH, HEIGHT = 12_192_000, 6_858_000  # EMU: 13.333 by 7.5 inches
NOTES_WIDTH, NOTES_HEIGHT = 6_858_000, 9_144_000
PRESENTATION = "http://schemas.openxmlformats.org/presentationml/2006/main"
NAMESPACES = f'xmlns:a="{MAIN}" xmlns:r="{OFFICE}" xmlns:p="{PRESENTATION}"'
MASTER, NOTES_MASTER = "ppt/slideMasters/slideMaster1.xml", "ppt/notesMasters/notesMaster1.xml"
_KIND = "application/vnd.openxmlformats-officedocument."
SLIDE_KIND, NOTES_KIND = (f"{_KIND}presentationml.{what}+xml" for what in ("slide", "notesSlide"))
MARGIN = 30.0  # points at the left and at the right of every slide
INNER = WIDTH / 12_700 - 2 * MARGIN  # points between them
TITLE_BOX = in_points(MARGIN, 20, INNER, 62)
BODY_BOX = in_points(MARGIN, 96, INNER, 400)
EMPTY_TREE = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout of the master: its file, its type in the standard, its name, its placeholders (attributes, box)."""

    number: int
    kind: str
    name: str
    places: tuple[tuple[str, Box], ...]

    @property
    def part(self) -> str:
        """The name of its part."""
        return f"ppt/slideLayouts/slideLayout{self.number}.xml"


OPENING = Layout(
    1,
    "title",
    "Title Slide",
    (
        ('type="ctrTitle"', in_points(70, 150, 820, 110)),
        ('type="subTitle" idx="1"', in_points(70, 272, 820, 110)),
    ),
)
TITLE_ONLY = Layout(2, "titleOnly", "Title Only", (('type="title"', TITLE_BOX),))
TITLE_AND_TEXT = Layout(3, "obj", "Title and Content", (('type="title"', TITLE_BOX), ('idx="1"', BODY_BOX)))
LAYOUTS = (OPENING, TITLE_ONLY, TITLE_AND_TEXT)


def base_parts(colours: Colours) -> list[Part]:
    """Return the parts that every slide refers to: master, layouts and theme."""
    layouts = [Relation("slideLayout", layout.part) for layout in LAYOUTS]
    return [
        Part(MASTER, f"{_KIND}presentationml.slideMaster+xml", _master(colours), (*layouts, _theme_relation(1))),
        *(
            Part(
                layout.part,
                f"{_KIND}presentationml.slideLayout+xml",
                _layout(layout),
                (Relation("slideMaster", MASTER),),
            )
            for layout in LAYOUTS
        ),
        Part(NOTES_MASTER, f"{_KIND}presentationml.notesMaster+xml", _notes_master(), (_theme_relation(2),)),
        *(
            Part(f"ppt/theme/theme{number}.xml", f"{_KIND}theme+xml", theme(ATLAS_NAME, page))
            for number, page in ((1, colours), (2, LIGHT))  # notes are printed
        ),
        Part("ppt/presProps.xml", f"{_KIND}presentationml.presProps+xml", f"<p:presentationPr {NAMESPACES}/>"),
        Part("ppt/viewProps.xml", f"{_KIND}presentationml.viewProps+xml", f"<p:viewPr {NAMESPACES}/>"),
        Part(
            "ppt/tableStyles.xml",
            f"{_KIND}presentationml.tableStyles+xml",
            f'<a:tblStyleLst xmlns:a="{MAIN}" def="{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}"/>',
        ),
    ]


def _theme_relation(number: int) -> Relation:
    return Relation("theme", f"ppt/theme/theme{number}.xml")


def presentation_part(slides: Sequence[str]) -> Part:
    """Return the part that lists slides, given as names of parts, in their order."""
    first = 2  # after the master
    listed = "".join(f'<p:sldId id="{256 + n}" r:id="{relation_id(first + n)}"/>' for n in range(len(slides)))
    notes = relation_id(first + len(slides))
    body = (
        f'<p:presentation {NAMESPACES} saveSubsetFonts="1">'
        f'<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="{relation_id(1)}"/></p:sldMasterIdLst>'
        f'<p:notesMasterIdLst><p:notesMasterId r:id="{notes}"/></p:notesMasterIdLst><p:sldIdLst>{listed}</p:sldIdLst>'
        f'<p:sldSz cx="{WIDTH}" cy="{HEIGHT}"/><p:notesSz cx="{NOTES_WIDTH}" cy="{NOTES_HEIGHT}"/>'
        "</p:presentation>"
    )
    relations = [Relation("slideMaster", MASTER), *(Relation("slide", name) for name in slides)]
    relations.append(Relation("notesMaster", NOTES_MASTER))
    relations += [Relation(name, f"ppt/{name}.xml") for name in ("presProps", "viewProps", "tableStyles")]
    relations.append(_theme_relation(1))
    return Part("ppt/presentation.xml", f"{_KIND}presentationml.presentation.main+xml", body, tuple(relations))


def property_parts(*, title: str, subject: str, description: str, keywords: str, day: str) -> list[Part]:
    """Return the properties of the document.

    Parameters
    ----------
    day
        An ISO date, that of the data and not of the making, or nothing.
    """
    dated = "".join(
        f'<dcterms:{what} xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:{what}>'
        for what in (("created", "modified") if day else ())
    )
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(title)}</dc:title><dc:subject>{escaped(subject)}</dc:subject>"
        f"<dc:creator>{ATLAS_NAME}</dc:creator><cp:keywords>{escaped(keywords)}</cp:keywords>"
        f"<dc:description>{escaped(description)}</dc:description><dc:language>en-GB</dc:language>"
        f"{dated}</cp:coreProperties>"
    )
    app = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{ATLAS_NAME}</Application><PresentationFormat>Widescreen</PresentationFormat></Properties>"
    )
    return [
        Part("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml", core),
        Part("docProps/app.xml", f"{_KIND}extended-properties+xml", app),
    ]


def _background(colours: Colours) -> str:
    return f"<p:bg><p:bgPr>{solid(colours.page)}<a:effectLst/></p:bgPr></p:bg>"


_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)


def _place(number: int, kind: str, box: Box, text: str) -> str:
    """Return a placeholder of a master or a layout, with its prompt text."""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name={quoted(text)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {kind}/></p:nvPr></p:nvSpPr>"
        f'<p:spPr>{transform(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        '<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0"><a:normAutofit/></a:bodyPr><a:lstStyle/>'
        f'<a:p><a:r><a:rPr lang="en-GB"/><a:t>{escaped(text)}</a:t></a:r></a:p></p:txBody></p:sp>'
    )


def _tree(shapes: str) -> str:
    return f"<p:spTree>{EMPTY_TREE}{shapes}</p:spTree>"


def _master(colours: Colours) -> str:
    shapes = _place(2, 'type="title"', TITLE_BOX, "Title") + _place(3, 'type="body" idx="1"', BODY_BOX, "Text")
    listed = "".join(
        f'<p:sldLayoutId id="{2_147_483_648 + layout.number}" r:id="{relation_id(layout.number)}"/>'
        for layout in LAYOUTS
    )
    title = '<a:lvl1pPr algn="l">' + _spacing("+mj", 2400, is_bold=True) + "</a:lvl1pPr>"
    text = '<a:lvl1pPr marL="0" indent="0" algn="l">' + _spacing("+mn", 1400, is_bold=False) + "</a:lvl1pPr>"
    return (
        f"<p:sldMaster {NAMESPACES}><p:cSld>{_background(colours)}{_tree(shapes)}</p:cSld>{_COLOUR_MAP}"
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst>"
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{text}</p:bodyStyle>"
        "<p:otherStyle/></p:txStyles></p:sldMaster>"
    )


def _spacing(face: str, size: int, *, is_bold: bool) -> str:
    fonts = f'<a:latin typeface="{face}-lt"/><a:ea typeface="{face}-ea"/><a:cs typeface="{face}-cs"/>'
    colour = '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
    return f'<a:buNone/><a:defRPr sz="{size}" b="{int(is_bold)}" kern="1200">{colour}{fonts}</a:defRPr>'


def _layout(layout: Layout) -> str:
    shapes = "".join(
        _place(number, kind, box, "Title" if "itle" in kind and "sub" not in kind else "Text")
        for number, (kind, box) in enumerate(layout.places, 2)
    )
    return (
        f'<p:sldLayout {NAMESPACES} type="{layout.kind}" preserve="1"><p:cSld name={quoted(layout.name)}>'
        f"{_tree(shapes)}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _notes_master() -> str:
    picture = Box(685_800, 685_800, NOTES_WIDTH - 2 * 685_800, 3_086_100)
    text = Box(685_800, 4_000_500, NOTES_WIDTH - 2 * 685_800, 4_500_000)
    shapes = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{transform(picture)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
        + _place(3, 'type="body" sz="quarter" idx="3"', text, "Notes")
    )
    style = '<a:lvl1pPr marL="0" algn="l">' + _spacing("+mn", 1100, is_bold=False) + "</a:lvl1pPr>"
    background = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
    return (
        f"<p:notesMaster {NAMESPACES}><p:cSld>{background}{_tree(shapes)}</p:cSld>{_COLOUR_MAP}"
        f"<p:notesStyle>{style}</p:notesStyle></p:notesMaster>"
    )


# -- What is put on one slide: shapes in reading order, the addresses that its text links to, its speaker notes.

_FIRST = 2  # relations of every slide: its layout and its notes


@dataclass(slots=True)
class SlideDraft:
    """A slide under construction; its shapes are in reading order, which is also the z-order from the bottom.

    `notes` are the lines of the speaker notes.
    """

    layout: Layout
    ids: Ids = field(default_factory=lambda: count(2))
    shapes: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, *shapes: ShapeXml | str) -> None:
        """Append shapes, above the earlier ones in z-order."""
        self.shapes += [shape if isinstance(shape, str) else shape.xml for shape in shapes]

    def link(self, address: str) -> str:
        """Return the id of the relation to an address of the web, one for each; empty for what is no such address."""
        if not address.startswith(("https://", "http://")):
            return ""
        return self.related(Relation("hyperlink", address, is_outside=True))

    def related(self, relation: Relation) -> str:
        """Add a relation to the slide and return its id."""
        if relation not in self.relations:
            self.relations.append(relation)
        return relation_id(_FIRST + 1 + self.relations.index(relation))


def slide_name(number: int) -> str:
    """Return the name of the part of a slide, counted from 1."""
    return f"ppt/slides/slide{number}.xml"


def slide_parts(drafts: Sequence[SlideDraft]) -> list[Part]:
    """Return the parts of slides and of their notes."""
    return [part for number, draft in enumerate(drafts, 1) for part in _parts(number, draft)]


def _parts(number: int, draft: SlideDraft) -> tuple[Part, Part]:
    name, notes = slide_name(number), f"ppt/notesSlides/notesSlide{number}.xml"
    colour_map = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    tree = f"<p:spTree>{EMPTY_TREE}{''.join(draft.shapes)}</p:spTree>"
    slide = f"<p:sld {NAMESPACES}><p:cSld>{tree}</p:cSld>{colour_map}</p:sld>"
    relations = (Relation("slideLayout", draft.layout.part), Relation("notesSlide", notes), *draft.relations)
    back = (Relation("notesMaster", NOTES_MASTER), Relation("slide", name))
    return (
        Part(name, SLIDE_KIND, slide, relations),
        Part(
            notes,
            NOTES_KIND,
            f"<p:notes {NAMESPACES}><p:cSld>{_notes_tree(draft.notes)}</p:cSld>{colour_map}</p:notes>",
            back,
        ),
    )


def _notes_tree(lines: Sequence[str]) -> str:
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>'
    )
    text = (
        '<p:sp><p:nvSpPr><p:cNvPr id="3" name="Notes"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>{plain_body(lines)}</p:sp>'
    )
    return f"<p:spTree>{EMPTY_TREE}{picture}{text}</p:spTree>"
