"""The route of a story's files: /export/story.html and its like, of the story that the address holds or of ours."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from dashboard.maps.story.codec import LONGEST, StoryError, read_story_parameter
from dashboard.maps.story.model import Catalogue, Story, told
from dashboard.maps.view import is_tracking_parameter
from dashboard.render.formats import STORY, STORY_KINDS, Options, StoryJob, story_tag, undrawable_in_pdf
from dashboard.web.asked import AskedError, Known, one_of, theme_of
from dashboard.web.bodies import ASK_AGAIN, refuse
from dashboard.web.export_route import answered, turned_away
from dashboard.web.places import root_of
from dashboard.web.public_address import public_address
from dashboard.web.workshop import Workshop, WorkshopError

NAME = "mine-ban-atlas_story"
KEYS = ("story", "theme", "download")


class Stories(Known, Protocol):
    """What the route asks of the app."""

    def shipped_story(self) -> Story:
        """Return the story that comes with the atlas."""


def story_routes(known: Stories, workshop: Workshop, base: str = "") -> list[BaseRoute]:
    """Return the route that serves a story as a file.

    Parameters
    ----------
    base
        What server.baseUrlPath puts before every path, with or without slashes around it.
    """

    def prepared(ending: str, query: str, address: str) -> tuple[StoryJob, Options, dict[str, str], str]:
        one_of("the ending", ending, STORY_KINDS, status=404, shown=lambda word: f"“.{word}”")
        if len(query) > LONGEST + 500:
            raise AskedError(
                f"The address is longer than {LONGEST + 500} characters; a longer story is kept as a file.", 414
            )
        parameters = parse_qs(query, keep_blank_values=True)
        given = {key: values[-1] for key, values in parameters.items() if not is_tracking_parameter(key)}
        for key in given:
            one_of("a parameter", key, KEYS)
        story = _story(given.get("story"), known)
        lacking = undrawable_in_pdf(story) if STORY_KINDS[ending].has_own_fonts else ""
        if lacking:
            raise AskedError(lacking, 422)
        options = Options(address, known.today(), theme=theme_of(given.get("theme")))
        data = known.dataset()
        seen = [(step, known.spec_of(step.view)) for step in story.steps]
        job = StoryJob(story.title or "A story", tuple((told(step, spec, data), spec) for step, spec in seen))
        return job, options, given, story_tag(STORY + ending, job, options)

    async def export(request: Request) -> Response:
        ending = request.path_params["ending"]
        try:
            job, options, own, key = await run_in_threadpool(
                prepared, ending, request.url.query, public_address(request, base)
            )
            if key in request.headers.get("if-none-match", ""):
                return Response(status_code=304, headers={"ETag": f'"{key}"', "Cache-Control": ASK_AGAIN})
            found = await workshop.get(key, STORY + ending, job, options)
        except AskedError as error:
            return refuse(str(error), error.status)
        except WorkshopError as error:
            return turned_away(error)
        kind = STORY_KINDS[ending]
        return answered(request, found, kind, f"{NAME}.{ending}", control=ASK_AGAIN, is_kept="download" in own)

    return [Route(root_of(base) + "/export/story.{ending}", export, name="story")]


def _story(text: str | None, known: Stories) -> Story:
    if text is None:
        return known.shipped_story()
    try:
        opened = read_story_parameter(text, Catalogue.of(known.dataset()))
    except StoryError as error:
        raise AskedError(f"“story” cannot be read: {error}.") from error
    if opened.problems:
        raise AskedError("\n".join(map(str, opened.problems)))
    if not opened.story.steps:
        raise AskedError("The story has no steps yet.")
    return opened.story
