"""`make load`: start a server, put it under load, and print what was measured beside its limits."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.browser.serving import ROOT, running_server
from tests.load.outcome import Outcome
from tests.load.processes import Server, as_installed
from tests.load.scenarios import SCENARIOS

try:
    import resource
except ImportError:  # Windows has no limit of this kind
    resource = None  # type: ignore[assignment]

SECONDS = 60.0
ALONE = "memory"  # the scenario that has a server of its own: its limits are those of a server that did nothing else


def parser() -> argparse.ArgumentParser:
    """Return the parser of the command line."""
    command = argparse.ArgumentParser("python -m tests.load", description=__doc__, allow_abbrev=False)
    command.add_argument("--only", nargs="+", choices=SCENARIOS, default=[*SCENARIOS], help="scenarios; all without it")
    command.add_argument("--seconds", type=float, default=SECONDS, help=f"for how long each loads; {SECONDS:g} without")
    command.add_argument("--root", type=Path, default=ROOT, help="checkout to serve, such as an older one")
    command.add_argument("--url", default="", help="a server that runs already, instead of starting one")
    return command


async def measured(server: Server, names: Sequence[str], seconds: float) -> list[Outcome]:
    """Run scenarios one after another and print each."""
    outcomes = []
    for name in names:
        outcomes.append(await SCENARIOS[name](server, seconds))
        print(outcomes[-1].text(), flush=True)
    return outcomes


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit status: 1 where a limit is not kept."""
    given = parser().parse_args(arguments)
    if resource is not None:
        with suppress(ValueError, OSError):
            _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 20_000) if hard > 0 else 20_000, hard))

    async def run(names: Sequence[str], url: str, pid: int | None) -> list[Outcome]:
        return await measured(await Server.at(url, pid), names, given.seconds)

    outcomes: list[Outcome] = []
    for names in filter(None, ([name for name in given.only if name != ALONE], [ALONE] * (ALONE in given.only))):
        if given.url:
            outcomes += asyncio.run(run(names, given.url, None))
            continue
        with as_installed(), tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "server.log"
            with running_server(log=log, root=given.root) as running:
                outcomes += asyncio.run(run(names, running.url, running.process.pid))
                lines = running.output().splitlines()
            print(f"the server wrote {len(lines)} lines, of tracebacks {sum('Traceback' in line for line in lines)}")
            print("\n".join(lines[-20:]))
    return 0 if all(outcome.is_met for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
