"""The lines that are not international boundaries: which are drawn, and where they run in a coverage of pieces.

All 46 lines of the source layer were looked at, by row. Those that disputes.csv does not name are left out, because
United Nations maps draw no line there or because a shape of our own gives it:

0: Kuril Islands, a line in the sea; a note says it instead.
1, 2, 28, 36, 37, 39-42, 45: Nagorno-Karabakh, lines of 1991 and 1994; UN maps show Azerbaijan undivided.
3, 38: Shaba'a Farms, 13 km; part of the Golan here, a note says it instead.
4, 33: Bhutan and China; UN maps draw the boundary of the source.
5: Bolivian claim to the sea. 31: Olivenza. UN maps draw no line.
6, 7, 8: Transnistria, Abkhazia, South Ossetia. 44: Donetsk and Luhansk. UN maps show Moldova, Georgia and Ukraine
    undivided, and this atlas draws no front lines.
9, 10: Suriname's claims. 29: Guatemala and Belize. 30: Venezuela and Guyana. UN maps draw the boundary of the source;
    the last two are before the International Court of Justice.
11, 12, 13, 34, 43: small sectors of the boundary of China and India, under 90 km each; UN maps show none of them.
14: Shaksgam; the limit with China is drawn once, dashed.
15, 22, 23, 25, 26, 27, 35: outer limits of the former princely state; UN maps draw the Line of Control only.
16, 18: ends of the Ilemi parallel, 10 and 20 km, that the border of the source runs along.
32: Western Sahara, the same parallel as ours, ragged.
"""

from __future__ import annotations

import csv
from pathlib import Path

import shapely

from geodata.boundaries import DisputedLine
from geodata.build.levels import Pieces
from geodata.disputes import shared_edges
from geodata.errors import BoundaryError

TABLE = Path(__file__).with_name("disputes.csv")


def disputed(pieces: Pieces) -> tuple[DisputedLine, ...]:
    """Return the lines of disputes.csv as they run in `pieces`, ordered by id.

    Raises
    ------
    BoundaryError
        When the two sides of a line do not meet.
    """
    by_name = dict(zip(pieces.names, pieces.geometries, strict=True))
    out: list[DisputedLine] = []
    with TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            edges = tuple((left, right) for left, _, right in (edge.partition("|") for edge in row["edges"].split(";")))
            geometry = shared_edges(by_name, edges)
            if shapely.is_empty(geometry):
                raise BoundaryError(f"{TABLE.name}: the sides of {row['line_id']} do not meet")
            out.append(
                DisputedLine(row["line_id"], row["name"], tuple(row["areas"].split(";")), row["style"], edges, geometry)
            )
    return tuple(sorted(out, key=lambda line: line.line_id))
