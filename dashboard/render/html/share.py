"""What the share dialog offers, as HTML: the files of a view, and the code by which other pages show it."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from dashboard.maps.previews import Preview
from dashboard.render.formats import Format, Formats, Subject

# -- The list of files that a view can be taken away as, as HTML: what each is good for, and how large it is.


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


def story_file_address(ending: str, parameter: str | None, **options: str) -> str:
    """Return the address of a file of a story, as a page right under the root writes it.

    Parameters
    ----------
    parameter
        The story as its link has it; without one, that of the atlas.
    """
    query = urlencode({**({"story": parameter} if parameter else {}), **options})
    return f"./export/story.{ending}{'?' if query else ''}{query}"


def files_html(formats: Formats, query: str, options: dict[str, str]) -> str:
    """Return the list of a view's files; the page's own script asks how large each one is, one after the other."""
    items = []
    for ending, file_format in formats.of(Subject.VIEW).items():
        chosen = {key: value for key, value in options.items() if key in file_format.options}
        where = escape(file_address(ending, query, **chosen, download="1"))
        items.append(_item(file_format, where, f' data-size="{where}"', '<span class="size" role="status"></span>'))
    return f'<ul class="files">{"".join(items)}</ul>'


def story_files_html(formats: Formats, parameter: str | None, *, lacking: str = "") -> str:
    """Return the list of a story's files; sizes are not asked, because each map of it would be drawn for that.

    Parameters
    ----------
    parameter
        The story as its link has it; without one, that of the atlas.
    lacking
        Why files with fonts of their own cannot be made of it (`undrawable_in_pdf`); said in place of their links.
    """
    items = (
        f'<li><b>{escape(found.label)}</b> <span class="quiet">.{ending}</span><p>{escape(lacking)}</p></li>'
        if lacking and found.has_own_fonts
        else _item(found, escape(story_file_address(ending, parameter, download="1")))
        for ending, found in formats.of(Subject.STORY).items()
    )
    return f'<ul class="files">{"".join(items)}</ul>'


def _item(file_format: Format, where: str, asks: str = "", size: str = "") -> str:
    return (
        f'<li><a href="{where}" download{asks}>{escape(file_format.label)}</a> '
        f'<span class="quiet">.{file_format.ending} {size}</span><p>{escape(file_format.purpose)}</p></li>'
    )


def preview_html(query: str, title: str, *, theme: str) -> str:
    """Return the picture of the view that the files show."""
    source = escape(file_address("png", query, width="1200", theme=theme))
    return f'<figure class="preview"><img src="{source}" width="480" height="270" alt="{escape(title)}"></figure>'


# -- The code by which other pages show a view, and the tags by which they find out about it.

NAME = "Mine Ban Atlas"
PICTURE, PICTURE_HEIGHT = 1200, 675  # pixels: what previews of links are cut from
WIDTH = 800  # pixels of an embed where nobody says how much room there is
# The page is as high as this share of its width, and by so much more: headline, legend and notes break into lines.
SHARE, BESIDE_MAP = 0.56, 330


def light_code(address: str, query: str, title: str, *, height: int | None = None) -> str:
    """Return the HTML that embeds a view as one light page, which works in the strictest sandbox that runs scripts."""
    return frame_code(f"{address}embed{query}", title, height=height)


def frame_code(source: str, title: str, *, height: int | None = None) -> str:
    """Return the HTML that embeds a page of ours which needs its own script and nothing else.

    Parameters
    ----------
    source
        Address of the page.
    height
        In pixels; without it that of a view at the width of an embed.
    """
    return (
        f'<iframe src="{escape(source)}" title="{escape(title)}" loading="lazy" '
        f'style="width:100%;height:{height or height_at(WIDTH)}px;border:0" sandbox="allow-scripts allow-popups" '
        'allow="fullscreen"></iframe>'
    )


def live_code(address: str, query: str, title: str) -> str:
    """Return the HTML that embeds the whole atlas with all its controls, some 25 times as heavy."""
    options = "&embed=true&embed_options=hide_loading_screen"
    return (
        f'<iframe src="{escape(f"{address}{query}{options}")}" title="{escape(title)}" loading="lazy" '
        'style="width:100%;height:900px;border:0" allow="fullscreen; clipboard-write"></iframe>'
    )


def height_at(width: int) -> int:
    """Return how high the light page is about, in pixels, at a width in pixels."""
    return round(width * SHARE) + BESIDE_MAP


def map_picture(query: str, address: str) -> str:
    """Return the address of the picture that stands for a map where its link is shown.

    Parameters
    ----------
    query
        The link of the map from its "?" on, its day spelled out.
    """
    return f"{address}export/map.png{query}&width={PICTURE}"


def announcement(preview: Preview, address: str) -> str:
    """Return the tags by which other sites find title, picture and embed of a page (oEmbed discovery, Open Graph)."""
    page = f"{address}{preview.path}{preview.query}"
    asked = f"{address}oembed?{urlencode({'url': page})}"
    title = escape(preview.title)
    told = {
        "og:type": "website",
        "og:site_name": NAME,
        "og:title": preview.title,
        "og:description": preview.line,
        "og:url": page,
        "og:image": map_picture(preview.map_query, address),
        "og:image:width": PICTURE,
        "og:image:height": PICTURE_HEIGHT,
        "og:image:alt": preview.map_title,
    }
    tags = [f'<meta property="{key}" content="{escape(str(value))}">' for key, value in told.items()]
    return "".join(
        [
            f'<link rel="alternate" type="application/json+oembed" href="{escape(asked)}" title="{title}">',
            '<meta name="twitter:card" content="summary_large_image">',
            f'<meta name="description" content="{escape(preview.line)}">',
            *tags,
        ]
    )
