"""What a scenario measured, and the limits that it is held to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from tests.bench.figures import Floor, written


@dataclass(slots=True)
class Outcome:
    """The lines of a scenario, and its figures with their limits."""

    name: str
    lines: list[str] = field(default_factory=list)
    floors: list[Floor] = field(default_factory=list)

    @property
    def is_met(self) -> bool:
        """Whether every figure that was measured keeps its limit, and each was measured."""
        return all(floor.is_met for floor in self.floors)

    def hold(self, name: str, measured: float | None, limit: float, unit: str = "", *, is_least: bool = False) -> None:
        """Add a figure and its limit."""
        self.floors.append(Floor(name, measured, limit, unit, is_least))

    def text(self) -> str:
        """Return the outcome as lines of text."""
        rows = [
            f"  {'met ' if floor.is_met else 'MISS'}  {floor.name}: {written(floor.measured, floor.unit)} "
            f"({'at least' if floor.is_least else 'at most'} {written(floor.limit, floor.unit)})"
            for floor in self.floors
        ]
        return "\n".join([f"{self.name}", *(f"  {line}" for line in self.lines), *rows])


def counted(statuses: Counter[str]) -> str:
    """Return statuses with their counts.

    Examples
    --------
    >>> counted(Counter({"200": 12, "503": 3}))
    '12 x 200, 3 x 503'
    """
    return ", ".join(f"{count} x {status}" for status, count in sorted(statuses.items())) or "none"
