"""What an address of ours asks for: a view, and what else it may say; what cannot be used is told in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from dashboard.maps.atlas import Atlas
from dashboard.maps.link import FROZEN_KEYS
from dashboard.maps.permalinks import Opened, opened, thaw
from dashboard.maps.spec import THEMES, MapSpec, PictureTheme
from dashboard.maps.view import LinkProblem, View
from dashboard.render.formats import LEAST_WIDTH, MOST_WIDTH, WIDTH
from dashboard.web.http_cache import ASK_AGAIN
from geodata import nearest

FROZEN = frozenset(FROZEN_KEYS)
# A view of a day that is over stays the same until other data are released, and but for the age of the depositary
# reading, which changes with each day; then its tag is another one.
SETTLED = "public, max-age=300, must-revalidate"
LONGEST_QUERY = 4000  # letters; the longest link of the atlas has a tenth of that


class AskedError(Exception):
    """An address that asks for something that is not there; `status` is the HTTP status that says so."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A view, and the parameters of the address that are not part of the view."""

    view: View
    own: dict[str, str]


def asked(query: str, atlas: Atlas, *, own: Iterable[str]) -> Asked:
    """Return what the part of an address behind the question mark asks for.

    A file is quoted where nobody sees the link that it was made of, so a link that names something unknown is refused;
    the map would show the nearest view and say what it left out.

    Parameters
    ----------
    own
        Names of the parameters that are not part of the view.

    Raises
    ------
    AskedError
        When the address is too long, or something in it cannot be used; each fault in a line of its own.
    """
    if len(query) > LONGEST_QUERY:
        raise AskedError(f"The address is longer than {LONGEST_QUERY} characters.", 414)
    given = parse_qs(query, keep_blank_values=True)
    mine = {key: given.pop(key)[-1] for key in own if key in given}
    view, problems = atlas.view(given)
    refuse_problems(problems)
    return Asked(view, mine)


def refuse_problems(problems: Iterable[LinkProblem]) -> None:
    """Refuse what a link says wrongly.

    Raises
    ------
    AskedError
        When there is any, each in a line of its own.
    """
    if told := "\n".join(str(problem).replace("was ignored", "cannot be used") for problem in problems):
        raise AskedError(told)


def seen(found: Asked, atlas: Atlas) -> tuple[MapSpec, str]:
    """Return what is seen of what was asked for, and how long a cache may keep what is made of it.

    Raises
    ------
    AskedError
        When it is frozen on a release that is not kept, or what was frozen cannot be shown again.
    """
    if not FROZEN.intersection(found.own):
        return atlas.spec(found.view), ASK_AGAIN if found.view.day is None else SETTLED
    shown = thawed(found, atlas)
    if not shown.is_same:
        raise AskedError(shown.notice, 404)
    return shown.spec, SETTLED


def thawed(found: Asked, atlas: Atlas) -> Opened:
    """Return what a frozen link shows, what to tell of it, and what has changed since.

    Raises
    ------
    AskedError
        When the link lacks one of its two parameters, or its day, or names what cannot be one.
    """
    frozen, problems = thaw(found.own, found.view)
    if frozen is None:
        told = "\n".join(str(problem).replace("was ignored", "cannot be used") for problem in problems)
        raise AskedError(told.replace("; the present data are shown", "") or "A frozen link has “release” and “id”.")
    return opened(found.view, frozen, atlas.dataset())


def width_of(text: str | None) -> int:
    """Return the width of a picture in pixels.

    Raises
    ------
    AskedError
        When it is not a whole number within the limits.
    """
    if text is None:
        return WIDTH
    if text.isascii() and text.isdecimal() and len(text) <= 6 and LEAST_WIDTH <= int(text) <= MOST_WIDTH:
        return int(text)
    expected = f"whole pixels from {LEAST_WIDTH} to {MOST_WIDTH}; without it {WIDTH} is taken"
    raise AskedError(f"“width” is “{text[:40]}”, expected {expected}.")


def theme_of(text: str | None) -> PictureTheme:
    """Return the theme of a picture.

    Raises
    ------
    AskedError
        When there is no such theme.
    """
    return THEMES[THEMES.index(one_of("theme", text or THEMES[0], THEMES))]


def one_of(key: str, text: str, known: Iterable[str], *, status: int = 400, shown: Callable[[str], str] = str) -> str:
    """Return `text` if it is one of the words known.

    Raises
    ------
    AskedError
        When it is not: the sentence names the nearest words and all of them.
    """
    words = list(known)
    if text in words:
        return text
    close = [shown(word) for word in nearest(text, words, 1)]
    tail = f" Did you mean {close[0]}?" if close else ""
    raise AskedError(f"“{key}” is “{text[:40]}”, expected one of {', '.join(map(shown, words))}.{tail}", status)
