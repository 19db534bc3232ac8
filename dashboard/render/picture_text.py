"""Every word that goes with a picture or a slide of a specification, once, so that all outputs say the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from dashboard.maps.link import link_of
from dashboard.maps.palette import looks_of
from dashboard.maps.spec import CitedText, Legend, Listing, Look, MapSpec, SourceNote
from dashboard.maps.view import OWN
from dashboard.render.basemap import basemap
from dashboard.render.scene import Scene
from geodata import Freshness
from geodata.wording import ATLAS_NAME

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
    class_id: str = ""


@dataclass(frozen=True)
class PictureText:
    """What a picture says: its specification, and what goes with it in an output.

    Parameters
    ----------
    base
        Public address of the atlas, such as https://atlas.example.org/; what follows its last "/" is left out. Empty
        where no server is known, as in a frozen copy: nothing then links to the live view.
    made_on
        The day (UTC) on which the output is made or served.
    """

    spec: MapSpec
    base: str
    made_on: date

    @cached_property
    def legends(self) -> tuple[LegendWords, ...]:
        """The legends, with the counts of each map."""
        return tuple(_legend(legend, self.spec) for legend in self.spec.legends)

    @cached_property
    def keys(self) -> tuple[KeyWords, ...]:
        """What explains the shapes of the view, and the demilitarized zone where it is drawn."""
        spec = self.spec
        looks, zone = looks_of(spec), basemap(spec.extent).zone_label
        keys = [
            KeyWords(shape.sentence.printed, "shape", looks[shape.layer, shape.class_id], shape.class_id)
            for shape in spec.shapes
        ]
        if zone and "dmz" in spec.overlays:
            keys.append(KeyWords(f"Demilitarized zone, {zone}", "dmz", None))
        return tuple(keys)

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """The notes of the view and then those of the legends, each once."""
        return tuple(dict.fromkeys([*self.spec.notes, *(legend.note for legend in self.spec.legends if legend.note)]))

    @property
    def own_statements(self) -> tuple[str, ...]:
        """What figures of a reader are, by whom and of which day: nothing else in an output says it."""
        return tuple(dict.fromkeys(legend.note for legend in self.spec.legends if legend.layer == OWN))

    @property
    def map_titles(self) -> tuple[str, ...]:
        """The titles of two maps in the order in which they stand; none for one map."""
        second = self.spec.beside
        return (second.main_title, second.title)[:: -1 if second.is_before else 1] if second else ()

    @property
    def map_notes(self) -> tuple[str, ...]:
        """The notes of two maps in the order in which they stand; none for one map."""
        second = self.spec.beside
        return ("", second.note)[:: -1 if second.is_before else 1] if second else ()

    @property
    def empty(self) -> str:
        """Why there may be nothing to see."""
        return self.spec.empty.text if self.spec.empty else ""

    @property
    def release(self) -> str:
        """The data release in words."""
        return f"Data release {self.spec.release}"

    @cached_property
    def link(self) -> str:
        """The address of the view, with its day spelled out; empty without a public address."""
        return f"{self.base.rpartition('/')[0]}/{link_of(self.spec.view)}" if self.base else ""

    @property
    def freshness(self) -> Freshness:
        """How old the reading of the depositary was on the day the output was made."""
        return Freshness(self.spec.depositary_read, self.made_on)


def file_stem(spec: MapSpec) -> str:
    """Return the name of a file made of a specification, without its ending."""
    return f"mine-ban-atlas_{spec.treaty}_{spec.extent}_{spec.day.isoformat()}"


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
        A text beside the map, in pieces with the numbers of their sources.
    notes
        What the speaker says, in such pieces; above the sources in the speaker notes.
    step_sources
        The sources that caption and notes number; empty where these are the sources of the view.
    """

    scenes: tuple[Scene, ...]
    words: PictureText
    heading: str = ""
    caption: tuple[CitedText, ...] = ()
    notes: tuple[CitedText, ...] = ()
    step_sources: tuple[SourceNote, ...] = ()

    @property
    def first_sources(self) -> set[int]:
        """Numbers of the sources that the slide shows above all: those of its caption and of its title."""
        return {number for piece in self.caption for number in piece.sources} | {*self.words.spec.headline.sources}


class _Register:
    """The sources of a deck: each once, by its citation and address, with all its places."""

    def __init__(self) -> None:
        self.sources: dict[tuple[str, str], SourceNote] = {}
        self.places: dict[int, dict[str, None]] = {}

    def take(self, sources: Sequence[SourceNote]) -> dict[int, int]:
        """Return the numbers in the deck by those that sources have now."""
        numbers = {}
        for source in sources:
            new = replace(source, number=len(self.sources) + 1)
            number = self.sources.setdefault((source.text, source.url), new).number
            numbers[source.number] = number
            places = self.places.setdefault(number, {})
            places.update(dict.fromkeys(part for part in source.locator.split("; ") if part))
        return numbers

    def listed(self) -> tuple[SourceNote, ...]:
        """Return all sources by their number."""
        return tuple(replace(s, locator="; ".join(self.places[s.number])) for s in self.sources.values())


def numbered_across(slides: Sequence[SlideOf]) -> tuple[list[SlideOf], tuple[SourceNote, ...]]:
    """Return slides with their sources numbered across the deck, and all sources, each once with all its places.

    The sources of caption and notes are then among those of the view.
    """
    register = _Register()
    numbered = []
    for slide in slides:
        step_numbers = register.take(slide.step_sources)
        numbered.append(_renumbered(slide, register.take(slide.words.spec.all_sources), step_numbers))
    return numbered, register.listed()


def _renumbered(slide: SlideOf, numbers: Mapping[int, int], step_numbers: Mapping[int, int]) -> SlideOf:
    spec = slide.words.spec
    step = [replace(source, number=step_numbers[source.number]) for source in slide.step_sources]
    shown, noted = (
        _merged([*step, *(replace(source, number=numbers[source.number]) for source in sources)])
        for sources in (spec.sources, spec.listing_sources)
    )
    renumbered = replace(
        _renumbered_spec(spec, numbers), sources=shown, listing_sources=noted if spec.listing_sources else ()
    )
    return replace(
        slide,
        scenes=tuple(_scene(scene, numbers) for scene in slide.scenes),
        words=replace(slide.words, spec=renumbered),
        caption=tuple(piece.renumbered(step_numbers if slide.step_sources else numbers) for piece in slide.caption),
        notes=tuple(piece.renumbered(step_numbers if slide.step_sources else numbers) for piece in slide.notes),
        step_sources=(),
    )


def _merged(sources: Sequence[SourceNote]) -> tuple[SourceNote, ...]:
    """Return sources with numbers of a deck by these, each once with all its places."""
    merged = _Register()
    by_deck = {inner: outer for outer, inner in merged.take(sources).items()}
    return tuple(sorted((replace(s, number=by_deck[s.number]) for s in merged.listed()), key=lambda s: s.number))


def _renumbered_spec(spec: MapSpec, numbers: Mapping[int, int]) -> MapSpec:
    """Return a specification with other numbers where a slide prints them; notes and legends cite no sources."""
    headline = replace(spec.headline, sources=tuple(numbers[number] for number in spec.headline.sources))
    return replace(spec.renumbered(numbers), headline=headline)


def _scene(scene: Scene, numbers: Mapping[int, int]) -> Scene:
    return replace(
        scene,
        areas=tuple(replace(area, sentence=area.sentence.renumbered(numbers)) for area in scene.areas),
        points=tuple(replace(point, sentence=point.sentence.renumbered(numbers)) for point in scene.points),
        symbols=tuple(
            replace(s, symbol=replace(s.symbol, sentence=s.symbol.sentence.renumbered(numbers))) for s in scene.symbols
        ),
        shapes=tuple(replace(item, shape=item.shape.renumbered(numbers)) for item in scene.shapes),
    )


def printed(pieces: Iterable[CitedText]) -> str:
    """Return a text of pieces as plain text, each piece with the numbers of its sources in brackets behind it."""
    return "".join(piece.printed for piece in pieces).strip()


def speaker_notes(slide: SlideOf) -> list[str]:
    """Return the lines of the speaker notes: what is said, the view, its sources in full, its notes."""
    words = slide.words
    spoken = [*printed(slide.notes).splitlines(), ""] if slide.notes else []
    lines = [
        *spoken,
        *([printed(slide.caption), ""] if slide.caption else []),
        f"{words.spec.headline.text}{marks(words.spec.headline.sources)}",
        words.spec.subtitle,
        *(f"{sentence.printed}." for sentence in words.spec.spoken),
        words.freshness.dated_sentence,
        *(text for listing in words.spec.listings for text in ("", *_listing_lines(listing), "")),
        *([f"This view: {words.link}"] if words.link else []),
        f"{ATLAS_NAME}, {words.release}",
        "",
        "Sources",
        *(source_line(source) for source in words.spec.all_sources),
    ]
    notes = [text for text in (words.empty, *words.map_notes, *words.notes) if text]
    return [*lines, "", "Notes", *notes, words.spec.boundary_note, DISCLAIMER]


def _listing_lines(listing: Listing) -> list[str]:
    """Return the title of a listing, then each state with what decides it."""
    return [listing.title, *(f"{line.figure}: {line.text}{marks(line.sources)}" for line in listing.lines)]


def source_line(source: SourceNote) -> str:
    """Return a source in full: number, citation, place in it, address."""
    parts = [f"[{source.number}] {source.text}", f"Place: {source.locator}." if source.locator else "", source.url]
    return " ".join(part for part in parts if part)


def marks(numbers: Sequence[int]) -> str:
    """Return numbers of sources as they stand in plain text, or nothing."""
    return f" [{', '.join(str(number) for number in numbers)}]" if numbers else ""
