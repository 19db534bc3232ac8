"""The frozen copy: whole, linked within itself, without requests, the same bytes again, and never over other files."""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag, urlsplit

import pytest
from playwright.sync_api import Page, expect

from dashboard.maps.atlas import Atlas
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, BriefJob, Formats, Options, Subject, file_bytes
from dashboard.site import MANIFEST, Selection, SiteError, main, site_files, write_site
from geodata import UnknownKeyError
from tests.browser.driving import wait_until
from tests.shipped_views import dataset

DAY = date(2026, 11, 30)
LOADED = {"img": ("src", "srcset"), "source": ("srcset",), "script": ("src",), "link": ("href",), "iframe": ("src",)}


@cache
def copy(base: str = "https://atlas.example/") -> Mapping[str, bytes]:
    """A copy of a small selection, with two steps of the story on small maps, without the files that take longest."""
    atlas = atlas_of_copy()
    formats = [entry for entry in FORMATS if entry.ending in ("svg", "csv", "html", "picture", "embed", "frozen")]
    selection = Selection(views=["europe"], questions=[], countries=["LIE"])
    story = atlas.story()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dashboard.site.FORMATS", Formats(*formats))
        patch.setattr(Atlas, "story", lambda _: replace(story, steps=story.steps[1:4:2]))
        return dict(site_files(atlas, base, selection))


@cache
def atlas_of_copy() -> Atlas:
    return Atlas(dataset, today=lambda: DAY)


class _Addresses(HTMLParser):
    """Collects ids, addresses that are followed, and addresses that are loaded with the page."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.followed: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.ids.add(value)
            elif name in LOADED.get(tag, ()) and value is not None:
                self.loaded.append(value)
            elif name == "href" and value is not None:
                self.followed.append(value)


def parsed(page: bytes) -> _Addresses:
    parser = _Addresses()
    parser.feed(page.decode())
    return parser


@cache
def pages() -> Mapping[str, _Addresses]:
    return {path: parsed(data) for path, data in copy().items() if path.endswith(".html")}


@pytest.mark.slow
def test_every_link_of_the_copy_leads_to_a_file_or_place_of_it_or_to_the_web() -> None:
    followed = set()
    for path, addresses in pages().items():
        for address in addresses.followed:
            parts = urlsplit(address)
            if parts.scheme:
                assert parts.scheme in ("https", "http"), address
                continue
            file, anchor = urldefrag(address)
            target = normpath(join(dirname(path), unquote(file))) if file else path
            assert target in copy(), f"{path}: {address}"
            followed.add(target)
            if anchor:
                assert unquote(anchor) in pages()[target].ids, f"{path}: {address}"
    unlinked = {path for path in copy() if path not in followed}
    assert {path for path in unlinked if not re.search(r"^swatch/|\.map(\.dark)?\.svg$", path)} == {MANIFEST}


@pytest.mark.slow
def test_no_page_of_the_copy_loads_anything_from_outside() -> None:
    for path, addresses in pages().items():
        for address in addresses.loaded:
            if not address.startswith("data:"):
                assert normpath(join(dirname(path), address)) in copy(), f"{path}: {address}"
        text = copy()[path].decode()
        assert not re.search(
            r"@import|url\(\s*[\"']?(?!#|data:|[\"'])", re.sub(r"<script.*?</script>", "", text, flags=re.DOTALL)
        )
        if ".embed" not in path:  # whose policy a host sets, as the server does
            assert 'http-equiv="Content-Security-Policy" content="default-src ' in text
            assert "default-src 'none'" in unescape(text)


@pytest.mark.browser
def test_the_copy_opens_from_a_folder_and_is_walked_from_page_to_page(page: Page, tmp_path: Path) -> None:
    write_site(tmp_path / "copy", copy().items())
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((tmp_path / "copy" / "index.html").as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine Ban Atlas")
    picture = page.locator(".view img").first
    picture.scroll_into_view_if_needed()
    wait_until(page, lambda: picture.evaluate("image => image.naturalWidth") > 0, what="the picture of a view")
    page.get_by_role("link", name="Liechtenstein").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Liechtenstein")
    expect(page.locator(".map svg").first).to_be_visible()
    page.get_by_role("link", name=FORMATS["embed"].label, exact=True).click()
    expect(page).to_have_url(re.compile(r"/country/LIE\.embed\.html$"))
    expect(page.locator(".map svg").first).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Sources", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources")
    page.get_by_role("link", name="All of this copy").click()
    page.locator("#story .view").click()
    expect(page).to_have_url(re.compile(r"/story\.html"))
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"/story\.html#2$"))
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_css("background-color", "rgb(14, 17, 23)")
    step = page.frame_locator("section:not([hidden]) iframe")
    expect(step.locator("body")).to_have_css("color", "rgb(238, 242, 245)")
    page.get_by_role("link", name="All of this copy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mine Ban Atlas")
    folder = (tmp_path / "copy").as_uri()
    assert [url for url in requests if not url.startswith((f"{folder}/", "data:"))] == []


@pytest.mark.slow
def test_each_page_names_day_release_and_the_live_atlas() -> None:
    release = dataset().release
    for path in ("index.html", "views/europe.html", "country/LIE.html", "sources.html", "about.html"):
        text = copy()[path].decode()
        made = f"made on 30 November 2026 of data release {release}; it does not change."
        assert f"frozen copy of the Mine Ban Atlas, {made}" in text, path
        assert "https://atlas.example/" in text, path
    assert "<h1>Liechtenstein</h1>" in copy()["country/LIE.html"].decode()
    assert "Questions" not in copy()["index.html"].decode()  # none was chosen


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["csv", "xlsx", "geojson", "json", "svg", "pptx", "html", "brief.docx"])
def test_no_file_links_to_a_live_view_where_no_address_is_known(ending: str) -> None:
    view = View(day=DAY, country="LIE", extent="LIE")
    is_brief = ending.startswith("brief.")
    job = BriefJob(*atlas_of_copy().brief(view, "LIE")) if is_brief else atlas_of_copy().spec(view)
    entry = FORMATS.of(Subject.BRIEF if is_brief else Subject.VIEW)[ending.removeprefix("brief.")]
    with_link, without = (content(file_bytes(entry, job, Options(base, DAY))) for base in ("https://a.example/", ""))
    assert b"https://a.example/" in with_link or ending == "json"  # which has the part from the "?" on
    for address in (b"/?v=1", b"/country?v=1"):
        assert address not in without


def content(data: bytes) -> bytes:
    """The content of a file, or of all parts of a ZIP archive."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return b"".join(parts.read(name) for name in parts.namelist())


@pytest.mark.slow
def test_the_manifest_names_every_file_and_the_bytes_are_the_same_again() -> None:
    about = json.loads(copy()[MANIFEST])
    assert (about["day"], about["release"], about["live"]) == (
        "2026-11-30",
        dataset().release,
        "https://atlas.example/",
    )
    assert about["files"].keys() == copy().keys() - {MANIFEST}
    first = copy()
    copy.cache_clear()
    assert copy() == first


def test_a_copy_takes_the_place_of_an_earlier_one_and_of_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "copy"
    out.mkdir()
    manifest = json.dumps({"files": {"a.html": ""}}).encode()
    assert write_site(out, [("a.html", b"1"), (MANIFEST, manifest)]) == (2, 1 + len(manifest))
    write_site(out, [("b/c.html", b"2"), (MANIFEST, json.dumps({"files": {"b/c.html": ""}}).encode())])
    assert sorted(path.name for path in out.rglob("*.html")) == ["c.html"]
    (out / "mine.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(SiteError, match=r"holds 'mine\.txt', which this command did not write"):
        write_site(out, [("a.html", b"1")])
    assert (out / "mine.txt").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]


def test_a_copy_that_ends_in_the_middle_leaves_what_was_there(tmp_path: Path) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield "a.html", b"1"
        raise UnknownKeyError("state or area", "UKX", ["UKR"])

    with pytest.raises(UnknownKeyError):
        write_site(tmp_path / "copy", broken())
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("day", ["yesterday", "20260301", "1900-01-01"])
def test_a_day_that_the_atlas_does_not_show_is_refused_in_words(day: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--out", "copy", "--day", day])
    expected = f"argument --day: {day!r}, expected a day from 1992-01-01 to 2033-12-31, written YYYY-MM-DD"
    assert capsys.readouterr().err.splitlines()[-1].endswith(expected)


@pytest.mark.slow
def test_what_cannot_be_written_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert main(["--out", str(tmp_path / "file")]) == 1
    assert main(["--out", str(tmp_path / "new"), "--views", "--questions", "--countries", "UKX"]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 2
    assert lines[0].endswith("is no folder; name a new one")
