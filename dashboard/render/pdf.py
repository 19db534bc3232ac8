"""A PDF of one picture, put in order: the same bytes each time, with a title, a description and links that work.

svg2pdf, which draws it, numbers fonts and lists resources in another order each time, and drops links.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from geodata.errors import GeodataError

# Entries of a dictionary that are references, one a line.
_ENTRIES = re.compile(rb"(?m)^(?: +/\w+ \d+ 0 R\n){2,}")
_REFERENCE = re.compile(rb"(?<![\d.])(\d+) 0 R\b")
_STREAM = b"\nstream\n"

Objects = dict[int, bytes]


@dataclass(frozen=True, slots=True)
class Link:
    """A part of the page that leads to an address: left, bottom, right and top in points from the lower left corner."""

    box: tuple[float, float, float, float]
    address: str


def tidied(made: bytes, *, title: str, description: str, links: Sequence[Link] = ()) -> bytes:
    """Return a PDF of one page in order, with what a reader is told about it.

    Parameters
    ----------
    made
        What svg2pdf wrote: objects in plain, one page, a table of cross-references.

    Raises
    ------
    GeodataError
        When `made` has another form.
    """
    head, objects, root = _read(made)
    page = next((number for number, body in objects.items() if b"/Type /Page\n" in body), 0)
    if not page or root not in objects:
        raise GeodataError("The PDF could not be put in order: it has no page, or no catalogue.")
    objects[root] = _with(objects[root], "/Lang (en) /ViewerPreferences << /DisplayDocTitle true >>")
    first, info = max(objects) + 1, max(objects) + 1 + len(links)
    objects |= {first + place: _annotation(link) for place, link in enumerate(links)}
    if links:
        objects[page] = _with(objects[page], f"/Annots [{' '.join(f'{n} 0 R' for n in range(first, info))}]")
    objects[info] = (
        f"<< /Title {_text(title)} /Subject {_text(description)} /Creator {_text('Mine Ban Atlas')} >>".encode()
    )
    return _written(head, objects, (root, info))


def _read(made: bytes) -> tuple[bytes, Objects, int]:
    """Return what stands before the objects, the objects by number, and the number of the catalogue."""
    trailer = made.rfind(b"\nxref\n")
    found = re.search(rb"/Root (\d+) 0 R", made[trailer:])
    table = re.findall(rb"(?m)^(\d{10}) \d{5} n\s", made[trailer:])
    if trailer < 0 or found is None or not table:
        raise GeodataError("The PDF could not be put in order: it has no table of its objects.")
    starts = sorted(map(int, table))
    objects: Objects = {}
    for start, end in zip(starts, [*starts[1:], trailer], strict=True):
        number, _, body = made[start:end].partition(b" 0 obj\n")
        objects[int(number)] = _ordered(body.rpartition(b"endobj")[0].strip(b"\n"))
    return made[: starts[0]], objects, int(found[1])


def _ordered(body: bytes) -> bytes:
    """Return an object with the resources that it lists in the order of their names."""
    entries, stream, data = body.partition(_STREAM)
    return _ENTRIES.sub(lambda found: b"".join(sorted(found[0].splitlines(keepends=True))), entries) + stream + data


def _with(body: bytes, entry: str) -> bytes:
    """Return a dictionary with one more entry."""
    return b"<< " + entry.encode() + b"\n" + body.removeprefix(b"<<").lstrip(b"\n")


def _annotation(link: Link) -> bytes:
    box = " ".join(f"{side:.2f}" for side in link.box)
    address = re.sub(r"([()\\])", r"\\\1", link.address)
    action = f"<< /S /URI /URI ({address}) >>"
    return (
        f"<< /Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /Contents {_text(link.address)} /A {action} >>"
    ).encode("ascii", "replace")


def _text(text: str) -> str:
    """Return a text as PDF writes it, in UTF-16."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _written(head: bytes, objects: Objects, roots: tuple[int, int]) -> bytes:
    """Return the file with its objects numbered in the order in which the catalogue leads to them."""
    numbers: dict[int, int] = {}
    waiting = [*reversed(roots)]
    while waiting:
        number = waiting.pop()
        if number in numbers or number not in objects:
            continue
        numbers[number] = len(numbers) + 1
        entries = objects[number].partition(_STREAM)[0]
        waiting += [int(one) for one in reversed(_REFERENCE.findall(entries))]
    out, starts = bytearray(head), []
    for number, new in numbers.items():
        starts.append(len(out))
        entries, stream, data = objects[number].partition(_STREAM)
        # What nothing holds any more is null, as PDF says.
        told = _REFERENCE.sub(
            lambda found: b"%d 0 R" % numbers[int(found[1])] if int(found[1]) in numbers else b"null", entries
        )
        out += b"%d 0 obj\n%b%b%b\nendobj\n\n" % (new, told, stream, data)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size, place = len(starts) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table)
    out += b"trailer\n<< /Size %d /Root %d 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        size,
        numbers[roots[0]],
        numbers[roots[1]],
        place,
    )
    return bytes(out)
