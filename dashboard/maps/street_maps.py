"""The street maps that a reader may lay beneath a close-up: whose pictures they are, under which terms, at which hosts.

Only providers that need no key and let a website of modest use show their pictures are here. The reader's own browser
asks them, and only after the reader has switched a street map on: until then no host outside learns of it. Both ask
for their attribution on the map and for a link by which errors can be reported, want to be told which website asks (the
map's script sends its origin and no more) and not to be asked for tiles outside of the view: nothing is fetched ahead.

Left out are providers with a key or a contract (Stadia, Thunderforest, Esri, CARTO), those that show one country, and
those that are closing down or whose conditions we did not find in writing (OpenTopoMap, the humanitarian style).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from urllib.parse import urlsplit

from xyzservices import TileProvider, providers

# Leaflet's own default; it counts where an address asks for a subdomain and names none.
USUAL_SUBDOMAINS = "abc"


@dataclass(frozen=True, slots=True)
class Credit:
    """A piece of an attribution: words, and the address they lead to, if any."""

    text: str
    url: str = ""


# The terms of both providers ask for it; the second piece is what they ask for, the first keeps it apart.
FIX_THE_MAP = (Credit(" · "), Credit("Report an error", "https://www.openstreetmap.org/fixthemap"))


@dataclass(frozen=True, slots=True)
class StreetMap:
    """A provider of pictures in Web Mercator.

    `owner` runs the servers and so sees a reader's address; `terms` is the page with the conditions of use; `url` has
    the places {z}, {x} and {y}, and {s} where there are `subdomains`.
    """

    street_id: str
    name: str
    owner: str
    terms: str
    url: str
    subdomains: str
    max_zoom: int
    credits: tuple[Credit, ...]

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts that the pictures come from."""
        host = urlsplit(self.url).netloc
        return tuple(host.replace("{s}", letter) for letter in self.subdomains) or (host,)


# Id in a link (never reused), name on the page, owner, terms, and name in xyzservices, which knows the rest.
_OFFERED = (
    (
        "openstreetmap",
        "Local names, OpenStreetMap",
        "the OpenStreetMap Foundation",
        "https://operations.osmfoundation.org/policies/tiles/",
        "OpenStreetMap.Mapnik",
    ),
    (
        "openstreetmap-de",
        "Latin letters, OpenStreetMap",
        "FOSSGIS e.V., Germany",
        "https://www.fossgis.de/arbeitsgruppen/osm-server/nutzungsbedingungen/",
        "OpenStreetMap.DE",
    ),
)
STREET_IDS = tuple(street_id for street_id, *_ in _OFFERED)


@cache
def street_maps() -> dict[str, StreetMap]:
    """Return the street maps by id, in the order in which they are offered."""
    return {
        street_id: _street_map(providers.query_name(known), street_id, name=name, owner=owner, terms=terms)
        for street_id, name, owner, terms, known in _OFFERED
    }


def outside_hosts() -> tuple[str, ...]:
    """Return every host that the map may fetch pictures from, sorted."""
    return tuple(sorted({host for street_map in street_maps().values() for host in street_map.hosts}))


def _street_map(provider: TileProvider, street_id: str, *, name: str, owner: str, terms: str) -> StreetMap:
    url = str(provider["url"])
    return StreetMap(
        street_id=street_id,
        name=name,
        owner=owner,
        terms=terms,
        url=url,
        subdomains=str(provider.get("subdomains", USUAL_SUBDOMAINS)) if "{s}" in url else "",
        max_zoom=int(provider["max_zoom"]),
        credits=credits_of(str(provider["html_attribution"])) + FIX_THE_MAP,
    )


def credits_of(html: str) -> tuple[Credit, ...]:
    """Return an attribution written in HTML as words and the addresses they lead to; nothing else of it is kept.

    Examples
    --------
    >>> credits_of('&copy; <a href="https://osm.org/copyright" onclick="x()">OSM</a>')
    (Credit(text='© ', url=''), Credit(text='OSM', url='https://osm.org/copyright'))
    """
    reader = _Attribution()
    reader.feed(html)
    reader.close()
    return tuple(reader.credits)


class _Attribution(HTMLParser):
    """Reads the words of an attribution and where its links lead; a link that is no web address is words only."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.credits: list[Credit] = []
        self._url = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        url = dict(attrs).get("href") or ""
        if tag == "a" and urlsplit(url).scheme in {"http", "https"}:
            self._url = url

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._url = ""

    def handle_data(self, data: str) -> None:
        self.credits.append(Credit(data, self._url))
