"""Keys for comparing text without case, diacritics and punctuation, for searches, keys and sorted lists."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose into a base letter and a diacritic.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
    | dict.fromkeys("‘’‚‛ʹʻʼʽʾʿˈ´`′＇", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
)
_GAP = re.compile(r"(?:\W|_)+")
_SAINT = re.compile(r"\bst\b")


def fold(text: str) -> str:
    """Return a text in lower case without diacritics, with one form each of apostrophe, quotation mark and dash.

    Examples
    --------
    >>> fold("Côte d’Ivoire")
    "cote d'ivoire"
    >>> fold("TÜRKİYE — Straße")
    'turkiye - strasse'
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(plain.translate(_PLAIN).split())


def plain_key(text: str) -> str:
    """Return the lookup key of a text, kept nowhere: for texts that are not names of the atlas."""
    words = _GAP.sub(" ", fold(text).replace("&", " and ").replace("'", ""))
    return _SAINT.sub("saint", words).strip()


@lru_cache(maxsize=1024)  # every map sorts the names of its 250 areas
def name_key(text: str) -> str:
    """Return the lookup key of a name: folded, without punctuation, "&" as "and", "St." as "saint".

    Examples
    --------
    >>> name_key("St. Kitts & Nevis")
    'saint kitts and nevis'
    >>> name_key("Korea (the Republic of)")
    'korea the republic of'
    """
    return plain_key(text)


def slip_count(one: str, other: str) -> int:
    """Return the optimal string alignment distance: insertions, deletions, substitutions, adjacent transpositions.

    Examples
    --------
    >>> slip_count("ukraien", "ukraine"), slip_count("kirgistan", "kyrgyzstan")
    (1, 3)
    """
    before_previous: list[int] = []
    previous = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, other_letter in enumerate(other, 1):
            cost = min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                cost = min(cost, before_previous[j - 2] + 1)
            row.append(cost)
        before_previous, previous = previous, row
    return previous[-1]
