"""The rooms of the house: imports go one way, and names do not collide."""

import logging.config
import re
import sys
from graphlib import TopologicalSorter
from importlib.metadata import packages_distributions
from pathlib import Path

import grimp
import pytest
from importlinter.cli import lint_imports

from tests.rooms import rooms_of

ROOT = Path(__file__).parents[1]
ROOMS = [ROOT / name for name in ("geodata", "dashboard", "tests")]
OUR_NAMES = {"geodata", "dashboard", "tests"}


@pytest.mark.slow
def test_imports_go_one_way(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(logging.config, "dictConfig", lambda _config: None)  # it would disable every logger there is
    code = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert code == 0, capsys.readouterr().out


# The contract "No circle of imports" compares siblings; this also finds a module that imports the package it lies in.
# grimp reads the source, so imports for type checking and inside functions count.
def test_no_module_is_reached_by_its_own_imports() -> None:
    graph = grimp.build_graph("geodata", "dashboard", cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()  # raises CycleError, which names the circle


# `streamlit run dashboard/server.py` puts dashboard/ first on sys.path, where it would hide a module of the same name.
# `site` is there before: each Python imports it before it reads any program.
@pytest.mark.slow
def test_nothing_in_dashboard_hides_a_module_of_python_or_of_a_dependency() -> None:
    ours = {path.stem for path in (ROOT / "dashboard").iterdir() if path.stem not in {"__init__", "__pycache__"}}
    taken = (set(sys.stdlib_module_names) | (set(packages_distributions()) - OUR_NAMES)) - {"site"}
    assert ours & taken == set()


def test_the_state_of_a_session_is_touched_in_one_module_and_the_two_beneath_it() -> None:
    touching = {
        path.name for path in (ROOT / "dashboard").rglob("*.py") if "st.session_state" in path.read_text("utf-8")
    }
    assert touching == {"state.py", "page_runs.py", "session_files.py"}


# Streamlit makes screens of whatever lies in such a folder, and then a link skips our entry script.
def test_no_folder_is_called_pages() -> None:
    assert [path for room in ROOMS for path in room.rglob("pages") if path.is_dir()] == []


# A name is a noun of the field or, of a function that acts, a verb. These say only that something was done.
PAST = "(?:[Ff]ound|[Tt]old|[Ss]aid|[Aa]sked|[Hh]eard)"
PAST_WORD = re.compile(PAST)
PAST_NAME = re.compile(
    rf"\b(?:def|class|for|const|let|function) _?{PAST}\b"
    rf"|^ *(?:self\.)?_?{PAST}(?:, \w+)*(?:: [\w\[\], .|]+)? [|+]?= |[(,] *\*{{0,2}}_?{PAST}: "
)


@pytest.mark.slow
def test_no_name_is_a_verb_in_the_past() -> None:
    names = set()
    for path in (path for room in ROOMS for ending in ("py", "js") for path in room.rglob(f"*.{ending}")):
        text = "" if {"built", "vendor"} & {*path.parts} else path.read_text(encoding="utf-8")
        for match in PAST_WORD.finditer(text):
            line = text[text.rfind("\n", 0, match.start()) + 1 : match.end() + 60].partition("\n")[0]
            if PAST_NAME.search(line):
                names.add(f"{path.relative_to(ROOT)}: {line.strip()}")
    assert names == set()


def test_the_tests_of_a_room_are_those_that_import_it_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    for text, rooms in {
        "from geodata.treaties import status_on": {"geodata"},
        "from geodata import load\nfrom dashboard.maps.view import View": {"geodata", "dashboard"},
        "from playwright.sync_api import Page": {"dashboard"},
        "import geodatabase": set(),
    }.items():
        path.write_text(text, encoding="utf-8")
        assert rooms_of(path) == rooms
    assert rooms_of(ROOT / "tests" / "test_treaties_properties.py") == {"geodata"}
