"""Own data in a real browser: a spreadsheet to a slide by keyboard alone, hazard areas to totals."""

import io
import urllib.request
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import FileChooser, Page, expect

from tests.browser.driving import drawn_map, open_atlas, wait_until, wait_until_idle
from tests.browser.keyboard import tab_to
from tests.browser.serving import RunningServer
from tests.hazard_files import WRITERS, districts, hazard_records

pytestmark = pytest.mark.browser

AWKWARD = (
    ("Land ", "Contaminated (ha)", "Remarks"),
    ("Viet Nam", 1200.5, ""),
    ("Bosnia-Herzegovina", 812, "see Mr. Someone"),
    ("Irak", 400, ""),
    ("Kongo Kinshasa", 25, ""),
    ("Angolla", 67.2, ""),
    ("Total", 2504.7, ""),
)


def spreadsheet(folder: Path) -> Path:
    book, path = Workbook(), folder / "figures (final) v2.xlsx"
    for row in AWKWARD:
        book.active.append(row)
    book.save(path)
    return path


def picked(page: Page, name: str, path: Path) -> None:
    """Press the button of a place for files by keyboard, and choose a file in the dialog of the system."""
    opened: list[FileChooser] = []
    page.once("filechooser", lambda chooser: opened.append(chooser))  # noqa: PLW0108 - it wraps functions alone
    tab_to(page, name)

    def is_open() -> bool:
        page.keyboard.press("Enter")  # a place that has just been drawn does not answer yet
        page.wait_for_timeout(200)
        return bool(opened)

    wait_until(page, is_open, what="the dialog for files")
    opened[0].set_files(path)


def chosen(page: Page, label: str, text: str) -> None:
    """Choose from a menu by typing the beginning of an option."""
    tab_to(page, label, role="combobox")
    page.keyboard.type(text)
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    wait_until_idle(page)


def written(page: Page, label: str, text: str) -> None:
    """Write into a field."""
    tab_to(page, label, role="text")
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    wait_until_idle(page)


def test_a_newcomer_makes_a_slide_of_a_spreadsheet_by_keyboard_alone(
    page: Page, server: RunningServer, tmp_path: Path
) -> None:
    with page.expect_websocket() as socket:
        open_atlas(page, f"{server.url}/own?v=1")
    picked(page, "uploadUpload", spreadsheet(tmp_path))
    expect(page.get_by_text("Mend the rows that name no area (2)")).to_be_visible()
    written(page, "Date of the figures", "2024")
    chosen(page, "“Kongo Kinshasa” is", "DR Congo")
    chosen(page, "“Angolla” is", "Angola")
    expect(page.get_by_text("5 of 6 rows name 5 of the countries and areas")).to_be_visible()
    expect(page.get_by_label("Title", exact=True)).to_have_value("Contaminated")  # typed over, once it stands there
    for label, text in {
        "Title": "Hazardous areas on record",
        "Source": "Register, extract of July 2024",
        "Claimant": "A mine action programme",
        "Definition": "Suspected and confirmed hazardous areas",
    }.items():
        written(page, label, text)
    tab_to(page, "Use these figures")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Open now: Hazardous areas on record")).to_be_visible()
    wait_until_idle(page)
    page.emulate_media(color_scheme="dark")  # white letters would be 2.3 to 1 on its accent
    expect(page.get_by_role("button", name="To the map")).to_have_css("color", "rgb(15, 20, 24)")
    page.emulate_media(color_scheme="light")
    tab_to(page, "The totals may leave in files")
    with socket.value.expect_event("framesent"):  # by an effect of the browser, some milliseconds after the key
        page.keyboard.press("Space")
    tab_to(page, "To the map")
    page.keyboard.press("Enter")
    drawn_map(page)
    expect(page.locator(".st-key-panel")).to_contain_text("Hazardous areas on record")
    tab_to(page, "ios_shareShare, cite, download")
    page.keyboard.press("Enter")
    slide = page.locator("a[href*='map.pptx']").first
    expect(slide).to_be_visible()
    address = slide.evaluate("link => link.href")
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - our own address
        data = answer.read()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        texts = "".join(package.read(name).decode(errors="replace") for name in package.namelist() if "lide" in name)
    assert "A mine action programme" in texts
    assert "not checked by the atlas" in texts
    assert "Someone" not in texts


def test_hazard_areas_are_scanned_measured_and_found_again_after_another_page(
    page: Page, server: RunningServer, tmp_path: Path
) -> None:
    open_atlas(page, f"{server.url}/own?v=1")
    page.set_input_files("input[type=file]", WRITERS["zipped shapefile"](hazard_records(), tmp_path))
    expect(page.get_by_role("heading", name="What was found")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("7 polygons, 1 row without a shape")).to_be_visible()
    expect(page.get_by_role("button", name="Measure", exact=True)).to_be_disabled()
    page.get_by_role("combobox", name="By").press_sequentially("Own")
    page.keyboard.press("Enter")
    page.get_by_role("group", name="File of areas").locator("input[type=file]").set_input_files(districts(tmp_path))
    expect(page.get_by_text("2 areas, in Ukraine 2; one is East (E).")).to_be_visible(timeout=60_000)
    page.get_by_role("textbox", name="Source and licence of the areas").fill("A survey office")
    page.get_by_label("As of").fill("2024")
    page.get_by_label("As of").press("Enter")
    page.get_by_role("button", name="Measure", exact=True).click()
    expect(page.get_by_role("button", name="Stop and delete the file")).to_be_visible()
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.get_by_role("heading", name="Licences and release")).to_be_visible()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Own data", exact=True).click()
    expect(page.get_by_role("heading", name="Measurement", exact=True)).to_be_visible(timeout=60_000)
    expect(page.get_by_text("from 7 of 8 records; 1 has no shape.").first).to_be_visible()
    page.get_by_text("What became of every row").click()
    expect(page.get_by_role("row", name="Records read 8")).to_be_visible()
    page.get_by_role("button", name="Use these figures").click()
    page.get_by_role("button", name="To the map").click()
    frame = drawn_map(page)
    expect(frame.locator(".atlas-unit")).to_have_count(2)
