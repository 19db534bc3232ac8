"""The tables and the promises, from what was measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.bench.contestants import ATLAS, BEFORE, NAIVE, PURE, STREAMLIT
from tests.bench.figures import Floor, median, ratio, written
from tests.bench.viewers import Crowd
from tests.bench.visits import Change, Record

Figures = dict[str, float | None]
COLUMNS = {  # of the table: key in the figures, heading
    "change_ms": "change ms",
    "times_naive": "x naive",
    "times_floor": "x floor",
    "follows_ms": "words ms",
    "step_ms": "step ms",
    "first_ms": "1st pixel",
    "blank_ms": "blank ms",
    "dim_ms": "dim ms",
    "ws_kb": "ws kB",
    "remounts": "remounts",
    "cpu_ms": "cpu ms",
    "load_ms": "load ms",
    "whole_load_ms": "usable ms",
    "load_kb": "http kB",
    "requests": "requests",
    "load_cpu_ms": "load cpu",
    "memory_mb": "mem MB",
    "heap_few_mb": "heap 5",
    "heap_many_mb": "heap n",
    "heap_many": "n",
}


def figures_of(record: Record) -> Figures:
    """Return the medians of one contestant."""
    loads, changes, heap = record.loads, record.changes, record.heap
    return {
        "changes": len(changes),
        **_changes("", changes),
        **_changes("click_", record.clicks),
        "follows_ms": median(change.follows.done_ms for change in changes if change.follows),
        "step_ms": record.steps.step_ms if record.steps else None,
        "days_played": record.steps.days_played if record.steps else None,
        "step_messages": record.steps.messages if record.steps else None,
        "remounts": sum(change.is_remounted for change in changes) if changes else None,
        "cpu_ms": sum(change.cpu_ms for change in changes) / len(changes) if changes else None,
        "loads": len(loads),
        "load_ms": median(load.painted_ms for load in loads),
        "whole_load_ms": median(load.whole_ms for load in loads),
        "first_load_ms": record.first_visit.painted_ms if record.first_visit else None,
        "load_kb": median(load.http_bytes / 1000 for load in loads),
        "requests": median(load.http_requests for load in loads),
        "load_ws_kb": median(load.web_socket_bytes / 1000 for load in loads),
        "load_cpu_ms": median(load.cpu_ms for load in loads),
        "memory_mb": record.memory_mb.get("end"),
        "heap_few_mb": heap.few_mb if heap else None,
        "heap_many_mb": heap.many_mb if heap else None,
        "heap_many": heap.many if heap else None,
    }


def _changes(prefix: str, changes: Sequence[Change]) -> Figures:
    return {
        f"{prefix}change_ms": median(change.timing.done_ms for change in changes),
        f"{prefix}least_ms": min((change.timing.done_ms for change in changes), default=None),
        f"{prefix}most_ms": max((change.timing.done_ms for change in changes), default=None),
        f"{prefix}first_ms": median(change.timing.first_ms for change in changes),
        f"{prefix}blank_ms": median(change.timing.blank_ms for change in changes),
        f"{prefix}dim_ms": median(change.timing.dim_ms for change in changes),
        f"{prefix}ws_kb": median(change.web_socket_bytes / 1000 for change in changes),
        f"{prefix}http_kb": median(change.http_bytes / 1000 for change in changes),
    }


def compared(records: Mapping[str, Record]) -> dict[str, Figures]:
    """Return the figures of every contestant, with their ratios to the naive map and to Streamlit's floor."""
    all_figures = {name: figures_of(record) for name, record in records.items()}
    for all_figure in all_figures.values():
        own = all_figure["change_ms"]
        all_figure["times_naive"] = ratio(all_figures.get(NAIVE, {}).get("change_ms"), own)
        all_figure["times_floor"] = ratio(own, all_figures.get(STREAMLIT, {}).get("change_ms"))
    return all_figures


def failed(records: Mapping[str, Record]) -> list[str]:
    """Return the names of those of whom nothing could be measured; their line of the table is empty."""
    return [name for name, record in records.items() if record.faults and not (record.loads or record.changes)]


def floors(figures: Mapping[str, Figures], crowds: tuple[Crowd, Crowd] | None) -> list[Floor]:
    """Return what the atlas promises, with what was measured."""
    ours, streamlit, pure = (figures.get(name, {}) for name in (ATLAS, STREAMLIT, PURE))
    alone, together = crowds or (None, None)
    floor_load = streamlit.get("load_ms")
    follows, click = ours.get("follows_ms"), ours.get("click_change_ms")
    return [
        Floor("change, times faster than naive", ours.get("times_naive"), 30, "x", is_least=True),
        Floor("change, times Streamlit's floor", ours.get("times_floor"), 1.6, "x"),
        Floor("its headline, times Streamlit's floor", ratio(follows, streamlit.get("change_ms")), 1.6, "x"),
        Floor("websocket a change", ours.get("ws_kb"), 6, "kB"),
        Floor("blank", ours.get("blank_ms"), 0, "ms"),
        Floor("remounts", ours.get("remounts"), 0),
        Floor("time step, times a Leaflet restyle", ratio(ours.get("step_ms"), pure.get("step_ms")), 2, "x"),
        Floor("messages while time plays", ours.get("step_messages"), 0),
        Floor(
            "click to panel, times change to headline",
            ratio(click, follows),
            1.5,
            "x",
        ),
        Floor("first load, map painted, times Streamlit's floor", ratio(ours.get("load_ms"), floor_load), 1.4, "x"),
        Floor("its map can be used, times Streamlit's floor", ratio(ours.get("whole_load_ms"), floor_load), 1.4, "x"),
        Floor("first load over HTTP", ours.get("load_kb"), 1400, "kB"),
        Floor("p95 of all viewers, times p50 of one", _crowding(alone, together), 3, "x"),
        Floor("errors of all viewers", len(together.errors) if together else None, 0),
        Floor("heap after many changes, times after few", _growth(ours), 1.1, "x"),
        *_floors_before(ours, figures.get(BEFORE, {})),
    ]


NONE_WORSE = 1.05  # times the figure of the other checkout, where one was measured
COMPARED = ("change_ms", "follows_ms", "click_change_ms", "ws_kb", "cpu_ms", "load_ms", "whole_load_ms", "load_kb",
            "load_cpu_ms", "memory_mb", "heap_many_mb")  # fmt: skip


def _floors_before(ours: Figures, before: Figures) -> list[Floor]:
    """Return that no figure is worse than that of the other checkout; none without one."""
    return [Floor(f"{key}, times before", ratio(ours.get(key), before.get(key)), NONE_WORSE, "x") for key in COMPARED]


def _crowding(alone: Crowd | None, together: Crowd | None) -> float | None:
    return ratio(together.p95_ms, alone.p50_ms) if alone and together else None


def _growth(ours: Figures) -> float | None:
    return ratio(ours.get("heap_many_mb"), ours.get("heap_few_mb"))


def table(figures: Mapping[str, Figures]) -> str:
    """Return the comparison, a line for each contestant."""
    rows = [["", *COLUMNS.values()]]
    rows += [[name, *(written(figure.get(key)) for key in COLUMNS)] for name, figure in figures.items()]
    return aligned(rows)


def promises(items: Sequence[Floor]) -> str:
    """Return the promises, each with what was measured and whether it is kept."""
    says = {True: "kept", False: "MISSED"}
    return aligned(
        [
            [floor.name, written(floor.measured, floor.unit), ">=" if floor.is_least else "<=",
             written(floor.limit, floor.unit), says[floor.is_met]]
            for floor in items
            if floor.is_met is not None
        ]
    )  # fmt: skip


def crowd_lines(crowds: tuple[Crowd, Crowd]) -> str:
    """Return what viewers of one server met."""
    head = ["viewers", "changes", "p50 ms", "p95 ms", "max ms", "kB each", "cores", "mem MB", "errors"]
    return aligned(
        [head]
        + [
            [str(c.viewers), str(c.changes), written(c.p50_ms), written(c.p95_ms), written(c.most_ms),
             written(c.bytes_per_change and c.bytes_per_change / 1000), written(c.cpu_cores), written(c.memory_mb),
             str(len(c.errors))]
            for c in crowds
        ]
    )  # fmt: skip


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of text in columns, the first one to the left and numbers to the right.

    Examples
    --------
    >>> print(aligned([["", "ms"], ["atlas", "7"]]))
           ms
    atlas   7
    """
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) if rows else 0)]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(cell.rjust(w) for cell, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )
