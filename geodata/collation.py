"""Letters compared without their marks: how searches, keys and lists read a text."""

from __future__ import annotations

import re
import unicodedata

# Letters that Unicode does not take apart into a plain letter and a mark.
_PLAIN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŧ": "t"}
    | dict.fromkeys("‘’‚‛ʹʻʼʽʾʿˈ´`′＇", "'")
    | dict.fromkeys("“”„‟«»″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
)
_GAP = re.compile(r"(?:\W|_)+")
_SAINT = re.compile(r"\bst\b")


def fold(text: str) -> str:
    """Return a text as searches compare it: small letters without marks, one kind of apostrophe, quote and dash.

    Examples
    --------
    >>> fold("Côte d’Ivoire")
    "cote d'ivoire"
    >>> fold("TÜRKİYE — Straße")
    'turkiye - strasse'
    """
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.translate(_PLAIN).split())


def name_key(text: str) -> str:
    """Return a name as it is looked up: folded, without apostrophes and punctuation, "&" as "and", "St." as "Saint".

    Examples
    --------
    >>> name_key("St. Kitts & Nevis")
    'saint kitts and nevis'
    >>> name_key("Korea (the Republic of)")
    'korea the republic of'
    """
    words = _GAP.sub(" ", fold(text).replace("&", " and ").replace("'", ""))
    return _SAINT.sub("saint", words).strip()


def slip_count(one: str, other: str) -> int:
    """Return how many letters were left out, put in, changed or swapped with the next (optimal string alignment).

    Examples
    --------
    >>> slip_count("ukraien", "ukraine"), slip_count("kirgistan", "kyrgyzstan")
    (1, 3)
    """
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        line = [i]
        for j, there in enumerate(other, 1):
            cost = min(last[j] + 1, line[j - 1] + 1, last[j - 1] + (letter != there))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == there:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        before, last = last, line
    return last[-1]
