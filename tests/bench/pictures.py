"""What the frames of a screencast say: when a picture was there, when a change was, and what flickered between."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from PIL import Image

Picture = npt.NDArray[np.int16]  # height x width x red, green, blue
Box = tuple[int, int, int, int]  # left, top, right, bottom, in pixels of the screencast

TOLERANCE = 28  # of 255: JPEG moves a colour by less
COLOURED = 40  # of 255 below white; the sea and the muted fill of the atlas are paler
BEGUN = 0.02  # share of pixels that must differ for a change to have begun
DONE = 0.97  # share of the change that must be there for it to be done
LEAST_CHANGE = 0.005  # share of pixels; less is no change that could be timed
CLOSE = 0.05  # share of pixels in which a page that is painted may still differ from what it comes to rest at


@dataclass(frozen=True, slots=True)
class Shot:
    """One frame: when the browser's compositor drew it (seconds), and the part of it that is watched."""

    at: float
    picture: Picture


@dataclass(frozen=True, slots=True)
class Timing:
    """A change as painted on the screen, in milliseconds after the press."""

    first_ms: float  # something moved
    done_ms: float  # everything is there, and stays
    blank_ms: float  # how long half of what stays coloured was gone
    dim_ms: float  # how long the picture was neither the old nor the new one


def picture_of(jpeg: bytes, box: Box) -> Picture:
    """Return the part of a frame that lies in the box."""
    left, top, right, bottom = box
    return np.asarray(Image.open(io.BytesIO(jpeg)).convert("RGB"), dtype=np.int16)[top:bottom, left:right]


def difference(one: Picture, other: Picture) -> float:
    """Return the share of pixels in which two pictures differ visibly."""
    if one.shape != other.shape:
        return 1.0
    return float((np.abs(one - other).max(axis=2) > TOLERANCE).mean())


def coloured(picture: Picture) -> float:
    """Return the share of pixels that are clearly not white; none where the map has no size yet."""
    return float(((255 - picture).max(axis=2) > COLOURED).mean()) if picture.size else 0.0


def painted_at(shots: Sequence[Shot]) -> float | None:
    """Return when the picture was first as good as the last one."""
    if not shots:
        return None
    last = shots[-1].picture
    return next(shot.at for shot in shots if difference(shot.picture, last) <= CLOSE)


def timing(before: Picture, shots: Sequence[Shot], *, pressed: float) -> Timing | None:
    """Return what happened between the picture before a press and the last one, or None when nothing changed."""
    seen = [shot for shot in shots if shot.at >= pressed]
    if not seen:
        return None
    last = seen[-1].picture
    whole = difference(before, last)
    if whole < LEAST_CHANGE:
        return None
    begun = min(BEGUN, whole / 2)
    is_begun = [difference(before, shot.picture) >= begun for shot in seen]
    is_done = [1 - difference(shot.picture, last) / whole >= DONE for shot in seen]
    kept = min(coloured(before), coloured(last))  # a filter may take colour away for good
    is_blank = [coloured(shot.picture) < kept / 2 for shot in seen]
    done = len(seen) - 1
    while done > 0 and is_done[done - 1]:
        done -= 1
    spans = [later.at - shot.at for shot, later in pairwise(seen)] + [0.0]
    between = zip(spans, is_begun, is_done, is_blank, strict=True)
    dim = sum(span for span, has_begun, has_ended, blank in between if has_begun and not has_ended and not blank)
    return Timing(
        first_ms=(seen[is_begun.index(True)].at - pressed) * 1000,
        done_ms=(seen[done].at - pressed) * 1000,
        blank_ms=sum(span for span, blank in zip(spans, is_blank, strict=True) if blank) * 1000,
        dim_ms=dim * 1000,
    )
