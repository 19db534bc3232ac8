"""Own figures for tests: a few countries, and first-level areas of one."""

from dataclasses import replace

from geodata.dates import DateSpan
from geodata.own_figures import OwnFigure, OwnFigures, OwnLevel, Ring

BY_COUNTRY = OwnFigures(
    "Hazard areas, overlaps counted once",
    OwnLevel.COUNTRY,
    (
        OwnFigure("BIH", "Bosnia and Herzegovina", "BIH", 806.9, 7971, detail="812.3 km² with overlaps counted twice"),
        OwnFigure("UKR", "Ukraine", "UKR", 31.4159265, 40),
        OwnFigure("KHM", "Cambodia", "KHM", 2.7182818, 2),
        OwnFigure("LBN", "Lebanon", "LBN", 0.0, 5),
        OwnFigure("AGO", "Angola", "AGO", None),
    ),
    "A mine action programme",
    DateSpan.parse("2024-07-31"),
    "Suspected and confirmed hazardous areas on record",
    "Extract of the national register",
    method=("812.3 km² from 7,971 of 11,068 records; 3,097 have no shape.",),
)
BY_FIRST_LEVEL = replace(
    BY_COUNTRY,
    level=OwnLevel.FIRST_LEVEL,
    figures=(
        OwnFigure("UA-63", "Kharkiv", "UKR", 120.0, 12, 36.3, 49.6),
        OwnFigure("UA-65", "Kherson", "UKR", 15.0, 3, 33.4, 46.6),
    ),
)


def _square(west: float, south: float) -> tuple[Ring, ...]:
    east, north = west + 0.25, south + 0.25
    return (((west, south), (east, south), (east, north), (west, north), (west, south)),)


OUTLINES = {"N-1": _square(17.31415, 44.27182), "N-2": _square(17.56415, 44.27182), "N-3": _square(17.31415, 44.02182)}
BY_OWN_AREAS = replace(
    BY_COUNTRY,
    level=OwnLevel.OWN_AREAS,
    figures=(
        OwnFigure("N-1", "North", "BIH", 120.0, 12, 17.44, 44.4),
        OwnFigure("N-2", "East", "BIH", 15.0, 2, 17.69, 44.4),
        OwnFigure("N-3", "South", "BIH", None, None, 17.44, 44.15),
    ),
    areas_source="Districts of the survey office, CC BY 4.0",
    outlines=OUTLINES,
)
