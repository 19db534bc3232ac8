"""The PDF of pictures: fonts inside, objects put in order whatever order they came in, links and title added."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.view import PRESETS, Preset
from dashboard.render.pdf import Link, pdf, postprocessed
from dashboard.render.svg.picture import spec_svg
from geodata.errors import GeodataError
from tests.shipped_views import TODAY, shown

STREAM = b"<<\n  /Length 12\n>>\nstream\n9 0 R endobj\n\nendstream"


def pdf_of(order: list[int]) -> bytes:
    """A small PDF whose objects are numbered and stand in an order of their own, as svg2pdf writes them."""
    number = {name: place + 1 for place, name in enumerate(order)}
    entries = sorted([b"      /fo0 %d 0 R\n" % number[3], b"      /fo1 %d 0 R\n" % number[4]], reverse=order[0] % 2 > 0)
    objects = {
        0: b"<<\n  /Type /Catalog\n  /Pages %d 0 R\n>>" % number[1],
        1: b"<<\n  /Type /Pages\n  /Kids [%d 0 R]\n  /Count 1\n>>" % number[2],
        2: b"<<\n  /Type /Page\n  /Resources <<\n    /Font <<\n%b    >>\n  >>\n  /Parent %d 0 R\n  /Contents %d 0 R\n>>"
        % (b"".join(entries), number[1], number[5]),
        3: b"<<\n  /Type /Font\n  /Name /First\n>>",
        4: b"<<\n  /Type /Font\n  /Name /Second\n>>",
        5: STREAM,
    }
    out, starts = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n\n"), {}
    for name in order:
        starts[number[name]] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n\n" % (number[name], objects[name])
    place = len(out)
    out += b"xref\n0 7\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % starts[one] for one in sorted(starts))
    return bytes(out) + b"trailer\n<<\n  /Size 7\n  /Root %d 0 R\n>>\nstartxref\n%d\n%%%%EOF" % (number[0], place)


def objects_of(data: bytes) -> dict[int, bytes]:
    """The objects that the table of a PDF leads to."""
    place = int(data.rpartition(b"startxref\n")[2].split()[0])
    assert data[place:].startswith(b"xref\n")
    items = {}
    for row, start in enumerate(re.findall(rb"(\d{10}) 00000 n ", data[place:]), start=1):
        head = b"%d 0 obj\n" % row
        assert data[int(start) :].startswith(head)
        items[row] = data[int(start) + len(head) :].partition(b"\nendobj\n\n")[0]
    return items


@given(st.permutations(range(6)))
def test_any_order_of_objects_gives_the_same_file(order: list[int]) -> None:
    links = (Link((1, 2, 3, 4), "https://a.example/(1)"),)
    data = postprocessed(pdf_of(order), title="A title", description="In words", links=links)
    assert data == postprocessed(pdf_of([*range(6)]), title="A title", description="In words", links=links)
    assert STREAM in data


def test_title_language_and_links_can_be_found() -> None:
    links = (Link((1, 2, 3.5, 4), "https://a.example/(1)"), Link((0, 0, 1, 1), "https://b.example/"))
    data = postprocessed(pdf_of([*range(6)]), title="Łódź", description="In words", links=links)
    objects = objects_of(data)
    assert len(objects) == 9
    info = objects[int(re.findall(rb"/Info (\d+) 0 R", data)[0])]
    assert "Łódź".encode("utf-16-be").hex().upper().encode() in info
    root = objects[int(re.findall(rb"/Root (\d+) 0 R", data)[0])]
    assert b"/Lang (en)" in root
    page = next(body for body in objects.values() if b"/Type /Page\n" in body)
    (annots,) = re.findall(rb"/Annots \[([^]]*)\]", page)
    led = [objects[int(number)] for number in re.findall(rb"(\d+) 0 R", annots)]
    assert rb"/URI (https://a.example/\(1\))" in led[0]
    assert b"/Rect [1.00 2.00 3.50 4.00]" in led[0]
    assert b"https://b.example/" in led[1]
    fonts = [objects[int(number)] for number in re.findall(rb"/fo\d (\d+) 0 R", page)]
    assert [re.findall(rb"/Name /(\w+)", font) for font in fonts] == [[b"First"], [b"Second"]]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", pdf_of([*range(6)]).replace(b"/Type /Page\n", b"/Type /Leaf\n")])
def test_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(GeodataError, match="could not be put in order"):
        postprocessed(data, title="", description="")


def test_what_is_no_picture_gives_no_pdf() -> None:
    with pytest.raises(GeodataError, match="This is no picture of the atlas"):
        pdf("<p>")


@pytest.mark.slow
@pytest.mark.parametrize("preset", PRESETS[::4], ids=lambda preset: preset.preset_id)  # a quarter of a second each
def test_a_pdf_has_its_fonts_inside(preset: Preset) -> None:
    data = pdf(spec_svg(shown(preset.view), base="https://atlas.example.org/", made_on=TODAY))
    assert data.count(b"/FontFile") == data.count(b"/Type /FontDescriptor") > 0
    names = set(re.findall(rb"/FontName /[A-Z]{6}\+([\w-]+)", data))
    assert names == {b"NotoSans-Regular", b"NotoSans-SemiBold", b"NotoSerif-Bold"}
    assert b"/MediaBox [0 0 960 540]" in data


@pytest.mark.slow
def test_a_pdf_is_the_same_each_time() -> None:
    svg = spec_svg(shown(PRESETS[0].view), base="https://atlas.example.org/", made_on=TODAY)
    assert pdf(svg) == pdf(svg)
