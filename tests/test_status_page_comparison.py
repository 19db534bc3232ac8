"""A page of the depositary beside our tables: equal ones differ in nothing, and each planted change is found alone."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.__main__ import main
from geodata.dataset import DATA_FOLDER, Dataset, load
from geodata.model import ActionKind, TreatyAction
from geodata.status_page_comparison import (
    AreaNames,
    Comparison,
    Difference,
    DifferenceKind,
    compare_page,
    comparison_text,
)
from geodata.status_pages import StatusPageError, parse_status_page
from geodata.table_edit import header_of
from geodata.treaties import CONSENT_KINDS
from tests.builders import act, on
from tests.properties import examples
from tests.shipped_views import dataset
from tests.untc_pages import LETTERS, Line, Sheet, as_csv, as_html, as_xml, exit_note, printed, sheet_of

TODAY = date(2026, 11, 29)
READ_ON = on("2026-02-03")  # the page that the shipped acts were taken from
FORMS = (as_html, as_xml, as_csv)
TREATIES = ("apmbc", "ccm", "ccw-ap2", "ccw-p5")
Write = Callable[[Sheet], bytes]


def compared(data: bytes, *, against: Dataset | None = None, treaty: str = "", day: date | None = None) -> Comparison:
    page = parse_status_page(data, "page.html")
    return compare_page(page, against or dataset(), today=TODAY, treaty_id=treaty, day=day)


def differences_of(comparison: Comparison) -> list[tuple[str, str, str]]:
    """What was found, as kind, area and message."""
    return [(difference.kind.value, difference.area, difference.message) for difference in comparison.differences]


def shipped(treaty: str = "apmbc", day: date = READ_ON) -> Sheet:
    return sheet_of(dataset(), treaty, day)


def with_acts(acts: Mapping[str, Sequence[TreatyAction]]) -> Dataset:
    """The shipped tables with other acts under the Mine Ban Convention."""
    return replace(dataset(), actions=MappingProxyType({("apmbc", area): tuple(own) for area, own in acts.items()}))


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2014-01-27", "2025-09-01", "2026-02-03"])
@pytest.mark.parametrize("treaty", TREATIES)
@pytest.mark.parametrize("write", FORMS)
def test_a_page_made_from_our_tables_differs_in_nothing(write: Write, treaty: str, day: str) -> None:
    assert differences_of(compared(write(shipped(treaty, on(day))), treaty=treaty)) == []


PLANTED: dict[str, tuple[Callable[[Sheet], Sheet], tuple[str, str, str]]] = {
    "a new party": (
        lambda sheet: replace(sheet, lines=(*sheet.lines, Line("Morocco", joining="20 Jan 2026 a"))),
        ("add", "MAR", "Morocco: accession on 20 January 2026"),
    ),
    "an exit in a note": (
        lambda sheet: sheet.with_note(
            "Greece", exit_note("Greece", on("2025-07-01"), on("2026-01-01"), sheet.day)
        ).with_line("Greece", signature="[3 Dec 1997 ]", joining="[25 Sep 2003 ]"),
        ("add", "GRC", "Greece: withdrawal notified on 1 July 2025, to take effect on 1 January 2026"),
    ),
    "a changed date": (
        lambda sheet: sheet.with_line("Afghanistan", joining="12 Sep 2002 a"),
        (
            "contradict",
            "AFG",
            "the page gives Afghanistan accession on 12 September 2002, our row accession on 11 September 2002",
        ),
    ),
    "a renamed state": (
        lambda sheet: sheet.with_line("Kenya", name="Mwitongo"),
        ("name", "KEN", "the page names KEN 'Mwitongo', states.csv 'Kenya'"),
    ),
    "a new signatory": (
        lambda sheet: replace(sheet, lines=(*sheet.lines, Line("Nepal", "2 Feb 2026"))),
        ("add", "NPL", "Nepal: signature on 2 February 2026"),
    ),
}  # fmt: skip
EXIT = ("add", "GRC", "Greece: withdrawal effective on 1 January 2026")


@pytest.mark.parametrize("write", [as_html, as_xml])
def test_five_planted_changes_are_found_and_nothing_else(write: Write) -> None:
    sheet = shipped()
    for change, _ in PLANTED.values():
        sheet = change(sheet)
    comparison = compared(write(sheet), day=None if write is as_html else READ_ON)
    assert sorted(differences_of(comparison)) == sorted([*(item for _, item in PLANTED.values()), EXIT])


@pytest.mark.parametrize("name", PLANTED)
def test_each_planted_change_is_found_alone(name: str) -> None:
    change, expected = PLANTED[name]
    extra = [EXIT] if expected[1] == "GRC" else []
    assert differences_of(compared(as_html(change(shipped())))) == [expected, *extra]


def test_rows_to_add_have_the_columns_of_the_table_and_cite_the_page() -> None:
    sheet = replace(PLANTED["an exit in a note"][0](shipped()), day=on("2026-03-01"))
    comparison = compared(as_html(sheet))
    notice, effect = comparison.rows
    assert set(notice) | {"contested_by"} == set(header_of(DATA_FOLDER / "actions.csv"))
    number = len(sheet.notes)
    assert (notice["action_id"], notice["date_effective"]) == ("apmbc-grc-withdrawal-notified-2025-07-01", "2026-01-01")
    assert notice["citations"] == effect["citations"] == f"untc-apmbc-2026-03-01: end note {number}"
    assert comparison.source_row is not None
    assert comparison.source_row["published"] == "2026-03-01"
    assert comparison.source_row["accessed_on"] == "2026-11-29"


def test_a_page_that_is_a_source_already_is_cited_by_its_id() -> None:
    comparison = compared(as_html(shipped()))
    assert (comparison.source_id, comparison.source_row) == ("untc-page-2026", None)


def test_acts_after_the_day_of_the_page_are_not_missed() -> None:
    early = shipped(day=on("2001-01-01"))
    assert len(early.lines) < len(shipped().lines)
    assert differences_of(compared(as_html(early))) == []


def test_a_page_that_lacks_what_a_row_has_contradicts_the_row() -> None:
    sheet = shipped()
    without = replace(sheet, lines=tuple(line for line in sheet.lines if line.name != "Afghanistan"))
    assert differences_of(compared(as_html(without))) == [
        (
            "contradict",
            "AFG",
            (
                "the page does not list Afghanistan; our table has accession on 11 September 2002"
                " (apmbc-afg-accession-2002-09-11)"
            ),
        )
    ]
    assert differences_of(compared(as_html(sheet.with_line("Angola", signature="")))) == [
        ("contradict", "AGO", "the page does not give Angola the signature on 4 December 1997 that our row has")
    ]


def test_another_kind_of_consent_on_the_same_day_contradicts_the_row() -> None:
    (difference,) = differences_of(compared(as_html(shipped().with_line("Angola", joining="5 Jul 2002 A"))))
    assert difference[2] == "the page gives Angola acceptance on 5 July 2002, our row ratification on 5 July 2002"


def test_a_day_inside_the_range_of_a_row_is_offered_for_that_row() -> None:
    against = with_acts({"LBN": [act("accession", "2026-02-03/2026-11-21", area="LBN")]})
    sheet = Sheet(day=on("2026-06-01"), lines=(Line("Lebanon", joining="5 May 2026 a"),))
    (difference,) = compared(as_html(sheet), against=against).differences
    assert difference.message == (
        "the page gives Lebanon accession on 5 May 2026, our row accession at some time between 3 February 2026 and"
        " 21 November 2026"
    )
    assert difference.action_id.startswith("apmbc-lbn-accession-2026-02-03")


def test_a_range_that_goes_on_after_the_page_is_not_missed() -> None:
    against = with_acts({"LBN": [act("accession", "2026-02-03/2026-11-21", area="LBN")]})
    sheet = Sheet(day=on("2026-06-01"), lines=(Line("Angola", "4 Dec 1997"),))
    assert [difference.area for difference in compared(as_html(sheet), against=against).differences] == ["AGO"]


def test_an_exit_of_ours_that_the_page_does_not_show_is_a_contradiction() -> None:
    sheet = shipped().with_line("Estonia", joining="12 May 2004 a", notes=())
    assert [(difference.kind, difference.action_id) for difference in compared(as_html(sheet)).differences] == [
        (DifferenceKind.CONTRADICT, "apmbc-est-withdrawal-effective-2025-12-27"),
        (DifferenceKind.CONTRADICT, "apmbc-est-withdrawal-notified-2025-06-27"),
    ]


def test_another_day_of_effect_is_a_contradiction() -> None:
    sheet = shipped()
    number = next(line.notes[0] for line in sheet.lines if line.name == "Poland")
    notes = list(sheet.notes)
    notes[number - 1] = notes[number - 1].replace("20 February 2026", "21 February 2026")
    (difference,) = differences_of(compared(as_html(replace(sheet, notes=tuple(notes)))))
    assert difference[2] == (
        f"end note {number} lets the withdrawal of Poland take effect on 21 February 2026, our row 20 February 2026"
    )


def test_brackets_without_a_note_have_to_be_read_by_a_person() -> None:
    sheet = shipped().with_line("Angola", signature="[4 Dec 1997 ]", joining="[5 Jul 2002 ]")
    assert differences_of(compared(as_html(sheet))) == [
        (
            "read",
            "AGO",
            (
                "Angola stands in brackets, as a state that has left, and none of its end notes gives the day of a"
                " withdrawal; our table has no exit"
            ),
        )
    ]


def test_a_note_on_a_suspension_has_to_be_read_by_a_person() -> None:
    text = "On 21 July 2025, the Secretary-General received a communication on the suspension of the Convention."
    sheet = shipped().with_note("Ukraine", text)
    (difference,) = differences_of(compared(as_html(sheet)))
    assert difference == ("read", "UKR", f"end note {len(sheet.notes)} of Ukraine has to be read: {text}")


def test_an_extension_to_a_territory_is_a_row_to_add() -> None:
    sheet = shipped().with_note("Denmark", "On 1 March 2024: Extension to the Faroe Islands.")
    (difference,) = compared(as_html(sheet)).differences
    assert difference.row is not None
    assert difference.row["action_id"] == "apmbc-dnk-territorial-extension-2024-03-01"
    assert difference.row["note"] == "“On 1 March 2024: Extension to the Faroe Islands.”"


@pytest.mark.parametrize(
    ("name", "area"),
    [
        ("Turkey", "TUR"),
        ("TÜRKIYE", "TUR"),
        ("Swaziland", "SWZ"),
        ("The former Yugoslav Republic of Macedonia", "MKD"),
        ("Cape Verde", "CPV"),
        ("Czech Republic", "CZE"),
        ("St. Kitts and Nevis", "KNA"),
        ("Cote d’Ivoire", "CIV"),
        ("Netherlands (Kingdom of the)", "NLD"),
        ("Bolivia (Plurinational State of)", "BOL"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
        ("State of Palestine", "PSE"),
        ("Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"),
        ("Republic of Korea", "KOR"),
        ("Atlantis", None),
    ],
)
def test_a_state_is_found_by_the_names_that_pages_print(name: str, area: str | None) -> None:
    assert AreaNames(dataset()).area(name) == area


def test_a_former_name_is_told_and_its_acts_are_compared() -> None:
    sheet = shipped().with_line("Türkiye", name="Turkey").with_line("Eswatini", name="Swaziland")
    assert [item[:2] for item in differences_of(compared(as_html(sheet)))] == [("name", "SWZ"), ("name", "TUR")]


def test_a_name_that_nothing_resembles_is_told_with_its_dates() -> None:
    sheet = shipped()
    sheet = replace(sheet, lines=(*sheet.lines, Line("Atlantis", joining="20 Jan 2026 a")))
    (difference,) = differences_of(compared(as_html(sheet)))
    assert difference[0] == "name"
    assert difference[2].startswith("'Atlantis' is no name of states.csv")
    assert difference[2].endswith("the page gives it accession 2026-01-20")


@pytest.mark.parametrize(
    ("reference", "expected"),
    [
        (
            "XXVI-8",
            (
                "page.html is the page of XXVI-8, Convention on the Prohibition of Mines; the atlas"
                " has XXVI-5 (Mine Ban"
                " Convention), XXVI-6 (Convention on Cluster Munitions), XXVI-2-b (CCW Amended"
                " Protocol II), XXVI-2-d (CCW"
                " Protocol V)"
            ),
        ),
        (
            "XXVI-2",
            (
                "page.html is the page of XXVI-2, Convention on the Prohibition of Mines; save the"
                " pages of its protocols,"
                " XXVI-2-b and XXVI-2-d"
            ),
        ),
    ],
)
def test_a_page_of_another_treaty_is_named_and_refused(reference: str, expected: str) -> None:
    with pytest.raises(StatusPageError) as caught:
        compared(as_html(Sheet(reference=reference, lines=(Line("Angola", "4 Dec 1997"),))))
    assert str(caught.value) == expected


@pytest.mark.parametrize(
    ("write", "options", "expected"),
    [
        (as_html, {"treaty": "ccm"}, "page.html is the page of XXVI-5, apmbc, not of ccm"),
        (as_html, {"day": TODAY}, "page.html says itself that it is of 2026-02-03; leave out --day 2026-11-29"),
        (
            as_csv,
            {},
            "page.html is a table and does not name its treaty; say which: --treaty apmbc, ccm, ccw-ap2, ccw-p5",
        ),
        (
            as_xml,
            {"day": on("1997-01-01")},
            "page.html lists an act of 1997-12-04, after the day of its status, 1997-01-01",
        ),
        (
            as_xml,
            {"day": on("2030-01-01")},
            "page.html is of 2030-01-01, which lies in the future; today is 2026-11-29",
        ),
    ],
)
def test_a_page_that_does_not_fit_what_is_asked_is_refused(
    write: Write, options: dict[str, object], expected: str
) -> None:
    with pytest.raises(StatusPageError) as caught:
        compared(write(Sheet(lines=(Line("Angola", "4 Dec 1997"),))), **options)  # type: ignore[arg-type]
    assert str(caught.value) == expected


DAYS = st.dates(on("1997-12-03"), READ_ON)
FEW = examples(40)  # each makes a page and reads it
AREAS = ("AGO", "FIN", "KOR", "MAR", "NLD", "NRU", "TUR", "VCT")


@st.composite
def acts_of_states(draw: st.DrawFn) -> dict[str, list[TreatyAction]]:
    """Acts of some states: a signature, a consent of any kind, an exit, in the order of law."""
    items = {}
    for area in draw(st.lists(st.sampled_from(AREAS), min_size=1, unique=True)):
        kind = draw(st.sampled_from(sorted(CONSENT_KINDS)))
        days = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
        acts = [act(kind.value, str(days[1]), area=area)]
        if draw(st.booleans()):
            acts.append(act("signature", str(days[0]), area=area))
        if draw(st.booleans()):
            acts.append(act("withdrawal_notified", str(days[1]), effective=str(days[2]), area=area))
            acts.append(act("withdrawal_effective", str(days[2]), area=area))
        items[area] = acts
    return items


def any_consent(sheet: Sheet) -> Sheet:
    """The page with a column that has every letter."""
    return replace(sheet, titles=(sheet.titles[0], f"{sheet.titles[1]}, Consent to be bound(P)"))


@FEW
@given(acts_of_states(), st.sampled_from(FORMS))
def test_whatever_acts_a_page_is_made_of_it_differs_from_them_in_nothing(
    acts: dict[str, list[TreatyAction]], write: Write
) -> None:
    against = with_acts(acts)
    sheet = any_consent(sheet_of(against, "apmbc", READ_ON))
    assert differences_of(compared(write(sheet), against=against, treaty="apmbc")) == []


@FEW
@given(acts_of_states())
def test_from_a_page_and_an_empty_table_come_the_acts_that_the_page_was_made_of(
    acts: dict[str, list[TreatyAction]],
) -> None:
    sheet = any_consent(sheet_of(with_acts(acts), "apmbc", READ_ON))
    rows = compared(as_html(sheet), against=with_acts({})).rows
    assert {(row["area"], row["kind"], row["date_earliest"], row["date_effective"]) for row in rows} == {
        (own.area, own.kind.value, str(own.when.earliest), str(own.date_effective or ""))
        for group in acts.values()
        for own in group
    }


@FEW
@given(acts_of_states(), DAYS, st.data())
def test_one_changed_day_is_one_difference(acts: dict[str, list[TreatyAction]], day: date, data: st.DataObject) -> None:
    against = with_acts(acts)
    sheet = any_consent(sheet_of(against, "apmbc", READ_ON))
    line = data.draw(st.sampled_from(sheet.lines))
    area = AreaNames(against).area(line.name)
    consent = next(own for own in acts[str(area)] if own.kind in CONSENT_KINDS)
    bracketed = line.joining.startswith("[")
    changed = sheet.with_line(line.name, joining=printed(day, LETTERS[consent.kind], bracketed=bracketed))
    differences = compared(as_html(changed), against=against).differences
    wanted = [] if day == consent.when.earliest else [(DifferenceKind.CONTRADICT, area, consent.action_id)]
    assert [(one.kind, one.area, one.action_id) for one in differences] == wanted


def test_the_text_names_page_day_and_what_was_left_out() -> None:
    columns = {name: header_of(DATA_FOLDER / f"{name}.csv") for name in ("actions", "sources")}
    lines = comparison_text(compared(as_html(shipped())), columns).splitlines()
    assert lines == [
        "page.html: HTML page of Mine Ban Convention, status as at 3 February 2026, 166 participants: nothing differs",
        "  not compared: declarations of 1 state",
    ]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped tables, in a place where they can be changed."""
    path = tmp_path / "data"
    path.mkdir()
    for file in DATA_FOLDER.glob("*.csv"):
        shutil.copy(file, path)
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(word) for word in words])
    return status, *capsys.readouterr()


def planted_page(path: Path, day: date = READ_ON) -> Path:
    sheet = replace(shipped(), day=day)
    for name in ("a new party", "an exit in a note", "a new signatory"):
        sheet = PLANTED[name][0](sheet)
    path.write_bytes(as_html(sheet))
    return path


@pytest.mark.slow
def test_the_command_compares_several_files_and_names_each_that_it_refuses(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, login = planted_page(tmp_path / "ottawa.html"), tmp_path / "login.html"
    login.write_text("<html><input type=password></html>", encoding="utf-8")
    status, out, err = run(capsys, "--data", folder, "compare-untc", page, login)
    assert status == 1
    assert out.splitlines()[0].endswith(": 4 to add")
    assert err.startswith(f"{login} is a page to log in, not a status page")


@pytest.mark.slow
def test_rows_to_add_come_as_csv_and_differences_as_json(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = planted_page(tmp_path / "ottawa.html")
    _, out, _ = run(capsys, "--data", folder, "compare-untc", page, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["area"] for row in rows] == ["GRC", "GRC", "MAR", "NPL"]
    _, out, _ = run(capsys, "--data", folder, "compare-untc", page, "--format", "json")
    assert [item["row"]["action_id"] for item in json.loads(out)["differences"]] == [r["action_id"] for r in rows]


@pytest.mark.slow
def test_what_is_added_is_there_the_next_time_and_every_other_byte_stays(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = planted_page(tmp_path / "ottawa.html", day=on("2026-02-10"))
    before = {path.name: path.read_text(encoding="utf-8").splitlines() for path in folder.iterdir()}
    status, out, err = run(capsys, "--data", folder, "compare-untc", page, "--add")
    assert (status, err) == (0, "")
    assert out.splitlines()[-1] == "written: sources.csv, treaties.csv, actions.csv"
    new = {}
    for path in folder.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        new[path.name] = [line for line in lines if line not in before[path.name]]
        assert [line for line in lines if line in before[path.name]] == [
            line for line in before[path.name] if line in lines
        ]
    assert {name: len(lines) for name, lines in new.items() if lines} == {
        "actions.csv": 4,
        "sources.csv": 1,
        "treaties.csv": 1,
    }
    assert load(folder).treaty("apmbc").data_until == on("2026-02-10")
    status, out, err = run(capsys, "--data", folder, "compare-untc", page, "--add")
    assert (status, out.splitlines()[-1]) == (0, "nothing to add")
    assert ": nothing differs" in out


@pytest.mark.slow
def test_nothing_is_added_when_one_file_is_refused_or_is_a_table(
    tmp_path: Path, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page, table = planted_page(tmp_path / "ottawa.html"), tmp_path / "26-5.csv"
    table.write_bytes(as_csv(PLANTED["a new party"][0](shipped())))
    before = (folder / "actions.csv").read_bytes()
    status, _, err = run(capsys, "--data", folder, "compare-untc", page, tmp_path / "none.html", "--add")
    assert (status, err.endswith("cannot be read: No such file or directory; nothing was added\n")) == (1, True)
    status, _, err = run(capsys, "--data", folder, "compare-untc", table, "--treaty", "apmbc", "--add")
    assert (status, err) == (1, f"{table} is a table made by others; add from the page of the depositary\n")
    assert (folder / "actions.csv").read_bytes() == before


@pytest.mark.slow
def test_a_difference_carries_a_row_only_when_it_is_to_be_added() -> None:
    for change, _ in PLANTED.values():
        for difference in compared(as_html(change(shipped()))).differences:
            assert isinstance(difference, Difference)
            assert (difference.row is not None) == (difference.kind is DifferenceKind.ADD)
            assert difference.row is None or ActionKind(difference.row["kind"])
