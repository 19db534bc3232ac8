"""How two versions of one output differ: as pictures, and at the first place of their text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from io import BytesIO

import pypdfium2
from PIL import Image

from tests.outputs.pictures import page_differences

BEFORE, BEHIND = 30, 50  # characters shown before and behind the first place that differs
_PART = re.compile(r"^== (.*)$", re.MULTILINE)
_LINK = re.compile(rb"/URI \((.*?)\)")


def difference(kind: str, before: bytes, after: bytes) -> str:
    """Return how two versions of an output of a kind differ, in one line; nothing when their bytes are equal."""
    if before == after:
        return ""
    text = text_difference(readable(kind, before), readable(kind, after))
    items = [*page_differences(kind, before, after), *([text] if text else [])]
    if items:
        return "; ".join(items)
    at = _first_place(before, after)
    return f"the same pixels and words, other bytes from byte {at:,} of {len(before):,} on"


def text_difference(before: str, after: str) -> str:
    """Return the first place where two texts differ, with what stood there and what stands there now."""
    if before == after:
        return ""
    at = _first_place(before, after)
    parts = _PART.findall(before[:at].rpartition("\n")[0])
    inside = f"in {parts[-1]}, " if parts else ""
    old, new = (_excerpt(text, at) for text in (before, after))
    return f"{inside}line {before.count(chr(10), 0, at) + 1}: was “{old}”, is “{new}”"


def readable(kind: str, data: bytes) -> str:
    """Return what of an output can be compared as text, each part of a file with parts under its name."""
    ending = kind.rpartition(".")[2]
    if zipfile.is_zipfile(BytesIO(data)):
        return "\n".join(_parts(data))
    if ending == "pdf":
        return "\n".join(_printed(data))
    if ending == "png":
        return "\n".join(f"{key}: {value}" for key, value in Image.open(BytesIO(data)).info.items())
    return data.decode()


def _first_place(before: Sequence[object], after: Sequence[object]) -> int:
    pairs = enumerate(zip(before, after, strict=False))
    return next((at for at, (old, new) in pairs if old != new), min(len(before), len(after)))


def _excerpt(text: str, at: int) -> str:
    excerpt = text[max(at - BEFORE, 0) : at] + "⟨" + text[at : at + BEHIND] + "⟩"
    return ("…" if at > BEFORE else "") + excerpt.replace("\n", "⏎") + ("…" if len(text) > at + BEHIND else "")


def _parts(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(BytesIO(data)) as parts:
        for name in parts.namelist():
            body = parts.read(name)
            yield f"== {name}"
            yield body.decode() if name.endswith((".xml", ".rels")) else sha256(body).hexdigest()


def _printed(data: bytes) -> Iterator[str]:
    with pypdfium2.PdfDocument(data) as document:
        yield from (f"{key}: {value}" for key, value in document.get_metadata_dict().items())
        for number, page in enumerate(document, 1):
            yield f"== page {number}"
            yield page.get_textpage().get_text_bounded()
    yield "== links"
    yield from (item.decode("latin-1") for item in _LINK.findall(data))
