"""Every output of the atlas by subject, theme and kind.

When code moves, the imports here follow: no other module of the package imports what makes an output. What a page
shows comes from the entry script, and what a page fetches from the server's routes, neither of which knows a module.
"""

from __future__ import annotations

import sys

from dashboard.web.startup import StartError, check_registries

try:
    check_registries()  # before the imports below, which build them: two equal ids would be a traceback of theirs
except StartError as fault:
    sys.stderr.write(f"No output can be made: {fault}\n")
    sys.exit(2)

import json
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote, urlencode

from google.protobuf.json_format import MessageToDict
from google.protobuf.message import Message
from starlette.applications import Starlette
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node

from dashboard.maps.link import query_of
from dashboard.maps.spec import THEMES
from dashboard.maps.story.model import step_text
from dashboard.maps.view import PRESETS, View
from dashboard.render.formats import FORMATS, BriefJob, FormatError, FrozenJob, Options, StoryJob, Subject, file_bytes
from dashboard.render.png import png
from dashboard.server import ROUTES
from dashboard.ui import state
from dashboard.ui.service import ATLAS
from dashboard.web.page_head import page_head
from geodata import GeodataError
from tests.asgi_client import ask

DAY = date(2026, 11, 29)  # what counts as today, and as the day on which files are made
BASE = "http://atlas.example.org/"
ENTRY = Path(__file__).parents[2] / "dashboard" / "app.py"
VIEWS: dict[str, View] = {preset.preset_id: preset.view for preset in PRESETS}
FROZEN_LINK = "The notice of a frozen link."

# What a view is written as: by the writers of files, once a theme where the theme changes it.
OF_VIEW = tuple(entry for entry in FORMATS if entry.subject in {Subject.VIEW, Subject.PAGE})
THEMED = tuple(entry.id for entry in OF_VIEW if "theme" in entry.options)
PLAIN = tuple(entry.id for entry in OF_VIEW if "theme" not in entry.options)
# What Streamlit is sent of a view's page: the script that hands the map its message, the panel, every element of the
# page, the dialog that takes the view away, and what can be opened below the map.
ON_PAGE = ("message", "panel", "page", "share", "below")
# What the map fetches by the addresses in its message: card texts, status periods, shapes.
SHARE_PARTS = ("Files", "Link", "Embed", "Cite")
BELOW_PARTS = ("Table", "Sources", "In words")
FETCHED = {"cards": "cards", "periods": "periods", "frame": "url"}
SERVED = ("head", "oembed")
BRIEF_FILES = tuple(entry.id for entry in FORMATS.of(Subject.BRIEF).values())  # of views with a country
STORY_FILES = tuple(entry.id for entry in FORMATS.of(Subject.STORY).values())
# Pages that are no ready view: the screen's file, and the parameters of its link.
PAGES: dict[str, tuple[str, dict[str, str]]] = {
    "story": ("story", {}),
    "about": ("about", {}),
    "sources": ("sources", {}),
    "countries": ("country", {}),
    "country": ("country", {"country": "UKR"}),
    "treaties": ("treaties", {}),
    "policy": ("policy", {}),
    "questions": ("questions", {}),
    "own": ("own", {}),
}
MATRIX = "matrix"  # the table of the page of treaties as a file
# What differs between two runs or two folders and is no output: Streamlit's numbers of widgets and of files.
_NUMBERS = re.compile(r"\$\$ID-[0-9a-f]{32}|(?<=\"(?:deferredFileId|pageScriptHash)\": \")[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class Output:
    """One output: a ready view or another page, the theme ("" where an output has none of its own), and the kind."""

    subject: str
    theme: str
    kind: str

    @property
    def name(self) -> str:
        """The name of its file."""
        return f"{self.subject}{'-' if self.theme else ''}{self.theme}.{self.kind}"


class OutputError(Exception):
    """An output was not made: a format has no writer, the page shows a fault, or the server does not answer."""


def outputs() -> tuple[Output, ...]:
    """Return every output, in the order in which they are quickest made."""
    items = [Output(view, theme, kind) for view in VIEWS for theme in THEMES for kind in THEMED]
    items += [Output(view, "", kind) for view in VIEWS for kind in (*PLAIN, *ON_PAGE, *FETCHED, *SERVED)]
    items += [Output(view_id, "", kind) for view_id, view in VIEWS.items() if view.country for kind in BRIEF_FILES]
    items += [Output("story", theme, kind) for theme in THEMES for kind in STORY_FILES]
    items.append(Output("treaties", "", MATRIX))
    return (*items, *(Output(page, "", "page") for page in PAGES))


def output_bytes(output: Output) -> bytes:
    """Return an output of the shipped data as of `DAY`.

    Raises
    ------
    OutputError
        When a format has no writer, the page shows a fault, or the server refuses what the map fetches.
    """
    try:
        return _output_bytes(output)
    except FormatError as error:
        raise OutputError(str(error)) from error


def _output_bytes(output: Output) -> bytes:
    with _pinned():
        if output.kind in (*THEMED, *PLAIN):
            return _file(output)
        if output.kind in BRIEF_FILES:
            return _brief(output)
        if output.kind in STORY_FILES:
            return file_bytes(FORMATS[output.kind], _story(), _options(output.theme))
        if output.kind in FETCHED:
            return _fetched(_message(output.subject), FETCHED[output.kind])
        if output.kind == MATRIX:
            return _answer(f"/export/treaties.csv?day={DAY}")
        if output.kind in SERVED:
            return _served(output)
        return _on_page(output.subject)[output.kind].encode()


def release() -> str:
    """Return the name of the data release that outputs show."""
    return ATLAS.dataset().release


def links() -> dict[str, str]:
    """Return the link of each ready view by its id."""
    return {view_id: _link(view) for view_id, view in VIEWS.items()}


def drawn(svg: str, width: int) -> bytes:
    """Return an SVG picture of the atlas as PNG, `width` pixels wide.

    Raises
    ------
    ValueError
        When `svg` is no picture of the atlas.
    """
    try:
        return png(svg, width)
    except GeodataError as error:
        raise ValueError(str(error)) from error


@contextmanager
def _pinned() -> Iterator[None]:
    """Hold the day, and the name that a session makes up for itself; have the installed packages scanned once."""
    with (
        patch.object(state, "present_day", lambda: DAY),
        patch("secrets.token_urlsafe", lambda *_: "session"),
        patch.object(manifest_scanner, "scan_component_manifests", _manifests),
    ):
        yield


_manifests: Callable[[], object] = cache(manifest_scanner.scan_component_manifests)


def _options(theme: str) -> Options:
    return Options(BASE, DAY, theme=next((name for name in THEMES if name == theme), THEMES[0]))


def _link(view: View) -> str:
    return urlencode(query_of(view))


def _file(output: Output) -> bytes:
    spec = ATLAS.spec(VIEWS[output.subject])
    payload = FrozenJob(spec, FROZEN_LINK, ()) if output.kind == "frozen" else spec
    return file_bytes(FORMATS[output.kind], payload, _options(output.theme))


def _brief(output: Output) -> bytes:
    view = VIEWS[output.subject]
    job = BriefJob(*ATLAS.brief(view, view.country or ""))
    return file_bytes(FORMATS[output.kind], job, _options(output.theme))


@lru_cache(maxsize=1)
def _story() -> StoryJob:
    story = ATLAS.story()
    steps = ((step, ATLAS.spec(step.view)) for step in story.steps)
    return StoryJob(story.title, tuple((step_text(step, spec, ATLAS.dataset()), spec) for step, spec in steps))


@cache
def _server() -> Starlette:
    return Starlette(routes=ROUTES)


def _answer(address: str) -> bytes:
    answer = ask(_server(), address, host="atlas.example.org")
    if answer.status != 200:
        raise OutputError(f"{address} is answered with {answer.status}: {answer.text[:200]}")
    return answer.body


def _fetched(message: str, key: str) -> bytes:
    """Return what the map fetches by an address in its message; nothing where the message names none."""
    match = re.search(rf"'{key}':'([^']*)'", message)
    if match is None:
        raise OutputError(f"the message of the map has no “{key}”")
    return _answer(match[1].removeprefix("../..")) if match[1] else b""


def _served(output: Output) -> bytes:
    link = _link(VIEWS[output.subject])
    if output.kind == "oembed":
        return _answer(f"/oembed?url={quote(f'{BASE}?{link}', safe='')}")
    head = page_head("", link, BASE, ATLAS)
    return "\n".join([head.title, head.tags, head.noscript, str(head.status)]).encode()


def _message(view_id: str) -> str:
    return _on_page(view_id)["message"]


@lru_cache(maxsize=2)
def _on_page(subject: str) -> dict[str, str]:
    """Return what Streamlit is sent of a page by kind; elements are a line each, type and content as JSON."""
    if subject in PAGES:
        screen, query = PAGES[subject]
        return {"page": _elements(_opened(screen, query).main.root)}
    query = query_of(VIEWS[subject])
    at = _opened("", query)
    (frame,) = at.get("component_instance")
    bodies = [element.proto.body for element in at.get("html")]
    return {
        "message": json.loads(frame.proto.json_args)["feature_group"],
        "panel": "\n".join(body for body in bodies if 'class="panel"' in body),
        "page": _elements(at.main.root),
        "share": _elements(_shared(_opened("", query))),
        "below": _elements(_below(_opened("", query))),
    }


def _shared(at: AppTest) -> Iterator[Node]:
    """Yield what each part of the dialog holds; it is open in the run in which its button was pressed."""
    at.button(key="share").click()
    _run(at)
    for part in SHARE_PARTS:
        at.button(key="share").click()
        at.segmented_control(key="share-part").set_value(part)
        yield from next(node for node in _run(at).main.root if node.type == "dialog")


def _below(at: AppTest) -> Iterator[Node]:
    """Yield what the page holds with each of the parts opened below the map."""
    for part in BELOW_PARTS:
        at.segmented_control(key="below-map").set_value(part)
        yield from _run(at).main


def _opened(screen: str, query: dict[str, str]) -> AppTest:
    at = AppTest.from_file(ENTRY, default_timeout=120)
    if screen:
        at.switch_page(f"screens/{screen}.py")
    at.query_params.update({"v": "1", **query})
    return _run(at)


def _run(at: AppTest) -> AppTest:
    """Run a page, and raise when it shows a fault instead of what was asked for."""
    at.run()
    faults = [*(fault.message for fault in at.exception), *(fault.value for fault in at.error)]
    if faults:
        raise OutputError("the page shows a fault: " + "; ".join(faults))
    return at


def _elements(nodes: Iterable[Node]) -> str:
    """Return elements as text, one a line: its type and what Streamlit is sent of it as JSON."""
    lines = []
    for node in nodes:
        proto = getattr(node, "proto", None)  # the root has none
        sent = MessageToDict(proto) if isinstance(proto, Message) else {}
        lines.append(f"{node.type} {json.dumps(sent, ensure_ascii=False, sort_keys=True)}")
    return _NUMBERS.sub("", "\n".join(lines))
