"""The pages of decisions: numbered without a gap, each with its four parts, each in the index with title and dates."""

import re
from datetime import date
from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[1] / "docs" / "decisions"
PAGES = sorted(path for path in FOLDER.glob("*.md") if path.name != "README.md")
FORM = re.compile(
    r"# (?P<number>\d{4})\. (?P<title>[^\n]+)\n\n"
    r"Date: (?P<dates>\d{4}-\d\d-\d\d(?:, \d{4}-\d\d-\d\d)*)\n\n"
    r"## Context\n\n(?P<context>.+?)\n\n## Decision\n\n(?P<decision>.+?)\n\n## Measurement\n\n(?P<measurement>.+)\n",
    re.DOTALL,
)


def parts(path: Path) -> re.Match[str]:
    match = FORM.fullmatch(path.read_text(encoding="utf-8"))
    assert match, f"{path.name} has not title, date, context, decision and measurement in this order"
    return match


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_decision_has_context_decision_measurement_and_date(path: Path) -> None:
    decision = parts(path)
    assert re.fullmatch(rf"{decision['number']}-[a-z0-9-]+\.md", path.name)
    days = [date.fromisoformat(day) for day in decision["dates"].split(", ")]
    assert days == sorted(set(days))
    for part in ("context", "decision", "measurement"):
        assert decision[part].strip()
        assert not re.search(r"^#", decision[part], re.MULTILINE)


def test_decisions_are_numbered_without_a_gap_in_the_order_in_which_they_came() -> None:
    assert [path.name[:4] for path in PAGES] == [f"{number:04d}" for number in range(1, len(PAGES) + 1)]
    days = [parts(path)["dates"][:10] for path in PAGES]
    assert days == sorted(days)


def test_the_index_lists_each_decision_once_with_its_title_and_dates() -> None:
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    listed = sorted(re.findall(r"^\| \[(\d{4}\. .+)\]\((.+)\) \| (.+) \|$", index, re.MULTILINE))
    assert listed == [
        (f"{item['number']}. {item['title']}", path.name, item["dates"]) for path in PAGES for item in [parts(path)]
    ]
