"""Contrast as WCAG defines it, and what follows from it for outlines."""

import pytest

from dashboard.maps.palette import SEA
from dashboard.render.contrasts import BORDER, LEAST_CONTRAST, contrast, is_faint, is_pale


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)
    assert contrast("#F9C329", "#F4F8FA") < LEAST_CONTRAST < contrast("#1B6DC4", "#F4F8FA")


def test_yellow_is_too_faint_for_the_sea_and_too_pale_for_white_borders() -> None:
    assert is_faint("#F9C329", SEA.light)
    assert is_pale("#F9C329", BORDER.light)
    assert not is_faint("#1B6DC4", SEA.light)
    assert not is_pale("#1B6DC4", BORDER.light)
