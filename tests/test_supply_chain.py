"""Where packages come from: pins with hashes, and licences that allow what the atlas does with them."""

import re
import tomllib
from importlib.metadata import Distribution, distributions
from itertools import product
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
WORKFLOW = ROOT / ".github/workflows/tests.yml"
PINS = (
    "requirements.txt",
    "requirements-build.txt",
    "requirements-dev.txt",
    "requirements-node.txt",
    "requirements-supply.txt",
)
_PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+) \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", re.MULTILINE)
# SPDX identifiers that allow use, change and redistribution beside code under the MIT licence; MPL-2.0 binds its own
# files alone, which stay as they are.
ALLOWED = frozenset(
    {"0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "MIT", "MIT-CMU", "MPL-2.0", "PSF-2.0", "Zlib"}
)
# Words of older metadata by the identifier that they stand for.
WORDS = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
# Metadata without a licence: name and where the licence was read.
READ_ELSEWHERE = {"streamlit-folium": "MIT"}  # LICENSE of github.com/randyzwitch/streamlit-folium


def pinned(name: str) -> dict[str, str]:
    """Version by name of every pin of a file that has hashes."""
    return {match[1]: match[2] for match in _PIN.finditer((ROOT / name).read_text(encoding="utf-8"))}


def licences_of(package: Distribution) -> set[str]:
    """SPDX identifiers of a package, from its expression, its short licence field, or its classifiers."""
    metadata = package.metadata

    def field(key: str) -> str:
        return next(iter(metadata.get_all(key, [])), "")

    name = re.sub(r"[-_.]+", "-", metadata["Name"].lower())
    classified = [
        text.rpartition(" :: ")[2] for text in metadata.get_all("Classifier", []) if text.startswith("License")
    ]
    text = field("License-Expression") or READ_ELSEWHERE.get(name) or ""
    if not text:
        words = [WORDS.get(word, word) for word in (field("License"), *classified)]
        text = next((word for word in words if word in ALLOWED), " AND ".join(words))
    return {part for part in re.split(r" (?:AND|OR) |[()]", text) if part}


@pytest.mark.parametrize("name", PINS)
def test_every_pin_has_hashes_and_no_address_of_an_index(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if re.match(r"[A-Za-z0-9._-]+==", line)]
    assert len(pinned(name)) == len(lines) > 0
    assert "://" not in text
    assert not re.search(r"^--|^-[a-z]|@ ", text, re.MULTILINE)


# What markers of requirements read, by the runner of a workflow.
SYSTEMS = {
    "ubuntu": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
}


def test_the_pins_are_whole_on_every_system_and_python_of_the_workflow() -> None:
    """pip takes no package without a pin where pins have hashes; the resolver sees one system and one Python alone."""
    matrix = yaml.safe_load(WORKFLOW.read_text(encoding="utf-8"))["jobs"]["geodata"]["strategy"]["matrix"]
    pins = {canonicalize_name(name): version for name, version in pinned("requirements-dev.txt").items()}
    installed = {canonicalize_name(one.metadata["Name"]): one for one in distributions()}
    packages = {name: installed[name] for name in pins if name in installed}
    assert len(packages) > 90
    needs = {
        (name, Requirement(text))
        for name, one in packages.items()
        for text in one.requires or ()
        if "extra ==" not in text
    }
    unpinned = [(name, need) for name, need in needs if canonicalize_name(need.name) not in pins]
    pythons = {name: SpecifierSet(one.metadata["Requires-Python"] or "") for name, one in packages.items()}
    for system, python in product(matrix["os"], matrix["python"]):
        versions = {"python_version": python, "python_full_version": f"{python}.0"}
        here = {**SYSTEMS[system.partition("-")[0]], **versions}
        missing = {f"{name} needs {need}" for name, need in unpinned if not need.marker or need.marker.evaluate(here)}
        assert (system, python, missing) == (system, python, set())
        assert [name for name, runs_on in pythons.items() if python not in runs_on] == []


def test_the_licence_of_every_package_that_the_atlas_runs_on_is_allowed() -> None:
    installed = {re.sub(r"[-_.]+", "-", one.metadata["Name"].lower()): one for one in distributions()}
    by_package = {name: licences_of(installed[name]) for name in pinned("requirements.txt") if name in installed}
    assert len(by_package) > 40
    listed = dict(
        re.findall(r"^\| ([a-z0-9.-]+) \| (.+) \|$", (ROOT / "docs/packages.md").read_text("utf-8"), re.MULTILINE)
    )
    assert listed.keys() - {"package"} == pinned("requirements.txt").keys()
    assert {name: listed[name] for name in by_package} == {
        name: ", ".join(sorted(by_package[name])) for name in by_package
    }
    assert {
        name: licences - ALLOWED for name, licences in by_package.items() if licences - ALLOWED or not licences
    } == {}


@pytest.mark.parametrize("name", ["Makefile", "Dockerfile", ".github/workflows/tests.yml"])
def test_the_project_is_built_by_what_is_pinned(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    built = re.findall(r"install --no-deps.* --editable \.", text)
    assert built
    assert all("--no-build-isolation" in line for line in built)
    assert len(re.findall(r"install --requirement \S+ --requirement requirements-build\.txt", text)) == len(built)
    (backend,) = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    needed = Requirement(backend)
    assert pinned("requirements-build.txt")[needed.name] in needed.specifier


@pytest.mark.parametrize("licence", ["AGPL-3.0-only", "Proprietary", "GPLv3"])
def test_another_licence_is_noticed(licence: str, tmp_path: Path) -> None:
    folder = tmp_path / "toy-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: toy\nVersion: 1\nLicense: {licence}\n", "utf-8")
    assert licences_of(Distribution.at(folder)) - ALLOWED


def test_the_bill_of_materials_and_the_audit_are_commands() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {"cyclonedx-bom", "pip-audit"} <= pinned("requirements-supply.txt").keys()
    assert re.search(r"^sbom: .*\n(?:\t.*\n)*.*cyclonedx-py requirements requirements\.txt", makefile, re.MULTILINE)
    assert "make audit" in WORKFLOW.with_name("supply-chain.yml").read_text(encoding="utf-8")
