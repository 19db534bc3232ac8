"""How every class of a specification looks, whether a legend lists it or not."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.maps.looks import Look
from dashboard.maps.palette import UNKNOWN_LOOK, UNLISTED_LOOKS
from dashboard.maps.spec import MapSpec
from geodata.errors import UnknownKeyError


def looks_of(spec: MapSpec, used: Collection[str] = ()) -> dict[tuple[str, str], Look]:
    """Return the look of every class by layer and class id: those of the legends, then those that need no legend.

    Parameters
    ----------
    used
        Class ids that areas have.

    Raises
    ------
    UnknownKeyError
        When one of them has no look.
    """
    found = {(g.layer, item.class_id): item.look for g in spec.legends for item in g.classes}
    needed = [(spec.fill_layer, class_id) for class_id in sorted(used)]
    needed += [(shape.layer, shape.class_id) for shape in spec.shapes]
    unlisted = {**UNLISTED_LOOKS, "": UNKNOWN_LOOK}
    for key in needed:
        if key not in found and key[1] not in unlisted:
            raise UnknownKeyError("class", key[1], [class_id for _, class_id in found])
        found.setdefault(key, unlisted.get(key[1], UNKNOWN_LOOK))
    return found
