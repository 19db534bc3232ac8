"""Lists of sources: marks that lead to them, their numbers, and addresses that are links of the web."""

from dataclasses import replace
from datetime import date

from dashboard.maps.spec import SourceNote
from dashboard.render.html.fragments import by_number, link, marks, source_list, sources_in_parts

NOTE = SourceNote(
    number=7,
    source_id="un-page",
    text="“Status of <treaties>”. United Nations, 2026.",
    locator="head of the page",
    url="https://treaties.un.org/?a=1&b=2",
    archived="https://web.archive.org/x",
    accessed_on=date(2026, 11, 21),
)


def test_marks_are_links_to_the_list() -> None:
    html = marks((7,), by_number([NOTE]))
    assert html.startswith('<sup class="refs"><a href="#source-7" title="“Status of &lt;treaties&gt;”.')
    assert html.endswith(">7</a></sup>")


def test_nothing_is_raised_where_nothing_is_cited() -> None:
    assert marks((), {}) == ""


def test_a_source_keeps_its_number_in_the_list() -> None:
    assert '<li id="note-7" value="7">' in source_list([NOTE], anchor="note")


def test_the_list_gives_text_place_address_copy_and_day() -> None:
    html = source_list([NOTE])
    assert "“Status of &lt;treaties&gt;”. United Nations, 2026. Head of the page." in html
    assert 'href="https://treaties.un.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">open</a>' in html
    assert ">archived copy</a>" in html
    assert "read on 21 November 2026" in html


def test_of_many_places_in_a_document_the_first_are_in_sight_and_none_is_lost() -> None:
    places = [f"Chapter {number}" for number in range(9)]
    shown, _, folded = source_list([replace(NOTE, locator="; ".join(places))]).partition("<details")
    assert [place in shown for place in places] == [True] * 4 + [False] * 5
    assert "5 more places in it" in folded
    assert all(place in folded for place in places[4:])


def test_only_addresses_of_the_web_become_links() -> None:
    assert link("javascript:alert(1)", "open") == "open"
    assert link("", "<b>") == "&lt;b&gt;"


def test_sources_that_only_cards_cite_stand_under_a_heading_of_their_own() -> None:
    first, further = replace(NOTE, number=1), replace(NOTE, number=2)
    html = sources_in_parts([first], [further], anchor="note")
    assert html.index('value="1"') < html.index("Cited on the cards of the map</h2>") < html.index('value="2"')
    assert sources_in_parts([first], [], anchor="note") == source_list([first], anchor="note")
