"""Every word that goes with a picture of a specification, once, so that all outputs say the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.maps.palette import looks_of
from dashboard.maps.permalinks import dated_link
from dashboard.maps.spec import Legend, Look, MapSpec
from dashboard.render.ground import ground
from geodata import Freshness, day_label

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
        link=base.rpartition("/")[0] + "/" + dated_link(spec),
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
    looks, zone = looks_of(spec), ground(spec.extent).zone_label
    found = [KeyWords(shape.sentence, "shape", looks[shape.layer, shape.class_id]) for shape in spec.shapes]
    if zone and "dmz" in spec.overlays:
        found.append(KeyWords(f"Demilitarized zone, {zone}", "dmz", None))
    return tuple(found)
