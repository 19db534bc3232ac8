"""Legends of a picture as blocks: every class with its look, its words and its number of states."""

from __future__ import annotations

from dashboard.maps.spec import placed
from dashboard.render.fonts import Face, drawable, text_width
from dashboard.render.svg_hatch import pattern
from dashboard.render.svg_text import Block, paragraph, stacked, text_at
from dashboard.render.svg_theme import Paper
from dashboard.render.svg_values import number, polygon
from dashboard.render.words import KeyWords, LegendItem, LegendWords
from dashboard.render.wrapping import wrapped

Patterns = dict[str, str]
LEFT_OUT = ".45"  # how much of the swatch of a class is seen that a filter leaves out


class Legends:
    """Makes the legends of a picture at one size of text; what is written notes the hatches it needs in `patterns`."""

    def __init__(self, paper: Paper, *, size: float, width: float, prefix: str, patterns: Patterns) -> None:
        """Take a size of text and a width in pixels; `prefix` begins all ids."""
        self.paper, self.size, self.width, self.prefix, self.patterns = paper, size, width, prefix, patterns
        self.swatch = (1.5 * size, size)  # as wide and as high

    def legend(self, words: LegendWords) -> Block:
        """Return a legend; its counts stand at the right, in one column."""
        p, size = self.paper, self.size
        head = paragraph(words.title, self.width, size=size, fill=p.ink, face=Face.BOLD, after=0.3 * size)
        counts = [item.counted for item in words.items]
        room = max((text_width(count, Face.BOLD, size) for count in counts), default=0.0)
        rows = [self._row(item, words, count=count, room=room) for item, count in zip(words.items, counts, strict=True)]
        return stacked([head, *rows, Block(0.9 * size, _nothing)])

    def key(self, words: KeyWords) -> Block:
        """Return what explains something drawn over the areas."""
        p, size = self.paper, self.size
        gutter = self.swatch[0] + 0.6 * size
        text = paragraph(words.text, self.width, size=size, fill=p.ink, gutter=gutter, after=0.6 * size)

        def write(x: float, y: float) -> str:
            wide, high = self.swatch
            at = f'x="{number(x)}" y="{number(y + 0.22 * size)}" width="{number(wide)}" height="{number(high)}" rx="2"'
            if words.look is None:
                drawn = f'<rect {at} fill="{p.zone}"/>'
            else:
                colour = p.of(words.look.fill)
                name = f"{self.prefix}key-over-{colour[1:]}"
                self.patterns[name] = pattern(name, words.look, p, size=size / 15, is_over=True)
                fill = f"url(#{name})" if self.patterns[name] else colour
                drawn = f'<rect {at} fill="{fill}" stroke="{colour}" stroke-width="1.6"/>'
            return drawn + text.write(x, y)

        return Block(text.height, write)

    def _row(self, item: LegendItem, words: LegendWords, *, count: str, room: float) -> Block:
        p, size = self.paper, self.size
        wide = self.swatch[0]
        left = wide + 0.6 * size
        lines = wrapped(drawable(item.label), self.width - left - room - 0.8 * size, face=Face.REGULAR, size=size)
        step, gap = size * 1.25, 0.3 * size
        ink = p.ink if item.is_selected else p.quiet
        counted = p.ink if item.is_selected and any(item.counts or (item.count,)) else p.quiet

        def write(x: float, y: float) -> str:
            base = y + size
            out = [self._swatch(item, words, x=x, y=y + 0.12 * size)]
            for place, line in enumerate(lines):
                out.append(text_at(line, x + left, base + place * step, face=Face.REGULAR, size=size, fill=ink))
            out.append(text_at(count, x + self.width, base, face=Face.BOLD, size=size, fill=counted, anchor="end"))
            return "".join(out)

        return Block(len(lines) * step + gap, write)

    def _swatch(self, item: LegendItem, words: LegendWords, *, x: float, y: float) -> str:
        p, (wide, high) = self.paper, self.swatch
        name = f"{self.prefix}key-{item.layer}-{item.class_id}"
        self.patterns[name] = pattern(name, item.look, p, size=self.size / 15)
        fill = f"url(#{name})" if self.patterns[name] else p.of(item.look.fill)
        faded = "" if item.is_selected else f' opacity="{LEFT_OUT}"'
        manner = f'fill="{fill}" stroke="{p.faint_edge}" stroke-width=".8"{faded}'
        if item.look.marker is not None:
            corners = placed(item.look.marker, x + wide / 2, y + high / 2, high / 2)
            return f'<polygon points="{polygon(corners)}" {manner}/>'
        if words.symbol == "circle":
            at = f'cx="{number(x + wide / 2)}" cy="{number(y + high / 2)}" r="{number(high / 2)}"'
            return f"<circle {at} {manner}/>"
        at = f'x="{number(x)}" y="{number(y)}" width="{number(wide)}" height="{number(high)}" rx="2"'
        return f"<rect {at} {manner}/>"


def _nothing(_x: float, _y: float) -> str:
    return ""
