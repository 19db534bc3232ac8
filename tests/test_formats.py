"""The registry of formats: every writer can be called, what offers files follows from it, and faults are sentences."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from inspect import signature
from pathlib import Path
from typing import get_type_hints

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit.testing.v1 import AppTest

from dashboard.maps.link import link_of
from dashboard.maps.spec import MapSpec
from dashboard.maps.view import View
from dashboard.notebook import show
from dashboard.render.formats import (
    FORMATS,
    BriefJob,
    Format,
    FormatError,
    Formats,
    FrozenJob,
    Options,
    StoryJob,
    Subject,
)
from dashboard.render.formats import writer_of as writer
from dashboard.web.export import export_routes
from dashboard.web.export_queue import ExportQueue
from dashboard.web.page_head import ways_tag
from dashboard.web.policies import Policies
from tests.asgi_client import ask
from tests.shipped_views import SHIPPED, TODAY, shown
from tests.test_app import run
from tests.test_docs import README, format_rows
from tests.toy_format import TOY, view_toy

EXTENDED = Formats(*FORMATS, TOY)
PAYLOADS: dict[Subject, set[object]] = {
    Subject.VIEW: {MapSpec},
    Subject.STORY: {StoryJob},
    Subject.BRIEF: {BriefJob},
    Subject.PAGE: {MapSpec, FrozenJob},
}
LINK = "?v=1&day=2014-09-24"
VIEW = View(day=date(2014, 9, 24))


@pytest.fixture(scope="module")
def queue() -> Iterator[ExportQueue]:
    made = ExportQueue()
    yield made
    made.close()


def routes(queue: ExportQueue, *more: Format) -> Starlette:
    made = export_routes(SHIPPED, queue, formats=Formats(*FORMATS, *more))
    return Starlette(routes=made, middleware=[Middleware(Policies)])


@pytest.mark.slow  # imports every drawing library
@pytest.mark.parametrize("file_format", list(EXTENDED), ids=lambda entry: entry.id)
def test_the_writer_of_each_format_takes_what_its_subject_gives_and_options_and_returns_bytes(
    file_format: Format,
) -> None:
    function = writer(file_format)
    payload, options = signature(function).parameters
    types = get_type_hints(function)
    assert types[payload] in PAYLOADS[file_format.subject]
    assert (types[options], types["return"]) == (Options, bytes)
    assert file_format.options <= set(Options.__dataclass_fields__)


# -- A format of one file, handed to the registry, is everywhere.


def page_with_the_dialog() -> None:
    from dashboard.ui import state  # noqa: PLC0415 - Streamlit runs the text of this function alone
    from dashboard.ui.service import ATLAS  # noqa: PLC0415
    from dashboard.ui.share import share_part  # noqa: PLC0415
    from tests.test_formats import EXTENDED  # noqa: PLC0415

    state.arrive("", read_view=ATLAS.view)
    share_part(EXTENDED)
    state.depart()


@pytest.mark.slow
def test_the_share_dialog_offers_a_format_that_only_the_registry_knows() -> None:
    at = AppTest.from_function(page_with_the_dialog, default_timeout=60)
    at.query_params.update({"v": "1", "day": "2014-09-24"})
    run(at).button(key="share").click()
    items = [element.proto.body for element in run(at).get("html") if "toy.txt" in element.proto.body]
    (offered,) = re.findall(r'<li><a href="([^"]*)" download data-size="[^"]*">Toy &amp; text</a>', items[0])
    assert unescape(offered) == f"./export/map.toy.txt{link_of(shown(VIEW).view)}&theme=light&download=1"
    assert "<p>the headline &lt;alone&gt;</p>" in items[0]


@pytest.mark.slow
def test_the_route_answers_with_the_file_that_the_worker_process_made(queue: ExportQueue) -> None:
    app = routes(queue, TOY)
    dark, host = f"/export/map.toy.txt{LINK}&theme=dark", "atlas.example.org"
    answer = ask(app, dark, host=host)
    assert answer.body == view_toy(shown(VIEW), Options(f"http://{host}/", TODAY, theme="dark"))
    assert answer.headers["content-type"] == TOY.media_type
    assert 'filename="mine-ban-atlas_apmbc_world_2014-09-24.toy.txt"' in answer.headers["content-disposition"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert ask(app, dark, host=host, if_none_match=answer.headers["etag"]).status == 304
    assert answer.headers["etag"] != ask(app, f"/export/map.toy.txt{LINK}", host=host).headers["etag"]
    assert "“.toy.txt”" in ask(app, f"/export/map.gif{LINK}").text


def test_the_page_without_connection_lists_it_and_the_table_of_the_readme_would() -> None:
    assert '["./export/map.toy.txt", "Toy & text"]' in ways_tag(EXTENDED)
    assert format_rows(EXTENDED).keys() - format_rows(FORMATS).keys() == {"/export/map.toy.txt"}
    assert "toy" not in README


@pytest.mark.slow
def test_a_notebook_writes_it_by_the_longest_ending_of_the_name(tmp_path: Path) -> None:
    seen = replace(show(LINK), formats=Formats(*FORMATS, TOY, replace(TOY, ending="txt", write="tests.none:none")))
    assert seen.save(tmp_path / "a.TOY.txt").read_bytes() == view_toy(seen.spec, seen.options)


# -- What is wrong with a format is a sentence that says which, and what to do.


@pytest.mark.parametrize(
    ("write", "says"),
    [
        ("tests.no_such_writer:view_toy", "No module named 'tests.no_such_writer'"),
        ("tests.toy_format:view_top", "has no attribute 'view_top'"),
        ("tests.toy_format", "has no attribute ''"),
        ("", "Empty module name"),
    ],
)
def test_a_writer_that_cannot_be_imported_is_named_with_what_to_do(write: str, says: str) -> None:
    with pytest.raises(FormatError) as caught:
        writer(replace(TOY, write=write))
    text = str(caught.value)
    assert text.startswith(f"The atlas cannot write the format “Toy & text” (.toy.txt): its writer {write} cannot be")
    assert says in text
    assert "Install or mend what that names, or take the format out of dashboard/render/formats.py." in text


@pytest.mark.slow
def test_a_download_of_a_format_without_writer_is_refused_and_the_next_one_is_made(queue: ExportQueue) -> None:
    app = routes(queue, replace(TOY, write="tests.no_such_writer:view_toy"))
    answer = ask(app, f"/export/map.toy.txt{LINK}")
    assert answer.status == 501
    assert answer.text.startswith("The atlas cannot write the format “Toy & text” (.toy.txt): its writer tests.no_such")
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert ask(app, f"/export/map.json{LINK}").status == 200


def test_two_formats_of_one_id_are_refused_by_their_names() -> None:
    Formats(*FORMATS, replace(TOY, ending="png", subject=Subject.STORY))
    with pytest.raises(FormatError) as caught:
        Formats(*FORMATS, replace(TOY, ending="png"))
    says = "The formats “PNG” and “Toy & text” both have the id “png”. Give one of them another ending."
    assert str(caught.value) == says
