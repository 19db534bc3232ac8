"""What the server inserts into Streamlit's page and the map's frame: title, preview, styles, scripts, preload hints."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.maps.atlas import Atlas
from dashboard.maps.layers.question import with_answer
from dashboard.maps.previews import (
    ABOUT,
    ABOUT_LINE,
    ABOUT_TITLE,
    COUNTRY,
    OWN,
    POLICY,
    QUESTIONS,
    SOURCES,
    SOURCES_LINE,
    SOURCES_TITLE,
    STORY,
    TREATIES,
    Preview,
    country_preview,
    index_preview,
    own_preview,
    page_preview,
    policy_preview,
    question_preview,
    step_preview,
    treaties_preview,
    view_preview,
)
from dashboard.maps.story.session import StorySession
from dashboard.maps.view import View
from dashboard.maps.wording import fault_lines, fault_sentence
from dashboard.render.assets import bundle_version, script_text, scripts_version
from dashboard.render.formats import FORMATS, Formats, Subject
from dashboard.render.html.share import (
    PICTURE,
    PICTURE_HEIGHT,
    announcement,
    file_address,
    story_file_address,
)
from dashboard.render.html.templates import rendered
from dashboard.render.live_map.component import SCRIPT, STYLE, bundle_url, first_data
from dashboard.render.live_map.geometry import frame_url
from dashboard.render.live_map.message import history_url
from dashboard.render.wire import WayRow, Ways
from dashboard.web.health import MAX_LINES, RETRY_AFTER, UNAVAILABLE
from dashboard.web.http_cache import takes_encodings
from dashboard.web.settings import public_address, root_of
from dashboard.web.turns import BusyError, Flights, Turns, client_of, hold_back
from geodata import BoundaryError, TableError, day_label
from geodata.errors import UnknownKeyError
from geodata.wording import ATLAS_NAME

OK = 200


@dataclass(frozen=True, slots=True)
class PageHead:
    """What depends on the link of a page: its title, tags of its head, content of `noscript`, and HTTP status."""

    title: str
    tags: str
    noscript: str
    status: int = OK


def page_head(path: str, query: str, address: str, atlas: Atlas) -> PageHead:
    """Return what is inserted into the page of a link; call it in a worker thread, because it may compose the view.

    While the data break their rules, the status is 503 and `noscript` lists the problems.

    Parameters
    ----------
    path
        Path of the screen, without the base path: "" for the map.
    query
        Query string of the link.
    address
        Public address of the atlas.
    """
    try:
        preview, view = preview_of(path, query, atlas)
        tags = announcement(preview, address) + link_tags(path, view, atlas)
        return PageHead(f"{preview.title} · {ATLAS_NAME}", tags, _noscript(preview))
    except (TableError, BoundaryError) as error:
        faults = rendered("faults.html", sentence=fault_sentence(error), lines=fault_lines(error)[:MAX_LINES])
        return PageHead(ATLAS_NAME, "".join(component_tags()), faults, UNAVAILABLE)


def preview_of(path: str, query: str, atlas: Atlas) -> tuple[Preview, View]:
    """Return the preview of a link, and the view of its map; values of the link that cannot be used are ignored."""
    parameters = parse_qs(query, keep_blank_values=True)
    if path == STORY:
        story_session, _ = atlas.story_session(parameters, StorySession())
        return story_preview(story_session, atlas)
    view, _ = atlas.view(parameters)
    return screen_preview(path, view, atlas), view


def screen_preview(path: str, view: View, atlas: Atlas) -> Preview:
    """Return the preview of a link to any screen but that of a story."""
    if path == QUESTIONS:
        return question_preview(atlas.spec(with_answer(view)), view)
    spec = atlas.spec(view)
    if path == COUNTRY and view.country is not None:
        return country_preview(spec)
    if path == COUNTRY:
        treaty = atlas.dataset().treaty(view.treaty).short_name
        line = f"Status under the {treaty} on {day_label(spec.day)}, and a page for each country with its sources."
        return index_preview(spec, line)
    if path == TREATIES:
        return treaties_preview(spec)
    if path == POLICY:
        return policy_preview(spec)
    if path == OWN:
        return own_preview(spec)
    if path == SOURCES:
        return page_preview(SOURCES, SOURCES_TITLE, f"{len(atlas.bibliography())} documents. {SOURCES_LINE}", spec)
    if path == ABOUT:
        return page_preview(ABOUT, ABOUT_TITLE, ABOUT_LINE, spec)
    return view_preview(spec)


def story_preview(story_session: StorySession, atlas: Atlas) -> tuple[Preview, View]:
    """Return the preview of a link to a step of a story, and the view of the step."""
    shipped = atlas.story()
    step, story = story_session.step(shipped), story_session.story(shipped)
    if step is None:
        view = View()
        return page_preview(STORY, story.title or "A story", "This story has no steps yet.", atlas.spec(view)), view
    spec = atlas.spec(step.view)
    return step_preview(story.title, atlas.step_text(step), spec, story_session.to_query()), step.view


def _noscript(preview: Preview) -> str:
    """Return the content of `noscript`: headline, picture, and links to pages and files that need no script."""
    ways = [
        (f"./embed{preview.map_query}", "this map as a light page, with its legend and sources"),
        (file_address("pdf", preview.map_query), "to print"),
        (file_address("csv", preview.map_query), "as a table"),
    ]
    if preview.path == STORY:
        ways.append((story_file_address("pdf", _story_of(preview.query)), "the whole story to print"))
    picture = file_address("png", preview.map_query, width=str(PICTURE))
    return rendered(
        "without_script.html", preview=preview, picture=picture, ways=ways, width=PICTURE, height=PICTURE_HEIGHT
    )


def _story_of(query: str) -> str:
    """Return the parameter `story` of a step's link, which is empty for the shipped story."""
    return parse_qs(query.removeprefix("?")).get("story", [""])[-1]


# -- Preload and prefetch hints, and the scripts and styles of the map's frame.

# Chunks of Streamlit's bundle, by the beginning of their names, that draw the elements of the first screen. Streamlit
# loads each only when its element arrives; that of the map's frame is on the critical path.
FRAME_PARTS = ("ComponentInstance", "Html")
OTHER_PARTS = ("PageLink", "Selectbox", "Radio", "DateInput", "Checkbox", "ButtonGroup", "Button")
STATIC_IMPORT = re.compile(r"""(?:from|import)["'`]\./([\w.-]+\.js)["'`]""")
COMPONENT = "component/streamlit_folium.st_folium"
UP_FROM_MAP = "../../"  # prefix of addresses relative to the document of the map's frame
# Streamlit's page preloads its own font (170 kB) whatever font the theme names; the atlas uses another. It also names
# the description of an interface for programs that the atlas does not serve (not_found.HIDDEN).
UNUSED_LINKS = re.compile(rb"<link\b[^>]*(?:/SourceSans|rel=\"service-desc\")[^>]*>")


def bundle_tags(page: Path) -> tuple[str, ...]:
    """Return hints for the chunks of Streamlit's bundle that the first screen needs and its index.html does not load.

    Parameters
    ----------
    page
        Streamlit's index.html, with `static` beside it. A chunk that a release of Streamlit names otherwise gets none.
    """
    known = set(re.findall(r"static/js/([\w.-]+\.js)", page.read_text(encoding="utf-8")))
    scripts = page.parent / "static" / "js"
    first = _needed(scripts, FRAME_PARTS, known)
    later = _needed(scripts, OTHER_PARTS, known | set(first))
    return (
        *(f'<link rel="modulepreload" crossorigin href="./static/js/{name}">' for name in first),
        *(f'<link rel="prefetch" as="script" crossorigin href="./static/js/{name}">' for name in later),
    )


def _needed(scripts: Path, parts: Iterable[str], known: set[str]) -> tuple[str, ...]:
    needed: dict[str, None] = {}

    def follow(path: Path) -> None:
        """Add a script and its static imports."""
        if path.name in known or path.name in needed or not path.is_file():
            return
        needed[path.name] = None
        for name in STATIC_IMPORT.findall(path.read_text(encoding="utf-8")):
            follow(path.with_name(name))

    for part in parts:
        for path in scripts.glob(f"{part}.*.js"):
            follow(path)
    return tuple(needed)


def component_tags() -> tuple[str, ...]:
    """Return hints for the scripts of streamlit-folium's frame; none before the first run of the page.

    That run imports the package, which registers the component; until then its address is answered with 404.
    """
    return _component_tags() if "streamlit_folium" in sys.modules else ()


@cache
def _component_tags() -> tuple[str, ...]:
    package = find_spec("streamlit_folium")
    page = Path(package.origin).parent / "frontend" / "build" / "index.html" if package and package.origin else None
    scripts = re.findall(r'src="\./([\w./-]+\.js)"', page.read_text(encoding="utf-8")) if page else []
    return tuple(f'<link rel="prefetch" as="script" href="./{COMPONENT}/{name}">' for name in scripts)


def link_tags(path: str, view: View, atlas: Atlas) -> str:
    """Return hints for what the map of a view will fetch: its geometry, and its status periods if it plays them.

    The screen of the map also gets the data of its first picture. Call it in a worker thread: specification and
    geometry may have to be computed.

    Parameters
    ----------
    path
        Path of the screen, without the base path: "" for the map.
    view
        Of the link; on the screen of a story, that of the step.
    """
    try:
        spec = atlas.spec(view)
        shapes = frame_url(view.extent, spec.release, spec.names).removeprefix(UP_FROM_MAP)
        tags = [first_data(spec, url=f"./{shapes}", today=atlas.today())] if not path else []
        rel = 'preload" as="fetch" crossorigin fetchpriority="high' if not path else "prefetch"
        tags.append(f'<link rel="{rel}" href="./{shapes}">')
        periods = history_url(spec).removeprefix(UP_FROM_MAP)
        if periods and "?" not in periods and path != STORY:  # those of a view take longer and come when they are used
            tags.append(f'<link rel="prefetch" href="./{periods}">')
    except UnknownKeyError:  # the page reports it
        tags = []
    return "".join([*component_tags(), *tags])


def frame_scripts() -> tuple[str, ...]:
    """Return the scripts that go before that of streamlit-folium in the document of the frame.

    They report a script that does not load, prefetch the geometry, and load the map's own bundle, which then runs
    before the first message arrives.
    """
    inline = [script_text(name) for name in ("load-failure", "geometry-prefetch")]
    return (*(f"<script>{text}</script>" for text in inline), f'<script defer src="{bundle_url(SCRIPT)}"></script>')


def frame_styles() -> tuple[str, ...]:
    """Return the style sheet of the frame; it goes into the body, because streamlit-folium writes the head twice."""
    return (f'<link rel="stylesheet" href="{bundle_url(STYLE)}">',)


# -- The style sheets and scripts of the atlas's own on Streamlit's page.

PAGE_CSS = ("atlas.css", "text.css", "story.css", "access.css", "print.css")
PAGE_JS = ("built/page-scripts.js",)
# Served as one style sheet and one script (assets/page-scripts.js).
PAGE_STYLE, PAGE_SCRIPT = "page.css", "page-scripts.js"
PAGE_BUNDLES = {PAGE_STYLE: PAGE_CSS, PAGE_SCRIPT: PAGE_JS}
_FROM_PAGE = "./assets/"  # every screen is directly under the root


def page_style() -> str:
    """Return the tag of the page's style sheet; it goes behind every other one, whose rules it overrides."""
    version = bundle_version(PAGE_STYLE, PAGE_CSS)
    return f'<link rel="stylesheet" href="{_FROM_PAGE}{PAGE_STYLE}?v={version}">'


def page_script() -> str:
    """Return the tag of the page's scripts, which are deferred."""
    version = bundle_version(PAGE_SCRIPT, PAGE_JS)
    return f'<script defer src="{_FROM_PAGE}{PAGE_SCRIPT}?v={version}"></script>'


def failure_script() -> str:
    """Return the inline script that reports parts of the page that fail to load; it goes before all other scripts."""
    return f"<script>{script_text('failure-notices')}</script>"


def report_tag(template: str) -> str:
    """Return the tag by which assets/report-figure.js knows where figures are reported; empty without a template."""
    return f'<meta name="atlas-report" content="{escape(template)}">' if template else ""


def ways_tag(formats: Formats = FORMATS) -> str:
    """Return the JSON tag with the pages and files that need no websocket: address, to which the query goes, and label.

    The page's scripts offer them where the connection fails. The tag names the version of the scripts too, which every
    run of a page repeats (`page_shell.menu`): where the server has been started anew with others, the page is reloaded.
    """
    files = [WayRow(file_address(ending, ""), offered.label) for ending, offered in formats.of(Subject.VIEW).items()]
    stories = [
        WayRow(story_file_address(ending, None), offered.label) for ending, offered in formats.of(Subject.STORY).items()
    ]
    ways: Ways = {"map": [WayRow("./embed", "Light page"), *files], "story": stories}
    tag = f'<script type="application/json" id="atlas-ways" data-scripts="{scripts_version()}">'
    return f"{tag}{json.dumps(ways)}</script>"


# -- The middleware that inserts them.

ROOT = "/"
TITLE = re.compile(rb"<title>.*?</title>", re.DOTALL)
NOSCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
NO_HEAD = PageHead("", "", "")
FRAME = r"/component/streamlit_folium\.st_folium/index\.html"


class HtmlInjector:
    """ASGI middleware: inserts tags into a page, such as preload hints for the files of the map.

    Parameters
    ----------
    tags
        Go to the end of the head.
    first
        Go before the first script of the page, and so run before it.
    last
        Go to the end of the body: a style there wins over those that Streamlit adds to the head while it runs.
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    page
        Regular expression of the paths below `base` whose pages are changed.
    without
        What is removed from the page.
    head_of
        Called in a worker thread with path below the root, query and public address of the atlas; returns what depends
        on the link: title, tags, content of `noscript`, and status.
    turns
        The turns in which `head_of` is called. A client that has too much waiting gets the page without its head.
    policy
        The Content-Security-Policy; a function is called with the changed page and its query, and returns it.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        tags: Iterable[str] = (),
        first: Iterable[str] = (),
        last: Iterable[str] = (),
        base: str = "",
        page: str = ROOT,
        without: re.Pattern[bytes] | None = None,
        head_of: Callable[[str, str, str], PageHead] | None = None,
        turns: Turns | None = None,
        policy: Callable[[bytes, bytes], str] | str = "",
    ) -> None:
        self.app = app
        self.tags = "".join(tags).encode()
        self.first = "".join(first).encode()
        self.last = "".join(last).encode()
        root = root_of(base)
        self.page = re.compile(re.escape(root) + page)
        self.root = root
        self.without = without
        self.head_of = head_of
        self.turns = turns or Turns()
        self.composing: Flights[tuple[str, str, str], PageHead] = Flights()
        self.policy = policy
        self.unchanged: dict[str, tuple[Message, bytes]] = {}  # by path, what the app sends: a file, which stays

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Change the page; pass every other request on."""
        is_read = scope["type"] == "http" and scope["method"] in {"GET", "HEAD"}
        if not is_read or not self.page.fullmatch(scope["path"]):
            await self.app(scope, receive, send)
            return
        head = await self._head(Request(scope))
        start, body = self.unchanged.get(scope["path"]) or await self._unchanged(scope, receive)
        await self._send_changed(scope, start, body, send, head)

    async def _unchanged(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        """Return the start and the body of the app's response, and keep those of a page that is for every reader.

        The app reads its file in four steps, each in another thread. While a map is composed, each of these threads
        waits for the interpreter, and a reader would wait longer for the file than for the map.
        """
        # Conditional and range requests would be answered for the unchanged page, and a compressed body cannot be
        # changed as text.
        dropped = {b"range", b"if-none-match", b"if-modified-since", b"accept-encoding"}
        headers = [pair for pair in scope["headers"] if pair[0] not in dropped]
        plain_scope = {**scope, "method": "GET", "headers": headers}  # the headers of HEAD are those of GET
        start: Message = {}
        chunks: list[bytes] = []

        async def collect(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))

        await self.app(plain_scope, receive, collect)
        page = start, b"".join(chunks)
        sent = Headers(raw=start["headers"])
        if start["status"] == OK and sent.get("content-type", "").startswith("text/html") and "set-cookie" not in sent:
            self.unchanged[scope["path"]] = page
        return page

    async def _head(self, request: Request) -> PageHead:
        """Return what depends on the link; equal requests at one time share it."""
        head_of = self.head_of
        if head_of is None:
            return NO_HEAD
        path = request.scope["path"].removeprefix(self.root).strip("/")
        key = path, request.scope["query_string"].decode("latin-1"), public_address(request, self.root)
        try:
            return await self.composing.get(
                key, client_of(request), lambda clients: self.turns.run(clients, lambda: head_of(*key))
            )
        except BusyError:
            await hold_back()
            return NO_HEAD

    async def _send_changed(self, scope: Scope, start: Message, body: bytes, send: Send, head: PageHead) -> None:
        headers = MutableHeaders(raw=list(start["headers"]))
        if headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers:
            body = self.without.sub(b"", body) if self.without else body
            body = body.replace(b"<script", self.first + b"<script", 1)
            body = body.replace(b"</head>", self.tags + head.tags.encode() + b"</head>", 1)
            body = body.replace(b"</body>", self.last + b"</body>", 1)
            if head.title:
                title, noscript = f"<title>{escape(head.title)}</title>", f"<noscript>{head.noscript}</noscript>"
                body = TITLE.sub(lambda _: title.encode(), body, count=1)
                body = NOSCRIPT.sub(lambda _: noscript.encode(), body, count=1)
            if head.status != OK:
                start = {**start, "status": head.status}
                headers["cache-control"], headers["retry-after"] = "no-store", RETRY_AFTER
            policy = self.policy if isinstance(self.policy, str) else self.policy(body, scope["query_string"])
            if policy:
                headers["content-security-policy"] = policy
            headers.add_vary_header("Accept-Encoding")
            if takes_encodings(Headers(scope=scope).get("accept-encoding", ""))[0]:
                body = gzip.compress(body, 6, mtime=0)
                headers["content-encoding"] = "gzip"
            headers["content-length"] = str(len(body))
            for name in ("accept-ranges", "etag", "last-modified"):
                del headers[name]
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})
