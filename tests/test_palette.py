"""Every class has a look, with a colour and hatch that no other can be taken for, whatever vision or theme."""

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import numpy.typing as npt
import pytest
from colorspacious import cspace_convert, deltaE

from dashboard.maps import palette
from dashboard.maps.layers import (
    casualties,
    claim_age,
    clearance,
    deadlines,
    disagreement,
    own,
    treaty_status,
    use,
    votes,
)
from dashboard.maps.layers.events import LABELS
from dashboard.maps.palette import FOOTPRINT_LOOK, UNKNOWN_LOOK, looks_of
from dashboard.maps.spec import CitedText, Hatch, Look, Shape
from geodata import ClaimClass, StatusKind, UseRule
from geodata.errors import UnknownKeyError
from geodata.own_figures import RANGES
from geodata.questions import Truth
from tests.map_specs import map_spec

Colour = npt.NDArray[np.float64]
SETS = {
    "status": palette.STATUS_LOOKS,
    "changes": {
        **{kind.value: palette.STATUS_LOOKS[kind] for kind in treaty_status.CHANGE_KINDS},
        treaty_status.NO_CHANGE: palette.NO_CHANGE_LOOK,
    },
    "claims": palette.CLAIM_LOOKS,
    "use": palette.USE_LOOKS,
    "question": palette.TRUTH_LOOKS,
    "events": palette.EVENT_LOOKS,
    "votes": votes.LOOKS,
    "deadlines": deadlines.LOOKS,
    "clearance": clearance.LOOKS,
    "casualties": casualties.LOOKS,
    "recorded-use": use.LOOKS,
    "disagreement": disagreement.LOOKS,
    "claim-age": claim_age.LOOKS,
    "own": own.LOOKS,
}
FILLS = tuple(name for name in SETS if name != "events")
THEMES = ("light", "dark")
# Classes of one hue, told apart by lightness, from most to least.
RAMPS: dict[str, tuple[str, ...]] = {
    "claims": (ClaimClass.MASSIVE, ClaimClass.HEAVY, ClaimClass.MEDIUM, ClaimClass.LIGHT),
    "clearance": clearance.RAMP,
    "casualties": casualties.RAMP,
    "disagreement": disagreement.RAMP,
    "own": RANGES,
}
# Full dichromacy by the model of Machado, Oliveira and Fernandes (2009), as colorspacious implements it.
SIGHT = {
    "normal": "sRGB1",
    **{
        name: {"name": "sRGB1+CVD", "cvd_type": name, "severity": 100}
        for name in ("protanomaly", "deuteranomaly", "tritanomaly")
    },
}
# In CAM02-UCS (Luo, Cui and Li 2006). About 1 is what an eye can just tell side by side; on a map, far apart, among
# other colours and from a projector, classes need many times that.
LEAST_APART = 15.0
# In L* of CIELAB, which is all that a print or a screen in grey leaves of a colour. Beneath the first number two greys
# are mixed up when they do not touch; the second is the least that a step of an even ramp of five has.
LEAST_GREY_APART, LEAST_STEP = 8.0, 15.0


def srgb(colour: str) -> Colour:
    """The three values of #RRGGBB, each from 0 to 1."""
    return np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])


def linear(colour: str) -> Colour:
    """Linear RGB of #RRGGBB (IEC 61966-2-1)."""
    values = srgb(colour)
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def apart(one: str, other: str, sight: str) -> float:
    """The distance of two colours in CAM02-UCS as an observer with a colour vision deficiency sees them."""
    seen = [np.clip(cspace_convert(srgb(colour), SIGHT[sight], "sRGB1"), 0, 1) for colour in (one, other)]
    return float(deltaE(*seen, input_space="sRGB1", uniform_space="CAM02-UCS"))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def lightness(colour: str) -> float:
    """L* of CIELAB, from 0 for black to 100 for white."""
    luminance = float(linear(colour) @ [0.2126, 0.7152, 0.0722])
    return 116 * luminance ** (1 / 3) - 16 if luminance > 216 / 24389 else luminance * 24389 / 27


def fill(look: Look, theme: str) -> str:
    return str(getattr(look.fill, theme))


def ink(look: Look, theme: str) -> str:
    return str(getattr(look.ink, theme))


def test_every_class_of_every_layer_has_a_look() -> None:
    assert set(palette.STATUS_LOOKS) == set(StatusKind)
    assert list(palette.CLAIM_LOOKS) == list(ClaimClass)
    assert set(palette.USE_LOOKS) == set(UseRule)
    assert list(palette.TRUTH_LOOKS) == list(Truth)
    assert set(palette.EVENT_LOOKS) == set(LABELS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SETS)
def test_no_two_classes_of_a_layer_look_the_same(name: str, theme: str) -> None:
    looks = [(fill(look, theme), look.hatch, look.marker) for look in SETS[name].values()]
    assert len(looks) == len(set(looks))


@pytest.mark.slow
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", FILLS)
def test_no_two_fills_are_close_for_anybody(name: str, theme: str, sight: str) -> None:
    for (one, first), (other, second) in combinations(SETS[name].items(), 2):
        assert apart(fill(first, theme), fill(second, theme), sight) >= LEAST_APART, (one, other)


@pytest.mark.parametrize("name", FILLS)
def test_neighbours_in_a_legend_differ_by_hatch_or_are_steps_of_the_ramp(name: str) -> None:
    for (one, first), (other, second) in pairwise(SETS[name].items()):
        assert first.hatch is not second.hatch or {one, other} <= {*RAMPS.get(name, ())}, (one, other)


# Not the events: a mark of ten pixels has no room for a hatch, and each event says in words what it is.
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", FILLS)
def test_what_grey_would_mix_up_differs_by_hatch(name: str, theme: str) -> None:
    for (one, first), (other, second) in combinations(SETS[name].items(), 2):
        distance = abs(lightness(fill(first, theme)) - lightness(fill(second, theme)))
        assert distance >= LEAST_GREY_APART or first.hatch is not second.hatch, (one, other)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", RAMPS)
def test_the_steps_of_a_ramp_are_told_apart_by_lightness_alone(name: str, theme: str) -> None:
    steps = [lightness(fill(SETS[name][class_id], theme)) for class_id in RAMPS[name]]
    assert all(abs(one - other) >= LEAST_STEP for one, other in pairwise(steps))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SETS)
def test_a_hatch_can_be_seen_on_its_fill(name: str, theme: str) -> None:
    for class_id, look in SETS[name].items():
        if look.hatch is not Hatch.NONE:
            assert contrast(fill(look, theme), ink(look, theme)) >= 2.5, class_id


def test_text_and_outlines_stand_out() -> None:
    for theme, ground in (("light", palette.WHITE.light), ("dark", palette.WHITE.dark)):
        assert contrast(getattr(palette.INK, theme), ground) >= 7  # WCAG 2.2, 1.4.6
        assert contrast(getattr(palette.OUTLINE, theme), getattr(palette.SEA, theme)) >= 3  # WCAG 2.2, 1.4.11


def test_what_the_filter_mutes_recedes_into_the_sea() -> None:
    for theme in THEMES:
        assert contrast(getattr(palette.MUTED, theme), getattr(palette.SEA, theme)) < 1.5


def test_the_contested_is_hatched_across_wherever_it_occurs() -> None:
    for look in (palette.STATUS_LOOKS[StatusKind.SUSPENSION_CLAIMED], palette.USE_LOOKS[UseRule.REPORTED]):
        assert look.hatch is Hatch.CROSS


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", RAMPS)
def test_more_stands_out_more(name: str, theme: str) -> None:
    steps = [contrast(fill(SETS[name][class_id], theme), getattr(palette.SEA, theme)) for class_id in RAMPS[name]]
    assert steps == sorted(steps, reverse=True)


def test_the_distance_of_two_colours_is_measured_right() -> None:
    assert apart("#FFFFFF", "#000000", "normal") == pytest.approx(100, abs=0.1)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert apart("#D00000", "#606000", "protanomaly") < apart("#D00000", "#606000", "normal") / 2
    assert lightness("#FFFFFF") == pytest.approx(100)
    assert lightness("#777777") == pytest.approx(50, abs=0.1)
    assert lightness("#010101") == pytest.approx(0.27, abs=0.01)


@pytest.mark.slow
def test_classes_of_legends_and_shapes_have_looks_by_their_layer() -> None:
    shape = Shape("s", "footprint", ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0)), "footprint", CitedText("A claim"))
    spec = map_spec("VAT", shapes=(shape,))
    looks = looks_of(spec, {"class-1", ""})
    assert looks["status", "class-1"] == spec.legends[0].classes[1].look
    assert looks["footprint", "footprint"] == FOOTPRINT_LOOK
    assert looks["status", ""] == UNKNOWN_LOOK


@pytest.mark.slow
def test_a_class_that_nobody_knows_is_refused_with_its_nearest() -> None:
    with pytest.raises(UnknownKeyError, match="class-1"):
        looks_of(replace(map_spec("VAT"), shapes=()), {"clas-1"})
