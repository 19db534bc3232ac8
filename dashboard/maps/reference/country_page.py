"""What the page of a country makes of its panel: four treaties at a glance, and the figures for first-level areas."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.maps.as_of import marked_fact
from dashboard.maps.compose.country_panel import OTHER_TREATIES
from dashboard.maps.layers.oblasts import MEASURES, measure_words
from dashboard.maps.reference.treaty_matrix import matrix_cell
from dashboard.maps.spec import Line, MapSpec
from dashboard.maps.view import TREATIES
from geodata import Dataset, day_label
from geodata.collation import name_key
from geodata.model import OblastFigure
from geodata.wording import capitalized

# -- Four treaties: the status under each, since when, and the act that decided it.


@dataclass(frozen=True, slots=True)
class TreatyCard:
    """The status under one treaty.

    `line` is that of the panel, with the numbers of its sources. `since` and `act` are empty where a status began with
    no day, as “not signed”, or where no act brought it about.
    """

    treaty_id: str
    treaty: str
    line: Line
    since: str
    act: str


def treaty_cards(spec: MapSpec, dataset: Dataset) -> tuple[TreatyCard, ...]:
    """Return a card for each treaty, in the order of `TREATIES`, of the country of a panel.

    A territory has the cards of the state that administers it, which their lines name.
    """
    panel = spec.panel
    state = dataset.state(panel.area)
    holder = dataset.administrator(state) or state
    others = next(section.lines for section in panel.sections if section.title == OTHER_TREATIES)
    lines = dict(zip([treaty for treaty in TREATIES if treaty != spec.view.treaty], others, strict=True))
    lines[spec.view.treaty] = panel.lead[0]
    cards = []
    for treaty in TREATIES:
        cell = matrix_cell(dataset, holder.area, treaty, spec.day)
        since = f"since {day_label(cell.since)}" if cell.since else ""
        cards.append(TreatyCard(treaty, dataset.treaty(treaty).short_name, lines[treaty], since, cell.act))
    return tuple(cards)


# -- Figures for first-level areas, as the rows of a table: area, measure, figure, who states it.

_MEASURE_ORDER = {code: place for place, (code, _) in enumerate(MEASURES.values())}  # others stand behind


@dataclass(frozen=True, slots=True)
class FirstLevelRow:
    """One figure; `line` is that of the panel, with the figure in words, its sources, its remark and its record."""

    area: str
    measure: str
    stated: str
    line: Line


def first_level_rows(spec: MapSpec, dataset: Dataset) -> tuple[FirstLevelRow, ...]:
    """Return a row for each figure below country level in the panel of a country; none where it has no such figure.

    Figures for all areas together stand first, then those of each area by name, by measure, the newest first.
    """
    by_id = {figure.figure_id: figure for figure in dataset.oblasts}
    lines = [line for section in spec.panel.sections for line in section.lines if by_id.keys() & {*line.records}]
    stated = [(by_id[line.records[0]], line) for line in lines]
    return tuple(
        FirstLevelRow(
            figure.name,
            capitalized(measure_words(figure.measure)),
            marked_fact(figure, f"{figure.claimant}, {figure.date_meant.label}"),
            line,
        )
        for figure, line in sorted(stated, key=lambda item: _place(item[0]))
    )


def _place(figure: OblastFigure) -> tuple[bool, object, int, str, int, str]:
    order = _MEASURE_ORDER.get(figure.measure, len(_MEASURE_ORDER))
    newest = -figure.date_meant.latest.toordinal()
    return not figure.is_of_country, name_key(figure.name), order, figure.measure, newest, figure.figure_id
