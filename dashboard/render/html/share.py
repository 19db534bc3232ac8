"""What the share dialog offers, as HTML: the files of a view, and the code by which other pages show it."""

from __future__ import annotations

from urllib.parse import urlencode

from dashboard.maps.previews import Preview
from dashboard.render.formats import FORMATS, Formats, Subject
from dashboard.render.html.templates import rendered
from geodata.wording import ATLAS_NAME

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


def picture_address(query: str, *, theme: str, width: int) -> str:
    """Return the address of the map of a view alone, as a page right under the root writes it.

    Parameters
    ----------
    query
        The link of the view from its "?" on.
    width
        Of the picture in pixels, for which its names are written.
    """
    return f"./picture{query}&theme={theme}&width={width}"


def story_file_address(ending: str, parameter: str | None, **options: str) -> str:
    """Return the address of a file of a story, as a page right under the root writes it.

    Parameters
    ----------
    parameter
        The story as its link has it; without one, that of the atlas.
    """
    query = urlencode({**({"story": parameter} if parameter else {}), **options})
    return f"./export/story.{ending}{'?' if query else ''}{query}"


def brief_file_address(ending: str, query: str, **options: str) -> str:
    """Return the address of the brief of the country of a link, as a page right under the root writes it.

    Parameters
    ----------
    query
        The link from its "?" on, which names the country.
    """
    more = urlencode(options)
    return f"./export/brief.{ending}{query}{'&' + more if more else ''}"


def brief_files_html(formats: Formats, query: str) -> str:
    """Return the list of the forms in which the brief of a link's country can be had."""
    files = [
        (file_format, brief_file_address(ending, query, download="1"))
        for ending, file_format in formats.of(Subject.BRIEF).items()
    ]
    return rendered("files.html", files=files, has_sizes=True, lacking="")


def files_html(formats: Formats, query: str, options: dict[str, str]) -> str:
    """Return the list of a view's files; the page's own script asks how large each one is, one after the other."""
    files = []
    for ending, file_format in formats.of(Subject.VIEW).items():
        chosen = {key: value for key, value in options.items() if key in file_format.options}
        files.append((file_format, file_address(ending, query, **chosen, download="1")))
    return rendered("files.html", files=files, has_sizes=True, lacking="")


def answer_files_html(query: str) -> str:
    """Return links to the files that are offered of the answer to a question.

    Parameters
    ----------
    query
        The link of the answer's map from its "?" on.
    """
    offered = [item for item in FORMATS.of(Subject.VIEW).values() if item.is_for_answers]
    links = [(item, file_address(item.ending, query, download="1")) for item in offered]
    return rendered("answer_files.html", links=links)


def story_files_html(formats: Formats, parameter: str | None, *, lacking: str = "", **options: str) -> str:
    """Return the list of a story's files; without sizes: each would take a drawing of every map.

    Parameters
    ----------
    parameter
        The story as its link has it; without one, that of the atlas.
    lacking
        Why files with fonts of their own cannot be made of it (`undrawable_in_pdf`), shown in place of their links.
    options
        Further parameters of the addresses.
    """
    files = []
    for ending, file_format in formats.of(Subject.STORY).items():
        is_lacking = bool(lacking) and file_format.has_own_fonts
        files.append(
            (file_format, "" if is_lacking else story_file_address(ending, parameter, download="1", **options))
        )
    return rendered("files.html", files=files, has_sizes=False, lacking=lacking)


def preview_html(query: str, title: str, *, theme: str) -> str:
    """Return the picture of the view that the files show."""
    return rendered("preview.html", source=file_address("png", query, width="1200", theme=theme), title=title)


# -- The code by which other pages show a view, and the tags by which they find out about it.

PICTURE, PICTURE_HEIGHT = 1200, 675  # pixels: what previews of links are cut from
WIDTH = 800  # pixels of an embed for which no width is given
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
    return rendered(
        "iframe.html",
        allow="fullscreen",
        height=height or height_at(WIDTH),
        # What a link opens is a page of its own: a page that isolates itself (COOP) may not be opened in a sandbox.
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox",
        source=source,
        title=title,
    )


def live_code(address: str, query: str, title: str) -> str:
    """Return the HTML that embeds the whole atlas with all its controls, some 25 times as heavy."""
    options = "&embed=true&embed_options=hide_loading_screen"
    return rendered(
        "iframe.html",
        allow="fullscreen; clipboard-write",
        height=900,
        sandbox="",
        source=f"{address}{query}{options}",
        title=title,
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
    return rendered(
        "announcement.html",
        line=preview.line,
        oembed=f"{address}oembed?{urlencode({'url': page})}",
        properties={
            "og:type": "website",
            "og:site_name": ATLAS_NAME,
            "og:title": preview.title,
            "og:description": preview.line,
            "og:url": page,
            "og:image": map_picture(preview.map_query, address),
            "og:image:width": PICTURE,
            "og:image:height": PICTURE_HEIGHT,
            "og:image:alt": preview.map_title,
        },
        title=preview.title,
    )
