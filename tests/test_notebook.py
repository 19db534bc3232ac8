"""Views in a notebook: map, picture and text of the same specification, and files by their ending."""

from base64 import b64decode
from pathlib import Path

import pytest

from dashboard.maps.link import read_link
from dashboard.notebook import show
from geodata import UnknownKeyError

LINK = "?v=1&day=2014-09-24&extent=korea"


@pytest.mark.slow
def test_a_view_shows_itself_as_map_picture_and_text() -> None:
    shown = show(LINK)
    bundle = shown._repr_mimebundle_()
    assert bundle["text/plain"].startswith(shown.spec.headline.text)
    assert b64decode(bundle["image/png"]).startswith(b"\x89PNG")
    assert 'sandbox="allow-scripts' in bundle["text/html"]
    assert "&lt;svg" in bundle["text/html"]
    assert set(show(LINK, is_interactive=False)._repr_mimebundle_()) == {"text/plain", "image/png"}


@pytest.mark.slow
def test_a_link_and_its_view_are_the_same() -> None:
    view, _ = read_link({"v": "1", "day": "2014-09-24", "extent": "korea"})
    assert show(view).spec == show(LINK).spec == show(f"https://atlas.example.org/{LINK}").spec


@pytest.mark.slow
def test_a_view_is_saved_as_what_the_name_ends_in(tmp_path: Path) -> None:
    kept = show(LINK).save(tmp_path / "korea.csv")
    assert kept.read_bytes().decode("utf-8-sig").startswith("State,")
    with pytest.raises(UnknownKeyError, match="ppt"):
        show(LINK).save(tmp_path / "korea.ppt")
    assert not (tmp_path / "korea.ppt").exists()


@pytest.mark.slow
def test_a_link_that_names_something_unknown_is_refused() -> None:
    with pytest.raises(ValueError, match="atlantis"):
        show("?v=1&extent=atlantis")
