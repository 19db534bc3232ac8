"""Decks: valid, the same bytes for the same views, small, with a title slide before and the sources after."""

import re
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.spec import CitedText
from dashboard.maps.view import Other, View
from dashboard.render.picture_text import SlideOf
from dashboard.render.pptx.deck import ON_LAST_SLIDES, one_slide, picture_deck, slide_deck
from dashboard.render.pptx.slide import PictureOf
from tests.map_specs import source_note
from tests.slide_reading import opened, overflows, shape, slide_of, small_scene, text_of, title_of
from tests.test_pptx_picture_slide import png

HARD = View(extent="UKR", country="UKR", layers=LAYERS.ids)
TWO = View(extent="korea"), View(extent="korea", treaty="ccm")


def _small() -> SlideOf:
    return replace(slide_of(View(extent="korea")), scenes=(small_scene(),))


@pytest.mark.slow
def test_equal_views_give_equal_bytes() -> None:
    slide = slide_of(View(extent="korea"))
    assert one_slide(slide.scenes, slide.words) == one_slide(slide.scenes, slide.words)
    slides = [slide_of(view) for view in TWO]
    assert slide_deck(slides, title="A deck") == slide_deck(slides, title="A deck")


@pytest.mark.slow
def test_the_world_takes_less_than_400_kb() -> None:
    slide = slide_of(View())
    assert len(one_slide(slide.scenes, slide.words)) < 400_000


_STEP = r"(?:<a:(?:moveTo|lnTo)><a:pt [^>]*></a:(?:moveTo|lnTo)>|<a:close/>)"
_LONG = re.compile(rf"((?:{_STEP}){{6}})(?:{_STEP})+")


def _audited(file: bytes, path: Path, *, spoil: tuple[bytes, bytes] = (b"", b"")) -> list[str]:
    """What a check finds wrong with a deck; it sees the beginning of long outlines, as its time is their square."""
    with ZipFile(BytesIO(file)) as before, ZipFile(path, "w") as after:
        for name in before.namelist():
            body = before.read(name)
            if name.startswith("ppt/slides/slide"):
                body = _LONG.sub(r"\1", body.decode()).encode().replace(*spoil, 1)
            after.writestr(name, body)
    validations = [OpenXmlValidator(file_format=version).validate(path) for version in VERSIONS]
    return [f"{error.part_uri}: {error.description}" for result in validations for error in result.errors]


VERSIONS = (FileFormat.OFFICE_2007, FileFormat.MICROSOFT_365)


@pytest.mark.slow
def test_office_finds_nothing_to_repair(tmp_path: Path) -> None:
    with_caption = replace(
        slide_of(HARD),
        heading="A heading",
        caption=(CitedText("Caption", (1,)), CitedText(".")),
        notes=(CitedText("Say this.\n\nAnd that."),),
    )
    slides = [with_caption, slide_of(View(extent="korea", beside=Other("ccm")))]
    files = {
        "one": one_slide(slides[1].scenes, slides[1].words, theme="dark"),
        "deck": slide_deck(slides, title="A & B <deck>", subtitle="“quoted”"),
        "pictures": picture_deck([PictureOf(png(16, 9), _small().words)], title="Pictures"),
    }
    for name, file in files.items():
        assert _audited(file, tmp_path / f"{name}.pptx") == []


@pytest.mark.slow
def test_the_check_itself_finds_what_is_wrong(tmp_path: Path) -> None:
    file = one_slide(_small().scenes, _small().words)
    assert _audited(file, tmp_path / "bogus.pptx", spoil=(b"<a:prstGeom", b"<a:bogus/><a:prstGeom"))
    assert _audited(
        file, tmp_path / "order.pptx", spoil=(b"<a:ln><a:noFill/></a:ln>", b"<a:ln><a:round/><a:noFill/></a:ln>")
    )


@pytest.mark.slow
def test_every_relation_leads_to_a_part_and_every_part_is_led_to() -> None:
    file = ZipFile(BytesIO(slide_deck([slide_of(view) for view in TWO], title="A deck")))
    names = set(file.namelist())
    reached = set()
    for name in names:
        if name.endswith(".rels"):
            folder = Path(name).parent.parent
            for target in re.findall(r'Target="([^"]+)"(?! TargetMode)', file.read(name).decode()):
                reached.add(_plain(folder / target))
    assert reached <= names
    assert {name for name in names if not name.endswith(".rels")} - reached == {"[Content_Types].xml"}


def _plain(path: Path) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def test_a_deck_has_a_title_slide_a_slide_a_view_and_the_sources_of_all() -> None:
    slides = [slide_of(view) for view in TWO]
    deck = opened(slide_deck(slides, title="A deck", subtitle="For a meeting"))
    titles = [title_of(slide) for slide in deck.slides]
    assert titles[0] == "A deck"
    assert [title.split("[")[0] for title in titles[1:3]] == [slide.words.spec.headline.text for slide in slides]
    assert titles[3] == "Sources"
    texts = text_of(shape(list(deck.slides[3].shapes), "Sources"))
    assert all(source.text in texts for slide in slides for source in slide.words.spec.sources)
    assert deck.core_properties.title == "A deck"
    assert deck.core_properties.author == "Mine Ban Atlas"
    assert deck.core_properties.created.strftime("%Y.%m.%d") in slides[0].words.release
    assert [slide.slide_layout.name for slide in deck.slides] == [
        "Title Slide",
        "Title Only",
        "Title Only",
        "Title Only",
    ]
    assert (deck.slide_width, deck.slide_height) == (12_192_000, 6_858_000)


@pytest.mark.slow
def test_many_sources_go_on_several_slides_and_none_is_lost() -> None:
    sources = tuple(
        source_note(
            n,
            f"“A document number {n}”. " + "A publisher, " * 8,
            "; ".join(f"page {p}" for p in range(n)),
            f"https://a.example/{n}",
        )
        for n in range(1, 61)
    )
    words = _small().words
    slide = replace(_small(), words=replace(words, spec=replace(words.spec, sources=sources)))
    deck = opened(slide_deck([slide], title="A deck"))
    last = list(deck.slides)[2:]
    assert len(last) > 2
    text = "\n".join(text_of(item) for page in last for item in page.shapes if item.name.startswith("Sources"))
    assert [int(number) for number in re.findall(r"^\[(\d+)\]", text, re.MULTILINE)] == list(range(1, 61))
    assert "and 56 more places" in text
    assert all(overflows(page) == [] for page in deck.slides)
    view = "\n".join(text_of(item) for item in deck.slides[1].shapes if item.name.startswith("Sources"))
    assert ON_LAST_SLIDES in view


def test_a_deck_without_a_view_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one view"):
        slide_deck([], title="Nothing")
    with pytest.raises(ValueError, match="at least one view"):
        picture_deck([])


def test_a_dark_deck_has_light_text_on_a_dark_page() -> None:
    file = ZipFile(BytesIO(one_slide(_small().scenes, _small().words, theme="dark")))
    assert b'val="0E1117"' in file.read("ppt/slideMasters/slideMaster1.xml")
    assert b'val="EEF2F5"' in file.read("ppt/slides/slide1.xml")
    assert b'val="1D2329"' not in file.read("ppt/slides/slide1.xml")
    assert b'val="1D2329"' in file.read("ppt/theme/theme2.xml")  # notes are printed
