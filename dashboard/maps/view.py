"""The view: the question of the reader, as one small frozen value, and the ready views.

How it is written as a link and read back stands in `dashboard/maps/link.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from geodata import ClaimClass, ClaimRule, ComparableGroup, StatusKind, is_close_up
from geodata.geo.projections import WORLD_EXTENT
from geodata.model import Naming
from geodata.own_figures import BANDS
from geodata.questions import ClaimClause, ClaimTest, Question, StatusClause, StatusTest, Term, simple, without_own

FIRST_DAY = date(1992, 1, 1)  # where the table of policies begins; the first treaty here was adopted in 1996
LAST_DAY = date(2033, 12, 31)  # the last Article 5 deadline in the tables; nothing later is announced
TREATIES = ("apmbc", "ccm", "ccw-ap2", "ccw-p5")
REGIONS = ("africa", "americas", "asia", "europe", "oceania")
# Contamination claimed, and party neither to the Mine Ban Convention nor to the Convention on Cluster Munitions.
AFFECTED_OUTSIDE = simple(
    ClaimClause(ComparableGroup.AP_MINES, ClaimRule.LATEST, ClaimTest.AFFECTED),
    Term(StatusClause("apmbc", StatusTest.PARTY), is_negated=True),
    Term(StatusClause("ccm", StatusTest.PARTY), is_negated=True),
)
OBLAST_MEASURES = ("identified", "listed", "cleared", "farmland")
# The screen of the four treaties: the kinds of status it can be kept to (every state can join), what its rows are
# ordered by, and what is counted through time.
MATRIX_KINDS = tuple(kind for kind in StatusKind if kind is not StatusKind.NOT_ELIGIBLE)
MATRIX_ORDERS = ("name", "region", *(f"{treaty}{by}" for treaty in TREATIES for by in ("", "-oldest", "-newest")))
MATRIX_COUNTS = ("bound", "joined", "left", "uncertain")
DEFAULT_FOOTPRINT = "ukr-potentially-contaminated-2023-01-07-shmyhal"
PLACE_DECIMALS = 2  # of a degree, of where a shape stands: about 1 km
OWN = "own"  # the layer whose classes hang on figures that no link carries
FURTHEST_LATITUDE = 80  # a shape of a million km² about it holds no pole
MOST_FOOTPRINTS = 5  # drawn at once; each has a look of its own


@dataclass(frozen=True, slots=True)
class Other:
    """What a view is compared with: another treaty, another day, or both; None is the one the view shows."""

    treaty: str | None = None
    day: date | None = None

    def __str__(self) -> str:
        """The value as a link writes it."""
        return ".".join(filter(None, [self.treaty, self.day.isoformat() if self.day else None]))


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """The classes to which a map is kept, of a layer that fills the areas or draws circles, in the legend's order."""

    layer: str
    classes: tuple[str, ...]

    def __str__(self) -> str:
        """The value as a link writes it."""
        return ".".join([self.layer, *self.classes])


@dataclass(frozen=True, slots=True)
class Footprint:
    """A figure drawn to scale: of which record, where, and in which form.

    Attributes
    ----------
    figure
        The id of a claim of an area, or of a result of clearance.
    place
        The code of the area on which it is drawn, or the longitude and latitude of its middle in degrees; None is the
        area that the figure is about.
    """

    figure: str
    place: str | tuple[float, float] | None = None
    is_square: bool = False

    def __str__(self) -> str:
        """The value as a link writes it."""
        lonlat = ",".join(f"{degrees:g}" for degrees in self.place) if isinstance(self.place, tuple) else self.place
        return self.figure + (f"@{lonlat}" if lonlat else "") + (".square" if self.is_square else "")


@dataclass(frozen=True, slots=True)
class LinkProblem:
    """A value of a link that could not be used: which, why, and what stands in its place."""

    key: str
    reason: str
    but: str = ""  # what of it was used nevertheless

    def __str__(self) -> str:
        return f"The link's “{self.key}” was ignored{self.but and f', but for {self.but}'}: {self.reason}."


@dataclass(frozen=True, slots=True)
class View:
    """The question of the reader; every field has a default, and `day` None is today, whenever the link is opened."""

    day: date | None = None
    treaty: str = "apmbc"
    layers: tuple[str, ...] = ("status", "borders")
    statuses: tuple[StatusKind, ...] = ()
    regions: tuple[str, ...] = ()
    claim_rule: ClaimRule = ClaimRule.LATEST
    claim_group: ComparableGroup = ComparableGroup.AP_MINES
    claim_least: ClaimClass | None = None
    class_filter: ClassFilter | None = None  # of a layer that has no filter of its own
    extent: str = WORLD_EXTENT
    country: str | None = None
    footprints: tuple[Footprint, ...] = (Footprint(DEFAULT_FOOTPRINT),)  # never empty
    scale: str = ""  # the area with which figures drawn to scale are compared, or "none"; "": the closest in size
    oblast_measure: str = OBLAST_MEASURES[0]
    beside: Other | None = None  # a second map beside the first
    since: date | None = None  # only what changed from then on is coloured
    streets: str | None = None  # a street map beneath a close-up
    question: Question = AFFECTED_OUTSIDE
    matrix_group: str | None = None  # the group of states whose members the screen of the treaties shows
    matrix_statuses: tuple[tuple[str, tuple[StatusKind, ...]], ...] = ()  # kinds kept there, by treaty; never empty
    matrix_order: str = MATRIX_ORDERS[0]
    matrix_count: str = MATRIX_COUNTS[0]
    own: str | None = None  # the content id of a reader's own figures, which no link carries
    own_classes: str = BANDS  # the rule of their classes
    names: Naming | None = None  # by which names states go; None: the United Nations' in texts, common ones on the map

    @property
    def own_ids(self) -> frozenset[str]:
        """The content ids of the own data that it shows or asks of."""
        return self.question.own | ({self.own} if self.own is not None else set())

    @property
    def has_own(self) -> bool:
        """Whether it shows, or asks of, own data of a reader, which no link carries."""
        return bool(self.own_ids)

    def on(self, today: date) -> date:
        """Return the day the view shows when it is opened on `today`."""
        return self.day or today


def with_own_of(view: View, own: str | None) -> View:
    """Return the view without own data other than those of a content id, whose figures are open; None: none are."""
    if view.own_ids <= {own}:
        return view
    question = without_own(view.question) if view.question.own - {own} else view.question
    return settled(replace(view, own=own if view.own == own else None, question=question or AFFECTED_OUTSIDE))[0]


def settled(view: View) -> tuple[View, tuple[LinkProblem, ...]]:
    """Return the view without what the rest of it rules out, and why that was left out."""
    view, problems = _with_one_comparison(view)
    if view.own is None and view.class_filter is not None and view.class_filter.layer == OWN:
        view = replace(view, class_filter=None)
        problems += (LinkProblem("class", "it keeps classes of own data, which are not open here"),)
    if view.streets is None or (is_close_up(view.extent) and view.beside is None):
        return view, problems
    why = "two maps side by side have" if view.beside else "a map wider than a close-up has"
    problem = LinkProblem("streets", f"{why} no street map beneath")
    return replace(view, streets=None), (*problems, problem)


def _with_one_comparison(view: View) -> tuple[View, tuple[LinkProblem, ...]]:
    """Return the view with at most one comparison, and that with something else; and why one was left out."""
    other = view.beside
    if other is not None and view.since is not None:
        why = LinkProblem("beside", "the map already picks out what changed, as “since” asks")
        return replace(view, beside=None), (why,)
    if other is not None and other.treaty == view.treaty:
        same = f"{view.treaty} is the treaty that the map shows"
        why = LinkProblem("beside", same, but="its day" if other.day else "")
        return replace(view, beside=replace(other, treaty=None) if other.day else None), (why,)
    return view, ()


def compared(view: View, *, beside: Other | None = None, since: date | None = None) -> View:
    """Return the view with this comparison and no other; without arguments, with none."""
    return settled(replace(view, beside=beside, since=since))[0]


def under(view: View, treaty: str) -> View:
    """Return the view under another treaty; if that is the one beside it, the two change places."""
    other = view.beside
    if other is not None and other.treaty == treaty:
        return replace(view, treaty=treaty, beside=replace(other, treaty=view.treaty))
    return replace(view, treaty=treaty)


# -- Ready views: the questions readers bring most often, each as a View and nothing else.

_OUTSIDE = (StatusKind.SIGNED, StatusKind.LEFT, StatusKind.NOT_SIGNED)
_FOOTPRINT = ("status", "footprint", "borders")
_POLICY = ("policy", "borders")


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready view: its id, what a reader picks it by, and the view."""

    preset_id: str
    title: str
    view: View


def _korea(preset_id: str, title: str, day: date) -> Preset:
    return Preset(f"korea-{preset_id}", f"US policy and Korea: {title}", View(day=day, layers=_POLICY, extent="korea"))


def _filled_by(layer: str) -> View:
    return View(layers=(layer, "borders"))


PRESETS: tuple[Preset, ...] = (
    Preset("today", "Mine Ban Convention, today", View()),
    Preset("signing", "Signing days, December 1997", View(day=date(1997, 12, 4))),
    Preset(
        "europe",
        "Europe after the exits, March 2026",
        View(day=date(2026, 3, 1), regions=("europe",), extent="europe"),
    ),
    Preset(
        "ukraine-claim",
        "Ukraine: the claim of January 2023",
        View(day=date(2023, 1, 8), layers=_FOOTPRINT, extent="UKR", country="UKR"),
    ),
    Preset(
        "ukraine-oblasts",
        "Ukraine by oblast: identified so far",
        View(layers=("status", "oblasts", "borders"), extent="UKR", country="UKR"),
    ),
    Preset("ukraine-today", "Ukraine, today", View(layers=_FOOTPRINT, extent="UKR", country="UKR")),
    _korea("2014", "exception, 2014", date(2014, 9, 24)),
    _korea("2020", "limits lifted, 2020", date(2020, 2, 1)),
    _korea("2022", "limits return, 2022", date(2022, 6, 22)),
    _korea("2026", "as reported, 2026", date(2026, 3, 1)),
    Preset(
        "outside",
        "Not party, and a claim of contamination",
        View(
            layers=("status", "contamination", "borders"),
            statuses=_OUTSIDE,
            claim_least=ClaimClass.NO_FIGURE,
        ),
    ),
    Preset("question", "Affected states in neither convention", _filled_by("question")),
    Preset("disagreement", "Where claims differ most", _filled_by("disagreement")),
    Preset("deadlines", "Clearance deadlines: met, running, passed", _filled_by("deadlines")),
    Preset("votes", "Votes on the mine ban, General Assembly", _filled_by("votes")),
    Preset("clearance", "Land cleared in the newest year reported", _filled_by("clearance")),
    Preset("casualties", "Casualties in the newest year reported", _filled_by("casualties")),
    Preset("use", "Recorded use and production", _filled_by("use")),
    Preset("claim-age", "How old the newest claims are", _filled_by("claim-age")),
    Preset("cluster", "Cluster Munitions, March 2026", View(day=date(2026, 3, 1), treaty="ccm")),
    Preset("changes", "What changed since 2020", View(since=date(2020, 1, 1))),
    Preset("two-treaties", "Mines and cluster munitions, side by side", View(beside=Other("ccm"))),
)
