"""Every class that is drawn has a look: of its legend, or of the palette."""

from dataclasses import replace

import pytest

from dashboard.maps.palette import FOOTPRINT_LOOK, UNKNOWN_LOOK, looks_of
from dashboard.maps.spec import CitedText, Shape
from geodata.errors import UnknownKeyError
from tests.map_specs import map_spec


def test_classes_of_legends_and_shapes_have_looks_by_their_layer() -> None:
    shape = Shape("s", "footprint", ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)), "footprint", CitedText("A claim"))
    spec = map_spec("VAT", shapes=(shape,))
    found = looks_of(spec, {"class-1", ""})
    assert found["status", "class-1"] == spec.legends[0].classes[1].look
    assert found["footprint", "footprint"] == FOOTPRINT_LOOK
    assert found["status", ""] == UNKNOWN_LOOK


def test_a_class_that_nobody_knows_is_refused_with_its_nearest() -> None:
    with pytest.raises(UnknownKeyError, match="class-1"):
        looks_of(replace(map_spec("VAT"), shapes=()), {"clas-1"})
