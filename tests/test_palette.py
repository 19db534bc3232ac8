"""Colours and hatches: every class has a look, and no two can be taken for each other, whoever looks, in any theme."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest

from dashboard.maps import palette
from dashboard.maps.layers.events import LABELS
from dashboard.maps.spec import Hatch, Look
from geodata import ClaimClass, StatusKind, UseRule

Colour = npt.NDArray[np.float64]
SETS = {
    "status": palette.STATUS_LOOKS,
    "claims": palette.CLAIM_LOOKS,
    "use": palette.USE_LOOKS,
    "events": palette.EVENT_LOOKS,
}
FILLS = ("status", "claims", "use")
THEMES = ("light", "dark")
# How full colour deficiency changes linear RGB: Machado, Oliveira and Fernandes 2009, table of severity 1.0.
SIGHT: dict[str, Colour] = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.052]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039]]
    ),
}
# Linear RGB to cone responses, and those (as cube roots) to OKLab: Ottosson 2020.
TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
TO_OKLAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
# In hundredths of OKLab. 2 is what an eye can just tell side by side; areas apart need several times that.
LEAST_APART = 6.5


def linear(colour: str) -> Colour:
    """Linear RGB of #RRGGBB (IEC 61966-2-1)."""
    values = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def apart(one: str, other: str, sight: str) -> float:
    """The distance of two colours as somebody sees them."""
    ends = [np.cbrt(TO_CONES @ np.clip(SIGHT[sight] @ linear(colour), 0, 1)) for colour in (one, other)]
    return 100 * float(np.linalg.norm(TO_OKLAB @ (ends[0] - ends[1])))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    light = sorted(float(linear(colour) @ [0.2126, 0.7152, 0.0722]) for colour in (one, other))
    return (light[1] + 0.05) / (light[0] + 0.05)


def fill(look: Look, theme: str) -> str:
    return str(getattr(look.fill, theme))


def ink(look: Look, theme: str) -> str:
    return str(getattr(look.ink, theme))


def test_every_class_of_every_layer_has_a_look() -> None:
    assert set(palette.STATUS_LOOKS) == set(StatusKind)
    assert set(palette.CLAIM_LOOKS) == set(ClaimClass)
    assert set(palette.USE_LOOKS) == set(UseRule)
    assert set(palette.EVENT_LOOKS) == set(LABELS)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", SETS)
def test_no_two_classes_of_a_layer_look_the_same(name: str, theme: str) -> None:
    looks = [(fill(look, theme), look.hatch) for look in SETS[name].values()]
    assert len(looks) == len(set(looks))


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", FILLS)
def test_classes_with_the_same_hatch_differ_in_colour_for_everybody(name: str, theme: str, sight: str) -> None:
    for (one, first), (other, second) in combinations(SETS[name].items(), 2):
        if first.hatch == second.hatch:
            assert apart(fill(first, theme), fill(second, theme), sight) >= LEAST_APART, (one, other)


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
def test_more_contamination_stands_out_more(theme: str) -> None:
    ramp = [palette.CLAIM_LOOKS[cls] for cls in (ClaimClass.LIGHT, ClaimClass.MEDIUM, ClaimClass.HEAVY)]
    ramp.append(palette.CLAIM_LOOKS[ClaimClass.MASSIVE])
    steps = [contrast(fill(look, theme), getattr(palette.SEA, theme)) for look in ramp]
    assert steps == sorted(steps)


def test_the_distance_of_two_colours_is_measured_right() -> None:
    assert apart("#FFFFFF", "#000000", "normal") == pytest.approx(100, abs=0.1)
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert apart("#D00000", "#606000", "protan") < apart("#D00000", "#606000", "normal") / 2
