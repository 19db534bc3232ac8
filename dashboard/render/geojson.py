"""A specification as GeoJSON (the areas that the filter keeps, and what is drawn over them) and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

import shapely
from shapely.affinity import translate

from dashboard.maps.spec import AreaFeature, CitedText, MapSpec, Shape, TableRow, spec_json
from dashboard.render.formats import Options
from dashboard.render.picture_text import DISCLAIMER, PictureText
from geodata import Freshness, extent
from geodata.geo.boundaries import area_polygons, areas
from geodata.geo.frames import frame_areas
from geodata.geo.projections import points_in_box
from geodata.model import Level

_EAST = 180.0  # degrees: the antimeridian


def view_json(spec: MapSpec, options: Options) -> bytes:
    """Return a specification as JSON, field by field, with the age of the depositary reading."""
    return spec_json(spec, freshness=Freshness(spec.depositary_read, options.made_on)).encode()


def view_geojson(spec: MapSpec, options: Options) -> bytes:
    """Return a feature collection (RFC 7946: longitude and latitude in degrees, exteriors counter-clockwise).

    Areas are those of the map's extent that the filter keeps, whole and at the level of detail of the extent; those
    without a polygon are points. The properties of an area are `area` (ISO 3166-1 alpha-3), `name`, `layer`, `class`
    and `label` (the class that fills it), the columns of the table that are properties (such as `status`, under the
    treaty, where the view has it), `sentence`, `marks` (what is relayed or not confirmed by the depositary), and
    `sources` as full citations, the strongest document first; two maps side by side add `beside_class` and
    `beside_sentence`. Circles, events and footprints follow as features of their layer. Members of the collection hold
    for all features: title, day, treaty, release, the day of the depositary reading and that of the file, the age of
    the reading in words, link, sources by number, notes, boundary note, disclaimer.
    """
    words = PictureText(spec, base=options.base, made_on=options.made_on)
    head = {
        "type": "FeatureCollection",
        "title": words.spec.headline.text,
        "subtitle": words.spec.subtitle,
        "day": spec.day.isoformat(),
        "treaty": spec.treaty,
        "release": spec.release,
        "depositary_read": spec.depositary_read.isoformat(),
        "made_on": words.freshness.on.isoformat(),
        "freshness": words.freshness.dated_sentence,
        "link": words.link,
        "sources": [_source(spec, number) for number in range(1, len(spec.sources) + 1)],
        "notes": words.notes,
        "boundary_note": words.spec.boundary_note,
        "disclaimer": DISCLAIMER,
    }
    features = ",\n".join([*_areas(spec), *_shapes(spec), *_symbols(spec)])
    return f'{_dumps(head)[:-1]},"features":[\n{features}\n]}}\n'.encode()


def _source(spec: MapSpec, number: int) -> dict[str, object]:
    note = spec.sources[number - 1]
    return {"number": note.number, "text": note.text, "locator": note.locator, "url": note.url}


def _areas(spec: MapSpec) -> Iterator[str]:
    shapes, shown = _geometries(extent(spec.extent).level), set(frame_areas(spec.extent))
    rows = {row.area: row for row in spec.rows}
    legends = [legend for legend in spec.legends if legend.layer == spec.fill_layer]
    labels = {cls.class_id: cls.label for legend in legends for cls in legend.classes}
    second = {area.area: area for area in spec.beside.areas} if spec.beside else {}
    for area in spec.areas:
        if area.is_muted or area.area not in shown:
            continue
        row, label = rows.get(area.area), labels.get(area.class_id)
        state = row or rows.get(area.follows)
        other = second.get(area.area)
        yield _feature(
            shapes[area.area],
            {
                "area": area.area,
                "name": area.name,
                "layer": spec.fill_layer or None,
                "class": area.class_id if label else None,
                "label": label,
                **_properties(spec, area, row, label),
                "sentence": area.sentence.printed or None,
                "marks": _texts(state, "marks"),
                "sources": list(dict.fromkeys([*_texts(state, "sources"), *_cited(spec, area.sentence)])),
                **(
                    {"beside_class": other.class_id, "beside_sentence": other.sentence.printed or None} if other else {}
                ),
            },
        )


def _properties(spec: MapSpec, area: AreaFeature, row: TableRow | None, label: str | None) -> dict[str, object]:
    """The cells of the columns that are properties; of an area that is no row, what fills it is its layer's cell."""
    shared = [column for column in spec.columns if column.is_property]
    if row is not None:
        return {column.column_id: row[column.column_id] for column in shared}
    return {
        column.column_id: (area.sentence.printed or label) if column.layer == spec.fill_layer else None
        for column in shared
    }


def _texts(row: TableRow | None, column_id: str) -> list[str]:
    """The texts of a cell that holds several."""
    cell = row[column_id] if row is not None else ()
    return list(cell) if isinstance(cell, tuple) else []


def _shapes(spec: MapSpec) -> Iterator[str]:
    for shape in spec.shapes:
        about = {"id": shape.shape_id, "layer": shape.layer, "class": shape.class_id}
        about["sentence"] = shape.sentence.printed
        about |= {"size": shape.size.printed} if shape.size.text else {}
        yield _feature(_ring(shape), about | {"sources": _cited(spec, CitedText("", shape.sources))})


def _symbols(spec: MapSpec) -> Iterator[str]:
    place = extent(spec.extent)
    inside = points_in_box(place, [(symbol.lon, symbol.lat) for symbol in spec.symbols], place.bounds)
    for symbol in (spec.symbols[number] for number, *_ in inside):
        about = {"id": symbol.symbol_id, "area": symbol.area, "layer": symbol.layer, "class": symbol.class_id}
        about["sentence"] = symbol.sentence.printed
        point = _dumps({"type": "Point", "coordinates": [symbol.lon, symbol.lat]})
        yield _feature(point, about | {"sources": _cited(spec, symbol.sentence)})


def _cited(spec: MapSpec, sentence: CitedText) -> list[str]:
    """Return the sources that a sentence rests on, as text, place and address, which is how rows list theirs."""
    notes = (spec.sources[number - 1] for number in sentence.sources)
    places = ((note, f", {note.locator}" if note.locator else "") for note in notes)
    return [f"{note.text.removesuffix('.')}{place}. {note.url}".rstrip() for note, place in places]


def _feature(geometry: str, properties: Mapping[str, object]) -> str:
    return f'{{"type":"Feature","properties":{_dumps(properties)},"geometry":{geometry}}}'


def _dumps(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=3)
def _geometries(level: Level) -> Mapping[str, str]:
    """Return the GeoJSON geometry of each area by its code; boundary files are already cut at the antimeridian."""
    polygons = area_polygons(level)
    texts = shapely.to_geojson(shapely.orient_polygons([*polygons.values()]))
    points = {a.area: _dumps({"type": "Point", "coordinates": [a.label_lon, a.label_lat]}) for a in areas()}
    return MappingProxyType(points | {area: str(text) for area, text in zip(polygons, texts, strict=True)})


def _ring(shape: Shape) -> str:
    """Return the polygon of a ring, in two parts where it crosses the antimeridian (RFC 7946, section 3.1.9)."""
    polygon = shapely.Polygon(shape.ring)
    parts = []
    for turn in (-1, 0, 1):
        world = shapely.box(-_EAST + 360 * turn, -90, _EAST + 360 * turn, 90)
        part = shapely.intersection(polygon, world)
        if part.area > 0:
            parts.append(translate(part, xoff=-360 * turn))
    # Four decimals of a degree are 11 m on the equator.
    rounded = shapely.set_precision(parts[0] if len(parts) == 1 else shapely.union_all(parts), 1e-4)
    return str(shapely.to_geojson(shapely.orient_polygons(rounded)))
