"""The scripts that browsers get, made of the modules beside them: present, whole and not older than those."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from dashboard.render.assets import ASSETS, BUILT, script_text

MANIFEST = json.loads((ASSETS / BUILT / "manifest.json").read_text(encoding="utf-8"))
FRESH = "the bundles are older than the modules: run `make bundle` and commit dashboard/assets/built"


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", MANIFEST)
def test_a_bundle_is_made_of_the_modules_as_they_are(name: str) -> None:
    assert digest(ASSETS / BUILT / name) == MANIFEST[name]["sha256"], FRESH
    sources = MANIFEST[name]["sources"]
    assert {source: digest(ASSETS / source) for source in sources} == sources, FRESH


def test_every_module_is_in_a_bundle_and_every_bundle_in_the_list() -> None:
    modules = {path.relative_to(ASSETS).as_posix() for path in ASSETS.rglob("*.js")}
    ours = {name for name in modules if not name.startswith((BUILT, "vendor/"))}
    assert ours == {source for item in MANIFEST.values() for source in item["sources"]}
    assert {name for name in modules if name.startswith(BUILT)} == {BUILT + name for name in MANIFEST}


@pytest.mark.parametrize("name", [name.removesuffix(".js") for name in MANIFEST])
def test_a_bundle_can_stand_inside_a_page(name: str) -> None:
    assert "</" not in script_text(name)  # "</script" would end the element that it stands in
    assert "import(" not in script_text(name)  # a page kept as a file makes no request


def test_no_script_parses_text_as_html() -> None:
    """Markup from the server comes in the page's document or in a template; scripts put text into text nodes."""
    parsers = re.compile(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|DOMParser|srcdoc)\b")
    ours = [path for path in ASSETS.rglob("*.js") if "vendor" not in path.parts]
    items = {
        path.relative_to(ASSETS).as_posix(): set(parsers.findall(path.read_text(encoding="utf-8"))) for path in ours
    }
    # Each step of a kept story is a whole page of its own, in a sandboxed frame.
    assert {name: uses for name, uses in items.items() if uses} == {
        name: {"srcdoc"} for name in ("standalone/story-page.js", "built/story-page.js")
    }
