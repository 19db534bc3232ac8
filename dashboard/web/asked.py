"""What an address of ours asks for: a view, and what else it may say; what cannot be used is told in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import parse_qs

from dashboard.maps.view import View
from dashboard.render.exports import LEAST_WIDTH, MOST_WIDTH, THEMES, WIDTH
from geodata import Dataset, nearest

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


def asked(query: str, known: Dataset, *, own: Iterable[str]) -> Asked:
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
    areas, claims = frozenset(known.states), frozenset(known.claim_by_id)
    view, problems = View.from_query(given, areas=areas, claims=claims)
    if problems:
        raise AskedError("\n".join(str(problem).replace("was ignored", "cannot be used") for problem in problems))
    return Asked(view, mine)


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


def theme_of(text: str | None) -> str:
    """Return the theme of a picture.

    Raises
    ------
    AskedError
        When there is no such theme.
    """
    return one_of("theme", text or THEMES[0], THEMES)


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
