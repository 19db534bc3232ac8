"""Where the coordinates of a file lie: its coordinate system stated, assumed or refused, with the nearest guess.

Whether axes are swapped, degrees are metres or a zone is missing is judged by where a sample of places would fall. What
is said names countries and counts, and no coordinate.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import numpy as np
import pyproj
import shapely
from numpy.typing import NDArray
from pyproj.transformer import AreaOfInterest, TransformerGroup

from geodata.errors import OwnFileError
from geodata.geo.boundaries import read_level
from geodata.model import Level
from geodata.wording import share_text

Points = NDArray[np.float64]  # (n, 2): x or longitude, y or latitude
WGS84 = "EPSG:4326"
SWAPPED = "swapped"  # behind a coordinate system: the first number of the file is the latitude or northing
MAX_PLACES = 500  # of a sample that are looked up
_MOST, _FEW = 0.8, 0.2  # shares of places from which a guess counts as right or wrong
_MAX_STRAY = 0.02  # share of places out of range that are mistakes of single rows
_UTM_EAST, _UTM_NORTH = (100_000, 900_000), (0, 10_000_000)  # metres that a zone uses


class CrsOrigin(StrEnum):
    """How the coordinate system is known."""

    STATED = "stated"
    GIVEN = "given"
    ASSUMED = "assumed"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CrsGuess:
    """A coordinate system that would fit, the text that says it (`--crs`), and the countries it would fall in."""

    crs: str
    label: str
    countries: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class CrsFinding:
    """The coordinate system of a layer, and how it is known.

    Attributes
    ----------
    crs
        As `HazardBatch.crs`: "" for WGS 84 in degrees, else what pyproj understands.
    is_swapped
        Whether the file has the latitude or northing first, as the reader said.
    sentence
        How it is known, or why it is refused and what to do.
    countries
        Area codes and numbers of places of the sample that lie there, most first; "" for none, such as the sea.
    """

    crs: str
    origin: CrsOrigin
    label: str
    sentence: str
    is_swapped: bool = False
    guesses: tuple[CrsGuess, ...] = ()
    countries: tuple[tuple[str, int], ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether rows may be read in it."""
        return self.origin is not CrsOrigin.REFUSED


def parse_crs(text: str) -> tuple[pyproj.CRS, bool]:
    """Return a coordinate system, and whether its axes are swapped (`EPSG:4326 swapped`).

    Raises
    ------
    OwnFileError
        When it is none that PROJ knows.
    """
    base, swapped = re.subn(rf"[\s,]+{SWAPPED}$", "", text.strip(), flags=re.IGNORECASE)
    base = f"EPSG:{base}" if base.isdigit() else base
    if not re.match(r"(?i)(?:https?|file|/|\.)", base) and len(base) < 100_000:
        try:
            return pyproj.CRS.from_user_input(base), bool(swapped)
        except (pyproj.exceptions.CRSError, ValueError):
            pass
    raise OwnFileError(
        f"unknown coordinate system {text[:60]!r}, expected a code such as EPSG:4326 (longitude and latitude) or "
        "EPSG:32636 (UTM zone 36 north)"
    )


# --- Which country


@cache
def _areas() -> tuple[list[str], NDArray[np.object_], shapely.STRtree]:
    level = read_level(Level.OVERVIEW)  # a tenth of a degree is enough to tell a country
    shapes = np.asarray(level.geometry.to_numpy(), dtype=object)
    shapely.prepare(shapes)
    return [str(area) for area in level["area"]], shapes, shapely.STRtree(shapes)


def countries_of(places: Points) -> list[str]:
    """Return the area code of each place in degrees, "" where it lies in none or is no place."""
    codes, shapes, tree = _areas()
    area_codes = [""] * len(places)
    beyond = _are_degrees(places) & ~_in_range(places)
    places = places - np.where(beyond, np.sign(places[:, 0]) * 360, 0)[:, None] * np.array([1, 0])
    good = np.flatnonzero(_in_range(places))
    rows, areas = tree.query(shapely.points(places[good]))  # boxes; the prepared shapes then answer at once
    rows = good[rows]
    inside = shapely.intersects_xy(shapes[areas], places[rows, 0], places[rows, 1])
    for row, area in zip(rows[inside].tolist(), areas[inside].tolist(), strict=True):
        area_codes[row] = codes[area]
    return area_codes


def _counts(codes: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(codes).items(), key=lambda pair: (-pair[1], pair[0])))


def _in_range(places: Points) -> NDArray[np.bool_]:
    with np.errstate(invalid="ignore"):
        inside: NDArray[np.bool_] = (np.abs(places[:, 0]) <= 180) & (np.abs(places[:, 1]) <= 90)
    return inside


def _are_degrees(places: Points) -> NDArray[np.bool_]:
    """Return which places can be in degrees; a shape across the antimeridian may go on beyond 180."""
    return _in_range(places / np.array([2, 1]))


@dataclass(frozen=True, slots=True)
class _Fit:
    """How a sample falls: share in any area, share in the countries that the rows declare (nan where none does)."""

    counts: tuple[tuple[str, int], ...]
    on_land: float
    as_declared: float

    @property
    def is_good(self) -> bool:
        return self.as_declared >= _MOST if self.as_declared == self.as_declared else self.on_land >= _MOST

    @property
    def is_bad(self) -> bool:
        return self.as_declared <= _FEW if self.as_declared == self.as_declared else self.on_land <= _FEW


def _fit(places: Points, declared: Mapping[str, int]) -> _Fit:
    codes = countries_of(places)
    total = max(1, len(codes))
    as_declared = sum(code in declared for code in codes) / total if declared else np.nan
    return _Fit(_counts(codes), sum(code != "" for code in codes) / total, as_declared)


# --- The coordinate system of a layer


def find_crs(
    stated: str, places: Points, *, given: str = "", declared: Mapping[str, int] | None = None, name: str = "the file"
) -> CrsFinding:
    """Return the coordinate system of a layer, judged by a sample of its places.

    Parameters
    ----------
    stated
        What the file says, "" where it says nothing.
    places
        A place of each shape of the sample, as the file has it.
    given
        What the reader says; it is followed, and refused where places do not lie in it at all.
    declared
        Rows of the sample by the area code of the country that they name.
    """
    places = places[np.isfinite(places).all(axis=1)]
    places = places[:: max(1, len(places) // MAX_PLACES)]
    declared = {code: count for code, count in (declared or {}).items() if code}
    if given:
        crs, swapped = parse_crs(given)
        return _judged(crs, places, declared, CrsOrigin.GIVEN, is_swapped=swapped, name=name)
    system = _stated_crs(stated)
    if system is not None:
        return _judged(system, places, declared, CrsOrigin.STATED, is_swapped=False, name=name)
    why = "has a coordinate system that is not understood" if stated else "states no coordinate system"
    if not len(places):
        return CrsFinding("", CrsOrigin.ASSUMED, "none needed", f"{name} has no shape in its first rows")
    share = float(_are_degrees(places).mean())
    if share >= 1 - _MAX_STRAY:
        crs, _ = parse_crs(WGS84)
        return _judged(crs, places, declared, CrsOrigin.ASSUMED, is_swapped=False, name=name, why=why)
    return _refused_by_range(why, share, places, declared, name, expected="degrees or a stated system")


def _stated_crs(stated: str) -> pyproj.CRS | None:
    try:
        return parse_crs(stated)[0] if stated else None
    except OwnFileError:
        return None


def _judged(
    crs: pyproj.CRS,
    places: Points,
    declared: Mapping[str, int],
    origin: CrsOrigin,
    *,
    is_swapped: bool,
    name: str,
    why: str = "",
) -> CrsFinding:
    label = "longitude and latitude, WGS 84" if _is_wgs84(crs) else crs.name
    text = "" if _is_wgs84(crs) else _crs_text(crs)
    if is_swapped:
        places = places[:, ::-1]
    if not len(places):
        return CrsFinding(text, origin, label, f"{name}: {label}; no shape in its first rows", is_swapped)
    share = float((_are_degrees if crs.is_geographic else _in_range)(places).mean())
    how = f"is given as {label}" if origin is CrsOrigin.GIVEN else f"states {label}"
    if crs.is_geographic and share < 1 - _MAX_STRAY:
        turned = float(_in_range(places[:, ::-1]).mean())
        if turned >= 1 - _MAX_STRAY and not is_swapped:
            return _refused_swapped(name, label, places, declared, "latitudes beyond 90 degrees")
        return _refused_by_range(how, share, places, declared, name, expected="degrees")
    if not crs.is_geographic and share >= 1 - _MAX_STRAY:
        guess = CrsGuess(WGS84, "longitude and latitude, WGS 84", _fit(places, declared).counts)
        return _refused(
            f"{name} {how}, whose coordinates are lengths, but they lie within 180 and 90 as degrees do",
            (guess,),
        )
    return _judged_by_fall(crs, places, declared, origin, label=label, is_swapped=is_swapped, name=name, why=why)


def _judged_by_fall(
    crs: pyproj.CRS,
    places: Points,
    declared: Mapping[str, int],
    origin: CrsOrigin,
    *,
    label: str,
    is_swapped: bool,
    name: str,
    why: str,
) -> CrsFinding:
    """Return the finding on a system in whose range the places lie, by the countries that they fall in."""
    text = "" if _is_wgs84(crs) else _crs_text(crs)
    degrees = to_degrees(crs, places)
    if not np.isfinite(degrees).all(axis=1).any():
        return _refused(f"none of the coordinates of {name} lies in {label}", _guesses(places, declared))
    fit = _fit(degrees, declared)
    if crs.is_geographic and origin is not CrsOrigin.GIVEN and fit.is_bad:
        turned_fit = _fit(places[:, ::-1], declared)
        if turned_fit.is_good:
            return _refused_swapped(name, label, places, declared, f"places {_countries_text(fit.counts)}")
    if not crs.is_geographic and origin is CrsOrigin.STATED and fit.is_bad and declared:
        better = _guesses(places, declared)
        if better:
            return _refused(f"{name} states {label}, but would lie {_countries_text(fit.counts)}", better)
    how = {
        CrsOrigin.STATED: f"{name} states {label}",
        CrsOrigin.GIVEN: f"{label}, as given",
        CrsOrigin.ASSUMED: f"{name} {why}: taken as {label}",
    }[origin]
    order = ", with the first number as the northern one" if is_swapped else ""
    sentence = f"{how}{order}; its places lie {_countries_text(fit.counts)}{_datum_note(crs, degrees)}"
    return CrsFinding(text, origin, label, sentence, is_swapped, countries=fit.counts)


def _is_wgs84(crs: pyproj.CRS) -> bool:
    return crs.is_geographic and (crs.to_authority() in {("EPSG", "4326"), ("OGC", "CRS84"), ("EPSG", "4979")} or (
        crs.datum is not None and crs.datum.name.startswith("World Geodetic System 1984")
    ))  # fmt: skip


def _crs_text(crs: pyproj.CRS) -> str:
    authority = crs.to_authority(min_confidence=100)
    return ":".join(authority) if authority else str(crs.to_wkt())


def to_degrees(crs: pyproj.CRS, places: Points) -> Points:
    """Return places in longitude and latitude of WGS 84; infinite where they lie outside the system."""
    if _is_wgs84(crs):
        return places

    transformer = pyproj.Transformer.from_crs(crs, WGS84, always_xy=True)
    return np.column_stack(transformer.transform(places[:, 0], places[:, 1])).astype(np.float64)


def _datum_note(crs: pyproj.CRS, degrees: Points) -> str:
    """Return what is to be known of a datum other than WGS 84; "" where it is that or one for this purpose equal."""
    base = crs.geodetic_crs
    datum = base.datum.name if base is not None and base.datum is not None else ""
    if not datum or datum.startswith("World Geodetic System 1984"):
        return ""
    good = degrees[np.isfinite(degrees).all(axis=1)]
    west, south = good.min(axis=0)
    east, north = good.max(axis=0)
    try:
        area = AreaOfInterest(west, south, east, north)
        ways = TransformerGroup(base, WGS84, always_xy=True, area_of_interest=area).transformers
    except (pyproj.exceptions.ProjError, ValueError):
        ways = []
    accuracy = ways[0].accuracy if ways else -1.0
    if accuracy is None or accuracy < 0:
        return f"; its datum is {datum}, and no way to WGS 84 is known here: places may be off by 100 metres and more"
    return f"; its datum is {datum}, moved to WGS 84 with an accuracy of {accuracy:g} metres" if accuracy > 1 else ""


# --- Refusals


def _refused(finding: str, guesses: Sequence[CrsGuess]) -> CrsFinding:
    return CrsFinding("", CrsOrigin.REFUSED, "not known", f"{finding}; {_advice(guesses)}", guesses=tuple(guesses))


def _advice(guesses: Sequence[CrsGuess]) -> str:
    if not guesses:
        return "ask who made it for the coordinate system, and say it, as in --crs EPSG:32636"
    nearest = [f"{guess.label} ({_countries_text(guess.countries)}): --crs '{guess.crs}'" for guess in guesses[:3]]
    more = f", or {len(guesses) - 3} more" if len(guesses) > 3 else ""
    return f"it could be {'; '.join(nearest)}{more}"


def _refused_swapped(name: str, label: str, places: Points, declared: Mapping[str, int], finding: str) -> CrsFinding:
    turned = CrsGuess(f"{WGS84} {SWAPPED}", "latitude before longitude", _fit(places[:, ::-1], declared).counts)
    kept = CrsGuess(WGS84, f"{label} as it stands", _fit(places, declared).counts)
    return _refused(f"the axes of {name} seem to be swapped: as {label} it has {finding}", (turned, kept))


def _refused_by_range(
    why: str, share: float, places: Points, declared: Mapping[str, int], name: str, *, expected: str
) -> CrsFinding:
    if share > _MAX_STRAY:
        return _refused(
            f"{name} mixes coordinate systems: {share:.0%} of its first rows are in degrees and the others are not; "
            "put each into a file of its own",
            (),
        )
    guesses = _guesses(places, declared)
    return _refused(f"{name} {why}, and its coordinates are no degrees but lengths, expected {expected}", guesses)


def _guesses(places: Points, declared: Mapping[str, int]) -> tuple[CrsGuess, ...]:
    """Return the systems in metres in which the places would lie on land, those in the declared countries first."""
    candidates: list[tuple[str, str, Points]] = []
    east, north = np.quantile(places, 0.5, axis=0, method="lower")  # a mean of two could overflow
    if _UTM_EAST[0] <= east <= _UTM_EAST[1] and _UTM_NORTH[0] <= north <= _UTM_NORTH[1]:
        for south in (False, True):
            # All zones are one projection, six degrees apart.
            base = to_degrees(parse_crs("EPSG:32731" if south else "EPSG:32631")[0], places)
            for zone in range(1, 61):
                moved = base + np.array([6.0 * (zone - 31), 0.0])
                moved[:, 0] = (moved[:, 0] + 180) % 360 - 180
                code = f"EPSG:32{7 if south else 6}{zone:02}"
                candidates.append((code, f"UTM zone {zone} {'south' if south else 'north'}", moved))
    prefix, rest = divmod(east, 1_000_000)
    if 2 <= prefix <= 32 and _UTM_EAST[0] <= rest <= _UTM_EAST[1] and 0 <= north <= _UTM_NORTH[1]:
        code = f"EPSG:284{int(prefix):02}"
        candidates.append(
            (code, f"Gauss-Krüger zone {int(prefix)}, Pulkovo 1942", to_degrees(parse_crs(code)[0], places))
        )
    limit = 20_037_509  # metres: half the equator of Web Mercator
    if np.abs(places).max() <= limit:
        candidates.append(("EPSG:3857", "Web Mercator", to_degrees(parse_crs("EPSG:3857")[0], places)))
    rated = []
    for code, label, degrees in candidates:
        fit = _fit(degrees[:60], declared)  # sixty places tell a country
        if fit.is_good:
            as_declared = fit.as_declared if declared else 0.0
            rated.append((-as_declared, -fit.on_land, code, CrsGuess(code, label, fit.counts)))
    return tuple(guess for *_, guess in sorted(rated, key=lambda entry: entry[:3]))


def _countries_text(counts: tuple[tuple[str, int], ...]) -> str:
    total = sum(count for _, count in counts)
    named = [f"{code} ({share_text(count / total)})" if count < total else code for code, count in counts if code]
    if not named:
        return "in no country"
    outside = dict(counts).get("", 0)
    places = [*named[:4], *([f"{len(named) - 4} more"] if len(named) > 4 else [])]
    places += [f"no country ({share_text(outside / total)})"] if outside else []
    return f"in {', '.join(places[:-1])} and {places[-1]}" if len(places) > 1 else f"in {places[0]}"


# --- UTM by row

_BANDS_NORTH, _BANDS_SOUTH = "NPQRSTUVWX", "CDEFGHJKLM"
_ZONE = re.compile(
    r"(?i)(?:utm|zone|zona|huso|fuso|fuseau|зона)?\s*:?\s*(\d{1,2})\s*\.?\s*([a-z]|north|south|norte|sur|sul|nord|sud)?"
)


def utm_crs(text: str) -> tuple[str, ...]:
    """Return the codes that a zone such as `36N`, `36 U`, `38S`, `EPSG:32636` may mean; none where it is no zone.

    S is the south for some, and for others the band from 32 to 40 degrees north.

    Examples
    --------
    >>> utm_crs("UTM 36N"), utm_crs("36U"), utm_crs("38S"), utm_crs("32637"), utm_crs("61N")
    (('EPSG:32636',), ('EPSG:32636',), ('EPSG:32738', 'EPSG:32638'), ('EPSG:32637',), ())
    """
    code = re.fullmatch(r"(?i)\s*(?:epsg:?)?\s*(32[67](?:0[1-9]|[1-5]\d|60))\s*", text)
    if code:
        return (f"EPSG:{code[1]}",)
    match = _ZONE.fullmatch(text.strip())
    if not match or not 1 <= int(match[1]) <= 60:
        return ()
    zone, letter = int(match[1]), (match[2] or "").upper()
    north, south = f"EPSG:326{zone:02}", f"EPSG:327{zone:02}"
    if letter == "S":
        return (south, north)
    if letter in {"SOUTH", "SUR", "SUL", "SUD"} or (len(letter) == 1 and letter in _BANDS_SOUTH):
        return (south,)
    if not letter:
        return (north, south)
    return (north,) if letter in {"NORTH", "NORTE", "NORD"} or letter in _BANDS_NORTH else ()


def utm_to_degrees(places: Points, zones: Sequence[str]) -> tuple[Points, int]:
    """Return places of UTM in degrees, and the number of rows whose zone is none or cannot be decided (nan).

    A zone that may mean two systems means the one in which its places lie on land; where both do, none is taken.
    """
    degrees = np.full(places.shape, np.nan)
    undecided = 0
    texts = np.asarray(zones, dtype=object)
    for text in sorted(set(zones)):
        rows = np.flatnonzero(texts == text)
        ways = [to_degrees(parse_crs(code)[0], places[rows]) for code in utm_crs(text)]
        if len(ways) > 1:
            ways = [way for way in ways if _fit(way[:MAX_PLACES], {}).is_good]
        if len(ways) == 1:
            degrees[rows] = ways[0]
        else:
            undecided += len(rows)
    degrees[~np.isfinite(degrees).all(axis=1)] = np.nan
    return degrees, undecided
