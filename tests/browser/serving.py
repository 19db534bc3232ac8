"""Starts the atlas as `make run` starts it, on a free port, and stops it again."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DATA = Path("geodata/data")
ENTRY, COMMAND = Path("dashboard/server.py"), Path("dashboard/__main__.py")
ON_ANOTHER_DAY = """
import sys
from datetime import timedelta

from dashboard.__main__ import main
from dashboard.ui import state

present_day, days = state.present_day, timedelta(days=int(sys.argv.pop(1)))
state.present_day = lambda: present_day() + days
main()
"""
START_SECONDS = 60  # a first start compiles every imported package; seen: 5 s on two cores
STOP_SECONDS = 30  # it finishes what it has accepted within 25


class ServerDiedError(Exception):
    """The server ended, or did not answer in time; the message carries what it printed."""


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that answers."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path

    def output(self) -> str:
        """What the server has printed so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def running_server(
    *, log: Path, entry: Path = ENTRY, root: Path = ROOT, days_later: int = 0
) -> Iterator[RunningServer]:
    """Start the app of the checkout at `root`, wait until it answers, and stop it when the block ends.

    The server counts the present day so many days later than the clock has it.
    """
    port = free_port()
    if entry == ENTRY and (root / COMMAND).exists():
        program = ["-c", ON_ANOTHER_DAY, str(days_later)] if days_later else ["-m", "dashboard"]
        command = [sys.executable, *program, "--port", str(port), "--host", "127.0.0.1"]
    else:
        command = [sys.executable, "-m", "streamlit", "run", str(entry)]
        command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    # In a session of its own, by which its workers are known (tests/load/processes.py).
    with (
        log.open("wb") as stream,
        subprocess.Popen(command, cwd=root, stdout=stream, stderr=stream, start_new_session=True) as process,
    ):
        server = RunningServer(url=f"http://127.0.0.1:{port}", process=process, log=log)
        try:
            wait_until_healthy(server)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=STOP_SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()


def checkout_without(name: str, folder: Path) -> Path:
    """Make a checkout of links in an empty folder, whose tables and story lack each line that has `name` in it."""

    def link(place: Path, *others: str) -> None:
        (folder / place).mkdir(exist_ok=True)
        for path in (ROOT / place).iterdir():
            if path.name not in others:
                (folder / place / path.name).symlink_to(path)

    link(Path(), ".git", "geodata")
    link(Path("geodata"), "data")
    link(DATA, "releases")
    for path in (*(ROOT / DATA).glob("*.csv"), ROOT / DATA / "story.toml"):
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = "".join(line for line in lines if name not in line)
        (folder / DATA / path.name).unlink()
        (folder / DATA / path.name).write_text(kept, encoding="utf-8")
    return folder


def wait_until_healthy(server: RunningServer) -> None:
    """Return once the server says that it is well; raise as soon as it has died, or after START_SECONDS."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{server.url}/_stcore/health", timeout=5) as answer:  # noqa: S310 - our own URL
                if answer.status == 200:
                    return
        except urllib.error.HTTPError as answer:
            answer.close()
            if answer.code == 500:  # the app could not be built, and will not be; while it starts it says 503
                raise ServerDiedError(f"The app fails to start. The server printed:\n{server.output()}") from answer
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            pass  # not up yet
        try:
            code = server.process.wait(timeout=0.1)  # waits between two questions, and hears at once if it dies
        except subprocess.TimeoutExpired:
            continue
        raise ServerDiedError(f"The server ended with code {code} before it answered. It printed:\n{server.output()}")
    raise ServerDiedError(f"The server did not answer within {START_SECONDS} s. It printed:\n{server.output()}")


def free_port() -> int:
    """A port of this machine that no process listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
