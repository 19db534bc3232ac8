"""The beginnings of addresses: the base path of the server, and the public address of the atlas."""

from __future__ import annotations

from starlette.requests import Request

from dashboard.web.settings import host_of, read_settings

# -- The base path, from server.baseUrlPath.


def root_of(base: str) -> str:
    """Return the base path, without a slash at its end.

    Examples
    --------
    >>> root_of("/atlas/"), root_of("")
    ('/atlas', '')
    """
    inner = base.strip("/")
    return f"/{inner}" if inner else ""


# -- The public address, which links inside files and embeds begin with.


def public_address(request: Request, base: str = "") -> str:
    """Return the public address of the atlas, with a slash at its end.

    It is ATLAS_PUBLIC_URL where that is set, because a request behind a proxy that terminates TLS does not show it.
    Otherwise it is the scheme and the Host header of the request.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path.
    """
    public_url = read_settings().public_url
    if public_url:
        return public_url
    host = request.headers.get("host", "")
    if not host_of(host):  # a client can send any text, and it would end up in files that others open
        name, port = request.scope.get("server") or ("localhost", None)
        host = f"{name}:{port}" if port else str(name)
    return f"{request.url.scheme}://{host}{root_of(base)}/"
