"""What is checked before anything is served, and what the command says where that ends it."""

import os
import re
import resource
import runpy
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.web import cli

from dashboard.__main__ import main
from dashboard.maps.context import Layer, Layers
from dashboard.maps.layers.registry import LAYERS
from dashboard.render.formats import FORMATS, Formats
from dashboard.web import startup
from dashboard.web.settings import PUBLIC_URL, TRUSTED_PROXIES, read_settings
from dashboard.web.startup import (
    LEAST_OPEN_FILES,
    StartError,
    check_data,
    check_registries,
    check_temporary_folder,
    public_use,
    raise_open_files,
)
from geodata.dataset import DATA_FOLDER
from geodata.errors import BoundaryError
from geodata.geo.boundaries import BOUNDARIES_FOLDER, read_frame
from geodata.tables import TABLES
from tests.browser.serving import free_port
from tests.toy_format import TOY

NAMES = tuple(f"{table.name}.csv" for table in TABLES)
ROOT = Path(__file__).parents[1]


# -- Public use.


@pytest.mark.parametrize(
    ("bound", "environment", "reached"),
    [
        ("127.0.0.1", {}, ""),
        ("::1", {}, ""),
        ("localhost", {TRUSTED_PROXIES: "10.0.0.0/8"}, ""),
        (None, {TRUSTED_PROXIES: "10.0.0.0/8", PUBLIC_URL: "https://atlas.example.org/"}, ""),
        (None, {}, "from other machines"),
        ("0.0.0.0", {}, "from other machines"),  # noqa: S104 - compared with, and bound to nothing
        ("192.0.2.7", {}, "from other machines"),
        ("127.0.0.1", {PUBLIC_URL: "https://atlas.example.org/"}, "at https://atlas.example.org/"),
    ],
)
def test_a_server_that_others_reach_without_a_proxy_names_what_it_lacks(
    bound: str | None, environment: dict[str, str], reached: str
) -> None:
    sentence = public_use(bound, read_settings(environment))
    assert bool(sentence) == bool(reached)
    if reached:
        assert sentence.startswith(f"Readers reach the atlas {reached}, and {TRUSTED_PROXIES} names no proxy")
        assert "deploy/nginx" in sentence


# -- Open files.


@pytest.mark.parametrize(
    ("soft", "hard", "raised"),
    [(256, 20_000, 20_000), (1024, resource.RLIM_INFINITY, 65_536), (80_000, 90_000, 80_000), (512, 1024, 1024)],
)
def test_the_soft_limit_of_open_files_becomes_the_hard_one(
    soft: int, hard: int, raised: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = [soft, hard]
    monkeypatch.setattr(resource, "getrlimit", lambda _: tuple(limits))
    monkeypatch.setattr(resource, "setrlimit", lambda _, new: limits.__setitem__(slice(None), new))
    assert raise_open_files() == limits[0] == raised
    assert limits[1] == hard


def test_too_few_open_files_are_refused_with_the_number_that_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resource, "getrlimit", lambda _: (100, 200))
    monkeypatch.setattr(resource, "setrlimit", lambda *_: None)
    with pytest.raises(StartError, match=f"may hold 100 files and connections open, expected {LEAST_OPEN_FILES}"):
        raise_open_files()


# -- Files.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The shipped data as links, which a test replaces by files."""
    ignored = shutil.ignore_patterns("releases", "own")
    return Path(shutil.copytree(DATA_FOLDER, tmp_path / "data", ignore=ignored, copy_function=os.symlink))


def test_the_shipped_data_and_a_folder_for_temporary_files_are_there() -> None:
    check_data(DATA_FOLDER, NAMES)
    check_temporary_folder()


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("boundaries/first_level.csv", b"garbage", "first_level.csv is not the file that first_level.json lists"),
        ("boundaries/first_level.json", b"[]", "first_level.json is damaged, expected the list of boundary files"),
        ("claims.csv", None, "claims.csv cannot be read (No such file or directory)"),
        ("boundaries/frames/korea.topojson", None, "frames/korea.topojson cannot be read (No such file"),
        (
            "boundaries/frames/korea.topojson",
            b'{"garb',
            "frames/korea.topojson is not the file that manifest.json lists",
        ),
        ("boundaries/manifest.json", None, "manifest.json cannot be read"),
        ("boundaries/manifest.json", b"[]", "manifest.json is damaged"),
        ("boundaries/manifest.json", b'{"outputs": {"areas.csv": 1}}', "manifest.json is damaged"),
        ("boundaries/manifest.json", b"\xff", "manifest.json is damaged"),
    ],
)
def test_a_file_that_is_missing_or_damaged_is_named(folder: Path, name: str, content: bytes | None, says: str) -> None:
    path = folder / name
    path.unlink()
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StartError) as refusal:
        check_data(folder, NAMES)
    assert says in str(refusal.value)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    "content", [b'{"garb', b"[]", b'{"objects": {}}', b"\xff\xfe", b'{"objects": {"areas": {"geometries": []}}}']
)
def test_a_frame_that_is_damaged_later_is_a_fault_of_the_boundaries(
    folder: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_frame("korea") == (BOUNDARIES_FOLDER / "frames/korea.topojson").read_text(encoding="utf-8").rstrip("\n")
    path = folder / "boundaries/frames/korea.topojson"
    path.unlink()
    path.write_bytes(content)
    monkeypatch.setattr("geodata.geo.boundaries.BOUNDARIES_FOLDER", folder / "boundaries")
    with pytest.raises(BoundaryError, match=r"korea\.topojson: is (damaged|not UTF-8)"):
        read_frame("korea")


def test_no_folder_for_temporary_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere() -> None:
        raise FileNotFoundError(2, "No usable temporary directory found in ['/tmp']")

    monkeypatch.setattr(tempfile, "TemporaryFile", nowhere)
    with pytest.raises(StartError, match=r"temporary files cannot be written, .* mount a tmpfs at /tmp"):
        check_temporary_folder()


@pytest.mark.parametrize(
    ("clash", "says"),
    [
        (
            lambda: Layers(*LAYERS, Layer(layer_id="events", label="Schools")),
            "two layers have the id 'events', “Events” and “Schools”; give the newer one an id that no layer has had",
        ),
        (
            lambda: Formats(*FORMATS, replace(TOY, ending="png")),
            "The formats “PNG” and “Toy & text” both have the id “png”. Give one of them another ending.",
        ),
    ],
    ids=["layers", "formats"],
)
def test_a_registry_with_one_id_twice_ends_the_start_with_its_sentence(
    clash: Callable[[], object], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_registries()
    monkeypatch.setattr(startup, "import_module", lambda _name: clash())
    with pytest.raises(StartError, match=f"^{re.escape(says)}$"):
        check_registries()
    with pytest.raises(SystemExit) as ended:  # as `streamlit run` runs it
        runpy.run_path(str(ROOT / "dashboard/server.py"))
    assert ended.value.code == f"The atlas does not start: {says}"


# -- The command.


@pytest.mark.parametrize(
    ("arguments", "variables", "says"),
    [
        (["--port", "70000"], {}, "The atlas does not start: the port is 70000, expected"),
        (
            ["--port", "{free}"],
            {"ATLAS_METRICS": "127.0.0.1:{free}"},
            "The atlas does not start: ATLAS_METRICS: nothing can listen at 127.0.0.1:{free} (Address already in use)",
        ),
        (["--server.baseUrlPath=../x"], {}, "The atlas does not start: server.baseUrlPath is “../x”: expected a path"),
        ([], {"ATLAS_DRAIN_SECONDS": "-1"}, "The atlas does not start: ATLAS_DRAIN_SECONDS is “-1”: expected whole"),
    ],
)
def test_the_command_ends_with_the_sentence(
    arguments: list[str], variables: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = free_port()
    for name, text in variables.items():
        monkeypatch.setenv(name, text.format(free=free))
    with pytest.raises(SystemExit) as ended:
        main([argument.format(free=free) for argument in arguments])
    assert str(ended.value.code).startswith(says.format(free=free))  # Python prints it and ends with status 1


@pytest.mark.parametrize(
    ("form", "says"), [("text", "Mine Ban Atlas: http://127.0.0.1:{free}/atlas (stop"), ("json", "")]
)
def test_the_command_starts_the_server_at_its_address_and_prints_it_where_the_log_is_text(
    form: str, says: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(cli, "main", lambda arguments, **_: started.append(arguments))
    monkeypatch.setenv("ATLAS_LOG", form)
    free = free_port()
    main(["--port", str(free), "--server.baseUrlPath", "atlas"])
    address = ["--server.address", "127.0.0.1", "--server.port", str(free)]
    assert started == [["run", str(ROOT / "dashboard/server.py"), *address, "--server.baseUrlPath", "atlas"]]
    printed = capsys.readouterr().err
    assert printed.startswith(says.format(free=free))
    assert bool(printed) == bool(says)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["9000"], "'9000' is no option and no value of one, expected such as --port 8501"),
        (["--server.baseUrlPath", "atlas", "9000"], "'9000' is no option and no value of one"),
        (["--server.port", "9000"], "--server.port is --port here"),
        (["--server.address=0.0.0.0"], "--server.address is --host here"),
        (["--port", "x"], "argument --port: invalid int value: 'x'"),
    ],
)
def test_what_the_command_does_not_take_is_not_passed_over(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert says in capsys.readouterr().err.splitlines()[-1]
