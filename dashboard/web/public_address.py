"""The address under which readers reach the atlas, which links inside files and embeds begin with."""

from __future__ import annotations

import os
import re
from urllib.parse import urlsplit

from starlette.requests import Request

from dashboard.web.places import root_of

HOST = re.compile(r"[a-z0-9.-]{1,253}(:\d{1,5})?|\[[0-9a-f:.]{2,45}\](:\d{1,5})?", re.IGNORECASE)
VARIABLE = "ATLAS_PUBLIC_URL"


def public_address(request: Request, base: str = "") -> str:
    """Return the address of the atlas with a slash at its end.

    Behind a server that ends TLS the request does not know it, so the environment variable ATLAS_PUBLIC_URL goes first.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path.
    """
    told = os.environ.get(VARIABLE, "").strip()
    parts = urlsplit(told)
    if parts.scheme in {"http", "https"} and parts.netloc:
        return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"
    host = request.headers.get("host", "")
    if not HOST.fullmatch(host):  # anybody can write anything there, and it would stand in files that others open
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}{root_of(base)}/"
