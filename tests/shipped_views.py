"""Views of the shipped tables: specifications, contexts and panels, their lines and numbers, strategies of views."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.maps.atlas import Atlas
from dashboard.maps.compose.compose import compose
from dashboard.maps.compose.panel import panel
from dashboard.maps.context import ComposeContext
from dashboard.maps.layers.footprint import drawable
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import Line, MapSpec, Panel
from dashboard.maps.view import MOST_FOOTPRINTS, REGIONS, TREATIES, Footprint, Other, View, compared
from geodata import ClaimRule, StatusKind, load
from geodata.claims import AFFECTED_CLASSES, MAP_GROUPS
from geodata.dataset import Dataset
from geodata.model import Naming
from geodata.source_numbers import Numbering

TODAY = date(2026, 11, 21)
# Signing, entry into force, the claim of 250,000 km2, a range of dates under way, after everything announced.
DAYS = tuple(
    date.fromisoformat(day)
    for day in ("1997-06-01", "1999-03-01", "2012-01-01", "2023-01-08", "2025-08-01", "2026-03-01", "2026-11-21")
)


@cache
def dataset() -> Dataset:
    """The shipped tables, read once."""
    return load()


# The shipped data, opened on the day the tables were last read.
SHIPPED = Atlas(dataset, today=lambda: TODAY)


_COMMON: set[View] = set()  # the views of `common_views`, once a test file has asked for them


def shown(view: View) -> MapSpec:
    """A view of the shipped data, opened on the day the tables were last read.

    The last ones are kept, being frozen, and those of `common_views` as long as the session lasts.
    """
    return _shown_again(view) if view in _COMMON else _shown_lately(view)


@cache
def _shown_again(view: View) -> MapSpec:
    return compose(view, dataset(), today=TODAY)


@lru_cache(maxsize=128)
def _shown_lately(view: View) -> MapSpec:
    return compose(view, dataset(), today=TODAY)


def context_of(view: View) -> ComposeContext:
    """The context in which a view is composed, for one part of it."""
    return ComposeContext(view, view.on(TODAY), dataset(), Numbering(dataset().sources), LAYERS)


@cache
def panel_of(area: str, day: date, treaty: str = "apmbc") -> Panel:
    """The panel of a country, without the map beside it."""
    return panel(context_of(View(day=day, country=area, treaty=treaty)))


def lines_of(content: Panel) -> Iterator[Line]:
    """Every line of a panel, from the top."""
    yield from content.lead
    for section in content.sections:
        yield from section.lines


def lines_in(content: Panel, title: str) -> tuple[Line, ...]:
    """The lines of the section whose title begins so."""
    return next(section.lines for section in content.sections if section.title.startswith(title))


def lead_figures(content: Panel) -> list[str]:
    """The statements at the top of a panel."""
    return [line.figure for line in content.lead]


def texts_of(content: Panel) -> Iterator[str]:
    """Every text of a panel."""
    yield from (content.title, content.subtitle)
    for section in content.sections:
        yield from (section.title, section.empty, section.chart.title if section.chart else "")
    for line in lines_of(content):
        yield from (line.figure, line.text, line.detail)


def numbers_on_screen(spec: MapSpec) -> list[int]:
    """The numbers of sources in the order in which a reader comes upon them, each as often as it stands there."""
    circles = [symbol.sentence for symbol in spec.symbols if symbol.layer != "events"]
    events = [symbol.sentence for symbol in spec.symbols if symbol.layer == "events"]
    shapes = [sentence for shape in spec.shapes for sentence in (shape.sentence, shape.size)]
    items = list(spec.headline.sources)
    for sentence in (*(area.sentence for area in spec.areas), *circles, *shapes, *events):
        items += sentence.sources
    for line in lines_of(spec.panel):
        items += line.sources
    return items


def first_uses(numbers: Iterable[int]) -> list[int]:
    """Numbers in the order of their first use."""
    return list(dict.fromkeys(numbers))


def views(**fixed: st.SearchStrategy[object]) -> st.SearchStrategy[View]:
    """Any view a reader can ask for; `views(layers=...)` draws one field from somewhere else."""
    areas = sorted(dataset().states)
    footprints = st.builds(
        Footprint,
        st.sampled_from(sorted(drawable(dataset()))),
        st.none() | st.sampled_from(areas) | st.sampled_from([(30.5, 50.45), (179.9, -17.0), (-68.2, 80.0)]),
        is_square=st.booleans(),
    )
    fields: dict[str, st.SearchStrategy[object]] = {
        "day": st.none() | st.sampled_from(DAYS) | st.dates(date(1992, 1, 1), date(2033, 12, 31)),
        "treaty": st.sampled_from(TREATIES),
        "layers": _some(LAYERS.ids),
        "statuses": st.just(()) | _some(tuple(StatusKind)),
        "regions": st.just(()) | _some(REGIONS),
        "claim_rule": st.sampled_from(ClaimRule),
        "claim_group": st.sampled_from(MAP_GROUPS),
        "claim_least": st.none() | st.sampled_from(AFFECTED_CLASSES),
        "country": st.none() | st.sampled_from(areas),
        "footprints": st.lists(footprints, min_size=1, max_size=MOST_FOOTPRINTS, unique=True).map(tuple),
        "scale": st.sampled_from(["", "none", "GBR", "VAT", "UKR"]),
        "names": st.none() | st.sampled_from(Naming),
    }
    plain = st.builds(View, **{**fields, **fixed})
    days = st.sampled_from(DAYS)
    return (
        plain
        | st.builds(_beside, plain, st.builds(Other, st.sampled_from(TREATIES), days))
        | st.builds(_since, plain, days)
    )


def common_views() -> st.SearchStrategy[View]:
    """Views of any kind, the same ones for every property, so that each is composed once; the plainest come first.

    There are as many as a property has examples, drawn anew in each session. A property of what is shown is tried on as
    many views as if it drew its own, and its example is the plainest of them that fails.
    """
    return st.sampled_from(_drawn())


@cache
def _drawn() -> tuple[View, ...]:
    @settings(phases=[Phase.generate], database=None)
    @given(views())
    def draw(view: View) -> None:
        _COMMON.add(view)

    draw()
    return tuple(sorted(_COMMON, key=lambda view: (len(repr(view)), repr(view))))


def _beside(view: View, other: Other) -> View:
    return compared(view, beside=other)


def _since(view: View, day: date) -> View:
    return compared(view, since=day)


def _some(values: tuple[str, ...]) -> st.SearchStrategy[object]:
    """Some of the values, in the order in which links keep them."""
    return st.sets(st.sampled_from(values)).map(lambda kept: tuple(value for value in values if value in kept))
