"""Turns: work limited in number, shared fairly between clients; and one computation for equal requests at one time."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any, Generic, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from dashboard.web.http_cache import ComputedCache
from dashboard.web.settings import current_settings

K = TypeVar("K", bound=Hashable)
T = TypeVar("T")

MAX_WAITING = 96  # requests: at 0.03 s each, the last one waits for three seconds
MAX_OF_CLIENT = 16  # of them; more come from a script, or from a hall behind one address, whose pages come back
HALF_LIFE = 10.0  # seconds after which used time counts half
LEAST_USED = 0.001  # seconds; what is less is forgotten
BUSY = "The atlas is making more maps at the moment than it can. Ask again in a few seconds."
REFUSAL_SECONDS = 1.0  # of `hold_back`: a client that asks again at once costs little then
RETRY_SECONDS = (3, 8)  # drawn at random, so that those who were turned away do not return together
IPV6_PREFIX = 64  # bits: an IPv6 client has all addresses behind them


class BusyError(Exception):
    """A client, or all together, have more requests waiting than are kept; the message is for the reader."""

    def __init__(self) -> None:
        super().__init__(BUSY)


def retry_after() -> str:
    """Return the value of Retry-After, in seconds."""
    return str(random.randint(*RETRY_SECONDS))  # noqa: S311 - spreads requests in time


async def hold_back() -> None:
    """Wait before a refusal is sent."""
    await asyncio.sleep(REFUSAL_SECONDS)


# -- Who asks: the address, or what a trusted proxy says of it.


def client_of(request: Request) -> str:
    """Return what stands for the client of a request: its IPv4 address, or the network of its IPv6 address.

    Behind a proxy that ATLAS_TRUSTED_PROXIES names, it is the last address of X-Forwarded-For that is none of those
    proxies: what stands before it, a client can write itself.
    """
    return client_at(request.client.host if request.client else "", request.headers.getlist("x-forwarded-for"))


def client_at(peer: str, forwarded: Iterable[str]) -> str:
    """Return what stands for the client of a connection by the address of its peer and its X-Forwarded-For headers."""
    trusted = current_settings().trusted_proxies
    if trusted and _is_within(peer, trusted):
        named = ",".join(forwarded).split(",")
        peer = next((name.strip() for name in reversed(named) if not _is_within(name.strip(), trusted)), peer) or peer
    return _network(peer)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """Return the address in a text; some proxies write the port of the connection after it, another each time."""
    bare = text[1:].partition("]")[0] if text.startswith("[") else text
    bare = bare.partition(":")[0] if bare.count(":") == 1 else bare
    try:
        address = ip_address(bare)
    except ValueError:
        return None
    return address.ipv4_mapped or address if isinstance(address, IPv6Address) else address


def _is_within(text: str, networks: tuple[IPv4Network | IPv6Network, ...]) -> bool:
    address = _address(text)
    return address is not None and any(address in network for network in networks)


def _network(text: str) -> str:
    """Return an IPv4 address, or the network of an IPv6 address; another text, such as that of a Unix socket, cut."""
    address = _address(text)
    if isinstance(address, IPv6Address):
        return str(ip_network((address, IPV6_PREFIX), strict=False))
    return str(address) if address else text[:64]


# -- One computation for equal requests at one time.


class Clients:
    """The clients whose requests wait for one computation, the one that began it first; others join meanwhile."""

    __slots__ = ("_names",)

    def __init__(self, first: str) -> None:
        self._names = {first: None}  # a set that keeps its order

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    @property
    def first(self) -> str:
        """The client that began the computation."""
        return next(iter(self._names))

    def join(self, client: str) -> None:
        """Add a client, unless it waits already."""
        self._names.setdefault(client)


class Flights(Generic[K, T]):
    """Computations in progress by key: who asks for a key that is being computed waits for that computation."""

    def __init__(self) -> None:
        self._going: dict[K, tuple[asyncio.Future[T], Clients]] = {}

    def __len__(self) -> int:
        return len(self._going)

    async def get(self, key: K, client: str, start: Callable[[Clients], Awaitable[T]]) -> T:
        """Return the value of a key; `start` is called unless it is being computed.

        `start` is given the clients that wait for the value, to which those that ask later are added: in a queue the
        computation goes by the best of them (`Turns`). A cancelled request leaves the computation to the others, and so
        does one that is turned away: the first of them begins it anew, because their clients may have less waiting.

        Raises
        ------
        BusyError
            When the computation that this request began is turned away.
        """
        while True:
            going = self._going.get(key)
            is_own = going is None
            if going is None:
                clients = Clients(client)
                going = self._going[key] = asyncio.ensure_future(start(clients)), clients
                going[0].add_done_callback(lambda _: self._going.pop(key, None))
            flight, clients = going
            clients.join(client)
            try:
                return await asyncio.shield(flight)
            except BusyError:
                if is_own:
                    raise


# -- Turns.


@dataclass(frozen=True, slots=True)
class _Waiting:
    clients: Clients
    weight: float
    number: int
    turn: asyncio.Future[None]


class Turns:
    """A limit on what runs at one time; the next turn goes to the client that has used the least time lately.

    Of one client, small work goes before large. What several clients wait for (`Flights`) goes by the one of them that
    has used the least, also where that one has joined last, and its time counts for each of them in equal parts. Used
    time halves with every HALF_LIFE. All methods are called in the event loop.

    Parameters
    ----------
    running
        How many turns run at one time.
    waiting, of_client
        How many requests wait, of all clients and of one; what several clients wait for is counted for the one that
        began it. Where all places are taken, a client with fewer waiting takes the place of the last one of the client
        with the most.
    """

    def __init__(
        self,
        *,
        running: int = 1,
        waiting: int = MAX_WAITING,
        of_client: int = MAX_OF_CLIENT,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._free = running
        self._most_waiting, self._most_of_client = waiting, of_client
        self._clock = clock
        self._waiting: list[_Waiting] = []
        self._used: dict[str, tuple[float, float]] = {}  # by client: seconds, and when they were counted
        self._number = 0
        self._computing: Flights[Hashable, Any] = Flights()

    @property
    def waiting(self) -> int:
        """The number of requests that wait."""
        return len(self._waiting)

    @asynccontextmanager
    async def turn(self, clients: Clients | str, weight: float = 1) -> AsyncIterator[None]:
        """Wait for a turn of a client, or of the clients of one computation, and hold it.

        Raises
        ------
        BusyError
            When too many wait already.
        """
        if isinstance(clients, str):
            clients = Clients(clients)
        await self._enter(clients, weight)
        started = self._clock()
        try:
            yield
        finally:
            now = self._clock()
            for client in clients:
                self._used[client] = (self._used_by(client) + (now - started) / len(clients), now)
            self._leave()

    async def run(self, clients: Clients | str, work: Callable[[], T]) -> T:
        """Call a function in a worker thread when it is the turn of a client, or of those of one computation.

        Raises
        ------
        BusyError
            When too many wait already.
        """
        async with self.turn(clients):
            return await run_in_threadpool(work)

    async def computed(self, request: Request, cache: ComputedCache[K, T], key: K) -> T:
        """Return a value of a cache: at once where it is kept, otherwise computed in a turn of the client.

        Raises
        ------
        BusyError
            When too many wait already.
        """
        try:
            return cache.kept(key)
        except KeyError:
            computed: T = await self._computing.get(
                (cache, key), client_of(request), lambda clients: self.run(clients, lambda: cache.get(key))
            )
            return computed

    async def _enter(self, clients: Clients, weight: float) -> None:
        if self._free and not self._waiting:
            self._free -= 1
            return
        self._make_room(clients.first)
        self._number += 1
        waiting = _Waiting(clients, weight, self._number, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            elif waiting.turn.done() and not waiting.turn.cancelled() and waiting.turn.exception() is None:
                self._leave()  # the turn came in the moment in which the client went
            raise

    def _make_room(self, client: str) -> None:
        counts = Counter(waiting.clients.first for waiting in self._waiting)
        if counts[client] >= self._most_of_client:
            raise BusyError
        if len(self._waiting) < self._most_waiting:
            return
        most = max(counts, key=lambda name: counts[name], default=client)
        if counts[most] <= counts[client] + 1:
            raise BusyError
        last = max(
            (waiting for waiting in self._waiting if waiting.clients.first == most), key=lambda waiting: waiting.number
        )
        self._waiting.remove(last)
        if not last.turn.done():
            last.turn.set_exception(BusyError())

    def _leave(self) -> None:
        self._free += 1
        while self._free and self._waiting:
            following = min(self._waiting, key=self._rank)
            self._waiting.remove(following)
            if not following.turn.done():  # cancelled
                self._free -= 1
                following.turn.set_result(None)
        if len(self._used) > self._most_waiting:
            self._used = {client: used for client, used in self._used.items() if self._used_by(client) > LEAST_USED}

    def _rank(self, waiting: _Waiting) -> tuple[float, float, int]:
        """Return what is least for the work whose turn is next."""
        return min(map(self._used_by, waiting.clients)), waiting.weight, waiting.number

    def _used_by(self, client: str) -> float:
        seconds, at = self._used.get(client, (0.0, 0.0))
        return float(seconds * 0.5 ** ((self._clock() - at) / HALF_LIFE)) if seconds else 0.0
