"""Whether hazard areas may be uploaded: where server and browser are one machine, or where the operator accepts them.

An upload to another machine is already leaving. Elsewhere the page shows the command that measures, and takes its
result. The decision is made of each request; a websocket carries it to the page as a header.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.maps.own_data import ACCEPTED, LEAVING, MOST_MEGABYTES, OTHER_MEGABYTES, UPLOADS
from dashboard.web.settings import ACCEPT, REFUSE, Settings, host_of, is_local, is_loopback

# Headers that a proxy adds to a request. A proxy that adds none is seen by Origin, which a browser sends with every
# websocket and upload: it names the host under which the page was opened.
_FORWARDING = ("forwarded", "via", "x-real-ip", "x-client-ip", "x-cluster-client-ip", "true-client-ip", "cf-ray")


def refusal(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return why hazard areas are not taken from a request, as a sentence; "" where they are.

    Parameters
    ----------
    bound
        The address that the server listens on (server.address); None is every one.

    Examples
    --------
    >>> refusal({"client": ("127.0.0.1", 1), "headers": [(b"host", b"localhost:8501")]}, bound="127.0.0.1",
    ...         settings=Settings())
    ''
    """
    if settings.hazard_areas:
        return "" if settings.hazard_areas == ACCEPT else "Who runs this server takes none."
    if not is_loopback(bound):
        return "This server can be reached from other machines."
    headers = Headers(scope=scope)
    if any(name in _FORWARDING or name.startswith("x-forwarded") for name in headers):
        return "A proxy stands before this server."
    client = (scope.get("client") or ("",))[0]
    if not _is_loopback_address(client):
        return "Your browser runs on another machine than this server."
    origins = headers.getlist("origin")
    hosts = [host_of(host) for host in headers.getlist("host")] + [_host_of_origin(origin) for origin in origins]
    public = urlsplit(settings.public_url).netloc
    hosts += [host_of(public)] if public else []
    if len(headers.getlist("host")) != 1 or not all(map(is_local, hosts)):
        return "This page was opened under a name that is not this machine's own."
    return ""


def may_accept(*, bound: str | None, settings: Settings) -> bool:
    """Return whether any request at all can bring hazard areas."""
    return settings.hazard_areas == ACCEPT or (settings.hazard_areas != REFUSE and is_loopback(bound))


def most_bytes(reason: str) -> int:
    """Return how large an upload may be, by the `refusal` of its request."""
    return (OTHER_MEGABYTES if reason else MOST_MEGABYTES) * 2**20


def _is_loopback_address(text: str) -> bool:
    try:
        address = ip_address(text)
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _host_of_origin(origin: str) -> str:
    """Return the host of an Origin header; "" for `null` and whatever is none."""
    try:
        return host_of(urlsplit(origin).netloc)
    except ValueError:
        return ""


def answer(scope: Scope, *, bound: str | None, settings: Settings) -> str:
    """Return what a page is told: `ACCEPTED`, `LEAVING`, or the `refusal`."""
    reason = refusal(scope, bound=bound, settings=settings)
    is_one_machine = not refusal(scope, bound=bound, settings=replace(settings, hazard_areas=""))
    return reason or (ACCEPTED if is_one_machine else LEAVING)


class HazardAreas:
    """ASGI middleware: writes into the headers of each websocket whether hazard areas are taken, or why not.

    A header of that name that a client sends is cut.

    Parameters
    ----------
    answer_to
        Returns the `answer` to a request.
    """

    def __init__(self, app: ASGIApp, *, answer_to: Callable[[Scope], str]) -> None:
        self.app = app
        self.answer_to = answer_to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass every request on, a websocket with the header."""
        if scope["type"] == "websocket":
            others: Iterable[tuple[bytes, bytes]] = scope["headers"]
            own = (UPLOADS.encode(), self.answer_to(scope).encode("ascii"))
            scope = {**scope, "headers": [*(pair for pair in others if pair[0].lower() != own[0]), own]}
        await self.app(scope, receive, send)
