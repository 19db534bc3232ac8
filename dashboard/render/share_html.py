"""The list of files that a view can be taken away as, as HTML: what each is good for, and how large it is."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from urllib.parse import urlencode

from dashboard.render.exports import Kind


def file_address(ending: str, query: str, **options: str) -> str:
    """Return the address of a file of a view, as a page right under the root writes it.

    Parameters
    ----------
    query
        The link of the view from its "?" on.
    options
        Parameters of the file, such as width and theme.
    """
    more = urlencode(options)
    return f"./export/map.{ending}{query}{'&' + more if more else ''}"


def files_html(kinds: Iterable[Kind], query: str, options: dict[str, str]) -> str:
    """Return the list of files; the page's own script asks how large each one is, one after the other."""
    items = []
    for kind in kinds:
        chosen = {key: value for key, value in options.items() if key in kind.options}
        where = escape(file_address(kind.ending, query, **chosen, download="1"))
        items.append(_item(kind, where, f' data-size="{where}"', '<span class="size" role="status"></span>'))
    return f'<ul class="files">{"".join(items)}</ul>'


def story_files_html(kinds: Iterable[Kind], parameter: str | None, *, lacking: str = "") -> str:
    """Return the list of a story's files; sizes are not asked, because each map of it would be drawn for that.

    Parameters
    ----------
    parameter
        The story as its link has it; without one, that of the atlas.
    lacking
        Why files with fonts of their own cannot be made of it (`undrawable_in_pdf`); said in place of their links.
    """
    query = urlencode({**({"story": parameter} if parameter else {}), "download": "1"})
    items = (
        f'<li><b>{escape(kind.label)}</b> <span class="quiet">.{kind.ending}</span><p>{escape(lacking)}</p></li>'
        if lacking and kind.has_own_fonts
        else _item(kind, escape(f"./export/story.{kind.ending}?{query}"))
        for kind in kinds
    )
    return f'<ul class="files">{"".join(items)}</ul>'


def _item(kind: Kind, where: str, asks: str = "", size: str = "") -> str:
    return (
        f'<li><a href="{where}" download{asks}>{escape(kind.label)}</a> '
        f'<span class="quiet">.{kind.ending} {size}</span><p>{escape(kind.purpose)}</p></li>'
    )


def preview_html(query: str, title: str, *, theme: str) -> str:
    """Return the picture of the view that the files show."""
    source = escape(file_address("png", query, width="1200", theme=theme))
    return f'<figure class="preview"><img src="{source}" width="480" height="270" alt="{escape(title)}"></figure>'
