"""Says what a link of the atlas shows, by composing its view in a process of its own, from any checkout of the code."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

# Runs in the folder of the checkout that is driven, so that server and oracle are of one code and one data.
SCRIPT = """
import json, sys
from datetime import date
from urllib.parse import parse_qs
from geodata import load
try:
    from dashboard.maps.link import read_link
except ImportError:  # a checkout from before links had a module of their own
    from dashboard.maps.view import View
    read_link = View.from_query
try:
    from dashboard.maps.compose.compose import compose
except ImportError:  # a checkout from before compose was a package
    from dashboard.maps.compose import compose
try:
    from dashboard.render.live_map.message import message
except ImportError:  # or the live map one
    from dashboard.render.map_message import message

data = load()
for line in sys.stdin:
    today, _, link = line.strip().partition(" ")
    query = parse_qs(link, keep_blank_values=True)
    view, problems = read_link(query, areas=data.states, claims=data.claim_by_id)
    spec = compose(view, data, today=date.fromisoformat(today))
    answer = {
        "problems": [str(problem) for problem in problems],
        "headline": spec.headline.text,
        "rows": len(spec.rows),
        "message": message(spec),
        "treaty": data.treaty(view.treaty).short_name,
        "day": spec.day.isoformat(),
        "regions": [region.title() for region in view.regions],
    }
    print(json.dumps(answer), flush=True)
"""


@dataclass
class Oracle:
    """Answers for the links of one checkout; each is composed once."""

    process: subprocess.Popen[str]
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    def shown(self, query: str, today: str) -> dict[str, Any]:
        """What a page opened on `today` (ISO 8601) shows whose address ends in `query`, without the question mark."""
        request = f"{today} {query}"
        if request not in self.answers:
            stdin, stdout = self.process.stdin, self.process.stdout
            if stdin is None or stdout is None:
                raise RuntimeError("the oracle has no pipes")
            stdin.write(request + "\n")
            stdin.flush()
            self.answers[request] = json.loads(stdout.readline())
        return self.answers[request]


@contextmanager
def opened_oracle(root: Path) -> Iterator[Oracle]:
    """Start an oracle for the checkout at `root`."""
    command = [sys.executable, "-c", SCRIPT]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Oracle(process)
        finally:
            process.terminate()
