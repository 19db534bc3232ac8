"""Own figures for tests: a few countries, and first-level areas of one."""

from dataclasses import replace

from geodata.dates import DateSpan
from geodata.own_figures import OwnFigure, OwnFigures, OwnLevel

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
