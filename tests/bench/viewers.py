"""Many viewers of one server, as bare websocket clients that speak Streamlit's protocol: its side only, no drawing."""

from __future__ import annotations

import asyncio
import json
import random
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench.figures import median, percentile
from tests.bench.legend import filter_classes
from tests.bench.processes import Measured

THINK_SECONDS = 5.0  # on average, between an answer and the next change
ANSWER_SECONDS = 30.0
ALONE_THINK_SECONDS, ALONE_SECONDS = 0.5, 12.0  # one viewer alone, often enough for a median
SEED = 20261121


class ViewerError(Exception):
    """The server did not answer a viewer as it should."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """What a number of viewers met."""

    viewers: int
    seconds: float
    changes: int
    p50_ms: float | None
    p95_ms: float | None
    most_ms: float | None
    bytes_per_change: float | None
    cpu_cores: float
    memory_mb: float
    errors: list[str] = field(default_factory=list)


class Viewer:
    """One session: opens the page, then chooses among the classes of the legend."""

    def __init__(self, connection: ClientConnection, query: str) -> None:
        self.connection = connection
        self.query = query
        self.component = self.fragment = ""
        self.acts = 0
        self.classes: list[str] = []
        self.received = 0

    async def open(self) -> None:
        """Run the page once."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        await self._answered(message)
        if not self.classes:
            raise ViewerError("the page has no filter by status")

    async def choose(self, chosen: list[str]) -> float:
        """Set the filter and return how long the answer took, in milliseconds."""
        message = BackMsg()
        message.rerun_script.query_string = self.query
        message.rerun_script.fragment_id = self.fragment
        widget = message.rerun_script.widget_states.widgets.add()
        widget.id = self.component
        self.acts += 1
        widget.json_value = json.dumps({"acts": [[self.acts, "keep", chosen]]})
        start = time.perf_counter()
        await self._answered(message)
        return (time.perf_counter() - start) * 1000

    async def _answered(self, message: BackMsg) -> None:
        await self.connection.send(message.SerializeToString())
        while True:
            raw = await asyncio.wait_for(self.connection.recv(), ANSWER_SECONDS)
            if isinstance(raw, str):
                raise ViewerError("the server sent text")
            self.received += len(raw)
            answer = ForwardMsg.FromString(raw)
            kind = answer.WhichOneof("type")
            if kind == "delta":
                self._notice(answer)
            elif kind == "page_info_changed":
                self.query = answer.page_info_changed.query_string
            elif kind == "session_event" and answer.session_event.HasField("script_compilation_exception"):
                raise ViewerError("the script does not compile")
            elif kind == "script_finished" and answer.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                return

    def _notice(self, answer: ForwardMsg) -> None:
        element = answer.delta.new_element
        if element.WhichOneof("type") == "exception":
            raise ViewerError(f"the page shows {element.exception.type}")
        if element.WhichOneof("type") == "component_instance":
            self.component, self.fragment = element.component_instance.id, answer.delta.fragment_id
            self.classes = filter_classes(element.component_instance.json_args)


async def _crowd(measured: Measured, *, viewers: int, think: float, seconds: float) -> Crowd:
    parts = urlsplit(measured.url)
    address = f"ws://{parts.netloc}/_stcore/stream"
    chance = random.Random(SEED)  # noqa: S311 - nothing here is a secret
    waits: list[float] = []
    errors: list[str] = []
    opened: list[Viewer] = []
    for _ in range(viewers):
        link = await connect(address, subprotocols=["streamlit"], max_size=None, compression=None, proxy=None)  # type: ignore[list-item]
        viewer = Viewer(link, parts.query)
        try:
            await viewer.open()
            opened.append(viewer)
        except (ViewerError, OSError, TimeoutError) as error:
            errors.append(f"{type(error).__name__} {error}")
    start, used = time.perf_counter(), measured.cpu_ms()
    received = sum(viewer.received for viewer in opened)
    end = start + seconds

    async def sit(viewer: Viewer) -> None:
        await asyncio.sleep(chance.uniform(0, think))  # or all would begin at once
        chosen: set[str] = set()
        while time.perf_counter() < end:
            chosen ^= {chance.choice(viewer.classes)}  # one press each, as a reader does
            try:
                waits.append(await viewer.choose([name for name in viewer.classes if name in chosen]))
            except (ViewerError, OSError, TimeoutError) as error:
                errors.append(f"{type(error).__name__} {error}")
                return
            await asyncio.sleep(chance.expovariate(1 / think))

    await asyncio.gather(*(sit(viewer) for viewer in opened))
    taken = time.perf_counter() - start
    cores = (measured.cpu_ms() - used) / 1000 / taken
    for viewer in opened:
        await viewer.connection.close()
    moved = sum(viewer.received for viewer in opened) - received
    return Crowd(
        viewers,
        taken,
        len(waits),
        median(waits),
        percentile(waits, 0.95),
        max(waits, default=None),
        moved / len(waits) if waits else None,
        cores,
        measured.memory_mb(),
        errors,
    )


def watch_crowds(measured: Measured, *, viewers: int, seconds: float) -> tuple[Crowd, Crowd]:
    """Return what one viewer alone and then `viewers` together met; no event loop may run in this thread."""
    alone = asyncio.run(_crowd(measured, viewers=1, think=ALONE_THINK_SECONDS, seconds=min(seconds, ALONE_SECONDS)))
    together = asyncio.run(_crowd(measured, viewers=viewers, think=THINK_SECONDS, seconds=seconds))
    return alone, together
