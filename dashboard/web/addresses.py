"""Where our addresses begin: the path of the server, and the address under which readers reach it."""

from __future__ import annotations

from starlette.requests import Request

from dashboard.web.settings import host_of, read_settings

# -- Where our addresses begin: under what server.baseUrlPath puts before every path.


def root_of(base: str) -> str:
    """Return the beginning of every path, without a slash at its end.

    Examples
    --------
    >>> root_of("/atlas/"), root_of("")
    ('/atlas', '')
    """
    inner = base.strip("/")
    return f"/{inner}" if inner else ""


# -- The address under which readers reach the atlas, which links inside files and embeds begin with.


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
