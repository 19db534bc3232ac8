"""What is withheld of few records: no figure, detail or sentence that leaves tells of one, or lets it be reckoned."""

import re

from hypothesis import given
from hypothesis import strategies as st

from geodata.dates import DateSpan
from geodata.own.kernel import Cut
from geodata.own.repair import Ledger
from geodata.own.result import MeasuredRow, Measurement, Provenance, km2_text
from geodata.own.totals import Place, Statement, figures_of_measured
from geodata.own_figures import FEWEST_RECORDS, OwnFigures

FEW = re.compile(r"(?<![\d,.])[12] (?:invalid )?(?:records?|points?|lines?|polygons?|of them)\b")
# Rows without a shape lie in no area, so that their number says nothing of one.
NO_PLACE = re.compile(r"\d records? ha(?:s|ve) no shape and (?:is|are) in no figure|\d+ of ")
PLACES = {f"A{n}": Place("BIH", f"Area {n}") for n in range(4)}


@st.composite
def measurements(draw: st.DrawFn) -> Measurement:
    """A measurement of few records, in which each size is one of its own."""
    count = st.integers(0, 6)
    rows, size = [], 1000.0
    for area in (*PLACES, "outside"):
        features, points, states = draw(count), draw(count), draw(st.booleans())
        size += 111.25
        union = size if features else 0.0
        reported = size + 0.5 if features and states else 0.0
        sizes = (union and union + 0.25, union, reported)
        rows.append(MeasuredRow(area, area, Cut.ALL, "", "", features, *sizes, points, 0, 0.0, 0, 0, 0, 0.0))
    polygons, points = (sum(getattr(row, name) for row in rows) for name in ("features", "points"))
    some = st.integers(0, polygons)
    ledger = Ledger(
        polygons + points + draw(count), polygons, points, repaired=draw(some), across_border=draw(some),
        undated=draw(some), unstated=draw(some), repaired_from_cm2=7 * 10**10, repaired_to_cm2=8 * 10**10,
        stated_cm2=int(sum(row.reported_km2 for row in rows) * 1e10), drawn_of_stated_cm2=9 * 10**10,
    )  # fmt: skip
    ledger.no_shape = ledger.read - polygons - points
    return Measurement(tuple(rows), ledger, Provenance(DateSpan.parse("2024"), "country", "3f2a" * 16))


@given(measurements().filter(lambda one: any(row.features for row in one.rows[:-1])))
def test_nothing_that_leaves_tells_of_fewer_records_than_may(measured: Measurement) -> None:
    whole = figures_of_measured(measured, Statement(), place_of=PLACES.get)
    leaving = whole.without_small()
    texts = [*leaving.whole_method, *(figure.detail for figure in leaving.figures)]
    assert not [text for text in texts if FEW.search(NO_PLACE.sub("", text))]
    small = [row for row in measured.rows if 0 < row.features < FEWEST_RECORDS]
    total = measured.total()
    secrets = [size for row in small for size in (row.sum_km2, row.union_km2, row.reported_km2) if size]
    secrets += [total["sum_km2"], total["union_km2"]] if small else []
    secrets += [measured.ledger.stated_cm2 / 1e10] if any(row.reported_km2 for row in small) else []
    assert not [text for text in texts for size in secrets if size and km2_text(size) in text]
    for row in measured.rows[:-1]:
        is_certain = row.features - measured.ledger.unstated >= FEWEST_RECORDS
        detail = next((figure.detail for figure in leaving.figures if figure.area == row.area), "")
        assert ("as stated by the records" in detail) == (row.reported_km2 > 0 and is_certain)
    assert measured.headline in whole.whole_method  # it is on the reader's own screen
    assert OwnFigures.from_json(whole.to_json()).whole_method == whole.whole_method
