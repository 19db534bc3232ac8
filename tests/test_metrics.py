"""What the server counts and logs of itself: figures for Prometheus, JSON lines, and nothing of a reader."""

import asyncio
import io
import json
import logging
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from dashboard.log_lines import (
    LOGGERS,
    QUIET_SECONDS,
    JsonLines,
    OncePerMinute,
    limit_log_lines,
    write_json_lines,
    write_text_lines,
)
from dashboard.web.metrics import (
    BOUNDS,
    FILES,
    KEPT,
    LOGGED,
    METRICS,
    REQUESTS,
    SECONDS,
    WAITING,
    CountedRecords,
    Counts,
    RequestCounter,
    exposition,
    log_counts,
    serve_figures,
)
from tests.asgi_client import ask

ROOT = Path(__file__).parents[1]
SAMPLE = re.compile(r'([a-z_]+)(?:\{((?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*)\})? (\S+)')


def samples(text: str) -> dict[tuple[str, str], float]:
    """Read the text format of Prometheus: value by name and labels."""
    lines = [line for line in text.split("\n") if line and not line.startswith("# ")]
    matches = [SAMPLE.fullmatch(line) for line in lines]
    return {(match[1], match[2] or ""): float(match[3]) for match in matches if match}


@given(st.lists(st.tuples(st.sampled_from(["embed", "screen"]), st.floats(0, 20)), max_size=20), st.text(max_size=8))
def test_what_was_counted_is_read_back_and_the_buckets_add_up(times: list[tuple[str, float]], text: str) -> None:
    counts = Counts()
    for part, seconds in times:
        counts.time(part, seconds)
        counts.add(REQUESTS, part, "200")
    counts.add(LOGGED, "warning", text)
    out = exposition(counts, {KEPT: lambda: {(): 12.0}, WAITING: lambda: {("small",): 3}})
    sample_by_name = samples(out)
    assert len(sample_by_name) == len([line for line in out.split("\n") if line and not line.startswith("#")])
    for part in {part for part, _ in times}:
        mine = [seconds for other, seconds in times if other == part]
        assert sample_by_name[REQUESTS.name, f'part="{part}",status="200"'] == len(mine)
        assert sample_by_name[f"{SECONDS.name}_count", f'part="{part}"'] == len(mine)
        for bound in BOUNDS:
            below = sum(seconds <= bound for seconds in mine)
            assert sample_by_name[f"{SECONDS.name}_bucket", f'part="{part}",le="{bound}"'] == below
    assert sample_by_name[KEPT.name, ""] == 12
    assert sample_by_name[WAITING.name, 'turns="small"'] == 3


@given(st.integers(0, 2**53))
def test_a_large_figure_is_read_back_whole(number: int) -> None:
    assert samples(exposition(Counts(), {KEPT: lambda: {(): number}}))[KEPT.name, ""] == number


def test_requests_are_counted_by_parts_that_no_client_makes_up() -> None:
    counts = Counts()
    app = Starlette(
        routes=[Route("/maps/embed", PlainTextResponse("")), Route("/maps/", PlainTextResponse(""))],
        middleware=[
            Middleware(
                RequestCounter,
                parts=frozenset({"embed"}),
                screens=frozenset({"", "story"}),
                base="/maps",
                counts=counts,
            )
        ],
    )
    for path in ("/maps/embed", "/maps/embed?v=1&own=abc", "/maps/", "/maps/story", "/maps/made-up"):
        ask(app, path)
    assert counts.of(REQUESTS) == {
        ("embed", "200"): 2,
        ("screen", "200"): 1,
        ("screen", "404"): 1,
        ("other", "404"): 1,
    }
    assert "own" not in exposition(counts, {})


@pytest.mark.slow
def test_figures_are_served_at_their_own_address_and_name_no_program() -> None:
    server = serve_figures("127.0.0.1", 0, lambda: exposition(Counts(), {}))
    try:
        url = f"http://127.0.0.1:{server.server_port}"
        with urllib.request.urlopen(f"{url}/metrics", timeout=10) as answer:  # noqa: S310 - our own address
            assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
            assert answer.headers["server"].strip() == "atlas"
            text = answer.read().decode()
        with pytest.raises(urllib.error.HTTPError, match="404") as refused:
            urllib.request.urlopen(f"{url}/", timeout=10)  # noqa: S310
        refused.value.close()
    finally:
        server.shutdown()
        server.server_close()
    assert all(f"# TYPE {metric.name} {metric.kind}" in text for metric in METRICS if metric.kind == "counter")


# -- The log.


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The stream of a log of JSON lines; loggers are put back as they were."""
    names = ("", "atlas", "uvicorn", "uvicorn.error", "streamlit")
    before = [(logging.getLogger(name), logging.getLogger(name).handlers[:]) for name in names]
    states = [(logger.level, logger.propagate) for logger, _ in before]
    filters = [(logger, logger.filters[:]) for logger, _ in before]
    for logger, _ in before:
        logger.filters.clear()  # of a server that another test imported
        logger.setLevel(logging.NOTSET)  # a server that another test ran was told to log little
    stream = io.StringIO()
    write_json_lines(stream)
    yield stream
    for logger, filtering in filters:
        logger.filters = filtering
    for (logger, handlers), (level, propagates) in zip(before, states, strict=True):
        logger.handlers, logger.propagate = handlers, propagates
        logger.setLevel(level)


def test_as_text_our_own_lines_are_written_beside_a_handler_that_counts(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before = root.handlers[:]
    try:
        root.handlers = [CountedRecords(Counts())]
        logging.getLogger("atlas").warning("not written")
        write_text_lines()
        write_text_lines()
        logging.getLogger("atlas").warning("a table breaks its rules")
    finally:
        root.handlers = before
    assert capsys.readouterr().err == "a table breaks its rules\n"


def test_a_line_is_an_object_without_the_text_of_an_exception(log: io.StringIO) -> None:
    try:
        dict[str, int]()["Jane Doe, minefield 7"]
    except KeyError:
        logging.getLogger("atlas").exception("a screen failed")
    line = json.loads(log.getvalue())
    assert (line["level"], line["logger"], line["message"]) == ("error", "atlas", "a screen failed")
    assert line["error"] == "KeyError"
    assert line["at"][-1].endswith("test_a_line_is_an_object_without_the_text_of_an_exception")
    assert "Jane" not in log.getvalue()
    assert line["time"].endswith("+00:00")


def test_libraries_write_lines_too_from_warnings_on_and_no_address(log: io.StringIO) -> None:
    logging.getLogger("uvicorn.error").info('%s - "WebSocket %s" [accepted]', "192.0.2.7:80", "/?v=1")
    logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
    logging.getLogger("streamlit").warning("late\nsession")
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [line["message"] for line in lines] == ["Invalid HTTP request received.", "late\nsession"]


def test_once_a_minute_a_line_says_how_many_requests_there_were(log: io.StringIO) -> None:
    counts = Counts()

    async def run() -> None:
        counts.add(REQUESTS, "embed", "200")
        task = asyncio.create_task(log_counts(counts, 0.01))
        await asyncio.sleep(0)
        for _ in range(3):
            counts.add(REQUESTS, "embed", "503")
        await asyncio.sleep(0.05)
        task.cancel()

    asyncio.run(run())
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    assert [(line["message"], line["counts"]) for line in lines] == [("requests", {"embed 503": 3})]


@given(st.text(max_size=40), st.sampled_from([logging.INFO, logging.ERROR]))
def test_any_message_is_one_line(text: str, level: int) -> None:
    line = JsonLines().format(logging.LogRecord("atlas", level, "", 1, text, None, None))
    assert "\n" not in line
    assert json.loads(line)["message"] == text


def test_records_of_the_log_are_counted() -> None:
    counts = Counts()
    handler = CountedRecords(counts)
    for level in (logging.INFO, logging.WARNING, logging.ERROR):
        record = logging.LogRecord("atlas.export", level, "", 1, "one", None, None)
        if record.levelno >= handler.level:
            handler.handle(record)
    assert counts.of(LOGGED) == {("warning", "atlas.export"): 1, ("error", "atlas.export"): 1}
    assert counts.of(FILES) == {}


def test_each_logger_of_what_a_reader_may_repeat_is_limited() -> None:
    """Not those of the server and the tables, which nobody repeats, nor that of the line a minute."""
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py"))
    names = {name for source in sources for name in re.findall(r'getLogger\("(atlas\.\w+)"\)', source)}
    assert names - {*LOGGERS} == {"atlas.counts"}
    assert {name for name in LOGGERS if name.startswith("atlas.")} - names == {"atlas.story"}  # of geodata


def test_the_loggers_of_the_framework_are_limited_with_our_own() -> None:
    names = [*logging.Logger.manager.loggerDict, "streamlit.of_a_test"]
    before = {name: logging.getLogger(name).filters[:] for name in names}
    try:
        limit_log_lines()
        for name in ("streamlit.of_a_test", "uvicorn.error", "atlas.acts"):
            assert any(isinstance(one, OncePerMinute) for one in logging.getLogger(name).filters), name
    finally:
        for name, filters in before.items():
            logging.getLogger(name).filters = filters


def test_a_fault_that_repeats_is_one_line_a_minute_with_the_number_of_the_others() -> None:
    once, at = OncePerMinute(), 1000.0

    def passes(message: str, *arguments: object, after: float, error: Exception | None = None) -> str:
        info = (type(error), error, error.__traceback__) if error else None
        record = logging.LogRecord("uvicorn.error", logging.ERROR, "", 1, message, arguments, info)
        record.created = at + after
        return record.getMessage() if once.filter(record) else ""

    assert passes("refused %d", 1, after=0) == "refused 1"
    assert [passes("refused %d", number, after=number / 100) for number in range(500)] == [""] * 500
    assert passes("another", after=2) == "another"
    assert passes("another", after=-1000) == "another"  # the clock was set back
    assert passes("refused %d", 2, after=QUIET_SECONDS) == "refused 2 (500 more since the last such line)"
    assert passes("fault", after=0, error=ValueError("a")) == "fault"
    assert passes("fault", after=0, error=ValueError("b")) == ""
    assert passes("fault", after=0, error=TypeError("b")) == "fault"
