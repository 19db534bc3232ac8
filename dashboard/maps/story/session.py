"""The state of the story screen: which story is open and at which step; as a View, it is equal to its link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dashboard.maps.link import LINK_VERSION, is_tracking_parameter, shown_value
from dashboard.maps.story.codec import StoryError, read_story_parameter, story_parameter
from dashboard.maps.story.model import Catalogue, Step, Story
from dashboard.maps.view import LinkProblem, View
from geodata import nearest
from geodata.wording import uncapitalized

MINE = "mine"  # how a link names the reader's own story where it cannot hold it: good in the same tab alone
KEYS = ("v", "story", "step")
EMPTY = Story()


@dataclass(frozen=True, slots=True)
class StorySession:
    """Which story is open on the story screen, and at which step.

    `mine` is the story that the reader writes, or that came by a link or a file; `is_mine` says whether it is open or
    the shipped one; `at` is the step, counted from 0. A link holds no more than these three.
    """

    mine: Story = EMPTY
    is_mine: bool = False
    at: int = 0
    detour: View | None = None  # the view after the reader changed the map of the step
    is_edited: bool = False  # the reader's own story was changed since it came
    replaced: Story = EMPTY  # what the reader had edited before another story took its place

    def story(self, shipped: Story) -> Story:
        """Return the story that is open."""
        return self.mine if self.is_mine else shipped

    def step(self, shipped: Story) -> Step | None:
        """Return the present step; None in a story that has none yet."""
        steps = self.story(shipped).steps
        return steps[min(max(self.at, 0), len(steps) - 1)] if steps else None

    def view(self, shipped: Story) -> View:
        """Return what the map shows: the step's view, or the detour from it."""
        step = self.step(shipped)
        return self.detour or (step.view if step else View())

    def to_query(self) -> dict[str, str]:
        """Return the parameters of its link: the story unless it is the shipped one, and always the step."""
        story = {"story": (self.mine.steps and story_parameter(self.mine)) or MINE} if self.is_mine else {}
        return {"v": LINK_VERSION, **story, "step": str(self.at + 1)}


def at_step(session: StorySession, at: int) -> StorySession:
    """Return the session at another step, its map as the story has it."""
    return replace(session, at=at, detour=None)


def writing(session: StorySession, story: Story, *, at: int | None = None) -> StorySession:
    """Return the session of the reader's own story after an edit, at a step that it has."""
    at = session.at if at is None else at
    last = max(len(story.steps) - 1, 0)
    return replace(session, mine=story, is_mine=True, at=min(max(at, 0), last), detour=None, is_edited=True)


def opening(session: StorySession, story: Story) -> StorySession:
    """Return the session of a story that came by a link or a file; one that was being written is kept aside."""
    aside = session.mine if session.is_edited and session.mine not in (story, EMPTY) else session.replaced
    return StorySession(mine=story, is_mine=True, replaced=EMPTY if aside == story else aside)


def read_story_session(
    query: Mapping[str, str | Sequence[str]], now: StorySession, *, shipped: Story, catalogue: Catalogue
) -> tuple[StorySession, tuple[LinkProblem, ...]]:
    """Read a link of the story screen and never raise: what cannot be used is left out and named.

    Parameters
    ----------
    now
        The present session: the reader's own story, which a link may name without holding it.
    """
    values = {key: [raw] if isinstance(raw, str) else list(raw) for key, raw in query.items()}
    problems = [
        _unknown(key)
        for key in values
        if key not in KEYS and not key.startswith("embed") and not is_tracking_parameter(key)
    ]
    problems += [
        LinkProblem(key, "it was given more than once", but="its last value") for key in KEYS if _twice(values, key)
    ]
    if values.get("v", [LINK_VERSION])[-1:] != [LINK_VERSION]:
        problems.append(LinkProblem("v", f"this atlas reads version {LINK_VERSION} of its links"))
    session = replace(now, is_mine=False, at=0, detour=None)
    text = (values.get("story") or [""])[-1]
    if text == MINE:
        session = replace(session, is_mine=True)
    elif text:
        try:
            opened = read_story_parameter(text, catalogue)
            session = opening(session, opened.story)
            problems += [
                LinkProblem("story", uncapitalized(problem).removesuffix("."), but="all else of it")
                for problem in opened.problems
            ]
        except StoryError as error:
            problems += [LinkProblem("story", reason) for reason in error.reasons]
    at, trouble = _step((values.get("step") or ["1"])[-1], len(session.story(shipped).steps))
    return replace(session, at=at), (*problems, *trouble)


def _twice(values: Mapping[str, Sequence[str]], key: str) -> bool:
    return len(values.get(key, ())) > 1


def _unknown(key: str) -> LinkProblem:
    near = nearest(key, KEYS, 1)
    return LinkProblem(shown_value(key), "no such parameter of a story" + (f"; did you mean {near[0]}" if near else ""))


def _step(text: str, count: int) -> tuple[int, tuple[LinkProblem, ...]]:
    """Return the step, counted from 0, that a link asks for; the nearest when there is none of that number."""
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        return 0, (LinkProblem("step", f"{shown_value(text)} is not the number of a step"),)
    number = int(text)
    near = min(max(number, 1), max(count, 1))
    if number == near:
        return near - 1, ()
    of = (
        f"the story has {count} steps"
        if count > 1
        else "the story has one step"
        if count
        else "the story has no step yet"
    )
    return near - 1, (LinkProblem("step", f"there is no step {number}, {of}; step {near} is shown"),)
