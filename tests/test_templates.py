"""Templates of pages: every one is complete, escapes what it prints, and is loaded from the one folder."""

import re

import pytest
from jinja2 import UndefinedError, meta
from markupsafe import Markup

from dashboard.render.html.templates import ENVIRONMENT, FOLDER, rendered, trusted

TEMPLATES = sorted(path.name for path in FOLDER.iterdir())
HOSTILE = "\"'><script>alert(1)</script>"


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_declares_nothing_safe_and_calls_only_what_exists(name: str) -> None:
    source = (FOLDER / name).read_text(encoding="utf-8")
    assert not re.search(r"\|\s*safe\b|autoescape|Markup", source)
    names = meta.find_referenced_templates(ENVIRONMENT.parse(source))
    assert set(names) <= set(TEMPLATES)
    ENVIRONMENT.get_template(name)


@pytest.mark.parametrize("name", ["preview.html", "iframe.html", "story_drafts.html"])
def test_a_value_is_escaped_in_text_and_in_attributes(name: str) -> None:
    names = meta.find_undeclared_variables(ENVIRONMENT.parse((FOLDER / name).read_text(encoding="utf-8")))
    html = rendered(name, **dict.fromkeys(names - set(ENVIRONMENT.globals), HOSTILE))
    assert "&#34;&#39;&gt;&lt;script&gt;" in html
    assert HOSTILE not in html
    assert "<script" not in html


def test_a_value_that_is_not_given_is_an_error() -> None:
    with pytest.raises(UndefinedError, match="'title' is undefined"):
        rendered("preview.html", source="map.png")


def test_line_breaks_of_a_template_are_gone_and_those_of_a_value_stay() -> None:
    assert rendered("faults.html", sentence="One\n  two", lines=["a"]) == "<h1>One\n  two</h1><ul><li>a</li></ul>"


def test_what_is_html_already_is_printed_as_it_is() -> None:
    html = rendered("faults.html", sentence=trusted("<b>1</b>"), lines=[Markup("<i>")])
    assert html == "<h1><b>1</b></h1><ul><li><i></li></ul>"
