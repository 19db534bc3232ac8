"""Outputs as pictures, and by how much two pictures differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image

from tests.outputs.entry_points import drawn
from tests.outputs.slide_drawing import slides

WIDTH = 1600  # pixels of what is drawn here
Pixels = npt.NDArray[np.int16]  # height × width × (red, green, blue)


@dataclass(frozen=True, slots=True)
class PictureDifference:
    """By how much two pictures of one size differ.

    `share` is that of the pixels that are not equal, from 0 to 1; `greatest` the largest difference of a pixel's red,
    green or blue, from 0 to 255.
    """

    share: float
    greatest: int


def pages(kind: str, data: bytes) -> Iterator[Pixels]:
    """Yield the pages of an output as pictures; none for an output that is no picture.

    Raises
    ------
    ValueError
        When the file cannot be drawn.
    """
    ending = kind.rpartition(".")[2]
    if ending == "png":
        yield _pixels(data)
    elif ending == "svg":
        yield _pixels(drawn(data.decode(), WIDTH))
    elif ending == "pptx":
        yield from (_pixels(drawn(slide, WIDTH)) for slide in slides(data))
    elif ending == "pdf":
        yield from _printed(data)


def picture_difference(before: Pixels, after: Pixels) -> PictureDifference:
    """Return by how much two pictures of one size differ.

    Raises
    ------
    ValueError
        When they are not of one size.
    """
    if before.shape != after.shape:
        raise ValueError(f"pictures of {before.shape[:2]} and {after.shape[:2]} pixels are not of one size")
    apart = np.abs(before - after).max(axis=2)
    return PictureDifference(float((apart > 0).mean()), int(apart.max()))


def page_differences(kind: str, before: bytes, after: bytes) -> Sequence[str]:
    """Return by how much the pages of two files differ, a line a page that does, or why they cannot be drawn."""
    try:
        one, other = list(pages(kind, before)), list(pages(kind, after))
    except ValueError as error:
        return [f"cannot be drawn: {error}"]
    if len(one) != len(other):
        return [f"{len(one)} pages then, {len(other)} now"]
    differences = (_page_difference(*pair) for pair in zip(one, other, strict=True))
    lines = [(number, line) for number, line in enumerate(differences, 1) if line]
    return [f"page {number}: {line}" if len(one) > 1 else line for number, line in lines]


def _page_difference(before: Pixels, after: Pixels) -> str:
    if before.shape != after.shape:
        sizes = [f"{pixels.shape[1]} × {pixels.shape[0]}" for pixels in (before, after)]
        return f"{sizes[0]} pixels then, {sizes[1]} now"
    difference = picture_difference(before, after)
    if not difference.share:
        return ""
    return f"{difference.share:.3%} of the pixels, by up to {difference.greatest} of 255"


def _pixels(png: bytes) -> Pixels:
    return np.asarray(Image.open(BytesIO(png)).convert("RGB"), dtype=np.int16)


def _printed(pdf: bytes) -> Iterator[Pixels]:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    with document:
        for page in document:
            image = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
            yield np.asarray(image, dtype=np.int16)
