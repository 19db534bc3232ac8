"""A package: parts with their types and relations, the same bytes for the same parts."""

from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from dashboard.render.pptx.package import Part, Relation, package

PARTS = (
    Part("a/b/one.xml", "application/one+xml", "<one/>", (Relation("slide", "a/two.xml"),)),
    Part(
        "a/two.xml",
        "application/two+xml",
        "<two/>",
        (Relation("hyperlink", "https://a.example/?b&c", is_outside=True),),
    ),
    Part("a/picture.png", "", b"\x89PNG"),
)


def _read() -> ZipFile:
    return ZipFile(BytesIO(package(PARTS, [Relation("officeDocument", "a/b/one.xml")])))


def test_equal_parts_give_equal_bytes_that_tell_no_time() -> None:
    assert package(PARTS, ()) == package(PARTS, ())
    assert {entry.date_time for entry in _read().infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_types_come_first_and_name_every_part() -> None:
    file = _read()
    assert file.namelist()[0] == "[Content_Types].xml"
    types = ET.fromstring(file.read("[Content_Types].xml"))  # noqa: S314 - our own text
    named = {item.get("PartName"): item.get("ContentType") for item in types if item.get("PartName")}
    assert named == {"/a/b/one.xml": "application/one+xml", "/a/two.xml": "application/two+xml"}
    assert {item.get("Extension") for item in types if item.get("Extension")} == {"rels", "xml", "png"}


def test_relations_lead_from_a_part_to_another_or_outside() -> None:
    file = _read()
    first = ET.fromstring(file.read("a/b/_rels/one.xml.rels"))[0]  # noqa: S314 - our own text
    assert (first.get("Id"), first.get("Target"), first.get("TargetMode")) == ("rId1", "../two.xml", None)
    second = ET.fromstring(file.read("a/_rels/two.xml.rels"))[0]  # noqa: S314 - our own text
    assert (second.get("Target"), second.get("TargetMode")) == ("https://a.example/?b&c", "External")
    root = ET.fromstring(file.read("_rels/.rels"))[0]  # noqa: S314 - our own text
    assert root.get("Target") == "a/b/one.xml"
    assert file.read("a/picture.png") == b"\x89PNG"
