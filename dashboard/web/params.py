"""Reads the query string of a route: the view, and the other parameters; what cannot be used is a ParamsError."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import FROZEN_KEYS
from dashboard.maps.permalinks import FrozenView, frozen_view, read_frozen
from dashboard.maps.spec import THEMES, MapSpec, PictureTheme
from dashboard.maps.view import LinkProblem, View
from dashboard.render.formats import LEAST_WIDTH, MOST_WIDTH, WIDTH
from dashboard.web.http_cache import REVALIDATE
from geodata import nearest

FROZEN = frozenset(FROZEN_KEYS)
# Cache-Control of a view with a day: it changes only with a data release, and with the age of the depositary reading,
# which changes daily and changes the ETag.
SHORT_LIVED = "public, max-age=300, must-revalidate"
MAX_QUERY_LENGTH = 4000  # characters; the longest link of the atlas has a tenth of that


class ParamsError(Exception):
    """A query string that cannot be answered; the message is for the reader, `status` the HTTP status."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Params:
    """The parameters of a query string: the view, and those that are not part of it."""

    view: View
    extra: dict[str, str]


def read_params(query: str, atlas: Atlas, *, extra: Iterable[str]) -> Params:
    """Read a query string.

    A value that the page would ignore with a message is refused here, because a file is passed on without its link.

    Parameters
    ----------
    extra
        Names of the parameters that are not part of the view.

    Raises
    ------
    ParamsError
        When the query string is too long (414), or a value in it cannot be used (400); each problem is a line.
    """
    if len(query) > MAX_QUERY_LENGTH:
        raise ParamsError(f"The address is longer than {MAX_QUERY_LENGTH} characters.", 414)
    parameters = parse_qs(query, keep_blank_values=True)
    extra_values = {key: parameters.pop(key)[-1] for key in extra if key in parameters}
    view, problems = atlas.view(parameters)
    refuse_problems(problems)
    return Params(view, extra_values)


def refuse_problems(problems: Iterable[LinkProblem]) -> None:
    """Raise for problems of a link.

    Raises
    ------
    ParamsError
        When there are any; each is a line.
    """
    if message := _message(problems):
        raise ParamsError(message)


def _message(problems: Iterable[LinkProblem]) -> str:
    return "\n".join(str(problem).replace("was ignored", "cannot be used") for problem in problems)


def requested_spec(params: Params, atlas: Atlas) -> tuple[MapSpec, str]:
    """Return the specification of a view, or of a frozen link, and its Cache-Control.

    Raises
    ------
    ParamsError
        When the link is frozen on a release that is not kept, or its content id is not reproduced (404).
    """
    if not FROZEN.intersection(params.extra):
        return atlas.spec(params.view), REVALIDATE if params.view.day is None else SHORT_LIVED
    frozen = open_frozen(params, atlas)
    if not frozen.is_same:
        raise ParamsError(frozen.notice, 404)
    return frozen.spec, SHORT_LIVED


def open_frozen(params: Params, atlas: Atlas) -> FrozenView:
    """Return what a frozen link shows, with the notice above it and what has changed since.

    Raises
    ------
    ParamsError
        When `release`, `id` or `day` is missing or cannot be used.
    """
    frozen, problems = read_frozen(params.extra, params.view)
    if frozen is None:
        message = _message(problems).replace("; the present data are shown", "")
        raise ParamsError(message or "A frozen link has “release” and “id”.")
    return frozen_view(params.view, frozen, atlas.dataset())


def width_of(text: str | None) -> int:
    """Return the width of a picture in pixels.

    Raises
    ------
    ParamsError
        When it is not a whole number within the limits.
    """
    if text is None:
        return WIDTH
    if text.isascii() and text.isdecimal() and len(text) <= 6 and LEAST_WIDTH <= int(text) <= MOST_WIDTH:
        return int(text)
    expected = f"whole pixels from {LEAST_WIDTH} to {MOST_WIDTH}; without it {WIDTH} is taken"
    raise ParamsError(f"“width” is “{text[:40]}”, expected {expected}.")


def theme_of(text: str | None) -> PictureTheme:
    """Return the theme of a picture.

    Raises
    ------
    ParamsError
        When there is no such theme.
    """
    return THEMES[THEMES.index(one_of("theme", text or THEMES[0], THEMES))]


def one_of(key: str, text: str, known: Iterable[str], *, status: int = 400, shown: Callable[[str], str] = str) -> str:
    """Return `text` if it is one of the words in `known`.

    Parameters
    ----------
    key
        What the text is, for the message.
    shown
        Formats a word for the message.

    Raises
    ------
    ParamsError
        When it is not; the message has all words and the nearest one.
    """
    words = list(known)
    if text in words:
        return text
    close = [shown(word) for word in nearest(text, words, 1)]
    tail = f" Did you mean {close[0]}?" if close else ""
    raise ParamsError(f"“{key}” is “{text[:40]}”, expected one of {', '.join(map(shown, words))}.{tail}", status)
