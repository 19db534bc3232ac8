"""A story inside a link: compressed, bounded, and with a sum by which a link that was cut off is recognised."""

from __future__ import annotations

import base64
import json
import re
import zlib
from functools import lru_cache

from dashboard.maps.story import Catalogue, Story, link_of
from dashboard.maps.story_file import LONGEST_FILE, MARK, VERSION, Opened, StoryError, parsed, read_story

# Web servers and what stands before them take 8,000 characters for a whole address, as RFC 9110 (4.1) asks of them.
LONGEST = 7000
# What stories are full of, the most frequent last; it is part of the form, and may never change under this version.
_WORDS = (
    b"actions/apmbc-sources/treaties/votes/events/claims/policies/usa-ukr-kor-prk-rus-withdrawal-suspension-"
    b"entry-into-force-potentially-contaminated-land-self-destructing-ap-use-persistent-ap-use- anti-personnel mines "
    b"cluster munitions Convention States Parties United States Ukraine Korean Peninsula treaty status claims surveyed "
    b"January February March April May June July August September October November December "
    b"1997 2014 2020 2022 2023 2024 &group=&rule=latest&least=&footprint=&beside=&since=20&region=europe&status=left"
    b"&treaty=ccm&treaty=ccw-&country=USA&country=UKR&extent=korea&extent=asia&extent=europe&extent=UKR"
    b"&layers=status.contamination.policy.footprint.borders.events&layers=policy.borders&day=1997-&day=2014-&day=202"
    b'","","",[]],["?v=1&day=202'
)
_FORM = re.compile(r"1[A-Za-z0-9_-]+")
_KEYS = ("link", "title", "caption", "notes", "rests_on")
_CUT = "the story in it is incomplete: the link was cut off or changed on its way"


@lru_cache(maxsize=64)  # a run of the page asks more than once, and again when it ends
def story_parameter(story: Story) -> str | None:
    """Return a story as the value of a link's parameter, or None when it is too long for a link."""
    steps = [[link_of(step.view), step.title, step.caption, step.notes, [*step.citations]] for step in story.steps]
    text = json.dumps([story.title, steps], ensure_ascii=False, separators=(",", ":"))
    squeezer = zlib.compressobj(level=9, zdict=_WORDS)
    body = squeezer.compress(text.encode()) + squeezer.flush()
    found = "1" + base64.urlsafe_b64encode(body).decode().rstrip("=")
    return found if len(found) <= LONGEST else None


def read_story_parameter(text: str, catalogue: Catalogue) -> Opened:
    """Read what `story_parameter` wrote.

    Raises
    ------
    StoryError
        When it holds no story, or more than a story may; each reason ends without a full stop, as a link's do.
    """
    if len(text) > LONGEST:
        raise StoryError(f"it has {len(text):,} characters, and a story in a link has {LONGEST:,} at most")
    if not _FORM.fullmatch(text):
        raise StoryError("it holds no story that this atlas has written")
    try:
        return read_story(_with_keys(parsed(_text_in(text), "it")), catalogue)
    except StoryError as error:
        raise StoryError(*(reason.removesuffix(".") for reason in error.reasons)) from None


def _with_keys(given: object) -> dict[str, object]:
    """Return what a link holds without keys as a file holds it."""
    title, steps = given if isinstance(given, list) and len(given) == 2 else (None, None)
    if not isinstance(steps, list):
        raise StoryError("it holds no story")
    whole = [dict(zip(_KEYS, step, strict=False)) if isinstance(step, list) else step for step in steps]
    return {MARK: VERSION, "title": title, "steps": whole}


def _text_in(text: str) -> str:
    filler = zlib.decompressobj(zdict=_WORDS)
    try:
        body = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        # A gigabyte can be squeezed into a few thousand letters.
        found = filler.decompress(body, LONGEST_FILE).decode()
    except (ValueError, zlib.error):  # binascii and Unicode errors are ValueErrors
        raise StoryError(_CUT) from None
    if filler.unconsumed_tail:
        raise StoryError(f"the story in it has more than {LONGEST_FILE:,} bytes")
    if not filler.eof or filler.unused_data:
        raise StoryError(_CUT)
    return found
