"""The Jinja2 environment of whole pages: where templates lie, how they are escaped, what each of them may call.

Every value is HTML-escaped where it is printed. What is HTML already (fragments, the SVG of a map, our own scripts and
style sheets) is handed over as `trusted` by the function that made it; no template declares a value safe.

A line break in a template and the blanks around it are nothing: a page has no line breaks but those of its values.
Where a blank is meant, it stands within a line.

What repeats by the row, and the panel that each click makes, are strings (`fragments.py`, `panel.py`), which take a
third of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from markupsafe import Markup

from dashboard.render.html.fragments import (
    age_line,
    link,
    marks,
    printed_lines,
    printed_marks,
    printed_sources,
    source_list,
)
from dashboard.render.html.swatch import swatch_img
from geodata import day_label

P = ParamSpec("P")

FOLDER = Path(__file__).with_name("templates")
_LINE_BREAK = re.compile(r"\s*\n\s*")


class _JoinedLines(Extension):
    """Joins the lines of a template as it is loaded."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002 - Jinja2's
        """Return the template without line breaks and the blanks around them."""
        return _LINE_BREAK.sub("", source)


def trusted(html: str) -> Markup:
    """Return HTML, SVG, a script or a style sheet of our own as a value that templates print as it is.

    Whatever of it comes from data or from a reader must have been escaped where it was put in.
    """
    return Markup(html)  # noqa: S704 - the one place that says so; see the docstring


def _printed(fragment: Callable[P, str]) -> Callable[P, Markup]:
    """Return a fragment as a function for templates; it escapes its arguments."""
    return lambda *args, **kwargs: trusted(fragment(*args, **kwargs))


ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER),
    extensions=[_JoinedLines],
    autoescape=True,
    undefined=StrictUndefined,  # a name that does not exist is an error and not an empty text
    auto_reload=False,
)
ENVIRONMENT.globals |= {
    "age_line": _printed(age_line),
    "link": _printed(link),
    "marks": _printed(marks),
    "printed_lines": _printed(printed_lines),
    "printed_marks": _printed(printed_marks),
    "printed_sources": _printed(printed_sources),
    "source_list": _printed(source_list),
    "swatch_img": _printed(swatch_img),
}
ENVIRONMENT.filters |= {"day_label": day_label}


def rendered(template: str, /, **values: object) -> str:
    """Return a template of this folder, filled in, as HTML.

    Raises
    ------
    jinja2.UndefinedError
        When the template prints a name that `values` lacks.
    """
    return ENVIRONMENT.get_template(template).render(values)
