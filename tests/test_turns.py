"""Turns: who goes next, who is turned away, and that no place is lost."""

import asyncio
from collections import Counter
from collections.abc import Awaitable
from contextlib import suppress
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from dashboard.web.http_cache import ComputedCache
from dashboard.web.settings import TRUSTED_PROXIES
from dashboard.web.turns import BusyError, Clients, Flights, Turns, client_of

COSTS = {"greedy": 5.0, "other": 0.1}


class Clock:
    """Seconds that pass only while work is done."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def order_of(turns: Turns, clock: Clock, jobs: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The order in which clients get their turns when all ask at one time; those turned away are left out."""
    served: list[tuple[str, float]] = []

    async def work(client: str, weight: float) -> None:
        with suppress(BusyError):
            async with turns.turn(client, weight):
                served.append((client, weight))
                clock.now += COSTS.get(client, 1.0)
                await asyncio.sleep(0)

    async def all_of_them() -> None:
        await asyncio.gather(*(work(*one) for one in jobs))

    asyncio.run(all_of_them())
    return served


def test_a_client_that_has_used_much_lets_the_others_go_first() -> None:
    clock = Clock()
    jobs = [("greedy", 1.0)] * 12 + [("other", 1.0)] * 2
    assert order_of(Turns(clock=clock), clock, jobs)[:3] == [("greedy", 1.0), ("other", 1.0), ("other", 1.0)]


def test_of_one_client_small_work_goes_before_large() -> None:
    clock = Clock()
    jobs = [("a", 1.0), ("a", 3.0), ("a", 2.0), ("a", 1.0)]
    assert [weight for _, weight in order_of(Turns(clock=clock), clock, jobs)] == [1.0, 1.0, 2.0, 3.0]


def test_a_client_with_too_many_is_turned_away_and_another_takes_its_place_when_all_are_taken() -> None:
    clock = Clock()
    served = order_of(Turns(of_client=3, clock=clock), clock, [("greedy", 1.0)] * 12)
    assert len(served) == 4  # one at once
    served = order_of(Turns(waiting=3, of_client=3, clock=clock), clock, [("greedy", 1.0)] * 12 + [("other", 1.0)])
    assert Counter(client for client, _ in served) == {"greedy": 3, "other": 1}


@given(
    jobs=st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), max_size=30),
    running=st.integers(1, 3),
    waiting=st.integers(0, 8),
)
def test_every_request_is_served_or_turned_away_and_no_place_is_lost_when_clients_go(
    jobs: list[tuple[str, bool]], running: int, waiting: int
) -> None:
    turns = Turns(running=running, waiting=waiting, of_client=4)
    busy = 0

    async def work(client: str) -> None:
        nonlocal busy
        async with turns.turn(client):
            busy += 1
            try:
                assert busy <= running
                await asyncio.sleep(0)
                await asyncio.sleep(0)
            finally:
                busy -= 1

    async def crowd() -> None:
        tasks = [asyncio.ensure_future(work(client)) for client, _ in jobs]
        await asyncio.sleep(0)
        for task, (_, goes) in zip(tasks, jobs, strict=True):
            if goes and not task.done() and turns.waiting:
                task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert {type(result) for result in results} <= {type(None), BusyError, asyncio.CancelledError}
        assert turns.waiting == 0
        for _ in range(running):
            await asyncio.wait_for(turns._enter(Clients("later"), 1), 1)  # each place is free again

    asyncio.run(crowd())


def test_equal_requests_at_one_time_share_a_computation_and_a_cancelled_one_leaves_it_to_the_others() -> None:
    async def crowd() -> list[object]:
        flights: Flights[str, int] = Flights()
        started: list[str] = []

        async def compute(_: Clients) -> int:
            started.append("a")
            await asyncio.sleep(0.01)
            return 1

        first, second = (asyncio.ensure_future(flights.get("a", client, compute)) for client in "ab")
        await asyncio.sleep(0)
        first.cancel()
        value = await second
        return [value, started, len(flights)]

    assert asyncio.run(crowd()) == [1, ["a"], 0]


def test_a_client_that_is_turned_away_turns_nobody_away_who_waits_for_the_same() -> None:
    async def crowd() -> list[object]:
        turns, flights = Turns(of_client=2), Flights[str, str]()

        def answer_to(key: str, client: str) -> Awaitable[str]:
            return flights.get(key, client, lambda _: turns.run(client, lambda: f"{key} for {client}"))

        pairs = [("a", "greedy"), ("b", "greedy"), ("c", "greedy"), ("d", "greedy"), ("d", "other"), ("d", "another")]
        return await asyncio.gather(*(answer_to(key, client) for key, client in pairs), return_exceptions=True)

    *served, refused, first, second = asyncio.run(crowd())
    assert served == ["a for greedy", "b for greedy", "c for greedy"]
    assert isinstance(refused, BusyError)
    assert first == second == "d for other"


async def order_of_joined(turns: Turns, clock: Clock, visits: list[tuple[str, str]]) -> list[str]:
    """The order in which computations get their turns, by key, when (key, client) ask one after another."""
    flights, served = Flights[str, None](), list[str]()

    async def compute(key: str, clients: Clients) -> None:
        async with turns.turn(clients):
            served.append(key)
            clock.now += 1.0

    async with turns.turn("first"):
        requests = []
        for key, client in visits:
            requests.append(asyncio.ensure_future(flights.get(key, client, partial(compute, key))))
            await asyncio.sleep(0)  # it asks
            await asyncio.sleep(0)  # its computation waits
    await asyncio.gather(*requests)
    return served


def test_what_waits_moves_up_when_a_client_of_better_rank_joins_and_each_pays_its_part() -> None:
    async def crowd(*joined: tuple[str, str]) -> tuple[list[str], dict[str, float]]:
        clock = Clock()
        turns = Turns(clock=clock)
        for client, seconds in (("greedy", 5.0), ("other", 1.0)):
            async with turns.turn(client):
                clock.now += seconds
        used = [turns._used_by(client) for client in ("greedy", "other", "fresh")]
        assert used == sorted(used, reverse=True)
        order = await order_of_joined(turns, clock, [("a", "greedy"), ("b", "greedy"), ("c", "other"), *joined])
        return order, {client: seconds for client, (seconds, _) in turns._used.items()}

    order, alone = asyncio.run(crowd())
    assert order == ["c", "a", "b"]
    order, shared = asyncio.run(crowd(("b", "fresh"), ("b", "fresh")))
    assert order == ["b", "c", "a"]
    assert shared["fresh"] == 0.5
    assert shared["greedy"] < alone["greedy"]


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["u", "v", "w", "x"])), max_size=14), st.data())
def test_no_computation_waits_behind_one_whose_clients_have_all_used_more(
    visits: list[tuple[str, str]], data: st.DataObject
) -> None:
    used = data.draw(st.fixed_dictionaries({client: st.integers(0, 9) for client in "uvwx"}))

    async def crowd() -> list[str]:
        turns = Turns(clock=lambda: 0.0)
        turns._used = {client: (float(seconds), 0.0) for client, seconds in used.items()}
        return await order_of_joined(turns, Clock(), visits)

    ranks = [min(used[client] for key, client in visits if key == served) for served in asyncio.run(crowd())]
    assert ranks == sorted(ranks)
    assert len(ranks) == len({key for key, _ in visits})


def test_what_is_kept_takes_no_turn() -> None:
    async def answer() -> str:
        turns, cache = Turns(waiting=0), ComputedCache(str.upper, most=2)
        request = Request({"type": "http", "headers": [], "client": ("192.0.2.1", 1)})
        assert await turns.computed(request, cache, "a") == "A"
        async with turns.turn("somebody"):
            with pytest.raises(BusyError):
                await turns.computed(request, cache, "b")
            return await turns.computed(request, cache, "a")

    assert asyncio.run(answer()) == "A"


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("192.0.2.1", "203.0.113.9", "192.0.2.1"),
        ("10.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.5", "10.0.0.1"),
        ("::ffff:10.0.0.1", "2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("2001:db8::1", "203.0.113.9", "2001:db8::/64"),
        ("10.0.0.1", "203.0.113.9:50312, 10.0.0.7:443", "203.0.113.9"),
        ("10.0.0.1", "[2001:db8:1:2:3::4]:50312", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "", "fe80::/64"),
        ("", "203.0.113.9", ""),
    ],
)
def test_the_client_is_who_connects_or_whom_a_trusted_proxy_names(
    peer: str, forwarded: str, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TRUSTED_PROXIES, "10.0.0.0/8")
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert client_of(Request({"type": "http", "headers": headers, "client": (peer, 1) if peer else None})) == client
