"""The pages of the frozen copy that are no view, as HTML: its index, the sources, how to read the atlas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.render.html.share import NAME
from dashboard.render.html.standalone import style_of
from dashboard.render.html.templates import rendered, trusted

Way = tuple[str, str]  # a label, and an address relative to the page


@dataclass(frozen=True, slots=True)
class IndexView:
    """A view on the index: what it is called and shows, its page, its picture in both themes, and its files."""

    title: str
    line: str
    page: str
    files: tuple[Way, ...]
    picture: str = ""
    picture_dark: str = ""


def site_page(title: str, line: str, body: str, *, notice: str, live: str, ways: Sequence[Way] = ()) -> bytes:
    """Return a page of the copy.

    Parameters
    ----------
    body
        HTML of our own.
    notice, live
        What the copy is, and the address of the live atlas; empty where it is not known.
    """
    page = rendered(
        "site_page.html",
        body=trusted(body),
        line=line,
        live=live,
        name=NAME,
        notice=notice,
        style=style_of("site-page"),
        title=title,
        ways=ways,
    )
    return page.encode()


def index_html(groups: Sequence[tuple[str, str, Sequence[IndexView]]], countries: str, tables: Sequence[Way]) -> str:
    """Return the body of the index.

    Parameters
    ----------
    groups
        Anchor, title and views of each part.
    countries
        The index of countries, as HTML.
    tables
        The files of the data package.
    """
    parts = [(anchor, title) for anchor, title, _ in groups]
    parts += [("countries", "Countries and areas"), ("data", "Data")]
    return rendered("site_index.html", countries=trusted(countries), groups=groups, parts=parts, tables=tables)
