"""The brief of a country as tagged PDF, set by Typst with the fonts of the atlas: headings, lists, footnotes, alt text.

Typst (the package typst) is a typesetter in one wheel that needs no system library.
"""

from __future__ import annotations

import json
from datetime import date

import typst

from dashboard.maps.compose import brief as model
from dashboard.maps.compose.brief import Brief, BriefLine
from dashboard.render.brief_text import BriefText
from dashboard.render.formats import BriefJob, Options
from dashboard.render.svg.conversion import register_fonts
from dashboard.render.svg.portable_text import outlined
from dashboard.render.typesetting import Face, drawable

# The page as a program of Typst. Texts come as JSON and are never read as markup.
_PAGE = """
#let brief = json(bytes(sys.inputs.brief))
#set document(title: brief.title, author: brief.author, description: brief.subtitle,
  date: datetime(year: brief.made.at(0), month: brief.made.at(1), day: brief.made.at(2)))
#set page(paper: "a4", margin: brief.margin * 1pt, footer: context align(right, text(size: 7pt,
  str(counter(page).get().first()) + " / " + str(counter(page).final().first()))))
#set text(lang: "en", font: brief.font, size: brief.body * 1pt, hyphenate: false)
#set par(leading: 0.42em, spacing: 2.4pt + 0.42em)
#show title: set text(size: brief.head * 1pt)
#show heading: set text(size: brief.part * 1pt)
#show heading: set block(above: 10pt, below: 5pt)
#show figure: set align(left)
#let quiet(body) = text(fill: rgb("#555555"), body)
#set footnote.entry(gap: 2.5pt, clearance: 6pt, indent: 0pt, separator: line(length: 25%, stroke: 0.5pt))
#show footnote.entry: set text(size: brief.note * 1pt)
#show footnote.entry: set par(leading: 0.35em)
#show footnote.entry: set super(typographic: false, baseline: 0pt, size: 1em)
#let source(note) = if note.url != "" { link(note.url, note.words) } else { note.words }
#let mark(source_mark) = {
  let name = label("note-" + str(source_mark.number))
  if source_mark.first [#footnote(h(2pt) + source(brief.notes.at(source_mark.number - 1)))#name] else { footnote(name) }
}
#let numbers(of) = of.map(mark).join(super(","))
#let statement(it) = {
  if it.role != "" [#quiet(it.role + ":") ]
  [#strong(it.figure) #brief.dash #it.text#numbers(it.sources)]
}
#title()
#quiet(brief.subtitle)

#figure(
  image(bytes(sys.inputs.map), format: "svg", alt: brief.map.text,
    width: brief.map.width * 1pt, height: brief.map.height * 1pt),
  caption: figure.caption(text(size: 8pt, brief.map.caption)), supplement: none, numbering: none)
#for part in brief.parts [
  = #part.title
  #if part.joined [#part.lines.map(statement).join("; ").] else if part.lines.len() > 0 {
    list(indent: 0pt, body-indent: 4pt, marker: [•], spacing: 2.4pt + 0.42em, ..part.lines.map(statement))
  }
  #if part.more != "" { quiet(part.more) }
]
#for sentence in brief.closing [
  #parbreak()
  #quiet(sentence)
]
#if brief.boundaries != "" [
  #parbreak()
  #set par(leading: 0.35em)
  #text(size: brief.note * 1pt, quiet(brief.boundaries))
]
#parbreak()
#if brief.page.address != "" [#underline(link(brief.page.address, brief.page.text))]
"""


def brief_pdf(job: BriefJob, options: Options) -> bytes:
    """Return the brief as PDF of at most two pages, tagged as PDF/UA-1 asks; the same bytes each time."""
    words = BriefText(job, options)
    inputs = {"brief": json.dumps(_content(words, options.made_on)), "map": outlined(words.map_svg)}
    document: bytes = typst.compile(
        _PAGE.encode(),
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[register_fonts().name]),
        sys_inputs=inputs,
        pdf_standards="ua-1",
    )
    return document


def _content(words: BriefText, made_on: date) -> dict[str, object]:
    brief = words.brief
    return {
        "title": drawable(brief.title),
        "subtitle": drawable(brief.subtitle),
        "author": words.author,
        "made": [made_on.year, made_on.month, made_on.day],
        "font": Face.REGULAR.family,
        "dash": model.DASH,
        "margin": model.MARGIN,
        "body": model.BODY_SIZE,
        "note": model.NOTE_SIZE,
        "head": model.TITLE_SIZE,
        "part": model.HEADING_SIZE,
        "map": {
            "width": model.MAP_WIDTH,
            "height": model.MAP_HEIGHT,
            "text": brief.map_text,
            "caption": drawable(brief.map_caption),
        },
        "parts": _parts(brief),
        "closing": [drawable(sentence) for sentence in words.closing],
        "boundaries": drawable(brief.boundaries),
        "page": {"address": words.page_address, "text": words.page_text},
        "notes": [
            {"number": note.number, "words": drawable(model.note_words(note)), "url": words.address_of(note)}
            for note in brief.notes
        ],
    }


def _parts(brief: Brief) -> list[dict[str, object]]:
    """Return the sections; the first mark of each source carries its note, the others point to that."""
    marked: set[int] = set()
    return [
        {
            "title": drawable(section.title),
            "more": section.more,
            "joined": section.are_joined,
            "lines": [_statement(line, marked, is_joined=section.are_joined) for line in section.lines],
        }
        for section in brief.sections
    ]


def _statement(line: BriefLine, marked: set[int], *, is_joined: bool) -> dict[str, object]:
    """Return a statement, and add the sources that it cites to those that are `marked`."""
    marks = [{"number": number, "first": number not in marked} for number in line.text.sources]
    marked.update(line.text.sources)
    return {
        "role": drawable(line.role),
        "figure": drawable(line.figure),
        "text": drawable(line.text.text.removesuffix(".") if is_joined else line.text.text),
        "sources": marks,
    }
