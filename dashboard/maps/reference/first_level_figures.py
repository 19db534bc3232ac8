"""The figures for first-level areas of one country as the rows of a table: area, measure, figure, who states it."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.maps.as_of import marked_fact
from dashboard.maps.layers.oblasts import MEASURES, measure_words
from dashboard.maps.spec import Line, MapSpec
from geodata import Dataset
from geodata.collation import name_key
from geodata.model import OblastFigure
from geodata.wording import capitalized

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
