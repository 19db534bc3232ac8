"""Every word that goes with a picture or a slide of a specification, once, so that all outputs say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dashboard.maps.link import link_of
from dashboard.maps.palette import looks_of
from dashboard.maps.spec import Legend, Look, MapSpec
from dashboard.render.basemap import basemap
from dashboard.render.scene import Scene
from geodata import Freshness, day_label
from geodata.sources import SOURCE_NUMBERS, numbers_in_match, source_numbers

DISCLAIMER = (
    "Status and counts are computed by the atlas from the acts cited; claims are those of the persons and bodies "
    "named. No colour says that land is mined or safe."
)


@dataclass(frozen=True, slots=True)
class LegendItem:
    """One class: its label, how many states are in it, how it looks.

    `counts` are those of each map in the order in which the maps stand: one, or two of a comparison.
    """

    label: str
    count: int
    look: Look
    layer: str
    class_id: str
    is_selected: bool
    counts: tuple[int, ...] = ()

    @property
    def counted(self) -> str:
        """The count as it is printed, or those of both maps."""
        return " · ".join(str(count) for count in self.counts or (self.count,))


@dataclass(frozen=True, slots=True)
class LegendWords:
    """The words of one legend; `symbol` is fill, circle, line or shape, and events have the markers of their looks."""

    title: str
    symbol: str
    note: str
    items: tuple[LegendItem, ...]


@dataclass(frozen=True, slots=True)
class KeyWords:
    """What a shape drawn over the areas is: `style` is shape, with the look of its class, or dmz, which has none."""

    text: str
    style: str
    look: Look | None


@dataclass(frozen=True, slots=True)
class SourceWords:
    """A numbered source; `url` is empty where there is none."""

    number: int
    text: str
    locator: str
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """What a picture says.

    `title_marks` are the numbers of the sources of the title. `map_titles` and `map_notes` are those of two maps side
    by side, in the order in which they stand, and empty for one map. `notes` hold those of the legends too, each once.
    `release` and `link` say where the picture comes from; the link has the day spelled out, so that it shows the same
    day whenever it is opened. `freshness` is how old the reading of the depositary was on the day the output was made.
    `empty` says why there may be nothing to see.
    """

    title: str
    title_marks: tuple[int, ...]
    subtitle: str
    day: str
    legends: tuple[LegendWords, ...]
    keys: tuple[KeyWords, ...]
    notes: tuple[str, ...]
    boundary_note: str
    disclaimer: str
    sources: tuple[SourceWords, ...]
    release: str
    link: str
    alternative: str
    freshness: Freshness
    map_titles: tuple[str, ...] = ()
    map_notes: tuple[str, ...] = ()
    empty: str = ""


def words_of(spec: MapSpec, *, base: str, made_on: date) -> Words:
    """Return the words of a specification.

    Parameters
    ----------
    base
        Public address of the atlas, such as https://atlas.example.org/; what follows its last "/" is left out.
    made_on
        The day (UTC) on which the output is made or served.
    """
    titles, notes = _of_maps(spec)
    return Words(
        title=spec.headline.text,
        title_marks=spec.headline.sources,
        subtitle=spec.subtitle,
        day=day_label(spec.day),
        legends=tuple(_legend(legend, spec) for legend in spec.legends),
        keys=_keys(spec),
        notes=tuple(dict.fromkeys([*spec.notes, *(legend.note for legend in spec.legends if legend.note)])),
        boundary_note=spec.boundary_note,
        disclaimer=DISCLAIMER,
        sources=tuple(SourceWords(s.number, s.text, s.locator, s.url) for s in spec.sources),
        release=f"Data release {spec.release}",
        link=base.rpartition("/")[0] + "/" + link_of(spec.view),
        alternative=spec.text_alternative,
        freshness=Freshness(spec.depositary_read, made_on),
        map_titles=titles,
        map_notes=notes,
        empty=spec.empty.text if spec.empty else "",
    )


def file_stem(spec: MapSpec) -> str:
    """Return the name of a file made of a specification, without its ending."""
    return f"mine-ban-atlas_{spec.treaty}_{spec.extent}_{spec.day.isoformat()}"


def _of_maps(spec: MapSpec) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the titles and the notes of two maps in the order in which they stand."""
    second = spec.beside
    if second is None:
        return (), ()
    step = -1 if second.is_before else 1
    return (second.main_title, second.title)[::step], ("", second.note)[::step]


def _legend(legend: Legend, spec: MapSpec) -> LegendWords:
    second = spec.beside if legend.layer == spec.fill_layer else None
    items = []
    for place, item in enumerate(legend.classes):
        counts = (item.count, *([second.counts[place]] if second else []))
        ordered = counts[::-1] if second and second.is_before else counts
        items.append(
            LegendItem(item.label, item.count, item.look, legend.layer, item.class_id, item.is_selected, ordered)
        )
    return LegendWords(legend.title, legend.symbol, legend.note, tuple(items))


def _keys(spec: MapSpec) -> tuple[KeyWords, ...]:
    """Return what explains the shapes of the view, and the demilitarized zone where it is drawn."""
    looks, zone = looks_of(spec), basemap(spec.extent).zone_label
    found = [KeyWords(shape.sentence, "shape", looks[shape.layer, shape.class_id]) for shape in spec.shapes]
    if zone and "dmz" in spec.overlays:
        found.append(KeyWords(f"Demilitarized zone, {zone}", "dmz", None))
    return tuple(found)


# -- The words of a slide: those of its view, a heading and a caption of its own, sources numbered across the deck.


@dataclass(frozen=True, slots=True)
class SlideOf:
    """A view as a slide.

    Parameters
    ----------
    scenes
        One, or the two of a comparison in the order in which they stand.
    heading
        A title of its own, such as that of a step of a story; the title of the view then stands below it.
    caption
        A text beside the map, and marks such as [2] in it.
    notes
        What the speaker says, with such marks; above the sources in the speaker notes.
    said
        What the marks of caption and notes stand for; the sources of the view where there are none.
    """

    scenes: tuple[Scene, ...]
    words: Words
    heading: str = ""
    caption: str = ""
    notes: str = ""
    said: tuple[SourceWords, ...] = ()

    @property
    def first_sources(self) -> set[int]:
        """Numbers of the sources that the slide shows above all: those of its caption and of its title."""
        listed = {mark for found in SOURCE_NUMBERS.finditer(self.caption) for mark in numbers_in_match(found)}
        return listed | set(self.words.title_marks)


class _Register:
    """The sources of a deck: each once, by the document that it is, with all its places."""

    def __init__(self) -> None:
        self.numbers: dict[tuple[str, str], int] = {}
        self.places: dict[int, dict[str, None]] = {}

    def take(self, sources: Sequence[SourceWords]) -> dict[int, int]:
        """Return the numbers in the deck by those that sources have now."""
        found = {}
        for source in sources:
            number = self.numbers.setdefault((source.text, source.url), len(self.numbers) + 1)
            found[source.number] = number
            places = self.places.setdefault(number, {})
            places.update(dict.fromkeys(part for part in source.locator.split("; ") if part))
        return found

    def listed(self) -> tuple[SourceWords, ...]:
        """Return all sources by their number."""
        return tuple(SourceWords(n, text, "; ".join(self.places[n]), url) for (text, url), n in self.numbers.items())


def numbered_across(slides: Sequence[SlideOf]) -> tuple[list[SlideOf], tuple[SourceWords, ...]]:
    """Return slides with their sources numbered across the deck, and all sources, each once with all its places.

    The sources of caption and notes are then among those of the view.
    """
    register = _Register()
    found = []
    for slide in slides:
        said = register.take(slide.said)
        found.append(_renumbered(slide, register.take(slide.words.sources), said))
    return found, register.listed()


def _renumbered(slide: SlideOf, numbers: Mapping[int, int], said: Mapping[int, int]) -> SlideOf:
    words = slide.words
    merged = _Register()
    both = [replace(source, number=said[source.number]) for source in slide.said]
    both += [replace(source, number=numbers[source.number]) for source in words.sources]
    own = merged.take(both)
    by_deck = {inner: outer for outer, inner in own.items()}
    return replace(
        slide,
        scenes=tuple(_scene(scene, numbers) for scene in slide.scenes),
        words=replace(
            words,
            title_marks=tuple(numbers.get(mark, mark) for mark in words.title_marks),
            keys=tuple(replace(key, text=renumbered(key.text, numbers)) for key in words.keys),
            notes=tuple(renumbered(note, numbers) for note in words.notes),
            map_notes=tuple(renumbered(note, numbers) for note in words.map_notes),
            sources=tuple(
                sorted((replace(s, number=by_deck[s.number]) for s in merged.listed()), key=lambda s: s.number)
            ),
        ),
        caption=renumbered(slide.caption, said if slide.said else numbers),
        notes=renumbered(slide.notes, said if slide.said else numbers),
        said=(),
    )


def _scene(scene: Scene, numbers: Mapping[int, int]) -> Scene:
    return replace(
        scene,
        areas=tuple(replace(area, sentence=renumbered(area.sentence, numbers)) for area in scene.areas),
        points=tuple(replace(point, sentence=renumbered(point.sentence, numbers)) for point in scene.points),
        symbols=tuple(
            replace(s, symbol=replace(s.symbol, sentence=renumbered(s.symbol.sentence, numbers))) for s in scene.symbols
        ),
        shapes=tuple(
            replace(s, shape=replace(s.shape, sentence=renumbered(s.shape.sentence, numbers))) for s in scene.shapes
        ),
    )


def renumbered(text: str, numbers: Mapping[int, int]) -> str:
    """Return a text with other numbers in its marks of sources; numbers that stand for no source stay.

    Examples
    --------
    >>> renumbered("250,000 km² [1,2], in Article 5 [9]", {1: 4, 2: 5})
    '250,000 km² [4,5], in Article 5 [9]'
    """
    if "[" not in text:
        return text

    def new(found: re.Match[str]) -> str:
        return source_numbers(numbers.get(mark, mark) for mark in numbers_in_match(found))

    return SOURCE_NUMBERS.sub(new, text)


def speaker_notes(slide: SlideOf) -> list[str]:
    """Return the lines of the speaker notes: what is said, the view, its sources in full, its notes."""
    words = slide.words
    said = [*slide.notes.splitlines(), ""] if slide.notes else []
    lines = [
        *said,
        *([slide.caption, ""] if slide.caption else []),
        f"{words.title}{marks(words.title_marks)}",
        words.subtitle,
        words.freshness.dated_sentence,
        f"This view: {words.link}",
        f"Mine Ban Atlas, {words.release}",
        "",
        "Sources",
        *(source_line(source) for source in words.sources),
    ]
    notes = [text for text in (words.empty, *words.map_notes, *words.notes) if text]
    return [*lines, "", "Notes", *notes, words.boundary_note, words.disclaimer]


def source_line(source: SourceWords) -> str:
    """Return a source in full: number, citation, place in it, address."""
    parts = [f"[{source.number}] {source.text}", f"Place: {source.locator}." if source.locator else "", source.url]
    return " ".join(part for part in parts if part)


def marks(numbers: Sequence[int]) -> str:
    """Return numbers of sources as they stand in plain text, or nothing."""
    return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""
