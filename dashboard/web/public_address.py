"""The address under which readers reach the atlas, which links inside files and embeds begin with."""

from __future__ import annotations

from starlette.requests import Request

from dashboard.web.places import root_of
from dashboard.web.settings import host_of, read_settings


def public_address(request: Request, base: str = "") -> str:
    """Return the address of the atlas with a slash at its end.

    Behind a server that ends TLS the request does not know it, so the setting ATLAS_PUBLIC_URL goes first.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path.
    """
    told = read_settings().public_url
    if told:
        return told
    host = request.headers.get("host", "")
    if not host_of(host):  # anybody can write anything there, and it would stand in files that others open
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}{root_of(base)}/"
