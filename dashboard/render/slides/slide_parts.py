"""What is put on one slide: shapes in reading order, the addresses that its text links to, its speaker notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count

from dashboard.render.slides.deck_base import EMPTY_TREE, NAMESPACES, NOTES_KIND, NOTES_MASTER, SLIDE_KIND, Layout
from dashboard.render.slides.drawing import Drawn, Ids
from dashboard.render.slides.opc import Part, Relation, relation_id
from dashboard.render.slides.text_shapes import plain_body

_FIRST = 2  # relations of every slide: its layout and its notes


@dataclass(slots=True)
class Sheet:
    """A slide as it is filled; shapes are kept in the order in which they are read, from the ground up.

    `notes` are the lines of the speaker notes.
    """

    layout: Layout
    ids: Ids = field(default_factory=lambda: count(2))
    shapes: list[str] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, *shapes: Drawn | str) -> None:
        """Put shapes on the slide, above those that are there."""
        self.shapes += [shape if isinstance(shape, str) else shape.xml for shape in shapes]

    def link(self, address: str) -> str:
        """Return the id of the relation to an address of the web, one for each; empty for what is no such address."""
        if not address.startswith(("https://", "http://")):
            return ""
        return self.related(Relation("hyperlink", address, is_outside=True))

    def related(self, relation: Relation) -> str:
        """Return the id of a relation of the slide, which it has from then on."""
        if relation not in self.relations:
            self.relations.append(relation)
        return relation_id(_FIRST + 1 + self.relations.index(relation))


def sheet_name(number: int) -> str:
    """Return the name of the part of a slide, counted from 1."""
    return f"ppt/slides/slide{number}.xml"


def sheet_parts(sheets: Sequence[Sheet]) -> list[Part]:
    """Return the parts of slides and of their notes."""
    return [part for number, sheet in enumerate(sheets, 1) for part in _parts(number, sheet)]


def _parts(number: int, sheet: Sheet) -> tuple[Part, Part]:
    name, notes = sheet_name(number), f"ppt/notesSlides/notesSlide{number}.xml"
    colours = "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr>"
    tree = f"<p:spTree>{EMPTY_TREE}{''.join(sheet.shapes)}</p:spTree>"
    slide = f"<p:sld {NAMESPACES}><p:cSld>{tree}</p:cSld>{colours}</p:sld>"
    relations = (Relation("slideLayout", sheet.layout.part), Relation("notesSlide", notes), *sheet.relations)
    back = (Relation("notesMaster", NOTES_MASTER), Relation("slide", name))
    return (
        Part(name, SLIDE_KIND, slide, relations),
        Part(
            notes,
            NOTES_KIND,
            f"<p:notes {NAMESPACES}><p:cSld>{_notes_tree(sheet.notes)}</p:cSld>{colours}</p:notes>",
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
