"""The hosts under which the atlas answers: a request that names another one is refused (RFC 9110, section 15.5.20)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from ipaddress import ip_address

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.web.bodies import refuse
from dashboard.web.settings import ALLOWED_HOSTS, EVERY_HOST, host_of

MISDIRECTED = 421
LOCAL = "localhost"
WILDCARDS = {"0.0.0.0", "::"}  # noqa: S104 - bound to every address, which names none


class AllowedHosts:
    """ASGI middleware: answers 421 where the Host header names a host that the atlas is not served under.

    The host stands in links of files, embeds and previews; a shared cache in front would give them to other readers.
    Names of this machine are always allowed. Requests for the paths in `probes` pass whatever they name: an
    orchestrator asks a container by its address.
    """

    def __init__(self, app: ASGIApp, *, hosts: Iterable[str] = (), probes: Collection[str] = ()) -> None:
        self.app = app
        self.hosts = frozenset(hosts)
        self.below = tuple(host[1:] for host in self.hosts if host.startswith("*."))
        self.probes = frozenset(probes)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a request or a websocket for another host; let everything else pass."""
        if scope["type"] not in {"http", "websocket"} or scope["path"] in self.probes or self._is_allowed(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": 1008})  # before it was accepted: the client sees 403
        else:
            sentence = f"The atlas is not served under this name. Who runs it can allow the name with {ALLOWED_HOSTS}."
            await refuse(sentence, MISDIRECTED)(scope, receive, send)

    def _is_allowed(self, scope: Scope) -> bool:
        host = host_of(Headers(scope=scope).get("host", ""))
        is_known = host in self.hosts or is_local(host) or host.endswith(self.below)
        return EVERY_HOST in self.hosts or (bool(host) and is_known)


def is_local(host: str) -> bool:
    """Return whether a host, as `host_of` has it, is this machine under a name or an address of its own.

    Examples
    --------
    >>> is_local("localhost"), is_local("127.0.0.1"), is_local("::1"), is_local("192.0.2.7"), is_local("")
    (True, True, True, False, False)
    """
    try:
        return host == LOCAL or host.endswith(f".{LOCAL}") or ip_address(host).is_loopback
    except ValueError:
        return False


def own_hosts(*given: str | None) -> tuple[str, ...]:
    """Return the hosts in addresses that the server was given to bind to or to print, without those that name none."""
    found = (host_of(f"[{text}]" if text and text.count(":") > 1 and text[0] != "[" else text or "") for text in given)
    return tuple(host for host in found if host and host not in WILDCARDS)
