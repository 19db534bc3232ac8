"""What a forge and its tools read: the reference, the forms of issues, the workflow and the hooks before a commit."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from geodata.dataset import VERSION
from geodata.releases import kept_releases

ROOT = Path(__file__).parents[1]
FORMS = sorted(path for path in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml") if path.name != "config.yml")
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def read(path: Path) -> Any:
    """A YAML file; in a workflow the key `on` is the truth value that YAML 1.1 takes it for."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def recipe(target: str) -> list[str]:
    """The commands of a target of the Makefile, with the names of programs in place of its variables."""
    match = re.search(rf"^{target}:(?! export).*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert match, target
    return [
        line.strip().lstrip("-@").replace("$(PY)", ".venv/bin/python").replace("$(VENV)", ".venv")
        for line in match[1].splitlines()
    ]


def test_the_reference_is_of_the_newest_release() -> None:
    cited = read(ROOT / "CITATION.cff")
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "software")
    assert all(cited[key] for key in ("title", "message", "abstract", "authors"))
    assert cited["version"] == VERSION == max(kept_releases())[:10]
    assert cited["date-released"] == date.fromisoformat(VERSION.replace(".", "-"))


def test_the_changelog_has_the_form_of_keep_a_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert text.startswith("# Changelog\n")
    releases = re.findall(r"^## \[(.+)\] - (.+)$", text, re.MULTILINE)
    assert releases == sorted(releases, reverse=True)
    assert releases[0][0] == VERSION
    assert [version.replace(".", "-") for version, _ in releases] == [day for _, day in releases]
    sections = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert [name for name in sections if name != "[Unreleased]"] == [f"[{name}] - {day}" for name, day in releases]
    assert "[Unreleased]" not in sections[1:]
    for version, _ in releases:
        (archive,) = re.findall(rf"^\[{re.escape(version)}\]: (.+)$", text, re.MULTILINE)
        assert archive in {f"geodata/data/releases/{kept}.zip" for kept in kept_releases()}
    kinds = ("Added", "Changed", "Deprecated", "Removed", "Fixed", "Security")
    for release in re.split(r"^## ", text, flags=re.MULTILINE)[1:]:
        matches = re.findall(r"^### (.+)$", release, re.MULTILINE)
        assert matches == [kind for kind in kinds if kind in matches]


# Merging has put two versions of an entry one after the other before now.
def test_no_entry_of_the_changelog_stands_twice() -> None:
    entries = re.findall(r"^- .+", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert len(entries) == len(set(entries)) > 50


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_of_issues_can_be_shown(path: Path) -> None:
    form = read(path)
    assert set(form) == {"name", "description", "title", "labels", "body"}
    fields = [item for item in form["body"] if item["type"] != "markdown"]
    assert {item["type"] for item in fields} <= {"input", "textarea", "dropdown", "checkboxes"}
    assert all(item["attributes"]["label"] for item in fields)
    ids = [item["id"] for item in fields]
    assert len(ids) == len(set(ids)) == len(fields) > 0
    assert all(item["validations"] == {"required": True} for item in fields)


def test_the_form_for_a_wrong_fact_asks_for_reference_source_and_page() -> None:
    assert [path.stem for path in FORMS] == ["bug", "wrong-fact"]
    assert {"reference", "source", "page"} <= {item.get("id") for item in read(FORMS[1])["body"]}
    assert read(FORMS[0].parent / "config.yml") == {"blank_issues_enabled": True}


def test_the_workflow_runs_geodata_everywhere_and_the_browser_on_linux() -> None:
    assert [path.stem for path in WORKFLOWS] == ["supply-chain", "tests"]
    supply_chain, workflow = map(read, WORKFLOWS)
    assert set(workflow) == {"name", True, "permissions", "concurrency", "jobs"}
    everywhere, linux = workflow["jobs"]["geodata"], workflow["jobs"]["atlas"]
    matrix = everywhere["strategy"]["matrix"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    assert [name.split("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert linux["runs-on"].startswith("ubuntu-")
    assert 'python -m pytest --room=geodata -m "not browser and not slow"' in [
        step.get("run") for step in everywhere["steps"]
    ]
    targets = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)[1].split()  # type: ignore[index]
    runs = [step["run"] for step in linux["steps"] if "run" in step]
    assert runs == ["make check", "make test"]
    audit = supply_chain["jobs"]["supply-chain"]
    made = [*runs, *(step["run"] for step in audit["steps"] if "run" in step)]
    assert [run.removeprefix("make ") for run in made] == ["check", "test", "sbom", "audit"]
    assert {run.removeprefix("make ") for run in made} <= set(targets)


def test_vulnerabilities_are_asked_for_with_each_change_and_once_a_week() -> None:
    events = read(WORKFLOWS[0])[True]
    assert {"push", "pull_request", "schedule"} <= set(events)
    assert [len(entry["cron"].split()) for entry in events["schedule"]] == [5]


def test_each_action_of_a_workflow_is_pinned_by_its_commit() -> None:
    for path in WORKFLOWS:
        used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
        assert used
        assert [use for use in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", use)] == []


def test_each_hook_runs_what_make_check_runs_or_checks_the_data() -> None:
    (repo,) = read(ROOT / ".pre-commit-config.yaml")["repos"]
    assert repo["repo"] == "local"  # so that nothing is fetched
    known = [*recipe("check"), ".venv/bin/python -m geodata check"]
    assert {hook["language"] for hook in repo["hooks"]} == {"system"}
    assert [hook["id"] for hook in repo["hooks"] if hook["entry"] not in known] == []
