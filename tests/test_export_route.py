"""Files by address: what they are, that browsers keep them, and what is said to those who ask for what is not there."""

import asyncio
import errno
import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette

import dashboard.render.worker as worker_module
import dashboard.web.turns as turns_module
from dashboard.maps.link import link_of
from dashboard.maps.permalinks import ID_VERSION, frozen_parameters
from dashboard.maps.spec import THEMES, MapSpec, PictureTheme, spec_json
from dashboard.maps.view import View
from dashboard.render.formats import FORMATS, MOST_WIDTH, Format, Options, Payload, Subject, etag
from dashboard.render.worker import FAILED, NO_ROOM, answer
from dashboard.web.embed import embed_routes
from dashboard.web.export import export_routes
from dashboard.web.export_queue import KEPT_SECONDS, ExportQueue
from dashboard.web.http_cache import REVALIDATE, CachedBody
from dashboard.web.params import SHORT_LIVED
from dashboard.web.turns import BUSY, RETRY_SECONDS, BusyError, Turns
from dashboard.web.workers import HAS_TEMPLATE, ExportError, Template, Worker, _Process
from geodata import Freshness
from geodata.errors import BoundaryError
from tests.asgi_client import ask
from tests.properties import examples
from tests.shipped_views import SHIPPED, TODAY, shown

DAY = View(day=date(2014, 9, 24))
HERE = Options("http://testserver/", TODAY)
JSON = FORMATS["json"]


def in_file(spec: MapSpec) -> str:
    """A specification as the JSON file of today."""
    return spec_json(spec, freshness=Freshness(spec.depositary_read, TODAY))


@pytest.fixture(scope="module")
def queue() -> Iterator[ExportQueue]:
    made = ExportQueue()
    yield made
    made.close()


@pytest.fixture(scope="module")
def app(queue: ExportQueue) -> Starlette:
    return Starlette(routes=export_routes(SHIPPED, queue))


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse without a pause."""
    monkeypatch.setattr(turns_module, "REFUSAL_SECONDS", 0)


class Idle(Worker):
    """A worker that is never to be asked for anything."""

    def make(self, file_format: Format, *_: object) -> bytes:
        raise ExportError(f"{file_format.ending} was asked for", 500)


@pytest.mark.parametrize("ending", ["json", "embed"])
def test_what_a_browser_has_is_not_written_again_whichever_form_it_has(ending: str) -> None:
    queue = ExportQueue(Idle())
    app = Starlette(routes=[*export_routes(SHIPPED, queue), *embed_routes(SHIPPED, queue)])
    path = f"/{ending}?v=1&day=2014-09-24" if ending == "embed" else f"/export/map.{ending}?v=1&day=2014-09-24"
    key = etag(FORMATS[ending], shown(DAY), HERE)
    for tag in (f'"{key}"', f'"{key}-gz"', f'"other", W/"{key}-gz"'):
        answer = ask(app, path, host="testserver", if_none_match=tag)
        assert (answer.status, answer.text) == (304, ""), tag
        assert answer.headers["etag"] in tag
        assert answer.headers["cache-control"] == SHORT_LIVED
    for tag in (f'"x{key}"', f'"{key}x"', key):
        assert ask(app, path, host="testserver", if_none_match=tag).status == 500, tag


@pytest.mark.slow
def test_a_view_is_answered_as_a_file_that_keeps_its_name_and_its_tag(app: Starlette) -> None:
    answer = ask(app, "/export/map.json?v=1&day=2014-09-24")
    assert answer.text == in_file(shown(DAY))
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == SHORT_LIVED
    assert 'filename="mine-ban-atlas_apmbc_world_2014-09-24.json"' in answer.headers["content-disposition"]
    again = ask(app, "/export/map.json?v=1&day=2014-09-24", if_none_match=answer.headers["etag"])
    assert (again.status, again.text) == (304, "")
    assert (
        ask(app, "/export/map.json?v=1&day=2014-09-24&download=1").headers["content-disposition"].startswith("attach")
    )
    assert ask(app, "/export/map.json?v=1").headers["cache-control"] == REVALIDATE


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("map.gif?v=1", 404, "expected one of “."),
        ("map.jsn?v=1", 404, "Did you mean “.json”?"),
        ("map.json?v=1&width=0", 400, "expected whole pixels from 400 to 4000"),
        ("map.json?v=1&width=100000", 400, "“width” is “100000”"),
        ("map.json?v=1&width=-1e3", 400, "“width” is “-1e3”"),
        ("map.json?v=1&theme=pink", 400, "expected one of light, dark"),
        ("map.json?v=1&country=QQQ", 400, "“country” cannot be used"),
        ("map.json?v=1&day=yesterday&treaty=apm", 400, "“treaty” cannot be used"),
        ("map.json?v=1&x=" + "x" * 5000, 414, "longer than 4000 characters"),
    ],
)
def test_what_is_not_there_is_refused_in_a_sentence(app: Starlette, address: str, status: int, says: str) -> None:
    answer = ask(app, f"/export/{address}")
    assert answer.status == status
    assert says in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["cache-control"] == "no-store"


@examples(25)
@given(query=st.text(max_size=60), ending=st.sampled_from([*FORMATS.of(Subject.VIEW), "exe", ""]))
def test_no_address_breaks_the_route(query: str, ending: str) -> None:
    class Idle(ExportQueue):
        async def get(self, *_: object, **_more: object) -> CachedBody:
            raise ExportError("Not today.", 503)

    answer = ask(Starlette(routes=export_routes(SHIPPED, Idle())), f"/export/map.{ending}", query=query)
    assert answer.status in {400, 404, 503}
    assert answer.text.strip()


@cache
def tags_here() -> dict[str, str]:
    """The tag of each file of a view, by the ending of the file."""
    return {item.id: etag(item, shown(DAY), HERE) for item in FORMATS.of(Subject.VIEW).values()}


@pytest.mark.slow
@given(width=st.integers(400, MOST_WIDTH), theme=st.sampled_from(THEMES))
@examples(10)
def test_a_tag_changes_with_an_option_that_the_file_has_and_with_no_other(width: int, theme: PictureTheme) -> None:
    spec, other = shown(DAY), Options(HERE.base, TODAY, width, theme)
    for item in FORMATS.of(Subject.VIEW).values():
        changed = {key for key in ("width", "theme") if getattr(other, key) != getattr(HERE, key)}
        assert (etag(item, spec, other) == tags_here()[item.id]) == (not changed & item.options)


@pytest.mark.slow
def test_a_tag_changes_with_the_day_of_the_view_and_with_nothing_else() -> None:
    for item in FORMATS.of(Subject.VIEW).values():
        assert etag(item, shown(DAY), HERE) == tags_here()[item.id]
        assert etag(item, shown(View(day=date(2014, 9, 25))), HERE) != tags_here()[item.id]


def killed_in_the_middle(worker: Worker, times: int) -> bytes:
    """Have a file made while the worker is killed so often: as it takes the job, before it can answer."""
    ask_of = _Process.ask
    left = [times]

    def ask(process: _Process, job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
        if left[0]:
            left[0] -= 1
            os.kill(process.pid, signal.SIGKILL)
        return ask_of(process, job)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_Process, "ask", ask)
        return worker.make(JSON, shown(DAY), HERE)


@pytest.fixture(scope="module")
def template() -> Iterator[Template]:
    made = Template()
    yield made
    made.close()


@pytest.mark.slow
def test_the_job_of_a_killed_worker_is_tried_once_more_by_itself(template: Template) -> None:
    worker = Worker(template)
    try:
        assert not worker.is_ready()
        assert worker.make(JSON, shown(DAY), HERE)
        assert worker.is_ready()
        killed = worker.pid()
        assert killed_in_the_middle(worker, 1).decode() == in_file(shown(DAY))
        assert worker.pid() not in {killed, None}
        assert worker.is_ready()
        os.kill(worker.pid() or 0, signal.SIGKILL)
        while worker.is_ready():
            time.sleep(0.01)
    finally:
        worker.close()


def test_a_damaged_boundary_file_is_a_fault_of_the_boundaries_and_one_line_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def damaged(*_: object) -> bytes:
        raise BoundaryError("frames/korea.topojson: is damaged")

    class Process:
        def ask(self, job: tuple[Format, Payload, Options]) -> tuple[str, bytes | str]:
            return answer(job)

        def kill(self) -> None: ...

    monkeypatch.setattr("dashboard.render.worker.file_bytes", damaged)
    worker = Worker()
    monkeypatch.setattr(worker, "_living", Process)
    with pytest.raises(BoundaryError, match=r"^frames/korea\.topojson: is damaged$"):
        worker.make(JSON, shown(DAY), HERE)
    assert [record.getMessage() for record in caplog.records] == [
        "a file could not be made: frames/korea.topojson: is damaged"
    ]


@pytest.mark.slow
def test_a_job_that_ends_two_workers_leaves_a_sentence_and_the_next_job_a_new_one(template: Template) -> None:
    worker = Worker(template)
    try:
        with pytest.raises(ExportError, match="Ask for it again") as refusal:
            killed_in_the_middle(worker, 2)
        assert refusal.value.status == 503
        assert worker.make(JSON, shown(DAY), HERE).decode() == in_file(shown(DAY))
    finally:
        worker.close()


@pytest.mark.slow
@pytest.mark.skipif(not HAS_TEMPLATE, reason="processes are forked on Linux alone")
def test_a_worker_without_jobs_for_a_while_is_a_fresh_process_once_and_always_ready(template: Template) -> None:
    worker = Worker(template)
    try:
        assert not worker.refresh(idle=0)
        assert worker.make(JSON, shown(DAY), HERE)
        used = worker.pid()
        assert not worker.refresh(idle=60)
        assert worker.refresh(idle=0)
        assert worker.is_ready()
        assert worker.pid() not in {used, None}
        assert not worker.refresh(idle=0)
        maps = Path(f"/proc/{worker.pid()}/maps").read_text(encoding="utf-8")
        assert "shapely" in maps
        assert "pandas" not in maps  # 70 MB for tables, which nothing that draws has any use for
        assert worker.make(JSON, shown(DAY), HERE).decode() == in_file(shown(DAY))
    finally:
        worker.close()


@pytest.mark.slow
@pytest.mark.skipif(not HAS_TEMPLATE, reason="processes are forked on Linux alone")
def test_a_template_that_was_killed_is_started_anew_and_its_forks_live_on(template: Template) -> None:
    worker, other = Worker(template), Worker(template, niceness=5)
    try:
        assert worker.make(JSON, shown(DAY), HERE)
        living, killed = worker.pid(), template.pid()
        assert killed is not None
        assert template._running is not None
        os.kill(killed, signal.SIGKILL)
        assert template._running[1].recv(1) == b""  # its forks keep no end of the socket, which would be waited for
        assert worker.make(JSON, shown(DAY), HERE)
        assert worker.pid() == living
        assert other.make(JSON, shown(DAY), HERE)
        assert template.pid() not in {killed, None}
    finally:
        worker.close()
        other.close()


def test_a_full_disk_is_answered_with_a_sentence_and_a_line_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(worker_module, "file_bytes", full)
    assert worker_module.answer((JSON, shown(DAY), HERE)) == (FAILED, NO_ROOM)
    assert caplog.messages == ["a file could not be made: [Errno 28] No space left on device"]


def test_a_file_that_nobody_asks_for_any_more_is_let_go() -> None:
    class Counting(Worker):
        def make(self, *_: object) -> bytes:
            return b"{}"

    async def kept_keys() -> str:
        now = [0.0]
        queue = ExportQueue(Counting(), clock=lambda: now[0])
        for key in "abc":
            await queue.get(key, JSON, shown(DAY), HERE)
        now[0] = KEPT_SECONDS - 1
        queue.kept("b")
        queue.expire()
        assert queue.kept_bytes == 6
        now[0] = KEPT_SECONDS + 1
        queue.expire()
        return "".join(key for key in "abc" if queue.kept(key))

    assert asyncio.run(kept_keys()) == "b"


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_given_up() -> None:
    worker = Worker(seconds=0.3)
    try:
        with pytest.raises(ExportError, match="not ready after") as late:
            worker.make(JSON, shown(DAY), HERE)  # the process alone takes longer to start
        assert late.value.status == 504
    finally:
        worker.close()


def test_a_full_queue_turns_away_and_two_who_want_the_same_wait_for_one() -> None:
    class Slow(Worker):
        made = 0

        def make(self, *_: object) -> bytes:
            self.made += 1
            return b"{}"

    async def crowd() -> list[object]:
        worker = Slow()
        queue = ExportQueue(worker, waiting=1)
        jobs = [queue.get(key, JSON, shown(DAY), HERE) for key in ("a", "a", "b", "c")]
        answers = await asyncio.gather(*jobs, return_exceptions=True)
        return [*answers, worker.made]

    first, second, third, fourth, made = asyncio.run(crowd())
    assert first is second
    assert third is not first
    assert isinstance(fourth, BusyError)
    assert made == 2


def test_a_file_that_ends_its_processes_again_and_again_is_given_up_for_a_while() -> None:
    class Ending(Worker):
        made = 0

        def make(self, *_: object) -> bytes:
            self.made += 1
            raise ExportError("Ask again.", 503)

    async def statuses() -> list[int]:
        queue, codes = ExportQueue(worker), []
        for _ in range(4):
            with pytest.raises(ExportError) as refusal:
                await queue.get("a", JSON, shown(DAY), HERE)
            codes.append(refusal.value.status)
        return codes

    worker = Ending()
    assert asyncio.run(statuses()) == [503, 503, 500, 500]
    assert worker.made == 2


def test_an_embed_that_has_to_wait_is_a_page_that_comes_back_by_itself_and_nothing_is_composed() -> None:
    class Full(Turns):
        async def _enter(self, *_: object) -> None:
            raise BusyError

    queue = ExportQueue(Idle())
    queue.composing = Full()
    app = Starlette(routes=[*export_routes(SHIPPED, queue), *embed_routes(SHIPPED, queue)])
    for path in ("/embed?v=1", "/export/map.png?v=1"):
        answer = ask(app, path, host="testserver")
        assert (answer.status, answer.headers["cache-control"]) == (503, "no-store")
        assert BUSY in answer.text
        seconds = answer.headers["retry-after"]
        assert RETRY_SECONDS[0] <= int(seconds) <= RETRY_SECONDS[1]
        assert (f'<meta http-equiv="refresh" content="{seconds}">' in answer.text) == (path == "/embed?v=1")


@pytest.mark.slow
def test_what_is_kept_never_grows_beyond_its_room() -> None:
    items: list[int] = []

    class Sized(Worker):
        def make(self, _format: object, _payload: object, options: Options) -> bytes:
            items.append(options.width)
            return bytes(options.width)

    async def sizes(pairs: str) -> None:
        queue = ExportQueue(Sized(), kept=1000)
        for key, size in (pair.split(":") for pair in pairs.split()):
            file = await queue.get(key, FORMATS["png"], shown(DAY), replace(HERE, width=int(size)))
            assert len(file.plain) == int(size)
            assert queue._kept.currsize <= 1000

    # Of three files two have room, and the one asked for longest ago goes; one without room lets the others stay.
    asyncio.run(sizes("a:400 b:401 a:400 c:402 a:400 b:401 big:1001 b:401 big:1001"))
    assert items == [400, 401, 402, 401, 1001, 1001]


@pytest.mark.slow
def test_a_frozen_link_renders_the_same_bytes(app: Starlette) -> None:
    spec = shown(DAY)
    link = f"/export/map.json?{urlencode(frozen_parameters(spec))}"
    answer = ask(app, link)
    assert answer.text == in_file(replace(spec, link=link_of(spec.view)))
    assert answer.headers["cache-control"] == SHORT_LIVED  # the age of the depositary reading changes with the day
    for wrong, says in (
        (link.replace("&id=", "&id=0"), "is not a content id"),
        (re.sub("id=.{14}", f"id={ID_VERSION}-0123456789ab", link), "made for another view"),
        (link.replace("release=2026", "release=2025"), "does not keep"),
        (re.sub("&id=.*", "", link), "has “id” beside it"),
    ):
        refused = ask(app, wrong)
        assert refused.status in {400, 404}
        assert says in refused.text, refused.text
