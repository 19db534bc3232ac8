"""How large a figure of area is, in one sentence: its share of the country, and a country that is as large.

Both rest on published land areas (`country_areas.csv`). What has none there is not compared.
"""

from __future__ import annotations

from dashboard.maps.context import ComposeContext
from dashboard.maps.spec import NO_TEXT, CitedText
from geodata.country_areas import closest_country, is_alike
from geodata.model import CountryArea
from geodata.wording import enumeration, name_in_sentence, number

CLOSEST, NOTHING = "", "none"  # values of `View.scale` beside the codes of areas
LEAST_SHARE = 0.0001  # of a country's land; a smaller one is only said to be smaller


def size_sentence(ctx: ComposeContext, km2: float, area: str, *, is_of_a_part: bool = False) -> CitedText:
    """Return how large an area is, in terms of published land areas; no text where there is nothing to say.

    Parameters
    ----------
    km2
        The area, more than 0.
    area
        The code of the state or area that it is about.
    is_of_a_part
        Whether it is about a part of that only, of which no share is said.
    """
    own = ctx.dataset.country_areas.get(area)
    other = compared_country(ctx, km2, area)
    parts = []
    if own is not None and not is_of_a_part and km2 <= own.land_km2:
        parts.append((own, share_text(km2, own, _name(ctx, own))))
    if other is not None:
        parts.append((other, likeness_text(km2, other, _name(ctx, other))))
    if not parts:
        return NO_TEXT
    text = f"{number(km2)} km² is {enumeration([words for _, words in parts])}"
    return CitedText(text, ctx.cite(citation for country, _ in parts for citation in country.citations))


def compared_country(ctx: ComposeContext, km2: float, area: str) -> CountryArea | None:
    """Return the country with which a figure about an area is compared: the one that the view names, else the closest.

    A figure is never compared with the country that it is about, and a view can ask for no comparison.
    """
    asked = ctx.view.scale
    if asked == NOTHING:
        return None
    if asked in (CLOSEST, area):
        return closest_country(ctx.dataset, km2, but=area)
    return ctx.dataset.country_areas.get(asked)


def missing_note(ctx: ComposeContext) -> str:
    """Return that the country that the view names has no published land area; empty where it has one."""
    asked = ctx.view.scale
    if asked in (CLOSEST, NOTHING) or asked in ctx.dataset.country_areas:
        return ""
    name = name_in_sentence(ctx.dataset.state(asked).name)
    return f"Nothing is compared with {name}: the table of land areas that the atlas uses has no figure for it."


def share_text(km2: float, country: CountryArea, name: str) -> str:
    """Return which share of a country's land an area would be.

    Examples
    --------
    >>> from geodata.model import Citation
    >>> ukraine = CountryArea((Citation("wb", "row UKR"),), "one_source", "", "UKR", 579400.0, 2023)
    >>> share_text(250_000, ukraine, "Ukraine")
    'about 43% of the land area of Ukraine (579,400 km²)'
    >>> share_text(2.1, ukraine, "Ukraine")
    'less than 0.01% of the land area of Ukraine (579,400 km²)'
    """
    share = km2 / country.land_km2
    of = f"of the land area of {name} ({number(country.land_km2)} km²)"
    return f"about {_rounded(share * 100)}% {of}" if share >= LEAST_SHARE else f"less than {LEAST_SHARE:.2%} {of}"


def likeness_text(km2: float, country: CountryArea, name: str) -> str:
    """Return how an area compares with a country's land: as large, or larger or smaller by a factor of two digits.

    Examples
    --------
    >>> from geodata.model import Citation
    >>> kuwait = CountryArea((Citation("wb", "row KWT"),), "one_source", "", "KWT", 17820.0, 2023)
    >>> likeness_text(17_500, kuwait, "Kuwait")
    'about as large as Kuwait (17,820 km² of land)'
    >>> likeness_text(25_000, kuwait, "Kuwait"), likeness_text(12_000, kuwait, "Kuwait")
    ('about 1.4 times as large as Kuwait (17,820 km² of land)', 'about 67% as large as Kuwait (17,820 km² of land)')
    """
    land = f"{name} ({number(country.land_km2)} km² of land)"
    ratio = km2 / country.land_km2
    if is_alike(km2, country):
        return f"about as large as {land}"
    if ratio > 1:
        return f"about {_rounded(ratio)} times as large as {land}"
    return f"about {_rounded(ratio * 100)}% as large as {land}" if ratio >= LEAST_SHARE else f"far smaller than {land}"


def _rounded(value: float) -> str:
    """Return a number with two digits that count, as two areas are rarely known better."""
    return number(float(f"{value:.2g}"))


def _name(ctx: ComposeContext, country: CountryArea) -> str:
    return name_in_sentence(ctx.dataset.state(country.area).name)
