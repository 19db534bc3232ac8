"""The lines whose status is not that of an ordinary boundary: where they run in a coverage of pieces.

How each is drawn, and on what document that rests, stands in disputes.csv: `un_style` is the style on the map of UN
Geospatial (source un-cartotile-2023, decoded; ClearMap for Abyei), `none` where that map has no such line, and `style`
ours. All 46 lines of the source layer were looked at, by row. Left out are those that the map of UN Geospatial does not
show, and those that a shape of our own gives:

0: Kuril Islands, a line in the sea; a note says it instead.
1, 2, 28, 36, 37, 39-42, 45: Nagorno-Karabakh, lines of 1991 and 1994. Azerbaijan is undivided there.
3, 38: Shaba'a Farms, 13 km; part of the Golan here, a note says it instead.
4, 33: Bhutan and China; the boundary there is an ordinary one.
5: Bolivian claim to the sea. 31: Olivenza. No line there.
6, 7, 8: Transnistria, Abkhazia, South Ossetia. 44: Donetsk and Luhansk. Moldova, Georgia and Ukraine are undivided
    there, and this atlas draws no front lines.
9, 10: Suriname's claims. 29: Guatemala and Belize. 30: Venezuela and Guyana. The boundaries there are ordinary ones;
    the last two are before the International Court of Justice.
11, 12, 13, 34, 43: small sectors of the boundary of China and India, under 90 km each; not shown there.
14: Shaksgam; the limit of Jammu and Kashmir with China is drawn once.
16, 18: ends of the Ilemi parallel, 10 and 20 km, that the border of the source runs along.
32: Western Sahara, the same parallel as ours, ragged.

That map has one line more, the administrative line of Egypt and the Sudan, of which no input has the course.
"""

from __future__ import annotations

import csv
from pathlib import Path

import shapely

from geodata.boundaries import DisputedLine, LineStyle, read_citations
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
                DisputedLine(
                    line_id=row["line_id"],
                    name=row["name"],
                    areas=tuple(row["areas"].split(";")),
                    style=LineStyle(row["style"]),
                    un_style=row["un_style"],
                    edges=edges,
                    basis=row["basis"],
                    citations=read_citations(row["citations"]),
                    geometry=geometry,
                )
            )
    return tuple(sorted(out, key=lambda line: line.line_id))
