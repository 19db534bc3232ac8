"""Own data saved as one file: read back as written wherever it is opened, refused with a sentence where it is not."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.maps.own_data import OwnData, saved_bytes, saved_view
from dashboard.maps.view import View
from dashboard.ui import own
from geodata import own_archive
from geodata.own_archive import (
    CHECKED,
    FIGURES,
    LONGEST_PART,
    MANIFEST,
    MARK,
    TABLE,
    Maker,
    OwnArchiveError,
    archive_bytes,
    differences,
    packed,
    read_archive,
)
from geodata.own_figures import AreaText, OwnFigure, OwnLevel
from tests.own_data import BY_COUNTRY, BY_FIRST_LEVEL
from tests.shipped_views import TODAY, dataset

MAKER = Maker("0.9.0", "0.9.0-0123abcd", "3f2a" * 16)
LINK = f"?v=1&layers=own.borders&own={BY_COUNTRY.content_id}"
plain = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)
figures = st.builds(
    OwnFigure,
    area=st.text("ABC", min_size=3, max_size=3),
    name=plain,
    country=st.sampled_from(["UKR", "BIH"]),
    km2=st.none() | st.floats(0, 1e7),
    records=st.none() | st.integers(0, 10_000),
    lon=st.none() | st.floats(-180, 180),
    lat=st.none() | st.floats(-90, 90),
    detail=plain,
)
area_texts = st.builds(AreaText, plain, plain, st.sampled_from(["name", "correction"]))
links = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), max_size=60).map("?".__add__) | st.just("")


@pytest.mark.slow
@given(
    st.lists(figures, min_size=1, max_size=4, unique_by=lambda figure: figure.area),
    st.lists(area_texts, max_size=3),
    st.sampled_from(OwnLevel),
    links,
    st.tuples(plain, plain, plain, plain),
)
def test_what_is_saved_opens_again_with_the_same_bytes(
    some: list[OwnFigure], areas: list[AreaText], level: OwnLevel, link: str, words: tuple[str, str, str, str]
) -> None:
    title, claimant, definition, source = words
    saved = replace(
        BY_COUNTRY,
        figures=tuple(some),
        level=level,
        areas=tuple(areas),
        title=title,
        claimant=claimant,
        definition=definition,
        source=source,
    )
    data = archive_bytes(saved, link, MAKER)
    again = read_archive(data)
    assert (again.link, again.maker) == (link, MAKER)
    assert again.figures.to_json() == saved.to_json()
    assert again.figures.areas == saved.areas
    assert archive_bytes(again.figures, again.link, again.maker) == data


def test_a_saved_view_opens_elsewhere_and_says_what_differs() -> None:
    data = OwnData(BY_COUNTRY)
    view = View(day=TODAY, layers=("own", "borders"), own=BY_COUNTRY.content_id, own_classes="quantiles")
    archive = read_archive(saved_bytes(data, view, dataset()))
    assert saved_view(archive, archive.figures, dataset()) == (view, ())
    changed = replace(archive.figures, source="Another register")
    assert saved_view(archive, changed, dataset())[0] == replace(view, own=changed.content_id)
    assert [figure.is_withheld for figure in archive.figures.figures] == [False, False, True, False, False]
    data.with_small = True
    assert read_archive(saved_bytes(data, View(), dataset())).figures.figures == BY_COUNTRY.figures
    elsewhere = read_archive(archive_bytes(BY_COUNTRY, f"{LINK}&day=never&treaty=apmbk", MAKER))
    _, sentences = saved_view(elsewhere, elsewhere.figures, dataset())
    for words in ("version 0.9.0", "data release 0.9.0-0123abcd", "boundaries 3f2a3f2a3f2a", "never", "apmbk"):
        assert any(words in sentence for sentence in sentences), words
    assert differences(elsewhere, MAKER, ["BIH", "UKR", "KHM", "LBN"]) == (
        "This atlas does not know AGO, whose figures it does not show.",
    )


def test_the_readme_says_what_the_file_is_in_plain_words() -> None:
    with ZipFile(io.BytesIO(archive_bytes(BY_COUNTRY, LINK, MAKER))) as archive:
        assert {*archive.namelist()} == {MANIFEST, *CHECKED}
        text = archive.read("README.txt").decode()
        table = archive.read(TABLE).decode()
    for words in (BY_COUNTRY.claimant, BY_COUNTRY.definition, BY_COUNTRY.source, "31 July 2024", "has not checked"):
        assert words in text
    assert "UKR,Ukraine,UKR,31.4159265,40,," in table


def test_the_screen_opens_a_saved_file_and_one_of_the_older_form() -> None:
    file = own.read_own_file("own-data.atlas.zip", archive_bytes(BY_FIRST_LEVEL, "", MAKER))
    assert file.archive is not None
    assert file.figures is file.archive.figures
    older = own.read_own_file("own-figures.json", BY_COUNTRY.to_json().encode())
    assert (older.archive, older.figures and older.figures.to_json()) == (None, BY_COUNTRY.to_json())


# -- What is refused, with one sentence each.


def parts() -> dict[str, bytes]:
    with ZipFile(io.BytesIO(archive_bytes(BY_COUNTRY, LINK, MAKER))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_manifest(**changes: object) -> bytes:
    return packed(parts() | {MANIFEST: json.dumps(json.loads(parts()[MANIFEST]) | changes).encode()})


def without(name: str) -> bytes:
    return packed({part: data for part, data in parts().items() if part != name})


def bomb() -> bytes:
    output = io.BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        archive.writestr(FIGURES, b"0" * (LONGEST_PART + 2))
    return output.getvalue()


def twice() -> bytes:
    output = io.BytesIO()
    with ZipFile(output, "w", ZIP_STORED) as archive:
        archive.writestr(FIGURES, b"{}")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr(FIGURES, b"{}")
    return output.getvalue()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (bomb, "“figures.json” unpacks to more than 8,000,000 bytes"),
    "an archive in it": (lambda: packed(parts() | {"more.zip": b"PK"}), "an archive in an archive, “more.zip”"),
    "a way out": (lambda: packed({"../../etc/passwd": b""}), "“../../etc/passwd”, a name that leads out"),
    "a way out by backslashes": (lambda: packed({"..\\evil.txt": b""}), "a name that leads out"),
    "a drive": (lambda: packed({"C:\\evil.txt": b""}), "a name that leads out"),
    "another file": (lambda: packed(parts() | {"note.txt": b""}), "“note.txt”, which is no part"),
    "a part twice": (twice, "“figures.json” twice"),
    "many files": (lambda: packed({f"{n}.txt": b"" for n in range(30)}), "30 files; saved own data have 6"),
    "no manifest": (lambda: without(MANIFEST), "it lacks “atlas.json”"),
    "a foreign manifest": (lambda: packed({MANIFEST: b"{}"}), f"lacks “{MARK}”"),
    "a deep manifest": (lambda: packed({MANIFEST: b"[" * 100_000}), "“atlas.json” is no JSON"),
    "a newer form": (lambda: with_manifest(**{MARK: 2, "atlas": "9.1"}), "by version 9.1 in form 2, and this atlas"),
    "a foreign link": (lambda: with_manifest(link="https://example.org/"), "“link” in “atlas.json” is no link"),
    "no checksums": (lambda: with_manifest(parts=[]), "no checksum of “README.txt”"),
    "other figures": (lambda: with_manifest(own="0" * 16), "names other figures"),
    "a cut file": (lambda: archive_bytes(BY_COUNTRY, LINK, MAKER)[:-300], "a damaged ZIP archive"),
    "nothing": (lambda: b"", "a damaged ZIP archive"),
    "a large file": (lambda: b"PK\x03\x04" + bytes(own_archive.LONGEST_ARCHIVE), "4,000,000 at most"),
    **{f"no {name}": (lambda name=name: without(name), f"lacks its part “{name}”") for name in CHECKED},  # type: ignore[misc]
    **{
        f"a changed {name}": (
            lambda name=name: packed(parts() | {name: parts()[name] + b" "}),  # type: ignore[misc]
            f"“{name}” was changed after",
        )
        for name in CHECKED
    },
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_saved_own_data_is_refused_with_one_sentence(what: str) -> None:
    made, message = REFUSED[what]
    with pytest.raises(OwnArchiveError) as refused:
        read_archive(made())
    text = str(refused.value)
    assert message in text
    assert "\n" not in text
    assert text.endswith(".")


@given(st.data())
def test_a_spoilt_file_is_opened_as_it_was_or_refused(data: st.DataObject) -> None:
    whole = bytearray(archive_bytes(BY_COUNTRY, LINK, MAKER))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        again = read_archive(bytes(whole))
    except OwnArchiveError:
        return
    assert again.figures.to_json() == BY_COUNTRY.to_json()
