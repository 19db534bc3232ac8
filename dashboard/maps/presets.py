"""Ready views: the questions readers bring most often, each as a View and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dashboard.maps.link_values import Other
from dashboard.maps.view import LayerId, View
from geodata import ClaimClass, StatusKind

_OUTSIDE = (StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED)
_FOOTPRINT = (LayerId.TREATY_STATUS, LayerId.FOOTPRINT, LayerId.BORDERS)
_POLICY = (LayerId.POLICY, LayerId.BORDERS)


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready view: its id, what a reader picks it by, and the view."""

    preset_id: str
    title: str
    view: View


def _korea(preset_id: str, title: str, day: date) -> Preset:
    return Preset(f"korea-{preset_id}", f"US policy and Korea: {title}", View(day=day, layers=_POLICY, extent="korea"))


PRESETS: tuple[Preset, ...] = (
    Preset("today", "Mine Ban Convention, today", View()),
    Preset("signing", "Signing days, December 1997", View(day=date(1997, 12, 4))),
    Preset(
        "europe",
        "Europe after the exits, March 2026",
        View(day=date(2026, 3, 1), regions=("europe",), extent="europe"),
    ),
    Preset(
        "ukraine-claim",
        "Ukraine: the claim of January 2023",
        View(day=date(2023, 1, 8), layers=_FOOTPRINT, extent="UKR", country="UKR"),
    ),
    Preset("ukraine-today", "Ukraine, today", View(layers=_FOOTPRINT, extent="UKR", country="UKR")),
    _korea("2014", "exception, 2014", date(2014, 9, 24)),
    _korea("2020", "limits lifted, 2020", date(2020, 2, 1)),
    _korea("2022", "limits return, 2022", date(2022, 6, 22)),
    _korea("2026", "as reported, 2026", date(2026, 3, 1)),
    Preset(
        "outside",
        "Not party, and a claim of contamination",
        View(
            layers=(LayerId.TREATY_STATUS, LayerId.CONTAMINATION, LayerId.BORDERS),
            statuses=_OUTSIDE,
            claim_least=ClaimClass.NO_FIGURE,
        ),
    ),
    Preset("cluster", "Cluster Munitions, March 2026", View(day=date(2026, 3, 1), treaty="ccm")),
    Preset("changes", "What changed since 2020", View(since=date(2020, 1, 1))),
    Preset("two-treaties", "Mines and cluster munitions, side by side", View(beside=Other("ccm"))),
)


def preset_of(view: View) -> Preset | None:
    """Return the ready view that a view equals, or None."""
    return next((preset for preset in PRESETS if preset.view == view), None)
