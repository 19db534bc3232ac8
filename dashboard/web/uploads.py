"""A bound on what readers upload: how much one session may keep in the server's memory at a time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.web.bodies import refuse
from dashboard.web.places import root_of

TOO_MUCH = 413
MOST_FILES = 4  # a story is one file; a new one takes its place a moment before the old one goes


class UploadLimit:
    """ASGI middleware: refuses a file of a session that keeps MOST_FILES already, those on their way included.

    Streamlit bounds each file (server.maxUploadSize) and keeps files until the session ends, but not how many.
    """

    def __init__(self, app: ASGIApp, *, kept: Callable[[str], int], base: str = "") -> None:
        self.app = app
        self.kept = kept
        self.place = re.compile(re.escape(root_of(base)) + r"/_stcore/upload_file/([^/]+)/[^/]+")
        self.coming: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count what is uploaded; let everything else pass."""
        found = self.place.fullmatch(scope["path"]) if scope["type"] == "http" and scope["method"] == "PUT" else None
        if found is None:
            await self.app(scope, receive, send)
            return
        session = found[1]
        if self.kept(session) + self.coming[session] >= MOST_FILES:
            sentence = f"This page keeps {MOST_FILES} files already. Reload it to start anew."
            await refuse(sentence, TOO_MUCH)(scope, receive, send)
            return
        self.coming[session] += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self.coming[session] -= 1
            if not self.coming[session]:
                del self.coming[session]
