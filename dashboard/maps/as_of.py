"""What was known on the day shown: remarks, disputes and objections of the tables without what came later.

The tables are written today. A remark on a claim of 2023 may tell what became of it in 2025, and a map of 2023 must
not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from dashboard.maps.context import ComposeContext
from geodata.dates import MONTHS
from geodata.model import ActionKind, Claim, ClaimStatus, Confidence, Fact, TreatyAction
from geodata.sources import with_mark
from geodata.wording import capitalized, claimant_text

_SENTENCES = re.compile(r"(?<=[.;])\s+")
_DATES = re.compile(
    r"\b(?P<iso>(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d))\b"
    r"|\b(?:(?P<day>\d{1,2}) )?(?P<month>(?:" + "|".join(MONTHS) + r")[a-z]*)\.? (?P<of>(?:19|20)\d{2})\b"
    r"|(?<![\d,.])(?P<year>(?:19|20)\d{2})(?![\d,]|\.\d)",
    re.IGNORECASE,
)
# Words that refer to a later or present time. A sentence that has one and no date holds from an unknown day.
_LOOKS_BACK = re.compile(
    r"\b(later|since|still|then|today|now|newer|known|Meeting|afterwards|no longer)\b", re.IGNORECASE
)


def remark(ctx: ComposeContext, fact: Fact) -> str:
    """Return the note of a fact, without the sentences that tell of days after the day shown.

    The note was written when the sources were read; from then on all of it holds. Before, a sentence with a later date
    is left out, and so is one that looks back without a date.
    """
    read = [ctx.dataset.sources[citation.source_id].accessed_on for citation in fact.citations]
    if all(day <= ctx.day for day in read if day):
        return fact.note
    kept: list[str] = []
    is_cut = True
    for part in _SENTENCES.split(fact.note):
        days = tuple(_days_in(part))
        if all(day <= ctx.day for day in days) and (days or not _LOOKS_BACK.search(part)):
            begins = is_cut and (not kept or kept[-1].endswith("."))
            kept.append(capitalized(part) if begins else part)
            is_cut = False
        else:
            is_cut = True
    text = " ".join(kept)
    return f"{text[:-1]}." if text.endswith(";") else text


def marked_fact(fact: Fact, text: str) -> str:
    """Return the text of a fact, marked when it is unverified, relayed or not confirmed by the depositary."""
    return with_mark(fact, f"{text} (unverified)" if fact.confidence is Confidence.UNVERIFIED else text)


def contested_by(ctx: ComposeContext, act: TreatyAction) -> str:
    """Return who had contested an act by the day: a state from its objection on, others once the sources were out."""
    if not act.contested_by:
        return ""
    objections = _objections(ctx)
    all_out = _are_out(ctx, act)
    named = [name.strip() for name in act.contested_by.split(";") if name.strip()]
    return "; ".join(name for name in named if (objections[name] <= ctx.day if name in objections else all_out))


def disputed_by(ctx: ComposeContext, claim: Claim) -> tuple[str, ...]:
    """Return who had disputed a claim by the day: the claimants of later claims, or a critic in words."""
    if claim.status is not ClaimStatus.DISPUTED:
        return ()
    return tuple(dict.fromkeys(_disputes(ctx, claim)))


def is_superseded(ctx: ComposeContext, claim: Claim) -> bool:
    """Whether the claim that took its place had been made by the day."""
    later = ctx.dataset.claim_by_id.get(claim.replaced_by)
    return claim.status is ClaimStatus.SUPERSEDED and later is not None and later.date_said.latest <= ctx.day


def _disputes(ctx: ComposeContext, claim: Claim) -> Iterator[str]:
    for part in filter(None, (part.strip() for part in claim.disputed_by.split(";"))):
        other = ctx.dataset.claim_by_id.get(part)
        if other is not None and other.date_said.latest <= ctx.day:
            yield f"{claimant_text(other)}, {other.date_said.label}"
        elif other is None and _are_out(ctx, claim):
            yield part


def _objections(ctx: ComposeContext) -> dict[str, date]:
    """The day by which each state had certainly objected, by the name of the state."""
    days: dict[str, date] = {}
    objections = (act for acts in ctx.dataset.actions.values() for act in acts if act.kind is ActionKind.OBJECTION)
    acts = [(act.area, act.when) for act in objections]
    acts += [(p.area, p.start) for p in ctx.dataset.policies if p.kind == "objection"]
    for area, when in acts:
        name = ctx.dataset.state(area).name
        days[name] = min(days.get(name, when.latest), when.latest)
    return days


def _are_out(ctx: ComposeContext, fact: Fact) -> bool:
    """Whether all documents behind a fact had appeared; of an undated one only the day it was read is certain."""
    for citation in fact.citations:
        source = ctx.dataset.sources[citation.source_id]
        limits = [day for day in (source.published.latest if source.published else None, source.accessed_on) if day]
        if not limits or min(limits) > ctx.day:
            return False
    return True


def _days_in(text: str) -> Iterator[date]:
    """Yield the first day that each date in a text can mean."""
    for match in _DATES.finditer(text):
        if match["iso"]:
            yield date.fromisoformat(match["iso"])
        elif match["month"]:
            month = MONTHS.index(match["month"][:3].casefold()) + 1
            first = date(int(match["of"]), month, 1)
            day = int(match["day"] or 1)
            yield first.replace(day=day) if 1 <= day <= monthrange(first.year, month)[1] else first
        else:
            yield date(int(match["year"]), 1, 1)
