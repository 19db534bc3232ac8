"""The layers of the atlas, in drawing order from the ground up: one line each.

How a layer is added stands in docs/adding-a-layer.md.
"""

from __future__ import annotations

from dashboard.maps.context import Layers
from dashboard.maps.layers import (
    borders,
    casualties,
    claim_age,
    clearance,
    contamination,
    deadlines,
    disagreement,
    events,
    footprint,
    oblasts,
    own,
    policy,
    question,
    treaty_status,
    use,
    votes,
)

LAYERS = Layers(
    treaty_status.LAYER,
    contamination.LAYER,
    policy.LAYER,
    votes.LAYER,
    deadlines.LAYER,
    clearance.LAYER,
    casualties.LAYER,
    use.LAYER,
    disagreement.LAYER,
    claim_age.LAYER,
    question.LAYER,
    own.LAYER,
    oblasts.LAYER,
    footprint.LAYER,
    borders.LAYER,
    events.LAYER,
)
