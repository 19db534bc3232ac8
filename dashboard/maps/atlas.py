"""The Atlas: what pages, routes and notebooks ask of the data; what was composed last is kept by view, day and data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.maps.compose.brief import Brief, compose_brief
from dashboard.maps.compose.cards import Cards, cards
from dashboard.maps.compose.claims_comparison import ClaimPanel, claim_panels
from dashboard.maps.compose.compose import compose, new_context, notes_in_view, source_notes
from dashboard.maps.compose.country_timeline import CountryTimeline, TimelineRow, country_timeline
from dashboard.maps.compose.timeline import KeyDay, key_days
from dashboard.maps.context import ComposeContext, Layers
from dashboard.maps.layers import footprint
from dashboard.maps.layers.registry import LAYERS
from dashboard.maps.link import read_link
from dashboard.maps.reference.bibliography import SourceEntry, bibliography
from dashboard.maps.reference.country_index import Key, Region, country_index, index_keys
from dashboard.maps.reference.policy_history import PolicyBar, policy_bars, policy_events, policy_history
from dashboard.maps.reference.treaty_matrix import MatrixRow, TreatyCount, treaty_counts, treaty_matrix
from dashboard.maps.spec import MapSpec
from dashboard.maps.story.model import Catalogue, Step, StepText, Story, step_text, story_of
from dashboard.maps.story.session import StorySession, read_story_session
from dashboard.maps.view import TREATIES, LinkProblem, View
from geodata import Dataset, Freshness
from geodata.dataset_cache import kept_with_dataset
from geodata.geo.frames import frame_areas
from geodata.story import shipped_story

SPECS_KEPT = 64  # about 0.25 MB each, and composed in a fiftieth of a second
BRIEFS_KEPT = 16  # a page of text and a map each
CARDS_KEPT = 16  # wanted only where a reader has opened the list of sources
KEY_DAYS_KEPT = INDEXES_KEPT = 8
COUNTS_KEPT = 64  # a treaty and a choice of states each


class Atlas:
    """What is composed of one dataset, safe to share between threads, and between sessions of readers.

    A dataset is equal only to itself, so that nothing composed of one is ever returned for another.

    Parameters
    ----------
    dataset
        Called for everything that is known, at each question; it raises TableError where tables break their rules.
    today
        Called for the day (UTC) that counts as today, at each question.
    layers
        The layers that a view can name.
    """

    def __init__(self, dataset: Callable[[], Dataset], *, today: Callable[[], date], layers: Layers = LAYERS) -> None:
        self.dataset = dataset
        self.today = today
        self.layers = layers
        # The values are frozen and therefore shared. st.cache_data would pickle and copy them at every rerun.
        self._compose = kept_with_dataset(SPECS_KEPT)(compose)
        self._cards = kept_with_dataset(CARDS_KEPT)(_cards)
        self._key_days = kept_with_dataset(KEY_DAYS_KEPT)(key_days)
        self._country_index = kept_with_dataset(INDEXES_KEPT)(_country_index)
        self._brief = kept_with_dataset(BRIEFS_KEPT)(compose_brief)
        self._claim_panels = kept_with_dataset(CARDS_KEPT)(_claim_panels)
        self._country_timeline = kept_with_dataset(CARDS_KEPT)(_country_timeline)
        self._treaty_matrix = kept_with_dataset(INDEXES_KEPT)(treaty_matrix)
        self._treaty_counts = kept_with_dataset(COUNTS_KEPT)(treaty_counts)
        self._policy_history = kept_with_dataset(INDEXES_KEPT)(_policy_history)
        self._bibliography = kept_with_dataset(1)(bibliography)
        self._catalogue = kept_with_dataset(1)(Catalogue.of)
        self._story = kept_with_dataset(1)(_shipped_story)

    def view(self, query: Mapping[str, str | Sequence[str]]) -> tuple[View, tuple[LinkProblem, ...]]:
        """Read a link as `link.read_link` does, against the codes and claims of the dataset."""
        known = self.dataset()
        return read_link(
            query,
            areas=known.states,
            claims=footprint.drawable(known),
            groups=known.groups,
            own=(known.own.content_id,) if known.own else (),
            layers=self.layers,
        )

    def spec(self, view: View) -> MapSpec:
        """Return what is seen of a view today."""
        return self._compose(view, self.dataset(), today=self.today(), layers=self.layers)

    def context(self, view: View) -> ComposeContext:
        """Return the context in which a view is composed today, for what is asked of layers beside a specification."""
        return new_context(view, self.dataset(), today=self.today(), layers=self.layers)

    def notes_in_view(self, view: View) -> tuple[str, ...]:
        """Return the notes of the map of a view today, on what is in view."""
        return notes_in_view(self.context(view))

    def freshness(self, spec: MapSpec) -> Freshness:
        """Return how old the reading of the depositary is today."""
        return Freshness(spec.depositary_read, self.today())

    def cards(self, view: View) -> Cards:
        """Return the cards of a view today, of the areas that its map can show."""
        return self._cards(view, self.dataset(), self.today(), self.layers)

    def key_days(self, treaty_id: str) -> tuple[KeyDay, ...]:
        """Return the key days of a treaty up to today."""
        return self._key_days(self.dataset(), treaty_id, today=self.today())

    def country_index(self, view: View) -> tuple[tuple[Region, ...], tuple[Key, ...]]:
        """Return the index of countries for the treaty and day of a view, and what its swatches mean."""
        return self._country_index(view, self.dataset(), self.today())

    def brief(self, view: View, area: str) -> tuple[Brief, MapSpec]:
        """Return the brief of a country on the day of a view, and the specification of its map.

        Raises
        ------
        UnknownKeyError
            When there is no such area.
        """
        return self._brief(view, area, self.dataset(), today=self.today(), layers=self.layers)

    def claim_panels(self, view: View) -> tuple[ClaimPanel, ...]:
        """Return the claims about the chosen country today, ready for charts; none where no country is chosen."""
        return self._claim_panels(view, self.dataset(), self.today(), self.layers)

    def country_timeline(self, view: View) -> CountryTimeline:
        """Return the timeline of the chosen country up to the day of a view.

        Raises
        ------
        UnknownKeyError
            When no country is chosen.
        """
        return self._country_timeline(view, self.dataset(), self.today(), self.layers)

    def treaty_matrix(self, day: date) -> tuple[MatrixRow, ...]:
        """Return the status of every state under each treaty on a day."""
        return self._treaty_matrix(self.dataset(), day)

    def treaty_counts(self, areas: frozenset[str] | None = None) -> Mapping[str, tuple[TreatyCount, ...]]:
        """Return by treaty how many states had which status through time; `areas` limits it to some of them."""
        return {treaty: self._treaty_counts(self.dataset(), treaty, areas=areas) for treaty in TREATIES}

    def policy_history(self, view: View) -> tuple[MapSpec, tuple[PolicyBar, ...], tuple[TimelineRow, ...]]:
        """Return United States policy up to the day of a view: its panel in the specification, periods, and acts."""
        return self._policy_history(self.spec(view), self.dataset())

    def treaty_names(self) -> Mapping[str, str]:
        """Return the short names of the treaties by id, in the order in which readers are shown them."""
        return {treaty: self.dataset().treaty(treaty).short_name for treaty in TREATIES}

    def oldest_reading(self) -> Freshness:
        """Return how old the reading of the depositary is today; of the treaties, the one that was read longest ago."""
        data = self.dataset()
        return Freshness(min(data.treaty(treaty).data_until for treaty in TREATIES), self.today())

    def bibliography(self) -> tuple[SourceEntry, ...]:
        """Return every document that is cited."""
        return self._bibliography(self.dataset())

    def catalogue(self) -> Catalogue:
        """Return what a story may name."""
        return self._catalogue(self.dataset())

    def story(self) -> Story:
        """Return the story that the atlas ships."""
        return self._story(self.dataset())

    def step_text(self, step: Step) -> StepText:
        """Return the texts of a step of a story, with what its own map says."""
        return step_text(step, self.spec(step.view), self.dataset())

    def story_session(
        self, query: Mapping[str, str | Sequence[str]], now: StorySession
    ) -> tuple[StorySession, tuple[LinkProblem, ...]]:
        """Read a link of the story screen; `now` is the present session."""
        return read_story_session(query, now, shipped=self.story(), catalogue=self.catalogue())


def _shipped_story(dataset: Dataset) -> Story:
    return story_of(shipped_story(), Catalogue.of(dataset))


def _cards(view: View, dataset: Dataset, today: date, layers: Layers) -> Cards:
    return cards(view, dataset, today=today, areas=frozenset(frame_areas(view.extent)), layers=layers)


def _claim_panels(view: View, dataset: Dataset, today: date, layers: Layers) -> tuple[ClaimPanel, ...]:
    if view.country is None:
        return ()
    return claim_panels(new_context(view, dataset, today=today, layers=layers), dataset.state(view.country))


def _policy_history(spec: MapSpec, dataset: Dataset) -> tuple[MapSpec, tuple[PolicyBar, ...], tuple[TimelineRow, ...]]:
    ctx = new_context(spec.view, dataset, today=spec.day)
    panel = policy_history(ctx)
    headline = replace(spec.headline, text=panel.title, sources=())
    page = replace(spec, headline=headline, panel=panel, sources=source_notes(ctx.numbering))
    return page, policy_bars(ctx), policy_events(ctx)


def _country_timeline(view: View, dataset: Dataset, today: date, layers: Layers) -> CountryTimeline:
    state = dataset.state(view.country or "")
    return country_timeline(new_context(view, dataset, today=today, layers=layers), state)


def _country_index(view: View, dataset: Dataset, today: date) -> tuple[tuple[Region, ...], tuple[Key, ...]]:
    regions = country_index(view, dataset, today=today)
    return regions, index_keys(regions, view, dataset)
