"""A package of the Open Packaging Conventions: parts, what they are and how they relate, as a ZIP file.

Equal parts give equal bytes: nothing in the file tells when or where it was made. Standard: ISO/IEC 29500-2.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.render.svg_values import quoted

PROLOGUE = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# A ZIP file cannot say that it has no time; this is the first one it can say.
NO_TIME = (1980, 1, 1, 0, 0, 0)
_DEFAULTS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
_PICTURES = {"png": "image/png"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to: another part by its name, or an address outside of the package.

    `kind` is the last word of the type of an Office relationship, such as slide, or a whole type.
    """

    kind: str
    target: str
    is_outside: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a package; its n-th relation has the id `rId{n}`, counted from 1.

    `name` begins without a slash, such as ppt/slides/slide1.xml; `content_type` is empty for pictures, which their
    extension tells.
    """

    name: str
    content_type: str
    body: str | bytes
    relations: tuple[Relation, ...] = ()


def relation_id(number: int) -> str:
    """Return the id of a part's relation, counted from 1."""
    return f"rId{number}"


def package(parts: Sequence[Part], relations: Sequence[Relation]) -> bytes:
    """Return parts as one package.

    Parameters
    ----------
    relations
        Those of the package itself: where reading begins.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as file:
        _write(file, "[Content_Types].xml", _content_types(parts))
        _write(file, "_rels/.rels", _relations(relations, folder=""))
        for part in parts:
            body = part.body if isinstance(part.body, bytes) else PROLOGUE + part.body
            _write(file, part.name, body)
            if part.relations:
                folder, name = posixpath.split(part.name)
                _write(file, f"{folder}/_rels/{name}.rels", _relations(part.relations, folder=folder))
    return buffer.getvalue()


def _write(file: zipfile.ZipFile, name: str, body: str | bytes) -> None:
    entry = zipfile.ZipInfo(name, NO_TIME)
    # Pictures are compressed already.
    entry.compress_type = zipfile.ZIP_STORED if name.endswith(tuple(_PICTURES)) else zipfile.ZIP_DEFLATED
    entry.create_system = 0  # otherwise it says on which system Python ran
    entry.external_attr = 0
    file.writestr(entry, body)


def _content_types(parts: Sequence[Part]) -> str:
    defaults = {**_DEFAULTS, **_PICTURES}
    known = "".join(f"<Default Extension={quoted(end)} ContentType={quoted(kind)}/>" for end, kind in defaults.items())
    named = "".join(
        f"<Override PartName={quoted('/' + part.name)} ContentType={quoted(part.content_type)}/>"
        for part in parts
        if part.content_type
    )
    return f"{PROLOGUE}<Types xmlns={quoted(CONTENT_TYPES)}>{known}{named}</Types>"


def _relations(relations: Sequence[Relation], *, folder: str) -> str:
    listed = "".join(_relation(number, relation, folder) for number, relation in enumerate(relations, 1))
    return f"{PROLOGUE}<Relationships xmlns={quoted(RELATIONS)}>{listed}</Relationships>"


def _relation(number: int, relation: Relation, folder: str) -> str:
    kind = relation.kind if "/" in relation.kind else f"{OFFICE}/{relation.kind}"
    where = relation.target if relation.is_outside else posixpath.relpath(relation.target, folder or ".")
    mode = ' TargetMode="External"' if relation.is_outside else ""
    return f"<Relationship Id={quoted(relation_id(number))} Type={quoted(kind)} Target={quoted(where)}{mode}/>"
