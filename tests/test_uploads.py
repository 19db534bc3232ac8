"""Uploads: Streamlit's own route behind our middleware, pages with a place for a file, and the end of sessions."""

import asyncio
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from weakref import WeakValueDictionary

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import Message, Receive, Scope, Send
from streamlit import config, runtime
from streamlit.runtime import runtime_util
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.starlette.starlette_routes import create_upload_routes

from dashboard.maps.story.codec import LONGEST_FILE
from dashboard.ui import session_files
from dashboard.ui.story import MOST_MEGABYTES
from dashboard.web.uploads import MAX_FILES, MULTIPART_BYTES, SERVER_FULL, UploadLimit
from tests.asgi_client import Answer, ask
from tests.test_app import opened, run

CONFIGURED = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
MOST = CONFIGURED["server"]["maxUploadSize"]
EDGE = "a-boundary"
HELD = 6 * 2**20
HERE = "127.0.0.1"  # the client that may have all of it


class Server:
    """What the route and the atlas ask of Streamlit's runtime: `open_pages` has the sessions with a connection."""

    def __init__(self) -> None:
        self.open_pages = {"mine", "other"}
        self.uploaded_file_mgr = MemoryUploadedFileManager("/upload")
        self.waiting = MemorySessionStorage(ttl_seconds=0)
        self._session_mgr = SimpleNamespace(_session_storage=self.waiting)

    def is_active_session(self, session: str) -> bool:
        return session in self.open_pages


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """A server with the pages `mine` and `other`, which both show a place for a story."""
    server = Server()
    monkeypatch.setattr(runtime, "exists", lambda: True)
    monkeypatch.setattr(runtime, "get_instance", lambda: server)
    return server


@pytest.fixture
def app(server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starlette]:
    options = {"server.maxUploadSize": MOST, "server.enableXsrfProtection": False}
    real = config.get_option
    monkeypatch.setattr(config, "get_option", lambda key: options.get(key, real(key)))
    places = {session: session_files._Places(now=MOST * 2**20) for session in ("mine", "other", "gone")}
    monkeypatch.setattr(session_files, "_OPEN", WeakValueDictionary(places))
    limit = Middleware(
        UploadLimit,
        stored=session_files.stored_sizes,
        most_bytes=lambda _, session: session_files.most_bytes(session),
        most_held=HELD,
        has_all=lambda scope: scope["client"][0] == HERE,
    )
    yield Starlette(routes=create_upload_routes(server, server.uploaded_file_mgr, ""), middleware=[limit])  # type: ignore[arg-type]
    del places


def upload(
    app: Starlette,
    size: int,
    name: str = "1",
    *,
    session: str = "mine",
    has_length: bool = True,
    client: str = HERE,
) -> Answer:
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'.encode()
    body = head + b"x" * size + f"\r\n--{EDGE}--\r\n".encode()
    url, kind = f"/_stcore/upload_file/{session}/{name}", f"multipart/form-data; boundary={EDGE}"
    if not has_length:
        return ask(app, url, method="PUT", body=body, content_type=kind, client=client)
    return ask(app, url, method="PUT", body=body, content_type=kind, content_length=str(len(body)), client=client)


def test_the_server_takes_what_a_story_needs_and_no_more() -> None:
    assert MOST == MOST_MEGABYTES == 1
    assert LONGEST_FILE <= MOST * 2**20
    assert runtime_util.get_max_widget_state_size_bytes() == 10**6  # what a page says, which the session keeps
    assert runtime_util.get_max_message_size_bytes() == 10**7


def test_a_larger_file_is_answered_413_and_nothing_of_it_is_kept(app: Starlette) -> None:
    for has_length in (True, False):
        for size in (MOST * 2**20 + 5000, 4 * 2**20):
            answer = upload(app, size, has_length=has_length)
            assert (answer.status, answer.text[:32]) == (413, "This file is larger than 1 MB, w")
    assert session_files.stored_sizes() == {}
    assert upload(app, LONGEST_FILE - 1000).status == 204
    assert session_files.stored_sizes() == {"mine": {"1": LONGEST_FILE - 1000}}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda server: server.open_pages.discard("mine"),
        lambda _: setattr(session_files._OPEN["mine"], "now", 0),
        lambda _: session_files._OPEN.pop("mine"),
    ],
    ids=["its page is closed", "its page has no place for one", "it has not drawn a page yet"],
)
def test_a_file_for_which_no_page_asks_is_refused_unread(
    app: Starlette, server: Server, spoil: Callable[[Server], object]
) -> None:
    spoil(server)
    for session in ("mine", "nobody", "gone"):
        answer = upload(app, 10, session=session)
        assert (answer.status, answer.headers["cache-control"]) == (403, "no-store")
        assert answer.text == "This page takes no file now. Reload it, and choose the file again."
    assert session_files.stored_sizes() == {}
    assert upload(app, 10, session="other").status == 204


def test_a_session_keeps_few_files_and_others_are_not_touched(app: Starlette) -> None:
    for number in range(MAX_FILES):
        assert upload(app, 10, str(number)).status == 204
    refused = upload(app, 10, "one-more")
    assert (refused.status, refused.headers["cache-control"]) == (413, "no-store")
    assert "keeps 4 files already" in refused.text
    assert len(session_files.stored_sizes()["mine"]) == MAX_FILES
    assert upload(app, 10, session="other").status == 204
    assert ask(app, "/_stcore/upload_file/mine/0", method="DELETE").status == 204
    assert upload(app, 10, "one-more").status == 204
    session_files.remove_files("mine")
    assert "mine" not in session_files.stored_sizes()


def test_all_sessions_together_hold_no_more_than_is_allowed(app: Starlette) -> None:
    size = 2**20 - 100
    for session, name in [("mine", "1"), ("mine", "2"), ("mine", "3"), ("mine", "4"), ("other", "1"), ("other", "2")]:
        assert upload(app, size, name, session=session).status == 204
    for has_length in (True, False):
        refused = upload(app, size, "3", session="other", has_length=has_length)
        assert (refused.status, refused.text, refused.headers["retry-after"]) == (503, SERVER_FULL, "60")
    session_files.remove_files("mine")
    assert upload(app, size, "3", session="other").status == 204


def test_one_client_has_half_of_what_is_kept_whatever_the_number_of_its_pages(app: Starlette) -> None:
    size, one_network = 2**20 - 100, ("2001:db8::1", "2001:db8::ffff:2")
    for number, (session, client) in enumerate(
        zip(("mine", "other", "mine"), (*one_network, *one_network), strict=False)
    ):
        assert upload(app, size, str(number), session=session, client=client).status == 204
    for session in ("mine", "other"):
        refused = upload(app, size, "4", session=session, client=one_network[0])
        assert (refused.status, refused.headers["retry-after"]) == (429, "60")
        assert "keep 3 MB of files already, of the 3 MB that one address may: remove" in refused.text
    assert upload(app, size, "4", session="other", client="2001:db8:0:1::1").status == 204
    assert ask(app, "/_stcore/upload_file/mine/0", method="DELETE").status == 204
    assert upload(app, size, "5", session="other", client=one_network[1]).status == 204


KIB = 2**10
SHARES = {"192.0.2.1": 2048 * KIB, "2001:db8::1": 2048 * KIB, HERE: 4096 * KIB}  # by client
Place = tuple[str, str]  # session and file


class Uploads:
    """A limit before a server that stores a file when it is said that its upload ends, and the truth beside it."""

    def __init__(self) -> None:
        self.stored: dict[str, dict[str, int]] = {}
        self.owners: dict[Place, tuple[str, int]] = {}  # of every upload that was taken: client and size
        self.coming: dict[Place, tuple[asyncio.Future[int], asyncio.Task[None]]] = {}
        self.limit = UploadLimit(
            self.app,
            stored=lambda: self.stored,
            most_bytes=lambda *_: 1024 * KIB,
            most_held=SHARES[HERE],
            has_all=lambda scope: scope["client"][0] == HERE,
        )

    async def app(self, scope: Scope, _receive: Receive, send: Send) -> None:
        session, file = scope["path"].split("/")[-2:]
        status = await scope["ends"]
        if status == 204:
            self.stored.setdefault(session, {})[file] = int(dict(scope["headers"])[b"content-length"])
        await send({"type": "http.response.start", "status": status, "headers": []})

    def held(self, client: str | None = None) -> int:
        """Return how many bytes are stored or coming, of one client or of all."""
        places = [*self.coming, *((session, file) for session, files in self.stored.items() for file in files)]
        return sum(size for owner, size in map(self.owners.__getitem__, places) if client in {None, owner})

    async def begin(self, client: str, place: Place, size: int) -> int | None:
        """Begin an upload; returns the status of its refusal, None where it is taken."""
        ends: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        path, length = "/_stcore/upload_file/{}/{}".format(*place), (b"content-length", str(size).encode())
        scope = {
            "type": "http",
            "method": "PUT",
            "path": path,
            "headers": [length],
            "client": (client, 1),
            "ends": ends,
        }
        task = asyncio.create_task(self.limit(scope, receive, send))
        await asyncio.sleep(0)
        if sent:
            return int(sent[0]["status"])
        self.owners[place], self.coming[place] = (client, size), (ends, task)
        return None

    async def end(self, status: int) -> None:
        """End the oldest upload that is under way."""
        for place in [*self.coming][:1]:
            ends, task = self.coming.pop(place)
            ends.set_result(status)
            await task

    def delete(self, session: str) -> None:
        """Delete the oldest file of a session."""
        files = self.stored.get(session, {})
        for file in [*files][:1]:
            del files[file]


@pytest.mark.slow
@given(
    st.lists(
        st.tuples(
            st.sampled_from(("begin", "begin", "begin", "begin", "end", "end", "fail", "delete", "close")),
            st.sampled_from([*SHARES]),
            st.sampled_from("abcde"),
            st.sampled_from((1024 * KIB, 1000 * KIB, 600 * KIB, 1)),
        ),
        min_size=12,
        max_size=40,
    )
)
def test_a_client_holds_its_share_at_most_in_any_order_of_acts_and_nobody_is_refused_for_the_share_of_another(
    acts: list[tuple[str, str, str, int]],
) -> None:
    async def run() -> None:
        uploading = Uploads()
        for number, (act, client, session, size) in enumerate(acts):
            if act == "begin":
                wanted, of_all = uploading.held(client) + size, uploading.held() + size
                status = await uploading.begin(client, (session, str(number)), size)
                if status is None:
                    assert wanted <= SHARES[client] + MULTIPART_BYTES
                    assert of_all <= SHARES[HERE] + MULTIPART_BYTES
                else:
                    assert (status == 429) <= (wanted > SHARES[client])
                    assert (status == 503) <= (of_all > SHARES[HERE])
            elif act == "delete":
                uploading.delete(session)
            elif act == "close":
                uploading.stored.pop(session, None)
            else:
                await uploading.end(204 if act == "end" else 403)
        while uploading.coming:
            await uploading.end(204)
        assert uploading.limit._bytes_by_client(uploading.stored).total() == uploading.held()
        assert uploading.limit._bytes_by_client({}).total() == 0
        assert uploading.limit.clients == {}

    asyncio.run(run())


def test_what_a_page_has_uploaded_goes_when_it_has_been_gone_for_two_minutes(app: Starlette, server: Server) -> None:
    ended: list[str] = []
    for session in ("mine", "other"):
        assert upload(app, 10, session=session).status == 204
    server.open_pages.remove("mine")
    server.waiting.save(SimpleNamespace(session=SimpleNamespace(id="mine", shutdown=lambda: ended.append("mine"))))  # type: ignore[arg-type]
    server.uploaded_file_mgr.add_file("gone", UploadedFileRec("9", "late.json", "", b"late"))
    assert [session_files.remove_ended(), session_files.remove_ended()] == [1, 0]
    assert ended == ["mine"]
    assert [*server.uploaded_file_mgr.file_storage] == ["other"]


@pytest.mark.slow
def test_only_a_page_with_a_place_for_a_file_takes_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {}
    for screen in ("story", "country"):
        at = opened(screen, v="1")
        run(at)
        (session,) = (
            session for session, places in session_files._OPEN.items() if places is at.session_state["upload-places"]
        )
        with monkeypatch.context() as patched:
            patched.setattr(runtime, "get_instance", lambda: SimpleNamespace(is_active_session=lambda _: True))
            sizes[screen] = session_files.most_bytes(session)
        assert len(at.get("file_uploader")) == (1 if sizes[screen] else 0)
    assert sizes == {"story": 2**20, "country": 0}
