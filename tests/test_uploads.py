"""Uploads: Streamlit's own route, bounded in size by our configuration and in number by our middleware."""

import tomllib
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from streamlit import config
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.web.server.starlette.starlette_routes import create_upload_routes

from dashboard.maps.story.codec import LONGEST_FILE
from dashboard.ui.story import MOST_MEGABYTES
from dashboard.web.http import MAX_FILES, UploadLimit
from tests.asgi_client import Answer, ask

CONFIGURED = tomllib.loads((Path(__file__).parents[1] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
MOST = CONFIGURED["server"]["maxUploadSize"]
EDGE = "a-boundary"


class Runtime:
    """What the route asks of Streamlit's runtime."""

    def is_active_session(self, session: str) -> bool:
        return session == "mine"


@pytest.fixture
def manager() -> MemoryUploadedFileManager:
    return MemoryUploadedFileManager("/upload")


@pytest.fixture
def app(manager: MemoryUploadedFileManager, monkeypatch: pytest.MonkeyPatch) -> Starlette:
    options = {"server.maxUploadSize": MOST, "server.enableXsrfProtection": False}
    real = config.get_option
    monkeypatch.setattr(config, "get_option", lambda key: options.get(key, real(key)))

    def kept(session: str) -> int:
        return len(manager.file_storage.get(session, ()))

    routes = create_upload_routes(Runtime(), manager, "")  # type: ignore[arg-type]
    return Starlette(routes=routes, middleware=[Middleware(UploadLimit, stored_files=kept)])


def upload(app: Starlette, size: int, name: str = "1", *, has_length: bool = True) -> Answer:
    head = f'--{EDGE}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'.encode()
    body = head + b"x" * size + f"\r\n--{EDGE}--\r\n".encode()
    url, kind = f"/_stcore/upload_file/mine/{name}", f"multipart/form-data; boundary={EDGE}"
    if not has_length:
        return ask(app, url, method="PUT", body=body, content_type=kind)
    return ask(app, url, method="PUT", body=body, content_type=kind, content_length=str(len(body)))


def test_the_server_takes_what_a_story_needs_and_no_more() -> None:
    assert MOST == MOST_MEGABYTES == 1
    assert LONGEST_FILE <= MOST * 2**20


def test_a_larger_file_is_answered_413_and_nothing_of_it_is_kept(
    app: Starlette, manager: MemoryUploadedFileManager
) -> None:
    for has_length in (True, False):
        for size in (MOST * 2**20 + 1, 4 * 2**20):
            assert upload(app, size, has_length=has_length).status == 413
    assert manager.file_storage.get("mine", {}) == {}
    assert upload(app, LONGEST_FILE - 1000).status == 204


def test_a_session_keeps_few_files_and_others_are_not_touched(
    app: Starlette, manager: MemoryUploadedFileManager
) -> None:
    for number in range(MAX_FILES):
        assert upload(app, 10, str(number)).status == 204
    refused = upload(app, 10, "one-more")
    assert (refused.status, refused.headers["cache-control"]) == (413, "no-store")
    assert "keeps 4 files already" in refused.text
    assert len(manager.file_storage["mine"]) == MAX_FILES
    assert ask(app, "/_stcore/upload_file/mine/0", method="DELETE").status == 204
    assert upload(app, 10, "one-more").status == 204
    manager.remove_session_files("mine")
    assert manager.file_storage.get("mine", {}) == {}
