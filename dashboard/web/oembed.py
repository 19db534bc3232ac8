"""What oEmbed 1.0 asks for and is answered."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from dashboard.maps.frozen import dated_link
from dashboard.maps.spec import MapSpec
from dashboard.render.embed_code import NAME, PICTURE, PICTURE_HEIGHT, WIDTH, height_at, light_code, picture_url
from dashboard.web.asked import AskedError, one_of

LEAST, MOST = 240, 4000
CACHE_SECONDS = 3600


def query_of(url: str, address: str) -> str:
    """Return the part behind the question mark of an address of ours.

    Raises
    ------
    AskedError
        When the address is not one of the map of this atlas.
    """
    try:
        parts, ours = urlsplit(url), urlsplit(address)
        is_ours = (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc) and parts.path.rstrip("/") in {
            ours.path.rstrip("/"),
            ours.path.rstrip("/") + "/embed",
        }
    except ValueError:  # brackets that hold no address
        is_ours = False
    if not is_ours:
        raise AskedError(f"“url” is no address of a map of this atlas, whose addresses begin with {address}.", 404)
    return parts.query


def room_of(parameters: dict[str, list[str]], key: str) -> int | None:
    """Return a limit in pixels that whoever embeds has, or None.

    Raises
    ------
    AskedError
        When it is not a number within reason.
    """
    text = parameters.get(key, [""])[-1]
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) <= 6 and LEAST <= int(text) <= MOST:
        return int(text)
    raise AskedError(f"“{key}” is “{text[:40]}”, expected whole pixels from {LEAST} to {MOST}.")


def oembed(spec: MapSpec, address: str, *, width: int | None, height: int | None) -> dict[str, object]:
    """Return what oEmbed 1.0 asks of a provider: a rich embed with a preview picture."""
    query = dated_link(spec)
    wide = min(width or WIDTH, MOST)
    high = min(height_at(wide), height or MOST)
    code = light_code(address, query, spec.headline.text)
    return {
        "version": "1.0",
        "type": "rich",
        "title": spec.headline.text,
        "provider_name": NAME,
        "provider_url": address,
        "cache_age": CACHE_SECONDS,
        "thumbnail_url": picture_url(spec, address),
        "thumbnail_width": PICTURE,
        "thumbnail_height": PICTURE_HEIGHT,
        "width": wide,
        "height": high,
        "html": code.replace(f"height:{height_at(WIDTH)}px", f"height:{high}px"),
    }


def oembed_asked(query: str, address: str) -> tuple[str, int | None, int | None]:
    """Return what an oEmbed request asks for: the query of the view, and the room in pixels.

    Raises
    ------
    AskedError
        When it asks for somebody else's page, another format, or no number of pixels.
    """
    given = parse_qs(query, keep_blank_values=True)
    one_of("format", given.get("format", ["json"])[-1], ["json"], status=501)
    link = query_of(given.get("url", [""])[-1], address)
    return link, room_of(given, "maxwidth"), room_of(given, "maxheight")
