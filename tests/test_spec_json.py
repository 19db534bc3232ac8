"""A specification as JSON: nothing of it is lost, and equal views give equal bytes."""

import json
import types
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.compose.compose import compose
from dashboard.maps.link import read_link
from dashboard.maps.spec import FORMAT, NO_TEXT, CitedText, Column, MapSpec, TableRow, as_json, spec_json
from dashboard.maps.view import View
from tests.properties import examples
from tests.shipped_views import TODAY, common_views, dataset, shown

PROPERTY = examples(25)
LEFT_OUT = {"view", "mark", "listings", "listing_sources", "shape_classes"}
OF_RECORDS = {"records", "rings", "counted"}  # of the records in a specification, left out too


def read_back(value: Any, hint: Any) -> Any:
    """What the JSON of a value of this type stood for."""
    if get_origin(hint) in (Union, types.UnionType):
        (kind,) = (arg for arg in get_args(hint) if arg is not type(None))
        return None if value is None else read_back(value, kind)
    if get_origin(hint) is tuple:
        kinds = get_args(hint)
        kinds = kinds[:1] * len(value) if kinds[1:] == (...,) else kinds
        return tuple(read_back(item, kind) for item, kind in zip(value, kinds, strict=True))
    if hint is CitedText:
        return CitedText(value)
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        assert list(value) == [field.name for field in fields(hint) if field.name not in OF_RECORDS]
        return hint(**{name: read_back(entry, hints[name]) for name, entry in value.items()})
    if get_origin(hint) is Literal:
        assert value in get_args(hint)
        return value
    if hint is date:
        return date.fromisoformat(value)
    assert value is not None
    return hint(value)


def with_printed_sentences(spec: MapSpec) -> MapSpec:
    """A specification with the numbers in the text of each sentence, which is all that its JSON says of them."""
    return replace(
        spec,
        areas=tuple(replace(area, sentence=CitedText(area.sentence.printed)) for area in spec.areas),
        symbols=tuple(replace(symbol, sentence=CitedText(symbol.sentence.printed)) for symbol in spec.symbols),
        shapes=tuple(
            replace(shape, sentence=CitedText(shape.sentence.printed), size=CitedText(shape.size.printed))
            for shape in spec.shapes
        ),
        spoken=tuple(CitedText(text.printed) for text in spec.spoken),
        listings=(),
        listing_sources=(),
        shape_classes=(),
    )


def row_read_back(value: dict[str, Any], columns: tuple[Column, ...], area: str) -> TableRow:
    """What the JSON of a row stood for; its code is a cell where the table has that column."""
    ids = [column.column_id for column in columns]
    assert list(value) == [*ids, "detail", "card", "documents"]
    cells = tuple(tuple(cell) if isinstance(cell, list) else cell for cell in map(value.__getitem__, ids))
    return TableRow(area, columns, cells, value["detail"], tuple(value["card"]), tuple(value["documents"]))


@pytest.mark.slow
@PROPERTY
@given(common_views())
def test_a_specification_can_be_read_back_from_its_json(view: View) -> None:
    spec = shown(view)
    document = json.loads(spec_json(spec))
    assert document.pop("format") == FORMAT
    named, problems = read_link(parse_qs(document["link"].removeprefix("?"), keep_blank_values=True))
    assert list(document) == [field.name for field in fields(MapSpec) if field.name not in LEFT_OUT]
    hints = get_type_hints(MapSpec)
    rows = document.pop("rows")
    parts = {name: read_back(part, hints[name]) for name, part in document.items()}
    parts["rows"] = tuple(
        row_read_back(row, parts["columns"], kept.area) for row, kept in zip(rows, spec.rows, strict=True)
    )
    assert MapSpec(**parts, view=replace(named, day=parts["day"])) == with_printed_sentences(spec)
    assert problems == ()


@PROPERTY
@given(common_views())
def test_equal_views_give_equal_bytes_and_no_two_specifications_the_same(view: View) -> None:
    spec = shown(view)
    assert spec_json(spec) == spec_json(compose(view, dataset(), today=TODAY))
    assert spec_json(spec) != spec_json(replace(spec, subtitle=spec.subtitle + "."))


def test_text_stays_legible() -> None:
    assert "km²" in spec_json(shown(View()))


def test_a_text_with_sources_is_one_string_as_it_is_printed() -> None:
    assert as_json(CitedText("Left on 1 March 2026", (5, 2))) == "Left on 1 March 2026 [5,2]"
    assert as_json((NO_TEXT, CitedText("Party"))) == ["", "Party"]


@given(st.lists(st.integers(1, 99), max_size=6), st.permutations(range(1, 100)))
def test_the_numbers_of_a_text_lead_to_the_same_sources_in_another_list(numbers: list[int], others: list[int]) -> None:
    text = CitedText("Article 5 [9]", tuple(numbers))
    there, back = dict(zip(range(1, 100), others, strict=True)), dict(zip(others, range(1, 100), strict=True))
    assert text.renumbered(there).text == "Article 5 [9]"
    assert text.renumbered(there).renumbered(back) == text


def test_a_text_is_not_renumbered_for_a_list_that_lacks_one_of_its_sources() -> None:
    with pytest.raises(KeyError):
        CitedText("Party", (1, 2)).renumbered({1: 4})


def test_what_no_specification_holds_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^a set has no form in the JSON of a specification$"):
        as_json({1})
