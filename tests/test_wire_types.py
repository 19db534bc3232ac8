"""The types of what server and scripts exchange: as the scripts have them, and as the server keeps to them."""

from __future__ import annotations

from typing import get_args

from dashboard.render import wire
from dashboard.ui import live_map
from tests.wire_types import TARGET, declarations


def test_the_types_that_the_scripts_are_checked_against_are_those_of_the_server() -> None:
    # If this fails: python -m tests.wire_types
    assert TARGET.read_text(encoding="utf-8") == declarations()


def test_an_array_has_its_places_named_and_an_object_its_keys() -> None:
    text = declarations()
    assert "  type PointRow = [\n    area: string,\n    x: number,\n    y: number,\n  ];\n" in text
    assert "    classes: (ClassRow | MarkerClassRow)[];\n" in text
    assert "    isStory?: true;\n" in text


def test_every_act_that_a_script_can_tell_is_one_that_changes_the_view() -> None:
    assert set(get_args(wire.ActKind)) == set(live_map._EDITS)
