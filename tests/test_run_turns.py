"""Runs of pages: so many of one client at one time, none of another's held up, and none for ever."""

from queue import Queue
from threading import Event, Thread

from dashboard.ui.run_turns import RunTurns


def test_runs_of_one_client_wait_for_each_other_and_not_for_those_of_another() -> None:
    turns, entered, leave = RunTurns(2, patience=60), Queue[str](), Event()

    def run(client: str) -> None:
        with turns.turn(client) as has_turn:
            assert has_turn
            entered.put(client)
            leave.wait(60)

    threads = [Thread(target=run, args=("one",)) for _ in range(6)]
    for thread in threads:
        thread.start()
    assert [entered.get(timeout=60) for _ in range(2)] == ["one", "one"]
    other = Thread(target=run, args=("other",))
    other.start()
    assert entered.get(timeout=60) == "other"
    assert entered.empty()
    assert len(turns) == 2
    leave.set()
    for thread in (*threads, other):
        thread.join(60)
    assert entered.qsize() == 4
    assert len(turns) == 0


def test_a_run_goes_on_without_a_turn_when_its_patience_ends() -> None:
    turns = RunTurns(1, patience=0)
    with turns.turn("one") as first, turns.turn("one") as second, turns.turn("other") as another:
        assert (first, second, another) == (True, False, True)
    with turns.turn("one") as again:
        assert again
    assert len(turns) == 0
